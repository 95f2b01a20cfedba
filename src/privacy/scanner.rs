//! Going through a text with all recognisers.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};

use super::finds::{Finds, Found};
use super::glance::Glance;
use super::hint::Hint;
use super::identity::Identity;
use super::literals::Literals;
use super::{
    address, assigned, email, entropy, marks, mask, needles, path, remote, unescape, userinfo,
};

/// Shorter texts hold nothing: neither a name of this machine nor an address.
const SHORTEST: usize = 4;

/// Finds personal data and secrets. Made once, asked from every thread.
#[derive(Debug)]
pub struct Scanner {
    literals: Literals,
}

impl Scanner {
    /// A scanner that also knows the names of `identity`, without what is commonplace in it.
    pub fn new(identity: Identity) -> Self {
        Self { literals: Literals::new(needles::of(&identity.without_commonplaces())) }
    }

    /// Whether `bytes` are worth a scan, from one look at them: false is certain for a value
    /// whose key says nothing ([`Hint::NONE`]), true is not.
    pub fn might_hold(&self, bytes: &[u8]) -> bool {
        bytes.len() >= SHORTEST && (Glance::at(bytes).any() || self.literals.are_in(bytes))
    }

    /// Calls `found` with everything personal or secret in `text`, in its order; no two overlap.
    /// JSON text of an object or array is read without its escapes, and its own keys are heeded.
    pub fn scan(&self, text: &str, hint: Hint, found: &mut dyn FnMut(Found)) {
        if text.len() < SHORTEST {
            return;
        }
        if unescape::is_escaped(text) {
            let plain = unescape::unescape(text);
            self.scan_plain(&plain.text, hint, &mut |mut it| {
                it.span = plain.origin(it.span.start)..plain.origin(it.span.end);
                found(it);
            });
        } else {
            self.scan_plain(text, hint, found);
        }
    }

    /// `text` with everything found in it masked: `[email:17]` says what it was, and of how many
    /// characters. Masking twice is masking once.
    pub fn mask<'t>(&self, text: &'t str, hint: Hint) -> Cow<'t, str> {
        mask::mask(self, text, hint)
    }

    /// The first eight digits of the SHA-256 of `text`: enough to tell two values apart in a
    /// report, and to know one again.
    pub fn digest(&self, text: &str) -> String {
        let hash = Sha256::digest(text.as_bytes());
        let beginning = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
        format!("{beginning:08x}")
    }

    fn scan_plain(&self, text: &str, hint: Hint, found: &mut dyn FnMut(Found)) {
        let glance = Glance::at(text.as_bytes());
        if !glance.marks() {
            return self.scan_piece(text, hint, glance, found);
        }
        for piece in marks::between(text) {
            let start = piece.start;
            self.scan_piece(&text[piece], hint, glance, &mut |mut it| {
                it.span = it.span.start + start..it.span.end + start;
                found(it);
            });
        }
    }

    /// Calls `found` with every find of every recogniser, as it stands in `text`; they may overlap.
    pub(super) fn each(&self, text: &str, hint: Hint, found: &mut dyn FnMut(Found)) {
        let glance = Glance::at(text.as_bytes());
        let whole = 0..text.len();
        let pieces: Vec<_> =
            if glance.marks() { marks::between(text).collect() } else { vec![whole] };
        for piece in pieces {
            let start = piece.start;
            for it in self.finds(&text[piece], hint, glance).all() {
                found(Found { span: it.span.start + start..it.span.end + start, ..it });
            }
        }
    }

    /// A text without marks, or what is between two of them.
    fn scan_piece(&self, text: &str, hint: Hint, glance: Glance, found: &mut dyn FnMut(Found)) {
        self.finds(text, hint, glance).merged().into_iter().for_each(found);
    }

    fn finds<'t>(&self, text: &'t str, hint: Hint, glance: Glance) -> Finds<'t> {
        let mut finds = Finds::of(text);
        self.literals.find(text, hint, &mut finds);
        if hint.is_secret() {
            assigned::whole(text, hint, &mut finds);
        }
        if glance.any() {
            by_shape(text, hint, glance, &mut finds);
        }
        finds
    }
}

fn by_shape(text: &str, hint: Hint, glance: Glance, finds: &mut Finds<'_>) {
    let bytes = text.as_bytes();
    if glance.separators() {
        path::find(text, hint, finds);
    }
    if glance.urls() {
        remote::find_urls(bytes, finds);
    }
    if glance.at_signs() {
        email::find(text, finds);
        remote::find_short(bytes, finds);
        userinfo::find(bytes, finds);
    }
    if glance.percents() {
        email::find_in_url(text, finds);
    }
    if glance.v4() {
        address::find_v4(text, hint, finds);
    }
    if glance.v6() {
        address::find_v6(text, finds);
    }
    if glance.token {
        entropy::find(text, hint, finds);
    }
}
