//! QR codes as SVG.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// The text is too long for a QR code (2,331 bytes at this level of correction).
#[derive(Debug, thiserror::Error)]
#[error("no QR code holds this text: {0}")]
pub struct QrError(qrcode::types::QrError);

/// A square of a screen: one module of the code is four CSS pixels, which a telephone reads from arm's
/// length.
const MODULE_PIXELS: u32 = 4;

/// Draws a text as a QR code (ISO/IEC 18004), for use inside a page.
///
/// The colours stay dark on light whatever the page's theme, since readers expect that, and the quiet zone
/// is part of the picture. There are no inline styles: presentation attributes are enough, and the
/// content security policy forbids the others.
pub fn svg(text: &str, label: &str) -> Result<String, QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(QrError)?;
    let picture = code
        .render::<svg::Color<'_>>()
        .module_dimensions(MODULE_PIXELS, MODULE_PIXELS)
        .build();
    // The library writes a document of its own; inside a page an XML declaration has no place.
    let inner = picture
        .split_once("<svg ")
        .map_or(picture.as_str(), |(_, inner)| inner);
    Ok(format!(
        r#"<svg class="qr" role="img" aria-label="{}" {inner}"#,
        escape(label)
    ))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn the_picture_is_one_labelled_element_without_styles_or_scripts() {
        let picture = svg("otpauth://totp/a?secret=b", "QR \"код\" <для> A&B").unwrap();
        assert!(picture.starts_with("<svg class=\"qr\" role=\"img\" aria-label=\"QR &quot;код&quot; &lt;для&gt; A&amp;B\" xmlns="));
        assert!(picture.ends_with("</svg>"));
        assert_eq!(picture.matches("<svg").count(), 1);
        for forbidden in ["style=", "<?xml", "<script", "secret"] {
            assert!(!picture.contains(forbidden), "{forbidden}");
        }
        // Two elements, however many modules there are: pages stay light.
        assert!(picture.len() < 20_000, "{}", picture.len());
    }

    #[test]
    fn different_texts_give_different_pictures() {
        assert_ne!(svg("a", "").unwrap(), svg("b", "").unwrap());
        assert!(svg(&"a".repeat(3000), "").is_err());
    }
}
