//! Interned names: each distinct text once, as a number that columns can hold.

use std::collections::HashMap;
use std::sync::Arc;

use super::NameId;

/// A table of distinct names. [`NameId::NONE`] is always the empty name.
#[derive(Clone, Debug)]
pub struct Interner {
    names: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, NameId>,
}

impl Default for Interner {
    fn default() -> Self {
        let mut interner = Self { names: Vec::new(), ids: HashMap::new() };
        interner.intern("");
        interner
    }
}

impl Interner {
    /// The id of `name`, which is added if it is new.
    pub fn intern(&mut self, name: &str) -> NameId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = NameId(self.names.len() as u32);
        let name: Arc<str> = Arc::from(name);
        self.names.push(Arc::clone(&name));
        self.ids.insert(name, id);
        id
    }

    /// Another id for the name of `id`; [`intern`](Self::intern) goes on giving the first.
    pub fn again(&mut self, id: NameId) -> NameId {
        let name = self.names.get(id.index()).cloned().unwrap_or_else(|| Arc::from(""));
        self.names.push(name);
        NameId(self.names.len() as u32 - 1)
    }

    /// The id of `name`, if it was interned.
    pub fn get(&self, name: &str) -> Option<NameId> {
        self.ids.get(name).copied()
    }

    /// The text of `id`; empty for an id of another table.
    pub fn name(&self, id: NameId) -> &str {
        self.names.get(id.index()).map_or("", |name| name)
    }

    /// How many ids there are, the empty name's included.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Never true: the empty name is always there.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}
