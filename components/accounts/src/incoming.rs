//! The small requests of this component, from JSON or a form, read alike.

use api::json::Object;
use axum::body::Body;
use domain::Text;
use domain::appeal::FieldError;
use pages::{Fault, Values};
use web::body::{self, Kind};
use web::form::Form;
use web::reply::page;
use web::{Answer, Context, Problem, multipart};

use crate::return_to;

/// What was sent: texts by their names, and what is wrong so far.
#[derive(Debug, Default)]
pub(crate) struct Incoming {
    texts: Vec<(&'static str, String)>,
    lists: Vec<(&'static str, Vec<String>)>,
    form: Form,
    /// Wrong types and unknown names.
    pub(crate) faults: Vec<FieldError>,
    /// Whether a page is to answer.
    pub(crate) is_page: bool,
    /// Where a form wants to go afterwards: a path of ours, or empty.
    pub(crate) return_to: String,
}

/// What a request may hold: anything else in JSON is a fault, so nobody sets what is not theirs to set.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shape {
    /// Texts.
    pub(crate) texts: &'static [&'static str],
    /// True or false, kept as the text `true`.
    pub(crate) flags: &'static [&'static str],
    /// Lists of texts.
    pub(crate) lists: &'static [&'static str],
}

impl Shape {
    /// Texts only.
    pub(crate) const fn texts(texts: &'static [&'static str]) -> Self {
        Shape {
            texts,
            flags: &[],
            lists: &[],
        }
    }
}

impl Incoming {
    /// A form's single text, from elsewhere than a form.
    pub(crate) fn of(name: &'static str, text: &str) -> Self {
        Incoming {
            texts: vec![(name, text.to_owned())],
            is_page: true,
            ..Incoming::default()
        }
    }

    /// Reads a request of this shape.
    pub(crate) async fn read(context: &Context, body: Body, shape: Shape) -> Result<Self, Problem> {
        match body::kind(context)? {
            Kind::Json => Ok(Self::from_json(body::json(body).await?, shape)),
            kind => {
                let form = multipart::read_values(context, kind, body).await?;
                Ok(Self::from_form(context, form, shape))
            }
        }
    }

    fn from_json(body: serde_json::Value, shape: Shape) -> Self {
        let mut incoming = Incoming::default();
        let mut faults = Vec::new();
        if let Some(mut root) = Object::root(body, &mut faults) {
            for name in shape.texts {
                if let Some(text) = root.nullable_text(name) {
                    incoming.texts.push((name, text));
                }
            }
            for name in shape.flags {
                if root.boolean(name) {
                    incoming.texts.push((name, "true".to_owned()));
                }
            }
            for name in shape.lists {
                if root.has(name) {
                    incoming.lists.push((name, root.texts(name)));
                }
            }
            root.finish();
        }
        incoming.faults = faults;
        incoming
    }

    fn from_form(context: &Context, form: Form, shape: Shape) -> Self {
        let named = shape.texts.iter().chain(shape.flags);
        let texts = named.filter_map(|name| Some((*name, form.get(name)?.to_owned())));
        let lists = shape.lists.iter().filter(|name| form.get(name).is_some());
        Incoming {
            texts: texts.collect(),
            lists: lists
                .map(|name| (*name, form.all(name).map(str::to_owned).collect()))
                .collect(),
            is_page: context.wants_page,
            return_to: return_to::checked(form.get("return_to").unwrap_or_default()),
            form,
            faults: Vec::new(),
        }
    }

    /// A text; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.given(name).unwrap_or_default()
    }

    /// A text that was sent, even if it is empty.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        let found = self.texts.iter().find(|(key, _)| *key == name);
        found.map(|(_, text)| text.as_str())
    }

    /// A list that was sent.
    pub(crate) fn list(&self, name: &str) -> Option<&[String]> {
        let found = self.lists.iter().find(|(key, _)| *key == name);
        found.map(|(_, list)| list.as_slice())
    }

    /// Whether a box is checked.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.text(name) == "true"
    }

    /// A proof of work that came with the request.
    pub(crate) fn proof(&self) -> Option<&str> {
        self.given("altcha")
    }

    /// What a page shows again: never a password or a code.
    pub(crate) fn values(&self) -> Values {
        let secret = ["password", "current_password", "code", "altcha"];
        let shown = self
            .form
            .0
            .iter()
            .filter(|(name, _)| !secret.contains(&name.as_str()));
        shown.cloned().collect()
    }

    /// A text that must be there; without it a fault, and an empty text to go on with.
    pub(crate) fn required(&mut self, name: &'static str) -> String {
        let text = self.text(name).to_owned();
        let pointer = format!("/{name}");
        if text.trim().is_empty() && self.faults.iter().all(|fault| fault.pointer != pointer) {
            let message = Text::fixed("Заполните это поле", "Fill in this field");
            self.faults
                .push(FieldError::with_text(pointer, "required", message));
        }
        text
    }

    /// Refuses the request if anything is wrong with it so far.
    pub(crate) fn check(&mut self) -> Result<(), Problem> {
        if self.faults.is_empty() {
            return Ok(());
        }
        Err(Problem::invalid(std::mem::take(&mut self.faults)))
    }

    /// A refusal, for a form as the page with what is wrong in it.
    pub(crate) fn refused(
        &self,
        context: &Context,
        problem: Problem,
        render: impl FnOnce(Vec<Fault>, Values) -> String,
    ) -> Answer {
        if !self.is_page || !problem.status.is_client_error() {
            return Err(problem);
        }
        let status = problem.status;
        let headers = problem.headers.clone();
        let mut values = self.values();
        // A browser without scripts waits, and sends this along when it tries again.
        if let Some(ticket) = &problem.ticket {
            values.push("altcha", ticket.clone());
        }
        let mut response = page(status, render(faults(context, &problem), values));
        for (name, value) in headers {
            response = web::reply::with(response, name, &value)?;
        }
        Ok(response)
    }
}

/// The faults of a problem as a page shows them: each at its field, or what to do.
pub(crate) fn faults(context: &Context, problem: &Problem) -> Vec<Fault> {
    if problem.errors.is_empty() {
        return vec![Fault::new("", problem.detail.get(context.lang))];
    }
    let errors = problem.errors.iter();
    errors
        .map(|error| Fault::new(error.pointer.clone(), error.message.get(context.lang)))
        .collect()
}
