//! TEL014: a person's words, or code, in a property that was declared as system metadata.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::prose;
use crate::audit::rule::Rule;
use crate::audit::seen::{Json, KeySeen, ValueSeen};
use crate::catalog::PropertyLookup;
use crate::event::Severity;

static ABOUT: About = About {
    id: Borrowed("TEL014"),
    title: Borrowed("free text where system metadata was declared"),
    severity: Severity::Warning,
    on: true,
    explanation: Borrowed(
        "The property is declared as `SystemMetaData`, which is for words of a fixed set, and its \
         value reads like sentences or source code. Those may hold anything that a person wrote.",
    ),
    certainty: Borrowed(
        "By the look of the value: several lines of words, a sentence, or two signs of code. An \
         error text of the program itself looks the same.",
    ),
    advice: Borrowed(
        "Send a code for what happened; what must be text belongs under another classification, \
         and has to be reviewed as such.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct FreeText;

impl Rule for FreeText {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn reads(&self, key: &KeySeen<'_>) -> bool {
        let declared = key.is_own().then(|| key.declared()).flatten();
        let Some(PropertyLookup::Own(it) | PropertyLookup::Common(it)) = declared else {
            return false;
        };
        it.classification.as_deref().is_some_and(|it| it.eq_ignore_ascii_case("SystemMetaData"))
    }

    fn value(&self, value: &ValueSeen<'_>, hits: &mut Hits) {
        if value.key.json != Json::Text {
            return;
        }
        if prose::is_code(value.text) {
            hits.add(Verdict::sure("source code where system metadata was declared"));
        } else if prose::is_free_text(value.text) {
            hits.add(Verdict::sure("free text where system metadata was declared"));
        }
    }
}
