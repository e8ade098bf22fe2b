//! `GET /api/v1/exports/appeals/{number}/answer.pdf`: the answer as an official document.

use axum::extract::Path;
use documents::pdf;
use domain::access::{DataPart, Operation};
use store::journal;
use web::capabilities::database;
use web::{Answer, Context, Problem, answer, auth};

use crate::answer::document;
use crate::export_list::{failed, file};

/// Exports the answer that counts, for the applicant or staff; 404 while there is none.
pub(crate) async fn export_answer(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ExportAnswer, &number).await?;
    let journal = journal::events(database().await?, &row.id, 0).await?;
    let given = answer::current(&row, &journal).await?;
    let given = answer::masked(given.ok_or_else(Problem::not_found)?, &access);
    let act = document(&context, &row, &given).await?;
    access
        .record(&context, &row, &[DataPart::Applicant, DataPart::Answer])
        .await?;
    file(
        pdf::act(&act).map_err(failed)?,
        "application/pdf",
        &format!("{}-answer.pdf", row.number),
    )
}
