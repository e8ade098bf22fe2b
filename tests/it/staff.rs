//! Members of staff: how they begin, what they may see and do, and how that changes.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::staff::{AGENCY, OTHER, invite_at};
use otklik_tests::target::target;
use otklik_tests::unique;
use serde_json::{Value, json};

const STAFF: &str = "/api/v1/staff";

/// How the list shows somebody.
#[track_caller]
fn listed(login: &str) -> Value {
    let mut cursor = String::new();
    loop {
        let path = format!("{STAFF}{cursor}");
        let page = Call::get(path).staff().send().expect(200).json();
        let items = page["items"].as_array().unwrap();
        if let Some(found) = items.iter().find(|item| item["contact"] == login) {
            return found.clone();
        }
        let next = page["next"].as_str().expect("they are in the list");
        cursor = format!("?cursor={next}");
    }
}

fn change(member: &Value, body: &Value) -> Call {
    let path = format!("{STAFF}/{}", member["id"].as_str().unwrap());
    let version = format!("\"{}\"", member["version"]);
    Call::new("PATCH", path)
        .json(body)
        .header("if-match", &version)
}

#[test]
fn an_invitation_works_once_and_its_member_works_after_a_second_factor() {
    let mut olga = Person::new();
    let token = invite_at(target(), &olga.login, "operator", [AGENCY, "", "62"]);
    let mail = olga.mail("invitation");
    assert!(mail.text.contains(&format!("/invitation#{token}")));

    let weak = json!({ "token": token, "password": "olga", "last_name": "Смирнова", "first_name": "Ольга" });
    let refused = olga.post("/api/v1/staff/invitations/accept", &weak);
    assert!(
        refused
            .faults()
            .iter()
            .all(|fault| fault.starts_with("/password "))
    );
    let accepted = olga.accept(&token).expect(201).json();
    assert_eq!(accepted["account"]["role"], "operator");
    assert_eq!(accepted["account"]["level"], "password");
    Person::new().accept(&token).problem(404, "invitation_gone");
    Person::new()
        .accept("unknown")
        .problem(404, "invitation_gone");

    for path in [
        "/api/v1/appeals",
        "/api/v1/appeals/counters",
        "/api/v1/keys",
    ] {
        olga.get(path).problem(403, "second_factor_required");
    }
    let before = olga.cookies.clone();
    olga.add_second_factor();
    assert_ne!(olga.cookies, before, "the session has another token now");
    olga.get("/api/v1/appeals").expect(200);
    olga.get("/api/v1/keys").problem(403, "forbidden");
    let member = listed(&olga.login);
    assert_eq!(
        (&member["name"], &member["position"]),
        (&json!("Смирнова Ольга"), &json!("ведущий инженер"))
    );
    assert_eq!(
        json!([
            member["role"],
            member["agency"],
            member["region"],
            member["state"]
        ]),
        json!(["operator", AGENCY, "62", "active"])
    );
}

#[test]
fn a_member_sees_and_moves_what_lies_in_their_territory_with_their_role() {
    let word = unique::word();
    let title = format!("Яма {word} на дороге");
    let mut body = appeal::with("/title", title);
    let here = Appeal::create_as(&body);
    appeal::set(&mut body, "/region", json!("77"));
    let elsewhere = Appeal::create_as(&body);
    let mut operator = Person::staff("operator", [AGENCY, "", "62"]);
    let mut supervisor = Person::staff("supervisor", [AGENCY, "", ""]);
    let mut observer = Person::staff("observer", ["", "", ""]);

    operator.get(&here.path("")).expect(200);
    operator.get(&elsewhere.path("")).problem(404, "not_found");
    let list = operator
        .get(&format!("/api/v1/appeals?q={word}"))
        .expect(200);
    assert!(list.text().contains(&here.number) && !list.text().contains(&elsewhere.number));
    let list = supervisor
        .get(&format!("/api/v1/appeals?q={word}"))
        .expect(200);
    assert!(list.text().contains(&here.number) && list.text().contains(&elsewhere.number));

    let transitions = here.path("/transitions");
    let to = |status: &str| json!({ "to": status, "comment": "Бригада выезжает во вторник." });
    observer
        .post(&transitions, &to("in_progress"))
        .problem(403, "forbidden");
    operator.post(&transitions, &to("in_progress")).expect(200);
    operator
        .post(&transitions, &to("approved"))
        .problem(403, "forbidden");
    supervisor.post(&transitions, &to("approved")).expect(200);

    let masked = observer.get(&here.path("")).expect(200).json();
    assert_eq!(masked["applicant"]["last_name"], "И***");
    let plain = operator.get(&here.path("")).expect(200).json();
    assert_eq!(plain["applicant"]["last_name"], "Иванова");
    let looks = Call::get(here.path("/accesses"))
        .code(&here.code)
        .send()
        .expect(200);
    for role in ["operator", "supervisor", "observer"] {
        assert!(
            looks.text().contains(&format!("\"role\":\"{role}\"")),
            "{looks}"
        );
    }
    assert!(!looks.text().contains("Смирнова"));
}

#[test]
fn another_role_ends_the_sessions_and_needs_the_version_that_was_seen() {
    let mut olga = Person::staff("operator", [AGENCY, "", ""]);
    let member = listed(&olga.login);
    let blocked = json!({ "state": "blocked" });
    let path = format!("{STAFF}/{}", member["id"].as_str().unwrap());
    let unseen = Call::new("PATCH", path).staff().json(&blocked);
    unseen.send().problem(428, "if_match_required");
    let more = json!({ "role": "supervisor", "region": "62" });
    let after = change(&member, &more).staff().send().expect(200).json();
    assert_eq!(
        json!([after["role"], after["agency"], after["region"]]),
        json!(["supervisor", AGENCY, "62"])
    );
    olga.get("/api/v1/appeals").problem(401, "unauthenticated");
    change(&member, &blocked)
        .staff()
        .send()
        .problem(412, "version_changed");
    change(&after, &blocked).staff().send().expect(200);
    olga.try_sign_in().problem(401, "wrong_credentials");
}

#[test]
fn an_administrator_of_an_agency_looks_after_that_agency_only() {
    let mut own = Person::staff("administrator", [AGENCY, "", ""]);
    let stranger = Person::staff("operator", [OTHER.0, "", ""]);
    let member = listed(&stranger.login);
    // The list is longer than a page by now: other tests invite people, too.
    for (login, is_listed) in [(own.login.clone(), true), (stranger.login.clone(), false)] {
        let list = own.get(&format!("{STAFF}?q={login}")).expect(200);
        assert_eq!(
            list.text().contains(&format!("\"contact\":\"{login}\"")),
            is_listed
        );
    }
    let path = format!("{STAFF}/{}", member["id"].as_str().unwrap());
    let blocked = json!({ "state": "blocked" });
    own.ask("PATCH", &path, &blocked).problem(404, "not_found");
    let unknown = format!("{STAFF}/0192f3a0-0000-7000-8000-000000000000");
    own.ask("PATCH", &unknown, &blocked)
        .problem(404, "not_found");
    let invitation = |agency: &str| json!({ "email": format!("{}@example.ru", unique::word()), "role": "operator", "agency": agency });
    let invite = "/api/v1/staff/invitations";
    for agency in [OTHER.0, ""] {
        let refused = own.post(invite, &invitation(agency));
        assert_eq!(refused.faults(), ["/agency territory_not_yours"]);
    }
    own.post(invite, &invitation(AGENCY)).expect(201);
    let key = |agency: &str| json!({ "name": "CRM", "scopes": ["read"], "agency": agency });
    let refused = own.post("/api/v1/keys", &key(OTHER.0));
    assert_eq!(refused.faults(), ["/agency agency_unknown"]);
    own.post("/api/v1/keys", &key(AGENCY)).expect(201);
}

#[test]
fn every_fault_of_an_invitation_is_told_and_roles_of_no_staff_are_not_given() {
    for role in ["citizen", "service", "nobody", "ops", "root", ""] {
        let body = json!({ "email": "olga", "role": role, "region": "999", "unit": "a b" });
        let refused = Call::post("/api/v1/staff/invitations").staff().json(&body);
        let mut faults = refused.send().faults();
        faults.sort();
        assert_eq!(
            faults,
            [
                "/email email_format",
                "/region region_unknown",
                "/role role_unknown",
                "/unit unit_format"
            ]
        );
    }
}

#[test]
fn an_invitation_that_waits_is_listed_and_can_be_revoked() {
    let mut olga = Person::new();
    let token = invite_at(target(), &olga.login, "operator", [AGENCY, "", "62"]);
    let waiting = || {
        let list = Call::get(format!("{STAFF}/invitations"))
            .staff()
            .send()
            .expect(200)
            .json();
        let items = list["items"].as_array().unwrap().clone();
        items
            .into_iter()
            .find(|item| item["email"] == olga.login.as_str())
    };
    let invited = waiting().expect("it waits");
    assert_eq!(
        json!([invited["role"], invited["agency"], invited["region"]]),
        json!(["operator", AGENCY, "62"])
    );
    assert!(!invited.to_string().contains(&token));
    let path = format!("{STAFF}/invitations/{}", invited["id"].as_str().unwrap());
    let mut elsewhere = Person::staff("administrator", [OTHER.0, "", ""]);
    let listed = elsewhere
        .get(&format!("{STAFF}/invitations"))
        .expect(200)
        .text()
        .to_owned();
    assert!(!listed.contains(&olga.login));
    let call = elsewhere.call("DELETE", &path);
    elsewhere.send(call).problem(404, "not_found");
    Call::new("DELETE", &path).staff().send().expect(204);
    assert!(waiting().is_none());
    Call::new("DELETE", &path)
        .staff()
        .send()
        .problem(404, "not_found");
    olga.accept(&token).problem(404, "invitation_gone");
}

#[test]
fn whoever_accepts_an_invitation_says_their_name() {
    let accept = "/api/v1/staff/invitations/accept";
    let mut olga = Person::new();
    let token = invite_at(target(), &olga.login, "operator", [AGENCY, "", ""]);
    let mut body = json!({
        "token": token, "password": olga.password, "last_name": " ", "middle_name": "П3тровна",
        "position": "я".repeat(101),
    });
    let expected = [
        "/last_name last_name_required",
        "/first_name first_name_required",
        "/middle_name name_format",
        "/position position_length",
    ];
    assert_eq!(olga.post(accept, &body).faults(), expected);
    let form = [("token", token.as_str()), ("password", &olga.password)];
    let page = olga.send(olga.call("POST", accept).page().form(&form));
    let page = page.expect(422);
    for said in [
        "Укажите фамилию",
        "Укажите имя",
        "name=\"middle_name\"",
        "name=\"position\"",
    ] {
        assert!(page.text().contains(said), "{said}");
    }
    for (name, value) in [
        ("last_name", "Смирнова"),
        ("first_name", "Ольга"),
        ("middle_name", "Петровна"),
        ("position", " ведущий  инженер "),
    ] {
        body[name] = json!(value);
    }
    olga.post(accept, &body).expect(201);
    olga.add_second_factor();
    let member = listed(&olga.login);
    assert_eq!(
        json!([
            member["name"],
            member["last_name"],
            member["middle_name"],
            member["position"]
        ]),
        json!([
            "Смирнова Ольга Петровна",
            "Смирнова",
            "Петровна",
            "ведущий инженер"
        ])
    );
    let own = olga.get("/api/v1/account").expect(200).json();
    assert_eq!(own["position"], "ведущий инженер");
    let profile = olga.send(olga.call("GET", "/cabinet/profile").page());
    assert!(profile.expect(200).text().contains("ведущий инженер"));
}

#[test]
fn an_invitation_tells_whoever_has_its_link_where_it_went() {
    let look = "/api/v1/staff/invitations/look";
    let mut olga = Person::new();
    let token = invite_at(target(), &olga.login, "expert", [AGENCY, "", ""]);
    let seen = olga
        .post(look, &json!({ "token": token }))
        .expect(200)
        .json();
    assert_eq!(seen["login"], olga.login.as_str());
    assert_eq!(
        (&seen["role"], &seen["role_name"]),
        (&json!("expert"), &json!("эксперт"))
    );
    assert_eq!(seen["agency"]["code"], AGENCY);
    for unknown in ["unknown", &"x".repeat(4000)] {
        let refused = olga.post(look, &json!({ "token": unknown }));
        refused.problem(404, "invitation_gone");
    }
    assert_eq!(olga.post(look, &json!({})).faults(), ["/token required"]);
    // A look uses nothing up.
    olga.accept(&token).expect(201);
    olga.post(look, &json!({ "token": token }))
        .problem(404, "invitation_gone");
}

#[test]
fn an_administrator_names_members_of_their_territory_and_ends_no_session() {
    let mut olga = Person::staff("operator", [AGENCY, "", ""]);
    let mut own = Person::staff("administrator", [AGENCY, "", ""]);
    let mut stranger = Person::staff("administrator", [OTHER.0, "", ""]);
    let member = listed(&olga.login);
    let path = format!("{STAFF}/{}", member["id"].as_str().unwrap());
    let ask = |admin: &mut Person, member: &Value, body: &Value| {
        let version = format!("\"{}\"", member["version"]);
        let call = admin.call("PATCH", &path).json(body);
        admin.send(call.header("if-match", &version))
    };
    let named =
        json!({ "last_name": "Белова", "middle_name": "Петровна", "position": "начальник отдела" });
    ask(&mut stranger, &member, &named).problem(404, "not_found");
    let wrong = json!({ "last_name": "", "first_name": "0", "position": "+" });
    let mut faults = ask(&mut own, &member, &wrong).faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/first_name name_format",
            "/last_name last_name_required",
            "/position position_format"
        ]
    );
    let after = ask(&mut own, &member, &named).expect(200).json();
    assert_eq!(
        json!([after["name"], after["position"], after["role"]]),
        json!(["Белова Ольга Петровна", "начальник отдела", "operator"])
    );
    olga.get("/api/v1/queue").expect(200);
    let events = olga.get("/api/v1/account/events").expect(200);
    assert!(
        events
            .text()
            .contains("Администратор изменил имя или должность"),
        "{events}"
    );
    ask(&mut own, &member, &named).problem(412, "version_changed");
    let taken = ask(
        &mut own,
        &after,
        &json!({ "middle_name": "", "position": "" }),
    );
    let taken = taken.expect(200).json();
    assert_eq!(
        (&taken["name"], &taken["position"]),
        (&json!("Белова Ольга"), &Value::Null)
    );

    // Whoever has no patronymic has said so by a dash, and a change of something else leaves it.
    let dashed = ask(&mut own, &taken, &json!({ "middle_name": "—" }))
        .expect(200)
        .json();
    let dashed = ask(&mut own, &dashed, &json!({ "position": "инженер" }))
        .expect(200)
        .json();
    assert_eq!(dashed["name"], "Белова Ольга");
    let taken = ask(
        &mut own,
        &dashed,
        &json!({ "middle_name": "", "position": "" }),
    )
    .expect(200)
    .json();

    // By the form, with everything that it has.
    let page = own.send(
        own.call(
            "GET",
            &format!("/desk/admin/staff/{}", member["id"].as_str().unwrap()),
        )
        .page(),
    );
    for shown in [
        "value=\"Белова\"",
        "name=\"position\"",
        "<h1>Белова Ольга</h1>",
    ] {
        assert!(page.text().contains(shown), "{shown} in {page}");
    }
    let version = taken["version"].to_string();
    let form = [
        ("version", version.as_str()),
        ("last_name", "Чернова"),
        ("first_name", "Ольга"),
        ("middle_name", ""),
        ("position", "инженер"),
        ("role", "operator"),
        ("agency", AGENCY),
        ("unit", ""),
        ("region", ""),
        ("state", "active"),
    ];
    let address = format!("/desk/admin/staff/{}", member["id"].as_str().unwrap());
    let saved = own.send(own.call("POST", &address).page().form(&form));
    saved.expect(303);
    let list = own.send(
        own.call("GET", &format!("/desk/admin/staff?q={}", olga.login))
            .page(),
    );
    assert!(list.text().contains("Чернова Ольга") && list.text().contains("инженер"));
    olga.get("/api/v1/queue").expect(200);
}

#[test]
fn a_member_changes_their_name_and_keeps_one_and_their_position_is_for_administrators() {
    let mut olga = Person::staff("operator", [AGENCY, "", ""]);
    let account = "/api/v1/account";
    let married = olga.ask("PATCH", account, &json!({ "last_name": "Белова" }));
    assert_eq!(married.expect(200).json()["profile"]["last_name"], "Белова");
    assert_eq!(listed(&olga.login)["name"], "Белова Ольга");
    let gone = olga.ask(
        "PATCH",
        account,
        &json!({ "last_name": "", "first_name": null }),
    );
    let expected = [
        "/last_name last_name_required",
        "/first_name first_name_required",
    ];
    assert_eq!(gone.faults(), expected);
    let risen = olga.ask("PATCH", account, &json!({ "position": "министр" }));
    assert_eq!(risen.faults(), ["/position unknown_field"]);
    let own = olga.get(account).expect(200).json();
    assert_eq!(
        (&own["profile"]["last_name"], &own["position"]),
        (&json!("Белова"), &json!("ведущий инженер"))
    );
}
