//! What auditing costs: how many times the time that loading takes it takes to load a log and put
//! every event of it to every rule, and how much memory.
//!
//! ```text
//! cargo bench --bench audit
//! cargo bench --bench audit -- --log telemetry.log --catalog catalog.json --rounds 5
//! ```
//! Each round loads the log anew, in this process, and audits it then; medians are told. Without
//! `--log` one is made up. On Linux the most memory that the process had is told, too: after the
//! first loading, and at the end.
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

mod logs;

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use clap::Parser;
use logs::Shape;
use telltail::audit::{Audit, Auditor, Context, Desks, Finding, Policy};
use telltail::catalog::{Catalog, load_bytes};
use telltail::classify::Rules;
use telltail::config::environment::Environment;
use telltail::event::Zone;
use telltail::pipeline::{Ingest, SharedLog, Step, Tap};
use telltail::privacy::{Identity, Scanner};
use telltail::source::{Keys, Mode, Options, Siblings, Target, channel, watch};

/// Measures audits.
#[derive(Debug, Parser)]
struct Arguments {
    /// The log; one is made up where none is named.
    #[arg(long)]
    log: Option<PathBuf>,
    /// How long the made up one is.
    #[arg(long, default_value_t = 1 << 30)]
    bytes: u64,
    /// What is declared.
    #[arg(long)]
    catalog: Option<PathBuf>,
    /// How often.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let path = if let Some(path) = arguments.log {
        path
    } else {
        let path = folder.path().join("telemetry.log");
        logs::write(Shape::Telemetry, 1, arguments.bytes, &mut File::create(&path)?)?;
        path
    };
    let catalog = match &arguments.catalog {
        Some(path) => load_bytes(path, &fs::read(path)?)?.catalog,
        None => Catalog::default(),
    };
    let (catalog, mut loads, mut audits) = (Arc::new(catalog), Vec::new(), Vec::new());
    let mut memory = None;
    for round in 1..=arguments.rounds {
        let begun = Instant::now();
        let log = load(&path, &catalog)?;
        loads.push(begun.elapsed());
        memory = memory.or_else(most_memory);
        let begun = Instant::now();
        let told = audit(&log);
        audits.push(begun.elapsed());
        println!(
            "round {round}: loaded {:.2?}, audited {:.2?}: {told}",
            loads[round - 1],
            audits[round - 1]
        );
    }
    let (load, audit) = (median(&mut loads), median(&mut audits));
    let alone = audit.as_secs_f64() / load.as_secs_f64();
    let ratio = alone + 1.0;
    println!(
        "loading {load:.2?}, auditing {audit:.2?}: {alone:.2} times loading, together {ratio:.2} times"
    );
    if let (Some(loaded), Some(end)) = (memory, most_memory()) {
        println!("most memory: loaded {loaded} MiB, in the end {end} MiB");
    }
    Ok(())
}

/// Loads a log.
fn load(path: &Path, catalog: &Arc<Catalog>) -> Result<SharedLog, Box<dyn Error>> {
    let ingest = Ingest::new(Rules::embedded()?, Arc::clone(catalog), Zone::utc());
    let (sender, feed) = channel();
    let options = Options { mode: Mode::Once, trace: false, siblings: Siblings::Skip };
    let targets = vec![Target::File(path.to_owned())];
    let _watching = watch(targets, options, Keys::default(), sender)?;
    let mut tap = Tap::new(ingest, feed)?;
    while tap.step() != Step::Ended {}
    Ok(tap.log())
}

/// Audits it; what came of that.
fn audit(log: &SharedLog) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let identity = Identity::of_this_machine(&Environment::of_this_machine(), &here);
    let context = Context::new(Policy::default(), Scanner::new(identity));
    let mut audit = Audit::new(Arc::new(Auditor::new(context)));
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    audit.advance(&log, usize::MAX, &mut Desks::default());
    audit.conclude(&log);
    let findings = audit.findings(&log).list;
    let hits: u64 = findings.iter().map(Finding::count).sum();
    format!("{} events, {} findings, {hits} hits", log.len(), findings.len())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The most memory that this process had, in MiB; only Linux tells.
fn most_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? / 1024)
}
