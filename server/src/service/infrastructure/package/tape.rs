//! A reader that remembers: where it is, and the bytes since a mark. And the way back from a JSON pointer to a line.

use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::{Cell, RefCell};
use std::io::{BufReader, Error, Read};
use std::rc::Rc;

/// Larger than any real project; a file without end must not fill the memory.
const LARGEST_PROJECT: usize = 8 * 1024 * 1024;
/// Larger than any real package of a city.
const LARGEST_PACKAGE: u64 = 2 * 1024 * 1024 * 1024;

/// A place in a text, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Position {
    pub line: u64,
    pub column: u64,
}

impl Position {
    /// The place of something that stands at `inner` of a text that begins here.
    pub(super) const fn after(self, inner: Self) -> Self {
        if inner.line <= 1 {
            let column = if inner.column == 0 { 1 } else { inner.column };
            Self {
                line: self.line,
                column: self.column + column - 1,
            }
        } else {
            Self {
                line: self.line + inner.line - 1,
                column: inner.column,
            }
        }
    }
}

/// What reader and visitor share. Both live in one thread.
#[derive(Clone)]
pub(super) struct Tape(Rc<Shared>);

struct Shared {
    /// Of the byte that was read last.
    position: Cell<Position>,
    bytes: RefCell<Vec<u8>>,
    is_recording: Cell<bool>,
    is_overfull: Cell<bool>,
}

impl Default for Tape {
    fn default() -> Self {
        Self(Rc::new(Shared {
            position: Cell::new(Position { line: 1, column: 0 }),
            bytes: RefCell::new(Vec::new()),
            is_recording: Cell::new(false),
            is_overfull: Cell::new(false),
        }))
    }
}

impl Tape {
    pub(super) fn position(&self) -> Position {
        self.0.position.get()
    }

    pub(super) fn is_recording(&self) -> bool {
        self.0.is_recording.get()
    }

    /// Whether reading stopped because something was too large.
    pub(super) fn is_overfull(&self) -> bool {
        self.0.is_overfull.get()
    }

    /// Begins to keep what is read.
    pub(super) fn record(&self) {
        self.0.bytes.borrow_mut().clear();
        self.0.is_recording.set(true);
    }

    pub(super) fn stop(&self) {
        self.0.is_recording.set(false);
    }

    /// What was kept since the last taking.
    pub(super) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.bytes.borrow_mut())
    }

    fn note(&self, byte: u8, is_after_line_end: bool) -> Result<(), Error> {
        let Position { line, column } = self.0.position.get();
        self.0.position.set(if is_after_line_end {
            Position {
                line: line + 1,
                column: 1,
            }
        } else {
            Position {
                line,
                column: column + 1,
            }
        });
        if self.0.is_recording.get() {
            let mut bytes = self.0.bytes.borrow_mut();
            if bytes.len() >= LARGEST_PROJECT {
                self.0.is_overfull.set(true);
                return Err(Error::other("a project is larger than 8 MiB"));
            }
            bytes.push(byte);
        }
        Ok(())
    }
}

/// Reads a byte at a time, as `serde_json` asks for them, and notes each on the tape.
pub(super) struct TapeReader {
    inner: BufReader<Box<dyn Read + Send>>,
    tape: Tape,
    is_after_line_end: bool,
    read: u64,
}

impl TapeReader {
    pub(super) fn new(inner: Box<dyn Read + Send>, tape: Tape) -> Self {
        Self {
            inner: BufReader::with_capacity(64 * 1024, inner),
            tape,
            is_after_line_end: false,
            read: 0,
        }
    }
}

impl Read for TapeReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read += count as u64;
        if self.read > LARGEST_PACKAGE {
            self.tape.0.is_overfull.set(true);
            return Err(Error::other("the package is larger than 2 GiB"));
        }
        for byte in buffer.iter().take(count) {
            self.tape.note(*byte, self.is_after_line_end)?;
            self.is_after_line_end = *byte == b'\n';
        }
        Ok(count)
    }
}

/// Where the value that a JSON pointer names stands in a text; the deepest part that exists when it does not.
pub(in super::super) fn locate(raw: &[u8], pointer: &str) -> Position {
    let steps: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let tape = Tape::default();
    let found = Cell::new(Position { line: 1, column: 1 });
    let reader = TapeReader::new(Box::new(std::io::Cursor::new(raw.to_vec())), tape.clone());
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    // The text was read before: what is wrong with it was told then.
    let _ = Way {
        steps: &steps,
        tape: &tape,
        found: &found,
    }
    .deserialize(&mut deserializer);
    found.get()
}

/// Follows the steps of a pointer through a text.
#[derive(Clone, Copy)]
struct Way<'a> {
    steps: &'a [String],
    tape: &'a Tape,
    found: &'a Cell<Position>,
}

impl<'de> DeserializeSeed<'de> for Way<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.steps.is_empty() {
            skip(deserializer)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

fn skip<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    IgnoredAny::deserialize(deserializer).map(drop)
}

impl<'de> Visitor<'de> for Way<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.steps.split_first() else {
            return Ok(());
        };
        while let Some(name) = map.next_key::<String>()? {
            if name == *step {
                self.found.set(self.tape.position());
                map.next_value_seed(Way { steps: rest, ..self })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.steps.split_first() else {
            return Ok(());
        };
        let wanted: Option<usize> = step.parse().ok();
        let mut index = 0;
        loop {
            let is_wanted = wanted == Some(index);
            let seed = Item {
                way: Way { steps: rest, ..self },
                is_wanted,
            };
            if sequence.next_element_seed(seed)?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

struct Item<'a> {
    way: Way<'a>,
    is_wanted: bool,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.is_wanted {
            self.way.found.set(self.way.tape.position());
            self.way.deserialize(deserializer)
        } else {
            skip(deserializer)
        }
    }
}
