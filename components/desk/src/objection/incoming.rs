//! What comes with an objection, from JSON or from a form with files in it.

use axum::body::Body;
use domain::access::Operation;
use domain::appeal::{Attached, FieldError, RawAttachment};
use pages::Values;
use serde_json::Value;
use store::{AppealRow, Upload};
use web::attached::{attached, kept, look_up};
use web::auth::Access;
use web::body::{self, Kind};
use web::form::Form;
use web::{Context, Problem, idempotency, limits, multipart};

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
    key: Option<String>,
    /// All that was asked, as an idempotency key vouches for it.
    asked: Value,
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
        let (request, faults, form, asked) = if kind == Kind::Json {
            let asked = body::json(body).await?;
            let (request, faults) = json(asked.clone());
            (request, faults, Form::default(), asked)
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
            let asked = idempotency::of_form(&received.form, &received.files).await?;
            let mut attachments = received.form.attachments();
            attachments.extend(received.files);
            let request = api::ObjectionRequest {
                ground: own("ground"),
                text: own(text),
                instance: own("instance"),
                attachments,
            };
            (request, received.faults, received.form, asked)
        };
        let found = look_up(&request.attachments).await?;
        Ok(Incoming {
            is_page: kind != Kind::Json && context.wants_page,
            version: form.get("version").and_then(|text| text.parse().ok()),
            key: form.get("idempotency_key").map(str::to_owned),
            asked,
            values: form.values(),
            request,
            faults,
            found,
        })
    }

    /// Looks whether the same came before with its idempotency key.
    pub(super) async fn begin(
        &self,
        context: &Context,
        on: (&AppealRow, &Access),
        operation: Operation,
    ) -> Result<(), Problem> {
        let mut asked = idempotency::Asked::on(operation, on, self.key.as_deref(), &self.asked);
        asked.said_of = Some(on.0);
        idempotency::begin(context, &asked).await
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
