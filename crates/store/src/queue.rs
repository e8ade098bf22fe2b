//! The queue of the desk: a page costs the same among ten thousand appeals and among a million.
//!
//! A page walks along one index, chosen here, and looks at a bounded number of rows on the way. Where so many
//! do not hold a page of what is asked for, the page is shorter and its cursor says where to go on.

use domain::access::Territory;

use crate::appeal::{AppealRow, COLUMNS, read};
use crate::database::{Connection, Database, Error, Row, Value};
use crate::search;
use vault::Vault;

/// Rows that a page looks at: some milliseconds of work. Indexes are chosen so that a page needs about as many
/// rows as it has; only rare combinations of filters need more.
pub const WALK: i64 = 10_000;

/// A band of the order (migrations/0015_desk.sql).
const BAND: i64 = 10_000_000_000_000;

/// Who has the appeals that are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Holder {
    /// Whoever.
    #[default]
    Anybody,
    /// Nobody yet.
    Nobody,
    /// This account.
    Account(String),
}

/// What the queue is narrowed to; an empty filter shows all that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// The status code; all open ones where there is none, and all whatever where words are looked for.
    pub status: Option<String>,
    /// Who has it.
    pub holder: Holder,
    /// Only those whose deadline has passed.
    pub overdue: bool,
    /// Only those whose answer waits for a supervisor.
    pub approval: bool,
    /// The category's code.
    pub category: Option<String>,
    /// The agency's code.
    pub agency: Option<String>,
    /// The unit's code.
    pub unit: Option<String>,
    /// 0 normal, 1 high, 2 urgent.
    pub priority: Option<i64>,
    /// Words to be found in the title, the text and the fields; newest first then.
    pub words: Option<String>,
    /// The number of one appeal, as a key.
    pub number: Option<i64>,
    /// Whether the reader sees personal data masked: words then find no telephone and no address.
    pub masked: bool,
    /// What the reader may see at all.
    pub territory: Territory,
}

/// Where a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCursor {
    /// The rank of the last row that was looked at.
    pub rank: i64,
    /// Its number, as a key.
    pub number: i64,
}

/// What the queue knows of an appeal beside the appeal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Whether its answer waits for a supervisor.
    pub approval: bool,
    /// Whether the applicant wrote and nobody acted since.
    pub replied: bool,
}

/// A page of the queue.
#[derive(Clone, Debug, Default)]
pub struct QueuePage {
    /// Its appeals.
    pub appeals: Vec<AppealRow>,
    /// Of each appeal, in the same order.
    pub marks: Vec<Mark>,
    /// Where the next one begins.
    pub next: Option<QueueCursor>,
}

/// A page: at most `limit` appeals after the cursor.
pub async fn queue(
    db: &impl Database,
    filter: &QueueFilter,
    after: Option<QueueCursor>,
    limit: usize,
) -> Result<QueuePage, Error> {
    let Some((sql, parameters)) = queue_statement(db.vault(), filter, after, limit) else {
        return Ok(QueuePage::default());
    };
    let mut found = db
        .execute(&sql, parameters)
        .await?
        .iter()
        .map(Found::read)
        .collect::<Result<Vec<_>, _>>()?;
    let next = if found.len() > limit {
        found.truncate(limit);
        found.last().map(|last| last.place)
    } else {
        walked(db, filter, after).await?
    };
    let numbers: Vec<i64> = found.iter().map(|found| found.place.number).collect();
    let mut rows = appeals(db, &numbers).await?;
    let mut page = QueuePage {
        next,
        ..QueuePage::default()
    };
    for found in found {
        let is_it = |row: &AppealRow| row.number.key() == found.place.number;
        if let Some(at) = rows.iter().position(is_it) {
            page.appeals.push(rows.swap_remove(at));
            page.marks.push(found.mark);
        }
    }
    Ok(page)
}

/// A row of the walk.
struct Found {
    place: QueueCursor,
    mark: Mark,
}

impl Found {
    fn read(row: &Row) -> Result<Found, Error> {
        Ok(Found {
            place: QueueCursor {
                number: row.integer(0)?,
                rank: row.integer(1)?,
            },
            mark: mark(row, 2)?,
        })
    }
}

fn mark(row: &Row, first: usize) -> Result<Mark, Error> {
    Ok(Mark {
        approval: row.boolean(first)?,
        replied: row.boolean(first + 1)?,
    })
}

/// What the queue knows of one appeal.
pub async fn mark_of(db: &impl Connection, number: i64) -> Result<Mark, Error> {
    let sql = "SELECT approval, replied FROM queue WHERE number = ?1";
    let rows = db.execute(sql, vec![number.into()]).await?;
    rows.first().map_or(Ok(Mark::default()), |row| mark(row, 0))
}

/// Where the walk ended, if it did before the queue.
async fn walked(
    db: &impl Database,
    filter: &QueueFilter,
    after: Option<QueueCursor>,
) -> Result<Option<QueueCursor>, Error> {
    let Some(walk) = Walk::along(db.vault(), filter, after) else {
        return Ok(None);
    };
    let (sql, parameters) = walk.sql("q.number, q.rank", 1, WALK - 1);
    let rows = db.execute(&sql, parameters).await?;
    let place = |row: &Row| {
        Ok(QueueCursor {
            number: row.integer(0)?,
            rank: row.integer(1)?,
        })
    };
    rows.first().map(place).transpose()
}

/// The appeals with these numbers, in no order.
pub async fn appeals(db: &impl Database, numbers: &[i64]) -> Result<Vec<AppealRow>, Error> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: serde_json::Value = numbers.iter().copied().collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM appeal a WHERE a.number IN (SELECT value FROM json_each(?1))"
    );
    let rows = db.execute(&sql, vec![numbers.to_string().into()]).await?;
    rows.iter().map(|row| read(db.vault(), row)).collect()
}

/// The statement of a page and its parameters; [`None`] when nothing can match.
pub fn queue_statement(
    vault: &Vault,
    filter: &QueueFilter,
    after: Option<QueueCursor>,
    limit: usize,
) -> Option<(String, Vec<Value>)> {
    let walk = Walk::along(vault, filter, after)?;
    let (hit, checked) = walk.hit(filter);
    let columns = "q.number, q.rank, q.approval, q.replied";
    let (inner, walked) = walk.sql(&format!("{columns}, {hit} AS hit"), WALK, 0);
    let rows = limit.saturating_add(1);
    let sql =
        format!("SELECT number, rank, approval, replied FROM ({inner}) WHERE hit LIMIT {rows}");
    // The conditions of the walk's columns stand first in the text.
    let parameters = checked.into_iter().chain(walked).collect();
    Some((sql, parameters))
}

/// The way along an index: from what, by what, in which order.
struct Walk {
    from: String,
    conditions: Vec<String>,
    parameters: Vec<Value>,
    order: &'static str,
}

impl Walk {
    /// Chooses the index: the one that holds the fewest rows beside those that are asked for.
    fn along(vault: &Vault, filter: &QueueFilter, after: Option<QueueCursor>) -> Option<Walk> {
        let territory = &filter.territory;
        // A unit is a unit of an agency (`Territory::covers`), and another's agency is out of sight.
        let is_foreign = territory.agency.is_some()
            && filter.agency.is_some()
            && territory.agency != filter.agency;
        if is_foreign || (territory.unit.is_some() && territory.agency.is_none()) {
            return None;
        }
        let agency = territory.agency.as_ref().or(filter.agency.as_ref());
        if filter.number.is_some() || filter.words.is_some() {
            return Self::search(vault, filter, after);
        }
        let mut walk = Walk {
            from: String::new(),
            conditions: Vec::new(),
            parameters: Vec::new(),
            order: "q.rank, q.number",
        };
        let index = match (&filter.holder, agency) {
            (Holder::Account(account), _) => {
                walk.and("q.assignee = ?", account.as_str());
                "queue_by_assignee"
            }
            (_, None) => "queue_all",
            (holder, Some(agency)) => {
                walk.and("q.agency = ?", agency.as_str());
                walk.of_agency(filter, holder)
            }
        };
        walk.from = format!("queue q INDEXED BY {index}");
        let (from, before) = range(filter.status.as_deref());
        let (rank, number) = after.map_or((from, 0), |after| (after.rank, after.number));
        walk.conditions
            .push("(q.rank, q.number) > (?, ?)".to_owned());
        walk.parameters.extend([rank.into(), number.into()]);
        walk.and("q.rank < ?", before);
        Some(walk)
    }

    /// The index within an agency.
    fn of_agency(&mut self, filter: &QueueFilter, holder: &Holder) -> &'static str {
        if filter.approval {
            // As literals: these indexes hold only such rows.
            self.conditions.push("q.approval = 1".to_owned());
            return "queue_for_approval";
        }
        if filter.overdue {
            self.conditions.push("q.overdue = 1".to_owned());
            return "queue_overdue";
        }
        if let Some(priority @ 1..) = filter.priority {
            self.conditions.push("q.priority > 0".to_owned());
            self.and("q.priority = ?", priority);
            return "queue_by_priority";
        }
        if let Some(category) = &filter.category {
            self.and("q.category = ?", category.as_str());
            return "queue_by_category";
        }
        if let Some(status) = &filter.status {
            self.and("q.status = ?", status.as_str());
            return "queue_by_status";
        }
        if *holder == Holder::Nobody {
            self.conditions
                .push("q.assignee IS NULL AND q.open = 1".to_owned());
            return "queue_unassigned";
        }
        "queue_by_agency"
    }

    /// Along the full-text index, whose rows are the numbers, the newest first.
    fn search(vault: &Vault, filter: &QueueFilter, after: Option<QueueCursor>) -> Option<Walk> {
        let mut walk = Walk {
            from: "queue q".to_owned(),
            conditions: Vec::new(),
            parameters: Vec::new(),
            order: "q.number DESC",
        };
        let before = after.map_or(i64::MAX, |after| after.number);
        if let Some(number) = filter.number {
            walk.and("q.number = ?", number);
            walk.and("q.number < ?", before);
            return Some(walk);
        }
        let words = filter.words.as_deref().unwrap_or_default();
        walk.from = "appeal_search CROSS JOIN queue q ON q.number = appeal_search.rowid".to_owned();
        walk.and(
            "appeal_search MATCH ?",
            search::query(vault, words, filter.masked)?,
        );
        walk.and("appeal_search.rowid < ?", before);
        walk.order = "appeal_search.rowid DESC";
        Some(walk)
    }

    fn and(&mut self, condition: &str, value: impl Into<Value>) {
        self.conditions.push(condition.to_owned());
        self.parameters.push(value.into());
    }

    /// The walk itself.
    fn sql(self, columns: &str, limit: i64, offset: i64) -> (String, Vec<Value>) {
        let Walk {
            from,
            conditions,
            parameters,
            order,
        } = self;
        let conditions = conditions.join(" AND ");
        let sql = format!(
            "SELECT {columns} FROM {from} WHERE {conditions} ORDER BY {order} LIMIT {limit} OFFSET {offset}"
        );
        (sql, parameters)
    }

    /// Everything that is asked of a row, as one expression.
    fn hit(&self, filter: &QueueFilter) -> (String, Vec<Value>) {
        let mut terms: Vec<&str> = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        let territory = &filter.territory;
        let region = territory.region.map(|region| region.code());
        let equal = [
            ("q.agency = ?", territory.agency.as_deref()),
            ("q.agency = ?", filter.agency.as_deref()),
            ("coalesce(q.unit, ?) = ?", territory.unit.as_deref()),
            ("q.region = ?", region),
            ("q.status = ?", filter.status.as_deref()),
            ("q.category = ?", filter.category.as_deref()),
            ("q.unit = ?", filter.unit.as_deref()),
        ];
        for (term, value) in equal {
            let Some(value) = value else { continue };
            terms.push(term);
            // What no unit has yet is every unit's.
            let times = term.matches('?').count();
            values.extend(std::iter::repeat_n(Value::from(value), times));
        }
        match &filter.holder {
            Holder::Anybody => {}
            Holder::Nobody => terms.push("q.assignee IS NULL"),
            Holder::Account(account) => {
                terms.push("q.assignee = ?");
                values.push(account.as_str().into());
            }
        }
        if filter.overdue {
            terms.push("q.overdue = 1");
        }
        if filter.approval {
            terms.push("q.approval = 1");
        }
        if let Some(priority) = filter.priority {
            terms.push("q.priority = ?");
            values.push(priority.into());
        }
        let is_search = filter.words.is_some() || filter.number.is_some();
        if filter.status.is_none() && !is_search {
            terms.push("q.open = 1");
        }
        if terms.is_empty() {
            terms.push("1");
        }
        // As an expression it is no constraint that SQLite would look for an index for.
        (format!("({})", terms.join(" AND ")), values)
    }
}

/// The ranks of a status, or of all that is open.
fn range(status: Option<&str>) -> (i64, i64) {
    match status {
        None => (0, 6 * BAND),
        Some("created" | "in_progress") => (0, 3 * BAND),
        Some("awaiting_reply" | "clarification_required") => (3 * BAND, 6 * BAND),
        Some("approved") => (6 * BAND, 7 * BAND),
        Some(_) => (7 * BAND, i64::MAX),
    }
}

/// How much of the queue there is, kept by triggers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCounters {
    /// Open ones.
    pub open: i64,
    /// Open ones that are overdue.
    pub overdue: i64,
    /// Those whose answer waits for a supervisor.
    pub approval: i64,
    /// Open ones that nobody has.
    pub unassigned: i64,
    /// Open ones that the reader has.
    pub mine: i64,
    /// Of these, overdue ones.
    pub mine_overdue: i64,
}

/// The counters of a territory, and of the reader's own within it.
pub async fn queue_counters(
    db: &impl Connection,
    territory: &Territory,
    reader: Option<&str>,
) -> Result<QueueCounters, Error> {
    if territory.unit.is_some() && territory.agency.is_none() {
        return Ok(QueueCounters::default());
    }
    let from = match territory.agency {
        Some(_) => "queue_counter INDEXED BY queue_counter_by_agency WHERE agency = ?2",
        None => "queue_counter WHERE ?2 IS NULL",
    };
    let sql = format!(
        "SELECT coalesce(sum(appeals), 0), coalesce(sum(overdue), 0), coalesce(sum(approval), 0),
           coalesce(sum(appeals) FILTER (WHERE assignee = ''), 0),
           coalesce(sum(appeals) FILTER (WHERE assignee = ?1), 0),
           coalesce(sum(overdue) FILTER (WHERE assignee = ?1), 0)
         FROM {from} AND (unit IN (?3, '') OR ?3 IS NULL) AND (region = ?4 OR ?4 IS NULL)"
    );
    let parameters = vec![
        reader.into(),
        territory.agency.as_deref().into(),
        territory.unit.as_deref().into(),
        territory.region.map(|region| region.code()).into(),
    ];
    let rows = db.execute(&sql, parameters).await?;
    let Some(row) = rows.first() else {
        return Ok(QueueCounters::default());
    };
    Ok(QueueCounters {
        open: row.integer(0)?,
        overdue: row.integer(1)?,
        approval: row.integer(2)?,
        unassigned: row.integer(3)?,
        mine: row.integer(4)?,
        mine_overdue: row.integer(5)?,
    })
}
