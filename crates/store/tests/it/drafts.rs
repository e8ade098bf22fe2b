//! Drafts: sealed, one for each account, the newest wins.

use store::draft::{Draft, draft, forget_draft, forget_old_drafts, has_draft, keep_draft};

use crate::support::*;

fn of(text: &str, saved_at: i64) -> Draft {
    Draft {
        draft: text.to_owned(),
        saved_at,
    }
}

#[tokio::test]
async fn of_two_devices_the_newest_draft_stays_and_each_person_has_their_own() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    assert!(keep_draft(db, "anna", "", &of("one", 10)).await.unwrap());
    assert!(!keep_draft(db, "anna", "", &of("late", 9)).await.unwrap());
    assert!(keep_draft(db, "boris", "", &of("his", 5)).await.unwrap());
    assert!(
        keep_draft(db, "anna", "2026-0000001-3", &of("repeat", 1))
            .await
            .unwrap()
    );
    assert!(keep_draft(db, "anna", "", &of("two", 11)).await.unwrap());
    let show = async |account: &str, repeat: &str| draft(db, account, repeat).await.unwrap();
    assert_eq!(show("anna", "").await, Some(of("two", 11)));
    assert_eq!(show("anna", "2026-0000001-3").await, Some(of("repeat", 1)));
    assert_eq!(show("boris", "").await, Some(of("his", 5)));
    assert_eq!(show("nobody", "").await, None);
    forget_draft(db, "anna", "").await.unwrap();
    assert_eq!(show("anna", "").await, None);
    assert!(has_draft(db, "anna").await.unwrap(), "of the repeat");
    assert!(!has_draft(db, "nobody").await.unwrap());
    forget_old_drafts(db, 5).await.unwrap();
    assert_eq!(show("anna", "2026-0000001-3").await, None);
    assert_eq!(show("boris", "").await, Some(of("his", 5)));
}

#[tokio::test]
async fn a_draft_is_no_plain_text_in_the_database() {
    let fixture = Fixture::new().await;
    let secret = of("Иванова, ул. Ленина", 1);
    keep_draft(&fixture.db, "anna", "", &secret).await.unwrap();
    let rows = rows(&fixture.db, "SELECT draft FROM draft").await;
    assert!(!format!("{rows:?}").contains("Иванова"));
    assert!(!format!("{secret:?}").contains("Иванова"));
}

#[tokio::test]
async fn a_draft_goes_with_the_appeal_that_was_made_of_it() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    for repeat_of in ["", "2026-0000007-X"] {
        keep_draft(db, "anna", repeat_of, &of("mine", 1))
            .await
            .unwrap();
    }
    let mut sent = event(0, now());
    sent.account = Some("anna".to_owned());
    try_register(db, &sent, now(), None).await.unwrap();
    assert_eq!(draft(db, "anna", "").await.unwrap(), None);
    assert!(draft(db, "anna", "2026-0000007-X").await.unwrap().is_some());
}
