//! The tracked OpenAPI document is the one that the code makes.

use std::collections::BTreeSet;

use serde_json::Value;

#[test]
fn the_tracked_document_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../static/openapi.json");
    let tracked: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(
        tracked == api::openapi::document(),
        "run `cargo xtask openapi` and commit static/openapi.json"
    );
}

#[test]
fn every_reference_leads_somewhere_and_operation_ids_are_unique() {
    let document = api::openapi::document();
    let mut references = BTreeSet::new();
    collect(&document, &mut references);
    for reference in &references {
        let pointer = reference.strip_prefix('#').expect("references are local");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    assert!(references.len() > 10);
    let mut ids = BTreeSet::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item
            .as_object()
            .unwrap()
            .values()
            .filter_map(|o| o.get("operationId"))
        {
            assert!(
                ids.insert(operation.as_str().unwrap().to_owned()),
                "{operation}"
            );
        }
    }
    assert!(
        ids.contains("appeal_create") && ids.contains("appeal_view") && ids.contains("appeal_list")
    );
}

fn collect(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                references.insert(reference.clone());
            }
            members
                .values()
                .for_each(|member| collect(member, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

/// Each operation with its method and path.
fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let operations = item.as_object().into_iter().flatten();
        operations.map(move |(method, operation)| (format!("{method} {path}"), operation))
    })
}

#[test]
fn every_parameter_of_a_path_is_declared_once_and_none_besides() {
    let document = api::openapi::document();
    let mut count = 0;
    for (what, operation) in operations(&document) {
        let names = what.split('{').skip(1);
        let named: Vec<&str> = names.map(|rest| rest.split('}').next().unwrap()).collect();
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let declared: Vec<&Value> = parameters.filter(|one| one["in"] == "path").collect();
        let found: Vec<&str> = declared
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        assert_eq!(found, named, "{what}");
        assert!(declared.iter().all(|one| one["required"] == true), "{what}");
        count += named.len();
    }
    assert!(count > 80, "{count}");
}

#[test]
fn every_parameter_says_what_it_is_and_what_it_may_hold() {
    let document = api::openapi::document();
    for (what, operation) in operations(&document) {
        let mut seen = BTreeSet::new();
        for one in operation["parameters"].as_array().into_iter().flatten() {
            let name = one["name"].as_str().unwrap();
            let text = one["description"].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{what} {name}");
            assert!(one["schema"]["type"].is_string(), "{what} {name}");
            assert!(
                seen.insert((one["in"].as_str().unwrap(), name)),
                "{what} {name} stands twice"
            );
        }
    }
}

#[test]
fn every_operation_says_who_may_call_it_and_that_a_wrong_token_is_refused() {
    let document = api::openapi::document();
    for (what, operation) in operations(&document) {
        let security = operation["security"].as_array().unwrap();
        assert!(!security.is_empty(), "{what}");
        assert!(operation["responses"]["401"].is_object(), "{what}");
        assert_eq!(operation["tags"].as_array().unwrap().len(), 1, "{what}");
    }
}

#[test]
fn no_two_schemas_have_one_name() {
    assert_eq!(api::openapi::names_of_two(), BTreeSet::new());
}
