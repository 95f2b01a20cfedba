//! `telltail doctor`: what a bug report needs to say. Reads only, and names nobody.

mod machine;
mod terminal;

use std::io::{self, Write};
use std::process::ExitCode;

use crate::catalog::{self, Catalog};
use crate::config::environment::Environment;
use crate::report::{Catalogs, Doctor as Report, Shortener, doctor_text, pretty_json};

use super::args::{Common, Places, SourcesFormat};
use super::failure::Failure;
use super::output::Output;
use super::places::places;
use super::setup::Setup;

pub(super) fn run(args: &Places) -> Result<ExitCode, Failure> {
    let common = args.common();
    let setup = Setup::new(&common)?;
    let report = report(&setup, &common);
    let short = shortener(&setup.environment);
    let mut output = Output::new(setup.colour);
    match args.format {
        SourcesFormat::Text => doctor_text(&mut output.out, &report, &short)?,
        SourcesFormat::Json => {
            let mut json = serde_json::to_value(&report).map_err(io::Error::from)?;
            short.value(&mut json);
            pretty_json(&mut output.out, &json)?;
        }
    }
    output.out.flush()?;
    // Whatever is wrong with the machine, the report of it was made.
    Ok(ExitCode::SUCCESS)
}

fn report(setup: &Setup, common: &Common) -> Report {
    let environment = &setup.environment;
    let report = Report {
        telltail: machine::program(),
        paths: machine::paths(environment),
        terminal: terminal::terminal(environment),
        inotify: machine::inotify(),
        catalogs: catalogs(setup, common),
        places: Vec::new(),
        not_there: 0,
        not_on_disk: "",
    };
    report.with_places(&places(setup, common))
}

fn catalogs(setup: &Setup, common: &Common) -> Catalogs {
    let places = catalog::places(&setup.environment, &common.extensions.extensions_dir);
    let found = Catalog::found(&places);
    Catalogs {
        folders: places.iter().filter(|place| place.path.is_dir()).count(),
        producers: found.catalog.producers().count(),
        warnings: found.warnings,
    }
}

fn shortener(environment: &Environment) -> Shortener {
    let names = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| {
        environment.variables.get(std::ffi::OsStr::new(name))?.to_str().map(str::to_owned)
    });
    Shortener::new(&environment.home.to_string_lossy(), names)
}
