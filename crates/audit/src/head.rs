//! A head as text: the row's number and its hash.

use std::fmt::Write;

use anyhow::{Context, Result};
use store::access_log::Head;

pub(crate) fn text(head: &Head) -> String {
    let hash = head.hash.iter();
    hash.fold(format!("{}-", head.seq), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn parse(text: &str) -> Result<Head> {
    let read = || {
        let (seq, hash) = text.trim().split_once('-')?;
        let digits = hash.as_bytes().chunks(2);
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        Some(Head {
            seq: seq.parse().ok()?,
            hash: digits.map(byte).collect::<Option<Vec<u8>>>()?,
        })
    };
    read()
        .context("--expect takes a head as it was printed: a number, a dash, 64 hexadecimal digits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_was_printed() {
        let head = Head {
            seq: 1204,
            hash: (0..32).collect(),
        };
        assert_eq!(parse(&format!(" {}\n", text(&head))).unwrap(), head);
        for bad in ["", "1204", "x-00", "1-zz"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
