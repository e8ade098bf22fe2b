//! `/approve`: the page on which a telephone lets another device in.

use axum::http::StatusCode;
use domain::Region;
use pages::{Approve, ApproveView, Asker, Fault};
use web::reply::{page, see_other, shell_at};
use web::{Answer, Context, session, views};

/// The question for the code; whoever has not signed in does that first.
pub(crate) async fn show(context: Context) -> Answer {
    if session::current(&context).await?.is_none() {
        return see_other("/sign-in?return_to=%2Fapprove");
    }
    Ok(page(StatusCode::OK, ask(&context, Vec::new())))
}

/// The question for the code, with what was wrong with the last one.
pub(crate) fn ask(context: &Context, faults: Vec<Fault>) -> String {
    let error = faults.into_iter().next().map(|fault| fault.text);
    render(context, Approve::Ask(error.unwrap_or_default()))
}

/// Who asks.
pub(crate) fn look(context: &Context, code: &str, asker: &api::QrAsker) -> String {
    render(
        context,
        Approve::Look(Asker {
            short_code: code.to_owned(),
            device: asker.device.clone(),
            place: asker.network.clone(),
            at: views::moment(
                context.lang,
                Region::NONE,
                asker.asked_at.timestamp_millis(),
            ),
        }),
    )
}

/// It is done.
pub(crate) fn done(context: &Context) -> String {
    render(context, Approve::Done)
}

fn render(context: &Context, stage: Approve) -> String {
    let shell = shell_at(context, "/approve");
    pages::approve(&ApproveView { shell, stage })
}
