//! Waiving a finding: why, until when, and, once that is confirmed, into the project's file.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::audit::{Finding, Waiver};

use super::super::line::Line;
use super::super::message::Effect;
use super::super::model::{Choice, Chosen, Menu, Model, Overlay, Prompt, WaiveState, Wanted};

/// So many days a waiver holds where nobody says otherwise.
const DAYS: i64 = 90;

/// Asks why the finding under the cursor does not count.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    if model.findings.card {
        model.note("findings are waived one by one: v shows them");
        return Vec::new();
    }
    let Some(row) = model.findings.table.current() else {
        model.note("there is no finding here to waive");
        return Vec::new();
    };
    if let Some(waiver) = &row.waived {
        let text = format!("it is waived until {}: {}", waiver.until, waiver.reason);
        model.note(text);
        return Vec::new();
    }
    if model.waivers.file.is_none() {
        model.note("there is no project here whose waivers could be written");
        return Vec::new();
    }
    model.waivers.state = Some(WaiveState { finding: row.finding.clone(), reason: String::new() });
    prompt(model, " why it does not count › ", "", Wanted::WaiveReason);
    Vec::new()
}

fn prompt(model: &mut Model, before: &str, text: &str, wanted: Wanted) {
    let mut line = Line::default();
    line.set(text);
    let prompt = Prompt { before: before.to_owned(), line, wanted };
    model.overlays.push(Overlay::Prompt(prompt));
}

/// Takes the reason, and asks until when.
pub(super) fn because(model: &mut Model, reason: &str) -> Vec<Effect> {
    if let Some(state) = &mut model.waivers.state {
        reason.clone_into(&mut state.reason);
        let until = today(model).saturating_add(DAYS.days()).to_string();
        prompt(model, " until › ", &until, Wanted::WaiveUntil);
    }
    Vec::new()
}

/// Takes the last day, and asks whether that is to be written.
///
/// # Errors
/// Why that is no day to waive until.
pub(super) fn until(model: &mut Model, typed: &str) -> Result<Vec<Effect>, String> {
    let until: Date =
        typed.parse().map_err(|_| format!("'{typed}' is no day: write one like 2027-01-31"))?;
    if until < today(model) {
        return Err(format!("{until} is over: the waiver would not hold"));
    }
    let (Some(state), Some(file)) = (&model.waivers.state, &model.waivers.file) else {
        return Ok(Vec::new());
    };
    let waiver = Waiver::exactly(&state.finding, &state.reason, until);
    let choice = |key, text: String, chosen| Choice { key: Some(key), text, chosen };
    let choices = vec![
        choice('n', "no: it counts on".to_owned(), Chosen::Nothing),
        choice(
            'y',
            format!(
                "yes: add {} to {}",
                model.veils().of_names().text(&words(&state.finding), ""),
                file.display()
            ),
            Chosen::Waive(Box::new(waiver)),
        ),
    ];
    let title = format!("Waive until {until}?");
    model.overlays.push(Overlay::Menu(Menu { title, choices, at: 0 }));
    Ok(Vec::new())
}

/// Has it written.
pub(super) fn write(model: &mut Model, waiver: Waiver) -> Vec<Effect> {
    model.waivers.state = None;
    let Some(file) = model.waivers.file.clone() else { return Vec::new() };
    let logs =
        model.look(|log, _| log.sources().map(|(_, facts, _)| facts.path.clone().into()).collect());
    vec![Effect::Waive { file, waiver: Box::new(waiver), logs }]
}

/// It was written, or not.
pub(super) fn written(model: &mut Model, done: Result<crate::audit::Waivers, String>) {
    match done {
        Ok(waivers) => {
            let file = model.waivers.file.as_ref().map(|it| it.display().to_string());
            model.audited.waive_by(waivers);
            model.note(format!("waived in {}", file.unwrap_or_default()));
        }
        Err(why) => model.warn(format!("not waived: {why}")),
    }
}

fn today(model: &Model) -> Date {
    model.query.zone.civil(model.clock).date()
}

fn words(finding: &Finding) -> String {
    let event = finding.event.as_deref().unwrap_or_default();
    let parts = [&finding.producer, event, finding.key_name().unwrap_or_default()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{} {}", finding.rule, parts.join("/"))
}
