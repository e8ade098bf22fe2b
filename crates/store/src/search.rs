//! Full-text search: words are brought to their stems here, before they reach the index, because
//! SQLite's tokenizers know no Russian.

use rust_stemmers::{Algorithm, Stemmer};

/// Terms of one appeal in the index. 10,000 characters of text hold about 1,500 words.
const MAX_TERMS: usize = 2_000;

/// Words of a query that are looked at.
const MAX_QUERY_TERMS: usize = 12;

/// A longer word is no word.
const MAX_WORD_CHARS: usize = 40;

/// The terms of a text: each word's stem once, separated by spaces.
pub fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut terms: Vec<String> = texts.into_iter().flat_map(stems).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.truncate(MAX_TERMS);
    terms.join(" ")
}

/// The query for FTS5: every word must be there. [`None`] when there is no word in it. Stems hold
/// letters and digits only, so nothing of the caller's can be taken for FTS5's syntax.
pub fn query(text: &str) -> Option<String> {
    let terms: Vec<String> = stems(text)
        .take(MAX_QUERY_TERMS)
        .map(|stem| format!("\"{stem}\""))
        .collect();
    (!terms.is_empty()).then(|| terms.join(" "))
}

fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    let russian = Stemmer::create(Algorithm::Russian);
    let english = Stemmer::create(Algorithm::English);
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && word.chars().count() <= MAX_WORD_CHARS)
        .map(move |word| {
            let word = word.to_lowercase().replace('ё', "е");
            let stemmer = if word.is_ascii() { &english } else { &russian };
            stemmer.stem(&word).into_owned()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, word: &str, found: bool) {
        let terms = terms([text]);
        let query = query(word).unwrap_or_default();
        let all = query
            .split(' ')
            .all(|term| terms.split(' ').any(|t| format!("\"{t}\"") == term));
        assert_eq!(all, found, "{word:?} in {terms:?}");
    }

    #[test]
    fn a_word_is_found_in_any_of_its_forms() {
        check("Яма на проезжей части у дома 5", "ямы", true);
        check("Яма на проезжей части у дома 5", "проезжая часть", true);
        check("Яма на проезжей части у дома 5", "дом 5", true);
        check("Яма на проезжей части", "мост", false);
        check("Ёлка у подъезда", "елки", true);
        check("The page does not open", "pages opening", true);
    }

    #[test]
    fn nothing_of_a_query_is_fts_syntax() {
        assert_eq!(query("\" OR * NEAR(").as_deref(), Some("\"or\" \"near\""));
        assert_eq!(query(" -- *"), None);
    }
}
