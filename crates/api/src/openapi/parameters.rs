//! Parameters of path, query and headers, each described once.

use serde_json::json;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Required, Schema};

use crate::query::{self, Cursor, Holds, MOST_ITEMS};

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn integer() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer)
}

fn one_of(values: &[&str]) -> ObjectBuilder {
    text().enum_values(Some(
        values.iter().map(|value| json!(value)).collect::<Vec<_>>(),
    ))
}

/// A parameter of the query or a header, as the list of operations names it.
pub(super) fn parameter(key: &str) -> Parameter {
    match query::by_key(key) {
        Some(parameter) => of_query(parameter),
        None => header(key),
    }
}

/// The parameters of a path's template, in their order.
pub(super) fn of_path(path: &str) -> impl Iterator<Item = Parameter> {
    let names = path.split('{').skip(1);
    names.map(|rest| in_path(rest.split('}').next().unwrap_or_default()))
}

fn build(name: &str, place: ParameterIn, schema: ObjectBuilder, description: &str) -> Parameter {
    let required = match place {
        ParameterIn::Path => Required::True,
        _ => Required::False,
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(Some(description))
        .schema(Some(RefOr::T(Schema::Object(schema.build()))))
        .build()
}

fn of_query(parameter: &query::Parameter) -> Parameter {
    let schema = match &parameter.holds {
        Holds::Text { most } => text().max_length(Some(*most)),
        Holds::Codes { all, .. } => one_of(&all()),
        Holds::Flag { .. } => ObjectBuilder::new().schema_type(Type::Boolean),
        Holds::Limit { least, usual } => integer()
            .minimum(Some(*least))
            .maximum(Some(MOST_ITEMS))
            .default(usual.map(|usual| json!(usual))),
        Holds::Moment => text(),
        Holds::Cursor(Cursor::Id) => text().format(Some(SchemaFormat::Custom("uuid".to_owned()))),
        Holds::Cursor(_) => text(),
    };
    build(parameter.name, ParameterIn::Query, schema, parameter.en)
}

fn in_path(name: &str) -> Parameter {
    let (schema, description) = match name {
        "number" => (
            text().examples([json!("2026-0000001-2")]),
            "The appeal's number, YYYY-NNNNNNN-C.",
        ),
        "objection" => (
            integer().minimum(Some(1)).maximum(Some(99)),
            "Which of the appeal's objections, from 1.",
        ),
        "collection" => (
            one_of(&[
                "agencies",
                "units",
                "categories",
                "routing-rules",
                "deadline-classes",
                "calendar-days",
                "calendar-years",
                "settings",
                "templates",
                "webhooks",
            ]),
            "Which entries.",
        ),
        "key" => (
            text().max_length(Some(200)),
            "What the entry is found by: its member `key`.",
        ),
        "kind" => (
            one_of(&["oidc", "certificate"]),
            "Which sign-in: through an identity provider, or by an electronic signature.",
        ),
        _ => (text(), "The id, a UUID."),
    };
    build(name, ParameterIn::Path, schema, description)
}

fn header(name: &str) -> Parameter {
    let (schema, description) = match name {
        "Idempotency-Key" => (
            text().min_length(Some(1)).max_length(Some(255)),
            "Sent again with the same body it gives the stored answer, marked `Idempotency-Replayed: true`, for 24 hours; with another body 422, while the first is under way 409. A key is its caller's own (API key, account, service token, access code); from nobody it has to be unguessable, a UUID or 22 and more characters of base64url, else 422 `idempotency_key_guessable`, and an upload token is never given to nobody again: a repeated upload of theirs is a new one. API keys have to send one with whatever creates something (428).",
        ),
        "Otklik-Proof" => (
            text(),
            "The proof of work that a 403 `proof_required` asked for; the member `altcha` does as well.",
        ),
        "Content-Disposition" => (
            text(),
            "`attachment; filename*=UTF-8''…`: the file's name (RFC 6266).",
        ),
        "Tus-Resumable" => (one_of(&["1.0.0"]), "The tus protocol is spoken."),
        "Upload-Length" => (
            ObjectBuilder::new().schema_type(Type::Integer),
            "tus: the file's size in bytes.",
        ),
        "Upload-Offset" => (
            ObjectBuilder::new().schema_type(Type::Integer),
            "tus: where the bytes go on.",
        ),
        "Upload-Metadata" => (
            text(),
            "tus: `filename <base64>`. The answers to HEAD and PATCH have the name as it is kept: once the \
             file is whole, with the extension of its content.",
        ),
        "Otklik-Upload-Token" => (text(), "The token that the upload's creation gave."),
        "If-None-Match" => (text(), "Answered with 304 when this is still the version."),
        "If-Match" => (
            text(),
            "Refused with 412 when the version is another by now.",
        ),
        "Last-Event-ID" => (text(), "Live: only events after this `seq`."),
        _ => (text(), ""),
    };
    build(name, ParameterIn::Header, schema, description)
}
