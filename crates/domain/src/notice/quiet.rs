//! The hours in which somebody wants to hear nothing.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveTime, Timelike, Utc};

use crate::region::Region;

/// From one time of the day to another, by the person's own clock; over midnight, if the second is the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    from: NaiveTime,
    until: NaiveTime,
}

/// The text names no hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("quiet hours are two different times, HH:MM-HH:MM")]
pub struct QuietError;

impl Quiet {
    /// The first moment, from `at` on, that is not in these hours, by the clocks of `region`.
    pub fn end(self, at: DateTime<Utc>, region: Region) -> DateTime<Utc> {
        let local = region.local(at);
        let time = local.time();
        let is_over_midnight = self.until < self.from;
        let is_quiet = if is_over_midnight {
            time >= self.from || time < self.until
        } else {
            (self.from..self.until).contains(&time)
        };
        if !is_quiet {
            return at;
        }
        let mut day = local.date_naive();
        if time >= self.until {
            day = day.checked_add_days(Days::new(1)).unwrap_or(day);
        }
        // Never before `at`, should the clocks be put back in between.
        region.to_utc(day.and_time(self.until)).max(at)
    }
}

impl FromStr for Quiet {
    type Err = QuietError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (from, until) = text.split_once('-').ok_or(QuietError)?;
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| QuietError);
        let (from, until) = (time(from)?, time(until)?);
        if from == until || from.second() != 0 {
            return Err(QuietError);
        }
        Ok(Quiet { from, until })
    }
}

impl fmt::Display for Quiet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, until) = (self.from.format("%H:%M"), self.until.format("%H:%M"));
        write!(f, "{from}-{until}")
    }
}

crate::codes::serde_as_text!(Quiet);
