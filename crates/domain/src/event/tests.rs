use chrono::{DateTime, Utc};
use serde_json::json;

use super::*;
use crate::appeal::{AnswerBy, RepresentedKind, RepresentedRecord};
use crate::appeal_type::AppealType;
use crate::applicant::ApplicantRecord;
use crate::deadline::DeadlineClass;
use crate::number::AppealNumber;
use crate::objection::{
    Instance, ObjectionGround, ObjectionNumber, ObjectionOutcome, ReviewOutcome,
};
use crate::participant::{ParticipantRole, Right, Rights};
use crate::region::Region;
use crate::rules::Rules;
use crate::status::Status;

fn now() -> DateTime<Utc> {
    "2026-05-07T11:05:00Z".parse().unwrap()
}

fn deadline() -> Deadline {
    Deadline::compute(
        &Rules::default(),
        now(),
        DeadlineClass::Standard,
        Region::parse("62").unwrap(),
    )
}

fn registered() -> AppealRegistered {
    AppealRegistered {
        appeal_type: AppealType::Complaint,
        category: "roads.surface".into(),
        region: Region::parse("62").unwrap(),
        agency: "road_agency".into(),
        channel: Channel::Web,
        on_behalf_of: Some(RepresentedKind::Company),
        anonymous: false,
        status: Status::Created,
        missing_documents: Vec::new(),
        deadline: deadline(),
        answer_by: vec![AnswerBy::Cabinet, AnswerBy::Email],
        call_at: None,
        lang: crate::Lang::default(),
        attachments: vec![RegisteredAttachment {
            id: "u1".into(),
            media_type: "image/jpeg".into(),
            size_bytes: 1234,
            document: Some("photo".into()),
        }],
        repeat_of: AppealNumber::new(2026, 7).ok(),
        account: None,
        unit: None,
        assignee: Some("a.petrova".into()),
        rule: None,
        suggested: Vec::new(),
        urgency: None,
        private: Some(Box::new(RegisteredPrivate {
            title: "Яма у дома Иванова".into(),
            text: "Текст Иванова".into(),
            applicant: Some(ApplicantRecord {
                last_name: "Иванова".into(),
                phone: Some("+79123456789".into()),
                ..ApplicantRecord::default()
            }),
            on_behalf_of: Some(RepresentedRecord {
                kind: RepresentedKind::Company,
                name: "ООО «Иванов и сыновья»".into(),
                inn: Some("7707083893".into()),
            }),
            fields: [("address".into(), "ул. Иванова, 5".into())].into(),
            file_names: [("u1".into(), "Иванова.jpg".into())].into(),
        })),
    }
}

fn every_kind() -> Vec<Event> {
    let rating = RatingGiven {
        score: 5,
        category: Some(RatingCategory::Service),
        review_by: None,
        review_provisional: false,
        by: RatedBy::Applicant,
        comment: Some("Спасибо Иванову".into()),
    };
    let changed = StatusChanged {
        from: Status::Created,
        to: Status::InProgress,
        deadline: deadline(),
        answer: Some(AnswerGiven {
            number: "2026-0000001-5/1".into(),
            date: now().date_naive(),
            signatory: Some("a.petrova".into()),
            version: Some(2),
            attachments: registered().attachments,
        }),
        comment: Some("Взял Иванов".into()),
        file_names: names(),
    };
    vec![
        Event::AppealRegistered(registered()),
        Event::StatusChanged(changed),
        Event::RatingGiven(rating.clone()),
        Event::RatingRevised(rating),
        Event::DeadlinePassed(DeadlinePassed { due_at: now() }),
        Event::AppealClaimed(AppealClaimed {
            account: "0197f3c2-7d1e-7000-8000-5c6f0d6b1f11".into(),
        }),
        Event::PersonalDataErased(PersonalDataErased {
            reason: ErasureReason::TermEnded,
        }),
        Event::Assigned(Assigned {
            assignee: Some("a.petrova".into()),
            unit: Some("north".into()),
            how: AssignedHow::HandedOver,
        }),
        Event::Forwarded(Forwarded {
            from_agency: "road_agency".into(),
            from_unit: None,
            agency: "municipality".into(),
            unit: Some("north".into()),
            reason: Some("Двор Иванова".into()),
        }),
        Event::Reclassified(Reclassified {
            from: "roads.surface".into(),
            to: "landscaping.yards".into(),
            agency: Some("municipality".into()),
            unit: None,
            deadline: Some(deadline()),
        }),
        Event::PrioritySet(PrioritySet {
            priority: Priority::Urgent,
            confirmed: true,
            deadline: None,
            reason: Some("Иванов болен".into()),
        }),
        Event::MessageWritten(MessageWritten {
            direction: Direction::Question,
            again: true,
            attachments: registered().attachments,
            text: "Где живёт Иванов?".into(),
            file_names: names(),
        }),
        Event::AnswerDrafted(AnswerDrafted {
            version: 2,
            decision: Decision::Approved,
            template: Some("t1".into()),
            attachments: registered().attachments,
            text: "Уважаемый Иванов".into(),
            file_names: names(),
        }),
        Event::AnswerSubmitted(AnswerSubmitted { version: 2 }),
        Event::AnswerReturned(AnswerReturned {
            version: 2,
            remarks: "Иванова склоняют иначе".into(),
        }),
        Event::ObjectionFiled(ObjectionFiled {
            objection: 1,
            number: ObjectionNumber::new(AppealNumber::new(2026, 1).unwrap(), 1).unwrap(),
            answer: 1,
            ground: ObjectionGround::Execution,
            instance: Instance::Local,
            agency: "road_agency".into(),
            decide_by: now(),
            attachments: registered().attachments,
            text: Some("Иванов не приезжал".into()),
            file_names: [("u1".into(), "Иванова.jpg".into())].into(),
        }),
        Event::ObjectionAssigned(ObjectionAssigned {
            objection: 1,
            reviewer: Some("a.petrova".into()),
        }),
        Event::ObjectionDecided(ObjectionDecided {
            objection: 1,
            outcome: ObjectionOutcome::Declined,
            ground: ObjectionGround::Overdue,
            explanation: Some("Иванов приезжал".into()),
        }),
        Event::Escalated(Escalated {
            objection: 1,
            instance: Instance::Regional,
            agency: "ministry".into(),
            from_agency: "road_agency".into(),
            because: EscalatedFor::HandedUp,
            reason: Some("Иванов у нас не служит".into()),
        }),
        Event::RatingReviewed(RatingReviewed {
            outcome: ReviewOutcome::Unjustified,
            explanation: Some("Иванов приезжал".into()),
        }),
        Event::DeadlineExtended(DeadlineExtended {
            deadline: deadline(),
            reason: "Ждём экспертизу по Иванову".into(),
        }),
        Event::DeadlineRecounted(DeadlineRecounted {
            deadline: deadline(),
            moved_from: Some(now()),
        }),
        Event::ReviewTermRecounted(ReviewTermRecounted {
            review_by: now(),
            provisional: true,
            moved_from: None,
        }),
        Event::Reminded(Reminded {
            of: ReminderKind::Silence,
            until: Some(now()),
        }),
        Event::FirstResponseGiven(FirstResponseGiven { due_at: now() }),
        Event::CallMade(CallMade {
            outcome: CallOutcome::Missed,
            again_at: Some(now()),
        }),
    ]
    .into_iter()
    .chain(of_participants())
    .chain(of_content())
    .collect()
}

fn of_participants() -> [Event; 7] {
    let (participant, task) = (String::from("p1"), String::from("t1"));
    let rights: Rights = [Right::Dialogue, Right::Reply].into();
    [
        Event::ParticipantInvited(ParticipantInvited {
            participant: participant.clone(),
            role: ParticipantRole::Civic,
            rights: rights.clone(),
            by_applicant: true,
            name: "Общество Иванова".into(),
        }),
        Event::ParticipantAdded(ParticipantAdded {
            participant: participant.clone(),
            role: ParticipantRole::Agency,
            rights,
            account: Some("a.petrova".into()),
            agency: Some("municipality".into()),
            unit: None,
            name: "Иванов".into(),
        }),
        Event::ParticipantRemoved(ParticipantRemoved {
            participant: participant.clone(),
            reason: "Иванов уволился".into(),
        }),
        Event::TaskCreated(TaskCreated {
            task: task.clone(),
            participant,
            due_on: Some(now().date_naive()),
            text: "Осмотрите двор Иванова".into(),
        }),
        Event::TaskDone(TaskDone {
            task: task.clone(),
            attachments: registered().attachments,
            text: "У Иванова были".into(),
            file_names: names(),
        }),
        Event::TaskConfirmed(TaskConfirmed { task: task.clone() }),
        Event::TaskReturned(TaskReturned {
            task,
            remarks: "Нет подписи Иванова".into(),
        }),
    ]
}

fn of_content() -> [Event; 8] {
    let mark = String::from("m1");
    [
        Event::AttachmentVersioned(AttachmentVersioned {
            attachment: "u0".into(),
            version: 2,
            attachments: registered().attachments,
            internal: false,
            file_names: names(),
        }),
        Event::AttachmentRestored(AttachmentRestored {
            attachment: "u0".into(),
            version: 1,
            internal: false,
        }),
        Event::TextEdited(TextEdited {
            changed: vec!["title".into()],
            private: registered().private,
        }),
        Event::ConductMarked(ConductMarked {
            mark: mark.clone(),
            conduct: ConductKind::Insult,
            seq: 1,
            reason: "Обозвал Иванова".into(),
        }),
        Event::ContentHidden(ContentHidden {
            mark: mark.clone(),
            seq: 1,
            from: [HiddenFrom::Participants, HiddenFrom::Staff].into(),
        }),
        Event::ContentShown(ContentShown { seq: 1 }),
        Event::ConductAppealed(ConductAppealed {
            mark: mark.clone(),
            text: "Иванов сам такой".into(),
        }),
        Event::ConductLifted(ConductLifted {
            mark,
            lifted: true,
            explanation: "Иванов не обижен".into(),
        }),
    ]
}

fn names() -> FileNames {
    [("u1".into(), "Иванова.jpg".into())].into()
}

#[test]
fn every_kind_is_among_the_tested_ones() {
    let tested: Vec<&str> = every_kind().iter().map(Event::kind).collect();
    assert_eq!(tested, Event::KINDS);
}

#[test]
fn no_private_part_is_in_what_a_log_would_show() {
    for event in every_kind() {
        let shown = format!("{event:?}");
        assert!(!shown.contains("Иванов"), "{shown}");
    }
}

#[test]
fn notes_drafts_and_who_has_it_are_for_staff_alone() {
    let staff: Vec<&str> = every_kind()
        .iter()
        .filter(|event| event.audience() == Audience::Staff)
        .map(Event::kind)
        .collect();
    assert_eq!(
        staff,
        [
            "assigned",
            "priority_set",
            "answer_drafted",
            "answer_submitted",
            "answer_returned",
            "objection_assigned",
            "first_response_given",
            "task_created",
            "task_done",
            "task_confirmed",
            "task_returned",
            "content_hidden",
            "content_shown",
        ]
    );
    let note = Event::MessageWritten(MessageWritten {
        direction: Direction::Note,
        again: false,
        attachments: Vec::new(),
        text: "Позвонить Иванову".into(),
        file_names: FileNames::new(),
    });
    assert_eq!(note.audience(), Audience::Staff);
}

#[test]
fn every_event_reads_back_from_its_parts() {
    for event in every_kind() {
        let back = Event::from_parts(event.kind(), event.data(), event.private()).unwrap();
        assert_eq!(back, event);
    }
}

#[test]
fn data_names_nobody_and_survives_without_the_private_part() {
    for event in every_kind() {
        let data = event.data();
        let text = data.to_string();
        assert!(
            !text.contains("Иванов") && !text.contains("912345"),
            "{text}"
        );
        let erased = Event::from_parts(event.kind(), data.clone(), None).unwrap();
        assert_eq!(erased.data(), data);
        assert_eq!(erased.private(), None);
    }
}

#[test]
fn the_applicant_gets_no_account_of_staff() {
    let mut named = 0;
    for event in every_kind() {
        let of = |data: Value| data.to_string().contains("a.petrova");
        named += usize::from(of(event.data()));
        assert!(!of(event.data_for_applicant()), "{event:?}");
    }
    assert_eq!(named, 5);
}

#[test]
fn the_registration_has_the_members_that_triggers_read() {
    let data = Event::AppealRegistered(registered()).data();
    let expected = json!({
        "type": "complaint", "category": "roads.surface", "region": "62", "agency": "road_agency",
        "channel": "web", "anonymous": false, "status": "created",
        "answer_by": ["cabinet", "email"],
        "attachments": [{"id": "u1", "media_type": "image/jpeg", "size_bytes": 1234, "document": "photo"}],
        "repeat_of": AppealNumber::new(2026, 7).unwrap().to_string(),
    });
    for (member, value) in expected.as_object().unwrap() {
        assert_eq!(&data[member], value, "{member}");
    }
    assert_eq!(data["deadline"]["due_at"], "2026-05-22T20:59:59Z");
    assert_eq!(data["deadline"]["working_days"], 10);
}

#[test]
fn what_is_no_event_is_an_error() {
    for (kind, data) in [
        ("appeal_deleted", json!({})),
        ("status_changed", json!({})),
        ("status_changed", json!(null)),
        ("rating_given", json!({"score": "5", "by": "applicant"})),
        ("deadline_passed", json!({"due_at": "tomorrow"})),
    ] {
        assert!(Event::from_parts(kind, data, None).is_err(), "{kind}");
    }
}
