//! What Linux says of a running process. Elsewhere it says nothing.

use std::fs;

/// What a process holds of the machine's memory, in KiB.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Memory {
    /// Pages that no file stands behind: what it has taken for itself.
    pub(crate) own: u64,
    /// Pages of files, which the system may take back.
    pub(crate) of_files: u64,
}

/// What it holds now.
pub(crate) fn memory(pid: u32) -> Option<Memory> {
    let own = status(pid, "RssAnon:")? + status(pid, "RssShmem:")?;
    Some(Memory { own, of_files: status(pid, "RssFile:")? })
}

/// The most that it has held so far, pages of files among it, in KiB.
pub(crate) fn peak(pid: u32) -> Option<u64> {
    status(pid, "VmHWM:")
}

fn status(pid: u32, key: &str) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    line.split_whitespace().next()?.parse().ok()
}

/// How many files and sockets it has open.
pub(crate) fn descriptors(pid: u32) -> Option<usize> {
    Some(fs::read_dir(format!("/proc/{pid}/fd")).ok()?.count())
}

/// User and system time of a process in milliseconds, in ticks of 10 ms.
pub(crate) fn cpu_millis(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(ticks * 10)
}
