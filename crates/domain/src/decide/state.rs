//! What is known of an appeal when something about it is decided.

use chrono::{DateTime, Utc};

use crate::deadline::Deadline;
use crate::event::{AppealRegistered, Event, RatingGiven};
use crate::number::AppealNumber;
use crate::region::Region;
use crate::status::Status;

/// The state that decisions need: a fold of the appeal's journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealState {
    /// The number.
    pub number: AppealNumber,
    /// The status.
    pub status: Status,
    /// The region.
    pub region: Region,
    /// The deadline.
    pub deadline: Deadline,
    /// Whether it has ever been in progress.
    pub processing_started: bool,
    /// The rating, once there is one.
    pub rated: Option<Rated>,
    /// The account of the applicant, where they have one.
    pub account: Option<String>,
    /// The due time whose passing is recorded already.
    pub overdue_since: Option<DateTime<Utc>>,
}

/// A rating that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated {
    /// Stars, 1 to 5.
    pub score: u8,
    /// Whether it was reviewed, after which it stands.
    pub reviewed: bool,
}

impl AppealState {
    /// The state after the first event.
    pub fn registered(number: AppealNumber, event: &AppealRegistered) -> AppealState {
        AppealState {
            number,
            status: event.status,
            region: event.region,
            deadline: event.deadline.clone(),
            processing_started: event.status == Status::InProgress,
            rated: None,
            account: event.account.clone(),
            overdue_since: None,
        }
    }

    /// The state that a whole journal leads to; none when the first event is no
    /// registration.
    pub fn replay<'a>(
        number: AppealNumber,
        events: impl IntoIterator<Item = &'a Event>,
    ) -> Option<AppealState> {
        let mut events = events.into_iter();
        let Event::AppealRegistered(first) = events.next()? else {
            return None;
        };
        let mut state = AppealState::registered(number, first);
        events.for_each(|event| state.apply(event));
        Some(state)
    }

    /// The state after one more event. A second registration changes nothing.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::AppealRegistered(_) => {}
            Event::StatusChanged(change) => {
                self.status = change.to;
                self.processing_started |= change.to == Status::InProgress;
                self.deadline = change.deadline.clone();
            }
            Event::RatingGiven(rating) | Event::RatingRevised(rating) => self.rate(rating),
            Event::DeadlinePassed(passed) => self.overdue_since = Some(passed.due_at),
            Event::AppealClaimed(claimed) => self.account = Some(claimed.account.clone()),
            Event::PersonalDataErased(_) => self.account = None,
        }
    }

    fn rate(&mut self, rating: &RatingGiven) {
        self.rated = Some(Rated {
            score: rating.score,
            reviewed: self.rated.is_some_and(|rated| rated.reviewed),
        });
    }
}
