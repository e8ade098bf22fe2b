//! Lists of appeals, page by page along an index, newest or oldest first.

use domain::access::Territory;

use crate::appeal::{AppealRow, COLUMNS, read};
use crate::database::{Database, Error, Value};
use crate::search;
use vault::Vault;

/// What a list is narrowed to; an empty filter shows everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The status code.
    pub status: Option<String>,
    /// The type's code.
    pub r#type: Option<String>,
    /// The category's code.
    pub category: Option<String>,
    /// The agency's code.
    pub agency: Option<String>,
    /// The region's code.
    pub region: Option<String>,
    /// The unit of the agency.
    pub unit: Option<String>,
    /// The account of the applicant.
    pub account: Option<String>,
    /// The assignee.
    pub assignee: Option<String>,
    /// Created at or after this, in milliseconds.
    pub created_from: Option<i64>,
    /// Created before this, in milliseconds.
    pub created_before: Option<i64>,
    /// Only those whose deadline has passed (or, with `false`, has not).
    pub overdue: Option<bool>,
    /// Words to be found in the title, the text and the fields.
    pub words: Option<String>,
    /// Whether the reader sees personal data masked: words then find no telephone and no address.
    pub masked: bool,
    /// What the reader may see at all.
    pub territory: Territory,
}

/// Where a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The last row's time of creation, in milliseconds.
    pub created_at: i64,
    /// The last row's number, as a key.
    pub number: i64,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest first.
    #[default]
    NewestFirst,
    /// Oldest first.
    OldestFirst,
}

/// A page: at most `limit` appeals after the cursor, and the cursor of the next page where there is one.
pub async fn list(
    db: &impl Database,
    filter: &Filter,
    order: Order,
    after: Option<Cursor>,
    limit: usize,
) -> Result<(Vec<AppealRow>, Option<Cursor>), Error> {
    let Some((sql, parameters)) = statement(db.vault(), filter, order, after, limit) else {
        return Ok((Vec::new(), None));
    };
    let rows = db.execute(&sql, parameters).await?;
    let mut items: Vec<AppealRow> = rows
        .iter()
        .map(|row| read(db.vault(), row))
        .collect::<Result<_, _>>()?;
    let is_more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().filter(|_| is_more);
    let next = last.map(|row| Cursor {
        created_at: row.created_at,
        number: row.number.key(),
    });
    Ok((items, next))
}

/// The statement of a page and its parameters; [`None`] when nothing can match. One row more than asked
/// for tells whether there is a next page.
///
/// The bounds on `created_at` are always there, so that SQLite walks an index from the cursor on; a
/// search walks the full-text index, whose rows are the numbers, in the order of the numbers.
pub fn statement(
    vault: &Vault,
    filter: &Filter,
    order: Order,
    after: Option<Cursor>,
    limit: usize,
) -> Option<(String, Vec<Value>)> {
    let mut conditions: Vec<String> = Vec::new();
    let mut parameters: Vec<Value> = Vec::new();
    let mut and = |condition: &str, values: Vec<Value>| {
        conditions.push(condition.to_owned());
        parameters.extend(values);
    };
    let territory = &filter.territory;
    let region = territory.region.map(|region| region.code().to_owned());
    let equal = [
        ("a.status = ?", &filter.status),
        ("a.type = ?", &filter.r#type),
        ("a.category = ?", &filter.category),
        ("a.agency = ?", &filter.agency),
        ("a.region = ?", &filter.region),
        ("a.unit = ?", &filter.unit),
        ("a.account = ?", &filter.account),
        ("a.assignee = ?", &filter.assignee),
        ("a.agency = ?", &territory.agency),
        ("a.region = ?", &region),
    ];
    for (condition, value) in equal {
        if let Some(value) = value {
            and(condition, vec![value.as_str().into()]);
        }
    }
    if let Some(unit) = &territory.unit {
        // A unit is a unit of an agency (`Territory::covers`).
        territory.agency.as_ref()?;
        // What no unit has yet is every unit's. Not as two terms with OR: SQLite would walk two indexes
        // and sort.
        let unit = Value::from(unit.as_str());
        and("coalesce(a.unit, ?) = ?", vec![unit.clone(), unit]);
    }
    match filter.overdue {
        // As a literal: the index holds only these rows.
        Some(true) => and("a.overdue = 1", vec![]),
        Some(false) => and("a.overdue = 0", vec![]),
        None => {}
    }
    let (compare, direction) = match order {
        Order::NewestFirst => ("<", "DESC"),
        Order::OldestFirst => (">", "ASC"),
    };
    let (from, by) = match &filter.words {
        Some(words) => {
            and(
                "appeal_search MATCH ?",
                vec![search::query(vault, words, filter.masked)?.into()],
            );
            if let Some(cursor) = after {
                and(
                    &format!("appeal_search.rowid {compare} ?"),
                    vec![cursor.number.into()],
                );
            }
            let from = "appeal_search CROSS JOIN appeal a ON a.number = appeal_search.rowid";
            (from, format!("appeal_search.rowid {direction}"))
        }
        None => {
            if let Some(cursor) = after {
                let place = vec![cursor.created_at.into(), cursor.number.into()];
                and(&format!("(a.created_at, a.number) {compare} (?, ?)"), place);
            }
            (
                "appeal a",
                format!("a.created_at {direction}, a.number {direction}"),
            )
        }
    };
    and(
        "a.created_at >= ?",
        vec![filter.created_from.unwrap_or(i64::MIN).into()],
    );
    and(
        "a.created_at < ?",
        vec![filter.created_before.unwrap_or(i64::MAX).into()],
    );
    let conditions = conditions.join(" AND ");
    let rows = limit.saturating_add(1);
    let sql = format!("SELECT {COLUMNS} FROM {from} WHERE {conditions} ORDER BY {by} LIMIT {rows}");
    Some((sql, parameters))
}
