//! `GET /api/v1/exports/appeals/{number}.pdf`: one appeal as an act.

use axum::extract::Path;
use documents::pdf;
use domain::access::{DataPart, Operation};
use web::{Answer, Context, Problem, auth};

use crate::act::act;
use crate::export_list::{failed, file};

/// Exports one appeal, for its applicant or staff.
pub(crate) async fn export_act(context: Context, Path(name): Path<String>) -> Answer {
    let number = name.strip_suffix(".pdf").ok_or_else(Problem::not_found)?;
    let (row, access) = auth::appeal(&context, Operation::ExportAct, number).await?;
    let act = act(&context, &row, &access).await?;
    let shown = [
        DataPart::Applicant,
        DataPart::Title,
        DataPart::Text,
        DataPart::Fields,
        DataPart::Comments,
    ];
    access.record(&context, &row, &shown).await?;
    file(
        pdf::act(&act).map_err(failed)?,
        "application/pdf",
        &format!("{}.pdf", row.number),
    )
}
