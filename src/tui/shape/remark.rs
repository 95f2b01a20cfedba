//! What is said of a property beside its value: what was declared of it, and what was done to it.

use std::collections::HashSet;

use crate::audit::Finding;
use crate::catalog::{Catalog, PropertyDeclaration, PropertyLookup};
use crate::config::theme::Role;
use crate::event::{Declared, Event, Evidence, Property, Scope, Telemetry, Zone};

use super::super::text::Ink;
use super::findings_page::severity_sign;
use super::json::unquoted;
use super::units::unit;

/// How the editor marks what it took out.
const REDACTED: &str = "<REDACTED: ";

/// Longer values are no numbers.
const LONGEST_NUMBER: usize = 40;

/// The rules that find what no catalog lists, what was redacted, and what was cut.
const UNDECLARED: &str = "TEL002";
const REDACTION: &str = "TEL012";
const CUT: &str = "TEL040";

/// `▲ TEL013 a path, as it was`; a question mark says that it rests on a guess.
pub(super) fn finding_words(finding: &Finding) -> (Role, String) {
    let (role, sign) = severity_sign(finding.severity);
    let guess = if finding.by == Evidence::Guess { " ?" } else { "" };
    (role, format!("{sign} {} {}{guess}", finding.rule, finding.message))
}

/// The same with the rule's title, which is shorter.
fn finding_title(finding: &Finding) -> (Role, String) {
    let (role, sign) = severity_sign(finding.severity);
    let guess = if finding.by == Evidence::Guess { " ?" } else { "" };
    (role, format!("{sign} {} {}{guess}", finding.rule, finding.title))
}

/// What is said of a property.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Remark {
    /// What the name tells of the value: its unit, or what it is in larger ones.
    pub(in crate::tui) unit: String,
    /// What is odd, each a word or two.
    pub(in crate::tui) marks: Vec<(Role, &'static str)>,
    /// What the audit finds in it, as it is shown.
    pub(in crate::tui) found: Vec<(Role, String)>,
    /// What was declared: classification, purpose, endpoint, comment.
    pub(in crate::tui) declared: String,
}

impl Remark {
    /// The unit, to stand behind the value.
    pub(super) fn unit(&self) -> Option<Ink> {
        (!self.unit.is_empty()).then(|| Ink::new(Role::Muted, &self.unit))
    }

    /// The marks, to stand behind that.
    pub(super) fn marks(&self) -> Vec<Ink> {
        let marks = self.marks.iter().map(|(role, text)| (*role, format!("  ◂ {text}")));
        let found = self.found.iter().map(|(role, text)| (*role, format!("  {text}")));
        marks.chain(found).map(|(role, text)| Ink::new(role, &text)).collect()
    }
}

/// What there is to say of the properties of one event.
pub(super) struct Remarks<'a> {
    catalog: &'a Catalog,
    telemetry: &'a Telemetry,
    producer: &'a str,
    undeclared: HashSet<&'a str>,
    truncated: HashSet<&'a str>,
    found: &'a [Finding],
}

impl<'a> Remarks<'a> {
    pub(super) fn new(
        catalog: &'a Catalog,
        event: &'a Event,
        telemetry: &'a Telemetry,
        found: &'a [Finding],
    ) -> Self {
        let producer = event.producer.as_deref().unwrap_or_default();
        let undeclared = telemetry.undeclared.iter().map(String::as_str).collect();
        let truncated = telemetry.truncated.iter().map(String::as_str).collect();
        Self { catalog, telemetry, producer, undeclared, truncated, found }
    }

    /// Of a property of its own.
    pub(super) fn own(&self, property: &Property, scope: Scope) -> Remark {
        let mut remark = self.any(property, scope);
        let is_found = self.of(&property.key, scope).any(|it| it.rule == UNDECLARED);
        if !is_found && self.undeclared.contains(property.key.as_str()) {
            remark.marks.insert(0, (Role::PurposeMissing, "undeclared"));
        }
        remark.declared = self.declared(&property.key).unwrap_or_default();
        remark
    }

    /// Of one that every event has.
    pub(super) fn common(&self, property: &Property) -> Remark {
        let declared = self.catalog.common(self.producer, &property.key).map(declaration);
        Remark { declared: declared.unwrap_or_default(), ..self.any(property, Scope::Common) }
    }

    /// Of any.
    pub(super) fn any(&self, property: &Property, scope: Scope) -> Remark {
        let json = property.value.get();
        let mut marks = Vec::new();
        // What the audit says need not be said twice.
        let is_found = |rule: &str| self.of(&property.key, scope).any(|it| it.rule == rule);
        if self.truncated.contains(property.key.as_str()) && !is_found(CUT) {
            marks.push((Role::Warning, "cut"));
        }
        // A value that is such a mark and nothing else says it itself.
        let says_it = json.len() < 80
            && json.trim_start_matches('"').starts_with(REDACTED)
            && json.ends_with(">\"");
        let is_redacted = !self.telemetry.redacted.is_empty() && json.contains(REDACTED);
        if is_redacted && !says_it && !is_found(REDACTION) {
            marks.push((Role::Warning, "redacted"));
        }
        let found = self.of(&property.key, scope).map(finding_title).collect();
        Remark { marks, found, ..Remark::default() }
    }

    /// What is found in a property.
    fn of<'k>(&'k self, key: &'k str, scope: Scope) -> impl Iterator<Item = &'a Finding> + 'k {
        let is = move |it: &&Finding| {
            it.key.as_ref().is_some_and(|(there, known)| *there == scope && known == key)
        };
        self.found.iter().filter(is)
    }

    fn declared(&self, key: &str) -> Option<String> {
        if self.telemetry.declared != Declared::Yes {
            return None;
        }
        let event = self.catalog.lookup(self.producer, &self.telemetry.event).event()?;
        match self.catalog.property(self.producer, event, key) {
            PropertyLookup::Own(found) | PropertyLookup::Common(found) => Some(declaration(found)),
            PropertyLookup::Untold | PropertyLookup::Undeclared => None,
        }
    }
}

/// What the name of a key tells of the number below it, also where that was logged as text.
pub(super) fn unit_of(key: &str, json: &str, zone: &Zone) -> String {
    if json.len() > LONGEST_NUMBER {
        return String::new();
    }
    let number = if json.starts_with('"') { unquoted(json) } else { json.to_owned() };
    unit(key, &number, zone).unwrap_or_default()
}

/// `SystemMetaData · FeatureInsight · How long it took.`
fn declaration(declared: &PropertyDeclaration) -> String {
    let endpoint = declared.endpoint.as_deref().filter(|endpoint| *endpoint != "none");
    let endpoint = endpoint.map(|endpoint| format!("endpoint {endpoint}"));
    let parts = [
        declared.classification.as_deref(),
        declared.purpose.as_deref(),
        endpoint.as_deref(),
        declared.comment.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
