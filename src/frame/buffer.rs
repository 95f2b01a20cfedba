//! Room in a buffer that bytes are pushed into at one end and taken from at the other.

/// A buffer that one enormous record made larger than this is given back afterwards.
const KEPT_CAPACITY: usize = 8 << 20;

/// Moves what is left, from `start` on, to the front once that is the smaller part, so that every
/// byte is moved a bounded number of times.
pub(super) fn make_room(buffer: &mut Vec<u8>, start: &mut usize) {
    let rest = buffer.len() - *start;
    if *start >= rest {
        buffer.drain(..*start);
        *start = 0;
        if buffer.capacity() > KEPT_CAPACITY {
            buffer.shrink_to(KEPT_CAPACITY);
        }
    }
}
