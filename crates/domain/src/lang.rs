//! The two languages of everything that a person sees.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A language of the interface. Russian is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Russian.
    #[default]
    Ru,
    /// English.
    En,
}

impl Lang {
    /// The language a client asks for in `Accept-Language` (RFC 9110, 12.5.4): the one of
    /// ours with the greatest weight, the earlier one when weights are equal, and Russian
    /// when none of ours is named. `*` stands for Russian.
    pub fn from_accept_language(header: &str) -> Lang {
        let mut best = (Lang::Ru, 0);
        for range in header.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let primary = tag.split(['-', '_']).next().unwrap_or_default();
            let lang = if primary.eq_ignore_ascii_case("ru") || primary == "*" {
                Lang::Ru
            } else if primary.eq_ignore_ascii_case("en") {
                Lang::En
            } else {
                continue;
            };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1000, |value| thousandths(value.trim()));
            if weight > best.1 {
                best = (lang, weight);
            }
        }
        best.0
    }

    /// The language a person chose with the switch: `ru` or `en`.
    pub fn from_code(code: &str) -> Option<Lang> {
        match code {
            "ru" => Some(Lang::Ru),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// Whether it is the one that is taken where nobody chose.
    pub fn is_default(&self) -> bool {
        *self == Lang::default()
    }

    /// The ISO 639-1 code, as the `lang` attribute of HTML wants it.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Ru => "ru",
            Lang::En => "en",
        }
    }
}

/// A weight in thousandths; one that cannot be read counts as zero, so that a broken
/// header falls back to Russian.
fn thousandths(value: &str) -> u32 {
    match value.parse::<f32>() {
        Ok(q) if (0.0..=1.0).contains(&q) => (q * 1000.0) as u32,
        _ => 0,
    }
}

/// A text for people in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Text {
    /// In Russian.
    pub ru: Cow<'static, str>,
    /// In English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// A text known when the program is compiled.
    pub const fn fixed(ru: &'static str, en: &'static str) -> Text {
        Text {
            ru: Cow::Borrowed(ru),
            en: Cow::Borrowed(en),
        }
    }

    /// A text made while the program runs.
    pub fn new(ru: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Text {
        Text {
            ru: ru.into(),
            en: en.into(),
        }
    }

    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[track_caller]
    fn check(header: &str, expected: Lang) {
        assert_eq!(Lang::from_accept_language(header), expected, "{header:?}");
    }

    #[test]
    fn the_language_with_the_greatest_weight_wins() {
        check("", Lang::Ru);
        check("en", Lang::En);
        check("EN-gb", Lang::En);
        check("de, fr;q=0.9", Lang::Ru);
        check("en-US,en;q=0.9,ru;q=0.8", Lang::En);
        check("en;q=0.3, ru;q=0.7", Lang::Ru);
        check("de, en;q=0.5", Lang::En);
        check("ru, en", Lang::Ru);
        check("en, ru", Lang::En);
        check("*, en;q=0.5", Lang::Ru);
        check("en;q=0", Lang::Ru);
        check("en;q=NaN", Lang::Ru);
        check("en;q=7, ru;q=0.1", Lang::Ru);
        check("ru;q=0.1, en; q=0.2", Lang::En);
        check("\u{0}\u{fffd};;;,,,q=", Lang::Ru);
    }
}
