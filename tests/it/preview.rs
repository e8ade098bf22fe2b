//! Before sending: exactly what will be sent, where it goes and by when.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::unique;
use serde_json::json;

const PREVIEW: &str = "/api/v1/appeals/preview";

#[test]
fn a_preview_tells_what_the_registration_then_does() {
    let word = unique::word();
    let mut body = appeal::with("/title", format!("  Яма   {word}\tна дороге "));
    appeal::set(
        &mut body,
        "/text",
        json!("Первая строка текста.\r\nВторая строка.  \r\n\r\n"),
    );
    let preview = Call::post(PREVIEW).json(&body).send().expect(200).json();
    assert_eq!(preview["appeal"]["title"], format!("Яма {word} на дороге"));
    assert_eq!(
        preview["appeal"]["text"],
        "Первая строка текста.\nВторая строка."
    );
    assert_eq!(preview["appeal"]["applicant"]["phone"], "+79123456789");
    assert_eq!(preview["agency"]["code"], "road_agency");
    assert!(
        !preview["deadline"]["explanation"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let list = Call::get(format!("/api/v1/appeals?q={word}"))
        .staff()
        .send()
        .expect(200)
        .json();
    assert_eq!(list["items"], json!([]), "a preview registers nothing");

    let card = Appeal::create_as(&body).card();
    for member in [
        "title",
        "text",
        "type",
        "category",
        "region",
        "fields",
        "applicant",
        "answer_by",
    ] {
        assert_eq!(card[member], preview["appeal"][member], "{member}");
    }
    assert_eq!(card["due_at"], preview["deadline"]["due_at"]);
    assert_eq!(card["agency"], preview["agency"]["code"]);
}

#[test]
fn a_preview_finds_the_faults_that_the_registration_finds() {
    let body = json!({ "type": "complaint", "category": "roads.surface", "title": "!!!", "applicant": {} });
    let preview = Call::post(PREVIEW).json(&body).send().faults();
    assert_eq!(preview, appeal::creation(&body).send().faults());
    assert!(preview.len() >= 5, "{preview:?}");
}

#[test]
fn the_preview_page_carries_the_form_on() {
    let title = "Яма <у> дома \"5\" & дальше";
    let pairs = [
        ("category", "roads.surface"),
        ("type", "complaint"),
        ("title", title),
        ("text", "Глубокая яма напротив дома 5, машины объезжают её."),
        ("fields.address", "ул. Ленина, 5"),
        ("applicant.last_name", "Иванова"),
        ("applicant.first_name", "Анна"),
        ("applicant.phone", "+79123456789"),
        ("idempotency_key", "0b0e7f6e-key"),
    ];
    for (lang, heading) in [("ru", "Проверьте обращение"), ("en", "Check your appeal")]
    {
        let page = Call::post(PREVIEW)
            .form(&pairs)
            .page()
            .lang(lang)
            .send()
            .expect(200);
        assert!(
            page.text().contains(heading) && !page.text().contains("<у>"),
            "{page}"
        );
        for name in [
            "title",
            "text",
            "fields.address",
            "applicant.last_name",
            "applicant.phone",
            "idempotency_key",
        ] {
            assert!(
                page.text().contains(&format!("name=\"{name}\"")),
                "{name} goes on: {page}"
            );
        }
    }
    // «Исправить» brings the form back as it was.
    let form = Call::post("/submit").form(&pairs).page().send().expect(200);
    assert!(
        form.text().contains("Глубокая яма") && form.text().contains("Иванова"),
        "{form}"
    );
    let refused = Call::post(PREVIEW)
        .form(&pairs[..3])
        .page()
        .send()
        .expect(422);
    assert!(refused.text().contains("id=\"errors\""), "{refused}");
}
