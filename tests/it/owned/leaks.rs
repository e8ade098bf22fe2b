//! Whoever takes the files, or reads the log, learns nothing of anybody.

use std::collections::BTreeSet;

use otklik_tests::appeal::{APPEALS, Appeal};
use otklik_tests::attachment::{Attachment, upload};
use otklik_tests::call::{Call, percent};
use otklik_tests::form::Form;
use otklik_tests::person::Person;
use otklik_tests::server::{SECRET_KEY, Server};
use otklik_tests::target::Target;
use otklik_tests::traces::{Traces, files};
use otklik_tests::{document, image, tus};
use serde_json::json;

const DATA_KEY: &str = "data-key-of-the-test-that-looks-for-leaks";

/// What the people of this journey tell; words that stand nowhere else.
const TOLD: &[&str] = &[
    "Кржижановская",
    "Аполлинария",
    "Фердинандовна",
    "1987-11-23",
    "500100732259",
    "112-233-445 95",
    "apollinaria.krzh@mailbox-example.ru",
    "+7 (913) 246-80-57",
    "Провалившийся канализационный гранулятор",
    "Соседка Пульхерия споткнулась о шпунтованную брусчатку",
    "переулок Архимандритский, 17",
    "Десятник Епифанцев выезжал, пострадавшая госпитализирована",
    "Уточните диагноз травматолога",
    "Диагноз: компрессионный перелом лодыжки",
    "Кланяюсь сантехнику Жеребцову",
    "Передумала: сантехник Жеребцов нахамил",
    "метрика Кржижановской.jpg",
    "эпикриз травмпункта.pdf",
    "Анонимный кляузник Тимофеич",
    "198.51.100.237",
    "Ксенофонтовна Домициана",
    "Набросок о прохудившейся водокачке Нефёдовых",
];

/// A code of the catalogue: it lies open, and shows that what lies open is found.
const MARKER: &str = "landscaping.yards";

struct Journey {
    traces: Traces,
}

fn body(file: &Attachment) -> serde_json::Value {
    json!({
        "type": "complaint", "category": MARKER, "region": "62",
        "title": TOLD[8], "text": format!("{}. {}", TOLD[9], TOLD[18]), "anonymous": false,
        "applicant": {
            "last_name": TOLD[0], "first_name": TOLD[1], "middle_name": TOLD[2],
            "birth_date": TOLD[3], "inn": TOLD[4], "snils": TOLD[5], "email": TOLD[6], "phone": TOLD[7],
        },
        "fields": { "address": TOLD[10] },
        "answer_by": ["cabinet", "email", "sms"],
        "attachments": [file.reference()], "repeat_of": null,
    })
}

/// Everything that people and staff do to an appeal, by all doors.
fn journey(target: &Target) -> Journey {
    let mut traces = TOLD
        .iter()
        .fold(Traces::default(), |traces, text| traces.text(text));
    let photo = image::photo(1_500_000, 7_001);
    let from = |call: Call| call.header("x-real-ip", TOLD[19]);
    let answer = from(upload(TOLD[16], "image/jpeg", &photo).key("upload-key-of-the-leak-test"));
    let file = Attachment::read(&answer.send_to(target), &photo);
    traces = traces
        .bytes(&photo, "bytes of the photo")
        .secret(&file.token, "upload token");

    let create = Call::post(APPEALS)
        .json(&body(&file))
        .key("idempotency-key-of-the-leak-test");
    let appeal = Appeal::read(&from(create).send_to(target));
    traces = traces
        .secret(
            "upload-key-of-the-leak-test",
            "idempotency key of an upload",
        )
        .secret("idempotency-key-of-the-leak-test", "idempotency key")
        .secret(&appeal.code, "access code")
        .secret(&appeal.code.replace('-', ""), "access code");

    // The same from a browser without scripts, with a file in the form.
    let pdf = document::pdf(TOLD[13]);
    let form = Form::new(&[
        ("type", "complaint"),
        ("category", MARKER),
        ("region", "62"),
        ("title", TOLD[8]),
        ("text", TOLD[9]),
        ("applicant.last_name", TOLD[0]),
        ("applicant.first_name", TOLD[1]),
        ("applicant.email", TOLD[6]),
        ("fields.address", TOLD[10]),
        ("answer_by", "email"),
        ("consent", "true"),
    ])
    .file("files", TOLD[17], "application/pdf", &pdf);
    from(form.with(Call::post(APPEALS).page()))
        .send_to(target)
        .expect(303);
    traces = traces.bytes(&pdf, "bytes of the document");

    // An upload that is never finished, and things that are refused.
    let half = image::photo(2_000_000, 7_002);
    let begun = tus::begin_at(target, &half);
    tus::append_at(target, &begun, 0, &half[..1_300_000]).expect(204);
    traces = traces.bytes(&half[..1_300_000], "bytes of the unfinished upload");
    traces = traces.secret(&begun.token, "upload token");
    let mut wrong = body(&file);
    wrong["applicant"]["snils"] = json!("112-233-445 96");
    from(Call::post(APPEALS).json(&wrong))
        .send_to(target)
        .expect(422);
    let guess = Call::get(appeal.path("")).code("2222-22222-2222");
    from(guess).send_to(target).expect(404);

    let staff = |to: &str, comment: &str| {
        let body = json!({ "to": to, "comment": comment });
        let call = Call::post(appeal.path("/transitions")).staff().json(&body);
        call.send_to(target).expect(200);
    };
    staff("in_progress", TOLD[11]);
    staff("awaiting_reply", TOLD[12]);
    let reply = json!({ "to": "in_progress", "comment": TOLD[13] });
    let reply = Call::post(appeal.path("/transitions"))
        .code(&appeal.code)
        .json(&reply);
    reply.send_to(target).expect(200);
    staff("approved", TOLD[11]);
    for comment in [TOLD[14], TOLD[15]] {
        let rating = json!({ "score": 3, "comment": comment, "category": "service" });
        let call = Call::new("PUT", appeal.path("/rating")).code(&appeal.code);
        call.json(&rating).send_to(target).expect(200);
    }
    reads(target, &appeal, &file);
    Journey {
        traces: account(target, traces, &appeal),
    }
}

/// What an account leaves behind: its profile, draft, second factor, messages, sessions and secrets.
fn account(target: &Target, mut traces: Traces, appeal: &Appeal) -> Traces {
    let mut person = Person::registered_at(target);
    traces = traces
        .secret(&person.login, "login")
        .secret(&person.password, "password");
    for (name, value) in &person.cookies {
        traces = traces.secret(value, name);
    }
    let (first, last) = TOLD[20].split_once(' ').unwrap();
    let profile = json!({ "last_name": last, "first_name": first });
    person.ask("PATCH", "/api/v1/account", &profile).expect(200);
    let draft = json!({ "saved_at": "2026-11-22T10:00:00Z", "draft": { "text": TOLD[21] } });
    person
        .ask("PUT", "/api/v1/drafts/current", &draft)
        .expect(204);
    let claim = json!({ "access_code": appeal.code });
    person.post(&appeal.path("/claim"), &claim).expect(200);
    let totp = person
        .post("/api/v1/account/factors/totp", &json!({}))
        .expect(201)
        .json();
    traces = traces
        .secret(totp["secret"].as_str().unwrap(), "secret of the app")
        .secret(totp["ticket"].as_str().unwrap(), "ticket");
    let sent = json!({ "login": person.login, "altcha": person.proof() });
    let recovery = person
        .elsewhere()
        .post("/api/v1/recovery", &sent)
        .expect(202)
        .json();
    traces = traces.secret(recovery["ticket"].as_str().unwrap(), "ticket");
    person.elsewhere().sign_in();
    let mut guess = person.elsewhere();
    guess.password = "another-Passw0rd".to_owned();
    guess.try_sign_in().expect(401);
    traces.secret("another-Passw0rd", "wrong password")
}

/// Reading leaves nothing behind either. Everything is found and shown to those who may see it.
fn reads(target: &Target, appeal: &Appeal, file: &Attachment) {
    let card = appeal.card_at(target);
    assert_eq!(card["applicant"]["last_name"], TOLD[0]);
    let path = appeal.path(&format!("/attachments/{}", file.id));
    let down = Call::get(path)
        .code(&appeal.code)
        .send_to(target)
        .expect(200);
    assert!(down.body == file.bytes);
    appeal.events_at(target);
    for words in [TOLD[7], TOLD[6], "пульхерии", "112-233-445 95"] {
        let path = format!("{APPEALS}?q={}", percent(words));
        let page = Call::get(path).staff().send_to(target).expect(200).json();
        assert!(!page["items"].as_array().unwrap().is_empty(), "{words}");
    }
    for document in ["appeals.csv", "appeals.xlsx", "appeals.pdf"] {
        let path = format!("/api/v1/exports/{document}");
        Call::get(path).staff().send_to(target).expect(200);
    }
    let act = format!("/api/v1/exports/appeals/{}.pdf", appeal.number);
    Call::get(act)
        .code(&appeal.code)
        .send_to(target)
        .expect(200);
    let lookup = [
        ("number", appeal.number.as_str()),
        ("access_code", &appeal.code),
    ];
    Call::post("/status")
        .page()
        .form(&lookup)
        .send_to(target)
        .expect(303);
}

fn in_files(traces: &Traces, server: &Server) -> BTreeSet<String> {
    let files = files(server.state());
    assert!(
        files.iter().any(|(name, _)| name.ends_with("sqlite_db.db")),
        "the database"
    );
    assert!(
        files.iter().any(|(name, _)| name.contains("key_value")),
        "key-value"
    );
    let found = |(name, bytes): &(String, Vec<u8>)| {
        let found = traces.found(bytes).into_iter();
        found
            .map(|what| format!("{what} in {name}"))
            .collect::<Vec<_>>()
    };
    files.iter().flat_map(found).collect()
}

#[test]
fn neither_the_files_nor_the_log_tell_anything_of_anybody() {
    let server = Server::start_with(&[
        ("data_key", DATA_KEY),
        ("client_address_header", "X-Real-IP"),
    ]);
    let Journey { traces } = journey(server.target());
    let target = server.target().clone();
    let traces = traces
        .secret(DATA_KEY, "data key")
        .secret(SECRET_KEY, "secret key")
        .secret(&target.staff_token, "staff token")
        .secret(&target.tick_token, "tick token");
    // As a thief of a backup finds them, with what SQLite has not yet put in its place.
    assert_eq!(in_files(&traces, &server), BTreeSet::new());
    assert!(!in_files(&Traces::default().secret(MARKER, "marker"), &server).is_empty());

    // Errors have more to say than successes: without the key everything personal is one.
    let server = server.start_again_with(&[("data_key", &DATA_KEY.replace("data", "other"))]);
    let path = format!("{APPEALS}?limit=5");
    Call::get(path).staff().send_to(server.target()).expect(500);
    let server = server.start_again_with(&[("data_key", DATA_KEY)]);
    assert_eq!(in_files(&traces, &server), BTreeSet::new());
    let log = server.log();
    assert_eq!(traces.found(log.as_bytes()), BTreeSet::new());
    let marker = Traces::default().secret("code=internal", "an error");
    assert!(!marker.found(log.as_bytes()).is_empty(), "{log}");
}

#[test]
fn what_lies_open_is_found_in_every_form() {
    let traces = TOLD
        .iter()
        .fold(Traces::default(), |traces, text| traces.text(text));
    let photo = image::photo(20_000, 7_003);
    let traces = traces.bytes(&photo, "bytes of the photo");
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    use base64::Engine;
    let base64 =
        base64::engine::general_purpose::STANDARD.encode(format!("{{\"name\":\"{}\"}}", TOLD[0]));
    let cases: Vec<Vec<u8>> = vec![
        format!("прошу {}, ", TOLD[9]).into(),
        "… кржижановск …".into(),
        "8 9132468057".into(),
        utf16("госпитализирована"),
        base64.into(),
        photo[9_000..12_000].to_vec(),
    ];
    for case in cases {
        assert!(
            !traces.found(&case).is_empty(),
            "{}",
            String::from_utf8_lossy(&case)
        );
    }
    assert_eq!(traces.found("Дорога у дома 5".as_bytes()), BTreeSet::new());
}
