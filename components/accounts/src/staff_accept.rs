//! Members of staff begin: by an invitation, or, the first administrator, by the bootstrap token.

use auth::password::NewPassword;
use axum::body::Body;
use axum::http::StatusCode;
use domain::access::{Operation, Role, Territory};
use domain::appeal::FieldError;
use domain::applicant::Email;
use domain::staff::RawMember;
use domain::{Lang, Login, Region, Text, text};
use pages::{Fault, InvitationView, Values};
use serde::Deserialize;
use store::account::{self, NewAccount, Profile, State};
use store::one_time;
use store::session::Level;
use store::staff::{self, StaffError};
use uuid::Uuid;
use web::auth::MIN_STAFF_TOKEN_CHARS;
use web::capabilities::{database, hasher, keys, variable};
use web::keys::same;
use web::reply::{json, page, shell_at};
use web::{Answer, Context, Problem, auth as permission, configuration, present, session};

use crate::account_create::{new_password, store_login};
use crate::finish::{self, Form};
use crate::incoming::{Incoming, Shape};

/// Under what invitations are kept.
const PURPOSE: &str = "invitation";

const SHAPE: Shape = Shape::texts(&[
    "token",
    "login",
    "password",
    "last_name",
    "first_name",
    "middle_name",
    "position",
]);

const LOOK: Shape = Shape::texts(&["token"]);

/// What an invitation holds.
#[derive(Deserialize)]
struct Invitation {
    email: String,
    role: Role,
    agency: Option<String>,
    unit: Option<String>,
    region: Option<Region>,
    lang: String,
    by: String,
}

/// `GET /invitation`: the page to which links of invitations lead. The token is in the fragment, which
/// comes to no server; the page's script puts it into the form.
pub(crate) async fn show(context: Context) -> Answer {
    let html = view(&context, Values::default(), Vec::new());
    Ok(page(StatusCode::OK, html))
}

/// `POST /api/v1/staff/invitations/look`: what the link offers, told to whoever has it. They need not type the address
/// that it went to.
pub(crate) async fn invitation_look(context: Context, body: Body) -> Answer {
    permission::permit(&context, Operation::InvitationLook).await?;
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, LOOK).await?;
    let token = incoming.required("token");
    incoming.check()?;
    let seen = |login, role: Role, agency| api::InvitationSeen {
        login,
        role: role.to_string(),
        role_name: role.label(context.lang),
        agency,
    };
    if is_bootstrap(&token).await? {
        return json(StatusCode::OK, &seen(None, Role::Administrator, None));
    }
    let (invitation, _) = kept(&context, &token).await?;
    let configuration = configuration::current(context.now).await?;
    let agency = invitation.agency.as_deref();
    let agency = agency.map(|code| present::agency(&configuration.catalogue, code, context.lang));
    json(
        StatusCode::OK,
        &seen(Some(invitation.email), invitation.role, agency),
    )
}

/// The invitation of a token, and what it is kept under.
async fn kept(context: &Context, token: &str) -> Result<(Invitation, [u8; 32]), Problem> {
    let hash = keys().await?.invitation_hash(token);
    let (db, at) = (database().await?, context.now.timestamp_millis());
    let kept = one_time::look(db, PURPOSE, hash, at).await?;
    let kept = kept.ok_or_else(gone)?;
    let invitation = serde_json::from_str(&kept.data).map_err(Problem::internal)?;
    Ok((invitation, hash))
}

/// `POST /api/v1/staff/invitations/accept`.
pub(crate) async fn staff_accept(context: Context, body: Body) -> Answer {
    permission::permit(&context, Operation::StaffAccept).await?;
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    let accepted = if is_bootstrap(incoming.text("token")).await? {
        bootstrap(&context, &mut incoming).await
    } else {
        accept(&context, &mut incoming).await
    };
    shown(&context, &incoming, accepted)
}

/// `POST /api/v1/staff/bootstrap`.
pub(crate) async fn staff_bootstrap(context: Context, body: Body) -> Answer {
    permission::permit(&context, Operation::StaffBootstrap).await?;
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    let made = if is_bootstrap(incoming.text("token")).await? {
        bootstrap(&context, &mut incoming).await
    } else {
        Err(Problem {
            detail: Text::fixed(
                "Передайте в token значение переменной bootstrap_token (не короче 24 знаков). Его печатает cargo xtask admin.",
                "Send the value of the variable bootstrap_token (at least 24 characters) as token. `cargo xtask admin` prints it.",
            ),
            ..Problem::unauthenticated()
        })
    };
    shown(&context, &incoming, made)
}

fn shown(context: &Context, incoming: &Incoming, answer: Answer) -> Answer {
    match answer {
        Ok(answer) => Ok(answer),
        Err(problem) => incoming.refused(context, problem, |faults, values| {
            view(context, values, faults)
        }),
    }
}

fn view(context: &Context, values: Values, faults: Vec<Fault>) -> String {
    pages::invitation(&InvitationView {
        shell: shell_at(context, "/invitation"),
        values,
        faults,
    })
}

async fn is_bootstrap(given: &str) -> Result<bool, Problem> {
    let token = variable("bootstrap_token").await?;
    let is_set = token.chars().count() >= MIN_STAFF_TOKEN_CHARS;
    Ok(is_set && same(given.as_bytes(), token.as_bytes()))
}

async fn accept(context: &Context, incoming: &mut Incoming) -> Answer {
    let token = incoming.required("token");
    let found = match token.is_empty() {
        true => None,
        false => Some(kept(context, &token).await?),
    };
    let invited = found.as_ref().map(|(invitation, _)| &*invitation.email);
    let typed = text::value(incoming.text("login"), &["mailto:"]);
    let typed = Email::parse(&typed).map_or(typed, |email| email.as_str().to_owned());
    if invited.is_some_and(|email| !typed.is_empty() && !typed.eq_ignore_ascii_case(email)) {
        let text = Text::fixed(
            "Приглашение отправлено на другой адрес: укажите его",
            "The invitation went to another address: give that one",
        );
        incoming
            .faults
            .push(FieldError::with_text("/login", "login_other", text));
    }
    let name = name(incoming);
    let password = new_password(incoming, invited.as_slice());
    incoming.check()?;
    let (Some((invitation, hash)), Some(name), Some(password)) = (found, name, password) else {
        return Err(gone());
    };
    let email = Email::parse(&invitation.email).map_err(Problem::internal)?;
    let member = Member::new(email, &name, &password).await?;
    let territory = Territory {
        agency: invitation.agency,
        unit: invitation.unit,
        region: invitation.region,
    };
    let lang = Lang::from_code(&invitation.lang).unwrap_or_default();
    let at = context.now.timestamp_millis();
    let new = member.account(invitation.role, territory, lang, at);
    staff::accept_invitation(database().await?, hash, &invitation.by, &new)
        .await
        .map_err(refused)?;
    begin(context, incoming, &member).await
}

async fn bootstrap(context: &Context, incoming: &mut Incoming) -> Answer {
    let typed = incoming.required("login");
    let email = match Email::parse(&typed) {
        Ok(email) => Some(email),
        Err(error) => {
            if !typed.is_empty() {
                let fault = FieldError::with_text("/login", error.code, error.text);
                incoming.faults.push(fault);
            }
            None
        }
    };
    let name = name(incoming);
    let password = new_password(incoming, &[&typed]);
    incoming.check()?;
    let (Some(email), Some(name), Some(password)) = (email, name, password) else {
        return Err(gone());
    };
    let member = Member::new(email, &name, &password).await?;
    let at = context.now.timestamp_millis();
    let new = member.account(Role::Administrator, Territory::EVERYWHERE, context.lang, at);
    staff::create_first_administrator(database().await?, &new)
        .await
        .map_err(refused)?;
    begin(context, incoming, &member).await
}

/// What colleagues will call them; without it a fault for each part.
fn name(incoming: &mut Incoming) -> Option<domain::staff::Member> {
    let text = |name: &str| incoming.given(name).map(str::to_owned);
    let raw = RawMember {
        last_name: text("last_name"),
        first_name: text("first_name"),
        middle_name: text("middle_name"),
        position: text("position"),
    };
    let checked = raw.check();
    checked
        .map_err(|faults| incoming.faults.extend(faults))
        .ok()
}

/// Somebody who becomes a member of staff.
struct Member {
    id: String,
    password: String,
    profile: Profile,
    logins: [(account::Login, bool); 1],
}

impl Member {
    async fn new(
        email: Email,
        name: &domain::staff::Member,
        password: &NewPassword,
    ) -> Result<Self, Problem> {
        let mut profile = Profile {
            position: name.position.clone(),
            ..Profile::default()
        };
        name.name(&mut profile.person);
        profile.person.email = Some(email.as_str().to_owned());
        let password = hasher().await?.hash(password);
        Ok(Member {
            id: Uuid::now_v7().to_string(),
            password: password.map_err(Problem::internal)?,
            profile,
            logins: [(store_login(&Login::Email(email)), true)],
        })
    }

    fn account(&self, role: Role, territory: Territory, lang: Lang, at: i64) -> NewAccount<'_> {
        NewAccount {
            id: &self.id,
            role,
            territory,
            lang,
            state: State::Active,
            password: Some(&self.password),
            profile: &self.profile,
            logins: &self.logins,
            at,
        }
    }
}

/// A session that is only good for setting up a second factor.
async fn begin(context: &Context, incoming: &Incoming, member: &Member) -> Answer {
    let account = account::by_id(database().await?, &member.id).await?;
    let account = account.ok_or_else(|| Problem::internal("a new account is not there"))?;
    let (role, level) = (account.role, Level::Password);
    let started = session::begin(context, &account.id, role, level, "invitation").await?;
    let form = Form {
        is_page: incoming.is_page,
        return_to: String::new(),
    };
    finish::answer(
        context,
        &account,
        level,
        started,
        &form,
        StatusCode::CREATED,
    )
}

/// Unknown, used and expired invitations are not told apart.
fn gone() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "invitation_gone",
        Text::fixed("Приглашение не действует", "The invitation does not work"),
        Text::fixed(
            "Ссылка уже использована, устарела или неполна. Попросите администратора пригласить вас ещё раз.",
            "The link was used, has expired, or is not whole. Ask the administrator to invite you again.",
        ),
    )
}

fn refused(error: StaffError) -> Problem {
    match error {
        StaffError::InvitationGone => gone(),
        StaffError::AdministratorExists => Problem::new(
            StatusCode::CONFLICT,
            "administrator_exists",
            Text::fixed(
                "Администратор уже есть",
                "There is an administrator already",
            ),
            Text::fixed(
                "Первый администратор уже назначен: новых приглашает он.",
                "The first administrator has been made: others are invited by them.",
            ),
        ),
        StaffError::LoginTaken => Problem::invalid_field(FieldError::new(
            "/login",
            "login_taken",
            "С этим адресом уже есть учётная запись. Попросите пригласить вас на другой, рабочий адрес.",
            "There is an account with this address. Ask to be invited at another one, of your work.",
        )),
        other => Problem::internal(other),
    }
}
