//! What the action table says against what is done.

use std::sync::{Arc, RwLock};

use super::*;
use crate::audit::Audit;
use crate::catalog::Catalog;
use crate::classify::Rules;
use crate::config::theme::Theme;
use crate::event::{Instant, Zone};
use crate::pipeline::{Ingest, Watched};
use crate::search::{Question, View};
use crate::tui::Options;
use crate::tui::actions::ACTIONS;

fn model() -> Model {
    let rules = Rules::embedded().unwrap();
    let ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
    let view = Arc::new(RwLock::new(View::new(Question::default())));
    let options = Options::new(Theme::no_color(), Instant(0), Zone::utc());
    let audit = Arc::new(RwLock::new(Audit::new(ingest.auditor())));
    Model::new(Watched { log: ingest.log(), view, audit }, options)
}

#[test]
fn every_action_is_somebodys_wherever_the_table_says_that_it_works() {
    let mut nobodys = Vec::new();
    for row in ACTIONS {
        for context in row.contexts {
            if done(&mut model(), *context, row.action).is_none() {
                nobodys.push(format!("{} in {}", row.name, context.place()));
            }
        }
    }
    assert_eq!(nobodys, Vec::<String>::new());
}
