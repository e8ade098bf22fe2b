//! Images of 2 by 3 pixels.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

pub(crate) fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    let length = u32::try_from(data.len()).unwrap();
    [
        &length.to_be_bytes()[..],
        kind,
        data,
        &crc.sum().to_be_bytes(),
    ]
    .concat()
}

pub(crate) fn png_sized(width: u32, height: u32) -> Vec<u8> {
    let header = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 0, 0, 0, 0],
    ]
    .concat();
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::fast());
    pixels.write_all(&[0, 1, 2, 0, 3, 4, 0, 5, 6]).unwrap();
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    file.extend(png_chunk(b"IHDR", &header));
    file.extend(png_chunk(b"tEXt", b"Title\0photo"));
    file.extend(png_chunk(b"IDAT", &pixels.finish().unwrap()));
    file.extend(png_chunk(b"IEND", b""));
    file
}

pub(crate) fn png() -> Vec<u8> {
    png_sized(2, 3)
}

pub(crate) fn gif_sized(width: u16, height: u16) -> Vec<u8> {
    let mut file = b"GIF89a".to_vec();
    file.extend(width.to_le_bytes());
    file.extend(height.to_le_bytes());
    file.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
    file.extend(b"\x21\xFE\x03abc\0");
    file.extend(b"\x2C\0\0\0\0\x02\0\x03\0\0");
    file.extend(b"\x02\x03\x44\x02\x05\0\x3B");
    file
}

pub(crate) fn gif() -> Vec<u8> {
    gif_sized(2, 3)
}

fn jpeg_of(width: u16, height: u16, extra: &[u8]) -> Vec<u8> {
    let mut file = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    file.extend(extra);
    file.extend(b"\xFF\xC0\0\x0B\x08");
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend(b"\x01\x01\x11\0");
    // A scan with a stuffed zero, a restart marker and a fill byte before the end.
    file.extend(b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x12\xFF\0\x34\xFF\xD0\x56\xFF\xFF\xD9");
    file
}

pub(crate) fn jpeg_sized(width: u16, height: u16) -> Vec<u8> {
    jpeg_of(width, height, b"")
}

pub(crate) fn jpeg() -> Vec<u8> {
    jpeg_sized(2, 3)
}

pub(crate) fn jpeg_with_segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap();
    jpeg_of(
        2,
        3,
        &[&[0xFF, marker][..], &length.to_be_bytes(), payload].concat(),
    )
}
