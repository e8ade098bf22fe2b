//! `GET /api/v1/exports/appeals.xlsx` and `.pdf`: documents that are made whole, so their rows are limited.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use documents::{Cell, DocumentError, Language, MAX_XLSX_ROWS, Xlsx, pdf};
use domain::access::Operation;
use domain::{Lang, Region, Text};
use futures::TryStreamExt;
use web::auth::Permit;
use web::reply::with;
use web::{Answer, Context, Problem, auth, configuration, filter};

use crate::{columns, rows};

/// Exports the list as a spreadsheet.
pub(crate) async fn export_xlsx(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::ExportXlsx).await?;
    let headings = columns::headings(&columns::chosen(&context)?, context.lang);
    let (title, created) = (title(context.lang), Region::NONE.local(context.now));
    let mut book = Xlsx::new(title, &headings, language(context.lang), created).map_err(failed)?;
    for row in collect(&context, &permit, MAX_XLSX_ROWS).await? {
        book.push_row(&row).map_err(failed)?;
    }
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file(book.finish().map_err(failed)?, media_type, "appeals.xlsx")
}

/// Exports the list as a PDF.
pub(crate) async fn export_pdf(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::ExportPdf).await?;
    let headings = columns::headings(&columns::chosen(&context)?, context.lang);
    let rows = collect(&context, &permit, pdf::MAX_PDF_ROWS).await?;
    let head = pdf::Table {
        title: title(context.lang),
        subtitle: "",
        columns: &headings,
        language: language(context.lang),
        created: Region::NONE.local(context.now),
    };
    file(
        pdf::table(&head, rows).map_err(failed)?,
        "application/pdf",
        "appeals.pdf",
    )
}

/// The rows of the list, refusing as soon as there are more than the format is made for.
async fn collect(
    context: &Context,
    permit: &Permit,
    limit: u32,
) -> Result<Vec<Vec<Cell>>, Problem> {
    let (filter, order) = filter::filter(context)?;
    let chosen = Arc::new(columns::chosen(context)?);
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let mut pages = std::pin::pin!(rows::pages(
        context.clone(),
        permit.clone(),
        chosen.clone(),
        filter,
        order,
    ));
    let mut out = Vec::new();
    while let Some(page) = pages.try_next().await? {
        let (executors, lang) = (&page.executors, context.lang);
        let rows = page.rows.iter();
        out.extend(rows.map(|row| columns::cells(&chosen, row, executors, catalogue, lang)));
        if out.len() > limit as usize {
            return Err(failed(DocumentError::TooManyRows { limit }));
        }
    }
    Ok(out)
}

/// A document as a download.
pub(crate) fn file(bytes: Vec<u8>, media_type: &str, name: &str) -> Answer {
    let mut response = bytes.into_response();
    response.headers_mut().remove("content-type");
    let response = with(response, "content-type", media_type)?;
    with(
        response,
        "content-disposition",
        &format!("attachment; filename=\"{name}\""),
    )
}

/// The language of a document's own words.
pub(crate) fn language(lang: Lang) -> Language {
    match lang {
        Lang::Ru => Language::Ru,
        Lang::En => Language::En,
    }
}

/// Why a document was not made.
pub(crate) fn failed(error: DocumentError) -> Problem {
    match error {
        DocumentError::TooManyRows { limit } => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "too_many_rows",
            Text::fixed("Слишком много строк", "Too many rows"),
            Text::new(
                format!(
                    "В этом виде не больше {limit} строк. Сузьте фильтр или возьмите CSV, он без ограничения."
                ),
                format!(
                    "This format takes at most {limit} rows. Narrow the filter, or take CSV, which has no limit."
                ),
            ),
        ),
        other => Problem::internal(other),
    }
}

fn title(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "Обращения",
        Lang::En => "Appeals",
    }
}
