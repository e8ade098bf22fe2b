//! Parameters of path, query and headers, each described once.

use serde_json::json;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Required, Schema};

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn one_of(values: &[&str]) -> ObjectBuilder {
    text().enum_values(Some(
        values.iter().map(|value| json!(value)).collect::<Vec<_>>(),
    ))
}

/// The parameter of this name.
pub(super) fn parameter(name: &str) -> Parameter {
    let header = name.starts_with(char::is_uppercase);
    let (schema, description) = match name {
        "number" => (
            text().examples([json!("2026-0000001-2")]),
            "The appeal's number, YYYY-NNNNNNN-C.",
        ),
        "repeat_of" => (
            text(),
            "The number of the appeal that the draft repeats; without one, the draft of a new matter.",
        ),
        "objection" => (
            ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(1))
                .maximum(Some(99)),
            "Which of the appeal's objections, from 1.",
        ),
        "shown" => (
            one_of(&["here", "mine", "unassigned", "above", "decided"]),
            "Those that are to be decided here, of these one's own or those that nobody has, those that went from here to a higher instance, or those that were decided here.",
        ),
        "outcome" => (
            one_of(&["upheld", "declined", "left_unchanged", "settled"]),
            "Of those that were decided, only the ones with this outcome.",
        ),
        "id" => (text().format(None), "The id, a UUID."),
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
        "item" => (text(), "Only the entry with this key."),
        "kind" => (
            one_of(&codes(
                domain::configuration::Kind::ALL.iter().map(|k| k.as_str()),
            )),
            "Only this kind of entries.",
        ),
        "active" => (
            ObjectBuilder::new().schema_type(Type::Boolean),
            "Only those that are active, or only others.",
        ),
        "status" => (
            one_of(&codes(domain::Status::ALL.iter().map(|s| s.as_str()))),
            "Only this status.",
        ),
        "type" => (
            one_of(&codes(domain::AppealType::ALL.iter().map(|t| t.as_str()))),
            "Only this type.",
        ),
        "category" => (text().max_length(Some(100)), "Only this category."),
        "agency" => (text().max_length(Some(100)), "Only this agency."),
        "assignee" => (text().max_length(Some(100)), "Only this assignee's."),
        "mine" => (
            ObjectBuilder::new().schema_type(Type::Boolean),
            "Only what the caller has.",
        ),
        "unassigned" => (
            ObjectBuilder::new().schema_type(Type::Boolean),
            "Only what nobody has.",
        ),
        "awaits_approval" => (
            ObjectBuilder::new().schema_type(Type::Boolean),
            "Only those whose answer waits for a supervisor.",
        ),
        "to_call" => (
            ObjectBuilder::new().schema_type(Type::Boolean),
            "Only those whose applicant is to be called now.",
        ),
        "unit" => (text().max_length(Some(100)), "Only this unit's."),
        "priority" => (one_of(&["normal", "high", "urgent"]), "Only this priority."),
        "created_from" => (
            text(),
            "Registered at or after this time (RFC 3339) or day.",
        ),
        "created_to" => (
            text(),
            "Registered at or before this time (RFC 3339) or day.",
        ),
        "overdue" => (
            ObjectBuilder::new().schema_type(Type::Boolean),
            "Only those past their deadline, or only others.",
        ),
        "q" => (
            text().max_length(Some(200)),
            "Words of the title, the text or the fields, in any form; newest number first.",
        ),
        "sort" => (
            one_of(&["-created_at", "created_at"]),
            "The order; newest first by default.",
        ),
        "limit" => (
            ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(1))
                .maximum(Some(200))
                .default(Some(json!(50))),
            "Items of a page.",
        ),
        "cursor" => (text(), "`next` of the page before."),
        "channel" => (
            text(),
            "Only what went by this channel: `inbox`, `email` or `sms`.",
        ),
        "columns" => (
            text(),
            "Columns by their codes, separated by commas; all by default.",
        ),
        "bom" => (
            ObjectBuilder::new().schema_type(Type::Boolean),
            "A byte order mark first.",
        ),
        "dialect" => (
            one_of(&["excel"]),
            "As a Russian Excel opens it by a double click.",
        ),
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
    let place = match (header, name) {
        (true, _) => ParameterIn::Header,
        (false, "number" | "id" | "objection" | "collection" | "key") => ParameterIn::Path,
        _ => ParameterIn::Query,
    };
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

fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    codes.collect()
}
