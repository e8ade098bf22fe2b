//! Leaving out of a text what nobody sees.
//!
//! People paste from word processors, messengers, contacts and PDF files, and with the words come characters
//! that have no look of their own. None of them is a reason to send somebody back to their text; only what such a
//! character does to the look of its neighbours is kept.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::CodePointSetData;
use icu_properties::props::{
    BinaryProperty, DefaultIgnorableCodePoint, Emoji, EmojiModifier, ExtendedPictographic,
};

/// Zero width joiner: «семья» is three pictures with it between them.
const JOINER: char = '\u{200d}';

/// Zero width non-joiner: it keeps letters apart in Persian and in the scripts of India.
const NON_JOINER: char = '\u{200c}';

/// The enclosing keycap, as in 1️⃣.
const KEYCAP: char = '\u{20e3}';

/// The waving black flag, which the letters of a region follow as tags.
const BLACK_FLAG: char = '\u{1f3f4}';

/// The text as it is seen: without invisible characters, with `\n` for every end of a line, and in Unicode's
/// form NFC, in which й and ё are one character each.
///
/// NUL stays: nobody types or pastes it, so whoever checks the field refuses it.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let visible = visible(text);
    match ComposingNormalizerBorrowed::new_nfc().normalize(&visible) {
        Cow::Borrowed(_) => Cow::Owned(visible),
        Cow::Owned(composed) => Cow::Owned(composed),
    }
}

/// What needs no second look: printable ASCII, tabs and line feeds, and the letters of Russian.
const fn is_plain(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='~' | 'А'..='я' | 'ё' | 'Ё' | '«' | '»' | '—' | '№')
}

fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            // Line tabulation and form feed are what word processors make of their line and page ends; the
            // others are Unicode's own: next line, line separator, paragraph separator.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\0' | '\t' | '\n' => out.push(c),
            _ if is_seen(c) || is_kept(c, out.chars().next_back(), chars.peek().copied()) => {
                out.push(c);
            }
            _ => {}
        }
    }
    out
}

/// Whether a character has a look, or takes room, by itself. Private use characters have: word processors keep
/// their bullets there.
fn is_seen(c: char) -> bool {
    let is_noncharacter =
        matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) || matches!(c, '\u{fdd0}'..='\u{fdef}');
    // Annotation marks and the stand-in for an object that was not pasted along.
    let stands_for_nothing = matches!(c, '\u{fff9}'..='\u{fffc}');
    !(c.is_control()
        || is_noncharacter
        || stands_for_nothing
        || has::<DefaultIgnorableCodePoint>(c))
}

/// Whether an invisible character changes how the one before it, or the two around it, look.
fn is_kept(c: char, before: Option<char>, after: Option<char>) -> bool {
    let Some(before) = before else {
        return false;
    };
    match c {
        JOINER | NON_JOINER => after.is_some_and(|after| {
            let is_picture = |c| has::<ExtendedPictographic>(c);
            let ends_picture =
                is_picture(before) || has::<EmojiModifier>(before) || is_selector(before);
            (c == JOINER && ends_picture && is_picture(after)) || (joins(before) && joins(after))
        }),
        // Text or picture: digits have both looks only on a key.
        '\u{fe0e}' | '\u{fe0f}' if before.is_ascii() => after == Some(KEYCAP),
        '\u{fe0e}' | '\u{fe0f}' => has::<Emoji>(before) || has::<ExtendedPictographic>(before),
        // Other selectors choose among the shapes of an ideograph or of a Mongolian letter.
        '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => is_ideograph(before),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(before, '\u{1820}'..='\u{18aa}'),
        '\u{e0020}'..='\u{e007f}' => {
            before == BLACK_FLAG || matches!(before, '\u{e0020}'..='\u{e007e}')
        }
        _ => false,
    }
}

fn has<P: BinaryProperty>(c: char) -> bool {
    CodePointSetData::new::<P>().contains(c)
}

const fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | KEYCAP)
}

const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The letters of scripts that join or stack: Arabic to Mongolian by their blocks. Between letters of any other
/// script a joiner does nothing.
const fn joins(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{a840}'..='\u{a87f}'
        | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_makes_up_a_picture_or_a_letter_stays() {
        for text in [
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}\u{200d}🔥",
            "👩🏽\u{200d}🚒",
            "🏳\u{fe0f}\u{200d}🌈",
            "1\u{fe0f}\u{20e3}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "می\u{200c}خواهم",
            "क\u{94d}\u{200d}ष",
            "葛\u{e0100}",
            "\u{f0b7} пункт",
            "ᠠ\u{180b}",
        ] {
            assert_eq!(clean(text), text, "{text:?}");
        }
    }

    #[test]
    fn what_nobody_sees_goes_out() {
        for (text, expected) in [
            ("а\u{200d}б", "аб"),
            ("а\u{200c}б", "аб"),
            ("👨\u{200d}", "👨"),
            ("\u{200d}👨", "👨"),
            ("7\u{fe0f}8", "78"),
            ("\u{fe0f}а", "а"),
            ("а\u{e0041}\u{e0042}", "а"),
            ("а\u{fffc}б\u{fff9}", "аб"),
            ("а\u{ffff}\u{1fffe}\u{fdd0}", "а"),
            ("\u{3164}\u{115f}\u{2063}\u{34f}", ""),
            ("\u{1}\u{7f}\u{9f}\u{1b}", ""),
            ("\u{61c}\u{200f}\u{202e}\u{2066}", ""),
            ("е\u{200b}\u{308}", "ё"),
            ("а\r\nб\rв\u{b}г\u{c}д\u{2028}е", "а\nб\nв\nг\nд\nе"),
            ("а\0б", "а\0б"),
        ] {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }
}
