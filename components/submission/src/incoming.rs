//! An appeal on its way in, from JSON or from a form: read, with its files looked up.

use axum::body::Body;
use domain::appeal::{FieldError, RawAppeal, RawAttachment, UploadedFile};
use domain::{AppealNumber, NewAppeal, Region, Text};
use store::Upload;
use web::attached::{look_up, uploaded};
use web::body::{self, Kind};
use web::capabilities::database;
use web::form::Form;
use web::session::{self, Opener};
use web::{Context, Problem, configuration, idempotency, limits, multipart};

use crate::entered;

/// A form is no larger than this without files: the longest text in the longest spelling, and the rest.
const FORM_BYTES_WITHOUT_FILES: u64 = 128 * 1024;

/// What came.
pub(crate) struct Incoming {
    /// The appeal, before any check.
    pub(crate) raw: RawAppeal,
    /// Faults of types, names and files.
    pub(crate) faults: Vec<FieldError>,
    /// The form, where it came as one: its answer is a page.
    pub(crate) form: Option<Form>,
    /// The idempotency key of the header or of the form.
    pub(crate) key: Option<String>,
    /// The way in which somebody brought it to an operator; only operators say so.
    pub(crate) channel: Option<String>,
    /// The proof of work or the waiting ticket, where one came in the body.
    pub(crate) proof: Option<String>,
    /// By whom the form was opened.
    pub(crate) opener: Opener,
    /// The uploads that the appeal refers to and whose tokens fit.
    pub(crate) uploads: Vec<(Upload, RawAttachment)>,
}

impl Incoming {
    /// Reads the request.
    pub(crate) async fn read(context: &Context, body: Body) -> Result<Self, Problem> {
        let key = idempotency::key(context)?;
        let kind = body::kind(context)?;
        let mut incoming = if kind == Kind::Json {
            let mut body = body::json(body).await?;
            let mut taken = |name| {
                let value = body.as_object_mut().and_then(|body| body.remove(name));
                // A null is an absence.
                value.filter(|value| !value.is_null())
            };
            let (proof, channel) = (taken("altcha"), taken("channel"));
            let (raw, faults) = api::appeal_request(body);
            Incoming {
                proof: proof.and_then(|proof| proof.as_str().map(str::to_owned)),
                // Of another type it names no channel, which is told with the other faults.
                channel: channel.map(|code| code.as_str().unwrap_or_default().to_owned()),
                raw,
                faults,
                form: None,
                key,
                opener: session::opener(context, None),
                uploads: Vec::new(),
            }
        } else {
            let size = context.header("content-length").parse().ok();
            if size.is_none_or(|size| size > FORM_BYTES_WITHOUT_FILES) {
                limits::take_upload(context, size).await?;
            }
            let mut received = multipart::read_of_anybody(context, kind, body).await?;
            let opener = session::opener(context, Some(&received.form));
            opener.stand_in(&mut received.form);
            let mut raw = received.form.appeal();
            raw.attachments.extend(received.files);
            let hidden = received
                .form
                .get("idempotency_key")
                .filter(|key| !key.is_empty());
            let key = match (key, hidden) {
                (None, Some(hidden)) => Some(idempotency::checked(hidden)?),
                (key, _) => key,
            };
            Incoming {
                proof: received.form.get("altcha").map(str::to_owned),
                channel: received.form.get("channel").map(str::to_owned),
                raw,
                faults: received.faults,
                form: Some(received.form),
                key,
                opener,
                uploads: Vec::new(),
            }
        };
        incoming.uploads = look_up(&incoming.raw.attachments).await?;
        Ok(incoming)
    }

    /// All checks at once.
    pub(crate) async fn check(&self, context: &Context) -> Result<NewAppeal, Problem> {
        let configuration = configuration::current(context.now).await?;
        let catalogue = &configuration.catalogue;
        let region = self
            .raw
            .region
            .as_deref()
            .and_then(|code| Region::parse(code).ok());
        let today = region.unwrap_or(Region::NONE).local_date(context.now);
        let free = self
            .uploads
            .iter()
            .filter(|(upload, _)| upload.appeal.is_none());
        let files: Vec<UploadedFile> = free.map(|(upload, raw)| uploaded(upload, raw)).collect();
        let mut faults = self.faults.clone();
        faults.extend(entered::fault(self.channel.as_deref()));
        faults.extend(unknown_repeat(&self.raw).await?);
        let checked = domain::check(self.raw.clone(), catalogue, &files, today);
        match checked {
            Ok(appeal) if faults.is_empty() => Ok(appeal),
            Ok(_) => Err(Problem::invalid(faults)),
            Err(found) => {
                // A value of the wrong type is missing besides; one message about it is enough.
                let told: Vec<String> = faults.iter().map(|fault| fault.pointer.clone()).collect();
                let more = found
                    .into_iter()
                    .filter(|fault| !told.contains(&fault.pointer));
                faults.extend(more);
                Err(Problem::invalid(faults))
            }
        }
    }
}

/// The fault of a number to repeat that nobody has. One that is no number at all is for the checks to tell.
async fn unknown_repeat(raw: &RawAppeal) -> Result<Option<FieldError>, Problem> {
    let Some(number) = raw
        .repeat_of
        .as_deref()
        .and_then(|text| AppealNumber::parse(text).ok())
    else {
        return Ok(None);
    };
    let known = store::appeal(database().await?, number).await?.is_some();
    let text = Text::fixed(
        "Такого обращения нет: проверьте номер",
        "There is no such appeal: check the number",
    );
    Ok((!known).then(|| FieldError::with_text("/repeat_of", "repeat_of_unknown", text)))
}
