use super::*;

#[test]
fn an_answer_is_rated_once_and_revised_until_reviewed() {
    for status in Status::ALL {
        let state = appeal(*status);
        match status.is_answered() {
            true => assert_eq!(
                changed(&state, stars(4), &Actor::Applicant)
                    .rated
                    .unwrap()
                    .score,
                4
            ),
            false => refused(&state, stars(4), &Actor::Applicant, "not_answered_yet"),
        }
    }
    let rated = changed(&appeal(Status::Closed), stars(5), &Actor::Applicant);
    let again = decide(&rated, stars(1), &staff(), now()).unwrap();
    let Event::RatingRevised(revised) = &again[0] else {
        panic!("{again:?}");
    };
    assert_eq!((revised.score, revised.by), (1, RatedBy::Staff));

    let mut reviewed = rated;
    reviewed.rated = Some(Rated {
        reviewed: Some(Reviewed {
            outcome: ReviewOutcome::Unjustified,
            at: now(),
            seq: 9,
        }),
        ..reviewed.rated.unwrap()
    });
    refused(&reviewed, stars(1), &Actor::Applicant, "rating_reviewed");
    for score in [0, 6, 255] {
        refused(
            &appeal(Status::Closed),
            stars(score),
            &Actor::Applicant,
            "score_range",
        );
    }
    refused(
        &appeal(Status::Closed),
        stars(5),
        &Actor::System,
        "not_yours",
    );
}

#[test]
fn a_passed_deadline_is_recorded_once() {
    let state = appeal(Status::InProgress);
    let due_at = state.deadline.due_at;
    let late = due_at + chrono::Duration::seconds(1);
    let mark = |state: &AppealState, now| {
        decide(
            state,
            Command::Timer(TimerKind::Overdue),
            &Actor::System,
            now,
        )
        .unwrap()
    };
    assert_eq!(mark(&state, due_at), []);
    let events = mark(&state, late);
    assert_eq!(events, [Event::DeadlinePassed(DeadlinePassed { due_at })]);
    let mut marked = state;
    marked.apply(&events[0], &Actor::System, late);
    assert_eq!(mark(&marked, late), []);
    for status in [Status::AwaitingReply, Status::Approved, Status::Cancelled] {
        assert_eq!(mark(&appeal(status), late), [], "{status}");
    }
    refused(
        &appeal(Status::InProgress),
        Command::Timer(TimerKind::Overdue),
        &staff(),
        "not_yours",
    );
}

#[test]
fn an_appeal_goes_into_one_cabinet() {
    let claim = |account: &str| Command::Claim {
        account: account.into(),
    };
    let loose = appeal(Status::Closed);
    let claimed = changed(&loose, claim("anna"), &Actor::Applicant);
    assert_eq!(claimed.account.as_deref(), Some("anna"));
    let again = decide(&claimed, claim("anna"), &Actor::Applicant, now());
    assert_eq!(again, Ok(Vec::new()), "to claim one's own changes nothing");
    refused(
        &claimed,
        claim("boris"),
        &Actor::Applicant,
        "claimed_already",
    );
    refused(&loose, claim("anna"), &staff(), "not_yours");
}
