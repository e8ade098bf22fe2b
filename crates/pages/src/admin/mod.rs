//! Administration: lists, forms and the history of what an administrator looks after.
//!
//! The pages know no kind of entries: a list has columns and rows, a form has groups of fields whose names
//! are JSON pointers with dots for slashes, as those of the form of an appeal.

mod form;
mod history;
mod list;

pub(crate) use form::shown_field;
pub use form::{AdminField, AdminFormView, AdminGroup, AdminWidget, Removal};
pub use history::{AdminHistoryView, Change, Difference};
pub use list::{AdminAction, AdminListView, AdminRow, AdminTable};

use domain::Lang;

use crate::shell::pick;

/// The sections with their addresses, in the order of the menu.
pub(crate) fn places(lang: Lang) -> [(&'static str, &'static str); 14] {
    let t = |ru, en| pick(lang, ru, en);
    [
        ("/desk/admin/categories", t("Категории", "Categories")),
        ("/desk/admin/agencies", t("Ведомства", "Agencies")),
        ("/desk/admin/units", t("Подразделения", "Units")),
        ("/desk/admin/routing-rules", t("Маршруты", "Routing")),
        ("/desk/admin/deadline-classes", t("Сроки", "Terms")),
        ("/desk/admin/calendar-days", t("Особые дни", "Special days")),
        ("/desk/admin/calendar-years", t("Годы", "Years")),
        ("/desk/admin/settings", t("Параметры", "Settings")),
        ("/desk/admin/templates", t("Шаблоны", "Templates")),
        ("/desk/admin/staff", t("Сотрудники", "Staff")),
        ("/desk/admin/keys", t("Ключи API", "API keys")),
        ("/desk/admin/webhooks", t("Вебхуки", "Webhooks")),
        ("/desk/admin/blocks", t("Блокировки", "Blocks")),
        ("/desk/admin/history", t("История", "History")),
    ]
}
