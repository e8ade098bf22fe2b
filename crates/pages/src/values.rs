/// One of several: the value that is sent and the label that is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Sent by the form.
    pub value: String,
    /// Shown, in the page's language.
    pub label: String,
}

impl Choice {
    /// A choice that sends `value` and shows `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A line of a summary: «Категория — Ямы на дорогах».
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is, in the page's language.
    pub label: String,
    /// The value as it is shown; line breaks are kept.
    pub value: String,
}

impl Row {
    /// A line with this label and value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
        }
    }
}

/// What is wrong with one value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer into the body of `POST /api/v1/appeals`, as in a problem document:
    /// `/applicant/phone`. Of a file: `/attachments/{index}/…` or `/files/{document}`.
    pub pointer: String,
    /// What to do about it, in the page's language.
    pub text: String,
}

impl Fault {
    /// A fault of the value at `pointer`.
    pub fn new(pointer: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            text: text.into(),
        }
    }

    /// The `id` of the control that is meant.
    pub(crate) fn id(&self) -> String {
        id(self.pointer.strip_prefix('/').unwrap_or(&self.pointer))
    }
}

/// `applicant.phone` and `applicant/phone` are the control `applicant-phone`.
pub(crate) fn id(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect()
}

/// What was typed: name and value of each control, names may repeat
/// (`answer_by`), in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(Vec<(String, String)>);

impl Values {
    /// The first value of `name`, or nothing.
    pub fn get(&self, name: &str) -> &str {
        self.pairs()
            .find(|(key, _)| *key == name)
            .map_or("", |(_, value)| value)
    }

    /// Every value of `name`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs()
            .filter(move |(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// Whether `name` has `value` among its values.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|one| one == value)
    }

    /// Adds a value.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Names and values in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Values {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}
