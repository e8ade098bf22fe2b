use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::deadline::DeadlineClass;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn region(code: &str) -> Region {
    Region::parse(code).unwrap()
}

#[test]
fn the_defaults_are_those_of_the_product_rules() {
    let rules = Rules::default();
    let values: Vec<u16> = Setting::ALL
        .iter()
        .filter(|setting| **setting != Setting::SilenceOutcome)
        .map(|setting| rules.settings.get(*setting))
        .collect();
    assert_eq!(values, [5, 10, 10, 30, 30, 15, 5, 24]);
    assert_eq!(
        rules.settings.silence_outcome().status(),
        crate::Status::InProgress
    );
    for setting in Setting::ALL {
        assert_eq!(setting.check(setting.default_value()), Ok(()), "{setting}");
    }
    assert_eq!(
        rules.term(DeadlineClass::Support).first_response_hours,
        Some(24)
    );
    assert_eq!(
        rules.term(DeadlineClass::Standard).first_response_hours,
        None
    );
}

#[test]
fn a_setting_takes_what_makes_sense_and_nothing_else() {
    let mut settings = Settings::default();
    for (setting, value) in [
        (Setting::AutoCloseDays, "0"),
        (Setting::AutoCloseDays, "-1"),
        (Setting::AutoCloseDays, "367"),
        (Setting::AutoCloseDays, "ten"),
        (Setting::AutoCloseDays, ""),
        (Setting::SilenceOutcome, "approved"),
        (Setting::SilenceOutcome, "5"),
    ] {
        assert_eq!(
            settings.set(setting, value),
            Err(SettingError(setting)),
            "{value}"
        );
    }
    assert_eq!(settings, Settings::default());
    settings.set(Setting::AutoCloseDays, "45").unwrap();
    settings.set(Setting::SilenceOutcome, "cancelled").unwrap();
    assert_eq!(settings.get(Setting::AutoCloseDays), 45);
    assert_eq!(settings.silence_outcome(), SilenceOutcome::Cancelled);
}

#[test]
fn a_class_keeps_its_term_unless_it_is_given_another() {
    let mut rules = Rules::default();
    let none = Term {
        working_days: 0,
        first_response_hours: None,
    };
    rules.terms.set(DeadlineClass::Urgent, none);
    assert_eq!(rules.term(DeadlineClass::Urgent).working_days, 3);
    let other = Term {
        working_days: 2,
        first_response_hours: Some(4),
    };
    rules.terms.set(DeadlineClass::Urgent, other);
    assert_eq!(rules.term(DeadlineClass::Urgent), other);
    assert_eq!(rules.term(DeadlineClass::Documents).working_days, 5);
}

#[test]
fn objections_have_calendar_terms_and_reviews_working_ones() {
    let rules = Rules::default();
    let answered = at("2026-01-15T21:30:00Z");
    assert_eq!(
        rules.objection_until(answered, region("77")),
        at("2026-02-15T20:59:59Z")
    );
    assert_eq!(
        rules.objection_decided_by(answered, region("39")),
        at("2026-01-30T21:59:59Z")
    );
    assert_eq!(
        rules.review_by(at("2026-05-07T09:00:00Z"), region("77")).by,
        at("2026-05-15T20:59:59Z")
    );
}

#[test]
fn a_working_day_begins_at_nine_in_the_region() {
    let day = NaiveDate::from_ymd_opt(2026, 5, 12).unwrap();
    assert_eq!(morning(day, region("77")), at("2026-05-12T06:00:00Z"));
    assert_eq!(morning(day, region("41")), at("2026-05-11T21:00:00Z"));
    let found = Rules::default().morning_after(at("2026-05-07T11:00:00Z"), 2, region("77"));
    assert_eq!(found, at("2026-05-12T06:00:00Z"));
}
