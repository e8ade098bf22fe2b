//! What was in a form.

use domain::AppealNumber;
use pages::{ResumeForm, Values};

use super::Watched;
use crate::body::{self, Kind};
use crate::form::Form;
use crate::{Context, Problem, multipart, session};

/// Controls that are no part of what was typed: they work once, or are nobody's to be put into a page.
const SECRETS: [&str; 8] = [
    "access_code",
    "altcha",
    "current_password",
    "new_password",
    "password",
    "recovery_code",
    "ticket",
    "token",
];

/// Controls of the question for number and code, beside which the form travels.
const OF_THE_QUESTION: [&str; 5] = ["number", "next", "resume", "resume_files", "resume_lost"];

/// What was in a form, and where it was to go.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    action: String,
    values: Form,
    /// The controls for files; there is none in a form without.
    file_controls: Vec<String>,
    /// The names of files that have to be chosen again.
    lost: Vec<String>,
}

impl Kept {
    /// Of the request that was refused.
    pub(super) async fn of_request(context: &Context, sent: Watched) -> Result<Self, Problem> {
        let kind = body::kind(context)?;
        let action = match context.query.as_str() {
            "" => context.path.clone(),
            query => format!("{}?{query}", context.path),
        };
        let received =
            multipart::read_names(context, kind, sent.again().unwrap_or_default()).await?;
        let mut file_controls: Vec<String> = Vec::new();
        if kind == Kind::Multipart {
            let named = received.named.iter().map(|(control, _)| control.clone());
            file_controls.extend(named);
            file_controls.dedup();
            if file_controls.is_empty() {
                file_controls.push("files".to_owned());
            }
        }
        Ok(Kept {
            action,
            values: received.form,
            file_controls,
            lost: received.named.into_iter().map(|(_, name)| name).collect(),
        })
    }

    /// Of the question for number and code, where a form travels with it. It goes on to that appeal and nowhere else.
    pub fn of_question(form: &Form) -> Option<Self> {
        let number = AppealNumber::parse(form.get("number").unwrap_or_default()).ok()?;
        let action = form.get("resume")?;
        let is_own = number_of(action) == Some(number);
        let is_plain = action.chars().all(|c| c.is_ascii_graphic() && c != '\\');
        let values = form.0.iter().filter(|(name, _)| {
            !OF_THE_QUESTION.contains(&name.as_str()) && name != session::OPENED_BY
        });
        (is_own && is_plain).then(|| Kept {
            action: action.to_owned(),
            values: Form(values.cloned().collect()),
            file_controls: form.all("resume_files").map(str::to_owned).collect(),
            lost: form.all("resume_lost").map(str::to_owned).collect(),
        })
    }

    /// The appeal that it is about, if it is about one.
    pub(super) fn number(&self) -> Option<AppealNumber> {
        number_of(&self.action)
    }

    /// Whether it has a control.
    pub(super) fn has(&self, name: &str) -> bool {
        self.values.get(name).is_some()
    }

    /// By whom the form says that it was opened.
    pub(super) fn opened_by(&self) -> String {
        self.values
            .get(session::OPENED_BY)
            .unwrap_or_default()
            .to_owned()
    }

    /// The form for its page, to be sent by whoever has this mark; by anybody without one.
    pub(super) fn form(&self, opened_by: &str) -> ResumeForm {
        // A code beside a ticket is one that works once; elsewhere it is a name of something.
        let is_of_ticket = self.has("ticket");
        let is_kept = |name: &str| {
            !SECRETS.contains(&name)
                && name != session::OPENED_BY
                && !(name == "code" && is_of_ticket)
        };
        let values = self.values.0.iter().filter(|(name, _)| is_kept(name));
        let mut values: Values = values.cloned().collect();
        if !opened_by.is_empty() {
            values.push(session::OPENED_BY, opened_by);
        }
        ResumeForm {
            action: self.action.clone(),
            values,
            file_controls: self.file_controls.clone(),
            lost: self.lost.clone(),
        }
    }
}

/// The appeal at whose address something of it is done.
fn number_of(path: &str) -> Option<AppealNumber> {
    let path = path.split('?').next().unwrap_or_default();
    let rest = path
        .strip_prefix("/api/v1/appeals/")
        .or_else(|| path.strip_prefix("/status/"))?;
    let (number, _) = rest.split_once('/')?;
    AppealNumber::parse(number).ok()
}

#[cfg(test)]
mod tests {
    use super::Kept;
    use crate::form::Form;

    #[test]
    fn a_form_that_travels_with_the_question_goes_to_its_appeal_alone() {
        let number = "2026-0000003-6";
        for (action, expected) in [
            ("/api/v1/appeals/2026-0000003-6/messages", true),
            ("/api/v1/appeals/2026-0000003-6/objections", true),
            ("/status/2026-0000003-6/edit", true),
            ("/status/2026-0000003-6", false),
            ("/api/v1/appeals/2026-0000004-8/messages", false),
            ("/api/v1/account", false),
            (
                "//evil.example/api/v1/appeals/2026-0000003-6/messages",
                false,
            ),
            ("https://evil.example/status/2026-0000003-6/edit", false),
            ("/status/2026-0000003-6/\\evil", false),
            ("", false),
        ] {
            let pairs = [("number", number), ("resume", action), ("text", "a")];
            let form = Form(pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec());
            assert_eq!(Kept::of_question(&form).is_some(), expected, "{action}");
        }
    }
}
