//! The pages of accounts and of the cabinet, in the states that look different.

use super::*;

const WRONG: (&str, &str) = (
    "Вход не удался: проверьте введённое",
    "Signing in failed: check what you entered",
);

pub(crate) fn account_pages(lang: Lang) -> Vec<(&'static str, String)> {
    let wrong = |pointer: &str| vec![Fault::new(pointer, t(lang, WRONG.0, WRONG.1))];
    let asker = Asker {
        short_code: "K7QM2X".into(),
        device: "Chrome, Windows".into(),
        place: "203.0.113.0/24".into(),
        at: created(lang),
    };
    let approve_view = |stage| {
        approve(&ApproveView {
            shell: shell(lang, "/approve"),
            stage,
        })
    };
    let code_view = |wanted, faults| {
        code(&CodeView {
            shell: shell(lang, "/register"),
            wanted,
            ticket: "ticket-1".into(),
            masked: "a***@example.ru".into(),
            faults,
            return_to: "/submit?category=roads.surface".into(),
        })
    };
    let factor_view = |method: &str, faults| {
        second_factor(&SecondFactorView {
            shell: shell(lang, "/sign-in"),
            ticket: "ticket-1".into(),
            methods: ["totp", "passkey", "email", "sms", "recovery"]
                .map(str::to_owned)
                .to_vec(),
            method: method.into(),
            masked: match method {
                "email" => "a***@example.ru".into(),
                _ => String::new(),
            },
            faults,
            return_to: "/cabinet".into(),
        })
    };
    let sign_in_view = SignInView {
        shell: shell(lang, "/sign-in"),
        return_to: "/submit?category=roads.surface".into(),
        providers: vec![Choice::new("esia", t(lang, "Госуслуги", "Gosuslugi"))],
        signature: true,
        ..SignInView::default()
    };
    vec![
        ("sign-in", sign_in(&sign_in_view)),
        (
            "sign-in-error",
            sign_in(&SignInView {
                faults: wrong(""),
                values: [("login", "anna@example.ru")].into_iter().collect(),
                notice: t(
                    lang,
                    "Войдите, чтобы открыть кабинет.",
                    "Sign in to open the account.",
                )
                .into(),
                proof: true,
                ..sign_in_view
            }),
        ),
        ("second-factor", factor_view("totp", Vec::new())),
        ("second-factor-email", factor_view("email", wrong("/code"))),
        ("second-factor-passkey", factor_view("passkey", Vec::new())),
        (
            "register",
            register(&RegisterView {
                shell: shell(lang, "/register"),
                ..RegisterView::default()
            }),
        ),
        (
            "register-error",
            register(&RegisterView {
                shell: shell(lang, "/register"),
                values: [("login", "anna@example.ru")].into_iter().collect(),
                faults: ["/password", "/consent"].map(|one| wrong(one).remove(0)).to_vec(),
                return_to: "/cabinet".into(),
            }),
        ),
        ("confirm", code_view(CodeFor::Registration, Vec::new())),
        ("confirm-recovery", code_view(CodeFor::Recovery, wrong("/code"))),
        ("confirm-contact", code_view(CodeFor::Contact, Vec::new())),
        (
            "recovery",
            recovery(&RecoveryView {
                shell: shell(lang, "/recovery"),
                faults: wrong("/login"),
                ..RecoveryView::default()
            }),
        ),
        ("approve", approve_view(Approve::default())),
        (
            "approve-error",
            approve_view(Approve::Ask(t(lang, WRONG.0, WRONG.1).into())),
        ),
        ("approve-look", approve_view(Approve::Look(asker))),
        ("approve-done", approve_view(Approve::Done)),
        (
            "invitation",
            invitation(&InvitationView {
                shell: shell(lang, "/invitation"),
                ..InvitationView::default()
            }),
        ),
        ("cabinet", cabinet(&cabinet_view(lang))),
        (
            "cabinet-empty",
            cabinet(&CabinetView {
                rows: Vec::new(),
                values: [("status", "created")].into_iter().collect(),
                ..cabinet_view(lang)
            }),
        ),
        (
            "cabinet-error",
            cabinet(&CabinetView {
                rows: Vec::new(),
                faults: wrong("/created_from"),
                claim: Claim {
                    number: "2025-0000123-4".into(),
                    error: t(lang, WRONG.0, WRONG.1).into(),
                },
                ..cabinet_view(lang)
            }),
        ),
        ("profile", profile(&profile_view(lang))),
        (
            "profile-error",
            profile(&ProfileView {
                faults: wrong("/snils"),
                ..profile_view(lang)
            }),
        ),
        (
            "profile-staff",
            profile(&ProfileView {
                shell: shell(lang, "/cabinet/profile").of(Visitor::Staff),
                position: t(lang, "ведущий инженер", "senior engineer").into(),
                ..profile_view(lang)
            }),
        ),
        (
            "security-staff",
            security(&SecurityView {
                shell: shell(lang, "/cabinet/security").of(Visitor::Staff),
                notice: t(lang, "Второй фактор включён.", "The second factor is on.").into(),
                leads_to_desk: true,
                ..security_view(lang)
            }),
        ),
        ("security", security(&security_view(lang))),
        (
            "security-new",
            security(&SecurityView {
                totp: Some(TotpSetup {
                    ticket: "ticket-1".into(),
                    secret: "JBSW Y3DP EHPK 3PXP".into(),
                    uri: "otpauth://totp/Otklik?secret=JBSWY3DPEHPK3PXP".into(),
                    qr_svg: "<svg viewBox=\"0 0 21 21\" role=\"img\" aria-label=\"QR\"><path d=\"M0 0h7v7z\"/></svg>".into(),
                }),
                codes: vec!["abcd-efgh".into(), "ijkl-mnop".into()],
                faults: wrong("/code"),
                password_is_old: true,
                ..security_view(lang)
            }),
        ),
        (
            "accesses",
            accesses(&AccessesView {
                shell: inside(lang, "/cabinet/accesses"),
                rows: vec![AccessRow {
                    at: created(lang),
                    who: t(lang, "Оператор, Управление дорог", "Operator, Department of roads").into(),
                    number: "2025-0000123-4".into(),
                    what: t(lang, "Имя, телефон, текст", "Name, phone, text").into(),
                    why: t(lang, "Работа с обращением", "Work on the appeal").into(),
                }],
                next: "cursor=abc".into(),
            }),
        ),
        (
            "accesses-empty",
            accesses(&AccessesView {
                shell: inside(lang, "/cabinet/accesses"),
                ..AccessesView::default()
            }),
        ),
        ("notifications", notifications(&notifications_view(lang))),
    ]
}

pub(crate) fn inside(lang: Lang, url: &str) -> Shell {
    shell(lang, url).of(Visitor::SignedIn)
}

pub(crate) fn cabinet_view(lang: Lang) -> CabinetView {
    let row = |number: &str, status: &str, label: &str| CabinetRow {
        number: number.into(),
        title: t(
            lang,
            "Яма на дороге у дома 5 по улице Ленина",
            "A pothole near 5 Lenin Street",
        )
        .into(),
        category: t(lang, "Ямы и разрушение покрытия", "Potholes").into(),
        agency: t(lang, "Управление дорог", "Department of roads").into(),
        status: status.into(),
        status_label: label.into(),
        created: created(lang),
        due: deadline(lang).due,
        ..CabinetRow::default()
    };
    let mut asked = row(
        "2025-0000124-2",
        "awaiting_reply",
        t(lang, "Ожидание ответа", "Awaiting reply"),
    );
    asked.asks = true;
    asked.overdue = true;
    let mut rated = row("2025-0000125-1", "closed", t(lang, "Закрыт", "Closed"));
    rated.score = 4;
    CabinetView {
        shell: inside(lang, "/cabinet?status=created&sort=created_at"),
        notice: t(lang, "Обращение добавлено.", "The appeal was added.").into(),
        values: [("sort", "created_at"), ("type", "complaint")]
            .into_iter()
            .collect(),
        statuses: vec![Choice::new("created", t(lang, "Создан", "Created"))],
        types: vec![Choice::new("complaint", t(lang, "Жалоба", "Complaint"))],
        categories: vec![Choice::new(
            "roads.surface",
            t(lang, "Ямы и разрушение покрытия", "Potholes"),
        )],
        rows: vec![
            row("2025-0000123-4", "created", t(lang, "Создан", "Created")),
            asked,
            rated,
        ],
        next: "sort=created_at&cursor=abc".into(),
        is_later: true,
        query: "sort=created_at".into(),
        ..CabinetView::default()
    }
}

pub(crate) fn profile_view(lang: Lang) -> ProfileView {
    ProfileView {
        shell: inside(lang, "/cabinet/profile"),
        notice: t(lang, "Сохранено.", "Saved.").into(),
        values: [("inn", "500100732259"), ("lang", "ru"), ("region", "62")]
            .into_iter()
            .collect(),
        email: "anna@example.ru".into(),
        regions: vec![Choice::new(
            "62",
            t(lang, "Рязанская область", "Ryazan Region"),
        )],
        ..ProfileView::default()
    }
}

pub(crate) fn security_view(lang: Lang) -> SecurityView {
    let factor = |id: &str, ru, en| FactorRow {
        id: id.into(),
        label: t(lang, ru, en).into(),
        created: created(lang),
        used: created(lang),
    };
    let session = |id: &str, current| SessionRow {
        id: id.into(),
        device: "Chrome, Windows".into(),
        created: created(lang),
        seen: created(lang),
        current,
    };
    SecurityView {
        shell: inside(lang, "/cabinet/security"),
        state: AccountState {
            code: "active".into(),
            label: t(lang, "Действует", "Active").into(),
            advice: t(lang, "Включите второй фактор.", "Set up a second factor.").into(),
        },
        password: created(lang),
        factors: vec![factor("f1", "Приложение с кодами", "App with codes")],
        codes_left: 8,
        links: vec![factor("l1", "Госуслуги", "Gosuslugi")],
        sessions: vec![session("s1", true), session("s2", false)],
        events: vec![Entry {
            at: created(lang),
            what: t(lang, "Вход", "Signed in").into(),
            actor: String::new(),
            text: "Chrome, Windows".into(),
            files: Vec::new(),
        }],
        ..SecurityView::default()
    }
}

pub(crate) fn notifications_view(lang: Lang) -> NotificationsView {
    NotificationsView {
        shell: inside(lang, "/cabinet/notifications"),
        notice: String::new(),
        news: news(lang, "/cabinet/notifications"),
        settings: settings(lang),
        rows: sent(lang),
    }
}

/// What was sent: one of each state.
pub(crate) fn sent(lang: Lang) -> Vec<NotificationRow> {
    let row = |state, again: &str| NotificationRow {
        at: created(lang),
        what: t(lang, "Ответ готов", "The answer is ready").into(),
        channel: t(lang, "почта", "e-mail").into(),
        state,
        again: again.into(),
    };
    vec![
        row(crate::Delivery::Delivered(created(lang)), "a"),
        row(crate::Delivery::Failed(created(lang)), "b"),
        row(crate::Delivery::Waiting, ""),
    ]
}

pub(crate) fn news(lang: Lang, action: &'static str) -> News {
    let row = |id: &str, is_read: bool| NewsRow {
        id: id.into(),
        number: "2026-0000123-4".into(),
        title: t(lang, "Ответ готов", "The answer is ready").into(),
        at: created(lang),
        read: if is_read {
            created(lang)
        } else {
            Moment::default()
        },
    };
    News {
        action,
        unread: 1,
        items: vec![row("a", false), row("b", true)],
    }
}

pub(crate) fn settings(lang: Lang) -> NotifySettings {
    NotifySettings {
        groups: vec![NotifySetting {
            code: "status".into(),
            label: t(lang, "Новый статус", "A new status").into(),
            channels: vec![("email".into(), t(lang, "Почта", "E-mail").into(), true)],
        }],
        quiet_from: "22:00".into(),
        quiet_until: "08:00".into(),
        address: "anna@example.ru".into(),
        is_other: true,
    }
}
