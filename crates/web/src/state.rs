//! From the journal to what decisions need, and from a decision to the journal.

use axum::http::StatusCode;
use domain::decide::{Command, DraftStage, allowed_moves, decide};
use domain::event::{AnswerDrafted, Audience, Recorded};
use domain::{Actor, AppealState, Effects, Event, Status, Text, Timer};
use store::AppealRow;
use store::journal::{self, Addition, AppendError, Facts};

use crate::capabilities::database;
use crate::{Context, Problem, conditional, configuration, idempotency, present};

/// The state of an appeal, from its journal.
pub async fn load(row: &AppealRow) -> Result<AppealState, Problem> {
    replay(row, &facts(row).await?.events)
}

/// The journal of an appeal without what is sealed.
pub async fn facts(row: &AppealRow) -> Result<Facts, Problem> {
    Ok(journal::facts(database().await?, &row.id).await?)
}

/// The state that a journal which was read already leads to.
pub fn replay(row: &AppealRow, journal: &[Recorded]) -> Result<AppealState, Problem> {
    AppealState::replay(row.number, journal)
        .ok_or_else(|| Problem::internal("a journal that begins with no registration"))
}

/// The moves that somebody can make now.
pub fn allowed(row: &AppealRow, actor: &Actor) -> Vec<Status> {
    allowed_moves(row.status, row.processing_started, actor)
}

/// Decides a command on the appeal as it was read, and writes what follows, with the request's idempotency key.
/// Somebody who was faster wins, and the caller is told.
pub async fn execute(
    context: &Context,
    row: &AppealRow,
    command: Command,
    actor: &Actor,
) -> Result<i64, Problem> {
    execute_after(context, row, &facts(row).await?, command, actor).await
}

/// The same, where the journal was read already.
pub async fn execute_after(
    context: &Context,
    row: &AppealRow,
    facts: &Facts,
    command: Command,
    actor: &Actor,
) -> Result<i64, Problem> {
    let idempotency = idempotency::hashes(context)?;
    let state = replay(row, &facts.events)?;
    if state.version != row.version {
        return Err(conflict(row, actor).await?);
    }
    let configuration = configuration::current(context.now).await?;
    let rules = &configuration.rules;
    let events = decide(&state, command, actor, context.now, rules)?;
    if events.is_empty() || is_so(row, &facts.events, &events).await? {
        return Ok(row.version);
    }
    let effects = Effects::of(state, &events, actor, context.now, rules);
    let (db, at) = (database().await?, context.now.timestamp_millis());
    let addition = Addition {
        appeal: &row.id,
        after: facts,
        actor,
        at,
        effects: &effects,
        idempotency,
    };
    match journal::append(db, &addition, &events).await {
        Ok(version) => Ok(version),
        Err(AppendError::Conflict) => Err(conflict(row, actor).await?),
        Err(AppendError::AttachmentUnavailable) => Err(attachment_unavailable()),
        Err(AppendError::KeyUsed) => Err(idempotency::in_flight()),
        Err(AppendError::Database(error)) => Err(error.into()),
    }
}

/// Whether a rating or a draft of the answer says what the last one says already: to put it once more is no event.
async fn is_so(row: &AppealRow, facts: &[Recorded], events: &[Event]) -> Result<bool, Problem> {
    let [wanted] = events else { return Ok(false) };
    let is_earlier = |entry: &&Recorded| match wanted {
        Event::RatingRevised(_) => {
            matches!(entry.event, Event::RatingGiven(_) | Event::RatingRevised(_))
        }
        // What was given on or given back is written anew, though in the same words.
        Event::AnswerDrafted(_) if row.answer_state == Some(DraftStage::Written) => {
            matches!(entry.event, Event::AnswerDrafted(_))
        }
        _ => false,
    };
    let Some(entry) = facts.iter().rev().find(is_earlier) else {
        return Ok(false);
    };
    let there = journal::event(database().await?, &row.id, entry.seq).await?;
    Ok(match (wanted, there.map(|there| there.event)) {
        (
            Event::RatingRevised(wanted),
            Some(Event::RatingGiven(there) | Event::RatingRevised(there)),
        ) => *wanted == there,
        (Event::AnswerDrafted(wanted), Some(Event::AnswerDrafted(there))) => {
            let version = wanted.version;
            *wanted == AnswerDrafted { version, ..there }
        }
        _ => false,
    })
}

/// What is due later by an appeal's state and the rules of now.
pub async fn timers(context: &Context, row: &AppealRow) -> Result<Vec<Timer>, Problem> {
    let state = load(row).await?;
    Ok(state.timers(&configuration::current(context.now).await?.rules))
}

fn attachment_unavailable() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "attachment_unavailable",
        Text::fixed("Файл недоступен", "A file is not available"),
        Text::fixed(
            "Файл уже приложен к другому обращению или удалён. Загрузите его снова.",
            "The file is with another appeal already or was removed. Upload it again.",
        ),
    )
}

/// Refuses a change that was decided on looking at another version, by `If-Match` or by what a form's page
/// showed, and tells what has happened since.
pub async fn check_match(
    context: &Context,
    row: &AppealRow,
    shown: Option<i64>,
    actor: &Actor,
) -> Result<(), Problem> {
    let is_newest = shown.is_none_or(|version| version == row.version);
    let Err(problem) = conditional::check_match(context, row.version) else {
        return match is_newest {
            true => Ok(()),
            false => Err(told(row, shown.unwrap_or_default(), actor, faster()).await?),
        };
    };
    let given = context.header("if-match").trim().trim_matches('"');
    let seen = given.parse().unwrap_or(row.version);
    Err(told(row, seen, actor, problem).await?)
}

/// Somebody was faster: what they did, and what the caller can do now.
async fn conflict(row: &AppealRow, actor: &Actor) -> Result<Problem, Problem> {
    let now = store::appeal(database().await?, row.number).await?;
    let now = now.ok_or_else(Problem::not_found)?;
    let mut problem = told(&now, row.version, actor, faster()).await?;
    let moves = allowed(&now, actor);
    problem.allowed = Some(moves.iter().map(|status| status.as_str()).collect());
    Ok(problem)
}

fn faster() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "changed_meanwhile",
        Text::fixed("Кто-то успел раньше", "Somebody was faster"),
        Text::fixed(
            "Обращение изменилось, пока вы действовали. Посмотрите, что стало, и повторите.",
            "The appeal changed while you acted. See what became of it and try again.",
        ),
    )
}

/// The problem with what has happened after `seen`, as far as the caller may know it.
async fn told(
    row: &AppealRow,
    seen: i64,
    actor: &Actor,
    mut problem: Problem,
) -> Result<Problem, Problem> {
    let journal = facts(row).await?;
    let is_inside = matches!(actor, Actor::Staff { .. });
    let is_shown = |entry: &&Recorded| {
        entry.seq > seen && (is_inside || entry.event.audience() == Audience::Everyone)
    };
    let news = journal
        .events
        .iter()
        .filter(is_shown)
        .map(|entry| present::label(&entry.event));
    let (ru, en): (Vec<_>, Vec<_>) = news.map(|text| (text.ru, text.en)).unzip();
    if !ru.is_empty() {
        problem.detail = Text::new(
            format!("{} Что произошло: {}.", problem.detail.ru, ru.join("; ")),
            format!("{} What happened: {}.", problem.detail.en, en.join("; ")),
        );
    }
    Ok(problem)
}
