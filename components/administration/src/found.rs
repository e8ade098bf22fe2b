//! The item that somebody asks for, and whether they may change it as they saw it.

use axum::http::StatusCode;
use domain::Text;
use domain::configuration::{Kind, SettingItem};
use domain::rules::Setting;
use store::configuration::{self, Stored};
use web::Problem;
use web::auth::Permit;
use web::capabilities::database;

use crate::may;

/// The item as it is seen now. A setting that nobody has set is there with its default.
pub(crate) async fn find(permit: &Permit, kind: Kind, key: &str) -> Result<Stored, Problem> {
    let db = database().await?;
    let found = match configuration::item(db, kind, key).await? {
        Some(found) => Some(found),
        None => match (kind, key.parse::<Setting>()) {
            (Kind::Setting, Ok(setting)) => Some(default(setting).await?),
            _ => None,
        },
    };
    found
        .filter(|item| may::see(permit, kind, item.agency.as_deref()))
        .ok_or_else(Problem::not_found)
}

/// A setting that has its default.
pub(crate) async fn default(setting: Setting) -> Result<Stored, Problem> {
    let key = setting.as_str();
    let item = SettingItem {
        code: key.to_owned(),
        value: setting.default_value().to_owned(),
    };
    Ok(Stored {
        key: key.to_owned(),
        version: configuration::last_version(database().await?, Kind::Setting, key).await?,
        agency: None,
        data: serde_json::to_string(&item).map_err(Problem::internal)?,
    })
}

/// Refuses whoever it does not belong to.
pub(crate) fn check_theirs(permit: &Permit, item: &Stored) -> Result<(), Problem> {
    match may::change(permit, item.agency.as_deref()) {
        true => Ok(()),
        false => Err(may::not_yours()),
    }
}

/// Settings are changed on looking at what they are.
pub(crate) fn check_version(item: &Stored, seen: Option<i64>) -> Result<(), Problem> {
    match seen {
        Some(seen) if seen == item.version => Ok(()),
        Some(_) => Err(Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "version_changed",
            Text::fixed("Запись изменилась", "The entry has changed"),
            changed(),
        )),
        None => Err(Problem::new(
            StatusCode::PRECONDITION_REQUIRED,
            "if_match_required",
            Text::fixed("Нужен If-Match", "If-Match is needed"),
            Text::fixed(
                "Передайте в If-Match версию, которую вы видели: поле version, в кавычках.",
                "Send the version that you saw in If-Match: the member version, in quotes.",
            ),
        )),
    }
}

/// What is said where somebody was faster.
pub(crate) fn changed() -> Text {
    Text::fixed(
        "Кто-то изменил запись, пока вы смотрели. Посмотрите, что стало, и повторите.",
        "Somebody changed the entry while you looked. See what became of it and try again.",
    )
}
