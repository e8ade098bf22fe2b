//! `POST /api/v1/appeals/{number}/assign`: a supervisor gives an appeal to somebody, its executor hands it on.

use axum::body::Body;
use axum::extract::Path;
use domain::Text;
use domain::access::{Operation, Place, Role};
use domain::appeal::FieldError;
use domain::decide::{Command, WorkCommand};
use store::account::{self, State};
use web::capabilities::database;
use web::{Answer, Context, Problem, configuration};

use crate::command::Asked;

/// What a form says for nobody: an empty control is an absent one.
const NOBODY: &str = "nobody";

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
    let (agency, region) = (&asked.row.agency, asked.row.registered.region);
    let configuration = configuration::current(asked.context.now).await?;
    if let Some(unit) = &unit
        && !configuration.has_unit(agency, unit)
    {
        let text = Text::fixed("Такого подразделения нет", "There is no such unit");
        let fault = FieldError::with_text("/unit", "unit_unknown", text);
        asked.input.fault(fault);
    }
    if let Some(account) = &assignee {
        let place = Place {
            agency,
            unit: unit.as_deref().or(asked.row.unit.as_deref()),
            region,
        };
        if !can_work(account, place).await? {
            let text = Text::fixed(
                "Этот сотрудник не работает с обращениями этого подразделения",
                "This person does not work on appeals of this unit",
            );
            let fault = FieldError::with_text("/assignee", "assignee_unfit", text);
            asked.input.fault(fault);
        }
    }
    let command = Command::Work(WorkCommand::Assign { assignee, unit });
    asked.answer(command, "assigned").await
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
