//! The desk: what staff see.

mod call;
mod card;
mod new;
mod objections;
mod queue;
mod shell;

pub use call::CallView;
pub use card::{
    ApplicantView, Can, DeskCardView, DeskEntry, DeskFile, DraftView, RefusedView, Related, Said,
    Suggestion, TemplateChoice,
};
pub(crate) use new::{ChoosePage, FillPage};
pub use new::{EnteredView, NewAppealView};
pub use objections::{
    CardObjections, ListedObjection, ObjectionActs, ObjectionListView, OriginalView,
    ReviewListView, ReviewView, WaitingReview,
};
pub use queue::{BulkLine, QueueRow, QueueTab, QueueView, SavedTab};
pub use shell::{DeskShell, DeskWarning};
