//! Who acts on an appeal.

use std::fmt;
use std::str::FromStr;

use crate::access::Role;

/// A longer identifier of a member of staff is a mistake: logins and UUIDs are shorter.
const MAX_STAFF_ID: usize = 64;

/// What the journal calls participants.
const PARTICIPANT: &str = "participant";

/// The author of an event. Its text form stands in the journal, so it names nobody by
/// their own name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The applicant of the appeal.
    Applicant,
    /// A member of staff or a program that was let in.
    Staff {
        /// As what they acted; the role may change later, what was done in it does not.
        role: Role,
        /// The identifier of the account or key: 1 to 64 of ASCII letters, digits, `.`, `_`, `-`, `@`.
        id: String,
    },
    /// Somebody who takes part in the appeal and is no staff.
    Participant {
        /// Their id in this appeal, a UUID: it leads to nobody from outside it.
        id: String,
    },
    /// The system itself: time ran out, a term ended.
    System,
}

/// The string names no actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an actor is \"applicant\", \"system\", \"participant:<id>\" or \"<role>:<id>\"")]
pub struct ActorError;

impl Actor {
    /// Somebody who acts for an agency, by their role and the account's or key's identifier.
    pub fn staff(role: Role, id: &str) -> Result<Actor, ActorError> {
        let usual = |b: u8| b.is_ascii_alphanumeric() || b"._-@".contains(&b);
        let is_id = (1..=MAX_STAFF_ID).contains(&id.len()) && id.bytes().all(usual);
        if role.acts_for_agency() && is_id {
            let id = id.to_owned();
            Ok(Actor::Staff { role, id })
        } else {
            Err(ActorError)
        }
    }

    /// A participant by their id in the appeal.
    pub fn participant(id: &str) -> Result<Actor, ActorError> {
        let is_id = (1..=MAX_STAFF_ID).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        is_id
            .then(|| Actor::Participant { id: id.to_owned() })
            .ok_or(ActorError)
    }

    /// Reads the form that the journal keeps.
    pub fn parse(text: &str) -> Result<Actor, ActorError> {
        match text {
            "applicant" => Ok(Actor::Applicant),
            "system" => Ok(Actor::System),
            _ => {
                let (role, id) = text.split_once(':').ok_or(ActorError)?;
                if role == PARTICIPANT {
                    return Actor::participant(id);
                }
                Actor::staff(role.parse().map_err(|_| ActorError)?, id)
            }
        }
    }

    /// `applicant`, `staff`, `participant` or `system`: enough for figures.
    pub const fn role(&self) -> &'static str {
        match self {
            Actor::Applicant => "applicant",
            Actor::Staff { .. } => "staff",
            Actor::Participant { .. } => PARTICIPANT,
            Actor::System => "system",
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Staff { role, id } => write!(f, "{role}:{id}"),
            Actor::Participant { id } => write!(f, "{PARTICIPANT}:{id}"),
            Actor::Applicant | Actor::System => f.write_str(self.role()),
        }
    }
}

impl FromStr for Actor {
    type Err = ActorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Actor::parse(text)
    }
}

crate::codes::serde_as_text!(Actor);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Actor;

    #[test]
    fn actors_read_back_from_the_journal() {
        for text in [
            "applicant",
            "system",
            "operator:a.petrova",
            "service:service",
            "participant:0192f3a0-0000-7000-8000-000000000000",
            "integrator:0192f3a0-0000-7000-8000-000000000000",
        ] {
            assert_eq!(Actor::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "operator",
            "operator:",
            "operator:Анна",
            "operator:a b",
            "staff:a.petrova",
            "participant:",
            "participant:a.b",
            "citizen:a.petrova",
            "Applicant",
        ] {
            assert!(Actor::parse(text).is_err(), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_text_makes_the_parser_panic(text in "(operator:)?\\PC{0,80}") {
            if let Ok(actor) = Actor::parse(&text) {
                prop_assert_eq!(actor.to_string(), text);
            }
        }
    }
}
