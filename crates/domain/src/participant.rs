//! Who takes part in an appeal besides its applicant and its executor, and what they may (product rules, D10).

use std::collections::BTreeSet;

use crate::access::Role;
use crate::codes::codes;
use crate::lang::{Lang, Text};

codes! {
    /// As what somebody takes part.
    pub enum ParticipantRole, "role of a participant" {
        /// Acts for the applicant.
        Representative = "representative",
        /// A member of staff of another unit or agency who works along.
        Operator = "operator",
        /// A member of staff who knows the field.
        Expert = "expert",
        /// Another agency: whoever works there.
        Agency = "agency",
        /// A civic organisation that stands by the applicant.
        Civic = "civic",
    }
}

codes! {
    /// What a participant may beyond seeing the status, the answer and their own tasks.
    pub enum Right, "right of a participant" {
        /// Sees the applicant's data as they are; without it they are masked.
        Personal = "personal",
        /// Opens the files. Nobody can hide a name in a picture, so it needs [`Right::Personal`].
        Files = "files",
        /// Reads the correspondence.
        Dialogue = "dialogue",
        /// Writes in it.
        Reply = "reply",
        /// Reads the notes that staff write for each other.
        Notes = "notes",
    }
}

/// The rights of one participant.
pub type Rights = BTreeSet<Right>;

impl ParticipantRole {
    /// What a person reads.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            ParticipantRole::Representative => ("представитель заявителя", "representative"),
            ParticipantRole::Operator => ("соисполнитель", "co-executor"),
            ParticipantRole::Expert => ("эксперт", "expert"),
            ParticipantRole::Agency => ("другое ведомство", "another agency"),
            ParticipantRole::Civic => ("общественная организация", "civic organisation"),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }

    /// The label in both languages.
    pub fn text(self) -> Text {
        Text::fixed(self.label(Lang::Ru), self.label(Lang::En))
    }

    /// The most that may be given in this role. What staff write for each other is for staff; the applicant's
    /// data go to an organisation only by the applicant's own will (152-ФЗ, article 7), so staff cannot give
    /// them.
    pub fn most(self, by_applicant: bool) -> &'static [Right] {
        use Right::*;
        match (self, by_applicant) {
            (Self::Representative, _) | (Self::Civic, true) => &[Personal, Files, Dialogue, Reply],
            (Self::Civic, false) => &[Dialogue, Reply],
            (Self::Operator | Self::Expert | Self::Agency, false) => {
                &[Personal, Files, Dialogue, Reply, Notes]
            }
            (Self::Operator | Self::Expert | Self::Agency, true) => &[],
        }
    }

    /// Whether the applicant may invite somebody in this role.
    pub fn is_for_applicant(self) -> bool {
        matches!(self, Self::Representative | Self::Civic)
    }

    /// Whether it is a member of staff's own, who takes part by their account.
    pub fn is_colleague(self) -> bool {
        matches!(self, Self::Operator | Self::Expert)
    }

    /// Whether an account of this role can take part so.
    pub fn fits(self, role: Role) -> bool {
        match self {
            Self::Representative | Self::Civic => role == Role::Citizen,
            Self::Operator => matches!(role, Role::Operator | Role::Supervisor),
            Self::Expert => role == Role::Expert,
            Self::Agency => matches!(role, Role::Operator | Role::Expert | Role::Supervisor),
        }
    }
}

impl Right {
    /// What a person reads.
    pub fn label(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            Right::Personal => ("данные заявителя", "the applicant's data"),
            Right::Files => ("файлы", "files"),
            Right::Dialogue => ("переписка", "the correspondence"),
            Right::Reply => ("писать в переписку", "writing in it"),
            Right::Notes => ("служебные заметки", "notes of staff"),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }
}

/// Whether these rights can be given together in a role.
pub fn may_give(role: ParticipantRole, rights: &Rights, by_applicant: bool) -> bool {
    let needs = |right, other| !rights.contains(&right) || rights.contains(&other);
    rights
        .iter()
        .all(|right| role.most(by_applicant).contains(right))
        && needs(Right::Files, Right::Personal)
        && needs(Right::Reply, Right::Dialogue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(role: ParticipantRole, rights: &[Right], by_applicant: bool, given: bool) {
        let rights = rights.iter().copied().collect();
        assert_eq!(
            may_give(role, &rights, by_applicant),
            given,
            "{role} {rights:?}"
        );
    }

    #[test]
    fn nobody_is_given_more_than_the_role_allows() {
        use Right::*;
        check(
            ParticipantRole::Representative,
            &[Personal, Files, Dialogue, Reply],
            true,
            true,
        );
        check(ParticipantRole::Representative, &[Notes], false, false);
        check(ParticipantRole::Civic, &[Dialogue], false, true);
        check(ParticipantRole::Civic, &[Personal], false, false);
        check(ParticipantRole::Civic, &[Personal, Files], true, true);
        check(
            ParticipantRole::Expert,
            &[Personal, Files, Dialogue, Reply, Notes],
            false,
            true,
        );
        check(ParticipantRole::Expert, &[Dialogue], true, false);
        check(ParticipantRole::Agency, &[], false, true);
    }

    #[test]
    fn files_need_the_data_and_writing_needs_reading() {
        use Right::*;
        check(ParticipantRole::Expert, &[Files], false, false);
        check(ParticipantRole::Expert, &[Reply], false, false);
        check(ParticipantRole::Expert, &[Files, Personal], false, true);
    }
}
