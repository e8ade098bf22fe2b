//! The copy of one's own data: one archive with all that is kept, and with nobody else's.

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::archive;
use otklik_tests::attachment::Attachment;
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::{document, image};
use serde_json::{Value, json};

const COPY: &str = "/api/v1/account/data-copy";

/// Sends an appeal with files as somebody who has signed in.
#[track_caller]
fn send(person: &mut Person, title: &str, files: &[(&str, &[u8])]) -> Appeal {
    let files = files
        .iter()
        .map(|(name, bytes)| Attachment::create(name, bytes).reference());
    let mut body = appeal::with("/attachments", files.collect::<Vec<Value>>());
    appeal::set(&mut body, "/title", json!(title));
    Appeal::read(&person.post(APPEALS, &body))
}

#[track_caller]
fn copy(person: &mut Person) -> (Value, Vec<(String, Vec<u8>)>) {
    let mut files = archive::read(&person.get(COPY).expect(200).body);
    let (name, data) = files.remove(0);
    assert_eq!(name, "data.json");
    (serde_json::from_slice(&data).unwrap(), files)
}

#[test]
fn a_copy_has_the_files_of_all_appeals_byte_for_byte() {
    let (mut anna, mut boris) = (Person::registered(), Person::registered());
    // Larger than a chunk of the store, and told apart where a system takes letters of any case for the same.
    let (photo, other) = (image::photo(3_000_000, 71), image::small_photo(72));
    let pdf = document::pdf("Жалоба");
    let files = [
        ("Заявление № 5.pdf", &pdf[..]),
        ("яма.jpg", &photo),
        ("ЯМА.jpg", &other),
    ];
    let first = send(&mut anna, "Яма у дома", &files);
    let second = send(&mut anna, "Яма у школы", &[("яма.jpg", &other)]);
    let his = image::small_photo(73);
    let strange = send(&mut boris, "Фонарь Бориса", &[("фонарь.jpg", &his)]);

    let (data, found) = copy(&mut anna);
    let expected = [
        (format!("files/{}/Заявление № 5.pdf", first.number), pdf),
        (format!("files/{}/яма.jpg", first.number), photo),
        (format!("files/{}/ЯМА (2).jpg", first.number), other.clone()),
        (format!("files/{}/яма.jpg", second.number), other),
    ];
    let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
        files.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&found), names(&expected));
    assert!(found == expected, "the bytes are those that were sent");
    let paths = data["files"].as_array().unwrap().iter();
    let paths: Vec<_> = paths.map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(paths, names(&expected));
    let text = data.to_string();
    for own in [&anna.login, &first.number, &second.number, "Яма у школы"] {
        assert!(text.contains(own), "{own} in {text}");
    }
    for foreign in [&boris.login, &strange.number, "Фонарь Бориса"] {
        assert!(!text.contains(foreign), "{foreign} in {text}");
    }
    let (_, found) = copy(&mut boris);
    assert_eq!(
        names(&found),
        [format!("files/{}/фонарь.jpg", strange.number)]
    );
}

#[test]
fn a_copy_is_a_download_that_nothing_keeps_and_that_is_on_record() {
    let mut anna = Person::registered();
    let answer = anna.get(COPY).expect(200);
    for (header, value) in [
        ("content-type", "application/zip"),
        ("cache-control", "private, no-store"),
        (
            "content-disposition",
            "attachment; filename=\"otklik-my-data.zip\"",
        ),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.header(header), value);
    }
    assert_eq!(archive::read(&answer.body).len(), 1, "no files yet");
    // The next copy tells of this one.
    let (data, _) = copy(&mut anna);
    assert_eq!(data["data"]["accesses"][0]["reason"], "copy", "{data}");
}

#[test]
fn a_copy_is_for_nobody_but_its_person() {
    Call::get(COPY).send().problem(401, "unauthenticated");
    let appeal = Appeal::create();
    Call::get(COPY).code(&appeal.code).send().expect(401);
    Call::get(COPY).staff().send().expect(403);
}
