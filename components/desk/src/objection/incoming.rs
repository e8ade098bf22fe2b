//! What comes with an objection, from JSON or from a form with files in it.

use axum::body::Body;
use domain::appeal::{Attached, FieldError, RawAttachment};
use pages::Values;
use serde_json::{Value, json};
use store::Upload;
use web::attached::{attached, kept, look_up};
use web::auth::Access;
use web::body::{self, Kind};
use web::form::Form;
use web::idempotency::Once;
use web::{Context, Problem, limits, multipart};

/// A form is no larger than this without files: the longest text in the longest spelling.
const FORM_BYTES_WITHOUT_FILES: u64 = 128 * 1024;

/// What came.
pub(super) struct Incoming {
    /// The request.
    pub(super) request: api::ObjectionRequest,
    /// Whether a page is the answer.
    pub(super) is_page: bool,
    /// The form as it came.
    pub(super) values: Values,
    /// The version that the form was made for.
    pub(super) version: Option<i64>,
    /// The idempotency key of the form.
    pub(super) key: Option<String>,
    faults: Vec<FieldError>,
    found: Vec<(Upload, RawAttachment)>,
}

impl Incoming {
    /// Reads the request; `text` is what the reason is called.
    pub(super) async fn read(
        context: &Context,
        body: Body,
        json: fn(Value) -> (api::ObjectionRequest, Vec<FieldError>),
        text: &str,
    ) -> Result<Self, Problem> {
        let kind = body::kind(context)?;
        let (request, faults, form) = if kind == Kind::Json {
            let (request, faults) = json(body::json(body).await?);
            (request, faults, Form::default())
        } else {
            let size = context.header("content-length").parse().ok();
            if size.is_none_or(|size| size > FORM_BYTES_WITHOUT_FILES) {
                limits::take_upload(context, size).await?;
            }
            let received = multipart::read(context, kind, body).await?;
            let own = |name| {
                let value = received.form.get(name);
                value.filter(|value| !value.is_empty()).map(str::to_owned)
            };
            let mut attachments = received.form.attachments();
            attachments.extend(received.files);
            let request = api::ObjectionRequest {
                ground: own("ground"),
                text: own(text),
                instance: own("instance"),
                attachments,
            };
            (request, received.faults, received.form)
        };
        let found = look_up(&request.attachments).await?;
        Ok(Incoming {
            is_page: kind != Kind::Json && context.wants_page,
            version: form.get("version").and_then(|text| text.parse().ok()),
            key: form.get("idempotency_key").map(str::to_owned),
            values: form.values(),
            request,
            faults,
            found,
        })
    }

    /// What tells this request when it is sent again: the values as they came, and each file by its content, since a
    /// form that is sent again uploads its files again.
    pub(super) async fn once(
        &self,
        context: &Context,
        access: &Access,
        what: &str,
    ) -> Result<Option<Once>, Problem> {
        let request = &self.request;
        let content = |file: &RawAttachment| {
            let found =
                |(upload, _): &&(Upload, RawAttachment)| Some(&upload.id) == file.id.as_ref();
            let upload = self.found.iter().find(found);
            let hash = upload.and_then(|(upload, _)| upload.sha256.clone());
            hash.or_else(|| file.id.clone())
        };
        let files: Vec<_> = request.attachments.iter().map(content).collect();
        let asked = json!([request.ground, request.text, request.instance, files]);
        Once::of(context, access, what, self.key.as_deref(), &asked).await
    }

    /// The files, or every fault so far.
    pub(super) fn attached(&self) -> Result<Attached, Problem> {
        let checked = attached(&self.request.attachments, &self.found);
        match checked {
            Ok(files) if self.faults.is_empty() => Ok(files),
            Ok(_) => Err(Problem::invalid(self.faults.clone())),
            Err(more) => Err(Problem::invalid([self.faults.clone(), more].concat())),
        }
    }

    /// The card's form with what was wrong in it.
    pub(super) fn tried(&self, context: &Context, problem: &Problem) -> pages::ObjectionForm {
        let of = |is_of: &dyn Fn(&str) -> bool| {
            let fault = problem.errors.iter().find(|fault| is_of(&fault.pointer));
            fault.map(|fault| fault.message.get(context.lang).to_owned())
        };
        let files = of(&|pointer| pointer.starts_with("/attachments"));
        let text = of(&|pointer| !pointer.starts_with("/attachments"));
        pages::ObjectionForm {
            ground: self.request.ground.clone().unwrap_or_default(),
            text: self.request.text.clone().unwrap_or_default(),
            error: text.unwrap_or_default(),
            files_error: files.unwrap_or_default(),
            uploads: kept(&self.found),
            ..pages::ObjectionForm::default()
        }
    }
}
