//! `POST /api/v1/appeals/{number}/forward`: another agency or unit answers. The deadline stays.

use axum::body::Body;
use axum::extract::Path;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::decide::{Command, Place, WorkCommand};
use domain::routing;
use web::{Answer, Context, configuration, suggestion};

use crate::command::Asked;

/// Sends an appeal on.
pub(crate) async fn appeal_forward(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AppealForward, &number, body).await?;
    let (agency, unit, reason) = asked.input.members(|object| {
        let (agency, unit) = (object.text("agency"), object.text("unit"));
        (agency.unwrap_or_default(), unit, object.text("reason"))
    });
    let configuration = configuration::current(asked.context.now).await?;
    if configuration.catalogue.agency(&agency).is_none() {
        let text = Text::fixed("Выберите ведомство", "Choose an agency");
        let fault = FieldError::with_text("/agency", "agency_unknown", text);
        asked.input.fault(fault);
    } else if let Some(unit) = &unit
        && !configuration.has_unit(&agency, unit)
    {
        let text = Text::fixed("Такого подразделения нет", "There is no such unit");
        let fault = FieldError::with_text("/unit", "unit_unknown", text);
        asked.input.fault(fault);
    }
    // Where nobody names a unit, the rules of that agency do.
    let unit = unit.or_else(|| {
        let matter = suggestion::matter(&configuration, &asked.row, &asked.row.category);
        routing::within(&configuration.routing, &matter, &agency).unit
    });
    let to = Place { agency, unit };
    let command = Command::Work(WorkCommand::Forward { to, reason });
    asked.answer(command, "forwarded").await
}
