//! What the journal asks of an event's payload, and the list of events becoming an enumeration.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::RegisteredAttachment;
use crate::deadline::Deadline;

/// Who may be shown an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who may see the appeal.
    Everyone,
    /// Those who act for an agency: notes, drafts, remarks, who has it.
    Staff,
}

/// What an event carries. Its serde form names nobody; what does is in the private part.
pub trait Payload: Serialize + DeserializeOwned {
    /// Personal data and free text, where there is any. [`private!`] writes this and the next.
    fn private(&self) -> Option<Value> {
        None
    }

    /// The same with its private part; none where it was never there or is erased.
    fn with_private(self, _private: Option<Value>) -> Result<Self, serde_json::Error> {
        Ok(self)
    }

    /// Who may be shown it.
    fn audience(&self) -> Audience {
        Audience::Everyone
    }

    /// The deadline after the event, where the event can move it.
    fn deadline(&self) -> Option<&Deadline> {
        None
    }

    /// The files that it brings.
    fn attachments(&self) -> &[RegisteredAttachment] {
        &[]
    }
}

/// The private part of these members; none when all are empty.
pub(super) fn seal<const N: usize>(members: [(&str, Value); N]) -> Option<Value> {
    let is_filled = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    };
    let members: Map<String, Value> = members
        .into_iter()
        .filter(|(_, value)| is_filled(value))
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    (!members.is_empty()).then_some(Value::Object(members))
}

/// A member as the private part holds it. Texts and maps of texts cannot fail.
pub(super) fn member(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Reads a member back, where the private part has it.
pub(super) fn open<T: DeserializeOwned>(
    private: Option<&Value>,
    name: &str,
    into: &mut T,
) -> Result<(), serde_json::Error> {
    if let Some(value) = private.and_then(|private| private.get(name)) {
        *into = serde_json::from_value(value.clone())?;
    }
    Ok(())
}

/// Inside `impl Payload`: the members that are private. Each has `#[serde(skip)]` and a default.
macro_rules! private {
    ($($member:ident),+) => {
        fn private(&self) -> Option<serde_json::Value> {
            use $crate::event::payload::{member, seal};
            seal([ $( (stringify!($member), member(&self.$member)), )+ ])
        }

        fn with_private(
            mut self,
            private: Option<serde_json::Value>,
        ) -> Result<Self, serde_json::Error> {
            $( $crate::event::payload::open(
                private.as_ref(),
                stringify!($member),
                &mut self.$member,
            )?; )+
            Ok(self)
        }
    };
}

/// `Debug` of payloads that shows no private member, so that none gets into a log.
macro_rules! quiet {
    ($($name:ident),+) => {
        $( impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let data = $crate::event::payload::member(self);
                write!(f, concat!(stringify!($name), "({})"), data)
            }
        } )+
    };
}

/// Makes the enumeration of a list: what an event is called in the journal, and its payload.
macro_rules! events {
    ($( $(#[$meta:meta])* $variant:ident($payload:ident) = $kind:literal, )+) => {
        /// Something that happened to an appeal.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event {
            $( $(#[$meta])* $variant($payload), )+
        }

        impl Event {
            /// Every kind there is, as the journal's column holds it.
            pub const KINDS: &'static [&'static str] = &[ $( $kind, )+ ];

            /// The kind.
            pub const fn kind(&self) -> &'static str {
                match self { $( Event::$variant(_) => $kind, )+ }
            }

            /// The part without personal data.
            pub fn data(&self) -> Value {
                // All payloads have string keys and no failing members, so this cannot fail.
                match self { $( Event::$variant(event) => payload::member(event), )+ }
            }

            /// The part with personal data and free text, where there is any.
            pub fn private(&self) -> Option<Value> {
                match self { $( Event::$variant(event) => event.private(), )+ }
            }

            /// Who may be shown it.
            pub fn audience(&self) -> Audience {
                match self { $( Event::$variant(event) => event.audience(), )+ }
            }

            /// The deadline after it, where it can move the deadline.
            pub fn deadline(&self) -> Option<&Deadline> {
                match self { $( Event::$variant(event) => event.deadline(), )+ }
            }

            /// The files that it brings.
            pub fn attachments(&self) -> &[RegisteredAttachment] {
                match self { $( Event::$variant(event) => event.attachments(), )+ }
            }

            /// Reads an event back; `private` is none where it was never there or is erased.
            pub fn from_parts(
                kind: &str,
                data: Value,
                private: Option<Value>,
            ) -> Result<Event, EventError> {
                let read = match kind {
                    $( $kind => serde_json::from_value::<$payload>(data)
                        .and_then(|event| event.with_private(private))
                        .map(Event::$variant), )+
                    _ => return Err(EventError::Kind(kind.to_owned())),
                };
                read.map_err(|source| EventError::Payload { kind: kind.to_owned(), source })
            }
        }
    };
}

pub(super) use {events, private, quiet};
