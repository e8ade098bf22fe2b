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

/// The header in which the tests' proxy says who is there; to be the instance's `client_address_header`.
pub const PROXY_HEADER: &str = "x-real-ip";

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
    /// The address that a proxy sees; none without a proxy.
    pub address: Option<String>,
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
            address: None,
            target: target.clone(),
        }
    }

    /// The same person with the same browser, at an instance that was started again.
    pub fn at_again(&self, target: &Target) -> Self {
        Person {
            target: target.clone(),
            ..self.clone()
        }
    }

    /// The same person with another browser in another place.
    pub fn far_away(&self) -> Self {
        Person {
            address: Some("198.51.100.9".to_owned()),
            ..self.elsewhere()
        }
    }

    /// Somebody who has registered from an address and is signed in.
    #[track_caller]
    pub fn registered_from(target: &Target, address: &str) -> Self {
        let mut person = Self::at(target);
        person.address = Some(address.to_owned());
        person.register();
        person
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
        let call = match &self.address {
            Some(address) => call.header(PROXY_HEADER, address),
            None => call,
        };
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

    /// Tries to sign in with the password; with a proof of work where one is asked for.
    #[track_caller]
    pub fn try_sign_in(&mut self) -> Answer {
        let mut body = json!({ "login": self.login, "password": self.password });
        let answer = self.post("/api/v1/session", &body);
        if answer.status != 403 {
            return answer;
        }
        let problem = answer.problem(403, "proof_required");
        body["altcha"] = proof::solve(&problem["challenge"]).into();
        self.post("/api/v1/session", &body)
    }

    /// Fails to sign in so often with a wrong password.
    #[track_caller]
    pub fn fail_to_sign_in(&mut self, times: usize) {
        let right = std::mem::replace(&mut self.password, "wrong-Pass-1!".to_owned());
        for _ in 0..times {
            self.try_sign_in().problem(401, "wrong_credentials");
        }
        self.password = right;
    }

    /// Asks for a recovery; gives the ticket.
    #[track_caller]
    pub fn ask_recovery(&mut self) -> String {
        let body = json!({ "login": self.login, "altcha": self.proof() });
        let sent = self.post("/api/v1/recovery", &body).expect(202).json();
        sent["ticket"].as_str().unwrap().to_owned()
    }

    /// Recovers access with a new password.
    #[track_caller]
    pub fn recover(&mut self, password: &str) {
        let ticket = self.ask_recovery();
        let code = self.mail("recovery_code").code();
        let body = json!({ "ticket": ticket, "code": code, "password": password });
        self.post("/api/v1/recovery/complete", &body).expect(200);
        self.password = password.to_owned();
    }

    /// Adds an app that shows codes.
    #[track_caller]
    pub fn add_app(&mut self) -> App {
        let enrolment = self
            .post("/api/v1/account/factors/totp", &json!({}))
            .expect(201)
            .json();
        let app = App::new(enrolment["uri"].as_str().unwrap());
        let body = json!({ "ticket": enrolment["ticket"], "code": app.code(0) });
        self.post("/api/v1/account/factors/totp/confirm", &body)
            .expect(204);
        app
    }

    /// Begins to sign in where a second factor is asked for; gives the ticket.
    #[track_caller]
    pub fn begin_sign_in(&mut self) -> String {
        let answer = self.try_sign_in().expect(200).json();
        assert_eq!(answer["state"], "second_factor", "{answer}");
        answer["ticket"].as_str().unwrap().to_owned()
    }

    /// Shows a second factor.
    #[track_caller]
    pub fn second_factor(&mut self, ticket: &str, method: &str, code: &str) -> Answer {
        let body = json!({ "ticket": ticket, "method": method, "code": code });
        self.post("/api/v1/session/second-factor", &body)
    }

    /// The session's token, as a thief would have it.
    #[track_caller]
    pub fn token(&self) -> String {
        let found = self.cookies.iter().find(|(name, _)| name == "session");
        found.expect("a session").1.clone()
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
        let challenge = self.call("GET", "/api/v1/challenge").send_to(&self.target);
        proof::solve(&challenge.expect(200).json()).into()
    }
}

impl Default for Person {
    fn default() -> Self {
        Person::new()
    }
}

/// An app that shows codes: another program than the service's own.
pub struct App(totp_rs::Totp);

impl App {
    /// What a QR code's link makes of an app.
    #[track_caller]
    pub fn new(uri: &str) -> Self {
        App(totp_rs::Totp::from_url(uri).expect("an otpauth link"))
    }

    /// The code of so many steps of 30 seconds from now.
    pub fn code(&self, steps: i64) -> String {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seconds = now.expect("after 1970").as_secs();
        let at = seconds.saturating_add_signed(steps * 30);
        self.0.generate(at).to_string()
    }
}
