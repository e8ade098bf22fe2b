//! What went wrong, told to the caller (RFC 9457) in their language, as JSON or as a page.

use auth::altcha::Challenge;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::appeal::FieldError;
use domain::decide::Stands;
use domain::{Refusal, Text};

use crate::Context;
use crate::idempotency::Stored;

/// A refusal or failure. A handler returns it as its error; [`crate::serve`] turns it into the answer.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The status code.
    pub status: StatusCode,
    /// The stable code for programs.
    pub code: &'static str,
    /// What happened, in a few words.
    pub title: Text,
    /// What to do.
    pub detail: Text,
    /// Each fault of the input.
    pub errors: Vec<FieldError>,
    /// The moves that are allowed instead.
    pub allowed: Option<Vec<&'static str>>,
    /// The appeal that was registered with the same idempotency key.
    pub appeal: Option<String>,
    /// Headers that belong to the status: `Allow`, `Retry-After`, `WWW-Authenticate`.
    pub headers: Vec<(&'static str, String)>,
    /// What a proof of work is made from, for a program.
    pub challenge: Option<Box<Challenge>>,
    /// The ticket that a page without scripts sends after some seconds.
    pub ticket: Option<String>,
    /// For the log only.
    pub cause: Option<String>,
    /// No refusal: the answer that the same request had before. A handler is left with it as with a problem.
    pub repeated: Option<Box<Stored>>,
}

impl Problem {
    /// A problem with a title and what to do.
    pub fn new(status: StatusCode, code: &'static str, title: Text, detail: Text) -> Self {
        Problem {
            status,
            code,
            title,
            detail,
            errors: Vec::new(),
            allowed: None,
            appeal: None,
            headers: Vec::new(),
            challenge: None,
            ticket: None,
            cause: None,
            repeated: None,
        }
    }

    /// The answer that the same request had before.
    pub(crate) fn repeated(answer: Stored) -> Self {
        let none = Text::default();
        let mut problem = Problem::new(answer.status(), "repeated", none.clone(), none);
        problem.repeated = Some(Box::new(answer));
        problem
    }

    /// The input is readable but wrong; every fault is named.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let mut problem = Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid_input",
            Text::fixed("Проверьте введённое", "Check what was entered"),
            Text::fixed(
                "Исправьте названные поля и отправьте ещё раз. Ничего не сохранено.",
                "Correct the fields named here and send again. Nothing was stored.",
            ),
        );
        problem.errors = errors;
        problem
    }

    /// A single fault of the input.
    pub fn invalid_field(error: FieldError) -> Self {
        Problem::invalid(vec![error])
    }

    /// The request cannot be read at all.
    pub fn unreadable(code: &'static str, detail: Text) -> Self {
        let title = Text::fixed("Запрос не читается", "The request cannot be read");
        Problem::new(StatusCode::BAD_REQUEST, code, title, detail)
    }

    /// Unknown, or not visible to this caller: the two are not to be told apart.
    pub fn not_found() -> Self {
        Problem::new(
            StatusCode::NOT_FOUND,
            "not_found",
            Text::fixed("Не найдено", "Not found"),
            Text::fixed(
                "Такого адреса или обращения нет, либо код доступа не подходит. Проверьте номер и код.",
                "There is no such address or appeal, or the access code does not fit. Check the number and the code.",
            ),
        )
    }

    /// Nobody known is calling.
    pub fn unauthenticated() -> Self {
        let mut problem = Problem::new(
            StatusCode::UNAUTHORIZED,
            "unauthenticated",
            Text::fixed("Нужно назвать себя", "Say who you are"),
            Text::fixed(
                "Передайте служебный токен в заголовке Authorization: Bearer или код доступа в заголовке Otklik-Access-Code.",
                "Send a service token as Authorization: Bearer, or the access code as Otklik-Access-Code.",
            ),
        );
        problem
            .headers
            .push(("www-authenticate", "Bearer".to_owned()));
        problem
    }

    /// The caller is known but may not do this.
    pub fn forbidden() -> Self {
        Problem::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            Text::fixed("Это действие вам недоступно", "This is not yours to do"),
            NOT_YOURS.clone(),
        )
    }

    /// What to do, for whoever asks: a member of staff is told who of their own can help.
    pub fn advice(&self, context: &Context) -> &str {
        let is_staff = (context.session.get().and_then(Option::as_ref))
            .is_some_and(|session| session.role.is_staff());
        match is_staff && self.detail == NOT_YOURS {
            true => NOT_YOURS_AT_THE_DESK.get(context.lang),
            false => self.detail.get(context.lang),
        }
    }

    /// The body is larger than is read.
    pub fn body_too_large(limit_bytes: u64) -> Self {
        let kib = limit_bytes.div_ceil(1024);
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            Text::fixed("Запрос слишком большой", "The request is too large"),
            Text::new(
                format!("Тело запроса больше {kib} КиБ."),
                format!("The request's body is larger than {kib} KiB."),
            ),
        )
    }

    /// The body's type is not one that is read here.
    pub fn unsupported_type(expected: &'static str) -> Self {
        Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            Text::fixed(
                "Такой тип содержимого не принимается",
                "This content type is not accepted",
            ),
            Text::new(
                format!("Укажите Content-Type: {expected}."),
                format!("Send Content-Type: {expected}."),
            ),
        )
    }

    /// Something of ours failed. The cause goes to the log; the caller gets the request's number.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let mut problem = Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            Text::fixed("Внутренняя ошибка", "Internal error"),
            Text::fixed(
                "Попробуйте ещё раз. Если не поможет, сообщите в поддержку номер запроса.",
                "Try again. If that does not help, tell support the request's number.",
            ),
        );
        problem.cause = Some(cause.to_string());
        problem
    }

    /// The service cannot work now but will.
    pub fn unavailable(cause: impl std::fmt::Display) -> Self {
        let mut problem = Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            Text::fixed(
                "Сервис временно недоступен",
                "The service is not available now",
            ),
            Text::fixed(
                "Попробуйте через несколько секунд.",
                "Try again in a few seconds.",
            ),
        );
        problem.headers.push(("retry-after", "5".to_owned()));
        problem.cause = Some(cause.to_string());
        problem
    }
}

/// What helps whoever may not do something.
static NOT_YOURS: Text = Text::fixed(
    "Обратитесь к сотруднику ведомства.",
    "Ask the agency's staff.",
);

/// What helps a member of staff.
static NOT_YOURS_AT_THE_DESK: Text = Text::fixed(
    "Ваша роль этого не позволяет. Попросите руководителя, а о правах — администратора вашего ведомства.",
    "Your role does not allow it. Ask a supervisor, or the administrator of your agency for the right.",
);

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Busy(_) | store::Error::Unavailable(_) => Problem::unavailable(error),
            other => Problem::internal(other),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, title) = match (&refusal, refusal.stands()) {
            // It is theirs in general, and not this time: the code tells that apart.
            (Refusal::Objection(_), Stands::Person) => {
                return Problem {
                    code: refusal.code(),
                    detail: refusal.text(),
                    ..Problem::forbidden()
                };
            }
            (_, Stands::Person) => return Problem::forbidden(),
            (Refusal::MoveNotAllowed { .. }, _) => (
                StatusCode::CONFLICT,
                Text::fixed("Такой переход невозможен", "This move is not allowed"),
            ),
            (Refusal::NotAnsweredYet, _) => (
                StatusCode::CONFLICT,
                Text::fixed("Ещё рано", "It is too early for this"),
            ),
            (Refusal::ProcessingStarted | Refusal::RatingReviewed, _) => (
                StatusCode::CONFLICT,
                Text::fixed("Уже поздно", "It is too late for this"),
            ),
            (_, Stands::State) => (
                StatusCode::CONFLICT,
                Text::fixed("Сейчас это невозможно", "This cannot be done now"),
            ),
            (_, Stands::Input) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                Text::fixed("Проверьте введённое", "Check what was entered"),
            ),
        };
        let allowed = match &refusal {
            Refusal::MoveNotAllowed { allowed, .. } => {
                Some(allowed.iter().map(|status| status.as_str()).collect())
            }
            _ => None,
        };
        Problem {
            allowed,
            ..Problem::new(status, refusal.code(), title, refusal.text())
        }
    }
}

impl IntoResponse for Problem {
    /// The empty answer that carries the problem to [`crate::serve`], which alone knows the request.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(Box::new(self));
        response
    }
}
