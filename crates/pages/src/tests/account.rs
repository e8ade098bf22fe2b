//! What the pages of accounts and of the cabinet must not forget.

use super::*;

#[test]
fn a_password_and_a_code_are_never_shown_again() {
    let values: Values = [
        ("login", "anna@example.ru"),
        ("password", "Secret-1234"),
        ("code", "123456"),
        ("consent", "true"),
    ]
    .into_iter()
    .collect();
    let html = register(&RegisterView {
        values: values.clone(),
        faults: vec![Fault::new("/password", "Weak")],
        ..RegisterView::default()
    });
    check_has(&html, "value=\"anna@example.ru\"");
    check_has(&html, "value=\"true\" checked");
    assert!(!html.contains("Secret-1234"));
    let html = sign_in(&SignInView {
        values,
        ..SignInView::default()
    });
    assert!(!html.contains("Secret-1234"));
}

#[test]
fn the_header_offers_what_the_visitor_can_do() {
    for lang in BOTH {
        let html = home(&home_view(lang));
        check_has(&html, "href=\"/sign-in\"");
        assert!(!html.contains("/sign-out"));
        let mut view = home_view(lang);
        view.shell = view.shell.of(Visitor::SignedIn);
        let html = home(&view);
        check_has(&html, "<a href=\"/cabinet\">");
        check_has(&html, "<form method=\"post\" action=\"/sign-out\">");
        assert!(!html.contains("/sign-in"));
    }
}

#[test]
fn the_list_keeps_its_filters_in_every_link() {
    let html = cabinet(&cabinet_view(Lang::Ru));
    check_has(
        &html,
        "href=\"/cabinet?sort=created_at&#38;cursor=abc\" rel=\"next\"",
    );
    check_has(&html, "href=\"/cabinet?sort=created_at\"");
    for kind in ["csv", "xlsx", "pdf"] {
        check_has(
            &html,
            &format!("/api/v1/exports/appeals.{kind}?sort=created_at"),
        );
    }
    check_has(&html, "value=\"created_at\" selected");
    check_has(&html, "value=\"complaint\" selected");
}

#[test]
fn only_what_needs_a_script_waits_for_one() {
    for lang in BOTH {
        for (name, html) in account_pages(lang) {
            let waits = html.contains("data-proof")
                || html.contains("data-passkey")
                || html.contains("data-qr");
            assert!(!waits || html.contains("<noscript>"), "{name}");
        }
    }
}

#[test]
fn every_form_that_changes_something_is_a_post_to_this_site() {
    for (name, html) in account_pages(Lang::Ru) {
        for tag in tags(&html).iter().filter(|tag| tag.starts_with("form")) {
            let action = attribute(tag, "action").join("");
            assert!(
                action.starts_with('/') && !action.starts_with("//"),
                "{name}: {tag}"
            );
            let is_search = tag.contains("role=\"search\"");
            assert!(
                is_search || tag.contains("method=\"post\""),
                "{name}: {tag}"
            );
        }
    }
}

#[test]
fn what_strangers_wrote_stays_text_in_the_cabinet() {
    let mut view = cabinet_view(Lang::En);
    for row in &mut view.rows {
        row.title = HOSTILE.into();
        row.category = HOSTILE.into();
    }
    view.values = [("q", HOSTILE)].into_iter().collect();
    view.next = HOSTILE.into();
    let mut devices = security_view(Lang::En);
    for session in &mut devices.sessions {
        session.device = HOSTILE.into();
    }
    let asker = Asker {
        device: HOSTILE.into(),
        ..Asker::default()
    };
    for html in [
        cabinet(&view),
        security(&devices),
        approve(&ApproveView {
            stage: Approve::Look(asker),
            ..ApproveView::default()
        }),
        sign_in(&SignInView {
            return_to: HOSTILE.into(),
            ..SignInView::default()
        }),
    ] {
        assert!(!html.contains("<script>"), "{html}");
        assert!(!html.contains("<img"), "{html}");
    }
}
