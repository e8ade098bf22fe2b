//! The cabinet: what a signed-in person sees of their own.

mod accesses;
mod list;
mod notifications;
mod profile;
mod security;

pub use accesses::{AccessRow, AccessesView};
pub use list::{CabinetRow, CabinetView, Claim};
pub use notifications::{NotificationRow, NotificationsView};
pub use profile::ProfileView;
pub use security::{AccountState, FactorRow, SecurityView, SessionRow, TotpSetup};

use crate::shell::Shell;

/// The pages of the cabinet with their addresses, in the order of the navigation.
pub(crate) fn places(shell: &Shell) -> [(&'static str, &'static str); 6] {
    [
        ("/cabinet", shell.t("Мои обращения", "My appeals")),
        (
            "/cabinet/participations",
            shell.t("Где я участник", "Where I take part"),
        ),
        ("/cabinet/profile", shell.t("Профиль", "Profile")),
        ("/cabinet/security", shell.t("Безопасность", "Security")),
        (
            "/cabinet/accesses",
            shell.t("Кто открывал данные", "Who opened my data"),
        ),
        (
            "/cabinet/notifications",
            shell.t("Уведомления", "Notifications"),
        ),
    ]
}
