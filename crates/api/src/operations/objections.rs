//! Objections, escalations and reviews of ratings.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        problems: &[401, 403],
        ..get(
            "appeal_objections",
            "/api/v1/appeals/{number}/objections",
            Who::ApplicantOrStaff,
            Body::JsonOnly("AppealObjections"),
            [
                "Обжалования обращения и что можно сделать сейчас",
                "The objections to an appeal's answers, and what can be done now",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        parameters: &["Idempotency-Key", "If-Match"],
        request: Body::Json("ObjectionBody"),
        problems: &[400, 401, 403, 409, 412, 413, 415, 422, 428],
        ..get(
            "objection_create",
            "/api/v1/appeals/{number}/objections",
            Who::ApplicantOrStaff,
            Body::JsonOnly("Objection"),
            ["Обжаловать ответ", "Object to the answer"],
        )
    },
    Operation {
        method: "post",
        parameters: &["If-Match"],
        request: Body::Json("ReviewerBody"),
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "objection_assign",
            "/api/v1/appeals/{number}/objections/{objection}/assign",
            Who::Staff,
            Body::JsonOnly("Objection"),
            [
                "Назначить рассматривающего обжалование",
                "Say who decides an objection",
            ],
        )
    },
    Operation {
        method: "post",
        parameters: &["If-Match"],
        request: Body::Json("ObjectionDecisionBody"),
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "objection_decide",
            "/api/v1/appeals/{number}/objections/{objection}/decision",
            Who::Staff,
            Body::JsonOnly("Objection"),
            ["Решить по обжалованию", "Decide an objection"],
        )
    },
    Operation {
        method: "post",
        success: 201,
        parameters: &["Idempotency-Key", "If-Match"],
        request: Body::Json("EscalationBody"),
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "escalation_create",
            "/api/v1/appeals/{number}/escalations",
            Who::ApplicantOrStaff,
            Body::JsonOnly("Objection"),
            [
                "Обратиться в вышестоящую инстанцию: с решением или с просроченным обращением; сотрудник передаёт обжалование",
                "Go to the higher instance, with a decision or with an overdue appeal; staff hand an objection up",
            ],
        )
    },
    Operation {
        parameters: &["shown", "outcome", "limit", "cursor"],
        problems: &[401, 403, 422],
        ..get(
            "objection_list",
            "/api/v1/objections",
            Who::Staff,
            Body::JsonOnly("PageOfObjections"),
            [
                "Обжалования: которые ждут решения, по оставшемуся времени, и решённые, начиная с последних",
                "Objections: those that wait, by time left, and those that were decided, the latest first",
            ],
        )
    },
    Operation {
        parameters: &["limit", "cursor"],
        problems: &[401, 403, 422],
        ..get(
            "review_list",
            "/api/v1/reviews",
            Who::Staff,
            Body::JsonOnly("PageOfReviews"),
            [
                "Отзывы с претензией, которые ждут рассмотрения",
                "Ratings that complain and wait to be looked into",
            ],
        )
    },
    Operation {
        method: "post",
        parameters: &["If-Match"],
        request: Body::Json("ReviewBody"),
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "rating_review",
            "/api/v1/appeals/{number}/rating/review",
            Who::Staff,
            Body::JsonOnly("Rating"),
            ["Рассмотреть отзыв", "Look into a rating that complains"],
        )
    },
];
