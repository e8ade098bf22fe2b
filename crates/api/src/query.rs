//! The query parameters of what is read: what each may hold, said once. The OpenAPI document describes them from
//! here, and calls are held against it (`web::parameters`).

use crate::operations::{self, Operation};

/// A query parameter.
pub struct Parameter {
    /// By what operations name it: mostly its name. Parameters of one name that hold different things have
    /// different keys.
    key: &'static str,
    /// The name in the query.
    pub name: &'static str,
    /// What it may hold.
    pub holds: Holds,
    /// What it is, in English.
    pub en: &'static str,
}

/// What a parameter may hold. `fault` is the code of a value that it may not.
pub enum Holds {
    /// A text of so many characters at most.
    Text {
        /// The most characters.
        most: usize,
    },
    /// One of these codes.
    Codes {
        /// All of them.
        all: fn() -> Vec<&'static str>,
        /// The code of the fault.
        fault: &'static str,
    },
    /// `true` or `false`.
    Flag {
        /// The code of the fault.
        fault: &'static str,
    },
    /// How many items a page has.
    Limit {
        /// The least.
        least: usize,
        /// How many without the parameter; none where that is all.
        usual: Option<usize>,
    },
    /// A time (RFC 3339) or a date.
    Moment,
    /// Where a page goes on; opaque to callers.
    Cursor(Cursor),
}

/// What a cursor is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// Two numbers: a place in an order.
    Place,
    /// The id of the item before.
    Id,
    /// The number of the item before.
    Number,
    /// The key of the item before.
    Key,
}

/// Items of a page at most: a screen or two, and an answer of some 100 kB.
pub const MOST_ITEMS: usize = 200;

/// Codes of ours are shorter.
const CODE: Holds = Holds::Text { most: 100 };

/// A longer search is no search.
const WORDS: Holds = Holds::Text { most: 200 };

const fn parameter(name: &'static str, holds: Holds, en: &'static str) -> Parameter {
    keyed(name, name, holds, en)
}

const fn keyed(key: &'static str, name: &'static str, holds: Holds, en: &'static str) -> Parameter {
    Parameter {
        key,
        name,
        holds,
        en,
    }
}

const fn limit(key: &'static str, least: usize, usual: Option<usize>) -> Parameter {
    keyed(
        key,
        "limit",
        Holds::Limit { least, usual },
        "Items of a page.",
    )
}

const fn cursor(key: &'static str, of: Cursor) -> Parameter {
    keyed(
        key,
        "cursor",
        Holds::Cursor(of),
        "`next` of the page before.",
    )
}

macro_rules! codes {
    ($fault:literal, $all:expr) => {
        Holds::Codes {
            all: || $all,
            fault: $fault,
        }
    };
}

fn all<'a, T: 'a>(codes: &'a [T], code: impl Fn(&'a T) -> &'static str) -> Vec<&'static str> {
    codes.iter().map(code).collect()
}

/// Every operation takes it.
pub const LANG: &str = "lang";

static PARAMETERS: &[Parameter] = &[
    parameter(
        LANG,
        codes!("lang_unknown", vec!["ru", "en"]),
        "The language of the answer, before `Accept-Language`.",
    ),
    parameter(
        "status",
        codes!(
            "status_unknown",
            all(domain::Status::ALL, |one| one.as_str())
        ),
        "Only this status.",
    ),
    parameter(
        "type",
        codes!(
            "type_unknown",
            all(domain::AppealType::ALL, |one| one.as_str())
        ),
        "Only this type.",
    ),
    parameter("category", CODE, "Only this category."),
    parameter("agency", CODE, "Only this agency."),
    parameter("unit", CODE, "Only this unit's."),
    parameter("assignee", CODE, "Only this assignee's."),
    parameter(
        "priority",
        codes!(
            "priority_unknown",
            all(domain::event::Priority::ALL, |one| one.as_str())
        ),
        "Only this priority.",
    ),
    parameter(
        "created_from",
        Holds::Moment,
        "Registered at or after this time (RFC 3339) or day.",
    ),
    parameter(
        "created_to",
        Holds::Moment,
        "Registered at or before this time (RFC 3339) or day.",
    ),
    parameter(
        "overdue",
        Holds::Flag {
            fault: "overdue_invalid",
        },
        "Only those past their deadline, or only others.",
    ),
    parameter(
        "mine",
        Holds::Flag {
            fault: "mine_invalid",
        },
        "Only what the caller has.",
    ),
    parameter(
        "unassigned",
        Holds::Flag {
            fault: "unassigned_invalid",
        },
        "Only what nobody has.",
    ),
    parameter(
        "awaits_approval",
        Holds::Flag {
            fault: "awaits_approval_invalid",
        },
        "Only those whose answer waits for a supervisor.",
    ),
    parameter(
        "to_call",
        Holds::Flag {
            fault: "to_call_invalid",
        },
        "Only those whose applicant is to be called now.",
    ),
    parameter(
        "active",
        Holds::Flag {
            fault: "active_invalid",
        },
        "Only those that are active, or only others.",
    ),
    parameter(
        "q",
        WORDS,
        "Words of the title, the text or the fields, in any form; newest number first.",
    ),
    keyed("words", "q", WORDS, "A part of what the items show."),
    parameter(
        "sort",
        codes!("sort_unknown", vec!["-created_at", "created_at"]),
        "The order; newest first by default.",
    ),
    limit("limit", 1, Some(50)),
    // The desk asks for the counters alone with 0.
    keyed(
        "queue_limit",
        "limit",
        Holds::Limit {
            least: 0,
            usual: Some(50),
        },
        "Items of a page; 0 gives the counters alone.",
    ),
    limit("limit_20", 1, Some(20)),
    limit("limit_100", 1, Some(100)),
    keyed(
        "limit_all",
        "limit",
        Holds::Limit {
            least: 1,
            usual: None,
        },
        "Items of a page; all without it.",
    ),
    cursor("cursor", Cursor::Place),
    cursor("cursor_id", Cursor::Id),
    cursor("cursor_number", Cursor::Number),
    cursor("cursor_key", Cursor::Key),
    parameter(
        "shown",
        codes!(
            "shown_unknown",
            vec!["here", "mine", "unassigned", "above", "decided"]
        ),
        "Those that are to be decided here, of these one's own or those that nobody has, those that went from here to a higher instance, or those that were decided here.",
    ),
    parameter(
        "outcome",
        codes!(
            "outcome_unknown",
            all(domain::objection::ObjectionOutcome::ALL, |one| one.as_str())
        ),
        "Of those that were decided, only the ones with this outcome.",
    ),
    parameter(
        "kind",
        codes!(
            "kind_unknown",
            all(domain::configuration::Kind::ALL, |one| one.as_str())
        ),
        "Only this kind of entries.",
    ),
    parameter("item", WORDS, "Only the entry with this key."),
    parameter(
        "channel",
        codes!("channel_unknown", vec!["inbox", "email", "sms"]),
        "Only what went by this channel.",
    ),
    parameter(
        "columns",
        Holds::Text { most: 500 },
        "Columns by their codes, separated by commas; all by default.",
    ),
    parameter(
        "bom",
        Holds::Flag {
            fault: "bom_invalid",
        },
        "A byte order mark first.",
    ),
    parameter(
        "dialect",
        codes!("dialect_unknown", vec!["excel"]),
        "As a Russian Excel opens it by a double click.",
    ),
    parameter(
        "repeat_of",
        CODE,
        "The number of the appeal that the draft repeats; without one, the draft of a new matter.",
    ),
];

/// The parameter with this key; none where it is no query parameter.
pub fn by_key(key: &str) -> Option<&'static Parameter> {
    PARAMETERS.iter().find(|parameter| parameter.key == key)
}

/// An operation that reads, with what its query may have.
#[derive(Clone, Copy)]
struct Read {
    path: &'static str,
    keys: &'static [&'static str],
}

/// The parameters that `GET` of a path takes; none where the path is no operation's.
pub fn declared(path: &str) -> Option<Vec<&'static Parameter>> {
    let found = READS.iter().filter(|read| fits(read.path, path));
    // `/appeals/counters` is itself before it is some `/appeals/{number}`.
    let read = found.min_by_key(|read| read.path.matches('{').count())?;
    let keys = read.keys.iter().chain(&[LANG]);
    Some(keys.filter_map(|key| by_key(key)).collect())
}

/// Whether a path is one of a template. A name in braces is a segment or the beginning of one.
fn fits(template: &str, path: &str) -> bool {
    let (mut templates, mut segments) = (template.split('/'), path.split('/'));
    loop {
        return match (templates.next(), segments.next()) {
            (None, None) => true,
            (Some(template), Some(segment)) if fits_segment(template, segment) => continue,
            _ => false,
        };
    }
}

fn fits_segment(template: &str, segment: &str) -> bool {
    let end = template
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'));
    match end {
        Some((_, end)) => segment.len() > end.len() && segment.ends_with(end),
        None => template == segment,
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "it runs when this is compiled, where a wrong index is a compile error"
)]
const fn count() -> usize {
    let (mut count, mut group) = (0, 0);
    while group < operations::GROUPS.len() {
        let mut index = 0;
        while index < operations::GROUPS[group].2.len() {
            count += operations::GROUPS[group].2[index].is_read() as usize;
            index += 1;
        }
        group += 1;
    }
    count
}

/// Made when this is compiled, so that a component carries these few names and not the whole list of operations.
#[expect(
    clippy::indexing_slicing,
    reason = "it runs when this is compiled, where a wrong index is a compile error"
)]
static READS: [Read; count()] = {
    let mut reads = [Read {
        path: "",
        keys: &[],
    }; count()];
    let (mut next, mut group) = (0, 0);
    while group < operations::GROUPS.len() {
        let mut index = 0;
        while index < operations::GROUPS[group].2.len() {
            let operation: &Operation = &operations::GROUPS[group].2[index];
            if operation.is_read() {
                reads[next] = Read {
                    path: operation.path,
                    keys: operation.parameters,
                };
                next += 1;
            }
            index += 1;
        }
        group += 1;
    }
    reads
};

#[cfg(test)]
mod tests {
    use super::{declared, fits};

    #[test]
    fn a_path_is_the_operation_that_says_most_of_it() {
        #[track_caller]
        fn check(path: &str, expected: Option<&[&str]>) {
            let found = declared(path);
            let names = found.map(|found| found.iter().map(|one| one.name).collect::<Vec<_>>());
            assert_eq!(names.as_deref(), expected, "{path}");
        }
        check("/api/v1/appeals/counters", Some(&["agency", "lang"]));
        check("/api/v1/appeals/2026-0000001-2", Some(&["lang"]));
        check("/api/v1/admin/blocks", Some(&["limit", "cursor", "lang"]));
        check(
            "/api/v1/exports/appeals/2026-0000001-2.pdf",
            Some(&["lang"]),
        );
        check("/api/v1/openapi.json", None);
        check("/desk", None);
        check("/", None);
    }

    #[test]
    fn a_template_fits_whole_segments() {
        assert!(fits("/a/{id}/b", "/a/x/b"));
        assert!(fits("/a/{id}.pdf", "/a/x.pdf"));
        for other in ["/a/x", "/a/x/b/c", "/a//b", "/b/x/b", "a/x/b"] {
            assert!(!fits("/a/{id}/b", other), "{other}");
        }
        assert!(!fits("/a/{id}.pdf", "/a/.pdf"));
    }
}
