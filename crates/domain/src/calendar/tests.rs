use chrono::NaiveDate;

use super::{CalendarDay, CalendarError, Calendars, DayKind};
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
            let works = calendar.is_working(next).unwrap();
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
        let reason = calendars.of(Region::NONE).day(day).unwrap().reason();
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
fn a_year_without_data_is_an_error_and_never_a_guess() {
    let calendars = Calendars::default();
    let calendar = calendars.of(Region::NONE);
    for outside in [
        date(2019, 12, 31),
        date(2028, 1, 1),
        NaiveDate::MIN,
        NaiveDate::MAX,
    ] {
        let error = calendar.day(outside).unwrap_err();
        assert_eq!(error, CalendarError::OutOfRange(outside));
    }
    assert!(calendar.day(date(2020, 1, 1)).is_ok() && calendar.day(date(2027, 12, 31)).is_ok());
    let text = CalendarError::OutOfRange(date(2028, 1, 10)).text();
    assert!(
        text.ru.contains("2028 год") && text.ru.contains("10.01.2028"),
        "{text:?}"
    );
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
    assert_eq!(tatarstan.day(added).unwrap().reason().ru, "Курбан-байрам");
    // The federal reason is told first.
    assert_eq!(
        tatarstan.day(date(2026, 5, 9)).unwrap().reason().en,
        "Victory Day"
    );
    assert_eq!(tatarstan.is_working(date(2026, 5, 28)), Ok(true));
    let moscow = calendars.of(Region::parse("77").unwrap());
    assert_eq!(moscow.is_working(added), Ok(true));
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
    assert_eq!(
        (works("77", friday), works("77", saturday)),
        (Ok(false), Ok(true))
    );
    assert_eq!(
        (works("62", friday), works("62", saturday)),
        (Ok(true), Ok(false))
    );
    let monday = calendars.of(Region::NONE).day(date(2026, 6, 8));
    assert_eq!(monday, Ok(DayKind::Working));
}

#[test]
fn a_declared_year_has_the_holidays_of_the_law_and_the_days_that_were_entered() {
    let calendars = Calendars::new([day(None, date(2028, 1, 10), false, "Перенос")], [2028]);
    let calendar = calendars.of(Region::NONE);
    assert!(calendars.has_year(2028) && !calendars.has_year(2029));
    assert_eq!(
        calendar.day(date(2028, 1, 7)).unwrap().reason().en,
        "Orthodox Christmas Day"
    );
    assert_eq!(
        calendar.day(date(2028, 1, 10)).unwrap().reason().ru,
        "Перенос"
    );
    assert_eq!(calendar.is_working(date(2028, 1, 11)), Ok(true));
    assert!(calendar.day(date(2029, 1, 1)).is_err());
}

#[test]
fn the_nth_working_day_after_a_day_is_found() {
    let calendars = Calendars::default();
    let calendar = calendars.of(Region::NONE);
    #[track_caller]
    fn check(found: Result<NaiveDate, CalendarError>, expected: NaiveDate) {
        assert_eq!(found, Ok(expected));
    }
    check(calendar.after(date(2026, 5, 7), 0), date(2026, 5, 7));
    check(calendar.after(date(2026, 5, 7), 1), date(2026, 5, 8));
    check(calendar.after(date(2026, 5, 7), 2), date(2026, 5, 12));
    check(calendar.after(date(2026, 5, 9), 1), date(2026, 5, 12));
    assert!(calendar.after(date(2027, 12, 30), 1).is_err());
}
