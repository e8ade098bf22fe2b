use askama::Template;

use crate::cabinet::places;
use crate::card::Attachment;
use crate::desk::DeskShell;
use crate::moment::Moment;
use crate::shell::Shell;
use crate::upload::size;
use crate::values::Choice;

/// `/participate`: an invitation to take part in an appeal. Its token stands in the fragment.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "participants/participate.html", whitespace = "minimize")]
pub struct ParticipateView {
    /// Language and address.
    pub shell: Shell,
    /// Whether the person has signed in: only then there is something to accept.
    pub is_signed_in: bool,
    /// Why it did not work, or empty.
    pub error: String,
}

/// A link that was made for a new participant; it is shown this once.
#[derive(Debug, Clone, Default)]
pub struct InvitedView {
    /// Language and address.
    pub shell: Shell,
    /// What the desk has around its pages, where a member of staff invites.
    pub desk: Option<DeskShell>,
    /// Number of the appeal.
    pub number: String,
    /// The link.
    pub link: String,
    /// Where the appeal is.
    pub back: String,
}

/// [`InvitedView`] among the citizens' pages.
#[derive(Template)]
#[template(path = "participants/invited.html", whitespace = "minimize")]
pub(crate) struct InvitedPage<'a> {
    pub(crate) shell: &'a Shell,
    pub(crate) view: &'a InvitedView,
}

/// [`InvitedView`] at the desk.
#[derive(Template)]
#[template(path = "desk/invited.html", whitespace = "minimize")]
pub(crate) struct DeskInvitedPage<'a> {
    pub(crate) desk: &'a DeskShell,
    pub(crate) view: &'a InvitedView,
}

/// `/cabinet/participations`: the appeals in which the person takes part.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "participants/list.html", whitespace = "minimize")]
pub struct ParticipationsView {
    /// Language and address.
    pub shell: Shell,
    /// What has just been done, or empty.
    pub notice: String,
    /// The appeals, the newest participation first.
    pub rows: Vec<ParticipationRow>,
    /// What waits for them.
    pub tasks: Vec<TaskRow>,
    /// The cursor of the next page, or empty.
    pub next: String,
}

impl ParticipationsView {
    fn places(&self) -> [(&'static str, &'static str); 6] {
        places(&self.shell)
    }
}

/// `/status/{number}/edit`: the applicant changes the text before anybody works on it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "participants/edit.html", whitespace = "minimize")]
pub struct EditView {
    /// Language and address.
    pub shell: Shell,
    /// Number of the appeal.
    pub number: String,
    /// The title.
    pub title: String,
    /// What is wrong with it, or empty.
    pub title_error: String,
    /// The text.
    pub text: String,
    /// What is wrong with it, or empty.
    pub text_error: String,
    /// The category's own fields.
    pub fields: Vec<EditField>,
}

/// A field of a category's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditField {
    /// Sent as `fields.{code}`.
    pub code: String,
    /// Its label.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// What is wrong with it, or empty.
    pub error: String,
}

impl EditView {
    /// What the summary of errors links to: the control's id and the message.
    fn errors(&self) -> Vec<(String, &str)> {
        let fields = self.fields.iter();
        let fields = fields.map(|one| (format!("field-{}", one.code), one.error.as_str()));
        let mut errors = vec![
            ("title".to_owned(), self.title_error.as_str()),
            ("text".to_owned(), self.text_error.as_str()),
        ];
        errors.extend(fields);
        errors.retain(|(_, text)| !text.is_empty());
        errors
    }
}

/// An appeal in which somebody takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParticipationRow {
    /// Number.
    pub number: String,
    /// Title, masked where that is so.
    pub title: String,
    /// Code of the status.
    pub status: String,
    /// Its label.
    pub status_label: String,
    /// As what they take part.
    pub role: String,
    /// Since when.
    pub since: Moment,
}

/// Something that somebody was given to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskRow {
    /// Id.
    pub id: String,
    /// Number of the appeal.
    pub number: String,
    /// What is to be done.
    pub text: String,
    /// What was missing when it was returned, or empty.
    pub remarks: String,
    /// By when, or empty.
    pub due: String,
    /// Whether it is to be done; otherwise it waits to be confirmed.
    pub is_open: bool,
    /// When it last changed.
    pub since: Moment,
}

/// Who takes part in an appeal and what they are to do, on its card: of the applicant, of a participant and of
/// staff. It is a part of another page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "participants/on_card.html", whitespace = "minimize")]
pub struct PeopleView {
    /// Language and address.
    pub shell: Shell,
    /// Number of the appeal.
    pub number: String,
    /// Who takes part or is invited.
    pub people: Vec<Person>,
    /// The tasks that the reader may see.
    pub tasks: Vec<TaskOnCard>,
    /// Roles in which the reader may invite: code and label. Empty: they invite nobody.
    pub roles: Vec<Choice>,
    /// Rights that can be given, with their labels.
    pub rights: Vec<Choice>,
    /// Whether the reader gives tasks and decides on them.
    pub gives_tasks: bool,
    /// As what the reader takes part; empty for whoever does not.
    pub own_role: String,
    /// The id under which they do.
    pub own_id: String,
    /// Agencies that can be added, for staff.
    pub agencies: Vec<Choice>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: String,
    /// The role in the page's language.
    pub role: String,
    /// The name or the agency, or empty.
    pub name: String,
    /// What they may, in words.
    pub rights: String,
    /// Whether they did not come in yet.
    pub is_invited: bool,
    /// Whether the reader may remove them.
    pub can_remove: bool,
}

/// A task, on a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskOnCard {
    /// The id.
    pub id: String,
    /// Who is to do it.
    pub who: String,
    /// `open`, `done`, `confirmed` or `dropped`.
    pub state: String,
    /// What.
    pub text: String,
    /// By when, or empty.
    pub due: String,
    /// The report, or empty.
    pub report: String,
    /// The files of the report.
    pub files: Vec<Attachment>,
    /// What was missing, or empty.
    pub remarks: String,
    /// Whether the reader is to do it.
    pub is_own: bool,
}

impl PeopleView {
    fn size(&self, bytes: &u64) -> String {
        size(self.shell.lang, *bytes)
    }

    fn is_empty(&self) -> bool {
        self.people.is_empty() && self.roles.is_empty() && self.own_role.is_empty()
    }

    fn state<'a>(&'a self, task: &TaskOnCard) -> &'a str {
        let t = |ru, en| self.shell.t(ru, en);
        match task.state.as_str() {
            "open" => t("нужно сделать", "to be done"),
            "done" => t("ждёт подтверждения", "waits for confirmation"),
            "confirmed" => t("принято", "confirmed"),
            _ => t("снято", "dropped"),
        }
    }
}
