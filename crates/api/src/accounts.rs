//! The wire of accounts: registration, sessions, second factors, the account page.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::wire::ApplicantData;

/// A code was sent, if there is somebody to send it to: the answer is the same for all.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeSent {
    /// The right to go on, together with the code.
    pub ticket: String,
    /// `email` or `sms`; null where telling would tell of somebody else's account.
    pub channel: Option<String>,
    /// Where it went, with most of it left out.
    pub masked: Option<String>,
    /// Until when the code works.
    pub expires_at: DateTime<Utc>,
}

/// Where a sign-in stands.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionState {
    /// `signed_in`, `second_factor`, `waiting` (for an approval by QR) or `signed_out`.
    pub state: String,
    /// Who has signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountBrief>,
    /// When the session ends if nothing more is done with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<DateTime<Utc>>,
    /// The right to go on, where a second factor is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The second factors to choose from: `totp`, `passkey`, `email`, `sms`, `recovery`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub methods: Option<Vec<String>>,
}

/// An account in a few words.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountBrief {
    /// Its id.
    pub id: String,
    /// Its role.
    pub role: String,
    /// `full`, or `password` while staff have no second factor: then only the account itself can be looked
    /// after.
    pub level: String,
    /// The page on which they begin: `/desk` for staff, `/cabinet` for citizens.
    pub home: String,
}

/// A session in the list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionItem {
    /// Its id.
    pub id: String,
    /// Whether it is the one that asks.
    pub current: bool,
    /// Browser and system.
    pub device: String,
    /// The network that it began in.
    pub network: String,
    /// `password` or `full`.
    pub level: String,
    /// How it began.
    pub method: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// `GET /account`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountView {
    /// Its id.
    pub id: String,
    /// Its role.
    pub role: String,
    /// `active`, `locked`, `needs_confirmation` or `blocked`.
    pub state: String,
    /// What to do about the state, or that nothing is to be done.
    pub what_to_do: String,
    /// Until when nobody can sign in, where it is locked for a time.
    pub locked_until: Option<DateTime<Utc>>,
    /// The data that forms are filled in with. Contacts here are confirmed ones.
    pub profile: ApplicantData,
    /// The position of a member of staff, which administrators look after.
    pub position: Option<String>,
    /// The region that is put into new appeals.
    pub region: Option<String>,
    /// How to reach the person: codes of an appeal's `answer_by`.
    pub answer_by: Vec<String>,
    /// The language of messages.
    pub lang: String,
    /// What the account is found by: `phone`, `email`, `oidc`, `certificate`.
    pub logins: Vec<String>,
    /// Since when the password is what it is; null without one.
    pub password_changed_at: Option<DateTime<Utc>>,
    /// Whether the password is older than 90 days.
    pub password_is_old: bool,
    /// Whether the account must have a second factor.
    pub second_factor_required: bool,
    /// Whether it has one.
    pub second_factor: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Counts the changes.
    pub version: i64,
}

/// A second factor.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactorItem {
    /// Its id.
    pub id: String,
    /// `totp`, `passkey` or `message`.
    pub kind: String,
    /// What its owner calls it.
    pub name: Option<String>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub used_at: Option<DateTime<Utc>>,
}

/// `GET /account/factors`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Factors {
    /// The factors, oldest first.
    pub items: Vec<FactorItem>,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: i64,
    /// Whether the account must have a factor.
    pub required: bool,
}

/// `POST /account/factors/totp`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpEnrolment {
    /// The right to confirm it.
    pub ticket: String,
    /// The secret for typing it into an app, in base32.
    pub secret: String,
    /// The `otpauth` link.
    pub uri: String,
    /// The link as a QR code, an SVG element.
    pub qr_svg: String,
    /// Until when it can be confirmed.
    pub expires_at: DateTime<Utc>,
}

/// `POST /account/factors/recovery-codes`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes, shown this once. Each works once.
    pub codes: Vec<String>,
}

/// Something that happened to an account.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountEventItem {
    /// The kind: `sign_in`, `sign_in_failed`, `locked`, `password_changed`, …
    pub kind: String,
    /// The same for people.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// `POST /session/qr`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QrStarted {
    /// The right to ask whether it is approved; it never leaves this browser.
    pub ticket: String,
    /// The code for typing it on the telephone.
    pub short_code: String,
    /// A link with the code as a QR code, an SVG element.
    pub qr_svg: String,
    /// Until when it can be approved.
    pub expires_at: DateTime<Utc>,
}

/// `POST /session/qr/look`: the browser that asks to be signed in.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QrAsker {
    /// Browser and system.
    pub device: String,
    /// The network.
    pub network: String,
    /// Whether it is the network of the one who looks.
    pub same_network: bool,
    /// When it asked.
    pub asked_at: DateTime<Utc>,
    /// Until when it can be approved.
    pub expires_at: DateTime<Utc>,
}

/// `POST /internal/outbox`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outbox {
    /// The oldest messages that wait, at most 100.
    pub items: Vec<OutboxItem>,
}

/// A message that is to go out.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutboxItem {
    /// Its id, to be named when it was delivered.
    pub id: String,
    /// `email` or `sms`.
    pub channel: String,
    /// What it is about.
    pub kind: String,
    /// The address or the number.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// What is to be signed for signing in with a certificate.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignatureChallenge {
    /// The right to answer; it comes back with the signature.
    pub ticket: String,
    /// The text to sign: one line of ASCII, without an end of line.
    pub statement: String,
    /// A name for the file to save it in.
    pub file_name: String,
    /// Until when it can be answered.
    pub expires_at: DateTime<Utc>,
}

/// An identity that the account is linked to.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkItem {
    /// `oidc` or `certificate`.
    pub kind: String,
    /// What people call it.
    pub name: String,
}

/// `GET /account/links`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Links {
    /// The identities.
    pub items: Vec<LinkItem>,
}
