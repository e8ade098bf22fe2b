//! Content decides: what is not what it says, or not whole, is refused with its reason.

use otklik_tests::archive::Archive;
use otklik_tests::attachment::upload;
use otklik_tests::{document, image};

#[track_caller]
fn refused(name: &str, media_type: &str, bytes: &[u8], status: u16, code: &str) {
    upload(name, media_type, bytes).send().problem(status, code);
}

#[track_caller]
fn named(given: &str, media_type: &str, bytes: &[u8], kept: &str) {
    let created = upload(given, media_type, bytes).send().expect(201).json();
    assert_eq!(created["name"], kept, "{given} {media_type}");
    let file = &kept[kept.rfind('.').unwrap() + 1..];
    let expected = match file {
        "jpg" | "jpe" | "JFIF" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/pdf",
    };
    assert_eq!(created["media_type"], expected, "{given}");
}

#[test]
fn the_content_decides_what_a_file_is_and_the_name_follows() {
    let photo = image::small_photo(1);
    let octets = "application/octet-stream";
    for (given, media_type, bytes, kept) in [
        ("яма.pdf", "", photo.clone(), "яма.jpg"),
        ("яма.jpg", "application/pdf", photo.clone(), "яма.jpg"),
        ("яма.jpg", "text/html", photo.clone(), "яма.jpg"),
        ("1000001234", octets, photo.clone(), "1000001234.jpg"),
        ("снимок.JFIF", "image/jpeg", photo.clone(), "снимок.JFIF"),
        ("снимок.jpe", "", photo.clone(), "снимок.jpe"),
        ("IMG_0001.HEIC", "image/heic", photo, "IMG_0001.jpg"),
        ("акт.jpg", "image/jpeg", document::pdf("a"), "акт.pdf"),
        ("акт.docx", "", document::pdf("a"), "акт.pdf"),
        (
            "акт.pdf",
            "application/pdf",
            document::docx("a"),
            "акт.docx",
        ),
        ("акт.doc", "", document::docx("a"), "акт.docx"),
        ("акт.docx", "", document::doc(), "акт.doc"),
        (
            "Снимок экрана.jpg",
            "image/jpeg",
            image::png(),
            "Снимок экрана.png",
        ),
        ("a.png", "image/png", image::gif(), "a.gif"),
    ] {
        named(given, media_type, &bytes, kept);
    }
    // A name of something else promises what is not accepted.
    for given in ["яма.exe", "яма.jpg.html", "яма.docm"] {
        let photo = image::small_photo(2);
        refused(given, "image/jpeg", &photo, 422, "file_type_mismatch");
    }
}

/// What the refusal says in both languages.
#[track_caller]
fn told(name: &str, bytes: &[u8]) -> (String, String) {
    let detail = |lang: &str| {
        let answer = upload(name, "", bytes).lang(lang).send();
        assert!(matches!(answer.status, 415 | 422), "{name}: {answer}");
        let code = answer.json()["code"].as_str().unwrap().to_owned();
        let problem = answer.problem(answer.status, &code);
        problem["detail"].as_str().unwrap().to_owned()
    };
    (detail("ru"), detail("en"))
}

#[test]
fn other_kinds_are_refused_by_name_and_with_what_to_do() {
    let large = |head: &[u8]| [head, &[b' '; 5000]].concat();
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let archive = b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html></html>";
    for (name, bytes, format, what_to_do) in [
        ("a.exe", &b"MZ\x90\0\x03\0\0\0\x04"[..], "", ["PDF", "PDF"]),
        ("a.doc", b"{\\rtf1 text}", "RTF", ["DOCX", "DOCX"]),
        (
            "a.doc",
            b"<html><p>text</p></html>",
            "HTML",
            ["DOCX", "DOCX"],
        ),
        ("a.doc", archive, "HTML", ["DOCX", "DOCX"]),
        (
            "a.doc",
            b"<?xml version=\"1.0\"?><w:wordDocument/>",
            "XML",
            ["DOCX", "DOCX"],
        ),
        ("IMG_1.HEIC", heic, "HEIC", ["JPG", "JPG"]),
        ("IMG_2.jpg", heic, "HEIC", ["JPG", "JPG"]),
        ("a.webp", b"RIFF\x24\0\0\0WEBPVP8 ", "WEBP", ["JPG", "JPG"]),
        (
            "a.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
            "SVG",
            ["PNG", "PNG"],
        ),
        ("a.txt", "Просто текст".as_bytes(), "TXT", ["PDF", "PDF"]),
        (
            "a.zip",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            "ZIP",
            ["по отдельности", "one by one"],
        ),
        ("a.docx", &document::xlsx(), "XLSX", ["PDF", "PDF"]),
        (
            "a.doc",
            &document::compound(&[("/Workbook", &[0; 5000])]),
            "XLS",
            ["PDF", "PDF"],
        ),
        ("a.jpg", b"\0", "", ["PDF", "PDF"]),
    ] {
        // Short ones are looked at when all has come, long ones at their first bytes.
        let is_head = !name.ends_with(".docx") && !bytes.starts_with(b"\xD0") && bytes.len() > 4;
        let long = is_head.then(|| large(bytes));
        for bytes in [Some(bytes.to_vec()), long].into_iter().flatten() {
            let (russian, english) = told(name, &bytes);
            for (text, what_to_do) in [(russian, what_to_do[0]), (english, what_to_do[1])] {
                assert!(
                    text.contains(format) && text.contains(what_to_do),
                    "{name}: {text}"
                );
            }
        }
    }
    let (russian, english) = told("письмо.doc", b"{\\rtf1 text}");
    assert_eq!(
        russian,
        "Это RTF, хотя файл назван .doc: сохраните его как DOCX или PDF"
    );
    assert_eq!(
        english,
        "This is RTF although the file is called .doc: save it as DOCX or PDF"
    );
    refused("a.exe", "", &[0x7F; 5000], 415, "file_type_unsupported");
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

/// A document with an object in it.
fn with_object(name: &str, object: &[u8]) -> Vec<u8> {
    document::docx_with(&[(&format!("word/embeddings/{name}"), object)])
}

#[test]
fn a_document_that_does_something_when_it_is_opened_is_refused() {
    let project = document::doc_with(&[("/Macros/VBA/dir", b"\x01\x02\xB0\0ab")]);
    let mut program = vec![0; 300];
    program[..2].copy_from_slice(b"MZ");
    program[60] = 0x80;
    program[128..132].copy_from_slice(b"PE\0\0");
    let template = |target: &str| {
        let settings = document::relationship("attachedTemplate", target, "External");
        document::docx_with(&[("word/_rels/settings.xml.rels", settings.as_bytes())])
    };
    let text = |body: &str| document::docx_with(&[("word/document.xml", body.as_bytes())]);
    for (bytes, code) in [
        (project.clone(), "file_macros"),
        (with_object("oleObject1.bin", &project), "file_macros"),
        (
            with_object(
                "book1.xlsm",
                &document::docx_with(&[("xl/vbaProject.bin", b"x")]),
            ),
            "file_macros",
        ),
        (
            with_object(
                "a.docx",
                &with_object("b.docx", &with_object("oleObject1.bin", &project)),
            ),
            "file_macros",
        ),
        (
            with_object("oleObject1.bin", &document::dragged("calc.exe", &program)),
            "file_program",
        ),
        (
            with_object("oleObject1.bin", &document::dragged("note.txt", &program)),
            "file_program",
        ),
        (
            with_object("oleObject1.bin", &document::dragged("run.js", b"x")),
            "file_program",
        ),
        (
            document::doc_with(&[(
                "/ObjectPool/_1/Package",
                &with_object("oleObject1.bin", &project),
            )]),
            "file_macros",
        ),
        (template("http://127.0.0.1/t.dotm"), "file_remote_content"),
        (template("\\\\server\\share\\t.dotm"), "file_remote_content"),
        (
            text("<w:p><w:fldSimple w:instr=\" DDE cmd.exe \"/></w:p>"),
            "file_starts_program",
        ),
        (
            text("<w:p><w:instrText>DDE</w:instrText><w:instrText>AUTO cmd</w:instrText></w:p>"),
            "file_starts_program",
        ),
        (
            text("<!DOCTYPE d [<!ENTITY a \"ha\">]><d>&a;</d>"),
            "file_damaged",
        ),
    ] {
        let answer = upload("договор.docx", "", &bytes).send();
        let problem = answer.problem(422, code);
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
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
fn a_second_file_in_one_is_refused() {
    let zip = Archive::default()
        .file("run.js", b"WScript.Echo(1)")
        .build();
    let film = [b"\0\0\0\x10ftypmp42\0\0\0\0\0\0\x01\0mdat".as_slice(), &zip].concat();
    for (name, bytes) in [
        ("a.gif", image::gif()),
        ("a.png", image::png()),
        ("a.jpg", image::small_photo(3)),
        ("a.pdf", document::pdf("a")),
        ("a.doc", document::doc()),
        ("a.docx", document::docx("a")),
    ] {
        for second in [
            zip.as_slice(),
            &film,
            b"Rar!\x1A\x07\x01\0",
            b"\n7z\xBC\xAF\x27\x1C\0\x04",
            b"\x7FELF\x02\x01\x01\0",
            &document::pdf("b"),
        ] {
            let both = [&bytes, second].concat();
            refused(name, "", &both, 422, "file_second_file");
        }
    }
    let first = [b"\x7FELF\x02\x01\x01\0\n".as_slice(), &document::pdf("a")].concat();
    refused("a.pdf", "", &first, 422, "file_second_file");
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
