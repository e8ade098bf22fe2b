//! The Russian production calendar: which days are working ones, and why others are not.

mod data;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::lang::{Lang, Text};

codes! {
    /// A federal holiday (Labour Code, article 112).
    pub enum Holiday, "holiday" {
        /// 1–6 and 8 January.
        NewYear = "new_year",
        /// 7 January.
        Christmas = "christmas",
        /// 23 February.
        DefenderDay = "defender_day",
        /// 8 March.
        WomensDay = "womens_day",
        /// 1 May.
        LabourDay = "labour_day",
        /// 9 May.
        VictoryDay = "victory_day",
        /// 12 June.
        RussiaDay = "russia_day",
        /// 4 November.
        UnityDay = "unity_day",
    }
}

impl Holiday {
    /// The name a person reads.
    pub const fn text(self) -> Text {
        match self {
            Holiday::NewYear => Text::fixed("Новогодние каникулы", "New Year holidays"),
            Holiday::Christmas => Text::fixed("Рождество Христово", "Orthodox Christmas Day"),
            Holiday::DefenderDay => {
                Text::fixed("День защитника Отечества", "Defender of the Fatherland Day")
            }
            Holiday::WomensDay => {
                Text::fixed("Международный женский день", "International Women's Day")
            }
            Holiday::LabourDay => Text::fixed("Праздник Весны и Труда", "Spring and Labour Day"),
            Holiday::VictoryDay => Text::fixed("День Победы", "Victory Day"),
            Holiday::RussiaDay => Text::fixed("День России", "Russia Day"),
            Holiday::UnityDay => Text::fixed("День народного единства", "National Unity Day"),
        }
    }
}

/// What a day is in the calendar. The journal keeps it as the reason of a skipped day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// A Saturday made a working day, because its day off was moved.
    WorkingSaturday,
    /// A Saturday or a Sunday.
    Weekend,
    /// A federal holiday.
    Holiday {
        /// Which one.
        holiday: Holiday,
    },
    /// A day off moved here from another date.
    MovedDayOff {
        /// Where the day off was moved from.
        from: NaiveDate,
    },
    /// A day off that the region or the installation added.
    AddedDayOff {
        /// Its name.
        name: Text,
    },
}

impl DayKind {
    /// Whether people work.
    pub const fn is_working(&self) -> bool {
        matches!(self, DayKind::Working | DayKind::WorkingSaturday)
    }

    /// Why the day is what it is, for people.
    pub fn reason(&self) -> Text {
        match self {
            DayKind::Working => Text::fixed("рабочий день", "working day"),
            DayKind::WorkingSaturday => Text::fixed("рабочая суббота", "working Saturday"),
            DayKind::Weekend => Text::fixed("выходной", "weekend"),
            DayKind::Holiday { holiday } => holiday.text(),
            DayKind::MovedDayOff { from } => Text::new(
                format!("выходной, перенесён с {}", from.format("%d.%m.%Y")),
                format!("day off moved from {}", from.format("%Y-%m-%d")),
            ),
            DayKind::AddedDayOff { name } => name.clone(),
        }
    }
}

/// Why the calendar cannot answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The date is outside the years the calendar holds. It never guesses.
    #[error("the working calendar holds 2020 to 2027 and not {0}")]
    OutOfRange(NaiveDate),
}

impl CalendarError {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        "calendar_out_of_range"
    }

    /// The message for people.
    pub fn text(self) -> Text {
        let CalendarError::OutOfRange(date) = self;
        let (first, last) = (data::YEARS.start(), data::YEARS.end());
        Text::new(
            format!(
                "Производственный календарь есть за {first}–{last} годы, даты {} в нём нет",
                date.format("%d.%m.%Y")
            ),
            format!(
                "The working calendar holds {first} to {last}; it has no {}",
                date.format("%Y-%m-%d")
            ),
        )
    }
}

/// The federal calendar, with the days off that a region adds.
#[derive(Debug, Clone, Default)]
pub struct WorkingCalendar {
    added: BTreeMap<NaiveDate, Text>,
}

impl WorkingCalendar {
    /// The federal calendar alone.
    pub const fn federal() -> WorkingCalendar {
        WorkingCalendar {
            added: BTreeMap::new(),
        }
    }

    /// The same calendar with more days off.
    #[must_use]
    pub fn with_days_off(mut self, days: impl IntoIterator<Item = (NaiveDate, Text)>) -> Self {
        self.added.extend(days);
        self
    }

    /// What a day is. A federal reason goes before an added one.
    pub fn day(&self, date: NaiveDate) -> Result<DayKind, CalendarError> {
        if !data::YEARS.contains(&date.year()) {
            return Err(CalendarError::OutOfRange(date));
        }
        if let Some(holiday) = data::holiday(date.month(), date.day()) {
            return Ok(DayKind::Holiday { holiday });
        }
        let moved_here = data::MOVES.iter().find(|moved| moved.is_to(date));
        if let Some(from) = moved_here.and_then(data::Move::source) {
            return Ok(DayKind::MovedDayOff { from });
        }
        if let Some(name) = self.added.get(&date) {
            return Ok(DayKind::AddedDayOff { name: name.clone() });
        }
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        Ok(
            match (weekend, data::MOVES.iter().any(|moved| moved.is_from(date))) {
                (true, true) => DayKind::WorkingSaturday,
                (true, false) => DayKind::Weekend,
                (false, _) => DayKind::Working,
            },
        )
    }

    /// Whether people work on a day.
    pub fn is_working(&self, date: NaiveDate) -> Result<bool, CalendarError> {
        Ok(self.day(date)?.is_working())
    }

    /// How many working days there are from `start` up to, but not including, `end`.
    pub fn working_days(&self, start: NaiveDate, end: NaiveDate) -> Result<u32, CalendarError> {
        let mut count = 0;
        for date in start.iter_days().take_while(|date| *date < end) {
            count += u32::from(self.is_working(date)?);
        }
        Ok(count)
    }
}

/// A date as the interface writes it: `31.05.2026` in Russian, `2026-05-31` in English.
pub fn show_date(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ru => date.format("%d.%m.%Y").to_string(),
        Lang::En => date.format("%Y-%m-%d").to_string(),
    }
}

#[cfg(test)]
mod tests;
