//! What is to be seen, as lines of inked text and places, before anything is drawn.
//!
//! Pure functions of the model, shared by the drawing, the keys and the mouse: what is clicked
//! is what was shaped. Knows roles, not colours.

mod cell;
mod chooser;
mod columns;
mod detail;
mod explained;
mod facets;
mod fold;
mod footer;
mod help;
mod json;
mod menu;
mod offered;
mod palette;
mod panel;
mod prose;
mod raw;
mod row;
mod sheet;
mod sources;
mod timeline;
mod weave;
mod why;
mod window;

pub(super) use chooser::Chooser;
pub(super) use columns::Columns;
pub(super) use detail::{Content, ContentKey, content};
pub(super) use explained::explained_lines;
pub(super) use facets::{FacetLine, SECTIONS, cursor_line, facet_lines, facet_title, facets_top};
pub(super) use footer::footer_line;
pub(super) use menu::{choice_line, menu_width};
pub(super) use offered::{offered_columns, own_fields};
pub(super) use palette::entry_line;
pub(super) use panel::{Panel, panel};
pub(super) use row::{RowText, is_finding, level_role};
pub(super) use sheet::{GUTTER, Sheet};
pub(super) use sources::{About, SourcePage, source_page};
pub(super) use timeline::{Axis, Column as TimeColumn, heights, timeline_rect};
pub(super) use weave::{Spot, Weave};
pub(super) use window::ListLine;
