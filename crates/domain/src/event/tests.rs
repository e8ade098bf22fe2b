use chrono::{DateTime, Utc};
use serde_json::json;

use super::*;
use crate::appeal::{AnswerBy, RepresentedKind, RepresentedRecord};
use crate::appeal_type::AppealType;
use crate::applicant::ApplicantRecord;
use crate::deadline::DeadlineClass;
use crate::number::AppealNumber;
use crate::region::Region;
use crate::rules::Rules;

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
    .unwrap()
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
        attachments: vec![RegisteredAttachment {
            id: "u1".into(),
            media_type: "image/jpeg".into(),
            size_bytes: 1234,
            document: Some("photo".into()),
        }],
        repeat_of: AppealNumber::new(2026, 7).ok(),
        account: None,
        unit: None,
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
        by: RatedBy::Applicant,
        comment: Some("Спасибо Иванову".into()),
    };
    let changed = StatusChanged {
        from: Status::Created,
        to: Status::InProgress,
        deadline: deadline(),
        comment: Some("Взял Иванов".into()),
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
    ]
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
