//! Accounts: registration, sign-in, sessions, profile, second factors.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        method: "post",
        request: Body::Json("AccountBody"),
        success: 202,
        problems: &[400, 403, 413, 415, 422, 429],
        ..get(
            "account_create",
            "/api/v1/accounts",
            Who::Anyone,
            Body::JsonOnly("CodeSent"),
            [
                "Начать регистрацию: придёт код",
                "Begin a registration: a code is sent",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("CodeBody"),
        success: 201,
        problems: &[400, 401, 403, 409, 413, 415, 422, 429],
        ..get(
            "account_confirm",
            "/api/v1/accounts/confirm",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            [
                "Подтвердить регистрацию кодом и войти",
                "Confirm the registration by its code and sign in",
            ],
        )
    },
    Operation {
        ..get(
            "session_view",
            "/api/v1/session",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            ["Кто вошёл", "Who has signed in"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("SessionBody"),
        problems: &[400, 401, 403, 413, 415, 422, 429],
        ..get(
            "session_create",
            "/api/v1/session",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            ["Войти по логину и паролю", "Sign in by login and password"],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        problems: &[403],
        ..get(
            "session_end",
            "/api/v1/session",
            Who::Anyone,
            Body::Nothing,
            ["Выйти", "Sign out"],
        )
    },
    Operation {
        method: "post",
        problems: &[401, 403],
        ..get(
            "session_stay",
            "/api/v1/session/stay",
            Who::SignedIn,
            Body::JsonOnly("SessionState"),
            [
                "Продолжить работу: сеанс не закончится от бездействия",
                "Go on: the session does not end as unused",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("MethodBody"),
        success: 202,
        problems: &[400, 403, 413, 415, 422, 429],
        ..get(
            "session_code",
            "/api/v1/session/code",
            Who::Anyone,
            Body::JsonOnly("CodeSent"),
            [
                "Прислать код второго фактора",
                "Send the code of the second factor",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("SecondFactorBody"),
        problems: &[400, 401, 403, 413, 415, 422, 429],
        ..get(
            "session_second_factor",
            "/api/v1/session/second-factor",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            [
                "Завершить вход вторым фактором",
                "Finish signing in by a second factor",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        problems: &[403],
        ..get(
            "session_qr",
            "/api/v1/session/qr",
            Who::Anyone,
            Body::JsonOnly("QrStarted"),
            ["Начать вход по QR-коду", "Begin a sign-in by QR code"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("TicketBody"),
        problems: &[400, 401, 403, 413, 415, 422, 429],
        ..get(
            "session_qr_poll",
            "/api/v1/session/qr/poll",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            [
                "Узнать, разрешён ли вход по QR-коду, и войти",
                "Ask whether the sign-in by QR code is approved, and sign in",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("ShortCodeBody"),
        problems: &[400, 401, 403, 413, 415, 422, 429],
        ..get(
            "session_qr_look",
            "/api/v1/session/qr/look",
            Who::SignedIn,
            Body::JsonOnly("QrAsker"),
            [
                "Посмотреть, какое устройство просит войти",
                "See which device asks to be signed in",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("ShortCodeBody"),
        success: 204,
        problems: &[400, 401, 403, 413, 415, 422, 429],
        ..get(
            "session_qr_approve",
            "/api/v1/session/qr/approve",
            Who::SignedIn,
            Body::Nothing,
            [
                "Разрешить вход на другом устройстве",
                "Let another device in",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "session_list",
            "/api/v1/sessions",
            Who::SignedIn,
            Body::JsonOnly("PageOfSessions"),
            ["Где выполнен вход", "Where the account is signed in"],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        problems: &[401, 403],
        ..get(
            "session_remove",
            "/api/v1/sessions/{id}",
            Who::SignedIn,
            Body::Nothing,
            ["Завершить сеанс", "End a session"],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        problems: &[401, 403],
        ..get(
            "session_remove_others",
            "/api/v1/sessions",
            Who::SignedIn,
            Body::Nothing,
            ["Завершить все остальные сеансы", "End all other sessions"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("RecoveryBody"),
        success: 202,
        problems: &[400, 403, 413, 415, 422, 429],
        ..get(
            "recovery_create",
            "/api/v1/recovery",
            Who::Anyone,
            Body::JsonOnly("CodeSent"),
            [
                "Начать восстановление доступа: придёт код",
                "Begin a recovery: a code is sent",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("RecoveryCompleteBody"),
        problems: &[400, 401, 403, 413, 415, 422, 429],
        ..get(
            "recovery_complete",
            "/api/v1/recovery/complete",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            [
                "Задать новый пароль по коду",
                "Set a new password by the code",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "account_view",
            "/api/v1/account",
            Who::SignedIn,
            Body::JsonOnly("AccountView"),
            ["Учётная запись и её состояние", "The account and its state"],
        )
    },
    Operation {
        method: "patch",
        request: Body::Json("ProfileBody"),
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "account_update",
            "/api/v1/account",
            Who::SignedIn,
            Body::JsonOnly("AccountView"),
            ["Изменить профиль", "Change the profile"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("PasswordBody"),
        success: 204,
        problems: &[400, 401, 403, 413, 415, 422],
        ..get(
            "account_password",
            "/api/v1/account/password",
            Who::SignedIn,
            Body::Nothing,
            ["Сменить пароль", "Change the password"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("ContactBody"),
        success: 202,
        problems: &[400, 401, 403, 413, 415, 422, 429],
        ..get(
            "contact_create",
            "/api/v1/account/contacts",
            Who::SignedIn,
            Body::JsonOnly("CodeSent"),
            [
                "Сменить телефон или почту: придёт код",
                "Change the phone or e-mail: a code is sent",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("CodeBody"),
        success: 204,
        problems: &[400, 401, 403, 409, 413, 415, 422, 429],
        ..get(
            "contact_confirm",
            "/api/v1/account/contacts/confirm",
            Who::SignedIn,
            Body::Nothing,
            [
                "Подтвердить новый контакт кодом",
                "Confirm the new contact by its code",
            ],
        )
    },
    Operation {
        parameters: &["limit", "cursor_number"],
        problems: &[401, 403],
        ..get(
            "account_events",
            "/api/v1/account/events",
            Who::SignedIn,
            Body::JsonOnly("PageOfAccountEvents"),
            [
                "Что происходило с учётной записью",
                "What happened to the account",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "factor_list",
            "/api/v1/account/factors",
            Who::SignedIn,
            Body::JsonOnly("Factors"),
            ["Вторые факторы", "Second factors"],
        )
    },
    Operation {
        method: "post",
        success: 201,
        problems: &[401, 403],
        ..get(
            "factor_totp",
            "/api/v1/account/factors/totp",
            Who::SignedIn,
            Body::JsonOnly("TotpEnrolment"),
            [
                "Начать подключение приложения с кодами",
                "Begin to add an authenticator app",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("CodeBody"),
        success: 204,
        problems: &[400, 401, 403, 413, 415, 422],
        ..get(
            "factor_totp_confirm",
            "/api/v1/account/factors/totp/confirm",
            Who::SignedIn,
            Body::Nothing,
            ["Подтвердить приложение кодом", "Confirm the app by a code"],
        )
    },
    Operation {
        method: "post",
        success: 204,
        problems: &[401, 403, 409],
        ..get(
            "factor_message",
            "/api/v1/account/factors/message",
            Who::SignedIn,
            Body::Nothing,
            [
                "Включить коды по почте или SMS",
                "Turn on codes by e-mail or SMS",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        problems: &[401, 403],
        ..get(
            "factor_recovery_codes",
            "/api/v1/account/factors/recovery-codes",
            Who::SignedIn,
            Body::JsonOnly("RecoveryCodes"),
            ["Создать запасные коды", "Make recovery codes"],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        problems: &[401, 403, 409],
        ..get(
            "factor_remove",
            "/api/v1/account/factors/{id}",
            Who::SignedIn,
            Body::Nothing,
            ["Отключить второй фактор", "Remove a second factor"],
        )
    },
    Operation {
        method: "post",
        request: Body::JsonOnly("OutboxBody"),
        problems: &[400, 401, 413, 415, 422],
        ..get(
            "outbox",
            "/internal/outbox",
            Who::Ops,
            Body::JsonOnly("Outbox"),
            [
                "Забрать сообщения для отправки",
                "Fetch the messages that are to go out",
            ],
        )
    },
];
