//! Pages into bytes.

use std::num::NonZeroU16;

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use krilla::color::luma;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill as Paint;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagTree,
};
use krilla::{Document as Writer, SerializeSettings};

use super::face::Faces;
use super::layout::{CellNode, Document, Node, RowNode, Sheet, Text};
use super::text::one_line;
use crate::cell::local;
use crate::{DocumentError, Language};

/// What is said about the document rather than in it.
pub(super) struct About<'a> {
    pub(super) title: &'a str,
    pub(super) language: Language,
    pub(super) created: DateTime<FixedOffset>,
}

/// Writes the document.
pub(super) fn write(
    document: &Document,
    faces: &Faces,
    about: &About<'_>,
) -> Result<Vec<u8>, DocumentError> {
    let failed = |cause: String| DocumentError::Pdf(cause);
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|cause| failed(format!("{cause:?}")))?;
    let settings = SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    };
    let mut writer = Writer::new_with(settings);
    writer.set_metadata(metadata(about));
    let paper = document.paper;
    let mut identifiers = vec![None; document.contents];
    for sheet in &document.sheets {
        let size = PageSettings::from_wh(paper.width, paper.height)
            .ok_or_else(|| failed("no such page size".to_owned()))?;
        let mut page = writer.start_page_with(size);
        let mut surface = page.surface();
        draw(&mut surface, sheet, faces, &mut identifiers);
        surface.finish();
        page.finish();
    }
    let mut outline = Outline::new();
    for mark in &document.marks {
        let place = XyzDestination::new(mark.page, Point::from_xy(paper.margin, mark.y));
        outline.push_child(OutlineNode::new(mark.text.clone(), place));
    }
    writer.set_outline(outline);
    writer.set_tag_tree(structure(&document.structure, &identifiers));
    writer.finish().map_err(|cause| failed(explain(&cause)))
}

/// The cause for the log: of a validation the findings, which its text leaves out.
fn explain(cause: &KrillaError) -> String {
    match cause {
        KrillaError::Validation(findings) => {
            let first = findings.first().map(|(finding, _)| format!("{finding:?}"));
            format!("{cause}: {}", first.unwrap_or_default())
        }
        _ => cause.to_string(),
    }
}

fn metadata(about: &About<'_>) -> Metadata {
    let moment = local(&about.created);
    let small = |number: u32| u8::try_from(number).unwrap_or(0);
    let minutes = about.created.offset().local_minus_utc() / 60;
    let created = krilla::metadata::DateTime::new(u16::try_from(moment.year()).unwrap_or(1970))
        .month(small(moment.month()))
        .day(small(moment.day()))
        .hour(small(moment.hour()))
        .minute(small(moment.minute()))
        .second(small(moment.second()))
        .utc_offset_hour(i8::try_from(minutes / 60).unwrap_or(0))
        .utc_offset_minute(u8::try_from(minutes.abs() % 60).unwrap_or(0));
    let language = match about.language {
        Language::Ru => "ru",
        Language::En => "en",
    };
    Metadata::new()
        .title(one_line(about.title))
        .language(language.to_owned())
        .creator("Otklik".to_owned())
        .creation_date(created)
}

fn draw(
    surface: &mut Surface<'_>,
    sheet: &Sheet,
    faces: &Faces,
    identifiers: &mut [Option<Identifier>],
) {
    if !sheet.fills.is_empty() {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
            ArtifactType::Layout,
        )));
        for fill in &sheet.fills {
            let mut path = PathBuilder::new();
            if let Some(rect) = Rect::from_xywh(fill.x, fill.y, fill.width, fill.height) {
                path.push_rect(rect);
            }
            surface.set_fill(Some(grey(fill.grey)));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        surface.end_tagged();
    }
    surface.set_fill(Some(grey(0)));
    for line in &sheet.texts {
        let tag = match line.content {
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
        };
        let identifier = surface.start_tagged(tag);
        if let Some(slot) = line
            .content
            .and_then(|content| identifiers.get_mut(content))
        {
            *slot = Some(identifier);
        }
        draw_line(surface, line, faces);
        surface.end_tagged();
    }
}

fn draw_line(surface: &mut Surface<'_>, line: &Text, faces: &Faces) {
    let face = if line.bold {
        &faces.bold
    } else {
        &faces.regular
    };
    let start = Point::from_xy(line.x, line.baseline);
    let glyphs = face.glyphs(&line.text);
    surface.draw_glyphs(
        start,
        &glyphs,
        face.font.clone(),
        &line.text,
        line.size,
        false,
    );
}

fn grey(lightness: u8) -> Paint {
    Paint {
        paint: luma::Color::new(lightness).into(),
        ..Paint::default()
    }
}

fn structure(nodes: &[Node], identifiers: &[Option<Identifier>]) -> TagTree {
    let mut tree = TagTree::new();
    for node in nodes {
        match node {
            Node::Heading(level, text, lines) => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                let tag = Tag::Hn(level, Some(text.clone()));
                tree.push(with_lines(TagGroup::new(tag), lines, identifiers));
            }
            Node::Paragraph(lines) => {
                tree.push(with_lines(TagGroup::new(Tag::P), lines, identifiers));
            }
            Node::Table(rows) => {
                let mut table = TagGroup::new(Tag::Table);
                for row in rows {
                    table.push(table_row(row, identifiers));
                }
                tree.push(table);
            }
        }
    }
    tree
}

fn table_row(row: &RowNode, identifiers: &[Option<Identifier>]) -> TagGroup {
    let mut group = TagGroup::new(Tag::TR);
    for cell in &row.cells {
        let CellNode {
            is_row_header,
            lines,
        } = cell;
        let of_cell = if row.is_header {
            TagGroup::new(Tag::TH(TableHeaderScope::Column))
        } else if *is_row_header {
            TagGroup::new(Tag::TH(TableHeaderScope::Row))
        } else {
            TagGroup::new(Tag::TD)
        };
        group.push(with_lines(of_cell, lines, identifiers));
    }
    group
}

fn with_lines(
    mut group: TagGroup,
    lines: &[usize],
    identifiers: &[Option<Identifier>],
) -> TagGroup {
    for identifier in lines
        .iter()
        .filter_map(|line| identifiers.get(*line).copied().flatten())
    {
        group.push(identifier);
    }
    group
}
