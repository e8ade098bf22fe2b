//! The query parameters of lists and exports, all checked before any is used.

use domain::appeal::FieldError;
use store::{Cursor, Filter, Order};

use crate::{Context, Problem, cursor, parameters, query};

/// The parameters that narrow a list, and its order.
const FILTERS: &[&str] = &[
    "status",
    "type",
    "category",
    "agency",
    "assignee",
    "created_from",
    "created_to",
    "overdue",
    "q",
    "sort",
];

/// A page of a list.
pub struct Query {
    /// What it is narrowed to.
    pub filter: Filter,
    /// Its order.
    pub order: Order,
    /// Where it goes on.
    pub after: Option<Cursor>,
    /// How many items it has.
    pub limit: usize,
}

/// Reads the parameters of a list; every fault at once.
pub fn page(context: &Context) -> Result<Query, Problem> {
    let mut faults = parameters::faults(context, FILTERS);
    faults.extend(parameters::faults(context, PLACE));
    refuse(faults)?;
    let (filter, order) = read(context);
    let (after, limit) = place(context)?;
    Ok(Query {
        filter,
        order,
        after,
        limit,
    })
}

/// Where a page goes on, and how many items it has.
const PLACE: &[&str] = &["limit", "cursor"];

/// Reads where a page of a list without filters goes on, and how many items it has.
pub fn place(context: &Context) -> Result<(Option<Cursor>, usize), Problem> {
    refuse(parameters::faults(context, PLACE))?;
    let after = query::first(&context.query, "cursor");
    let after = after.map(|text| cursor::decode(&text)).transpose()?;
    Ok((after, parameters::limit(context, "limit")?))
}

/// Reads the filters and the order alone, as exports need them.
pub fn filter(context: &Context) -> Result<(Filter, Order), Problem> {
    refuse(parameters::faults(context, FILTERS))?;
    Ok(read(context))
}

fn refuse(faults: Vec<FieldError>) -> Result<(), Problem> {
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Problem::invalid(faults)),
    }
}

/// Reads what was found without fault.
fn read(context: &Context) -> (Filter, Order) {
    let get = |name: &str| query::first(&context.query, name);
    let order = match get("sort").as_deref() {
        Some("created_at") => Order::OldestFirst,
        _ => Order::NewestFirst,
    };
    let moment = |name, inclusive| get(name).and_then(|text| parameters::moment(&text, inclusive));
    let filter = Filter {
        status: get("status"),
        r#type: get("type"),
        category: get("category"),
        agency: get("agency"),
        assignee: get("assignee"),
        created_from: moment("created_from", false),
        created_before: moment("created_to", true),
        overdue: get("overdue").map(|text| text == "true"),
        words: get("q"),
        ..Filter::default()
    };
    (filter, order)
}
