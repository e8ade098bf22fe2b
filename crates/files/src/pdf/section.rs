//! One cross-reference section: a table with its trailer, or a stream.

use super::token::{Lexer, Token};
use crate::FileError;
use crate::bytes::slice;

/// Dictionaries and arrays within a trailer; a real one has three levels.
const MAX_DEPTH: usize = 64;

/// Entries of a trailer; a real one has about ten.
const MAX_ENTRIES: usize = 256;

/// What a section says that matters here.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// It names an encryption dictionary.
    pub(super) encrypted: bool,
    /// It names the document's catalogue.
    pub(super) has_root: bool,
    /// Offsets of earlier sections (`/Prev`, `/XRefStm`).
    pub(super) earlier: Vec<usize>,
}

impl Section {
    /// Reads the section at `offset`, spending a unit of `fuel` for each byte read.
    pub(super) fn read(bytes: &[u8], offset: usize, fuel: &mut usize) -> Result<Self, FileError> {
        // No more than the fuel that is left is read, however far the tokens go on.
        let end = offset.saturating_add(*fuel).min(bytes.len());
        let window = bytes.get(..end).unwrap_or_default();
        let mut lexer = Lexer::new(window, offset);
        let section = match lexer.next() {
            Some(Token::Word(b"xref")) => table(&mut lexer),
            Some(Token::Integer(_)) => stream(bytes, &mut lexer),
            _ => None,
        };
        *fuel = fuel.saturating_sub(lexer.offset().saturating_sub(offset));
        section.ok_or(FileError::Damaged)
    }

    fn from_dictionary(dictionary: &[(Vec<u8>, Value)]) -> Self {
        let mut section = Self::default();
        // Of a key given twice readers take one or the other: here each one counts.
        for (key, value) in dictionary {
            match (key.as_slice(), value) {
                (b"Encrypt", Value::Null) => {}
                (b"Encrypt", _) => section.encrypted = true,
                (b"Root", Value::Reference) => section.has_root = true,
                // Some writers put `/Prev 0` where there is no earlier section.
                (b"Prev" | b"XRefStm", Value::Integer(offset)) if *offset != 0 => {
                    section
                        .earlier
                        .push(usize::try_from(*offset).unwrap_or(usize::MAX));
                }
                _ => {}
            }
        }
        section
    }
}

/// 7.5.4 and 7.5.5: entries of numbers and `n` or `f`, then `trailer` and a dictionary.
fn table(lexer: &mut Lexer<'_>) -> Option<Section> {
    loop {
        match lexer.next()? {
            Token::Integer(_) | Token::Word(b"n" | b"f") => {}
            Token::Word(b"trailer") => break,
            _ => return None,
        }
    }
    match lexer.next()? {
        Token::DictionaryStart => dictionary(lexer).map(|d| Section::from_dictionary(&d)),
        _ => None,
    }
}

/// 7.5.8: `N G obj << /Type /XRef … >> stream … endstream`, all of it within the file.
fn stream(bytes: &[u8], lexer: &mut Lexer<'_>) -> Option<Section> {
    if !matches!(lexer.next()?, Token::Integer(_)) || lexer.next()? != Token::Word(b"obj") {
        return None;
    }
    if lexer.next()? != Token::DictionaryStart {
        return None;
    }
    let dictionary = dictionary(lexer)?;
    let is_xref = |(key, value): &(Vec<u8>, Value)| {
        key == b"Type" && matches!(value, Value::Name(name) if name == b"XRef")
    };
    if !dictionary.iter().any(is_xref) || lexer.next()? != Token::Word(b"stream") {
        return None;
    }
    // 7.3.8.1: the length is exact; an end of line stands before and after the data.
    let length = dictionary
        .iter()
        .find(|(key, _)| key == b"Length")
        .map(|(_, value)| value);
    if let Some(Value::Integer(length)) = length {
        let data = lexer.offset();
        slice(bytes, data, usize::try_from(*length).ok()?)?;
        let behind = data.checked_add(usize::try_from(*length).ok()?)?;
        let tail = slice(bytes, behind, 16.min(bytes.len().checked_sub(behind)?))?;
        crate::bytes::find(tail, b"endstream")?;
    } else {
        return None;
    }
    Some(Section::from_dictionary(&dictionary))
}

/// A value of a dictionary, as far as it matters here.
#[derive(Debug)]
enum Value {
    Null,
    Integer(i64),
    Name(Vec<u8>),
    Reference,
    Other,
}

/// The entries of a dictionary whose `<<` has been read. What is nested is skipped.
fn dictionary(lexer: &mut Lexer<'_>) -> Option<Vec<(Vec<u8>, Value)>> {
    let mut entries = Vec::new();
    loop {
        match lexer.next()? {
            Token::DictionaryEnd => return Some(entries),
            Token::Name(_) if MAX_ENTRIES <= entries.len() => return None,
            Token::Name(key) => entries.push((key, value(lexer)?)),
            _ => return None,
        }
    }
}

fn value(lexer: &mut Lexer<'_>) -> Option<Value> {
    match lexer.next()? {
        Token::Integer(number) => {
            let mut ahead = lexer.clone();
            let generation = matches!(ahead.next(), Some(Token::Integer(_)));
            if generation && ahead.next() == Some(Token::Word(b"R")) {
                *lexer = ahead;
                return Some(Value::Reference);
            }
            Some(Value::Integer(number))
        }
        Token::Name(name) => Some(Value::Name(name)),
        Token::Word(b"null") => Some(Value::Null),
        Token::Word(_) | Token::String => Some(Value::Other),
        Token::DictionaryStart | Token::ArrayStart => skip_nested(lexer),
        Token::DictionaryEnd | Token::ArrayEnd => None,
    }
}

/// Skips to the end of a dictionary or an array whose start has been read.
fn skip_nested(lexer: &mut Lexer<'_>) -> Option<Value> {
    let mut depth = 1;
    while 0 < depth {
        match lexer.next()? {
            Token::DictionaryStart | Token::ArrayStart if depth < MAX_DEPTH => depth += 1,
            Token::DictionaryStart | Token::ArrayStart => return None,
            Token::DictionaryEnd | Token::ArrayEnd => depth -= 1,
            _ => {}
        }
    }
    Some(Value::Other)
}
