use crate::shell::Shell;

/// What every page of the desk has around its own content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskShell {
    /// Language and address.
    pub shell: Shell,
    /// The name of the member of staff; may be empty.
    pub name: String,
    /// Their role in the page's language.
    pub role: String,
    /// Whether they work on appeals; whoever does not gets no buttons.
    pub can_work: bool,
    /// Whether they may look at settings; what they change there is for each page to say.
    pub sees_administration: bool,
    /// Notices that they have not read.
    pub unread: u64,
    /// Whether nothing of the desk opens now: no section is offered then.
    pub is_closed: bool,
    /// What they should see to, or have seen to, before it harms appeals.
    pub warnings: Vec<DeskWarning>,
}

/// What somebody should see to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskWarning {
    /// What it is.
    pub text: String,
    /// Where it is seen to and what is done there, for whoever may.
    pub way: Option<(String, String)>,
}

impl DeskShell {
    /// The sections with their addresses.
    pub(crate) fn places(&self) -> Vec<(&'static str, &'static str)> {
        let t = |ru, en| self.shell.t(ru, en);
        if self.is_closed {
            return Vec::new();
        }
        let mut places = vec![
            ("/desk", t("Очередь", "Queue")),
            ("/desk/objections", t("Обжалования", "Objections")),
            ("/desk/reviews", t("Отзывы", "Reviews")),
            ("/desk/notifications", t("Уведомления", "Notifications")),
        ];
        if self.can_work {
            places.push(("/cabinet/participations", t("Поручения", "Tasks")));
            places.push(("/desk/new", t("Новое обращение", "New appeal")));
        }
        if self.sees_administration {
            places.push(("/desk/admin", t("Управление", "Administration")));
        }
        places
    }
}
