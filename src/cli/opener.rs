//! What the screen can open instead of what it shows: another session, a path, the demo.

use std::slice;
use std::time::SystemTime;

use crate::event::Instant;
use crate::pipeline::{Engine, Notices, Plan};
use crate::source::{Session, newest_session, survey};
use crate::tui::{Offered, Opener, Wish};

use super::args::{Common, Which};
use super::failure::Failure;
use super::input::logs_roots;
use super::setup::Setup;
use super::{demo, screen};

/// This machine's editors and files.
pub(super) struct ThisMachine {
    setup: Setup,
    common: Common,
}

impl ThisMachine {
    /// What was chosen of sessions, times and filters was chosen of what was opened first; the
    /// screen has a filter of its own by now.
    pub(super) fn new(setup: Setup, common: &Common) -> Self {
        let mut common = Common { which: Which::default(), ..common.clone() };
        common.logs.session = None;
        Self { setup: setup.told(), common }
    }

    fn found(&self) -> Vec<Session> {
        let surveyed = survey(&logs_roots(&self.setup, &self.common));
        let mut found: Vec<Session> = surveyed.into_iter().flat_map(|it| it.sessions).collect();
        found.sort_by(|a, b| b.stamp.cmp(&a.stamp).then_with(|| a.path.cmp(&b.path)));
        found
    }

    fn plan(&self, wish: &Wish) -> Result<Plan, Failure> {
        match wish {
            Wish::Session(session) => {
                let found = self.found();
                // Only the newest session may still be written.
                let newest = newest_session(&found).is_some_and(|it| it.path == session.path);
                screen::plan(&self.setup, &self.common, slice::from_ref(&session.path), newest)
            }
            Wish::Path(path) => {
                // No shell has read it: a person means their own folder by ~.
                let home = &self.setup.environment.home;
                let path = path.strip_prefix("~").map_or_else(|_| path.clone(), |it| home.join(it));
                screen::plan(&self.setup, &self.common, &[path], false)
            }
            Wish::Demo => demo::plan(&self.setup, &self.common),
        }
    }
}

impl Opener for ThisMachine {
    fn sessions(&self) -> Vec<Offered> {
        self.found().iter().map(offered).collect()
    }

    fn open(&self, wish: &Wish) -> Result<(Engine, Notices), String> {
        let plan = self.plan(wish).map_err(Failure::text)?;
        Engine::start(plan).map_err(|error| error.to_string())
    }
}

fn offered(session: &Session) -> Offered {
    let bearing = || session.files.iter().filter(|file| file.bearing);
    Offered {
        product: session.product.to_owned(),
        stamp: session.stamp.clone(),
        path: session.path.clone(),
        bearing: bearing().count(),
        bytes: bearing().map(|file| file.len).sum(),
        newest: session.newest_telemetry.and_then(moment),
    }
}

fn moment(time: SystemTime) -> Option<Instant> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Instant)
}
