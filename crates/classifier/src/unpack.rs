//! The model from the bytes that the build packed (`pack.rs`).

use crate::model::{Block, Entry, Model};

/// The model of bytes; none where they are not one.
pub(crate) fn unpack(bytes: &[u8]) -> Option<Model> {
    let mut reader = Reader(bytes);
    let sharpness = reader.float()?;
    let mut calibration = Vec::new();
    for _ in 0..reader.number()? {
        calibration.push((reader.float()?, reader.float()?));
    }
    let mut categories = Vec::new();
    for _ in 0..reader.number()? {
        let length = usize::try_from(reader.number()?).ok()?;
        let (code, rest) = reader.0.split_at_checked(length)?;
        reader.0 = rest;
        categories.push(String::from_utf8(code.to_vec()).ok()?);
    }
    let model = Model {
        stems: reader.block(categories.len())?,
        pieces: reader.block(categories.len())?,
        sharpness,
        calibration,
        categories,
    };
    reader.0.is_empty().then_some(model)
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn float(&mut self) -> Option<f32> {
        let (float, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(f32::from_le_bytes(*float))
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn block(&mut self, categories: usize) -> Option<Block> {
        let mut block = Block {
            totals: vec![0; categories],
            ..Block::default()
        };
        let mut hash = 0;
        for _ in 0..self.number()? {
            hash += self.number()?;
            block.hashes.push(u32::try_from(hash).ok()?);
            block.starts.push(u32::try_from(block.entries.len()).ok()?);
            for _ in 0..self.number()? {
                let category = u16::try_from(self.number()?).ok()?;
                let count = u16::try_from(self.number()?).ok()?;
                *block.totals.get_mut(usize::from(category))? += u32::from(count);
                block.entries.push(Entry { category, count });
            }
        }
        Some(block)
    }
}
