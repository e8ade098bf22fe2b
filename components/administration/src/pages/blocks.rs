//! `/desk/admin/blocks`: who may not write for a while.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use chrono::SecondsFormat;
use domain::access::Operation;
use domain::configuration::{Faults, Kind};
use domain::{Lang, Region, Text, date};
use pages::{
    AdminAction, AdminFormView, AdminListView, AdminRow, AdminTable, Choice, Fault, Moment,
};
use serde_json::Value;
use web::form::Form;
use web::reply::{page, see_other};
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, idempotency};

use super::spec::{self, Control, Group, field};
use super::{Reader, entry, notice, reader, words};
use crate::{block_create, block_lift, block_list, may};

/// Where the section is.
const HERE: &str = "/desk/admin/blocks";

/// Shows the blocks.
pub(crate) async fn blocks(context: Context) -> Answer {
    let reader = match reader(&context).await? {
        Ok(reader) => reader,
        Err(response) => return Ok(response),
    };
    let permit = auth::permit(&context, Operation::BlockList).await?;
    let (found, next) = block_list::blocks(&context, &permit).await?;
    let lang = context.lang;
    let (now, t) = (context.now.timestamp_millis(), texts(lang));
    let moment = |ms: i64| Moment::at(lang, Region::NONE.local(from_ms(ms))).text;
    let rows = found.iter().map(|block| AdminRow {
        cells: vec![
            match block.kind.as_str() {
                "account" => t("учётная запись", "account"),
                "email" => t("почта", "e-mail"),
                _ => t("телефон", "telephone"),
            },
            block.reason.clone(),
            moment(block.created_at),
            block
                .until
                .map_or_else(|| t("пока не снимут", "until lifted"), moment),
        ],
        is_closed: !block.holds(now),
        action: block.holds(now).then(|| AdminAction {
            address: format!("{HERE}/{}/lift", block.id),
            label: t("Снять", "Lift"),
            of: block.reason.clone(),
        }),
        ..AdminRow::default()
    });
    let [name, about, add] = words::section(Kind::Block);
    let columns = [
        t("Кто", "Who"),
        t("Почему", "Why"),
        t("С", "Since"),
        t("До", "Until"),
    ];
    let view = AdminListView {
        desk: reader.desk,
        title: name.get(lang).to_owned(),
        intro: about.get(lang).to_owned(),
        notice: notice(&context),
        add: may::add(&permit, Kind::Block)
            .then(|| (format!("{HERE}/new"), add.get(lang).to_owned())),
        tables: vec![AdminTable {
            columns: columns.to_vec(),
            rows: rows.collect(),
            empty: t("Никто не заблокирован.", "Nobody is blocked."),
            ..AdminTable::default()
        }],
        next: next.map_or(String::new(), |next| format!("{HERE}?cursor={next}")),
        ..AdminListView::default()
    };
    Ok(page(StatusCode::OK, pages::admin_list(&view)))
}

/// The form of a block.
pub(crate) async fn new(context: Context) -> Answer {
    let reader = match reader(&context).await? {
        Ok(reader) => reader,
        Err(response) => return Ok(response),
    };
    auth::permit(&context, Operation::BlockCreate).await?;
    let html = form(&context, reader, &Form::default(), None);
    Ok(page(StatusCode::OK, html))
}

/// Blocks somebody.
pub(crate) async fn create(context: Context, request: Body) -> Answer {
    let permit = auth::permit(&context, Operation::BlockCreate).await?;
    let sent = entry::form(&context, request).await?;
    idempotency::begin_form(&context, Operation::BlockCreate, &permit, &sent).await?;
    let text = |name: &str| {
        let value = sent.get(name).map(str::trim);
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    // The day that is named is the last one, to its end.
    let until = text("until").map(|day| match date::parse(&day) {
        Ok(day) => {
            let end = Region::NONE.end_of_day(day);
            end.to_rfc3339_opts(SecondsFormat::Secs, true)
        }
        Err(_) => day,
    });
    let wanted = api::BlockRequest {
        kind: text("kind"),
        value: text("value"),
        until,
        reason: text("reason"),
    };
    match block_create::create(&context, &permit, wanted, Faults::default()).await {
        Ok(_) => see_other(&format!("{HERE}?done=saved")),
        Err(problem) => {
            let reader = match reader(&context).await? {
                Ok(reader) => reader,
                Err(response) => return Ok(response),
            };
            let html = form(&context, reader, &sent, Some(&problem));
            Ok(page(problem.status, html))
        }
    }
}

/// Lifts a block.
pub(crate) async fn lift(context: Context, Path(id): Path<String>) -> Answer {
    block_lift::lift(&context, &id).await?;
    see_other(&format!("{HERE}?done=removed"))
}

fn texts(lang: Lang) -> impl Fn(&'static str, &'static str) -> String {
    move |ru, en| Text::fixed(ru, en).get(lang).to_owned()
}

fn form(context: &Context, reader: Reader, sent: &Form, problem: Option<&Problem>) -> String {
    let (lang, t) = (context.lang, texts(context.lang));
    let kinds = [
        Choice::new("email", t("Почта", "E-mail")),
        Choice::new("phone", t("Телефон", "Telephone")),
        Choice::new("account", t("Учётная запись", "Account")),
    ];
    let groups = [Group::first(vec![
        field(
            "kind",
            Control::Select(kinds.to_vec()),
            "Кого узнавать",
            "Known by",
        ),
        field(
            "value",
            Control::Line,
            "Адрес, номер или код записи",
            "Address, number or id",
        )
        .hint(
            "Сохранится только отпечаток: увидеть его потом нельзя",
            "Only a fingerprint is kept: it cannot be seen later",
        ),
        field("until", Control::Date, "По какой день", "Until which day")
            .hint("Пусто — пока не снимут", "Empty: until it is lifted")
            .optional(),
        field("reason", Control::Area, "Причина", "Reason").hint(
            "Её увидит тот, кого блокируют, и сможет обжаловать",
            "Whoever is blocked sees it and may object",
        ),
    ])];
    let [_, about, add] = words::section(Kind::Block);
    let faults = problem.map_or_else(Vec::new, |problem| match problem.errors.is_empty() {
        true => vec![Fault::new("/version", problem.detail.get(lang))],
        false => spec::faults(&groups, &problem.errors, lang),
    });
    pages::admin_form(&AdminFormView {
        desk: reader.desk,
        title: add.get(lang).to_owned(),
        intro: about.get(lang).to_owned(),
        action: format!("{HERE}/new"),
        back: HERE.to_owned(),
        groups: groups.iter().map(|group| group.view(lang)).collect(),
        values: spec::show(&groups, &Value::from_iter(sent.0.clone())),
        faults,
        can_save: true,
        ..AdminFormView::default()
    })
}
