//! Saving events to a file: which, in which form, under which name; and what came of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::whole_file::Overwrite;
use crate::event::EventId;
use crate::report::{ExportFormat, default_columns};
use crate::search::StatsField;
use crate::store::LogId;

use super::super::line::Line;
use super::super::message::Effect;
use super::super::model::{Choice, Chosen, Menu, Model, Overlay, Prompt, SaveStep, Wanted};
use super::super::saving::{Asked, NotSaved, Running, Save, Saved, Watch, Which};
use super::super::shape::filter_text;
use super::super::text::counted;

const NOTHING: &str = "there is no event to save";

/// Asks which events.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    if is_busy(model) {
        return Vec::new();
    }
    let (shown, marked, all) =
        model.look(|log, view| (view.ids().len(), log.marks().len(), log.len()));
    if all == 0 {
        model.note(NOTHING);
        return Vec::new();
    }
    let offered = [
        ('s', Which::Shown, format!("what is shown       {}", counted(shown as u64, "event"))),
        ('m', Which::Marked, format!("what is marked      {}", counted(marked as u64, "event"))),
        ('a', Which::All, format!("all that was read   {}", counted(all as u64, "event"))),
    ];
    let choices = offered.map(|(key, which, text)| Choice {
        key: Some(key),
        text,
        chosen: Chosen::Save(SaveStep::Which(which)),
    });
    menu(model, "Save to a file".to_owned(), choices.into(), 0);
    Vec::new()
}

/// Goes on with what was chosen.
pub(super) fn choose(model: &mut Model, step: SaveStep) -> Vec<Effect> {
    match step {
        SaveStep::Which(which) => {
            let (ids, _) = events(model, which);
            if ids.is_empty() {
                model.note(NOTHING);
                return Vec::new();
            }
            let format = ExportFormat::Ndjson;
            model.saving.asked = Some(Asked { which, redact: false, format, over: None });
            ask_format(model, ids.len(), 0);
        }
        SaveStep::Redact => {
            let Some(asked) = &mut model.saving.asked else { return Vec::new() };
            asked.redact = !asked.redact;
            let (ids, _) = events(model, model_which(model));
            ask_format(model, ids.len(), ExportFormat::ALL.len());
        }
        SaveStep::Format(format) => {
            let Some(asked) = &mut model.saving.asked else { return Vec::new() };
            asked.format = format;
            let name = suggested(model, format);
            let mut line = Line::default();
            line.set(&name);
            let before = " save to › ".to_owned();
            let prompt = Prompt { before, line, wanted: Wanted::SavePath };
            model.overlays.push(Overlay::Prompt(prompt));
        }
        SaveStep::Replace => {
            let over = model.saving.asked.take().and_then(|asked| asked.over);
            return over.map_or_else(Vec::new, |save| {
                begin(model, Save { overwrite: Overwrite::Replace, ..*save })
            });
        }
    }
    Vec::new()
}

fn model_which(model: &Model) -> Which {
    model.saving.asked.as_ref().map_or(Which::Shown, |asked| asked.which)
}

/// Asks for the form, and whether what is personal is replaced.
fn ask_format(model: &mut Model, events: usize, at: usize) {
    let Some(asked) = &model.saving.asked else { return };
    let title = format!("Save {} {}", counted(events as u64, "event"), asked.which.as_str());
    let redacts = if asked.redact {
        "yes: what is personal is replaced by pseudonyms"
    } else {
        "no: what is personal is not replaced"
    };
    let format = |format: ExportFormat| Choice {
        key: format.as_str().chars().next(),
        text: format!("{:9} {}", format.as_str(), format.about()),
        chosen: Chosen::Save(SaveStep::Format(format)),
    };
    let mut choices: Vec<Choice> = ExportFormat::ALL.into_iter().map(format).collect();
    choices.push(Choice {
        key: Some('p'),
        text: format!("{:9} {redacts}", "redact"),
        chosen: Chosen::Save(SaveStep::Redact),
    });
    menu(model, title, choices, at);
}

fn menu(model: &mut Model, title: String, choices: Vec<Choice>, at: usize) {
    model.overlays.push(Overlay::Menu(Menu { title, choices, at }));
}

/// A name that says when it was saved.
fn suggested(model: &Model, format: ExportFormat) -> String {
    let now = model.query.zone.civil(model.query.now);
    format!("telltail-{}.{}", now.strftime("%Y%m%d-%H%M%S"), format.extensions()[0])
}

/// Takes the file's name.
///
/// # Errors
/// Why it will not do.
pub(super) fn named(model: &mut Model, path: &str) -> Result<Vec<Effect>, String> {
    let Some(asked) = model.saving.asked.clone() else { return Ok(Vec::new()) };
    save(model, asked.which, asked.format, asked.redact, path)
}

/// Saves what is shown to a file whose name says in which form.
///
/// # Errors
/// Why that will not do.
pub(super) fn write(model: &mut Model, argument: &str) -> Result<Vec<Effect>, String> {
    const REDACT: &str = "--redact";
    let path = argument.strip_prefix(REDACT).filter(|rest| rest.starts_with(' '));
    let (redact, path) = (path.is_some(), path.unwrap_or(argument).trim());
    if path.is_empty() || path == REDACT {
        return Err("w needs the name of a file".to_owned());
    }
    let format = ExportFormat::of_path(&PathBuf::from(path)).ok_or_else(|| {
        let ends = ExportFormat::ALL.map(|it| format!(".{}", it.extensions()[0]));
        format!("the name says the form: it ends in {}", ends.join(", "))
    })?;
    save(model, Which::Shown, format, redact, path)
}

fn save(
    model: &mut Model,
    which: Which,
    format: ExportFormat,
    redact: bool,
    path: &str,
) -> Result<Vec<Effect>, String> {
    if is_busy(model) {
        return Ok(Vec::new());
    }
    let (ids, log) = events(model, which);
    if ids.is_empty() {
        return Err(NOTHING.to_owned());
    }
    let filter = match which {
        Which::Shown => model.look(|log, _| filter_text(model, log)),
        Which::Marked | Which::All => String::new(),
    };
    let save = Save {
        ids,
        log,
        which,
        format,
        columns: columns(model),
        filter,
        screen: model.saved_screen(),
        selected: model.look(|log, view| model.selected(log, view)),
        redact,
        show_values: model.revealed.all,
        auditor: Arc::clone(&model.audited.auditor),
        waivers: model.audited.waivers.clone(),
        path: PathBuf::from(path),
        overwrite: Overwrite::Refuse,
    };
    Ok(begin(model, save))
}

/// The events, in merged order, and the log whose ids they are.
fn events(model: &Model, which: Which) -> (Vec<EventId>, LogId) {
    model.look(|log, view| {
        let ids = match which {
            Which::Shown => view.ids().to_vec(),
            Which::All => log.in_order().collect(),
            Which::Marked => {
                let mut ids = log.marks().ids();
                ids.retain(|id| id.index() < log.len());
                ids.sort_by_key(|id| log.merge_key(*id));
                ids
            }
        };
        (ids, log.id())
    })
}

/// The usual columns of a table, and those of the list that are not among them.
fn columns(model: &Model) -> Vec<StatsField> {
    let mut fields = default_columns();
    for name in model.column_names() {
        let name = name.rsplit_once(':').map_or(&*name, |(name, _)| name);
        if let Ok(field) = name.parse::<StatsField>()
            && !fields.contains(&field)
        {
            fields.push(field);
        }
    }
    fields
}

/// Whether something is written already, which is said then.
fn is_busy(model: &mut Model) -> bool {
    let Some(running) = &model.saving.running else { return false };
    let text = format!("{} is still being written; esc stops that", running.name);
    model.note(text);
    true
}

fn begin(model: &mut Model, save: Save) -> Vec<Effect> {
    let watch = Watch::default();
    let name = save.path.file_name().unwrap_or(save.path.as_os_str());
    model.saving.running = Some(Running {
        watch: watch.clone(),
        name: name.to_string_lossy().into_owned(),
        since: model.query.now,
    });
    vec![Effect::Save(Box::new(save), watch)]
}

/// Stops writing; whether anything was written.
pub(super) fn stop(model: &mut Model) -> bool {
    let Some(running) = &model.saving.running else { return false };
    running.watch.stop();
    model.note("stopping…");
    true
}

/// It was written, or not.
pub(super) fn saved(model: &mut Model, save: Box<Save>, done: Result<Saved, NotSaved>) {
    let name = save.path.display().to_string();
    model.saving.running = None;
    match done {
        Ok(saved) => {
            let events = counted(saved.events as u64, "event");
            let notes = saved.notes.iter().map(|note| format!("; {note}"));
            let notes: String = notes.collect();
            model.note(format!("{events} saved to {}{notes}", saved.path));
        }
        Err(NotSaved::Stopped) => model.note(format!("stopped: {name} was not written")),
        Err(NotSaved::Failed(why)) => model.warn(format!("not saved: {name}: {why}")),
        Err(NotSaved::Exists) => {
            let Save { which, redact, format, .. } = *save;
            model.saving.asked = Some(Asked { which, redact, format, over: Some(save) });
            let no = Choice {
                key: Some('n'),
                text: "no: it stays as it is".to_owned(),
                chosen: Chosen::Nothing,
            };
            let yes = Choice {
                key: Some('y'),
                text: "yes: what is in it is lost".to_owned(),
                chosen: Chosen::Save(SaveStep::Replace),
            };
            menu(model, format!("{name} is there already. Replace it?"), vec![no, yes], 0);
        }
    }
}
