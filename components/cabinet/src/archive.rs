//! One archive of a person's data and files, made while it goes out: one chunk is in memory at a time.

use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use files::FileName;
use futures::{Stream, TryStreamExt, stream};
use store::keeping::FileOfCopy;
use web::uploads;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// A file and its path in the archive.
pub(crate) struct Entry {
    /// The path.
    pub(crate) path: String,
    /// The file.
    pub(crate) file: FileOfCopy,
}

/// Gives each file a path that any system can unpack: two of one name, in whatever case, are told apart.
pub(crate) fn entries(files: Vec<FileOfCopy>) -> Vec<Entry> {
    let mut taken = HashSet::new();
    files
        .into_iter()
        .map(|file| Entry {
            path: path(&file, &mut taken),
            file,
        })
        .collect()
}

fn path(file: &FileOfCopy, taken: &mut HashSet<String>) -> String {
    let cleaned = FileName::clean(&file.name);
    // Nothing but an id is left of a name that cannot be cleaned.
    let name = cleaned.as_ref().map_or(file.id.as_str(), FileName::as_str);
    let (stem, extension) = match cleaned.as_ref().ok().and_then(FileName::extension) {
        Some(extension) => name.rsplit_once('.').unwrap_or((name, extension)),
        None => (name, ""),
    };
    let mut path = format!("files/{}/{name}", file.number);
    let mut copy = 1;
    while !taken.insert(path.to_lowercase()) {
        copy += 1;
        let dot = if extension.is_empty() { "" } else { "." };
        path = format!("files/{}/{stem} ({copy}){dot}{extension}", file.number);
    }
    path
}

/// The archive: `data` as `data.json`, and the files, each read when its turn has come.
pub(crate) fn stream(
    data: Vec<u8>,
    entries: Vec<Entry>,
    at: DateTime<FixedOffset>,
) -> impl Stream<Item = io::Result<Vec<u8>>> + Send {
    let first = [Step::Begin("data.json".to_owned()), Step::Bytes(data)];
    let files = entries.into_iter().flat_map(|entry| {
        let chunks = entry.file.chunks.into_iter().map(Step::Chunk);
        std::iter::once(Step::Begin(entry.path)).chain(chunks)
    });
    let steps = first.into_iter().chain(files).chain([Step::End]);
    let mut archive = Archive::new(at);
    stream::iter(steps.map(Ok))
        .and_then(resolve)
        .and_then(move |step| std::future::ready(archive.take(step)))
        .try_filter(|bytes| std::future::ready(!bytes.is_empty()))
}

/// What is to be done next.
enum Step {
    /// A file begins.
    Begin(String),
    /// Bytes of it.
    Bytes(Vec<u8>),
    /// Bytes of it, to be fetched by this key.
    Chunk(String),
    /// That was all.
    End,
}

async fn resolve(step: Step) -> io::Result<Step> {
    let Step::Chunk(key) = step else {
        return Ok(step);
    };
    let parts: Result<Vec<_>, _> = uploads::bytes(vec![key]).try_collect().await;
    parts
        .map(|parts| Step::Bytes(parts.concat()))
        .map_err(broken)
}

struct Archive {
    /// [`None`] once it is finished.
    zip: Option<ZipWriter<StreamWriter<Outlet>>>,
    outlet: Outlet,
    options: SimpleFileOptions,
}

impl Archive {
    fn new(at: DateTime<FixedOffset>) -> Self {
        let outlet = Outlet::default();
        // Deflated even where there is nothing to gain: sizes follow the bytes, and a reader that goes from
        // beginning to end finds the end of a deflated file only.
        let mut options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(FASTEST));
        if let Some(time) = dos_time(at) {
            options = options.last_modified_time(time);
        }
        Archive {
            zip: Some(ZipWriter::new_stream(outlet.clone())),
            outlet,
            options,
        }
    }

    fn take(&mut self, step: Step) -> io::Result<Vec<u8>> {
        if let Some(zip) = &mut self.zip {
            match step {
                Step::Begin(path) => zip.start_file(path, self.options).map_err(broken)?,
                Step::Bytes(bytes) => zip.write_all(&bytes).map_err(broken)?,
                Step::Chunk(_) => {}
                Step::End => self.finish()?,
            }
        }
        Ok(self.outlet.drain())
    }

    fn finish(&mut self) -> io::Result<()> {
        let finished = self.zip.take().map(ZipWriter::finish).transpose();
        finished.map(drop).map_err(broken)
    }
}

/// Pictures and PDF are packed already, and journals of text pack well at any level.
const FASTEST: i64 = 1;

fn dos_time(at: DateTime<FixedOffset>) -> Option<zip::DateTime> {
    let small = |number: u32| u8::try_from(number).ok();
    zip::DateTime::from_date_and_time(
        u16::try_from(at.year()).ok()?,
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )
    .ok()
}

/// The head has gone out; all that is left is to break off, and to say why in the log.
fn broken(cause: impl std::fmt::Display) -> io::Error {
    eprintln!("ERROR code=data_copy_broken cause={:?}", cause.to_string());
    io::Error::other("the copy broke off")
}

/// Where the archive's bytes come out. Nobody waits for the lock: one request alone has it.
#[derive(Clone, Default)]
struct Outlet(Arc<Mutex<Vec<u8>>>);

impl Outlet {
    fn drain(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
