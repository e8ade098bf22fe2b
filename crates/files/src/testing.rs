//! Builders of the smallest valid files of each kind, and of what stands in them or behind.

mod compound;
mod documents;
mod images;
mod never_panics;
mod zipped;

pub(crate) use compound::{compound, compound_of, doc, doc_with, dragged, vba, word_stream};
pub(crate) use documents::{PAGE, locked, pdf, pdf_of, pdf_packed, pdf_with_streams};
pub(crate) use images::{
    gif, gif_sized, jpeg, jpeg_sized, jpeg_with_segment, png, png_chunk, png_sized,
};
pub(crate) use zipped::{CONTENT_TYPES, Entry, Zip, docx, docx_with};
