//! An appeal from an HTML form: the names of its controls are the JSON pointers with dots for slashes.

use domain::appeal::{RawAppeal, RawApplicant, RawAttachment, RawRepresented};
use pages::Values;

/// A form as it came: names and values in order.
#[derive(Clone, Debug, Default)]
pub struct Form(pub Vec<(String, String)>);

impl Form {
    /// The last value of a name, which is what a person who changed an answer meant.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// Every value of a name that is not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let pairs = self
            .0
            .iter()
            .filter(move |(key, value)| key == name && !value.is_empty());
        pairs.map(|(_, value)| value.as_str())
    }

    /// A check box.
    pub fn is_checked(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    /// The appeal, with the attachments that the form refers to, less those that were marked for removal.
    pub fn appeal(&self) -> RawAppeal {
        let fields = self.0.iter().filter_map(|(name, value)| {
            Some((name.strip_prefix("fields.")?.to_owned(), value.clone()))
        });
        let anonymous = self.is_checked("anonymous");
        RawAppeal {
            appeal_type: self.owned("type"),
            category: self.owned("category"),
            region: self.owned("region"),
            title: self.owned("title"),
            text: self.owned("text"),
            anonymous,
            // The form's hidden part may still hold what was typed before the choice.
            applicant: if anonymous {
                RawApplicant::default()
            } else {
                self.applicant()
            },
            on_behalf_of: self.represented(),
            fields: fields.filter(|(_, value)| !value.is_empty()).collect(),
            answer_by: self
                .all("answer_by")
                .filter(|way| !anonymous || *way == "cabinet")
                .map(str::to_owned)
                .collect(),
            attachments: self.attachments(),
            call_at: self.owned("call_at"),
            repeat_of: self.owned("repeat_of"),
            documents_follow: self.is_checked("documents_follow"),
        }
    }

    /// Nobody, while the choice says «for myself», whatever the fields beside it still hold.
    fn represented(&self) -> Option<RawRepresented> {
        let of = |name: &str| self.owned(&format!("on_behalf_of.{name}"));
        let kind = of("kind").filter(|kind| !kind.is_empty())?;
        Some(RawRepresented {
            kind: Some(kind),
            name: of("name"),
            inn: of("inn"),
        })
    }

    fn applicant(&self) -> RawApplicant {
        let of = |name: &str| self.owned(&format!("applicant.{name}"));
        RawApplicant {
            last_name: of("last_name"),
            first_name: of("first_name"),
            middle_name: of("middle_name"),
            birth_date: of("birth_date"),
            inn: of("inn"),
            snils: of("snils"),
            email: of("email"),
            phone: of("phone"),
        }
    }

    /// The files that were uploaded before: `ID TOKEN DOCUMENT`, the last of which may be empty.
    pub fn attachments(&self) -> Vec<RawAttachment> {
        let removed: Vec<&str> = self.all("attachments_remove").collect();
        self.all("attachments")
            .map(|value| {
                let mut parts = value.split(' ').map(str::to_owned);
                RawAttachment {
                    id: parts.next(),
                    upload_token: parts.next(),
                    document: parts.next().filter(|document| !document.is_empty()),
                }
            })
            .filter(|attachment| !removed.contains(&attachment.id.as_deref().unwrap_or_default()))
            .collect()
    }

    /// The form's values for a page that shows them again.
    pub fn values(&self) -> Values {
        self.0.iter().cloned().collect()
    }
}
