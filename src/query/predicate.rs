//! A filter made ready to run: every word turned into a test, the cheap ones first.

use std::sync::{Arc, OnceLock};

use crate::event::{Destinations, Instant, Zone};

use super::compile::Compiler;
use super::finder::Finder;
use super::glance::Look;
use super::matcher::Matcher;
use super::prefilter::prefilter;
use super::{Cost, Expr, Field, Fields, Op, QueryError, Span, Stratum, Term, Truth, parse};

/// What a filter's words mean where and when it is applied.
#[derive(Clone, Debug)]
pub struct Context {
    /// What relative times are relative to; fixed when the filter is applied.
    pub now: Instant,
    /// Which day is today, and in which moments are told.
    pub zone: Zone,
    /// The names of the destinations that are in use.
    pub destinations: Vec<String>,
}

/// The start of 1970 in UTC, with the well-known destinations.
impl Default for Context {
    fn default() -> Self {
        Self {
            now: Instant(0),
            zone: Zone::utc(),
            destinations: Destinations::default().names().to_vec(),
        }
    }
}

/// A compiled filter. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Predicate {
    compiled: Arc<Compiled>,
    zone: Zone,
}

#[derive(Debug)]
struct Compiled {
    root: Node,
    /// Made when a search first asks: rules never do.
    prefilter: OnceLock<Option<Finder>>,
}

/// A part of a predicate. The parts of a conjunction or disjunction stand in the order in which
/// they are asked: cheap ones first, else as written.
#[derive(Debug)]
pub(super) enum Node {
    All,
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Test(Box<Test>),
}

/// One term, compiled.
#[derive(Debug)]
pub(super) struct Test {
    pub(super) term: Term,
    pub(super) matcher: Matcher,
    look: OnceLock<Look>,
}

impl Test {
    fn new(term: Term, matcher: Matcher) -> Self {
        Self { term, matcher, look: OnceLock::new() }
    }

    /// What it takes to answer it.
    pub(super) fn cost(&self) -> Cost {
        match (self.term.field.cost(), &self.matcher) {
            (known @ (Cost::Column | Cost::Name), _) => known,
            (_, Matcher::Holds(_)) if self.term.field == Field::Text => Cost::Literal,
            (cost, _) => match self.look() {
                Look::Nowhere | Look::Record(None) => cost,
                // Beside the record's text, a message takes no parsing.
                Look::Record(_) => Cost::Regex,
                Look::Literal(_) if self.term.field == Field::Message => Cost::Regex,
                Look::Literal(_) | Look::Key(..) => Cost::Key,
            },
        }
    }

    /// Whether a record's bytes always tell.
    pub(super) fn is_of_bytes(&self) -> bool {
        matches!(self.look(), Look::Record(_))
    }

    /// Where it looks in raw bytes.
    pub(super) fn look(&self) -> &Look {
        self.look.get_or_init(|| Look::of(self))
    }
}

/// Everything passes.
impl Default for Predicate {
    fn default() -> Self {
        Self::of(Node::All, Zone::utc())
    }
}

impl Predicate {
    /// Makes a filter ready to run.
    ///
    /// # Errors
    /// A value that its field does not take: no such level, no such destination, no time, no
    /// number, an invalid regex.
    pub fn compile(expr: &Expr, context: &Context) -> Result<Self, QueryError> {
        let root = node(expr, &mut Compiler::new(context))?;
        Ok(Self::of(root, context.zone.clone()))
    }

    /// The same for a filter that is known to be right: its regexes are compiled when they are
    /// tried first.
    ///
    /// # Errors
    /// Those of [`Predicate::compile`], but for an invalid regex, which matches nothing.
    pub fn compile_lazily(expr: &Expr, context: &Context) -> Result<Self, QueryError> {
        let root = node(expr, &mut Compiler::lazily(context))?;
        Ok(Self::of(root, context.zone.clone()))
    }

    fn of(root: Node, zone: Zone) -> Self {
        Self { compiled: Arc::new(Compiled { root, prefilter: OnceLock::new() }), zone }
    }

    /// Reads a filter and makes it ready to run.
    ///
    /// # Errors
    /// Those of [`parse`] and [`Predicate::compile`].
    pub fn read(text: &str, context: &Context) -> Result<Self, QueryError> {
        Self::compile(&parse(text)?, context)
    }

    /// Whether it holds for these fields; `Unknown` only where that depends on a field of which
    /// they cannot tell.
    pub fn eval(&self, fields: &(impl Fields + ?Sized)) -> Truth {
        self.root().eval(fields)
    }

    /// Whether it holds for a record of which `fields` are known (its columns), by them and a
    /// look at its raw bytes: sooner than by parsing it, but `Unknown` where that takes it.
    ///
    /// Only for records as they stand in a log: not for what was seen on the wire, of which the
    /// post around it tells a part.
    pub fn glance(&self, fields: &(impl Fields + ?Sized), record: &[u8]) -> Truth {
        self.root().ask(&|test| match probe(test, fields) {
            Truth::Unknown => test.look().at(test, record),
            known => known,
        })
    }

    /// Finds the only records of a log that can pass, of those that columns could not tell, in the
    /// raw text of many at once; `None` where any may.
    pub fn prefilter(&self) -> Option<&Finder> {
        self.compiled.prefilter.get_or_init(|| prefilter(self.root())).as_ref()
    }

    /// The cost of its dearest term.
    pub fn cost(&self) -> Cost {
        self.root().cost()
    }

    /// The latest stratum of which it uses a field.
    pub fn strata(&self) -> Stratum {
        self.fields().map(|(field, _)| field.stratum()).max().unwrap_or(Stratum::Logged)
    }

    /// The fields that it uses, term by term in the order of evaluation, and where each term was
    /// read.
    pub fn fields(&self) -> impl Iterator<Item = (&Field, Span)> {
        let mut tests = Vec::new();
        self.root().collect(&mut tests);
        tests.into_iter().map(|test| (&test.term.field, test.term.span))
    }

    /// Whether it is this very predicate, or a clone of it.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.compiled, &other.compiled) || self.is_all() && other.is_all()
    }

    /// Whether everything passes.
    pub fn is_all(&self) -> bool {
        matches!(self.root(), Node::All)
    }

    pub(super) fn root(&self) -> &Node {
        &self.compiled.root
    }

    pub(super) fn zone(&self) -> &Zone {
        &self.zone
    }
}

fn node(expr: &Expr, compiler: &mut Compiler<'_>) -> Result<Node, QueryError> {
    Ok(match expr {
        Expr::All => Node::All,
        Expr::And(parts) => Node::And(nodes(parts, compiler)?),
        Expr::Or(parts) => Node::Or(nodes(parts, compiler)?),
        Expr::Not(part) => Node::Not(Box::new(node(part, compiler)?)),
        Expr::Term(term) => {
            let test = Node::Test(Box::new(Test::new(term.clone(), compiler.term(term)?)));
            match term.op {
                Op::NotEqual | Op::NotRegex => Node::Not(Box::new(test)),
                _ => test,
            }
        }
    })
}

fn nodes(parts: &[Expr], compiler: &mut Compiler<'_>) -> Result<Vec<Node>, QueryError> {
    let nodes: Result<Vec<_>, _> = parts.iter().map(|part| node(part, compiler)).collect();
    let mut nodes = nodes?;
    nodes.sort_by_cached_key(Node::cost);
    Ok(nodes)
}

impl Node {
    fn eval(&self, fields: &(impl Fields + ?Sized)) -> Truth {
        self.ask(&|test| probe(test, fields))
    }

    /// The answer, where `answer` is that of a single test.
    fn ask(&self, answer: &impl Fn(&Test) -> Truth) -> Truth {
        match self {
            Self::All => Truth::True,
            Self::And(parts) => decide(parts, answer, Truth::False),
            Self::Or(parts) => decide(parts, answer, Truth::True),
            Self::Not(part) => !part.ask(answer),
            Self::Test(test) => answer(test),
        }
    }

    /// The cost of the dearest term in it.
    pub(super) fn cost(&self) -> Cost {
        match self {
            Self::All => Cost::Column,
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().map(Self::cost).max().unwrap_or(Cost::Column)
            }
            Self::Not(part) => part.cost(),
            Self::Test(test) => test.cost(),
        }
    }

    pub(super) fn collect<'n>(&'n self, tests: &mut Vec<&'n Test>) {
        match self {
            Self::All => {}
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.collect(tests);
                }
            }
            Self::Not(part) => part.collect(tests),
            Self::Test(test) => tests.push(test),
        }
    }
}

fn probe(test: &Test, fields: &(impl Fields + ?Sized)) -> Truth {
    fields.probe(&test.term.field, &mut |value| test.matcher.matches(value))
}

/// Asks `parts` until one of them is `decisive`: false for a conjunction, true for a disjunction.
fn decide(parts: &[Node], answer: &impl Fn(&Test) -> Truth, decisive: Truth) -> Truth {
    let mut all = !decisive;
    for part in parts {
        match part.ask(answer) {
            truth if truth == decisive => return decisive,
            Truth::Unknown => all = Truth::Unknown,
            _ => {}
        }
    }
    all
}
