//! The log's judge: what rules say of one event, whoever asks.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::event::Severity;
use crate::store::{Judge, Verdict, Whole};

use super::conclusion::Conclusions;
use super::context::Context;
use super::desk::Desk;
use super::finding::Finding;
use super::grouping::{concluded as conclusion, one};
use super::hits::Hit;
use super::permission::Permissions;
use super::tally::{At, HitKey};

/// Rules, what they judge by, and what they concluded of the log as a whole so far.
#[derive(Debug)]
pub struct Auditor {
    context: Context,
    concluded: RwLock<Arc<Conclusions>>,
    /// Desks that nobody sits at: threads that ask come and go.
    desks: Mutex<Vec<Desk>>,
}

/// What of a conclusion is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Nothing.
    None,
    /// What is said, and of how many events; each is judged as it was.
    Words,
    /// How events are judged.
    Judgement,
}

impl Auditor {
    /// A judge that has concluded nothing yet.
    pub fn new(context: Context) -> Self {
        Self { context, concluded: RwLock::default(), desks: Mutex::default() }
    }

    /// What it judges by.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Says what settings allow, from any thread; tells whether events are judged otherwise now.
    /// What was known of an editor before is what its older events are judged by. An [`Audit`]
    /// begins anew when it [takes in](super::Audit::take_in) next.
    ///
    /// [`Audit`]: super::Audit
    pub fn set_permissions(&self, permissions: Permissions) -> bool {
        self.context.permissions.set(permissions)
    }

    /// What was concluded of the log as a whole.
    pub fn concluded(&self) -> Arc<Conclusions> {
        Arc::clone(&self.concluded.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Remembers what was concluded; tells what of it is new.
    pub(super) fn conclude(&self, conclusions: Conclusions) -> News {
        let mut known = self.concluded.write().unwrap_or_else(PoisonError::into_inner);
        let judged = known.weights == conclusions.weights && known.judges_as(&conclusions);
        if judged && known.list == conclusions.list {
            return News::None;
        }
        *known = Arc::new(conclusions);
        if judged { News::Words } else { News::Judgement }
    }

    /// Everything that is found in an event, each hit with where it is.
    pub(super) fn hits_of<T>(
        &self,
        whole: &Whole<'_>,
        mut each: impl FnMut(&HitKey) -> Option<T>,
    ) -> Option<T> {
        let lent = self.desks.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut desk = lent.unwrap_or_default();
        let mut said = Vec::new();
        desk.examine(&self.context, whole.row().log(), whole, &mut said);
        let found = said.iter().filter_map(|number| desk.ledger.get(*number)).find_map(&mut each);
        self.desks.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
        found
    }

    /// How grave the gravest thing is that is found in an event.
    pub fn gravest(&self, whole: &Whole<'_>) -> Option<Severity> {
        let mut gravest = None;
        self.judge(whole, &mut |verdict| {
            gravest = gravest.max(Some(verdict.severity));
            gravest == Some(Severity::Error)
        });
        gravest
    }

    /// What is found in an event, the gravest first.
    pub fn found_in(&self, whole: &Whole<'_>) -> Vec<Finding> {
        let log = whole.row().log();
        let concluded = self.concluded();
        let mut found = Vec::new();
        self.hits_of(whole, |hit| {
            found.extend(one(log, &self.context, hit, &concluded.weights));
            None::<()>
        });
        let selecting = concluded.list.iter().filter(|it| it.selects && it.about.fits(whole));
        found.extend(selecting.filter_map(|it| conclusion(&self.context, it)));
        found.sort_by(Finding::by_gravity);
        found.dedup();
        found
    }

    /// How grave a hit is, the whole log being considered.
    fn weigh(&self, concluded: &Conclusions, whole: &Whole<'_>, hit: &Hit, at: &At) -> Verdict<'_> {
        let rule = self.context.rule(hit.rule).map_or("", |rule| &rule.about().id);
        let key = match at {
            At::Key(_, key) | At::Value(_, key) => Some(&**key),
            At::Event | At::Name | At::Record => None,
        };
        let class = whole.row().class();
        let weight = concluded.weights.iter().find(|weight| {
            weight.rule == rule
                && weight.about.fits_class(class)
                && weight.about.key.as_deref() == key
        });
        let severity = weight.map_or(hit.severity, |weight| weight.severity);
        Verdict { rule, severity, pii: hit.pii }
    }
}

impl Judge for Auditor {
    fn judge(&self, whole: &Whole<'_>, each: &mut dyn FnMut(Verdict<'_>) -> bool) -> bool {
        let concluded = self.concluded();
        let weigh =
            |key: &HitKey| each(self.weigh(&concluded, whole, &key.hit, &key.at)).then_some(());
        if self.hits_of(whole, weigh).is_some() {
            return true;
        }
        let selecting = concluded.list.iter().filter(|it| it.selects && it.about.fits(whole));
        selecting
            .into_iter()
            .any(|it| each(Verdict { rule: &it.rule, severity: it.severity, pii: it.pii }))
    }
}
