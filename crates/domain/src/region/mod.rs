//! Regions: the subjects of the federation and their local time.

mod data;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::codes::UnknownCode;
use crate::lang::{Lang, Text};

/// Volgograd went from UTC+4 to UTC+3 on 27.12.2020 at 02:00, which is 26.12.2020 22:00
/// UTC (federal law of 22.12.2020 N 426-ФЗ). It is the only change of a Russian zone in
/// the years of the calendar.
const VOLGOGRAD_CHANGE: i64 = 1_609_020_000;

/// A time zone without summer time, which Russia has not had since 2011.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Zone {
    name: &'static str,
    hours_east: i32,
}

impl Zone {
    const fn new(name: &'static str, hours_east: i32) -> Zone {
        Zone { name, hours_east }
    }
}

/// A subject of the federation, or «00» for none of them.
#[derive(Clone, Copy)]
pub struct Region(&'static data::Row);

impl Region {
    /// The region of what belongs to no subject, with Moscow time: the default.
    pub const NONE: Region = {
        let [none, ..] = &data::ROWS;
        Region(none)
    };

    /// All regions by code; «00» comes first.
    pub fn all() -> impl Iterator<Item = Region> {
        data::ROWS.iter().map(Region)
    }

    /// Reads a two-digit code such as `62`; spaces around it and a missing leading zero
    /// (`1` for `01`, as spreadsheets write it) are tolerated.
    pub fn parse(text: &str) -> Result<Region, UnknownCode> {
        let text = text.trim();
        data::ROWS
            .iter()
            .find(|(code, ..)| {
                *code == text || (text.len() == 1 && code.strip_prefix('0') == Some(text))
            })
            .map(Region)
            .ok_or(UnknownCode { what: "region" })
    }

    /// The two-digit code.
    pub const fn code(self) -> &'static str {
        self.0.0
    }

    /// The name a person reads.
    pub const fn name(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ru => self.0.1,
            Lang::En => self.0.2,
        }
    }

    /// The name in both languages.
    pub const fn text(self) -> Text {
        Text::fixed(self.0.1, self.0.2)
    }

    /// The zone's name in the IANA time zone database.
    pub const fn zone(self) -> &'static str {
        self.0.3.name
    }

    /// How far local time is from UTC at a moment.
    pub fn offset_at(self, at: DateTime<Utc>) -> FixedOffset {
        let mut hours = self.0.3.hours_east;
        if self.zone() == "Europe/Volgograd" && at.timestamp() < VOLGOGRAD_CHANGE {
            hours += 1;
        }
        // The table's offsets are from 2 to 12 hours, and an offset of 0 cannot fail.
        FixedOffset::east_opt(hours * 3600).unwrap_or_else(|| chrono::Offset::fix(&Utc))
    }

    /// A moment in local time.
    pub fn local(self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&self.offset_at(at))
    }

    /// The local date of a moment.
    pub fn local_date(self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// The moment that local clocks show as `local`. Where clocks were put back, the
    /// earlier of the two.
    pub fn to_utc(self, local: NaiveDateTime) -> DateTime<Utc> {
        // The offset is looked up at the latest moment that could be meant, an hour
        // before the result by the later rule, so that the earlier reading wins.
        let hour = Duration::hours(1);
        let late = local.and_utc() - Duration::hours(i64::from(self.0.3.hours_east));
        let offset = self.offset_at(late.checked_sub_signed(hour).unwrap_or(late));
        local.and_utc() - Duration::seconds(i64::from(offset.local_minus_utc()))
    }

    /// The last second of a local day: 23:59:59.
    pub fn end_of_day(self, date: NaiveDate) -> DateTime<Utc> {
        let midnight = date.and_time(NaiveTime::MIN);
        self.to_utc(midnight + Duration::seconds(24 * 3600 - 1))
    }
}

impl PartialEq for Region {
    fn eq(&self, other: &Region) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Region {}

impl std::hash::Hash for Region {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.code().hash(state);
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({})", self.code())
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Region {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Region::parse(text)
    }
}

crate::codes::serde_as_text!(Region);

#[cfg(test)]
mod tests;
