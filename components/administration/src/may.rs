//! How far an administrator may go: what is their agency's is theirs, what concerns everybody is for whoever
//! answers for everything.

use domain::Text;
use domain::access::{Role, Territory};
use domain::configuration::Kind;
use web::Problem;
use web::auth::Permit;

/// Refuses whoever only looks on what is not for their eyes: the address of a webhook may be a secret.
pub(crate) fn look(permit: &Permit, kind: Kind) -> Result<(), Problem> {
    match (kind, permit.caller().role()) {
        (Kind::Webhook, Role::Administrator | Role::Service) => Ok(()),
        (Kind::Webhook, _) => Err(Problem::forbidden()),
        _ => Ok(()),
    }
}

/// Whether an item is seen. Which agencies and categories there are is public.
pub(crate) fn see(permit: &Permit, kind: Kind, agency: Option<&str>) -> bool {
    let own = permit.territory().agency;
    matches!(kind, Kind::Agency | Kind::Category)
        || own.is_none()
        || agency.is_none()
        || agency == own.as_deref()
}

/// Whether what belongs to an agency, or to nobody, may be changed.
pub(crate) fn change(permit: &Permit, agency: Option<&str>) -> bool {
    if !matches!(permit.caller().role(), Role::Administrator | Role::Service) {
        return false;
    }
    let asked = Territory {
        agency: agency.map(str::to_owned),
        ..Territory::EVERYWHERE
    };
    permit.territory().contains(&asked)
}

/// Not theirs to change.
pub(crate) fn not_yours() -> Problem {
    Problem {
        code: "territory_not_yours",
        detail: Text::fixed(
            "Это меняет администратор другого ведомства или тот, кто отвечает за всё.",
            "This is for the administrator of another agency, or for whoever answers for everything.",
        ),
        ..Problem::forbidden()
    }
}

/// Whether anything of a kind may be added: what concerns everybody only by whoever answers for everything.
pub(crate) fn add(permit: &Permit, kind: Kind) -> bool {
    let is_theirs = match kind {
        Kind::Agency | Kind::CalendarDay | Kind::CalendarYear | Kind::Setting => None,
        _ => permit.territory().agency,
    };
    change(permit, is_theirs.as_deref())
}
