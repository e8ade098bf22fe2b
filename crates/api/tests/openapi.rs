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
