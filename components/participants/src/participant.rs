//! `/api/v1/appeals/{number}/participants`: who takes part, and how somebody comes in or goes.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::Duration;
use domain::access::{DataPart, Operation};
use domain::applicant::Email;
use domain::decide::{Command, ParticipantCommand, Who};
use domain::participant::{ParticipantRole, Right, Rights};
use domain::{Actor, Text};
use serde_json::json as value;
use store::one_time::{self, NewOneTime};
use store::outbox::{Channel, Message, NewMessage};
use store::participant::ParticipantRow;
use store::{AppealRow, account};
use uuid::Uuid;
use web::auth::{Access, Caller};
use web::capabilities::{database, keys};
use web::conditional::check_match;
use web::keys::token;
use web::limits::policy::INVITATION_MAKING;
use web::limits::{self, Subject};
use web::names::Names;
use web::reply::{json, see_other, with};
use web::time::from_ms;
use web::{
    Answer, Context, Problem, address, auth, configuration, desk, idempotency, people, present,
    state,
};

use crate::accept::PURPOSE;
use crate::again::{Form, again};
use crate::sent::{Sent, Shape, card, done, texts};

/// How long an invitation works: a week has a day at home for everybody.
const LIFE: Duration = Duration::days(7);

/// The bytes of an invitation's token.
const TOKEN_BYTES: usize = 32;

const INVITATION: Shape = Shape {
    texts: &["role", "name", "email"],
    lists: &["rights"],
    ..Shape::EMPTY
};

const ADDITION: Shape = Shape {
    texts: &["role", "account", "agency", "unit"],
    lists: &["rights"],
    ..Shape::EMPTY
};

/// `GET`: who takes part. Names are personal data, and reading them is noted.
pub(crate) async fn participant_list(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ParticipantList, &number).await?;
    let all = store::participant::of_appeal(database().await?, &row.id).await?;
    if all.iter().any(|one| !one.name.is_empty()) {
        access
            .record(&context, &row, &[DataPart::Participants])
            .await?;
    }
    let configuration = configuration::current(context.now).await?;
    let colleagues = all.iter().filter_map(|one| people::colleague(&access, one));
    let colleagues = Names::of(colleagues.collect(), context.lang).await?;
    let item = |one: &ParticipantRow| {
        let agency = one.agency.as_deref();
        let catalogue = &configuration.catalogue;
        let known = item(&context, &access, one);
        let colleague = people::colleague(&access, one);
        api::ParticipantItem {
            name: colleague.map(|id| colleagues.called(id)).or(known.name),
            agency: agency.map(|code| present::agency(catalogue, code, context.lang)),
            ..known
        }
    };
    let items = all.iter().map(item).collect();
    json(StatusCode::OK, &api::Page { items, next: None })
}

fn item(context: &Context, access: &Access, one: &ParticipantRow) -> api::ParticipantItem {
    let own = access.participant().is_some_and(|own| own.id == one.id);
    let name = access.sees_personal_data() || own;
    api::ParticipantItem {
        id: one.id.clone(),
        role: one.role.to_string(),
        role_name: one.role.label(context.lang).to_owned(),
        rights: one.rights.iter().map(ToString::to_string).collect(),
        state: one.state.clone(),
        since: from_ms(one.at),
        name: Some(one.name.clone()).filter(|text| name && !text.is_empty()),
        agency: None,
        account: one.account.clone().filter(|_| access.is_staff()),
        by_applicant: one.by_applicant,
        own,
    }
}

/// `POST`: staff add a member of staff or an agency.
pub(crate) async fn participant_add(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ParticipantAdd, &number).await?;
    let mut sent = Sent::on(
        &context,
        Operation::ParticipantAdd,
        (&row, &access),
        body,
        ADDITION,
    )
    .await?;
    match add(&context, &row, &access, &mut sent).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Agency, problem).await,
        done => done,
    }
}

async fn add(context: &Context, row: &AppealRow, access: &Access, sent: &mut Sent) -> Answer {
    let (role, rights) = role(sent, false);
    let who = who(context, sent, role).await?;
    sent.check()?;
    let (Some(role), Some(who)) = (role, who) else {
        return Err(Problem::not_found());
    };
    let participant = Uuid::now_v7().to_string();
    let command = ParticipantCommand::Add {
        participant: participant.clone(),
        role,
        rights,
        who,
    };
    let version = execute(context, row, command, &access.actor()).await?;
    let number = row.number.to_string();
    done(sent.is_page, access, &number, "participant_added", || {
        let id = participant;
        json(StatusCode::CREATED, &api::Made { id, version })
    })
}

/// The role, and the rights that were ticked; without any said, all that the role may have.
fn role(sent: &mut Sent, by_applicant: bool) -> (Option<ParticipantRole>, Rights) {
    let codes = ParticipantRole::ALL.iter().map(|role| role.as_str());
    let role: Option<ParticipantRole> = sent.code("role", codes);
    let given: Option<Vec<String>> = sent.list("rights").map(<[String]>::to_vec);
    let mut rights = Rights::new();
    for code in given.iter().flatten().filter(|code| !code.is_empty()) {
        match code.parse::<Right>() {
            Ok(right) => drop(rights.insert(right)),
            Err(_) => {
                let known: Vec<&str> = Right::ALL.iter().map(|right| right.as_str()).collect();
                let known = known.join(", ");
                let text = Text::new(format!("Права: {known}"), format!("Rights: {known}"));
                sent.fault("rights", "unknown", text);
            }
        }
    }
    if given.is_none() {
        rights.extend(role.iter().flat_map(|role| role.most(by_applicant)));
    }
    (role, rights)
}

/// Whom to add: an account of staff, or an agency that there is.
async fn who(
    context: &Context,
    sent: &mut Sent,
    role: Option<ParticipantRole>,
) -> Result<Option<Who>, Problem> {
    let unknown = Text::fixed(
        "Такого сотрудника или ведомства нет",
        "There is no such member of staff or agency",
    );
    if role == Some(ParticipantRole::Agency) {
        let agency = sent.text("agency").unwrap_or_default();
        let configuration = configuration::current(context.now).await?;
        if configuration.catalogue.agency(&agency).is_none() {
            sent.fault("agency", "agency_unknown", unknown);
            return Ok(None);
        }
        let unit = sent.text("unit");
        return Ok(Some(Who::Agency { agency, unit }));
    }
    let id = sent.text("account").unwrap_or_default();
    let found = account::by_id(database().await?, &id).await?;
    let Some(found) = found.filter(|found| found.role.is_staff()) else {
        sent.fault("account", "account_unknown", unknown);
        return Ok(None);
    };
    Ok(Some(Who::Account {
        account: found.id,
        role: found.role,
    }))
}

/// `POST …/invitations`: a link for somebody. It is shown once, and sent where an address is given.
pub(crate) async fn participant_invite(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ParticipantInvite, &number).await?;
    let mut sent = Sent::on(
        &context,
        Operation::ParticipantInvite,
        (&row, &access),
        body,
        INVITATION,
    )
    .await?;
    match invite(&context, &row, &access, &mut sent).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Invite, problem).await,
        done => done,
    }
}

async fn invite(context: &Context, row: &AppealRow, access: &Access, sent: &mut Sent) -> Answer {
    let number = row.number.to_string();
    let (role, rights) = role(sent, access.is_own());
    let email = sent.text("email").map(|email| Email::parse(&email));
    if let Some(Err(error)) = &email {
        sent.fault("email", error.code, error.text.clone());
    }
    sent.check()?;
    let Some(role) = role else {
        return Err(Problem::not_found());
    };
    let name = sent.text("name");
    let participant = Uuid::now_v7().to_string();
    let command = ParticipantCommand::Invite {
        participant: participant.clone(),
        role,
        rights,
        name: name.clone(),
    };
    let address = email.and_then(Result::ok);
    idempotency::check(context)?;
    limits::take(context, &INVITATION_MAKING, inviter(access, row)).await?;
    if let Some(address) = &address {
        limits::contact::take(context, Channel::Email, address.as_str()).await?;
    }
    // First the journal: an invitation that it does not know is good for nothing.
    execute(context, row, command, &access.actor()).await?;
    let keys = keys().await?;
    let token = token(TOKEN_BYTES)?;
    let hash = keys.invitation_hash(&token);
    let link = format!("{}/participate#{token}", address::origin(context).await?);
    let data = value!({ "appeal": row.id, "participant": participant, "name": name });
    let expires_at = context.now + LIFE;
    let new = NewOneTime {
        hash,
        purpose: PURPOSE,
        account: None,
        code_hash: None,
        data: &data.to_string(),
        at: context.now.timestamp_millis(),
        expires_at: expires_at.timestamp_millis(),
        lock_until: None,
    };
    let message = address.map(|email| message(context, &email, role, &link));
    one_time::send_code(database().await?, &new, 1, message.as_ref()).await?;
    let invitation = api::ParticipantInvitation {
        id: participant,
        link,
        token,
        expires_at,
    };
    if sent.is_page {
        let view = pages::InvitedView {
            shell: web::reply::shell_at(context, &card(access, &number)),
            desk: desk::shell_of_form(context, &card(access, &number)).await?,
            link: invitation.link,
            back: card(access, &number),
            number,
        };
        let page = web::reply::page(StatusCode::CREATED, pages::invited(&view));
        return with(page, "cache-control", "no-store");
    }
    json(StatusCode::CREATED, &invitation)
}

/// Who invites, to be counted.
fn inviter<'a>(access: &'a Access, row: &'a AppealRow) -> Subject<'a> {
    match (access.caller(), access.caller().id()) {
        (Caller::Key(_), Some(id)) => Subject::ApiKey(id),
        (_, Some(id)) => Subject::Account(id),
        (_, None) => Subject::Appeal(&row.id),
    }
}

fn message(context: &Context, email: &Email, role: ParticipantRole, link: &str) -> NewMessage {
    let subject = Text::fixed(
        "Приглашение участвовать в обращении",
        "Invitation to take part in an appeal",
    );
    let role = role.text();
    let text = Text::new(
        format!(
            "Вас приглашают участвовать в обращении в Отклике. Роль: {}. Войдите и откройте ссылку: {link}\nСсылка работает один раз, 7 дней. Никому её не пересылайте.",
            role.ru
        ),
        format!(
            "You are invited to take part in an appeal in Otklik. Role: {}. Sign in and open the link: {link}\nThe link works once, for 7 days. Pass it on to nobody.",
            role.en
        ),
    );
    NewMessage {
        id: Uuid::now_v7().to_string(),
        channel: Channel::Email,
        kind: PURPOSE,
        message: Message {
            to: email.as_str().to_owned(),
            subject: subject.get(context.lang).to_owned(),
            text: text.get(context.lang).to_owned(),
            html: String::new(),
            lang: context.lang.code().to_owned(),
            unsubscribe: String::new(),
        },
    }
}

/// `DELETE …/{id}`, and `POST` of a form: somebody goes, or an invitation is taken back.
pub(crate) async fn participant_remove(
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::ParticipantRemove, &number).await?;
    let sent = match context.method.as_str() {
        "POST" => {
            Sent::on(
                &context,
                Operation::ParticipantRemove,
                (&row, &access),
                body,
                texts(&["reason"]),
            )
            .await?
        }
        _ => Sent::default(),
    };
    check_match(&context, row.version)?;
    let command = ParticipantCommand::Remove {
        participant: id,
        reason: sent.text("reason"),
        by: access.participant().map(|own| own.id.clone()),
    };
    execute(&context, &row, command, &access.actor()).await?;
    // Whoever left cannot be sent back to the appeal.
    if sent.is_page && access.participant().is_some() {
        return see_other("/cabinet/participations?done=left");
    }
    done(
        sent.is_page,
        &access,
        &number,
        "participant_removed",
        || Ok(StatusCode::NO_CONTENT.into_response()),
    )
}

async fn execute(
    context: &Context,
    row: &AppealRow,
    command: ParticipantCommand,
    actor: &Actor,
) -> Result<i64, Problem> {
    state::execute(context, row, Command::Participant(command), actor).await
}
