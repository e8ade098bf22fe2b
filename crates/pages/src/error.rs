use askama::Template;

use crate::desk::DeskShell;
use crate::shell::Shell;
use crate::upload;

/// A refusal or failure as a page.
#[derive(Debug, Clone)]
pub struct ErrorView {
    /// Language and address.
    pub shell: Shell,
    /// What the desk has around its pages, where it is a page of the desk.
    pub desk: Option<DeskShell>,
    /// HTTP status.
    pub status: u16,
    /// The heading.
    pub title: String,
    /// What happened and what to do; may be empty.
    pub detail: String,
    /// Faults one by one, where the problem has several; may be empty.
    pub items: Vec<String>,
    /// The way on that helps, where there is one: address and words.
    pub first: Option<(String, String)>,
    /// Other ways on.
    pub ways: Vec<(String, String)>,
    /// Number of the request, for support; may be empty.
    pub request_id: String,
}

/// [`ErrorView`] among the citizens' pages.
#[derive(Template)]
#[template(path = "error.html", whitespace = "minimize")]
pub(crate) struct ErrorPage<'a> {
    pub(crate) shell: &'a Shell,
    pub(crate) view: &'a ErrorView,
}

/// [`ErrorView`] at the desk.
#[derive(Template)]
#[template(path = "desk/error.html", whitespace = "minimize")]
pub(crate) struct DeskErrorPage<'a> {
    pub(crate) desk: &'a DeskShell,
    pub(crate) view: &'a ErrorView,
}

impl ErrorView {
    /// The page of a status with the usual words for it.
    pub fn new(shell: Shell, status: u16) -> Self {
        let (title, detail) = words(&shell, status);
        Self {
            title: title.to_owned(),
            detail: match status {
                413 => format!("{} {detail}", upload::rules(shell.lang)),
                _ => detail.to_owned(),
            },
            items: Vec::new(),
            first: None,
            ways: ways(&shell),
            request_id: String::new(),
            status,
            desk: None,
            shell,
        }
    }
}

/// Where everybody can go on.
fn ways(shell: &Shell) -> Vec<(String, String)> {
    let way = |href: &str, ru, en| (href.to_owned(), shell.t(ru, en).to_owned());
    vec![
        way("/", "На главную", "To the start page"),
        way(
            "/status",
            "Узнать статус обращения",
            "Check the status of an appeal",
        ),
        way("/submit", "Подать обращение", "Submit an appeal"),
    ]
}

fn words(shell: &Shell, status: u16) -> (&'static str, &'static str) {
    match status {
        401 | 403 => (
            shell.t("Сюда нужен доступ", "You need access for this"),
            shell.t(
                "Откройте обращение по номеру и коду доступа из квитанции.",
                "Open the appeal with its number and the access code from the receipt.",
            ),
        ),
        404 | 410 => (
            shell.t("Такой страницы нет", "There is no such page"),
            shell.t(
                "Проверьте адрес. Если вы ищете обращение, откройте его по номеру и коду доступа.",
                "Check the address. If you are looking for an appeal, open it with its number and access code.",
            ),
        ),
        405 => (
            shell.t("Так эту страницу не открыть", "This page can't be opened like that"),
            shell.t(
                "Начните с главной страницы.",
                "Please begin on the start page.",
            ),
        ),
        409 => (
            shell.t("Кто-то успел раньше", "Somebody was faster"),
            shell.t(
                "Пока вы заполняли форму, обращение изменилось. Откройте его снова.",
                "The appeal has changed while you were filling in the form. Open it again.",
            ),
        ),
        413 => (
            shell.t("Слишком много данных", "Too much data"),
            shell.t(
                "Вернитесь назад и уберите лишнее.",
                "Go back and remove some.",
            ),
        ),
        429 => (
            shell.t("Слишком часто", "Too many requests"),
            shell.t(
                "Подождите минуту и повторите. Введённое не пропадёт, если вернуться назад.",
                "Wait a minute and try again. What you typed is still there if you go back.",
            ),
        ),
        500.. => (
            shell.t("У нас неполадка", "Something broke on our side"),
            shell.t(
                "Повторите через несколько минут. Если вернуться назад, введённое останется в форме.",
                "Try again in a few minutes. If you go back, what you typed is still in the form.",
            ),
        ),
        _ => (
            shell.t("Запрос не разобран", "The request could not be read"),
            shell.t(
                "Вернитесь назад и попробуйте ещё раз.",
                "Go back and try once more.",
            ),
        ),
    }
}
