//! Days and hours, counted slowly on other people's data.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// Regions from the west to the east, and where IANA says that they are.
pub(super) const REGIONS: &[(&str, Tz)] = &[
    ("39", Tz::Europe__Kaliningrad),
    ("77", Tz::Europe__Moscow),
    ("62", Tz::Europe__Moscow),
    ("34", Tz::Europe__Volgograd),
    ("63", Tz::Europe__Samara),
    ("66", Tz::Asia__Yekaterinburg),
    ("55", Tz::Asia__Omsk),
    ("54", Tz::Asia__Novosibirsk),
    ("38", Tz::Asia__Irkutsk),
    ("14", Tz::Asia__Yakutsk),
    ("25", Tz::Asia__Vladivostok),
    ("65", Tz::Asia__Sakhalin),
    ("41", Tz::Asia__Kamchatka),
];

/// Sebastiano Vigna's splitmix64.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        i64::try_from((z ^ (z >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }

    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(i64::try_from(all.len()).unwrap())).unwrap()]
    }
}

/// The days on which nobody works.
pub(super) struct World(BTreeSet<NaiveDate>);

impl World {
    /// Reads the file that the Python package has made for the test of the calendar.
    pub(super) fn read() -> World {
        let file = include_str!("../../../../crates/domain/tests/calendar/working_days.txt");
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let off = lines.flat_map(|line| {
            let (month, digits) = line.split_once(' ').unwrap();
            let days = digits.chars().enumerate();
            let off = days.filter(|(_, digit)| *digit == '0');
            off.map(move |(index, _)| format!("{month}-{:02}", index + 1).parse().unwrap())
                .collect::<Vec<_>>()
        });
        World(off.collect())
    }

    pub(super) fn works(&self, date: NaiveDate) -> bool {
        !self.0.contains(&date)
    }

    /// Nine in the morning of the n-th working day after a moment's day.
    pub(super) fn morning_after(&self, at: i64, days: u32, zone: Tz) -> i64 {
        let (mut date, mut left) = (date(at, zone), days);
        while left > 0 {
            date = date.succ_opt().unwrap();
            left -= u32::from(self.works(date));
        }
        morning(date, zone)
    }
}

pub(super) fn date(at: i64, zone: Tz) -> NaiveDate {
    let at = DateTime::from_timestamp_millis(at).unwrap();
    at.with_timezone(&zone).date_naive()
}

pub(super) fn morning(date: NaiveDate, zone: Tz) -> i64 {
    moment(date, (9, 0, 0), zone)
}

/// The last second of a day.
pub(super) fn end(date: NaiveDate, zone: Tz) -> i64 {
    moment(date, (23, 59, 59), zone)
}

/// The last second of a day so many calendar days after a moment's.
pub(super) fn end_after(at: i64, days: u64, zone: Tz) -> i64 {
    end(
        date(at, zone).checked_add_days(Days::new(days)).unwrap(),
        zone,
    )
}

fn moment(date: NaiveDate, (hour, minute, second): (u32, u32, u32), zone: Tz) -> i64 {
    let local = date.and_hms_opt(hour, minute, second).unwrap();
    let at = zone.from_local_datetime(&local).earliest().unwrap();
    at.with_timezone(&Utc).timestamp_millis()
}
