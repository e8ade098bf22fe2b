//! Word documents: the old compound files and the new archives of XML, and the objects of
//! either kind that they may hold in each other.

mod compound;
mod doc;
mod docx;
mod object;
mod package;
mod unpack;
mod xml;
mod zip;

pub(crate) use doc::check as check_doc;
pub(crate) use docx::check as check_docx;
