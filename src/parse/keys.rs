//! The body as the payload that filters and rules ask for keys.

use crate::event::{Among, Keys, Scalar};

use super::body::{Body, Entry};

impl Keys for Body<'_> {
    fn on_wire(&self) -> bool {
        Body::on_wire(self)
    }

    fn visit(&self, among: Among, key: &str, visit: &mut dyn FnMut(Scalar<'_>) -> bool) -> bool {
        let mut visit = |entry: Entry<'_>| visit(entry.scalar());
        match among {
            Among::Own => self.own(key).is_some_and(visit),
            Among::Measurements => self.measurement(key).is_some_and(visit),
            Among::Common => self.common(key).is_some_and(visit),
            Among::Any => self.any(key).any(&mut visit),
        }
    }
}
