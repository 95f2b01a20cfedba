//! What is to be seen, as lines of inked text and places, before anything is drawn.
//!
//! Pure functions of the model, shared by the drawing, the keys and the mouse: what is clicked
//! is what was shaped. Knows roles, not colours.

mod columns;
mod detail;
mod explained;
mod facets;
mod help;
mod json;
mod panel;
mod prose;
mod raw;
mod row;
mod sources;
mod timeline;
mod why;
mod window;

pub(super) use columns::{Columns, columns};
pub(super) use detail::{Content, ContentKey, content};
pub(super) use explained::explained_lines;
pub(super) use facets::{FacetLine, SECTIONS, cursor_line, facet_lines, facet_title, facets_top};
pub(super) use help::help_lines;
pub(super) use panel::{Panel, panel};
pub(super) use row::{RowText, level_role};
pub(super) use sources::{About, SourcePage, source_page};
pub(super) use timeline::{Axis, Column as TimeColumn, heights, timeline_rect};
pub(super) use window::{ListLine, Window, window};
