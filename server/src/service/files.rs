//! Accepting files from people: the type is found in the content, the name is only a label.

pub mod thumbnail;

use domain::Problem;
use std::io::{Cursor, Read as _};

/// The largest file that anybody may send.
pub const MOST_BYTES: usize = 10 * 1_000 * 1_000;
/// An office file may unpack to this much and not more.
const MOST_UNPACKED: u64 = 200 * 1_000 * 1_000;
const MOST_ENTRIES: usize = 2_000;
/// Text that packs better than this is not text.
const MOST_RATIO: u64 = 200;
const MOST_NAME: usize = 120;

/// A type of file, known by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileType {
    Pdf,
    Jpeg,
    Png,
    Webp,
    Docx,
    Xlsx,
    Odt,
    Ods,
}

impl FileType {
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }

    const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
        }
    }
}

/// Pictures.
pub const IMAGES: [FileType; 3] = [FileType::Jpeg, FileType::Png, FileType::Webp];
/// Documents of office programs.
pub const OFFICE: [FileType; 4] = [FileType::Docx, FileType::Xlsx, FileType::Odt, FileType::Ods];

/// A file that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub file_type: FileType,
    /// The name for people, cleaned, with the extension of the type.
    pub name: String,
}

/// Looks into a file and decides whether it may be kept.
///
/// # Errors
/// What is wrong with it, for the person who sent it.
pub fn inspect(content: &[u8], name: &str, allowed: &[FileType]) -> Result<Accepted, Problem> {
    if content.is_empty() {
        return Err(Problem::FileEmpty);
    }
    if content.len() > MOST_BYTES {
        return Err(Problem::FileTooLarge {
            max_bytes: MOST_BYTES as u64,
        });
    }
    let extension = extension(name);
    if is_program(content) || is_active_markup(content) {
        return Err(Problem::FileUnsafe);
    }
    let Some(file_type) = type_of(content)? else {
        return Err(Problem::FileTypeNotAllowed);
    };
    if !allowed.contains(&file_type) {
        return Err(Problem::FileTypeNotAllowed);
    }
    // A name without an extension takes that of the type; a name with another one tells a lie.
    if extension
        .as_ref()
        .is_some_and(|own| !file_type.extensions().contains(&own.as_str()))
    {
        return Err(Problem::FileContentMismatch);
    }
    if is_polyglot(content, file_type) {
        return Err(Problem::FileUnsafe);
    }
    Ok(Accepted {
        name: clean_name(name, file_type),
        file_type,
    })
}

/// The extension that a person's system would act upon.
fn extension(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, extension) = last.rsplit_once('.')?;
    let extension: String = extension
        .chars()
        .filter(|c| !is_unseen(*c) && !c.is_whitespace())
        .collect();
    let is_extension = !stem.trim().is_empty()
        && (1..=5).contains(&extension.len())
        && extension.chars().all(|c| c.is_ascii_alphanumeric());
    is_extension.then(|| extension.to_ascii_lowercase())
}

fn type_of(content: &[u8]) -> Result<Option<FileType>, Problem> {
    // PDF readers accept a header within the first kilobyte; we want it at the very beginning.
    let found = match infer::get(content).map(|kind| kind.mime_type()) {
        Some("application/pdf") => Some(FileType::Pdf),
        Some("image/jpeg") => Some(FileType::Jpeg),
        Some("image/png") => Some(FileType::Png),
        Some("image/webp") => Some(FileType::Webp),
        Some(_) if content.starts_with(b"PK\x03\x04") => return office(content),
        Some(_) | None => None,
    };
    Ok(found)
}

/// Looks into a ZIP archive without trusting what it says about sizes.
fn office(content: &[u8]) -> Result<Option<FileType>, Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(content)).map_err(|_| Problem::FileContentMismatch)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Problem::FileUnsafe);
    }
    let (mut unpacked, mut mimetype) = (0_u64, String::new());
    let (mut has_word, mut has_sheet, mut has_types) = (false, false, false);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| Problem::FileUnsafe)?;
        let name = entry.name().map_err(|_| Problem::FileUnsafe)?.into_owned();
        if entry.enclosed_name().is_none() || entry.encrypted() {
            return Err(Problem::FileUnsafe);
        }
        let lower = name.to_ascii_lowercase();
        // Macros run when the document is opened.
        if lower.ends_with("vbaproject.bin") || lower.starts_with("basic/") || lower.starts_with("scripts/") {
            return Err(Problem::FileUnsafe);
        }
        let (declared, packed) = (entry.size(), entry.compressed_size().max(1));
        if declared > MOST_UNPACKED || (declared > 1_000_000 && declared / packed > MOST_RATIO) {
            return Err(Problem::FileUnsafe);
        }
        // The declared size may lie: count what really comes out.
        let is_mimetype = name == "mimetype";
        let mut limited = entry.take(MOST_UNPACKED.saturating_sub(unpacked).saturating_add(1));
        let mut buffer = [0_u8; 16_384];
        let mut of_entry = 0_u64;
        loop {
            let read = limited.read(&mut buffer).map_err(|_| Problem::FileUnsafe)?;
            if read == 0 {
                break;
            }
            if is_mimetype && mimetype.len() < 200 {
                mimetype.push_str(&String::from_utf8_lossy(buffer.get(..read).unwrap_or_default()));
            }
            of_entry += read as u64;
        }
        unpacked += of_entry;
        if unpacked > MOST_UNPACKED || (of_entry > 1_000_000 && of_entry / packed > MOST_RATIO) {
            return Err(Problem::FileUnsafe);
        }
        has_word |= name == "word/document.xml";
        has_sheet |= name == "xl/workbook.xml";
        has_types |= name == "[Content_Types].xml";
    }
    Ok(match mimetype.trim() {
        "application/vnd.oasis.opendocument.text" => Some(FileType::Odt),
        "application/vnd.oasis.opendocument.spreadsheet" => Some(FileType::Ods),
        _ if has_types && has_word && !has_sheet => Some(FileType::Docx),
        _ if has_types && has_sheet && !has_word => Some(FileType::Xlsx),
        _ => None,
    })
}

fn is_program(content: &[u8]) -> bool {
    [
        b"MZ".as_slice(),
        b"\x7fELF",
        b"#!",
        b"\xca\xfe\xba\xbe",
        b"\xcf\xfa\xed\xfe",
        b"\xfe\xed\xfa",
    ]
    .iter()
    .any(|magic| content.starts_with(magic))
}

/// HTML, SVG and XML run scripts in a browser, whatever they are called.
fn is_active_markup(content: &[u8]) -> bool {
    let head: Vec<u8> = content
        .iter()
        .take(4_096)
        .filter(|byte| **byte != 0)
        .copied()
        .collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    [
        "<!doctype",
        "<html",
        "<svg",
        "<?xml",
        "<script",
        "<head",
        "<body",
        "<!--",
        "<iframe",
    ]
    .iter()
    .any(|tag| head.starts_with(tag))
}

/// Whether a browser or another program could take the file for something else.
fn is_polyglot(content: &[u8], file_type: FileType) -> bool {
    let has = |needle: &[u8], within: usize| {
        content
            .get(..within.min(content.len()))
            .unwrap_or_default()
            .windows(needle.len())
            .any(|window| window.eq_ignore_ascii_case(needle))
    };
    let has_markup = ["<script", "<html", "<svg", "<iframe", "<!doctype html"]
        .iter()
        .any(|tag| has(tag.as_bytes(), 1_024));
    let tail = content
        .get(content.len().saturating_sub(66_000)..)
        .unwrap_or_default();
    let has_archive_end = tail.windows(4).any(|window| window == b"PK\x05\x06");
    match file_type {
        FileType::Pdf => {
            has_markup
                || has_archive_end
                || has_later_markup(content)
                || [b"/JavaScript".as_slice(), b"/Launch", b"/EmbeddedFile"]
                    .iter()
                    .any(|name| has(name, content.len()))
        }
        FileType::Jpeg | FileType::Png | FileType::Webp => {
            has_markup || has_archive_end || has_later_markup(content) || has(b"%PDF-", 1_024)
        }
        FileType::Docx | FileType::Xlsx | FileType::Odt | FileType::Ods => false,
    }
}

/// Markup that begins a document anywhere in the file; a picture or a PDF has no honest use for it.
fn has_later_markup(content: &[u8]) -> bool {
    [b"<script".as_slice(), b"<html"].iter().any(|tag| {
        content
            .windows(tag.len())
            .any(|window| window.eq_ignore_ascii_case(tag))
    })
}

/// Control characters, marks that turn the direction of text, and others that a reader does not see.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
}

/// The last part of the name, without what could deceive a reader or a file system.
fn clean_name(name: &str, file_type: FileType) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last
        .chars()
        .filter(|c| !is_unseen(*c))
        .map(|c| {
            if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let joined = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem = match joined.rsplit_once('.') {
        Some((stem, end))
            if file_type
                .extensions()
                .contains(&end.to_ascii_lowercase().as_str()) =>
        {
            stem
        }
        _ => joined.as_str(),
    };
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(MOST_NAME).collect();
    let stem = if stem.is_empty() { "file".to_owned() } else { stem };
    let extension = file_type.extensions().first().copied().unwrap_or_default();
    format!("{stem}.{extension}")
}

#[cfg(test)]
mod tests;
