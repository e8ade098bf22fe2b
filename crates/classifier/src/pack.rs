//! The model as bytes: differences of ascending hashes and counts, each a variable-length integer (LEB128). Only the build packs.

use crate::model::Model;

/// The model as bytes.
pub fn pack(model: &Model) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(model.sharpness.to_le_bytes());
    put(&mut bytes, model.calibration.len());
    for (from, to) in &model.calibration {
        bytes.extend(from.to_le_bytes());
        bytes.extend(to.to_le_bytes());
    }
    put(&mut bytes, model.categories.len());
    for code in &model.categories {
        put(&mut bytes, code.len());
        bytes.extend(code.as_bytes());
    }
    for block in [&model.stems, &model.pieces] {
        put(&mut bytes, block.hashes.len());
        let mut before = 0;
        for hash in &block.hashes {
            let entries = block.find(*hash);
            put(&mut bytes, u64::from(*hash) - before);
            before = u64::from(*hash);
            put(&mut bytes, entries.len());
            for entry in entries {
                put(&mut bytes, entry.category);
                put(&mut bytes, entry.count);
            }
        }
    }
    bytes
}

fn put(bytes: &mut Vec<u8>, number: impl TryInto<u64>) {
    let mut number: u64 = number.try_into().unwrap_or_default();
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}
