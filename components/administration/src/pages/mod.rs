//! The pages of an administrator. Every one works without scripts.

mod blocks;
mod choices;
pub(crate) mod entry;
mod fields;
pub(crate) mod history;
pub(crate) mod list;
mod spec;
mod words;

use axum::extract::Path;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::Operation;
use pages::DeskShell;
use web::auth::{self, Permit};
use web::reply::see_other;
use web::{Answer, Context, Problem, desk, query};

/// The routes of the pages.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/desk/admin", get(home))
        .route("/desk/admin/history", get(history::history))
        .route("/desk/admin/blocks", get(blocks::blocks))
        .route(
            "/desk/admin/blocks/new",
            get(blocks::new).post(blocks::create),
        )
        .route("/desk/admin/blocks/{id}/lift", post(blocks::lift))
        .route("/desk/admin/{section}", get(list::list))
        .route(
            "/desk/admin/{section}/new",
            get(entry::new).post(entry::create),
        )
        .route(
            "/desk/admin/{section}/{key}",
            get(entry::entry).post(entry::change),
        )
}

async fn home(context: Context) -> Answer {
    match reader(&context).await? {
        Ok(_) => see_other("/desk/admin/categories"),
        Err(response) => Ok(response),
    }
}

/// Somebody who may look: what they may, and what stands around their pages.
pub(crate) struct Reader {
    permit: Permit,
    desk: DeskShell,
}

/// Who reads, or the answer that sends somebody unknown to sign in.
pub(crate) async fn reader(context: &Context) -> Result<Result<Reader, Response>, Problem> {
    let session = match desk::staff(context).await? {
        Ok(session) => session,
        Err(response) => return Ok(Err(response)),
    };
    let permit = auth::permit(context, Operation::ConfigurationList).await?;
    let desk = desk::shell(context, &session).await?;
    Ok(Ok(Reader { permit, desk }))
}

/// What a page that was led to says has been done.
fn notice(context: &Context) -> String {
    let text = match query::first(&context.query, "done").as_deref() {
        Some("saved") => domain::Text::fixed(
            "Сохранено. Через несколько секунд это действует везде.",
            "Saved. It holds everywhere within seconds.",
        ),
        Some("removed") => domain::Text::fixed(
            "Убрано. Прежнее видно в истории.",
            "Taken away. What it was stands in the history.",
        ),
        _ => return String::new(),
    };
    text.get(context.lang).to_owned()
}

/// The page of an entry. Keys have no characters that an address must escape, but for those of hostile hands.
fn address(section: &str, key: &str) -> String {
    let key: String = url::form_urlencoded::byte_serialize(key.as_bytes()).collect();
    format!("/desk/admin/{section}/{}", key.replace("%3A", ":"))
}

/// The path's two parts, decoded.
type Place = Path<(String, String)>;
