//! Objections, instances and reviews: from the answer to the last word, with people of their own.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::{Answer, Call};
use otklik_tests::form::Form;
use otklik_tests::image;
use otklik_tests::person::Person;
use otklik_tests::server::Server;
use otklik_tests::staff::{AGENCY, OTHER};
use otklik_tests::target::Target;
use serde_json::{Value, json};

/// Monday, 1 June 2026, noon in Moscow.
pub(super) const NOON: i64 = 1_780_304_400_000;

/// The agency above, as the service comes: regional, and below the federal reception.
const ABOVE: &str = "regional_government";

const HOUR: i64 = 3_600_000;

/// A time as the instance's clock has it.
pub(super) fn ms(time: &str) -> i64 {
    let time = chrono::DateTime::parse_from_rfc3339(time).unwrap();
    time.timestamp_millis()
}

pub(super) const TEXT: &str = "Яму не заделали, вот снимок за сегодня.";

/// An instance with the people of an agency and of the ministry above it.
pub(super) struct Stage {
    pub(super) server: Server,
    pub(super) operator: Person,
    /// Signs answers.
    pub(super) chief: Person,
    /// Decides objections.
    pub(super) deputy: Person,
    pub(super) minister: Person,
}

impl Stage {
    pub(super) fn set() -> Self {
        Self::at(Server::start_at(NOON))
    }

    fn at(server: Server) -> Self {
        let target = server.target().clone();
        let person = |role: &str, agency: &str| Person::staff_at(&target, role, [agency, "", ""]);
        Stage {
            operator: person("operator", AGENCY),
            chief: person("supervisor", AGENCY),
            deputy: person("supervisor", AGENCY),
            minister: person("supervisor", ABOVE),
            server,
        }
    }

    pub(super) fn target(&self) -> &Target {
        self.server.target()
    }

    /// Time passes, and staff come back to their desks.
    pub(super) fn later(&mut self, now: i64) {
        self.server.set_time(now);
        for person in [
            &mut self.operator,
            &mut self.chief,
            &mut self.deputy,
            &mut self.minister,
        ] {
            person.sign_in_as_staff();
        }
    }

    /// Registered, taken by the operator, approved by the chief.
    pub(super) fn answered(&mut self) -> Appeal {
        self.answered_in("62")
    }

    fn answered_in(&mut self, region: &str) -> Appeal {
        let body = appeal::with("/region", region);
        let appeal = Appeal::read(&appeal::creation(&body).send_to(self.target()));
        self.answer(&appeal);
        appeal
    }

    fn answer(&mut self, appeal: &Appeal) {
        let moves = appeal.path("/transitions");
        for (person, to) in [
            (&mut self.operator, "in_progress"),
            (&mut self.chief, "approved"),
        ] {
            let body = json!({ "to": to, "comment": "Яму заделают до пятницы." });
            person.post(&moves, &body).expect(200);
        }
    }

    pub(super) fn object(&self, appeal: &Appeal) -> Answer {
        let body = json!({ "text": TEXT });
        let call = Call::post(appeal.path("/objections")).code(&appeal.code);
        call.json(&body).send_to(self.target())
    }

    pub(super) fn objections(&self, appeal: &Appeal) -> Value {
        let call = Call::get(appeal.path("/objections")).code(&appeal.code);
        call.send_to(self.target()).expect(200).json()
    }

    pub(super) fn page(&self, appeal: &Appeal) -> String {
        let call = Call::get(format!("/status/{}", appeal.number)).page();
        let answer = call.code(&appeal.code).send_to(self.target()).expect(200);
        answer.text().to_owned()
    }

    pub(super) fn tick(&self) {
        let call = Call::post("/internal/tick").bearer(&self.target().tick_token);
        call.send_to(self.target()).expect(200);
    }
}

pub(super) fn decide(
    person: &mut Person,
    appeal: &Appeal,
    objection: u16,
    outcome: &str,
) -> Answer {
    let path = appeal.path(&format!("/objections/{objection}/decision"));
    let body = json!({ "outcome": outcome, "explanation": "Проверили на месте: яма заделана." });
    person.post(&path, &body)
}

pub(super) fn waiting(person: &mut Person, shown: &str) -> Vec<String> {
    let path = format!("/api/v1/objections?shown={shown}");
    let list = person.get(&path).expect(200).json();
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| item["appeal"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_objection_goes_from_the_agency_to_the_ministry_and_is_upheld_there() {
    let mut stage = Stage::set();
    let appeal = stage.answered();
    let number = vec![appeal.number.clone()];
    let can = stage.objections(&appeal)["contestable"].clone();
    assert_eq!(can["action"], "object");
    // The end of the 30th day in the region.
    assert_eq!(can["until"], "2026-07-01T20:59:59Z");

    let file = Attachment::create_at(stage.target(), "яма.jpg", &image::photo(20_000, 7));
    let body = json!({ "text": TEXT, "attachments": [file.reference()] });
    let call = Call::post(appeal.path("/objections")).code(&appeal.code);
    let filed = call.json(&body).send_to(stage.target()).expect(201).json();
    let expected = format!("{}-1-", appeal.number);
    assert!(filed["number"].as_str().unwrap().starts_with(&expected));
    assert_eq!(filed["decide_by"], "2026-06-16T20:59:59Z");
    assert_eq!(
        filed["reviewer"],
        Value::Null,
        "whose turn it is, is the agency's affair"
    );
    assert_eq!(filed["attachments"][0]["name"], "яма.jpg");
    stage.object(&appeal).problem(409, "objection_open");

    // Only the deputy had no hand in the answer.
    for person in [&mut stage.operator, &mut stage.chief, &mut stage.deputy] {
        assert_eq!(waiting(person, "here"), number);
    }
    assert_eq!(waiting(&mut stage.deputy, "mine"), number);
    assert!(waiting(&mut stage.chief, "mine").is_empty());
    let target = stage.target().clone();
    let mut stranger = Person::staff_at(&target, "supervisor", [OTHER.0, "", ""]);
    let mut observer = Person::staff_at(&target, "observer", [AGENCY, "", ""]);
    decide(&mut stage.chief, &appeal, 1, "declined").problem(403, "own_answer");
    decide(&mut stage.operator, &appeal, 1, "declined").problem(403, "forbidden");
    decide(&mut observer, &appeal, 1, "declined").problem(403, "forbidden");
    decide(&mut stranger, &appeal, 1, "declined").problem(404, "not_found");
    decide(&mut stage.minister, &appeal, 1, "declined").problem(404, "not_found");
    decide(&mut stage.deputy, &appeal, 7, "declined").problem(404, "not_found");
    let faults = decide(&mut stage.deputy, &appeal, 1, "perhaps").faults();
    assert!(faults[0].starts_with("/outcome "), "{faults:?}");
    assert!(waiting(&mut stranger, "here").is_empty());
    let masked = observer.get(&appeal.path("/objections")).expect(200).json();
    assert_ne!(masked["items"][0]["attachments"][0]["name"], "яма.jpg");

    decide(&mut stage.deputy, &appeal, 1, "declined").expect(200);
    let seen = stage.objections(&appeal);
    assert_eq!(seen["items"][0]["outcome"], "declined");
    let why = &seen["items"][0]["explanation"];
    assert_eq!(*why, "Проверили на месте: яма заделана.");
    assert_eq!(seen["contestable"]["action"], "escalate");
    assert_eq!(seen["contestable"]["instance"], "regional");
    stage.object(&appeal).problem(409, "objection_decided");

    // Until it goes up, the ministry knows of nothing.
    stage
        .minister
        .get(&appeal.path(""))
        .problem(404, "not_found");
    let up = |instance: &str| {
        let body = json!({ "instance": instance, "reason": "Ответили не по существу вопроса." });
        let call = Call::post(appeal.path("/escalations")).code(&appeal.code);
        call.json(&body).send_to(&target)
    };
    up("federal").problem(409, "instance_order");
    up("regional").expect(201);
    let card = stage.minister.get(&appeal.path("")).expect(200).json();
    assert_eq!(card["text"], appeal::sample()["text"]);
    let journal = stage
        .minister
        .get(&appeal.path("/events"))
        .expect(200)
        .json();
    let kinds: Vec<&str> = journal["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["kind"].as_str().unwrap())
        .collect();
    for kind in ["appeal_registered", "objection_decided", "escalated"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let file = appeal.path(&format!("/attachments/{}", file.id));
    stage.minister.get(&file).expect(200);
    let reopen = json!({ "to": "in_progress", "comment": "Сами" });
    let reopened = stage.minister.post(&appeal.path("/transitions"), &reopen);
    reopened.problem(404, "not_found");
    assert!(waiting(&mut stage.deputy, "here").is_empty());
    assert_eq!(waiting(&mut stage.deputy, "above"), number);
    assert_eq!(waiting(&mut stage.minister, "mine"), number);
    decide(&mut stage.deputy, &appeal, 2, "declined").problem(403, "forbidden");

    // After midnight in Moscow.
    stage.later(NOON + 13 * HOUR);
    decide(&mut stage.minister, &appeal, 2, "upheld").expect(200);
    let card = appeal.card_at(&target);
    assert_eq!(card["status"], "in_progress");
    // Ten working days from the decision on: 12 June is a holiday.
    assert_eq!(card["due_at"], "2026-06-17T20:59:59Z");
    // A new answer can be objected to anew.
    let moves = appeal.path("/transitions");
    let body = json!({ "to": "approved", "comment": "Заделали, снимок приложен." });
    stage.chief.post(&moves, &body).expect(200);
    assert_eq!(stage.objections(&appeal)["contestable"]["action"], "object");
}

#[test]
fn of_two_decisions_at_once_one_is_made_and_the_other_is_told() {
    let mut stage = Stage::set();
    for _ in 0..3 {
        let appeal = stage.answered();
        stage.object(&appeal).expect(201);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let tries = ["upheld", "declined"].map(|outcome| {
                let (mut deputy, appeal) = (stage.deputy.clone(), &appeal);
                scope.spawn(move || decide(&mut deputy, appeal, 1, outcome))
            });
            tries.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        let journal = appeal.events_at(stage.target());
        let decided = journal
            .iter()
            .filter(|one| one["kind"] == "objection_decided");
        assert_eq!(decided.count(), 1);
    }
}

#[test]
fn the_window_closes_after_its_last_second_by_the_time_of_the_region() {
    let mut stage = Stage::set();
    // At noon in Moscow it is nine in the evening in Kamchatka, and three hours later it is the next day there.
    let mut answered = Vec::new();
    for (hours, region, until) in [
        (0, "77", "2026-07-01T20:59:59Z"),
        (0, "39", "2026-07-01T21:59:59Z"),
        (3, "41", "2026-07-02T11:59:59Z"),
    ] {
        stage.later(NOON + hours * HOUR);
        let (last, late) = (stage.answered_in(region), stage.answered_in(region));
        let can = stage.objections(&last)["contestable"].clone();
        assert_eq!(can["until"], until, "{region}");
        answered.push((ms(until), last, late));
    }
    for (until, last, late) in answered {
        stage.server.set_time(until);
        stage.object(&last).expect(201);
        stage.server.set_time(until + 1_000);
        stage.object(&late).problem(409, "objection_too_late");
        assert_eq!(stage.objections(&late)["contestable"], Value::Null);
        assert!(stage.page(&late).contains("Срок обжалования прошёл"));
    }
}

#[test]
fn silence_leaves_the_answer_standing_and_says_so() {
    let mut stage = Stage::set();
    let appeal = stage.answered();
    stage.object(&appeal).expect(201);
    let page = stage.page(&appeal);
    assert!(page.contains("На рассмотрении"), "{page}");
    let due = ms("2026-06-16T20:59:59Z");
    stage.server.set_time(due);
    stage.tick();
    assert_eq!(
        stage.objections(&appeal)["items"][0]["outcome"],
        Value::Null
    );
    stage.server.set_time(due + 1_000);
    // Too late for people, before the tick has come.
    stage.deputy.sign_in_as_staff();
    decide(&mut stage.deputy, &appeal, 1, "upheld").problem(409, "objection_closed");
    for _ in 0..2 {
        stage.tick();
    }
    let seen = stage.objections(&appeal);
    assert_eq!(seen["items"][0]["outcome"], "left_unchanged");
    let page = stage.page(&appeal);
    assert!(page.contains("оставлено без изменений"), "{page}");
    assert!(
        page.contains("Обратиться в вышестоящую инстанцию"),
        "{page}"
    );
    let journal = appeal.events_at(stage.target());
    let decided = journal
        .iter()
        .filter(|one| one["kind"] == "objection_decided");
    assert_eq!(decided.count(), 1);
}

#[test]
fn where_everybody_had_a_hand_in_the_answer_the_objection_goes_up_or_waits() {
    let server = Server::start_at(NOON);
    let target = server.target().clone();
    let person = |role: &str, agency: &str| Person::staff_at(&target, role, [agency, "", ""]);
    let (mut operator, mut chief) = (person("operator", AGENCY), person("supervisor", AGENCY));
    let mut answered = || {
        let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(&target));
        for (person, to) in [(&mut operator, "in_progress"), (&mut chief, "approved")] {
            let body = json!({ "to": to, "comment": "Сделаем." });
            person.post(&appeal.path("/transitions"), &body).expect(200);
        }
        let body = json!({ "text": TEXT });
        let call = Call::post(appeal.path("/objections")).code(&appeal.code);
        let filed = call.json(&body).send_to(&target).expect(201).json();
        (appeal, filed)
    };
    // Nobody anywhere: it waits at home, and a deputy who comes later takes it.
    let (waits, filed) = answered();
    assert_eq!(
        (&filed["agency"], &filed["escalated"]),
        (&json!(AGENCY), &json!(false))
    );
    let mut minister = person("supervisor", ABOVE);
    let (_, filed) = answered();
    assert_eq!(
        (&filed["agency"], &filed["escalated"]),
        (&json!(ABOVE), &json!(true))
    );
    assert_eq!(waiting(&mut minister, "mine").len(), 1);
    let mut deputy = person("supervisor", AGENCY);
    let account = deputy.get("/api/v1/account").expect(200).json()["id"].clone();
    let assign = waits.path("/objections/1/assign");
    let mut chief = person("supervisor", AGENCY);
    let unknown = chief.post(&assign, &json!({ "reviewer": "nobody" }));
    assert_eq!(unknown.faults(), ["/reviewer reviewer_unknown"]);
    let assigned = chief
        .post(&assign, &json!({ "reviewer": account }))
        .expect(200);
    assert_eq!(assigned.json()["reviewer"], account);
    decide(&mut chief, &waits, 1, "declined").problem(403, "other_reviewer");
    // Handed up with a reason, which the applicant reads.
    let reason = json!({ "reason": "Вопрос о региональной дороге." });
    deputy
        .post(&waits.path("/escalations"), &reason)
        .expect(201);
    let call = Call::get(waits.path("/objections")).code(&waits.code);
    let seen = call.send_to(&target).expect(200).json();
    assert_eq!(seen["items"][0]["escalation_reason"], reason["reason"]);
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
    deputy
        .post(&waits.path("/escalations"), &reason)
        .problem(403, "forbidden");
    decide(&mut minister, &waits, 1, "upheld").expect(200);
    assert_eq!(waits.card_at(&target)["status"], "in_progress");
}

#[test]
fn a_form_without_scripts_keeps_what_was_typed_and_the_files() {
    let mut stage = Stage::set();
    let appeal = stage.answered();
    let page = stage.page(&appeal);
    assert!(page.contains("Обжаловать ответ"), "{page}");
    assert!(page.contains("1 июля 2026"), "{page}");
    let send = |form: Form| {
        let call = form.with(Call::post(appeal.path("/objections")).page());
        call.code(&appeal.code).send_to(stage.target())
    };
    let photo = image::photo(20_000, 8);
    let form = Form::new(&[("text", "Нет")]).file("files", "яма.jpg", "image/jpeg", &photo);
    let refused = send(form).expect(422);
    let html = refused.text();
    assert!(html.contains("Нет</textarea>"), "{html}");
    assert!(html.contains("не короче 20"), "{html}");
    let kept = html.split("name=\"attachments\" value=\"").nth(1).unwrap();
    let kept = kept.split('"').next().unwrap();
    assert!(html.contains("яма.jpg"));
    let sent = send(Form::new(&[("text", TEXT), ("attachments", kept)])).expect(303);
    let place = sent.header("location");
    assert!(
        place.starts_with(&format!("/status/{}?done=objected", appeal.number)),
        "{place}"
    );
    let page = stage.page(&appeal);
    assert!(page.contains(TEXT) && page.contains("яма.jpg"), "{page}");
    assert!(!page.contains("Обжаловать ответ"), "one at a time");
}

#[test]
fn a_complaint_in_a_rating_is_looked_into_and_its_outcome_stands() {
    let mut stage = Stage::set();
    let target = stage.target().clone();
    let rate = |appeal: &Appeal, score: u8| {
        let body = json!({ "score": score, "comment": "Никто не приезжал", "category": "service" });
        let call = Call::new("PUT", appeal.path("/rating")).code(&appeal.code);
        call.json(&body).send_to(&target)
    };
    let listed = |person: &mut Person| {
        let list = person.get("/api/v1/reviews").expect(200).json();
        list["items"].as_array().unwrap().len()
    };
    let review = |person: &mut Person, appeal: &Appeal, outcome: &str| {
        let body = json!({ "outcome": outcome, "explanation": "Бригада приезжала во вторник." });
        person.post(&appeal.path("/rating/review"), &body)
    };
    let (praised, complained, reopened) = (stage.answered(), stage.answered(), stage.answered());
    assert_eq!(
        rate(&praised, 5).expect(200).json()["review_by"],
        Value::Null
    );
    let rated = rate(&complained, 1).expect(200).json();
    assert_eq!(rated["review_by"], "2026-06-08T20:59:59Z");
    rate(&reopened, 2).expect(200);
    assert_eq!(listed(&mut stage.deputy), 2);
    assert_eq!(listed(&mut stage.minister), 0);
    review(&mut stage.deputy, &praised, "justified").problem(409, "no_complaint");
    review(&mut stage.operator, &complained, "unjustified").problem(403, "forbidden");
    review(&mut stage.minister, &complained, "unjustified").problem(404, "not_found");
    let reviewed = review(&mut stage.deputy, &complained, "unjustified").expect(200);
    assert_eq!(reviewed.json()["outcome"], "unjustified");
    review(&mut stage.deputy, &complained, "justified").problem(409, "rating_reviewed");
    rate(&complained, 5).problem(409, "rating_reviewed");
    let page = stage.page(&complained);
    assert!(page.contains("Бригада приезжала во вторник."), "{page}");
    assert_eq!(complained.card_at(&target)["status"], "approved");
    review(&mut stage.chief, &reopened, "justified").expect(200);
    let card = reopened.card_at(&target);
    assert_eq!(card["status"], "in_progress");
    assert_eq!(card["rating"]["outcome"], "justified");
    assert_eq!(listed(&mut stage.deputy), 0);
}

#[test]
fn the_pages_of_the_desk_show_what_waits() {
    let mut stage = Stage::set();
    let appeal = stage.answered();
    stage.object(&appeal).expect(201);
    let rating = json!({ "score": 1 });
    let call = Call::new("PUT", appeal.path("/rating")).code(&appeal.code);
    call.json(&rating).send_to(stage.target()).expect(200);
    for path in [
        "/desk/objections",
        "/desk/objections?shown=mine",
        "/desk/reviews",
    ] {
        let call = stage.deputy.call("GET", path).page();
        let page = stage.deputy.send(call).expect(200);
        assert!(page.text().contains(&appeal.number), "{path}");
    }
    let others = [
        (&mut stage.chief, &["/desk/objections?shown=mine"][..]),
        (&mut stage.deputy, &["/desk/objections?shown=above"]),
        (&mut stage.minister, &["/desk/objections", "/desk/reviews"]),
    ];
    for (person, paths) in others {
        for path in paths {
            let call = person.call("GET", path).page();
            let page = person.send(call).expect(200);
            assert!(!page.text().contains(&appeal.number), "{path}");
        }
    }
}

#[test]
fn the_card_of_the_desk_decides_and_keeps_what_was_typed_for_nothing() {
    let mut stage = Stage::set();
    let appeal = stage.answered();
    stage.object(&appeal).expect(201);
    let place = format!("/desk/appeals/{}", appeal.number);
    let card = |person: &mut Person| {
        let call = person.call("GET", &place).page();
        person.send(call).expect(200).text().to_owned()
    };
    let form = appeal.path("/objections/1/decision");
    let (chiefs, page) = (card(&mut stage.chief), card(&mut stage.deputy));
    assert!(page.contains(&form) && page.contains(TEXT), "{page}");
    assert!(
        !chiefs.contains(&form),
        "who signed the answer gets no form"
    );
    assert!(chiefs.contains("решает другой сотрудник"), "{chiefs}");
    let version = page.split("name=\"version\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap().to_owned();
    let send = |person: &mut Person, outcome: &str, version: &str| {
        let why = "Бригада приезжала дважды.";
        let pairs = [
            ("outcome", outcome),
            ("explanation", why),
            ("version", version),
        ];
        let call = person.call("POST", &form).page().form(&pairs);
        person.send(call)
    };
    let refused = send(&mut stage.deputy, "", &version).expect(422);
    assert!(
        refused
            .text()
            .contains("Бригада приезжала дважды.</textarea>")
    );
    // Somebody else acted meanwhile.
    let old = (version.parse::<i64>().unwrap() - 1).to_string();
    send(&mut stage.deputy, "declined", &old).expect(409);
    let sent = send(&mut stage.deputy, "declined", &version).expect(303);
    assert_eq!(sent.header("location"), format!("{place}#objections"));
    assert!(card(&mut stage.operator).contains("Бригада приезжала дважды."));
}

#[test]
fn a_repeat_appeal_reaches_whoever_answered_or_their_substitute() {
    let stage = Stage::set();
    let target = stage.target().clone();
    let person = |role: &str| Person::staff_at(&target, role, [AGENCY, "", ""]);
    let id = |person: &mut Person| {
        let account = person.get("/api/v1/account").expect(200).json();
        account["id"].as_str().unwrap().to_owned()
    };
    let (mut anna, mut boris) = (person("operator"), stage.operator.clone());
    let (annas, boriss) = (id(&mut anna), id(&mut boris));
    let first = Appeal::read(&appeal::creation(&appeal::sample()).send_to(&target));
    anna.post(&first.path("/take"), &json!({})).expect(200);
    let repeat = || {
        let body = appeal::with("/repeat_of", first.number.as_str());
        Appeal::read(&appeal::creation(&body).send_to(&target))
    };
    let assignee = |appeal: &Appeal| {
        let call = Call::get(appeal.path("")).staff().send_to(&target);
        call.expect(200).json()["assignee"].clone()
    };
    // Before sending, whoever can open the first one is told who gets the repeat.
    let route = |code: Option<&str>| {
        let body = appeal::with("/repeat_of", first.number.as_str());
        let call = Call::post("/api/v1/appeals/preview").json(&body);
        let call = code.into_iter().fold(call, Call::code);
        let preview = call.send_to(&target).expect(200).json();
        assert_eq!(preview["agency"]["code"], AGENCY);
        preview["route"].as_str().unwrap().to_owned()
    };
    assert!(route(Some(&first.code)).contains("тот же исполнитель"));
    assert!(route(None).contains("туда же"));
    let second = repeat();
    assert_eq!(assignee(&second), json!(annas));
    // Whoever works on the repeat sees what was there before.
    let call = anna
        .call("GET", &format!("/desk/appeals/{}", second.number))
        .page();
    let page = anna.send(call).expect(200);
    assert!(page.text().contains("Повторное к обращению"), "{page}");
    assert!(page.text().contains(&first.number));
    // Anna leaves, and another operator takes over.
    let list = Call::get("/api/v1/staff").staff().send_to(&target);
    let list = list.expect(200).json();
    let members = list["items"].as_array().unwrap();
    let member = members.iter().find(|one| one["id"] == annas.as_str());
    let version = format!("\"{}\"", member.expect("Anna is listed")["version"]);
    let call = Call::new("PATCH", format!("/api/v1/staff/{annas}")).staff();
    let call = call.header("if-match", &version);
    let blocked = json!({ "state": "blocked" });
    call.json(&blocked).send_to(&target).expect(200);
    assert!(route(Some(&first.code)).contains("кто его замещает"));
    assert_eq!(assignee(&repeat()), json!(boriss));
    // Another matter goes its own way.
    let mut other = appeal::with("/repeat_of", first.number.as_str());
    appeal::set(&mut other, "/category", json!(OTHER.1));
    appeal::set(&mut other, "/type", json!("suggestion"));
    appeal::set(&mut other, "/fields", json!({}));
    let text = "Предлагаю показывать на странице номер обращения крупнее: так его легче переписать в \
                тетрадь и продиктовать по телефону.";
    appeal::set(&mut other, "/text", json!(text));
    let other = Appeal::read(&appeal::creation(&other).send_to(&target));
    assert_eq!(assignee(&other), Value::Null);
}
