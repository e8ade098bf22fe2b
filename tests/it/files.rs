//! Content decides: what is not what it says, or not whole, is refused with its reason.

use otklik_tests::attachment::upload;
use otklik_tests::{document, image};

#[track_caller]
fn refused(name: &str, media_type: &str, bytes: &[u8], status: u16, code: &str) {
    upload(name, media_type, bytes).send().problem(status, code);
}

#[test]
fn a_file_that_lies_about_its_kind_is_refused() {
    let photo = image::small_photo(1);
    for (name, media_type, bytes) in [
        ("яма.pdf", "", photo.clone()),
        ("яма.jpg", "application/pdf", photo.clone()),
        ("яма.jpg", "text/html", photo.clone()),
        ("яма.exe", "image/jpeg", photo.clone()),
        ("яма.jpg.html", "image/jpeg", photo),
        ("акт.jpg", "image/jpeg", document::pdf("a")),
        ("акт.docx", "", document::pdf("a")),
        ("акт.pdf", "application/pdf", document::docx("a")),
        ("акт.doc", "", document::docx("a")),
        ("a.png", "image/png", image::gif()),
    ] {
        refused(name, media_type, &bytes, 422, "file_type_mismatch");
    }
}

#[test]
fn other_kinds_are_refused() {
    for (name, bytes) in [
        ("a.exe", &b"MZ\x90\0\x03\0\0\0\x04"[..]),
        ("a.pdf", b"<html><script>alert(1)</script></html>"),
        (
            "a.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        ),
        ("a.txt", "Просто текст".as_bytes()),
        ("a.doc", b"{\\rtf1 text}"),
        ("a.jpg", b"\0"),
        ("a.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    ] {
        let answer = upload(name, "", bytes).send();
        assert!(matches!(answer.status, 415 | 422), "{name}: {answer}");
        answer.problem(answer.status, answer.json()["code"].as_str().unwrap());
    }
    refused("a.exe", "", &[0x7F; 5000], 415, "file_type_unsupported");
    let answer = upload("a.docx", "", &document::xlsx()).send();
    assert!(
        matches!(answer.status, 415 | 422),
        "a spreadsheet is no document: {answer}"
    );
}

#[test]
fn an_empty_file_is_refused() {
    for name in ["a.pdf", "a.jpg", "a"] {
        refused(name, "", b"", 422, "file_empty");
    }
}

#[test]
fn an_encrypted_document_is_refused() {
    refused(
        "a.pdf",
        "application/pdf",
        &document::encrypted_pdf(),
        422,
        "file_encrypted",
    );
}

#[test]
fn a_document_with_macros_is_refused() {
    refused(
        "a.docx",
        "",
        &document::docx_with_macros(),
        422,
        "file_macros",
    );
}

#[test]
fn a_document_that_unpacks_beyond_reason_is_refused() {
    const MIB: usize = 1024 * 1024;
    refused(
        "a.docx",
        "",
        &document::docx_bomb(12 * MIB, None),
        422,
        "file_expands_too_much",
    );
    // One that hides its size is found out while it is unpacked.
    let answer = upload("a.docx", "", &document::docx_bomb(12 * MIB, Some(1000))).send();
    let code = answer.json()["code"].as_str().unwrap().to_owned();
    answer.problem(422, &code);
    assert!(
        matches!(code.as_str(), "file_expands_too_much" | "file_damaged"),
        "{code}"
    );
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    for (name, bytes) in [
        ("a.pdf", document::pdf("a title")),
        ("a.doc", document::doc()),
        ("a.docx", document::docx("text")),
        ("a.jpg", image::photo(3000, 1)),
        ("a.png", image::png()),
        ("a.gif", image::gif()),
    ] {
        for part in [2, 3, 10] {
            let cut = &bytes[..bytes.len() - bytes.len() / part];
            let answer = upload(name, "", cut).send();
            assert!(
                matches!(answer.status, 415 | 422),
                "{name} cut to {}: {answer}",
                cut.len()
            );
            answer.problem(answer.status, answer.json()["code"].as_str().unwrap());
        }
    }
}

#[test]
fn what_stands_behind_the_end_of_a_file_is_refused() {
    for (name, bytes) in [("a.gif", image::gif()), ("a.png", image::png())] {
        let with_more = [&bytes[..], b"<?php system($_GET['c']); ?>"].concat();
        refused(name, "", &with_more, 422, "file_trailing_data");
    }
}

#[test]
fn a_refusal_is_told_in_the_language_of_the_caller() {
    let detail = |lang: &str| {
        let answer = upload("a.pdf", "", b"").lang(lang).send();
        let problem = answer.problem(422, "file_empty");
        (
            answer.header("content-language").to_owned(),
            problem["detail"].as_str().unwrap().to_owned(),
        )
    };
    let (ru, russian) = detail("ru-RU,ru;q=0.9,en;q=0.1");
    let (en, english) = detail("en-GB,en;q=0.9");
    assert_eq!((ru.as_str(), en.as_str()), ("ru", "en"));
    assert!(
        russian.contains("пуст") && english.contains("empty"),
        "{russian} / {english}"
    );
}
