//! Small pictures of 2 by 3 pixels, and photographs of any size.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A JPEG (ITU-T T.81) of exactly `size` bytes; comments in it hold bytes that look random and differ by
/// `seed`.
pub fn photo(size: usize, seed: u64) -> Vec<u8> {
    const LARGEST: usize = 60_000;
    let start = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    let end = b"\xFF\xC0\0\x0B\x08\0\x03\0\x02\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x12\x34\x56\xFF\xD9";
    let mut file = start.to_vec();
    let mut rest = size
        .checked_sub(start.len() + end.len())
        .expect("a photo takes 49 bytes");
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    while rest > 0 {
        // A comment takes at least four bytes, so none of one to three may be left over.
        let take = if rest > LARGEST {
            LARGEST.min(rest - 4)
        } else {
            rest
        };
        let length = u16::try_from(take - 2).unwrap();
        file.extend(b"\xFF\xFE");
        file.extend(length.to_be_bytes());
        for _ in 4..take {
            // Marsaglia's xorshift.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            file.push(state.to_le_bytes()[0]);
        }
        rest -= take;
    }
    file.extend(end);
    file
}

/// The smallest photo that is different for every seed.
pub fn small_photo(seed: u64) -> Vec<u8> {
    photo(200, seed)
}

/// A PNG (ISO/IEC 15948).
pub fn png() -> Vec<u8> {
    let header = [
        &2_u32.to_be_bytes()[..],
        &3_u32.to_be_bytes(),
        &[8, 0, 0, 0, 0],
    ]
    .concat();
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::fast());
    pixels.write_all(&[0, 1, 2, 0, 3, 4, 0, 5, 6]).unwrap();
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    for (kind, data) in [
        (b"IHDR", header),
        (b"IDAT", pixels.finish().unwrap()),
        (b"IEND", Vec::new()),
    ] {
        let mut sum = flate2::Crc::new();
        sum.update(kind);
        sum.update(&data);
        file.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        file.extend(kind);
        file.extend(data);
        file.extend(sum.sum().to_be_bytes());
    }
    file
}

/// A GIF.
pub fn gif() -> Vec<u8> {
    let mut file = b"GIF89a\x02\0\x03\0\x80\0\0\0\0\0\xFF\xFF\xFF".to_vec();
    file.extend(b"\x2C\0\0\0\0\x02\0\x03\0\0\x02\x03\x44\x02\x05\0\x3B");
    file
}
