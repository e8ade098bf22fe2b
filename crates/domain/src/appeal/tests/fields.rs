use super::*;

#[test]
fn own_fields_are_checked_by_their_kind() {
    #[track_caller]
    fn value(code: &str, given: &str, expected: Result<&str, &str>) {
        let mut raw = example();
        raw.category = some("portal.fault");
        raw.fields = [(code.to_owned(), given.to_owned())].into();
        let found = run(raw).map(|appeal| appeal.fields.get(code).cloned().unwrap_or_default());
        let found = found.map_err(|errors| {
            assert_eq!(errors.len(), 1);
            assert!(errors[0].pointer.starts_with("/fields/"));
            errors[0].code
        });
        assert_eq!(
            found.as_deref().map_err(|code| *code),
            expected,
            "{code} {given:?}"
        );
    }
    value("string", " ул.  Ленина,\n5 ", Ok("ул. Ленина, 5"));
    value("string", &"я".repeat(41), Err("field_length"));
    value("string", "a\0b", Err("field_control"));
    value("string", "a\u{202e}b\u{b}c", Ok("ab c"));
    value("text", "1\r\n2", Ok("1\n2"));
    value("text", &"я".repeat(2001), Err("field_length"));
    value("number", "1 200,50", Ok("1200.50"));
    value("number", "-3", Ok("-3"));
    value("number", "1e9", Err("field_format"));
    value("number", "NaN", Err("field_format"));
    value("number", "1.", Err("field_format"));
    value("date", "31.05.2026", Ok("2026-05-31"));
    value("date", "31.02.2026", Err("field_format"));
    value(
        "datetime",
        "2026-05-31T14:05",
        Ok("2026-05-31T14:05:00+03:00"),
    );
    value(
        "datetime",
        "31.05.2026 14:05",
        Ok("2026-05-31T14:05:00+03:00"),
    );
    value(
        "datetime",
        "2026-05-31T14:05:00+10:00",
        Ok("2026-05-31T14:05:00+10:00"),
    );
    value("datetime", "2026-05-31T25:05", Err("field_format"));
    value("datetime", "999999999-05-31T14:05", Err("field_format"));
    value("datetime", "+262142-12-31T23:59", Err("field_format"));
    value("singlevaluelist", "old_age", Ok("old_age"));
    value("singlevaluelist", "young", Err("field_option"));
    value(
        "url",
        "https://пример.рф/a?b=1#c",
        Ok("https://пример.рф/a?b=1#c"),
    );
    value("url", "javascript:alert(1)", Err("field_format"));
    value("url", "https://", Err("field_format"));
    value("url", "http://a b", Err("field_format"));
    value("inn", "7707083893", Ok("7707083893"));
    value("inn", "7707083892", Err("inn_check"));
    value("string", "   ", Ok(""));
    value("nothing", "x", Err("field_unknown"));
    value("nothing", "", Ok(""));
    value("a/b~c", "x", Err("field_unknown"));
}

#[test]
fn pointers_are_escaped_and_many_unknown_fields_are_one_fault() {
    refused(
        |raw| drop(raw.fields.insert("a/b~c".into(), "x".into())),
        &["/fields/a~1b~0c field_unknown"],
    );
    refused(
        |raw| raw.fields = (0..51).map(|n| (n.to_string(), "x".to_owned())).collect(),
        &["/fields fields_count"],
    );
}
