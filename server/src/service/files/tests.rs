use super::*;
use std::io::Write as _;
use zip::write::SimpleFileOptions;

const ALL: [FileType; 8] = [
    FileType::Pdf,
    FileType::Jpeg,
    FileType::Png,
    FileType::Webp,
    FileType::Docx,
    FileType::Xlsx,
    FileType::Odt,
    FileType::Ods,
];
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

fn archive(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn document(extra: (&str, Vec<u8>)) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("word/document.xml", b"<document/>".to_vec()),
        extra,
    ])
}

#[test]
fn honest_files_are_accepted_by_their_content() {
    assert_eq!(
        inspect(PDF, "Довідка.PDF", &ALL).unwrap().file_type,
        FileType::Pdf
    );
    assert_eq!(inspect(PNG, "фото.png", &ALL).unwrap().name, "фото.png");
    let docx = document(("docProps/app.xml", b"<Properties/>".to_vec()));
    assert_eq!(
        inspect(&docx, "заява.docx", &ALL).unwrap().file_type,
        FileType::Docx
    );
    let odt = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text".to_vec())]);
    assert_eq!(inspect(&odt, "заява.odt", &ALL).unwrap().file_type, FileType::Odt);
}

#[test]
fn a_type_that_the_field_does_not_want_is_refused() {
    assert_eq!(inspect(PDF, "a.pdf", &IMAGES), Err(Problem::FileTypeNotAllowed));
    assert_eq!(
        inspect(b"just text", "a.txt", &ALL),
        Err(Problem::FileTypeNotAllowed)
    );
    let plain = archive(&[("a.txt", b"x".to_vec())]);
    assert_eq!(inspect(&plain, "a.zip", &ALL), Err(Problem::FileTypeNotAllowed));
}

#[test]
fn a_drawing_with_a_script_is_refused_under_any_name() {
    let svg = b"\xEF\xBB\xBF <svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for name in ["photo.png", "photo.svg", "photo"] {
        assert_eq!(inspect(svg, name, &ALL), Err(Problem::FileUnsafe), "{name}");
    }
    let utf16: Vec<u8> = "\u{feff}<svg><script/></svg>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(inspect(&utf16, "photo.png", &ALL), Err(Problem::FileUnsafe));
}

#[test]
fn a_document_that_is_also_a_page_is_refused() {
    let mut polyglot = PDF.to_vec();
    polyglot.extend_from_slice(b"<HTML><script>alert(1)</script></HTML>");
    assert_eq!(inspect(&polyglot, "a.pdf", &ALL), Err(Problem::FileUnsafe));
    let mut archive_too = PNG.to_vec();
    archive_too.extend(archive(&[("a.txt", b"x".to_vec())]));
    assert_eq!(inspect(&archive_too, "a.png", &ALL), Err(Problem::FileUnsafe));
    let mut script = PDF.to_vec();
    script.extend_from_slice(b"2 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj");
    assert_eq!(inspect(&script, "a.pdf", &ALL), Err(Problem::FileUnsafe));
}

#[test]
fn an_archive_that_unpacks_without_end_is_refused() {
    let bomb = document(("word/media/zeros.bin", vec![0; 30_000_000]));
    assert!(bomb.len() < 100_000);
    assert_eq!(inspect(&bomb, "заява.docx", &ALL), Err(Problem::FileUnsafe));
}

#[test]
fn an_archive_with_macros_or_paths_outside_is_refused() {
    let macros = document(("word/vbaProject.bin", b"x".to_vec()));
    assert_eq!(inspect(&macros, "заява.docx", &ALL), Err(Problem::FileUnsafe));
    let outside = document(("../../etc/passwd", b"x".to_vec()));
    assert_eq!(inspect(&outside, "заява.docx", &ALL), Err(Problem::FileUnsafe));
    assert!(inspect(b"PK\x03\x04 broken", "заява.docx", &ALL).is_err());
}

#[test]
fn a_program_is_refused_under_any_name() {
    assert_eq!(
        inspect(b"MZ\x90\0\x03\0\0\0", "рахунок.pdf", &ALL),
        Err(Problem::FileUnsafe)
    );
    assert_eq!(
        inspect(b"\x7fELF\x02\x01\x01\0", "фото.jpg", &ALL),
        Err(Problem::FileUnsafe)
    );
    assert_eq!(
        inspect(b"#!/bin/sh\nrm -rf ~", "a.docx", &ALL),
        Err(Problem::FileUnsafe)
    );
}

#[test]
fn a_name_that_lies_about_the_content_is_refused() {
    assert_eq!(inspect(PDF, "photo.png", &ALL), Err(Problem::FileContentMismatch));
    assert_eq!(
        inspect(PNG, "program.exe", &ALL),
        Err(Problem::FileContentMismatch)
    );
    // The reader sees «довідкаfdp.exe» turned around: «довідкаexe.pdf».
    assert_eq!(
        inspect(PDF, "довідка\u{202E}fdp.exe", &ALL),
        Err(Problem::FileContentMismatch)
    );
}

#[test]
fn hostile_names_are_cleaned() {
    let name = |text: &str| inspect(PDF, text, &ALL).unwrap().name;
    assert_eq!(name("../../etc/passwd"), "passwd.pdf");
    assert_eq!(name("C:\\Users\\Olena\\довідка.pdf"), "довідка.pdf");
    assert_eq!(name("a\u{0}b\r\nc\u{202E}.pdf"), "abc.pdf");
    assert_eq!(name("<img src=x>.pdf"), "_img src=x_.pdf");
    assert_eq!(name("..."), "file.pdf");
    assert_eq!(
        name(&format!("{}.pdf", "ї".repeat(500))).chars().count(),
        MOST_NAME + 4
    );
}

#[test]
fn empty_and_oversized_files_are_refused() {
    assert_eq!(inspect(b"", "a.pdf", &ALL), Err(Problem::FileEmpty));
    let large = [PDF, &vec![b' '; MOST_BYTES]].concat();
    assert_eq!(
        inspect(&large, "a.pdf", &ALL),
        Err(Problem::FileTooLarge {
            max_bytes: 10_000_000
        })
    );
}
