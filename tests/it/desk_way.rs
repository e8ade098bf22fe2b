//! The way to the desk and about it: where signing in leads, what is refused and how, where a forwarded appeal leaves
//! whoever sent it on.

use otklik_tests::appeal::Appeal;
use otklik_tests::call::{Answer, Call};
use otklik_tests::person::{App, Person};
use otklik_tests::staff::{AGENCY, OTHER, invite_at};
use otklik_tests::target::target;
use otklik_tests::unique;
use serde_json::{Value, json};

use crate::administration::eventually;
use crate::work::act;

const ALL: [&str; 3] = [AGENCY, "", ""];

#[track_caller]
fn page(person: &mut Person, path: &str) -> Answer {
    person.send(person.call("GET", path).page())
}

/// Sends a form as the page at `from` would.
#[track_caller]
fn form(person: &mut Person, path: &str, from: &str, pairs: &[(&str, &str)]) -> Answer {
    let referer = format!("{}{from}", target().base_url);
    let call = person.call("POST", path).page().form(pairs);
    person.send(call.header("referer", &referer))
}

/// The page that answers is among the desk's own, with these links in its content.
#[track_caller]
fn check_of_desk(answer: &Answer, status: u16, ways: &[&str]) {
    assert_eq!(answer.status, status, "{answer}");
    let html = answer.text();
    assert!(html.contains("<body class=\"desk\">"), "{answer}");
    assert!(!html.contains("href=\"/submit\""), "{answer}");
    let (_, main) = html.split_once("<main").expect("a main part");
    for way in ways {
        assert!(main.contains(&format!("href=\"{way}\"")), "{way} in {main}");
    }
}

/// The value of a form's hidden member.
#[track_caller]
fn hidden(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = answer.text().split_once(&mark).expect("a hidden member");
    rest.split('"').next().unwrap().to_owned()
}

/// Signs in by the page's forms, with an app's code; gives where that leads.
#[track_caller]
fn sign_in(person: &mut Person, app: &App, step: i64, return_to: &str) -> String {
    person.cookies.clear();
    let (login, password) = (person.login.clone(), person.password.clone());
    let pairs = [
        ("login", login.as_str()),
        ("password", &password),
        ("return_to", return_to),
    ];
    let asked = form(person, "/api/v1/session", "/sign-in", &pairs).expect(200);
    let (ticket, code) = (hidden(&asked, "ticket"), app.code(step));
    let pairs = [
        ("ticket", ticket.as_str()),
        ("method", "totp"),
        ("code", &code),
        ("return_to", return_to),
    ];
    let path = "/api/v1/session/second-factor";
    let done = form(person, path, "/api/v1/session", &pairs).expect(303);
    done.header("location").to_owned()
}

#[test]
fn staff_land_at_the_desk_unless_they_asked_for_another_page() {
    let mut olga = Person::staff("operator", ALL);
    let app = olga.add_app();
    assert_eq!(sign_in(&mut olga, &app, 1, ""), "/desk");
    page(&mut olga, "/desk").expect(200);
    assert_eq!(
        page(&mut olga, "/sign-in").expect(303).header("location"),
        "/desk"
    );
    let session = olga.get("/api/v1/session").expect(200).json();
    assert_eq!(session["account"]["home"], "/desk");
    // Every page of citizens that they see leads there, of components without the database as well.
    for path in [
        "/",
        "/submit",
        "/status",
        "/cabinet",
        "/cabinet/profile",
        "/nothing-here",
        "/developers",
    ] {
        let answer = page(&mut olga, path);
        assert!(
            answer
                .text()
                .contains("<a href=\"/desk\">Рабочее место</a>"),
            "{path}: {answer}"
        );
    }
    let left = olga.send(olga.call("POST", "/sign-out").page());
    left.expect(303);
    assert!(!page(&mut olga, "/").text().contains("href=\"/desk\""));

    let mut boris = Person::staff("supervisor", ALL);
    let app = boris.add_app();
    assert_eq!(
        sign_in(&mut boris, &app, 1, "/cabinet/profile"),
        "/cabinet/profile"
    );
}

#[test]
fn citizens_land_in_the_cabinet_and_see_nothing_of_the_desk() {
    let mut anna = Person::registered();
    let (login, password) = (anna.login.clone(), anna.password.clone());
    anna.cookies.clear();
    let pairs = [("login", login.as_str()), ("password", &password)];
    let done = form(&mut anna, "/api/v1/session", "/sign-in", &pairs).expect(303);
    assert_eq!(done.header("location"), "/cabinet");
    assert_eq!(
        page(&mut anna, "/sign-in").expect(303).header("location"),
        "/cabinet"
    );
    for path in ["/", "/cabinet", "/status"] {
        assert!(
            !page(&mut anna, path).text().contains("href=\"/desk\""),
            "{path}"
        );
    }
    let session = anna.get("/api/v1/session").expect(200).json();
    assert_eq!(session["account"]["home"], "/cabinet");
    // The desk tells them whose it is, and where they can go.
    for path in ["/desk", "/desk/admin/staff", "/desk/nowhere"] {
        let refused = page(&mut anna, path);
        let status = if path == "/desk/nowhere" { 404 } else { 403 };
        assert_eq!(refused.status, status, "{refused}");
        let to = path.replace('/', "%2F");
        for way in ["/cabinet", &format!("/sign-in?again=1&#38;return_to={to}")] {
            assert!(
                refused.text().contains(&format!("href=\"{way}\"")),
                "{way}: {refused}"
            );
        }
        assert!(
            !refused.text().contains("Обратитесь к сотруднику"),
            "{refused}"
        );
    }
    let refused = page(&mut anna, "/desk");
    assert!(
        refused.text().contains("Рабочее место — для сотрудников"),
        "{refused}"
    );
}

#[test]
fn a_new_member_is_led_from_the_invitation_to_the_desk() {
    let mut olga = Person::new();
    let token = invite_at(target(), &olga.login, "operator", ALL);
    let password = olga.password.clone();
    let pairs = [
        ("token", token.as_str()),
        ("login", ""),
        ("last_name", "Смирнова"),
        ("first_name", "Ольга"),
        ("password", &password),
    ];
    let path = "/api/v1/staff/invitations/accept";
    let accepted = form(&mut olga, path, "/invitation", &pairs).expect(303);
    assert_eq!(accepted.header("location"), "/cabinet/security");
    assert_eq!(
        page(&mut olga, "/sign-in").expect(303).header("location"),
        "/cabinet/security"
    );

    let half = page(&mut olga, "/desk");
    check_of_desk(&half, 403, &["/cabinet/security#head-factors"]);
    assert!(half.text().contains("Нужен второй фактор"), "{half}");
    let security = page(&mut olga, "/cabinet/security").expect(200);
    let html = security.text();
    assert!(
        html.contains("<h2 id=\"head-factors\">Второй фактор</h2>"),
        "{security}"
    );
    assert!(!html.contains("шаг входа") && !html.contains("Перейти к рабочему месту"));

    let on = form(
        &mut olga,
        "/api/v1/account/factors/message",
        "/cabinet/security",
        &[],
    );
    let next = on.expect(303).header("location").to_owned();
    let done = page(&mut olga, &next).expect(200);
    assert!(done.text().contains("Второй фактор включён."), "{done}");
    let button = "<a class=\"button\" href=\"/desk\">Перейти к рабочему месту</a>";
    assert!(done.text().contains(button), "{done}");
    page(&mut olga, "/desk").expect(200);
    // A citizen who turns theirs on is led to no desk.
    let mut anna = Person::registered();
    form(
        &mut anna,
        "/api/v1/account/factors/message",
        "/cabinet/security",
        &[],
    )
    .expect(303);
    let done = page(&mut anna, &next).expect(200);
    assert!(done.text().contains("Второй фактор включён.") && !done.text().contains(button));
}

#[test]
fn whoever_signed_in_before_the_second_factor_was_set_up_elsewhere_signs_in_again() {
    let mut olga = Person::new();
    let token = invite_at(target(), &olga.login, "operator", ALL);
    olga.accept(&token).expect(201);
    let mut other = olga.elsewhere();
    other.sign_in();
    olga.add_second_factor();
    let half = page(&mut other, "/desk?mine=true");
    check_of_desk(
        &half,
        403,
        &["/sign-in?again=1&#38;return_to=%2Fdesk%3Fmine%3Dtrue"],
    );
    assert!(!half.text().contains("Включить второй фактор"), "{half}");
}

#[test]
fn what_is_refused_at_the_desk_is_told_there_with_ways_on() {
    let appeal = Appeal::create();
    let card = format!("/desk/appeals/{}", appeal.number);
    let mut olga = Person::staff("operator", ALL);
    // Unknown, or not theirs to see.
    for path in [
        "/desk/nowhere",
        "/desk/appeals/2026-9999998-0",
        "/desk/appeals/x",
    ] {
        check_of_desk(&page(&mut olga, path), 404, &["/desk"]);
    }
    // Not theirs to do: whom to ask is said in the desk's words.
    let refused = page(&mut olga, "/desk/admin/staff");
    check_of_desk(&refused, 403, &["/desk"]);
    let words = "Попросите руководителя, а о правах — администратора вашего ведомства.";
    assert!(refused.text().contains(words), "{refused}");
    let approve = appeal.path("/answer/approve");
    let refused = form(&mut olga, &approve, &card, &[]);
    check_of_desk(&refused, 403, &[&card, "/desk"]);
    assert!(refused.text().contains(words), "{refused}");
    let told = olga.post(&approve, &json!({})).problem(403, "forbidden");
    assert_eq!(
        told["detail"],
        format!("Ваша роль этого не позволяет. {words}")
    );
    // Another method.
    let take = appeal.path("/take");
    check_of_desk(&page(&mut olga, &take), 405, &[&card, "/desk"]);
    let posted = form(&mut olga, "/desk/objections", "/desk/objections", &[]);
    check_of_desk(&posted, 405, &["/desk"]);
    // A conflict and wrong input of forms that have no page to come back to.
    let applicant = format!("{card}/applicant");
    let refused = form(&mut olga, &applicant, &card, &[("reason", "")]);
    check_of_desk(&refused, 422, &[&card, "/desk"]);
    // A type that is not read.
    let call = olga.call("POST", "/desk/bulk").page().json(&json!({}));
    check_of_desk(&olga.send(call), 415, &["/desk"]);
    // Forms of participants are shown again with what is wrong, at the desk as well.
    let again = form(&mut olga, &appeal.path("/tasks"), &card, &[("text", "")]);
    check_of_desk(&again, 422, &[&card]);
    let invited = form(
        &mut olga,
        &appeal.path("/participants/invitations"),
        &card,
        &[("role", "civic")],
    );
    check_of_desk(&invited, 201, &[&card]);
    // An administrator's own section.
    let mut admin = Person::staff("administrator", ALL);
    let unknown = "/desk/admin/staff/0192f3a0-0000-7000-8000-000000000000";
    check_of_desk(&page(&mut admin, unknown), 404, &["/desk/admin", "/desk"]);
    // What they do as anybody else does stays among the pages of everybody.
    let own = form(
        &mut olga,
        "/api/v1/account/factors/0",
        "/cabinet/security",
        &[],
    );
    assert!(
        own.status == 404 && !own.text().contains("class=\"desk\""),
        "{own}"
    );
}

#[test]
fn nobody_at_the_desk_is_led_to_sign_in_and_back() {
    let appeal = Appeal::create();
    let card = format!("/desk/appeals/{}", appeal.number);
    let mut nobody = Person::new();
    let sent = page(&mut nobody, &card).expect(303);
    let back = card.replace('/', "%2F");
    assert_eq!(
        sent.header("location"),
        format!("/sign-in?return_to={back}")
    );
    let refused = page(&mut nobody, "/desk/nowhere").expect(404);
    let way = "href=\"/sign-in?return_to=%2Fdesk%2Fnowhere\"";
    assert!(refused.text().contains(way), "{refused}");
    // A form whose session is over says what helps, keeps what was typed, and leads back to where it stood.
    let asked = form(
        &mut nobody,
        "/api/v1/filters",
        "/desk/objections?x=1",
        &[("name", "x")],
    );
    assert_eq!(asked.status, 401, "{asked}");
    for part in [
        "href=\"/sign-in?return_to=",
        "href=\"/desk/objections",
        "name=\"name\" value=\"x\"",
    ] {
        assert!(asked.text().contains(part), "{part} in {asked}");
    }
}

#[test]
fn forwarding_leaves_whoever_did_it_in_the_queue_which_says_where_it_went() {
    let appeal = Appeal::create();
    let card = format!("/desk/appeals/{}", appeal.number);
    let mut olga = Person::staff("operator", ALL);
    act(&mut olga, &appeal, "take", &json!({})).expect(200);
    let pairs = [("agency", OTHER.0), ("reason", "Это вопрос о портале.")];
    let sent = form(&mut olga, &appeal.path("/forward"), &card, &pairs).expect(303);
    let next = sent.header("location").to_owned();
    assert!(next.starts_with("/desk?"), "{next}");
    let queue = page(&mut olga, &next).expect(200);
    let name = agency(OTHER.0);
    let told = format!("Передано в «{name}»: обращение {}.", appeal.number);
    assert!(queue.text().contains(&told), "{told} in {queue}");
    // The card is unknown from here on, as one that there never was.
    let gone = page(&mut olga, &card);
    check_of_desk(&gone, 404, &["/desk"]);
    let unknown = page(&mut olga, "/desk/appeals/2026-9999998-0");
    let same = |answer: &Answer, number: &str| {
        let text = answer.text().replace(number, "");
        let id = answer.header("x-request-id");
        text.replace(id, "")
    };
    assert_eq!(
        same(&gone, &appeal.number),
        same(&unknown, "2026-9999998-0")
    );

    // An appeal of their own stays theirs as an applicant's; the desk has it no more.
    let own = Appeal::create();
    let pair = [
        ("number", own.number.as_str()),
        ("access_code", own.code.as_str()),
    ];
    form(&mut olga, "/status", "/status", &pair).expect(303);
    let card = format!("/desk/appeals/{}", own.number);
    page(&mut olga, &card).expect(200);
    let sent = form(&mut olga, &own.path("/forward"), &card, &pairs).expect(303);
    let next = sent.header("location").to_owned();
    assert!(next.starts_with("/desk?"), "{next}");
    let led = page(&mut olga, &card).expect(303);
    assert_eq!(led.header("location"), format!("/status/{}", own.number));
    page(&mut olga, led.header("location")).expect(200);

    // Whoever sees both goes on with the card.
    let appeal = Appeal::create();
    let card = format!("/desk/appeals/{}", appeal.number);
    let mut both = Person::staff("supervisor", ["", "", ""]);
    let sent = form(&mut both, &appeal.path("/forward"), &card, &pairs).expect(303);
    assert_eq!(sent.header("location"), format!("{card}?done=forwarded"));
    let shown = page(&mut both, sent.header("location")).expect(200);
    assert!(
        shown.text().contains(&format!("Передано в «{name}»")),
        "{shown}"
    );
}

#[test]
fn so_does_another_topic_or_a_unit_that_takes_the_appeal_out_of_sight_and_many_at_once() {
    let unit = format!("north-{}", unique::word());
    let item = json!({ "agency": AGENCY, "code": unit, "name_ru": "Северный участок", "name_en": "North", "active": true });
    Call::post("/api/v1/admin/units")
        .staff()
        .json(&item)
        .send()
        .expect(201);
    let own = format!("south-{}", unique::word());
    let item = json!({ "agency": AGENCY, "code": own, "name_ru": "Южный участок", "name_en": "South", "active": true });
    Call::post("/api/v1/admin/units")
        .staff()
        .json(&item)
        .send()
        .expect(201);
    let appeal = Appeal::create();
    let card = format!("/desk/appeals/{}", appeal.number);
    let mut olga = Person::staff("operator", [AGENCY, &own, ""]);
    act(&mut olga, &appeal, "take", &json!({})).expect(200);
    let pairs = [("assignee", "nobody"), ("unit", unit.as_str())];
    // Instances hear of a unit within seconds.
    let sent = || form(&mut olga.clone(), &appeal.path("/assign"), &card, &pairs);
    let sent = eventually(sent, |answer| answer.status == 303);
    let told = format!("Передано в «{}, Северный участок»", agency(AGENCY));
    let queue = || page(&mut olga.clone(), sent.header("location")).expect(200);
    eventually(queue, |queue| queue.text().contains(&told));

    let appeal = Appeal::create();
    let card = format!("/desk/appeals/{}", appeal.number);
    let mut olga = Person::staff("operator", ALL);
    let pairs = [("category", OTHER.1), ("route", "true")];
    let sent = form(&mut olga, &appeal.path("/classify"), &card, &pairs).expect(303);
    let queue = page(&mut olga, sent.header("location")).expect(200);
    assert!(
        queue
            .text()
            .contains(&format!("Передано в «{}»", agency(OTHER.0))),
        "{queue}"
    );

    let appeal = Appeal::create();
    let pairs = [
        ("numbers", appeal.number.as_str()),
        ("action", "forward"),
        ("agency", OTHER.0),
        ("reason", "Это вопрос о портале."),
    ];
    let done = form(&mut olga, "/desk/bulk", "/desk", &pairs).expect(200);
    assert!(
        done.text()
            .contains(&format!("Передано в «{}»", agency(OTHER.0))),
        "{done}"
    );
    // An address that somebody made up says nothing.
    let odd = page(&mut olga, "/desk?done=forwarded&to=%3Cb%3E&to_unit=x&of=y").expect(200);
    assert!(!odd.text().contains("Передано"), "{odd}");
}

/// What an agency is called.
#[track_caller]
fn agency(code: &str) -> String {
    let found = Call::get(format!("/api/v1/admin/agencies/{code}")).staff();
    let found: Value = found.send().expect(200).json();
    found["name_ru"].as_str().unwrap().to_owned()
}
