//! Making a person's text uniform, and refusing what does not belong in one.

use crate::lang::Text;

/// Why a text is refused whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// A control character: they damage exports and terminals, and no keyboard types them.
    #[error("the text has a control character")]
    Control,
    /// A character that turns the direction of the text round it: it can make a text
    /// read differently from what it is («Trojan Source», CVE-2021-42574).
    #[error("the text has a bidirectional control character")]
    Bidi,
}

impl TextFault {
    /// A stable ending of an error's code.
    pub const fn code(self) -> &'static str {
        match self {
            TextFault::Control => "control_characters",
            TextFault::Bidi => "bidi_characters",
        }
    }

    /// The message for people.
    pub const fn text(self) -> Text {
        match self {
            TextFault::Control => Text::fixed(
                "Уберите служебные (управляющие) символы: наберите это место заново",
                "Remove the control characters: type that place again",
            ),
            TextFault::Bidi => Text::fixed(
                "Уберите невидимые символы, меняющие направление письма: наберите это место заново",
                "Remove the invisible characters that change the direction of writing: type that place again",
            ),
        }
    }
}

/// A text of one line: white space of any kind and length becomes one space, and none is
/// left at the ends.
pub fn single_line(text: &str) -> Result<String, TextFault> {
    let text = compose(text)?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text of several lines: `\n` ends each, none has white space at its end, and the
/// first and the last are not empty.
pub fn multi_line(text: &str) -> Result<String, TextFault> {
    let text = compose(text)?;
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    Ok(lines.join("\n").trim().to_owned())
}

/// The text with one kind of line end, without invisible characters, and with the letters
/// that some systems send as two characters (й, ё) made one; or the reason why it is
/// refused.
fn compose(text: &str) -> Result<String, TextFault> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            // Unicode's own line ends: line separator, paragraph separator, next line.
            '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            // Invisible and without meaning: byte order mark, zero width space, word joiner,
            // soft hyphen. A text of them alone would look empty and count as full.
            '\u{feff}' | '\u{200b}' | '\u{2060}' | '\u{ad}' => {}
            _ if is_bidi(c) => return Err(TextFault::Bidi),
            // XML 1.0 (2.2) has no U+FFFE and U+FFFF, so no export could carry them.
            '\u{fffe}' | '\u{ffff}' => return Err(TextFault::Control),
            _ if c.is_control() => return Err(TextFault::Control),
            '\u{306}' => push_composed(
                &mut out,
                c,
                &[('и', 'й'), ('И', 'Й'), ('у', 'ў'), ('У', 'Ў')],
            ),
            '\u{308}' => push_composed(
                &mut out,
                c,
                &[('е', 'ё'), ('Е', 'Ё'), ('і', 'ї'), ('І', 'Ї')],
            ),
            _ => out.push(c),
        }
    }
    Ok(out)
}

fn push_composed(out: &mut String, mark: char, pairs: &[(char, char)]) {
    let last = out.chars().next_back();
    match pairs.iter().find(|(base, _)| Some(*base) == last) {
        Some((_, composed)) => {
            out.pop();
            out.push(*composed);
        }
        None => out.push(mark),
    }
}

/// The characters with the property Bidi_Control (Unicode Standard Annex 9, 2).
const fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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

    use super::{TextFault, is_meaningless, multi_line, plural, single_line};

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
    fn control_and_bidi_characters_are_refused() {
        for c in ['\0', '\u{1}', '\u{1b}', '\u{7f}', '\u{9f}', '\u{ffff}'] {
            assert_eq!(
                multi_line(&format!("a{c}b")),
                Err(TextFault::Control),
                "{c:?}"
            );
        }
        for c in ['\u{202e}', '\u{2066}', '\u{200f}', '\u{61c}'] {
            assert_eq!(
                single_line(&format!("a{c}b")),
                Err(TextFault::Bidi),
                "{c:?}"
            );
        }
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
            let _ = is_meaningless(&text);
        }
    }
}
