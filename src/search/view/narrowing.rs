//! The same question of another span of time: what was found in the text still holds.

use crate::search::question::Question;
use crate::search::span::Span;
use crate::store::EventLog;

use super::View;

impl View {
    /// Whether the answer to `question` is this one, narrowed to another span of time.
    pub fn answers_but_for_span(&self, question: &Question) -> bool {
        self.question.differs_in_span_alone(question)
    }

    /// A view of the same question but for its span of time, which knows all that this one knows
    /// of the text: nothing is searched twice. This one must have [taken in](Self::take_in) all
    /// that `log` holds.
    #[must_use]
    pub fn narrowed(&self, log: &EventLog, span: Option<Span>) -> Self {
        let question = Question { span, ..self.question.clone() };
        let mut view = Self {
            log: self.log,
            judged: self.judged.clone(),
            amendments: self.amendments,
            retimed: self.retimed,
            newest: self.newest.clone(),
            pairs: self.pairs.clone(),
            unread: self.unread,
            ..Self::with(self.thresholds, question)
        };
        view.take_up_to(log, self.taken);
        view.list_found(log, self.passing.iter().collect());
        view.pending = self.pending.clone();
        view
    }
}
