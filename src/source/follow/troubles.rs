//! Problems of one source, each told once as long as it stands.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use crate::source::news::Delivery;

#[derive(Debug, Default)]
pub(super) struct Troubles {
    told: BTreeSet<String>,
    now: bool,
}

impl Troubles {
    /// A new look begins, so far without trouble.
    pub(super) fn begin(&mut self) {
        self.now = false;
    }

    /// Whether this look met trouble.
    pub(super) fn now(&self) -> bool {
        self.now
    }

    /// A look without trouble is over: what was told does not stand any more.
    pub(super) fn end(&mut self) {
        if !self.now {
            self.told.clear();
        }
    }

    /// Tells what the system said about `path`.
    pub(super) fn met(&mut self, path: &Path, error: &io::Error, sink: &mut dyn FnMut(Delivery)) {
        self.now = true;
        let text = match error.kind() {
            io::ErrorKind::PermissionDenied => "no permission to read it; trying again".to_owned(),
            _ => format!("cannot be read: {error}; trying again"),
        };
        self.tell(format!("{}: {text}", path.display()), sink);
    }

    /// Tells a problem unless it was told already.
    pub(super) fn tell(&mut self, problem: String, sink: &mut dyn FnMut(Delivery)) {
        if self.told.insert(problem.clone()) {
            sink(Delivery::Problem(problem));
        }
    }
}
