//! The log: one line an event on standard error, `time level event key=value …`.
//!
//! Nothing of a request goes in but its method, its route as the manifest writes it
//! and the status: paths, queries, headers and bodies may be personal data.

use std::fmt::{self, Display, Write as _};
use std::io::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

/// How much an event matters. `Error` means that somebody must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Info,
    Warn,
    Error,
}

impl Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        })
    }
}

pub(crate) fn info(event: &str, fields: &[(&str, &dyn Display)]) {
    write(Level::Info, event, fields);
}

pub(crate) fn warn(event: &str, fields: &[(&str, &dyn Display)]) {
    write(Level::Warn, event, fields);
}

pub(crate) fn error(event: &str, fields: &[(&str, &dyn Display)]) {
    write(Level::Error, event, fields);
}

fn write(level: Level, event: &str, fields: &[(&str, &dyn Display)]) {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let line = line(now.as_secs(), now.subsec_millis(), level, event, fields);
    // There is nowhere to report a closed standard error to.
    _ = std::io::stderr().write_all(line.as_bytes());
}

fn line(
    seconds: u64,
    millis: u32,
    level: Level,
    event: &str,
    fields: &[(&str, &dyn Display)],
) -> String {
    let mut line = timestamp(seconds, millis);
    _ = write!(line, " {level} {event}");
    for (name, value) in fields {
        let value = value.to_string();
        if value.is_empty() || value.contains(|c: char| c.is_whitespace() || c == '"' || c == '=') {
            // Debug formatting quotes the value and escapes line ends, so one event stays one line.
            _ = write!(line, " {name}={value:?}");
        } else {
            _ = write!(line, " {name}={value}");
        }
    }
    line.push('\n');
    line
}

/// RFC 3339 in UTC with milliseconds.
fn timestamp(seconds: u64, millis: u32) -> String {
    let (year, month, day) = civil_date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// The Gregorian date of a day counted from 1970-01-01.
fn civil_date(mut days: u64) -> (u64, u64, u64) {
    let mut year = 1970;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_follow_the_gregorian_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400, "2000-02-29T00:00:00.000Z"),
            (1_735_689_599, "2024-12-31T23:59:59.000Z"),
            (4_107_542_400, "2100-03-01T00:00:00.000Z"),
        ] {
            assert_eq!(timestamp(seconds, 0), expected);
        }
    }

    #[test]
    fn an_event_is_one_line_whatever_its_values_hold() {
        let line = line(
            0,
            7,
            Level::Warn,
            "trap",
            &[("component", &"site"), ("error", &"a \"b\"\nc")],
        );
        assert_eq!(
            line,
            "1970-01-01T00:00:00.007Z warn trap component=site error=\"a \\\"b\\\"\\nc\"\n"
        );
    }
}
