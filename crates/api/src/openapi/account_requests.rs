//! The shapes of requests about accounts, for the document only.

#![expect(dead_code, reason = "only the shapes are used")]

use utoipa::ToSchema;

/// A registration.
#[derive(ToSchema)]
pub(super) struct AccountBody {
    /// A phone number or an e-mail address.
    login: String,
    /// At least 8 characters with capital and small letters, digits and signs; at most 128.
    password: String,
    /// Consent to the processing of personal data; must be true.
    consent: bool,
    /// `ru` or `en`: the language of messages.
    lang: Option<String>,
    /// A solved challenge of `GET /api/v1/challenge`; or send it as `Otklik-Proof`.
    altcha: Option<String>,
}

/// A code for a ticket.
#[derive(ToSchema)]
pub(super) struct CodeBody {
    /// As it came with the answer before.
    ticket: String,
    /// The code.
    code: String,
}

/// A sign-in.
#[derive(ToSchema)]
pub(super) struct SessionBody {
    /// A phone number, an e-mail address or a СНИЛС.
    login: String,
    /// The password.
    password: String,
    /// A solved challenge, after failures.
    altcha: Option<String>,
}

/// Where to send a code.
#[derive(ToSchema)]
pub(super) struct MethodBody {
    /// As it came with the answer before.
    ticket: String,
    /// `email` or `sms`, as the sign-in offered.
    method: String,
}

/// A second factor.
#[derive(ToSchema)]
pub(super) struct SecondFactorBody {
    /// As it came with the answer before.
    ticket: String,
    /// `totp`, `email`, `sms` or `recovery`, as the sign-in offered.
    method: String,
    /// The code.
    code: String,
}

/// A ticket.
#[derive(ToSchema)]
pub(super) struct TicketBody {
    /// As it came with the answer before.
    ticket: String,
}

/// A code that another device shows.
#[derive(ToSchema)]
pub(super) struct ShortCodeBody {
    /// The code, with or without its hyphen.
    short_code: String,
}

/// A recovery.
#[derive(ToSchema)]
pub(super) struct RecoveryBody {
    /// A phone number, an e-mail address or a СНИЛС.
    login: String,
    /// A solved challenge of `GET /api/v1/challenge`; or send it as `Otklik-Proof`.
    altcha: Option<String>,
}

/// A new password by code.
#[derive(ToSchema)]
pub(super) struct RecoveryCompleteBody {
    /// As it came with the answer before.
    ticket: String,
    /// The code.
    code: String,
    /// At least 8 characters with capital and small letters, digits and signs; at most 128.
    password: String,
}

/// What is to change of a profile; null or an empty text takes a value away.
#[derive(ToSchema)]
pub(super) struct ProfileBody {
    /// The family name.
    last_name: Option<String>,
    /// The given name.
    first_name: Option<String>,
    /// The patronymic.
    middle_name: Option<String>,
    /// ISO 8601, or ДД.ММ.ГГГГ.
    birth_date: Option<String>,
    /// 10 or 12 digits with right check digits.
    inn: Option<String>,
    /// 11 digits with the right check number; one may sign in by it.
    snils: Option<String>,
    /// The code of a subject of the federation.
    region: Option<String>,
    /// `ru` or `en`: the language of messages.
    lang: Option<String>,
    /// `cabinet`, `email`, `sms`, `messenger`, `call`.
    answer_by: Option<Vec<String>>,
}

/// Another password.
#[derive(ToSchema)]
pub(super) struct PasswordBody {
    /// The present one, where there is one.
    current_password: Option<String>,
    /// At least 8 characters with capital and small letters, digits and signs; at most 128.
    password: String,
}

/// Another contact.
#[derive(ToSchema)]
pub(super) struct ContactBody {
    /// `phone` or `email`; `news_email` for another address that letters with news go to.
    kind: String,
    /// The phone number or the address.
    value: String,
}

/// What was delivered since.
#[derive(ToSchema)]
pub(super) struct OutboxBody {
    /// The ids of messages that have gone out.
    delivered: Option<Vec<String>>,
}
