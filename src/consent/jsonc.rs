//! JSON with comments, read as patiently as the editors do: what is broken is noted, and what
//! was read before it counts.
//!
//! Owns the walk over the tokens, on a stack of its own, so that no nesting can exhaust the
//! thread's. Elements of arrays are passed over: no telemetry setting is one.

use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};
use serde_json::{Map, Value};

/// How deep objects and arrays may be nested. Settings seldom pass six.
const DEPTH: usize = 100;

/// What was read of a text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Read {
    /// The text's object; of a key that stands twice the last value, at the first one's place.
    pub(super) object: Map<String, Value>,
    /// What is wrong with the text, if anything, and on which line.
    pub(super) broken: Option<String>,
}

/// Reads `bytes`; those that are not UTF-8 count as the replacement character.
pub(super) fn read(bytes: &[u8]) -> Read {
    let text = String::from_utf8_lossy(bytes);
    let mut walk = Walk::default();
    walk.run(text.strip_prefix('\u{feff}').unwrap_or(&text));
    walk.end()
}

/// Something that was opened and is not closed yet.
enum Open {
    Object { entries: Map<String, Value>, expects: Expects },
    Array,
}

/// What an object waits for.
enum Expects {
    Key,
    Colon(String),
    Value(String),
    Comma,
}

#[derive(Default)]
struct Walk {
    open: Vec<Open>,
    root: Option<Value>,
    broken: Option<String>,
}

impl Walk {
    fn run(&mut self, text: &str) {
        // The scanner is as lenient as it can be: an error of its own ends the walk.
        let mut scanner = Scanner::new(text, &ScannerOptions::default());
        while self.root.is_none() {
            let token = match scanner.scan() {
                Ok(Some(token)) => token,
                Ok(None) => break,
                Err(error) => return self.complain(&error.to_string()),
            };
            let source = text.get(scanner.token_start()..scanner.token_end()).unwrap_or_default();
            let wrong = match token {
                Token::String(_) if source.contains('\n') => "a string without an end",
                Token::OpenBrace | Token::OpenBracket if self.open.len() >= DEPTH => {
                    "nested deeper than settings are"
                }
                token => match self.take(token, source) {
                    Some(wrong) => {
                        self.complain_at(wrong, text, scanner.token_start());
                        continue;
                    }
                    None => continue,
                },
            };
            return self.complain_at(wrong, text, scanner.token_start());
        }
    }

    /// Takes one token; what is wrong with it.
    fn take(&mut self, token: Token<'_>, source: &str) -> Option<&'static str> {
        match token {
            Token::CommentLine(_) | Token::CommentBlock(_) => None,
            Token::OpenBrace => {
                self.open.push(Open::Object { entries: Map::new(), expects: Expects::Key });
                None
            }
            Token::OpenBracket => {
                self.open.push(Open::Array);
                None
            }
            Token::CloseBrace => match self.open.pop() {
                Some(Open::Object { entries, expects }) => {
                    self.value(Value::Object(entries)).or(expects.unfinished())
                }
                other => Some(self.give_back(other, "a } too many")),
            },
            Token::CloseBracket => match self.open.pop() {
                Some(Open::Array) => self.value(Value::Array(Vec::new())),
                other => Some(self.give_back(other, "a ] too many")),
            },
            Token::Comma => self.comma(),
            Token::Colon => self.colon(),
            Token::String(_) if source.starts_with('\'') => Some("a string in single quotes"),
            Token::String(text) => self.text(text.into_owned()),
            Token::Boolean(value) => self.value(Value::Bool(value)),
            Token::Null => self.value(Value::Null),
            // As it is written: no setting of telemetry is a number, so it is only shown.
            Token::Number(text) => self.value(Value::String(text.to_owned())),
            Token::Word(_) => Some("a word that is no value"),
        }
    }

    fn give_back(&mut self, open: Option<Open>, wrong: &'static str) -> &'static str {
        self.open.extend(open);
        wrong
    }

    fn comma(&mut self) -> Option<&'static str> {
        let Some(Open::Object { expects, .. }) = self.open.last_mut() else { return None };
        let wrong = expects.unfinished();
        *expects = Expects::Key;
        wrong
    }

    fn colon(&mut self) -> Option<&'static str> {
        if let Some(Open::Object { expects, .. }) = self.open.last_mut()
            && let Expects::Colon(key) = expects
        {
            *expects = Expects::Value(std::mem::take(key));
            return None;
        }
        Some("a colon without a key")
    }

    /// A string: a key or a value.
    fn text(&mut self, text: String) -> Option<&'static str> {
        match self.open.last_mut() {
            Some(Open::Object { expects, .. }) if !matches!(expects, Expects::Value(_)) => {
                let wrong = match *expects {
                    Expects::Comma => Some("a comma is missing"),
                    ref other => other.unfinished(),
                };
                *expects = Expects::Colon(text);
                wrong
            }
            _ => self.value(Value::String(text)),
        }
    }

    /// A whole value: of the key before it, or the root.
    fn value(&mut self, value: Value) -> Option<&'static str> {
        match self.open.last_mut() {
            None => {
                self.root = Some(value);
                None
            }
            Some(Open::Array) => None,
            Some(Open::Object { entries, expects }) => {
                match std::mem::replace(expects, Expects::Comma) {
                    Expects::Value(key) => {
                        entries.insert(key, value);
                        None
                    }
                    _ => Some("a value without a key"),
                }
            }
        }
    }

    fn complain_at(&mut self, wrong: &str, text: &str, at: usize) {
        // Only the first is told, so lines are counted once.
        if self.broken.is_none() {
            let before = text.as_bytes().get(..at).unwrap_or_default();
            let line = memchr::memchr_iter(b'\n', before).count() + 1;
            self.broken = Some(format!("line {line}: {wrong}"));
        }
    }

    fn complain(&mut self, wrong: &str) {
        self.broken.get_or_insert_with(|| wrong.to_owned());
    }

    /// Closes what is still open, as if the text did.
    fn end(mut self) -> Read {
        while let Some(open) = self.open.pop() {
            self.complain("it ends before its last bracket");
            if let Open::Object { entries, .. } = open {
                self.value(Value::Object(entries));
            }
        }
        let object = match self.root.take() {
            Some(Value::Object(object)) => object,
            Some(_) => {
                self.complain("it is no object");
                Map::new()
            }
            // Nothing, or nothing but comments: an empty file is as good as none.
            None => Map::new(),
        };
        Read { object, broken: self.broken }
    }
}

impl Expects {
    /// What is wrong with an entry that ends here.
    fn unfinished(&self) -> Option<&'static str> {
        match self {
            Self::Colon(_) | Self::Value(_) => Some("a key without a value"),
            Self::Key | Self::Comma => None,
        }
    }
}
