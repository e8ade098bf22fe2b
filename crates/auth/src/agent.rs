//! Which browser on which system: what a person recognises in a list of sessions.
//!
//! `User-Agent` is only a hint (RFC 9110 10.1.5) and says less every year, so a short table is enough; a
//! library would bring a regular expression engine for the same words.

use domain::Text;

/// A longer header is cut: real ones have up to some 300 characters.
const MAX_BYTES: usize = 1024;

/// What a browser calls itself. Browsers name those that they are compatible with, so the more particular
/// name comes first.
const BROWSERS: &[(&str, &str)] = &[
    ("YaBrowser/", "Yandex Browser"),
    ("YaSearchBrowser/", "Yandex Browser"),
    ("YaApp_Android/", "Yandex Browser"),
    ("Atom/", "Atom"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("OPX/", "Opera"),
    ("OPT/", "Opera"),
    ("Opera", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("MiuiBrowser/", "Mi Browser"),
    ("HuaweiBrowser/", "Huawei Browser"),
    ("UCBrowser/", "UC Browser"),
    ("Vivaldi/", "Vivaldi"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Chromium/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// What a system is called. Android says Linux too, and the iPhone says «like Mac OS X».
const SYSTEMS: &[(&str, &str)] = &[
    ("Aurora", "Aurora"),
    ("Android", "Android"),
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("iPod", "iOS"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
    ("X11", "Linux"),
];

/// A browser and its system; either may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The browser's name, without its version.
    pub browser: Option<&'static str>,
    /// The system's name, without its version.
    pub system: Option<&'static str>,
}

impl Agent {
    /// Reads a `User-Agent` header.
    pub fn parse(header: &str) -> Self {
        let header = header.get(..MAX_BYTES).unwrap_or(header);
        let find = |table: &[(&str, &'static str)]| {
            let found = table.iter().find(|(mark, _)| header.contains(mark));
            found.map(|(_, name)| *name)
        };
        Agent {
            browser: find(BROWSERS),
            system: find(SYSTEMS),
        }
    }

    /// The description for people: `Firefox, Windows`.
    pub fn describe(&self) -> Text {
        let text = |unknown_browser: &str, unknown_system: &str| {
            format!(
                "{}, {}",
                self.browser.unwrap_or(unknown_browser),
                self.system.unwrap_or(unknown_system)
            )
        };
        Text::new(
            text("неизвестный браузер", "неизвестная система"),
            text("unknown browser", "unknown system"),
        )
    }

    /// What a session is bound to: it stays the same when the browser or the system is updated.
    pub fn family(&self) -> String {
        format!(
            "{}/{}",
            self.browser.unwrap_or_default(),
            self.system.unwrap_or_default()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Agent;

    #[test]
    fn browsers_and_systems_are_told_apart() {
        for (header, expected) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
                "Chrome, Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 YaBrowser/24.6.0.0 Safari/537.36",
                "Yandex Browser, Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
                "Firefox, Linux",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
                "Safari, macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari, iOS",
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.0.0 Mobile/15E148 Safari/604.1",
                "Chrome, iPadOS",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
                "Samsung Internet, Android",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 OPR/83.0.0.0",
                "Opera, Android",
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
                "Chrome, ChromeOS",
            ),
            ("curl/8.5.0", "curl, unknown system"),
            ("", "unknown browser, unknown system"),
            ("\u{0}💥", "unknown browser, unknown system"),
        ] {
            assert_eq!(Agent::parse(header).describe().en, expected, "{header}");
        }
    }

    #[test]
    fn an_update_does_not_change_the_family() {
        let of = |version: &str| {
            Agent::parse(&format!(
                "Mozilla/5.0 (X11; Linux x86_64; rv:{version}) Gecko/20100101 Firefox/{version}"
            ))
            .family()
        };
        assert_eq!(of("127.0"), of("140.0"));
        assert_ne!(of("127.0"), Agent::parse("curl/8").family());
    }

    #[test]
    fn a_header_of_any_length_is_read() {
        let long = "я".repeat(10_000);
        assert_eq!(Agent::parse(&long).family(), "/");
    }
}
