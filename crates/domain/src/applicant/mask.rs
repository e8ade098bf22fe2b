//! Personal data with most of it hidden, for readers who need to know that it is there and no more.

use super::{ApplicantRecord, NO_NAME};

/// Digits in a row from which on they identify somebody: a telephone, ИНН and СНИЛС have ten and more.
const IDENTIFYING_DIGITS: usize = 10;

const HIDDEN: &str = "***";

impl ApplicantRecord {
    /// The same with first letters and last digits left.
    pub fn masked(&self) -> ApplicantRecord {
        let some = |value: &Option<String>, mask: fn(&str) -> String| value.as_deref().map(mask);
        ApplicantRecord {
            last_name: name(&self.last_name),
            first_name: name(&self.first_name),
            middle_name: some(&self.middle_name, name),
            birth_date: some(&self.birth_date, |_| HIDDEN.to_owned()),
            inn: some(&self.inn, tail),
            snils: some(&self.snils, tail),
            email: some(&self.email, email),
            phone: some(&self.phone, phone),
        }
    }

    /// A text of theirs without what identifies them: their names, addresses of e-mail, long numbers.
    /// What else somebody tells of themselves in their own words cannot be found by rule.
    pub fn mask_text(&self, text: &str) -> String {
        let names = [
            Some(&self.last_name),
            Some(&self.first_name),
            self.middle_name.as_ref(),
        ];
        let names: Vec<String> = names
            .into_iter()
            .flatten()
            .filter(|name| *name != NO_NAME)
            .map(|name| name.to_lowercase())
            .collect();
        mask_text(text, &names)
    }
}

/// A text of somebody unknown, without addresses of e-mail and long numbers.
pub fn anonymous_text(text: &str) -> String {
    mask_text(text, &[])
}

/// The name of a file without all but its ending: people put names into them.
pub fn file_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, ending)) => format!("{HIDDEN}.{ending}"),
        None => HIDDEN.to_owned(),
    }
}

/// The first letters of a full name.
pub fn full_name(value: &str) -> String {
    let parts: Vec<String> = value.split_whitespace().map(name).collect();
    parts.join(" ")
}

fn name(value: &str) -> String {
    if value == NO_NAME {
        return value.to_owned();
    }
    value
        .chars()
        .next()
        .map(|first| format!("{first}{HIDDEN}"))
        .unwrap_or_default()
}

/// `a***@…`: the domain of a small company names its people.
fn email(value: &str) -> String {
    format!("{}@…", name(value))
}

/// `+7 *** **-67`.
fn phone(value: &str) -> String {
    format!("+7 {HIDDEN} **-{}", last_two(value))
}

/// The last two characters of a number.
pub fn tail(value: &str) -> String {
    format!("{HIDDEN}{}", last_two(value))
}

fn last_two(value: &str) -> String {
    let count = value.chars().count();
    value.chars().skip(count.saturating_sub(2)).collect()
}

fn mask_text(text: &str, names: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.contains('@') {
            out.push_str(HIDDEN);
            out.push_str(word.strip_prefix(bare).unwrap_or_default());
        } else {
            hide_names(word, names, &mut out);
        }
    }
    hide_numbers(&out)
}

/// Words that begin as a name does: in Russian a name's ending changes with its case, its stem seldom.
fn hide_names(word: &str, names: &[String], out: &mut String) {
    let is_letter = |c: char| c.is_alphabetic() || c == '-';
    let mut rest = word;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        let (letters, behind) = rest.split_at(end);
        let lower = letters.to_lowercase();
        let is_name = names.iter().any(|name| is_form_of(&lower, name));
        out.push_str(if is_name { HIDDEN } else { letters });
        let next = behind.find(is_letter).unwrap_or(behind.len());
        let (between, behind) = behind.split_at(next);
        out.push_str(between);
        rest = behind;
    }
}

/// Whether a word is a name in some case: all but the last two letters are the same, and it is not much
/// longer.
fn is_form_of(word: &str, name: &str) -> bool {
    let length = name.chars().count();
    if length < 3 {
        return word == name;
    }
    let stem: String = name.chars().take((length - 2).max(3)).collect();
    word.starts_with(&stem) && word.chars().count() <= length + 3
}

/// Runs of digits, with the usual separators between them, that are long enough to identify somebody.
fn hide_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut run, mut digits) = (String::new(), 0);
    let flush = |run: &mut String, digits: &mut usize, out: &mut String| {
        if *digits >= IDENTIFYING_DIGITS {
            out.push_str(HIDDEN);
            let tail = run.trim_end_matches(|c: char| !c.is_ascii_digit());
            out.push_str(run.strip_prefix(tail).unwrap_or_default());
        } else {
            out.push_str(run);
        }
        run.clear();
        *digits = 0;
    };
    for c in text.chars() {
        if c.is_ascii_digit() {
            run.push(c);
            digits += 1;
        } else if digits > 0 && matches!(c, ' ' | '-' | '(' | ')' | '\u{a0}') {
            run.push(c);
        } else {
            flush(&mut run, &mut digits, &mut out);
            out.push(c);
        }
    }
    flush(&mut run, &mut digits, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anna() -> ApplicantRecord {
        let some = |text: &str| Some(text.to_owned());
        ApplicantRecord {
            last_name: "Иванова".to_owned(),
            first_name: "Анна".to_owned(),
            middle_name: some("Петровна"),
            birth_date: some("1990-05-31"),
            inn: some("500100732259"),
            snils: some("11223344595"),
            email: some("anna@example.ru"),
            phone: some("+79123456789"),
        }
    }

    #[test]
    fn of_a_person_first_letters_and_last_digits_are_left() {
        let masked = anna().masked();
        assert_eq!(masked.last_name, "И***");
        assert_eq!(masked.first_name, "А***");
        assert_eq!(masked.middle_name.as_deref(), Some("П***"));
        assert_eq!(masked.birth_date.as_deref(), Some("***"));
        assert_eq!(masked.inn.as_deref(), Some("***59"));
        assert_eq!(masked.snils.as_deref(), Some("***95"));
        assert_eq!(masked.email.as_deref(), Some("a***@…"));
        assert_eq!(masked.phone.as_deref(), Some("+7 *** **-89"));
        assert_eq!(
            ApplicantRecord::default().masked(),
            ApplicantRecord::default()
        );
    }

    #[test]
    fn a_text_is_left_without_what_identifies_its_author() {
        #[track_caller]
        fn check(text: &str, masked: &str) {
            assert_eq!(anna().mask_text(text), masked);
        }
        check("Яма у дома 5.", "Яма у дома 5.");
        check("Меня зовут Анна Иванова.", "Меня зовут *** ***.");
        check("Позвоните Ивановой Анне!", "Позвоните *** ***!");
        check("ИВАНОВА А. П.", "*** А. П.");
        check("пишите на anna@example.ru, жду", "пишите на *** жду");
        check("+7 (912) 345-67-89 после 18", "+*** после 18");
        check("СНИЛС 112-233-445 95.", "СНИЛС ***.");
        check(
            "Дом 5, квартира 12, 2026 год",
            "Дом 5, квартира 12, 2026 год",
        );
        check("Анализ и анкета", "Анализ и анкета");
        check("", "");
    }

    #[test]
    fn a_file_keeps_its_ending() {
        assert_eq!(file_name("паспорт Иванова.jpg"), "***.jpg");
        assert_eq!(file_name("скан"), "***");
    }
}
