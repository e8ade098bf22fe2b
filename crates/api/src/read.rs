//! Requests, read so that every wrong type and unknown name is told at once.

use domain::appeal::{FieldError, RawAppeal, RawApplicant, RawAttachment, RawRepresented};
use serde_json::Value;

use crate::json::Object;

/// The body of `POST /appeals` and of `POST /appeals/preview`. Faults of type come beside the appeal, so
/// that the checks of its content can add theirs.
pub fn appeal_request(body: Value) -> (RawAppeal, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut raw = RawAppeal::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        raw.appeal_type = root.text("type");
        raw.category = root.text("category");
        raw.region = root.text("region");
        raw.title = root.text("title");
        raw.text = root.text("text");
        raw.anonymous = root.boolean("anonymous");
        raw.applicant = root.object("applicant", applicant).unwrap_or_default();
        raw.on_behalf_of = root.object("on_behalf_of", represented);
        let fields = root.object("fields", |fields| fields.all_texts());
        raw.fields = fields.unwrap_or_default().into_iter().collect();
        raw.answer_by = root.texts("answer_by");
        raw.attachments = root.objects("attachments", attachment);
        raw.call_at = root.text("call_at");
        raw.repeat_of = root.text("repeat_of");
        raw.documents_follow = root.boolean("documents_follow");
        root.finish();
    }
    (raw, faults)
}

fn applicant(object: &mut Object<'_>) -> RawApplicant {
    RawApplicant {
        last_name: object.text("last_name"),
        first_name: object.text("first_name"),
        middle_name: object.text("middle_name"),
        birth_date: object.text("birth_date"),
        inn: object.text("inn"),
        snils: object.text("snils"),
        email: object.text("email"),
        phone: object.text("phone"),
    }
}

fn represented(object: &mut Object<'_>) -> RawRepresented {
    RawRepresented {
        kind: object.text("kind"),
        name: object.text("name"),
        inn: object.text("inn"),
    }
}

/// Reads a reference to a file.
pub fn attachment(object: &mut Object<'_>) -> RawAttachment {
    RawAttachment {
        id: object.text("id"),
        upload_token: object.text("upload_token"),
        document: object.text("document"),
    }
}

/// The body of `POST /appeals/{number}/transitions`.
#[derive(Clone, Debug, Default)]
pub struct TransitionRequest {
    /// The code of the status to go to.
    pub to: Option<String>,
    /// The reason, the question or the answer.
    pub comment: Option<String>,
}

/// Reads a [`TransitionRequest`].
pub fn transition_request(body: Value) -> (TransitionRequest, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut request = TransitionRequest::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        request = TransitionRequest {
            to: root.text("to"),
            comment: root.text("comment"),
        };
        root.finish();
    }
    (request, faults)
}

/// The body of `PUT /appeals/{number}/rating`.
#[derive(Clone, Debug, Default)]
pub struct RatingRequest {
    /// Stars, 1 to 5.
    pub score: Option<i64>,
    /// The comment.
    pub comment: Option<String>,
    /// What the comment is about.
    pub category: Option<String>,
}

/// Reads a [`RatingRequest`].
pub fn rating_request(body: Value) -> (RatingRequest, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut request = RatingRequest::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        request = RatingRequest {
            score: root.integer("score"),
            comment: root.text("comment"),
            category: root.text("category"),
        };
        root.finish();
    }
    (request, faults)
}

/// The body of `POST /appeals/{number}/claim`: the access code.
pub fn claim_request(body: Value) -> (Option<String>, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut code = None;
    if let Some(mut root) = Object::root(body, &mut faults) {
        code = root.text("access_code");
        root.finish();
    }
    (code, faults)
}

/// The body of `PUT /drafts/current`: when it was written, RFC 3339, and what the form held. The latter is
/// the form's own affair and is not looked into.
pub fn draft_request(mut body: Value) -> (Option<String>, Option<Value>, Vec<FieldError>) {
    let mut faults = Vec::new();
    let draft = body
        .as_object_mut()
        .and_then(|members| members.remove("draft"))
        .filter(Value::is_object);
    let mut saved_at = None;
    if let Some(mut root) = Object::root(body, &mut faults) {
        saved_at = root.text("saved_at");
        root.finish();
    }
    (saved_at, draft, faults)
}
