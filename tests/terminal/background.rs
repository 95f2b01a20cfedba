//! Light or dark: a terminal that answers, one that does not, and one that answers late.

use std::time::{Duration, Instant};

use super::{Run, session};

const QUESTION: &str = "\x1b]11;?";

/// A terminal of white paper, asked for its background and for what it is.
const WHITE: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;4c";

/// The time until a test takes it for granted that the terminal is not waited for any more.
const SOON: Duration = Duration::from_millis(500);

const TRUE_COLOUR: (&str, &str) = ("COLORTERM", "truecolor");

/// What the event's name is drawn in by the two themes.
const ON_DARK: vt100::Color = vt100::Color::Rgb(0xe8, 0xe8, 0xe8);
const ON_LIGHT: vt100::Color = vt100::Color::Rgb(0x1f, 0x23, 0x28);

impl Run {
    fn with(log: &std::path::Path, more: &[&str], env: &[(&str, &str)]) -> Self {
        let args = [&["-f", log.to_str().unwrap()], more].concat();
        Self::telltail(&args, &[env, &[TRUE_COLOUR]].concat())
    }

    /// The colour of the event's name in the list.
    fn colour(&mut self) -> vt100::Color {
        self.until("the event in the list", |screen| place(screen).is_some());
        let screen = self.screen.screen();
        let (row, column) = place(screen).unwrap();
        screen.cell(row, column).unwrap().fgcolor()
    }

    fn quits(&mut self) {
        self.types("q");
        assert_eq!(self.ends(), 0);
        self.is_restored();
    }
}

/// Where the list names the event.
fn place(screen: &vt100::Screen) -> Option<(u16, u16)> {
    let (_, columns) = screen.size();
    let rows = screen.rows(0, columns.get()).zip(0_u16..);
    rows.filter(|(text, _)| text.contains("09:26:53")).find_map(|(text, row)| {
        let at = text.find("first.event")?;
        Some((row, u16::try_from(text[..at].chars().count()).ok()?))
    })
}

#[test]
fn a_terminal_that_says_it_is_light_gets_the_light_theme() {
    let (_folder, log) = session();
    // On a busy machine the answer of a test can be late; a terminal's is not, every time.
    let light = (0..20).any(|_| {
        let mut run = Run::with(&log, &[], &[]);
        run.hears(QUESTION);
        run.types(WHITE);
        let colour = run.colour();
        run.quits();
        assert!([ON_DARK, ON_LIGHT].contains(&colour), "{colour:?}");
        colour == ON_LIGHT
    });
    assert!(light, "the answer is not heeded");
}

#[test]
fn a_terminal_that_answers_late_is_not_waited_for_and_types_nothing() {
    let (_folder, log) = session();
    let soon = (0..5).any(|_| {
        let mut run = Run::with(&log, &[], &[]);
        run.hears(QUESTION);
        let asked = Instant::now();
        run.sees("telltail");
        let soon = asked.elapsed() < SOON;
        assert_eq!(run.colour(), ON_DARK);
        // What is typed is seen in the filter's line.
        run.types("f");
        run.types(WHITE);
        run.types("zebra");
        run.sees("zebra");
        let text = run.text();
        assert!(text.contains("› zebra"), "{text}");
        run.types("\r");
        run.quits();
        soon
    });
    assert!(soon, "the first frame waits");
}

#[test]
fn a_late_answer_in_pieces_types_nothing_and_an_escape_is_still_a_key() {
    let (_folder, log) = session();
    let mut run = Run::with(&log, &[], &[]);
    run.sees("first.event");
    run.types("f");
    run.types("one");
    run.sees("› one");
    for piece in ["\x1b]11;rg", "b:ffff/ffff/ff", "ff\x1b", "\\"] {
        run.types(piece);
    }
    run.types("two");
    run.sees("› onetwo");
    // An Escape leaves the line and what was typed in it.
    run.types("\x1b");
    run.until("the filter without it", |screen| !screen.contents().contains("onetwo"));
    run.quits();
}

#[test]
fn nobody_is_asked_where_the_answer_is_known() {
    let (_folder, log) = session();
    let known: [(&[&str], (&str, &str), vt100::Color); 3] = [
        (&[], ("COLORFGBG", "0;15"), ON_LIGHT),
        (&[], ("COLORFGBG", "15;default;0"), ON_DARK),
        (&["--theme", "light"], ("COLORFGBG", "15;0"), ON_LIGHT),
    ];
    for (args, variable, wanted) in known {
        let mut run = Run::with(&log, args, &[variable]);
        assert_eq!(run.colour(), wanted, "{args:?} {variable:?}");
        run.quits();
        assert!(!run.has_heard(QUESTION), "{args:?} {variable:?}");
    }
    for variable in [("NO_COLOR", "1"), ("TERM", "linux")] {
        let mut run = Run::with(&log, &[], &[variable]);
        run.colour();
        run.quits();
        assert!(!run.has_heard(QUESTION), "{variable:?}");
    }
}
