//! An appeal as it came, before any check.

use std::collections::BTreeMap;
use std::fmt;

/// What the sender wrote. Strings that are empty or white space count as missing, as an
/// HTML form sends every field.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawAppeal {
    /// The code of the type.
    pub appeal_type: Option<String>,
    /// The code of the category.
    pub category: Option<String>,
    /// The code of the region.
    pub region: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The text.
    pub text: Option<String>,
    /// Whether the sender wants to stay unknown.
    pub anonymous: bool,
    /// The applicant's data.
    pub applicant: RawApplicant,
    /// On whose behalf it is sent; none for one's own.
    pub on_behalf_of: Option<RawRepresented>,
    /// The category's own fields.
    pub fields: BTreeMap<String, String>,
    /// Codes of the ways to answer.
    pub answer_by: Vec<String>,
    /// When to call, by the clocks of the region where it names no offset.
    pub call_at: Option<String>,
    /// The uploaded files.
    pub attachments: Vec<RawAttachment>,
    /// The number of the appeal that this one repeats.
    pub repeat_of: Option<String>,
    /// Whether the sender says that missing documents follow.
    pub documents_follow: bool,
}

/// The applicant's data as it came.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawApplicant {
    /// The family name.
    pub last_name: Option<String>,
    /// The given name.
    pub first_name: Option<String>,
    /// The patronymic.
    pub middle_name: Option<String>,
    /// The date of birth.
    pub birth_date: Option<String>,
    /// The taxpayer's number.
    pub inn: Option<String>,
    /// The pension insurance number.
    pub snils: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone.
    pub phone: Option<String>,
}

/// On whose behalf an appeal is sent, as it came.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawRepresented {
    /// `company` or `person`.
    pub kind: Option<String>,
    /// The company's name, or the person's full name.
    pub name: Option<String>,
    /// The taxpayer's number.
    pub inn: Option<String>,
}

/// A reference to an uploaded file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawAttachment {
    /// The identifier the upload was answered with.
    pub id: Option<String>,
    /// The proof that the sender uploaded it.
    pub upload_token: Option<String>,
    /// The required document it is.
    pub document: Option<String>,
}

impl fmt::Debug for RawAppeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Personal data and upload tokens stay out of logs.
        f.debug_struct("RawAppeal")
            .field("category", &self.category)
            .field("anonymous", &self.anonymous)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RawApplicant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawApplicant(…)")
    }
}

impl fmt::Debug for RawRepresented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawRepresented(…)")
    }
}

impl fmt::Debug for RawAttachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawAttachment({:?})", self.id)
    }
}
