//! The answer: drafted by an executor, approved by a supervisor or returned with remarks.

use chrono::{DateTime, Utc};

use super::work::{leads, may_work};
use super::{AppealState, Draft, DraftStage, Files, Refusal, change, clean, may_move, sign};
use crate::actor::Actor;
use crate::appeal::limits::{MAX_APPEAL_BYTES, MAX_FILES};
use crate::event::{
    AnswerDrafted, AnswerGiven, AnswerReturned, AnswerSubmitted, Decision, Event, FileNames,
    RegisteredAttachment, StatusChanged,
};
use crate::rules::Rules;
use crate::status::Status;

/// What is done with the draft of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerCommand {
    /// Write a version.
    Draft {
        /// What it decides.
        decision: Decision,
        /// The text.
        text: Option<String>,
        /// The template that it began with.
        template: Option<String>,
        /// All files of the answer.
        attachments: Vec<RegisteredAttachment>,
        /// Their names.
        file_names: FileNames,
    },
    /// Give it to a supervisor.
    Submit,
    /// Give it back.
    Return {
        /// What has to be changed.
        remarks: Option<String>,
    },
    /// Approve it, which answers the appeal.
    Approve {
        /// The version whose text was read.
        version: u32,
        /// The text of that version: the journal keeps it sealed, and decisions are made from what is not.
        text: String,
        /// Names of its files.
        file_names: FileNames,
    },
}

pub(super) fn decide(
    state: &AppealState,
    command: AnswerCommand,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    if !may_work(actor) {
        return Err(Refusal::NotYours);
    }
    if state.status != Status::InProgress {
        return Err(Refusal::NotInProgress(state.status));
    }
    match command {
        AnswerCommand::Draft {
            decision,
            text,
            template,
            attachments,
            file_names,
        } => {
            let is_submitted =
                |draft: &Draft| draft.stage == DraftStage::Submitted && !leads(actor);
            if state.answer.draft.as_ref().is_some_and(is_submitted) {
                return Err(Refusal::AnswerSubmitted);
            }
            check_files(&attachments)?;
            Ok(vec![Event::AnswerDrafted(AnswerDrafted {
                version: state.answer.versions.saturating_add(1),
                decision,
                template,
                attachments,
                text: clean(text)?.ok_or(Refusal::TextRequired)?,
                file_names,
            })])
        }
        AnswerCommand::Submit => match draft(state)? {
            draft if draft.stage == DraftStage::Submitted => Ok(Vec::new()),
            draft => Ok(vec![Event::AnswerSubmitted(AnswerSubmitted {
                version: draft.version,
            })]),
        },
        AnswerCommand::Return { remarks } => {
            let draft = draft(state)?;
            if !leads(actor) {
                return Err(Refusal::NotYours);
            }
            if draft.stage != DraftStage::Submitted {
                return Err(Refusal::AnswerNotSubmitted);
            }
            Ok(vec![Event::AnswerReturned(AnswerReturned {
                version: draft.version,
                remarks: clean(remarks)?.ok_or(Refusal::ReasonRequired)?,
            })])
        }
        AnswerCommand::Approve {
            version,
            text,
            file_names,
        } => {
            let draft = draft(state)?;
            let to = draft.decision.status();
            if !leads(actor) || !may_move(actor, state.status, to) {
                return Err(Refusal::NotYours);
            }
            // A supervisor may approve what they wrote themselves; what others still write is not ready.
            if draft.stage != DraftStage::Submitted && draft.author != *actor {
                return Err(Refusal::AnswerNotSubmitted);
            }
            if draft.version != version {
                return Err(Refusal::AnswerChanged);
            }
            let answer = AnswerGiven {
                version: Some(version),
                attachments: draft.attachments.clone(),
                ..sign(state, actor, now)
            };
            let change = change(state, to, Some(text), now, rules);
            Ok(vec![Event::StatusChanged(StatusChanged {
                answer: Some(answer),
                file_names,
                ..change
            })])
        }
    }
}

fn draft(state: &AppealState) -> Result<&Draft, Refusal> {
    state.answer.draft.as_ref().ok_or(Refusal::NoDraft)
}

fn check_files(files: &[RegisteredAttachment]) -> Result<(), Refusal> {
    let all = Files::default().with(files);
    if all.count > MAX_FILES || all.bytes > MAX_APPEAL_BYTES {
        return Err(Refusal::TooManyFiles);
    }
    Ok(())
}
