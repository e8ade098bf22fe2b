//! `POST /api/v1/appeals/{number}/classify`: a person corrects the category.

use axum::body::Body;
use axum::extract::Path;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::deadline::DeadlineClass;
use domain::decide::{Command, Place, WorkCommand};
use domain::routing;
use web::{Answer, Context, configuration, suggestion};

use crate::command::Asked;

/// Corrects the category.
pub(crate) async fn appeal_classify(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AppealClassify, &number, body).await?;
    // A form's checkbox is text.
    let is_form = asked.input.form.is_some();
    let (category, moves) = asked.input.members(|object| {
        let moves = match is_form {
            true => object.text("route").is_some(),
            false => object.boolean("route"),
        };
        (object.text("category"), moves)
    });
    let configuration = configuration::current(asked.context.now).await?;
    let found = configuration
        .catalogue
        .category(category.as_deref().unwrap_or_default())
        .filter(|category| !category.is_group());
    if found.is_none() {
        let text = Text::fixed("Выберите категорию", "Choose a category");
        let fault = FieldError::with_text("/category", "category_unknown", text);
        asked.input.fault(fault);
    }
    // The appeal stays where it is unless somebody asks to send it where the rules lead now.
    let to = found.filter(|_| moves).map(|category| {
        let own = category.agency.as_deref().unwrap_or_default();
        let matter = suggestion::matter(&configuration, &asked.row, &category.code);
        let route = routing::route(&configuration.routing, &matter, own);
        Place {
            agency: route.agency,
            unit: route.unit,
        }
    });
    let class = found.and_then(|category| category.deadline_class);
    let command = Command::Work(WorkCommand::Classify {
        category: category.unwrap_or_default(),
        class: class.unwrap_or(DeadlineClass::Standard),
        to,
    });
    asked.answer(command, "classified").await
}
