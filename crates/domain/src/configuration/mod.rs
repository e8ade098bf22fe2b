//! The configuration: what an administrator looks after, as data with a history.
//!
//! Each kind of item has a structure here that is at once what is stored, what is sent and what a form
//! carries; [`Item`] says how it is found. A structure holds whatever came; `check` lists what is wrong
//! with it, and what is stored has been checked.

mod agency;
mod calendar;
mod category;
mod check;
mod routing;
mod setting;
mod template;
mod term;
mod unit;
mod webhook;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::category::Catalogue;
use crate::codes::codes;
use crate::lang::Text;
use crate::routing::Rule;
use crate::rules::Rules;

pub use agency::AgencyItem;
pub use calendar::{CalendarDayItem, CalendarYearItem};
pub use category::{
    APPLICANT_MEMBERS, CategoryItem, DocumentItem, FieldItem, HelpItem, HintItem, OptionItem,
    SampleItem,
};
pub use check::Faults;
pub use routing::RoutingRuleItem;
pub use setting::SettingItem;
pub use template::{AnswerTemplate, TemplateItem, TemplateKind};
pub use term::DeadlineClassItem;
pub use unit::UnitItem;
pub use webhook::{WEBHOOK_EVENTS, WebhookItem};

codes! {
    /// A kind of items.
    pub enum Kind, "kind of configuration" {
        /// An agency.
        Agency = "agency",
        /// A unit of an agency.
        Unit = "unit",
        /// A category of appeals, or a group of them.
        Category = "category",
        /// Where appeals go.
        RoutingRule = "routing_rule",
        /// The term of a class of deadlines.
        DeadlineClass = "deadline_class",
        /// A day off or a working day that differs from the calendar.
        CalendarDay = "calendar_day",
        /// A year that the calendar is complete for.
        CalendarYear = "calendar_year",
        /// A figure or a choice with a default.
        Setting = "setting",
        /// A text to begin an answer with.
        AnswerTemplate = "answer_template",
        /// Where a program wants to hear of events.
        Webhook = "webhook",
        /// Somebody who may not write for a while.
        Block = "block",
    }
}

/// An item of the configuration.
pub trait Item: Serialize + DeserializeOwned + Default + Send {
    /// Its kind.
    const KIND: Kind;

    /// What it is found by among its kind; an id given by us is not part of the item and is empty here.
    fn key(&self) -> String;

    /// The agency whose administrator may look after it; none where it concerns everybody.
    fn agency(&self) -> Option<&str>;

    /// Notes what is wrong with it, as the item with this key, beside what is true now.
    fn check(&self, key: &str, now: &Configuration, faults: &mut Faults);

    /// Why it may not go, in words; none where nothing needs it.
    fn needed(&self, _now: &Configuration) -> Option<Text> {
        None
    }

    /// It, as a rule of routing, where it is one: rules lead to people and across agencies.
    fn rule(&self) -> Option<&RoutingRuleItem> {
        None
    }

    /// What it is when it goes: closed for what is new, or none where it goes altogether. Its history stays.
    fn closed(self) -> Option<Self> {
        None
    }
}

/// All that is true now.
#[derive(Debug, Clone, Default)]
pub struct Configuration {
    /// Grows with every change.
    pub version: i64,
    /// Agencies and categories.
    pub catalogue: Catalogue,
    /// Units of agencies.
    pub units: Vec<UnitItem>,
    /// Where appeals go: the active rules in their order.
    pub routing: Vec<Rule>,
    /// Terms, days and figures.
    pub rules: Rules,
    /// Texts to begin an answer with.
    pub templates: Vec<AnswerTemplate>,
}

impl Configuration {
    /// Whether the agency has this unit, and it is open.
    pub fn has_unit(&self, agency: &str, code: &str) -> bool {
        let mut units = self.units.iter();
        units.any(|unit| unit.active && unit.agency == agency && unit.code == code)
    }
}
