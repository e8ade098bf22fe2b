//! A form that was refused is shown again, with what was typed and what is wrong beside each field.

use axum::http::StatusCode;
use domain::Lang;
use pages::{AdminField, AdminWidget, AgainView, Choice, Fault};
use store::AppealRow;
use web::auth::Access;
use web::reply::{page, shell_at};
use web::{Answer, Context, Problem, attached, content, desk, people};

use crate::sent::{Sent, card};

/// The forms of a card that this component answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Invite,
    Agency,
    Task,
    Report,
    Return,
    Version,
    Mark,
    Contest,
    Decide,
    Block,
}

/// The page of the form for a browser whose input can be corrected; else the problem.
pub(crate) async fn again(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    sent: &Sent,
    form: Form,
    problem: Problem,
) -> Answer {
    let correctable = [
        StatusCode::UNPROCESSABLE_ENTITY,
        StatusCode::CONFLICT,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    if !sent.is_page || !correctable.contains(&problem.status) {
        return Err(problem);
    }
    let lang = context.lang;
    let number = row.number.to_string();
    let back = card(access, &number);
    let kept = kept(sent).await?;
    let view = AgainView {
        shell: shell_at(context, &back),
        desk: desk::shell_of_form(context, &back).await?,
        title: t(lang, title(form)),
        number,
        action: context.path.clone(),
        fields: fields(context, row, access, form).await?,
        files: matches!(form, Form::Report | Form::Version),
        hidden: hidden(form, sent, &kept),
        kept: kept.into_iter().map(|(_, name)| name).collect(),
        values: sent.values.clone(),
        faults: faults(&problem, form, lang),
        buttons: buttons(form, lang),
        back,
    };
    Ok(page(problem.status, pages::again(&view)))
}

fn t(lang: Lang, (ru, en): (&'static str, &'static str)) -> String {
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
    .to_owned()
}

fn title(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Invite => (
            "Пригласить участника по ссылке",
            "Invite a participant by a link",
        ),
        Form::Agency => ("Подключить ведомство", "Bring in an agency"),
        Form::Task => ("Дать поручение", "Give a task"),
        Form::Report => ("Отчёт о поручении", "Report on a task"),
        Form::Return => ("Вернуть поручение", "Return a task"),
        Form::Version => ("Заменить файл", "Replace a file"),
        Form::Mark => ("Отметить или скрыть", "Mark or hide"),
        Form::Contest => ("Не согласиться с отметкой", "Contest a mark"),
        Form::Decide => ("Решение по отметке", "Decision on a mark"),
        Form::Block => ("Ограничить отправителя", "Block the sender"),
    }
}

/// The field in which most is written: what is said of a text is said of it.
fn main_field(form: Form) -> &'static str {
    match form {
        Form::Return => "remarks",
        Form::Mark | Form::Block => "reason",
        Form::Decide => "explanation",
        Form::Version => "attachments",
        _ => "text",
    }
}

async fn fields(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    form: Form,
) -> Result<Vec<AdminField>, Problem> {
    let lang = context.lang;
    let field = |name: &str, label, widget, choices| AdminField {
        name: name.to_owned(),
        label: t(lang, label),
        widget,
        choices,
        ..AdminField::default()
    };
    let optional = |one: AdminField| AdminField {
        optional: true,
        ..one
    };
    let area = |label| field(main_field(form), label, AdminWidget::Area, Vec::new());
    let rights = |choices: &[Choice]| {
        let label = ("Что разрешить", "What to allow");
        let rights = field("rights", label, AdminWidget::Checks, choices.to_vec());
        optional(AdminField {
            hint: t(
                lang,
                (
                    "Файлы открываются вместе с данными заявителя, писать может тот, кто читает переписку.",
                    "Files go with the applicant's data, and who writes in the correspondence reads it.",
                ),
            ),
            ..rights
        })
    };
    let who = match form {
        Form::Invite | Form::Agency | Form::Task => {
            people::view(context, row, access, None).await?
        }
        _ => pages::PeopleView::default(),
    };
    Ok(match form {
        Form::Invite => vec![
            field(
                "role",
                ("Кого", "Whom"),
                AdminWidget::Select,
                who.roles.clone(),
            ),
            optional(field(
                "name",
                ("Имя или название", "Name"),
                AdminWidget::Line,
                Vec::new(),
            )),
            optional(field(
                "email",
                ("Почта, куда отправить ссылку", "E-mail to send the link to"),
                AdminWidget::Line,
                Vec::new(),
            )),
            rights(&who.rights),
        ],
        Form::Agency => vec![
            field(
                "agency",
                ("Ведомство", "Agency"),
                AdminWidget::Select,
                who.agencies.clone(),
            ),
            rights(&who.rights),
        ],
        Form::Task => {
            let here = who.people.iter().filter(|one| !one.is_invited);
            let here = here.map(|one| Choice::new(&one.id, format!("{} {}", one.role, one.name)));
            vec![
                field(
                    "participant",
                    ("Кому", "To whom"),
                    AdminWidget::Select,
                    here.collect(),
                ),
                area(("Что сделать", "What is to be done")),
                optional(field(
                    "due_on",
                    ("К какому дню", "By when"),
                    AdminWidget::Date,
                    Vec::new(),
                )),
            ]
        }
        Form::Report => vec![area(("Что сделано", "What was done"))],
        Form::Return => vec![area(("Чего не хватает", "What is missing"))],
        Form::Version => Vec::new(),
        Form::Mark => vec![
            field(
                "conduct",
                ("Что это", "What it is"),
                AdminWidget::Radios,
                content::kinds(lang),
            ),
            area((
                "Причина, её увидит автор",
                "The reason; its author will read it",
            )),
            optional(field(
                "hide_from",
                ("От кого скрыть", "From whom to hide it"),
                AdminWidget::Checks,
                content::groups(lang),
            )),
        ],
        Form::Contest => vec![area(("Почему отметка ошибочна", "Why the mark is wrong"))],
        Form::Decide => vec![area(("Почему", "Why"))],
        Form::Block => vec![
            area((
                "Причина, её увидит отправитель",
                "The reason; the sender will read it",
            )),
            field(
                "days",
                (
                    "На сколько дней, не больше 90",
                    "For how many days, 90 at most",
                ),
                AdminWidget::Number,
                Vec::new(),
            ),
        ],
    })
}

/// What the form sends unseen: what it is about, and files that came with it already.
fn hidden(form: Form, sent: &Sent, kept: &[(String, String)]) -> Vec<(String, String)> {
    let mut hidden: Vec<(String, String)> = kept
        .iter()
        .map(|(reference, _)| ("attachments".to_owned(), reference.clone()))
        .collect();
    let name = match form {
        Form::Agency => "role",
        Form::Mark => "seq",
        _ => return hidden,
    };
    hidden.push((name.to_owned(), sent.text(name).unwrap_or_default()));
    hidden
}

fn buttons(form: Form, lang: Lang) -> Vec<(String, String, String)> {
    let plain = |words| vec![(String::new(), String::new(), t(lang, words))];
    match form {
        Form::Invite => plain(("Сделать ссылку", "Make the link")),
        Form::Agency => plain(("Подключить", "Bring in")),
        Form::Task => plain(("Поручить", "Give")),
        Form::Report => plain(("Выполнено", "Done")),
        Form::Return => plain(("Вернуть", "Return")),
        Form::Version => plain(("Заменить", "Replace")),
        Form::Mark => plain(("Отметить", "Mark")),
        Form::Contest => plain(("Обжаловать", "Contest")),
        Form::Block => plain(("Ограничить", "Block")),
        Form::Decide => [
            ("lifted", ("Снять отметку", "Lift the mark")),
            ("kept", ("Оставить", "Let it stand")),
        ]
        .map(|(value, words)| ("outcome".to_owned(), value.to_owned(), t(lang, words)))
        .to_vec(),
    }
}

/// What is wrong, each at its field. A decision's refusal names none: its code says which it is.
fn faults(problem: &Problem, form: Form, lang: Lang) -> Vec<Fault> {
    if !problem.errors.is_empty() {
        let fault = |error: &domain::FieldError| Fault {
            pointer: error.pointer.clone(),
            text: error.message.get(lang).to_owned(),
        };
        return problem.errors.iter().map(fault).collect();
    }
    let place = match problem.code {
        "participant_unknown" => "participant",
        "right_not_given" => "rights",
        "role_does_not_fit" => "role",
        "takes_part_already" => "agency",
        "too_many_letters" => "email",
        "entry_unknown" | "marked_already" => "seq",
        _ => main_field(form),
    };
    vec![Fault {
        pointer: format!("/{place}"),
        text: problem.detail.get(lang).to_owned(),
    }]
}

/// The files that came with the form and are still free: what refers to each, and its name.
async fn kept(sent: &Sent) -> Result<Vec<(String, String)>, Problem> {
    let found = attached::look_up(&sent.attachments).await?;
    let kept = attached::kept(&found).into_iter();
    Ok(kept
        .map(|upload| (format!("{} {}", upload.id, upload.token), upload.name))
        .collect())
}
