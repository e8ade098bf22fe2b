//! Sign-in by passkey, by signature and through other providers.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        method: "post",
        request: Body::JsonOnly("PasskeyOptionsBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422, 429],
        ..get(
            "session_passkey_options",
            "/api/v1/session/passkey/options",
            Who::Anyone,
            Body::JsonOnly("PasskeyOptions"),
            [
                "Что нужно браузеру, чтобы показать ключ доступа",
                "What a browser needs to show a passkey",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::JsonOnly("PasskeySignInBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "session_passkey",
            "/api/v1/session/passkey",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            [
                "Войти с ключом доступа: одним им или после пароля",
                "Sign in with a passkey, alone or after the password",
            ],
        )
    },
    Operation {
        method: "post",
        problems: &[403, 404, 429],
        ..get(
            "session_signature_challenge",
            "/api/v1/session/signature/challenge",
            Who::Anyone,
            Body::JsonOnly("SignatureChallenge"),
            [
                "Строка, которую надо подписать для входа",
                "The text to sign for signing in",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::JsonOnly("SignatureBody"),
        problems: &[400, 401, 403, 404, 409, 413, 415],
        ..get(
            "session_signature",
            "/api/v1/session/signature",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            [
                "Войти с электронной подписью",
                "Sign in with an electronic signature",
            ],
        )
    },
    Operation {
        method: "post",
        problems: &[401, 403, 409],
        ..get(
            "passkey_options",
            "/api/v1/account/factors/passkeys/options",
            Who::SignedIn,
            Body::JsonOnly("PasskeyOptions"),
            [
                "Что нужно браузеру, чтобы сделать ключ доступа",
                "What a browser needs to make a passkey",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        request: Body::JsonOnly("PasskeyBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "passkey_create",
            "/api/v1/account/factors/passkeys",
            Who::SignedIn,
            Body::JsonOnly("FactorItem"),
            ["Добавить ключ доступа", "Add a passkey"],
        )
    },
    Operation {
        problems: &[401],
        ..get(
            "link_list",
            "/api/v1/account/links",
            Who::SignedIn,
            Body::JsonOnly("Links"),
            ["Связанные входы", "Linked sign-ins"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("LinkBody"),
        problems: &[400, 401, 403, 404, 409, 413, 415, 422],
        ..get(
            "link_create",
            "/api/v1/account/links",
            Who::SignedIn,
            Body::JsonOnly("LinkStarted"),
            [
                "Связать учётную запись с внешним входом или сертификатом",
                "Link the account with a provider or a certificate",
            ],
        )
    },
    Operation {
        method: "post",
        problems: &[401, 403, 404],
        ..get(
            "link_challenge",
            "/api/v1/account/links/challenge",
            Who::SignedIn,
            Body::JsonOnly("SignatureChallenge"),
            [
                "Строка, которую надо подписать для связи с сертификатом",
                "The text to sign for linking a certificate",
            ],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        problems: &[401, 403, 409],
        ..get(
            "link_delete",
            "/api/v1/account/links/{kind}",
            Who::SignedIn,
            Body::Nothing,
            ["Убрать связанный вход", "Remove a linked sign-in"],
        )
    },
];
