//! Lists as CSV, XLSX and PDF with the list's own filters and columns; one appeal as an act.

mod act;
mod answer;
mod columns;
mod export_act;
mod export_answer;
mod export_csv;
mod export_list;
mod rows;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/api/v1/exports/appeals.csv", get(export_csv::export_csv))
        .route(
            "/api/v1/exports/appeals.xlsx",
            get(export_list::export_xlsx),
        )
        .route("/api/v1/exports/appeals.pdf", get(export_list::export_pdf))
        .route(
            "/api/v1/exports/appeals/{file}",
            get(export_act::export_act),
        )
        .route(
            "/api/v1/exports/appeals/{number}/answer.pdf",
            get(export_answer::export_answer),
        )
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
