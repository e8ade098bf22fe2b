//! `/api/v1/appeals/{number}/conduct`: bad conduct is marked, hidden, contested and decided on; whoever goes on is
//! kept from writing for a while. Nothing of it is silent.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use chrono::Duration;
use domain::Text;
use domain::access::{DataPart, Operation};
use domain::applicant::ApplicantRecord;
use domain::decide::{Command, ConductCommand};
use domain::event::{ConductKind, HiddenFrom};
use domain::notice::AccountMessage;
use store::block::{Blocked, NewBlock};
use store::outbox::{self, Channel, Message, NewMessage};
use store::{AppealRow, account, conduct};
use uuid::Uuid;
use web::auth::Access;
use web::blocked::contacts;
use web::capabilities::database;
use web::conditional::check_match;
use web::limits::contact;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, content, idempotency, state};

use crate::again::{Form, again};
use crate::sent::{Sent, Shape, done, texts};

/// The longest block: an appeal is a right of everybody (59-ФЗ, article 2), so nobody is kept out for good.
const LONGEST: i64 = 90;

/// The usual one, in days.
const USUAL: i64 = 30;

const MARK: Shape = Shape {
    texts: &["conduct", "reason"],
    lists: &["hide_from"],
    numbers: &["seq"],
    ..Shape::EMPTY
};

const DECISION: Shape = texts(&["outcome", "explanation"]);

const BLOCK: Shape = Shape {
    texts: &["reason"],
    numbers: &["days"],
    ..Shape::EMPTY
};

/// `GET`: the marks with their reasons, complaints and decisions. The applicant sees those too: they are told why.
pub(crate) async fn conduct_list(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ConductList, &number).await?;
    let mut marks = conduct::of_appeal(database().await?, &row.id).await?;
    if access.participant().is_some() {
        let state = state::load(&row).await?;
        marks.retain(|mark| content::sees_mark(&access, state.content.marks.get(&mark.id)));
    }
    if !marks.is_empty() {
        access.record(&context, &row, &[DataPart::Conduct]).await?;
    }
    let said = |text: &str| access.text((!text.is_empty()).then(|| text.to_owned()));
    let item = |mark: &conduct::MarkRow| api::MarkItem {
        id: mark.id.clone(),
        conduct: mark.conduct.clone(),
        seq: mark.marked_seq,
        state: mark.state.clone(),
        at: from_ms(mark.at),
        hidden_from: row
            .hidden
            .get(&mark.marked_seq)
            .map(|from| from.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        reason: said(&mark.reason),
        appeal: said(&mark.appeal),
        explanation: said(&mark.explanation),
    };
    let items = marks.iter().map(item).collect();
    json(StatusCode::OK, &api::Page { items, next: None })
}

/// `POST`: marks a text, and hides it from whoever is named.
pub(crate) async fn conduct_mark(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ConductMark, &number).await?;
    let mut sent = Sent::on(
        &context,
        Operation::ConductMark,
        (&row, &access),
        body,
        MARK,
    )
    .await?;
    match mark(&context, &row, &access, &mut sent).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Mark, problem).await,
        done => done,
    }
}

async fn mark(context: &Context, row: &AppealRow, access: &Access, sent: &mut Sent) -> Answer {
    let codes = ConductKind::ALL.iter().map(|kind| kind.as_str());
    let kind: Option<ConductKind> = sent.code("conduct", codes);
    let mut hide_from = BTreeSet::new();
    for code in sent.list("hide_from").unwrap_or_default().to_vec() {
        match code.parse::<HiddenFrom>() {
            Ok(from) => drop(hide_from.insert(from)),
            Err(_) => {
                let text = Text::fixed(
                    "Скрыть от: applicant, participants, staff",
                    "Hide from: applicant, participants, staff",
                );
                sent.fault("hide_from", "unknown", text);
            }
        }
    }
    // Without one it is the appeal's own text.
    let seq = sent.text("seq").map_or(Some(1), |text| text.parse().ok());
    if seq.is_none() {
        let text = Text::fixed("Назовите номер записи", "Name the number of an entry");
        sent.fault("seq", "unknown", text);
    }
    sent.check()?;
    let (Some(conduct), Some(seq)) = (kind, seq) else {
        return Err(Problem::not_found());
    };
    let mark = Uuid::now_v7().to_string();
    let command = ConductCommand::Mark {
        mark: mark.clone(),
        conduct,
        seq,
        hide_from,
        reason: sent.text("reason"),
    };
    let created = (StatusCode::CREATED, "marked");
    execute(context, row, access, sent, command, created, mark).await
}

/// `POST …/{id}/appeal`: whose words they are disagrees.
pub(crate) async fn conduct_contest(
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ConductContest, &number).await?;
    let mut sent = Sent::on(
        &context,
        Operation::ConductContest,
        (&row, &access),
        body,
        texts(&["text"]),
    )
    .await?;
    sent.check()?;
    let command = ConductCommand::Contest {
        mark: id.clone(),
        text: sent.text("text"),
    };
    let answer = (StatusCode::OK, "contested");
    match execute(&context, &row, &access, &sent, command, answer, id).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Contest, problem).await,
        done => done,
    }
}

/// `POST …/{id}/decision`: a supervisor lifts the mark, or lets it stand.
pub(crate) async fn conduct_decide(
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ConductDecide, &number).await?;
    let mut sent = Sent::on(
        &context,
        Operation::ConductDecide,
        (&row, &access),
        body,
        DECISION,
    )
    .await?;
    let lift = match sent.text("outcome").as_deref() {
        Some("lifted") => Some(true),
        Some("kept") => Some(false),
        _ => {
            let text = Text::fixed("Одно из: lifted, kept", "One of: lifted, kept");
            sent.fault("outcome", "unknown", text);
            None
        }
    };
    sent.check()?;
    let command = ConductCommand::Decide {
        mark: id.clone(),
        lift: lift.unwrap_or_default(),
        explanation: sent.text("explanation"),
    };
    let answer = (StatusCode::OK, "decided");
    match execute(&context, &row, &access, &sent, command, answer, id).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Decide, problem).await,
        done => done,
    }
}

async fn execute(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    sent: &Sent,
    command: ConductCommand,
    (status, what): (StatusCode, &str),
    id: String,
) -> Answer {
    check_match(context, row.version)?;
    let command = Command::Conduct(command);
    let version = state::execute(context, row, command, &access.actor()).await?;
    let number = row.number.to_string();
    done(sent.is_page, access, &number, what, || {
        json(status, &api::Made { id, version })
    })
}

/// `POST …/block`: whoever sent the appeal writes nothing for some days, by this account or these contacts. They
/// are told why whenever they try, and where to contest it.
pub(crate) async fn conduct_block(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ConductBlock, &number).await?;
    let mut sent = Sent::on(
        &context,
        Operation::ConductBlock,
        (&row, &access),
        body,
        BLOCK,
    )
    .await?;
    match block(&context, &row, &access, &mut sent).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Block, problem).await,
        done => done,
    }
}

async fn block(context: &Context, row: &AppealRow, access: &Access, sent: &mut Sent) -> Answer {
    idempotency::check(context)?;
    let days = sent
        .text("days")
        .map_or(Some(USUAL), |text| text.parse().ok());
    let days = days.filter(|days| (1..=LONGEST).contains(days));
    if days.is_none() {
        let text = Text::new(
            format!("От 1 до {LONGEST} дней"),
            format!("From 1 to {LONGEST} days"),
        );
        sent.fault("days", "days_range", text);
    }
    if sent.text("reason").is_none() {
        let text = Text::fixed("Напишите причину", "Write the reason");
        sent.fault("reason", "required", text);
    }
    sent.check()?;
    let private = row.registered.private.as_ref();
    let applicant = private.and_then(|private| private.applicant.as_ref());
    let account = row.account.clone().map(Blocked::Account);
    let mut whom: Vec<Blocked> = account.into_iter().collect();
    whom.extend(contacts(applicant).into_iter().map(Blocked::Contact));
    if whom.is_empty() {
        return Err(nobody());
    }
    let (db, now) = (database().await?, context.now);
    let until = now + Duration::days(days.unwrap_or(USUAL));
    let (reason, by) = (sent.text("reason").unwrap_or_default(), access.actor());
    for blocked in &whom {
        let id = Uuid::now_v7().to_string();
        let new = NewBlock {
            id: &id,
            blocked,
            agency: None,
            appeal: Some(&row.id),
            reason: &reason,
            by: &by,
            at: now.timestamp_millis(),
            until: Some(until.timestamp_millis()),
        };
        store::block::set(db, &new).await?;
    }
    tell(context, row, applicant, (&reason, days.unwrap_or(USUAL))).await?;
    let number = row.number.to_string();
    done(sent.is_page, access, &number, "blocked", || {
        let blocked = whom.len();
        json(StatusCode::CREATED, &api::BlockSet { until, blocked })
    })
}

/// Whoever is blocked is told at once, and not only when they try to write. The reason is for the owner of an account;
/// at a contact that somebody typed it could reach anybody, so there it stays out, and few such letters go.
async fn tell(
    context: &Context,
    row: &AppealRow,
    applicant: Option<&ApplicantRecord>,
    (reason, days): (&str, i64),
) -> Result<(), Problem> {
    let db = database().await?;
    let owner = match &row.account {
        Some(id) => account::by_id(db, id).await?,
        None => None,
    };
    let own = owner.as_ref().and_then(|owner| owner.contact());
    let typed = applicant.and_then(|applicant| {
        let email = applicant.email.as_deref().map(|to| (Channel::Email, to));
        email.or(applicant.phone.as_deref().map(|to| (Channel::Sms, to)))
    });
    let (channel, to) = match (own, typed) {
        (Some(own), _) => own,
        (None, Some((channel, to))) => {
            if contact::left(context, channel, to).await?.messages == 0 {
                return Ok(());
            }
            contact::spend(context, channel, to).await?;
            (channel, to)
        }
        (None, None) => return Ok(()),
    };
    let reason = own.map(|_| reason);
    let message = message(context, row, (channel, to), (reason, days));
    let (owner, at) = (row.account.as_deref(), context.now.timestamp_millis());
    outbox::send(
        db,
        owner.filter(|_| own.is_some()),
        Some(&row.id),
        &message,
        at,
    )
    .await?;
    Ok(())
}

fn message(
    context: &Context,
    row: &AppealRow,
    (channel, to): (Channel, &str),
    (reason, days): (Option<&str>, i64),
) -> NewMessage {
    let kind = AccountMessage::Blocked;
    let number = row.number;
    let (ru, en) = match reason {
        Some(reason) => (
            format!(" Причина: {reason}."),
            format!(" Reason: {reason}."),
        ),
        None => (String::new(), String::new()),
    };
    let text = Text::new(
        format!(
            "Новые обращения от вас не принимаются {days} дн. после обращения {number}.{ru} Обжаловать: подайте обращение в теме «Ограничения и модерация», его рассмотрит поддержка портала."
        ),
        format!(
            "New appeals of yours are not taken for {days} days after the appeal {number}.{en} To contest it send an appeal on the topic “Restrictions and moderation”, which the portal's support decides on."
        ),
    );
    NewMessage {
        id: Uuid::now_v7().to_string(),
        channel,
        kind: kind.as_str(),
        message: Message {
            to: to.to_owned(),
            subject: kind.subject().get(context.lang).to_owned(),
            text: text.get(context.lang).to_owned(),
            html: String::new(),
            lang: context.lang.code().to_owned(),
            unsubscribe: String::new(),
        },
    }
}

/// `POST …/unblock`: lifts what was set for this appeal.
pub(crate) async fn conduct_unblock(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ConductUnblock, &number).await?;
    let sent = Sent::on(
        &context,
        Operation::ConductUnblock,
        (&row, &access),
        body,
        texts(&[]),
    )
    .await?;
    let (db, at) = (database().await?, context.now.timestamp_millis());
    for found in conduct::blocks_of(db, &row.id, at).await? {
        store::block::lift(db, &found.id, &access.actor(), at).await?;
    }
    done(sent.is_page, &access, &number, "unblocked", || {
        use axum::response::IntoResponse;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
}

fn nobody() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "nobody_to_block",
        Text::fixed("Некого ограничить", "There is nobody to block"),
        Text::fixed(
            "Обращение анонимное: ни кабинета, ни контактов у него нет.",
            "The appeal is anonymous: it has neither an account nor contacts.",
        ),
    )
}
