//! After every command what is kept of an appeal is what its journal says, whatever the commands are.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::access::Role;
use domain::appeal::Attached;
use domain::decide::{
    AnswerCommand, ConductCommand, FileCommand, NewMessage, ObjectionCommand, ParticipantCommand,
    Place, TaskCommand, Who, WorkCommand, decide,
};
use domain::event::{
    CallOutcome, ConductKind, Decision, Direction, ErasureReason, Event, HiddenFrom, Priority,
    RegisteredAttachment, RegisteredPrivate,
};
use domain::objection::{ObjectionGround, ObjectionOutcome, ReviewOutcome};
use domain::participant::{ParticipantRole, Right};
use domain::{Actor, AppealNumber, Command, Deadline, DeadlineClass, Rules, Status, TimerKind};
use store::keeping::{self, Due};
use store::{journal, read_model};

use crate::objections::{bench, complain};
use crate::support::*;
use crate::uploads;

/// So many stories at least, and more until everything has happened; most steps of one are refused.
const STORIES: std::ops::Range<u64> = 40..200;
const STEPS: u64 = 200;

/// SplitMix64: the same draws in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        let at = self.below(u64::try_from(all.len()).unwrap());
        all[usize::try_from(at).unwrap()].clone()
    }
}

fn actors(story: u64) -> Vec<Actor> {
    let staff = |role, id: &str| Actor::staff(role, id).unwrap();
    vec![
        Actor::Applicant,
        Actor::System,
        Actor::participant(&format!("p1-{story}")).unwrap(),
        staff(Role::Operator, "anna"),
        staff(Role::Operator, "boris"),
        staff(Role::Supervisor, "vera"),
        staff(Role::Supervisor, "reviewer"),
        staff(Role::Supervisor, "minister"),
    ]
}

fn text() -> Option<String> {
    Some("Осмотрели место, составили смету.".to_owned())
}

/// Any command. What has an id has it in one story only.
fn any(draw: &mut Draw, story: u64, seq: u64, at: DateTime<Utc>) -> Command {
    let named = |id: &str| format!("{id}-{story}");
    let file = |id: &str| RegisteredAttachment {
        id: named(id),
        media_type: "image/png".to_owned(),
        size_bytes: 4,
        document: None,
    };
    let name = |id: &str, name: &str| (named(id), name.to_owned());
    let seq = i64::try_from(1 + draw.below(seq)).unwrap();
    let ordinal = u16::try_from(1 + draw.below(3)).unwrap();
    let score = u8::try_from(1 + draw.below(5)).unwrap();
    let unit = draw.of(&[None, Some("pipes".to_owned())]);
    let flag = draw.below(2) == 0;
    match draw.below(32) {
        0..3 => transition(draw.of(Status::ALL)),
        3 => Command::Withdraw { comment: None },
        4 => complain(score),
        5 => Command::Claim {
            account: draw.of(&["citizen", "olga"]).to_owned(),
        },
        6 => Command::Review {
            outcome: draw.of(ReviewOutcome::ALL),
            explanation: "Проверили на месте.".to_owned(),
        },
        7 | 27 => Command::Edit {
            changed: vec!["title".to_owned()],
            private: Box::new(RegisteredPrivate {
                title: format!("Яма у дома {seq}"),
                text: "Большая яма посреди дороги".to_owned(),
                ..RegisteredPrivate::default()
            }),
        },
        8 => Command::Call {
            outcome: draw.of(CallOutcome::ALL),
            again_at: draw.of(&[None, Some(at + Duration::days(1))]),
        },
        9 => Command::Extend { reason: text() },
        10..13 => Command::Timer(draw.of(TimerKind::ALL)),
        13 => Command::Recount,
        14 | 15 => Command::Work(match draw.below(6) {
            0 => WorkCommand::Take,
            1 => WorkCommand::Assign {
                assignee: draw.of(&[None, Some("boris".to_owned())]),
                unit,
            },
            2 => WorkCommand::Forward {
                to: Place {
                    agency: draw.of(&["agency.water", "agency.roads"]).to_owned(),
                    unit,
                },
                reason: text(),
            },
            3 | 4 => WorkCommand::Classify {
                category: draw.of(&["roads.snow", "roads.surface"]).to_owned(),
                class: draw.of(DeadlineClass::ALL),
                to: flag.then(|| Place {
                    agency: "agency.housing".to_owned(),
                    unit,
                }),
            },
            _ => WorkCommand::Prioritise {
                priority: draw.of(Priority::ALL),
                reason: text(),
            },
        }),
        16 | 17 => {
            let files: &[&str] = draw.of(&[&[][..], &["photo"], &["report"]]);
            Command::Message(NewMessage {
                direction: draw.of(Direction::ALL),
                text: text(),
                attachments: files.iter().map(|id| file(id)).collect(),
                file_names: files.iter().map(|id| name(id, "a.png")).collect(),
                then: None,
            })
        }
        18 | 19 | 28 | 29 => Command::Answer(match draw.below(5) {
            0 | 1 => AnswerCommand::Draft {
                decision: draw.of(Decision::ALL),
                text: text(),
                template: None,
                attachments: vec![file("act")],
                file_names: [name("act", "акт.png")].into(),
            },
            2 => AnswerCommand::Submit,
            3 => AnswerCommand::Return { remarks: text() },
            _ => AnswerCommand::Approve {
                version: u32::from(ordinal),
                text: "Осмотрели место, составили смету.".to_owned(),
                file_names: [name("act", "акт.png")].into(),
            },
        }),
        20 | 26 => Command::File(match flag {
            true => FileCommand::Version {
                attachment: named("photo"),
                file: file("photo-2"),
                name: "лучше.png".to_owned(),
            },
            false => FileCommand::Restore {
                attachment: named("photo"),
                version: u32::from(ordinal),
            },
        }),
        21 | 24 => Command::Participant(match draw.below(8) {
            0 => ParticipantCommand::Invite {
                participant: named(draw.of(&["p1", "p3"])),
                role: draw.of(&[ParticipantRole::Civic, ParticipantRole::Representative]),
                rights: [Right::Dialogue, Right::Reply].into(),
                name: text(),
            },
            1 => ParticipantCommand::Accept {
                participant: named(draw.of(&["p1", "p3"])),
                account: "olga".to_owned(),
                role: Role::Citizen,
                name: text(),
            },
            2..7 => ParticipantCommand::Add {
                participant: named("p2"),
                role: ParticipantRole::Agency,
                rights: [Right::Notes].into(),
                who: Who::Agency {
                    agency: "agency.housing".to_owned(),
                    unit,
                },
            },
            _ => ParticipantCommand::Remove {
                participant: named(draw.of(&["p1", "p2", "p3"])),
                reason: text(),
                by: None,
            },
        }),
        22 | 25 => Command::Task(match draw.below(6) {
            0 => TaskCommand::Create {
                task: named(draw.of(&["t1", "t2"])),
                participant: named(draw.of(&["p1", "p2"])),
                text: text(),
                due_on: None,
            },
            1 | 2 => TaskCommand::Done {
                task: named("t1"),
                by: Some(named(draw.of(&["p1", "p2"]))),
                text: text(),
                attachments: vec![(file("report"), "отчёт.png".to_owned())],
            },
            3 => TaskCommand::Return {
                task: named("t1"),
                remarks: text(),
            },
            _ => TaskCommand::Confirm { task: named("t1") },
        }),
        23 => Command::Conduct(match draw.below(3) {
            0 => ConductCommand::Mark {
                mark: named(draw.of(&["m1", "m2"])),
                conduct: draw.of(ConductKind::ALL),
                seq,
                hide_from: [draw.of(HiddenFrom::ALL)].into(),
                reason: text(),
            },
            1 => ConductCommand::Contest {
                mark: named(draw.of(&["m1", "m2"])),
                text: text(),
            },
            _ => ConductCommand::Decide {
                mark: named(draw.of(&["m1", "m2"])),
                lift: flag,
                explanation: text(),
            },
        }),
        _ => Command::Objection(match draw.below(5) {
            0 => ObjectionCommand::File {
                ground: draw.of(ObjectionGround::ALL),
                text: "Яму так и не заделали, вот снимок.".to_owned(),
                attachments: Attached::default(),
                bench: bench(),
            },
            1 => ObjectionCommand::Assign {
                objection: ordinal,
                reviewer: draw.of(&[None, Some("reviewer".to_owned())]),
                bench: bench(),
            },
            2 => ObjectionCommand::Decide {
                objection: ordinal,
                outcome: draw.of(ObjectionOutcome::ALL),
                explanation: "Проверили на месте.".to_owned(),
            },
            3 => ObjectionCommand::Seek { bench: bench() },
            _ => ObjectionCommand::Escalate {
                instance: None,
                reason: "Ответили не по существу вопроса.".to_owned(),
                attachments: Attached::default(),
                bench: bench(),
            },
        }),
    }
}

/// What has not happened yet; but for what a change of the rules brings about, which do not change here.
fn unseen(seen: &BTreeSet<&str>) -> Vec<&'static str> {
    let rules = ["deadline_recounted", "review_term_recounted"];
    let kinds = Event::KINDS.iter().copied();
    kinds
        .filter(|kind| !seen.contains(kind) && !rules.contains(kind))
        .collect()
}

#[tokio::test]
async fn after_every_command_the_kept_rows_are_those_of_the_journal() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut draw = Draw(7);
    let rules = Rules::default();
    let mut stories = 0;
    while stories < STORIES.start || (stories < STORIES.end && !unseen(&seen).is_empty()) {
        let story = stories;
        stories += 1;
        for id in ["photo", "photo-2", "report", "act"] {
            uploads::ready(&fixture, &format!("{id}-{story}")).await;
        }
        let mut at = now() + Duration::days(i64::try_from(draw.below(300)).unwrap());
        let mut first = event(usize::try_from(story).unwrap(), at);
        let class = draw.of(DeadlineClass::ALL);
        first.deadline = Deadline::compute(&rules, at, class, first.region);
        first.call_at = draw.of(&[None, Some(at + Duration::hours(3))]);
        first.urgency = None;
        let number = try_register(db, &first, at, None).await.unwrap();
        let mut kinds = vec!["appeal_registered"];
        for step in 0..STEPS {
            let row = store::appeal(db, number).await.unwrap().unwrap();
            let facts = journal::facts(db, &row.id).await.unwrap();
            let state = facts.state(number).unwrap();
            at += Duration::minutes(i64::try_from(draw.below(4_000)).unwrap());
            let command = any(&mut draw, story, u64::try_from(row.version).unwrap(), at);
            let actor = draw.of(&actors(story));
            let Ok(events) = decide(&state, command.clone(), &actor, at, &rules) else {
                continue;
            };
            let done = crate::support::command(db, &row, command.clone(), &actor, at).await;
            done.unwrap();
            kinds.extend(events.iter().map(Event::kind));
            let differences = read_model::differences(db, &row.id, number).await.unwrap();
            assert_eq!(differences, [], "{story}.{step}: {command:?} by {actor}");
        }
        if draw.below(3) == 0 {
            erase(&fixture, number, at).await;
            kinds.push("personal_data_erased");
        }
        seen.extend(kinds);
    }
    assert_eq!(unseen(&seen), [""; 0]);
    let rebuilt = read_model::rebuild(db).await.unwrap();
    assert_eq!((rebuilt.appeals, rebuilt.differences), (stories, vec![]));
}

async fn erase(fixture: &Fixture, number: AppealNumber, at: DateTime<Utc>) {
    let row = store::appeal(&fixture.db, number).await.unwrap().unwrap();
    let due = Due {
        id: row.id.clone(),
        number,
        version: row.version,
    };
    let at = (at + Duration::days(2000)).timestamp_millis();
    keeping::erase_appeal(
        &fixture.db,
        &due,
        ErasureReason::TermEnded,
        &Actor::System,
        at,
    )
    .await
    .unwrap();
    let differences = read_model::differences(&fixture.db, &row.id, number).await;
    assert_eq!(differences.unwrap(), [], "erased");
}
