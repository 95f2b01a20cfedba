//! The records as they were logged, byte for byte: what `print --format raw` writes.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use crate::store::{Lost, Text};

use super::super::raw::raw;
use super::exporter::{Exporter, Pen};

/// Records.
#[derive(Debug)]
pub(super) struct Raw;

/// A record, and where in it its payload stands.
#[derive(Debug)]
pub(super) struct Record {
    bytes: Vec<u8>,
    body: Option<Range<usize>>,
    /// A piece of a JSON document has no line end of its own.
    piece: bool,
}

impl Exporter for Raw {
    type Draft = Record;
    type Book = ();

    fn draft(&self, text: &Text<'_>) -> Result<Record, Lost> {
        match text.lost() {
            Some(lost) => Err(lost.clone()),
            None => Ok(Record {
                bytes: text.bytes().to_vec(),
                body: text.body_range(),
                piece: text.is_piece(),
            }),
        }
    }

    fn write(
        &self,
        (): &mut (),
        drafts: &mut dyn Iterator<Item = Record>,
        pen: &mut Pen<'_>,
    ) -> io::Result<()> {
        for Record { bytes, body, piece } in drafts {
            let bytes = match &mut pen.redactor {
                Some(redactor) => redactor.record(&bytes, body),
                None => Cow::Borrowed(&*bytes),
            };
            raw(&mut pen.out, &bytes, pen.terminal)?;
            if piece && !pen.terminal {
                pen.out.write_all(b"\n")?;
            }
        }
        Ok(())
    }
}
