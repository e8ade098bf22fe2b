//! The page of a form that came after its session had ended.

use super::*;

#[test]
fn what_was_typed_is_read_and_the_rest_goes_along_unseen() {
    let html = resume(&resume_view(Lang::Ru, ResumeWhy::Idle));
    check_has(&html, "На какой полосе яма?\nИ у какого дома?</textarea>");
    for unseen in [
        "type=\"hidden\" name=\"version\" value=\"3\"",
        "type=\"hidden\" name=\"direction\" value=\"question\"",
        "type=\"hidden\" name=\"opened_by\" value=\"0197f3c2\"",
    ] {
        check_has(&html, unseen);
    }
    check_has(&html, "план.pdf");
    check_has(&html, "enctype=\"multipart/form-data\"");
}

#[test]
fn what_somebody_else_typed_is_not_shown() {
    let html = resume(&resume_view(Lang::Ru, ResumeWhy::Other));
    assert!(!html.contains("<textarea"), "{html}");
    check_has(
        &html,
        "type=\"hidden\" name=\"text\" value=\"На какой полосе",
    );
}

#[test]
fn the_question_for_the_code_says_where_the_form_goes_on() {
    let html = resume(&resume_view(Lang::Ru, ResumeWhy::Code));
    check_has(&html, "action=\"/status\"");
    check_has(
        &html,
        "name=\"resume\" value=\"/api/v1/appeals/2025-0000123-4/messages\"",
    );
    check_has(&html, "name=\"resume_files\" value=\"files\"");
    check_has(&html, "name=\"resume_lost\" value=\"план.pdf\"");
    check_has(
        &html,
        "id=\"number\" name=\"number\" value=\"2025-0000123-4\"",
    );
    check_has(&html, "id=\"access_code\"");
    assert!(!html.contains("type=\"file\""), "{html}");
}

/// Every control of a form of ours into which people write is one that the page shows, with its name.
#[test]
fn whatever_people_type_has_a_name_there() {
    for (page, html) in pages(Lang::Ru) {
        let forms = html.split("<form").skip(1).filter(|form| {
            let head = form.split('>').next().unwrap_or_default();
            head.contains("method=\"post\"")
                && !head.contains("/sign-in")
                && !head.contains("/session")
        });
        for form in forms {
            for tag in tags(form.split("</form>").next().unwrap_or_default()) {
                let name = attribute(&tag, "name").join(" ");
                let is_text = tag.starts_with("textarea");
                if !is_text || name.is_empty() {
                    continue;
                }
                let mut view = resume_view(Lang::Ru, ResumeWhy::Idle);
                view.form.values = [(name.as_str(), "Слово")].into_iter().collect();
                let shown = resume(&view);
                assert!(
                    shown.contains(&format!("name=\"{name}\"")) && shown.contains("Слово"),
                    "{page}: {name}"
                );
                assert!(
                    name.contains('.') || !shown.contains("Введённое"),
                    "{page}: {name} needs its label"
                );
            }
        }
    }
}

#[test]
fn hostile_words_stay_text() {
    let mut view = resume_view(Lang::En, ResumeWhy::Code);
    view.form.values = [("text", HOSTILE), (HOSTILE, HOSTILE)]
        .into_iter()
        .collect();
    view.form.action = HOSTILE.into();
    view.form.lost = vec![HOSTILE.into()];
    view.number = HOSTILE.into();
    view.back = HOSTILE.into();
    let html = resume(&view);
    assert!(
        !html.contains("<script>") && !html.contains("<img"),
        "{html}"
    );
}
