//! The tokens of PDF (ISO 32000-1, 7.2 and 7.3).

/// A token. Strings are skipped over, their content is of no interest here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Integer(i64),
    /// A name without its solidus, `#xx` decoded: `/Encr#79pt` is `Encrypt`.
    Name(Vec<u8>),
    /// `(…)` or `<…>`.
    String,
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

fn is_delimiter(byte: u8) -> bool {
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
                b'\\' => self.at += 1,
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
                self.literal_string();
                (0, Token::String)
            }
            b'<' => {
                self.take_while(|byte| byte != b'>');
                (1, Token::String)
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

fn hex_pair(bytes: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(bytes.get(..2)?).ok()?;
    // `from_str_radix` would take a sign.
    digits
        .bytes()
        .all(|b| b.is_ascii_hexdigit())
        .then(|| u8::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::{Lexer, Token};

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
            &[Token::String, Token::Word(b"true")],
        );
        check("<4142> /#zz /a#", &[Token::String, name("#zz"), name("a#")]);
        check(
            "99999999999999999999",
            &[Token::Word(b"99999999999999999999")],
        );
    }

    #[test]
    fn what_is_left_open_ends_with_the_file() {
        check("(open", &[Token::String]);
        check("(open\\", &[Token::String]);
        check("<41", &[Token::String]);
        check("% comment", &[]);
    }
}
