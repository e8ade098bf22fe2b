use domain::lang::Lang;

/// Whose browser it is, as the header shows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Visitor {
    /// Nobody known: «Войти».
    #[default]
    Stranger,
    /// Somebody with a session: «Кабинет», «Выйти».
    SignedIn,
    /// A member of staff with a session: «Рабочее место», too.
    Staff,
}

/// What every page has around its own content: the language and the way back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shell {
    /// The language of the page.
    pub lang: Lang,
    /// Path and query under which a browser can `GET` this page, `/submit?category=roads`.
    /// For a page that answers a `POST` it is the form's address. The language switch
    /// leads there.
    pub url: String,
    /// Whose browser it is.
    pub visitor: Visitor,
    /// Whether the installation is a demonstration: the page says so on top.
    pub is_demonstration: bool,
    /// What the idempotency keys of the page's forms begin with: random, another one each time that the page is
    /// fetched. Empty on a page whose forms have none.
    pub form_key: String,
}

impl Shell {
    /// A shell for the page at `url` (path and query).
    pub fn new(lang: Lang, url: impl Into<String>) -> Self {
        Self {
            lang,
            url: url.into(),
            visitor: Visitor::Stranger,
            is_demonstration: false,
            form_key: String::new(),
        }
    }

    /// The same shell for this visitor.
    pub fn of(mut self, visitor: Visitor) -> Self {
        self.visitor = visitor;
        self
    }

    /// The same shell with this beginning of its forms' keys.
    pub fn keyed(mut self, form_key: String) -> Self {
        self.form_key = form_key;
        self
    }

    /// The hidden control by which a form that is sent twice is known again.
    pub(crate) fn key(&self, form: &str) -> String {
        match self.form_key.as_str() {
            "" => String::new(),
            key => format!(r#"<input type="hidden" name="idempotency_key" value="{key}-{form}">"#),
        }
    }

    pub(crate) fn is_signed_in(&self) -> bool {
        self.visitor != Visitor::Stranger
    }

    pub(crate) fn is_staff(&self) -> bool {
        self.visitor == Visitor::Staff
    }

    /// The text of the page's language.
    pub(crate) fn t<'a>(&self, ru: &'a str, en: &'a str) -> &'a str {
        pick(self.lang, ru, en)
    }

    /// The same page in the other language.
    pub(crate) fn switch_url(&self) -> String {
        let (path, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        // «//host» and «/\host» would lead to another site.
        let local = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
        let mut url = String::from(if local { path } else { "/" });
        url.push('?');
        for pair in query.split('&') {
            if !pair.is_empty() && !pair.starts_with("lang=") {
                url.push_str(pair);
                url.push('&');
            }
        }
        url.push_str(self.t("lang=en", "lang=ru"));
        url
    }

    /// Whether the reader is on a page below this one.
    pub(crate) fn is_within(&self, path: &str) -> bool {
        let here = self.url.split(['?', '#']).next().unwrap_or_default();
        let rest = here.strip_prefix(path);
        rest.is_some_and(|rest| rest.starts_with('/'))
    }

    /// `page` if the reader is on it: the value of `aria-current`.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        let here = self.url.split(['?', '#']).next().unwrap_or_default();
        here == path
    }
}

/// The text in the language asked for.
pub(crate) fn pick<'a>(lang: Lang, ru: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}
