//! `Idempotency-Key`: a repeated request changes nothing more.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{Attachment, upload};
use otklik_tests::call::Call;
use otklik_tests::{image, unique};
use serde_json::json;

use crate::at_once::at_once;

#[track_caller]
fn found(word: &str) -> usize {
    let list = Call::get(format!("/api/v1/appeals?q={word}"))
        .staff()
        .send()
        .expect(200)
        .json();
    list["items"].as_array().unwrap().len()
}

#[test]
fn the_same_key_and_body_give_the_same_answer() {
    let (key, word) = (unique::word(), unique::word());
    let body = appeal::with("/title", format!("Яма {word} на дороге"));
    let first = appeal::creation(&body).key(&key).send().expect(201);
    let second = appeal::creation(&body).key(&key).send().expect(201);
    assert_eq!(first.text(), second.text(), "the access code as well");
    assert_eq!(first.header("location"), second.header("location"));
    // The draft makes the key a quoted string.
    let quoted = appeal::creation(&body)
        .key(&format!("\"{key}\""))
        .send()
        .expect(201);
    assert_eq!(first.text(), quoted.text());
    assert_eq!(found(&word), 1);
    Appeal::read(&first).card();
}

#[test]
fn the_same_key_with_another_body_is_refused() {
    let key = unique::word();
    appeal::creation(&appeal::sample())
        .key(&key)
        .send()
        .expect(201);
    for (pointer, value) in [
        ("/title", json!("Другая яма на другой улице")),
        ("/anonymous", json!(true)),
        ("/applicant/phone", json!("+7 912 345-67-80")),
        ("/fields/address", json!("ул. Мира, 1")),
        ("/answer_by", json!(["cabinet"])),
    ] {
        let other = appeal::creation(&appeal::with(pointer, value))
            .key(&key)
            .send();
        other.problem(422, "idempotency_key_reused");
    }
}

#[test]
fn sixteen_requests_at_once_with_one_key_make_one_appeal() {
    let (key, word) = (unique::word(), unique::word());
    let body = appeal::with("/title", format!("Яма {word} на дороге"));
    let answers = at_once(16, |_| appeal::creation(&body).key(&key).send());
    let (created, waiting): (Vec<_>, Vec<_>) =
        answers.iter().partition(|answer| answer.status == 201);
    for answer in waiting {
        assert_eq!(answer.status, 409, "{answer}");
    }
    let later = appeal::creation(&body).key(&key).send().expect(201);
    assert!(!created.is_empty());
    for answer in created {
        assert_eq!(answer.text(), later.text());
    }
    assert_eq!(found(&word), 1);
}

#[test]
fn a_refused_request_leaves_its_key_free() {
    let key = unique::word();
    let call = |title: &str| {
        appeal::creation(&appeal::with("/title", title))
            .key(&key)
            .send()
    };
    call("Яма").faults();
    call("Яма на проезжей части").expect(201);
}

#[test]
fn a_repeated_request_gets_its_answer_although_its_files_are_taken() {
    let key = unique::word();
    let file = Attachment::create("яма.jpg", &image::small_photo(7));
    let body = appeal::with("/attachments", vec![file.reference()]);
    let first = appeal::creation(&body).key(&key).send().expect(201);
    let second = appeal::creation(&body).key(&key).send().expect(201);
    assert_eq!(first.text(), second.text());
    // Without the key it is another appeal, and the file is gone.
    let third = appeal::creation(&body).send().faults();
    assert_eq!(third, ["/attachments/0/id attachment_unknown"]);
}

#[test]
fn a_repeated_upload_gives_the_same_attachment() {
    let key = unique::word();
    let photo = image::small_photo(8);
    let call = |bytes: &[u8]| upload("яма.jpg", "image/jpeg", bytes).key(&key).send();
    let first = call(&photo).expect(201);
    assert_eq!(first.text(), call(&photo).expect(201).text());
    call(&image::small_photo(9)).problem(422, "idempotency_key_reused");
    // The refused one took nothing away.
    let file = Attachment::read(&first, &photo);
    Appeal::create_as(&appeal::with("/attachments", vec![file.reference()]));
}

#[test]
fn a_key_that_is_no_key_is_refused() {
    let long = "k".repeat(256);
    for key in ["", " ", "\"\"", "two words", "ключ", "a\tb", long.as_str()] {
        let answer = appeal::creation(&appeal::sample()).key(key).send();
        answer.problem(400, "idempotency_key_invalid");
    }
    let longest = unique::word().repeat(20)[..255].to_owned();
    appeal::creation(&appeal::sample())
        .key(&longest)
        .send()
        .expect(201);
}
