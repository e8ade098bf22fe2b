//! `POST /api/v1/appeals/{number}/classify`: a person corrects the category.

use axum::body::Body;
use axum::extract::Path;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::deadline::DeadlineClass;
use domain::decide::{Command, WorkCommand};
use web::{Answer, Context, configuration};

use crate::command::Asked;

/// Corrects the category.
pub(crate) async fn appeal_classify(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let mut asked = Asked::read(context, Operation::AppealClassify, &number, body).await?;
    let category = asked.input.members(|object| object.text("category"));
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
    let class = found.and_then(|category| category.deadline_class);
    let command = Command::Work(WorkCommand::Classify {
        category: category.unwrap_or_default(),
        class: class.unwrap_or(DeadlineClass::Standard),
        to: None,
    });
    asked.answer(command, "classified").await
}
