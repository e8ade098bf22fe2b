//! What the files of `static/` promise to the pages.

use super::*;

const STATIC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../static/");

#[test]
fn assets_are_linked_with_the_hash_of_their_content() {
    for (name, hash) in assets::ALL {
        assert_eq!(hash.len(), 8, "{name}");
        assert!(hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    }
    let html = home(&home_view(Lang::Ru));
    check_has(&html, &format!("href=\"{}\"", assets::APP_CSS));
}

#[test]
fn the_browser_says_what_the_server_would_say() {
    let today = "2025-11-22".parse().unwrap();
    let faults = domain::check(
        domain::RawAppeal::default(),
        &domain::category::Catalogue::default(),
        &[],
        today,
    )
    .unwrap_err();
    let check = std::fs::read_to_string(STATIC.to_owned() + "check.js").unwrap();
    for lang in BOTH {
        let html = form(&form_view(lang));
        for fault in &faults {
            let text = fault.message.get(lang);
            let known = html.contains(&format!("data-required=\"{text}\""))
                || check.contains(&format!("'{text}'"))
                || fault.pointer == "/category";
            assert!(known, "{}: {text}", fault.pointer);
        }
        let short = domain::date::DateFault::ShortYear.text();
        let text = short.get(lang);
        assert!(check.contains(&format!("'{text}'")), "{text}");
    }
}

#[test]
fn scripts_stand_alone_and_never_make_markup_of_text() {
    for (name, _) in assets::ALL {
        if !name.ends_with(".js") {
            continue;
        }
        let script = std::fs::read_to_string(STATIC.to_owned() + name).unwrap();
        for word in [
            "import ",
            "innerHTML",
            "insertAdjacentHTML",
            "eval(",
            "setAttribute('style'",
        ] {
            assert!(!script.contains(word), "{name} has {word:?}");
        }
        let linked = pages(Lang::Ru).iter().any(|(_, html)| html.contains(name));
        let loaded = || {
            let loads = |other: &str| {
                let script = std::fs::read_to_string(STATIC.to_owned() + other).unwrap();
                script.contains(&format!("import('./{name}')"))
            };
            assets::ALL
                .iter()
                .any(|(other, _)| other.ends_with(".js") && loads(other))
        };
        assert!(linked || loaded(), "nothing links {name}");
    }
}
