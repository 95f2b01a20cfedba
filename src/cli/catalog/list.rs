//! `telltail catalog list`: producers, a producer's events, an event's properties.

use std::io::Write;
use std::process::ExitCode;

use crate::catalog::{Catalog, EventDeclaration, PropertyDeclaration};
use crate::report::{
    DeclaredEvent, DeclaredProducer, declared_event_json, declared_event_text,
    declared_producer_json, declared_producer_text, declaring_files_json, declaring_files_text,
};

use super::super::failure::{Failure, say};
use super::super::output::Output;
use super::super::setup::{Setup, tell_of_plans};
use super::args::{List, ListFormat};
use super::nothing_declared;

/// What stands for the producer that nobody knows.
const NAMELESS: &str = "-";

pub(super) fn run(args: &List) -> Result<ExitCode, Failure> {
    let common = args.declared.common();
    let setup = Setup::new(&common)?;
    let loaded = setup.catalog(&common)?;
    loaded.warnings.iter().for_each(|warning| say(warning));
    tell_of_plans(&loaded);
    let catalog = &loaded.catalog;
    if catalog.is_empty() {
        return Err(nothing_declared());
    }
    let json = args.format == ListFormat::Json;
    let mut output = Output::new(setup.colour);
    let out = &mut output.out;
    match args.of.as_deref() {
        None if json => declaring_files_json(out, catalog.files())?,
        None => declaring_files_text(out, catalog.files())?,
        Some(of) => match Found::of(catalog, of)? {
            Found::Producer(producer) if json => declared_producer_json(out, &producer)?,
            Found::Producer(producer) => declared_producer_text(out, &producer)?,
            Found::Event(event) if json => declared_event_json(out, &event)?,
            Found::Event(event) => declared_event_text(out, &event)?,
        },
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What an argument names.
enum Found<'a> {
    Producer(DeclaredProducer<'a>),
    Event(DeclaredEvent<'a>),
}

impl<'a> Found<'a> {
    fn of(catalog: &'a Catalog, of: &'a str) -> Result<Self, Failure> {
        let (named, event) = match of.split_once('/') {
            Some((producer, event)) => (producer, Some(event)),
            None => (of, None),
        };
        // The editor's own events are logged under this prefix.
        let named = if named == "telemetry" && !catalog.has(named) { "vscode" } else { named };
        let (producer, events, common) = declared(catalog, named)?;
        let Some(event) = event else {
            return Ok(Self::Producer(DeclaredProducer { producer, events, common }));
        };
        let same = |it: &&EventDeclaration| it.name.eq_ignore_ascii_case(event);
        let found = catalog.lookup(producer, event).event();
        match found.or_else(|| events.iter().copied().find(same)) {
            Some(event) => Ok(Self::Event(DeclaredEvent { producer, event, common })),
            None => Err(Failure::Input(format!(
                "the catalog of {producer} lists no event '{event}'; `telltail catalog list \
                 {producer}` names them"
            ))),
        }
    }
}

/// The producer as it is spelled, its events by name, and its common properties. A catalog that
/// does not say whose it is counts for a producer that has none, here as for its events.
type Declared<'a> = (&'a str, Vec<&'a EventDeclaration>, Vec<&'a PropertyDeclaration>);

fn declared<'a>(catalog: &'a Catalog, named: &'a str) -> Result<Declared<'a>, Failure> {
    let by_name = |mut events: Vec<&'a EventDeclaration>| {
        events.sort_by(|a, b| a.name.cmp(&b.name));
        events
    };
    let nameless = || by_name(catalog.nameless_events().collect());
    if named == NAMELESS {
        return Ok((NAMELESS, nameless(), Vec::new()));
    }
    let spelled = catalog.producers().find(|it| it.eq_ignore_ascii_case(named));
    let Some(producer) = spelled else {
        let events = nameless();
        if !events.is_empty() {
            return Ok((named, events, Vec::new()));
        }
        return Err(Failure::Input(format!(
            "there is no catalog of '{named}'; `telltail catalog list` names those there are"
        )));
    };
    let events = by_name(catalog.events(producer).collect());
    Ok((producer, events, catalog.common_properties(producer).collect()))
}
