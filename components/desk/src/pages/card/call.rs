//! The call that the applicant waits for.

use domain::AppealState;
use pages::{CallView, RefusedView};
use store::AppealRow;
use web::{Context, reply, views};

/// The part of the card; empty where nobody waits for a call.
pub(super) fn part(
    context: &Context,
    row: &AppealRow,
    state: &AppealState,
    refused: Option<&RefusedView>,
    can_work: bool,
) -> String {
    let Some(call) = state.call else {
        return String::new();
    };
    let (lang, region) = (context.lang, row.registered.region);
    let refused = refused.filter(|refused| refused.command == "call");
    pages::desk_call(&CallView {
        shell: reply::shell(context),
        number: row.number.to_string(),
        version: row.version,
        at: views::moment(lang, region, call.at.timestamp_millis()),
        is_due: call.at <= context.now,
        can_work,
        again_at: refused.map(|refused| refused.values.get("again_at").to_owned()),
    })
}
