//! Text that stays in its file: what reads it again.

use std::fmt;

/// A saved file whose bytes are read again when they are asked for, instead of being kept.
pub trait Reread: Send + Sync + fmt::Debug {
    /// Fills `into` with the bytes from `offset` on, exactly those that were there when the file
    /// was read first.
    ///
    /// # Errors
    /// The file is gone, was cut or was changed since: why, as a clause for a person. Never are
    /// other bytes given than those that were read first.
    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), String>;
}
