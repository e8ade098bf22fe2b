use chrono::{DateTime, Utc};

use super::*;
use crate::access::Role;
use crate::actor::Actor;
use crate::deadline::{Deadline, DeadlineClass};
use crate::decide::{Command, Refusal, decide};
use crate::effects::Effects;
use crate::event::{AppealRegistered, Channel, Event};
use crate::number::AppealNumber;
use crate::region::Region;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Monday, 1 June 2026, noon in Moscow.
const REGISTERED: &str = "2026-06-01T09:00:00Z";

fn registered(class: DeadlineClass, rules: &Rules) -> AppealRegistered {
    let region = Region::parse("77").unwrap();
    AppealRegistered {
        appeal_type: crate::AppealType::Complaint,
        category: "roads.surface".into(),
        region,
        agency: "road_agency".into(),
        channel: Channel::Web,
        on_behalf_of: None,
        anonymous: true,
        status: Status::Created,
        missing_documents: Vec::new(),
        deadline: Deadline::compute(rules, at(REGISTERED), class, region),
        answer_by: Vec::new(),
        call_at: None,
        lang: crate::Lang::default(),
        attachments: Vec::new(),
        repeat_of: None,
        account: None,
        unit: None,
        assignee: None,
        rule: None,
        suggested: Vec::new(),
        urgency: None,
        private: None,
    }
}

/// An appeal to which things happen in order.
struct Story {
    rules: Rules,
    state: AppealState,
}

impl Story {
    fn of(class: DeadlineClass) -> Story {
        Story::under(class, Rules::default())
    }

    fn under(class: DeadlineClass, rules: Rules) -> Story {
        let event = registered(class, &rules);
        let state = AppealState::registered(
            AppealNumber::UNKNOWN,
            &event,
            &Actor::Applicant,
            at(REGISTERED),
        );
        Story { rules, state }
    }

    #[track_caller]
    fn does(&mut self, moment: &str, command: Command, actor: &Actor) -> Vec<Event> {
        let now = at(moment);
        let events = decide(&self.state, command, actor, now, &self.rules).unwrap();
        self.state = self.state.clone().after(&events, actor, now);
        events
    }

    #[track_caller]
    fn moves(&mut self, moment: &str, to: Status) -> &mut Story {
        let comment = Some("Так решено".to_owned());
        self.does(moment, Command::Transition { to, comment }, &staff());
        self
    }

    /// Everything that the tick would do at a moment, in its order.
    fn tick(&mut self, moment: &str) -> Vec<String> {
        let mut done = Vec::new();
        for kind in self.state.due(&self.rules, at(moment)) {
            for event in self.does(moment, Command::Timer(kind), &Actor::System) {
                done.push(match event {
                    Event::Reminded(reminded) => reminded.of.to_string(),
                    Event::StatusChanged(change) => change.to.to_string(),
                    event => event.kind().to_owned(),
                });
            }
        }
        done
    }

    #[track_caller]
    fn waits_for(&self, expected: &[(&str, &str)]) {
        let timers = self.state.timers(&self.rules);
        let found: Vec<(String, String)> = timers
            .iter()
            .map(|timer| {
                (
                    timer.kind.to_string(),
                    timer.at.format("%FT%TZ").to_string(),
                )
            })
            .collect();
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(kind, at)| ((*kind).to_owned(), (*at).to_owned()))
            .collect();
        assert_eq!(found, expected);
    }
}

fn staff() -> Actor {
    Actor::staff(Role::Service, "tests").unwrap()
}

fn extension() -> Command {
    Command::Extend {
        reason: Some("Нужна экспертиза".into()),
    }
}

#[test]
fn an_executor_is_reminded_at_half_two_days_before_the_end_and_after_it() {
    let mut story = Story::of(DeadlineClass::Standard);
    story.waits_for(&[
        ("half", "2026-06-09T06:00:00Z"),
        ("two_days", "2026-06-15T06:00:00Z"),
        ("overdue", "2026-06-16T21:00:00Z"),
    ]);
    assert_eq!(story.tick("2026-06-09T05:59:59Z"), [""; 0]);
    assert_eq!(story.tick("2026-06-09T06:00:00Z"), ["half"]);
    assert_eq!(story.tick("2026-06-09T06:00:01Z"), [""; 0], "told once");
    assert_eq!(story.tick("2026-06-15T07:00:00Z"), ["two_days"]);
    assert_eq!(
        story.tick("2026-06-16T20:59:59Z"),
        [""; 0],
        "the last second is in time"
    );
    assert_eq!(story.tick("2026-06-16T21:00:00Z"), ["deadline_passed"]);
    story.waits_for(&[]);
}

#[test]
fn of_what_was_missed_only_the_latest_is_told() {
    let mut story = Story::of(DeadlineClass::Standard);
    assert_eq!(story.tick("2026-06-15T12:00:00Z"), ["two_days"]);
    story.waits_for(&[("overdue", "2026-06-16T21:00:00Z")]);
    let mut story = Story::of(DeadlineClass::Standard);
    assert_eq!(story.tick("2026-07-01T12:00:00Z"), ["deadline_passed"]);
    story.waits_for(&[]);
    let mut story = Story::of(DeadlineClass::Standard);
    story.moves("2026-06-02T09:00:00Z", Status::InProgress);
    story.moves("2026-06-03T09:00:00Z", Status::Approved);
    assert_eq!(
        story.tick("2026-09-01T09:00:00Z"),
        ["closed"],
        "nobody is asked first"
    );
}

#[test]
fn short_terms_have_the_reminders_that_say_something() {
    Story::of(DeadlineClass::Urgent).waits_for(&[
        ("two_days", "2026-06-03T06:00:00Z"),
        ("overdue", "2026-06-04T21:00:00Z"),
    ]);
    Story::of(DeadlineClass::Documents).waits_for(&[
        ("half", "2026-06-04T06:00:00Z"),
        ("two_days", "2026-06-05T06:00:00Z"),
        ("overdue", "2026-06-08T21:00:00Z"),
    ]);
}

#[test]
fn support_is_in_touch_within_hours_of_the_clock() {
    let mut story = Story::of(DeadlineClass::UrgentSupport);
    story.waits_for(&[
        ("first_response", "2026-06-02T09:00:00Z"),
        ("overdue", "2026-06-03T21:00:00Z"),
    ]);
    story.moves("2026-06-01T10:00:00Z", Status::InProgress);
    assert_eq!(
        story.tick("2026-06-02T09:00:00Z"),
        ["first_response"],
        "taking is no answer"
    );
    assert_eq!(story.tick("2026-06-02T10:00:00Z"), [""; 0]);
    let question = Command::Transition {
        to: Status::AwaitingReply,
        comment: Some("Какой у вас браузер?".into()),
    };
    let events = story.does("2026-06-02T11:00:00Z", question, &staff());
    let kinds: Vec<&str> = events.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["status_changed", "first_response_given"]);
    // The second question is not the first response.
    story.moves("2026-06-02T12:00:00Z", Status::InProgress);
    story.moves("2026-06-02T13:00:00Z", Status::AwaitingReply);
    assert!(story.state.reminders.is_responded);
    assert!(
        Story::of(DeadlineClass::Standard)
            .state
            .first_response_due(&Rules::default())
            .is_none()
    );
}

#[test]
fn an_applicant_is_reminded_of_a_question_and_then_the_work_goes_on() {
    let mut story = Story::of(DeadlineClass::Standard);
    story.moves("2026-06-02T09:00:00Z", Status::InProgress);
    story.moves("2026-06-03T09:00:00Z", Status::AwaitingReply);
    story.waits_for(&[("silence_reminder", "2026-06-10T06:00:00Z")]);
    assert_eq!(story.tick("2026-06-10T06:00:00Z"), ["silence"]);
    story.waits_for(&[("silence_end", "2026-06-18T06:00:00Z")]);
    assert_eq!(story.tick("2026-06-18T06:00:00Z"), ["in_progress"]);
    assert!(!story.state.deadline.is_paused());
    assert_eq!(
        story.state.deadline.added_days(),
        10,
        "the days of silence are not the executor's"
    );
}

#[test]
fn nobody_is_taken_at_their_silence_without_a_reminder_and_its_days() {
    let mut rules = Rules::default();
    rules
        .settings
        .set(Setting::SilenceOutcome, "cancelled")
        .unwrap();
    let mut story = Story::under(DeadlineClass::Standard, rules);
    story.moves("2026-06-02T09:00:00Z", Status::InProgress);
    story.moves("2026-06-03T09:00:00Z", Status::ClarificationRequired);
    // The tick did not come for a month.
    assert_eq!(story.tick("2026-07-06T10:00:00Z"), ["silence"]);
    story.waits_for(&[("silence_end", "2026-07-13T06:00:00Z")]);
    assert_eq!(story.tick("2026-07-13T06:00:00Z"), ["cancelled"]);
    story.waits_for(&[]);
}

#[test]
fn a_question_that_is_asked_again_begins_the_silence_anew() {
    let mut story = Story::of(DeadlineClass::Standard);
    story.moves("2026-06-02T09:00:00Z", Status::InProgress);
    story.moves("2026-06-03T09:00:00Z", Status::AwaitingReply);
    assert_eq!(story.tick("2026-06-10T06:00:00Z"), ["silence"]);
    story.state.dialogue.asked_at = Some(at("2026-06-11T09:00:00Z"));
    story.waits_for(&[("silence_reminder", "2026-06-19T06:00:00Z")]);
}

#[test]
fn what_was_promised_is_asked_about_and_what_was_answered_is_closed() {
    let mut story = Story::of(DeadlineClass::Standard);
    story.moves("2026-06-02T09:00:00Z", Status::InProgress);
    story.moves("2026-06-03T09:00:00Z", Status::Approved);
    story.waits_for(&[
        ("execution_reminder", "2026-06-18T06:00:00Z"),
        ("auto_close", "2026-07-03T21:00:00Z"),
    ]);
    assert_eq!(story.tick("2026-06-18T06:00:00Z"), ["execution"]);
    story.waits_for(&[("auto_close", "2026-07-03T21:00:00Z")]);
    assert_eq!(story.tick("2026-07-03T20:59:59Z"), [""; 0]);
    assert_eq!(story.tick("2026-07-03T21:00:00Z"), ["closed"]);
    story.waits_for(&[]);
    // The promise was not kept: a new term with its own reminders.
    story.moves("2026-07-06T09:00:00Z", Status::InProgress);
    story.waits_for(&[
        ("half", "2026-07-14T06:00:00Z"),
        ("two_days", "2026-07-17T06:00:00Z"),
        ("overdue", "2026-07-20T21:00:00Z"),
    ]);
    let mut refused = Story::of(DeadlineClass::Standard);
    refused.moves("2026-06-03T09:00:00Z", Status::Rejected);
    refused.waits_for(&[("auto_close", "2026-07-03T21:00:00Z")]);
}

#[test]
fn a_pause_and_an_extension_move_the_reminders() {
    let mut story = Story::of(DeadlineClass::Standard);
    story.moves("2026-06-02T07:00:00Z", Status::InProgress);
    assert_eq!(story.tick("2026-06-09T06:00:00Z"), ["half"]);
    story.moves("2026-06-10T07:00:00Z", Status::AwaitingReply);
    story.moves("2026-06-15T07:00:00Z", Status::InProgress);
    // Two working days were taken; half is not told again.
    story.waits_for(&[
        ("two_days", "2026-06-17T06:00:00Z"),
        ("overdue", "2026-06-18T21:00:00Z"),
    ]);
    let events = story.does("2026-06-16T09:00:00Z", extension(), &staff());
    assert_eq!(events[0].kind(), "deadline_extended");
    assert_eq!(events[0].private().unwrap()["reason"], "Нужна экспертиза");
    story.waits_for(&[
        ("half", "2026-06-24T06:00:00Z"),
        ("two_days", "2026-07-13T06:00:00Z"),
        ("overdue", "2026-07-14T21:00:00Z"),
    ]);
}

#[test]
fn a_term_is_extended_once_in_time_with_a_reason_and_by_staff() {
    #[track_caller]
    fn refused(story: &Story, moment: &str, command: Command, actor: &Actor, code: &str) {
        let decided = decide(&story.state, command, actor, at(moment), &story.rules);
        assert_eq!(
            decided.map_err(|refusal: Refusal| refusal.code()),
            Err(code)
        );
    }
    let mut story = Story::of(DeadlineClass::Standard);
    let now = "2026-06-10T09:00:00Z";
    refused(&story, now, extension(), &Actor::Applicant, "not_yours");
    refused(&story, now, extension(), &Actor::System, "not_yours");
    for role in [
        Role::Operator,
        Role::Expert,
        Role::Integrator,
        Role::Observer,
    ] {
        let somebody = Actor::staff(role, "not-the-executor").unwrap();
        refused(&story, now, extension(), &somebody, "not_yours");
    }
    for reason in [None, Some(" \n ".to_owned())] {
        refused(
            &story,
            now,
            Command::Extend { reason },
            &staff(),
            "reason_required",
        );
    }
    refused(
        &story,
        "2026-06-16T21:00:00Z",
        extension(),
        &staff(),
        "extension_too_late",
    );
    // A question that was asked too late makes it no earlier.
    let mut late = Story::of(DeadlineClass::Standard);
    late.moves("2026-06-17T09:00:00Z", Status::ClarificationRequired);
    refused(
        &late,
        "2026-06-18T09:00:00Z",
        extension(),
        &staff(),
        "extension_too_late",
    );
    let mut asked = Story::of(DeadlineClass::Standard);
    asked.moves("2026-06-16T09:00:00Z", Status::ClarificationRequired);
    asked.does("2026-06-18T09:00:00Z", extension(), &staff());
    story.does(now, extension(), &staff());
    refused(&story, now, extension(), &staff(), "extended_already");
    let mut answered = Story::of(DeadlineClass::Standard);
    answered.moves(now, Status::Rejected);
    refused(&answered, now, extension(), &staff(), "not_open");
}

#[test]
fn a_timer_that_is_not_due_by_the_rules_of_now_does_nothing() {
    let mut story = Story::of(DeadlineClass::Standard);
    for kind in TimerKind::ALL {
        let events = story.does(
            "2026-06-02T09:00:00Z",
            Command::Timer(*kind),
            &Actor::System,
        );
        assert_eq!(events, [], "{kind}");
        let decided = decide(
            &story.state,
            Command::Timer(*kind),
            &staff(),
            at("2026-06-02T09:00:00Z"),
            &story.rules,
        );
        assert_eq!(decided, Err(Refusal::NotYours));
    }
}

#[test]
fn beyond_the_calendar_reminders_come_on_the_days_of_the_law() {
    let mut story = Story::of(DeadlineClass::Standard);
    story.moves("2027-12-27T09:00:00Z", Status::Rejected);
    story.waits_for(&[("auto_close", "2028-01-26T21:00:00Z")]);
    let mut asked = Story::of(DeadlineClass::Standard);
    asked.moves("2027-12-27T09:00:00Z", Status::ClarificationRequired);
    asked.waits_for(&[("silence_reminder", "2028-01-11T06:00:00Z")]);
}

#[test]
fn a_registration_has_the_timers_of_its_term() {
    let rules = Rules::default();
    let event = registered(DeadlineClass::Standard, &rules);
    let timers = Effects::of_registration(&event, &Actor::Applicant, at(REGISTERED), &rules).timers;
    assert_eq!(
        timers,
        Story::of(DeadlineClass::Standard).state.timers(&rules)
    );
}
