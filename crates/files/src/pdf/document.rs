//! The document behind the table: whether it opens without a password, and whether its
//! catalogue leads to a page.

use std::collections::BTreeSet;

use super::encryption::Cipher;
use super::object::{self, Dictionary, Object};
use super::stream;
use super::table::{Place, RebuiltTable, Table, numbered};
use super::token::{Lexer, Token};
use crate::FileError;

/// Nodes of the tree of pages on the way to the first page: levels, and empty branches.
const MAX_NODES: usize = 4096;

/// Bytes that may be read or unpacked of any file beside its own length eight times over.
const FUEL: usize = 32 * 1024 * 1024;

/// The encryption dictionary, its filters, one of them, and each perhaps somewhere else.
const MAX_ENCRYPTION_LEVELS: usize = 7;

/// A file whose objects can be looked up.
pub(super) struct Document<'a> {
    bytes: &'a [u8],
    table: Table,
    cipher: Option<Cipher>,
    /// The object stream that was used last.
    opened: Option<ObjectStream>,
    /// Bytes that may still be read or unpacked. Looking up is cheap, and a file that makes
    /// it dear is built for that.
    fuel: usize,
}

/// Objects within a stream (7.5.7).
struct ObjectStream {
    number: u32,
    data: Vec<u8>,
    /// Numbers and offsets in `data`.
    objects: Vec<(u32, usize)>,
}

impl<'a> Document<'a> {
    /// Opens a file with the table that its sections make.
    pub(super) fn open(bytes: &'a [u8], table: Table) -> Result<Self, FileError> {
        let mut document = Self {
            bytes,
            table,
            cipher: None,
            opened: None,
            fuel: bytes.len().saturating_mul(8).saturating_add(FUEL),
        };
        document.unlock()?;
        Ok(document)
    }

    /// Opens a file with a table that was made anew.
    pub(super) fn open_rebuilt(bytes: &'a [u8], rebuilt: RebuiltTable) -> Result<Self, FileError> {
        let mut document = Self::open(bytes, rebuilt.table)?;
        for stream in rebuilt.object_streams {
            let numbers: Vec<u32> = match document.object_stream(stream) {
                Some(opened) => opened.objects.iter().map(|(number, _)| *number).collect(),
                None => continue,
            };
            for number in numbers {
                let places = &mut document.table.places;
                places.entry(number).or_insert(Place::In(stream));
            }
        }
        // The catalogue has to be one; if the trailer leads elsewhere readers look for it.
        let told = document
            .table
            .root
            .filter(|root| document.catalogue(*root).is_some());
        let mut others = rebuilt.catalogues.into_iter().rev();
        document.table.root =
            told.or_else(|| others.find(|one| document.catalogue(*one).is_some()));
        Ok(document)
    }

    /// Takes the empty password, if any is needed (7.6).
    fn unlock(&mut self) -> Result<(), FileError> {
        let Some(encryption) = self.table.encryption.take() else {
            return Ok(());
        };
        let cipher = match self.with_references_resolved(encryption, MAX_ENCRYPTION_LEVELS) {
            Object::Dictionary(dictionary) => Cipher::open(&dictionary, &self.table.id),
            _ => None,
        };
        self.cipher = Some(cipher.ok_or(FileError::Encrypted)?);
        Ok(())
    }

    /// A value with what stands elsewhere in its place.
    fn with_references_resolved(&mut self, value: Object, levels: usize) -> Object {
        match (value, levels.checked_sub(1)) {
            (Object::Reference(number), Some(levels)) => match self.resolve(number) {
                Some(value) => self.with_references_resolved(value, levels),
                None => Object::Null,
            },
            (Object::Dictionary(dictionary), Some(levels)) => {
                let change = |value| self.with_references_resolved(value, levels);
                Object::Dictionary(dictionary.map(change))
            }
            (value, _) => value,
        }
    }

    /// Whether the catalogue leads to a page. `may_be_empty`: a tree without any passes.
    pub(super) fn has_pages(&mut self, may_be_empty: bool) -> bool {
        let Some(tree) = self.table.root.and_then(|root| self.catalogue(root)) else {
            return false;
        };
        let mut ahead = vec![tree];
        let mut seen = BTreeSet::new();
        let mut is_empty = true;
        while let Some(node) = ahead.pop() {
            let node = match node {
                Object::Reference(number) if seen.insert(number) => self.resolve(number),
                Object::Dictionary(_) if seen.len() < MAX_NODES => Some(node),
                _ => None,
            };
            if MAX_NODES <= seen.len() {
                return false;
            }
            let Some(Object::Dictionary(node)) = node else {
                is_empty = false;
                continue;
            };
            match self.direct(node.get(b"Kids")) {
                Some(Object::Array(kids)) => {
                    is_empty &= kids.is_empty();
                    ahead.extend(kids.into_iter().rev());
                }
                _ if matches!(node.name(b"Type"), None | Some(b"Page")) => return true,
                _ => is_empty = false,
            }
        }
        is_empty && may_be_empty
    }

    /// The tree of pages that a catalogue names (7.7.2).
    fn catalogue(&mut self, number: u32) -> Option<Object> {
        let Some(Object::Dictionary(catalogue)) = self.resolve(number) else {
            return None;
        };
        if !matches!(catalogue.name(b"Type"), None | Some(b"Catalog")) {
            return None;
        }
        match catalogue.get(b"Pages")? {
            pages @ (Object::Reference(_) | Object::Dictionary(_)) => Some(pages.clone()),
            _ => None,
        }
    }

    /// A value, which may stand in an object of its own.
    fn direct(&mut self, value: Option<&Object>) -> Option<Object> {
        match value? {
            Object::Reference(number) => self.resolve(*number),
            value => Some(value.clone()),
        }
    }

    /// An object by its number.
    fn resolve(&mut self, number: u32) -> Option<Object> {
        match *self.table.places.get(&number)? {
            Place::At(offset) => {
                let mut lexer = Lexer::new(self.window(offset)?, offset);
                let object = numbered(&mut lexer, number);
                self.spend(lexer.offset().saturating_sub(offset))?;
                object
            }
            Place::In(stream) => {
                let opened = self.object_stream(stream)?;
                let (_, at) = *opened.objects.iter().find(|(one, _)| *one == number)?;
                let mut lexer = Lexer::new(&opened.data, at);
                let object = object::read(&mut lexer);
                let read = lexer.offset().saturating_sub(at);
                self.spend(read)?;
                object
            }
        }
    }

    /// The file up to where the fuel would end.
    fn window(&self, offset: usize) -> Option<&'a [u8]> {
        let end = offset.checked_add(self.fuel)?.min(self.bytes.len());
        self.bytes.get(..end)
    }

    fn spend(&mut self, bytes: usize) -> Option<()> {
        self.fuel = self.fuel.checked_sub(bytes.saturating_add(1))?;
        Some(())
    }

    /// An object stream, unpacked.
    fn object_stream(&mut self, number: u32) -> Option<&ObjectStream> {
        if self
            .opened
            .as_ref()
            .is_none_or(|opened| opened.number != number)
        {
            let (dictionary, data) = self.stream(number)?;
            self.spend(data.len())?;
            let objects = listed(&dictionary, &data)?;
            self.opened = Some(ObjectStream {
                number,
                data,
                objects,
            });
        }
        self.opened.as_ref()
    }

    /// The dictionary and the data of a stream.
    fn stream(&mut self, number: u32) -> Option<(Dictionary, Vec<u8>)> {
        let Place::At(offset) = *self.table.places.get(&number)? else {
            return None;
        };
        let window = self.window(offset)?;
        let mut lexer = Lexer::new(window, offset);
        let Object::Dictionary(dictionary) = numbered(&mut lexer, number)? else {
            return None;
        };
        self.spend(lexer.offset().saturating_sub(offset))?;
        if dictionary.name(b"Type") != Some(b"ObjStm") {
            return None;
        }
        let length = match dictionary.get(b"Length") {
            // A length that stands elsewhere stands in the file itself.
            Some(Object::Reference(length)) => match *self.table.places.get(length)? {
                Place::At(_) => self.resolve(*length),
                Place::In(_) => None,
            },
            length => length.cloned(),
        };
        let length = match length {
            Some(Object::Integer(length)) => usize::try_from(length).ok(),
            _ => None,
        };
        let data = stream::data(window, &mut lexer, length)?;
        self.spend(data.len())?;
        let generation = 0;
        let plain = match &self.cipher {
            Some(cipher) => {
                stream::decoded(&dictionary, &cipher.decrypt(number, generation, data)?)?
            }
            None => stream::decoded(&dictionary, data)?,
        };
        Some((dictionary, plain))
    }
}

/// The numbers and offsets at the beginning of an object stream.
fn listed(dictionary: &Dictionary, data: &[u8]) -> Option<Vec<(u32, usize)>> {
    let first = usize::try_from(dictionary.integer(b"First")?).ok()?;
    let count = usize::try_from(dictionary.integer(b"N")?).ok()?;
    let mut lexer = Lexer::new(data.get(..first)?, 0);
    let mut objects = Vec::new();
    for _ in 0..count {
        let (Some(Token::Integer(number)), Some(Token::Integer(offset))) =
            (lexer.next(), lexer.next())
        else {
            break;
        };
        let offset = usize::try_from(offset).ok()?;
        objects.push((u32::try_from(number).ok()?, first.checked_add(offset)?));
    }
    Some(objects)
}
