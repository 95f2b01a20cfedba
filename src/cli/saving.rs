//! Writing a file that was asked for on the screen: all of it or nothing. The log is read a slice
//! at a time, so that what comes meanwhile comes in.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use crate::config::whole_file::{Overwrite, WholeFile};
use crate::pipeline::SharedLog;
use crate::privacy::Redactor;
use crate::report::{Export, ExportFormat, Exported, Form, Report};
use crate::tui::{NotSaved, Save, Saved, Watch, Which};

use super::audit::{here, refuse_log};
use super::saved::session_form;
use super::setup::Setup;

/// So many events are written while nothing new can come in: some milliseconds.
const SLICE: usize = 2048;

/// Writes what was asked for.
pub(super) fn save(
    setup: &Setup,
    save: &Save,
    log: &SharedLog,
    watch: &Watch,
) -> Result<Saved, NotSaved> {
    let path = at_home(setup, &save.path);
    refuse_log("", &path, &log.read().unwrap_or_else(PoisonError::into_inner).paths())
        .map_err(|_| NotSaved::Failed("it is one of the logs that are read".to_owned()))?;
    let redactor = save.redact.then(|| Redactor::new(setup.identity.clone()));
    let export = Export::new(save.log, save.ids.clone(), form(setup, save), redactor);
    let exported = write(export, (&path, save.overwrite), log, watch)?;
    Ok(Saved { path: path.display().to_string(), events: exported.events, notes: exported.notes() })
}

/// Writes an export until it is whole or somebody stops it.
fn write(
    mut export: Export,
    (path, overwrite): (&Path, Overwrite),
    log: &SharedLog,
    watch: &Watch,
) -> Result<Exported, NotSaved> {
    let read = || log.read().unwrap_or_else(PoisonError::into_inner);
    let failed = |error: io::Error| failed(&error);
    let mut file = WholeFile::create(path, overwrite).map_err(failed)?;
    loop {
        if watch.is_stopped() {
            return Err(NotSaved::Stopped);
        }
        watch.tell(export.progress());
        if export.advance(&read(), SLICE, &mut file).map_err(failed)? {
            break;
        }
    }
    let exported = export.end(&read(), &mut file).map_err(failed)?;
    if watch.is_stopped() {
        return Err(NotSaved::Stopped);
    }
    file.finish().map_err(failed)?;
    Ok(exported)
}

/// No shell has read it: a person means their own folder by ~.
fn at_home(setup: &Setup, path: &Path) -> PathBuf {
    let home = &setup.environment.home;
    path.strip_prefix("~").map_or_else(|_| path.to_owned(), |rest| home.join(rest))
}

fn failed(error: &io::Error) -> NotSaved {
    let why = |why: &dyn Display| NotSaved::Failed(why.to_string());
    match error.kind() {
        ErrorKind::AlreadyExists => NotSaved::Exists,
        ErrorKind::IsADirectory => why(&"it is a folder; name a file in it"),
        _ => why(error),
    }
}

fn form(setup: &Setup, save: &Save) -> Form {
    match save.format {
        ExportFormat::Ndjson => Form::Ndjson,
        ExportFormat::Csv => Form::Csv(save.columns.clone()),
        ExportFormat::Raw => Form::Raw,
        ExportFormat::Ttail => {
            let screen = Some(save.screen.clone());
            Form::Session(Box::new(session_form(setup, screen, save.selected)))
        }
        ExportFormat::Markdown => Form::Markdown(Box::new(Report {
            auditor: Arc::clone(&save.auditor),
            which: format!("those {}", save.which.as_str()),
            filter: save.filter.clone(),
            whole: save.which == Which::All,
            show_values: save.show_values,
            folder: here(),
            waivers: save.waivers.clone(),
            today: setup.zone.civil(setup.context.now).date(),
        })),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::catalog::Catalog;
    use crate::classify::Rules;
    use crate::event::Zone;
    use crate::pipeline::Ingest;

    fn saved(path: &Path, watch: &Watch) -> Result<Exported, NotSaved> {
        let rules = Rules::embedded().unwrap();
        let log = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc()).log();
        let id = log.read().unwrap().id();
        let export = Export::new(id, Vec::new(), Form::Csv(Vec::new()), None);
        write(export, (path, Overwrite::Refuse), &log, watch)
    }

    #[test]
    fn what_is_stopped_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let watch = Watch::default();
        watch.stop();
        let stopped = saved(&folder.path().join("a.csv"), &watch).unwrap_err();
        assert_eq!(stopped, NotSaved::Stopped);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_there_is_told_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        saved(&path, &Watch::default()).unwrap();
        let before = fs::read(&path).unwrap();
        assert_eq!(saved(&path, &Watch::default()).unwrap_err(), NotSaved::Exists);
        assert_eq!(fs::read(&path).unwrap(), before);
        let nowhere = saved(&folder.path().join("no/a.csv"), &Watch::default()).unwrap_err();
        assert_eq!(nowhere, NotSaved::Failed("its folder is not there".to_owned()));
    }
}
