//! Demonstration data, sent through the HTTP API as anybody would.
//!
//! What was sent is noted in the state directory: the API remembers an idempotency key for a
//! day only, and a demonstration may be started again after a week.

mod script;

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::http::Client;
use crate::private_file;
use script::{Entry, Transition};

const NOTES: &str = "demo.json";

/// The rows of the examples that are told at the end: answered and rated, waiting for the
/// applicant's reply, just registered.
const SAMPLES: [usize; 3] = [0, 1, 5];

/// What was sent, by idempotency key.
type Notes = BTreeMap<String, Sent>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sent {
    number: String,
    access_code: String,
    /// Whether its transitions and its rating were sent too.
    complete: bool,
}

/// Sends what the instance at this address doesn't have yet.
pub(crate) fn load(address: &str, staff_token: &str, state: &Path) -> Result<()> {
    let loader = Loader {
        client: Client::new(address),
        bearer: format!("Bearer {staff_token}"),
        notes: state.join(NOTES),
    };
    loader.load(&script::entries()?)
}

struct Loader {
    client: Client,
    bearer: String,
    notes: PathBuf,
}

impl Loader {
    fn load(&self, entries: &[Entry]) -> Result<()> {
        let mut notes = self.known()?;
        let missing = entries.len() - notes.values().filter(|sent| sent.complete).count();
        if missing > 0 {
            eprintln!("Loading demonstration data: {missing} appeals…");
        }
        for (index, entry) in entries.iter().enumerate() {
            let key = key(index);
            if notes.get(&key).is_some_and(|sent| sent.complete) {
                continue;
            }
            let told = || format!("\"{}\"", entry.title());
            let mut sent = match notes.get(&key) {
                Some(sent) => sent.clone(),
                None => self.create(&key, entry).with_context(told)?,
            };
            // Noted before anything else is done with it: the access code is told only once.
            notes.insert(key.clone(), sent.clone());
            self.note(&notes)?;
            self.move_along(&sent.number, &entry.transitions)
                .with_context(told)?;
            if let Some(rating) = &entry.rating {
                self.rate(&sent, rating).with_context(told)?;
            }
            sent.complete = true;
            notes.insert(key, sent);
            if (index + 1) % 10 == 0 {
                eprintln!("  {} of {}", index + 1, entries.len());
            }
        }
        self.note(&notes)?;
        eprintln!("Demonstration data is loaded. Three of its appeals, with their access codes:");
        for index in SAMPLES {
            if let (Some(entry), Some(sent)) = (entries.get(index), notes.get(&key(index))) {
                eprintln!("  {}  {}  {}", sent.number, sent.access_code, entry.title());
            }
        }
        Ok(())
    }

    /// The notes, if they are about the database that the instance has now.
    fn known(&self) -> Result<Notes> {
        let notes: Notes = match fs::read_to_string(&self.notes) {
            Ok(text) => serde_json::from_str(&text).with_context(|| {
                format!(
                    "{} is damaged; remove it or the state directory",
                    self.notes.display()
                )
            })?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Notes::new()),
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("{} can't be read", self.notes.display()));
            }
        };
        let Some(first) = notes.values().next() else {
            return Ok(notes);
        };
        match self.staff("GET", &format!("/api/v1/appeals/{}", first.number), None)? {
            (404, _) => Ok(Notes::new()),
            (200, _) => Ok(notes),
            (status, answer) => Err(unexpected("the first appeal", status, &answer)),
        }
    }

    fn note(&self, notes: &Notes) -> Result<()> {
        private_file::write(&self.notes, &serde_json::to_vec_pretty(notes)?)
    }

    fn create(&self, key: &str, entry: &Entry) -> Result<Sent> {
        let headers = [("Idempotency-Key", key)];
        let (status, answer) =
            self.client
                .call("POST", "/api/v1/appeals", &headers, Some(&entry.appeal))?;
        match (
            status,
            answer["number"].as_str(),
            answer["access_code"].as_str(),
        ) {
            (201, Some(number), Some(access_code)) => Ok(Sent {
                number: number.to_owned(),
                access_code: access_code.to_owned(),
                complete: false,
            }),
            _ => Err(unexpected("registering it", status, &answer)),
        }
    }

    /// Makes the moves that were not made when an earlier loading was interrupted.
    fn move_along(&self, number: &str, transitions: &[Transition]) -> Result<()> {
        if transitions.is_empty() {
            return Ok(());
        }
        let path = format!("/api/v1/appeals/{number}");
        let (status, card) = self.staff("GET", &path, None)?;
        let Some(current) = card["status"]
            .as_str()
            .or_else(|| card["status"]["code"].as_str())
        else {
            return Err(unexpected("reading its status", status, &card));
        };
        for transition in remaining(transitions, current) {
            let body = json!({ "to": transition.to, "comment": transition.comment });
            let (status, answer) =
                self.staff("POST", &format!("{path}/transitions"), Some(&body))?;
            if !(200..300).contains(&status) {
                let what = format!("moving it to {}", transition.to);
                return Err(unexpected(&what, status, &answer));
            }
        }
        Ok(())
    }

    fn rate(&self, sent: &Sent, rating: &Value) -> Result<()> {
        let path = format!("/api/v1/appeals/{}/rating", sent.number);
        let headers = [("Otklik-Access-Code", sent.access_code.as_str())];
        let (status, answer) = self.client.call("PUT", &path, &headers, Some(rating))?;
        if !(200..300).contains(&status) {
            return Err(unexpected("rating it", status, &answer));
        }
        Ok(())
    }

    fn staff(&self, method: &str, path: &str, body: Option<&Value>) -> Result<(u16, Value)> {
        let headers = [("Authorization", self.bearer.as_str())];
        let answer = self.client.call(method, path, &headers, body)?;
        if answer.0 == 401 {
            bail!("the instance refuses the staff token; is the variable staff_token set?");
        }
        Ok(answer)
    }
}

fn key(index: usize) -> String {
    format!("otklik-demonstration-appeal-{:04}", index + 1)
}

/// The transitions after the last one that leads to the current status.
fn remaining<'a>(transitions: &'a [Transition], current: &str) -> &'a [Transition] {
    let made = transitions
        .iter()
        .rposition(|transition| transition.to == current);
    &transitions[made.map_or(0, |made| made + 1)..]
}

fn unexpected(what: &str, status: u16, answer: &Value) -> anyhow::Error {
    anyhow::anyhow!("{what} was answered with {status}: {answer}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &[&str], current: &str, expected: &[&str]) {
        let transitions: Vec<Transition> = path
            .iter()
            .map(|to| Transition {
                to: (*to).to_owned(),
                comment: String::new(),
            })
            .collect();
        let left: Vec<&str> = remaining(&transitions, current)
            .iter()
            .map(|left| left.to.as_str())
            .collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn an_interrupted_path_is_taken_up_where_it_stopped() {
        let path = ["in_progress", "approved", "closed"];
        check(&path, "created", &path);
        check(&path, "in_progress", &["approved", "closed"]);
        check(&path, "closed", &[]);
        check(
            &["in_progress", "awaiting_reply", "in_progress"],
            "in_progress",
            &[],
        );
    }
}
