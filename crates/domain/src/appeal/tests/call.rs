use super::*;

#[test]
fn a_time_to_be_called_is_read_by_the_clocks_of_the_region() {
    // The example is of region 62, which lives by Moscow's time; `today` is in `run`.
    let today = today();
    for (text, expected) in [
        (format!("{today}T14:00"), format!("{today}T11:00:00Z")),
        (format!("{today}T14:00:30"), format!("{today}T11:00:30Z")),
        (
            format!("{today}T14:00:00+05:00"),
            format!("{today}T09:00:00Z"),
        ),
        (
            format!("{}T08:00", today + chrono::Days::new(30)),
            format!("{}T05:00:00Z", today + chrono::Days::new(30)),
        ),
        (format!("{today}T21:00"), format!("{today}T18:00:00Z")),
    ] {
        let mut raw = example();
        raw.call_at = Some(text.clone());
        let appeal = run(raw).unwrap();
        let found = appeal.call_at.unwrap();
        assert_eq!(
            found,
            expected.parse::<chrono::DateTime<chrono::Utc>>().unwrap(),
            "{text}"
        );
        assert!(
            appeal.answer_by.contains(&AnswerBy::Call),
            "whoever names a time wants a call"
        );
    }
    for text in [
        format!("{today}T07:59"),
        format!("{today}T21:01"),
        format!("{}T12:00", today - chrono::Days::new(1)),
        format!("{}T12:00", today + chrono::Days::new(31)),
        "завтра".to_owned(),
        "14:00".to_owned(),
        "9999-99-99T14:00".to_owned(),
    ] {
        refused(
            |raw| raw.call_at = Some(text.clone()),
            &["/call_at call_at_range"],
        );
    }
}

#[test]
fn whoever_gives_no_telephone_cannot_be_called() {
    let at = format!("{}T14:00", today());
    refused(
        |raw| {
            raw.call_at = Some(at.clone());
            raw.applicant.phone = None;
        },
        &["/call_at answer_by_phone"],
    );
    let mut raw = example();
    raw.anonymous = true;
    raw.applicant = RawApplicant::default();
    raw.answer_by = Vec::new();
    raw.call_at = Some(at);
    let appeal = run(raw).unwrap();
    assert_eq!(
        (appeal.call_at, appeal.answer_by.as_slice()),
        (None, &[AnswerBy::Cabinet][..])
    );
}
