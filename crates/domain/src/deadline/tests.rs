use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use proptest::prelude::*;

use super::{Deadline, DeadlineClass};
use crate::calendar::{CalendarDay, Calendars};
use crate::lang::{Lang, Text};
use crate::region::Region;
use crate::rules::{Rules, Term};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn region(code: &str) -> Region {
    Region::parse(code).unwrap()
}

fn standard(started_at: &str) -> Deadline {
    Deadline::compute(
        &Rules::default(),
        at(started_at),
        DeadlineClass::Standard,
        region("77"),
    )
}

#[track_caller]
fn check(started_at: &str, class: DeadlineClass, code: &str, due_at: &str) {
    let deadline = Deadline::compute(&Rules::default(), at(started_at), class, region(code));
    assert_eq!(deadline.due_at, at(due_at), "{deadline:?}");
}

#[test]
fn days_are_counted_from_the_next_working_day() {
    use DeadlineClass::*;
    // Thursday, then Victory Day with its moved day off.
    check(
        "2026-05-07T11:05:00Z",
        Standard,
        "77",
        "2026-05-22T20:59:59Z",
    );
    check(
        "2026-05-07T11:05:00Z",
        Documents,
        "77",
        "2026-05-15T20:59:59Z",
    );
    check(
        "2026-05-07T11:05:00Z",
        UrgentSupport,
        "77",
        "2026-05-12T20:59:59Z",
    );
    // Friday before the working Saturday of 1 November 2025.
    check("2025-10-31T09:00:00Z", Urgent, "77", "2025-11-06T20:59:59Z");
    // Over the New Year, with the moved days off on both sides of it.
    check("2025-12-29T09:00:00Z", Urgent, "77", "2026-01-13T20:59:59Z");
    // Registered on a Saturday.
    check(
        "2026-06-06T09:00:00Z",
        FeedbackReview,
        "77",
        "2026-06-15T20:59:59Z",
    );
}

#[test]
fn the_local_date_of_the_region_counts() {
    use DeadlineClass::Urgent;
    // One moment: still the 1st of June in Moscow, already the 2nd in Kamchatka.
    check("2026-06-01T20:00:00Z", Urgent, "77", "2026-06-04T20:59:59Z");
    check("2026-06-01T20:00:00Z", Urgent, "41", "2026-06-05T11:59:59Z");
    check("2026-06-01T20:59:59Z", Urgent, "77", "2026-06-04T20:59:59Z");
    check("2026-06-01T21:00:00Z", Urgent, "77", "2026-06-05T20:59:59Z");
    check("2026-06-01T21:30:00Z", Urgent, "39", "2026-06-04T21:59:59Z");
}

/// The rules of an installation that has declared years, with these days off in them.
fn declared(years: &[i32], days_off: &[(i32, u32, u32)]) -> Rules {
    let day = |&(year, month, day): &(i32, u32, u32)| CalendarDay {
        region: None,
        date: NaiveDate::from_ymd_opt(year, month, day).unwrap(),
        working: false,
        name: Text::fixed("Перенос", "Moved"),
    };
    Rules {
        calendars: Calendars::new(days_off.iter().map(day), years.iter().copied()),
        ..Rules::default()
    }
}

#[test]
fn beyond_the_calendar_a_deadline_is_counted_by_the_law_and_provisional() {
    #[track_caller]
    fn check(started_at: &str, class: DeadlineClass, due_at: &str, years: &[i32]) {
        let rules = Rules::default();
        let found = Deadline::compute(&rules, at(started_at), class, region("77"));
        assert_eq!(found.due_at, at(due_at));
        assert!(found.undeclared_years.iter().eq(years), "{found:?}");
        assert_eq!(found.is_provisional(), !years.is_empty());
    }
    use DeadlineClass::{Complex, Standard};
    let friday = "2027-12-16T09:00:00Z";
    check(friday, Standard, "2027-12-30T20:59:59Z", &[]);
    let next = "2027-12-17T09:00:00Z";
    check(next, Standard, "2028-01-10T20:59:59Z", &[2028]);
    let january = "2028-01-11T09:00:00Z";
    check(january, Standard, "2028-01-25T20:59:59Z", &[2028]);
    // 23 February and 8 March are days off, and no day is moved in their stead.
    check(
        "2028-02-21T09:00:00Z",
        Complex,
        "2028-04-05T20:59:59Z",
        &[2028],
    );
    check(
        "2046-12-20T09:00:00Z",
        Complex,
        "2047-02-08T20:59:59Z",
        &[2046, 2047],
    );
    // A clock that is wrong by years stops nobody.
    check(
        "1970-01-01T00:00:00Z",
        Standard,
        "1970-01-22T20:59:59Z",
        &[1970],
    );
}

#[test]
fn a_provisional_deadline_says_so_in_words() {
    let deadline = standard("2027-12-17T09:00:00Z");
    let lines: Vec<String> = deadline
        .explain(Lang::Ru)
        .lines()
        .map(str::to_owned)
        .collect();
    let end = lines.len() - 2;
    assert_eq!(
        lines[end],
        "Ответ — не позднее 10.01.2028 23:59 (UTC+3); срок предварительный: производственный календарь на 2028 год ещё не объявлен."
    );
    assert!(
        lines[end + 1].contains("статьи 112 Трудового кодекса"),
        "{lines:?}"
    );
    let english = deadline.explain(Lang::En);
    assert!(english.due.contains("calendar for 2028"), "{english:?}");
    assert!(english.provisional.unwrap().contains("article 112"));
    let rules = Rules::default();
    let long = Deadline::compute(
        &rules,
        at("2046-12-20T09:00:00Z"),
        DeadlineClass::Complex,
        region("77"),
    );
    let text = long.provisional_text().unwrap();
    assert!(text.ru.contains("на 2046 и 2047 годы"), "{text:?}");
    assert_eq!(standard("2026-06-01T09:00:00Z").provisional_text(), None);
}

#[test]
fn a_provisional_deadline_follows_the_calendar_until_the_answer() {
    let before = standard("2027-12-17T09:00:00Z");
    // Declared as it was guessed: nothing moves, and nothing is provisional any more.
    let same = before.clone().recount(&declared(&[2028], &[]));
    assert_eq!(same.due_at, before.due_at);
    assert!(!same.is_provisional() && same.follows_calendar);
    // Days that are added afterwards count too.
    let moved = same.clone().recount(&declared(&[2028], &[(2028, 1, 10)]));
    assert_eq!(moved.due_at, at("2028-01-11T20:59:59Z"));
    assert_eq!(moved.skipped.last().unwrap().reason.reason().ru, "Перенос");
    // A year that is declared no longer makes it provisional again.
    assert_eq!(same.recount(&Rules::default()), before);
    let answered = before.settle();
    assert!(!answered.is_provisional() && !answered.follows_calendar);
    // What was never provisional stands.
    assert!(!standard("2026-06-01T09:00:00Z").follows_calendar);
}

#[test]
fn a_recount_counts_the_pauses_anew() {
    let rules = Rules::default();
    let paused = standard("2027-12-17T09:00:00Z").pause(at("2027-12-29T09:00:00Z"));
    // The 29th, the 30th, and the 10th of January.
    let resumed = paused.resume(&rules, at("2028-01-11T09:00:00Z"));
    assert_eq!(resumed.added_days(), 3);
    assert_eq!(resumed.due_at, at("2028-01-13T20:59:59Z"));
    let moved = resumed.recount(&declared(&[2028], &[(2028, 1, 10)]));
    assert_eq!(moved.added_days(), 2);
    assert_eq!(moved.due_at, at("2028-01-13T20:59:59Z"));
    let late = standard("2027-12-17T09:00:00Z").pause(at("2028-01-12T09:00:00Z"));
    let late = late.resume(&rules, at("2028-01-20T09:00:00Z"));
    let late = late.recount(&declared(&[2028], &[]));
    assert_eq!(late.added_days(), 0, "a question too late brings no time");
    let open = standard("2027-12-17T09:00:00Z").pause(at("2027-12-20T09:00:00Z"));
    let open = open.recount(&declared(&[2028], &[(2028, 1, 10)]));
    assert!(open.is_paused() && open.due_at == at("2028-01-11T20:59:59Z"));
}

#[test]
fn an_extension_may_make_a_deadline_provisional() {
    let deadline = standard("2027-12-01T09:00:00Z");
    assert!(!deadline.is_provisional());
    let extended = deadline.extend(&Rules::default());
    assert!(extended.undeclared_years.iter().eq(&[2028]));
    let json = serde_json::to_value(&extended).unwrap();
    assert_eq!(json["undeclared_years"], serde_json::json!([2028]));
    assert_eq!(serde_json::from_value::<Deadline>(json).unwrap(), extended);
}

#[test]
fn a_pause_adds_the_working_days_at_whose_end_the_clock_stood() {
    #[track_caller]
    fn check(from: &str, to: &str, taken: u16, due_at: &str) {
        let deadline = standard("2026-06-01T09:00:00Z").pause(at(from));
        assert!(deadline.is_paused());
        let deadline = deadline.resume(&Rules::default(), at(to));
        assert!(!deadline.is_paused());
        assert_eq!(deadline.added_days(), taken);
        assert_eq!(deadline.due_at, at(due_at));
    }
    assert_eq!(
        standard("2026-06-01T09:00:00Z").due_at,
        at("2026-06-16T20:59:59Z")
    );
    check(
        "2026-06-04T07:00:00Z",
        "2026-06-04T12:00:00Z",
        0,
        "2026-06-16T20:59:59Z",
    );
    check(
        "2026-06-04T07:00:00Z",
        "2026-06-05T06:00:00Z",
        1,
        "2026-06-17T20:59:59Z",
    );
    // Thursday to Monday: the weekend is not working time.
    check(
        "2026-06-04T07:00:00Z",
        "2026-06-08T06:00:00Z",
        2,
        "2026-06-18T20:59:59Z",
    );
    check(
        "2026-06-05T20:30:00Z",
        "2026-06-05T21:30:00Z",
        1,
        "2026-06-17T20:59:59Z",
    );
    // Paused at once: the day of registration is not part of the term.
    check(
        "2026-06-01T09:00:00Z",
        "2026-06-02T06:00:00Z",
        0,
        "2026-06-16T20:59:59Z",
    );
    check(
        "2026-06-01T09:00:00Z",
        "2026-06-03T06:00:00Z",
        1,
        "2026-06-17T20:59:59Z",
    );
}

#[test]
fn pauses_add_up_to_the_limit_of_the_complex_class() {
    let started_at = "2026-06-01T09:00:00Z";
    let longest = Deadline::compute(
        &Rules::default(),
        at(started_at),
        DeadlineClass::Complex,
        region("77"),
    );
    let once = standard(started_at).pause(at("2026-06-03T07:00:00Z"));
    let once = once.resume(&Rules::default(), at("2026-06-05T07:00:00Z"));
    let twice = once.pause(at("2026-06-05T08:00:00Z"));
    let twice = twice.resume(&Rules::default(), at("2026-06-09T07:00:00Z"));
    assert_eq!(twice.added_days(), 4);
    let late = twice.pause(at("2026-06-10T07:00:00Z"));
    let late = late.resume(&Rules::default(), at("2026-12-10T07:00:00Z"));
    assert_eq!(late.added_days(), 20);
    assert_eq!(late.due_at, longest.due_at);
    assert!(
        late.explain(Lang::Ru)
            .pauses
            .last()
            .unwrap()
            .contains("предельный")
    );
}

#[test]
fn pausing_or_resuming_twice_changes_nothing() {
    let paused = standard("2026-06-01T09:00:00Z").pause(at("2026-06-03T07:00:00Z"));
    assert_eq!(paused.clone().pause(at("2026-06-04T07:00:00Z")), paused);
    let resumed = paused.resume(&Rules::default(), at("2026-06-05T07:00:00Z"));
    assert_eq!(
        resumed
            .clone()
            .resume(&Rules::default(), at("2026-06-09T07:00:00Z")),
        resumed
    );
}

#[test]
fn an_extension_gives_the_complex_term_and_remembers_the_class() {
    let deadline = standard("2026-06-01T09:00:00Z").extend(&Rules::default());
    assert_eq!(deadline.class, DeadlineClass::Complex);
    assert_eq!(deadline.original_class(), DeadlineClass::Standard);
    assert_eq!(deadline.due_at, at("2026-07-14T20:59:59Z"));
    assert_eq!(deadline.clone().extend(&Rules::default()), deadline.clone());
    let counted = deadline.explain(Lang::En).counted;
    assert!(
        counted.contains("30 working days") && counted.contains("10 working days"),
        "{counted}"
    );
}

#[test]
fn days_off_of_a_region_are_skipped_with_their_name() {
    let eid = CalendarDay {
        region: Some(region("16")),
        date: NaiveDate::from_ymd_opt(2026, 5, 27).unwrap(),
        working: false,
        name: Text::fixed("Курбан-байрам", "Eid al-Adha"),
    };
    let rules = Rules {
        calendars: Calendars::new([eid], []),
        ..Rules::default()
    };
    let started_at = at("2026-05-25T09:00:00Z");
    let deadline = Deadline::compute(&rules, started_at, DeadlineClass::Urgent, region("16"));
    assert_eq!(deadline.due_at, at("2026-05-29T20:59:59Z"));
    assert_eq!(
        deadline.explain(Lang::Ru).skipped,
        ["27.05.2026 — Курбан-байрам"]
    );
}

#[test]
fn a_person_is_told_why() {
    let deadline = standard("2026-05-07T11:05:00Z").pause(at("2026-05-13T07:00:00Z"));
    let deadline = deadline.resume(&Rules::default(), at("2026-05-14T07:00:00Z"));
    let lines: Vec<String> = deadline
        .explain(Lang::Ru)
        .lines()
        .map(str::to_owned)
        .collect();
    let expected = [
        "Отсчёт от 07.05.2026 14:05 (UTC+3).",
        "Срок: 10 рабочих дней (обычный срок), первый день — 08.05.2026.",
        "09.05.2026 — День Победы",
        "10.05.2026 — выходной",
        "11.05.2026 — выходной, перенесён с 09.05.2026",
        "16.05.2026 – 17.05.2026 — выходные",
        "23.05.2026 – 24.05.2026 — выходные",
        "Пауза с 13.05.2026 10:00 (UTC+3) до 14.05.2026 10:00 (UTC+3): 1 рабочий день.",
        "Ответ — не позднее 25.05.2026 23:59 (UTC+3).",
    ];
    assert_eq!(lines, expected);
    let english = deadline.explain(Lang::En);
    assert_eq!(
        english.due,
        "The answer is due by 2026-05-25 23:59 (UTC+3)."
    );
}

#[test]
fn the_journal_gives_a_deadline_back_as_it_was() {
    let deadline = standard("2025-12-29T09:00:00.123Z").extend(&Rules::default());
    let deadline = deadline.pause(at("2026-01-14T07:00:00Z"));
    let json = serde_json::to_value(&deadline).unwrap();
    assert_eq!(json["due_at"], "2026-02-19T20:59:59Z");
    assert_eq!(json["class"], "complex");
    assert_eq!(json["region"], "77");
    assert_eq!(json["skipped"][0]["reason"]["kind"], "moved_day_off");
    assert_eq!(serde_json::from_value::<Deadline>(json).unwrap(), deadline);
}

#[test]
fn a_term_is_what_the_rules_said_when_it_was_set_off() {
    let mut rules = Rules::default();
    let short = |working_days| Term {
        working_days,
        first_response_hours: None,
    };
    rules.terms.set(DeadlineClass::Standard, short(4));
    rules.terms.set(DeadlineClass::Complex, short(6));
    let started_at = at("2026-06-01T09:00:00Z");
    let deadline = Deadline::compute(&rules, started_at, DeadlineClass::Standard, region("77"));
    assert_eq!(deadline.due_at, at("2026-06-05T20:59:59Z"));
    let paused = deadline.pause(at("2026-06-03T07:00:00Z"));
    // The default rules would give ten days and a limit of thirty.
    let resumed = paused.resume(&Rules::default(), at("2026-06-30T07:00:00Z"));
    assert_eq!((resumed.working_days, resumed.added_days()), (4, 2));
    assert_eq!(resumed.due_at, at("2026-06-09T20:59:59Z"));
}

#[test]
fn a_term_is_extended_once_and_only_to_a_longer_one() {
    let rules = Rules::default();
    let once = standard("2026-06-01T09:00:00Z").extend(&rules);
    assert!(!once.can_be_extended(&rules));
    let mut short = Rules::default();
    let five = Term {
        working_days: 5,
        first_response_hours: None,
    };
    short.terms.set(DeadlineClass::Complex, five);
    let deadline = standard("2026-06-01T09:00:00Z");
    assert!(!deadline.can_be_extended(&short));
    assert_eq!(deadline.clone().extend(&short), deadline);
}

#[test]
fn the_counted_days_are_the_working_ones() {
    let deadline = standard("2026-05-07T11:05:00Z");
    let days: Vec<String> = deadline.counted_days().map(|day| day.to_string()).collect();
    assert_eq!(days.len(), 10);
    assert_eq!(
        (days[0].as_str(), days[1].as_str(), days[9].as_str()),
        ("2026-05-08", "2026-05-12", "2026-05-22")
    );
}

fn any_deadline() -> impl Strategy<Value = Deadline> {
    let moment = 1_577_900_000i64..1_820_000_000;
    let class = prop::sample::select(DeadlineClass::ALL);
    let region = prop::sample::select(Region::all().collect::<Vec<_>>());
    (moment, class, region).prop_map(|(seconds, class, region)| {
        let at = Utc.timestamp_opt(seconds, 0).unwrap();
        Deadline::compute(&Rules::default(), at, class, region)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_term_has_its_working_days_and_ends_with_a_local_day(deadline in any_deadline()) {
        let calendars = Calendars::default();
        let calendar = calendars.of(Region::NONE);
        prop_assert!(calendar.is_working(deadline.first_day));
        prop_assert!(calendar.is_working(deadline.last_day));
        let counted = calendar.working_days(deadline.first_day, deadline.last_day) + 1;
        prop_assert_eq!(counted, u32::from(deadline.working_days));
        let due = deadline.region.local(deadline.due_at);
        prop_assert_eq!(due.date_naive(), deadline.last_day);
        prop_assert_eq!(due.format("%H:%M:%S").to_string(), "23:59:59");
        let start = deadline.region.local_date(deadline.started_at);
        let days = (deadline.last_day - start).num_days();
        prop_assert_eq!(days, i64::from(counted) + deadline.skipped.len() as i64);
    }

    #[test]
    fn a_pause_never_brings_a_deadline_nearer_nor_past_the_limit(
        deadline in any_deadline(), after in 0i64..5_000_000, long in 0i64..5_000_000
    ) {
        let from = deadline.started_at + chrono::Duration::seconds(after);
        let to = from + chrono::Duration::seconds(long);
        let resumed = deadline.clone().pause(from).resume(&Rules::default(), to);
        prop_assert!(resumed.due_at >= deadline.due_at);
        let longest = deadline.clone().extend(&Rules::default());
        prop_assert!(resumed.due_at <= longest.due_at);
        prop_assert_eq!(resumed.started_at, deadline.started_at);
        prop_assert_eq!(resumed.clone().recount(&Rules::default()), resumed, "nothing has changed");
    }
}
