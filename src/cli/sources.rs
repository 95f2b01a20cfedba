//! `telltail sources`: where logs were looked for, and what was found.

use std::io::Write;
use std::process::ExitCode;

use crate::report::{pretty_json, sources_text};
use crate::source::Looked;

use super::args::{Sources, SourcesFormat};
use super::failure::Failure;
use super::output::Output;
use super::places::places;
use super::setup::Setup;

pub(super) fn run(args: &Sources) -> Result<ExitCode, Failure> {
    let common = args.common();
    let setup = Setup::new(&common)?;
    let places = places(&setup, &common);
    let mut output = Output::new(setup.colour);
    match args.places.format {
        SourcesFormat::Json => pretty_json(&mut output.out, &places)?,
        SourcesFormat::Text => sources_text(&mut output.out, &places, &setup.zone)?,
    }
    output.out.flush()?;
    let found = places.iter().any(|place| place.surveyed.looked == Looked::Found);
    // Nothing was found to read: the report says where, the status says it to scripts.
    Ok(ExitCode::from(if found { 0 } else { 3 }))
}
