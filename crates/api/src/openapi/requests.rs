//! The shapes of requests, for the document only: requests are read by [`crate::json`], which tells every
//! fault at once.

#![expect(dead_code, reason = "only the shapes are used")]

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// An appeal as it is sent.
#[derive(ToSchema)]
pub(super) struct AppealRequest {
    /// `complaint`, `suggestion`, `question`, `request` or `gratitude`, as the category takes them.
    #[schema(example = "complaint")]
    r#type: String,
    /// A category's code, see `GET /api/v1/categories`.
    #[schema(example = "roads.surface")]
    category: String,
    /// The code of a subject of the federation; without one the matter is federal.
    #[schema(example = "62")]
    region: Option<String>,
    /// What it is about, in one line.
    #[schema(
        min_length = 5,
        max_length = 150,
        example = "Яма на проезжей части у дома 5 по улице Ленина"
    )]
    title: String,
    /// What happened. At least 20 characters, more where the category says so.
    #[schema(
        min_length = 20,
        max_length = 10000,
        example = "Большая яма, машины объезжают её по тротуару."
    )]
    text: String,
    /// Without an applicant, where the category allows it.
    anonymous: Option<bool>,
    /// Who sends it; required unless anonymous.
    applicant: Option<ApplicantRequest>,
    /// On whose behalf it is sent, where not on the applicant's own; a `power_of_attorney` is then required
    /// among the attachments.
    on_behalf_of: Option<RepresentedRequest>,
    /// The category's own fields by their codes.
    #[schema(example = json!({ "address": "ул. Ленина, 5" }))]
    fields: Option<BTreeMap<String, String>>,
    /// `cabinet`, `email`, `sms`, `messenger`, `call`.
    #[schema(max_items = 10, example = json!(["cabinet"]))]
    answer_by: Option<Vec<String>>,
    /// When to be called, within 30 days: a moment with its offset, or by the clocks of the region. It means `call`
    /// among `answer_by`.
    #[schema(example = "2026-03-05T14:00")]
    call_at: Option<String>,
    /// Files that were uploaded before.
    #[schema(max_items = 20)]
    attachments: Option<Vec<AttachmentReference>>,
    /// The number of the appeal that this one repeats.
    repeat_of: Option<String>,
    /// Required documents that are missing follow: the appeal is registered as `clarification_required`.
    documents_follow: Option<bool>,
    /// The proof of work, where one was asked for.
    altcha: Option<String>,
    /// `phone` or `service_centre`: staff enter what somebody brings so; the `Idempotency-Key` is then required.
    channel: Option<String>,
}

/// The applicant as it is sent.
#[derive(ToSchema)]
pub(super) struct ApplicantRequest {
    #[schema(max_length = 100, example = "Иванова")]
    last_name: String,
    /// A dash where there is no other name than the last.
    #[schema(max_length = 100, example = "Анна")]
    first_name: String,
    /// A dash says that there is none.
    #[schema(max_length = 100)]
    middle_name: Option<String>,
    /// ISO 8601, or day, month and year in four digits with any separator or none.
    #[schema(example = "1990-05-31")]
    birth_date: Option<String>,
    /// 10 or 12 digits with right check digits.
    inn: Option<String>,
    /// 11 digits with the right check number.
    snils: Option<String>,
    /// This or `phone` is required. Kept in one form: an international domain in its ASCII form.
    #[schema(example = "anna@example.ru")]
    email: Option<String>,
    /// +7 and ten digits in any usual spelling.
    #[schema(example = "+7 912 345-67-89")]
    phone: Option<String>,
}

/// Who is represented, as it is sent.
#[derive(ToSchema)]
pub(super) struct RepresentedRequest {
    /// `company` or `person`.
    #[schema(example = "company")]
    kind: String,
    /// The company's name, or the person's full name.
    #[schema(max_length = 300, example = "ООО «Ромашка»")]
    name: String,
    /// Of a company required, 10 digits; of a person 12.
    #[schema(example = "7707083893")]
    inn: Option<String>,
}

/// A file that was uploaded before.
#[derive(ToSchema)]
pub(super) struct AttachmentReference {
    /// The upload's id.
    id: String,
    /// The upload's token.
    upload_token: String,
    /// The code of the required document that it is.
    document: Option<String>,
}

/// A move.
#[derive(ToSchema)]
pub(super) struct TransitionBody {
    /// The status to go to.
    #[schema(example = "in_progress")]
    to: String,
    /// The reason, the question or the answer. Required for `rejected`, `approved`, `awaiting_reply` and
    /// `clarification_required`. Staff leave no words in braces in it: `{fio}` is refused, `{{fio}}` goes out as `{fio}`.
    #[schema(max_length = 10000)]
    comment: Option<String>,
}

/// A rating.
#[derive(ToSchema)]
pub(super) struct RatingBody {
    #[schema(minimum = 1, maximum = 5)]
    score: u8,
    #[schema(max_length = 10000)]
    comment: Option<String>,
    /// What the comment is about: `technical`, `legal`, `service`.
    category: Option<String>,
}

/// A key as it is asked for.
#[derive(ToSchema)]
pub(super) struct KeyBody {
    /// What it is called in the list.
    #[schema(min_length = 1, max_length = 100, example = "CRM of the road service")]
    name: String,
    /// `read`, `write`, `export`, `personal`. Without `personal`, applicants' data come masked.
    #[schema(min_items = 1, example = json!(["read", "export"]))]
    scopes: Vec<String>,
    /// The agency that it is limited to; an administrator of one agency can name no other.
    agency: Option<String>,
    /// When it ends (RFC 3339), at most two years ahead; a year ahead where nothing is said.
    expires_at: Option<String>,
}

/// The proof that an appeal is one's own.
#[derive(ToSchema)]
pub(super) struct ClaimBody {
    /// The code of its receipt.
    #[schema(example = "K7QM-2XRD-9HTW")]
    access_code: String,
}

/// What to be told of, and when not.
#[derive(ToSchema)]
pub(super) struct NotificationSettingsBody {
    /// `group:channel`; of groups not named one is told in the service alone.
    #[schema(example = json!(["answer:email", "question:email"]))]
    notify: Vec<String>,
    /// `HH:MM-HH:MM` by the clock of one's region, in which no letters go out.
    #[schema(example = "22:00-08:00")]
    quiet: Option<String>,
    /// `true`: letters go to the address to sign in with again, not to the other one.
    main_address: Option<bool>,
}

/// An unsent appeal.
#[derive(ToSchema)]
pub(super) struct DraftBody {
    /// When its device wrote it; null where there is no draft. One from the future counts as written now.
    saved_at: Option<chrono::DateTime<chrono::Utc>>,
    /// What the form held, as the form likes it; at most 64 kB. Null where there is no draft.
    #[schema(value_type = Object)]
    draft: Option<serde_json::Value>,
}

/// Whose passkey is asked for.
#[derive(ToSchema)]
pub(super) struct PasskeyOptionsBody {
    /// The right to go on, where the password was right and a second factor is asked for.
    ticket: Option<String>,
}

/// What the browser is asked for.
#[derive(ToSchema)]
pub(super) struct PasskeyOptions {
    /// Options as `PublicKeyCredential.parseCreationOptionsFromJSON()` or
    /// `parseRequestOptionsFromJSON()` read them (WebAuthn level 3).
    #[schema(value_type = Object)]
    public_key: serde_json::Value,
}

/// A passkey that proves itself.
#[derive(ToSchema)]
pub(super) struct PasskeySignInBody {
    /// `PublicKeyCredential.toJSON()` of an assertion.
    #[schema(value_type = Object)]
    credential: serde_json::Value,
    /// As it was sent for the options.
    ticket: Option<String>,
}

/// A new passkey.
#[derive(ToSchema)]
pub(super) struct PasskeyBody {
    /// `PublicKeyCredential.toJSON()` of a registration.
    #[schema(value_type = Object)]
    credential: serde_json::Value,
    /// What its owner calls it.
    #[schema(max_length = 60)]
    name: Option<String>,
}

/// A signature under the statement: either `cms` or `jws`.
#[derive(ToSchema)]
pub(super) struct SignatureBody {
    /// As it came with the statement.
    ticket: String,
    /// A CMS (PKCS #7) signature as a file, in base64: detached, or with the statement in it.
    cms: Option<String>,
    /// A JWS in compact form over the statement, with the certificates in `x5c`.
    jws: Option<String>,
}

/// An identity to link.
#[derive(ToSchema)]
pub(super) struct LinkBody {
    /// `oidc` or `certificate`.
    #[schema(example = "oidc")]
    kind: String,
    /// For a certificate, as for signing in.
    ticket: Option<String>,
    /// A CMS signature in base64.
    cms: Option<String>,
    /// A JWS with `x5c`.
    jws: Option<String>,
}

/// Where the browser goes on.
#[derive(ToSchema)]
pub(super) struct LinkStarted {
    /// The provider's page; for a certificate, which is linked at once, the page that shows it.
    location: String,
}

/// Somebody to be invited.
#[derive(ToSchema)]
pub(super) struct InvitationBody {
    /// Where the link goes; also what they will sign in by.
    #[schema(example = "olga@agency.example")]
    email: String,
    /// `operator`, `expert`, `supervisor`, `observer` or `administrator`.
    #[schema(example = "operator")]
    role: String,
    /// The agency that they answer for. An administrator of one agency need not name it.
    agency: Option<String>,
    /// The unit of the agency.
    unit: Option<String>,
    /// The region's code.
    region: Option<String>,
    /// The language of the message, `ru` or `en`.
    lang: Option<String>,
}

/// What a member of staff is to be; what is not named stays. An empty text takes a limit away.
#[derive(ToSchema)]
pub(super) struct StaffBody {
    role: Option<String>,
    agency: Option<String>,
    unit: Option<String>,
    region: Option<String>,
    /// `active` or `blocked`.
    state: Option<String>,
    #[schema(max_length = 100)]
    last_name: Option<String>,
    #[schema(max_length = 100)]
    first_name: Option<String>,
    /// An empty text takes it away.
    #[schema(max_length = 100)]
    middle_name: Option<String>,
    /// A short text; an empty one takes it away.
    #[schema(max_length = 100, example = "ведущий инженер")]
    position: Option<String>,
}

/// How somebody begins.
#[derive(ToSchema)]
pub(super) struct AcceptanceBody {
    /// The part of the link behind `#`, or the bootstrap token.
    token: String,
    /// The address that was invited; with the bootstrap token the one to sign in by.
    login: Option<String>,
    #[schema(min_length = 8, max_length = 128)]
    password: String,
    /// What colleagues call them.
    #[schema(min_length = 1, max_length = 100)]
    last_name: String,
    #[schema(min_length = 1, max_length = 100)]
    first_name: String,
    #[schema(max_length = 100)]
    middle_name: Option<String>,
    /// A short text.
    #[schema(max_length = 100, example = "ведущий инженер")]
    position: Option<String>,
}

/// The token of a link, to be looked at.
#[derive(ToSchema)]
pub(super) struct InvitationLookBody {
    /// The part of the link behind `#`.
    token: String,
}

/// A filter of the queue to be kept.
#[derive(ToSchema)]
pub(super) struct FilterBody {
    /// What it is called.
    #[schema(min_length = 1, max_length = 60, example = "Просроченные ямы")]
    name: String,
    /// The query of `GET /api/v1/queue`, without cursor and limit.
    #[schema(max_length = 500, example = "overdue=true&category=roads.surface")]
    query: String,
}

/// One command on several appeals.
#[derive(ToSchema)]
pub(super) struct BulkBody {
    /// `take`, `assign` or `forward`.
    #[schema(example = "take")]
    action: String,
    /// The numbers of the appeals.
    #[schema(min_items = 1, max_items = 100, example = json!(["2026-0000001-2"]))]
    numbers: Vec<String>,
    /// `assign`: the account; null gives them back to the queue.
    assignee: Option<String>,
    /// `forward`: the agency.
    agency: Option<String>,
    /// `forward`: the unit of the agency.
    unit: Option<String>,
    /// `forward`: why.
    reason: Option<String>,
}
