//! What stands behind the end of a file is cut off; what opens in usual programs is taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes128CryptFilter, CryptFilter};
use lopdf::{EncryptionState, EncryptionVersion, Permissions};
use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{Attachment, upload};
use otklik_tests::call::Call;
use otklik_tests::form::Form;
use otklik_tests::{archive, document, image, tus, unique};
use serde_json::Value;

use crate::forms::{VALUES, card, receipt_of};

const MIB: usize = 1024 * 1024;

/// What comes back of an upload once an appeal has it.
#[track_caller]
fn down(file: &Attachment) -> Vec<u8> {
    let appeal = Appeal::create_as(&appeal::with("/attachments", vec![file.reference()]));
    let path = appeal.path(&format!("/attachments/{}", file.id));
    let answer = Call::get(path).code(&appeal.code).send().expect(200);
    assert_eq!(
        answer.header("content-length"),
        answer.body.len().to_string()
    );
    answer.body
}

/// Sends a file with something behind it; the file alone comes back.
#[track_caller]
fn cut(name: &str, file: &[u8], behind: &[u8]) {
    let both = [file, behind].concat();
    let created = upload(name, "", &both).send().expect(201);
    assert_eq!(created.json()["size_bytes"], file.len(), "{name}");
    assert!(down(&Attachment::read(&created, &both)) == file, "{name}");
}

#[test]
fn what_makers_forms_and_cards_leave_behind_a_file_is_cut_off() {
    let film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x0Cmdat1234";
    let live = [film.as_slice(), b"0:1477              LIVE_56             "].concat();
    for behind in [
        b"vivo{\"cameraId\":\"0\",\"model\":\"V2111\"}\0".as_slice(),
        b"\0\0watermark\0[{\"length\":9}]jxrs\x1A\0\0\0",
        b"\0\0\x01\x0A\x0E\0\0\0Image_UTC_Data1577SEFHj\0\0\0\x01\0\0\0\0\0\x01\x0A\x1A\0\0\0\x1A\0\0\0\x18\0\0\0SEFT",
        b"AXS!\0\x01\0\x01\0\0\0\0IPTC\0\0\0\x18\0\0\0\0AXS!\0\0\0\x40\0\0\0\0",
        film,
        &live,
        b"\r\n--4f2a8c0e6b1d--",
        b"<?php system($_GET['c']); ?>",
        &[0xFF; 4000],
    ] {
        cut("фото.jpg", &image::small_photo(70), behind);
        cut("снимок.png", &image::png(), behind);
        cut("смайлик.gif", &image::gif(), behind);
        cut("акт.docx", &document::docx("a"), behind);
        cut("акт.doc", &document::doc(), behind);
        cut("акт.pdf", &document::pdf("a"), behind);
    }
    // A screenshot that was cropped and saved over the larger one.
    let larger = image::photo(5000, 71);
    cut(
        "снимок.jpg",
        &image::small_photo(72),
        &larger[larger.len() - 60..],
    );
}

#[test]
fn a_file_of_many_pieces_is_cut_wherever_it_ends() {
    for size in [MIB - 1, MIB, MIB + 1, 2 * MIB + 500_000] {
        for behind in [1, MIB, 3 * MIB] {
            let photo = image::photo(size, size as u64);
            cut("фото.jpg", &photo, &vec![0xFF; behind]);
        }
    }
}

#[test]
fn a_file_that_is_cut_can_be_sent_again_with_its_key() {
    let (key, photo) = (unique::word(), image::small_photo(73));
    let both = [photo.as_slice(), b"vivo{}"].concat();
    // Whoever is nobody gets no token twice, so it is a caller with a name.
    let send = |bytes: &[u8]| upload("фото.jpg", "", bytes).key(&key).staff().send();
    let first = Attachment::read(&send(&both), &both);
    assert_eq!(Attachment::read(&send(&both), &both), first);
    // The file alone is another body.
    send(&photo).problem(422, "idempotency_key_reused");
    assert!(down(&first) == photo);
}

#[test]
fn a_resumable_upload_that_is_cut_was_as_long_as_it_was() {
    let photo = image::photo(5000, 74);
    let file = tus::begin(&[photo.as_slice(), b"vivo{}"].concat());
    tus::append(&file, 0, &file.bytes[..1000]).expect(204);
    let last = tus::append(&file, 1000, &file.bytes[1000..]).expect(204);
    assert_eq!(last.header("upload-offset"), file.bytes.len().to_string());
    let head = tus::call("HEAD", &file.path()).header("otklik-upload-token", &file.token);
    let head = head.send().expect(200);
    for header in ["upload-offset", "upload-length"] {
        assert_eq!(head.header(header), file.bytes.len().to_string());
    }
    // Who missed the last answer sends nothing more and is told the same.
    tus::append(&file, file.bytes.len(), b"").expect(204);
    assert!(down(&file) == photo);
}

#[test]
fn a_resumable_upload_tells_the_name_that_is_kept() {
    let file = tus::begin(&image::png());
    let told = |header: &str| {
        let name = header.strip_prefix("filename ").unwrap();
        let name = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, name);
        String::from_utf8(name.unwrap()).unwrap()
    };
    let head = || {
        let call = tus::call("HEAD", &file.path()).header("otklik-upload-token", &file.token);
        told(call.send().expect(200).header("upload-metadata"))
    };
    assert_eq!(head(), "photo.jpg");
    let last = tus::append(&file, 0, &file.bytes).expect(204);
    assert_eq!(told(last.header("upload-metadata")), "photo.png");
    assert_eq!(head(), "photo.png");
}

#[test]
fn a_form_carries_files_whose_names_and_ends_are_put_right() {
    let photo = image::small_photo(75);
    let both = [photo.as_slice(), b"\r\n\r\n"].concat();
    let form = Form::new(&VALUES)
        .file("files", "1000001234", "application/octet-stream", &both)
        .file("files", "Снимок.jpg", "image/jpeg", &image::png());
    let (number, cookie) = receipt_of(&form.with(Call::post(appeal::APPEALS).page()).send());
    let card = card(&number, &cookie);
    let files = card["attachments"].as_array().unwrap();
    let told: Vec<(&Value, &Value)> = files
        .iter()
        .map(|file| (&file["name"], &file["size_bytes"]))
        .collect();
    let (name, size) = told[0];
    assert_eq!(
        (name, size),
        (&"1000001234.jpg".into(), &photo.len().into())
    );
    assert_eq!(told[1].0, "Снимок.png");
    let status = Call::get(format!("/status/{number}")).header("cookie", &cookie);
    let page = status.page().send().expect(200);
    assert!(page.text().contains("1000001234.jpg") && page.text().contains("Снимок.png"));
}

#[test]
fn a_package_whose_main_part_is_typed_by_its_extension_is_a_document() {
    let file = Attachment::create("письмо.docx", &document::docx_by_extension());
    let names: Vec<String> = archive::read(&down(&file))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert!(
        names.iter().any(|name| name == "word/document.xml"),
        "{names:?}"
    );
}

/// A page locked with an owner's password, and perhaps a user's.
fn locked(user_password: &str, is_aes: bool) -> Vec<u8> {
    let mut pdf = lopdf::Document::load_mem(&document::pdf("secret")).unwrap();
    let id = lopdf::Object::string_literal(b"0123456789abcdef".to_vec());
    pdf.trailer.set("ID", vec![id.clone(), id]);
    let (owner_password, permissions) = ("owner", Permissions::empty());
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes128CryptFilter);
    let name = || b"StdCF".to_vec();
    let version = if is_aes {
        EncryptionVersion::V4 {
            document: &pdf,
            encrypt_metadata: true,
            crypt_filters: BTreeMap::from([(name(), filter)]),
            stream_filter: name(),
            string_filter: name(),
            owner_password,
            user_password,
            permissions,
        }
    } else {
        EncryptionVersion::V2 {
            document: &pdf,
            owner_password,
            user_password,
            key_length: 128,
            permissions,
        }
    };
    let state = EncryptionState::try_from(version).unwrap();
    pdf.encrypt(&state).unwrap();
    let mut file = Vec::new();
    pdf.save_to(&mut file).unwrap();
    file
}

#[test]
fn a_pdf_that_asks_nobody_for_a_password_is_taken() {
    for is_aes in [false, true] {
        let sent = locked("", is_aes);
        let came = down(&Attachment::create("выписка.pdf", &sent));
        assert!(came == sent, "byte for byte");
        assert_eq!(
            lopdf::Document::load_mem(&came).unwrap().get_pages().len(),
            1
        );
        let asks = upload("выписка.pdf", "", &locked("secret", is_aes)).send();
        asks.problem(422, "file_encrypted");
    }
}

#[test]
fn a_pdf_whose_table_readers_rebuild_is_taken() {
    let whole = String::from_utf8(document::pdf("a")).unwrap();
    for file in [
        whole.replace('\n', "\r\n"),
        whole.replace("startxref\n", "startxref\n9"),
        whole.replace("%%EOF\n", ""),
        whole.replace("xref\n0 5", "xref0 5"),
        format!("\u{FEFF}{whole}"),
    ] {
        let came = down(&Attachment::create("акт.pdf", file.as_bytes()));
        assert!(came == file.as_bytes(), "byte for byte");
    }
    for (bad, code) in [
        (whole.replace("[4 0 R]", "[9 0 R]"), "file_damaged"),
        (whole[..whole.len() / 2].to_owned(), "file_truncated"),
    ] {
        upload("акт.pdf", "", bad.as_bytes())
            .send()
            .problem(422, code);
    }
}
