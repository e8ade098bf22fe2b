//! Word documents: the old compound files and the new archives of XML.

mod compound;
mod doc;
mod docx;
mod unpack;
mod zip;

pub(crate) use doc::check as check_doc;
pub(crate) use docx::check as check_docx;
