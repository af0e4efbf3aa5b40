//! Reads an OC4IDS package project by project: memory holds one project at a time, whatever the size of the file.

mod tape;

use super::schema::Schemas;
use crate::adapters::file_store::digest_of;
use domain::infrastructure::ProjectId;
use domain::infrastructure::document;
use domain::infrastructure::filter::Area;
use domain::infrastructure::import::{FaultDetail, FaultKind, ImportFault, ImportReport};
use domain::infrastructure::project::ProjectFacts;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::io::{BufWriter, Read, Seek as _, Write as _};
use tape::{Position, Tape, TapeReader, locate};

/// A project that passed every check, as it waits in a file to be written.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SpooledProject {
    pub facts: ProjectFacts,
    pub digest: String,
    pub document: String,
}

/// Checks a whole package. Gives the report and, in a file that nobody else can open, every accepted project as a
/// line of JSON.
///
/// # Errors
/// When that file cannot be written.
pub(super) fn check(
    package: Box<dyn Read + Send>,
    schema: &Schemas,
    bounds: Area,
) -> std::io::Result<(ImportReport, std::fs::File)> {
    let tape = Tape::default();
    let mut checker = Checker {
        tape: tape.clone(),
        schema,
        bounds,
        report: ImportReport::default(),
        ids: HashMap::new(),
        spool: BufWriter::new(tempfile::tempfile()?),
        spool_fault: None,
        expected: FaultDetail::NotAPackage,
    };
    let mut deserializer = serde_json::Deserializer::from_reader(TapeReader::new(package, tape.clone()));
    let read = Package(&mut checker)
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    if let Err(error) = read {
        checker.broken(&error);
    }
    if let Some(error) = checker.spool_fault {
        return Err(error);
    }
    let mut file = checker
        .spool
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok((checker.report, file))
}

/// Why a text is no JSON. The library's own words tell of Rust's types.
fn syntax(error: &serde_json::Error) -> FaultDetail {
    if error.classify() == Category::Eof {
        FaultDetail::EndsEarly
    } else {
        FaultDetail::NotJson
    }
}

struct Checker<'a> {
    tape: Tape,
    schema: &'a Schemas,
    bounds: Area,
    report: ImportReport,
    /// Ids with the lines of their projects.
    ids: HashMap<ProjectId, u64>,
    spool: BufWriter<std::fs::File>,
    spool_fault: Option<std::io::Error>,
    /// What is wrong when the next value is of another kind than a package has there.
    expected: FaultDetail,
}

impl Checker<'_> {
    fn refuse(&mut self, path: String, at: Position, kind: FaultKind, detail: FaultDetail) {
        self.report.refuse(ImportFault {
            path,
            line: at.line,
            column: at.column,
            kind,
            detail,
        });
    }

    /// The file ends here: what stands there is not JSON, or cannot be read on.
    fn broken(&mut self, error: &serde_json::Error) {
        let position = Position {
            line: error.line() as u64,
            column: error.column() as u64,
        };
        let (at, kind, detail) = match error.classify() {
            Category::Io if self.tape.is_overfull() => {
                (self.tape.position(), FaultKind::TooLarge, FaultDetail::TooLarge)
            }
            Category::Io => (self.tape.position(), FaultKind::Syntax, FaultDetail::EndsEarly),
            Category::Data => (position, FaultKind::Package, self.expected.clone()),
            Category::Syntax | Category::Eof => (position, FaultKind::Syntax, syntax(error)),
        };
        let path = if self.tape.is_recording() {
            format!("/projects/{}", self.report.read)
        } else {
            String::new()
        };
        self.refuse(path, at, kind, detail);
    }

    /// Judges the text of one project that begins at `start`.
    fn project(&mut self, raw: &[u8], start: Position) {
        let base = format!("/projects/{}", self.report.read);
        self.report.read += 1;
        let document: Value = match serde_json::from_slice(raw) {
            Ok(document) => document,
            Err(error) => {
                let at = start.after(Position {
                    line: error.line() as u64,
                    column: error.column() as u64,
                });
                return self.refuse(base, at, FaultKind::Syntax, syntax(&error));
            }
        };
        let mut findings = self.schema.faults(&document);
        let more = document::check(&document, self.bounds);
        findings.extend(
            more.into_iter()
                .map(|finding| (finding.path, finding.kind, finding.detail)),
        );
        let is_sound = findings.is_empty();
        for (path, kind, detail) in findings {
            let at = start.after(locate(raw, &path));
            self.refuse(format!("{base}{path}"), at, kind, detail);
        }
        let Some(id) = document.get("id").and_then(Value::as_str) else {
            return;
        };
        let at = start.after(locate(raw, "/id"));
        let Ok(id) = id.parse::<ProjectId>() else {
            let path = format!("{base}/id");
            return self.refuse(path, at, FaultKind::UnusableId, FaultDetail::UnusableId);
        };
        if let Some(line) = self.ids.insert(id.clone(), at.line) {
            let detail = FaultDetail::RepeatedId {
                id: id.to_string(),
                line,
            };
            return self.refuse(format!("{base}/id"), at, FaultKind::DuplicateId, detail);
        }
        if is_sound && self.report.is_accepted() {
            self.keep(id, &document, raw);
        }
    }

    fn keep(&mut self, id: ProjectId, document: &Value, raw: &[u8]) {
        let compact = compact(raw);
        let project = SpooledProject {
            facts: document::facts(id, document),
            digest: digest_of(compact.as_bytes()),
            document: compact,
        };
        let written = serde_json::to_writer(&mut self.spool, &project)
            .map_err(std::io::Error::from)
            .and_then(|()| self.spool.write_all(b"\n"));
        if let Err(error) = written {
            self.spool_fault.get_or_insert(error);
        }
    }

    /// Judges what the package says of itself.
    fn head(&mut self, head: &Map<String, Value>, has_projects: bool) {
        let end = self.tape.position();
        if !has_projects {
            self.refuse(
                "/projects".to_owned(),
                end,
                FaultKind::Package,
                FaultDetail::NoProjects,
            );
        }
        for (path, kind, detail) in self.schema.head_faults(&Value::Object(head.clone())) {
            let path = match &detail {
                FaultDetail::Missing { field } => format!("{path}/{field}"),
                _ => path,
            };
            // Another version is told apart below, whatever it looks like.
            if path != "/version" {
                self.refuse(path, end, kind, detail);
            }
        }
        if head.get("version").and_then(Value::as_str) != Some("0.9") {
            let path = "/version".to_owned();
            self.refuse(path, end, FaultKind::Package, FaultDetail::OtherVersion);
        }
    }
}

/// The package: an object whose `projects` are read one by one.
struct Package<'a, 'b>(&'a mut Checker<'b>);

impl<'de> DeserializeSeed<'de> for Package<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Package<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an OC4IDS project package: an object with projects")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let checker = self.0;
        let mut head = Map::new();
        let mut has_projects = false;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "projects" if has_projects => {
                    checker.expected = FaultDetail::ProjectsTwice;
                    return Err(A::Error::custom("the package has projects twice"));
                }
                "projects" => {
                    has_projects = true;
                    checker.expected = FaultDetail::ProjectsNotAList;
                    map.next_value_seed(Projects(&mut *checker))?;
                }
                "uri" | "publishedDate" | "publisher" | "version" | "license" | "publicationPolicy" => {
                    let value = map.next_value()?;
                    head.insert(name, value);
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        checker.head(&head, has_projects);
        Ok(())
    }
}

struct Projects<'a, 'b>(&'a mut Checker<'b>);

impl<'de> DeserializeSeed<'de> for Projects<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Projects<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an array of projects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let checker = self.0;
        checker.tape.record();
        while let Some(start) = sequence.next_element_seed(Skipped(checker.tape.clone()))? {
            let raw = checker.tape.take();
            checker.project(element(&raw), start);
        }
        checker.tape.stop();
        Ok(())
    }
}

/// Skips a value and says where it began; the tape keeps its text.
struct Skipped(Tape);

impl<'de> DeserializeSeed<'de> for Skipped {
    type Value = Position;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Position, D::Error> {
        let start = self.0.position();
        IgnoredAny::deserialize(deserializer)?;
        Ok(start)
    }
}

/// The element on a piece of tape: before it stand a comma and white space, after a number what ended it.
fn element(raw: &[u8]) -> &[u8] {
    let begins = raw
        .iter()
        .take_while(|byte| **byte == b',' || byte.is_ascii_whitespace())
        .count();
    let rest = raw.get(begins..).unwrap_or_default();
    if matches!(rest.first(), Some(b'{' | b'[' | b'"')) {
        return rest;
    }
    let ends = rest
        .iter()
        .position(|byte| matches!(byte, b',' | b']'))
        .unwrap_or(rest.len());
    rest.get(..ends).unwrap_or_default()
}

/// The text without white space between its tokens: every field, known or not, in its order and its digits.
fn compact(raw: &[u8]) -> String {
    let mut text = Vec::with_capacity(raw.len());
    let (mut in_string, mut is_escaped) = (false, false);
    for byte in raw.iter().copied() {
        if in_string {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
        } else if byte == b'"' {
            in_string = true;
        } else if byte.is_ascii_whitespace() {
            continue;
        }
        text.push(byte);
    }
    String::from_utf8(text).unwrap_or_default()
}

#[cfg(test)]
mod tests;
