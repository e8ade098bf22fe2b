//! The rows of an export, read a page at a time along the list's index.

use std::sync::Arc;

use domain::access::DataPart;
use futures::{Stream, stream};
use store::access_log::Reason;
use store::{AppealRow, Cursor, Filter, Order};
use web::auth::Permit;
use web::capabilities::database;
use web::{Context, Problem};

use crate::columns::{self, Executors, Known};

/// Rows of one read: enough that a read's fixed cost disappears, few enough to be nothing in memory.
const PAGE: usize = 500;

/// A page of rows, with who has them.
pub(crate) struct Page {
    pub(crate) rows: Vec<AppealRow>,
    pub(crate) executors: Executors,
}

struct Reader {
    context: Context,
    permit: Permit,
    columns: Arc<Vec<Known>>,
    fields: Vec<DataPart>,
    filter: Filter,
    order: Order,
    after: Option<Cursor>,
    is_done: bool,
}

/// The list's rows, in pages, as the holder of the permit may see them. What the columns show of people is on
/// record before a page goes out.
pub(crate) fn pages(
    context: Context,
    permit: Permit,
    columns: Arc<Vec<Known>>,
    mut filter: Filter,
    order: Order,
) -> impl Stream<Item = Result<Page, Problem>> + Send {
    permit.narrow(&mut filter);
    let reader = Reader {
        context,
        permit,
        fields: columns::personal_fields(&columns),
        columns,
        filter,
        order,
        after: None,
        is_done: false,
    };
    stream::try_unfold(reader, |mut reader| async move {
        if reader.is_done {
            return Ok(None);
        }
        let db = database().await?;
        let (mut rows, next) =
            store::list(db, &reader.filter, reader.order, reader.after, PAGE).await?;
        reader.is_done = next.is_none();
        reader.after = next;
        reader
            .permit
            .show(&reader.context, &mut rows, Reason::Export, &reader.fields)
            .await?;
        let Reader {
            columns,
            permit,
            context,
            ..
        } = &reader;
        let executors = Executors::of(columns, &rows, permit, context.lang).await?;
        Ok(Some((Page { rows, executors }, reader)))
    })
}
