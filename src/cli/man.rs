//! `telltail man`: the manual page, from the arguments and the tables as they are.

mod tables;

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use super::args::{Cli, Colour};
use super::failure::Failure;
use super::output::Output;

pub(super) fn run() -> Result<ExitCode, Failure> {
    let page = page()?;
    let mut output = Output::new(Colour::Never);
    output.out.write_all(page.as_bytes())?;
    output.out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The whole page.
fn page() -> Result<String, Failure> {
    let mut root = Cli::command();
    root.build();
    let man = Man::new(root.clone()).title("TELLTAIL").manual("User Commands");
    let mut head = Vec::new();
    man.render_title(&mut head)?;
    man.render_name_section(&mut head)?;
    man.render_synopsis_section(&mut head)?;
    man.render_description_section(&mut head)?;
    let mut options = Vec::new();
    man.render_options_section(&mut options)?;
    let mut roff = Roff::new();
    commands(&mut roff, &root);
    tables::keys(&mut roff);
    tables::filters(&mut roff);
    tables::files(&mut roff);
    tables::environment(&mut roff);
    tables::exit_status(&mut roff);
    examples(&mut roff, &root);
    let mut page = String::from_utf8_lossy(&head).into_owned();
    page.push_str(&without_preamble(&below_one_heading(&String::from_utf8_lossy(&options))));
    page.push_str(&without_preamble(&roff.render()));
    // Each part begins with what stands at the start of a page; there it stands once.
    let (start, rest) = page.split_at(page.find(".TH").unwrap_or_default());
    Ok(in_ascii(&format!("{start}{}", without_preamble(rest))))
}

/// Not every formatter takes other letters as they are.
fn in_ascii(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    for letter in page.chars() {
        if letter.is_ascii() {
            out.push(letter);
        } else {
            let _ = write!(out, "\\[u{:04X}]", u32::from(letter));
        }
    }
    out
}

/// Headings of options stand below the one of all options.
fn below_one_heading(options: &str) -> String {
    let mut out = String::new();
    for line in options.lines() {
        match line.strip_prefix(".SH ") {
            Some(heading) if heading != "OPTIONS" => out.extend([".SS ", heading, "\n"]),
            _ => out.extend([line, "\n"]),
        }
    }
    out
}

fn without_preamble(text: &str) -> String {
    let is_preamble =
        |line: &&str| line.starts_with(".ie \\n(.g") || line.starts_with(".el .ds Aq");
    text.lines().filter(|line| !is_preamble(line)).flat_map(|line| [line, "\n"]).collect()
}

/// Every command: what it does, and the options that the screen has not.
fn commands(roff: &mut Roff, root: &Command) {
    roff.control("SH", ["COMMANDS"]);
    let shared: Vec<&str> = root.get_arguments().filter_map(Arg::get_long).collect();
    let mut open: Vec<&Command> = root.get_subcommands().collect();
    open.reverse();
    while let Some(command) = open.pop() {
        if command.get_name() == "help" {
            continue;
        }
        let below: Vec<&Command> = command.get_subcommands().collect();
        open.extend(below.into_iter().rev());
        if !command.has_subcommands() {
            one(roff, command, &shared);
        }
    }
}

fn one(roff: &mut Roff, command: &Command, shared: &[&str]) {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    roff.control("SS", [name]);
    let about = command.get_long_about().or_else(|| command.get_about());
    roff.text([roman(about.map(ToString::to_string).unwrap_or_default())]);
    let is_shared = |arg: &&Arg| arg.get_long().is_some_and(|long| shared.contains(&long));
    let (also, own): (Vec<&Arg>, Vec<&Arg>) = command.get_arguments().partition(is_shared);
    for arg in own {
        item(roff, &spelled(arg), &said(arg));
    }
    let also: Vec<String> = also
        .iter()
        .filter_map(|arg| arg.get_long())
        .filter(|long| *long != "help")
        .map(|long| format!("--{long}"))
        .collect();
    if !also.is_empty() {
        roff.control("PP", []);
        roff.text([roman("Also takes, as above: "), italic(also.join(", "))]);
    }
}

/// What an option does, and what it takes.
fn said(arg: &Arg) -> String {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values = arg.get_possible_values();
    if values.is_empty() || !arg.get_action().takes_values() || arg.is_hide_possible_values_set() {
        return help;
    }
    let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
    format!("{help}: {}", values.join(", "))
}

/// `--format <FORMAT>`, `[PATH]`.
fn spelled(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    let values: Vec<String> = names.iter().map(|name| format!("<{name}>")).collect();
    let takes = arg.get_action().takes_values();
    match arg.get_long() {
        Some(long) if takes => format!("--{long} {}", values.join(" ")),
        Some(long) => format!("--{long}"),
        None => values.join(" "),
    }
}

fn examples(roff: &mut Roff, root: &Command) {
    roff.control("SH", ["EXAMPLES"]);
    let help = root.get_after_help().map(ToString::to_string).unwrap_or_default();
    roff.control("nf", []);
    for line in help.lines().skip(1).take_while(|line| !line.is_empty()) {
        roff.text([roman(line.trim_start())]);
    }
    roff.control("fi", []);
}

/// A term, and what is to be said of it.
fn item(roff: &mut Roff, term: &str, text: &str) {
    roff.control("TP", []);
    roff.text([bold(term)]);
    roff.text([roman(text)]);
}
