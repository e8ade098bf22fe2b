//! The production calendar as data.
//!
//! Holidays: article 112 of the Labour Code, as it stood in all of these years. Days off
//! moved by the Government (the same article, part five) and, where the Government did
//! not decide otherwise, from a weekend holiday to the next working day (part two):
//!
//! | year | decree of the Government |
//! | --- | --- |
//! | 2020 | 10.07.2019 N 875 |
//! | 2021 | 10.10.2020 N 1648 |
//! | 2022 | 16.09.2021 N 1564 |
//! | 2023 | 29.08.2022 N 1505 |
//! | 2024 | 10.08.2023 N 1314 |
//! | 2025 | 04.10.2024 N 1335 |
//! | 2026 | 24.09.2025 N 1466 |
//! | 2027 | as in the calendar that ConsultantPlus published in September 2026 |
//!
//! The number of the decree for 2027 was not at hand; its year repeats the days of 2021,
//! and so do its transfers.
//!
//! The «non-working days with pay» of 2020 and 2021 (decrees of the President: 25.03.2020
//! N 206, 02.04.2020 N 239, 28.04.2020 N 294, 29.05.2020 N 345, 01.06.2020 N 354,
//! 23.04.2021 N 242, 20.10.2021 N 595) are working days here. They were neither weekends
//! nor holidays in the sense of the Labour Code, the norm of working time was not made
//! smaller by them, and the same decrees told the agencies to keep working. An
//! installation that counts old terms otherwise adds them as its own days off.

use chrono::NaiveDate;

use super::Holiday;

/// The years the calendar knows.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 2020..=2027;

/// The holiday of a month and day (article 112, part one).
pub(super) const fn holiday(month: u32, day: u32) -> Option<Holiday> {
    match (month, day) {
        (1, 7) => Some(Holiday::Christmas),
        (1, 1..=8) => Some(Holiday::NewYear),
        (2, 23) => Some(Holiday::DefenderDay),
        (3, 8) => Some(Holiday::WomensDay),
        (5, 1) => Some(Holiday::LabourDay),
        (5, 9) => Some(Holiday::VictoryDay),
        (6, 12) => Some(Holiday::RussiaDay),
        (11, 4) => Some(Holiday::UnityDay),
        _ => None,
    }
}

/// A day off moved within a year, from one (day, month) to another. A weekend day that a
/// day off is moved from, and that is no holiday, is a working one.
pub(super) struct Move {
    pub(super) year: i32,
    pub(super) from: (u32, u32),
    pub(super) to: (u32, u32),
}

impl Move {
    pub(super) fn is_from(&self, date: NaiveDate) -> bool {
        self.source() == Some(date)
    }

    pub(super) fn is_to(&self, date: NaiveDate) -> bool {
        NaiveDate::from_ymd_opt(self.year, self.to.1, self.to.0) == Some(date)
    }

    pub(super) fn source(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.from.1, self.from.0)
    }
}

const fn moved(year: i32, from: (u32, u32), to: (u32, u32)) -> Move {
    Move { year, from, to }
}

#[rustfmt::skip]
pub(super) static MOVES: &[Move] = &[
    moved(2020, (23, 2), (24, 2)),
    moved(2020, (8, 3), (9, 3)),
    moved(2020, (4, 1), (4, 5)),
    moved(2020, (5, 1), (5, 5)),
    moved(2020, (9, 5), (11, 5)),

    moved(2021, (20, 2), (22, 2)),
    moved(2021, (1, 5), (3, 5)),
    moved(2021, (9, 5), (10, 5)),
    moved(2021, (12, 6), (14, 6)),
    moved(2021, (2, 1), (5, 11)),
    moved(2021, (3, 1), (31, 12)),

    moved(2022, (5, 3), (7, 3)),
    moved(2022, (1, 5), (2, 5)),
    moved(2022, (1, 1), (3, 5)),
    moved(2022, (2, 1), (10, 5)),
    moved(2022, (12, 6), (13, 6)),

    moved(2023, (1, 1), (24, 2)),
    moved(2023, (8, 1), (8, 5)),
    moved(2023, (4, 11), (6, 11)),

    moved(2024, (27, 4), (29, 4)),
    moved(2024, (2, 11), (30, 4)),
    moved(2024, (6, 1), (10, 5)),
    moved(2024, (28, 12), (30, 12)),
    moved(2024, (7, 1), (31, 12)),

    moved(2025, (4, 1), (2, 5)),
    moved(2025, (23, 2), (8, 5)),
    moved(2025, (8, 3), (13, 6)),
    moved(2025, (1, 11), (3, 11)),
    moved(2025, (5, 1), (31, 12)),

    moved(2026, (3, 1), (9, 1)),
    moved(2026, (8, 3), (9, 3)),
    moved(2026, (9, 5), (11, 5)),
    moved(2026, (4, 1), (31, 12)),

    moved(2027, (20, 2), (22, 2)),
    moved(2027, (1, 5), (3, 5)),
    moved(2027, (9, 5), (10, 5)),
    moved(2027, (12, 6), (14, 6)),
    moved(2027, (2, 1), (5, 11)),
    moved(2027, (3, 1), (31, 12)),
];
