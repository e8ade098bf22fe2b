//! No bytes panic, and nothing is accepted that is longer or shorter than it says.

use proptest::prelude::*;

use super::{
    compound, doc, doc_with, docx, docx_with, dragged, gif, jpeg, pdf, pdf_packed,
    pdf_with_streams, png,
};
use crate::{FileError, FileName, Foreign, MediaType, check, sniff};

fn samples() -> Vec<(&'static str, MediaType, Vec<u8>)> {
    vec![
        ("a.pdf", MediaType::Pdf, pdf("")),
        ("b.PDF", MediaType::Pdf, pdf_with_streams("")),
        ("c.doc", MediaType::Doc, doc()),
        ("d.docx", MediaType::Docx, docx()),
        ("e.jpeg", MediaType::Jpeg, jpeg()),
        ("f.png", MediaType::Png, png()),
        ("g.gif", MediaType::Gif, gif()),
        ("h.pdf", MediaType::Pdf, pdf_packed(None)),
        ("i.docx", MediaType::Docx, with_objects()),
        ("j.pdf", MediaType::Pdf, locked()),
    ]
}

/// A file of which only the attachments would be enciphered.
fn locked() -> Vec<u8> {
    pdf(
        "/Encrypt << /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /StmF /Identity /StrF /Identity \
         /O <00> /U <00> /CF << /A << /CFM /AESV2 /AuthEvent /EFOpen >> >> >>",
    )
}

/// A document with an object of each sort.
fn with_objects() -> Vec<u8> {
    let object = compound(&[("/\u{1}Ole10Native", &dragged("note.txt", b"text"))]);
    let inner = doc_with(&[("/ObjectPool/_1/Package", &docx())]);
    docx_with(&[
        ("word/embeddings/oleObject1.bin", &object),
        ("word/embeddings/oleObject2.bin", &inner),
        ("word/embeddings/a.docx", &docx()),
    ])
}

fn name(text: &str) -> FileName {
    FileName::clean(text).unwrap()
}

#[test]
fn every_kind_passes_under_its_own_name() {
    for (file, media_type, bytes) in samples() {
        let checked = check(&bytes, &name(file)).unwrap();
        assert_eq!(
            (checked.media_type, checked.name.as_str()),
            (media_type, file)
        );
        assert_eq!(checked.length, bytes.len());
        assert_eq!(checked.pixels.is_some(), media_type.is_image());
        assert_eq!(sniff(&bytes), Some(media_type));
    }
}

#[test]
fn the_content_decides_and_the_name_follows() {
    for (_, found, bytes) in samples() {
        for other in MediaType::ALL {
            let extension = other.extensions()[0].to_uppercase();
            let checked = check(&bytes, &name(&format!("a.{extension}"))).unwrap();
            assert_eq!(checked.media_type, found);
            let named = checked.name.extension().unwrap();
            assert_eq!(MediaType::from_extension(named), Some(found));
        }
        let refused = Err(FileError::TypeMismatch { found });
        for other in ["a.exe", "a.pdf.exe", "a.html", "a.docm"] {
            assert_eq!(check(&bytes, &name(other)), refused);
        }
    }
}

/// What would be a second file in any of them.
#[test]
fn a_second_file_is_refused_wherever_it_stands() {
    let zip = super::Zip::new().add("run.js", b"WScript.Echo(1)").build();
    let mut program = vec![0; 300];
    program[..2].copy_from_slice(b"MZ");
    program[60] = 0x80;
    program[128..132].copy_from_slice(b"PE\0\0");
    let film = [
        b"\0\0\0\x10ftypmp42\0\0\0\0\0\0\0\x0Cmdat1234".as_slice(),
        &zip,
    ]
    .concat();
    let padded = |second: &[u8]| [&[0xFF; 3000], second, &[0; 9000]].concat();
    let seconds: [&[u8]; 10] = [
        &zip,
        &film,
        b"Rar!\x1A\x07\x01\0",
        b"\r\n7z\xBC\xAF\x27\x1C\0\x04",
        b"\x7FELF\x02\x01\x01\0",
        &program,
        b"\n\x1F\x8B\x08\0",
        b"MSCF\0\0\0\0",
        b"#!/bin/sh\n",
        &pdf(""),
    ];
    for (file, _, bytes) in samples() {
        for second in seconds {
            for behind in [second.to_vec(), padded(second)] {
                // A beginning is one only where it begins.
                if behind.len() != second.len() && second.len() < 12 && !second.starts_with(b"Rar")
                {
                    continue;
                }
                let whole = [bytes.as_slice(), &behind].concat();
                let got = check(&whole, &name(file));
                assert_eq!(
                    got,
                    Err(FileError::SecondFile),
                    "{file} {}",
                    second.escape_ascii()
                );
            }
        }
    }
}

/// What makers, forms, gateways and cards leave is cut off.
#[test]
fn what_is_no_file_is_cut_off() {
    let behind: [&[u8]; 8] = [
        b"\n",
        b"\r\n\r\n",
        b"\r\n--4f2a8c0e6b1d--",
        b"vivo{\"cameraId\":\"0\"}\0",
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x0Cmdat1234",
        b"AXS!\0\x01\0\x01\0\0\0\0",
        b"<td>old page</td><?php echo 1 ?>",
        &[0xFF; 4000],
    ];
    for (file, _, bytes) in samples() {
        for behind in behind {
            let whole = [bytes.as_slice(), behind].concat();
            let checked = check(&whole, &name(file)).unwrap();
            let kept = &whole[..checked.length];
            // A PDF keeps the blanks behind its end.
            assert_eq!(kept.trim_ascii_end(), bytes.trim_ascii_end(), "{file}");
            assert_eq!(check(kept, &name(file)).unwrap().length, kept.len());
        }
    }
}

#[test]
fn archives_within_pictures_and_documents_are_refused() {
    let zip = super::Zip::new().add("run.js", b"WScript.Echo(1)").build();
    for hidden in [zip.as_slice(), b"Rar!\x1A\x07\0abc", b"%PDF-1.7\n1 0 obj"] {
        let photo = super::jpeg_with_segment(0xFE, hidden);
        assert_eq!(check(&photo, &name("a.jpg")), Err(FileError::SecondFile));
    }
    let stream = String::from_utf8_lossy(b"7z\xBC").into_owned();
    assert!(check(pdf(&format!("/A ({stream})")).as_slice(), &name("a.pdf")).is_ok());
    let first = super::Zip::new()
        .entry(super::Entry::stored("a.bin", b"%PDF-1.7\n1 0 obj"))
        .add("[Content_Types].xml", super::CONTENT_TYPES.as_bytes())
        .add("word/document.xml", b"<w:document/>")
        .build();
    assert_eq!(check(&first, &name("a.docx")), Err(FileError::SecondFile));
    // Word's own archives are known by their list of types.
    let object = |archive: &[u8]| doc_with(&[("/Data", &[&[0; 5000], archive].concat())]);
    assert!(check(&object(&docx()), &name("a.doc")).is_ok());
    assert_eq!(
        check(&object(&zip), &name("a.doc")),
        Err(FileError::SecondFile)
    );
}

#[test]
fn a_name_without_extension_gets_that_of_the_content() {
    for (file, expected) in [
        ("1000012345", "1000012345.jpg"),
        ("Фото от 01.02", "Фото от 01.02.jpg"),
    ] {
        assert_eq!(check(&jpeg(), &name(file)).unwrap().name.as_str(), expected);
    }
}

#[test]
fn sizes_have_limits() {
    assert_eq!(check(b"", &name("a.pdf")), Err(FileError::Empty));
    let mut padded = jpeg();
    padded.resize(10 * 1024 * 1024, 0);
    assert!(check(&padded, &name("a.jpg")).is_ok());
    padded.push(0);
    assert_eq!(check(&padded, &name("a.jpg")), Err(FileError::TooLarge));
}

#[test]
fn other_kinds_are_not_accepted() {
    for (bytes, found) in [
        (&b"MZ\x90\0"[..], Foreign::Program),
        (b"<html></html>", Foreign::Html),
        (b"{\\rtf1}", Foreign::Rtf),
        (b"\x7FELF", Foreign::Program),
        (b"hello", Foreign::Text),
        (b"\0", Foreign::Unknown),
        (
            &super::compound(&[("/Workbook", &[0; 5000])]),
            Foreign::OldSpreadsheet,
        ),
        (&super::Zip::new().add("a", b"b").build(), Foreign::Zip),
    ] {
        let name_kind = Some(MediaType::Doc);
        assert_eq!(
            check(bytes, &name("a.doc")),
            Err(FileError::TypeUnsupported { found, name_kind })
        );
    }
}

#[test]
fn every_refusal_has_its_own_code_and_words() {
    let all = [
        FileError::Empty,
        FileError::TooLarge,
        FileError::unsupported(Foreign::Heic),
        FileError::TypeMismatch {
            found: MediaType::Pdf,
        },
        FileError::Truncated,
        FileError::Damaged,
        FileError::Encrypted,
        FileError::Macros,
        FileError::Program,
        FileError::Remote,
        FileError::StartsProgram,
        FileError::ExpandsTooMuch,
        FileError::SecondFile,
        FileError::ImageTooLarge,
        FileError::NameInvalid,
    ];
    for (at, one) in all.iter().enumerate() {
        for other in &all[at + 1..] {
            assert_ne!(one.code(), other.code());
            assert_ne!(one.text_ru(), other.text_ru());
            assert_ne!(one.text_en(), other.text_en());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_never_panic(
        which in 0_usize..10,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let (file, _, mut bytes) = samples().swap_remove(which);
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(checked) = check(&bytes, &name(file)) {
            prop_assert_eq!(check(&bytes[..checked.length], &name(file)), Ok(checked));
        }
    }

    #[test]
    fn whatever_stands_behind_is_cut_off_or_refused(
        which in 0_usize..10,
        behind in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let (file, _, sample) = samples().swap_remove(which);
        let bytes = [sample.as_slice(), &behind].concat();
        match check(&bytes, &name(file)) {
            Ok(checked) => {
                prop_assert!(sample.len() <= checked.length);
                prop_assert_eq!(check(&bytes[..checked.length], &name(file)), Ok(checked));
            }
            Err(error) => prop_assert_eq!(error, FileError::SecondFile),
        }
    }

    #[test]
    fn large_numbers_in_any_place_never_panic(
        which in 0_usize..10,
        at in any::<prop::sample::Index>(),
        value in prop::sample::select(vec![0_u32, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, u32::MAX]),
    ) {
        let (file, _, mut bytes) = samples().swap_remove(which);
        let at = at.index(bytes.len() - 4);
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        let _ = check(&bytes, &name(file));
        bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
        let _ = check(&bytes, &name(file));
    }

    #[test]
    fn garbage_behind_a_magic_number_never_panics(
        which in 0_usize..10,
        garbage in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let (file, _, sample) = samples().swap_remove(which);
        let bytes = [&sample[..8.min(sample.len())], &garbage].concat();
        let _ = check(&bytes, &name(file));
    }
}
