//! Letters with news: plain and as HTML, saying the same. No pictures and no addresses but the service's own, so
//! that nobody learns from it when a letter was opened.

use askama::Template;

/// A letter.
#[derive(Debug, Clone, Default)]
pub struct LetterView {
    /// `ru` or `en`.
    pub lang: &'static str,
    /// The subject.
    pub subject: String,
    /// What there is to tell; several in a digest.
    pub items: Vec<LetterItem>,
    /// Who writes, and where letters are turned off.
    pub footer: Vec<String>,
}

/// A piece of news.
#[derive(Debug, Clone, Default)]
pub struct LetterItem {
    /// Of which appeal, and what.
    pub heading: String,
    /// A sentence or two.
    pub text: String,
    /// Where to read on; empty while the service's address is not known.
    pub link: String,
    /// What the link says.
    pub link_label: String,
    /// The reader's own words, in a copy of them; empty else.
    pub quote: String,
}

#[derive(Template)]
#[template(path = "letter/letter.txt", escape = "none")]
struct Plain<'a> {
    items: &'a [LetterItem],
    footer: &'a [String],
}

#[derive(Template)]
#[template(path = "letter/letter.html")]
struct Html<'a> {
    lang: &'a str,
    subject: &'a str,
    items: &'a [LetterItem],
    footer: &'a [String],
}

impl LetterView {
    /// As plain text.
    pub fn text(&self) -> String {
        let (items, footer) = (&self.items, &self.footer);
        let text = Plain { items, footer }.render();
        text.unwrap_or_default()
    }

    /// As HTML.
    pub fn html(&self) -> String {
        let html = Html {
            lang: self.lang,
            subject: &self.subject,
            items: &self.items,
            footer: &self.footer,
        };
        html.render().unwrap_or_default()
    }
}
