//! The first event of an appeal.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::payload::{self, Payload};
use super::suggestion::{SuggestedCategory, Urgency};
use crate::appeal::{AnswerBy, Attached, NewAppeal, RepresentedKind, RepresentedRecord};
use crate::appeal_type::AppealType;
use crate::applicant::{ApplicantRecord, mask};
use crate::codes::codes;
use crate::deadline::Deadline;
use crate::lang::Lang;
use crate::number::AppealNumber;
use crate::region::Region;
use crate::routing::Route;
use crate::status::Status;

codes! {
    /// The way an appeal came in.
    pub enum Channel, "channel" {
        /// The web form.
        Web = "web",
        /// The HTTP API.
        Api = "api",
        /// The telephone, entered by an operator.
        Phone = "phone",
        /// A service centre, entered by an operator.
        ServiceCentre = "service_centre",
        /// E-mail.
        Email = "email",
        /// A messenger.
        Messenger = "messenger",
        /// The assistant.
        Assistant = "assistant",
    }
}

impl Channel {
    /// What a person reads.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            Channel::Web => ("сайт", "web form"),
            Channel::Api => ("программный интерфейс", "API"),
            Channel::Phone => ("телефон", "telephone"),
            Channel::ServiceCentre => ("центр обслуживания", "service centre"),
            Channel::Email => ("электронная почта", "e-mail"),
            Channel::Messenger => ("мессенджер", "messenger"),
            Channel::Assistant => ("помощник", "assistant"),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }
}

/// The registration of an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealRegistered {
    /// The type.
    #[serde(rename = "type")]
    pub appeal_type: AppealType,
    /// The category's code.
    pub category: String,
    /// The region.
    pub region: Region,
    /// The agency's code.
    pub agency: String,
    /// The way it came in.
    pub channel: Channel,
    /// For whom it was sent, where not for the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<RepresentedKind>,
    /// Whether there is no applicant.
    pub anonymous: bool,
    /// `created`, or `clarification_required` when documents are missing.
    pub status: Status,
    /// Codes of the required documents that are to follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_documents: Vec<String>,
    /// The deadline; paused from the start when documents are missing.
    pub deadline: Deadline,
    /// How the applicant wants to be answered.
    pub answer_by: Vec<AnswerBy>,
    /// When the applicant wants to be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_at: Option<DateTime<Utc>>,
    /// The language of whoever sent it: letters about it are in it.
    #[serde(default, skip_serializing_if = "Lang::is_default")]
    pub lang: Lang,
    /// The attachments, without their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<RegisteredAttachment>,
    /// The appeal that this one repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat_of: Option<AppealNumber>,
    /// The applicant's account, where they had signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The unit of the agency that it goes to, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The account of the executor that a routing rule chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// The routing rule that decided where it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The likeliest categories by its text, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggested: Vec<SuggestedCategory>,
    /// What its text seems to say is in danger: it comes before others until a person has looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// Personal data and free text; none once erased.
    #[serde(skip)]
    pub private: Option<Box<RegisteredPrivate>>,
}

/// An attachment in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredAttachment {
    /// The identifier of the upload.
    pub id: String,
    /// The media type by content.
    pub media_type: String,
    /// The size in bytes.
    pub size_bytes: u64,
    /// The required document it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// What people wrote.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisteredPrivate {
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
    /// The applicant; none when anonymous.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant: Option<ApplicantRecord>,
    /// Whom the applicant represents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<RepresentedRecord>,
    /// The category's own fields: they may name a school, an address, a person.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// Names of the attached files by their identifiers: people put names into them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub file_names: BTreeMap<String, String>,
}

impl Payload for AppealRegistered {
    fn private(&self) -> Option<Value> {
        self.private.as_deref().map(payload::member)
    }

    fn with_private(mut self, private: Option<Value>) -> Result<Self, serde_json::Error> {
        self.private = private.map(serde_json::from_value).transpose()?;
        Ok(self)
    }

    fn deadline(&self) -> Option<&Deadline> {
        Some(&self.deadline)
    }

    fn attachments(&self) -> &[RegisteredAttachment] {
        &self.attachments
    }
}

impl std::fmt::Debug for RegisteredPrivate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RegisteredPrivate(…)")
    }
}

impl RegisteredPrivate {
    /// The same for a reader who must not see whose it is.
    pub fn masked(&self) -> RegisteredPrivate {
        let masked = |text: &String| match &self.applicant {
            Some(applicant) => applicant.mask_text(text),
            None => mask::anonymous_text(text),
        };
        let each = |texts: &BTreeMap<String, String>, mask: &dyn Fn(&String) -> String| {
            let pairs = texts.iter();
            pairs
                .map(|(key, text)| (key.clone(), mask(text)))
                .collect::<BTreeMap<_, _>>()
        };
        RegisteredPrivate {
            title: masked(&self.title),
            text: masked(&self.text),
            applicant: self.applicant.as_ref().map(ApplicantRecord::masked),
            fields: each(&self.fields, &masked),
            file_names: each(&self.file_names, &|name| mask::file_name(name)),
            on_behalf_of: self.on_behalf_of.as_ref().map(RepresentedRecord::masked),
        }
    }
}

impl AppealRegistered {
    /// The same, gone where the routing rules lead.
    #[must_use]
    pub fn routed(mut self, route: Route) -> AppealRegistered {
        self.agency = route.agency;
        self.unit = route.unit;
        self.assignee = route.assignee;
        self.rule = route.rule;
        self
    }

    /// The registration of a checked appeal. `deadline` is the one computed for its class
    /// and region; it is paused here when documents are missing.
    pub fn new(appeal: NewAppeal, channel: Channel, deadline: Deadline) -> AppealRegistered {
        let status = appeal.status();
        let started_at = deadline.started_at;
        let Attached {
            attachments,
            file_names,
        } = appeal.attachments.into_iter().collect();
        AppealRegistered {
            appeal_type: appeal.appeal_type,
            category: appeal.category,
            region: appeal.region,
            agency: appeal.agency,
            channel,
            on_behalf_of: appeal.on_behalf_of.as_ref().map(|one| one.kind),
            anonymous: appeal.applicant.is_none(),
            status,
            missing_documents: appeal
                .missing_documents
                .into_iter()
                .map(|d| d.code)
                .collect(),
            deadline: match status {
                Status::ClarificationRequired => deadline.pause(started_at),
                _ => deadline,
            },
            answer_by: appeal.answer_by,
            call_at: appeal.call_at,
            lang: Lang::default(),
            attachments,
            repeat_of: appeal.repeat_of,
            account: None,
            unit: None,
            assignee: None,
            rule: None,
            suggested: Vec::new(),
            urgency: None,
            private: Some(Box::new(RegisteredPrivate {
                title: appeal.title,
                text: appeal.text,
                applicant: appeal.applicant.as_ref().map(ApplicantRecord::from),
                on_behalf_of: appeal.on_behalf_of.as_ref().map(RepresentedRecord::from),
                fields: appeal.fields,
                file_names,
            })),
        }
    }
}
