//! The rules, one a file. Adding a rule is adding a file and a line here.

mod tel000_odd_record;
mod tel001_undeclared_event;
mod tel002_undeclared_property;
mod tel010_identity;
mod tel013_raw_path_or_email;

use super::rule::Rule;

/// Every rule that comes with telltail, in the order of their ids.
pub(super) fn all() -> Vec<Box<dyn Rule>> {
    vec![
        Box::new(tel000_odd_record::OddRecord),
        Box::new(tel001_undeclared_event::UndeclaredEvent),
        Box::new(tel002_undeclared_property::UndeclaredProperty),
        Box::new(tel010_identity::Identity),
        Box::new(tel013_raw_path_or_email::RawPathOrEmail),
    ]
}
