//! The embedded fonts and their widths.

use std::collections::BTreeMap;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::text::stand_in;
use crate::DocumentError;

const REGULAR: &[u8] = include_bytes!("../../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/NotoSans-Bold.ttf");

/// Both weights.
pub(super) struct Faces {
    /// For text.
    pub(super) regular: Face,
    /// For headings.
    pub(super) bold: Face,
}

impl Faces {
    pub(super) fn load() -> Result<Self, DocumentError> {
        Ok(Self {
            regular: Face::load(REGULAR)?,
            bold: Face::load(BOLD)?,
        })
    }
}

/// A font and the glyph and width of each of its characters. Latin and Cyrillic need
/// no shaping beyond that.
pub(super) struct Face {
    /// The font as the writer wants it.
    pub(super) font: Font,
    /// Glyph and advance in parts of the font's size.
    glyphs: BTreeMap<char, (u32, f32)>,
    missing: (u32, f32),
}

impl Face {
    fn load(bytes: &'static [u8]) -> Result<Self, DocumentError> {
        let broken = || DocumentError::Pdf("the embedded font cannot be read".to_owned());
        let font = Font::new(bytes.into(), 0).ok_or_else(broken)?;
        let tables = FontRef::new(bytes).map_err(|_| broken())?;
        let metrics = tables.glyph_metrics(Size::new(1.0), LocationRef::default());
        let glyphs: BTreeMap<char, (u32, f32)> = tables
            .charmap()
            .mappings()
            .filter_map(|(code, glyph)| {
                let advance = metrics.advance_width(glyph)?;
                Some((char::from_u32(code)?, (glyph.to_u32(), advance)))
            })
            .collect();
        let missing = *glyphs.get(&'\u{FFFD}').ok_or_else(broken)?;
        Ok(Self {
            font,
            glyphs,
            missing,
        })
    }

    fn glyph(&self, c: char) -> (u32, f32) {
        let glyph = self
            .glyphs
            .get(&c)
            .or_else(|| self.glyphs.get(&stand_in(c)));
        *glyph.unwrap_or(&self.missing)
    }

    /// The width of a character, in parts of the font's size.
    pub(super) fn advance(&self, c: char) -> f32 {
        self.glyph(c).1
    }

    /// The width of a text at a size, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c)).sum::<f32>() * size
    }

    /// The glyphs of a text.
    pub(super) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        text.char_indices()
            .map(|(at, c)| {
                let (glyph, advance) = self.glyph(c);
                KrillaGlyph {
                    glyph_id: GlyphId::new(glyph),
                    text_range: at..at + c.len_utf8(),
                    x_advance: advance,
                    x_offset: 0.0,
                    y_offset: 0.0,
                    y_advance: 0.0,
                    location: None,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Faces;

    #[test]
    fn the_fonts_have_what_the_languages_of_russia_need() {
        let faces = Faces::load().unwrap();
        for face in [&faces.regular, &faces.bold] {
            for c in "АяЁёЇїҐґӘәҖҗҢңӨөҮүҺһҒғҚқӐӑӖӗӰӱҔҕ№«»—…₽€“”’•−Zz09".chars()
            {
                assert_ne!(face.glyph(c), face.missing, "{c}");
            }
            assert_eq!(face.glyph('😀'), face.missing);
            assert!(face.width("Щ", 10.0) > face.width("і", 10.0));
        }
    }
}
