//! What is folded and what is not, by path, whichever event is shown.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::tree::{Node, Section, Step};

/// So many folds are remembered.
const FOLDS: usize = 4096;

/// What was folded and unfolded, by path: it holds for every event.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Folds {
    open: HashMap<u64, bool>,
    /// Counts the changes.
    pub(in crate::tui) version: u64,
}

impl Folds {
    pub(in crate::tui) fn is_open(&self, node: &Node) -> bool {
        node.folds() && self.open.get(&node.id).copied().unwrap_or_else(|| node.is_open_by_itself())
    }

    pub(in crate::tui) fn set(&mut self, node: &Node, open: bool) {
        self.set_id(node.id, open);
    }

    /// Shows the common properties, or folds them.
    pub(in crate::tui) fn toggle_common(&mut self) {
        let id = id(0, &Step::Section(Section::Common));
        let open = self.open.get(&id).copied().unwrap_or(false);
        self.set_id(id, !open);
    }

    /// There is something else to be shown.
    pub(in crate::tui) const fn touch(&mut self) {
        self.version += 1;
    }

    fn set_id(&mut self, id: u64, open: bool) {
        if self.open.len() >= FOLDS {
            self.open.clear();
        }
        self.open.insert(id, open);
        self.version += 1;
    }
}

/// The id of what a step leads to: the same for a path wherever it is met. Should two paths share
/// one, they fold together.
pub(super) fn id(parent: u64, step: &Step) -> u64 {
    FixedState::default().hash_one((parent, step))
}
