//! Completing the filter line: what was seen in the log, and the popup that offers it.
//!
//! What is offered was seen in what the filter showed when the term that is being typed was
//! begun: half a term hides most of what it could become.

mod popup;
mod sample;

use crate::event::EventId;
use crate::query::{Context, Seen, Wants, complete};
use crate::search::{Counts, View};
use crate::store::{EventLog, Facet};
use crate::tui::veil::Veil;

pub(super) use popup::{Popup, popup_place};
use sample::{MOST, Sample};

/// The completion of the filter line.
#[derive(Clone, Debug, Default)]
pub(super) struct Completing {
    base: Base,
    sample: Option<Sample>,
    /// What is offered, while something is.
    pub(super) popup: Option<Popup>,
    /// Where the word begins for which nothing is to be offered any more.
    refused: Option<usize>,
}

/// What was shown when a term was begun.
#[derive(Clone, Debug, Default)]
struct Base {
    counts: Counts,
    /// Newest first.
    newest: Vec<EventId>,
}

impl Base {
    fn of(log: &EventLog, view: &View) -> Self {
        let shown = view.ids().iter().rev().take(MOST).copied();
        let mut newest: Vec<EventId> = shown.collect();
        if newest.is_empty() {
            let all = (0..log.len() as u32).rev().take(MOST);
            newest.extend(all.map(EventId));
        }
        Self { counts: view.counts().clone(), newest }
    }
}

/// When something is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    /// While a word is typed that may become something.
    Typing,
    /// Because the person asked.
    Asked,
}

impl Completing {
    /// Whether a term may begin at the end of what stands before the cursor.
    pub(super) fn is_start(text: &str, place: usize) -> bool {
        let completion = complete(text, place);
        completion.typed.is_empty() && completion.wants == Wants::Fields { has: false }
    }

    /// A term may begin here: what is shown now is what it is about.
    pub(super) fn begin(&mut self, log: &EventLog, view: &View) {
        self.base = Base::of(log, view);
        self.sample = None;
    }

    /// Nothing is offered any more.
    pub(super) fn close(&mut self) {
        self.popup = None;
        self.refused = None;
    }

    /// Nothing is offered for this word any more.
    pub(super) fn refuse(&mut self) {
        self.refused = self.popup.take().map(|popup| popup.completion.replace.start);
    }

    /// Offers what fits at a place of the text.
    pub(super) fn offer(
        &mut self,
        (text, place): (&str, usize),
        offer: Offer,
        (log, context, veil): (&EventLog, &Context, Veil<'_>),
    ) {
        self.popup = None;
        let completion = complete(text, place);
        let start = completion.replace.start;
        let refused = self.refused == Some(start) && offer == Offer::Typing;
        if !refused {
            self.refused = None;
        }
        if refused || (offer == Offer::Typing && Self::is_start(text, place)) {
            return;
        }
        let seen = self.seen(&completion.wants, log, veil);
        let candidates = completion.candidates(context, &seen);
        let written = text.get(start..completion.replace.end).unwrap_or_default();
        if matches!(candidates.as_slice(), [only] if only.insert == written) {
            return;
        }
        // Most words are just words, and only look like a part of some name.
        let typed = completion.typed.to_lowercase();
        let begins = |name: &str| name.to_lowercase().starts_with(&typed);
        let fields = matches!(completion.wants, Wants::Fields { .. });
        if offer == Offer::Typing && fields && !candidates.iter().any(|it| begins(&it.name)) {
            return;
        }
        let of = self.sample.as_ref().map_or(0, Sample::events);
        self.popup = Popup::new((text, place), completion, candidates, of);
    }

    /// What was seen of what is wanted.
    fn seen(&mut self, wants: &Wants, log: &EventLog, veil: Veil<'_>) -> Vec<Seen> {
        let facet = match wants {
            Wants::Nothing | Wants::Fields { .. } => {
                self.sample = None;
                return Vec::new();
            }
            Wants::Keys { .. } => None,
            Wants::Values { field, .. } => {
                Facet::ALL.into_iter().find(|facet| facet.field() == *field)
            }
        };
        if let Some(facet) = facet {
            self.sample = None;
            return counted(&self.base.counts, facet, log);
        }
        if self.sample.as_ref().is_none_or(|sample| !sample.is_of(wants)) {
            self.sample = Some(Sample::new(wants));
        }
        let Some(sample) = &mut self.sample else { return Vec::new() };
        sample.go_on(&self.base.newest, log);
        sample.seen(veil)
    }
}

/// The values of a facet, each once.
fn counted(counts: &Counts, facet: Facet, log: &EventLog) -> Vec<Seen> {
    let mut seen: Vec<Seen> = counts
        .values(facet)
        .map(|(key, count)| Seen { text: log.facet_name(facet, key).to_owned(), count })
        .collect();
    seen.sort_by(|a, b| a.text.cmp(&b.text));
    // Several files may have one name.
    seen.dedup_by(|next, first| {
        let same = next.text == first.text;
        first.count += if same { next.count } else { 0 };
        same
    });
    seen
}
