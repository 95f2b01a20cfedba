//! Where the records of a segment stand in their file: part, byte offset, line.
//!
//! Offsets follow from the few places where a run of records that lie end to end in their file
//! begins. Lines follow from marks and the line ends counted from there: this knows the marks, and
//! reads no text.

/// Lines are marked once in so many bytes, so that few line ends have to be counted to know
/// another's: 8 bytes a mark make 1 MiB of a log of 1 GiB.
const MARK_EVERY: u32 = 8192;

/// Where a record's first byte stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Origin {
    pub(in crate::store) part: u32,
    pub(in crate::store) offset: u64,
    /// From 1; 0 where it is not known.
    pub(in crate::store) line: u64,
}

/// Where in a segment a run of records begins, and where in its file.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: u32,
    origin: Origin,
}

/// A place whose line is known, at or before the one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// Where it lies in the segment.
    pub(super) start: u32,
    /// Where it stands in its file.
    pub(super) origin: Origin,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// In order; the first begins the segment.
    runs: Vec<Run>,
    /// Where a record begins, and how many lines stand before it in its run.
    lines: Vec<(u32, u32)>,
}

impl Marks {
    /// The marks of a whole segment, one run: of the given ones (a start, and the lines before it
    /// in the segment, in order) as many as are needed.
    pub(super) fn of_run(origin: Origin, lines: impl IntoIterator<Item = (u32, u64)>) -> Self {
        let mut marks = Self { runs: vec![Run { start: 0, origin }], lines: Vec::new() };
        for (start, before) in lines {
            marks.line(start, before);
        }
        marks.lines.shrink_to_fit();
        marks
    }

    /// Takes in that a record which begins at `start`, the end so far, stands at `origin`.
    pub(super) fn push(&mut self, start: u32, origin: Origin) {
        match self.runs.last() {
            Some(run) if run.goes_on(start, origin) => {
                let before = origin.line - run.origin.line;
                self.line(start, before);
            }
            _ => self.runs.push(Run { start, origin }),
        }
    }

    /// Marks a line of the last run, if none near before it is.
    fn line(&mut self, start: u32, before: u64) {
        let run = self.runs.last().map_or(0, |run| run.start);
        let last = self.lines.last().map_or(run, |(last, _)| (*last).max(run));
        if start.saturating_sub(last) >= MARK_EVERY
            && let Ok(before) = u32::try_from(before)
        {
            self.lines.push((start, before));
        }
    }

    /// The nearest place before `start` whose line is known.
    pub(super) fn near(&self, start: u32) -> Option<Near> {
        let run = last_before(&self.runs, |run| run.start <= start)?;
        let mark = last_before(&self.lines, |mark| mark.0 <= start);
        let (at, lines) = match mark {
            Some(&(at, lines)) if at >= run.start => (at, u64::from(lines)),
            _ => (run.start, 0),
        };
        let Origin { part, offset, line } = run.origin;
        let offset = offset + u64::from(at - run.start);
        let line = if line == 0 { 0 } else { line + lines };
        Some(Near { start: at, origin: Origin { part, offset, line } })
    }

    /// Forgets the lines; parts and offsets stay.
    pub(super) fn forget_lines(&mut self) {
        self.lines = Vec::new();
    }

    /// Gives back what was set aside to grow.
    pub(super) fn settle(&mut self) {
        self.runs.shrink_to_fit();
        self.lines.shrink_to_fit();
    }

    pub(super) fn memory(&self) -> usize {
        self.runs.capacity() * size_of::<Run>() + self.lines.capacity() * size_of::<(u32, u32)>()
    }
}

impl Run {
    /// Whether a record that begins at `start` stands in the file where this run goes on.
    fn goes_on(&self, start: u32, origin: Origin) -> bool {
        let before = u64::from(start - self.start);
        self.origin.part == origin.part
            && self.origin.offset + before == origin.offset
            && self.origin.line != 0
            && self.origin.line <= origin.line
    }
}

fn last_before<T>(list: &[T], is_before: impl Fn(&T) -> bool) -> Option<&T> {
    list.get(list.partition_point(is_before).checked_sub(1)?)
}
