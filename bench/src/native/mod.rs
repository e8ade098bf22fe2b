//! The native twin: what the components answer, from the same `domain`, `store`, `files`,
//! `documents` and `pages`, behind axum on tokio and hyper, over rusqlite.
//!
//! It differs from the components in one thing, where an instance opens capabilities: here
//! every thread keeps a connection for reading, and one connection writes. Requests are
//! read and answered by the same `web` (context, filters, JSON, headers, problems).

mod appeal;
mod capabilities;
mod export;
mod list;
mod submission;
mod upload;

use std::io::Write;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use domain::DeadlineClass;
use pages::{HomeView, Row};
use web::reply::{page, shell};
use web::{Answer, Context, views};

use capabilities::Capabilities;

type Shared = State<Arc<Capabilities>>;

/// Serves the state directory until the process is ended. Prints the address like the runner.
pub(crate) fn serve(state: &Path) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let capabilities = Capabilities::open(state).await?;
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        println!("Serving http://{address}");
        std::io::stdout().flush()?;
        let listener = listener.tap_io(|stream| {
            // A connection on which this fails is only slower.
            _ = stream.set_nodelay(true);
        });
        let router = Router::new()
            .fallback(enter)
            .with_state(router(capabilities));
        axum::serve(listener, router)
            .await
            .context("the twin stopped")
    })
}

fn router(capabilities: Arc<Capabilities>) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/api/v1/appeals", get(list::list).post(submission::create))
        .route("/api/v1/appeals/counters", get(list::counters))
        .route("/api/v1/appeals/{number}", get(appeal::view))
        .route("/api/v1/attachments", post(upload::create))
        .route("/api/v1/exports/appeals.csv", get(export::csv))
        .with_state(capabilities)
}

/// Around every request is what is around it in a component.
async fn enter(State(router): State<Router>, request: Request) -> Response {
    web::serve(&router, request).await
}

/// As `components/site`.
async fn home(context: Context) -> Answer {
    let shown = [
        DeadlineClass::Standard,
        DeadlineClass::Urgent,
        DeadlineClass::Documents,
        DeadlineClass::Support,
    ];
    let lang = context.lang;
    let deadlines = shown.into_iter().map(|class| {
        Row::new(
            capitalised(class.text().get(lang)),
            views::term(class).get(lang),
        )
    });
    let view = HomeView {
        shell: shell(&context),
        deadlines: deadlines.collect(),
    };
    Ok(page(StatusCode::OK, pages::home(&view)))
}

/// As the site component writes it.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use tower_service::Service;

    use super::*;

    #[test]
    fn the_twin_answers_what_is_around_every_request_as_well() {
        let dir = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let capabilities = Capabilities::open(dir.path()).await.unwrap();
            let mut all = Router::new()
                .fallback(enter)
                .with_state(router(capabilities));
            for (path, status) in [("/", 200), ("/nothing-here", 404)] {
                let request = Request::get(path).body(Body::empty()).unwrap();
                let answer = all.call(request).await.unwrap();
                assert_eq!(answer.status(), status, "{path}");
            }
        });
    }
}
