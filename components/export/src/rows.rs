//! The rows of an export, read a page at a time along the list's index.

use futures::{Stream, stream};
use store::access_log::Reason;
use store::{AppealRow, Cursor, Filter, Order};
use web::auth::Permit;
use web::capabilities::database;
use web::{Context, Problem};

/// Rows of one read: enough that a read's fixed cost disappears, few enough to be nothing in memory.
const PAGE: usize = 500;

struct Reader {
    context: Context,
    permit: Permit,
    fields: Vec<&'static str>,
    filter: Filter,
    order: Order,
    after: Option<Cursor>,
    is_done: bool,
}

/// The list's rows, in pages, as the holder of the permit may see them. What they show of people is on
/// record before a page goes out; `fields` names it.
pub(crate) fn pages(
    context: Context,
    permit: Permit,
    fields: Vec<&'static str>,
    mut filter: Filter,
    order: Order,
) -> impl Stream<Item = Result<Vec<AppealRow>, Problem>> + Send {
    permit.narrow(&mut filter);
    let reader = Reader {
        context,
        permit,
        fields,
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
        Ok(Some((rows, reader)))
    })
}
