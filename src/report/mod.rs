//! Floor 4: events, counts, declarations and what was found, as text for people and for scripts,
//! one form a file.
//!
//! Pure: each sink writes into any `io::Write`. Knows no files, threads or screen.

mod audit_json;
mod audit_markdown;
mod audit_report;
mod audit_rules;
mod audit_sarif;
mod audit_text;
mod catalog_draft;
mod catalog_json;
mod catalog_text;
mod diff_json;
mod diff_markdown;
mod diff_text;
mod diff_words;
mod doctor;
mod doctor_text;
mod event_json;
mod event_text;
mod export;
mod harmless;
mod places;
mod pretty_json;
mod raw;
mod rules_text;
mod shorten;
mod sources_text;
mod stats_csv;
mod stats_json;
mod stats_text;
mod table;

pub use audit_json::{audit_json, audit_json_end, finding_json};
pub use audit_markdown::audit_markdown;
pub use audit_report::AuditReport;
pub use audit_rules::audit_rules;
pub use audit_sarif::audit_sarif;
pub use audit_text::{AuditText, audit_text, audit_text_end, finding_line};
pub use catalog_draft::catalog_draft;
pub use catalog_json::{declared_event_json, declared_producer_json, declaring_files_json};
pub use catalog_text::{
    DeclaredEvent, DeclaredProducer, declared_event_text, declared_producer_text,
    declaring_files_text,
};
pub use diff_json::diff_json;
pub use diff_markdown::diff_markdown;
pub use diff_text::diff_text;
pub use diff_words::{heading_of, remarks_of};
pub use doctor::{
    Catalogs, Doctor, DoctorFile, DoctorPlace, DoctorSwitch, Inotify, Paths, Program, Terminal,
};
pub use doctor_text::doctor_text;
pub use event_json::event_json;
pub use event_text::EventText;
pub use export::{
    Export, ExportFormat, Exported, Form, Report, SessionForm, UnknownFormat, default_columns,
};
pub use places::{Place, Trace, below};
pub use pretty_json::pretty_json;
pub use raw::raw;
pub use rules_text::{Verdict, rules_text, verdicts_text};
pub use shorten::Shortener;
pub use sources_text::sources_text;
pub use stats_csv::stats_csv;
pub use stats_json::stats_json;
pub use stats_text::stats_text;
pub use table::Table;
