//! No bytes panic, and nothing is accepted that is longer or shorter than it says.

use proptest::prelude::*;

use super::{doc, docx, gif, jpeg, pdf, pdf_with_streams, png};
use crate::{FileError, FileName, MediaType, check, sniff};

fn samples() -> Vec<(&'static str, MediaType, Vec<u8>)> {
    vec![
        ("a.pdf", MediaType::Pdf, pdf("")),
        ("b.PDF", MediaType::Pdf, pdf_with_streams("")),
        ("c.doc", MediaType::Doc, doc()),
        ("d.docx", MediaType::Docx, docx()),
        ("e.jpeg", MediaType::Jpeg, jpeg()),
        ("f.png", MediaType::Png, png()),
        ("g.gif", MediaType::Gif, gif()),
    ]
}

fn name(text: &str) -> FileName {
    FileName::clean(text).unwrap()
}

#[test]
fn every_kind_passes_under_its_own_name() {
    for (file, media_type, bytes) in samples() {
        for declared in [
            None,
            Some(""),
            Some("application/octet-stream"),
            Some(media_type.mime()),
        ] {
            let checked = check(&bytes, &name(file), declared).unwrap();
            assert_eq!(
                (checked.media_type, checked.name.as_str()),
                (media_type, file)
            );
            assert_eq!(
                checked.pixels.is_some(),
                media_type.mime().starts_with("image/")
            );
        }
        assert_eq!(sniff(&bytes), Some(media_type));
    }
}

#[test]
fn a_name_or_type_of_another_kind_is_refused() {
    for (_, found, bytes) in samples() {
        let refused = Err(FileError::TypeMismatch { found });
        for other in MediaType::ALL.into_iter().filter(|other| *other != found) {
            let file = name(&format!("a.{}", other.extensions()[0]));
            assert_eq!(check(&bytes, &file, None), refused);
            let file = name(&format!("a.{}", found.extensions()[0]));
            assert_eq!(check(&bytes, &file, Some(other.mime())), refused);
        }
        assert_eq!(check(&bytes, &name("a.exe"), None), refused);
        assert_eq!(check(&bytes, &name("a.pdf.exe"), None), refused);
        assert_eq!(check(&bytes, &name("a"), Some("text/html")), refused);
    }
}

#[test]
fn a_name_without_extension_gets_that_of_the_content() {
    for (file, expected) in [
        ("1000012345", "1000012345.jpg"),
        ("Фото от 01.02", "Фото от 01.02.jpg"),
    ] {
        assert_eq!(
            check(&jpeg(), &name(file), None).unwrap().name.as_str(),
            expected
        );
    }
}

#[test]
fn sizes_have_limits() {
    assert_eq!(check(b"", &name("a.pdf"), None), Err(FileError::Empty));
    let mut padded = jpeg();
    padded.resize(10 * 1024 * 1024, 0);
    assert!(check(&padded, &name("a.jpg"), None).is_ok());
    padded.push(0);
    assert_eq!(
        check(&padded, &name("a.jpg"), None),
        Err(FileError::TooLarge)
    );
}

#[test]
fn other_kinds_are_not_accepted() {
    for bytes in [
        &b"MZ\x90\0"[..],
        b"<html></html>",
        b"{\\rtf1}",
        b"\x7FELF",
        b"hello",
        b"\0",
    ] {
        assert_eq!(
            check(bytes, &name("a.doc"), None),
            Err(FileError::TypeUnsupported)
        );
    }
}

#[test]
fn every_refusal_has_its_own_code_and_words() {
    let all = [
        FileError::Empty,
        FileError::TooLarge,
        FileError::TypeUnsupported,
        FileError::TypeMismatch {
            found: MediaType::Pdf,
        },
        FileError::Truncated,
        FileError::Damaged,
        FileError::Encrypted,
        FileError::Macros,
        FileError::ExpandsTooMuch,
        FileError::TrailingData,
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
        which in 0_usize..7,
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
        let _ = check(&bytes, &name(file), None);
    }

    #[test]
    fn large_numbers_in_any_place_never_panic(
        which in 0_usize..7,
        at in any::<prop::sample::Index>(),
        value in prop::sample::select(vec![0_u32, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, u32::MAX]),
    ) {
        let (file, _, mut bytes) = samples().swap_remove(which);
        let at = at.index(bytes.len() - 4);
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        let _ = check(&bytes, &name(file), None);
        bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
        let _ = check(&bytes, &name(file), None);
    }

    #[test]
    fn garbage_behind_a_magic_number_never_panics(
        which in 0_usize..7,
        garbage in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let (file, _, sample) = samples().swap_remove(which);
        let bytes = [&sample[..8.min(sample.len())], &garbage].concat();
        let _ = check(&bytes, &name(file), None);
    }
}
