use askama::Template;

use crate::category::CategoryGroup;
use crate::deadline::DeadlineView;
use crate::desk::DeskShell;
use crate::field::Field;
use crate::form::FormView;
use crate::moment::Moment;
use crate::sections::{Section, Slot};
use crate::upload::size;
use crate::values::{Choice, Fault};

/// `/desk/new`: an appeal that somebody brings by telephone or to a service centre. First its category, then the
/// form, all on one page: nothing of a stranger's data is kept on the operator's device.
#[derive(Debug, Clone)]
pub enum NewAppealView {
    /// The choice of a category.
    Choose {
        /// Around the page.
        desk: DeskShell,
        /// Categories by group.
        groups: Vec<CategoryGroup>,
    },
    /// The form of a category.
    Fill {
        /// Around the page.
        desk: DeskShell,
        /// The form as citizens have it.
        form: Box<FormView>,
        /// Ways in which appeals are brought: `phone`, `service_centre`.
        channels: Vec<Choice>,
    },
}

/// The page that [`crate::new_appeal`] renders for a category.
#[derive(Template)]
#[template(path = "desk/new.html", whitespace = "minimize")]
pub(crate) struct FillPage<'a> {
    desk: &'a DeskShell,
    view: &'a FormView,
    channel: Field,
    sections: Vec<Section>,
}

/// The page that [`crate::new_appeal`] renders before.
#[derive(Template)]
#[template(path = "desk/new_category.html", whitespace = "minimize")]
pub(crate) struct ChoosePage<'a> {
    pub(crate) desk: &'a DeskShell,
    pub(crate) groups: &'a [CategoryGroup],
}

impl<'a> FillPage<'a> {
    pub(crate) fn new(desk: &'a DeskShell, view: &'a FormView, channels: &[Choice]) -> Self {
        let label = desk.shell.t("Как обратились", "How it was brought");
        let channel = Field::new(desk.shell.lang, "channel", label)
            .widget(crate::field::Widget::Radios, channels.to_vec())
            .required(
                desk.shell
                    .t("Выберите, как обратились", "Choose how it was brought"),
            )
            .fill(&view.values, &view.faults);
        FillPage {
            desk,
            view,
            channel,
            sections: Section::all(view),
        }
    }

    fn slots(&self) -> Vec<Slot> {
        Slot::all(self.view)
    }

    fn call_at(&self) -> Field {
        Section::call_at(self.view)
    }

    fn answer_by(&self) -> Field {
        Section::answer_by(self.view)
    }

    fn target(&self, fault: &Fault) -> String {
        if self.channel.is_meant(fault) {
            return self.channel.id();
        }
        self.view.target(fault)
    }

    fn size(&self, bytes: &u64) -> String {
        size(self.desk.shell.lang, *bytes)
    }
}

/// An appeal that was entered: what the applicant takes away on paper. The code is shown this once.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "desk/entered.html", whitespace = "minimize")]
pub struct EnteredView {
    /// Around the page.
    pub desk: DeskShell,
    /// Number of the appeal.
    pub number: String,
    /// The access code.
    pub access_code: String,
    /// The address at which the applicant follows the appeal.
    pub address: String,
    /// When it was registered.
    pub created: Moment,
    /// Who brought it, by name; empty when anonymous.
    pub applicant: String,
    /// How it was brought.
    pub channel: String,
    /// The title.
    pub title: String,
    /// Category in the page's language.
    pub category: String,
    /// Name of the agency that answers.
    pub agency: String,
    /// By when, and why.
    pub deadline: Option<DeadlineView>,
    /// What the applicant still has to send, by name.
    pub missing: Vec<String>,
}
