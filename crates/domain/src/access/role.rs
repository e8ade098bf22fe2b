//! Roles of people, and scopes of API keys.

use crate::codes::codes;
use crate::lang::{Lang, Text};

codes! {
    /// What somebody is to the service. The order is that of the columns of the permission table.
    pub enum Role, "role" {
        /// Not signed in.
        Nobody = "nobody",
        /// Has the access code of one appeal.
        Applicant = "applicant",
        /// Signed in with an account of their own.
        Citizen = "citizen",
        /// Takes appeals in and works on them.
        Operator = "operator",
        /// Works on appeals that need knowledge of a field.
        Expert = "expert",
        /// Approves answers, upholds objections, reopens.
        Supervisor = "supervisor",
        /// Looks on: figures and lists, with personal data masked.
        Observer = "observer",
        /// Looks after staff, keys and settings.
        Administrator = "administrator",
        /// A program with an API key.
        Integrator = "integrator",
        /// A program with the service token, which the operations team issues.
        Service = "service",
        /// The operations team's own calls, each with a token of its own.
        Ops = "ops",
    }
}

impl Role {
    /// The roles that a member of staff can have.
    pub const STAFF: &'static [Role] = &[
        Role::Operator,
        Role::Expert,
        Role::Supervisor,
        Role::Observer,
        Role::Administrator,
    ];

    /// Whether a member of staff can have this role.
    pub fn is_staff(self) -> bool {
        Role::STAFF.contains(&self)
    }

    /// Whether the role acts for an agency: staff, and programs that were let in.
    pub fn acts_for_agency(self) -> bool {
        self.is_staff() || matches!(self, Role::Integrator | Role::Service)
    }

    /// Whether applicants' data are shown as they are; everybody else sees them masked. A program
    /// with an API key needs the scope [`Scope::Personal`] besides.
    pub const fn sees_personal_data(self) -> bool {
        match self {
            Role::Applicant
            | Role::Citizen
            | Role::Operator
            | Role::Expert
            | Role::Supervisor
            | Role::Integrator
            | Role::Service => true,
            // Figures need no names; nor does looking after accounts and settings.
            Role::Nobody | Role::Observer | Role::Administrator | Role::Ops => false,
        }
    }

    /// What a person reads.
    pub fn text(self) -> Text {
        let (ru, en) = match self {
            Role::Nobody => ("не вошёл", "not signed in"),
            Role::Applicant => ("заявитель", "applicant"),
            Role::Citizen => ("гражданин", "citizen"),
            Role::Operator => ("оператор", "operator"),
            Role::Expert => ("эксперт", "expert"),
            Role::Supervisor => ("руководитель", "supervisor"),
            Role::Observer => ("наблюдатель", "observer"),
            Role::Administrator => ("администратор", "administrator"),
            Role::Integrator => ("внешняя система", "external system"),
            Role::Service => ("служебный вызов", "service call"),
            Role::Ops => ("эксплуатация", "operations"),
        };
        Text::fixed(ru, en)
    }

    /// What a person reads, in a language.
    pub fn label(self, lang: Lang) -> String {
        self.text().get(lang).to_owned()
    }
}

codes! {
    /// What an API key may be used for.
    pub enum Scope, "scope" {
        /// Reading appeals, lists, journals, counters.
        Read = "read",
        /// Sending appeals and files, moving appeals, entering ratings.
        Write = "write",
        /// Exporting lists and acts.
        Export = "export",
        /// Seeing applicants' data as they are; without it they are masked.
        Personal = "personal",
    }
}
