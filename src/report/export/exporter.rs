//! What a form of export has to do, and what it writes with.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::event::EventId;
use crate::privacy::Redactor;
use crate::store::{EventLog, Lost, Text};

/// One form. Events are drafted on all cores and written in their order on one.
pub(super) trait Exporter: Send + Sync {
    /// What is made of an event before it is redacted and written.
    type Draft: Send;

    /// What is remembered of the events that were written.
    type Book: Default + Send;

    /// Whether drafts tell where records stand in their files.
    fn tells_places(&self) -> bool {
        false
    }

    /// What stands before all events.
    fn begin(&self, _log: &EventLog, _pen: &mut Pen<'_>) -> io::Result<()> {
        Ok(())
    }

    /// Makes a draft of one event.
    ///
    /// # Errors
    /// The text is lost, and the form takes all of it.
    fn draft(&self, text: &Text<'_>) -> Result<Self::Draft, Lost>;

    /// Writes some events.
    fn write(
        &self,
        book: &mut Self::Book,
        drafts: &mut dyn Iterator<Item = Self::Draft>,
        pen: &mut Pen<'_>,
    ) -> io::Result<()>;

    /// Looks at the events that are written next, where a form tells of them together.
    fn look(&self, _book: &mut Self::Book, _log: &EventLog, _ids: &[EventId]) {}

    /// Whether no more drafts are wanted.
    fn is_full(&self, _book: &Self::Book) -> bool {
        false
    }

    /// All events have other ids; whether it can go on.
    fn goes_on_shifted(&self) -> bool {
        true
    }

    /// What stands behind all events.
    fn end(&self, _book: Self::Book, _log: &EventLog, _pen: &mut Pen<'_>) -> io::Result<()> {
        Ok(())
    }

    /// How many texts were written otherwise than they are, so that nothing runs them.
    fn guarded(&self, _book: &Self::Book) -> u64 {
        0
    }
}

/// What is written with.
pub(super) struct Pen<'a> {
    pub(super) out: &'a mut dyn Write,
    /// What replaces what is personal.
    pub(super) redactor: Option<&'a mut Redactor>,
    /// Whether it is read on a terminal.
    pub(super) terminal: bool,
}

impl Pen<'_> {
    /// A text, redacted where that was asked for.
    pub(super) fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        match &mut self.redactor {
            Some(redactor) => redactor.text(text),
            None => Cow::Borrowed(text),
        }
    }

    /// A text under a key, which says of some texts that they tell who somebody is.
    pub(super) fn value<'t>(&mut self, key: &str, text: &'t str) -> Cow<'t, str> {
        let Some(redactor) = &mut self.redactor else { return Cow::Borrowed(text) };
        let object = serde_json::json!({ key: text }).to_string();
        let Cow::Owned(redacted) = redactor.json(&object) else { return Cow::Borrowed(text) };
        let redacted: serde_json::Value = serde_json::from_str(&redacted).unwrap_or_default();
        match redacted.as_object().and_then(|object| object.values().next()?.as_str()) {
            Some(redacted) => Cow::Owned(redacted.to_owned()),
            // It cannot be anything else; if it were, nothing is better than what was there.
            None => Cow::Borrowed(""),
        }
    }

    /// A JSON value, redacted where that was asked for.
    pub(super) fn json<'t>(&mut self, json: &'t str) -> Cow<'t, str> {
        match &mut self.redactor {
            Some(redactor) => redactor.json(json),
            None => Cow::Borrowed(json),
        }
    }
}
