//! Which records can pass a filter at all, of those that columns could not tell: those around
//! certain literals, which are found in raw text of any size.

use super::Cost;
use super::finder::{Finder, Literal};
use super::predicate::Node;

/// The most literals of one filter: more passes over the text are no faster than its records one
/// by one.
const MOST: usize = 16;

/// The finder of the only records that can pass, where columns could not tell; `None` where no
/// literal helps, and any may.
pub(super) fn prefilter(root: &Node) -> Option<Finder> {
    let Demand { literals, exact } = root.demand()?;
    (literals.len() <= MOST).then(|| Finder::new(literals, exact))
}

/// Literals of which a record holds one if it passes.
struct Demand {
    literals: Vec<Literal>,
    /// One of them is enough.
    exact: bool,
}

impl Demand {
    /// How much it tells records apart: as much as its weakest literal.
    fn bits(&self) -> u32 {
        self.literals.iter().map(Literal::bits).min().unwrap_or(0)
    }
}

impl Node {
    /// What a record takes to pass of which columns could not tell whether this node does.
    ///
    /// So the parts that columns always tell are true here in a conjunction, and false in a
    /// disjunction; others that they sometimes tell may be either.
    fn demand(&self) -> Option<Demand> {
        match self {
            Self::All | Self::Not(_) => None,
            Self::Test(test) => {
                let finder = test.look().finder()?;
                Some(Demand { literals: finder.literals().to_vec(), exact: finder.is_exact() })
            }
            Self::And(parts) => {
                let mut open = parts.iter().filter(|part| !part.is_told_by_columns());
                match (open.next(), open.next()) {
                    // It is this part that columns could not tell.
                    (Some(part), None) => part.demand(),
                    _ => conjunction(parts),
                }
            }
            Self::Or(parts) => {
                let open = parts.iter().filter(|part| !part.is_told_by_columns());
                let mut any = Demand { literals: Vec::new(), exact: true };
                for part in open {
                    let demand = part.demand()?;
                    any.exact &= demand.exact;
                    for literal in demand.literals {
                        if !any.literals.contains(&literal) {
                            any.literals.push(literal);
                        }
                    }
                }
                Some(any).filter(|any| !any.literals.is_empty())
            }
        }
    }

    /// Whether columns always tell of it.
    pub(super) fn is_told_by_columns(&self) -> bool {
        self.cost() <= Cost::Name
    }

    /// Whether columns alone never make it true.
    fn takes_text(&self) -> bool {
        match self {
            Self::All | Self::Not(_) => false,
            Self::Test(test) => test.term.field.cost() > Cost::Name,
            Self::And(parts) => parts.iter().any(Self::takes_text),
            Self::Or(parts) => parts.iter().all(Self::takes_text),
        }
    }
}

/// The demand of the part that tells most. Only of a part that columns never make true, or it
/// may be another that they could not tell.
fn conjunction(parts: &[Node]) -> Option<Demand> {
    let demands = parts.iter().filter(|part| part.takes_text()).filter_map(Node::demand);
    let best = demands.max_by_key(Demand::bits)?;
    Some(Demand { exact: false, ..best })
}
