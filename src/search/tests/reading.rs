//! Events read on all cores are those read one by one.

use std::sync::Arc;

use super::model::{append_batch, log_of};
use super::*;
use crate::event::Where;

/// A file as it was read.
#[derive(Debug)]
struct Kept(Vec<u8>);

impl Reread for Kept {
    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), String> {
        let found = self.0.get(offset as usize..).and_then(|bytes| bytes.get(..into.len()));
        into.copy_from_slice(found.ok_or("it is shorter now")?);
        Ok(())
    }
}

fn seal(text: &[u8], way: u8) -> Sealed {
    let (file, len): (Arc<dyn Reread>, _) = match way {
        0 => return Sealed::pack(text),
        1 => (Arc::new(Kept(text.to_vec())), text.len()),
        _ => (Arc::new(Changed), text.len()),
    };
    Sealed::Saved { file, offset: 0, len }
}

/// What a page says of one event.
type Said = (EventId, Vec<u8>, bool, Where);

fn said(text: &crate::store::Text<'_>) -> Said {
    let whole = text.whole();
    (whole.row().id(), text.bytes().to_vec(), text.lost().is_some(), whole.place())
}

proptest! {
    #[test]
    fn events_are_read_in_order_as_each_is_by_itself(
        segments in prop::collection::vec((prop::collection::vec(made(), 1..30), 0..3_u8), 1..6),
        grown in prop::collection::vec(made(), 0..8),
        every in 1..5_usize,
        placed: bool,
        wanted in prop::option::of(0..40_usize),
    ) {
        let mut log = log_of(2);
        for (at, (made, way)) in segments.iter().enumerate() {
            append_batch(&mut log, SourceId(at as u16 % 2), made, |text| seal(text, *way));
        }
        for made in &grown {
            made.append(&mut log, SourceId(1));
        }
        let view = seen(&log, asked(""));
        let ids: Vec<EventId> = view.ids().iter().copied().step_by(every).collect();
        let alone: Vec<Said> =
            ids.iter().filter_map(|id| log.row(*id)).map(|row| said(&log.text(row))).collect();
        let mut read: Vec<Said> = Vec::new();
        let ended = read_in_order(
            &log,
            &ids,
            placed,
            |_, text, page: &mut Vec<Said>| page.push(said(&text)),
            |page| {
                read.append(page);
                if wanted.is_some_and(|wanted| read.len() > wanted) { Err(()) } else { Ok(()) }
            },
        );
        let enough = wanted.is_some_and(|wanted| alone.len() > wanted);
        prop_assert_eq!(ended.is_err(), enough);
        prop_assert_eq!(&read[..], &alone[..read.len()]);
        prop_assert!(enough || read.len() == alone.len());
    }
}

#[test]
fn a_thread_that_panics_is_waited_for_by_nobody() {
    let mut log = log_of(1);
    let made: Vec<Made> = (0..200).map(|_| model::named("picked")).collect();
    append_batch(&mut log, SourceId(0), &made, Sealed::pack);
    let view = seen(&log, asked(""));
    let each = |row: crate::store::Row<'_>, _: crate::store::Text<'_>, _: &mut Vec<u8>| {
        assert!(row.id().0 != 100, "an event that is none");
    };
    let read = || read_in_order(&log, view.ids(), false, each, |_| Ok::<(), ()>(()));
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).is_err());
}
