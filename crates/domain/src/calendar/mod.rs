//! The Russian production calendar: which days are working ones, and why others are not.

mod data;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::lang::{Lang, Text};
use crate::region::Region;

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
    /// A day made a working one by the region or the installation.
    AddedWorkingDay {
        /// Why.
        name: Text,
    },
}

impl DayKind {
    /// Whether people work.
    pub const fn is_working(&self) -> bool {
        matches!(
            self,
            DayKind::Working | DayKind::WorkingSaturday | DayKind::AddedWorkingDay { .. }
        )
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
            DayKind::AddedDayOff { name } | DayKind::AddedWorkingDay { name } => name.clone(),
        }
    }
}

/// A day that a region or the installation has made what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// The region whose day it is; none for all of them.
    pub region: Option<Region>,
    /// The day.
    pub date: NaiveDate,
    /// Whether people work on it.
    pub working: bool,
    /// Why.
    pub name: Text,
}

/// The calendars of all regions: the federal one that is built in, the days that were added to it, and the
/// years beyond it that somebody has declared complete.
///
/// They answer for every year. In one that nobody has declared yet, weekends and the holidays of the law (Labour
/// Code, article 112) are days off and no day off is moved; what is counted with it is provisional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendars {
    federal: Days,
    regional: BTreeMap<&'static str, Days>,
    declared: BTreeSet<i32>,
}

/// From October on the next year should be declared: the Government moves days off by a decree of August or
/// September as a rule (of ten years' decrees the latest is of 10 October), and long terms reach the next year soon.
const DECLARED_FROM: u32 = 10;

/// Days that were added, and whether people work on them.
type Days = BTreeMap<NaiveDate, (bool, Text)>;

impl Calendars {
    /// The federal calendar and these days.
    pub fn new(
        days: impl IntoIterator<Item = CalendarDay>,
        declared: impl IntoIterator<Item = i32>,
    ) -> Calendars {
        let mut all = Calendars {
            declared: declared.into_iter().collect(),
            ..Calendars::default()
        };
        for day in days {
            let days = match day.region {
                Some(region) => all.regional.entry(region.code()).or_default(),
                None => &mut all.federal,
            };
            days.insert(day.date, (day.working, day.name));
        }
        all
    }

    /// Whether a year is known as a whole: built in, or declared complete.
    pub fn has_year(&self, year: i32) -> bool {
        data::YEARS.contains(&year) || self.declared.contains(&year)
    }

    /// The years from one day to another that are not known as a whole: what is counted with them is provisional.
    pub fn undeclared_years(&self, first: NaiveDate, last: NaiveDate) -> BTreeSet<i32> {
        let years = first.year()..=last.year();
        years.filter(|year| !self.has_year(*year)).collect()
    }

    /// The year that somebody should declare now: the one that runs, or from [`DECLARED_FROM`] on the next.
    pub fn year_to_declare(&self, today: NaiveDate) -> Option<i32> {
        let next = today.month() >= DECLARED_FROM;
        let years = [Some(today.year()), next.then_some(today.year() + 1)];
        years
            .into_iter()
            .flatten()
            .find(|year| !self.has_year(*year))
    }

    /// The calendar of a region.
    pub fn of(&self, region: Region) -> WorkingCalendar<'_> {
        WorkingCalendar {
            all: self,
            regional: self.regional.get(region.code()),
        }
    }
}

/// The calendar of one region.
#[derive(Debug, Clone, Copy)]
pub struct WorkingCalendar<'a> {
    all: &'a Calendars,
    regional: Option<&'a Days>,
}

impl WorkingCalendar<'_> {
    /// What a day is. The region's word on whether people work goes before the installation's, and that before
    /// the built-in one; of the reasons for a day off a federal one is told first.
    pub fn day(&self, date: NaiveDate) -> DayKind {
        let built_in = built_in(date);
        let regional = self.regional.and_then(|days| days.get(&date));
        match regional.or_else(|| self.all.federal.get(&date)) {
            None => built_in,
            Some((true, _)) if built_in.is_working() => built_in,
            Some((true, name)) => DayKind::AddedWorkingDay { name: name.clone() },
            Some((false, name)) => match built_in {
                DayKind::Holiday { .. } | DayKind::MovedDayOff { .. } => built_in,
                _ => DayKind::AddedDayOff { name: name.clone() },
            },
        }
    }

    /// Whether people work on a day.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.day(date).is_working()
    }

    /// How many working days there are from `start` up to, but not including, `end`.
    pub fn working_days(&self, start: NaiveDate, end: NaiveDate) -> u32 {
        let days = start.iter_days().take_while(|date| *date < end);
        let working = days.filter(|date| self.is_working(*date));
        working.fold(0, |count, _| count + 1)
    }

    /// The `count`th working day after a day; the day itself for none.
    pub fn after(&self, day: NaiveDate, count: u16) -> NaiveDate {
        let days = day.iter_days().skip(1);
        let mut working = days.filter(|date| self.is_working(*date));
        match usize::from(count).checked_sub(1) {
            None => day,
            Some(before) => working.nth(before).unwrap_or(NaiveDate::MAX),
        }
    }
}

/// What a day is by the law and the Government's decrees. Holidays are every year's; days off are moved in the
/// years of the table alone.
fn built_in(date: NaiveDate) -> DayKind {
    if let Some(holiday) = data::holiday(date.month(), date.day()) {
        return DayKind::Holiday { holiday };
    }
    let moved_here = data::MOVES.iter().find(|moved| moved.is_to(date));
    if let Some(from) = moved_here.and_then(data::Move::source) {
        return DayKind::MovedDayOff { from };
    }
    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    match (weekend, data::MOVES.iter().any(|moved| moved.is_from(date))) {
        (true, true) => DayKind::WorkingSaturday,
        (true, false) => DayKind::Weekend,
        (false, _) => DayKind::Working,
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
