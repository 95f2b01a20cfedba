//! One JSON object a line: byte for byte what `print --format json` writes.

use std::io;

use crate::store::{Lost, Text};

use super::super::harmless::json_line;
use super::exporter::{Exporter, Pen};

/// Events by the contract.
#[derive(Debug)]
pub(super) struct Ndjson;

impl Exporter for Ndjson {
    type Draft = serde_json::Result<String>;
    type Book = ();

    fn tells_places(&self) -> bool {
        true
    }

    fn draft(&self, text: &Text<'_>) -> Result<Self::Draft, Lost> {
        // What is lost is told as a note of the event.
        Ok(serde_json::to_string(&text.whole().event()))
    }

    fn write(
        &self,
        (): &mut (),
        drafts: &mut dyn Iterator<Item = Self::Draft>,
        pen: &mut Pen<'_>,
    ) -> io::Result<()> {
        for draft in drafts {
            let json = draft.map_err(io::Error::from)?;
            let json = pen.json(&json);
            json_line(&mut pen.out, &json)?;
        }
        Ok(())
    }
}
