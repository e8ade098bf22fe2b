//! Uploads that are sent again with their `Idempotency-Key` while the first try is not over: a connection
//! stalls, the client gives up waiting and repeats. By somebody who is known: nobody's repeated upload is another one.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{ATTACHMENTS, Attachment, disposition, upload};
use otklik_tests::call::Answer;
use otklik_tests::target::target;
use otklik_tests::wire::Wire;
use otklik_tests::{image, unique};

use crate::at_once::at_once;

/// An upload that has begun.
fn begun(key: &str, photo: &[u8]) -> Wire {
    let (length, name) = (photo.len().to_string(), disposition("яма.jpg"));
    let by = format!("Bearer {}", target().staff_token);
    let mut wire = Wire::open();
    wire.head(
        &format!("POST {ATTACHMENTS}"),
        &[
            ("authorization", &by),
            ("idempotency-key", key),
            ("content-type", "image/jpeg"),
            ("content-disposition", &name),
            ("content-length", &length),
        ],
    );
    wire
}

/// An upload that has come as far as `sent` and stops there.
fn stalled(key: &str, photo: &[u8], sent: usize) -> Wire {
    let mut wire = begun(key, photo);
    wire.write(&photo[..sent]);
    settle();
    wire
}

/// A whole upload.
fn whole(key: &str, photo: &[u8]) -> Answer {
    let mut wire = begun(key, photo);
    // A refusal may come early, and then the server wants no more.
    let _ = wire.try_write(photo);
    wire.answer()
}

/// What was sent before is in the server's hands once other calls, made later, are answered.
fn settle() {
    for _ in 0..10 {
        upload("a.pdf", "", b"").send().expect(422);
    }
}

/// The attachment that several answers to one key are about; usable, since it was acknowledged.
#[track_caller]
fn one_attachment(answers: &[Answer], photo: &[u8]) {
    for answer in answers {
        assert!(matches!(answer.status, 201 | 409), "{answer}");
    }
    let acknowledged = answers.iter().filter(|answer| answer.status == 201);
    let files: Vec<_> = acknowledged
        .map(|answer| Attachment::read(answer, photo))
        .collect();
    assert!(!files.is_empty(), "nobody got through: {answers:?}");
    assert!(files.iter().all(|file| *file == files[0]), "one attachment");
    Appeal::create_as(&appeal::with("/attachments", vec![files[0].reference()]));
}

#[test]
fn an_upload_that_is_repeated_while_the_first_is_under_way_is_one() {
    // Below and above the size of a stored piece.
    for size in [200_000, 3_000_000] {
        let (key, photo) = (unique::word(), image::photo(size, 12));
        let mut slow = stalled(&key, &photo, size / 2);
        let quick = whole(&key, &photo);
        // It may have answered early, and then wants no more.
        let _ = slow.try_write(&photo[size / 2..]);
        one_attachment(&[quick, slow.answer()], &photo);
    }
}

#[test]
fn an_upload_that_is_repeated_many_times_over_a_stalled_one_is_one() {
    let (key, photo) = (unique::word(), image::photo(2_500_000, 14));
    let stalled = stalled(&key, &photo, 1_500_000);
    let mut answers = at_once(6, |_| whole(&key, &photo));
    stalled.cut();
    settle();
    answers.push(whole(&key, &photo).expect(201));
    one_attachment(&answers, &photo);
}

#[test]
fn an_upload_that_is_repeated_survives_the_end_of_the_first_connection() {
    for sent in [0, 500, 100_000, 2_000_000] {
        let (key, photo) = (unique::word(), image::photo(3_000_000, 13));
        let stalled = stalled(&key, &photo, sent);
        let again = whole(&key, &photo);
        stalled.cut();
        settle();
        // A 409 says that the first is under way; now it is not.
        let later = whole(&key, &photo).expect(201);
        one_attachment(&[again, later], &photo);
    }
}

#[test]
fn sixteen_uploads_at_once_with_one_key_make_one_attachment() {
    let (key, photo) = (unique::word(), image::photo(200_000, 10));
    let mut answers = at_once(16, |_| whole(&key, &photo));
    answers.push(whole(&key, &photo).expect(201));
    one_attachment(&answers, &photo);
}
