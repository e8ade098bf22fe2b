//! The way along an index that a page takes.

use domain::Status;
use domain::read_model::ranks;
use vault::Vault;

use super::{Holder, QueueCursor, QueueFilter, WALK};
use crate::database::Value;
use crate::search;

/// The statement of a page and its parameters; [`None`] when nothing can match.
pub fn queue_statement(
    vault: &Vault,
    filter: &QueueFilter,
    after: Option<QueueCursor>,
    limit: usize,
) -> Option<(String, Vec<Value>)> {
    let walk = Walk::along(vault, filter, after)?;
    let (hit, checked) = walk.hit(filter);
    let columns = "q.number, q.rank, q.approval, q.replied, q.call_at";
    let (inner, walked) = walk.sql(&format!("{columns}, {hit} AS hit"), WALK, 0);
    let rows = limit.saturating_add(1);
    let sql = format!(
        "SELECT number, rank, approval, replied, call_at FROM ({inner}) WHERE hit LIMIT {rows}"
    );
    // The conditions of the walk's columns stand first in the text.
    let parameters = checked.into_iter().chain(walked).collect();
    Some((sql, parameters))
}

/// The way along an index: from what, by what, in which order.
pub(super) struct Walk {
    from: String,
    conditions: Vec<String>,
    parameters: Vec<Value>,
    order: &'static str,
}

impl Walk {
    /// Chooses the index: the one that holds the fewest rows beside those that are asked for.
    pub(super) fn along(
        vault: &Vault,
        filter: &QueueFilter,
        after: Option<QueueCursor>,
    ) -> Option<Walk> {
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
            _ if filter.to_call => {
                walk.conditions.push("q.call_at IS NOT NULL".to_owned());
                "queue_to_call"
            }
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
        let (from, before) = match filter.to_call {
            true => (0, i64::MAX),
            false => ranks(filter.status),
        };
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
    pub(super) fn sql(self, columns: &str, limit: i64, offset: i64) -> (String, Vec<Value>) {
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
            ("q.status = ?", filter.status.map(Status::as_str)),
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
        if filter.to_call {
            terms.push("q.call_at IS NOT NULL");
        }
        if let Some(priority) = filter.priority {
            terms.push("q.priority = ?");
            values.push(priority.into());
        }
        let is_search = filter.words.is_some() || filter.number.is_some();
        if filter.status.is_none() && !is_search && !filter.to_call {
            terms.push("q.open = 1");
        }
        if terms.is_empty() {
            terms.push("1");
        }
        // As an expression it is no constraint that SQLite would look for an index for.
        (format!("({})", terms.join(" AND ")), values)
    }
}
