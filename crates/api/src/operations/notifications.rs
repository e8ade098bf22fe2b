//! Notifications: what somebody was told.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        parameters: &["channel"],
        problems: &[401, 403],
        ..get(
            "notification_list",
            "/api/v1/notifications",
            Who::SignedIn,
            Body::JsonOnly("Notifications"),
            [
                "Уведомления: что сообщили, когда доставлено и прочитано",
                "Notifications: what was told, when it was delivered and read",
            ],
        )
    },
    Operation {
        method: "post",
        success: 204,
        problems: &[401, 403],
        ..get(
            "notification_read",
            "/api/v1/notifications/{id}/read",
            Who::SignedIn,
            Body::Nothing,
            [
                "Прочитано: это уведомление и прежние о том же обращении",
                "Read: this notification and the earlier ones of the same appeal",
            ],
        )
    },
    Operation {
        method: "post",
        success: 202,
        problems: &[401, 403, 409],
        ..get(
            "notification_resend",
            "/api/v1/notifications/{id}/resend",
            Who::SignedIn,
            Body::Nothing,
            [
                "Отправить письмо ещё раз: через 10 минут, не больше трёх раз",
                "Send a letter again: after 10 minutes, three times at most",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "notification_settings",
            "/api/v1/account/notifications",
            Who::SignedIn,
            Body::JsonOnly("NotificationSettings"),
            [
                "О чём сообщать, как и когда нет",
                "What to be told of, by which ways, and when not",
            ],
        )
    },
    Operation {
        method: "put",
        request: Body::JsonOnly("NotificationSettingsBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "notification_settings_put",
            "/api/v1/account/notifications",
            Who::SignedIn,
            Body::JsonOnly("NotificationSettings"),
            ["Выбрать, о чём сообщать", "Choose what to be told of"],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "appeal_notifications",
            "/api/v1/appeals/{number}/notifications",
            Who::ApplicantOrStaff,
            Body::JsonOnly("PageOfNotifications"),
            [
                "Что сообщили об обращении и когда доставлено; кому — не говорится",
                "What was told about an appeal, and when it arrived; not to whom",
            ],
        )
    },
];
