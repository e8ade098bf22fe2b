//! An appeal on its way in: what came, and what it is after every check.

mod attachments;
mod call;
mod check;
mod error;
mod fields;
pub mod limits;
mod person;
mod raw;
mod represented;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::appeal_type::AppealType;
use crate::applicant::Applicant;
use crate::category::RequiredDocument;
use crate::codes::codes;
use crate::deadline::DeadlineClass;
use crate::event::RegisteredAttachment;
use crate::lang::{Lang, Text};
use crate::number::AppealNumber;
use crate::region::Region;
use crate::status::Status;

pub use attachments::check_files;
pub use call::{CALL_DAYS, CALL_HOURS, call_moment, call_text, may_call};
pub use check::check;
pub use error::FieldError;
pub use raw::{RawAppeal, RawApplicant, RawAttachment, RawRepresented};
pub use represented::{
    POWER_OF_ATTORNEY, Represented, RepresentedKind, RepresentedRecord, power_of_attorney,
};

/// A file that was uploaded and examined, as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedFile {
    /// The identifier the upload was answered with.
    pub id: String,
    /// The media type by content.
    pub media_type: String,
    /// The size in bytes.
    pub size_bytes: u64,
    /// The cleaned name, for display.
    pub name: String,
    /// The required document it is, where the upload said so.
    pub document: Option<String>,
}

/// An attachment of an accepted appeal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttachment {
    /// The file.
    pub file: UploadedFile,
    /// The proof that the sender uploaded it; the store compares it.
    pub upload_token: Option<String>,
}

/// Files as the journal has them: what names nobody, and beside it their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    /// The files, without their names.
    pub attachments: Vec<RegisteredAttachment>,
    /// Their names by their identifiers.
    pub file_names: BTreeMap<String, String>,
}

impl FromIterator<NewAttachment> for Attached {
    fn from_iter<T: IntoIterator<Item = NewAttachment>>(files: T) -> Attached {
        let files = files.into_iter().map(|attachment| attachment.file);
        let (attachments, file_names) = files
            .map(|file| {
                let name = (file.id.clone(), file.name);
                let attachment = RegisteredAttachment {
                    id: file.id,
                    media_type: file.media_type,
                    size_bytes: file.size_bytes,
                    document: file.document,
                };
                (attachment, name)
            })
            .unzip();
        Attached {
            attachments,
            file_names,
        }
    }
}

codes! {
    /// How the applicant wants to be answered.
    pub enum AnswerBy, "way of answering" {
        /// On the site.
        Cabinet = "cabinet",
        /// By e-mail.
        Email = "email",
        /// By a short message to the telephone.
        Sms = "sms",
        /// By a messenger tied to the telephone.
        Messenger = "messenger",
        /// By a telephone call.
        Call = "call",
    }
}

impl AnswerBy {
    /// What a person reads.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            AnswerBy::Cabinet => ("на портале", "on the site"),
            AnswerBy::Email => ("по электронной почте", "by e-mail"),
            AnswerBy::Sms => ("по СМС", "by SMS"),
            AnswerBy::Messenger => ("в мессенджере", "by messenger"),
            AnswerBy::Call => ("по телефону", "by telephone"),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }

    /// The label in both languages.
    pub fn text(self) -> Text {
        Text::fixed(self.label(Lang::Ru), self.label(Lang::En))
    }
}

/// An appeal that passed every check and can be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAppeal {
    /// The type.
    pub appeal_type: AppealType,
    /// The category's code; it exists and is no group.
    pub category: String,
    /// The agency of the category.
    pub agency: String,
    /// The class of the deadline.
    pub deadline_class: DeadlineClass,
    /// The region; «00» where none was named.
    pub region: Region,
    /// The title, one line.
    pub title: String,
    /// The text, with `\n` as the line end.
    pub text: String,
    /// The applicant; none for an anonymous appeal.
    pub applicant: Option<Applicant>,
    /// On whose behalf it is sent, where it is not the applicant's own.
    pub on_behalf_of: Option<Represented>,
    /// The category's own fields that were filled in, in canonical form.
    pub fields: BTreeMap<String, String>,
    /// How to answer, without repetitions and never empty.
    pub answer_by: Vec<AnswerBy>,
    /// When the applicant wants to be called.
    pub call_at: Option<DateTime<Utc>>,
    /// The attachments, in the order given.
    pub attachments: Vec<NewAttachment>,
    /// The appeal that this one repeats. The store checks that it exists.
    pub repeat_of: Option<AppealNumber>,
    /// Required documents that the applicant promised to send later.
    pub missing_documents: Vec<RequiredDocument>,
}

impl NewAppeal {
    /// Whether no personal data is kept.
    pub const fn is_anonymous(&self) -> bool {
        self.applicant.is_none()
    }

    /// The status it is registered with.
    pub const fn status(&self) -> Status {
        if self.missing_documents.is_empty() {
            Status::Created
        } else {
            Status::ClarificationRequired
        }
    }
}

#[cfg(test)]
mod tests;
