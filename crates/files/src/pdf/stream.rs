//! The data of streams (ISO 32000-1, 7.3.8 and 7.4), as far as a file's structure is in them.

use flate2::{Decompress, FlushDecompress, Status};

use super::object::{Dictionary, Object};
use super::token::{Lexer, Token};
use crate::bytes::{find, slice};
use crate::limits::MAX_PDF_STREAM_BYTES;

/// The data of the stream whose dictionary has just been read. Without a length, or with a
/// wrong one, it ends where `endstream` stands.
pub(super) fn data<'a>(
    bytes: &'a [u8],
    lexer: &mut Lexer<'_>,
    length: Option<usize>,
) -> Option<&'a [u8]> {
    if lexer.next()? != Token::Word(b"stream") {
        return None;
    }
    // 7.3.8.1: the word is followed by a line end, which is not part of the data.
    let at = lexer.offset();
    let at = match bytes.get(at..)? {
        [b'\r', b'\n', ..] => at + 2,
        [b'\r' | b'\n', ..] => at + 1,
        _ => at,
    };
    let exact = length.and_then(|length| {
        let data = slice(bytes, at, length)?;
        let behind = bytes.get(at.checked_add(length)?..)?;
        let tail = behind.get(..16).unwrap_or(behind);
        find(tail, b"endstream").map(|_| data)
    });
    exact.or_else(|| {
        let rest = bytes.get(at..)?;
        rest.get(..find(rest, b"endstream")?)
    })
}

/// The data as it was before its filters. Streams that hold a file's structure have none or
/// `FlateDecode`; of other filters nothing is known.
pub(super) fn decoded(dictionary: &Dictionary, data: &[u8]) -> Option<Vec<u8>> {
    let (filter, parameters) = match (dictionary.get(b"Filter"), dictionary.get(b"DecodeParms")) {
        (None, _) => return Some(data.to_vec()),
        (Some(Object::Array(filters)), parameters) => match (filters.as_slice(), parameters) {
            ([], _) => return Some(data.to_vec()),
            ([filter], Some(Object::Array(parameters))) => (filter, parameters.first()),
            ([filter], parameters) => (filter, parameters),
            _ => return None,
        },
        (Some(filter), parameters) => (filter, parameters),
    };
    if !matches!(filter, Object::Name(name) if name == b"FlateDecode" || name == b"Fl") {
        return None;
    }
    let plain = inflated(data)?;
    match parameters {
        Some(Object::Dictionary(parameters)) => unpredicted(plain, parameters),
        _ => Some(plain),
    }
}

/// Inflates as much as there is: readers do not mind a checksum that is cut off.
fn inflated(data: &[u8]) -> Option<Vec<u8>> {
    let mut inflater = Decompress::new(true);
    let mut plain = Vec::new();
    loop {
        let used = usize::try_from(inflater.total_in()).ok()?;
        let before = plain.len();
        plain.reserve(64 * 1024);
        let rest = data.get(used..)?;
        let status = inflater.decompress_vec(rest, &mut plain, FlushDecompress::None);
        if MAX_PDF_STREAM_BYTES < plain.len() {
            return None;
        }
        let moved = usize::try_from(inflater.total_in()).ok()? != used || plain.len() != before;
        match status {
            Ok(Status::StreamEnd) => return Some(plain),
            Ok(_) if moved => {}
            _ if plain.is_empty() => return None,
            _ => return Some(plain),
        }
    }
}

/// Undoes a predictor (7.4.4.4): each row of a PNG tells how it follows from the one above.
fn unpredicted(plain: Vec<u8>, parameters: &Dictionary) -> Option<Vec<u8>> {
    let number = |key: &[u8], default: usize| match parameters.integer(key) {
        Some(number) => usize::try_from(number).ok(),
        None => Some(default),
    };
    if number(b"Predictor", 1)? < 10 {
        return (number(b"Predictor", 1)? == 1).then_some(plain);
    }
    let bits = number(b"Colors", 1)?.checked_mul(number(b"BitsPerComponent", 8)?)?;
    let row = number(b"Columns", 1)?.checked_mul(bits)?.div_ceil(8);
    let pixel = bits.div_ceil(8);
    if row == 0 || pixel == 0 || MAX_PDF_STREAM_BYTES < row {
        return None;
    }
    let mut out: Vec<u8> = Vec::with_capacity(plain.len());
    let mut above = vec![0; row];
    for line in plain.chunks(row + 1) {
        let (kind, line) = line.split_first()?;
        let mut current: Vec<u8> = Vec::with_capacity(row);
        for (at, byte) in line.iter().enumerate() {
            let left_at = at.checked_sub(pixel);
            let left = left_at.and_then(|at| current.get(at)).copied().unwrap_or(0);
            let corner = left_at.and_then(|at| above.get(at)).copied().unwrap_or(0);
            let up = above.get(at).copied().unwrap_or(0);
            let told = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => u8::try_from((u16::from(left) + u16::from(up)) / 2).unwrap_or(0),
                4 => paeth(left, up, corner),
                _ => return None,
            };
            current.push(byte.wrapping_add(told));
        }
        current.resize(row, 0);
        out.extend_from_slice(&current);
        above = current;
    }
    Some(out)
}

/// The PNG specification, 9.4.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (estimate - i16::from(byte)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}
