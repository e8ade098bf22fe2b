//! Sections of the card that belong to other topics: each makes a part of the page of its own.

use domain::category::Catalogue;
use pages::Suggestion;
use store::AppealRow;
use web::auth::Access;
use web::{Context, Problem};

/// The parts, escaped already.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) main: Vec<String>,
    pub(super) side: Vec<String>,
}

/// Asks every topic for its part; an empty one is left out.
pub(super) async fn all(
    _context: &Context,
    _row: &AppealRow,
    _access: &Access,
) -> Result<Parts, Problem> {
    let mut parts = Parts::default();
    parts.main.retain(|part| !part.is_empty());
    parts.side.retain(|part| !part.is_empty());
    Ok(parts)
}

/// Likely categories, the likeliest first.
pub(super) async fn suggestions(
    _context: &Context,
    _row: &AppealRow,
    _catalogue: &Catalogue,
) -> Result<Vec<Suggestion>, Problem> {
    Ok(Vec::new())
}
