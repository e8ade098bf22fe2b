//! What holds for every page, and what each must not forget.

use domain::lang::Lang;

use crate::*;

mod account;
mod resume;
mod sample;
mod scripts;

use sample::*;

const BOTH: [Lang; 2] = [Lang::Ru, Lang::En];
const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;{{ 7*7 }}";

/// Opening tags of a page, attributes and all.
fn tags(html: &str) -> Vec<String> {
    html.split('<')
        .skip(1)
        .filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|tag| tag.split('>').next().unwrap().to_owned())
        .collect()
}

/// The words in an attribute of an opening tag.
fn attribute(tag: &str, name: &str) -> Vec<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\"")).unwrap_or_default();
    let value = rest.split('"').next().unwrap_or_default();
    value.split_whitespace().map(str::to_owned).collect()
}

#[track_caller]
fn check_has(html: &str, wanted: &str) {
    assert!(html.contains(wanted), "no {wanted:?} in {html}");
}

#[test]
fn no_page_has_inline_script_style_or_handler() {
    for lang in BOTH {
        for (name, html) in pages(lang) {
            for tag in tags(&html) {
                let inline = tag == "script"
                    || tag.starts_with("style")
                    || tag.contains(" style=")
                    || tag.contains("javascript:")
                    || tag
                        .split_whitespace()
                        .skip(1)
                        .any(|word| word.starts_with("on") && word.contains('='));
                assert!(!inline, "{name}: <{tag}>");
                assert!(
                    !tag.contains("src=\"http") && !tag.contains("src=\"//"),
                    "{name} loads from elsewhere: <{tag}>"
                );
            }
        }
    }
}

#[test]
fn english_pages_have_no_russian_words() {
    for (name, html) in pages(Lang::En) {
        let html = html.replace(">Русский<", "><");
        let russian: String = html
            .chars()
            .filter(|c| ('\u{400}'..='\u{4ff}').contains(c))
            .collect();
        assert!(russian.is_empty(), "{name}: {russian}");
    }
}

#[test]
fn russian_pages_have_no_english_sentences() {
    for (name, html) in pages(Lang::Ru) {
        let text: String = html
            .split('<')
            .filter(|part| !part.starts_with("code") && !part.starts_with("pre"))
            .filter_map(|part| part.split_once('>').map(|(_, text)| text))
            .collect::<Vec<_>>()
            .join("\n");
        for word in [" the ", " you ", "Your ", " is ", " and ", "Send", "Choose"] {
            assert!(!text.contains(word), "{name}: {word:?} in {text}");
        }
    }
}

#[test]
fn every_page_has_one_main_heading_a_title_and_a_language() {
    for lang in BOTH {
        for (name, html) in pages(lang) {
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert_eq!(html.matches("<title>").count(), 1, "{name}");
            check_has(&html, &format!("<html lang=\"{}\">", lang.code()));
            assert!(!html.contains("<title> ·"), "{name} has an empty title");
        }
    }
}

#[test]
fn ids_are_unique_and_every_reference_finds_one() {
    for lang in BOTH {
        for (name, html) in pages(lang) {
            let mut ids = Vec::new();
            let mut wanted = Vec::new();
            for tag in tags(&html) {
                ids.extend(attribute(&tag, "id"));
                for name in ["for", "aria-describedby", "aria-labelledby"] {
                    wanted.extend(attribute(&tag, name));
                }
                wanted.extend(
                    attribute(&tag, "href")
                        .into_iter()
                        .filter_map(|href| href.strip_prefix('#').map(str::to_owned)),
                );
            }
            for one in &wanted {
                assert!(ids.contains(one), "{name}: nothing has the id {one:?}");
            }
            let count = ids.len();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), count, "{name} repeats an id");
        }
    }
}

#[test]
fn hostile_values_stay_text() {
    let lang = Lang::En;
    let mut view = form_view(lang);
    fill(&mut view);
    spoil(&mut view);
    view.values = view
        .values
        .pairs()
        .map(|(name, _)| (name.to_owned(), HOSTILE))
        .chain([("repeat_of".to_owned(), HOSTILE)])
        .collect();
    for fault in &mut view.faults {
        fault.text = HOSTILE.into();
    }
    for upload in &mut view.uploads {
        upload.name = HOSTILE.into();
        upload.id = HOSTILE.into();
    }
    view.category.name = HOSTILE.into();
    view.shell.url = format!("/submit?category={HOSTILE}");
    let preview_view = PreviewView {
        form: view.clone(),
        ..preview_view(lang)
    };
    let mut appeal = card_view(lang);
    answer(lang, &mut appeal);
    let given = appeal.answer.as_mut().unwrap();
    for text in [
        &mut given.text,
        &mut given.number,
        &mut given.signatory,
        &mut given.files[0].name,
    ] {
        *text = HOSTILE.into();
    }
    for text in [
        &mut appeal.title,
        &mut appeal.text,
        &mut appeal.number,
        &mut appeal.status.code,
    ] {
        *text = HOSTILE.into();
    }
    for html in [
        form(&view),
        preview(&preview_view),
        card(&appeal),
        lookup(&LookupView {
            number: HOSTILE.into(),
            error: Some(HOSTILE.into()),
            ..lookup_view(lang)
        }),
        error(&ErrorView {
            title: HOSTILE.into(),
            detail: HOSTILE.into(),
            ..ErrorView::new(shell(lang, HOSTILE), 404)
        }),
    ] {
        assert!(!html.contains("<script>"), "{html}");
        assert!(!html.contains("<img"), "{html}");
        check_has(&html, "&#60;script&#62;alert(1)");
    }
}

#[test]
fn a_refused_form_keeps_every_value() {
    let mut view = form_view(Lang::Ru);
    fill(&mut view);
    spoil(&mut view);
    let html = form(&view);
    for (name, value) in view.values.pairs() {
        check_has(&html, &format!("name=\"{name}\""));
        check_has(&html, value);
    }
    check_has(&html, "value=\"complaint\" checked");
    check_has(&html, "value=\"62\" selected");
    check_has(&html, "value=\"0197f3c2-aaaa token-1 photo\"");
    check_has(&html, "value=\"0197f3c2-bbbb token-2 \"");
    check_has(&html, "name=\"attachments_remove\" value=\"0197f3c2-bbbb\"");
    check_has(&html, "2,4\u{a0}МБ");
}

#[test]
fn a_fault_stands_beside_its_control_and_in_the_summary() {
    let mut view = form_view(Lang::Ru);
    fill(&mut view);
    spoil(&mut view);
    let html = form(&view);
    check_has(&html, "<title>Ошибка: ");
    check_has(&html, "role=\"alert\"");
    for (fault, target) in view.faults.iter().zip([
        "type",
        "text",
        "fields-address",
        "files-photo",
        "files",
        "applicant-phone",
        "answer_by",
    ]) {
        check_has(&html, &format!("<a href=\"#{target}\">{}</a>", fault.text));
        check_has(&html, &format!("id=\"{target}-error\">{}</p>", fault.text));
    }
    check_has(
        &html,
        "aria-describedby=\"applicant-phone-hint applicant-phone-error\" aria-invalid=\"true\"",
    );
}

#[test]
fn a_new_form_has_no_faults_and_says_that_it_is_new() {
    let html = form(&form_view(Lang::Ru));
    assert!(!html.contains("aria-invalid"));
    assert!(!html.contains("Ошибка"));
    check_has(&html, " data-fresh>");
}

#[test]
fn an_anonymous_preview_shows_and_sends_nothing_about_a_person() {
    let mut view = preview_view(Lang::Ru);
    check_has(&preview(&view), "Иванова");
    view.form.values.push("anonymous", "true");
    let html = preview(&view);
    assert!(!html.contains("Иванова"));
    assert!(!html.contains("applicant."));
    check_has(&html, "name=\"anonymous\" value=\"true\"");
}

#[test]
fn the_preview_sends_what_it_shows() {
    let view = preview_view(Lang::En);
    let html = preview(&view);
    check_has(&html, "name=\"fields.address\" value=\"5 Lenin Street\"");
    check_has(&html, "<dd class=\"kept\">5 Lenin Street</dd>");
    check_has(&html, "name=\"type\" value=\"complaint\"");
    check_has(&html, "<dd class=\"kept\">Complaint</dd>");
    check_has(&html, "value=\"0197f3c2-aaaa token-1 photo\"");
    check_has(&html, "5 December 2025");
    assert_eq!(html.matches("name=\"idempotency_key\"").count(), 1);
}

#[test]
fn whom_one_speaks_for_is_asked_shown_and_sent_together() {
    let mut view = preview_view(Lang::En);
    view.form.values.push("on_behalf_of.name", "Daisy Ltd");
    let html = preview(&view);
    assert!(!html.contains("Daisy"), "one speaks for oneself");
    view.form.values.push("on_behalf_of.kind", "company");
    let html = preview(&view);
    check_has(&html, "name=\"on_behalf_of.name\" value=\"Daisy Ltd\"");
    check_has(&html, "<dd class=\"kept\">A company’s</dd>");
    let mut view = form_view(Lang::En);
    let html = form(&view);
    check_has(&html, "name=\"on_behalf_of.kind\" value=\"\" checked");
    check_has(&html, "name=\"files.power_of_attorney\"");
    view.faults = vec![
        Fault::new("/attachments", "Attach the document: Power of attorney"),
        Fault::new("/on_behalf_of/inn", "Give the company's INN"),
        Fault::new("/on_behalf_of", "Nobody can speak for another anonymously"),
    ];
    let html = form(&view);
    for target in [
        "files-power_of_attorney",
        "on_behalf_of-inn",
        "on_behalf_of-kind",
    ] {
        check_has(&html, &format!("<a href=\"#{target}\">"));
    }
}

#[test]
fn a_look_up_that_failed_keeps_the_number_and_never_the_code() {
    let html = lookup(&LookupView {
        number: "2025-0000123-4".into(),
        error: Some(String::new()),
        ..lookup_view(Lang::Ru)
    });
    check_has(&html, "<title>Ошибка: ");
    check_has(&html, "value=\"2025-0000123-4\"");
    assert_eq!(html.matches("value=\"").count(), 1);
}

#[test]
fn the_language_switch_stays_on_the_page_and_on_the_site() {
    for (url, expected) in [
        ("/", "/?lang=en"),
        (
            "/submit?category=roads.surface",
            "/submit?category=roads.surface&lang=en",
        ),
        ("/status?lang=ru", "/status?lang=en"),
        (
            "/submit?lang=ru&repeat_of=1&",
            "/submit?repeat_of=1&lang=en",
        ),
        ("//evil.example/", "/?lang=en"),
        ("/\\evil.example/", "/?lang=en"),
        ("javascript:alert(1)", "/?lang=en"),
        ("", "/?lang=en"),
    ] {
        assert_eq!(shell(Lang::Ru, url).switch_url(), expected, "{url:?}");
    }
}

#[test]
fn a_card_offers_what_is_allowed_and_no_more() {
    let html = card(&card_view(Lang::Ru));
    check_has(&html, "name=\"to\" value=\"cancelled\"");
    assert!(!html.contains("/rating"));
    let mut answered = card_view(Lang::Ru);
    answer(Lang::Ru, &mut answered);
    let html = card(&answered);
    assert!(!html.contains("cancelled"));
    check_has(&html, "action=\"/api/v1/appeals/2025-0000123-4/rating\"");
    assert_eq!(html.matches("name=\"score\"").count(), 5);
    assert!(!html.contains("До конца срока"), "the clock has stopped");
}

#[test]
fn staff_find_the_desk_on_every_page_of_citizens_and_citizens_on_none() {
    for (visitor, is_shown) in [
        (Visitor::Staff, true),
        (Visitor::SignedIn, false),
        (Visitor::Stranger, false),
    ] {
        let home = home(&HomeView {
            shell: shell(Lang::Ru, "/").of(visitor),
            ..home_view(Lang::Ru)
        });
        let link = "<a href=\"/desk\">Рабочее место</a>";
        assert_eq!(home.contains(link), is_shown, "{visitor:?}");
        assert_eq!(home.contains("Кабинет"), visitor != Visitor::Stranger);
    }
}

#[test]
fn a_refusal_at_the_desk_has_its_sections_unless_nothing_of_it_opens() {
    let pages = pages(Lang::Ru);
    let page = |name| &pages.iter().find(|(one, _)| *one == name).unwrap().1;
    for (name, has_sections) in [("desk-refused", true), ("desk-half", false)] {
        let html = page(name);
        assert_eq!(html.contains("href=\"/desk/objections\""), has_sections);
        check_has(html, "К очереди");
        check_has(html, "Ольга Смирнова");
        for citizens in ["Подать обращение", "Узнать статус"] {
            assert!(!html.contains(citizens), "{name}: {citizens}");
        }
    }
}
