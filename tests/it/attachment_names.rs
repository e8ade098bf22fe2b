//! Names of files: kept for people, read as clients write them, never used as paths.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{ATTACHMENTS, Attachment, upload};
use otklik_tests::call::Call;
use otklik_tests::image;

#[test]
fn a_file_needs_a_name() {
    let photo = image::small_photo(5);
    let call = Call::post(ATTACHMENTS).body("image/jpeg", photo.clone());
    call.clone().send().problem(400, "file_name_missing");
    call.clone()
        .header("content-disposition", "attachment")
        .send()
        .problem(400, "file_name_missing");
    for name in ["..", "/", "...", "\u{202e}\u{200b}", " ", "///"] {
        upload(name, "image/jpeg", &photo)
            .send()
            .problem(422, "file_name_invalid");
    }
}

#[test]
fn names_are_kept_for_display_and_never_as_paths() {
    let photo = image::small_photo(6);
    let long = "я".repeat(400);
    for (given, kept) in [
        ("../../etc/passwd.jpg", Some("passwd.jpg")),
        ("C:\\fakepath\\photo.jpg", Some("photo.jpg")),
        ("..\\..\\windows\\win.ini.jpg", Some("win.ini.jpg")),
        ("a\u{202e}gpj.exe.jpg", Some("agpj.exe.jpg")),
        ("line\r\nset-cookie: a=b.jpg", None),
        ("nul\0byte.jpg", None),
        ("<script>alert(1)</script>.jpg", None),
        ("'; DROP TABLE event; --.jpg", None),
        ("CON.jpg", None),
        ("фото без расширения", Some("фото без расширения.jpg")),
        (&format!("{long}.jpg"), None),
    ] {
        let created = upload(given, "image/jpeg", &photo).send().expect(201);
        let name = created.json()["name"].as_str().unwrap().to_owned();
        if let Some(kept) = kept {
            assert_eq!(name, kept, "{given:?}");
        }
        assert!(name.len() <= 255 && name.ends_with(".jpg"), "{name:?}");
        assert!(
            !name.contains(['/', '\\', '\0', '\r', '\n', '<', '>', ':', '"']),
            "{name:?}"
        );
        let file = Attachment::read(&created, &photo);
        let appeal = Appeal::create_as(&appeal::with("/attachments", vec![file.reference()]));
        assert_eq!(appeal.card()["attachments"][0]["name"], name);
        let path = appeal.path(&format!("/attachments/{}", file.id));
        let down = Call::get(path).code(&appeal.code).send().expect(200);
        assert!(
            down.body == photo && down.headers.get("set-cookie").is_none(),
            "{down}"
        );
    }
}

#[test]
fn names_are_read_however_clients_write_them() {
    let photo = image::small_photo(7);
    for (header, name) in [
        ("attachment; filename=\"plain.jpg\"", "plain.jpg"),
        ("attachment; filename=token.jpg", "token.jpg"),
        ("attachment; filename=\"яма.jpg\"", "яма.jpg"),
        (
            "attachment; filename=\"x.jpg\"; filename*=UTF-8''%D1%8F%D0%BC%D0%B0.jpg",
            "яма.jpg",
        ),
        ("ATTACHMENT; FILENAME*=utf-8'ru'%D1%8F.jpg", "я.jpg"),
    ] {
        let call = Call::post(ATTACHMENTS).body("image/jpeg", photo.clone());
        let created = call
            .header("content-disposition", header)
            .send()
            .expect(201);
        assert_eq!(created.json()["name"], name, "{header}");
    }
}
