//! The working calendar's own days and years as data.

use serde::{Deserialize, Serialize};

use super::{Item, Kind};
use crate::calendar::CalendarDay;
use crate::codes::UnknownCode;
use crate::lang::Text;
use crate::region::Region;

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
            Some(region) => format!("{region}/{}", self.date),
            None => self.date.clone(),
        }
    }

    fn agency(&self) -> Option<&str> {
        None
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
