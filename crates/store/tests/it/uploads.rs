//! Uploads before and after an appeal takes them.

use domain::event::RegisteredAttachment;
use store::journal::RegisterError;
use store::upload::{self, Cut, Finished, NewUpload};

use crate::support::*;

pub(crate) async fn ready(fixture: &Fixture, id: &str) {
    let new = NewUpload {
        id,
        token_hash: [3; 32],
        name: "фото.png",
        size_bytes: Some(4),
        at: now().timestamp_millis(),
    };
    upload::create(&fixture.db, new).await.unwrap();
    assert!(
        upload::append(&fixture.db, id, 0, 4, "key-0")
            .await
            .unwrap()
    );
    let found = Finished {
        name: "фото.png",
        received_bytes: 4,
        size_bytes: 4,
        media_type: "image/png",
        sha256: "00",
        cut: None,
    };
    assert!(upload::finish(&fixture.db, id, found).await.unwrap());
}

fn with_file(id: &str) -> domain::event::AppealRegistered {
    let mut event = event(0, now());
    event.attachments.push(RegisteredAttachment {
        id: id.to_owned(),
        media_type: "image/png".to_owned(),
        size_bytes: 4,
        document: None,
    });
    event
}

#[tokio::test]
async fn a_file_belongs_to_the_first_appeal_that_takes_it() {
    let fixture = Fixture::new().await;
    ready(&fixture, "u1").await;
    let number = try_register(&fixture.db, &with_file("u1"), now(), None)
        .await
        .unwrap();
    let second = try_register(&fixture.db, &with_file("u1"), now(), None).await;
    assert!(
        matches!(second, Err(RegisterError::AttachmentUnavailable)),
        "{second:?}"
    );
    let appeal = store::appeal(&fixture.db, number).await.unwrap().unwrap();
    let files = upload::of_appeal(&fixture.db, &appeal.id).await.unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(
        upload::remove(&fixture.db, "u1").await.unwrap(),
        None,
        "taken files stay"
    );
}

#[tokio::test]
async fn of_two_writers_at_one_offset_only_the_first_is_part_of_the_file() {
    let fixture = Fixture::new().await;
    let new = NewUpload {
        id: "u2",
        token_hash: [3; 32],
        name: "a.pdf",
        size_bytes: Some(10),
        at: 0,
    };
    upload::create(&fixture.db, new).await.unwrap();
    assert!(
        upload::append(&fixture.db, "u2", 0, 6, "first")
            .await
            .unwrap()
    );
    assert!(
        !upload::append(&fixture.db, "u2", 0, 6, "second")
            .await
            .unwrap()
    );
    assert!(
        !upload::append(&fixture.db, "u2", 6, 5, "too much")
            .await
            .unwrap()
    );
    let found = upload::by_id(&fixture.db, "u2").await.unwrap().unwrap();
    assert_eq!(
        (found.received_bytes, found.chunks),
        (6, vec!["first".to_owned()])
    );
}

#[tokio::test]
async fn of_a_file_that_was_cut_what_is_kept_and_what_came_is_known() {
    let fixture = Fixture::new().await;
    let new = NewUpload {
        id: "u3",
        token_hash: [3; 32],
        name: "a.jpg",
        size_bytes: Some(10),
        at: 0,
    };
    let db = &fixture.db;
    upload::create(db, new).await.unwrap();
    assert!(upload::append(db, "u3", 0, 6, "first").await.unwrap());
    assert!(upload::append(db, "u3", 6, 4, "second").await.unwrap());
    let kept = ["first".to_owned(), "part".to_owned()];
    let found = |received_bytes| Finished {
        name: "a.png",
        received_bytes,
        size_bytes: 8,
        media_type: "image/png",
        sha256: "00",
        cut: Some(Cut {
            chunks: &kept,
            received_sha256: "11",
        }),
    };
    assert!(
        !upload::finish(db, "u3", found(6)).await.unwrap(),
        "more had come than was looked at"
    );
    assert!(upload::finish(db, "u3", found(10)).await.unwrap());
    let upload = upload::by_id(db, "u3").await.unwrap().unwrap();
    assert_eq!((upload.size_bytes, upload.received_bytes), (Some(8), 10));
    assert_eq!(upload.chunks, kept);
    assert_eq!(upload.sha256.as_deref(), Some("00"));
    assert_eq!(upload.received_sha256.as_deref(), Some("11"));
}

#[tokio::test]
async fn only_uploads_that_nobody_used_for_long_are_named_for_removal() {
    let fixture = Fixture::new().await;
    for id in ["used", "unused"] {
        ready(&fixture, id).await;
    }
    try_register(&fixture.db, &with_file("used"), now(), None)
        .await
        .unwrap();
    let at = now().timestamp_millis();
    assert_eq!(upload::unused(&fixture.db, at, 10).await.unwrap(), vec![]);
    let old = upload::unused(&fixture.db, at + 1, 10).await.unwrap();
    assert_eq!(old, vec![("unused".to_owned(), vec!["key-0".to_owned()])]);
    assert_eq!(
        upload::remove(&fixture.db, "unused").await.unwrap(),
        Some(vec!["key-0".to_owned()])
    );
    upload::forget(&fixture.db, "unused").await.unwrap();
    assert_eq!(rows(&fixture.db, "SELECT 1 FROM upload").await.len(), 1);
}
