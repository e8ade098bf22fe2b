//! The data key changes while the service runs, and the one before it may go.

use std::path::Path;
use std::sync::Arc;

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::{Call, percent};
use otklik_tests::image;
use otklik_tests::server::{SECRET_KEY, Server};
use otklik_tests::target::Target;
use serde_json::{Value, json};
use store::{Connection, Native, Vault};
use vault::Masters;

const FIRST: &str = "the-first-data-key-of-the-black-box-tests";
const SECOND: &str = "the-second-data-key-of-the-black-box-tests";

/// Appeals, more than a step of the work takes.
const APPEALS_BEFORE: usize = 120;

struct Kept {
    appeal: Appeal,
    file: Attachment,
}

fn registered(target: &Target, n: usize) -> Kept {
    let size = if n == 0 { 2_500_000 } else { 2_000 };
    let file = Attachment::create_at(target, "Иванова.jpg", &image::photo(size, n as u64));
    let mut body = appeal::with("/attachments", vec![file.reference()]);
    appeal::set(&mut body, "/title", format!("Яма номер {n}").into());
    let appeal = Appeal::read(&appeal::creation(&body).send_to(target));
    for to in ["in_progress", "approved"] {
        let call = appeal.transition_call(to).staff();
        call.send_to(target).expect(200);
    }
    let rating = json!({ "score": 2, "comment": "Яма на месте", "category": "legal" });
    Call::new("PUT", appeal.path("/rating"))
        .code(&appeal.code)
        .json(&rating)
        .send_to(target)
        .expect(200);
    Kept { appeal, file }
}

/// Everything is there and can be found.
fn check(target: &Target, kept: &[Kept]) {
    for (n, Kept { appeal, file }) in kept.iter().enumerate() {
        let card = appeal.card_at(target);
        assert_eq!(card["title"], format!("Яма номер {n}"));
        assert_eq!(card["applicant"]["last_name"], "Иванова");
        assert_eq!(card["rating"]["comment"], "Яма на месте");
        assert_eq!(card["attachments"][0]["name"], "Иванова.jpg");
        let path = appeal.path(&format!("/attachments/{}", file.id));
        let down = Call::get(path)
            .code(&appeal.code)
            .send_to(target)
            .expect(200);
        assert!(down.body == file.bytes, "{n}");
    }
    for words in ["ямы", "anna@example.ru", "8 912 345-67-89"] {
        let path = format!("{APPEALS}?limit=200&q={}", percent(words));
        let page = Call::get(path).staff().send_to(target).expect(200).json();
        let found = page["items"].as_array().unwrap().len();
        assert_eq!(found, kept.len(), "{words}");
    }
}

fn rekey(target: &Target) -> Value {
    Call::post("/internal/rekey")
        .bearer(&target.tick_token)
        .send_to(target)
        .expect(200)
        .json()
}

#[test]
fn a_new_data_key_takes_over_while_the_service_runs_and_the_old_one_may_go() {
    let server = Server::start_with(&[("data_key", FIRST)]);
    let mut kept: Vec<Kept> = (0..APPEALS_BEFORE)
        .map(|n| registered(server.target(), n))
        .collect();
    let server = server.start_again_with(&[("data_key", SECOND), ("data_key_previous", FIRST)]);
    let target = server.target();
    check(target, &kept);
    let mut remaining = Vec::new();
    let mut resealed = 0;
    for step in 0.. {
        assert!(step < 1_000, "no end: {remaining:?}");
        let report = rekey(target);
        remaining.push(report["remaining"].as_u64().unwrap());
        resealed += report["resealed"].as_u64().unwrap();
        if report["done"] == true {
            break;
        }
        if step == 1 {
            kept.push(registered(target, APPEALS_BEFORE));
            check(target, &kept);
        }
    }
    assert!(remaining.len() > 4, "in steps: {remaining:?}");
    assert_eq!(remaining.last(), Some(&0));
    // Registration, two comments, rating, upload and its chunks: one each, but three of the first file.
    assert_eq!(resealed as usize, APPEALS_BEFORE * 6 + 2);
    let server = server.start_again_with(&[("data_key", SECOND), ("data_key_previous", "")]);
    check(server.target(), &kept);
    let health = Call::get("/health")
        .send_to(server.target())
        .expect(200)
        .json();
    assert_eq!(health["data_key"], "set");
    assert_histories_are_whole(server.state(), kept.len());
}

#[test]
fn without_the_key_that_sealed_it_nothing_is_shown_and_nothing_is_lost() {
    let server = Server::start_with(&[("data_key", FIRST)]);
    let kept = vec![registered(server.target(), 0)];
    let server = server.start_again_with(&[("data_key", SECOND)]);
    let card = Call::get(kept[0].appeal.path("")).code(&kept[0].appeal.code);
    card.send_to(server.target()).expect(500);
    let server = server.start_again_with(&[("data_key", FIRST)]);
    check(server.target(), &kept);
}

#[test]
fn a_data_key_that_is_set_later_takes_over_from_the_secret_key() {
    let server = Server::start_with(&[]);
    let kept = vec![registered(server.target(), 0)];
    let health = |server: &Server| {
        Call::get("/health")
            .send_to(server.target())
            .expect(200)
            .json()
    };
    assert_eq!(health(&server)["data_key"], "from_secret_key");
    let server = server.start_again_with(&[("data_key", FIRST)]);
    check(server.target(), &kept);
    while rekey(server.target())["done"] != true {}
    check(server.target(), &kept);
    assert_eq!(health(&server)["data_key"], "set");
}

#[test]
fn to_seal_again_needs_the_token_of_ticks() {
    let server = Server::start();
    let call = || Call::post("/internal/rekey");
    call()
        .send_to(server.target())
        .problem(401, "unauthenticated");
    call()
        .staff()
        .send_to(server.target())
        .problem(401, "unauthenticated");
    assert_eq!(rekey(server.target()).get("resealed"), Some(&0.into()));
}

/// The files are read as they lie, beside the running service.
fn assert_histories_are_whole(state: &Path, appeals: usize) {
    let vault = Vault::new(&Masters {
        data: SECOND.as_bytes(),
        previous: &[],
        secret: SECRET_KEY.as_bytes(),
    });
    let db = Native::open(&state.join("sqlite_db.db"), Arc::new(vault)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        db.execute("PRAGMA query_only = 1", vec![]).await.unwrap();
        let (looked_at, fault) = store::journal::verify_all(&db).await.unwrap();
        assert_eq!(fault, None);
        assert_eq!(looked_at, i64::try_from(appeals).unwrap());
    });
}
