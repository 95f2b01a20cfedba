//! The structure of one JSON value, seen byte by byte: where it ends, or where it breaks.
//!
//! It looks at brackets, quotes, colons and commas and no closer: what a number or a word is
//! stays for whoever reads the value. Nesting costs a bit a level, never stack.

use memchr::memchr3;

/// What came of looking at more bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// The value ended; this many of its bytes were looked at.
    Whole,
    /// It goes on behind the bytes that are there.
    More,
    /// No JSON goes on like this.
    Broken,
    /// The bracket that opens `log.entries` was passed.
    Entries,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A value.
    Value,
    /// A value, or the end of the array that was just opened.
    FirstItem,
    /// A key, or the end of the object that was just opened.
    FirstKey,
    Key,
    Colon,
    /// A comma or an end.
    After,
    InString {
        key: bool,
    },
    Escape {
        key: bool,
    },
    /// In a number or a word.
    Scalar,
}

/// How far the way to `log.entries` of an HTTP archive has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// It is not looked for.
    Off,
    /// In the document.
    Document,
    /// The key `log` was read there.
    LogKey,
    /// In the object behind it.
    Log,
    /// The key `entries` was read there.
    EntriesKey,
}

/// Which levels are objects; the others are arrays.
#[derive(Clone, Debug, Default)]
struct Levels {
    bits: Vec<u64>,
    depth: usize,
}

impl Levels {
    fn push(&mut self, object: bool) {
        let (word, bit) = (self.depth / 64, self.depth % 64);
        if word == self.bits.len() {
            self.bits.push(0);
        }
        self.bits[word] = self.bits[word] & !(1 << bit) | u64::from(object) << bit;
        self.depth += 1;
    }

    /// Leaves the innermost level, which must be of this sort.
    fn pop(&mut self, object: bool) -> bool {
        let holds = self.in_object() == Some(object);
        self.depth = self.depth.saturating_sub(1);
        holds
    }

    fn in_object(&self) -> Option<bool> {
        let at = self.depth.checked_sub(1)?;
        Some(self.bits[at / 64] >> (at % 64) & 1 == 1)
    }
}

/// One value on its way.
#[derive(Clone, Debug)]
pub(super) struct Automaton {
    /// Bytes of the value that were looked at.
    pub(super) at: usize,
    /// Where its last line begins, as far as it was looked at.
    pub(super) line_start: usize,
    levels: Levels,
    state: State,
    way: Way,
    key_start: usize,
}

impl Automaton {
    /// At the start of a value; `archive` looks for the `log.entries` of an HTTP archive.
    pub(super) fn new(archive: bool) -> Self {
        Self {
            at: 0,
            line_start: 0,
            levels: Levels::default(),
            state: State::Value,
            way: if archive { Way::Document } else { Way::Off },
            key_start: 0,
        }
    }

    /// Looks at `bytes`, which begin with the value and hold what was looked at before.
    pub(super) fn look(&mut self, bytes: &[u8]) -> Seen {
        while self.at < bytes.len() {
            let seen = match self.state {
                State::InString { key } => self.string(bytes, key),
                State::Escape { key } => {
                    let broken = bytes[self.at] == b'\n';
                    self.state = State::InString { key };
                    self.at += 1;
                    if broken { Seen::Broken } else { Seen::More }
                }
                State::Scalar => self.scalar(bytes),
                _ => self.between(bytes[self.at]),
            };
            if seen != Seen::More {
                return seen;
            }
        }
        Seen::More
    }

    /// The array of entries was left: the document goes on behind it.
    pub(super) fn entries_ended(&mut self) {
        self.levels.pop(false);
        self.state = State::After;
    }

    /// Forgets bytes in front that are done with.
    pub(super) fn forget(&mut self, count: usize) {
        self.at -= count;
        self.line_start = self.line_start.saturating_sub(count);
        self.key_start = self.key_start.saturating_sub(count);
    }

    fn string(&mut self, bytes: &[u8], key: bool) -> Seen {
        let Some(found) = memchr3(b'"', b'\\', b'\n', &bytes[self.at..]) else {
            self.at = bytes.len();
            return Seen::More;
        };
        self.at += found + 1;
        match bytes[self.at - 1] {
            b'"' if key => {
                self.key(&bytes[self.key_start..self.at - 1]);
                self.state = State::Colon;
            }
            b'"' => return self.ended(),
            b'\\' => self.state = State::Escape { key },
            _ => return Seen::Broken,
        }
        Seen::More
    }

    /// On the way to the entries: which key was read, and where.
    fn key(&mut self, key: &[u8]) {
        self.way = match (self.way, self.levels.depth) {
            (Way::Document | Way::LogKey, 1) => {
                if key == b"log" {
                    Way::LogKey
                } else {
                    Way::Document
                }
            }
            (Way::Log | Way::EntriesKey, 2) => {
                if key == b"entries" {
                    Way::EntriesKey
                } else {
                    Way::Log
                }
            }
            (way, _) => way,
        };
    }

    fn scalar(&mut self, bytes: &[u8]) -> Seen {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._".contains(byte);
        let len = bytes[self.at..].iter().take_while(|byte| plain(byte)).count();
        self.at += len;
        if self.at == bytes.len() { Seen::More } else { self.ended() }
    }

    /// The bytes have ended, and with them the number or word that is the whole value.
    pub(super) fn ends_here(&self) -> bool {
        self.levels.depth == 0 && self.state == State::Scalar
    }

    fn between(&mut self, byte: u8) -> Seen {
        match (self.state, byte) {
            (_, b'\n') => self.line_start = self.at + 1,
            (_, b' ' | b'\t' | b'\r') => {}
            (State::Value | State::FirstItem, _) if byte != b']' => return self.opened(byte),
            (State::FirstKey | State::Key, b'"') => {
                self.state = State::InString { key: true };
                self.key_start = self.at + 1;
            }
            (State::Colon, b':') => self.state = State::Value,
            (State::After, b',') => {
                let object = self.levels.in_object() == Some(true);
                self.state = if object { State::Key } else { State::Value };
            }
            (State::FirstKey | State::After, b'}') => return self.closed(true),
            (State::FirstItem | State::After, b']') => return self.closed(false),
            _ => return Seen::Broken,
        }
        self.at += 1;
        Seen::More
    }

    /// The first byte of a value.
    fn opened(&mut self, byte: u8) -> Seen {
        match byte {
            b'{' => {
                self.levels.push(true);
                self.state = State::FirstKey;
                if self.way == Way::LogKey && self.levels.depth == 2 {
                    self.way = Way::Log;
                }
            }
            b'[' => {
                self.levels.push(false);
                self.state = State::FirstItem;
                if self.way == Way::EntriesKey && self.levels.depth == 3 {
                    self.way = Way::Log;
                    self.at += 1;
                    return Seen::Entries;
                }
            }
            b'"' => self.state = State::InString { key: false },
            b'-' | b'0'..=b'9' | b'a'..=b'z' => self.state = State::Scalar,
            _ => return Seen::Broken,
        }
        self.at += 1;
        Seen::More
    }

    fn closed(&mut self, object: bool) -> Seen {
        if !self.levels.pop(object) {
            return Seen::Broken;
        }
        if self.levels.depth < 2 && self.way != Way::Off {
            self.way = Way::Document;
        }
        self.at += 1;
        self.ended()
    }

    fn ended(&mut self) -> Seen {
        self.state = State::After;
        if self.levels.depth == 0 { Seen::Whole } else { Seen::More }
    }
}
