//! The body of a command, as JSON or as a form with the same names, read so that every fault is told at once.

use api::json::Object;
use axum::body::Body;
use domain::appeal::{FieldError, RawAttachment};
use pages::Values;
use serde_json::{Map, Value};

use crate::body::{self, Kind};
use crate::{Context, Problem, attached, idempotency, limits, multipart};

/// A form is no larger than this without files: the longest text in the longest spelling, and the rest.
const FORM_BYTES_WITHOUT_FILES: u64 = 128 * 1024;

/// Names of controls that say something about the form itself.
const OF_THE_FORM: [&str; 6] = [
    "attachments",
    "attachments_remove",
    "idempotency_key",
    "next",
    "then",
    "version",
];

/// What came.
#[derive(Debug, Default)]
pub struct Input {
    body: Value,
    attachments: Vec<RawAttachment>,
    /// The files that came in or with the form.
    files: Vec<RawAttachment>,
    faults: Vec<FieldError>,
    /// All that was asked, as an idempotency key vouches for it.
    pub asked: Value,
    /// The idempotency key of a form.
    pub key: Option<String>,
    /// The form's values, to be shown again; [`None`] when it came as JSON.
    pub form: Option<Values>,
    /// Where the form wants to go afterwards, a path of this service.
    pub next: Option<String>,
    /// The version of the appeal that the form's page showed: what `If-Match` is to a program.
    pub version: Option<i64>,
}

impl Input {
    /// Reads the body. Of a form, a control that is empty counts as absent, and one that is named in `lists`
    /// may stand several times. Files in it are taken in.
    pub async fn read(context: &Context, body: Body, lists: &[&str]) -> Result<Input, Problem> {
        if context.header("content-type").is_empty() {
            let bytes = body::read(body, 0).await;
            // A command without anything to say has no body, and so no type of it.
            return match bytes {
                Ok(_) => Ok(Input {
                    body: Value::Object(Map::new()),
                    ..Input::default()
                }),
                Err(_) => Err(Problem::unsupported_type("application/json")),
            };
        }
        let kind = body::kind(context)?;
        if kind == Kind::Json {
            let body = body::json(body).await?;
            return Ok(Input {
                asked: body.clone(),
                body,
                ..Input::default()
            });
        }
        let size = context.header("content-length").parse().ok();
        if size.is_none_or(|size| size > FORM_BYTES_WITHOUT_FILES) {
            limits::take_upload(context, size).await?;
        }
        let received = multipart::read(context, kind, body).await?;
        let mut members = Map::new();
        for (name, value) in &received.form.0 {
            if value.is_empty() || OF_THE_FORM.contains(&name.as_str()) {
                continue;
            }
            let value = Value::String(value.clone());
            if lists.contains(&name.as_str()) {
                let list = members
                    .entry(name)
                    .or_insert_with(|| Value::Array(Vec::new()));
                if let Some(list) = list.as_array_mut() {
                    list.push(value);
                }
            } else {
                members.insert(name.clone(), value);
            }
        }
        let asked = idempotency::of_form(&received.form, &received.files).await?;
        let mut attachments = received.form.attachments();
        attachments.extend(received.files);
        Ok(Input {
            asked,
            key: received.form.get("idempotency_key").map(str::to_owned),
            body: Value::Object(members),
            files: attachments.clone(),
            attachments,
            faults: received.faults,
            next: received.form.get("next").and_then(own_path),
            version: received.form.get("version").and_then(|v| v.parse().ok()),
            form: Some(received.form.values()),
        })
    }

    /// Whether the answer is to be a page: a browser sent a form.
    pub fn is_page(&self, context: &Context) -> bool {
        self.form.is_some() && context.wants_page
    }

    /// The files of a form that is shown again: whoever sent them need not choose them once more.
    pub async fn kept(&self) -> Result<Vec<pages::Upload>, Problem> {
        Ok(attached::kept(&attached::look_up(&self.files).await?))
    }

    /// Reads the members, the references to files of JSON too; whatever is not asked for is a fault.
    pub fn members<T: Default>(&mut self, read: impl FnOnce(&mut Object<'_>) -> T) -> T {
        let body = std::mem::take(&mut self.body);
        let Some(mut object) = Object::root(body, &mut self.faults) else {
            return T::default();
        };
        let members = read(&mut object);
        object.finish();
        members
    }

    /// The same with references to files, from JSON or the form.
    pub fn with_attachments<T: Default>(
        &mut self,
        read: impl FnOnce(&mut Object<'_>) -> T,
    ) -> (T, Vec<RawAttachment>) {
        let mut attachments = std::mem::take(&mut self.attachments);
        let members = self.members(|object| {
            attachments.extend(object.objects("attachments", api::attachment));
            read(object)
        });
        (members, attachments)
    }

    /// Notes a fault.
    pub fn fault(&mut self, fault: FieldError) {
        self.faults.push(fault);
    }

    /// Reads a code of a member; what is missing or unknown is a fault at its place.
    pub fn code<T: std::str::FromStr>(
        &mut self,
        pointer: &'static str,
        given: Option<&str>,
        all: &[&str],
    ) -> Option<T> {
        // A code of the same kind may be one that has no place here.
        let known = given.filter(|text| all.contains(text));
        let code = known.and_then(|text| text.parse().ok());
        let is_told = self.faults.iter().any(|fault| fault.pointer == pointer);
        if code.is_none() && !is_told {
            let all = all.join(", ");
            let text = domain::Text::new(format!("Одно из: {all}"), format!("One of: {all}"));
            let fault = FieldError::with_text(pointer, "code_unknown", text);
            self.faults.push(fault);
        }
        code
    }

    /// Refuses what has faults.
    pub fn check(&mut self) -> Result<(), Problem> {
        match std::mem::take(&mut self.faults) {
            faults if faults.is_empty() => Ok(()),
            faults => Err(Problem::invalid(faults)),
        }
    }
}

/// A path of this service; anything else could lead a person away from it.
fn own_path(next: &str) -> Option<String> {
    let is_own = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    let is_plain = next.chars().all(|c| c.is_ascii_graphic());
    (is_own && is_plain).then(|| next.to_owned())
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn a_form_leads_nowhere_but_here() {
        for (next, is_own) in [
            ("/desk/appeals/2026-0000001-5", true),
            ("/desk?status=created", true),
            ("//evil.example/", false),
            ("/\\evil.example/", false),
            ("https://evil.example/", false),
            ("/a\r\nset-cookie: x", false),
            ("", false),
        ] {
            assert_eq!(own_path(next).is_some(), is_own, "{next:?}");
        }
    }
}
