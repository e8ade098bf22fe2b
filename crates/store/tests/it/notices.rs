//! Who is to be told of what: written with the event, told once, and sent whatever else waits.

use chrono::Duration;
use domain::decide::Command;
use domain::event::CallOutcome;
use domain::notice::{Addressee, Topic};
use domain::{Status, TimerKind};
use store::notice::{self, NewDelivery, Notice};
use store::outbox::{self, Channel, Message, NewMessage};
use store::queue::{QueueFilter, queue};
use store::{Native, Value};

use crate::support::*;

fn ms(minutes: i64) -> i64 {
    (now() + Duration::minutes(minutes)).timestamp_millis()
}

/// What nobody has addressed yet.
async fn notices(db: &Native, at: i64) -> Vec<Notice> {
    notice::lease(db, at, at + 60_000, 100).await.unwrap()
}

fn by(id: &str, target: &str, channel: &'static str) -> NewDelivery {
    NewDelivery {
        id: id.to_owned(),
        target: target.to_owned(),
        account: target.strip_prefix("account:").map(str::to_owned),
        channel,
        due_at: ms(0),
    }
}

fn message(id: &str, kind: &'static str) -> NewMessage {
    NewMessage {
        id: id.to_owned(),
        channel: Channel::Email,
        kind,
        message: Message {
            to: "anna@example.ru".to_owned(),
            ..Message::default()
        },
    }
}

async fn told(db: &Native) -> Vec<Vec<Value>> {
    rows(db, "SELECT target, channel FROM delivery ORDER BY id").await
}

#[tokio::test]
async fn who_is_told_of_one_thing_for_two_reasons_is_told_once() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let row = register(db, 0).await;
    let late = now() + Duration::days(40);
    let overdue = Command::Timer(TimerKind::Overdue);
    command(db, &row, overdue, &domain::Actor::System, late)
        .await
        .unwrap();
    let found = notices(db, ms(0)).await;
    let overdue: Vec<&Notice> = found
        .iter()
        .filter(|one| one.topic.as_str() == "overdue")
        .collect();
    let recipients: Vec<&Addressee> = overdue.iter().map(|one| &one.recipient).collect();
    assert_eq!(recipients, [&Addressee::Assignee, &Addressee::Supervisors]);
    // The supervisor has the appeal herself; a colleague hears of it as well.
    let first = [
        by("1", "account:olga", "inbox"),
        by("2", "account:olga", "email"),
    ];
    let second = [
        by("3", "account:olga", "inbox"),
        by("4", "account:olga", "email"),
        by("5", "account:ivan", "email"),
    ];
    notice::address(db, overdue[0], &first, ms(1))
        .await
        .unwrap();
    notice::address(db, overdue[1], &second, ms(2))
        .await
        .unwrap();
    let text = |text: &str| Value::Text(text.to_owned());
    let expected = [
        vec![text("account:olga"), text("inbox")],
        vec![text("account:olga"), text("email")],
        vec![text("account:ivan"), text("email")],
    ];
    assert_eq!(told(db).await, expected);
    // Addressing it again, as after a crash, tells nobody more.
    notice::address(db, overdue[1], &second, ms(3))
        .await
        .unwrap();
    assert_eq!(told(db).await.len(), 3);
}

#[tokio::test]
async fn a_code_goes_before_letters_that_wait_for_longer() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    for n in 0..5 {
        let news = message(&format!("a{n}"), "answer");
        outbox::send(db, None, None, &news, ms(n)).await.unwrap();
    }
    let code = message("z", "sign_in_code");
    outbox::send(db, None, None, &code, ms(9)).await.unwrap();
    let leased = outbox::lease(db, ms(10), ms(12), 2).await.unwrap();
    let ids: Vec<&str> = leased.letters.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["z", "a0"]);
}

#[tokio::test]
async fn a_letter_that_no_key_opens_stands_in_nobody_s_way_and_is_not_lost() {
    let fixture = Fixture::new().await;
    let path = fixture.folder.path().join("otklik.db");
    let other = Native::open(&path, vault("another", &[])).unwrap();
    outbox::send(&other, None, None, &message("a", "answer"), ms(0))
        .await
        .unwrap();
    outbox::send(&fixture.db, None, None, &message("b", "answer"), ms(1))
        .await
        .unwrap();
    let leased = outbox::lease(&fixture.db, ms(2), ms(4), 10).await.unwrap();
    assert_eq!(leased.letters.len(), 1);
    assert_eq!(
        (leased.letters[0].id.as_str(), leased.sealed),
        ("b", vec!["a".to_owned()])
    );
    // With its key it goes out when its lease has ended.
    let leased = outbox::lease(&other, ms(5), ms(7), 10).await.unwrap();
    assert_eq!(leased.letters[0].id, "a");
}

#[tokio::test]
async fn what_went_in_one_letter_goes_in_one_again_three_times_at_most() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let row = register(db, 0).await;
    command(db, &row, transition(Status::Rejected), &staff(), now())
        .await
        .unwrap();
    for (n, one) in notices(db, ms(0)).await.iter().enumerate() {
        let delivery = by(&format!("d{n}"), "account:anna", "email");
        notice::address(db, one, &[delivery], ms(0)).await.unwrap();
    }
    let ids: Vec<String> = notice::due(db, ms(0), 10)
        .await
        .unwrap()
        .into_iter()
        .map(|d| d.id)
        .collect();
    assert_eq!(ids.len(), 3, "registered, new to the unit, answered");
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    for time in 0..4 {
        let at = ms(time * 60);
        let letter = message(&format!("m{time}"), "digest");
        assert!(
            notice::write(db, Some("anna"), None, &letter, &ids, at)
                .await
                .unwrap()
        );
        assert!(
            !notice::write(db, Some("anna"), None, &message("x", "digest"), &ids, at)
                .await
                .unwrap(),
            "taken"
        );
        assert!(
            !notice::send_again(db, ids[0], at + 3_600_000)
                .await
                .unwrap(),
            "it is on its way"
        );
        outbox::delivered(db, &[format!("m{time}")], at)
            .await
            .unwrap();
        assert!(
            !notice::send_again(db, ids[0], at + 60_000).await.unwrap(),
            "too soon"
        );
        let again = notice::send_again(db, ids[1], at + 600_000).await.unwrap();
        assert_eq!(again, time < 3, "{time}");
        let due = notice::due(db, at + 600_000, 10).await.unwrap();
        assert_eq!(due.len(), if again { 3 } else { 0 });
    }
}

#[tokio::test]
async fn whom_somebody_has_to_call_comes_first_until_they_have() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    register(db, 0).await;
    let mut wished = event(3, now());
    wished.call_at = Some(now() + Duration::hours(1));
    let number = try_register(db, &wished, now() + Duration::minutes(5), None)
        .await
        .unwrap();
    let row = store::appeal(db, number).await.unwrap().unwrap();
    let page = async |to_call| {
        let filter = QueueFilter {
            to_call,
            ..QueueFilter::default()
        };
        let page = queue(db, &filter, None, 10).await.unwrap();
        let numbers: Vec<_> = page.appeals.iter().map(|one| one.number).collect();
        (numbers, page.marks)
    };
    let (all, _) = page(false).await;
    assert_eq!((all.len(), all[1]), (2, number), "it is the younger one");
    assert!(page(true).await.0.is_empty(), "it is not time yet");
    let time = now() + Duration::hours(1);
    let timer = Command::Timer(TimerKind::CallBack);
    command(db, &row, timer, &domain::Actor::System, time)
        .await
        .unwrap();
    let (all, marks) = page(false).await;
    assert_eq!(all[0], number);
    assert_eq!(marks[0].call_at, Some(time.timestamp_millis()));
    assert_eq!(page(true).await.0, [number]);
    let recipients: Vec<_> = notices(db, ms(60)).await;
    assert!(
        recipients
            .iter()
            .any(|one| one.topic == Topic::CallBack && one.recipient == Addressee::Assignee)
    );
    let row = store::appeal(db, number).await.unwrap().unwrap();
    let made = Command::Call {
        outcome: CallOutcome::Reached,
        again_at: None,
    };
    command(db, &row, made, &staff(), time).await.unwrap();
    assert!(page(true).await.0.is_empty());
    assert_eq!(page(false).await.0[1], number);
}
