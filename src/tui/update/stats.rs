//! The page of stats: how much there is of each event.

use super::super::actions::Action;
use super::super::model::Model;
use super::{Done, program};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    program::leave_page(model, action)
}
