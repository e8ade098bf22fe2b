//! A page as a browser without scripts has it: its forms, what is in them, and what people read.

/// A form of a page.
#[derive(Clone, Debug, Default)]
pub struct PageForm {
    /// Where it goes.
    pub action: String,
    /// What it sends if nothing is changed: names and values.
    pub values: Vec<(String, String)>,
    /// Names of the controls for files.
    pub files: Vec<String>,
    /// Names and values of its buttons.
    pub buttons: Vec<(String, String)>,
}

impl PageForm {
    /// The form with this action.
    #[track_caller]
    pub fn to(html: &str, action: &str) -> Self {
        let all = Self::all(html);
        let found = all.iter().find(|form| form.action == action);
        found
            .unwrap_or_else(|| panic!("no form goes to {action}: {html}"))
            .clone()
    }

    /// All forms of a page.
    pub fn all(html: &str) -> Vec<Self> {
        let forms = html.split("<form").skip(1);
        forms
            .map(|rest| Self::read(rest.split("</form>").next().unwrap_or_default()))
            .collect()
    }

    fn read(html: &str) -> Self {
        let mut form = PageForm {
            action: attribute(html.split('>').next().unwrap_or_default(), "action")
                .unwrap_or_default(),
            ..PageForm::default()
        };
        for part in html.split('<').skip(1) {
            let (tag, text) = part.split_once('>').unwrap_or_default();
            let name = attribute(tag, "name").unwrap_or_default();
            let value = attribute(tag, "value").unwrap_or_default();
            let kind = attribute(tag, "type").unwrap_or_default();
            match tag.split_whitespace().next().unwrap_or_default() {
                "textarea" => form
                    .values
                    .push((name, plain(text.trim_start_matches('\n')))),
                "button" => form.buttons.push((name, value)),
                "input" if kind == "file" => form.files.push(name),
                "input"
                    if matches!(kind.as_str(), "checkbox" | "radio")
                        && !tag.contains(" checked") => {}
                "input" => form.values.push((name, value)),
                _ => {}
            }
        }
        form.values.retain(|(name, _)| !name.is_empty());
        form
    }

    /// The value of a control; empty without one.
    pub fn value(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// The same with a value of this control.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.values.retain(|(key, _)| key != name);
        self.values.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Names and values, as a call sends them.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        let pairs = self.values.iter();
        pairs.map(|(n, v)| (n.as_str(), v.as_str())).collect()
    }
}

/// What is read on a page: no tags, no values of hidden controls.
pub fn read(html: &str) -> String {
    let body = html.split("<main").nth(1).unwrap_or(html);
    let parts = body.split('<').map(|part| {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        let is_hidden = attribute(tag, "type").is_some_and(|kind| kind == "hidden");
        let value = attribute(tag, "value").filter(|_| tag.starts_with("input") && !is_hidden);
        format!("{} {}", value.unwrap_or_default(), plain(text))
    });
    parts.collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(plain(rest.split('"').next()?))
}

fn plain(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    named
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
