//! `/receipt/{number}`: the appeal is registered, and what happens next.

use axum::extract::Path;
use axum::http::StatusCode;
use domain::AppealNumber;
use pages::{LookupFor, LookupView, ReceiptView};
use web::reply::{page, shell};
use web::{Answer, Context, auth, configuration, cookies, present, views};

/// The receipt, for a browser that keeps the access code; for any other the question for it.
pub(crate) async fn show(context: Context, Path(number): Path<String>) -> Answer {
    let number = AppealNumber::parse(&number).ok();
    let code = number.and_then(|number| cookies::access_code(&context.headers, number));
    let row = match number {
        Some(number) => auth::by_code(&context, number, code.as_ref()).await?,
        None => None,
    };
    let (Some(row), Some(code)) = (row, code) else {
        let view = LookupView {
            shell: shell(&context),
            number: number.map(|number| number.to_string()).unwrap_or_default(),
            error: None,
            wanted: LookupFor::Receipt,
        };
        return Ok(page(StatusCode::OK, pages::lookup(&view)));
    };
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let (lang, registered) = (context.lang, &row.registered);
    let category = catalogue.category(&row.category);
    let view = ReceiptView {
        shell: shell(&context),
        number: row.number.to_string(),
        access_code: code.grouped(),
        created: views::moment(lang, registered.region, row.created_at),
        status: row.status.label(lang).to_owned(),
        category: present::category_name(catalogue, &row.category, lang).to_owned(),
        agency: present::agency(catalogue, &row.agency, lang).name,
        deadline: views::deadline(&row.deadline, row.status, context.now, lang),
        files: present::attachments(registered)
            .into_iter()
            .filter(|file| !file.name.is_empty())
            .map(|file| (file.name, file.size_bytes))
            .collect(),
        missing: views::documents(category, &registered.missing_documents, lang),
    };
    Ok(page(StatusCode::OK, pages::receipt(&view)))
}
