//! The page of findings: what is odd.

use super::super::actions::Action;
use super::super::model::Model;
use super::{Done, program};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    program::leave_page(model, action)
}
