//! The objects of PDF (ISO 32000-1, 7.3), read as far as anything asks for them.

use super::token::{Lexer, Token, string_bytes};

/// Dictionaries and arrays within each other; a real trailer has three levels.
const MAX_DEPTH: usize = 64;

/// Values in one object: a list of pages may have thousands, and they are kept in memory.
const MAX_VALUES: usize = 250_000;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    False,
    Integer(i64),
    Name(Vec<u8>),
    String(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    /// The number of an object that stands elsewhere.
    Reference(u32),
    /// Whatever else.
    Other,
}

/// A dictionary. Of a key that is given twice readers take one or the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Dictionary(Vec<(Vec<u8>, Object)>);

impl Dictionary {
    /// The same with each value changed.
    pub(super) fn map(self, mut change: impl FnMut(Object) -> Object) -> Self {
        let entries = self.0.into_iter();
        Self(entries.map(|(key, value)| (key, change(value))).collect())
    }

    /// The first value of a key that is not null.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Object> {
        let mut values = self.0.iter().filter(|(name, _)| name == key);
        values
            .find(|(_, value)| *value != Object::Null)
            .map(|(_, value)| value)
    }

    pub(super) fn integer(&self, key: &[u8]) -> Option<i64> {
        match self.get(key)? {
            Object::Integer(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn name(&self, key: &[u8]) -> Option<&[u8]> {
        match self.get(key)? {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn string(&self, key: &[u8]) -> Option<&[u8]> {
        match self.get(key)? {
            Object::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// All values that are dictionaries.
    pub(super) fn dictionaries(&self) -> impl Iterator<Item = &Dictionary> {
        self.0.iter().filter_map(|(_, value)| match value {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        })
    }

    pub(super) fn dictionary(&self, key: &[u8]) -> Option<&Dictionary> {
        match self.get(key)? {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }
}

/// Reads the value that comes next.
pub(super) fn read(lexer: &mut Lexer<'_>) -> Option<Object> {
    let mut values = MAX_VALUES;
    value(lexer, MAX_DEPTH, &mut values)
}

fn value(lexer: &mut Lexer<'_>, depth: usize, values: &mut usize) -> Option<Object> {
    *values = values.checked_sub(1)?;
    let inner = depth.checked_sub(1)?;
    Some(match lexer.next()? {
        Token::Integer(number) => reference(lexer, number).unwrap_or(Object::Integer(number)),
        Token::Name(name) => Object::Name(name),
        Token::String(token) => Object::String(string_bytes(token)),
        Token::Word(b"null") => Object::Null,
        Token::Word(b"false") => Object::False,
        Token::Word(b"endobj" | b"stream" | b"obj" | b"xref" | b"trailer") => return None,
        Token::Word(_) => Object::Other,
        Token::DictionaryStart => {
            let mut entries = Vec::new();
            loop {
                match lexer.next()? {
                    Token::DictionaryEnd => break,
                    Token::Name(key) => entries.push((key, value(lexer, inner, values)?)),
                    _ => return None,
                }
            }
            Object::Dictionary(Dictionary(entries))
        }
        Token::ArrayStart => {
            let mut items = Vec::new();
            loop {
                let mut ahead = lexer.clone();
                if ahead.next()? == Token::ArrayEnd {
                    *lexer = ahead;
                    break;
                }
                items.push(value(lexer, inner, values)?);
            }
            Object::Array(items)
        }
        Token::DictionaryEnd | Token::ArrayEnd => return None,
    })
}

/// `12 0 R`, whose first number has been read.
fn reference(lexer: &mut Lexer<'_>, number: i64) -> Option<Object> {
    let number = u32::try_from(number).ok()?;
    let mut ahead = lexer.clone();
    let generation = matches!(ahead.next()?, Token::Integer(_));
    if generation && ahead.next()? == Token::Word(b"R") {
        *lexer = ahead;
        return Some(Object::Reference(number));
    }
    None
}
