//! Looking for what people told in bytes where it must not be.

use std::collections::BTreeSet;
use std::path::Path;

use aho_corasick::AhoCorasick;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// A shorter word is found everywhere by chance.
const MIN_WORD_CHARS: usize = 5;

/// Bytes of a file in a row that prove it: nobody meets sixteen random bytes by chance.
const RUN: usize = 16;

/// What is looked for: each with what it stands for.
#[derive(Default)]
pub struct Traces {
    needles: Vec<(Vec<u8>, String)>,
}

impl Traces {
    /// What people wrote: the whole, its words, their stems and its digits, in every usual encoding.
    pub fn text(mut self, text: &str) -> Self {
        let mut forms = BTreeSet::from([text.to_owned(), text.to_lowercase(), text.to_uppercase()]);
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let length = word.chars().count();
            if length < MIN_WORD_CHARS {
                continue;
            }
            let lower = word.to_lowercase();
            let stem = lower.chars().take((length - 2).max(MIN_WORD_CHARS));
            forms.extend([word.to_owned(), word.to_uppercase(), stem.collect(), lower]);
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= 9 {
            // With and without the country's code.
            forms.insert(
                digits
                    .chars()
                    .skip(digits.len().saturating_sub(10))
                    .collect(),
            );
            forms.insert(digits);
        }
        for form in forms {
            self.add_encoded(form.as_bytes(), text);
            let units: Vec<u16> = form.encode_utf16().collect();
            let little = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            self.needles.push((little, format!("{text} (UTF-16LE)")));
            self.needles.push((big, format!("{text} (UTF-16BE)")));
        }
        self
    }

    /// What is secret as it is.
    pub fn secret(mut self, secret: &str, what: &str) -> Self {
        self.add_encoded(secret.as_bytes(), what);
        self
    }

    /// Runs of a file's bytes, from its beginning, its middle and its end, without what every file of its
    /// type begins with.
    pub fn bytes(mut self, bytes: &[u8], what: &str) -> Self {
        for part in 1..8 {
            let at = bytes.len() * part / 8;
            if let Some(run) = bytes.get(at..at + RUN) {
                self.add_encoded(run, what);
            }
        }
        self
    }

    fn add_encoded(&mut self, bytes: &[u8], what: &str) {
        self.needles.push((bytes.to_vec(), what.to_owned()));
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        self.needles
            .push((hex.to_uppercase().into(), format!("{what} (hex)")));
        self.needles.push((hex.into(), format!("{what} (hex)")));
        // Base64 depends on where in a group of three bytes the text begins; its edges mix with what is
        // around.
        for before in 0..3_usize {
            let mut shifted = vec![0; before];
            shifted.extend_from_slice(bytes);
            for text in [
                STANDARD_NO_PAD.encode(&shifted),
                URL_SAFE_NO_PAD.encode(&shifted),
            ] {
                let inner = text.get((before * 8).div_ceil(6)..shifted.len() * 8 / 6);
                let inner = inner.unwrap_or_default().as_bytes().to_vec();
                if inner.len() >= 8 {
                    self.needles.push((inner, format!("{what} (base64)")));
                }
            }
        }
    }

    /// What of it is in these bytes.
    pub fn found(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let needles = AhoCorasick::new(self.needles.iter().map(|(needle, _)| needle));
        let needles = needles.expect("needles");
        needles
            .find_overlapping_iter(bytes)
            .map(|found| self.needles[found.pattern().as_usize()].1.as_str())
            .collect()
    }
}

/// All bytes under a folder.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a file");
                all.push((path.display().to_string(), bytes));
            }
        }
    }
    all
}
