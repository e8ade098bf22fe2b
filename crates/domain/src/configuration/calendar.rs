//! The working calendar's own days and years as data.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Configuration, Faults, Item, Kind};
use crate::calendar::CalendarDay;
use crate::codes::UnknownCode;
use crate::lang::Text;
use crate::region::Region;

/// The first year of Labour Code holidays as they are now, and a year nobody plans beyond.
const FIRST_YEAR: i64 = 2013;
const LAST_YEAR: i64 = 2100;

/// A day that differs from the built-in calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarDayItem {
    /// The region's code; none for the whole country.
    pub region: Option<String>,
    /// The date, ISO 8601.
    pub date: String,
    /// Whether people work.
    pub working: bool,
    /// Why, in Russian.
    pub name_ru: String,
    /// Why, in English.
    pub name_en: String,
}

impl Item for CalendarDayItem {
    const KIND: Kind = Kind::CalendarDay;

    fn key(&self) -> String {
        match &self.region {
            Some(region) => format!("{region}:{}", self.date),
            None => self.date.clone(),
        }
    }

    fn agency(&self) -> Option<&str> {
        None
    }

    fn check(&self, _: &str, now: &Configuration, faults: &mut Faults) {
        if let Some(region) = &self.region {
            faults.region("/region", region);
        }
        faults.names("/name", &self.name_ru, &self.name_en);
        let at = "/date";
        match self.date.parse::<NaiveDate>() {
            Err(_) => faults.add(
                at,
                "date_format",
                "Дата вида ГГГГ-ММ-ДД",
                "A date like YYYY-MM-DD",
            ),
            Ok(date) if !now.rules.calendars.has_year(date.year()) => faults.add(
                at,
                "year_unknown",
                "Этого года в календаре нет. Сначала объявите год.",
                "The calendar has no such year. Declare the year first.",
            ),
            Ok(_) => {}
        }
    }
}

/// A year that the calendar is declared complete for: its holidays are the law's, its moved days off are
/// items of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarYearItem {
    /// The year.
    pub year: i64,
}

impl Item for CalendarYearItem {
    const KIND: Kind = Kind::CalendarYear;

    fn key(&self) -> String {
        self.year.to_string()
    }

    fn agency(&self) -> Option<&str> {
        None
    }

    fn check(&self, _: &str, now: &Configuration, faults: &mut Faults) {
        faults.number("/year", self.year, FIRST_YEAR, LAST_YEAR);
        let is_known = |year| now.rules.calendars.has_year(year);
        if i32::try_from(self.year).is_ok_and(is_known) {
            faults.add(
                "/year",
                "year_known",
                "Этот год в календаре уже есть",
                "The calendar has this year already",
            );
        }
    }
}

impl TryFrom<CalendarDayItem> for CalendarDay {
    type Error = UnknownCode;

    fn try_from(item: CalendarDayItem) -> Result<CalendarDay, UnknownCode> {
        let region = item.region.as_deref().map(Region::parse).transpose();
        Ok(CalendarDay {
            region: region.map_err(|_| UnknownCode { what: "region" })?,
            date: item
                .date
                .parse()
                .map_err(|_| UnknownCode { what: "date" })?,
            working: item.working,
            name: Text::new(item.name_ru, item.name_en),
        })
    }
}
