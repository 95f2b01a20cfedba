//! What is to be seen, as lines of inked text and places, before anything is drawn.
//!
//! Pure functions of the model, shared by the drawing, the keys and the mouse: what is clicked
//! is what was shaped. Knows roles, not colours.

mod catalog;
mod catalog_page;
mod cell;
mod chooser;
mod columns;
mod command;
mod detail;
mod differences;
mod differences_page;
mod explained;
mod facets;
mod figures;
mod findings;
mod findings_page;
mod folds;
mod footer;
mod help;
mod json;
mod menu;
mod offered;
mod palette;
mod panel;
mod prose;
mod raw;
mod remark;
mod row;
mod score_page;
mod sheet;
mod sources;
mod stats;
mod table;
mod tabs;
mod timeline;
mod tree;
mod typing;
mod units;
mod values;
mod weave;
mod why;
mod window;
mod wraps;

pub(super) use catalog::{CatalogLine, CatalogRow, CatalogSum, catalog_rows};
pub(super) use catalog_page::{CATALOG_TABS, catalog_page};
pub(super) use chooser::Chooser;
pub(super) use columns::Columns;
pub(super) use command::{command_line, filter_text};
pub(super) use detail::{At, Content, ContentKey, MARK, Sight, content};
pub(super) use differences::{DIFFERENCE_TABS, DifferenceRow, difference_rows};
pub(super) use differences_page::differences_page;
pub(super) use explained::explained_lines;
pub(super) use facets::{FacetLine, SECTIONS, cursor_line, facet_lines, facet_title, facets_top};
pub(super) use findings::{FindingRow, sort_findings};
pub(super) use findings_page::{findings_page, severity_sign};
pub(super) use folds::Folds;
pub(super) use footer::footer_line;
pub(super) use menu::{choice_line, menu_width};
pub(super) use offered::{offered_columns, own_fields};
pub(super) use palette::entry_line;
pub(super) use panel::{Panel, panel};
pub(super) use row::{RowText, level_role};
pub(super) use score_page::{ScoreRow, score_page, sort_scores};
pub(super) use sheet::{GUTTER, Sheet};
pub(super) use sources::{About, SourcePage, source_page};
pub(super) use stats::{StatsRow, sort_stats, stats_page, stats_rows};
pub(super) use table::{Heading, Places, TablePage, Widths, aligned, first_row, heading};
pub(super) use tabs::{tab_at, tabs, tabs_from};
pub(super) use timeline::{Axis, Column as TimeColumn, heights, highest, timeline_rect};
pub(super) use tree::{Node, Tree};
pub(super) use typing::{
    class_role, filter_count, inked_filter, is_filter_line, line_prompt, popup_rect, text_width,
};
pub(super) use values::hides;
pub(super) use weave::{Spot, Weave};
pub(super) use window::ListLine;
