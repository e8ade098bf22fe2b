//! Tags and preconditions (RFC 9110, 13), and the number of each request.

use otklik_tests::appeal::Appeal;
use otklik_tests::call::Call;

#[test]
fn a_card_that_did_not_change_is_not_sent_again() {
    let appeal = Appeal::create();
    let view = |tag: &str| {
        Call::get(appeal.path(""))
            .code(&appeal.code)
            .header("if-none-match", tag)
            .send()
    };
    let tag = Call::get(appeal.path(""))
        .code(&appeal.code)
        .send()
        .expect(200)
        .header("etag")
        .to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    for given in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"other\", {tag}"),
        "*".to_owned(),
    ] {
        let answer = view(&given).expect(304);
        assert!(answer.body.is_empty());
        assert_eq!(answer.header("etag"), tag);
    }
    view("\"other\"").expect(200);
    appeal.go_through(&["in_progress"]);
    assert_ne!(view(&tag).expect(200).header("etag"), tag);
    // The tag of another's appeal opens nothing.
    let stranger = Call::get(appeal.path(""))
        .header("if-none-match", "*")
        .send();
    stranger.problem(404, "not_found");
}

#[test]
fn a_change_decided_on_an_old_card_is_refused() {
    let appeal = Appeal::create();
    let go = |to: &str, tag: &str| {
        appeal
            .transition_call(to)
            .staff()
            .header("if-match", tag)
            .send()
    };
    let changed = go("in_progress", "\"1\"").expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    go("approved", "\"1\"").problem(412, "version_changed");
    go("approved", "no tag").problem(412, "version_changed");
    assert_eq!(appeal.card()["status"], "in_progress");
    go("approved", "\"2\"").expect(200);
    go("closed", "*").expect(200);
}

#[test]
fn a_request_keeps_its_number_or_gets_one() {
    for given in ["abc-123_x.y", &"a".repeat(64)] {
        assert_eq!(
            Call::get("/health")
                .header("x-request-id", given)
                .send()
                .header("x-request-id"),
            given
        );
        let problem = Call::get("/api/v1/appeals")
            .header("x-request-id", given)
            .send();
        assert_eq!(problem.problem(401, "unauthenticated")["request_id"], given);
    }
    for bad in ["", "with space", "<script>", "новый", &"a".repeat(65)] {
        let answer = Call::get("/health").header("x-request-id", bad).send();
        let made = answer.header("x-request-id");
        assert!(made.len() >= 16 && made != bad, "{made}");
    }
    let made = || {
        Call::get("/health")
            .send()
            .header("x-request-id")
            .to_owned()
    };
    assert_ne!(made(), made());
}

#[test]
fn answers_about_people_are_stored_nowhere() {
    let appeal = Appeal::create();
    for path in [
        appeal.path(""),
        appeal.path("/events"),
        format!("/api/v1/exports/appeals/{}.pdf", appeal.number),
    ] {
        let answer = Call::get(path).code(&appeal.code).send().expect(200);
        assert_eq!(answer.header("cache-control"), "no-store", "{answer}");
    }
}
