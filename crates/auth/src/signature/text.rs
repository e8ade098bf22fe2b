//! The text of a name's attribute, whichever of ASN.1's strings it is.

use der::{Any, Tag, Tagged};

/// The text of an attribute's value.
pub(super) fn text(value: &Any) -> Option<String> {
    let bytes = value.value();
    let text = match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::NumericString | Tag::Ia5String => {
            String::from_utf8(bytes.to_vec()).ok()?
        }
        Tag::BmpString => {
            let units = bytes.as_chunks::<2>();
            if !units.1.is_empty() {
                return None;
            }
            let units = units.0.iter().map(|unit| u16::from_be_bytes(*unit));
            char::decode_utf16(units).collect::<Result<_, _>>().ok()?
        }
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
