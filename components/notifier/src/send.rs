//! Letters to the mail server, one after the other over one connection.

use std::time::{Instant, SystemTime};

use chrono::Duration;
use domain::notice::{CODE_LIFE, GIVE_UP_AFTER, retry_after};
use mail::{Failure, Letter, LetterError, Message, Security, Session};
use store::outbox::{self, Waiting};
use web::capabilities::database;
use web::{Context, Problem};

use crate::server::{self, Relay};
use crate::socket::{Socket, in_time};

/// Letters that are taken at once: as long as one call is at its slowest, nobody else can send them.
const BATCH: i64 = 20;

/// How long a call goes on to begin letters. A host gives an answer a minute.
const BUDGET: std::time::Duration = std::time::Duration::from_secs(25);

/// How long one letter may take altogether.
const LETTER: std::time::Duration = std::time::Duration::from_secs(20);

/// How long what was taken is out of others' reach: longer than a call can take.
const LEASE: Duration = Duration::minutes(2);

/// When a server that could not be spoken to is tried again. Its letters' own tries are not counted.
const SERVER_RETRY: Duration = Duration::seconds(30);

/// When a letter that no key opens is looked at again: keys come back with a restart.
const UNOPENED: Duration = Duration::minutes(10);

/// Sends what is due.
pub(crate) async fn send(
    context: &Context,
    report: &mut api::DeliveryReport,
) -> Result<(), Problem> {
    let Some(relay) = server::relay().await? else {
        return Ok(());
    };
    let begun = Instant::now();
    let now = context.now.timestamp_millis();
    let mut round = Round {
        relay,
        session: None,
        now,
        report,
    };
    while begun.elapsed() < BUDGET {
        let leased_until = now + LEASE.num_milliseconds();
        let batch = outbox::lease(database().await?, now, leased_until, BATCH).await?;
        if !batch.sealed.is_empty() {
            let next_at = now + UNOPENED.num_milliseconds();
            eprintln!(
                "ERROR code=mail_sealed count={} hint=\"is data_key the right one?\"",
                batch.sealed.len()
            );
            outbox::give_back(database().await?, &batch.sealed, next_at, "no key opens it").await?;
        } else if batch.letters.is_empty() {
            break;
        }
        let mut rest = batch.letters.into_iter();
        while let Some(waiting) = rest.next() {
            let result = if begun.elapsed() < BUDGET {
                round.one(&waiting).await?
            } else {
                round.report.more = true;
                Err((now, String::new()))
            };
            if let Err((next_at, why)) = result {
                let ids: Vec<_> = std::iter::once(waiting).chain(rest).map(|w| w.id).collect();
                outbox::give_back(database().await?, &ids, next_at, &why).await?;
                return Ok(());
            }
        }
    }
    if let Some(session) = round.session {
        session.quit().await;
    }
    Ok(())
}

/// One call: its connection and what came of it.
struct Round<'a> {
    relay: Relay,
    session: Option<Session<Socket>>,
    now: i64,
    report: &'a mut api::DeliveryReport,
}

impl Round<'_> {
    /// Sends one letter, and writes down what came of it. The inner error says that no letter can be sent now: when
    /// to try again, and why.
    async fn one(&mut self, waiting: &Waiting) -> Result<Result<(), (i64, String)>, Problem> {
        let age = Duration::milliseconds(self.now - waiting.created_at);
        if waiting.is_code() && age > CODE_LIFE {
            self.give_up(waiting, "the code is too old").await?;
            return Ok(Ok(()));
        }
        let message = match self.message(waiting) {
            Ok(message) => message,
            Err(error) => {
                self.give_up(waiting, &error.to_string()).await?;
                return Ok(Ok(()));
            }
        };
        if self.session.is_none() {
            match in_time(LETTER, self.open()).await {
                Ok(session) => self.session = Some(session),
                Err(failure) => {
                    eprintln!("WARN code=mail_server_unusable cause=\"{failure}\"");
                    let next_at = self.now + SERVER_RETRY.num_milliseconds();
                    return Ok(Err((next_at, failure.to_string())));
                }
            }
        }
        let Some(session) = &mut self.session else {
            return Ok(Ok(()));
        };
        let result = in_time(LETTER, session.deliver(&message)).await;
        let Err(failure) = result else {
            let ids = [waiting.id.clone()];
            outbox::delivered(database().await?, &ids, self.now).await?;
            self.report.delivered += 1;
            return Ok(Ok(()));
        };
        if !failure.leaves_session() {
            self.session = None;
        }
        if failure.is_final() || age > GIVE_UP_AFTER {
            self.give_up(waiting, &failure.to_string()).await?;
        } else {
            self.postpone(waiting, &failure).await?;
        }
        Ok(Ok(()))
    }

    async fn open(&self) -> Result<Session<Socket>, Failure> {
        let Relay {
            host, port, server, ..
        } = &self.relay;
        let is_plain = server.security == Security::None;
        let socket = Socket::connect(host, *port, is_plain).await?;
        Session::open(socket, &self.relay.server).await
    }

    fn message(&self, waiting: &Waiting) -> Result<Message, LetterError> {
        let said = &waiting.message;
        let milliseconds = u64::try_from(waiting.created_at).unwrap_or_default();
        Letter {
            id: &format!("{}@{}", waiting.id, self.relay.domain()),
            from: &self.relay.from,
            to: &said.to,
            subject: &said.subject,
            text: &said.text,
            html: &said.html,
            lang: &said.lang,
            unsubscribe: &said.unsubscribe,
            date: SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(milliseconds),
        }
        .message()
    }

    async fn postpone(&mut self, waiting: &Waiting, failure: &Failure) -> Result<(), Problem> {
        let next_at = self.now + retry_after(waiting.attempts).num_milliseconds();
        let why = failure.to_string();
        eprintln!("WARN code=mail_postponed id={} cause=\"{why}\"", waiting.id);
        self.report.postponed += 1;
        Ok(outbox::postpone(database().await?, &waiting.id, next_at, &why).await?)
    }

    async fn give_up(&mut self, waiting: &Waiting, why: &str) -> Result<(), Problem> {
        eprintln!("WARN code=mail_given_up id={} cause=\"{why}\"", waiting.id);
        self.report.failed += 1;
        Ok(outbox::give_up(database().await?, &waiting.id, self.now, why).await?)
    }
}
