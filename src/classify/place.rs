//! Where records stand that differ in name and body alone, and the plans made there.

use std::collections::HashMap;

use crate::event::{Kind, LogLevel};

use super::plan::Plan;
use super::record::Record;

/// How many names plans are kept for. A hostile log could name every event differently; past
/// this, plans are made anew and thrown away.
const MOST_PLANS: usize = 16_384;

/// What the records of a source have in common for a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Ground {
    product: Box<str>,
    /// Empty where no rule asks for it.
    source: Box<str>,
    folder: Option<Box<str>>,
}

impl Ground {
    fn of(record: &Record<'_>, source: &str) -> Self {
        Self {
            product: record.product.into(),
            source: source.into(),
            folder: record.folder.map(Into::into),
        }
    }

    fn is_of(&self, record: &Record<'_>, source: &str) -> bool {
        same(&self.product, record.product)
            && same(&self.source, source)
            && match (&self.folder, record.folder) {
                (Some(folder), Some(other)) => same(folder, other),
                (folder, other) => folder.is_none() && other.is_none(),
            }
    }
}

/// Whether two texts are equal. Asked for every record, so nothing is compared where nothing is:
/// a comparison of no bytes reads from nowhere, which costs some processors 100 ns.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && (a.is_empty() || a == b)
}

/// What else records of one name have in common.
type Sort = (Kind, Option<LogLevel>, bool);

/// The plans of one ground, by sort and name.
type Tables = Vec<(Sort, HashMap<Box<str>, Plan>)>;

/// Every plan that is kept.
#[derive(Debug, Default)]
pub(super) struct Places {
    grounds: Vec<(Ground, Tables)>,
    known: HashMap<Ground, usize>,
    /// The ground of the last record: the next one's is mostly the same.
    last: usize,
    /// How many plans are kept.
    plans: usize,
}

impl Places {
    /// The plan that `record` has, if one is kept; `source` is that of the record where a rule
    /// asks for it, else empty.
    pub(super) fn plan(&mut self, record: &Record<'_>, source: &str) -> Option<&mut Plan> {
        let plan = self.names(record, source).get_mut(record.name)?;
        plan.is_for(record).then_some(plan)
    }

    /// Keeps the plan for `record`, as long as there is room.
    pub(super) fn keep(&mut self, record: &Record<'_>, source: &str, plan: Plan) {
        if self.plans < MOST_PLANS {
            let before = self.names(record, source).insert(record.name.into(), plan);
            self.plans += usize::from(before.is_none());
        }
    }

    /// The plans for the records of the sort and on the ground of `record`, by name.
    fn names(&mut self, record: &Record<'_>, source: &str) -> &mut HashMap<Box<str>, Plan> {
        let stays = self.grounds.get(self.last).is_some_and(|(it, _)| it.is_of(record, source));
        if !stays {
            self.last = self.ground(Ground::of(record, source));
        }
        let tables = &mut self.grounds[self.last].1;
        let sort = (record.kind, record.log_level, record.body.on_wire());
        let at = tables.iter().position(|(it, _)| *it == sort).unwrap_or_else(|| {
            tables.push((sort, HashMap::new()));
            tables.len() - 1
        });
        &mut tables[at].1
    }

    fn ground(&mut self, ground: Ground) -> usize {
        if let Some(at) = self.known.get(&ground) {
            return *at;
        }
        let at = self.grounds.len();
        self.grounds.push((ground.clone(), Tables::new()));
        self.known.insert(ground, at);
        at
    }
}
