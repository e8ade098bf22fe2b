//! The small requests of this component, from JSON or a form, read alike; and what answers a form.

use api::json::Object;
use axum::body::Body;
use axum::response::Response;
use domain::Text;
use domain::access::Operation;
use domain::appeal::{FieldError, RawAttachment};
use domain::event::RegisteredAttachment;
use pages::Values;
use serde_json::Value;
use store::AppealRow;
use web::auth::Access;
use web::body::{self, Kind};
use web::idempotency::MarkedBy;
use web::reply::see_other;
use web::{Answer, Context, Problem, attached, idempotency, multipart};

/// What was sent: texts by their names, files, and what is wrong so far.
#[derive(Default)]
pub(crate) struct Sent {
    texts: Vec<(&'static str, String)>,
    lists: Vec<(&'static str, Vec<String>)>,
    /// References to uploaded files.
    pub(crate) attachments: Vec<RawAttachment>,
    /// A form's values, to be shown again.
    pub(crate) values: Values,
    /// Wrong types and unknown names.
    pub(crate) faults: Vec<FieldError>,
    /// Whether a page is to answer.
    pub(crate) is_page: bool,
    /// All that was asked, as an idempotency key vouches for it.
    asked: Value,
    /// The idempotency key of a form.
    key: Option<String>,
}

/// What a request may hold; anything else in JSON is a fault.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shape {
    /// Texts.
    pub(crate) texts: &'static [&'static str],
    /// Lists of texts.
    pub(crate) lists: &'static [&'static str],
    /// Whole numbers.
    pub(crate) numbers: &'static [&'static str],
    /// Whether files may come with it.
    pub(crate) files: bool,
}

impl Shape {
    /// Nothing.
    pub(crate) const EMPTY: Shape = Shape {
        texts: &[],
        lists: &[],
        numbers: &[],
        files: false,
    };
}

/// Texts alone.
pub(crate) const fn texts(texts: &'static [&'static str]) -> Shape {
    Shape {
        texts,
        ..Shape::EMPTY
    }
}

impl Sent {
    /// Reads a request of this shape.
    pub(crate) async fn read(context: &Context, body: Body, shape: Shape) -> Result<Self, Problem> {
        let kind = body::kind(context)?;
        if kind == Kind::Json {
            let asked = body::json(body).await?;
            let sent = Self::from_json(asked.clone(), shape);
            return Ok(Sent { asked, ..sent });
        }
        let received = multipart::read(context, kind, body).await?;
        let asked = idempotency::of_form(&received.form, &received.files).await?;
        let form = received.form;
        let named = shape.texts.iter().chain(shape.numbers);
        let lists = shape.lists.iter();
        let mut attachments = form.attachments();
        attachments.extend(received.files);
        Ok(Sent {
            texts: named
                .filter_map(|name| Some((*name, form.get(name)?.to_owned())))
                .collect(),
            lists: lists
                .map(|name| (*name, form.all(name).map(str::to_owned).collect()))
                .collect(),
            attachments,
            values: form.values(),
            faults: received.faults,
            is_page: context.wants_page,
            asked,
            key: form.get("idempotency_key").map(str::to_owned),
        })
    }

    /// The same for a command on an appeal; one that came before with its idempotency key is answered here. The same
    /// `words` right after each other are no two things said.
    pub(crate) async fn on(
        context: &Context,
        operation: Operation,
        (row, access): (&AppealRow, &Access),
        body: Body,
        shape: Shape,
    ) -> Result<Self, Problem> {
        let sent = Self::read(context, body, shape).await?;
        let (on, key) = ((row, access), sent.key.as_deref());
        let mut asked = idempotency::Asked::on(operation, on, key, &sent.asked);
        asked.said_of = (operation == Operation::TaskCreate).then_some(row);
        if operation == Operation::ConductBlock {
            // Whom a block keeps out stands in no appeal's journal.
            asked.by = MarkedBy::Itself;
        }
        idempotency::begin(context, &asked).await?;
        Ok(sent)
    }

    fn from_json(body: Value, shape: Shape) -> Self {
        let mut sent = Sent::default();
        let mut faults = Vec::new();
        if let Some(mut root) = Object::root(body, &mut faults) {
            for name in shape.texts {
                if let Some(text) = root.text(name) {
                    sent.texts.push((name, text));
                }
            }
            for name in shape.numbers {
                if let Some(number) = root.integer(name) {
                    sent.texts.push((name, number.to_string()));
                }
            }
            for name in shape.lists {
                if root.has(name) {
                    sent.lists.push((name, root.texts(name)));
                }
            }
            if shape.files {
                sent.attachments = root.objects("attachments", api::attachment);
            }
            root.finish();
        }
        sent.faults = faults;
        sent
    }

    /// A text that was sent and is not blank.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let found = self.texts.iter().find(|(key, _)| *key == name);
        let text = found.map(|(_, text)| text.trim());
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// A list that was sent.
    pub(crate) fn list(&self, name: &str) -> Option<&[String]> {
        let found = self.lists.iter().find(|(key, _)| *key == name);
        found.map(|(_, list)| list.as_slice())
    }

    /// A code of an enumeration that has to be there.
    pub(crate) fn code<T: std::str::FromStr>(
        &mut self,
        name: &str,
        known: impl Iterator<Item = &'static str>,
    ) -> Option<T> {
        let code = self.text(name).and_then(|code| code.parse().ok());
        if code.is_none() {
            let known = known.collect::<Vec<_>>().join(", ");
            let text = Text::new(format!("Одно из: {known}"), format!("One of: {known}"));
            self.fault(name, "unknown", text);
        }
        code
    }

    /// Notes a fault of a member, once.
    pub(crate) fn fault(&mut self, name: &str, code: &'static str, text: Text) {
        let pointer = format!("/{name}");
        if self.faults.iter().all(|fault| fault.pointer != pointer) {
            self.faults.push(FieldError::with_text(pointer, code, text));
        }
    }

    /// Refuses the request if anything is wrong with it so far.
    pub(crate) fn check(&mut self) -> Result<(), Problem> {
        match self.faults.is_empty() {
            true => Ok(()),
            false => Err(Problem::invalid(std::mem::take(&mut self.faults))),
        }
    }

    /// The files that came with the request and their names: whole, found good, and its sender's own.
    pub(crate) async fn files(&self) -> Result<Vec<(RegisteredAttachment, String)>, Problem> {
        let found = attached::look_up(&self.attachments).await?;
        let mut files = Vec::new();
        for (index, wanted) in self.attachments.iter().enumerate() {
            let mut own = found
                .iter()
                .map(|(upload, _)| upload)
                .filter(|upload| upload.appeal.is_none() && Some(&upload.id) == wanted.id.as_ref());
            let Some(upload) = own.next() else {
                let text = Text::fixed(
                    "Такого файла нет, или он уже приложен: загрузите его ещё раз",
                    "There is no such file, or it is attached already: upload it again",
                );
                let pointer = format!("/attachments/{index}/id");
                let fault = FieldError::with_text(pointer, "attachment_unknown", text);
                return Err(Problem::invalid_field(fault));
            };
            let file = RegisteredAttachment {
                id: upload.id.clone(),
                media_type: upload.media_type.clone().unwrap_or_default(),
                size_bytes: upload.size_bytes.unwrap_or_default().unsigned_abs(),
                document: None,
            };
            files.push((file, upload.name.clone()));
        }
        Ok(files)
    }
}

/// Where the page of an appeal is for who changed something in it.
pub(crate) fn card(access: &Access, number: &str) -> String {
    match access.is_staff() {
        true => format!("/desk/appeals/{number}"),
        false => format!("/status/{number}"),
    }
}

/// The answer to a form: back to the card, which says what was done; to a program, what `json` gives.
pub(crate) fn done(
    is_page: bool,
    access: &Access,
    number: &str,
    what: &str,
    json: impl FnOnce() -> Result<Response, Problem>,
) -> Answer {
    match is_page {
        true => see_other(&format!("{}?done={what}", card(access, number))),
        false => json(),
    }
}
