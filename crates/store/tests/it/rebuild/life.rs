//! Appeals to which everything happened that can.

use chrono::Duration;
use domain::access::Role;
use domain::decide::{
    AnswerCommand, ConductCommand, FileCommand, NewMessage, ParticipantCommand, Place, TaskCommand,
    Who, WorkCommand,
};
use domain::event::{
    CallOutcome, ConductKind, Decision, Direction, ErasureReason, HiddenFrom, Priority,
    RegisteredAttachment, RegisteredPrivate,
};
use domain::participant::{ParticipantRole, Right};
use domain::{Actor, Command, Deadline, DeadlineClass, Rules, TimerKind};
use store::Native;
use store::keeping::{self, Due};

use crate::objections::act;
use crate::support::*;
use crate::uploads;

const TEXT: &str = "Осмотрели место, составили смету.";

fn text() -> Option<String> {
    Some(TEXT.to_owned())
}

fn file(id: &str) -> RegisteredAttachment {
    RegisteredAttachment {
        id: id.to_owned(),
        media_type: "image/png".to_owned(),
        size_bytes: 4,
        document: None,
    }
}

fn message(direction: Direction, files: &[&str]) -> Command {
    Command::Message(NewMessage {
        direction,
        text: text(),
        attachments: files.iter().map(|id| file(id)).collect(),
        file_names: files
            .iter()
            .map(|id| ((*id).to_owned(), "a.png".to_owned()))
            .collect(),
        then: None,
    })
}

fn draft() -> Command {
    Command::Answer(AnswerCommand::Draft {
        decision: Decision::Approved,
        text: text(),
        template: Some("answer".to_owned()),
        attachments: vec![file("act")],
        file_names: [("act".to_owned(), "акт.png".to_owned())].into(),
    })
}

fn work(command: WorkCommand) -> Command {
    Command::Work(command)
}

/// Files that the appeal will have, before it has them.
async fn upload(fixture: &Fixture) {
    for id in ["photo", "photo-2", "report", "act"] {
        uploads::ready(fixture, id).await;
    }
}

/// Works on an appeal from its registration to its answer, with everybody who can take part.
pub(crate) async fn work_on(fixture: &Fixture, n: usize) {
    upload(fixture).await;
    let of = |role, id: &str| Actor::staff(role, id).unwrap();
    let (operator, colleague) = (of(Role::Operator, "anna"), of(Role::Operator, "boris"));
    let supervisor = of(Role::Supervisor, "vera");
    let (applicant, participant) = (Actor::Applicant, Actor::participant("p1").unwrap());
    let edited = RegisteredPrivate {
        title: "Яма у дома 7".to_owned(),
        text: "Большая яма посреди дороги, объехать нельзя".to_owned(),
        ..RegisteredPrivate::default()
    };
    let participant_done = TaskCommand::Done {
        task: "t1".to_owned(),
        by: Some("p1".to_owned()),
        text: text(),
        attachments: vec![(file("report"), "отчёт.png".to_owned())],
    };
    let task = |name: &str| name.to_owned();
    let steps: Vec<(Command, &Actor)> = vec![
        (
            Command::Claim {
                account: "citizen".to_owned(),
            },
            &applicant,
        ),
        (
            Command::Edit {
                changed: vec!["title".to_owned(), "text".to_owned()],
                private: Box::new(edited),
            },
            &applicant,
        ),
        (
            work(WorkCommand::Assign {
                assignee: Some("boris".to_owned()),
                unit: None,
            }),
            &supervisor,
        ),
        (
            work(WorkCommand::Classify {
                category: "roads.snow".to_owned(),
                class: DeadlineClass::Standard,
                to: None,
            }),
            &colleague,
        ),
        (
            work(WorkCommand::Forward {
                to: Place {
                    agency: "agency.water".to_owned(),
                    unit: Some("pipes".to_owned()),
                },
                reason: text(),
            }),
            &colleague,
        ),
        (
            work(WorkCommand::Prioritise {
                priority: Priority::Urgent,
                reason: text(),
            }),
            &supervisor,
        ),
        (work(WorkCommand::Take), &operator),
        (Command::Extend { reason: text() }, &operator),
        (message(Direction::Note, &[]), &operator),
        (message(Direction::Question, &[]), &operator),
        (message(Direction::Reply, &["photo"]), &applicant),
        (
            Command::File(FileCommand::Version {
                attachment: "photo".to_owned(),
                file: file("photo-2"),
                name: "лучше.png".to_owned(),
            }),
            &applicant,
        ),
        (
            Command::File(FileCommand::Restore {
                attachment: "photo".to_owned(),
                version: 1,
            }),
            &applicant,
        ),
        (
            Command::Participant(ParticipantCommand::Invite {
                participant: "p1".to_owned(),
                role: ParticipantRole::Civic,
                rights: [Right::Dialogue, Right::Reply].into(),
                name: Some("Ольга".to_owned()),
            }),
            &operator,
        ),
        (
            Command::Participant(ParticipantCommand::Accept {
                participant: "p1".to_owned(),
                account: "olga".to_owned(),
                role: Role::Citizen,
                name: Some("Ольга".to_owned()),
            }),
            &participant,
        ),
        (
            Command::Participant(ParticipantCommand::Add {
                participant: "p2".to_owned(),
                role: ParticipantRole::Agency,
                rights: [Right::Notes].into(),
                who: Who::Agency {
                    agency: "agency.housing".to_owned(),
                    unit: None,
                },
            }),
            &operator,
        ),
        (
            Command::Task(TaskCommand::Create {
                task: task("t1"),
                participant: "p1".to_owned(),
                text: text(),
                due_on: None,
            }),
            &operator,
        ),
        (Command::Task(participant_done.clone()), &participant),
        (
            Command::Task(TaskCommand::Return {
                task: task("t1"),
                remarks: text(),
            }),
            &operator,
        ),
        (Command::Task(participant_done), &participant),
        (
            Command::Task(TaskCommand::Confirm { task: task("t1") }),
            &operator,
        ),
        (
            Command::Participant(ParticipantCommand::Remove {
                participant: "p2".to_owned(),
                reason: text(),
                by: None,
            }),
            &operator,
        ),
        (
            Command::Conduct(ConductCommand::Mark {
                mark: "m1".to_owned(),
                conduct: ConductKind::Insult,
                seq: 1,
                hide_from: [HiddenFrom::Participants].into(),
                reason: text(),
            }),
            &operator,
        ),
        (
            Command::Conduct(ConductCommand::Contest {
                mark: "m1".to_owned(),
                text: text(),
            }),
            &applicant,
        ),
        (
            Command::Conduct(ConductCommand::Decide {
                mark: "m1".to_owned(),
                lift: true,
                explanation: text(),
            }),
            &supervisor,
        ),
        (draft(), &operator),
        (Command::Answer(AnswerCommand::Submit), &operator),
        (
            Command::Answer(AnswerCommand::Return { remarks: text() }),
            &supervisor,
        ),
        (draft(), &operator),
        (Command::Answer(AnswerCommand::Submit), &operator),
        (
            Command::Answer(AnswerCommand::Approve {
                version: 2,
                text: TEXT.to_owned(),
                file_names: [("act".to_owned(), "акт.png".to_owned())].into(),
            }),
            &supervisor,
        ),
    ];
    let db = &fixture.db;
    let mut question = event(n, now());
    let class = DeadlineClass::Support;
    question.deadline = Deadline::compute(&Rules::default(), now(), class, question.region);
    let number = try_register(db, &question, now(), None).await.unwrap();
    let mut row = store::appeal(db, number).await.unwrap().unwrap();
    for (minutes, (command, actor)) in (1..).zip(steps) {
        let at = now() + Duration::minutes(minutes);
        row = act(db, &row, command, actor, at).await;
    }
}

/// Nobody works on it: its executor is reminded, its time passes, and what was personal in it is erased.
pub(crate) async fn leave_alone(db: &Native, n: usize) {
    let mut wished = event(n, now());
    wished.call_at = Some(now() + Duration::hours(1));
    let number = try_register(db, &wished, now(), None).await.unwrap();
    let row = store::appeal(db, number).await.unwrap().unwrap();
    let time = Command::Timer(TimerKind::CallBack);
    let at = now() + Duration::hours(2);
    let row = act(db, &row, time, &Actor::System, at).await;
    let missed = Command::Call {
        outcome: CallOutcome::Missed,
        again_at: None,
    };
    let row = act(db, &row, missed, &staff(), at).await;
    let half = Command::Timer(TimerKind::Half);
    let row = act(db, &row, half, &Actor::System, now() + Duration::days(9)).await;
    let overdue = Command::Timer(TimerKind::Overdue);
    let late = row.deadline.due_at + Duration::hours(1);
    let row = act(db, &row, overdue, &Actor::System, late).await;
    let withdraw = Command::Withdraw { comment: None };
    let row = act(db, &row, withdraw, &Actor::Applicant, late).await;
    let due = Due {
        id: row.id.clone(),
        number: row.number,
        version: row.version,
    };
    let at = (late + Duration::days(2000)).timestamp_millis();
    keeping::erase_appeal(db, &due, ErasureReason::TermEnded, &Actor::System, at)
        .await
        .unwrap();
}
