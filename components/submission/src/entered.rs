//! Appeals that somebody brings by telephone or to a service centre, and an operator enters (product rules, A14).

use domain::access::Role;
use domain::appeal::FieldError;
use domain::event::Channel;
use domain::{Actor, Text};
use web::auth::Caller;
use web::{Problem, idempotency};

use crate::incoming::Incoming;

/// What an operator may say of the way in which an appeal came; the others are seen.
pub(crate) const CHANNELS: [Channel; 2] = [Channel::Phone, Channel::ServiceCentre];

/// Who enters an appeal for somebody else, and how it was brought.
pub(crate) struct Entered {
    /// Who enters it.
    pub(crate) actor: Actor,
    /// How it was brought.
    pub(crate) channel: Channel,
}

/// How the appeal comes in; [`None`] when its applicant sends it. An operator is asked for an idempotency key:
/// the applicant stands by, and a repeated request must not make two.
pub(crate) fn entered(caller: &Caller, incoming: &Incoming) -> Result<Option<Entered>, Problem> {
    let Some(code) = &incoming.channel else {
        return Ok(None);
    };
    use Role::{Expert, Operator, Service, Supervisor};
    if !matches!(caller.role(), Operator | Expert | Supervisor | Service) {
        return Err(Problem::forbidden());
    }
    if incoming.key.is_none() {
        return Err(idempotency::required());
    }
    Ok(channel(code).map(|channel| Entered {
        actor: caller.actor(),
        channel,
    }))
}

/// The fault of a channel that operators cannot name.
pub(crate) fn fault(given: Option<&str>) -> Option<FieldError> {
    let given = given?;
    let text = Text::fixed(
        "Выберите, как обратились: по телефону или в центре обслуживания",
        "Choose how it was brought: by telephone or in a service centre",
    );
    let known = channel(given).is_some();
    (!known).then(|| FieldError::with_text("/channel", "channel_unknown", text))
}

/// Whether an appeal came so: its receipt is for paper, and its code for no browser.
pub(crate) fn is_entered(channel: Channel) -> bool {
    CHANNELS.contains(&channel)
}

fn channel(code: &str) -> Option<Channel> {
    let found = CHANNELS.iter().find(|channel| channel.as_str() == code);
    found.copied()
}
