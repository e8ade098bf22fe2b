//! A person with a browser: its cookies, its name for itself, and an account.

use serde_json::{Value, json};

use crate::call::{Answer, Call};
use crate::target::{Target, target};
use crate::{mailbox, proof, unique};

/// A password that passes every rule.
pub const PASSWORD: &str = "kV7$pQ2!mZx4";

/// What people's browsers call themselves.
pub const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// Another one.
pub const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/// Somebody with a browser.
#[derive(Clone)]
pub struct Person {
    /// The e-mail address to sign in by.
    pub login: String,
    /// The password.
    pub password: String,
    /// `name=value` of each cookie.
    pub cookies: Vec<(String, String)>,
    /// The browser.
    pub agent: String,
    target: Target,
}

impl Person {
    /// Somebody new, without an account, at the shared instance.
    pub fn new() -> Self {
        Self::at(target())
    }

    /// The same at an instance.
    pub fn at(target: &Target) -> Self {
        Person {
            login: format!("{}@example.ru", unique::word()),
            password: PASSWORD.to_owned(),
            cookies: Vec::new(),
            agent: FIREFOX.to_owned(),
            target: target.clone(),
        }
    }

    /// Somebody who has registered and is signed in.
    #[track_caller]
    pub fn registered() -> Self {
        Self::registered_at(target())
    }

    /// The same at an instance.
    #[track_caller]
    pub fn registered_at(target: &Target) -> Self {
        let mut person = Self::at(target);
        person.register();
        person
    }

    /// The same person with another browser, which knows nothing.
    pub fn elsewhere(&self) -> Self {
        Person {
            cookies: Vec::new(),
            agent: CHROME.to_owned(),
            ..self.clone()
        }
    }

    /// A call with the browser's cookies from a page of the service.
    pub fn call(&self, method: &str, path: &str) -> Call {
        let call = Call::new(method, path)
            .header("user-agent", &self.agent)
            .header("origin", &self.target.base_url);
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        if cookies.is_empty() {
            call
        } else {
            call.header("cookie", &cookies.join("; "))
        }
    }

    /// Makes a call and keeps the cookies of the answer.
    #[track_caller]
    pub fn send(&mut self, call: Call) -> Answer {
        let answer = call.send_to(&self.target);
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !attributes.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }

    /// `GET`.
    #[track_caller]
    pub fn get(&mut self, path: &str) -> Answer {
        self.send(self.call("GET", path))
    }

    /// `POST` of JSON.
    #[track_caller]
    pub fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.send(self.call("POST", path).json(body))
    }

    /// Any method with JSON.
    #[track_caller]
    pub fn ask(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        self.send(self.call(method, path).json(body))
    }

    /// `DELETE`.
    #[track_caller]
    pub fn delete(&mut self, path: &str) -> Answer {
        self.send(self.call("DELETE", path))
    }

    /// The newest message of a kind.
    #[track_caller]
    pub fn mail(&self, kind: &str) -> mailbox::Mail {
        mailbox::newest(&self.target, &self.login, kind)
    }

    /// The kinds of all messages so far.
    #[track_caller]
    pub fn mail_kinds(&self) -> Vec<String> {
        let all = mailbox::mails(&self.target, &self.login);
        all.into_iter().map(|mail| mail.kind).collect()
    }

    /// Begins a registration; gives the ticket.
    #[track_caller]
    pub fn begin_registration(&mut self) -> String {
        let body = json!({
            "login": self.login, "password": self.password, "consent": true, "lang": "en",
            "altcha": self.proof(),
        });
        let sent = self.post("/api/v1/accounts", &body).expect(202).json();
        sent["ticket"].as_str().unwrap().to_owned()
    }

    /// Registers, confirms, and is signed in.
    #[track_caller]
    pub fn register(&mut self) {
        let ticket = self.begin_registration();
        let code = self.mail("registration_code").code();
        let body = json!({ "ticket": ticket, "code": code });
        self.post("/api/v1/accounts/confirm", &body).expect(201);
    }

    /// Tries to sign in with the password.
    #[track_caller]
    pub fn try_sign_in(&mut self) -> Answer {
        let body = json!({ "login": self.login, "password": self.password });
        self.post("/api/v1/session", &body)
    }

    /// Signs in with the password alone.
    #[track_caller]
    pub fn sign_in(&mut self) {
        let answer = self.try_sign_in().expect(200).json();
        assert_eq!(answer["state"], "signed_in", "{answer}");
    }

    /// `signed_in` or `signed_out`.
    #[track_caller]
    pub fn state(&mut self) -> String {
        let state = self.get("/api/v1/session").expect(200).json();
        state["state"].as_str().unwrap().to_owned()
    }

    /// A proof of work.
    #[track_caller]
    pub fn proof(&self) -> Value {
        let challenge = Call::get("/api/v1/challenge").send_to(&self.target);
        proof::solve(&challenge.expect(200).json()).into()
    }
}

impl Default for Person {
    fn default() -> Self {
        Person::new()
    }
}
