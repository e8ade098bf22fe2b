//! SPDX licence expressions (annex D of the SPDX specification), as far as crates use them.

use anyhow::{Result, bail};

/// Whether the expression can be kept with licences that are allowed. `AND` binds tighter
/// than `OR`. The slash, which crates wrote before expressions were adopted, means `OR`.
pub(super) fn allows(expression: &str, allowed: impl Fn(&str) -> bool) -> Result<bool> {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let mut parser = Parser {
        tokens: spaced.split_whitespace().peekable(),
        allowed,
    };
    let verdict = parser.any()?;
    match parser.tokens.next() {
        None => Ok(verdict),
        Some(token) => bail!("\"{token}\" is not expected in \"{expression}\""),
    }
}

struct Parser<'a, T: Iterator<Item = &'a str>, F> {
    tokens: std::iter::Peekable<T>,
    allowed: F,
}

impl<'a, T: Iterator<Item = &'a str>, F: Fn(&str) -> bool> Parser<'a, T, F> {
    fn any(&mut self) -> Result<bool> {
        let mut verdict = self.all()?;
        while self.tokens.next_if_eq(&"OR").is_some() {
            verdict |= self.all()?;
        }
        Ok(verdict)
    }

    fn all(&mut self) -> Result<bool> {
        let mut verdict = self.one()?;
        while self.tokens.next_if_eq(&"AND").is_some() {
            verdict &= self.one()?;
        }
        Ok(verdict)
    }

    fn one(&mut self) -> Result<bool> {
        match self.tokens.next() {
            Some("(") => {
                let verdict = self.any()?;
                match self.tokens.next() {
                    Some(")") => Ok(verdict),
                    _ => bail!("a closing parenthesis is missing"),
                }
            }
            Some(word @ ("OR" | "AND" | "WITH" | ")")) => bail!("\"{word}\" follows no licence"),
            Some(licence) => {
                if self.tokens.next_if_eq(&"WITH").is_none() {
                    return Ok((self.allowed)(licence));
                }
                match self.tokens.next() {
                    Some(exception) => Ok((self.allowed)(&format!("{licence} WITH {exception}"))),
                    None => bail!("\"WITH\" is followed by no exception"),
                }
            }
            None => bail!("the expression ends too early"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(expression: &str) -> Result<bool> {
        allows(expression, |licence| {
            ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].contains(&licence)
        })
    }

    #[test]
    fn expressions_are_judged() {
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("GPL-3.0-only OR MIT", true),
            ("GPL-3.0-only/MIT", true),
            ("GPL-3.0-only AND MIT", false),
            ("MIT AND ISC", true),
            ("MIT OR GPL-2.0 AND GPL-3.0", true),
            ("(MIT OR GPL-2.0) AND GPL-3.0", false),
            ("(MIT OR GPL-2.0) AND (ISC OR GPL-3.0)", true),
            ("Apache-2.0", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("Apache-2.0 WITH Other-exception OR ISC", true),
        ] {
            assert_eq!(verdict(expression).unwrap(), expected, "{expression}");
        }
    }

    #[test]
    fn what_is_not_an_expression_is_an_error() {
        for expression in [
            "", "MIT OR", "OR MIT", "(MIT", "MIT)", "MIT ISC", "MIT WITH",
        ] {
            assert!(verdict(expression).is_err(), "{expression}");
        }
    }
}
