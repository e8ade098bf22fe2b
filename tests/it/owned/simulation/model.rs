//! What has to become of an appeal, written down from the product rules a second time.

use chrono::NaiveDate;
use chrono_tz::Tz;
use otklik_tests::appeal::Appeal;
use serde_json::{Value, json};

use super::world::{DAY, MINUTE, Random, World, date, end, end_after, morning};

const HALF: &str = "Напоминание исполнителю: прошла половина срока";
const TWO_DAYS: &str = "Напоминание исполнителю: осталось два рабочих дня";
const FIRST_RESPONSE: &str = "Напоминание исполнителю: первого ответа всё нет";
const SILENCE: &str = "Напоминание заявителю: вопрос ждёт ответа";
const OBJECTION: &str = "Напоминание: до решения по обжалованию осталось два дня";
const EXECUTION: &str = "Контроль исполнения: сделано ли обещанное?";

/// All that the model tells of; the year has to have some of each.
pub(super) const EVERYTHING: &[&str] = &[
    "appeal_registered",
    "in_progress",
    "awaiting_reply",
    "clarification_required",
    "approved",
    "rejected",
    "closed",
    "cancelled",
    "deadline_passed",
    "deadline_extended",
    "first_response_given",
    "objection_filed",
    "objection_decided",
    "escalated",
    HALF,
    TWO_DAYS,
    FIRST_RESPONSE,
    SILENCE,
    EXECUTION,
    OBJECTION,
];

/// The longest term, in working days.
const COMPLEX: u32 = 30;

/// What an appeal is about, and with it its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Standard,
    Urgent,
    Documents,
    Support,
}

impl Kind {
    pub(super) const ALL: &[Kind] = &[Kind::Standard, Kind::Urgent, Kind::Documents, Kind::Support];

    pub(super) fn category(self) -> &'static str {
        match self {
            Kind::Standard => "roads.surface",
            Kind::Urgent => "roads.snow",
            Kind::Documents => "documents.income",
            Kind::Support => "portal.sign_in",
        }
    }

    pub(super) fn fields(self) -> Value {
        match self {
            Kind::Standard | Kind::Urgent => json!({ "address": "ул. Ленина, 5" }),
            Kind::Documents => json!({ "period": "2025 год", "purpose": "для банка" }),
            Kind::Support => json!({}),
        }
    }

    /// Instances above the agency that answers.
    fn above(self) -> u32 {
        match self {
            Kind::Standard | Kind::Urgent | Kind::Support => 2,
            // The tax service is federal.
            Kind::Documents => 0,
        }
    }

    fn days(self) -> u32 {
        match self {
            Kind::Standard => 10,
            Kind::Urgent => 3,
            Kind::Documents | Kind::Support => 5,
        }
    }
}

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Take,
    Ask,
    Clarify,
    Reply,
    Withdraw,
    Extend,
    Approve,
    Reject,
    Confirm,
    Object,
    Escalate,
    Reopen,
}

impl Action {
    /// What people mean to do about an appeal. Whether they can when the moment comes is another matter.
    pub(super) fn script(random: &mut Random, now: i64) -> Vec<(i64, Action)> {
        let mut script = Vec::new();
        let mut at = now;
        let mut later = |random: &mut Random, hours: i64| {
            at += MINUTE + random.below(hours * 60) * MINUTE;
            at
        };
        if random.chance(4) {
            script.push((later(random, 48), Action::Withdraw));
        }
        if random.chance(90) {
            script.push((later(random, 60), Action::Take));
        }
        for _ in 0..random.below(3) {
            let ask = random.one_of(&[Action::Ask, Action::Clarify]);
            script.push((later(random, 120), ask));
            if random.chance(60) {
                script.push((later(random, 400), Action::Reply));
            } else {
                later(random, 700);
            }
        }
        if random.chance(20) {
            script.push((later(random, 100), Action::Extend));
        }
        for _ in 0..2 {
            if random.chance(60) {
                script.push((later(random, 200), Action::Escalate));
            }
            let answer = random.one_of(&[Action::Approve, Action::Reject]);
            if random.chance(85) {
                script.push((later(random, 400), answer));
            }
            if random.chance(25) {
                script.push((later(random, 500), Action::Confirm));
            }
            if random.chance(50) {
                script.push((later(random, 600), Action::Object));
            }
            if random.chance(25) {
                script.push((later(random, 900), Action::Reopen));
            }
        }
        script
    }
}

/// An objection that is to be decided.
#[derive(Clone, Copy, Debug)]
struct Open {
    filed: i64,
    by: i64,
    is_reminded: bool,
    /// Whether it is about there being no answer.
    is_of_silence: bool,
}

/// An appeal as the rules have it.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) appeal: Appeal,
    kind: Kind,
    zone: Tz,
    registered: i64,
    status: &'static str,
    started: i64,
    days: u32,
    is_extended: bool,
    pauses: Vec<(i64, i64)>,
    asked: Option<i64>,
    reminded_of_silence: Option<i64>,
    reminded_of_term: i64,
    is_overdue: bool,
    is_responded: bool,
    is_response_missed: bool,
    answered: i64,
    is_execution_asked: bool,
    is_objected: bool,
    /// How often somebody above was told that there is no answer.
    escalated: u32,
    /// The objection that is open.
    open: Option<Open>,
    journal: Vec<(i64, String)>,
}

impl Case {
    pub(super) fn new(appeal: Appeal, kind: Kind, zone: Tz, now: i64) -> Case {
        Case {
            appeal,
            kind,
            zone,
            registered: now,
            status: "created",
            started: now,
            days: kind.days(),
            is_extended: false,
            pauses: Vec::new(),
            asked: None,
            reminded_of_silence: None,
            reminded_of_term: 0,
            is_overdue: false,
            is_responded: false,
            is_response_missed: false,
            answered: 0,
            is_execution_asked: false,
            is_objected: false,
            escalated: 0,
            open: None,
            journal: vec![(now, "appeal_registered".to_owned())],
        }
    }

    pub(super) fn journal(&self) -> Vec<(i64, String)> {
        let mut journal = self.journal.clone();
        journal.sort();
        journal
    }

    pub(super) fn is_running(&self) -> bool {
        matches!(self.status, "created" | "in_progress")
    }

    fn is_paused(&self) -> bool {
        matches!(self.status, "awaiting_reply" | "clarification_required")
    }

    fn is_answered(&self) -> bool {
        matches!(self.status, "approved" | "rejected" | "closed")
    }

    pub(super) fn due(&self, world: &World) -> i64 {
        end(*self.term(world).last().unwrap(), self.zone)
    }

    /// The days that use up the term: the working ones at whose end the clock does not stand, while there is room
    /// to wait.
    fn term(&self, world: &World) -> Vec<NaiveDate> {
        let mut room = COMPLEX - self.days;
        let mut counted = Vec::new();
        let mut day = date(self.started, self.zone);
        while counted.len() < self.days as usize {
            day = day.succ_opt().unwrap();
            if !world.works(day) {
                continue;
            }
            let midnight = end(day, self.zone) + 1_000;
            let mut pauses = self.pauses.iter();
            if room > 0 && pauses.any(|(from, to)| *from < midnight && midnight <= *to) {
                room -= 1;
            } else {
                counted.push(day);
            }
        }
        counted
    }

    fn put(&mut self, now: i64, what: &str) {
        self.journal.push((now, what.to_owned()));
    }

    fn to(&mut self, now: i64, status: &'static str) {
        self.put(now, status);
        if self.is_paused()
            && let Some(asked) = self.asked.take()
        {
            self.pauses.push((asked, now));
        }
        let was_answered = self.is_answered();
        self.status = status;
        if was_answered && status == "in_progress" {
            // A new term.
            self.started = now;
            self.days = self.kind.days();
            self.is_extended = false;
            self.pauses.clear();
            self.is_overdue = false;
        }
        if self.is_paused() {
            self.asked = Some(now);
            self.reminded_of_silence = None;
        }
        if matches!(status, "approved" | "rejected") {
            self.answered = now;
            self.is_execution_asked = false;
            self.is_objected = false;
            self.escalated = 0;
        }
        if !self.is_running()
            && !self.is_paused()
            && self.open.is_some_and(|open| open.is_of_silence)
        {
            self.open = None;
            self.put(now, "objection_decided");
        }
    }

    /// Whether somebody can do it now.
    pub(super) fn can(&self, world: &World, action: Action, now: i64) -> bool {
        let is_free = self.open.is_none();
        match action {
            Action::Take | Action::Withdraw => self.status == "created",
            Action::Ask => self.status == "in_progress",
            Action::Clarify => self.is_running(),
            Action::Reply => self.is_paused(),
            Action::Extend => {
                // A question that was asked too late brings no time back.
                let in_time = self.asked.unwrap_or(now) <= self.due(world);
                (self.is_running() || self.is_paused()) && !self.is_extended && in_time
            }
            Action::Approve => self.status == "in_progress",
            Action::Reject => self.is_running(),
            Action::Confirm => self.status == "approved" && is_free,
            Action::Object => {
                let until = end_after(self.answered, 30, self.zone);
                self.is_answered() && is_free && !self.is_objected && now <= until
            }
            Action::Escalate => {
                let is_late = self.asked.unwrap_or(now) > self.due(world);
                let is_open = self.is_running() || self.is_paused();
                is_open && is_late && is_free && self.escalated < self.kind.above()
            }
            // The promise was not kept.
            Action::Reopen => self.is_answered() && is_free,
        }
    }

    pub(super) fn act(&mut self, action: Action, now: i64) {
        let is_response = matches!(
            action,
            Action::Ask | Action::Clarify | Action::Approve | Action::Reject
        );
        if is_response && self.kind == Kind::Support && !self.is_responded {
            self.is_responded = true;
            self.put(now, "first_response_given");
        }
        match action {
            Action::Take | Action::Reply => self.to(now, "in_progress"),
            Action::Withdraw => self.to(now, "cancelled"),
            Action::Ask => self.to(now, "awaiting_reply"),
            Action::Clarify => self.to(now, "clarification_required"),
            Action::Approve => self.to(now, "approved"),
            Action::Reject => self.to(now, "rejected"),
            Action::Confirm => self.to(now, "closed"),
            Action::Extend => {
                self.is_extended = true;
                self.days = COMPLEX;
                self.put(now, "deadline_extended");
            }
            Action::Object => {
                self.is_objected = true;
                self.file(now, false);
            }
            Action::Escalate => {
                self.escalated += 1;
                self.file(now, true);
                self.put(now, "escalated");
            }
            Action::Reopen => self.to(now, "in_progress"),
        }
    }

    fn file(&mut self, now: i64, is_of_silence: bool) {
        self.open = Some(Open {
            filed: now,
            by: end_after(now, 15, self.zone),
            is_reminded: false,
            is_of_silence,
        });
        self.put(now, "objection_filed");
    }

    /// What is due by itself, until nothing more is.
    pub(super) fn tick(&mut self, world: &World, now: i64) {
        let mut before = usize::MAX;
        while before != self.journal.len() {
            before = self.journal.len();
            self.decide(now);
            if self.is_running() {
                self.remind_executor(world, now);
            } else if self.is_paused() {
                self.remind_applicant(world, now);
            } else if self.is_answered() {
                self.close(world, now);
            }
        }
    }

    fn remind_executor(&mut self, world: &World, now: i64) {
        let is_late = now >= self.registered + DAY && self.kind == Kind::Support;
        if is_late && !self.is_responded && !self.is_response_missed {
            self.is_response_missed = true;
            self.put(now, FIRST_RESPONSE);
        }
        if self.is_overdue {
            return;
        }
        let term = self.term(world);
        if now > self.due(world) {
            self.is_overdue = true;
            self.put(now, "deadline_passed");
            return;
        }
        if term.len() < 3 {
            return;
        }
        let (half, two) = (term.len() / 2, term.len() - 2);
        let mut reminders = vec![(morning(term[two], self.zone), TWO_DAYS)];
        if half < two {
            reminders.push((morning(term[half], self.zone), HALF));
        }
        let due = reminders
            .iter()
            .find(|(at, _)| *at <= now && *at > self.reminded_of_term);
        if let Some((_, what)) = due {
            self.reminded_of_term = now;
            self.put(now, what);
        }
    }

    fn remind_applicant(&mut self, world: &World, now: i64) {
        let asked = self.asked.unwrap();
        match self.reminded_of_silence {
            None if now >= world.morning_after(asked, 5, self.zone) => {
                self.reminded_of_silence = Some(now);
                self.put(now, SILENCE);
            }
            None => {}
            Some(reminded) => {
                let end = world.morning_after(asked, 10, self.zone);
                if now >= end.max(world.morning_after(reminded, 5, self.zone)) {
                    self.to(now, "in_progress");
                }
            }
        }
    }

    /// Nobody decides here but time.
    fn decide(&mut self, now: i64) {
        let Some(open) = self.open else { return };
        let soon = date(open.by, self.zone) - chrono::Days::new(2);
        let soon = morning(soon, self.zone);
        if now > open.by {
            self.open = None;
            self.put(now, "objection_decided");
        } else if soon > open.filed && now >= soon && !open.is_reminded {
            let is_reminded = true;
            self.open = Some(Open {
                is_reminded,
                ..open
            });
            self.put(now, OBJECTION);
        }
    }

    fn close(&mut self, world: &World, now: i64) {
        if self.open.is_some() || self.status == "closed" {
            return;
        }
        if now > end_after(self.answered, 30, self.zone) {
            self.to(now, "closed");
            return;
        }
        let asks = world.morning_after(self.answered, 10, self.zone);
        if self.status == "approved" && !self.is_execution_asked && now >= asks {
            self.is_execution_asked = true;
            self.put(now, EXECUTION);
        }
    }
}
