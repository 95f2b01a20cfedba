//! What the screen can open instead of what it shows: another session, a path, the demo.

use std::path::{Path, PathBuf};
use std::slice;
use std::time::{Duration, SystemTime};

use crate::audit::{Waiver, Waivers};
use crate::event::Instant;
use crate::pipeline::{Engine, Notices, Plan, SharedLog};
use crate::source::{Session, survey};
use crate::tui::{NotSaved, Offered, Opener, Save, Saved, Watch, Wish};

use super::args::{Common, Which};
use super::failure::Failure;
use super::input::logs_roots;
use super::setup::Setup;
use super::waivers::waive;
use super::{demo, saving, screen};

/// So long after its last line a session may still be written although a newer one was begun: a
/// server writes several at once.
const RECENT: Duration = Duration::from_secs(15 * 60);

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
        if self.setup.saved.is_some() {
            // What this session was judged by is nothing for another one.
            let setup = Setup::silently(&self.common, &[])?;
            return Self { setup, common: self.common.clone() }.plan(wish);
        }
        match wish {
            Wish::Session(session) => {
                let found = self.found();
                let follow = may_grow(&found, &session.path, SystemTime::now());
                screen::plan(&self.setup, &self.common, slice::from_ref(&session.path), follow)
            }
            Wish::Path(path) => {
                // No shell has read it: a person means their own folder by ~.
                let home = &self.setup.environment.home;
                let path = path.strip_prefix("~").map_or_else(|_| path.clone(), |it| home.join(it));
                let paths = [path];
                let saved = Setup::silently(&self.common, &paths)?;
                let setup = if saved.saved.is_some() { &saved } else { &self.setup };
                screen::plan(setup, &self.common, &paths, false)
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

    fn save(&self, save: &Save, log: &SharedLog, watch: &Watch) -> Result<Saved, NotSaved> {
        saving::save(&self.setup, save, log, watch)
    }

    fn waive(&self, file: &Path, waiver: &Waiver, logs: &[PathBuf]) -> Result<Waivers, String> {
        waive(file, waiver, logs)
    }
}

/// Whether a session may still be written. Each editor writes its newest one, whatever others of
/// this machine do.
fn may_grow(found: &[Session], path: &Path, now: SystemTime) -> bool {
    let Some(session) = found.iter().find(|it| it.path == path) else { return false };
    let of_editor = found.iter().filter(|it| it.path.parent() == path.parent());
    let newest = of_editor.filter(|it| it.holds_telemetry()).map(|it| &it.stamp).max();
    let is_recent = |at| now.duration_since(at).map_or(true, |ago| ago < RECENT);
    newest.is_none_or(|stamp| *stamp <= session.stamp)
        || session.newest_telemetry.is_some_and(is_recent)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::LogFile;

    const LONG: Duration = Duration::from_secs(24 * 60 * 60);

    fn session(root: &str, stamp: &str, newest: SystemTime) -> Session {
        let path = Path::new(root).join(stamp);
        let log = path.join("telemetry.log");
        let file = LogFile {
            path: log,
            bearing: true,
            known: None,
            len: 1,
            modified: Some(newest),
            rotated: Vec::new(),
        };
        Session {
            stamp: stamp.to_owned(),
            product: "code",
            path,
            files: vec![file],
            newest_telemetry: Some(newest),
        }
    }

    #[test]
    fn the_newest_session_of_each_editor_is_followed_and_what_was_written_just_now() {
        let now = SystemTime::now();
        let old = now - LONG;
        let found = [
            session("/a/logs", "20261121T100000", now),
            session("/b/logs", "20261121T090000", old),
            session("/b/logs", "20261121T080000", old),
            session("/b/logs", "20261121T070000", now - Duration::from_secs(60)),
        ];
        let grows = |at: usize| may_grow(&found, &found[at].path, now);
        assert_eq!([0, 1, 2, 3].map(grows), [true, true, false, true]);
        assert!(!may_grow(&found, Path::new("/c/logs/20261121T100000"), now));
    }
}
