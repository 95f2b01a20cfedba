//! Where records stand that differ in name and body alone, and the plans made there.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use foldhash::SharedSeed;
use foldhash::fast::SeedableRandomState;

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
pub(super) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && (a.is_empty() || a == b)
}

/// What else records of one name have in common.
type Sort = (Kind, Option<LogLevel>, bool);

/// Plans by name. One is looked up for every record, so the hash is a fast one; it has a seed that
/// nobody can know, for names may be chosen to collide.
type ByName = HashMap<Box<str>, Plan, SeedableRandomState>;

/// The plans of one sort.
#[derive(Debug)]
struct Table {
    sort: Sort,
    /// The plan for records without a name.
    nameless: Option<Plan>,
    named: ByName,
}

impl Table {
    fn new(sort: Sort) -> Self {
        let seed = RandomState::new().hash_one(0);
        let hashing = SeedableRandomState::with_seed(seed, SharedSeed::global_random());
        Self { sort, nameless: None, named: ByName::with_hasher(hashing) }
    }

    fn plan(&mut self, name: &str) -> Option<&mut Plan> {
        // No empty name is compared, see `same`.
        if name.is_empty() { self.nameless.as_mut() } else { self.named.get_mut(name) }
    }

    /// Keeps a plan; the one that it takes the place of.
    fn keep(&mut self, name: &str, plan: Plan) -> Option<Plan> {
        if name.is_empty() {
            self.nameless.replace(plan)
        } else {
            self.named.insert(name.into(), plan)
        }
    }
}

/// The plans of one ground, by sort and name.
type Tables = Vec<Table>;

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
        let plan = self.table(record, source).plan(record.name)?;
        plan.is_for(record).then_some(plan)
    }

    /// Keeps the plan for `record`, as long as there is room.
    pub(super) fn keep(&mut self, record: &Record<'_>, source: &str, plan: Plan) {
        if self.plans < MOST_PLANS {
            let before = self.table(record, source).keep(record.name, plan);
            self.plans += usize::from(before.is_none());
        }
    }

    /// The plans for the records of the sort and on the ground of `record`.
    fn table(&mut self, record: &Record<'_>, source: &str) -> &mut Table {
        let stays = self.grounds.get(self.last).is_some_and(|(it, _)| it.is_of(record, source));
        if !stays {
            self.last = self.ground(Ground::of(record, source));
        }
        let tables = &mut self.grounds[self.last].1;
        let sort = (record.kind, record.log_level, record.body.on_wire());
        let at = tables.iter().position(|it| it.sort == sort).unwrap_or_else(|| {
            tables.push(Table::new(sort));
            tables.len() - 1
        });
        &mut tables[at]
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
