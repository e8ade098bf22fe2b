//! `POST /api/v1/queue/bulk`, and the form of the page: one command on many appeals, each by itself, with a
//! result for each.

use axum::body::Body;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::decide::{Command, Place, WorkCommand};
use domain::{FieldError, Text};
use pages::BulkLine;
use web::body::{self, Kind};
use web::reply::json;
use web::{Answer, Context, Problem, auth, configuration, desk, multipart, state};

use crate::appeal_assign::{NOBODY, executor};
use crate::departed;
use crate::pages::queue;

/// Appeals of one request: two pages of the queue. Each is a command of its own, with a sync of the disk.
const MOST: usize = 100;

/// What is done with each.
enum Action {
    Take,
    Assign(Option<String>),
    Forward(Place, Option<String>),
}

/// Carries a command out on many appeals.
pub(crate) async fn queue_bulk(context: Context, request: Body) -> Answer {
    auth::permit(&context, Operation::QueueBulk).await?;
    body::kind(&context)?;
    let (request, faults) = api::bulk_request(body::json(request).await?);
    let results = run(&context, request, faults).await?;
    json(StatusCode::OK, &api::BulkResults { results })
}

/// The same from the form, which answers with the queue and what became of each.
pub(crate) async fn by_form(context: Context, request: Body) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    auth::permit(&context, Operation::QueueBulk).await?;
    let kind = body::kind(&context)?;
    if matches!(kind, Kind::Json) {
        return Err(Problem::unsupported_type(
            "application/x-www-form-urlencoded",
        ));
    }
    let form = multipart::read_values(&context, kind, request).await?;
    let text = |name: &str| form.get(name).filter(|v| !v.is_empty()).map(str::to_owned);
    let request = api::BulkRequest {
        action: text("action"),
        numbers: form.all("numbers").map(str::to_owned).collect(),
        assignee: text("assignee").or_else(|| Some(NOBODY.to_owned())),
        agency: text("agency"),
        unit: text("unit"),
        reason: text("reason"),
    };
    let to = request.agency.clone().zip(Some(request.unit.clone()));
    let to = to.filter(|_| request.action.as_deref() == Some("forward"));
    match run(&context, request, Vec::new()).await {
        Ok(results) => {
            let configuration = configuration::current(context.now).await?;
            let is_any_done = results.iter().any(|one| one.code.is_none());
            let notice = to.filter(|_| is_any_done).map(|(agency, unit)| {
                departed::told(
                    configuration.as_ref(),
                    &agency,
                    unit.as_deref(),
                    None,
                    context.lang,
                )
            });
            let line = |one: api::BulkResult| BulkLine {
                number: one.number,
                error: one.detail.unwrap_or_default(),
            };
            let lines = results.into_iter().map(line).collect();
            queue::show(&context, &session, lines, notice, None).await
        }
        Err(problem) if !problem.errors.is_empty() => {
            queue::show(&context, &session, Vec::new(), None, Some(problem)).await
        }
        Err(problem) => Err(problem),
    }
}

async fn run(
    context: &Context,
    request: api::BulkRequest,
    mut faults: Vec<FieldError>,
) -> Result<Vec<api::BulkResult>, Problem> {
    let mut numbers = request.numbers;
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.is_empty() || numbers.len() > MOST {
        let text = Text::new(
            format!("Отметьте обращения, не больше {MOST}."),
            format!("Mark some appeals, at most {MOST}."),
        );
        faults.push(FieldError::with_text("/numbers", "numbers_count", text));
    }
    let assignee = request
        .assignee
        .filter(|one| one != NOBODY && !one.is_empty());
    let action = match request.action.as_deref() {
        Some("take") => Some(Action::Take),
        Some("assign") => Some(Action::Assign(assignee)),
        Some("forward") => {
            let agency = request.agency.unwrap_or_default();
            let configuration = configuration::current(context.now).await?;
            if configuration.catalogue.agency(&agency).is_none() {
                let text = Text::fixed("Выберите ведомство", "Choose an agency");
                faults.push(FieldError::with_text("/agency", "agency_unknown", text));
            }
            if let Some(unit) = &request.unit
                && !configuration.has_unit(&agency, unit)
            {
                let text = Text::fixed("Такого подразделения нет", "There is no such unit");
                faults.push(FieldError::with_text("/unit", "unit_unknown", text));
            }
            let to = Place {
                agency,
                unit: request.unit,
            };
            Some(Action::Forward(to, request.reason))
        }
        _ => {
            let text = Text::fixed(
                "Одно из: take, assign, forward",
                "One of: take, assign, forward",
            );
            faults.push(FieldError::with_text("/action", "code_unknown", text));
            None
        }
    };
    let Some(action) = action.filter(|_| faults.is_empty()) else {
        return Err(Problem::invalid(faults));
    };
    let mut results = Vec::with_capacity(numbers.len());
    for number in numbers {
        results.push(match one(context, &action, &number).await {
            Ok(()) => api::BulkResult {
                number,
                status: 200,
                code: None,
                detail: None,
            },
            // A fault of ours ends the rest; what is done stays done, and the journal has it.
            Err(problem) if problem.status.is_server_error() => return Err(problem),
            Err(problem) => api::BulkResult {
                number,
                status: problem.status.as_u16(),
                code: Some(problem.code.to_owned()),
                detail: Some(told(&problem, context)),
            },
        });
    }
    Ok(results)
}

/// What stands in the way, in one line.
fn told(problem: &Problem, context: &Context) -> String {
    let lang = context.lang;
    match problem.errors.first() {
        Some(error) => error.message.get(lang).to_owned(),
        None => format!("{}. {}", problem.title.get(lang), problem.advice(context)),
    }
}

async fn one(context: &Context, action: &Action, number: &str) -> Result<(), Problem> {
    let operation = match action {
        Action::Take => Operation::AppealTake,
        Action::Assign(_) => Operation::AppealAssign,
        Action::Forward(..) => Operation::AppealForward,
    };
    let (row, access) = auth::appeal(context, operation, number).await?;
    let command = match action {
        Action::Take => WorkCommand::Take,
        Action::Assign(assignee) => {
            if let Some(account) = assignee {
                executor(&row, account, None)
                    .await?
                    .map_err(Problem::invalid_field)?;
            }
            WorkCommand::Assign {
                assignee: assignee.clone(),
                unit: None,
            }
        }
        Action::Forward(to, reason) => WorkCommand::Forward {
            to: to.clone(),
            reason: reason.clone(),
        },
    };
    state::execute(context, &row, Command::Work(command), &access.actor()).await?;
    Ok(())
}
