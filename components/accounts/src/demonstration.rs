//! `/demo`: one press lets anybody in as one of the people of a demonstration.
//!
//! It is there only while the variable `demo` says so, and never beside people who really work here: the
//! administrator of the demonstration has to be the installation's first.

use axum::body::Body;
use axum::http::StatusCode;
use domain::access::{Role, Territory};
use domain::appeal::FieldError;
use domain::applicant::{ApplicantRecord, Email};
use domain::{Lang, Login, Region, Text};
use pages::{DemonstrationRole, DemonstrationView};
use store::account::{self, Account, NewAccount, Profile, State};
use store::staff::{self, StaffError};
use uuid::Uuid;
use web::capabilities::database;
use web::reply::{page, shell};
use web::{Answer, Context, Problem, session};

use crate::account_create::store_login;
use crate::finish::{self, Form};
use crate::incoming::{Incoming, Shape};

/// How a session that begins here is named in the account's history.
const METHOD: &str = "demonstration";

/// Whose appeals the staff of the demonstration answer: people see potholes, so everybody understands the data.
const AGENCY: &str = "road_agency";

/// The region of the demonstration's data (`xtask/demo/appeals.json`): the Ryazan region.
const REGION: &str = "62";

const SHAPE: Shape = Shape::texts(&["person"]);

/// Somebody as whom one can enter.
struct Person {
    shown: DemonstrationRole,
    role: Role,
    email: &'static str,
    last_name: &'static str,
    first_name: &'static str,
    middle_name: &'static str,
    /// Of staff, what they are at the agency.
    position: Option<&'static str>,
    /// The page on which the work of this person begins.
    place: &'static str,
}

const ADMINISTRATOR: Person = Person {
    shown: DemonstrationRole::Administrator,
    role: Role::Administrator,
    email: "administrator@demo.otklik.example",
    last_name: "Павлова",
    first_name: "Елена",
    middle_name: "Сергеевна",
    position: Some("администратор системы"),
    place: "/desk/admin",
};

const PEOPLE: [Person; 5] = [
    Person {
        shown: DemonstrationRole::Applicant,
        role: Role::Citizen,
        email: "applicant@demo.otklik.example",
        last_name: "Иванова",
        first_name: "Анна",
        middle_name: "Петровна",
        position: None,
        place: "/cabinet",
    },
    Person {
        shown: DemonstrationRole::Operator,
        role: Role::Operator,
        email: "operator@demo.otklik.example",
        last_name: "Смирнов",
        first_name: "Олег",
        middle_name: "Игоревич",
        position: Some("ведущий специалист"),
        place: "/desk",
    },
    Person {
        shown: DemonstrationRole::Supervisor,
        role: Role::Supervisor,
        email: "supervisor@demo.otklik.example",
        last_name: "Кузнецова",
        first_name: "Мария",
        middle_name: "Андреевна",
        position: Some("начальник отдела"),
        place: "/desk",
    },
    Person {
        shown: DemonstrationRole::Head,
        role: Role::Supervisor,
        email: "head@demo.otklik.example",
        last_name: "Орлов",
        first_name: "Николай",
        middle_name: "Викторович",
        position: Some("руководитель управления"),
        place: "/desk/objections",
    },
    ADMINISTRATOR,
];

impl Person {
    fn login(&self) -> Result<account::Login, Problem> {
        let email = Email::parse(self.email).map_err(Problem::internal)?;
        Ok(store_login(&Login::Email(email)))
    }

    fn profile(&self) -> Profile {
        Profile {
            person: ApplicantRecord {
                last_name: self.last_name.to_owned(),
                first_name: self.first_name.to_owned(),
                middle_name: Some(self.middle_name.to_owned()),
                email: Some(self.email.to_owned()),
                ..ApplicantRecord::default()
            },
            position: self.position.map(str::to_owned),
            region: Region::parse(REGION).ok(),
            ..Profile::default()
        }
    }

    fn territory(&self) -> Territory {
        match self.role {
            Role::Operator | Role::Supervisor => Territory {
                agency: Some(AGENCY.to_owned()),
                ..Territory::EVERYWHERE
            },
            _ => Territory::EVERYWHERE,
        }
    }
}

/// `GET /demo`.
pub(crate) async fn show(context: Context) -> Answer {
    demand_demonstration(&context)?;
    Ok(page(StatusCode::OK, view(&context)))
}

/// `POST /demo`: begins a session as `person`.
pub(crate) async fn enter(context: Context, body: Body) -> Answer {
    demand_demonstration(&context)?;
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    let wanted = incoming.text("person");
    let person = PEOPLE.iter().find(|person| person.shown.as_str() == wanted);
    if person.is_none() {
        let known = DemonstrationRole::ALL.map(DemonstrationRole::as_str);
        let known = known.join(", ");
        let text = Text::new(format!("Одно из: {known}"), format!("One of: {known}"));
        let fault = FieldError::with_text("/person", "unknown", text);
        incoming.faults.push(fault);
    }
    incoming.check()?;
    let Some(person) = person else {
        return Err(Problem::not_found());
    };
    account_of(&context, &ADMINISTRATOR).await?;
    let account = account_of(&context, person).await?;
    if account.state != State::Active {
        return Err(blocked());
    }
    let form = Form {
        is_page: incoming.is_page,
        return_to: person.place.to_owned(),
    };
    finish::signed_in(&context, &account, METHOD, &form).await
}

fn view(context: &Context) -> String {
    pages::demonstration(&DemonstrationView {
        shell: shell(context),
        people: PEOPLE
            .iter()
            .map(|person| (person.shown, person.profile().person.full_name()))
            .collect(),
    })
}

fn demand_demonstration(context: &Context) -> Result<(), Problem> {
    match context.is_demonstration {
        true => Ok(()),
        false => Err(Problem::not_found()),
    }
}

/// The person's account, made now if there is none.
async fn account_of(context: &Context, person: &Person) -> Result<Account, Problem> {
    let (db, login) = (database().await?, person.login()?);
    let id = match account::taken(db, &login).await? {
        Some(id) => id,
        None => {
            make(context, person).await?;
            // Of two who come at once one has made it.
            let made = account::taken(db, &login).await?;
            made.ok_or_else(|| Problem::internal("an account that was just made is not there"))?
        }
    };
    let account = account::by_id(db, &id).await?;
    account.ok_or_else(|| Problem::internal("a login without its account"))
}

async fn make(context: &Context, person: &Person) -> Result<(), Problem> {
    let db = database().await?;
    let (id, profile) = (Uuid::now_v7().to_string(), person.profile());
    let new = NewAccount {
        id: &id,
        role: person.role,
        territory: person.territory(),
        lang: Lang::Ru,
        state: State::Active,
        // Nobody signs in as these people but here.
        password: None,
        profile: &profile,
        logins: &[(person.login()?, true)],
        at: context.now.timestamp_millis(),
    };
    if person.role != Role::Administrator {
        account::create(db, &new).await?;
        return Ok(());
    }
    match staff::create_first_administrator(db, &new).await {
        Ok(()) | Err(StaffError::LoginTaken) => Ok(()),
        Err(StaffError::AdministratorExists) => {
            let made_by_another = account::taken(db, &person.login()?).await?.is_some();
            match made_by_another {
                true => Ok(()),
                false => Err(installation_in_use()),
            }
        }
        Err(other) => Err(Problem::internal(other)),
    }
}

fn installation_in_use() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "installation_in_use",
        Text::fixed(
            "Здесь работают настоящие сотрудники",
            "Real staff work here",
        ),
        Text::fixed(
            "В этой установке уже есть администратор, поэтому входа по нажатию в ней нет. Для демонстрации запустите другую: cargo xtask up -- --demo --state-dir НОВЫЙ_КАТАЛОГ.",
            "This installation has an administrator, so nobody enters it by a press. Start another one for a demonstration: cargo xtask up -- --demo --state-dir NEW_DIRECTORY.",
        ),
    )
}

fn blocked() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "account_blocked",
        Text::fixed("Этот вход закрыт", "This account is closed"),
        Text::fixed(
            "Администратор заблокировал этого сотрудника. Войдите администратором и снимите блокировку.",
            "The administrator has blocked this member of staff. Enter as the administrator and lift the block.",
        ),
    )
}
