//! The tokens of PDF (ISO 32000-1, 7.2 and 7.3).

use crate::bytes::hex_pair;

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Integer(i64),
    /// A name without its solidus, `#xx` decoded: `/Encr#79pt` is `Encrypt`.
    Name(Vec<u8>),
    /// `(…)` or `<…>`, as it stands in the file.
    String(&'a [u8]),
    DictionaryStart,
    DictionaryEnd,
    ArrayStart,
    ArrayEnd,
    /// A keyword, a real number, or anything else.
    Word(&'a [u8]),
}

/// White space (table 1); NUL counts.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

/// What ends a word without being white space (table 2).
pub(super) fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

/// Cuts bytes into tokens, from an offset on.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at: at.min(bytes.len()),
        }
    }

    /// The offset behind the last token.
    pub(super) fn offset(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn take_while(&mut self, accept: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest
            .iter()
            .position(|byte| !accept(*byte))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn skip_blank(&mut self) {
        self.take_while(is_space);
        while self.rest().starts_with(b"%") {
            self.take_while(|byte| byte != b'\n' && byte != b'\r');
            self.take_while(is_space);
        }
    }

    fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        let raw = self.take_while(is_regular);
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((first, after)) = rest.split_first() {
            let escaped = (*first == b'#').then(|| hex_pair(after)).flatten();
            name.push(escaped.unwrap_or(*first));
            rest = if escaped.is_some() {
                after.get(2..).unwrap_or_default()
            } else {
                after
            };
        }
        name
    }

    /// Skips `(…)`: parentheses nest, a backslash takes the next byte with it.
    fn literal_string(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at = self.bytes.len().min(self.at.saturating_add(1)),
                b'(' => depth += 1,
                b')' if depth == 1 => return,
                b')' => depth -= 1,
                _ => {}
            }
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_blank();
        let rest = self.rest();
        let first = *rest.first()?;
        let (length, token) = match first {
            b'<' if rest.starts_with(b"<<") => (2, Token::DictionaryStart),
            b'>' if rest.starts_with(b">>") => (2, Token::DictionaryEnd),
            b'[' => (1, Token::ArrayStart),
            b']' => (1, Token::ArrayEnd),
            b'(' => {
                let start = self.at;
                self.literal_string();
                (0, Token::String(self.since(start)))
            }
            b'<' => {
                let start = self.at;
                self.take_while(|byte| byte != b'>');
                self.at = self.bytes.len().min(self.at.saturating_add(1));
                (0, Token::String(self.since(start)))
            }
            b'/' => {
                self.at += 1;
                (0, Token::Name(self.name()))
            }
            _ if is_delimiter(first) => (1, Token::Word(rest.get(..1)?)),
            _ => {
                let word = self.take_while(is_regular);
                let number = std::str::from_utf8(word)
                    .ok()
                    .and_then(|text| text.parse().ok());
                (0, number.map_or(Token::Word(word), Token::Integer))
            }
        };
        self.at += length;
        Some(token)
    }
}

/// The bytes that a string stands for (7.3.4); `token` is as it stands in the file.
pub(super) fn string_bytes(token: &[u8]) -> Vec<u8> {
    match token {
        [b'<', rest @ ..] => hexadecimal(rest),
        [b'(', rest @ ..] => literal(rest.strip_suffix(b")").unwrap_or(rest)),
        _ => Vec::new(),
    }
}

/// 7.3.4.3: blanks do not count, a last digit that is missing is a zero.
fn hexadecimal(text: &[u8]) -> Vec<u8> {
    let mut digits: Vec<u8> = text.iter().copied().filter(u8::is_ascii_hexdigit).collect();
    digits.push(b'0');
    digits.chunks_exact(2).filter_map(hex_pair).collect()
}

/// 7.3.4.2: a backslash and what follows it; line ends of all sorts are one.
fn literal(mut text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    while let Some((first, rest)) = text.split_first() {
        text = rest;
        match (first, rest) {
            (b'\\', [b'\r', b'\n', after @ ..]) => text = after,
            (b'\\', [b'\r' | b'\n', after @ ..]) => text = after,
            (b'\\', [b'0'..=b'7', ..]) => {
                let length = rest
                    .iter()
                    .take(3)
                    .take_while(|byte| matches!(byte, b'0'..=b'7'));
                let (digits, after) = rest.split_at_checked(length.count()).unwrap_or_default();
                let value = digits
                    .iter()
                    .fold(0_u16, |value, digit| value * 8 + u16::from(digit - b'0'));
                // High-order overflow is ignored.
                bytes.push(u8::try_from(value & 0xFF).unwrap_or_default());
                text = after;
            }
            (b'\\', [escaped, after @ ..]) => {
                bytes.push(match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => *other,
                });
                text = after;
            }
            (b'\r', [b'\n', after @ ..]) => {
                bytes.push(b'\n');
                text = after;
            }
            (b'\r', _) => bytes.push(b'\n'),
            (other, _) => bytes.push(*other),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{Lexer, Token, string_bytes};

    #[track_caller]
    fn check(text: &str, expected: &[Token<'_>]) {
        assert_eq!(Lexer::new(text.as_bytes(), 0).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn text_is_cut_into_tokens() {
        let name = |text: &str| Token::Name(text.as_bytes().to_vec());
        check(
            "<</A#42 1/C[-2 3.5]>>",
            &[
                Token::DictionaryStart,
                name("AB"),
                Token::Integer(1),
                name("C"),
                Token::ArrayStart,
                Token::Integer(-2),
                Token::Word(b"3.5"),
                Token::ArrayEnd,
                Token::DictionaryEnd,
            ],
        );
        check(
            "(a(b)\\)c)%comment\rtrue",
            &[Token::String(b"(a(b)\\)c)"), Token::Word(b"true")],
        );
        check(
            "<4142> /#zz /a#",
            &[Token::String(b"<4142>"), name("#zz"), name("a#")],
        );
        check(
            "99999999999999999999",
            &[Token::Word(b"99999999999999999999")],
        );
    }

    #[test]
    fn what_is_left_open_ends_with_the_file() {
        check("(open", &[Token::String(b"(open")]);
        check("(open\\", &[Token::String(b"(open\\")]);
        check("<41", &[Token::String(b"<41")]);
        check("% comment", &[]);
    }

    #[test]
    fn strings_are_decoded() {
        for (token, expected) in [
            (&b"<4142>"[..], &b"AB"[..]),
            (b"<4 1\n4>", b"A@"),
            (b"<>", b""),
            (b"(a(b)c)", b"a(b)c"),
            (b"(\\(\\)\\\\\\n\\q)", b"()\\\nq"),
            (b"(\\101\\53\\0534\\777)", b"A++4\xFF"),
            (b"(a\\\r\nb\\\nc\r\nd\re)", b"abc\nd\ne"),
            (b"(open\\", b"open\\"),
            (b"", b""),
        ] {
            assert_eq!(string_bytes(token), expected, "{}", token.escape_ascii());
        }
    }
}
