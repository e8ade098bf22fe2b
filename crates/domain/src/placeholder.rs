//! Words in braces: what a template leaves to be filled in, and what must not be left when a text goes out.
//!
//! A placeholder is a few words in braces, `{number}`, `{ФИО заявителя}`: of one line, beginning with a
//! letter, with or without spaces around; or braces around nothing. Doubled braces mean the words themselves:
//! `{{number}}` goes out as `{number}`. Braces around anything else, as in a program, are signs like others. A run of
//! three and more `_` is a blank as on paper.
//!
//! Values are put in once and never looked at again: what an applicant wrote in braces stays what they wrote.

use std::ops::Range;

/// The words that are filled in from the appeal.
pub const VARIABLES: [&str; 9] = [
    "number",
    "registered",
    "category",
    "agency",
    "title",
    "due",
    "applicant",
    "executor",
    "today",
];

/// Fewer are a name in some program.
const BLANK_CHARS: usize = 3;

/// What is longer is a sentence that somebody wrote.
const MAX_WORD_CHARS: usize = 60;

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Text(&'a str),
    /// `{word}`, with its spaces; of braces around nothing an empty word.
    Word(&'a str),
    /// Doubled braces, with what stands in the outer ones.
    Literal(&'a str),
    /// `___`
    Blank(&'a str),
}

/// The values that are filled in, by the words of [`VARIABLES`]; a word without a value stays, so that it is seen.
#[derive(Debug, Clone, Default)]
pub struct Placeholders {
    values: Vec<(&'static str, String)>,
}

impl Placeholders {
    /// The values of an appeal; empty ones are none.
    pub fn new(values: impl IntoIterator<Item = (&'static str, String)>) -> Placeholders {
        let values = values.into_iter().filter(|(_, value)| !value.is_empty());
        Placeholders {
            values: values.collect(),
        }
    }

    /// The text with its words filled in.
    pub fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for part in self.parts(text) {
            match part {
                Part::Word(word) => match self.value(word.trim()) {
                    Some(value) => out.push_str(&quoted(value)),
                    None => out.push_str(&format!("{{{word}}}")),
                },
                Part::Literal(inside) => out.push_str(&format!("{{{inside}}}")),
                Part::Text(text) | Part::Blank(text) => out.push_str(text),
            }
        }
        out
    }

    fn value(&self, word: &str) -> Option<&str> {
        let found = self.values.iter().find(|(name, _)| *name == word);
        found.map(|(_, value)| value.as_str())
    }

    /// What stands in the text and was not filled in, as it is written there, each once: `{fio}`, `{}`, `___`.
    pub fn left(&self, text: &str) -> Vec<String> {
        let mut left = Vec::new();
        for part in self.parts(text) {
            let found = match part {
                Part::Word(word) => format!("{{{}}}", word.trim()),
                Part::Blank(_) => "_".repeat(BLANK_CHARS),
                Part::Text(_) | Part::Literal(_) => continue,
            };
            if !left.contains(&found) {
                left.push(found);
            }
        }
        left
    }

    /// The text as it goes out: with single braces where they were doubled.
    pub fn published(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for part in self.parts(text) {
            match part {
                Part::Word(word) => out.push_str(&format!("{{{word}}}")),
                Part::Text(text) | Part::Blank(text) | Part::Literal(text) => out.push_str(text),
            }
        }
        out
    }

    fn parts<'a>(&self, text: &'a str) -> Vec<Part<'a>> {
        let quotes: Vec<&str> = self
            .values
            .iter()
            .map(|(_, value)| value.as_str())
            .filter(|value| has_parts(value) && !is_one_part(value))
            .collect();
        parts(text, &quotes)
    }
}

/// The words in braces that are none of [`VARIABLES`].
pub fn unknown_variables(text: &str) -> impl Iterator<Item = &str> {
    parts(text, &[]).into_iter().filter_map(|part| match part {
        Part::Word(word) if !VARIABLES.contains(&word.trim()) => Some(word.trim()),
        _ => None,
    })
}

/// A value as it stands in a text that is looked at again. One that has placeholders in it is known by being that
/// value; one that is a placeholder and nothing more could not be told from one, so its braces are doubled.
fn quoted(value: &str) -> String {
    match is_one_part(value) {
        true => format!("{{{value}}}"),
        false => value.to_owned(),
    }
}

fn has_parts(value: &str) -> bool {
    let is_text = |part: &Part<'_>| matches!(part, Part::Text(_));
    !parts(value, &[]).iter().all(is_text)
}

fn is_one_part(value: &str) -> bool {
    matches!(parts(value, &[])[..], [Part::Word(_) | Part::Literal(_)])
}

/// The parts of a text. What stands in one of the quotes is text, whatever it holds.
fn parts<'a>(text: &'a str, quotes: &[&str]) -> Vec<Part<'a>> {
    let quoted: Vec<Range<usize>> = quotes
        .iter()
        .flat_map(|quote| text.match_indices(*quote))
        .map(|(at, quote)| at..at + quote.len())
        .collect();
    let mut parts = Vec::new();
    let (mut begun, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let skipped = quoted.iter().filter(|range| range.contains(&at));
        let found = match skipped.map(|range| range.end).max() {
            Some(end) => {
                at = end;
                continue;
            }
            None => placeholder(rest).or_else(|| blank(rest)),
        };
        match found {
            Some((part, length)) => {
                push_text(&mut parts, text, begun..at);
                parts.push(part);
                at += length;
                begun = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    push_text(&mut parts, text, begun..text.len());
    parts
}

fn push_text<'a>(parts: &mut Vec<Part<'a>>, text: &'a str, range: Range<usize>) {
    if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
        parts.push(Part::Text(text));
    }
}

/// The placeholder that a text begins with, and its length.
fn placeholder(text: &str) -> Option<(Part<'_>, usize)> {
    let inner = text.trim_start_matches('{');
    let depth = text.len() - inner.len();
    let (word, behind) = inner.split_once('}')?;
    if depth == 0 || !is_word(word) {
        return None;
    }
    let closed = 1 + behind.len() - behind.trim_start_matches('}').len();
    match (depth, closed) {
        (1, _) => Some((Part::Word(word), word.len() + 2)),
        // `{{a}`: the first brace is a sign.
        _ if closed < depth => None,
        _ => {
            let inside = text.get(1..depth + word.len() + depth - 1)?;
            Some((Part::Literal(inside), inside.len() + 2))
        }
    }
}

fn is_word(inner: &str) -> bool {
    let word = inner.trim();
    if word.is_empty() {
        return !inner.contains('\n');
    }
    word.starts_with(char::is_alphabetic)
        && !word.contains(['{', '\n', '\r', '"', ';', '='])
        && word.chars().count() <= MAX_WORD_CHARS
}

fn blank(text: &str) -> Option<(Part<'_>, usize)> {
    let length = text.len() - text.trim_start_matches('_').len();
    let blank = text.get(..length)?;
    (length >= BLANK_CHARS).then_some((Part::Blank(blank), length))
}

/// The places of a template that stand in a text as they stood there: an ellipsis between spaces, with the words
/// around it. An ellipsis of the writer's own is none.
pub fn blanks<'a>(text: &str, templates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut left = Vec::new();
    for place in templates.into_iter().flat_map(places) {
        if text.lines().any(|line| place.stands_in(line)) && !left.contains(&place.shown()) {
            left.push(place.shown());
        }
    }
    left
}

/// An ellipsis of a template with up to two words before and behind it.
struct Place<'a> {
    before: Vec<&'a str>,
    behind: Vec<&'a str>,
}

/// How many words tell a place.
const WORDS_AROUND: usize = 2;

fn places(template: &str) -> Vec<Place<'_>> {
    template.lines().flat_map(places_of_line).collect()
}

fn places_of_line(line: &str) -> Vec<Place<'_>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let marks = words.iter().enumerate().filter(|(_, word)| is_mark(word));
    marks
        .map(|(at, _)| {
            let (before, rest) = words.split_at_checked(at).unwrap_or_default();
            let first = before.len().saturating_sub(WORDS_AROUND);
            Place {
                before: before.iter().skip(first).copied().collect(),
                behind: rest.iter().skip(1).take(WORDS_AROUND).copied().collect(),
            }
        })
        .collect()
}

/// Whether a word is an ellipsis, with the signs that stand around it: one at the end of a word is the writer's.
fn is_mark(word: &str) -> bool {
    let is_ellipsis = word.contains('…') || word.contains("...");
    is_ellipsis && !word.contains(char::is_alphanumeric)
}

impl Place<'_> {
    /// Whether a line has a mark with the same words before it or, where words stand behind it, the same behind it.
    fn stands_in(&self, line: &str) -> bool {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.iter().enumerate().any(|(at, word)| {
            let (before, rest) = words.split_at_checked(at).unwrap_or_default();
            let behind = rest.get(1..).unwrap_or_default();
            let alone = self.before.is_empty() && self.behind.is_empty();
            let is_told = |words: &[&str]| {
                words
                    .iter()
                    .any(|word| word.contains(char::is_alphanumeric))
            };
            is_mark(word)
                && if alone {
                    before.is_empty() && behind.is_empty()
                } else {
                    (is_told(&self.before) && before.ends_with(&self.before))
                        || (is_told(&self.behind) && behind.starts_with(&self.behind))
                }
        })
    }

    /// The mark with the words before it, or behind it where none stand before.
    fn shown(&self) -> String {
        let told = |words: &[&str]| {
            let words = words
                .iter()
                .filter(|word| word.contains(char::is_alphabetic));
            words.copied().collect::<Vec<_>>().join(" ")
        };
        let (before, behind) = (told(&self.before), told(&self.behind));
        match before.is_empty() {
            true => format!("… {behind}").trim().to_owned(),
            false => format!("{before} …"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Placeholders, blanks, unknown_variables};

    fn of_appeal(title: &str) -> Placeholders {
        Placeholders::new([
            ("number", "7".to_owned()),
            ("title", title.to_owned()),
            ("applicant", "Иванова Анна".to_owned()),
            ("executor", "Петров Олег".to_owned()),
            ("due", String::new()),
        ])
    }

    /// What goes out of a text that is saved, saved again as it was shown, and published; or what is left in it.
    #[track_caller]
    fn check(title: &str, text: &str, expected: Result<&str, &[&str]>) {
        let of = of_appeal(title);
        let saved = of.fill(text);
        assert_eq!(of.fill(&saved), saved, "{text}");
        let left = of.left(&saved);
        let found = match left.is_empty() {
            true => Ok(of.published(&saved)),
            false => Err(left.iter().map(String::as_str).collect::<Vec<_>>()),
        };
        let found = match &found {
            Ok(text) => Ok(text.as_str()),
            Err(left) => Err(&left[..]),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_an_applicant_wrote_is_put_in_once() {
        let title = "Верните {applicant} деньги {executor}";
        check(
            title,
            "Тема: {title}",
            Ok("Тема: Верните {applicant} деньги {executor}"),
        );
        check(
            title,
            "{title}, {applicant}",
            Ok("Верните {applicant} деньги {executor}, Иванова Анна"),
        );
        check("Где {fio} и ___?", "«{title}»", Ok("«Где {fio} и ___?»"));
        check(
            "{title} {number}",
            "№ {number}: {title}",
            Ok("№ 7: {title} {number}"),
        );
        for title in ["{applicant}", "{title}", "{{fio}}"] {
            let expected = format!("{title}: Иванова Анна");
            check(title, "{title}: {applicant}", Ok(&expected));
        }
        check("Яма", "№ {number} {{number}}", Ok("№ 7 {number}"));
    }

    #[test]
    fn what_was_not_filled_in_is_left() {
        for (text, left) in [
            ("{fio}", &["{fio}"][..]),
            ("Уважаемый {ФИО}, {fio} {fio}!", &["{ФИО}", "{fio}"]),
            ("{} и { }", &["{}"]),
            ("до {due}", &["{due}"]),
            ("{Applicant} {имя-2}", &["{Applicant}", "{имя-2}"]),
            ("Подпись ______", &["___"]),
            ("{{{fio}", &["{fio}"]),
            ("{ fio }, { ФИО заявителя }", &["{fio}", "{ФИО заявителя}"]),
            (
                "{fio.name} {fio:20} {fio?}",
                &["{fio.name}", "{fio:20}", "{fio?}"],
            ),
            ("{fio\n}", &["{fio}"]),
        ] {
            check("Яма", text, Err(left));
        }
    }

    #[test]
    fn braces_around_anything_else_are_signs() {
        for text in [
            "{1, 2} {7} {_}",
            "{\"key\": 1}",
            "if (x) { y = 1; }",
            "{x",
            "x}",
            "{{",
            "}}",
            "a_b __init__",
            "{\n}",
            "{первая строка\nвторая}",
            "{(см. закон)}",
        ] {
            check("Яма", text, Ok(text));
        }
        let long = format!("{{{}}}", "слово ".repeat(20));
        check("Яма", &long, Ok(&long));
        check("Яма", "{{fio}} {{{fio}}} {{}}", Ok("{fio} {{fio}} {}"));
        check("Яма", "{{ФИО заявителя}}", Ok("{ФИО заявителя}"));
    }

    #[test]
    fn spaces_in_the_braces_do_not_hide_a_word() {
        check("Яма", "№ { number }, {\u{a0}title }", Ok("№ 7, Яма"));
    }

    #[test]
    fn unknown_variables_are_named() {
        let text = "{number} {nomer} {} {a b} { title } {{x}} {x";
        let unknown: Vec<&str> = unknown_variables(text).collect();
        assert_eq!(unknown, ["nomer", "", "a b"]);
    }

    #[test]
    fn the_blanks_of_a_template_are_found_where_they_stood() {
        let templates = [
            "Ваше обращение № 7 рассмотрено. Сообщаем, что … .\n\nРаботы будут выполнены до … . Затем\n…\nОтказ (основание: …).",
        ];
        let found = |text: &str| blanks(text, templates);
        assert_eq!(found("Сообщаем, что … ."), ["Сообщаем, что …"]);
        assert_eq!(found("Работы выполнены до … . Затем"), ["выполнены до …"]);
        assert_eq!(found("Закроем до ... . Затем"), ["выполнены до …"]);
        assert_eq!(found("…"), ["…"]);
        assert_eq!(found("Отказ (основание: …)."), ["Отказ (основание: …"]);
        for text in [
            "Сообщаем, что яму заделали.",
            "Закон говорит: «… орган обязан …»",
            "Вы писали… Мы ответили…",
            "",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_text_is_filled_in_once(
            text in "([{}_a-cа-в №-]|\\{title\\}|\\{fio\\}|___|\\{\\{fio\\}\\}){0,12}",
            title in "([_a-cа-в ]|\\{number\\}|\\{fio\\}|\\{\\{number\\}\\}|___){0,6}",
        ) {
            let of = Placeholders::new([("title", title.trim().to_owned()), ("number", "7".to_owned())]);
            let saved = of.fill(&text);
            prop_assert_eq!(of.fill(&saved), saved.clone());
            let _ = (of.left(&saved), of.published(&saved), blanks(&text, [title.as_str()]));
        }
    }
}
