//! `GET /api/v1/exports/appeals.csv`: streamed, so that memory does not grow with the rows.

use std::sync::Arc;

use axum::body::Body;
use axum::response::IntoResponse;
use documents::{Csv, Dialect};
use domain::access::Operation;
use futures::{StreamExt, TryStreamExt, stream};
use web::reply::with;
use web::{Answer, Context, auth, configuration, filter, query};

use crate::{columns, rows};

/// Exports the list. `bom=true` puts a byte order mark first, and `dialect=excel` writes as a Russian
/// Excel opens it by a double click.
pub(crate) async fn export_csv(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::ExportCsv).await?;
    let (filter, order) = filter::filter(&context)?;
    let chosen = Arc::new(columns::chosen(&context)?);
    let configuration = configuration::current(context.now).await?;
    let is_excel = query::first(&context.query, "dialect").as_deref() == Some("excel");
    let bom = is_excel || query::first(&context.query, "bom").as_deref() == Some("true");
    let csv = Csv::new(if is_excel {
        Dialect::RussianExcel
    } else {
        Dialect::Standard
    });
    let lang = context.lang;
    let header = csv.header(&columns::headings(&chosen, lang), bom);
    let pages = rows::pages(context, permit, chosen.clone(), filter, order);
    let body = pages.map_ok(move |page| {
        let (executors, catalogue) = (&page.executors, &configuration.catalogue);
        let cells = |row| columns::cells(&chosen, row, executors, catalogue, lang);
        let rows = page.rows.iter();
        rows.flat_map(|row| csv.row(&cells(row))).collect()
    });
    let body = body.map_err(|problem| {
        // The head has gone out; all that is left is to break off, and to say why in the log.
        let cause = problem.cause.unwrap_or_default();
        eprintln!("ERROR code=export_broken cause={cause:?}");
        std::io::Error::other("the export broke off")
    });
    let body = Body::from_stream(
        stream::once(async { Ok::<Vec<u8>, std::io::Error>(header) }).chain(body),
    );
    let mut response = body.into_response();
    response.headers_mut().remove("content-type");
    let response = with(
        response,
        "content-type",
        "text/csv; charset=utf-8; header=present",
    )?;
    with(
        response,
        "content-disposition",
        "attachment; filename=\"appeals.csv\"",
    )
}
