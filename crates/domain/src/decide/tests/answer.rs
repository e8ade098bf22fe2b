use super::*;
use crate::event::{Decision, Direction, RegisteredAttachment};

fn file(id: &str, size_bytes: u64) -> RegisteredAttachment {
    RegisteredAttachment {
        id: id.into(),
        media_type: "application/pdf".into(),
        size_bytes,
        document: None,
    }
}

fn message(direction: Direction, text: &str, files: Vec<RegisteredAttachment>) -> Command {
    Command::Message(NewMessage {
        direction,
        text: Some(text.into()),
        attachments: files,
        file_names: FileNames::new(),
        then: None,
    })
}

fn draft(decision: Decision) -> Command {
    Command::Answer(AnswerCommand::Draft {
        decision,
        text: Some("Яма заделана".into()),
        template: None,
        attachments: vec![file("u1", 5)],
        file_names: [("u1".into(), "акт.pdf".into())].into(),
    })
}

fn approve(version: u32) -> Command {
    Command::Answer(AnswerCommand::Approve {
        version,
        text: "Яма заделана".into(),
        file_names: FileNames::new(),
    })
}

fn give_back(remarks: &str) -> Command {
    Command::Answer(AnswerCommand::Return {
        remarks: Some(remarks.into()),
    })
}

const SUBMIT: Command = Command::Answer(AnswerCommand::Submit);

#[track_caller]
fn after(state: &AppealState, command: Command, actor: &Actor) -> AppealState {
    let events = decide(state, command, actor, now()).unwrap();
    let mut state = state.clone();
    events
        .iter()
        .for_each(|event| state.apply(event, actor, now()));
    state
}

fn executor() -> Actor {
    as_role(Role::Operator)
}

fn lead() -> Actor {
    Actor::staff(Role::Supervisor, "vera").unwrap()
}

#[test]
fn a_question_stops_the_clock_and_a_reply_sets_it_going() {
    use Direction::*;
    let asked = after(
        &appeal(Status::InProgress),
        message(Question, "Где?", Vec::new()),
        &executor(),
    );
    assert_eq!(asked.status, Status::AwaitingReply);
    assert!(asked.deadline.is_paused() && asked.dialogue.asked_at.is_some());
    // Nobody replied: the same question once more changes nothing else.
    let again = decide(
        &asked,
        message(Question, "Так где же?", Vec::new()),
        &executor(),
        now(),
    );
    let [Event::MessageWritten(written)] = again.as_deref().unwrap() else {
        panic!("{again:?}")
    };
    assert!(written.again);
    let replied = after(
        &asked,
        message(Reply, "Тут", vec![file("f", 7)]),
        &Actor::Applicant,
    );
    assert_eq!(replied.status, Status::InProgress);
    assert!(!replied.deadline.is_paused() && replied.dialogue.asked_at.is_none());
    assert_eq!(replied.dialogue.from_applicant.bytes, 7);
    // By telephone, entered by an operator.
    let entered = after(&asked, message(Reply, "Тут", Vec::new()), &executor());
    assert_eq!(entered.status, Status::InProgress);
    // What nobody has begun lacks something.
    let lacking = after(
        &appeal(Status::Created),
        message(Question, "Чей дом?", Vec::new()),
        &executor(),
    );
    assert_eq!(lacking.status, Status::ClarificationRequired);
    // More of the applicant's own accord moves nothing.
    let more = after(
        &appeal(Status::InProgress),
        message(Reply, "Ещё фото", Vec::new()),
        &Actor::Applicant,
    );
    assert_eq!(more.status, Status::InProgress);
}

#[test]
fn a_message_has_words_and_limits_and_its_own_author() {
    use Direction::*;
    let working = appeal(Status::InProgress);
    for direction in [Question, Note] {
        refused(
            &working,
            message(direction, " ", vec![file("f", 1)]),
            &executor(),
            "text_required",
        );
        refused(
            &working,
            message(direction, "Да", Vec::new()),
            &Actor::Applicant,
            "not_yours",
        );
    }
    refused(
        &working,
        message(Reply, "", Vec::new()),
        &Actor::Applicant,
        "text_required",
    );
    let files = after(
        &working,
        message(Reply, "", vec![file("f", 1)]),
        &Actor::Applicant,
    );
    let many = (0..20).map(|n| file(&n.to_string(), 1)).collect();
    refused(
        &files,
        message(Reply, "", many),
        &Actor::Applicant,
        "attachments_limit",
    );
    refused(
        &files,
        message(Reply, "", vec![file("g", 30 * 1024 * 1024)]),
        &Actor::Applicant,
        "attachments_limit",
    );
    for role in [Role::Observer, Role::Administrator] {
        refused(
            &working,
            message(Note, "Да", Vec::new()),
            &as_role(role),
            "not_yours",
        );
    }
    for status in Status::ALL.iter().filter(|status| !status.is_open()) {
        let state = appeal(*status);
        refused(
            &state,
            message(Question, "Где?", Vec::new()),
            &executor(),
            "not_open",
        );
        refused(
            &state,
            message(Reply, "Тут", Vec::new()),
            &Actor::Applicant,
            "not_open",
        );
        let noted = after(&state, message(Note, "Позвонить", Vec::new()), &executor());
        assert_eq!(noted.status, *status);
    }
}

#[test]
fn a_question_leads_only_where_the_statuses_allow() {
    let ask = |then| {
        Command::Message(NewMessage {
            direction: Direction::Question,
            text: Some("Где?".into()),
            attachments: Vec::new(),
            file_names: FileNames::new(),
            then: Some(then),
        })
    };
    let lacking = after(
        &appeal(Status::InProgress),
        ask(Status::ClarificationRequired),
        &executor(),
    );
    assert_eq!(lacking.status, Status::ClarificationRequired);
    for (from, then) in [
        (Status::Created, Status::AwaitingReply),
        (Status::InProgress, Status::Approved),
        (Status::AwaitingReply, Status::ClarificationRequired),
    ] {
        refused(&appeal(from), ask(then), &executor(), "move_not_allowed");
    }
}

#[test]
fn an_answer_is_drafted_submitted_returned_and_approved() {
    let working = appeal(Status::InProgress);
    let drafted = after(&working, draft(Decision::Approved), &executor());
    refused(&drafted, approve(1), &lead(), "answer_not_submitted");
    let submitted = after(&drafted, SUBMIT, &executor());
    assert_eq!(
        decide(&submitted, SUBMIT, &executor(), now()),
        Ok(Vec::new())
    );
    refused(
        &submitted,
        draft(Decision::Approved),
        &executor(),
        "answer_submitted",
    );
    refused(&submitted, give_back(" "), &lead(), "reason_required");
    refused(&submitted, give_back("Нет"), &executor(), "not_yours");
    refused(&submitted, approve(1), &executor(), "not_yours");
    let returned = after(&submitted, give_back("Назовите дату"), &lead());
    refused(&returned, approve(1), &lead(), "answer_not_submitted");
    refused(&returned, give_back("Ещё"), &lead(), "answer_not_submitted");
    let second = after(&returned, draft(Decision::Rejected), &executor());
    let second = after(&second, SUBMIT, &executor());
    refused(&second, approve(1), &lead(), "answer_changed");

    let events = decide(&second, approve(2), &lead(), now()).unwrap();
    let [Event::StatusChanged(change)] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!(change.to, Status::Rejected);
    let answer = change.answer.as_ref().unwrap();
    assert_eq!(answer.number, format!("{}/1", second.number));
    assert_eq!(answer.date.to_string(), "2026-06-03");
    assert_eq!(answer.signatory.as_deref(), Some("vera"));
    assert_eq!(answer.version, Some(2));
    assert_eq!(answer.attachments, [file("u1", 5)]);
    assert_eq!(change.comment.as_deref(), Some("Яма заделана"));

    let answered = after(&second, approve(2), &lead());
    assert_eq!(answered.answer.draft, None);
    let last = answered.answer.last.clone().unwrap();
    assert_eq!(last.executor.as_deref(), Some("a.petrova"));
    // Reopened, it is answered anew, under the next number.
    let reopened = after(&answered, to(Status::InProgress), &lead());
    refused(&reopened, approve(2), &lead(), "no_draft");
    let third = after(&reopened, draft(Decision::Approved), &lead());
    assert_eq!(third.answer.draft.as_ref().unwrap().version, 3);
    let events = decide(&third, approve(3), &lead(), now()).unwrap();
    let [Event::StatusChanged(change)] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert!(change.answer.as_ref().unwrap().number.ends_with("/2"));
}

#[test]
fn an_answer_is_written_by_those_who_work_while_it_is_in_progress() {
    for status in Status::ALL {
        if *status != Status::InProgress {
            for command in [draft(Decision::Approved), SUBMIT, approve(1)] {
                refused(&appeal(*status), command, &lead(), "not_in_progress");
            }
        }
    }
    let working = appeal(Status::InProgress);
    for actor in [
        Actor::Applicant,
        as_role(Role::Observer),
        as_role(Role::Administrator),
    ] {
        refused(&working, draft(Decision::Approved), &actor, "not_yours");
    }
    for command in [SUBMIT, approve(1), give_back("Нет")] {
        refused(&working, command, &lead(), "no_draft");
    }
    // An answer without a draft has its number too.
    let events = decide(&working, to(Status::Approved), &lead(), now()).unwrap();
    let [Event::StatusChanged(change)] = events.as_slice() else {
        panic!("{events:?}")
    };
    let answer = change.answer.as_ref().unwrap();
    assert_eq!(
        (answer.version, answer.signatory.as_deref()),
        (None, Some("vera"))
    );
}
