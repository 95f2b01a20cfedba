//! What a generated log holds, so that whoever asks it knows the right answer.

/// Counts of what was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) bytes: u64,
    pub(crate) records: u64,
    /// Records that hold the word `copilot`, in any case.
    pub(crate) copilot: u64,
    /// Those whose `durationMs` has five digits before its point.
    pub(crate) five_digits: u64,
    /// Those whose `durationMs` has five digits or more there.
    pub(crate) five_or_more: u64,
    /// Those whose `durationMs` is over 500.
    pub(crate) slow: u64,
    /// Those whose property `reason` is `startup`.
    pub(crate) startup: u64,
    /// Those of the event that is one in a hundred.
    pub(crate) hundredth: u64,
}

impl Facts {
    /// Adds what another file holds.
    pub(crate) fn add(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.records += other.records;
        self.copilot += other.copilot;
        self.five_digits += other.five_digits;
        self.five_or_more += other.five_or_more;
        self.slow += other.slow;
        self.startup += other.startup;
        self.hundredth += other.hundredth;
    }

    /// As a JSON object on one line.
    pub(crate) fn json(&self, shape: &str, seed: u64) -> String {
        let Self { bytes, records, copilot, five_digits, five_or_more, slow, startup, hundredth } =
            self;
        format!(
            "{{\"shape\":\"{shape}\",\"seed\":{seed},\"bytes\":{bytes},\"records\":{records},\
             \"copilot\":{copilot},\"five_digits\":{five_digits},\
             \"five_or_more\":{five_or_more},\"slow\":{slow},\"startup\":{startup},\
             \"hundredth\":{hundredth}}}"
        )
    }
}
