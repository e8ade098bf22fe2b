//! Why a deadline is what it is, in words.

use chrono::{DateTime, NaiveDate, Utc};

use crate::calendar::{DayKind, show_date};
use crate::deadline::{Deadline, SkippedDay};
use crate::lang::{Lang, Text};
use crate::text::plural;

/// By what a provisional deadline is counted: the days of `calendar::data::holiday`.
const fn provisional_days() -> Text {
    Text::fixed(
        "До объявления календаря нерабочими считаются выходные и праздники статьи 112 Трудового кодекса: 1–8 января, \
     23 февраля, 8 марта, 1 мая, 9 мая, 12 июня, 4 ноября. Когда год объявят, срок пересчитают.",
        "Until the calendar is declared, days off are weekends and the holidays of the Labour Code, article 112: \
     1–8 January, 23 February, 8 March, 1 May, 9 May, 12 June, 4 November. The deadline is counted anew when the \
     year is declared.",
    )
}

/// The reasons of a deadline, one a line, from the start to the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// When the term was set off, in local time with its zone.
    pub start: String,
    /// How many working days are counted, and which the first is.
    pub counted: String,
    /// The days that are not counted, with their reasons; neighbours with one reason
    /// stand together.
    pub skipped: Vec<String>,
    /// The pauses and the working days that each took.
    pub pauses: Vec<String>,
    /// Until when the answer is due, and whether that is provisional.
    pub due: String,
    /// Of a provisional deadline, by what days it is counted until the calendar is declared.
    pub provisional: Option<String>,
}

impl Explanation {
    /// All lines, in reading order.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let first = [&self.start, &self.counted].into_iter();
        let rest = self.skipped.iter().chain(&self.pauses).chain([&self.due]);
        first
            .chain(rest)
            .chain(&self.provisional)
            .map(String::as_str)
    }
}

impl Deadline {
    /// Tells a person why the deadline is what it is.
    pub fn explain(&self, lang: Lang) -> Explanation {
        Explanation {
            start: self.explain_start(lang),
            counted: self.explain_counted(lang),
            skipped: self.explain_skipped(lang),
            pauses: self.explain_pauses(lang),
            due: self.explain_due(lang),
            provisional: self
                .is_provisional()
                .then(|| provisional_days().get(lang).to_owned()),
        }
    }

    /// That the deadline is provisional and why, to stand behind it; none where it isn't.
    pub fn provisional_text(&self) -> Option<Text> {
        let mut years = self.undeclared_years.iter().map(i32::to_string);
        let last = years.next_back()?;
        let others: Vec<String> = years.collect();
        let others = others.join(", ");
        Some(if others.is_empty() {
            Text::new(
                format!(
                    "срок предварительный: производственный календарь на {last} год ещё не объявлен"
                ),
                format!(
                    "the deadline is provisional: the working calendar for {last} has not been declared yet"
                ),
            )
        } else {
            Text::new(
                format!(
                    "срок предварительный: производственные календари на {others} и {last} годы ещё не объявлены"
                ),
                format!(
                    "the deadline is provisional: the working calendars for {others} and {last} have not been declared yet"
                ),
            )
        })
    }

    fn explain_start(&self, lang: Lang) -> String {
        let at = self.show_moment(self.started_at, lang);
        match lang {
            Lang::Ru => format!("Отсчёт от {at}."),
            Lang::En => format!("Counted from {at}."),
        }
    }

    fn explain_counted(&self, lang: Lang) -> String {
        let first = show_date(self.first_day, lang);
        let class = self.class.text();
        let class = class.get(lang);
        let days = show_days(self.working_days, lang);
        let mut line = match lang {
            Lang::Ru => format!("Срок: {days} ({class}), первый день — {first}."),
            Lang::En => format!("Term: {days} ({class}); the first day is {first}."),
        };
        if let Some(before) = self.extended_from {
            let before = show_days(self.days_before.unwrap_or(before.working_days()), lang);
            line.push_str(&match lang {
                Lang::Ru => format!(" Срок продлён, до этого был: {before}."),
                Lang::En => format!(" The term was extended; it had been {before}."),
            });
        }
        line
    }

    fn explain_skipped(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        let mut rest = self.skipped.as_slice();
        while let Some((first, others)) = rest.split_first() {
            let mut last = first;
            rest = others;
            while let Some((next, others)) = rest.split_first() {
                if next.reason != first.reason || last.date.succ_opt() != Some(next.date) {
                    break;
                }
                last = next;
                rest = others;
            }
            lines.push(skipped_line(first, last.date, lang));
        }
        lines
    }

    fn explain_pauses(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for pause in &self.pauses {
            let from = self.show_moment(pause.from, lang);
            let days = show_days(pause.working_days, lang);
            lines.push(match (pause.to, lang) {
                (Some(to), Lang::Ru) => {
                    let to = self.show_moment(to, lang);
                    format!("Пауза с {from} до {to}: {days}.")
                }
                (Some(to), Lang::En) => {
                    let to = self.show_moment(to, lang);
                    format!("Paused from {from} to {to}: {days}.")
                }
                (None, Lang::Ru) => format!("Отсчёт остановлен {from}."),
                (None, Lang::En) => format!("The clock has stood since {from}."),
            });
        }
        let taken: u16 = self.pauses.iter().map(|pause| pause.working_days).sum();
        if self.added_days() < taken {
            let added = show_days(self.added_days(), lang);
            lines.push(match lang {
                Lang::Ru => {
                    format!("Паузы продлили срок на {added}: больше не позволяет предельный срок.")
                }
                Lang::En => format!("The pauses added {added}: the longest term allows no more."),
            });
        }
        lines
    }

    fn explain_due(&self, lang: Lang) -> String {
        let due = self.show_moment(self.due_at, lang);
        let why = self.provisional_text();
        let why = why.map_or_else(String::new, |why| format!("; {}", why.get(lang)));
        match (self.is_paused(), lang) {
            (false, Lang::Ru) => format!("Ответ — не позднее {due}{why}."),
            (false, Lang::En) => format!("The answer is due by {due}{why}."),
            (true, Lang::Ru) => format!("Без учёта идущей паузы ответ — не позднее {due}{why}."),
            (true, Lang::En) => {
                format!("Without the present pause the answer is due by {due}{why}.")
            }
        }
    }

    /// A moment in the region's local time with its distance from UTC.
    fn show_moment(&self, at: DateTime<Utc>, lang: Lang) -> String {
        let local = self.region.local(at);
        let hours = local.offset().local_minus_utc() / 3600;
        let date = show_date(local.date_naive(), lang);
        format!("{date} {} (UTC+{hours})", local.format("%H:%M"))
    }
}

fn skipped_line(first: &SkippedDay, last: NaiveDate, lang: Lang) -> String {
    let from = show_date(first.date, lang);
    let reason: Text = match &first.reason {
        DayKind::Weekend if first.date != last => Text::fixed("выходные", "weekend"),
        reason => reason.reason(),
    };
    let reason = reason.get(lang);
    if first.date == last {
        return format!("{from} — {reason}");
    }
    format!("{from} – {} — {reason}", show_date(last, lang))
}

fn show_days(days: u16, lang: Lang) -> String {
    match (lang, days) {
        (Lang::Ru, _) => plural(
            u64::from(days),
            "рабочий день",
            "рабочих дня",
            "рабочих дней",
        ),
        (Lang::En, 1) => "1 working day".to_owned(),
        (Lang::En, _) => format!("{days} working days"),
    }
}
