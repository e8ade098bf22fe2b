//! Somebody who is told things: how they are reached, in which language, and what they chose.

use chrono::{DateTime, Utc};
use domain::appeal::AnswerBy;
use domain::event::AppealRegistered;
use domain::notice::{Group, Quiet, Topic};
use domain::{Lang, Region};
use store::account::{Account, Profile};

/// Somebody to tell.
pub(crate) struct Person {
    /// `account:ID`, or `appeal:ID` for an applicant without an account.
    pub(crate) target: String,
    pub(crate) account: Option<String>,
    /// Whether they work here: their choices and their pages are others.
    pub(crate) is_staff: bool,
    pub(crate) lang: Lang,
    pub(crate) region: Region,
    pub(crate) quiet: Option<Quiet>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    /// What is wanted, and by which ways.
    wishes: Wishes,
}

enum Wishes {
    Profile(Box<Profile>),
    /// All of it by these channels.
    Channels(Vec<&'static str>),
}

impl Person {
    /// Whoever has an account. News go to the address that they named for them.
    pub(crate) fn of_account(account: Account, region: Region) -> Self {
        let profile = account.profile;
        let contact = &profile.person;
        Person {
            target: format!("account:{}", account.id),
            account: Some(account.id),
            is_staff: account.role.is_staff(),
            lang: account.lang,
            region: profile.region.unwrap_or(region),
            quiet: profile.quiet,
            email: profile.letters_to().map(str::to_owned),
            phone: contact.phone.clone(),
            wishes: Wishes::Profile(Box::new(profile)),
        }
    }

    /// Whoever has sent an appeal without an account, by what stands in it; none where it names no applicant.
    pub(crate) fn of_appeal(id: &str, registered: &AppealRegistered) -> Option<Self> {
        let applicant = registered.private.as_ref()?.applicant.as_ref()?;
        let wished = &registered.answer_by;
        let names = |way: AnswerBy| wished.contains(&way);
        let mut channels = Vec::new();
        // There is no cabinet without an account: whoever named nothing else is written to.
        if names(AnswerBy::Email) || wished.iter().all(|way| *way == AnswerBy::Cabinet) {
            channels.push("email");
        }
        if names(AnswerBy::Sms) {
            channels.push("sms");
        }
        Some(Person {
            target: format!("appeal:{id}"),
            account: None,
            is_staff: false,
            lang: registered.lang,
            region: registered.region,
            quiet: None,
            email: applicant.email.clone(),
            phone: applicant.phone.clone(),
            wishes: Wishes::Channels(channels),
        })
    }

    /// The first moment from `at` on when they may be written to.
    pub(crate) fn awake(&self, at: DateTime<Utc>, topic: Topic) -> DateTime<Utc> {
        let quiet = self.quiet.filter(|_| !topic.is_urgent());
        quiet.map_or(at, |quiet| quiet.end(at, self.region))
    }

    /// The page where they choose what they are told; none without an account.
    pub(crate) fn settings(&self) -> Option<&'static str> {
        let page = match self.is_staff {
            true => "/desk/notifications",
            false => "/cabinet/notifications",
        };
        self.account.as_ref().map(|_| page)
    }

    /// Where a channel leads; none where it leads nowhere.
    pub(crate) fn contact(&self, channel: &str) -> Option<&str> {
        match channel {
            "email" => self.email.as_deref(),
            "sms" => self.phone.as_deref(),
            _ => None,
        }
    }

    /// The channels by which they want news of this group, and can be reached.
    pub(crate) fn channels(&self, group: Group) -> Vec<&'static str> {
        ["email", "sms"]
            .into_iter()
            .filter(|channel| self.contact(channel).is_some())
            .filter(|channel| match &self.wishes {
                Wishes::Profile(profile) => profile.wants(group, channel),
                Wishes::Channels(channels) => channels.contains(channel),
            })
            .collect()
    }
}
