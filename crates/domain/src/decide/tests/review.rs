use super::objection::{Case, file, other, settle};
use super::*;
use crate::event::RatingCategory;
use crate::objection::{ObjectionOutcome, ReviewOutcome};

fn rate(score: u8, category: Option<RatingCategory>) -> Command {
    Command::Rate {
        score,
        category,
        comment: Some("Ничего не сделали".into()),
    }
}

fn review(outcome: ReviewOutcome) -> Command {
    Command::Review {
        outcome,
        explanation: "Проверили запись разговора.".into(),
    }
}

fn rated(score: u8) -> Case {
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    case.act(&Actor::Applicant, rate(score, None));
    case
}

/// By when the complaint is looked into.
fn by(case: &Case) -> Option<DateTime<Utc>> {
    let review = case.state.rated.unwrap().review;
    review.map(|review| review.term.by)
}

#[test]
fn a_complaint_is_looked_into_within_five_working_days() {
    let case = rated(2);
    // 12 June is a holiday.
    let mut late = Case::answered("77", "2026-06-08T09:00:00Z");
    late.act(&Actor::Applicant, rate(3, Some(RatingCategory::Legal)));
    for (case, due) in [
        (case, "2026-06-08T20:59:59Z"),
        (late, "2026-06-16T20:59:59Z"),
    ] {
        assert_eq!(by(&case), Some(at(due)));
        assert_eq!(case.state, case.replayed());
    }
    for score in [4, 5] {
        assert_eq!(by(&rated(score)), None);
    }
}

#[test]
fn the_term_of_a_complaint_goes_on_when_it_is_revised_and_ends_when_it_is_none() {
    let mut case = rated(1);
    let due = by(&case);
    case.now = at("2026-06-03T09:00:00Z");
    case.act(&Actor::Applicant, rate(2, None));
    assert_eq!(by(&case), due);
    case.act(&Actor::Applicant, rate(5, None));
    assert_eq!(by(&case), None);
    let attempt = case.attempt(&other(), review(ReviewOutcome::Justified));
    assert_eq!(attempt, Err("no_complaint"));
    case.act(&Actor::Applicant, rate(1, None));
    assert_eq!(
        by(&case),
        Some(at("2026-06-10T20:59:59Z")),
        "one that complains anew has a term of its own"
    );
}

#[test]
fn a_justified_complaint_reopens_and_an_unjustified_one_is_explained() {
    for (outcome, kinds, status) in [
        (
            ReviewOutcome::Justified,
            &["rating_reviewed", "status_changed"][..],
            Status::InProgress,
        ),
        (
            ReviewOutcome::Unjustified,
            &["rating_reviewed"],
            Status::Approved,
        ),
    ] {
        let mut case = rated(1);
        let bare = Command::Review {
            outcome,
            explanation: " ".into(),
        };
        assert_eq!(case.attempt(&other(), bare), Err("reason_length"));
        assert_eq!(case.act(&other(), review(outcome)), kinds);
        assert_eq!(case.state.status, status);
        assert_eq!(case.state, case.replayed());
        assert_eq!(
            case.attempt(&other(), review(outcome)),
            Err("rating_reviewed")
        );
        if status == Status::Approved {
            let again = case.attempt(&Actor::Applicant, rate(5, None));
            assert_eq!(again, Err("rating_reviewed"), "it stands");
        }
    }
}

#[test]
fn whoever_worked_on_the_answer_does_not_judge_the_complaint_and_whoever_signed_it_may() {
    for role in Role::ALL.iter().filter(|role| role.acts_for_agency()) {
        let mut case = rated(1);
        let executor = Actor::staff(*role, "executor").unwrap();
        let attempt = case.attempt(&executor, review(ReviewOutcome::Unjustified));
        assert_eq!(attempt, Err("own_answer"), "{role}");
        // A reopened appeal has no answer that stands, but it has had one.
        case.act(&other(), to(Status::InProgress));
        let attempt = case.attempt(&executor, review(ReviewOutcome::Unjustified));
        assert_eq!(attempt, Err("own_answer"), "{role}");
    }
    let mut case = rated(1);
    let signatory = Actor::staff(Role::Supervisor, "signatory").unwrap();
    case.act(&signatory, review(ReviewOutcome::Unjustified));
    for actor in [Actor::Applicant, Actor::System] {
        let attempt = rated(1).attempt(&actor, review(ReviewOutcome::Justified));
        assert_eq!(attempt, Err("not_yours"));
    }
    let unrated = Case::answered("77", "2026-06-01T09:00:00Z").state;
    let command = review(ReviewOutcome::Justified);
    refused(&unrated, command, &other(), "no_complaint");
}

#[test]
fn while_an_objection_is_open_it_decides_about_the_answer() {
    let mut case = rated(1);
    case.act(&Actor::Applicant, file());
    let kinds = case.act(&other(), review(ReviewOutcome::Justified));
    assert_eq!(kinds, ["rating_reviewed"]);
    assert_eq!(case.state.status, Status::Approved);
    case.act(&other(), settle(1, ObjectionOutcome::Upheld));
    assert_eq!(case.state.status, Status::InProgress);
    assert_eq!(case.state, case.replayed());
}

#[test]
fn a_complaint_that_nobody_looked_into_is_pointed_out_once() {
    let mut case = rated(1);
    let due = Command::Timer(TimerKind::ReviewDue);
    case.now = at("2026-06-08T20:59:59Z");
    assert!(case.act(&Actor::System, due.clone()).is_empty());
    case.now = at("2026-06-08T21:00:00Z");
    assert_eq!(case.act(&Actor::System, due.clone()), ["reminded"]);
    assert!(case.act(&Actor::System, due).is_empty());
    // Late is better than never.
    case.act(&other(), review(ReviewOutcome::Unjustified));
    assert_eq!(case.state, case.replayed());
    let mut in_time = rated(1);
    in_time.act(&other(), review(ReviewOutcome::Unjustified));
    in_time.now = at("2026-07-01T09:00:00Z");
    let due = Command::Timer(TimerKind::ReviewDue);
    assert!(in_time.act(&Actor::System, due).is_empty());
}

#[test]
fn beyond_the_calendar_the_term_of_a_complaint_is_provisional_and_counted_anew() {
    use crate::calendar::{CalendarDay, Calendars};
    let mut case = Case::answered("77", "2027-12-20T09:00:00Z");
    case.now = at("2027-12-28T09:00:00Z");
    case.act(&Actor::Applicant, rate(1, None));
    let term = case.state.rated.unwrap().review.unwrap().term;
    assert!(term.is_provisional);
    assert_eq!(term.by, at("2028-01-12T20:59:59Z"));
    let day = CalendarDay {
        region: None,
        date: "2028-01-10".parse().unwrap(),
        working: false,
        name: crate::Text::fixed("Перенос", "Moved"),
    };
    let rules = Rules {
        calendars: Calendars::new([day], [2028]),
        ..Rules::default()
    };
    let events = super::super::decide(
        &case.state,
        Command::Recount,
        &Actor::System,
        case.now,
        &rules,
    );
    case.put(&Actor::System, events.unwrap());
    let term = case.state.rated.unwrap().review.unwrap().term;
    assert!(!term.is_provisional);
    assert_eq!(term.by, at("2028-01-13T20:59:59Z"));
    assert_eq!(case.state, case.replayed());
}
