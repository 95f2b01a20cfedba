//! Compares findings with labels: hits, false alarms and misses by rule, each by name.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::audit::Finding;
use super::scene::{Event, Label, Scene};

/// How often a rule was right.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) hits: usize,
    pub(crate) alarms: usize,
    pub(crate) misses: usize,
}

impl Tally {
    fn with(self, other: Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            alarms: self.alarms + other.alarms,
            misses: self.misses + other.misses,
        }
    }

    /// Of what fired, the part that had to; 1 where nothing fired.
    pub(crate) fn precision(self) -> f64 {
        part(self.hits, self.hits + self.alarms)
    }

    /// Of what had to fire, the part that did; 1 where nothing had to.
    pub(crate) fn recall(self) -> f64 {
        part(self.hits, self.hits + self.misses)
    }
}

fn part(of: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { of as f64 / all as f64 }
}

/// How the audit did on the corpus.
#[derive(Debug, Default)]
pub(crate) struct Score {
    pub(crate) rules: BTreeMap<String, Tally>,
    /// False alarms and misses, one a line.
    pub(crate) wrong: Vec<String>,
    /// Found as labelled, but with another severity or kind of personal data.
    pub(crate) differing: Vec<String>,
    /// Findings of severity error on hard negatives.
    pub(crate) errors_on_hard: Vec<String>,
}

/// Which labels of a scene were found.
struct Found<'a> {
    scene: &'a Scene,
    /// The event that stands on a line of its log.
    lines: Vec<usize>,
    /// By event, then by label.
    events: Vec<Vec<bool>>,
    log: Vec<bool>,
}

impl Score {
    /// Takes in what the audit found in a scene.
    pub(crate) fn judge(&mut self, scene: &Scene, findings: &[Finding]) {
        let mut found = Found {
            scene,
            lines: scene.written().lines,
            events: scene.events.iter().map(|event| vec![false; event.fires.len()]).collect(),
            log: vec![false; scene.log.len()],
        };
        for finding in findings {
            self.take(&mut found, finding);
        }
        self.count(&found);
    }

    fn take(&mut self, found: &mut Found, finding: &Finding) {
        let labels = found.scene.log.iter().zip(&mut found.log);
        let mut agreeing = labels.filter(|(label, _)| about(label, finding)).peekable();
        if agreeing.peek().is_some() {
            for (label, seen) in agreeing {
                *seen = true;
                self.compare(&found.scene.name, label, finding);
            }
            return;
        }
        if undecided(finding, found.scene) {
            return;
        }
        let mut events: Vec<_> =
            finding.lines.iter().filter_map(|line| found.lines.get(*line).copied()).collect();
        events.dedup();
        if events.is_empty() || finding.elsewhere {
            self.alarm(&found.scene.name, finding);
        }
        for index in events {
            let event = &found.scene.events[index];
            self.take_event(event, &mut found.events[index], finding);
        }
    }

    fn take_event(&mut self, event: &Event, seen: &mut [bool], finding: &Finding) {
        let mut agreed = false;
        for (label, seen) in event.fires.iter().zip(seen) {
            if about(label, finding) {
                (*seen, agreed) = (true, true);
                self.compare(&event.id, label, finding);
            }
        }
        if agreed || event.may.contains(&finding.rule) {
            return;
        }
        self.alarm(&event.id, finding);
        if event.hard && finding.severity == "error" {
            self.errors_on_hard.push(format!("{}: {}", event.id, finding.rule));
        }
    }

    fn alarm(&mut self, name: &str, finding: &Finding) {
        self.rules.entry(finding.rule.clone()).or_default().alarms += 1;
        let of = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        let [producer, event] = [of(&finding.producer), of(&finding.event)];
        let [key, pii] = [of(&finding.key), of(&finding.pii)];
        let rule = &finding.rule;
        let severity = &finding.severity;
        self.wrong.push(format!(
            "false alarm  {rule}  {name}  ({severity}, {producer}/{event}, key {key}, {pii})"
        ));
    }

    fn compare(&mut self, name: &str, label: &Label, finding: &Finding) {
        let pairs = [
            (label.severity.as_ref(), Some(&finding.severity)),
            (label.pii.as_ref(), finding.pii.as_ref()),
        ];
        for (wanted, is) in pairs {
            if let Some(wanted) = wanted
                && is != Some(wanted)
            {
                let is = is.map_or("-", String::as_str);
                self.differing.push(format!("{name}: {} says {is}, not {wanted}", finding.rule));
            }
        }
    }

    fn count(&mut self, found: &Found) {
        let scene = found.scene;
        let of_log = scene.log.iter().zip(&found.log).map(|(label, seen)| {
            let about = [&label.producer, &label.event, &label.key].map(Option::as_deref);
            let about = about.into_iter().flatten().collect::<Vec<_>>().join(" ");
            (format!("{} {about}", scene.name), label, *seen)
        });
        let events = scene.events.iter().zip(&found.events);
        let of_events = events.flat_map(|(event, seen)| {
            let labels = event.fires.iter().zip(seen);
            labels.map(|(label, seen)| (event.id.clone(), label, *seen))
        });
        for (name, label, seen) in of_log.chain(of_events) {
            if label.optional {
                continue;
            }
            let tally = self.rules.entry(label.rule.clone()).or_default();
            if seen {
                tally.hits += 1;
            } else {
                tally.misses += 1;
                let key = label.key.as_deref().unwrap_or("-");
                self.wrong.push(format!("miss         {}  {name}  (key {key})", label.rule));
            }
        }
    }

    /// Several rules taken as one.
    pub(crate) fn together(&self, rules: &[&str]) -> Tally {
        let of = |rule: &&str| self.rules.get(*rule).copied().unwrap_or_default();
        rules.iter().map(of).fold(Tally::default(), Tally::with)
    }

    /// The table for people, the rules of `group` as one line, too.
    pub(crate) fn table(&self, group: (&str, &[&str])) -> String {
        let mut text = format!("\n{:26} hits  alarms  misses  precision  recall\n", "rule");
        let together = self.together(group.1);
        let rows = self.rules.iter().map(|(rule, tally)| (rule.as_str(), *tally));
        for (name, tally) in rows.chain([(group.0, together)]) {
            let Tally { hits, alarms, misses } = tally;
            let [precision, recall] = [tally.precision(), tally.recall()];
            writeln!(
                text,
                "{name:26} {hits:4}  {alarms:6}  {misses:6}  {precision:9.3}  {recall:6.3}"
            )
            .unwrap();
        }
        for (title, lines) in [
            ("", &self.wrong),
            ("found, but not as labelled:", &self.differing),
            ("errors on hard negatives:", &self.errors_on_hard),
        ] {
            if !lines.is_empty() {
                writeln!(text, "{title}\n{}", lines.join("\n")).unwrap();
            }
        }
        text
    }
}

/// Whether a label is about what was found: its rule, and as far as given the rest.
fn about(label: &Label, finding: &Finding) -> bool {
    let agrees = |wanted: &Option<String>, is: &Option<String>| {
        wanted.as_ref().is_none_or(|wanted| {
            is.as_ref().is_some_and(|is| is == wanted || is.eq_ignore_ascii_case(wanted))
        })
    };
    label.rule == finding.rule
        && agrees(&label.producer, &finding.producer)
        && agrees(&label.event, &finding.event)
        && label
            .key
            .as_ref()
            .is_none_or(|key| finding.key.as_ref().is_some_and(|found| is_of(found, key)))
}

/// Whether a key is the labelled one, or a part of its value.
fn is_of(found: &str, labelled: &str) -> bool {
    let Some((head, rest)) = found.split_at_checked(labelled.len()) else { return false };
    head.eq_ignore_ascii_case(labelled) && (rest.is_empty() || rest.starts_with(['.', '[', '/']))
}

/// A note that a rule could not decide, which hits no event. Without a catalog it goes without
/// saying that there is none; with one, it is for the labels to say.
fn undecided(finding: &Finding, scene: &Scene) -> bool {
    finding.severity == "note"
        && finding.event.is_none()
        && finding.lines.is_empty()
        && !finding.elsewhere
        && (finding.rule != "TEL001" || scene.setting.catalog.is_none())
}
