//! The rules, one a file. Adding a rule is adding a file and a line here.

mod copilot;
mod tel000_odd_record;
mod tel001_undeclared_event;
mod tel002_undeclared_property;
mod tel003_wrong_type;
mod tel004_never_fired;
mod tel005_never_present;
mod tel010_identity;
mod tel011_secret;
mod tel012_redacted;
mod tel013_raw_path_or_email;
mod tel014_free_text;
mod tel020_not_allowed;
mod tel021_switched_off;
mod tel022_sent_while_off;
mod tel023_past_the_log;
mod tel030_repository;
mod tel031_content;
mod tel032_identity_field;
mod tel033_full_stub;
mod tel034_enhanced_without_consent;
mod tel040_cut;
mod tel041_dotted_key;
mod tel042_stable_id;
mod tel050_volume;
mod tel060_changed;

pub(super) use tel000_odd_record::NO_STAMP;
pub(super) use tel042_stable_id::is_known as names_commonplace;

use super::rule::Rule;

/// Every rule that comes with telltail, in the order of their ids.
pub(super) fn all() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(tel000_odd_record::OddRecord),
        Box::new(tel001_undeclared_event::UndeclaredEvent),
        Box::new(tel002_undeclared_property::UndeclaredProperty),
        Box::new(tel003_wrong_type::WrongType),
        Box::new(tel004_never_fired::NeverFired),
        Box::new(tel005_never_present::NeverPresent),
        Box::new(tel010_identity::Identity),
        Box::new(tel011_secret::Secret),
        Box::new(tel012_redacted::Redacted),
        Box::new(tel013_raw_path_or_email::RawPathOrEmail),
        Box::new(tel014_free_text::FreeText),
        Box::new(tel020_not_allowed::NotAllowed),
        Box::new(tel021_switched_off::SwitchedOff),
        Box::new(tel022_sent_while_off::SentWhileOff),
        Box::new(tel023_past_the_log::PastTheLog),
        Box::new(tel030_repository::Repository),
        Box::new(tel031_content::Content),
        Box::new(tel032_identity_field::IdentityField),
        Box::new(tel033_full_stub::FullStub),
        Box::new(tel034_enhanced_without_consent::EnhancedWithoutConsent),
        Box::new(tel040_cut::Cut),
        Box::new(tel041_dotted_key::DottedKey),
        Box::new(tel042_stable_id::StableId),
        Box::new(tel050_volume::TooMuch),
        Box::new(tel060_changed::ChangedSince),
    ]
}
