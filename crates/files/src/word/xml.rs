//! Parts of XML: what the relationships of a package lead to, what its types are, and what
//! a document's fields do.

use std::io::{self, BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::FileError;
use crate::bytes::find;
use crate::limits::MAX_XML_TOKEN_BYTES;

/// Attributes of an element. The library compares none with the others, but finding one
/// takes a walk over all before it.
const MAX_ATTRIBUTES: usize = 256;

/// Fields within fields; Word allows twenty levels.
const MAX_FIELDS: usize = 64;

/// Bytes of a field's instruction that matter: its first word stands at the beginning.
const MAX_INSTRUCTION_BYTES: usize = 1024;

/// Words that stand in a part which does something: those of fields, the last letters of
/// which are common to both, and of what packages must not have. Names of elements cannot
/// be written in another way.
const TELLTALE_WORDS: [&[u8]; 4] = [b"nstrText", b"fldSimple", b"ddeLink", b"<!DOCTYPE"];

/// Bytes that are looked through at a time.
const WINDOW_BYTES: usize = 64 * 1024;

/// Whether a part has to be read as XML. Most have not, and looking for a few words is
/// thirty times as fast.
pub(super) fn has_telltale_words(part: &mut impl Read) -> io::Result<bool> {
    let overlap = TELLTALE_WORDS
        .iter()
        .map(|sign| sign.len())
        .max()
        .unwrap_or_default();
    let mut window = vec![0; WINDOW_BYTES];
    let mut kept = 0;
    let mut found = false;
    let mut is_first = true;
    loop {
        let free = window.get_mut(kept..).unwrap_or_default();
        let length = kept + part.read(free)?;
        let text = window.get(..length).unwrap_or_default();
        // In UTF-16 the words look otherwise.
        found |= is_first
            && text
                .iter()
                .take(4)
                .any(|byte| matches!(byte, 0 | 0xFE | 0xFF));
        found |= TELLTALE_WORDS.iter().any(|sign| find(text, sign).is_some());
        if length == kept {
            return Ok(found);
        }
        is_first = false;
        let rest = length.saturating_sub(overlap);
        window.copy_within(rest..length, 0);
        kept = length - rest;
    }
}

/// Goes through a part, spending `events`; `each` sees every element.
///
/// # Errors
/// [`FileError::Damaged`] for what is no XML and for a document type, which packages must
/// not have (ISO 29500-2, 6.5.3), [`FileError::StartsProgram`] for fields that do,
/// [`FileError::ExpandsTooMuch`] for more elements than any document has, and whatever
/// `each` gives.
pub(super) fn read(
    part: &mut impl Read,
    events: &mut usize,
    mut each: impl FnMut(&BytesStart<'_>) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let mut reader = Reader::from_reader(BufReader::new(AsciiReader::new(part)));
    // Word decides whether an end fits its beginning.
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut fields = Fields::default();
    loop {
        buffer.clear();
        *events = events.checked_sub(1).ok_or(FileError::ExpandsTooMuch)?;
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|_| FileError::Damaged)?;
        match event {
            Event::Start(element) => {
                each(&element)?;
                fields.element(&element)?;
                fields.is_instruction |= is_instruction(element.local_name().as_ref());
            }
            Event::Empty(element) => {
                each(&element)?;
                fields.element(&element)?;
            }
            Event::End(element) if is_instruction(element.local_name().as_ref()) => {
                fields.is_instruction = false;
            }
            Event::Text(text) => fields.text(text.as_ref()),
            Event::CData(text) => fields.text(text.as_ref()),
            Event::GeneralRef(reference) => fields.text(&resolved(&reference)),
            Event::DocType(_) => return Err(FileError::Damaged),
            Event::Eof => return fields.end(),
            _ => {}
        }
    }
}

fn is_instruction(name: &str) -> bool {
    matches!(name, "instrText" | "delInstrText")
}

/// `&#68;` and `&amp;`; others are not defined without a document type.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let known = quick_xml::escape::resolve_predefined_entity(reference.as_ref());
    known.unwrap_or_default().to_owned()
}

/// An attribute's value.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, FileError> {
    for (number, attribute) in element.attributes().with_checks(false).enumerate() {
        if MAX_ATTRIBUTES <= number {
            return Err(FileError::Damaged);
        }
        let attribute = attribute.map_err(|_| FileError::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|_| FileError::Damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// The fields that are open at a place in a document (ISO 29500-1, 17.16).
#[derive(Default)]
struct Fields {
    open: Vec<Field>,
    /// Whether what comes is an instruction.
    is_instruction: bool,
}

/// A field between its beginning and its end.
struct Field {
    instruction: String,
    /// Whether its result follows already.
    has_result: bool,
}

impl Fields {
    fn element(&mut self, element: &BytesStart<'_>) -> Result<(), FileError> {
        match element.local_name().as_ref() {
            "fldChar" => match attribute(element, "fldCharType")?.as_deref() {
                Some("begin") => {
                    if MAX_FIELDS <= self.open.len() {
                        return Err(FileError::Damaged);
                    }
                    self.open.push(Field {
                        instruction: String::new(),
                        has_result: false,
                    });
                    Ok(())
                }
                Some("separate") => match self.open.last_mut() {
                    Some(field) => {
                        field.has_result = true;
                        judge(&field.instruction)
                    }
                    None => Ok(()),
                },
                Some("end") => {
                    let Some(ended) = self.open.pop() else {
                        return Ok(());
                    };
                    judge(&ended.instruction)?;
                    // What a field says may itself be made by a field: `{ { QUOTE 68 68 69 } cmd }`.
                    match self.open.last_mut() {
                        Some(outer) if !outer.has_result && outer.instruction.trim().is_empty() => {
                            if first_word(&ended.instruction) == "QUOTE" {
                                return Err(FileError::StartsProgram);
                            }
                            Ok(())
                        }
                        _ => Ok(()),
                    }
                }
                _ => Ok(()),
            },
            "fldSimple" => {
                let instruction = attribute(element, "instr")?;
                judge(&instruction.unwrap_or_default())
            }
            // The same of an embedded workbook.
            "ddeLink" => Err(FileError::StartsProgram),
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) {
        if !self.is_instruction {
            return;
        }
        if self.open.is_empty() {
            // An instruction without a beginning is none, and is judged with the rest.
            self.open.push(Field {
                instruction: String::new(),
                has_result: false,
            });
        }
        if let Some(field) = self.open.last_mut()
            && !field.has_result
        {
            let room = MAX_INSTRUCTION_BYTES.saturating_sub(field.instruction.len());
            field.instruction.extend(text.chars().take(room));
        }
    }

    /// The part has ended: what is still open counts as well.
    fn end(&self) -> Result<(), FileError> {
        self.open
            .iter()
            .try_for_each(|field| judge(&field.instruction))
    }
}

fn judge(instruction: &str) -> Result<(), FileError> {
    if matches!(first_word(instruction).as_str(), "DDE" | "DDEAUTO") {
        Err(FileError::StartsProgram)
    } else {
        Ok(())
    }
}

fn first_word(instruction: &str) -> String {
    let instruction = instruction.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
    let end = instruction.find(|c: char| !c.is_ascii_alphanumeric());
    let word = instruction.get(..end.unwrap_or(instruction.len()));
    word.unwrap_or_default().to_ascii_uppercase()
}

/// XML as ASCII with `?` for everything else: names, types and targets that matter here are
/// in ASCII whatever the encoding, which is UTF-8 or UTF-16 (ISO 29500-2, 6.5.3). A token
/// that is longer than any real one ends it.
struct AsciiReader<R> {
    inner: R,
    encoding: Encoding,
    /// Bytes since the last `<` or `>`.
    token: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Unknown,
    Bytes,
    Utf16Le,
    Utf16Be,
}

impl<R: Read> AsciiReader<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            encoding: Encoding::Unknown,
            token: 0,
        }
    }

    /// Reads a whole number of units.
    fn units(&mut self, buffer: &mut [u8], unit: usize) -> io::Result<usize> {
        let mut length = 0;
        loop {
            let rest = buffer.get_mut(length..).unwrap_or_default();
            let read = self.inner.read(rest)?;
            length += read;
            if read == 0 || (length != 0 && length.is_multiple_of(unit)) {
                return Ok(length);
            }
        }
    }
}

impl<R: Read> Read for AsciiReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let even = buffer.len() & !1;
        let buffer = buffer.get_mut(..even).unwrap_or_default();
        let unit = if self.encoding == Encoding::Bytes {
            1
        } else {
            2
        };
        let length = self.units(buffer, unit)?;
        let read = buffer.get_mut(..length).unwrap_or_default();
        if self.encoding == Encoding::Unknown {
            self.encoding = match read {
                [0xFF, 0xFE, ..] | [1..=0x7F, 0, ..] => Encoding::Utf16Le,
                [0xFE, 0xFF, ..] | [0, 1..=0x7F, ..] => Encoding::Utf16Be,
                _ => Encoding::Bytes,
            };
        }
        let narrow = |at: usize, of: &[u8]| of.get(at).copied().unwrap_or_default();
        let mut kept = 0;
        let step = if self.encoding == Encoding::Bytes {
            1
        } else {
            2
        };
        for at in (0..length).step_by(step) {
            let (first, second) = (narrow(at, read), narrow(at + 1, read));
            let byte = match self.encoding {
                Encoding::Utf16Le if second == 0 => first,
                Encoding::Utf16Be if first == 0 => second,
                Encoding::Bytes | Encoding::Unknown => first,
                _ => 0x80,
            };
            let byte = if byte.is_ascii() { byte } else { b'?' };
            if let Some(place) = read.get_mut(kept) {
                *place = byte;
                kept += 1;
            }
            self.token = if matches!(byte, b'<' | b'>') {
                0
            } else {
                self.token + 1
            };
        }
        if MAX_XML_TOKEN_BYTES < self.token {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(kept)
    }
}
