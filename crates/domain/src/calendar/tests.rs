use chrono::{Datelike, NaiveDate, Weekday};

use super::{CalendarError, DayKind, WorkingCalendar};
use crate::lang::{Lang, Text};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The calendar as an independent source has it (the Python package `holidays` 0.109,
/// asked for every day): year, working days, weekdays off, working weekend days.
#[rustfmt::skip]
const ORACLE: [(i32, u32, &str, &str); 8] = [
    (2020, 248, "01.01 02.01 03.01 06.01 07.01 08.01 24.02 09.03 01.05 04.05 05.05 11.05 12.06 04.11", ""),
    (2021, 247, "01.01 04.01 05.01 06.01 07.01 08.01 22.02 23.02 08.03 03.05 10.05 14.06 04.11 05.11 31.12", "20.02"),
    (2022, 247, "03.01 04.01 05.01 06.01 07.01 23.02 07.03 08.03 02.05 03.05 09.05 10.05 13.06 04.11", "05.03"),
    (2023, 247, "02.01 03.01 04.01 05.01 06.01 23.02 24.02 08.03 01.05 08.05 09.05 12.06 06.11", ""),
    (2024, 248, "01.01 02.01 03.01 04.01 05.01 08.01 23.02 08.03 29.04 30.04 01.05 09.05 10.05 12.06 04.11 30.12 31.12", "27.04 02.11 28.12"),
    (2025, 247, "01.01 02.01 03.01 06.01 07.01 08.01 01.05 02.05 08.05 09.05 12.06 13.06 03.11 04.11 31.12", "01.11"),
    (2026, 247, "01.01 02.01 05.01 06.01 07.01 08.01 09.01 23.02 09.03 01.05 11.05 12.06 04.11 31.12", ""),
    (2027, 247, "01.01 04.01 05.01 06.01 07.01 08.01 22.02 23.02 08.03 03.05 10.05 14.06 04.11 05.11 31.12", "20.02"),
];

#[test]
fn every_day_agrees_with_an_independent_source() {
    let calendar = WorkingCalendar::federal();
    for (year, working, weekdays_off, working_weekends) in ORACLE {
        let (first, next) = (date(year, 1, 1), date(year + 1, 1, 1));
        let (mut off, mut on) = (Vec::new(), Vec::new());
        for day in first.iter_days().take_while(|day| *day < next) {
            let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            let shown = day.format("%d.%m").to_string();
            match (weekend, calendar.is_working(day).unwrap()) {
                (false, false) => off.push(shown),
                (true, true) => on.push(shown),
                _ => {}
            }
        }
        assert_eq!(off.join(" "), weekdays_off, "{year}");
        assert_eq!(on.join(" "), working_weekends, "{year}");
        assert_eq!(calendar.working_days(first, next), Ok(working), "{year}");
    }
}

#[test]
fn every_day_tells_its_reason() {
    #[track_caller]
    fn check(day: NaiveDate, ru: &str, en: &str) {
        let reason = WorkingCalendar::federal().day(day).unwrap().reason();
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
    let calendar = WorkingCalendar::federal();
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
        text.ru.contains("2020–2027") && text.ru.contains("10.01.2028"),
        "{text:?}"
    );
}

#[test]
fn a_region_adds_its_own_days_off() {
    let kurban = Text::fixed("Курбан-байрам", "Eid al-Adha");
    let added = date(2026, 5, 27);
    let calendar = WorkingCalendar::federal()
        .with_days_off([(added, kurban.clone()), (date(2026, 5, 9), kurban.clone())]);
    assert_eq!(
        calendar.day(added),
        Ok(DayKind::AddedDayOff { name: kurban })
    );
    assert_eq!(
        calendar.day(date(2026, 5, 9)).unwrap().reason().en,
        "Victory Day"
    );
    assert_eq!(calendar.is_working(date(2026, 5, 28)), Ok(true));
}
