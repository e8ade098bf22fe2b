//! Breaking text into lines.

use super::face::Face;
use super::text::clean;

/// The lines of `text` at a font size within a width, both in points. A word that is
/// wider than the line is broken where it has to be. There is at least one line, and
/// none is empty: an empty one has a space, so that it exists for a screen reader.
pub(super) fn wrap(face: &Face, text: &str, size: f32, width: f32) -> Vec<String> {
    let room = width / size;
    let mut lines = Vec::new();
    for paragraph in clean(text).split('\n') {
        let mut line = Line::default();
        for piece in pieces(paragraph) {
            let visible = measure(face, piece.trim_end_matches(' '));
            if !line.text.is_empty() && room < line.width + visible {
                lines.push(line.take());
            }
            if visible <= room {
                line.push(piece, measure(face, piece));
                continue;
            }
            for c in piece.chars() {
                let advance = face.advance(c);
                if !line.text.is_empty() && c != ' ' && room < line.width + advance {
                    lines.push(line.take());
                }
                line.push(c.encode_utf8(&mut [0; 4]), advance);
            }
        }
        lines.push(line.take());
    }
    lines
}

#[derive(Default)]
struct Line {
    text: String,
    width: f32,
}

impl Line {
    fn push(&mut self, text: &str, width: f32) {
        self.text.push_str(text);
        self.width += width;
    }

    fn take(&mut self) -> String {
        self.width = 0.0;
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            " ".to_owned()
        } else {
            text
        }
    }
}

fn measure(face: &Face, text: &str) -> f32 {
    text.chars().map(|c| face.advance(c)).sum()
}

/// Cuts a paragraph where a line may end: after spaces, after a dash or a slash between
/// letters. Digits stay together: a number of an appeal has hyphens.
fn pieces(paragraph: &str) -> impl Iterator<Item = &str> {
    let mut rest = paragraph;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut chars = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((_, c)) = chars.next() {
            let Some((next_at, next)) = chars.peek().copied() else {
                break;
            };
            let after_space = c == ' ' && next != ' ';
            let after_dash = matches!(c, '-' | '–' | '—' | '/') && next.is_alphabetic();
            if after_space || after_dash {
                end = next_at;
                break;
            }
        }
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::face::Faces;
    use super::{pieces, wrap};

    #[test]
    fn lines_end_where_they_may() {
        let cut = |text| pieces(text).collect::<Vec<_>>();
        assert_eq!(cut("а  б в"), ["а  ", "б ", "в"]);
        assert_eq!(cut("по-русски и/или"), ["по-", "русски ", "и/", "или"]);
        assert_eq!(cut("2026-0000001-5"), ["2026-0000001-5"]);
        assert_eq!(cut("10\u{A0}кг"), ["10\u{A0}кг"]);
        assert_eq!(cut(""), [""; 0]);
    }

    #[test]
    fn every_paragraph_has_a_line() {
        let faces = Faces::load().unwrap();
        assert_eq!(wrap(&faces.regular, "", 10.0, 100.0), [" "]);
        assert_eq!(wrap(&faces.regular, "a\n\nb", 10.0, 100.0), ["a", " ", "b"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        let faces = Faces::load().unwrap();
        let lines = wrap(&faces.regular, &"щ".repeat(100), 10.0, 50.0);
        assert!(20 <= lines.len() && lines.concat() == "щ".repeat(100));
        // Narrower than any letter: one on each line, and no endless loop.
        assert_eq!(wrap(&faces.regular, "щщщ", 10.0, 1.0), ["щ", "щ", "щ"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_lost_and_nothing_sticks_out(text in "[а-яa-z0-9 /,-]{0,200}", width in 20.0_f32..300.0) {
            let faces = Faces::load().unwrap();
            let lines = wrap(&faces.regular, &text, 9.0, width);
            if !text.is_empty() {
                prop_assert_eq!(lines.concat(), text);
            }
            for line in lines {
                prop_assert!(faces.regular.width(line.trim_end(), 9.0) <= width + 0.01);
            }
        }
    }
}
