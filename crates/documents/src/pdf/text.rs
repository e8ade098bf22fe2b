//! Text as a page can show it.

/// Text without what has no shape: controls, and the marks that only steer a shaping
/// engine, are dropped; private and meaningless code points, which PDF/A forbids,
/// become U+FFFD. Lines stay.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            '\t' => cleaned.push(' '),
            c if c.is_control() || is_ignorable(c) => {}
            c if is_private(c) || u32::from(c) & 0xFFFE == 0xFFFE => cleaned.push('\u{FFFD}'),
            c => cleaned.push(c),
        }
    }
    cleaned
}

/// A heading or a title on one line. PDF/UA wants every one to have words, so nothing
/// becomes a dash.
pub(super) fn one_line(text: &str) -> String {
    let cleaned = clean(text);
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    if words.is_empty() {
        "—".to_owned()
    } else {
        words.join(" ")
    }
}

/// Default-ignorable code points in use: soft hyphens, joiners, direction marks,
/// variation selectors, tags.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// What to draw for a character that the font lacks: a look-alike, else U+FFFD. The
/// text behind it stays as it was, so that it can be searched and copied.
pub(super) fn stand_in(c: char) -> char {
    match c {
        '\u{2212}' => '–',
        '≤' => '<',
        '≥' => '>',
        '✓' | '✔' => '+',
        '→' => '›',
        '←' => '‹',
        c if c.is_whitespace() => ' ',
        _ => '\u{FFFD}',
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_has_no_shape_goes() {
        for (text, expected) in [
            ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
            ("a\tb\u{7}c\0", "a bc"),
            ("👨\u{200D}👩\u{FE0F}", "👨👩"),
            ("\u{202E}abc\u{FEFF}", "abc"),
            ("\u{E000}\u{10FFFF}\u{FFFE}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ] {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }
}
