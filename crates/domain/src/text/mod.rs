//! Making a person's text uniform. Every reader of a field begins here: [`clean`] for whatever comes from outside,
//! [`single_line`] and [`multi_line`] for what is kept as it was written, [`value`] and [`unspaced`] for what is
//! read as a number, an address or a code.

mod clean;

use crate::lang::Text;

pub use clean::clean;

/// A text has a NUL character, which nobody types or pastes: some program has gone wrong, and what it cut off is
/// not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text has a NUL character")]
pub struct TextFault;

impl TextFault {
    /// The message for people.
    pub const fn text(self) -> Text {
        Text::fixed(
            "В тексте есть нулевой символ (U+0000): похоже, программа его испортила. Наберите это место заново",
            "The text has a NUL character (U+0000): some program has damaged it. Type that place again",
        )
    }
}

/// A text of one line: white space of any kind and length becomes one space, and none is
/// left at the ends.
pub fn single_line(text: &str) -> Result<String, TextFault> {
    let text = clean(text);
    if text.contains('\0') {
        return Err(TextFault);
    }
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text of several lines: `\n` ends each, none has white space at its end, and the
/// first and the last are not empty.
pub fn multi_line(text: &str) -> Result<String, TextFault> {
    let text = clean(text);
    if text.contains('\0') {
        return Err(TextFault);
    }
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    Ok(lines.join("\n").trim().to_owned())
}

/// What a short field says, for a reader of numbers, addresses and codes: one line, without the scheme of a link
/// that was copied and without the end of the sentence that it stood in.
pub fn value(text: &str, schemes: &[&str]) -> String {
    // A reader of such a value knows no NUL.
    let line = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut value = line.as_str();
    for scheme in schemes {
        if let Some((start, rest)) = value.split_at_checked(scheme.len())
            && start.eq_ignore_ascii_case(scheme)
        {
            value = rest.trim_start_matches('/');
        }
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?');
    value.trim_end_matches(ends).to_owned()
}

/// What a code or a number says, without the spaces and dashes that group it.
pub fn unspaced(text: &str) -> String {
    let value = value(text, &[]);
    value
        .chars()
        .filter(|c| !c.is_whitespace() && !is_dash(*c))
        .collect()
}

/// Hyphens and dashes that keyboards, word processors and messengers put in place of `-`.
pub const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Whether it is a dash and nothing else, which says that there is nothing to say.
pub fn is_only_dash(text: &str) -> bool {
    let line = value(text, &[]);
    !line.is_empty() && line.chars().all(is_dash)
}

/// Whether a title says nothing: no letters or digits, or one word over and over.
pub(crate) fn is_meaningless(text: &str) -> bool {
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase);
    let Some(first) = words.next() else {
        return true;
    };
    let mut others = words.peekable();
    let repeated = others.peek().is_some() && others.all(|word| word == first);
    // «ааааааа» is one letter over and over, which says no more.
    let mut letters = first.chars();
    let one_letter = letters
        .next()
        .is_some_and(|letter| letters.all(|c| c == letter));
    let alone = !text.trim().contains(char::is_whitespace);
    repeated || (alone && one_letter)
}

/// A number of things in Russian: `plural(2, "день", "дня", "дней")` is `2 дня`.
pub fn plural(count: u64, one: &str, few: &str, many: &str) -> String {
    let word = match (count % 10, count % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    };
    format!("{count} {word}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{TextFault, is_meaningless, multi_line, plural, single_line, unspaced, value};

    #[test]
    fn line_ends_and_white_space_become_uniform() {
        assert_eq!(
            multi_line(" a \r\nb\rc\u{2028}d\n\n").unwrap(),
            "a\nb\nc\nd"
        );
        assert_eq!(
            single_line("\u{feff}  Яма \u{a0}\r\n\tу дома ").unwrap(),
            "Яма у дома"
        );
        assert_eq!(multi_line(&"\u{200b}\u{ad}".repeat(20)).unwrap(), "");
        assert_eq!(
            single_line("Андреи\u{306} Се\u{308}мин").unwrap(),
            "Андрей Сёмин"
        );
    }

    #[test]
    fn only_nul_is_refused() {
        assert_eq!(multi_line("a\0b"), Err(TextFault));
        assert_eq!(single_line("a\0b"), Err(TextFault));
        assert_eq!(multi_line("a\u{1}\u{202e}b"), Ok("ab".to_owned()));
    }

    #[test]
    fn a_value_is_what_stands_inside_a_sentence_or_a_link() {
        for (text, expected) in [
            (" anna@example.ru. ", "anna@example.ru"),
            ("MailTo:anna@example.ru,", "anna@example.ru"),
            ("tel://+7 912", "+7 912"),
            ("\u{202a}12\u{a0}34\u{202c};", "12 34"),
            ("...", ""),
        ] {
            assert_eq!(value(text, &["mailto:", "tel:"]), expected, "{text:?}");
        }
        assert_eq!(unspaced(" 12\u{2011}34 – 5\u{200b}6."), "123456");
    }

    #[test]
    fn a_title_of_punctuation_or_one_word_is_meaningless() {
        for title in [
            "",
            "!!!!! ???",
            "Яма яма, ЯМА!",
            "ааааааааа",
            "-----",
            "11111",
        ] {
            assert!(is_meaningless(title), "{title:?}");
        }
        for title in ["Яма на дороге", "Благодарность", "Яма", "Дом 5", "a b"]
        {
            assert!(!is_meaningless(title), "{title:?}");
        }
    }

    #[test]
    fn russian_numerals_take_the_right_form() {
        let days = |n| plural(n, "день", "дня", "дней");
        let shown: Vec<String> = [0, 1, 2, 5, 11, 12, 21, 104, 111].map(days).into();
        let expected =
            "0 дней, 1 день, 2 дня, 5 дней, 11 дней, 12 дней, 21 день, 104 дня, 111 дней";
        assert_eq!(shown.join(", "), expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn normalising_twice_changes_nothing(text in any::<String>()) {
            if let Ok(once) = multi_line(&text) {
                prop_assert_eq!(multi_line(&once), Ok(once.clone()));
                prop_assert!(!once.contains('\r') && !once.contains('\0'));
            }
            if let Ok(once) = single_line(&text) {
                prop_assert_eq!(single_line(&once), Ok(once.clone()));
                prop_assert!(!once.contains(['\n', '\t']));
            }
            let once = value(&text, &["mailto:"]);
            prop_assert_eq!(value(&once, &[]), once.clone());
            let _ = (is_meaningless(&text), unspaced(&text));
        }
    }
}
