//! Every page: its language, and the headers that keep a browser safe.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use serde_json::json;

const PAGES: [&str; 6] = [
    "/",
    "/submit",
    "/submit?category=roads.surface",
    "/status",
    "/developers",
    "/receipt/2026-0000001-2",
];

#[test]
fn every_page_has_safe_headers() {
    for path in PAGES.into_iter().chain(["/no-such-page"]) {
        let page = Call::get(path).page().send();
        assert_eq!(
            page.status,
            if path == "/no-such-page" { 404 } else { 200 },
            "{page}"
        );
        assert_eq!(
            page.header("content-type"),
            "text/html; charset=utf-8",
            "{path}"
        );
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
            "{policy}"
        );
        assert!(
            !policy.contains("unsafe") && !policy.contains('*'),
            "{policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"),
            "{policy}"
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        assert!(!page.header("x-request-id").is_empty(), "{path}");
        let text = page.text();
        assert!(
            !text.contains("<style") && !text.contains(" style=") && !text.contains(" onclick="),
            "{path}"
        );
        for script in text.split("<script").skip(1) {
            assert!(
                script.split('>').next().unwrap().contains(" src="),
                "no script in the page: {path}"
            );
        }
    }
}

#[test]
fn every_page_speaks_both_languages() {
    for path in PAGES {
        for (lang, word) in [("ru", "Отклик"), ("en", "Otklik")] {
            let page = Call::get(path).page().lang(lang).send().expect(200);
            assert_eq!(page.header("content-language"), lang, "{path}");
            assert!(
                page.text().contains(&format!("<html lang=\"{lang}\"")),
                "{path}"
            );
            assert!(page.text().contains(word), "{path}");
            assert!(page.header("vary").contains("Accept-Language"), "{path}");
        }
    }
}

#[test]
fn the_switch_of_language_is_kept() {
    let page = Call::get("/?lang=en").page().lang("ru").send().expect(200);
    assert_eq!(page.header("content-language"), "en");
    let cookie = page
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let next = Call::get("/status")
        .page()
        .lang("ru")
        .header("cookie", &cookie)
        .send()
        .expect(200);
    assert_eq!(next.header("content-language"), "en");
}

#[test]
fn an_unknown_language_gets_russian() {
    for lang in [
        "",
        "de",
        "zh-Hans;q=1",
        "*",
        "en;q=0",
        ";;;",
        "ru;q=NaN, en;q=abc",
    ] {
        let page = Call::get("/").page().lang(lang).send().expect(200);
        assert_eq!(page.header("content-language"), "ru", "{lang:?}");
    }
}

#[test]
fn files_of_the_pages_are_there_and_checked_by_tag() {
    let home = Call::get("/submit?category=roads.surface")
        .page()
        .send()
        .expect(200);
    let links = home
        .text()
        .split(['"', '\''])
        .filter(|text| text.starts_with("/static/"));
    let mut seen = 0;
    for link in links {
        let link = link.replace("&amp;", "&");
        let asset = Call::get(&link).send().expect(200);
        assert_eq!(asset.header("x-content-type-options"), "nosniff", "{link}");
        let tag = asset.header("etag").to_owned();
        assert!(tag.starts_with('"'), "{link}: {tag}");
        Call::get(&link)
            .header("if-none-match", &tag)
            .send()
            .expect(304);
        let packed = Call::get(&link)
            .header("accept-encoding", "br, gzip")
            .send()
            .expect(200);
        assert!(packed.header("vary").contains("Accept-Encoding"), "{link}");
        seen += 1;
    }
    assert!(seen >= 3, "{seen} files");
}

#[test]
fn nothing_outside_the_files_of_the_pages_is_served() {
    for path in [
        "/static/",
        "/static/..",
        "/static/../spin.toml",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2fetc%2fpasswd",
        "/static//etc/passwd",
        "/static/app.css/",
        "/static/app.css%00.js",
        "/static/.hidden.js",
        "/spin.toml",
        "/.spin/sqlite_db.db",
    ] {
        let answer = Call::get(path).send();
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer}");
    }
}

#[test]
fn what_people_write_is_text_on_the_card() {
    let evil = "Яма <img src=x onerror=alert(1)> \"' & <script>alert(2)</script>";
    let mut body = appeal::with("/title", evil);
    appeal::set(
        &mut body,
        "/text",
        json!(format!("{evil} </textarea><script>alert(3)</script>")),
    );
    appeal::set(&mut body, "/fields/address", json!(evil));
    let appeal = Appeal::create_as(&body);
    assert_eq!(appeal.card()["title"], evil, "stored as it is");
    let move_ = json!({ "to": "rejected", "comment": "<script>alert(4)</script>" });
    Call::post(appeal.path("/transitions"))
        .staff()
        .json(&move_)
        .send()
        .expect(200);
    let cookie = format!("access-{}={}", appeal.number, appeal.code.replace('-', ""));
    for path in [
        format!("/status/{}", appeal.number),
        format!("/receipt/{}", appeal.number),
    ] {
        let page = Call::get(path)
            .header("cookie", &cookie)
            .page()
            .send()
            .expect(200);
        for markup in [
            "<img",
            "<script>alert",
            "onerror=alert(1)>",
            "</textarea><script",
        ] {
            assert!(!page.text().contains(markup), "{markup}: {page}");
        }
    }
}

#[test]
fn a_browser_gets_a_problem_as_a_page() {
    for (path, status) in [
        ("/no-such-page", 404),
        ("/api/v1/appeals", 401),
        ("/health/x", 404),
    ] {
        for lang in ["ru", "en"] {
            let page = Call::get(path).page().lang(lang).send().expect(status);
            assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
            assert!(
                page.text().contains(&format!("<html lang=\"{lang}\"")),
                "{page}"
            );
        }
    }
    let refused = Call::new("DELETE", "/submit").page().send().expect(405);
    assert!(refused.header("allow").contains("POST"), "{refused}");
}

#[test]
fn what_stands_in_an_address_is_text_on_the_page() {
    let evil = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for path in [
        format!("/status?number={evil}"),
        format!("/submit?category={evil}"),
        format!("/submit?category=roads.surface&repeat_of={evil}"),
        format!("/submit?{evil}={evil}"),
        format!("/status/{evil}"),
        format!("/receipt/{evil}"),
        format!("/?lang={evil}"),
        format!("/no-such-page/{evil}?{evil}"),
    ] {
        let page = Call::get(&path).page().send();
        assert!(page.status < 500, "{page}");
        assert!(!page.text().contains("<script>alert"), "{path}: {page}");
    }
}
