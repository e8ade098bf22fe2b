//! A command on an appeal: who asks, what they ask, and how they are told what came of it.

use axum::body::Body;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::appeal::{Attached, RawAttachment};
use domain::decide::Command;
use store::AppealRow;
use store::journal::{self, Facts};
use web::auth::Access;
use web::capabilities::database;
use web::conditional::etag;
use web::input::Input;
use web::reply::{json, see_other, with};
use web::{
    Answer, Context, Problem, answer, appeal_card, attached, auth, idempotency, state, variables,
};

use crate::departed;
use crate::pages::card;

/// What somebody asks of an appeal.
pub(crate) struct Asked {
    pub(crate) context: Context,
    pub(crate) row: AppealRow,
    pub(crate) access: Access,
    pub(crate) input: Input,
    /// The journal, where it was read on the way.
    pub(crate) facts: Option<Facts>,
}

impl Asked {
    /// Reads the request of somebody who may do the operation. One that came before with its idempotency key is
    /// answered here.
    pub(crate) async fn read(
        context: Context,
        operation: Operation,
        number: &str,
        body: Body,
    ) -> Result<Asked, Problem> {
        let (row, access) = auth::appeal(&context, operation, number).await?;
        let input = Input::read(&context, body, &[]).await?;
        let (on, key) = ((&row, &access), input.key.as_deref());
        let mut asked = idempotency::Asked::on(operation, on, key, &input.asked);
        // A question, a reply, a note that stands last already was not meant twice.
        asked.said_of = (operation == Operation::MessageCreate).then_some(&row);
        idempotency::begin(&context, &asked).await?;
        Ok(Asked {
            context,
            row,
            access,
            input,
            facts: None,
        })
    }

    /// Carries a command out, where the input has no faults and nobody has changed the appeal meanwhile.
    pub(crate) async fn execute(&mut self, command: Command) -> Result<(), Problem> {
        self.input.check()?;
        let (context, row, actor) = (&self.context, &self.row, self.access.actor());
        state::check_match(context, row, self.input.version, &actor).await?;
        match self.facts.take() {
            Some(facts) => state::execute_after(context, row, &facts, command, &actor).await?,
            None => state::execute(context, row, command, &actor).await?,
        };
        Ok(())
    }

    /// The files that the input refers to; what is not theirs to attach is a fault.
    pub(crate) async fn attach(&mut self, wanted: &[RawAttachment]) -> Result<Attached, Problem> {
        let found = attached::of_command(wanted, &self.row.id, &self.access).await?;
        Ok(found.unwrap_or_else(|faults| {
            faults.into_iter().for_each(|fault| self.input.fault(fault));
            Attached::default()
        }))
    }

    /// The appeal as it is now.
    pub(crate) async fn now(&self) -> Result<AppealRow, Problem> {
        store::appeal(database().await?, self.row.number)
            .await?
            .ok_or_else(Problem::not_found)
    }

    /// Where a form leads when it is done. Whoever sent the appeal elsewhere may see it no more.
    pub(crate) async fn next(&self, done: &str) -> Answer {
        if self.access.is_staff() {
            let now = self.now().await?;
            if let Some(queue) = departed::address(&self.context, &now, done).await? {
                return see_other(&queue);
            }
        }
        match &self.input.next {
            Some(next) => see_other(next),
            None if !self.access.is_staff() => {
                see_other(&format!("/status/{}?done={done}", self.row.number))
            }
            None => see_other(&format!("/desk/appeals/{}?done={done}", self.row.number)),
        }
    }

    /// Tells why a command was refused: a page of staff shows the appeal as it is now, with what was typed.
    pub(crate) async fn refuse(&self, problem: Problem) -> Answer {
        let is_page = self.access.is_staff() && self.input.is_page(&self.context);
        match &self.input.form {
            Some(values) if is_page && problem.status.is_client_error() => {
                let number = self.row.number.to_string();
                let uploads = self.input.kept().await?;
                card::refused(&self.context, &number, &problem, values.clone(), uploads).await
            }
            _ => Err(problem),
        }
    }

    /// What staff wrote, with the words in braces that a page left in it filled in.
    pub(crate) async fn complete(&self, text: Option<String>) -> Result<Option<String>, Problem> {
        variables::complete(&self.context, &self.row, &self.access, text).await
    }

    /// What staff wrote as it goes to the applicant; what is left to fill in is a fault at its place.
    pub(crate) async fn outgoing(&mut self, text: &str, pointer: &str) -> Result<String, Problem> {
        let sent = variables::outgoing(&self.context, &self.row, &self.access, text, pointer);
        match sent.await {
            Err(problem) if !problem.errors.is_empty() => {
                problem
                    .errors
                    .into_iter()
                    .for_each(|fault| self.input.fault(fault));
                Ok(text.to_owned())
            }
            done => done,
        }
    }

    /// Carries a command out and shows the card, or leads the form's sender to it.
    pub(crate) async fn answer(mut self, command: Command, done: &str) -> Answer {
        if let Err(problem) = self.execute(command).await {
            return self.refuse(problem).await;
        }
        if self.input.is_page(&self.context) {
            return self.next(done).await;
        }
        let row = self.now().await?;
        let card = appeal_card::card(&self.context, &row, &self.access).await?;
        with(json(StatusCode::OK, &card)?, "etag", &etag(row.version))
    }

    /// The same for a command on the draft of the answer, which is shown.
    pub(crate) async fn answered(mut self, command: Command, done: &str) -> Answer {
        if let Err(problem) = self.execute(command).await {
            return self.refuse(problem).await;
        }
        if self.input.is_page(&self.context) {
            return self.next(done).await;
        }
        let row = self.now().await?;
        let journal = journal::events(database().await?, &row.id, 0).await?;
        let view = answer::view(&row, &journal, &self.access).await?;
        with(json(StatusCode::OK, &view)?, "etag", &etag(row.version))
    }
}
