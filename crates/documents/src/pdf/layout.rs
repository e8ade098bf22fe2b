//! Pages being filled from top to bottom. Nothing is drawn yet: «стр. 1 из N» needs N.

use super::face::{Face, Faces};
use super::text::one_line;
use super::wrap::wrap;
use crate::Language;

/// Height of a line in parts of the font's size: Noto Sans asks for 1.36.
pub(super) const LINE: f32 = 1.36;

/// From the top of a line to its baseline, in parts of the font's size.
const ASCENT: f32 = 1.07;

/// The size of the footer's text.
const FOOTER: f32 = 7.5;

/// A page's measures in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) margin: f32,
}

/// A4 (ISO 216), 210 by 297 mm, the long side down.
pub(super) const PORTRAIT: Paper = Paper {
    width: 595.28,
    height: 841.89,
    margin: 48.0,
};

/// The same on its side.
pub(super) const LANDSCAPE: Paper = Paper {
    width: 841.89,
    height: 595.28,
    margin: 34.0,
};

/// A line of text at its place.
pub(super) struct Text {
    pub(super) x: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) text: String,
    /// Its number in the structure; without one it is decoration, as a repeated header.
    pub(super) content: Option<usize>,
}

/// A filled rectangle: a rule or a background.
pub(super) struct Fill {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// 0 is black, 255 white.
    pub(super) grey: u8,
}

/// What is on a page.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) fills: Vec<Fill>,
    pub(super) texts: Vec<Text>,
}

/// The structure for those who do not see the page; numbers are those of [`Text::content`].
pub(super) enum Node {
    /// Level, words, lines.
    Heading(u16, String, Vec<usize>),
    Paragraph(Vec<usize>),
    Table(Vec<RowNode>),
}

/// A row of a table.
pub(super) struct RowNode {
    pub(super) is_header: bool,
    pub(super) cells: Vec<CellNode>,
}

/// A cell of a table.
pub(super) struct CellNode {
    /// It names its row.
    pub(super) is_row_header: bool,
    pub(super) lines: Vec<usize>,
}

/// A place that the outline leads to.
pub(super) struct Mark {
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// A document in the making.
pub(super) struct Layout<'f> {
    pub(super) faces: &'f Faces,
    pub(super) paper: Paper,
    pub(super) finished: Vec<Sheet>,
    pub(super) sheet: Sheet,
    /// Where the next thing goes, from the top.
    pub(super) y: f32,
    pub(super) structure: Vec<Node>,
    pub(super) marks: Vec<Mark>,
    contents: usize,
}

impl<'f> Layout<'f> {
    pub(super) fn new(faces: &'f Faces, paper: Paper) -> Self {
        Self {
            faces,
            paper,
            finished: vec![],
            sheet: Sheet::default(),
            y: paper.margin,
            structure: vec![],
            marks: vec![],
            contents: 0,
        }
    }

    /// Width between the margins.
    pub(super) fn inner_width(&self) -> f32 {
        self.paper.width - 2.0 * self.paper.margin
    }

    /// Where the text ends; the footer stands below.
    pub(super) fn bottom(&self) -> f32 {
        self.paper.height - self.paper.margin
    }

    pub(super) fn face(&self, bold: bool) -> &'f Face {
        if bold {
            &self.faces.bold
        } else {
            &self.faces.regular
        }
    }

    pub(super) fn new_page(&mut self) {
        self.finished.push(std::mem::take(&mut self.sheet));
        self.y = self.paper.margin;
    }

    /// Begins a page unless `height` fits on this one.
    pub(super) fn need(&mut self, height: f32) {
        if self.bottom() < self.y + height && self.paper.margin < self.y {
            self.new_page();
        }
    }

    /// Leaves a gap.
    pub(super) fn gap(&mut self, height: f32) {
        self.y += height;
    }

    /// Puts a line with its top at `y` and returns its number in the structure.
    pub(super) fn line(&mut self, x: f32, y: f32, size: f32, bold: bool, text: String) -> usize {
        let content = self.contents;
        self.contents += 1;
        let baseline = y + size * ASCENT;
        self.sheet.texts.push(Text {
            x,
            baseline,
            size,
            bold,
            text,
            content: Some(content),
        });
        content
    }

    /// The same for what is not part of the structure.
    pub(super) fn decoration(&mut self, x: f32, y: f32, size: f32, bold: bool, text: String) {
        let baseline = y + size * ASCENT;
        self.sheet.texts.push(Text {
            x,
            baseline,
            size,
            bold,
            text,
            content: None,
        });
    }

    pub(super) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, grey: u8) {
        self.sheet.fills.push(Fill {
            x,
            y,
            width,
            height,
            grey,
        });
    }

    fn lines(&mut self, text: &str, size: f32, bold: bool) -> Vec<usize> {
        let lines = wrap(self.face(bold), text, size, self.inner_width());
        let mut numbers = Vec::with_capacity(lines.len());
        for line in lines {
            self.need(size * LINE);
            let (x, y) = (self.paper.margin, self.y);
            numbers.push(self.line(x, y, size, bold, line));
            self.y += size * LINE;
        }
        numbers
    }

    /// A heading that stays with what follows it, and a mark in the outline.
    pub(super) fn heading(&mut self, level: u16, text: &str, size: f32) {
        self.need(size * LINE + 40.0);
        let text = one_line(text);
        let (page, y) = (self.finished.len(), self.y);
        self.marks.push(Mark {
            text: text.clone(),
            page,
            y,
        });
        let lines = self.lines(&text, size, true);
        self.structure.push(Node::Heading(level, text, lines));
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, text: &str, size: f32) {
        let lines = self.lines(text, size, false);
        self.structure.push(Node::Paragraph(lines));
    }

    /// Ends the last page and puts `title` and the page's number below each.
    pub(super) fn finish(mut self, title: &str, language: Language) -> Document {
        self.new_page();
        let total = self.finished.len();
        let face = &self.faces.regular;
        let baseline = self.paper.height - self.paper.margin / 2.0;
        for (number, sheet) in (1_usize..).zip(&mut self.finished) {
            let pages = match language {
                Language::Ru => format!("стр. {number} из {total}"),
                Language::En => format!("page {number} of {total}"),
            };
            let right = self.paper.width - self.paper.margin - face.width(&pages, FOOTER);
            let room = right - self.paper.margin - 12.0;
            let left = wrap(face, &one_line(title), FOOTER, room)
                .into_iter()
                .next()
                .unwrap_or_default();
            for (x, text) in [(self.paper.margin, left), (right, pages)] {
                sheet.texts.push(Text {
                    x,
                    baseline,
                    size: FOOTER,
                    bold: false,
                    text,
                    content: None,
                });
            }
        }
        Document {
            paper: self.paper,
            sheets: self.finished,
            structure: self.structure,
            marks: self.marks,
            contents: self.contents,
        }
    }
}

/// Pages ready to be written.
pub(super) struct Document {
    pub(super) paper: Paper,
    pub(super) sheets: Vec<Sheet>,
    pub(super) structure: Vec<Node>,
    pub(super) marks: Vec<Mark>,
    /// How many numbers [`Text::content`] was given.
    pub(super) contents: usize,
}
