//! What staff ask for, in JSON or by a form of the card, and the card again where it is refused.

use axum::body::Body;
use domain::FieldError;
use pages::Values;
use serde_json::Value;
use store::AppealRow;
use web::auth::Access;
use web::body::{self, Kind};
use web::form::Form;
use web::{Answer, Context, Problem, multipart, state};

use crate::pages::card;

/// A request of staff.
pub(super) struct Asked<T> {
    /// What is asked for.
    pub(super) request: T,
    /// Whether a page is the answer.
    pub(super) is_page: bool,
    faults: Vec<FieldError>,
    values: Values,
    version: Option<i64>,
}

impl<T> Asked<T> {
    /// Reads it.
    pub(super) async fn read(
        context: &Context,
        body: Body,
        json: fn(Value) -> (T, Vec<FieldError>),
        form: fn(&Form) -> T,
    ) -> Result<Self, Problem> {
        let kind = body::kind(context)?;
        if kind == Kind::Json {
            let (request, faults) = json(body::json(body).await?);
            return Ok(Asked {
                request,
                is_page: false,
                faults,
                values: Values::default(),
                version: None,
            });
        }
        let given = multipart::read_values(context, kind, body).await?;
        Ok(Asked {
            request: form(&given),
            is_page: context.wants_page,
            faults: Vec::new(),
            version: given.get("version").and_then(|text| text.parse().ok()),
            values: given.values(),
        })
    }

    /// Every fault so far, and whether somebody was faster.
    pub(super) async fn check(
        &self,
        context: &Context,
        row: &AppealRow,
        access: &Access,
    ) -> Result<(), Problem> {
        state::check_match(context, row, self.version, &access.actor()).await?;
        match self.faults.is_empty() {
            true => Ok(()),
            false => Err(Problem::invalid(self.faults.clone())),
        }
    }

    /// The faults of reading, to be told with others.
    pub(super) fn faults(&self) -> Vec<FieldError> {
        self.faults.clone()
    }

    /// For a page of the desk the card with what stood in the way and what was typed; else the problem.
    pub(super) async fn refused(
        self,
        context: &Context,
        row: &AppealRow,
        access: &Access,
        problem: Problem,
    ) -> Answer {
        let is_card = self.is_page && access.is_staff() && access.caller().account().is_some();
        if !is_card || !problem.status.is_client_error() {
            return Err(problem);
        }
        let number = row.number.to_string();
        card::refused(context, &number, &problem, self.values, Vec::new()).await
    }
}
