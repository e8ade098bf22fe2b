//! Participants, tasks, versions of files, edits and conduct, as a journal grows.

use super::*;
use crate::event::{Audience, ConductKind, Direction, HiddenFrom};
use crate::participant::{ParticipantRole, Right, Rights};

/// An appeal with its journal: what is decided becomes its state.
struct Case(AppealState);

impl Case {
    fn new(status: Status) -> Self {
        let mut registered = registration(status);
        registered.attachments = vec![file("photo")];
        registered.account = Some("anna".into());
        let number = AppealNumber::new(2026, 1).unwrap();
        let at = registered.deadline.started_at;
        Case(AppealState::registered(
            number,
            &registered,
            &Actor::Applicant,
            at,
        ))
    }

    fn try_do(&mut self, by: &Actor, command: Command) -> Result<Vec<&'static str>, &'static str> {
        let events = decide(&self.0, command, by, now());
        let events = events.map_err(|refusal| refusal.code())?;
        for event in &events {
            self.0.apply(event, by, now());
        }
        Ok(events.iter().map(Event::kind).collect())
    }

    #[track_caller]
    fn does(&mut self, by: &Actor, command: Command, kinds: &[&str]) {
        let done = self.try_do(by, command);
        assert_eq!(done.as_deref(), Ok(kinds));
    }

    #[track_caller]
    fn refuses(&mut self, by: &Actor, command: Command, code: &str) {
        let before = self.0.clone();
        assert_eq!(self.try_do(by, command), Err(code));
        assert_eq!(self.0, before);
    }
}

fn file(id: &str) -> crate::event::RegisteredAttachment {
    crate::event::RegisteredAttachment {
        id: id.into(),
        media_type: "image/png".into(),
        size_bytes: 7,
        document: None,
    }
}

fn somebody(role: Role, id: &str) -> Actor {
    Actor::staff(role, id).unwrap()
}

fn operator() -> Actor {
    somebody(Role::Operator, "olga")
}

fn participant(id: &str) -> Actor {
    Actor::participant(id).unwrap()
}

fn invite(id: &str, role: ParticipantRole, rights: &[Right]) -> Command {
    Command::Participant(ParticipantCommand::Invite {
        participant: id.into(),
        role,
        rights: rights.iter().copied().collect::<Rights>(),
        name: Some("  Мария  ".into()),
    })
}

fn accept(id: &str, account: &str, role: Role) -> Command {
    Command::Participant(ParticipantCommand::Accept {
        participant: id.into(),
        account: account.into(),
        role,
        name: None,
    })
}

/// An appeal in which Maria takes part with the id `p` and these rights.
#[track_caller]
fn with_guest(status: Status, role: ParticipantRole, rights: &[Right]) -> Case {
    let mut case = Case::new(status);
    case.does(
        &Actor::Applicant,
        invite("p", role, rights),
        &["participant_invited"],
    );
    case.does(
        &participant("p"),
        accept("p", "maria", Role::Citizen),
        &["participant_added"],
    );
    case
}

fn write(direction: Direction, files: &[&str]) -> Command {
    Command::Message(NewMessage {
        direction,
        text: Some("Вот что известно".into()),
        attachments: files.iter().map(|id| file(id)).collect(),
        file_names: Default::default(),
        then: None,
    })
}

fn remove(id: &str, by: Option<&str>) -> Command {
    Command::Participant(ParticipantCommand::Remove {
        participant: id.into(),
        reason: None,
        by: by.map(str::to_owned),
    })
}

fn add(id: &str, role: ParticipantRole, who: Who) -> Command {
    Command::Participant(ParticipantCommand::Add {
        participant: id.into(),
        role,
        rights: role.most(false).iter().copied().collect(),
        who,
    })
}

fn account(id: &str, role: Role) -> Who {
    Who::Account {
        account: id.into(),
        role,
    }
}

fn task(id: &str, to: &str) -> Command {
    Command::Task(TaskCommand::Create {
        task: id.into(),
        participant: to.into(),
        text: Some("Осмотрите место".into()),
        due_on: None,
    })
}

fn report(id: &str, by: Option<&str>) -> Command {
    Command::Task(TaskCommand::Done {
        task: id.into(),
        by: by.map(str::to_owned),
        text: Some("Осмотрено".into()),
        attachments: vec![(file("report"), "отчёт.pdf".into())],
    })
}

#[test]
fn an_invitation_is_accepted_once_by_an_account_that_fits() {
    let mut case = Case::new(Status::InProgress);
    let role = ParticipantRole::Representative;
    let applicant = Actor::Applicant;
    case.does(
        &applicant,
        invite("p", role, &[Right::Dialogue]),
        &["participant_invited"],
    );
    let guest = participant("p");
    case.refuses(
        &guest,
        accept("p", "olga", Role::Operator),
        "role_does_not_fit",
    );
    case.refuses(
        &guest,
        accept("p", "anna", Role::Citizen),
        "takes_part_already",
    );
    case.refuses(
        &guest,
        accept("q", "maria", Role::Citizen),
        "invitation_gone",
    );
    case.does(
        &guest,
        accept("p", "maria", Role::Citizen),
        &["participant_added"],
    );
    case.refuses(
        &guest,
        accept("p", "boris", Role::Citizen),
        "invitation_gone",
    );
    case.does(&applicant, invite("r", role, &[]), &["participant_invited"]);
    case.refuses(
        &guest,
        accept("r", "maria", Role::Citizen),
        "takes_part_already",
    );
}

#[test]
fn nobody_brings_in_whom_they_may_not() {
    let mut case = Case::new(Status::InProgress);
    let civic = ParticipantRole::Civic;
    case.refuses(
        &operator(),
        invite("p", civic, &[Right::Personal]),
        "right_not_given",
    );
    case.does(
        &Actor::Applicant,
        invite("p", civic, &[Right::Personal]),
        &["participant_invited"],
    );
    let expert = invite("q", ParticipantRole::Expert, &[]);
    case.refuses(&Actor::Applicant, expert.clone(), "not_yours");
    case.refuses(&participant("p"), invite("q", civic, &[]), "not_yours");
    case.does(&operator(), expert, &["participant_invited"]);
    let wrong = add(
        "r",
        ParticipantRole::Expert,
        account("ivan", Role::Operator),
    );
    case.refuses(&operator(), wrong, "role_does_not_fit");
    let mut ended = Case::new(Status::Cancelled);
    ended.refuses(&Actor::Applicant, invite("p", civic, &[]), "appeal_ended");
}

#[test]
fn there_is_an_end_to_participants() {
    let mut case = Case::new(Status::InProgress);
    for n in 0..20 {
        let command = invite(&format!("p{n}"), ParticipantRole::Civic, &[]);
        case.does(&operator(), command, &["participant_invited"]);
    }
    let one_more = invite("p20", ParticipantRole::Civic, &[]);
    case.refuses(&operator(), one_more.clone(), "participants_count");
    case.does(&operator(), remove("p0", None), &["participant_removed"]);
    case.does(&operator(), one_more, &["participant_invited"]);
}

#[test]
fn the_applicant_removes_whom_they_invited_and_a_participant_leaves() {
    let mut case = Case::new(Status::InProgress);
    case.does(
        &operator(),
        invite("p", ParticipantRole::Civic, &[]),
        &["participant_invited"],
    );
    case.refuses(&Actor::Applicant, remove("p", None), "not_yours");
    case.does(
        &participant("p"),
        accept("p", "maria", Role::Citizen),
        &["participant_added"],
    );
    case.refuses(&participant("q"), remove("p", Some("q")), "not_yours");
    case.does(
        &participant("p"),
        remove("p", Some("p")),
        &["participant_removed"],
    );
    case.refuses(&operator(), remove("p", None), "participant_unknown");
    let own = invite("r", ParticipantRole::Representative, &[]);
    case.does(&Actor::Applicant, own, &["participant_invited"]);
    case.does(
        &Actor::Applicant,
        remove("r", None),
        &["participant_removed"],
    );
}

#[test]
fn a_task_is_done_by_whom_it_was_given_and_confirmed_or_returned() {
    let mut case = Case::new(Status::InProgress);
    let expert = add("p", ParticipantRole::Expert, account("ivan", Role::Expert));
    case.does(&operator(), expert, &["participant_added"]);
    let ivan = somebody(Role::Expert, "ivan");
    let confirm = || Command::Task(TaskCommand::Confirm { task: "t".into() });
    let send_back = |remarks: &str| {
        Command::Task(TaskCommand::Return {
            task: "t".into(),
            remarks: Some(remarks.into()),
        })
    };
    case.refuses(&operator(), task("t", "q"), "participant_unknown");
    case.refuses(&Actor::Applicant, task("t", "p"), "not_yours");
    case.does(&operator(), task("t", "p"), &["task_created"]);
    case.refuses(&operator(), confirm(), "task_elsewhere");
    case.refuses(&operator(), report("t", None), "not_yours");
    case.refuses(&participant("q"), report("t", Some("q")), "not_yours");
    case.does(&ivan, report("t", Some("p")), &["task_done"]);
    case.refuses(&ivan, report("t", Some("p")), "task_elsewhere");
    case.refuses(&operator(), send_back(" "), "text_required");
    case.does(&operator(), send_back("Нет фотографии"), &["task_returned"]);
    case.does(&ivan, report("t", Some("p")), &["task_done"]);
    case.does(&operator(), confirm(), &["task_confirmed"]);
    case.refuses(&operator(), send_back("Поздно"), "task_elsewhere");
}

#[test]
fn tasks_go_with_their_participant() {
    let mut case = Case::new(Status::InProgress);
    let expert = add("p", ParticipantRole::Expert, account("ivan", Role::Expert));
    case.does(&operator(), expert, &["participant_added"]);
    case.does(&operator(), task("t", "p"), &["task_created"]);
    case.does(&operator(), remove("p", None), &["participant_removed"]);
    case.refuses(&participant("p"), report("t", Some("p")), "task_elsewhere");
    assert_eq!(case.0.people.tasks["t"].progress, Progress::Dropped);
}

fn version(attachment: &str, new: &str) -> Command {
    Command::File(FileCommand::Version {
        attachment: attachment.into(),
        file: file(new),
        name: "фото.png".into(),
    })
}

fn restore(attachment: &str, version: u32) -> Command {
    Command::File(FileCommand::Restore {
        attachment: attachment.into(),
        version,
    })
}

#[test]
fn each_side_keeps_versions_of_its_own_files() {
    let mut case = Case::new(Status::InProgress);
    let applicant = Actor::Applicant;
    case.refuses(&operator(), version("photo", "v2"), "not_yours");
    case.refuses(&applicant, version("other", "v2"), "file_unknown");
    case.does(
        &applicant,
        version("photo", "v2"),
        &["attachment_versioned"],
    );
    assert_eq!(case.0.content.files["photo"].current, 2);
    // A version is no file of its own.
    case.refuses(&applicant, version("v2", "v3"), "file_unknown");
    case.does(&applicant, restore("photo", 1), &["attachment_restored"]);
    case.does(&applicant, restore("photo", 1), &[]);
    case.refuses(&applicant, restore("photo", 3), "version_unknown");
    case.refuses(&applicant, restore("photo", 0), "version_unknown");
    for n in 3..=10 {
        let next = version("photo", &format!("v{n}"));
        case.does(&applicant, next, &["attachment_versioned"]);
    }
    case.refuses(&applicant, version("photo", "v11"), "versions_count");
    let mut ended = Case::new(Status::Closed);
    ended.refuses(&applicant, version("photo", "v2"), "appeal_ended");
}

#[test]
fn a_participant_replaces_their_own_file_and_what_staff_alone_see_stays_so() {
    let rights = [Right::Dialogue, Right::Reply];
    let mut case = with_guest(Status::InProgress, ParticipantRole::Civic, &rights);
    let guest = participant("p");
    case.refuses(&guest, version("photo", "v2"), "not_yours");
    case.does(
        &guest,
        write(Direction::Reply, &["plan"]),
        &["message_written"],
    );
    case.does(
        &operator(),
        write(Direction::Note, &["memo"]),
        &["message_written"],
    );
    for (by, attachment) in [
        (&Actor::Applicant, "plan"),
        (&operator(), "plan"),
        (&guest, "memo"),
    ] {
        case.refuses(by, version(attachment, "v2"), "not_yours");
    }
    for (by, attachment, audience) in [
        (&guest, "plan", Audience::Everyone),
        (&operator(), "memo", Audience::Staff),
    ] {
        for command in [version(attachment, "v2"), restore(attachment, 1)] {
            let events = decide(&case.0, command, by, now()).unwrap();
            assert_eq!(events[0].audience(), audience, "{attachment}");
            case.0.apply(&events[0], by, now());
        }
    }
    case.does(
        &Actor::Applicant,
        remove("p", None),
        &["participant_removed"],
    );
    case.refuses(&guest, restore("plan", 2), "not_yours");
}

#[test]
fn the_applicant_edits_until_somebody_works_on_it() {
    let edit = |changed: &[&str]| Command::Edit {
        changed: changed.iter().map(|name| (*name).to_owned()).collect(),
        private: Box::default(),
    };
    let mut case = Case::new(Status::Created);
    case.refuses(&operator(), edit(&["title"]), "not_yours");
    case.does(&Actor::Applicant, edit(&[]), &[]);
    for _ in 0..20 {
        case.does(&Actor::Applicant, edit(&["title"]), &["text_edited"]);
    }
    case.refuses(&Actor::Applicant, edit(&["title"]), "versions_count");
    let mut begun = Case::new(Status::InProgress);
    begun.refuses(&Actor::Applicant, edit(&["title"]), "editing_ended");
}

fn mark(id: &str, seq: i64, hide_from: &[HiddenFrom]) -> Command {
    Command::Conduct(ConductCommand::Mark {
        mark: id.into(),
        conduct: ConductKind::Insult,
        seq,
        hide_from: hide_from.iter().copied().collect(),
        reason: Some("Оскорбляет исполнителя".into()),
    })
}

fn contest(id: &str) -> Command {
    Command::Conduct(ConductCommand::Contest {
        mark: id.into(),
        text: Some("Это цитата".into()),
    })
}

fn settle(id: &str, lift: bool) -> Command {
    Command::Conduct(ConductCommand::Decide {
        mark: id.into(),
        lift,
        explanation: Some("Проверено".into()),
    })
}

#[test]
fn a_mark_hides_and_a_supervisor_lifts_it() {
    let mut case = Case::new(Status::InProgress);
    let (chief, other) = (
        somebody(Role::Supervisor, "elena"),
        somebody(Role::Supervisor, "pavel"),
    );
    case.refuses(&Actor::Applicant, mark("m", 1, &[]), "not_yours");
    case.refuses(&chief, mark("m", 2, &[]), "entry_unknown");
    case.refuses(&chief, mark("m", 0, &[]), "entry_unknown");
    let hidden = mark("m", 1, &[HiddenFrom::Staff]);
    case.does(&chief, hidden, &["conduct_marked", "content_hidden"]);
    case.refuses(&chief, mark("n", 1, &[]), "marked_already");
    case.does(&Actor::Applicant, contest("m"), &["conduct_appealed"]);
    case.refuses(&Actor::Applicant, contest("m"), "contested_already");
    case.refuses(&operator(), settle("m", true), "not_yours");
    case.refuses(&chief, settle("m", false), "own_decision");
    case.does(
        &other,
        settle("m", true),
        &["content_shown", "conduct_lifted"],
    );
    case.refuses(&other, settle("m", true), "contested_already");
    assert!(case.0.content.hidden.is_empty());
    // A text that was marked by mistake can be marked again.
    case.does(&operator(), mark("n", 1, &[]), &["conduct_marked"]);
    case.does(&other, settle("n", false), &["conduct_lifted"]);
    case.refuses(&Actor::Applicant, contest("n"), "contested_already");
}

#[test]
fn a_participant_contests_what_was_said_of_their_own_words() {
    let rights = [Right::Dialogue, Right::Reply];
    let mut case = with_guest(Status::InProgress, ParticipantRole::Civic, &rights);
    let guest = participant("p");
    case.does(&guest, write(Direction::Reply, &[]), &["message_written"]);
    let theirs = case.0.version;
    case.does(
        &operator(),
        write(Direction::Question, &[]),
        &["message_written", "status_changed"],
    );
    let of_staff = theirs + 1;
    case.does(
        &operator(),
        mark("m", theirs, &[HiddenFrom::Applicant]),
        &["conduct_marked", "content_hidden"],
    );
    case.does(&operator(), mark("n", 1, &[]), &["conduct_marked"]);
    case.does(&operator(), mark("o", of_staff, &[]), &["conduct_marked"]);
    for (by, id) in [
        (&guest, "n"),
        (&guest, "o"),
        (&participant("q"), "m"),
        (&Actor::Applicant, "o"),
        (&operator(), "m"),
    ] {
        case.refuses(by, contest(id), "not_yours");
    }
    case.does(&guest, contest("m"), &["conduct_appealed"]);
    // The applicant answers for the whole of their appeal.
    case.does(&Actor::Applicant, contest("n"), &["conduct_appealed"]);
    let other = somebody(Role::Supervisor, "pavel");
    case.does(&other, settle("m", false), &["conduct_lifted"]);
    assert!(case.0.content.hidden.contains_key(&theirs), "it stands");
}

#[test]
fn a_representative_replies_for_the_applicant_and_an_organisation_only_writes() {
    let reply = || {
        Command::Message(NewMessage {
            direction: Direction::Reply,
            text: Some("Адрес: Ленина, 5".into()),
            attachments: Vec::new(),
            file_names: Default::default(),
            then: None,
        })
    };
    for (role, kinds) in [
        (
            ParticipantRole::Representative,
            &["message_written", "status_changed"][..],
        ),
        (ParticipantRole::Civic, &["message_written"][..]),
    ] {
        let mut case = Case::new(Status::AwaitingReply);
        let rights = [Right::Dialogue, Right::Reply];
        case.does(
            &operator(),
            invite("p", role, &rights),
            &["participant_invited"],
        );
        case.refuses(&participant("p"), reply(), "not_yours");
        case.does(
            &participant("p"),
            accept("p", "maria", Role::Citizen),
            &["participant_added"],
        );
        case.does(&participant("p"), reply(), kinds);
    }
    let mut case = Case::new(Status::AwaitingReply);
    let mute = invite("p", ParticipantRole::Civic, &[Right::Dialogue]);
    case.does(&operator(), mute, &["participant_invited"]);
    case.does(
        &participant("p"),
        accept("p", "maria", Role::Citizen),
        &["participant_added"],
    );
    case.refuses(&participant("p"), reply(), "not_yours");
}
