use askama::Template;

use crate::desk::{DeskShell, RefusedView};
use crate::moment::Moment;
use crate::objection::ObjectionView;
use crate::shell::Shell;
use crate::values::Choice;

/// `/desk/objections`: objections that wait, the most urgent first, or those that were decided.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "desk/objections.html", whitespace = "minimize")]
pub struct ObjectionListView {
    /// Around the page.
    pub desk: DeskShell,
    /// Which of them: `here`, `mine`, `unassigned`, `above` or `decided`.
    pub shown: String,
    /// Of decided ones, the outcome that they are narrowed to, or empty.
    pub outcome: String,
    /// What they can be narrowed to.
    pub outcomes: Vec<Choice>,
    /// The objections.
    pub items: Vec<ListedObjection>,
    /// Where the next page is, or empty.
    pub next: String,
}

/// An objection in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedObjection {
    /// Its number.
    pub number: String,
    /// The appeal's number.
    pub appeal: String,
    /// The category.
    pub category: String,
    /// The agency that answered.
    pub origin: String,
    /// The agency that decides, with its instance.
    pub agency: String,
    /// Who decides: a name, «вы», or empty while nobody does.
    pub reviewer: String,
    /// By when.
    pub decide_by: Moment,
    /// The time left.
    pub left: String,
    /// Whether less than two days are left.
    pub is_urgent: bool,
    /// What is contested, or empty where it is what the answer says.
    pub ground: String,
    /// What became of it, or empty while it waits.
    pub outcome: String,
    /// When.
    pub decided: Moment,
}

/// `/desk/reviews`: complaints in ratings that wait, the most urgent first.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "desk/reviews.html", whitespace = "minimize")]
pub struct ReviewListView {
    /// Around the page.
    pub desk: DeskShell,
    /// The complaints.
    pub items: Vec<WaitingReview>,
    /// Where the next page is, or empty.
    pub next: String,
}

/// A complaint in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaitingReview {
    /// The appeal's number.
    pub appeal: String,
    /// The category.
    pub category: String,
    /// The agency that answered.
    pub agency: String,
    /// 1 to 5.
    pub score: i64,
    /// What the comment is about, or empty.
    pub about: String,
    /// By when it is looked into.
    pub review_by: Moment,
    /// Whether that is provisional.
    pub is_provisional: bool,
    /// The time left; of a term that has passed since when.
    pub left: String,
    /// Whether the term has passed.
    pub is_late: bool,
}

/// The section of the desk's card on objections, as a part of that page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "desk/card_objections.html", whitespace = "minimize")]
pub struct CardObjections {
    /// Language.
    pub shell: Shell,
    /// The appeal's number.
    pub number: String,
    /// The version that the forms were made for.
    pub version: i64,
    /// The command that was refused, with what was typed.
    pub refused: Option<RefusedView>,
    /// Every objection, oldest first.
    pub items: Vec<ObjectionView>,
    /// What can be done with the open one.
    pub acts: Option<ObjectionActs>,
    /// The complaint in the rating, where there is or was one.
    pub review: Option<ReviewView>,
    /// The appeal that this one repeats.
    pub original: Option<OriginalView>,
}

impl CardObjections {
    /// What was typed into a control of the command that was refused, or empty.
    pub(crate) fn typed(&self, command: &str, name: &str) -> &str {
        let refused = self.refused.as_ref().filter(|one| one.command == command);
        refused.map_or("", |one| one.values.get(name))
    }

    pub(crate) fn is_tried(&self, command: &str) -> bool {
        self.refused
            .as_ref()
            .is_some_and(|one| one.command == command)
    }
}

/// What a member of staff can do with the open objection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectionActs {
    /// Its ordinal, in addresses.
    pub ordinal: u16,
    /// Whether it is that there is no answer.
    pub is_about_silence: bool,
    /// Whether this reader decides it.
    pub decides: bool,
    /// Why they do not, or empty.
    pub note: String,
    /// Who has it, or empty.
    pub reviewer: String,
    /// To whom it can be given: accounts with names.
    pub reviewers: Vec<Choice>,
    /// The instance above with its agency, or empty.
    pub above: String,
}

/// A complaint in a rating.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewView {
    /// 1 to 5.
    pub score: u8,
    /// What it is about, or empty.
    pub about: String,
    /// The comment; line breaks are kept.
    pub comment: String,
    /// By when it is looked into.
    pub review_by: Moment,
    /// Whether that is provisional.
    pub is_provisional: bool,
    /// The time left.
    pub left: String,
    /// Whether this reader looks into it.
    pub decides: bool,
    /// What was found, or empty.
    pub outcome: String,
    /// Why; line breaks are kept.
    pub explanation: String,
}

/// The appeal that a repeat appeal repeats, for whoever works on the repeat.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OriginalView {
    /// Its number.
    pub number: String,
    /// Whether the reader may open it; then the rest is filled in.
    pub is_visible: bool,
    /// Its status.
    pub status: String,
    /// When it was registered.
    pub created: Moment,
    /// Its title.
    pub title: String,
    /// Its text; line breaks are kept.
    pub text: String,
    /// The answer, or empty.
    pub answer: String,
    /// When that was given.
    pub answered: Moment,
}
