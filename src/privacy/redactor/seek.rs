//! Looks for all that is to be replaced in a text, layer by layer: as it stands, under its keys,
//! and with its escapes of JSON and of URLs taken off.
//!
//! More eager than an audit: a harmless value with a pseudonym costs little, a missed one much.

use std::collections::HashSet;
use std::ops::Range;

use super::eager;
use super::hits::Hit;
use super::hosts::{is_public, is_surely_domain};
use super::keys::{Keys, Role, Says};
use super::replaced::Replaceable;
use super::strings::Pairs;
use super::terms::Terms;
use super::view::{Place, without_backslashes, without_percents};
use super::{mac, names, values, words};
use crate::event::Pii;
use crate::privacy::run::{REACH, backward, forward};
use crate::privacy::scanner::Scanner;

/// Shorter texts hold nothing, unless their key says what they are.
pub(super) const SHORTEST: usize = 4;

/// More layers of escapes are not taken off.
const DEEPEST: u8 = 4;

/// More public numbers are not remembered.
const MOST_PUBLIC: usize = 4096;

/// What is looked for, and what was learned of it.
#[derive(Debug)]
pub(super) struct Seeker {
    scanner: Scanner,
    pub(super) keys: Keys,
    terms: Terms,
    /// Numbers that stood under a key of what is the same for everybody.
    public: HashSet<Box<str>>,
}

impl Seeker {
    pub(super) fn new(scanner: Scanner) -> Self {
        Self { scanner, keys: Keys::default(), terms: Terms::default(), public: HashSet::new() }
    }

    /// Adds all that is to be replaced in `text`, which stands at `place`.
    pub(super) fn seek(&mut self, text: &str, place: Place<'_>, says: Says, hits: &mut Vec<Hit>) {
        self.layer(Layer { text, place, says, depth: 0 }, hits);
    }

    /// Adds what the scanner alone finds.
    pub(super) fn scan(&self, text: &str, place: Place<'_>, says: Says, hits: &mut Vec<Hit>) {
        let layer = Layer { text, place, says, depth: 0 };
        self.scanner.scan(text, says.hint, &mut |it| hits.push(layer.hit(kind(it.kind), it.span)));
    }

    /// Learns the names that hits give away; tells whether any is new.
    pub(super) fn learn(&mut self, hits: &[Hit]) -> bool {
        let mut new = false;
        for hit in hits {
            names::of(hit.kind, &hit.value, &mut |kind, name| new |= self.terms.learn(kind, name));
        }
        new
    }

    fn layer(&mut self, layer: Layer<'_>, hits: &mut Vec<Hit>) {
        let Layer { text, says, .. } = layer;
        if text.len() < says.shortest() {
            return;
        }
        if says.role == Role::Public {
            self.remember(text);
        } else if let Some(kind) = values::whole(text, says.role) {
            hits.push(layer.hit(kind, 0..text.len()));
        }
        // Keys first: they say which numbers are public.
        if layer.depth < DEEPEST {
            self.deeper(layer, hits);
        }
        self.scanner.each(text, says.hint, &mut |it| hits.push(layer.hit(kind(it.kind), it.span)));
        let public = |number: &str| says.role == Role::Public || self.public.contains(number);
        words::find(text, &self.terms, public, &mut |kind, span| hits.push(layer.hit(kind, span)));
        mac::find(text, &mut |span| hits.push(layer.hit(Replaceable::Identifier, span)));
        eager::find(text, &mut |kind, span| hits.push(layer.hit(kind, span)));
    }

    /// What stands under keys of nested JSON, and what escapes hide.
    fn deeper(&mut self, layer: Layer<'_>, hits: &mut Vec<Hit>) {
        let Layer { text, place, says, depth } = layer;
        let depth = depth + 1;
        if memchr::memchr(b'"', text.as_bytes()).is_some() {
            self.nested(layer, hits);
        }
        if let Some(plain) = without_backslashes(text, place) {
            self.layer(Layer { text: &plain.text, place: plain.place(), says, depth }, hits);
        }
        if let Some(plain) = without_percents(text, place) {
            self.layer(Layer { text: &plain.text, place: plain.place(), says, depth }, hits);
        }
    }

    /// Values under keys that say what they are, wherever a quote leads from one to the other.
    fn nested(&mut self, layer: Layer<'_>, hits: &mut Vec<Hit>) {
        for (key, value) in Pairs::of(layer.text) {
            let says = self.keys.says(None, &layer.text[key]);
            if !says.anything() {
                continue;
            }
            let place = layer.place.from(value.start);
            let text = &layer.text[value];
            let plain = without_backslashes(text, place);
            let (text, place) = match &plain {
                Some(plain) => (plain.text.as_str(), plain.place()),
                None => (text, place),
            };
            self.layer(Layer { text, place, says, depth: DEEPEST }, hits);
        }
    }

    fn remember(&mut self, text: &str) {
        if self.public.len() < MOST_PUBLIC && values::is_number(text) {
            self.public.insert(text.to_ascii_lowercase().into());
        }
    }
}

/// A text with some escapes taken off.
#[derive(Clone, Copy)]
struct Layer<'t> {
    text: &'t str,
    place: Place<'t>,
    says: Says,
    depth: u8,
}

impl Layer<'_> {
    fn hit(self, kind: Replaceable, span: Range<usize>) -> Hit {
        let span = match kind {
            Replaceable::Host => with_domain(self.text, span),
            _ => span,
        };
        let host = (kind == Replaceable::User).then(|| host_around(self.text, &span)).flatten();
        let (kind, span) = host.map_or((kind, span), |host| (Replaceable::Host, host));
        Hit {
            span: self.place.span(&span),
            kind,
            value: self.text[span].to_owned(),
            depth: self.depth,
        }
    }
}

/// A machine's name with the domain behind it, which says whose machine it is.
fn with_domain(text: &str, name: Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let mut end = name.end;
    while bytes.get(end) == Some(&b'.') && end - name.end < REACH {
        let next = forward(bytes, end + 1, REACH, label);
        if next == end + 1 {
            break;
        }
        end = next;
    }
    name.start..end
}

/// The full name of a machine that is called after the person whose name stands at `name`.
fn host_around(text: &str, name: &Range<usize>) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let within = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let mut start = backward(bytes, name.start, REACH, within);
    while bytes.get(start) == Some(&b'.') {
        start += 1;
    }
    let end = forward(bytes, name.end, REACH, within);
    let host = text.get(start..end)?.trim_end_matches(['.', '-']);
    let is_one = start + host.len() >= name.end && is_surely_domain(host) && !is_public(host);
    is_one.then_some(start..start + host.len())
}

const fn kind(kind: Pii) -> Replaceable {
    match kind {
        Pii::Path | Pii::Home => Replaceable::Path,
        Pii::Email => Replaceable::Email,
        Pii::Ip => Replaceable::Address,
        Pii::User => Replaceable::User,
        Pii::Host => Replaceable::Host,
        Pii::Remote => Replaceable::Remote,
        _ => Replaceable::Secret,
    }
}
