//! Writing a file that was asked for on the screen: all of it or nothing. The log is read a slice
//! at a time, so that what comes meanwhile comes in.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use crate::config::whole_file::WholeFile;
use crate::pipeline::SharedLog;
use crate::privacy::Redactor;
use crate::report::{Export, ExportFormat, Form, Report};
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
    let read = || log.read().unwrap_or_else(PoisonError::into_inner);
    refuse_log("", &path, &read())
        .map_err(|_| NotSaved::Failed("it is one of the logs that are read".to_owned()))?;
    let mut file = WholeFile::create(&path, save.overwrite).map_err(|error| failed(&error))?;
    let redactor = save.redact.then(|| Redactor::new(setup.identity.clone()));
    let mut export = Export::new(save.log, save.ids.clone(), form(setup, save), redactor);
    loop {
        if watch.is_stopped() {
            return Err(NotSaved::Stopped);
        }
        watch.tell(export.progress());
        if export.advance(&read(), SLICE, &mut file).map_err(|error| failed(&error))? {
            break;
        }
    }
    let exported = export.end(&read(), &mut file).map_err(|error| failed(&error))?;
    file.finish().map_err(|error| failed(&error))?;
    Ok(Saved { path: path.display().to_string(), events: exported.events, notes: exported.notes() })
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
            auditor: setup.auditor.clone(),
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
