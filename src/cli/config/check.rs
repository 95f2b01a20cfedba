//! `telltail config check`: what is wrong with the settings, and with what they name.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use crate::catalog::Request;
use crate::classify::Rules;
use crate::config::environment::Environment;
use crate::config::keymap::{find_preset, preset};
use crate::config::own::{folder, rule_files};
use crate::config::settings::{Key, Settings, Warning};
use crate::config::theme::Theme;
use crate::event::{Instant, Zone, visible};
use crate::query::{Context, Predicate};
use crate::tui::{Bindings, wrong_columns};

use super::super::args::{Colour, Config};
use super::super::failure::Failure;
use super::super::memory;
use super::super::output::Output;
use super::super::policy::PolicyFile;
use super::super::settled::loaded;

pub(super) fn run(environment: &Environment, args: &Config) -> Result<ExitCode, Failure> {
    let settings = loaded(environment, args.config.as_deref())?;
    let mut wrong = settings.warnings.clone();
    texts(&settings, environment, &mut wrong);
    columns(&settings, &mut wrong);
    keys(&settings, &mut wrong);
    filters(&settings, environment, &mut wrong);
    catalogs(&settings, environment, &mut wrong);
    policy(&settings, environment, &mut wrong);
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
    check(Key::Keymap, &|name| match find_preset(name) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    });
    check(Key::Tz, &|text| Zone::given(text).map(|_| ()));
    check(Key::MaxMemory, &|text| memory::asked(text).map(|_| ()));
}

fn columns(settings: &Settings, wrong: &mut Vec<Warning>) {
    let origin = settings.origin(Key::Columns);
    for complaint in wrong_columns(settings.texts(Key::Columns)) {
        wrong.push(Warning { origin: origin.clone(), text: format!("columns: {complaint}") });
    }
}

/// What is wrong with each key by itself, at its place; then what is wrong with all together.
fn keys(settings: &Settings, wrong: &mut Vec<Warning>) {
    let keymap = settings.chosen(Key::Keymap).and_then(preset).unwrap_or_default();
    let mut told = Vec::new();
    for (name, chords) in &settings.keys {
        let mut alone = settings.clone();
        alone.keys = BTreeMap::from([(name.clone(), chords.clone())]);
        for complaint in Bindings::new(&keymap, &alone.key_changes()).1 {
            let text = format!("keys.{name}: {complaint}");
            wrong.push(Warning { origin: chords.origin.clone(), text });
            told.push(complaint);
        }
    }
    let Some(first) = settings.keys.values().next() else { return };
    for complaint in Bindings::new(&keymap, &settings.key_changes()).1 {
        if !told.contains(&complaint) {
            let text = format!("keys: {complaint}");
            wrong.push(Warning { origin: first.origin.clone(), text });
        }
    }
}

fn filters(settings: &Settings, environment: &Environment, wrong: &mut Vec<Warning>) {
    if settings.filters.is_empty() {
        return;
    }
    let Some(context) = context(environment) else { return };
    for (name, filter) in &settings.filters {
        if let Err(error) = Predicate::read(&filter.value, &context) {
            let text = format!("filters.{name}: {error}");
            wrong.push(Warning { origin: filter.origin.clone(), text });
        }
    }
}

/// What filters are read with.
fn context(environment: &Environment) -> Option<Context> {
    let (rules, _) = Rules::with_own(&rule_files(environment).0).ok()?;
    Some(Context {
        now: Instant(jiff::Timestamp::now().as_millisecond()),
        zone: Zone::assumed(),
        destinations: rules.destinations().names().to_vec(),
    })
}

fn catalogs(settings: &Settings, environment: &Environment, wrong: &mut Vec<Warning>) {
    for argument in settings.catalogs(&environment.home) {
        if let Err(error) = Request::parse(&argument).load() {
            let text = format!("catalog: {error}");
            wrong.push(Warning { origin: settings.origin(Key::Catalog), text });
        }
    }
}

fn policy(settings: &Settings, environment: &Environment, wrong: &mut Vec<Warning>) {
    let Some(path) = settings.policy(&environment.home) else { return };
    let Some(context) = context(environment) else { return };
    if let Err(error) = PolicyFile::read(&path, &context) {
        let text = format!("policy: {error}");
        wrong.push(Warning { origin: settings.origin(Key::Policy), text });
    }
}
