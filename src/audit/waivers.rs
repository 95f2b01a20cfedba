//! Waivers: findings that somebody knows of and that do not count until a day, with the reason.

use jiff::civil::Date;
use toml::Value;

use super::finding::Finding;
use super::sheet::{FileError, Sheet, parse};

/// What a file of waivers is called where it is found by itself.
pub const WAIVERS_FILE: &str = "telltail-waivers.toml";

/// Findings that do not count, why, and until when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waivers {
    /// In the order of the file: of several that fit, the first one counts.
    pub list: Vec<Waiver>,
    /// Waivers that waive nothing, because something is wrong with them.
    pub broken: Vec<FileError>,
    /// Keys that mean nothing.
    pub warnings: Vec<FileError>,
}

/// One waiver. It fits a finding that everything it names fits; `*` and `?` stand for any
/// characters and for any one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule: `TEL013`, `TEL0*`.
    pub rule: String,
    /// Who emits it.
    pub producer: Option<String>,
    /// The event without prefix.
    pub event: Option<String>,
    /// The key.
    pub key: Option<String>,
    /// Exactly that finding.
    pub fingerprint: Option<String>,
    /// Why it does not count.
    pub reason: String,
    /// The last day that it does not count.
    pub until: Date,
    /// Where it stands in its file, from 1; 0 where it stands in none.
    pub line: usize,
}

impl Waivers {
    /// The waivers of a file.
    ///
    /// # Errors
    /// The text is no TOML. What is wrong with one waiver is in [`Self::broken`].
    pub fn read(text: &str) -> Result<Self, FileError> {
        let table = parse(text)?;
        let whole = Sheet::new(text, &table);
        let mut waivers = Self::within(&whole)?;
        waivers.warnings.extend(whole.unknown("a file of waivers"));
        Ok(waivers)
    }

    /// The `[[waiver]]` tables of a file.
    pub(super) fn within(whole: &Sheet<'_>) -> Result<Self, FileError> {
        let mut waivers = Self::default();
        for sheet in whole.sheets("waiver")? {
            let waiver = Waiver::of(&sheet);
            // A word that was mistyped would narrow it: without it, it would waive more.
            match (waiver, sheet.unknown("a waiver").into_iter().next()) {
                (Ok(waiver), None) => waivers.list.push(waiver),
                (Err(wrong), _) | (_, Some(wrong)) => waivers.broken.push(wrong),
            }
        }
        Ok(waivers)
    }

    /// The waiver by which a finding does not count today.
    pub fn of(&self, finding: &Finding, today: Date) -> Option<&Waiver> {
        self.list.iter().find(|waiver| waiver.until >= today && waiver.fits(finding))
    }

    /// Waivers that do nothing, each with why.
    pub fn idle(&self, findings: &[Finding], today: Date) -> Vec<(&Waiver, &'static str)> {
        let idle = self.list.iter().filter_map(|waiver| {
            if !findings.iter().any(|finding| waiver.fits(finding)) {
                return Some((waiver, "fits no finding in what was audited"));
            }
            (waiver.until < today).then_some((waiver, "is over: what it waived counts again"))
        });
        idle.collect()
    }
}

impl Waiver {
    /// A waiver of one finding alone.
    pub fn exactly(finding: &Finding, reason: &str, until: Date) -> Self {
        Self {
            rule: finding.rule.to_string(),
            producer: Some(finding.producer.clone()).filter(|producer| !producer.is_empty()),
            event: finding.event.clone(),
            key: finding.key_name().map(str::to_owned),
            fingerprint: Some(finding.fingerprint()),
            reason: reason.to_owned(),
            until,
            line: 0,
        }
    }

    fn of(sheet: &Sheet<'_>) -> Result<Self, FileError> {
        // All are asked for, so that none is told to be unknown.
        let (producer, event) = (sheet.text("producer"), sheet.text("event"));
        let (key, fingerprint) = (sheet.text("key"), sheet.text("fingerprint"));
        let (rule, reason) = (sheet.needed("rule", "a waiver"), sheet.needed("reason", "a waiver"));
        let until = sheet.day("until");
        Ok(Self {
            rule: rule?,
            producer: producer?,
            event: event?,
            key: key?,
            fingerprint: fingerprint?,
            reason: reason?,
            until: until?.ok_or_else(|| {
                sheet.wrong("a waiver needs 'until', the last day that it holds: 2027-01-31")
            })?,
            line: sheet.line(),
        })
    }

    /// Whether it fits, whatever day it is.
    fn fits(&self, finding: &Finding) -> bool {
        let is = |wanted: &Option<String>, name: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| name.is_some_and(|name| is_like(wanted, name)))
        };
        is_like(&self.rule, &finding.rule)
            && is(&self.producer, Some(&finding.producer))
            && is(&self.event, finding.event.as_deref())
            && is(&self.key, finding.key_name())
            && self.fingerprint.as_ref().is_none_or(|print| *print == finding.fingerprint())
    }

    /// As it stands in a file.
    fn written(&self) -> String {
        let quoted = |text: &str| Value::String(text.to_owned()).to_string();
        let words = [
            ("rule", Some(&self.rule)),
            ("producer", self.producer.as_ref()),
            ("event", self.event.as_ref()),
            ("key", self.key.as_ref()),
            ("fingerprint", self.fingerprint.as_ref()),
            ("reason", Some(&self.reason)),
        ];
        let words = words.iter().filter_map(|(key, text)| Some((key, (*text)?)));
        let lines: Vec<String> =
            words.map(|(key, text)| format!("{key} = {}", quoted(text))).collect();
        format!("[[waiver]]\n{}\nuntil = {}\n", lines.join("\n"), self.until)
    }
}

/// The text of a file of waivers with one more, everything else as it was.
///
/// # Errors
/// The text is no file of waivers to which one can be added.
pub fn append(text: &str, waiver: &Waiver) -> Result<String, FileError> {
    Waivers::read(text)?;
    let gap = match text {
        "" => "",
        text if text.ends_with("\n\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let more = format!("{text}{gap}{}", waiver.written());
    Waivers::read(&more).map(|_| more)
}

/// Whether `name` is like `wanted`, in which `*` stands for any characters and `?` for one.
fn is_like(wanted: &str, name: &str) -> bool {
    let (wanted, name): (Vec<char>, Vec<char>) = (wanted.chars().collect(), name.chars().collect());
    let (mut at, mut in_name) = (0, 0);
    // Where the last star stands, and up to where it was taken to reach.
    let mut star: Option<(usize, usize)> = None;
    while in_name < name.len() {
        match wanted.get(at) {
            Some('*') => {
                star = Some((at, in_name));
                at += 1;
            }
            Some(c) if *c == '?' || *c == name[in_name] => {
                (at, in_name) = (at + 1, in_name + 1);
            }
            _ => {
                let Some((star_at, reached)) = star else { return false };
                star = Some((star_at, reached + 1));
                (at, in_name) = (star_at + 1, reached + 1);
            }
        }
    }
    wanted[at..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests;
