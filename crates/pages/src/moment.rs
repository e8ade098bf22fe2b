use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, SecondsFormat, Timelike};
use domain::lang::Lang;

use crate::shell::pick;

/// A point in time: what a machine reads and what a person reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moment {
    /// RFC 3339 or an ISO 8601 date, for `<time datetime>`.
    pub iso: String,
    /// «22 ноября 2025 г., 14:30» in the time zone of the reader's region.
    pub text: String,
}

impl Moment {
    /// Date and time of day, in the zone that `at` has.
    pub fn at(lang: Lang, at: DateTime<FixedOffset>) -> Self {
        let date = date_text(lang, at.date_naive());
        Self {
            iso: at.to_rfc3339_opts(SecondsFormat::Secs, true),
            text: format!("{date}, {:02}:{:02}", at.hour(), at.minute()),
        }
    }

    /// The day of `at` in its zone: the last day of a deadline.
    pub fn day(lang: Lang, at: DateTime<FixedOffset>) -> Self {
        Self {
            iso: at.to_rfc3339_opts(SecondsFormat::Secs, true),
            text: date_text(lang, at.date_naive()),
        }
    }

    /// A calendar day.
    pub fn date(lang: Lang, date: NaiveDate) -> Self {
        Self {
            iso: date.to_string(),
            text: date_text(lang, date),
        }
    }
}

fn date_text(lang: Lang, date: NaiveDate) -> String {
    // The genitive, as it is read after a number.
    let (ru, en) = match date.month() {
        1 => ("января", "January"),
        2 => ("февраля", "February"),
        3 => ("марта", "March"),
        4 => ("апреля", "April"),
        5 => ("мая", "May"),
        6 => ("июня", "June"),
        7 => ("июля", "July"),
        8 => ("августа", "August"),
        9 => ("сентября", "September"),
        10 => ("октября", "October"),
        11 => ("ноября", "November"),
        _ => ("декабря", "December"),
    };
    let (day, year) = (date.day(), date.year());
    match lang {
        Lang::Ru => format!("{day} {ru} {year} г."),
        Lang::En => format!("{day} {en} {year}"),
    }
}

/// «До конца срока: 13 дней 4 часа», or by how much it is overdue.
///
/// `seconds` is the time until the deadline, negative after it. The countdown in
/// `static/countdown.js` uses the same words.
pub fn time_left(lang: Lang, seconds: i64) -> String {
    let head = if seconds < 0 {
        pick(lang, "Срок прошёл, просрочка", "Overdue by")
    } else {
        pick(lang, "До конца срока", "Time left")
    };
    let total = seconds.unsigned_abs();
    let (days, hours, minutes) = (total / 86_400, total % 86_400 / 3_600, total % 3_600 / 60);
    let day = |n| count(lang, n, ["день", "дня", "дней"], ["day", "days"]);
    let hour = |n| count(lang, n, ["час", "часа", "часов"], ["hour", "hours"]);
    let minute = |n| {
        count(
            lang,
            n,
            ["минута", "минуты", "минут"],
            ["minute", "minutes"],
        )
    };
    let amount = match (days, hours) {
        (0, 0) => minute(minutes),
        (0, _) => format!("{} {}", hour(hours), minute(minutes)),
        (_, 0) => day(days),
        _ => format!("{} {}", day(days), hour(hours)),
    };
    format!("{head}: {amount}")
}

/// «2 дн. 4 ч», and with a minus when it is overdue: for tables. The time until the deadline is in seconds.
pub fn left_in_short(lang: Lang, seconds: i64) -> String {
    let total = seconds.unsigned_abs();
    let (days, hours, minutes) = (total / 86_400, total % 86_400 / 3_600, total % 3_600 / 60);
    let (day, hour, minute) = match lang {
        Lang::Ru => ("дн.", "ч", "мин"),
        Lang::En => ("d", "h", "min"),
    };
    let amount = match (days, hours) {
        (0, 0) => format!("{minutes}\u{a0}{minute}"),
        (0, _) => format!("{hours}\u{a0}{hour} {minutes}\u{a0}{minute}"),
        _ => format!("{days}\u{a0}{day} {hours}\u{a0}{hour}"),
    };
    // The sign of a number that is less than nothing, not a hyphen.
    let sign = if seconds < 0 { "\u{2212}" } else { "" };
    format!("{sign}{amount}")
}

/// A number with its noun in the right form (CLDR plural rules of ru and en).
pub(crate) fn count(lang: Lang, n: u64, ru: [&str; 3], en: [&str; 2]) -> String {
    let [one, few, many] = ru;
    let [singular, plural] = en;
    let noun = match (lang, n % 10, n % 100) {
        (Lang::En, ..) if n == 1 => singular,
        (Lang::En, ..) => plural,
        (Lang::Ru, _, 11..=14) => many,
        (Lang::Ru, 1, _) => one,
        (Lang::Ru, 2..=4, _) => few,
        (Lang::Ru, ..) => many,
    };
    format!("{n}\u{a0}{noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_left(seconds: i64, ru: &str, en: &str) {
        let plain = |text: String| text.replace('\u{a0}', " ");
        assert_eq!(plain(time_left(Lang::Ru, seconds)), ru);
        assert_eq!(plain(time_left(Lang::En, seconds)), en);
    }

    #[test]
    fn time_left_agrees_with_its_number() {
        check_left(
            13 * 86_400 + 4 * 3_600,
            "До конца срока: 13 дней 4 часа",
            "Time left: 13 days 4 hours",
        );
        check_left(86_400, "До конца срока: 1 день", "Time left: 1 day");
        check_left(
            21 * 3_600 + 60,
            "До конца срока: 21 час 1 минута",
            "Time left: 21 hours 1 minute",
        );
        check_left(59, "До конца срока: 0 минут", "Time left: 0 minutes");
        check_left(
            -2 * 86_400,
            "Срок прошёл, просрочка: 2 дня",
            "Overdue by: 2 days",
        );
        check_left(
            i64::MIN,
            "Срок прошёл, просрочка: 106751991167300 дней 15 часов",
            "Overdue by: 106751991167300 days 15 hours",
        );
    }

    #[test]
    fn a_table_has_the_time_left_in_short() {
        let short = |seconds| left_in_short(Lang::Ru, seconds).replace('\u{a0}', " ");
        assert_eq!(short(2 * 86_400 + 4 * 3_600 + 60), "2 дн. 4 ч");
        assert_eq!(short(5 * 3_600 + 20 * 60), "5 ч 20 мин");
        assert_eq!(short(59), "0 мин");
        assert_eq!(short(-3 * 86_400), "\u{2212}3 дн. 0 ч");
    }

    #[test]
    fn a_moment_is_written_in_its_own_zone() {
        let at = DateTime::parse_from_rfc3339("2025-11-22T01:05:09+03:00").unwrap();
        let moment = Moment::at(Lang::Ru, at);
        assert_eq!(moment.text, "22 ноября 2025 г., 01:05");
        assert_eq!(moment.iso, "2025-11-22T01:05:09+03:00");
        assert_eq!(Moment::day(Lang::En, at).text, "22 November 2025");
        assert_eq!(Moment::date(Lang::Ru, at.date_naive()).iso, "2025-11-22");
    }
}
