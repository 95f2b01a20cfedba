//! The body as the payload that filters and rules ask for keys.

use crate::event::{Among, Keys, Scalar};

use super::body::{Body, Entry};
use super::lookup::Lookup;

impl Keys for Body<'_> {
    fn on_wire(&self) -> bool {
        Body::on_wire(self)
    }

    fn visit(&self, among: Among, key: &str, visit: &mut dyn FnMut(Scalar<'_>) -> bool) -> bool {
        answer(&Lookup::new(self, key), among, visit)
    }

    fn visit_likely(
        &self,
        among: Among,
        key: &str,
        visit: &mut dyn FnMut(Scalar<'_>) -> bool,
    ) -> bool {
        answer(&Lookup::likely(self, key), among, visit)
    }
}

fn answer(
    question: &Lookup<'_, '_, '_>,
    among: Among,
    visit: &mut dyn FnMut(Scalar<'_>) -> bool,
) -> bool {
    let mut visit = |entry: Entry<'_>| visit(entry.scalar());
    match among {
        Among::Own => question.own().is_some_and(visit),
        Among::Measurements => question.measurement().is_some_and(visit),
        Among::Common => question.common().is_some_and(visit),
        Among::Any => question.any().into_iter().flatten().any(&mut visit),
    }
}
