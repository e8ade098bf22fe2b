//! The OpenAPI 3.1 document: made from the table of operations and the wire types, tracked as
//! `static/openapi.json`.

mod account_requests;
mod configuration_requests;
mod objections;
mod parameters;
mod participant_requests;
mod requests;
mod suggestions;
mod work_requests;

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{self, Reach, Role};
use serde_json::{Value, json};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, PathItem, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::server::ServerBuilder;
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, Header, InfoBuilder, LicenseBuilder, OpenApiBuilder, Ref,
    RefOr, Required, ResponseBuilder, ResponsesBuilder, Schema,
};
use utoipa::{PartialSchema, ToSchema};

use crate::operations::{self, Body, Operation, Who};
use crate::query::LANG;

/// The document, as it is served.
pub fn document() -> Value {
    let mut paths = PathsBuilder::new();
    for (tag, _, group) in operations::GROUPS {
        for operation in *group {
            let described = self::operation(operation).tag(*tag);
            let item = PathItem::new(method(operation.method), described);
            paths = paths.path(operation.path, item);
        }
    }
    let info = InfoBuilder::new()
        .title("Otklik")
        .version("1")
        .description(Some(
            "Citizens' appeals: sending, following, processing, rating, exporting.",
        ))
        .license(Some(
            LicenseBuilder::new()
                .name("Apache-2.0")
                .identifier(Some("Apache-2.0"))
                .build(),
        ));
    let document = OpenApiBuilder::new()
        .info(info.build())
        .paths(paths.build())
        .components(Some(components()))
        .servers(Some([ServerBuilder::new()
            .url("/")
            .description(Some("The instance that serves this document."))
            .build()]))
        .tags(Some(operations::GROUPS.iter().map(|(tag, about, _)| {
            TagBuilder::new()
                .name(*tag)
                .description(Some(*about))
                .build()
        })))
        .build();
    serde_json::to_value(document).unwrap_or_default()
}

fn method(name: &str) -> HttpMethod {
    match name {
        "post" => HttpMethod::Post,
        "put" => HttpMethod::Put,
        "patch" => HttpMethod::Patch,
        "delete" => HttpMethod::Delete,
        "head" => HttpMethod::Head,
        _ => HttpMethod::Get,
    }
}

fn operation(operation: &Operation) -> OperationBuilder {
    let mut builder = OperationBuilder::new()
        .operation_id(Some(operation.id))
        .summary(Some(operation.en))
        .extensions(Some(extensions(operation)));
    let named = operation.parameters.iter().copied();
    let lang = operation.is_read().then_some(LANG);
    let asked = named.chain(lang).map(parameters::parameter);
    for parameter in parameters::of_path(operation.path).chain(asked) {
        builder = builder.parameter(parameter);
    }
    if creates(operation) && !operation.parameters.contains(&IDEMPOTENCY_KEY) {
        builder = builder.parameter(parameters::parameter(IDEMPOTENCY_KEY));
    }
    let content = content(operation.request);
    if !content.is_empty() {
        let body = content
            .into_iter()
            .fold(RequestBodyBuilder::new(), |body, (kind, schema)| {
                body.content(kind, ContentBuilder::new().schema(Some(schema)).build())
            });
        builder = builder.request_body(Some(body.required(Some(Required::True)).build()));
    }
    // Nobody has to show anything where everybody may call; who does is known by it.
    if operation.who == Who::Anyone {
        builder = builder.security(SecurityRequirement::default());
    }
    for scheme in schemes(operation) {
        builder = builder.security(SecurityRequirement::new::<_, [String; 0], String>(
            scheme,
            [],
        ));
    }
    builder.responses(responses(operation).build())
}

/// The header by which a repeated request is known.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// Whether it makes something, as the permission table says.
fn creates(operation: &Operation) -> bool {
    let mut all = domain::access::Operation::ALL.iter();
    all.any(|known| known.as_str() == operation.id && known.creates())
}

fn extensions(operation: &Operation) -> utoipa::openapi::extensions::Extensions {
    let (ru, en) = match operation.who {
        Who::Anyone => ("все", "anyone"),
        Who::Uploader => ("кто загрузил", "its uploader"),
        Who::ApplicantOrStaff => ("заявитель, сотрудник", "applicant, staff"),
        Who::Staff => ("сотрудник", "staff"),
        Who::SignedIn => ("вошедший в учётную запись", "signed in"),
        Who::Administrator => ("администратор", "administrator"),
        Who::Ops => ("эксплуатация", "ops"),
    };
    let values = [
        ("x-summary", operation.ru),
        ("x-who-ru", ru),
        ("x-who-en", en),
    ];
    utoipa::openapi::extensions::ExtensionsBuilder::new()
        .extend(values.map(|(name, value)| (name.to_owned(), json!(value))))
        .build()
}

trait Extend {
    fn extend(self, values: [(String, Value); 3]) -> Self;
}

impl Extend for utoipa::openapi::extensions::ExtensionsBuilder {
    fn extend(self, values: [(String, Value); 3]) -> Self {
        values
            .into_iter()
            .fold(self, |builder, (name, value)| builder.add(name, value))
    }
}

/// How a caller may be known, by the table of permissions (`domain::access`).
fn schemes(operation: &Operation) -> Vec<&'static str> {
    match operation.who {
        Who::Uploader => return vec!["upload_token"],
        Who::Ops => return vec!["tick_token"],
        _ => {}
    }
    let mut all = access::Operation::ALL.iter();
    let Some(known) = all.find(|known| known.as_str() == operation.id) else {
        return Vec::new();
    };
    let may = |role: &Role| access::reach(*known, *role) != Reach::No;
    // Where everybody may call, an access code says nothing.
    let has_code = operation.who != Who::Anyone && may(&Role::Applicant);
    let is_person = |role: &&Role| {
        !matches!(
            role,
            Role::Nobody | Role::Applicant | Role::Integrator | Role::Service
        )
    };
    let schemes = [
        ("access_code", has_code),
        ("session", Role::ALL.iter().filter(is_person).any(may)),
        ("api_key", takes_keys(operation)),
        ("service_token", may(&Role::Service)),
    ];
    let schemes = schemes.into_iter().filter(|(_, is_taken)| *is_taken);
    schemes.map(|(name, _)| name).collect()
}

/// Whether an API key with the right scope may call it.
fn takes_keys(operation: &Operation) -> bool {
    let mut all = access::Operation::ALL.iter();
    let known = all.find(|known| known.as_str() == operation.id);
    known.is_some_and(|known| access::scope(*known).is_some())
}

fn content(body: Body) -> Vec<(&'static str, RefOr<Schema>)> {
    let named = |name: &str| RefOr::Ref(Ref::from_schema_name(name));
    let bytes = || RefOr::T(Schema::Object(utoipa::openapi::Object::new()));
    match body {
        Body::Nothing => Vec::new(),
        Body::JsonOnly(name) => vec![("application/json", named(name))],
        Body::Json(name) => vec![
            ("application/json", named(name)),
            ("application/x-www-form-urlencoded", bytes()),
            ("multipart/form-data", bytes()),
        ],
        Body::Bytes(kind) => vec![(kind, RefOr::T(Schema::default()))],
        Body::Events(name) => {
            vec![
                ("application/json", named(name)),
                ("text/event-stream", RefOr::T(Schema::default())),
            ]
        }
    }
}

fn responses(operation: &Operation) -> ResponsesBuilder {
    let description = match operation.success {
        201 => "Created",
        204 => "Done",
        _ => "The answer",
    };
    let success = content(operation.response).into_iter().fold(
        ResponseBuilder::new().description(description),
        |response, (kind, schema)| {
            response.content(kind, ContentBuilder::new().schema(Some(schema)).build())
        },
    );
    let mut responses =
        ResponsesBuilder::new().response(operation.success.to_string(), success.build());
    if operation.parameters.contains(&"If-None-Match") {
        let unchanged = ResponseBuilder::new().description("Not changed");
        responses = responses.response("304", unchanged.build());
    }
    for status in problems(operation) {
        let schema = RefOr::Ref(Ref::from_schema_name("ProblemDocument"));
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let description = match (status, operation.is_read()) {
            (422, true) => OF_QUERIES,
            _ => reason(status),
        };
        let mut problem = ResponseBuilder::new()
            .description(description)
            .content("application/problem+json", content);
        if let Some((name, description)) = header_of(status) {
            let mut header = Header::default();
            header.description = Some(description.to_owned());
            problem = problem.header(name, header);
        }
        responses = responses.response(status.to_string(), problem.build());
    }
    responses
}

/// What a query can be refused for. `pointer` names the parameter.
const OF_QUERIES: &str = "The query, fault by fault in `errors`: `parameter_unknown` (this operation has no such \
    parameter), `parameter_repeated`, `parameter_too_long`, `parameter_control`, `cursor_invalid`, `limit_invalid`, \
    `time_invalid`, and for codes and flags `status_unknown`, `overdue_invalid` and the like";

/// The statuses of all problems that an operation gives: those of its own, and those that follow from what it is.
fn problems(operation: &Operation) -> BTreeSet<u16> {
    let keyed = creates(operation);
    let by_key = takes_keys(operation);
    let of_appeal = operation.path.contains("{number}");
    let rules: [(bool, &[u16]); 6] = [
        // A bearer token that is wrong is refused whatever it came for.
        (true, &[401, 404, 405, 500, 503]),
        (operation.is_read(), &[422]),
        // A key that lacks the scope, or was not issued for this.
        (by_key || of_appeal, &[403]),
        // Keys have an allowance of commands, and whoever tries access codes has one, too.
        ((by_key && !operation.is_read()) || of_appeal, &[429]),
        // The same key with a request that is still being answered, or with another body.
        (keyed, &[409, 422]),
        // Programs have to send one.
        (keyed && by_key, &[428]),
    ];
    let rules = rules.into_iter().filter(|(holds, _)| *holds);
    let rules = rules.flat_map(|(_, statuses)| statuses);
    operation.problems.iter().chain(rules).copied().collect()
}

/// The header that belongs to a status.
const fn header_of(status: u16) -> Option<(&'static str, &'static str)> {
    Some(match status {
        401 => ("WWW-Authenticate", "How to say who you are."),
        405 => ("Allow", "The methods that the address takes."),
        429 | 503 => ("Retry-After", "In how many seconds to come again."),
        _ => return None,
    })
}

fn reason(status: u16) -> &'static str {
    match status {
        400 => "Cannot be read",
        401 => "Who are you",
        403 => {
            "Not yours to do, or a proof of work is required (`proof_required`, with its `challenge`)"
        }
        404 => "Unknown, or not visible to you",
        405 => "Not this method",
        409 => "Somebody was faster, or the move is not allowed",
        412 => "The version is another",
        413 => "Too large",
        415 => "Not this content type",
        422 => "Readable but wrong: every fault is named",
        428 => "A precondition is missing: `Idempotency-Key` of a program, or `If-Match`",
        429 => "Too often: `Retry-After` says when to come again",
        503 => "Not available now",
        _ => "Our fault",
    }
}

/// Names that two different schemas have: only one of them would stand in the document.
pub fn names_of_two() -> BTreeSet<String> {
    let schemas = schemas();
    let mut seen: BTreeMap<&String, &RefOr<Schema>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for (name, schema) in &schemas {
        if seen
            .insert(name, schema)
            .is_some_and(|other| other != schema)
        {
            names.insert(name.clone());
        }
    }
    names
}

fn schemas() -> Vec<(String, RefOr<Schema>)> {
    let mut schemas: Vec<(String, RefOr<Schema>)> = Vec::new();
    add::<crate::ProblemDocument>(&mut schemas);
    add::<crate::Challenge>(&mut schemas);
    add::<crate::AppealCreated>(&mut schemas);
    add::<crate::AppealPreview>(&mut schemas);
    add::<crate::AppealCard>(&mut schemas);
    add::<crate::AttachmentCreated>(&mut schemas);
    add::<crate::Counters>(&mut schemas);
    add::<crate::Rating>(&mut schemas);
    add::<crate::Health>(&mut schemas);
    add::<crate::DeliveryReport>(&mut schemas);
    add::<crate::Notifications>(&mut schemas);
    add::<crate::NotificationSettings>(&mut schemas);
    add::<requests::NotificationSettingsBody>(&mut schemas);
    add::<crate::RekeyReport>(&mut schemas);
    add::<crate::TickReport>(&mut schemas);
    add::<crate::KeyCreated>(&mut schemas);
    add::<crate::InvitationCreated>(&mut schemas);
    add::<crate::InvitationSeen>(&mut schemas);
    add::<crate::Queue>(&mut schemas);
    add::<crate::SavedFilters>(&mut schemas);
    add::<crate::BulkResults>(&mut schemas);
    add::<requests::BulkBody>(&mut schemas);
    add::<requests::FilterBody>(&mut schemas);
    add::<requests::AppealRequest>(&mut schemas);
    add::<requests::TransitionBody>(&mut schemas);
    add::<requests::RatingBody>(&mut schemas);
    add::<crate::AppealObjections>(&mut schemas);
    add::<suggestions::SuggestionBody>(&mut schemas);
    add::<crate::CategorySuggestions>(&mut schemas);
    add::<objections::ObjectionBody>(&mut schemas);
    add::<objections::EscalationBody>(&mut schemas);
    add::<objections::ReviewerBody>(&mut schemas);
    add::<objections::ObjectionDecisionBody>(&mut schemas);
    add::<objections::ReviewBody>(&mut schemas);
    add::<crate::AnswerView>(&mut schemas);
    add::<work_requests::AssignBody>(&mut schemas);
    add::<work_requests::ForwardBody>(&mut schemas);
    add::<work_requests::ClassifyBody>(&mut schemas);
    add::<work_requests::PriorityBody>(&mut schemas);
    add::<work_requests::CallBody>(&mut schemas);
    add::<work_requests::ExtensionBody>(&mut schemas);
    add::<work_requests::MessageBody>(&mut schemas);
    add::<work_requests::AnswerBody>(&mut schemas);
    add::<work_requests::RemarksBody>(&mut schemas);
    add::<requests::ClaimBody>(&mut schemas);
    add::<requests::DraftBody>(&mut schemas);
    add::<requests::KeyBody>(&mut schemas);
    add::<requests::InvitationBody>(&mut schemas);
    add::<requests::StaffBody>(&mut schemas);
    add::<requests::AcceptanceBody>(&mut schemas);
    add::<requests::InvitationLookBody>(&mut schemas);
    add::<configuration_requests::ConfigurationItem>(&mut schemas);
    add::<configuration_requests::ConfigurationExport>(&mut schemas);
    add::<configuration_requests::WebhookSecret>(&mut schemas);
    add::<configuration_requests::BlockBody>(&mut schemas);
    add::<crate::FactorItem>(&mut schemas);
    add::<crate::Links>(&mut schemas);
    add::<crate::SessionState>(&mut schemas);
    add::<crate::SignatureChallenge>(&mut schemas);
    add::<requests::LinkBody>(&mut schemas);
    add::<requests::LinkStarted>(&mut schemas);
    add::<requests::PasskeyBody>(&mut schemas);
    add::<requests::PasskeyOptions>(&mut schemas);
    add::<requests::PasskeyOptionsBody>(&mut schemas);
    add::<requests::PasskeySignInBody>(&mut schemas);
    add::<requests::SignatureBody>(&mut schemas);
    add::<account_requests::AccountBody>(&mut schemas);
    add::<account_requests::CodeBody>(&mut schemas);
    add::<account_requests::SessionBody>(&mut schemas);
    add::<account_requests::MethodBody>(&mut schemas);
    add::<account_requests::SecondFactorBody>(&mut schemas);
    add::<account_requests::TicketBody>(&mut schemas);
    add::<account_requests::ShortCodeBody>(&mut schemas);
    add::<account_requests::RecoveryBody>(&mut schemas);
    add::<account_requests::RecoveryCompleteBody>(&mut schemas);
    add::<account_requests::ProfileBody>(&mut schemas);
    add::<account_requests::PasswordBody>(&mut schemas);
    add::<account_requests::ContactBody>(&mut schemas);
    add::<account_requests::OutboxBody>(&mut schemas);
    add::<crate::CodeSent>(&mut schemas);
    add::<crate::QrStarted>(&mut schemas);
    add::<crate::QrAsker>(&mut schemas);
    add::<crate::AccountView>(&mut schemas);
    add::<crate::Factors>(&mut schemas);
    add::<crate::TotpEnrolment>(&mut schemas);
    add::<crate::RecoveryCodes>(&mut schemas);
    add::<crate::Outbox>(&mut schemas);
    participant_requests::add_all(&mut schemas);
    for (name, page) in [
        ("PageOfSessions", page::<crate::SessionItem>(&mut schemas)),
        (
            "PageOfAccountEvents",
            page::<crate::AccountEventItem>(&mut schemas),
        ),
        (
            "PageOfObjections",
            page::<crate::ListedObjection>(&mut schemas),
        ),
        ("PageOfReviews", page::<crate::WaitingReview>(&mut schemas)),
        ("PageOfAppeals", page::<crate::AppealItem>(&mut schemas)),
        ("PageOfMessages", page::<crate::MessageItem>(&mut schemas)),
        (
            "PageOfNotifications",
            page::<crate::NotificationItem>(&mut schemas),
        ),
        ("PageOfAccesses", page::<crate::AccessItem>(&mut schemas)),
        ("PageOfStaff", page::<crate::StaffItem>(&mut schemas)),
        ("PageOfBlocks", page::<crate::BlockItem>(&mut schemas)),
        (
            "PageOfInvitations",
            page::<crate::InvitationItem>(&mut schemas),
        ),
        (
            "PageOfConfiguration",
            page::<configuration_requests::ConfigurationItem>(&mut schemas),
        ),
        (
            "PageOfConfigurationChanges",
            page::<configuration_requests::ConfigurationChange>(&mut schemas),
        ),
        ("PageOfKeys", page::<crate::KeyItem>(&mut schemas)),
        ("PageOfEvents", page::<crate::EventItem>(&mut schemas)),
        (
            "PageOfCategories",
            page::<crate::CategoryItem>(&mut schemas),
        ),
    ] {
        schemas.push((name.to_owned(), page));
    }
    schemas
}

fn components() -> utoipa::openapi::Components {
    let schemas: BTreeMap<String, RefOr<Schema>> = schemas().into_iter().collect();
    let bearer = |text: &str| {
        let mut http = Http::new(HttpAuthScheme::Bearer);
        http.description = Some(text.to_owned());
        SecurityScheme::Http(http)
    };
    let header = |name: &str, text: &str| {
        SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(name, text)))
    };
    // Behind HTTPS the cookie's name is `__Host-session`.
    let cookie = |text: &str| {
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            "session", text,
        )))
    };
    ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme(
            "service_token",
            bearer("The service token of ops' own programs."),
        )
        .security_scheme(
            "api_key",
            bearer("An API key, with the scopes that it was issued for."),
        )
        .security_scheme(
            "session",
            cookie("The session of somebody who has signed in."),
        )
        .security_scheme("tick_token", bearer("The token of ticks."))
        .security_scheme(
            "access_code",
            header("Otklik-Access-Code", "The access code of one appeal."),
        )
        .security_scheme(
            "upload_token",
            header("Otklik-Upload-Token", "The token of one upload."),
        )
        .build()
}

fn add<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
}

fn page<T: ToSchema + PartialSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema> {
    use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
    add::<T>(schemas);
    let items = ArrayBuilder::new().items(RefOr::Ref(Ref::from_schema_name(T::name())));
    let next = ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some("The cursor of the next page; null on the last."));
    let page = ObjectBuilder::new()
        .property("items", items)
        .property("next", next)
        .required("items")
        .required("next");
    RefOr::T(Schema::Object(page.build()))
}
