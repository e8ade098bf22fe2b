use chrono::{Datelike, NaiveDate, Weekday};

use super::{CalendarDay, Calendars, DayKind};
use crate::lang::{Lang, Text};
use crate::region::Region;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Every day as an independent source has it: the Python package `holidays`, asked by the script beside the file.
const ORACLE: &str = include_str!("../../tests/calendar/working_days.txt");

#[test]
fn every_day_agrees_with_an_independent_source() {
    let calendars = Calendars::default();
    let calendar = calendars.of(Region::NONE);
    let mut next = date(2020, 1, 1);
    for line in ORACLE.lines().filter(|line| !line.starts_with('#')) {
        let (month, digits) = line.split_once(' ').unwrap();
        assert_eq!(
            month,
            next.format("%Y-%m").to_string(),
            "no month is left out"
        );
        for digit in digits.chars() {
            let works = calendar.is_working(next);
            assert_eq!(works, digit == '1', "{next}: {:?}", calendar.day(next));
            next = next.succ_opt().unwrap();
        }
    }
    assert_eq!(
        next,
        date(2028, 1, 1),
        "every day of the calendar was compared"
    );
}

#[test]
fn every_day_tells_its_reason() {
    #[track_caller]
    fn check(day: NaiveDate, ru: &str, en: &str) {
        let calendars = Calendars::default();
        let reason = calendars.of(Region::NONE).day(day).reason();
        assert_eq!((reason.get(Lang::Ru), reason.get(Lang::En)), (ru, en));
    }
    check(date(2026, 5, 8), "рабочий день", "working day");
    check(date(2026, 5, 9), "День Победы", "Victory Day");
    check(date(2026, 5, 10), "выходной", "weekend");
    check(
        date(2026, 5, 11),
        "выходной, перенесён с 09.05.2026",
        "day off moved from 2026-05-09",
    );
    check(date(2025, 11, 1), "рабочая суббота", "working Saturday");
    check(
        date(2025, 1, 7),
        "Рождество Христово",
        "Orthodox Christmas Day",
    );
    check(date(2020, 6, 24), "рабочий день", "working day");
}

#[test]
fn a_year_without_data_has_weekends_and_the_holidays_of_the_law() {
    let calendars = Calendars::default();
    let calendar = calendars.of(Region::NONE);
    for year in [2013, 2019, 2028, 2046, 2100] {
        assert!(!calendars.has_year(year));
        for day in date(year, 1, 1).iter_days().take(365) {
            let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            let holiday = matches!(
                (day.month(), day.day()),
                (1, 1..=8) | (2, 23) | (3, 8) | (5, 1 | 9) | (6, 12) | (11, 4)
            );
            assert_eq!(calendar.is_working(day), !weekend && !holiday, "{day}");
        }
    }
    assert_eq!(calendar.after(NaiveDate::MAX, 1), NaiveDate::MAX);
}

#[test]
fn a_year_is_to_be_declared_from_october_of_the_year_before() {
    let none = Calendars::default();
    let next = Calendars::new([], [2028]);
    #[track_caller]
    fn check(calendars: &Calendars, today: NaiveDate, expected: Option<i32>) {
        assert_eq!(calendars.year_to_declare(today), expected, "{today}");
    }
    check(&none, date(2026, 12, 31), None);
    check(&none, date(2027, 9, 30), None);
    check(&none, date(2027, 10, 1), Some(2028));
    check(&none, date(2027, 12, 31), Some(2028));
    check(&none, date(2028, 1, 1), Some(2028));
    check(&none, date(2047, 6, 1), Some(2047));
    check(&next, date(2027, 12, 31), None);
    check(&next, date(2028, 10, 1), Some(2029));
}

fn day(region: Option<&str>, date: NaiveDate, working: bool, ru: &str) -> CalendarDay {
    CalendarDay {
        region: region.map(|code| Region::parse(code).unwrap()),
        date,
        working,
        name: Text::new(ru.to_owned(), "in English".to_owned()),
    }
}

#[test]
fn a_region_adds_its_own_days_off() {
    let added = date(2026, 5, 27);
    let calendars = Calendars::new(
        [
            day(Some("16"), added, false, "Курбан-байрам"),
            day(Some("16"), date(2026, 5, 9), false, "Курбан-байрам"),
        ],
        [],
    );
    let tatarstan = calendars.of(Region::parse("16").unwrap());
    assert_eq!(tatarstan.day(added).reason().ru, "Курбан-байрам");
    // The federal reason is told first.
    assert_eq!(tatarstan.day(date(2026, 5, 9)).reason().en, "Victory Day");
    assert!(tatarstan.is_working(date(2026, 5, 28)));
    let moscow = calendars.of(Region::parse("77").unwrap());
    assert!(moscow.is_working(added));
}

#[test]
fn the_region_decides_before_the_installation_and_that_before_the_table() {
    let (friday, saturday) = (date(2026, 6, 5), date(2026, 6, 6));
    let calendars = Calendars::new(
        [
            day(None, friday, false, "День села"),
            day(None, saturday, true, "Перенос на субботу"),
            day(Some("62"), friday, true, "Рабочий день"),
            day(Some("62"), saturday, false, "Выходной области"),
            day(None, date(2026, 6, 8), true, "И так рабочий"),
        ],
        [],
    );
    let works = |code: &str, date| calendars.of(Region::parse(code).unwrap()).is_working(date);
    assert_eq!((works("77", friday), works("77", saturday)), (false, true));
    assert_eq!((works("62", friday), works("62", saturday)), (true, false));
    let monday = calendars.of(Region::NONE).day(date(2026, 6, 8));
    assert_eq!(monday, DayKind::Working);
}

#[test]
fn a_declared_year_has_the_holidays_of_the_law_and_the_days_that_were_entered() {
    let calendars = Calendars::new([day(None, date(2028, 1, 10), false, "Перенос")], [2028]);
    let calendar = calendars.of(Region::NONE);
    assert!(calendars.has_year(2028) && !calendars.has_year(2029));
    assert_eq!(
        calendar.day(date(2028, 1, 7)).reason().en,
        "Orthodox Christmas Day"
    );
    assert_eq!(calendar.day(date(2028, 1, 10)).reason().ru, "Перенос");
    assert!(calendar.is_working(date(2028, 1, 11)));
}

#[test]
fn the_nth_working_day_after_a_day_is_found() {
    let calendars = Calendars::default();
    let calendar = calendars.of(Region::NONE);
    #[track_caller]
    fn check(found: NaiveDate, expected: NaiveDate) {
        assert_eq!(found, expected);
    }
    check(calendar.after(date(2026, 5, 7), 0), date(2026, 5, 7));
    check(calendar.after(date(2026, 5, 7), 1), date(2026, 5, 8));
    check(calendar.after(date(2026, 5, 7), 2), date(2026, 5, 12));
    check(calendar.after(date(2026, 5, 9), 1), date(2026, 5, 12));
    check(calendar.after(date(2027, 12, 30), 1), date(2028, 1, 10));
}
