//! What stands before the first source of a session: by what it was judged, and how it was shown.
//! Read ahead, as a log is made with its rules and its catalog.

use std::io::Read;

use crate::catalog::Catalog;
use crate::config::saved_screen::SavedScreen;

use super::damage::{Damage, Wrong};
use super::lines::OwnRules;
use super::reader::{Reader, Told};

/// No machine declares so many events and properties.
const MOST: usize = 2_000_000;
/// No person has so many rules, in bytes.
const RULES: usize = 64 << 20;

/// What is known of a session before its first record.
#[derive(Clone, Debug, Default)]
pub struct Preface {
    /// What was declared.
    pub catalog: Catalog,
    /// The rules of the person who saved it.
    pub rules: Vec<OwnRules>,
    /// Their policy.
    pub policy: Option<String>,
    /// How it was shown, as far as that is said first.
    pub screen: Option<SavedScreen>,
}

/// Reads up to the first source; what is wrong there, if anything is, will be met again by whoever
/// reads all of it.
pub fn preface(reader: Reader<impl Read>) -> (Preface, Option<Damage>) {
    let mut preface = Preface::default();
    let (mut declared, mut rules) = (0, 0);
    for told in reader {
        match told {
            Ok(Told::Catalog(saved)) => {
                declared += saved.size();
                preface.catalog.restore(*saved);
            }
            Ok(Told::Rules(own)) => {
                rules += own.text.len();
                preface.rules.push(own);
            }
            Ok(Told::Policy(policy)) => preface.policy = Some(policy),
            Ok(Told::Screen(screen, _)) => preface.screen = Some(*screen),
            Ok(_) => break,
            Err(damage) => return (preface, Some(damage)),
        }
        if declared > MOST || rules > RULES {
            return (preface, Some(Damage { what: Wrong::ManyCatalogs, records: 0 }));
        }
    }
    (preface, None)
}
