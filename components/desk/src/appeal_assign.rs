//! `POST /api/v1/appeals/{number}/assign`: a supervisor gives an appeal to somebody, its executor hands it on.

use axum::body::Body;
use axum::extract::Path;
use domain::Text;
use domain::access::{Operation, Place, Role};
use domain::appeal::FieldError;
use domain::decide::{Command, WorkCommand};
use store::AppealRow;
use store::account::{self, State};
use web::capabilities::database;
use web::{Answer, Context, Problem, configuration};

use crate::command::Asked;

/// What a form says for nobody: an empty control is an absent one.
pub(crate) const NOBODY: &str = "nobody";

/// Assigns an appeal, or gives it back to the queue (`assignee` null, in a form `nobody`).
pub(crate) async fn appeal_assign(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AppealAssign, &number, body).await?;
    let (assignee, unit) = asked
        .input
        .members(|object| (object.nullable_text("assignee"), object.text("unit")));
    let assignee = match assignee.as_deref() {
        None => {
            let text = Text::fixed(
                "Назовите исполнителя (null вернёт обращение в очередь)",
                "Name the executor (null puts the appeal back into the queue)",
            );
            let fault = FieldError::with_text("/assignee", "assignee_required", text);
            asked.input.fault(fault);
            None
        }
        Some("" | NOBODY) => None,
        Some(account) => Some(account.to_owned()),
    };
    let configuration = configuration::current(asked.context.now).await?;
    if let Some(unit) = &unit
        && !configuration.has_unit(&asked.row.agency, unit)
    {
        let text = Text::fixed("Такого подразделения нет", "There is no such unit");
        let fault = FieldError::with_text("/unit", "unit_unknown", text);
        asked.input.fault(fault);
    }
    if let Some(account) = &assignee
        && let Err(fault) = executor(&asked.row, account, unit.as_deref()).await?
    {
        asked.input.fault(fault);
    }
    let command = Command::Work(WorkCommand::Assign { assignee, unit });
    asked.answer(command, "assigned").await
}

/// Demands that an account can be given an appeal, in the unit that it goes to.
pub(crate) async fn executor(
    row: &AppealRow,
    account: &str,
    unit: Option<&str>,
) -> Result<Result<(), FieldError>, Problem> {
    let place = Place {
        agency: &row.agency,
        unit: unit.or(row.unit.as_deref()),
        region: row.registered.region,
    };
    let text = Text::fixed(
        "Этот сотрудник не работает с обращениями этого подразделения",
        "This person does not work on appeals of this unit",
    );
    let fault = FieldError::with_text("/assignee", "assignee_unfit", text);
    Ok(match can_work(account, place).await? {
        true => Ok(()),
        false => Err(fault),
    })
}

/// Whether an account is that of an active executor who answers for the place.
async fn can_work(id: &str, place: Place<'_>) -> Result<bool, Problem> {
    let account = account::by_id(database().await?, id).await?;
    Ok(account.is_some_and(|account| {
        let works = matches!(
            account.role,
            Role::Operator | Role::Expert | Role::Supervisor
        );
        works && account.state == State::Active && account.territory.covers(place)
    }))
}
