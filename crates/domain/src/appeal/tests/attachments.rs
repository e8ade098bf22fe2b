use super::*;

#[test]
fn attachments_are_known_once_few_and_not_too_large() {
    #[track_caller]
    fn attached(ids: &[&str], expected: &[&str]) {
        refused(
            |raw| raw.attachments = ids.iter().map(|id| attachment(id, None)).collect(),
            expected,
        );
    }
    let all: Vec<String> = (1..=21).map(|n| format!("u{n}")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    attached(&[], &[]);
    attached(&all[..20], &[]);
    attached(&all, &["/attachments attachments_count"]);
    attached(&["a", "b", "c"], &[]);
    attached(&["a", "b", "c", "u1"], &["/attachments attachments_size"]);
    attached(&["big"], &["/attachments/0/id attachment_size"]);
    attached(
        &["u1", "nowhere"],
        &["/attachments/1/id attachment_unknown"],
    );
    attached(
        &["u1", "u2", "u1"],
        &["/attachments/2/id attachment_duplicate"],
    );
    attached(&["", "u1"], &["/attachments/0/id attachment_required"]);
    refused(
        |raw| raw.attachments = vec![attachment("u1", Some("../etc/passwd"))],
        &["/attachments/0/document document_format"],
    );
}

#[test]
fn missing_documents_are_listed_or_promised() {
    let pension = |raw: &mut RawAppeal| {
        raw.category = some("social.pension");
        raw.appeal_type = some("request");
        raw.fields.clear();
    };
    refused(
        pension,
        &[
            "/attachments document_missing",
            "/attachments document_missing",
        ],
    );
    let with_one = |raw: &mut RawAppeal| {
        pension(raw);
        raw.attachments = vec![attachment("u1", Some("income"))];
    };
    refused(with_one, &["/attachments document_missing"]);

    let mut raw = example();
    with_one(&mut raw);
    raw.documents_follow = true;
    let appeal = run(raw).unwrap();
    assert_eq!(appeal.status(), Status::ClarificationRequired);
    let missing: Vec<&str> = appeal
        .missing_documents
        .iter()
        .map(|d| d.code.as_str())
        .collect();
    assert_eq!(missing, ["identity"]);

    let mut raw = example();
    pension(&mut raw);
    raw.attachments = vec![
        attachment("u1", Some("income")),
        attachment("u2", Some("identity")),
    ];
    assert_eq!(run(raw).unwrap().status(), Status::Created);
}
