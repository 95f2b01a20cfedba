//! `telltail explain`: how a filter is read and run, and which rules decide on events.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use crate::classify::{Class, Classifier, Record};
use crate::event::{Kind, Reason};
use crate::frame::opening;
use crate::parse::{Body, Head, event_name, head, is_core};
use crate::query::{explain, parse};
use crate::report::{Verdict, rules_text, verdicts_text};
use crate::source::UNKNOWN;

use super::args::{Common, Explain};
use super::failure::Failure;
use super::output::Output;
use super::setup::Setup;

pub(super) fn run(args: &Explain) -> Result<ExitCode, Failure> {
    let common = args.common();
    let setup = Setup::new(&common)?;
    let mut output = Output::new(setup.colour);
    if args.rules {
        rules_text(&mut output.out, setup.rules.lines())?;
    } else if let Some(line) = &args.line {
        let product = common.editors.product.as_deref().unwrap_or(UNKNOWN);
        let verdicts = decide(&setup, line, product)?;
        verdicts_text(&mut output.out, &verdicts)?;
    } else {
        filter(&setup, args, &common, &mut output.out)?;
    }
    output.out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn filter(
    setup: &Setup,
    args: &Explain,
    common: &Common,
    out: &mut impl Write,
) -> Result<(), Failure> {
    // A filter may begin with a minus, so whatever stands behind it is taken for more of it.
    if let Some(option) = args.expr.iter().find(|word| word.starts_with("--")) {
        let text = format!("{option} stands behind the filter: put options in front of it");
        return Err(Failure::Usage(text));
    }
    let text = args.expr.join(" ");
    // As everywhere, --filter narrows what is asked further.
    let text = match setup.typed(common)? {
        filter if filter.trim().is_empty() => text,
        filter => format!("({filter}) ({text})"),
    };
    let predicate = setup.read(&text)?;
    let expr = parse(&text).map_err(Failure::usage)?;
    writeln!(out, "{}", explain(&expr, &predicate).to_string().trim_end())?;
    Ok(())
}

/// What the rules decide on `line`, logged by `product`, and which.
fn decide(setup: &Setup, line: &str, product: &str) -> Result<Vec<Verdict>, Failure> {
    // Of what is typed the stamp may be missing: any stands for it, no rule asks for one.
    let stamped = match opening(line.as_bytes(), 0) {
        Some(_) => line.to_owned(),
        None => format!("2000-01-01 00:00:00.000 [trace] {line}"),
    };
    let head = head(stamped.as_bytes(), opening(stamped.as_bytes(), 0).as_ref(), true);
    if head.kind != Kind::Event {
        return Err(Failure::Usage(
            "--line holds no event: give a line of a telemetry log, or NAME {…} with a name such \
             as publisher.extension/event"
                .to_owned(),
        ));
    }
    let class = classify(setup, stamped.as_bytes(), &head, product);
    let reason = |id: crate::event::ReasonId| setup.rules.reasons().get(usize::from(id.0)).cloned();
    let verdict = |what, value: &str, reason: Option<Reason>| Verdict {
        what,
        value: value.to_owned(),
        reason,
    };
    let level = class.level.map_or("none", crate::event::Level::as_str);
    let destination = setup.rules.destinations().name(class.destination);
    Ok(vec![
        verdict("producer", &class.producer, class.producer_reason.and_then(reason)),
        verdict("level", level, reason(class.level_reason)),
        verdict("destination", destination, reason(class.destination_reason)),
    ])
}

fn classify(setup: &Setup, line: &[u8], head: &Head, product: &str) -> Class {
    let name = head.name_in(line).unwrap_or_default();
    let body = Body::new(head.body_in(line).unwrap_or_default(), is_core(&name));
    Classifier::new(Arc::new(setup.rules.clone())).classify(&Record {
        kind: head.kind,
        log_level: head.level,
        name: &name,
        event: event_name(&name),
        product,
        source: "-",
        folder: None,
        body: &body,
    })
}
