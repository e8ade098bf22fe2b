//! The shapes of the configuration's items, for the document only.

#![expect(dead_code, reason = "only the shapes are used")]

use serde::Serialize;
use utoipa::ToSchema;

/// An item of the collection that the path names. An answer has `key` and `version` besides.
#[derive(ToSchema, Serialize)]
#[serde(untagged)]
pub(super) enum ConfigurationItem {
    /// `agencies`.
    Agency(ConfiguredAgency),
    /// `units`.
    Unit(ConfiguredUnit),
    /// `categories`.
    Category(ConfiguredCategory),
    /// `routing-rules`.
    RoutingRule(ConfiguredRoutingRule),
    /// `deadline-classes`.
    DeadlineClass(ConfiguredTerm),
    /// `calendar-days`.
    CalendarDay(ConfiguredDay),
    /// `calendar-years`.
    CalendarYear(ConfiguredYear),
    /// `settings`.
    Setting(ConfiguredSetting),
    /// `templates`.
    Template(ConfiguredTemplate),
    /// `webhooks`; the answer to a new one has its `secret`, this once.
    Webhook(ConfiguredWebhook),
}

/// An agency.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredAgency {
    code: String,
    name_ru: String,
    name_en: String,
    /// `local`, `regional` or `federal`.
    instance: String,
    /// The agency to which its answers may be taken.
    superior: Option<String>,
    /// Whether it takes new appeals.
    active: Option<bool>,
}

/// A unit of an agency; its key is `agency:code`.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredUnit {
    agency: String,
    code: String,
    name_ru: String,
    name_en: String,
    active: Option<bool>,
}

/// A category of appeals, or a group of them where there is no `parent`.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredCategory {
    /// That of a category begins with its group's and a dot.
    code: String,
    parent: Option<String>,
    /// Where it stands in lists.
    position: i64,
    name_ru: String,
    name_en: String,
    /// Who answers where no routing rule says otherwise.
    agency: Option<String>,
    deadline_class: Option<String>,
    anonymous_allowed: Option<bool>,
    min_text_chars: Option<i64>,
    types: Vec<String>,
    required_documents: Vec<ConfiguredDocument>,
    /// Members of `applicant` that are needed beyond the usual ones.
    applicant_required: Vec<String>,
    fields: Vec<ConfiguredField>,
    help: Option<ConfiguredHelp>,
    /// Words that people use for it.
    keywords: Vec<String>,
    /// Months after an appeal's end for which its personal data is kept.
    kept_months: Option<i64>,
    /// Whether it takes new appeals; the old ones keep its name.
    active: Option<bool>,
}

/// A document that an appeal needs.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredDocument {
    code: String,
    name_ru: String,
    name_en: String,
}

/// A field of a category's own.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredField {
    code: String,
    label_ru: String,
    label_en: String,
    hint_ru: Option<String>,
    hint_en: Option<String>,
    /// `string`, `text`, `number`, `date`, `datetime`, `singlevaluelist`, `url`, `inn`.
    kind: String,
    required: Option<bool>,
    /// The choices of a `singlevaluelist`.
    options: Vec<ConfiguredOption>,
    max_chars: Option<u32>,
}

/// A choice of a list.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredOption {
    key: String,
    name_ru: String,
    name_en: String,
}

/// Help with writing.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredHelp {
    /// None where it is left out.
    #[serde(default)]
    hints: Vec<ConfiguredHint>,
    /// None where it is left out.
    #[serde(default)]
    templates: Vec<ConfiguredSample>,
}

/// What a text should not leave out.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredHint {
    /// Beginnings of words, one of which shows that it is said; `#` is any digit.
    words: Vec<String>,
    ru: String,
    en: String,
}

/// An example of how people write.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredSample {
    title_ru: String,
    title_en: String,
    text_ru: String,
    text_en: String,
}

/// Where appeals go that it fits; of several rules the first by `position` holds.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredRoutingRule {
    position: i64,
    /// A category, or a group for all of its categories.
    category: Option<String>,
    region: Option<String>,
    service_code: Option<String>,
    agency: String,
    unit: Option<String>,
    /// The account of who gets it.
    assignee: Option<String>,
    /// `none` or `least_loaded`.
    strategy: Option<String>,
    active: Option<bool>,
}

/// The term of a class of deadlines. Appeals that are registered keep the term that they have.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredTerm {
    code: String,
    working_days: i64,
    first_response_hours: Option<i64>,
}

/// A day that differs from the calendar; its key is the date, or `region:date`.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredDay {
    /// Without one it is the whole country's.
    region: Option<String>,
    date: chrono::NaiveDate,
    working: Option<bool>,
    name_ru: String,
    name_en: String,
}

/// A year that the calendar is declared complete for.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredYear {
    year: i64,
}

/// A figure or a choice with a default.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredSetting {
    code: String,
    value: String,
}

/// A text to begin an answer with.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredTemplate {
    /// Without one it is everybody's.
    agency: Option<String>,
    /// `answer`, `question`, `refusal` or `note`.
    kind: String,
    /// The word that stands for it while one types.
    snippet: String,
    name_ru: String,
    name_en: String,
    /// With `{number}`, `{registered}`, `{category}`, `{agency}`, `{title}`, `{due}`, `{applicant}`, `{executor}`, `{today}`.
    text_ru: String,
    text_en: String,
    active: Option<bool>,
}

/// Where a program wants to hear of events.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfiguredWebhook {
    name: String,
    agency: Option<String>,
    #[schema(example = "https://crm.example/otklik")]
    url: String,
    events: Vec<String>,
    active: Option<bool>,
}

/// A line of the history.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfigurationChange {
    id: i64,
    at: chrono::DateTime<chrono::Utc>,
    /// `role:account`, or `system` for what an installation begins with.
    actor: String,
    kind: String,
    key: String,
    version: i64,
    /// The item before; null where it was new.
    before: Option<serde_json::Value>,
    /// The item since; null where it was removed.
    after: Option<serde_json::Value>,
}

/// A webhook's new secret.
#[derive(ToSchema, Serialize)]
pub(super) struct WebhookSecret {
    key: String,
    version: i64,
    /// By Standard Webhooks: `whsec_` and base64.
    secret: String,
}

/// Everything that is true now: a member for each collection.
#[derive(ToSchema, Serialize)]
pub(super) struct ConfigurationExport {
    version: i64,
    categories: Vec<serde_json::Value>,
}

/// Whom to block, and why.
#[derive(ToSchema, Serialize)]
pub(super) struct BlockBody {
    /// `account`, `email` or `phone`.
    kind: String,
    /// An account's id, an address or a telephone; only a keyed hash of it is kept.
    value: String,
    /// When it ends by itself; without it, when it is lifted.
    until: Option<chrono::DateTime<chrono::Utc>>,
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}
