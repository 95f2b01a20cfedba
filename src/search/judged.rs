//! What a question says of whole classes and sources of a log, each decided once.

use crate::event::SourceId;
use crate::query::Truth;
use crate::store::{ClassId, EventLog};

use super::question::{Question, Verdict};

/// The judgement of every class and source of a log.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    classes: Vec<Judgement>,
    sources: Vec<bool>,
}

/// What a question says of the events of a class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgement {
    /// Whether they pass the filter text; unknown where that differs from one to another.
    pub(super) truth: Truth,
    /// How they fare with the selections.
    pub(super) verdict: Verdict,
}

impl Judged {
    /// Judges the classes and sources that are new.
    pub(super) fn learn(&mut self, log: &EventLog, question: &Question) {
        for (_, class) in log.classes_from(self.classes.len()) {
            let truth = question.predicate.eval(&class);
            // Of no source: what is judged here does not ask for it.
            let verdict = question.selections.judge(&class.facets(SourceId(0)));
            self.classes.push(Judgement { truth, verdict });
        }
        for at in self.sources.len()..log.source_count() {
            self.sources.push(question.selections.takes(SourceId(at as u16)));
        }
    }

    pub(super) fn of(&self, class: ClassId) -> Judgement {
        let unheard = Judgement { truth: Truth::Unknown, verdict: Verdict::Passes };
        self.classes.get(class.index()).copied().unwrap_or(unheard)
    }

    /// All classes, by their index.
    pub(super) fn classes(&self) -> &[Judgement] {
        &self.classes
    }

    /// Whether events of a source are chosen.
    pub(super) fn takes(&self, source: SourceId) -> bool {
        self.sources.get(source.index()).copied().unwrap_or(true)
    }

    /// Whether an event that passes the filter text is shown.
    pub(super) fn shows(&self, class: ClassId, source: SourceId) -> bool {
        self.of(class).verdict == Verdict::Passes && self.takes(source)
    }

    /// Whether an event is shown by its class and source alone.
    pub(super) fn shows_all(&self, class: ClassId, source: SourceId) -> bool {
        self.of(class).passes() && self.takes(source)
    }

    /// How many sources there are.
    pub(super) fn source_count(&self) -> usize {
        self.sources.len()
    }

    /// Whether the text of some class's events is asked for, or columns of single events.
    pub(super) fn asks_events(&self) -> bool {
        self.classes.iter().any(|class| class.is_open())
    }
}

impl Judgement {
    /// Whether all of its events pass the filter text and the selections.
    pub(super) fn passes(self) -> bool {
        self.truth == Truth::True && self.verdict == Verdict::Passes
    }

    /// Whether its events have to be looked at one by one. Those that several dimensions keep
    /// out are counted nowhere, whatever the filter says.
    pub(super) fn is_open(self) -> bool {
        self.truth == Truth::Unknown && self.verdict != Verdict::Fails
    }
}
