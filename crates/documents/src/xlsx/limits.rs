//! What Excel takes in a cell and for a name.

/// UTF-16 units that a cell may hold (Excel specifications and limits).
const MAX_CELL_UNITS: usize = 32_767;

/// Characters that the name of a sheet may have.
const MAX_SHEET_NAME: usize = 31;

/// Text that fits a cell and XML: too long a one is cut and says so with «…»; the two
/// noncharacters and controls that XML 1.0 cannot carry are replaced.
pub(super) fn clean(text: &str) -> String {
    let fits = text.encode_utf16().count() <= MAX_CELL_UNITS;
    let room = if fits {
        MAX_CELL_UNITS
    } else {
        MAX_CELL_UNITS - 1
    };
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= room
    });
    let mut cleaned: String = kept
        .map(|c| match c {
            '\t' | '\n' | '\r' => c,
            '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
            c if c.is_control() => '\u{FFFD}',
            c => c,
        })
        .collect();
    if !fits {
        cleaned.push('…');
    }
    cleaned
}

/// A name that Excel takes for a sheet: not empty, not long, without `[]:*?/\` and
/// without apostrophes at its ends.
pub(super) fn sheet_name(title: &str) -> String {
    let name: String = title
        .chars()
        .map(|c| {
            if c.is_control() || "[]:*?/\\'".contains(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    let mut units = 0;
    let name: String = name
        .trim()
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= MAX_SHEET_NAME
        })
        .collect();
    // Excel keeps this name for itself.
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        "1".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, sheet_name};

    #[test]
    fn odd_and_long_text_fits_a_cell() {
        assert_eq!(clean("a\0b\u{FFFF}c\td"), "a\u{FFFD}b\u{FFFD}c\td");
        assert_eq!(clean(&"я".repeat(32_767)), "я".repeat(32_767));
        assert_eq!(clean(&"я".repeat(32_768)), "я".repeat(32_766) + "…");
        assert_eq!(clean(&"😀".repeat(20_000)), "😀".repeat(16_383) + "…");
    }

    #[test]
    fn a_title_becomes_the_name_of_a_sheet() {
        for (title, expected) in [
            ("Обращения: все/новые [1]", "Обращения  все новые  1"),
            ("", "1"),
            ("'''", "1"),
            ("history", "1"),
            ("я".repeat(50).as_str(), "я".repeat(31).as_str()),
        ] {
            assert_eq!(sheet_name(title), expected);
        }
    }
}
