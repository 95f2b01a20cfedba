//! One side of a comparison: what it is, and what it came to.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::PoisonError;

use crate::audit::{
    Baseline, BaselineError, Compared, Coverage, Finding, Regard, Sort, Told, Waivers,
};
use crate::catalog::{Loaded, Request};
use crate::config::bounded;

use super::super::args;
use super::super::audit::audited;
use super::super::failure::{Failure, say};
use super::super::input::{Reading, read_whole};
use super::super::memory::tell_dropped;
use super::super::permitted::Permitted;
use super::super::setup::{Setup, tell_of_plans};
use super::super::waivers;
use super::super::zone::tell_assumed;
use super::policy;

/// What is longer is a log.
const LARGEST: u64 = 32 << 20;

/// What was named, as far as a look at it tells.
pub(super) enum Known {
    /// Anything that events are read of; whether it can be read only once.
    Log { stream: bool },
    /// What a log came to.
    Baseline(Box<Baseline>),
    /// What was declared.
    Catalog(Box<Loaded>),
}

impl Known {
    pub(super) fn of(args: &args::Diff, named: &OsStr) -> Result<Self, Failure> {
        let request = Request::parse(named);
        let path = request.file.as_path();
        let wrong = |error: String| Failure::Usage(format!("{}: {error}", path.display()));
        let catalog = |it: &Request| it.load().map(|it| Self::Catalog(Box::new(it)));
        if request.producer.is_some() || is_plan(path) {
            return catalog(&request).map_err(Failure::usage);
        }
        let is_file = path.metadata().is_ok_and(|it| it.is_file());
        let log = Self::Log { stream: !is_file && !path.is_dir() && path.exists() || named == "-" };
        if !is_file || args.common.logs.format_in.is_some() {
            return Ok(log);
        }
        let Ok(Some(bytes)) = bounded::bytes(path, LARGEST) else { return Ok(log) };
        let is_json = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
        if !is_json && bytes.trim_ascii_start().first() != Some(&b'{') {
            return Ok(log);
        }
        match Baseline::read(&bytes) {
            Ok(baseline) => return Ok(Self::Baseline(Box::new(baseline))),
            Err(error @ BaselineError::Newer(_)) => return Err(wrong(error.to_string())),
            Err(BaselineError::Unreadable(_)) => {}
        }
        Ok(catalog(&request).unwrap_or(log))
    }

    /// What it is.
    pub(super) const fn sort(&self) -> Sort {
        match self {
            Self::Log { .. } => Sort::Log,
            Self::Baseline(_) => Sort::Baseline,
            Self::Catalog(_) => Sort::Catalog,
        }
    }
}

fn is_plan(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    ["md", "markdown"].iter().any(|it| extension.eq_ignore_ascii_case(it))
}

/// Reads one side after the other.
pub(super) struct Reader<'a> {
    args: &'a args::Diff,
    pub(super) setup: Setup,
    /// The project's waivers.
    waivers: Waivers,
    /// The files that were read.
    pub(super) paths: Vec<String>,
    /// Whether something of them could not be read.
    pub(super) failed: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(args: &'a args::Diff, mut setup: Setup) -> Result<Self, Failure> {
        setup.sums = true;
        let (waivers, _) = waivers::waivers(args.waivers.as_deref())?;
        Ok(Self { args, setup, waivers, paths: Vec::new(), failed: false })
    }

    /// What a side comes to.
    pub(super) fn read(&mut self, known: Known, named: &OsStr) -> Result<Compared, Failure> {
        let name = named.to_string_lossy().into_owned();
        match known {
            Known::Log { .. } => self.read_log(name, Path::new(named)),
            Known::Baseline(baseline) => {
                self.paths.push(name.clone());
                Ok(Compared::summed(name, Sort::Baseline, *baseline))
            }
            Known::Catalog(loaded) => {
                loaded.warnings.iter().for_each(|warning| say(warning));
                tell_of_plans(&loaded);
                self.paths.push(Request::parse(named).file.display().to_string());
                Ok(Compared::summed(name, Sort::Catalog, Baseline::declared(&loaded.catalog)))
            }
        }
    }

    fn read_log(&mut self, name: String, path: &Path) -> Result<Compared, Failure> {
        let args = self.args;
        // What was concluded of the one says nothing of the other.
        let policy = policy(args, &self.setup)?;
        self.setup.judge_by(policy, None);
        let (setup, path) = (&self.setup, path.to_owned());
        let predicate = setup.predicate(&args.common)?;
        let paths: &[PathBuf] = slice::from_ref(&path);
        let reading = Reading::open(setup, &args.common, paths, false)?;
        let (shared, failed) = read_whole(reading, setup, &args.common, paths)?;
        self.failed |= failed;
        let compared = {
            let log = shared.read().unwrap_or_else(PoisonError::into_inner);
            setup.auditor.set_permissions(Permitted::default().of(&log, setup, &args.common));
            let audit = audited(&setup.auditor, &log, predicate);
            let (findings, observed) = (audit.findings(&log).list, audit.observed(&log));
            let baseline = Baseline::of(&log, &observed, &findings);
            let told = findings.iter().map(|finding| {
                let told = Told::of(&setup.auditor, &log, finding, args.look.show_values);
                Told { regard: self.regard(finding), ..told }
            });
            let told = told.collect();
            self.paths.extend(log.paths().into_iter().map(str::to_owned));
            Compared::log(name, baseline, told, &Coverage::of(&log, &observed))
        };
        tell_assumed(&shared);
        tell_dropped(&shared);
        self.setup.hush();
        Ok(compared)
    }

    /// How a finding counts.
    fn regard(&self, finding: &Finding) -> Regard {
        let setup = &self.setup;
        let today = setup.zone.civil(setup.context.now).date();
        let of_policy = &setup.policy.policy.waivers;
        let waiver = self.waivers.of(finding, today).or_else(|| of_policy.of(finding, today));
        waiver.map_or(Regard::Open, |waiver| Regard::Waived {
            reason: waiver.reason.clone(),
            until: waiver.until.to_string(),
        })
    }
}
