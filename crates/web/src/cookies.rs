//! The kinds of cookies: the chosen language, the access codes that this browser was shown, the session, whether
//! it is a member of staff's, what waits for the return from an identity provider, and what is approved after signing
//! in once more.

use axum::http::{HeaderMap, header};
use domain::{AccessCode, AppealNumber};

/// A cookie's value.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Whether this browser has a session, as far as its cookies tell: for the header of a page, which says
/// nothing of anybody, and not for any right.
pub fn has_session(headers: &HeaderMap) -> bool {
    ["__Host-session", "session"]
        .into_iter()
        .any(|name| get(headers, name).is_some_and(|value| !value.is_empty()))
}

/// Whether this browser's session is a member of staff's, as far as its cookies tell: for the header of a page, and
/// not for any right.
pub fn is_of_staff(headers: &HeaderMap) -> bool {
    let names = ["__Host-desk", "desk"];
    (names.into_iter()).any(|name| get(headers, name) == Some(YES))
}

/// The access code of an appeal that this browser keeps.
pub fn access_code(headers: &HeaderMap, number: AppealNumber) -> Option<AccessCode> {
    AccessCode::parse(get(headers, &access_name(number))?).ok()
}

/// The newest access codes that this browser keeps, by the numbers of their appeals.
pub fn access_codes(headers: &HeaderMap, most: usize) -> Vec<(AppealNumber, AccessCode)> {
    let mut kept: Vec<(AppealNumber, AccessCode)> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix("access-")?.split_once('='))
        .filter_map(|(number, code)| {
            let number = AppealNumber::parse(number).ok()?;
            Some((number, AccessCode::parse(code).ok()?))
        })
        .collect();
    kept.sort_by_key(|(number, _)| std::cmp::Reverse(number.to_string()));
    kept.truncate(most);
    kept
}

/// A `Set-Cookie` that keeps an access code until the browser is closed: nobody who sits at a shared
/// computer later should find somebody's appeals.
pub fn keep_access(number: AppealNumber, code: &AccessCode, secure: bool) -> String {
    cookie(&access_name(number), code.as_str(), "HttpOnly", secure)
}

/// A `Set-Cookie` that forgets an access code.
pub fn forget_access(number: AppealNumber, secure: bool) -> String {
    cookie(&access_name(number), "", "HttpOnly; Max-Age=0", secure)
}

/// A `Set-Cookie` that keeps the language for a year.
pub fn keep_lang(code: &str) -> String {
    cookie("lang", code, "Max-Age=31536000", false)
}

/// The session's token.
pub fn session(headers: &HeaderMap, secure: bool) -> Option<&str> {
    get(headers, session_name(secure))
}

/// A `Set-Cookie` that keeps a session's token. Lax, so that a link from a message finds its reader signed
/// in; changes are protected besides (`session::refuse_foreign_origin`).
pub fn keep_session(token: &str, seconds: i64, secure: bool) -> String {
    let more = format!("HttpOnly; Max-Age={seconds}");
    cookie(session_name(secure), token, &more, secure)
}

/// A `Set-Cookie` that forgets a session.
pub fn forget_session(secure: bool) -> String {
    cookie(session_name(secure), "", "HttpOnly; Max-Age=0", secure)
}

/// A `Set-Cookie` that remembers that the session is a member of staff's: pages without the database lead them to
/// the desk by it.
pub fn mark_staff(seconds: i64, secure: bool) -> String {
    let more = format!("HttpOnly; Max-Age={seconds}");
    cookie(desk_name(secure), YES, &more, secure)
}

/// A `Set-Cookie` that forgets it.
pub fn forget_staff(secure: bool) -> String {
    cookie(desk_name(secure), "", "HttpOnly; Max-Age=0", secure)
}

/// What ties the return from an identity provider to the browser that left.
pub fn departure(headers: &HeaderMap, secure: bool) -> Option<&str> {
    get(headers, departure_name(secure))
}

/// A `Set-Cookie` that keeps it. Lax, for the way back is a link from the provider's site.
pub fn keep_departure(token: &str, seconds: i64, secure: bool) -> String {
    let more = format!("HttpOnly; Max-Age={seconds}");
    cookie(departure_name(secure), token, &more, secure)
}

/// A `Set-Cookie` that forgets it.
pub fn forget_departure(secure: bool) -> String {
    cookie(departure_name(secure), "", "HttpOnly; Max-Age=0", secure)
}

/// The value of a cookie that says yes by being there.
const YES: &str = "1";

const fn desk_name(secure: bool) -> &'static str {
    if secure { "__Host-desk" } else { "desk" }
}

/// The short code of a sign-in that is to be approved when its approver has signed in again.
pub fn approval(headers: &HeaderMap, secure: bool) -> Option<&str> {
    get(headers, approval_name(secure)).filter(|code| !code.is_empty())
}

/// A `Set-Cookie` that keeps it.
pub fn keep_approval(code: &str, seconds: i64, secure: bool) -> String {
    let more = format!("HttpOnly; Max-Age={seconds}");
    cookie(approval_name(secure), code, &more, secure)
}

/// A `Set-Cookie` that forgets it.
pub fn forget_approval(secure: bool) -> String {
    cookie(approval_name(secure), "", "HttpOnly; Max-Age=0", secure)
}

const fn approval_name(secure: bool) -> &'static str {
    if secure {
        "__Host-approval"
    } else {
        "approval"
    }
}

const fn departure_name(secure: bool) -> &'static str {
    if secure {
        "__Host-departure"
    } else {
        "departure"
    }
}

/// With the prefix no other host and no page over plain HTTP can set the cookie (RFC 6265bis 4.1.3.2); it
/// demands Secure.
const fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

fn access_name(number: AppealNumber) -> String {
    format!("access-{number}")
}

fn cookie(name: &str, value: &str, more: &str, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; SameSite=Lax; {more}{secure}")
}
