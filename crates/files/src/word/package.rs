//! Packages (ISO 29500-2): parts in an archive, their types and their relationships.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::object;
use super::unpack::{Budget, Part, head};
use super::xml::{self, attribute};
use super::zip::{self, Archive, Entry};
use crate::bytes::percent_decoded;
use crate::limits::{MAX_CONTENT_TYPES_BYTES, MAX_RELATIONSHIPS};
use crate::second_file::{is_executable, is_program};
use crate::{FileError, Foreign};

const TYPES: &str = "[Content_Types].xml";

/// Bytes of a part that tell what it is.
const HEAD_BYTES: usize = 1024;

/// Types of parts that hold macros, in lower case: VBA, its data, and the sheets that Excel
/// had before VBA.
const MACRO_TYPES: [&str; 4] = ["macroenabled", "vbaproject", "vbadata", "macrosheet"];

/// The type of a workbook in binary says "macroEnabled" whether or not it has macros: charts
/// keep their data so. Those that have some are found by their parts.
const BINARY_WORKBOOK: &str = "application/vnd.ms-excel.sheet.binary.macroenabled";

/// A package whose types have been read.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    types: Types,
    /// The part that the package is about, when its relationships tell.
    start: Option<String>,
}

/// A part and its type in lower case.
pub(super) struct TypedPart {
    pub(super) name: String,
    pub(super) kind: String,
}

impl<'a> Package<'a> {
    /// Reads the archive's directory, types and first relationships, and refuses macros.
    pub(super) fn open(bytes: &'a [u8], budget: &mut Budget) -> Result<Self, FileError> {
        let archive = zip::read(bytes)?;
        budget.spend_entries(archive.entries.len())?;
        let mut package = Self {
            archive,
            types: Types::default(),
            start: None,
        };
        if let Some(types) = package.entry(TYPES) {
            package.types = Types::read(types, budget)?;
        }
        if let Some(relationships) = package.entry("_rels/.rels") {
            package.start = start_part(relationships, budget)?;
        }
        if package.has_macros() {
            return Err(FileError::Macros);
        }
        Ok(package)
    }

    fn entries(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.archive.entries.iter()
    }

    fn entry(&self, name: &str) -> Option<&Entry<'a>> {
        self.entries()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// What belongs to no part.
    pub(super) fn outside(&self) -> impl Iterator<Item = &'a [u8]> {
        self.archive.outside.iter().copied()
    }

    /// How long the archive is.
    pub(super) fn length(&self) -> usize {
        self.archive.end
    }

    /// The main part: the one that the package's relationships name, or else the one that
    /// its types call a document's main part.
    pub(super) fn main_part(&self) -> Option<TypedPart> {
        let started = self.start.as_deref().and_then(|name| {
            let kind = self.types.of(name)?;
            Some((name, kind))
        });
        let of_type = |word: &str| {
            let parts = self.types.parts.iter();
            let mut parts = parts.map(|(name, kind)| (name.as_str(), kind.as_str()));
            parts.find(|(_, kind)| kind.contains(word))
        };
        let (name, kind) = started
            .or_else(|| of_type("wordprocessingml.document.main+xml"))
            .or_else(|| of_type(".main+xml"))?;
        Some(TypedPart {
            name: name.to_owned(),
            kind: kind.to_owned(),
        })
    }

    /// What an archive is that has no main part.
    pub(super) fn other_archive(&self) -> Foreign {
        if self.has(TYPES) {
            return Foreign::Unknown;
        }
        if self.entries().any(|entry| entry.name.ends_with(".iwa")) {
            return Foreign::IWork;
        }
        let Some(entry) = self.entry("mimetype") else {
            return Foreign::Zip;
        };
        let media_type = head(entry, HEAD_BYTES).to_ascii_lowercase();
        if media_type.starts_with(b"application/vnd.oasis.opendocument") {
            Foreign::OpenDocument
        } else if media_type.starts_with(b"application/epub") {
            Foreign::Epub
        } else {
            Foreign::Zip
        }
    }

    /// Macros by the types or the names of parts, in Office's packages and in OpenDocument.
    fn has_macros(&self) -> bool {
        let is_basic = self.has("mimetype") && !self.has(TYPES);
        self.types.has_macros
            || self.entries().any(|entry| {
                let name = entry.name.to_ascii_lowercase();
                name.ends_with("vbaproject.bin")
                    || name.ends_with("vbadata.xml")
                    || name.contains("/macrosheets/")
                    || (is_basic && name.starts_with("basic/"))
            })
    }

    fn has_programs(&self) -> bool {
        self.entries().any(|entry| is_executable(entry.name))
    }

    fn described<'e>(&self, entry: &'e Entry<'a>) -> PartHead<'e, 'a> {
        let head = head(entry, HEAD_BYTES);
        let name = entry.name.to_ascii_lowercase();
        let named = [".xml", ".rels", ".vml"]
            .iter()
            .any(|end| name.ends_with(end));
        let typed = self
            .types
            .of(&name)
            .is_some_and(|kind| kind.ends_with("xml"));
        PartHead {
            entry,
            is_xml: named || typed || head.trim_ascii_start().starts_with(b"<?xml"),
            head,
        }
    }

    /// Unpacks every part of a document and looks at each.
    pub(super) fn check_parts(&self, budget: &mut Budget) -> Result<(), FileError> {
        if self.has_programs() {
            return Err(FileError::Program);
        }
        let parts: Vec<PartHead<'_, 'a>> = self
            .entries()
            .filter(|entry| !entry.name.eq_ignore_ascii_case(TYPES))
            .map(|entry| self.described(entry))
            .collect();
        let sizes = parts
            .iter()
            .map(|part| (part.entry.size, part.is_picture()));
        budget.expect(sizes)?;
        for part in parts {
            if part.is_xml {
                check_xml(part.entry, budget)?;
            } else if object::is_container(&part.head) {
                object::check(&budget.unpack(part.entry)?, budget, 1)?;
            } else if is_program(&part.head) {
                return Err(FileError::Program);
            } else {
                Part::new(part.entry, budget, part.is_picture()).finish(Ok(()))?;
            }
        }
        Ok(())
    }

    /// Looks at the parts of an embedded package that could do something. The others are
    /// left packed: they count as what they are.
    pub(super) fn check_embedded(
        &self,
        budget: &mut Budget,
        level: usize,
    ) -> Result<(), FileError> {
        // An archive that is no document may hold anything.
        if self.has_programs() || (!self.has(TYPES) && !self.has("mimetype")) {
            return Err(FileError::Program);
        }
        for part in self.entries().map(|entry| self.described(entry)) {
            let name = part.entry.name.to_ascii_lowercase();
            let does_things = name.starts_with("word/") || name.contains("externallinks/");
            if part.is_xml && does_things {
                check_xml(part.entry, budget)?;
            } else if object::is_container(&part.head) {
                object::check(&budget.unpack(part.entry)?, budget, level)?;
            } else if is_program(&part.head) {
                return Err(FileError::Program);
            }
        }
        Ok(())
    }
}

/// A part with its first bytes.
struct PartHead<'e, 'a> {
    entry: &'e Entry<'a>,
    head: Vec<u8>,
    is_xml: bool,
}

impl PartHead<'_, '_> {
    /// Pictures are unpacked only by who looks at them: a white page of nine megabytes
    /// takes ten kilobytes, and harms nobody.
    fn is_picture(&self) -> bool {
        let magic: [&[u8]; 9] = [
            b"BM",
            b"\x89PNG\r\n\x1A\n",
            b"\xFF\xD8\xFF",
            b"GIF8",
            b"II*\0",
            b"MM\0*",
            b"\x01\0\0\0",
            b"\xD7\xCD\xC6\x9A",
            b"\x01\0\x09\0",
        ];
        let name = self.entry.name.to_ascii_lowercase();
        name.contains("media/") && magic.iter().any(|magic| self.head.starts_with(magic))
    }
}

/// Looks at a part of XML for what it does.
fn check_xml(entry: &Entry<'_>, budget: &mut Budget) -> Result<(), FileError> {
    if !entry.name.to_ascii_lowercase().ends_with(".rels") {
        let mut part = Part::new(entry, budget, false);
        let has_telltale_words = xml::has_telltale_words(&mut part);
        part.finish(Ok(()))?;
        if !has_telltale_words.unwrap_or(true) {
            return Ok(());
        }
        return read_xml(Part::again(entry), &mut budget.events, |_| Ok(()));
    }
    let mut count = 0_usize;
    unpack_xml(entry, budget, |element| {
        if element.local_name().as_ref() != "Relationship" {
            return Ok(());
        }
        count += 1;
        if MAX_RELATIONSHIPS < count {
            Err(FileError::ExpandsTooMuch)
        } else if Relationship::read(element)?.fetches() {
            Err(FileError::Remote)
        } else {
            Ok(())
        }
    })
}

/// Reads a part of XML while it is unpacked.
fn unpack_xml(
    entry: &Entry<'_>,
    budget: &mut Budget,
    each: impl FnMut(&BytesStart<'_>) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let mut events = budget.events;
    read_xml(Part::new(entry, budget, false), &mut events, each)?;
    budget.events = events;
    Ok(())
}

fn read_xml(
    mut part: Part<'_>,
    events: &mut usize,
    each: impl FnMut(&BytesStart<'_>) -> Result<(), FileError>,
) -> Result<(), FileError> {
    match xml::read(&mut part, events, each) {
        // It may be damaged because there was no more of it to read.
        Err(FileError::Damaged) => part.finish(Ok(())).and(Err(FileError::Damaged)),
        Err(refused) => Err(refused),
        Ok(()) => part.finish(Ok(())),
    }
}

/// The part that a package is about (ISO 29500-1, 11.3.10; the strict form has another
/// address with the same end).
fn start_part(entry: &Entry<'_>, budget: &mut Budget) -> Result<Option<String>, FileError> {
    let mut start = None;
    unpack_xml(entry, budget, |element| {
        if element.local_name().as_ref() == "Relationship" {
            let relationship = Relationship::read(element)?;
            if relationship.kind.ends_with("/officeDocument") && start.is_none() {
                start = Some(part_name(&relationship.target));
            }
        }
        Ok(())
    })?;
    Ok(start)
}

/// The name of the part that a target means, seen from the package's root.
fn part_name(target: &str) -> String {
    let mut steps = Vec::new();
    let decoded = percent_decoded(target);
    for step in decoded.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// A relationship of a part to another or to something outside of the package.
struct Relationship {
    kind: String,
    target: String,
    is_external: bool,
}

impl Relationship {
    fn read(element: &BytesStart<'_>) -> Result<Self, FileError> {
        let value = |name| attribute(element, name).map(Option::unwrap_or_default);
        Ok(Self {
            kind: value("Type")?.trim().to_owned(),
            target: value("Target")?.trim().to_owned(),
            is_external: value("TargetMode")?.trim().eq_ignore_ascii_case("external"),
        })
    }

    /// Whether opening the document fetches the target from somewhere else: a template, an
    /// object, a picture. A link waits for somebody to follow it.
    fn fetches(&self) -> bool {
        let waits = self.kind.ends_with("/hyperlink");
        !waits && is_remote(&percent_decoded(&self.target), self.is_external)
    }
}

/// Whether a target is on another machine. A path on the writer's own disk is not, which
/// Word notes for the template, nor is a part of the package.
fn is_remote(target: &str, is_external: bool) -> bool {
    let target = target.trim().replace('\\', "/");
    // A single letter is a drive, and words with blanks are a disk of a Macintosh.
    let is_scheme = |scheme: &str| {
        let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        1 < scheme.len() && scheme.chars().all(letters)
    };
    let (scheme, rest) = match target.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme, rest),
        Some(_) | None => return is_external && target.starts_with("//"),
    };
    if !scheme.eq_ignore_ascii_case("file") {
        return true;
    }
    // `file://server/share` and `file://///server/share` name a server, `file:///C:/` does not.
    let path = rest.trim_start_matches('/');
    match rest.len() - path.len() {
        0 | 1 | 3 => false,
        2 => !path.to_ascii_lowercase().starts_with("localhost/") && !has_drive(path),
        _ => !has_drive(path),
    }
}

fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':' | b'|', ..] if letter.is_ascii_alphabetic())
}

/// What `[Content_Types].xml` says (ISO 29500-2, 7.2.3), names and types in lower case.
#[derive(Default)]
struct Types {
    /// Types of parts by their names.
    parts: BTreeMap<String, String>,
    /// Types of the other parts by their extensions.
    extensions: BTreeMap<String, String>,
    has_macros: bool,
}

impl Types {
    fn read(entry: &Entry<'_>, budget: &mut Budget) -> Result<Self, FileError> {
        if usize::try_from(entry.size).map_or(true, |size| MAX_CONTENT_TYPES_BYTES < size) {
            return Err(FileError::ExpandsTooMuch);
        }
        let mut types = Self::default();
        unpack_xml(entry, budget, |element| types.element(element))?;
        Ok(types)
    }

    fn element(&mut self, element: &BytesStart<'_>) -> Result<(), FileError> {
        let Some(kind) = attribute(element, "ContentType")? else {
            return Ok(());
        };
        let kind = kind.trim().to_ascii_lowercase();
        self.has_macros |=
            MACRO_TYPES.iter().any(|one| kind.contains(one)) && !kind.starts_with(BINARY_WORKBOOK);
        let (map, name) = match element.local_name().as_ref() {
            "Override" => (&mut self.parts, attribute(element, "PartName")?),
            "Default" => (&mut self.extensions, attribute(element, "Extension")?),
            _ => return Ok(()),
        };
        let name = name.ok_or(FileError::Damaged)?;
        map.insert(name.trim_start_matches('/').to_ascii_lowercase(), kind);
        Ok(())
    }

    /// The type of a part: its own, or else that of its extension.
    fn of(&self, name: &str) -> Option<&str> {
        let name = name.to_ascii_lowercase();
        let extension = || self.extensions.get(name.rsplit('.').next()?);
        let kind = self.parts.get(&name).or_else(extension)?;
        Some(kind)
    }
}
