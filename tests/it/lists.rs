//! Lists: filters, pages, counters.

use std::collections::BTreeSet;

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Call, percent};
use otklik_tests::unique;
use serde_json::{Value, json};

#[track_caller]
fn page(query: &str) -> Value {
    Call::get(format!("/api/v1/appeals?{query}"))
        .staff()
        .send()
        .expect(200)
        .json()
}

#[track_caller]
fn numbers(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["number"].as_str().unwrap().to_owned())
        .collect()
}

/// All numbers of a list, page by page along its links.
#[track_caller]
pub(crate) fn all(query: &str) -> Vec<String> {
    let mut path = format!("/api/v1/appeals?{query}");
    let mut found = Vec::new();
    loop {
        let answer = Call::get(&path).staff().send().expect(200);
        let page = answer.json();
        found.extend(numbers(&page));
        let link = answer.header("link");
        if page["next"].is_null() {
            assert_eq!(link, "", "the last page has no next");
            return found;
        }
        let next = link
            .strip_prefix('<')
            .and_then(|rest| rest.strip_suffix(">; rel=\"next\""));
        path = next.unwrap_or_else(|| panic!("{link}")).to_owned();
        assert!(
            path.contains(
                &percent(page["next"].as_str().unwrap())
                    .replace("%2D", "-")
                    .replace("%5F", "_")
            ),
            "{path}"
        );
    }
}

/// Appeals that nobody else finds: their titles have a word of their own.
fn create(word: &str, count: usize) -> Vec<Appeal> {
    let body = appeal::with("/title", format!("Яма {word} на дороге"));
    (0..count).map(|_| Appeal::create_as(&body)).collect()
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    let word = unique::word();
    let created: Vec<String> = create(&word, 11)
        .into_iter()
        .map(|appeal| appeal.number)
        .collect();
    let newest_first: Vec<String> = created.iter().rev().cloned().collect();
    for limit in [1, 3, 10, 11, 12, 200] {
        assert_eq!(
            all(&format!("q={word}&limit={limit}")),
            newest_first,
            "limit {limit}"
        );
        assert_eq!(
            all(&format!("limit={limit}&sort=created_at&q={word}")),
            created,
            "limit {limit}"
        );
    }
    assert_eq!(all(&format!("q={word}&sort=-created_at")), newest_first);
    // Appeals that come while somebody pages do not disturb the pages before.
    let first = page(&format!("q={word}&limit=5"));
    create(&word, 2);
    let second = page(&format!(
        "q={word}&limit=5&cursor={}",
        first["next"].as_str().unwrap()
    ));
    assert_eq!(
        [numbers(&first), numbers(&second)].concat(),
        newest_first[..10]
    );
}

#[test]
fn a_page_has_fifty_items_unless_asked_otherwise() {
    let word = unique::word();
    let body = appeal::with("/title", format!("Яма {word} на дороге"));
    crate::at_once::at_once(8, |_| (0..7).for_each(|_| drop(Appeal::create_as(&body))));
    assert_eq!(numbers(&page(&format!("q={word}"))).len(), 50);
    assert_eq!(all(&format!("q={word}")).len(), 56);
}

#[test]
fn filters_narrow_the_list() {
    let word = unique::word();
    let mine = create(&word, 3);
    mine[0].go_through(&["in_progress"]);
    let mut other = appeal::with("/title", format!("Снег {word} на дороге"));
    appeal::set(&mut other, "/category", json!("roads.lighting"));
    appeal::set(&mut other, "/type", json!("question"));
    let other = Appeal::create_as(&other);
    #[track_caller]
    fn check(word: &str, filter: &str, expected: &[&Appeal]) {
        let found: BTreeSet<String> = all(&format!("q={word}&{filter}")).into_iter().collect();
        let expected: BTreeSet<String> = expected
            .iter()
            .map(|appeal| appeal.number.clone())
            .collect();
        assert_eq!(found, expected, "{filter}");
    }
    check(&word, "status=in_progress", &[&mine[0]]);
    check(&word, "status=created", &[&mine[1], &mine[2], &other]);
    check(&word, "status=closed", &[]);
    check(&word, "type=question", &[&other]);
    check(&word, "category=roads.lighting", &[&other]);
    check(&word, "agency=municipality", &[&other]);
    check(
        &word,
        "agency=road_agency&status=created",
        &[&mine[1], &mine[2]],
    );
    check(&word, "category=no.such", &[]);
    check(&word, "assignee=nobody", &[]);
    check(&word, "overdue=true", &[]);
    check(
        &word,
        "overdue=false",
        &[&mine[0], &mine[1], &mine[2], &other],
    );
    check(&word, "created_from=2020-01-01&created_to=2020-12-31", &[]);
    check(
        &word,
        "created_from=2020-01-01",
        &[&mine[0], &mine[1], &mine[2], &other],
    );
    check(&word, "created_to=2020-01-01T00:00:00%2B03:00", &[]);
    let at = mine[1].card()["created_at"].as_str().unwrap().to_owned();
    let at = percent(&at);
    assert!(all(&format!("q={word}&created_from={at}&created_to={at}")).contains(&mine[1].number));
    // An empty parameter is an absent one.
    check(
        &word,
        "status=&type=&category=&created_from=",
        &[&mine[0], &mine[1], &mine[2], &other],
    );
}

#[test]
fn the_search_knows_russian_endings() {
    let word = unique::word();
    let appeal = Appeal::create_as(&appeal::with(
        "/title",
        format!("Яма {word} на проезжей части"),
    ));
    for query in [
        format!("{word} ямы"),
        format!("ЯМАМИ {word}"),
        format!("проезжая часть {word}"),
    ] {
        assert_eq!(
            all(&format!("q={}", percent(&query))),
            std::slice::from_ref(&appeal.number),
            "{query}"
        );
    }
    assert!(all(&format!("q={}", percent(&format!("{word} фонарь")))).is_empty());
    // The syntax of the index is not the caller's.
    for query in [
        "\"", "*", "NEAR(", "a OR b", "col:x", "') --", "^", "AND", "-", "💥",
    ] {
        page(&format!("q={}&limit=1", percent(query)));
    }
}

#[test]
fn parameters_that_are_wrong_are_all_told() {
    let call = |query: &str| Call::get(format!("/api/v1/appeals?{query}")).staff().send();
    for (query, fault) in [
        ("limit=0", "/limit limit_invalid"),
        ("limit=201", "/limit limit_invalid"),
        ("limit=-1", "/limit limit_invalid"),
        ("limit=abc", "/limit limit_invalid"),
        ("limit=1e2", "/limit limit_invalid"),
        ("limit=99999999999999999999", "/limit limit_invalid"),
        ("cursor=abc", "/cursor cursor_invalid"),
        ("cursor=%00", "/cursor cursor_invalid"),
        ("cursor=MS4y.", "/cursor cursor_invalid"),
        ("status=open", "/status status_unknown"),
        ("type=1", "/type type_unknown"),
        ("sort=title", "/sort sort_unknown"),
        (
            "sort=created_at%3BDROP%20TABLE%20event",
            "/sort sort_unknown",
        ),
        ("overdue=yes", "/overdue overdue_invalid"),
        ("created_from=yesterday", "/created_from time_invalid"),
        ("created_to=2026-02-30", "/created_to time_invalid"),
        (
            "created_to=2026-13-01T00:00:00Z",
            "/created_to time_invalid",
        ),
    ] {
        let faults = call(query).faults();
        assert_eq!(faults, [fault], "{query}");
    }
    let long = "я".repeat(201);
    assert_eq!(
        call(&format!("q={}", percent(&long))).faults(),
        ["/q parameter_too_long"]
    );
    let faults = call("limit=0&status=x&sort=y&overdue=z&created_from=w&cursor=v").faults();
    assert_eq!(faults.len(), 6, "{faults:?}");
}

#[test]
fn odd_parameters_never_break_the_list() {
    for query in [
        "",
        "&&&",
        "=",
        "=x",
        "limit",
        "limit=&limit=5",
        "unknown=1",
        "q=%",
        "q=%zz",
        "q=%ff%fe",
        "q=%00",
        "status[]=created",
        "q=+",
        "category='%20OR%201%3D1--",
        "agency=%22%3B--",
        "limit=5#x",
        "a=b=c&limit=1",
        // Cursors that are well-formed and mad: the greatest and the least numbers, a negative one.
        "cursor=OTIyMzM3MjAzNjg1NDc3NTgwNy45MjIzMzcyMDM2ODU0Nzc1ODA3",
        "cursor=LTkyMjMzNzIwMzY4NTQ3NzU4MDguLTkyMjMzNzIwMzY4NTQ3NzU4MDg",
        "sort=created_at&cursor=LTkyMjMzNzIwMzY4NTQ3NzU4MDguLTE",
        "created_from=262143-01-01",
        "created_from=-262143-01-01",
        "created_to=9999-12-31T23:59:59Z",
        "created_to=262142-12-31",
        "created_from=0000-01-01",
    ] {
        let answer = Call::get(format!("/api/v1/appeals?{query}")).staff().send();
        assert!(
            answer.status == 200 || answer.status == 422,
            "{query}: {answer}"
        );
    }
}

#[test]
fn counters_agree_with_the_list() {
    // Nobody else here writes to this agency.
    let mut body = appeal::with("/category", "health.conditions");
    body["fields"] = json!({ "institution": "Поликлиника № 1" });
    let counters = || {
        Call::get("/api/v1/appeals/counters?agency=health_ministry")
            .staff()
            .send()
            .expect(200)
            .json()
    };
    let of = |counters: &Value, status: &str| {
        let statuses = counters["by_status"].as_array().unwrap();
        let of = statuses.iter().find(|of| of["status"] == status).unwrap();
        of["appeals"].as_u64().unwrap()
    };
    let before = counters();
    let appeals: Vec<Appeal> = (0..3).map(|_| Appeal::create_as(&body)).collect();
    appeals[0].go_through(&["in_progress", "approved"]);
    appeals[1]
        .transition_call("cancelled")
        .code(&appeals[1].code)
        .send()
        .expect(200);
    let after = counters();
    assert_eq!(
        after["total"].as_u64(),
        before["total"].as_u64().map(|total| total + 3)
    );
    for status in ["created", "approved", "cancelled"] {
        assert_eq!(of(&after, status), of(&before, status) + 1, "{status}");
    }
    assert_eq!(of(&after, "in_progress"), of(&before, "in_progress"));
    let mut total = 0;
    for counter in after["by_status"].as_array().unwrap() {
        let status = counter["status"].as_str().unwrap();
        let listed = all(&format!("agency=health_ministry&status={status}&limit=200")).len() as u64;
        assert_eq!(counter["appeals"], listed, "{status}");
        total += listed;
    }
    assert_eq!(after["total"], total);
    let whole = Call::get("/api/v1/appeals/counters")
        .staff()
        .send()
        .expect(200)
        .json();
    assert!(whole["total"].as_u64() >= after["total"].as_u64());
}

#[test]
fn a_link_carries_no_foreign_header() {
    let word = unique::word();
    create(&word, 2);
    let query = format!("q={word}%0d%0a:%20%3E%22&limit=1&lang=en");
    let answer = Call::get(format!("/api/v1/appeals?{query}"))
        .staff()
        .send()
        .expect(200);
    let link = answer.header("link");
    assert!(
        link.ends_with(">; rel=\"next\"") && link.matches(['<', '>', '"', ' ']).count() == 5,
        "{link}"
    );
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert!(
        cookies
            .iter()
            .all(|cookie| !cookie.to_str().unwrap().starts_with("a=")),
        "{answer}"
    );
}
