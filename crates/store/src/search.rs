//! Full-text search over keyed hashes: words are brought to their stems here, because SQLite's tokenizers
//! know no Russian, and each stem is hashed under the data key before it reaches the index, so that the file
//! holds no words. Who has the file alone sees which appeals share a word, not which word.

use classifier::words::stems;
use domain::applicant::{ApplicantRecord, Email, Inn, Phone, Snils};
use domain::event::RegisteredPrivate;
use vault::Vault;

/// Terms of one appeal in the index. 10,000 characters of text hold about 1,500 words.
const MAX_TERMS: usize = 2_000;

/// Words of a title that are looked at when appeals about the like are looked for: any three of six are
/// twenty ways.
const MAX_ALIKE_TERMS: usize = 6;

/// A shorter stem is a preposition or a number as a rule, and tells nothing of the matter.
const MIN_TELLING_CHARS: usize = 4;

/// Words of a query that are looked at.
const MAX_QUERY_TERMS: usize = 12;

/// The terms of an appeal: each word's stem once, and what identifies the applicant, as keyed hashes
/// separated by spaces.
pub(crate) fn terms(vault: &Vault, private: &RegisteredPrivate) -> String {
    let texts = [private.title.as_str(), private.text.as_str()];
    let fields = private.fields.values().map(String::as_str);
    let mut terms: Vec<String> = texts.into_iter().chain(fields).flat_map(stems).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.truncate(MAX_TERMS);
    terms.extend(private.applicant.iter().flat_map(identifiers));
    let mut terms: Vec<String> = terms.iter().map(|term| vault.term(term)).collect();
    // In the order of the hashes: the alphabet's would tell something of the words.
    terms.sort_unstable();
    terms.join(" ")
}

/// The query for FTS5: every word must be there, or the whole must be what identifies the applicant. [`None`]
/// when there is no word in it; with `words_only` nobody is found by what identifies them. Terms are hexadecimal, so nothing of the caller's can be taken for FTS5's
/// syntax.
pub(crate) fn query(vault: &Vault, text: &str, words_only: bool) -> Option<String> {
    let any = |term: String| one(vault, &term);
    let words: Vec<String> = stems(text).take(MAX_QUERY_TERMS).map(any).collect();
    if words.is_empty() {
        return None;
    }
    let mut ways = vec![format!("({})", words.join(" AND "))];
    if !words_only {
        ways.extend(identified(text).map(any));
    }
    Some(ways.join(" OR "))
}

/// A term as FTS5 looks for it, under any key that it may be hashed with.
fn one(vault: &Vault, term: &str) -> String {
    let terms = vault.terms(term).into_iter();
    let terms: Vec<String> = terms.map(|term| format!("\"{term}\"")).collect();
    format!("({})", terms.join(" OR "))
}

/// The query for appeals of the same person: whatever identifies them is enough.
pub(crate) fn identified_by(vault: &Vault, applicant: &ApplicantRecord) -> Option<String> {
    let ways: Vec<String> = identifiers(applicant)
        .map(|term| one(vault, &term))
        .collect();
    (!ways.is_empty()).then(|| ways.join(" OR "))
}

/// The query for appeals about the like: any three of the longest words of a title, or both of two.
pub(crate) fn alike(vault: &Vault, title: &str) -> Option<String> {
    let mut terms: Vec<String> = stems(title)
        .filter(|stem| stem.chars().count() >= MIN_TELLING_CHARS)
        .collect();
    terms.sort_by_key(|stem| std::cmp::Reverse(stem.chars().count()));
    terms.dedup();
    terms.truncate(MAX_ALIKE_TERMS);
    let terms: Vec<String> = terms.iter().map(|term| one(vault, term)).collect();
    if let [first, second] = terms.as_slice() {
        return Some(format!("{first} AND {second}"));
    }
    let mut ways = Vec::new();
    for (at, first) in terms.iter().enumerate() {
        for (next, second) in terms.iter().enumerate().skip(at + 1) {
            for third in terms.iter().skip(next + 1) {
                ways.push(format!("({first} AND {second} AND {third})"));
            }
        }
    }
    (!ways.is_empty()).then(|| ways.join(" OR "))
}

/// Terms that no word can be: a stem holds no colon.
fn identifiers(applicant: &ApplicantRecord) -> impl Iterator<Item = String> {
    let ApplicantRecord {
        phone,
        email,
        snils,
        inn,
        ..
    } = applicant;
    let email = email.as_ref().map(|email| email.to_lowercase());
    [
        phone.as_ref().map(|phone| format!("phone:{phone}")),
        email.map(|email| format!("email:{email}")),
        snils.as_ref().map(|snils| format!("snils:{snils}")),
        inn.as_ref().map(|inn| format!("inn:{inn}")),
    ]
    .into_iter()
    .flatten()
}

/// What the text may be besides words.
fn identified(text: &str) -> impl Iterator<Item = String> {
    let text = text.trim();
    let as_str = |value: &str| Some(value.to_owned());
    let applicant = ApplicantRecord {
        phone: Phone::parse(text)
            .ok()
            .and_then(|phone| as_str(phone.as_str())),
        email: Email::parse(text)
            .ok()
            .and_then(|email| as_str(email.as_str())),
        snils: Snils::parse(text)
            .ok()
            .and_then(|snils| as_str(snils.as_str())),
        inn: Inn::parse(text).ok().and_then(|inn| as_str(inn.as_str())),
        ..ApplicantRecord::default()
    };
    identifiers(&applicant).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use vault::Masters;

    use super::*;

    fn vault(data: &str, previous: &[&[u8]]) -> Vault {
        Vault::new(&Masters {
            data: data.as_bytes(),
            previous,
            secret: b"",
        })
    }

    fn private(text: &str) -> RegisteredPrivate {
        RegisteredPrivate {
            text: text.to_owned(),
            applicant: Some(ApplicantRecord {
                phone: Some("+79991234567".to_owned()),
                email: Some("Anna@example.ru".to_owned()),
                snils: Some("11223344595".to_owned()),
                inn: Some("500100732259".to_owned()),
                ..ApplicantRecord::default()
            }),
            ..RegisteredPrivate::default()
        }
    }

    /// As FTS5 would answer.
    fn matches(terms: &str, query: &str) -> bool {
        let has = |term: &str| {
            let term = term.trim_matches(['(', ')', '"']);
            terms.split(' ').any(|t| t == term)
        };
        let all = |way: &str| way.split(" AND ").all(|group| group.split(" OR ").any(has));
        let ways = query.replace(") OR (", ")\n(");
        ways.split('\n').any(all)
    }

    #[track_caller]
    fn check(text: &str, word: &str, found: bool) {
        let vault = vault("one", &[]);
        let terms = terms(&vault, &private(text));
        let query = query(&vault, word, false).unwrap_or_default();
        assert_eq!(matches(&terms, &query), found, "{word:?} in {terms:?}");
    }

    #[test]
    fn a_word_is_found_in_any_of_its_forms() {
        check("Яма на проезжей части у дома 5", "ямы", true);
        check("Яма на проезжей части у дома 5", "проезжая часть", true);
        check("Яма на проезжей части у дома 5", "дом 5", true);
        check("Яма на проезжей части", "мост", false);
        check("Яма на проезжей части", "яма мост", false);
        check("Ёлка у подъезда", "елки", true);
        check("The page does not open", "pages opening", true);
    }

    #[test]
    fn an_applicant_is_found_by_what_identifies_them_written_in_any_way() {
        for typed in [
            "8 (999) 123-45-67",
            "+79991234567",
            "anna@EXAMPLE.ru",
            " 112-233-445 95",
            "500100732259",
        ] {
            check("Яма", typed, true);
        }
        check("Яма", "8 (999) 123-45-68", false);
        check("Яма", "boris@example.ru", false);
    }

    #[test]
    fn nobody_is_found_by_what_identifies_them_for_a_reader_of_masked_data() {
        let vault = vault("one", &[]);
        let terms = terms(&vault, &private("Яма"));
        for typed in ["+79991234567", "anna@example.ru", "500100732259"] {
            let query = query(&vault, typed, true).unwrap_or_default();
            assert!(!matches(&terms, &query), "{typed}");
        }
    }

    #[test]
    fn a_term_is_found_while_the_key_changes_and_tells_nothing_of_the_word() {
        let (old, new) = (vault("one", &[]), vault("two", &[b"one"]));
        let query = query(&new, "ямы", false).unwrap();
        for vault in [&old, &new] {
            assert!(matches(&terms(vault, &private("Яма")), &query));
        }
        assert!(!matches(
            &terms(&vault("three", &[]), &private("Яма")),
            &query
        ));
        let terms = terms(&old, &private("Яма у дома"));
        assert!(
            terms.bytes().all(|b| b.is_ascii_hexdigit() || b == b' '),
            "{terms}"
        );
    }

    #[test]
    fn nothing_of_a_query_is_fts_syntax() {
        let vault = vault("one", &[]);
        let expected = format!(
            "((\"{}\") AND (\"{}\"))",
            vault.term("or"),
            vault.term("near")
        );
        assert_eq!(query(&vault, "\" OR * NEAR(", true), Some(expected));
        assert_eq!(query(&vault, " -- *", false), None);
    }
}
