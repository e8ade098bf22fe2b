//! Tables on pages: the header is repeated, rows grow with their text, and one that is
//! longer than a page goes on on the next.

use super::layout::{CellNode, LINE, Layout, Node, RowNode};
use super::wrap::wrap;

const PADDING: f32 = 3.0;
const RULE: f32 = 0.5;
const RULE_GREY: u8 = 150;
const HEADER_GREY: u8 = 228;

/// Lines that a header may take: a page has to have room for rows as well.
const MAX_HEADER_LINES: usize = 6;

/// A table being laid out.
pub(super) struct Grid {
    /// Left edge and width of each column, in points.
    columns: Vec<(f32, f32)>,
    header: Vec<Vec<String>>,
    size: f32,
    first_names_row: bool,
    rows: Vec<RowNode>,
}

impl Grid {
    /// Begins a table across the page, columns in proportion to `widths`. Without a
    /// header the first cell of each row names it.
    pub(super) fn start(
        layout: &mut Layout<'_>,
        widths: &[u16],
        header: &[&str],
        size: f32,
    ) -> Self {
        let mut x = layout.paper.margin;
        let mut columns = Vec::with_capacity(widths.len());
        for width in shares(layout, widths, header, size) {
            columns.push((x, width));
            x += width;
        }
        let mut grid = Self {
            columns,
            header: vec![],
            size,
            first_names_row: header.is_empty(),
            rows: vec![],
        };
        grid.header = grid.wrap(layout, header, true);
        for cell in &mut grid.header {
            cell.truncate(MAX_HEADER_LINES);
        }
        // The header and a line of the first row stay together.
        layout.need(grid.height(lines_of(&grid.header) + 1) + 2.0 * PADDING);
        grid.put_header(layout, true);
        grid
    }

    /// Adds a row.
    pub(super) fn row(&mut self, layout: &mut Layout<'_>, cells: &[&str]) {
        let cells = self.wrap(layout, cells, false);
        let total = lines_of(&cells);
        let mut row: Vec<CellNode> = (0..cells.len())
            .map(|at| CellNode {
                is_row_header: self.first_names_row && at == 0,
                lines: vec![],
            })
            .collect();
        let mut done = 0;
        // A row that fits on a page is not cut; one that does not fills what is left of this.
        if self.room(layout) < total && total <= self.room_of_a_page(layout) {
            self.next_page(layout);
        }
        while done < total {
            if self.room(layout) == 0 {
                self.next_page(layout);
            }
            let take = self.room(layout).max(1).min(total - done);
            self.put(layout, &cells, done, take, &mut row);
            done += take;
        }
        self.rows.push(RowNode {
            is_header: false,
            cells: row,
        });
    }

    /// Ends the table.
    pub(super) fn finish(self, layout: &mut Layout<'_>) {
        if !self.rows.is_empty() {
            layout.structure.push(Node::Table(self.rows));
        }
    }

    fn wrap(&self, layout: &Layout<'_>, cells: &[&str], bold: bool) -> Vec<Vec<String>> {
        // A cell beyond the columns has nowhere to go, a missing one is empty.
        let cells = cells.iter().copied().chain(std::iter::repeat(""));
        let count = if bold && self.first_names_row {
            0
        } else {
            self.columns.len()
        };
        self.columns
            .iter()
            .take(count)
            .zip(cells)
            .enumerate()
            .map(|(at, ((_, width), text))| {
                let bold = bold || self.names_row(at);
                wrap(layout.face(bold), text, self.size, width - 2.0 * PADDING)
            })
            .collect()
    }

    fn names_row(&self, column: usize) -> bool {
        self.first_names_row && column == 0
    }

    fn height(&self, lines: usize) -> f32 {
        lines as f32 * self.size * LINE + 2.0 * PADDING
    }

    /// Lines that still fit on the page.
    fn room(&self, layout: &Layout<'_>) -> usize {
        self.lines_in(layout.bottom() - layout.y)
    }

    fn room_of_a_page(&self, layout: &Layout<'_>) -> usize {
        let header = if self.header.is_empty() {
            0.0
        } else {
            self.height(lines_of(&self.header))
        };
        self.lines_in(layout.bottom() - layout.paper.margin - header)
    }

    fn lines_in(&self, height: f32) -> usize {
        // The cast saturates: what is negative has room for nothing.
        ((height - 2.0 * PADDING + 0.01) / (self.size * LINE)) as usize
    }

    fn next_page(&mut self, layout: &mut Layout<'_>) {
        layout.new_page();
        self.put_header(layout, false);
    }

    /// The header is part of the structure once and decoration after that.
    fn put_header(&mut self, layout: &mut Layout<'_>, first: bool) {
        if self.header.is_empty() {
            return;
        }
        let lines = lines_of(&self.header);
        let height = self.height(lines);
        layout.fill(
            layout.paper.margin,
            layout.y,
            layout.inner_width(),
            height,
            HEADER_GREY,
        );
        let mut cells = Vec::with_capacity(self.header.len());
        for ((x, _), cell) in self.columns.iter().zip(&self.header) {
            let mut numbers = vec![];
            let mut y = layout.y + PADDING;
            for line in cell {
                if first {
                    numbers.push(layout.line(x + PADDING, y, self.size, true, line.clone()));
                } else {
                    layout.decoration(x + PADDING, y, self.size, true, line.clone());
                }
                y += self.size * LINE;
            }
            cells.push(CellNode {
                is_row_header: false,
                lines: numbers,
            });
        }
        layout.y += height;
        if first {
            self.rows.push(RowNode {
                is_header: true,
                cells,
            });
        }
    }

    /// Puts `take` lines of each cell, from `from` on, and a rule below.
    fn put(
        &self,
        layout: &mut Layout<'_>,
        cells: &[Vec<String>],
        from: usize,
        take: usize,
        row: &mut [CellNode],
    ) {
        for (at, (((x, _), cell), node)) in self.columns.iter().zip(cells).zip(row).enumerate() {
            let mut y = layout.y + PADDING;
            for line in cell.iter().skip(from).take(take) {
                let bold = self.names_row(at);
                node.lines
                    .push(layout.line(x + PADDING, y, self.size, bold, line.clone()));
                y += self.size * LINE;
            }
        }
        layout.y += self.height(take);
        layout.fill(
            layout.paper.margin,
            layout.y - RULE,
            layout.inner_width(),
            RULE,
            RULE_GREY,
        );
    }
}

/// The page's width divided in proportion to `widths`, but no column narrower than the
/// longest word of its header while there is enough for all.
fn shares(layout: &Layout<'_>, widths: &[u16], header: &[&str], size: f32) -> Vec<f32> {
    let room = layout.inner_width();
    let least = |label: &&str| {
        let words = label
            .split_whitespace()
            .map(|word| layout.faces.bold.width(word, size));
        words.fold(0.0, f32::max) + 2.0 * PADDING + 0.1
    };
    let labels = header.iter().chain(std::iter::repeat(&""));
    let least: Vec<f32> = widths
        .iter()
        .zip(labels)
        .map(|(_, label)| least(label))
        .collect();
    let spare = room - least.iter().sum::<f32>();
    let weight = |width: &u16| f32::from((*width).max(1));
    let total: f32 = widths.iter().map(weight).sum();
    let wanted = widths
        .iter()
        .map(|width| weight(width) * room / total.max(1.0));
    if spare < 0.0 {
        return wanted.collect();
    }
    // What a column wants beyond its least is what it gets of the spare width, in proportion.
    let beyond: Vec<f32> = wanted
        .zip(&least)
        .map(|(want, least)| (want - least).max(0.0))
        .collect();
    let asked: f32 = beyond.iter().sum();
    let part = if asked > 0.0 { spare / asked } else { 0.0 };
    least
        .iter()
        .zip(&beyond)
        .map(|(least, beyond)| least + beyond * part)
        .collect()
}

fn lines_of(cells: &[Vec<String>]) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or(0)
}
