//! `telltail config check`: what is wrong with the settings, and with what they name.

use std::io::Write;
use std::process::ExitCode;

use crate::catalog::Request;
use crate::classify::Rules;
use crate::config::environment::Environment;
use crate::config::keymap::{KeyChanges, find_preset, preset};
use crate::config::nearest::{did_you_mean, nearest};
use crate::config::own::{folder, rule_files};
use crate::config::settings::{Key, Settings, Warning};
use crate::config::theme::Theme;
use crate::event::{Instant, Zone, visible};
use crate::query::{Context, FIELDS, Field, Predicate};
use crate::tui::Bindings;

use super::super::args::{Colour, Config};
use super::super::failure::Failure;
use super::super::memory;
use super::super::output::Output;
use super::super::settled::loaded;

pub(super) fn run(environment: &Environment, args: &Config) -> Result<ExitCode, Failure> {
    let settings = loaded(environment, args.config.as_deref())?;
    let mut wrong = settings.warnings.clone();
    texts(&settings, environment, &mut wrong);
    columns(&settings, &mut wrong);
    keys(&settings, &mut wrong);
    filters(&settings, environment, &mut wrong);
    catalogs(&settings, environment, &mut wrong);
    let mut output = Output::new(Colour::Never);
    for warning in &wrong {
        writeln!(output.out, "{}", visible(&warning.to_string()))?;
    }
    if wrong.is_empty() {
        writeln!(output.out, "nothing is wrong with the settings")?;
    }
    output.out.flush()?;
    Ok(ExitCode::from(if wrong.is_empty() { 0 } else { 2 }))
}

/// Settings that are a text for somebody else to read.
fn texts(settings: &Settings, environment: &Environment, wrong: &mut Vec<Warning>) {
    let folders = [folder(environment)];
    let theme = |name: &str| match Theme::load(name, &folders) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    };
    let mut check = |key: Key, read: &dyn Fn(&str) -> Result<(), String>| {
        if let Some(Err(text)) = settings.chosen(key).map(read) {
            wrong.push(Warning { origin: settings.origin(key), text });
        }
    };
    check(Key::Theme, &theme);
    check(Key::ThemeDark, &theme);
    check(Key::ThemeLight, &theme);
    check(Key::Keymap, &|name| find_preset(name).map(|_| ()).map_err(|error| error.to_string()));
    check(Key::Tz, &|text| Zone::given(text).map(|_| ()));
    check(Key::MaxMemory, &|text| memory::asked(text).map(|_| ()));
}

fn columns(settings: &Settings, wrong: &mut Vec<Warning>) {
    for name in settings.texts(Key::Columns) {
        if Field::parse(name).is_none() {
            let near = nearest(name, FIELDS.iter().map(|row| row.name));
            let text = format!("columns: '{name}' is no field{}", did_you_mean(near));
            wrong.push(Warning { origin: settings.origin(Key::Columns), text });
        }
    }
}

fn keys(settings: &Settings, wrong: &mut Vec<Warning>) {
    let keymap = settings.chosen(Key::Keymap).and_then(preset).unwrap_or_default();
    let (_, complaints) = Bindings::new(&keymap, &KeyChanges::of_names(settings.own_keys()));
    for complaint in complaints {
        let is_about = |name: &str| name.split('.').any(|part| part == complaint.name());
        let named = settings.keys.iter().find(|(name, _)| is_about(name));
        let origin =
            named.map_or_else(|| settings.origin(Key::Keymap), |(_, it)| it.origin.clone());
        wrong.push(Warning { origin, text: complaint.to_string() });
    }
}

fn filters(settings: &Settings, environment: &Environment, wrong: &mut Vec<Warning>) {
    if settings.filters.is_empty() {
        return;
    }
    let Ok((rules, _)) = Rules::with_own(&rule_files(environment).0) else { return };
    let context = Context {
        now: Instant(jiff::Timestamp::now().as_millisecond()),
        zone: Zone::assumed(),
        destinations: rules.destinations().names().to_vec(),
    };
    for (name, filter) in &settings.filters {
        if let Err(error) = Predicate::read(&filter.value, &context) {
            let text = format!("filters.{name}: {error}");
            wrong.push(Warning { origin: filter.origin.clone(), text });
        }
    }
}

fn catalogs(settings: &Settings, environment: &Environment, wrong: &mut Vec<Warning>) {
    for argument in settings.catalogs(&environment.home) {
        if let Err(error) = Request::parse(&argument).load() {
            let text = format!("catalog: {error}");
            wrong.push(Warning { origin: settings.origin(Key::Catalog), text });
        }
    }
}
