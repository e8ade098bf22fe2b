//! Sections of the card that belong to other topics: each makes a part of the page of its own.

use domain::AppealState;
use domain::access::{Operation, Reach, reach};
use domain::category::Catalogue;
use domain::event::Recorded;
use pages::{RefusedView, Suggestion};
use store::AppealRow;
use web::auth::Access;
use web::content::{self, Told};
use web::{Context, Problem, configuration, people, present, suggestion, told};

use super::call;
use crate::objection;

/// The parts, escaped already.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) main: Vec<String>,
    pub(super) side: Vec<String>,
}

/// What was read of the appeal already.
pub(crate) struct Journal<'a> {
    /// The state.
    pub(crate) state: &'a AppealState,
    /// What happened.
    pub(crate) events: &'a [Recorded],
    /// The command that was refused, with what was typed.
    pub(crate) refused: Option<&'a RefusedView>,
}

/// Asks every topic for its part; an empty one is left out.
pub(super) async fn all(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    journal: &Journal<'_>,
) -> Result<Parts, Problem> {
    let mut parts = Parts::default();
    let contested = objection::section(context, row, access, journal).await?;
    parts.main.push(contested);
    let works = reach(Operation::AppealCall, access.caller().role()) == Reach::Territory;
    let called = call::part(context, row, journal.state, journal.refused, works);
    let shown = Told {
        context,
        row,
        access,
        state: journal.state,
        events: journal.events,
    };
    parts.main.push(content::revisions(&shown).await?);
    parts.side.push(called);
    parts.side.push(people::part(&shown).await?);
    parts.side.push(content::conduct(&shown).await?);
    parts.side.push(told::part(context, row, None).await?);
    parts.main.retain(|part| !part.is_empty());
    parts.side.retain(|part| !part.is_empty());
    Ok(parts)
}

/// Likely categories, the likeliest first: what the classifier says today, after all corrections. Of an
/// appeal whose text is gone, what it said when the appeal came.
pub(super) async fn suggestions(
    context: &Context,
    row: &AppealRow,
    catalogue: &Catalogue,
) -> Result<Vec<Suggestion>, Problem> {
    let found = match row.registered.private.as_deref() {
        Some(private) => {
            let configuration = configuration::current(context.now).await?;
            suggestion::of(&configuration, &private.title, &private.text)
                .await?
                .categories
        }
        None => row.registered.suggested.clone(),
    };
    let found = found.into_iter().map(|one| Suggestion {
        name: present::category_name(catalogue, &one.code, context.lang).to_owned(),
        code: one.code,
        percent: one.confidence.into(),
    });
    Ok(found.collect())
}
