//! The rows of an export, read a page at a time along the list's index.

use futures::{Stream, stream};
use store::{AppealRow, Cursor, Filter, Order};
use web::Problem;
use web::capabilities::database;

/// Rows of one read: enough that a read's fixed cost disappears, few enough to be nothing in memory.
const PAGE: usize = 500;

struct Reader {
    filter: Filter,
    order: Order,
    after: Option<Cursor>,
    is_done: bool,
}

/// The list's rows, in pages.
pub(crate) fn pages(
    filter: Filter,
    order: Order,
) -> impl Stream<Item = Result<Vec<AppealRow>, Problem>> + Send {
    let reader = Reader {
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
        let (rows, next) =
            store::list(db, &reader.filter, reader.order, reader.after, PAGE).await?;
        reader.is_done = next.is_none();
        reader.after = next;
        Ok(Some((rows, reader)))
    })
}
