//! Who acts on an appeal.

use std::fmt;
use std::str::FromStr;

/// A longer identifier of a member of staff is a mistake: logins and UUIDs are shorter.
const MAX_STAFF_ID: usize = 64;

/// The author of an event. Its text form stands in the journal, so it names nobody by
/// their own name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The applicant of the appeal.
    Applicant,
    /// A member of staff or a service with a key.
    Staff {
        /// The account's identifier: 1 to 64 of ASCII letters, digits, `.`, `_`, `-`, `@`.
        id: String,
    },
    /// The system itself: time ran out, a term ended.
    System,
}

/// The string names no actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an actor is \"applicant\", \"system\" or \"staff:<id>\"")]
pub struct ActorError;

impl Actor {
    /// A member of staff by the account's identifier.
    pub fn staff(id: &str) -> Result<Actor, ActorError> {
        let usual = |b: u8| b.is_ascii_alphanumeric() || b"._-@".contains(&b);
        if (1..=MAX_STAFF_ID).contains(&id.len()) && id.bytes().all(usual) {
            Ok(Actor::Staff { id: id.to_owned() })
        } else {
            Err(ActorError)
        }
    }

    /// Reads the form that the journal keeps.
    pub fn parse(text: &str) -> Result<Actor, ActorError> {
        match text {
            "applicant" => Ok(Actor::Applicant),
            "system" => Ok(Actor::System),
            _ => Actor::staff(text.strip_prefix("staff:").ok_or(ActorError)?),
        }
    }

    /// `applicant`, `staff` or `system`: enough for figures.
    pub const fn role(&self) -> &'static str {
        match self {
            Actor::Applicant => "applicant",
            Actor::Staff { .. } => "staff",
            Actor::System => "system",
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Staff { id } => write!(f, "staff:{id}"),
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
        for text in ["applicant", "system", "staff:a.petrova", "staff:ops@otklik"] {
            assert_eq!(Actor::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "staff",
            "staff:",
            "staff:Анна",
            "staff:a b",
            "Applicant",
        ] {
            assert!(Actor::parse(text).is_err(), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_text_makes_the_parser_panic(text in "(staff:)?\\PC{0,80}") {
            if let Ok(actor) = Actor::parse(&text) {
                prop_assert_eq!(actor.to_string(), text);
            }
        }
    }
}
