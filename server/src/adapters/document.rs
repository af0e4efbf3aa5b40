//! Documents for paper: a template of `content/documents` and data become a PDF that a screen reader reads (PDF/UA-1) and an
//! archive keeps (PDF/A-2a).

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Why a document could not be set, in words for the operator.
#[derive(Debug, thiserror::Error)]
#[error("the document {template}: {reason}")]
pub struct DocumentFault {
    template: String,
    reason: String,
}

/// The templates of a content folder. Fonts are read with the first document; cheap to clone.
#[derive(Debug, Clone)]
pub struct Documents {
    folder: PathBuf,
    press: Arc<OnceLock<Press>>,
}

/// What every document needs.
#[derive(Debug)]
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Documents {
    #[must_use]
    pub fn in_content(content_dir: &Path) -> Self {
        Self {
            folder: content_dir.join("documents"),
            press: Arc::default(),
        }
    }

    /// Sets `NAME.typ` with the data, which the template reads as `data.json`, and with further files by their names.
    ///
    /// The same template, data and program give the same bytes.
    ///
    /// # Errors
    /// When a file cannot be read, or the template has a fault.
    pub fn pdf(&self, name: &str, data: &Value, files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, DocumentFault> {
        let fault = |reason: String| DocumentFault {
            template: name.to_owned(),
            reason,
        };
        let press = self.press().map_err(fault)?;
        let template = read(&self.folder.join(format!("{name}.typ"))).map_err(fault)?;
        let template = String::from_utf8(template).map_err(|error| fault(error.to_string()))?;
        let main = file_id(&format!("{name}.typ")).map_err(fault)?;
        let data = press.printable(data).to_string().into_bytes();
        let mut given = vec![(file_id("data.json").map_err(fault)?, Bytes::new(data))];
        for (file, content) in files {
            given.push((file_id(file).map_err(fault)?, Bytes::new(content.clone())));
        }
        let job = Setting {
            press,
            main: Source::new(main, template),
            given,
        };
        let pdf = job.set().map_err(|diagnostics| fault(in_words(&diagnostics)));
        // What typst remembers would grow with every document.
        comemo::evict(0);
        pdf
    }

    /// The same beside the threads that answer, with the picture of a code as `code.svg`.
    ///
    /// # Errors
    /// As [`Documents::pdf`].
    pub async fn pdf_with_code(
        &self,
        name: &'static str,
        data: Value,
        code: String,
    ) -> Result<Vec<u8>, DocumentFault> {
        let documents = self.clone();
        tokio::task::spawn_blocking(move || documents.pdf(name, &data, &[("code.svg", code.into_bytes())]))
            .await
            .unwrap_or_else(|error| {
                Err(DocumentFault {
                    template: name.to_owned(),
                    reason: error.to_string(),
                })
            })
    }

    fn press(&self) -> Result<&Press, String> {
        if let Some(press) = self.press.get() {
            return Ok(press);
        }
        let press = Press::read(&self.folder.join("fonts"))?;
        Ok(self.press.get_or_init(|| press))
    }
}

impl Press {
    fn read(folder: &Path) -> Result<Self, String> {
        let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "ttf"))
            .collect();
        files.sort();
        let mut fonts = Vec::new();
        for file in files {
            fonts.extend(Font::iter(Bytes::new(read(&file)?)));
        }
        if fonts.is_empty() {
            return Err(format!("there is no font in {}", folder.display()));
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        })
    }

    /// The data with a mark in place of every character that no font has: a PDF of these standards may not hold one that
    /// cannot be seen.
    fn printable(&self, data: &Value) -> Value {
        match data {
            Value::String(text) => {
                Value::String(text.chars().map(|character| self.shown(character)).collect())
            }
            Value::Array(values) => Value::Array(values.iter().map(|value| self.printable(value)).collect()),
            Value::Object(fields) => fields
                .iter()
                .map(|(name, value)| (name.clone(), self.printable(value)))
                .collect(),
            other => other.clone(),
        }
    }

    fn shown(&self, character: char) -> char {
        let is_there = |font: &Font| font.info().coverage.contains(u32::from(character));
        if character.is_whitespace() || self.fonts.iter().any(is_there) {
            character
        } else {
            '\u{25a1}'
        }
    }
}

/// One document under work: everything that its template may read.
struct Setting<'a> {
    press: &'a Press,
    main: Source,
    given: Vec<(FileId, Bytes)>,
}

impl Setting<'_> {
    fn set(&self) -> Result<Vec<u8>, Vec<SourceDiagnostic>> {
        let document = typst::compile(self).output.map_err(Vec::from_iter)?;
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).unwrap_or_default();
        let options = PdfOptions {
            ident: Smart::Custom("hromada".to_owned()),
            creator: Smart::Custom(Some("hromada".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(Vec::from_iter)
    }
}

impl World for Setting<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    /// Nothing but what was given: a template cannot read the machine.
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let given = self.given.iter().find(|(file, _)| *file == id);
        given
            .map(|(_, content)| content.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// Days come with the data, so that a document set again is the same.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|error| format!("{name}: {error:?}"))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn in_words(diagnostics: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    messages.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn documents() -> Documents {
        Documents::in_content(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content"))
    }

    fn decision(name: &str) -> Value {
        json!({
            "community": "Тернопільська міська рада", "unit": "Центр надання адміністративних послуг", "number": "S12-2026-000001",
            "service": "Соціальна картка", "applicant": name, "submitted": "23 листопада 2026 року",
            "decided": "24 листопада 2026 року", "day": [2026, 11, 24], "outcome": "Задовольнити заяву", "ground": null, "text": ["Усі документи є.", "Рядок другий"],
            "officer": "Оксана Гнатюк", "files": [{ "name": "копія рішення.pdf", "digest": "00ff" }], "appeal": "уточнюється", "code": "ABCD-EFGH-JKLM-NPQR", "address": "http://localhost/cabinet/documents/x"
        })
    }

    fn code() -> Vec<(&'static str, Vec<u8>)> {
        vec![(
            "code.svg",
            crate::adapters::qr::svg("http://localhost/cabinet/documents/x")
                .unwrap()
                .into_bytes(),
        )]
    }

    #[test]
    fn a_decision_becomes_a_tagged_pdf_that_is_the_same_every_time() {
        let documents = documents();
        let first = documents
            .pdf("decision", &decision("Олена Коваль"), &code())
            .unwrap();
        assert!(first.starts_with(b"%PDF-1."));
        let text = String::from_utf8_lossy(&first);
        assert!(
            text.contains("/StructTreeRoot") && text.contains("pdfuaid:part") && text.contains("pdfaid:part")
        );
        assert!(text.contains("/Lang"));
        let second = documents
            .pdf("decision", &decision("Олена Коваль"), &code())
            .unwrap();
        assert_eq!(first, second);
    }

    #[test]
    fn characters_that_no_font_has_do_not_keep_a_document_back() {
        let pdf = documents().pdf(
            "decision",
            &decision("Оле\u{0301}на 🙂 漢字 \u{200d}#import \"x\" $x$"),
            &code(),
        );
        assert!(pdf.is_ok(), "{pdf:?}");
    }

    #[test]
    fn a_template_that_is_not_there_is_named() {
        let fault = documents().pdf("nothing", &json!({}), &[]).unwrap_err();
        assert!(fault.to_string().contains("nothing.typ"), "{fault}");
    }
}
