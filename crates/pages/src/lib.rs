//! The pages a citizen sees, in Russian and English: data in, HTML out.
//!
//! Each page is a view struct that the caller fills with plain strings and hands
//! to the function of the same name: [`home`], [`categories`], [`form`],
//! [`preview`], [`receipt`], [`lookup`], [`card`], [`developers`], [`error`]; those of
//! accounts are in [`sign_in`] and its neighbours, those of the cabinet in [`cabinet()`].
//! There is no I/O and no clock here; every value is escaped by the template.
//!
//! Names of form controls are the JSON pointers of `POST /api/v1/appeals` with
//! dots for slashes (`/applicant/phone` is `applicant.phone`), so a [`Fault`]
//! finds its control without a table.

mod account;
mod admin;
mod again;
mod cabinet;
mod card;
mod category;
mod content;
mod deadline;
mod desk;
mod developers;
mod error;
mod field;
mod form;
mod format;
mod home;
mod letter;
mod lookup;
mod moment;
mod news;
mod objection;
mod participants;
mod preview;
mod receipt;
mod resume;
mod sections;
mod shell;
#[cfg(test)]
mod tests;
mod told;
mod upload;
mod values;
mod versions;

/// Addresses of the files in `static/`, with the hash of their content.
pub mod assets {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

pub use account::{
    Approve, ApproveView, Asker, CodeFor, CodeView, DemonstrationRole, DemonstrationView,
    InvitationView, LeavingView, RecoveryView, RegisterView, SecondFactorView, SignInView,
    SignedInView,
};
pub use admin::{
    AdminAction, AdminField, AdminFormView, AdminGroup, AdminHistoryView, AdminListView, AdminRow,
    AdminTable, AdminWidget, Change, Difference, Removal,
};
pub use again::AgainView;
pub use cabinet::{
    AccessRow, AccessesView, AccountState, CabinetRow, CabinetView, Claim, FactorRow,
    NotificationRow, NotificationsView, ProfileView, SecurityView, SessionRow, TotpSetup,
};
pub use card::{
    Attachment, CardView, CommentForm, Entry, Given, GivenView, Rating, RatingForm, StatusView,
};
pub use category::{CategoriesView, CategoryChoice, CategoryGroup, Unsent};
pub use content::{ConductView, MarkView, Revision, RevisionLine, RevisionsView};
pub use deadline::{Clock, DeadlineView};
pub use desk::{
    ApplicantView, CallView, Can, DeskCardView, DeskEntry, DeskFile, DraftView, RefusedView,
    Related, Said, Suggestion, TemplateChoice,
};
pub use desk::{
    BulkLine, CardObjections, DeskShell, DeskWarning, EnteredView, ListedObjection, NewAppealView,
    ObjectionActs, ObjectionListView, OriginalView, QueueRow, QueueTab, QueueView, ReviewListView,
    ReviewView, SavedTab, WaitingReview,
};
pub use developers::{DevelopersView, Operation};
pub use error::ErrorView;
pub use form::{FormCategory, FormField, FormView, Kind};
pub use home::HomeView;
pub use letter::{LetterItem, LetterView};
pub use lookup::{LookupFor, LookupView};
pub use moment::{Moment, left_in_short, time_left};
pub use news::{DeskNotificationsView, News, NewsRow, NotifySetting, NotifySettings};
pub use objection::{ObjectionForm, ObjectionFormKind, ObjectionView, ObjectionsView};
pub use participants::{
    EditField, EditView, InvitedView, ParticipateView, ParticipationRow, ParticipationsView,
    PeopleView, Person, TaskOnCard, TaskRow,
};
pub use preview::PreviewView;
pub use receipt::ReceiptView;
pub use resume::{ResumeForm, ResumeView, ResumeWhy};
pub use shell::{Shell, Visitor};
pub use told::{Delivery, ToldRow, ToldView};
pub use upload::{ACCEPTED_FILES, Limits, Upload, size};
pub use values::{Choice, Fault, Row, Values};
pub use versions::{FileHistory, FileVersion};

use askama::Template;

/// The start page, `/`.
pub fn home(view: &HomeView) -> String {
    page(view)
}

/// `/submit` without a category: the choice of one.
pub fn categories(view: &CategoriesView) -> String {
    page(view)
}

/// `/submit?category=…`, and the same form again with what was wrong in it.
pub fn form(view: &FormView) -> String {
    page(&form::FormPage::new(view))
}

/// What will be sent, where to, and by when it will be answered.
pub fn preview(view: &PreviewView) -> String {
    page(view)
}

/// `/receipt/{number}`: the appeal is registered.
pub fn receipt(view: &ReceiptView) -> String {
    page(view)
}

/// `/status`, and a receipt or card that this device has no access to yet.
pub fn lookup(view: &LookupView) -> String {
    page(view)
}

/// `/status/{number}`: one appeal with its journal.
pub fn card(view: &CardView) -> String {
    page(view)
}

/// The page on the way to an identity provider.
pub fn leaving(view: &LeavingView) -> String {
    page(view)
}

/// `/sign-in`.
pub fn sign_in(view: &SignInView) -> String {
    page(view)
}

/// Signed in beside a page that waits.
pub fn signed_in(view: &SignedInView) -> String {
    page(view)
}

/// The second step of signing in.
pub fn second_factor(view: &SecondFactorView) -> String {
    page(view)
}

/// `/register`.
pub fn register(view: &RegisterView) -> String {
    page(view)
}

/// A code that was sent is asked for.
pub fn code(view: &CodeView) -> String {
    page(view)
}

/// `/recovery`.
pub fn recovery(view: &RecoveryView) -> String {
    page(view)
}

/// `/demo`: as whom one can enter a demonstration.
pub fn demonstration(view: &DemonstrationView) -> String {
    page(view)
}

/// `/approve`.
pub fn approve(view: &ApproveView) -> String {
    page(view)
}

/// `/invitation`.
pub fn invitation(view: &InvitationView) -> String {
    page(view)
}

/// `/cabinet`: the person's own appeals.
pub fn cabinet(view: &CabinetView) -> String {
    page(view)
}

/// `/cabinet/profile`.
pub fn profile(view: &ProfileView) -> String {
    page(view)
}

/// `/cabinet/security`.
pub fn security(view: &SecurityView) -> String {
    page(view)
}

/// `/cabinet/accesses`.
pub fn accesses(view: &AccessesView) -> String {
    page(view)
}

/// `/cabinet/notifications`.
pub fn notifications(view: &NotificationsView) -> String {
    page(view)
}

/// `/desk/appeals/{number}`: one appeal as those who work on it see it.
pub fn desk_card(view: &DeskCardView) -> String {
    page(view)
}

/// `/desk`: the queue.
pub fn queue(view: &QueueView) -> String {
    page(view)
}

/// `/desk/objections`.
pub fn desk_objections(view: &ObjectionListView) -> String {
    page(view)
}

/// The part of `/desk/appeals/{number}` about objections, complaints and the appeal that it repeats.
pub fn card_objections(view: &CardObjections) -> String {
    page(view)
}

/// The part of `/desk/appeals/{number}` about the call that the applicant waits for.
pub fn desk_call(view: &CallView) -> String {
    page(view)
}

/// The part of a card about what people were told.
pub fn told(view: &ToldView) -> String {
    page(view)
}

/// `/desk/notifications`.
pub fn desk_notifications(view: &DeskNotificationsView) -> String {
    page(view)
}

/// `/desk/reviews`.
pub fn desk_reviews(view: &ReviewListView) -> String {
    page(view)
}

/// A section of the administration.
pub fn admin_list(view: &AdminListView) -> String {
    page(view)
}

/// An entry of the administration, or a new one.
pub fn admin_form(view: &AdminFormView) -> String {
    page(view)
}

/// `/desk/admin/history`.
pub fn admin_history(view: &AdminHistoryView) -> String {
    page(view)
}

/// `/desk/new`: an appeal that somebody brings by telephone or in person.
pub fn new_appeal(view: &NewAppealView) -> String {
    match view {
        NewAppealView::Choose { desk, groups } => page(&desk::ChoosePage { desk, groups }),
        NewAppealView::Fill {
            desk,
            form,
            channels,
        } => page(&desk::FillPage::new(desk, form, channels)),
    }
}

/// An appeal that was entered so, with its receipt.
pub fn entered(view: &EnteredView) -> String {
    page(view)
}

/// `/status/{number}/edit`: the text before anybody works on it.
pub fn edit(view: &EditView) -> String {
    page(view)
}

/// Who takes part in an appeal, as a part of its card.
pub fn people(view: &PeopleView) -> String {
    part(view)
}

/// How the text of an appeal was changed, as a part of its card.
pub fn revisions(view: &RevisionsView) -> String {
    part(view)
}

/// Marks for bad conduct, as a part of a card.
pub fn conduct(view: &ConductView) -> String {
    part(view)
}

/// A form of a card that was refused.
pub fn again(view: &AgainView) -> String {
    match &view.desk {
        Some(desk) => page(&again::DeskAgainPage { desk, view }),
        None => page(&again::AgainPage {
            shell: &view.shell,
            view,
        }),
    }
}

/// `/participate`: an invitation to take part.
pub fn participate(view: &ParticipateView) -> String {
    page(view)
}

/// A link that was made for a new participant.
pub fn invited(view: &InvitedView) -> String {
    match &view.desk {
        Some(desk) => page(&participants::DeskInvitedPage { desk, view }),
        None => page(&participants::InvitedPage {
            shell: &view.shell,
            view,
        }),
    }
}

/// `/cabinet/participations`: where the person takes part.
pub fn participations(view: &ParticipationsView) -> String {
    page(view)
}

/// `/developers`.
pub fn developers(view: &DevelopersView) -> String {
    page(view)
}

/// A form that came after its session had ended.
pub fn resume(view: &ResumeView) -> String {
    match view.is_desk {
        true => page(&resume::DeskResumePage { view }),
        false => page(&resume::ResumePage { view }),
    }
}

/// Any refusal or failure, as a page.
pub fn error(view: &ErrorView) -> String {
    match &view.desk {
        Some(desk) => page(&error::DeskErrorPage { desk, view }),
        None => page(&error::ErrorPage {
            shell: &view.shell,
            view,
        }),
    }
}

/// A part of a page of ours.
fn part(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}

/// Writing into a `String` fails only if a value's `Display` does, and ours don't;
/// still, a page is better than a trap that ends the other requests of the instance.
fn page(template: &impl Template) -> String {
    template
        .render()
        .unwrap_or_else(|_| "<!doctype html><title>Отклик</title><p>500".to_owned())
}
