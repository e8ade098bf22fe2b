//! Demonstration data, sent through the HTTP API as anybody would.
//!
//! What was sent is noted in the state directory: the API remembers an idempotency key for a
//! day only, and a demonstration may be started again after a week.

mod script;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::http::Client;
use crate::private_file;
use crate::up::secrets;
use script::{Entry, Step, Transition};

const NOTES: &str = "demo.json";

/// The appeals that are told at the end: answered and rated, waiting for the applicant's reply, just registered.
const SAMPLES: [&str; 3] = ["appeal-01", "appeal-02", "appeal-06"];

/// What was sent, by the entry's name.
type Notes = BTreeMap<String, Sent>;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Sent {
    /// The idempotency key of its registration. Strangers must not guess it, so it is random, and noted before it is
    /// used.
    key: String,
    /// Empty until it is registered, as is the access code.
    number: String,
    access_code: String,
    /// How many steps were made.
    steps: usize,
    /// Whether everything was done.
    complete: bool,
}

/// Sends what the instance at this address doesn't have yet.
pub(crate) fn load(address: &str, staff_token: &str, state: &Path) -> Result<()> {
    let loader = Loader {
        client: Client::new(address),
        address: address.to_owned(),
        bearer: format!("Bearer {staff_token}"),
        notes: state.join(NOTES),
        sessions: RefCell::default(),
    };
    // What people have to do comes first: somebody may press a button at once.
    let mut entries = named("work", script::work()?);
    entries.extend(named("appeal", script::appeals()?));
    loader.load(&entries)
}

/// The entries of a file with the names under which they are noted.
fn named(file: &str, entries: Vec<Entry>) -> Vec<(String, Entry)> {
    let entries = entries.into_iter().enumerate();
    entries
        .map(|(index, entry)| (format!("{file}-{:02}", index + 1), entry))
        .collect()
}

struct Loader {
    client: Client,
    address: String,
    bearer: String,
    notes: PathBuf,
    /// The session's cookie of each of the people of `/demo` who has entered.
    sessions: RefCell<BTreeMap<String, String>>,
}

impl Loader {
    fn load(&self, entries: &[(String, Entry)]) -> Result<()> {
        let mut notes = self.known()?;
        let missing = entries.len() - notes.values().filter(|sent| sent.complete).count();
        if missing > 0 {
            eprintln!("Loading demonstration data: {missing} appeals…");
        }
        for (index, (name, entry)) in entries.iter().enumerate() {
            let mut sent = match notes.get(name) {
                Some(sent) if sent.complete => continue,
                Some(sent) => sent.clone(),
                None => Sent {
                    key: secrets::random(16)?,
                    ..Sent::default()
                },
            };
            let mut note = |sent: &Sent| {
                notes.insert(name.clone(), sent.clone());
                self.note(&notes)
            };
            self.tell(&mut sent, entry, &mut note)
                .with_context(|| format!("\"{}\"", entry.title()))?;
            if (index + 1) % 10 == 0 {
                eprintln!("  {} of {}", index + 1, entries.len());
            }
        }
        eprintln!("Demonstration data is loaded. Three of its appeals, with their access codes:");
        for (name, entry) in entries {
            if let (true, Some(sent)) = (SAMPLES.contains(&name.as_str()), notes.get(name)) {
                eprintln!("  {}  {}  {}", sent.number, sent.access_code, entry.title());
            }
        }
        Ok(())
    }

    /// Registers an appeal and does what is done to it, noting each step.
    fn tell(
        &self,
        sent: &mut Sent,
        entry: &Entry,
        note: &mut impl FnMut(&Sent) -> Result<()>,
    ) -> Result<()> {
        note(sent)?;
        if sent.number.is_empty() {
            self.create(sent, entry)?;
            note(sent)?;
        }
        self.move_along(&sent.number, &entry.transitions)?;
        if let Some(rating) = &entry.rating {
            self.rate(sent, rating)?;
        }
        let resumed_at = sent.steps;
        for step in entry.steps.iter().skip(resumed_at) {
            self.step(&sent.number, step, sent.steps == resumed_at)?;
            sent.steps += 1;
            note(sent)?;
        }
        sent.complete = true;
        note(sent)
    }

    /// A step of somebody of `/demo`. The first one may have been made when an earlier loading was interrupted; then
    /// it is not possible now.
    fn step(&self, number: &str, step: &Step, is_first: bool) -> Result<()> {
        let path = format!("/api/v1/appeals/{number}/{}", step.path);
        let key = secrets::random(16)?;
        let mut headers = self.headers_of(&step.by)?;
        headers.push(("Idempotency-Key", key));
        let headers: Vec<_> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let (status, answer) =
            (self.client).call(&step.method, &path, &headers, step.body.as_ref())?;
        match status {
            200..300 => Ok(()),
            409 if is_first => Ok(()),
            _ => Err(unexpected(
                &format!("{} of the {}", step.path, step.by),
                status,
                &answer,
            )),
        }
    }

    /// What a browser of this person would send along.
    fn headers_of(&self, person: &str) -> Result<Vec<(&'static str, String)>> {
        let known = self.sessions.borrow().get(person).cloned();
        let cookie = match known {
            Some(cookie) => cookie,
            None => {
                let cookie = (self.client).cookie("/demo", &json!({ "person": person }))?;
                let mut sessions = self.sessions.borrow_mut();
                sessions.insert(person.to_owned(), cookie.clone());
                cookie
            }
        };
        Ok(vec![("Cookie", cookie), ("Origin", self.address.clone())])
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
        let registered = notes.values().find(|sent| !sent.number.is_empty());
        let Some(first) = registered else {
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

    fn create(&self, sent: &mut Sent, entry: &Entry) -> Result<()> {
        let mut headers = match &entry.sender {
            Some(person) => self.headers_of(person)?,
            None => Vec::new(),
        };
        headers.push(("Idempotency-Key", sent.key.clone()));
        let headers: Vec<_> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let (status, answer) =
            self.client
                .call("POST", "/api/v1/appeals", &headers, Some(&entry.appeal))?;
        match (
            status,
            answer["number"].as_str(),
            answer["access_code"].as_str(),
        ) {
            (201, Some(number), Some(access_code)) => {
                sent.number = number.to_owned();
                sent.access_code = access_code.to_owned();
                Ok(())
            }
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
