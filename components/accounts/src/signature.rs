//! Sign-in by electronic signature: what its operations share.

pub(crate) mod challenge;
pub(crate) mod sign_in;

use auth::signature::{Error, Roots, Signer, statement, verify_cms, verify_jws};
use auth::token::Token;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::Duration;
use domain::Text;
use domain::applicant::ApplicantRecord;
use serde_json::Value;
use store::account::{Login, LoginKind};
use web::capabilities::variable;
use web::{Context, Problem, address};

use crate::once;

/// What challenges are kept under: one for signing in is of no use for linking, nor the other way round.
const SIGN_IN: &str = "signature";
const LINK: &str = "signature_link";

/// A person saves the text, opens another program, finds the token and its PIN.
const CHALLENGE_LIFE: Duration = Duration::minutes(15);

/// A wrong file is easily chosen; it must not cost another round through that other program.
const MAX_ATTEMPTS: i64 = 5;

async fn roots() -> Result<Roots, Problem> {
    let roots = Roots::parse(&variable("signature_roots").await?).map_err(Problem::unavailable)?;
    if roots.is_empty() {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "no_signature",
            Text::fixed("Такого входа здесь нет", "There is no such sign-in here"),
            Text::fixed(
                "Администратор не указал, каким удостоверяющим центрам верить. Войдите другим способом.",
                "The administrator has not said which authorities to trust. Sign in another way.",
            ),
        ));
    }
    Ok(roots)
}

/// Who signed the statement that was given for this purpose, to this account where there is one. The request has
/// `ticket`, and `cms` (the file in base64) or `jws`.
async fn signer(
    context: &Context,
    purpose: &str,
    account: Option<&str>,
    request: &Value,
) -> Result<Signer, Problem> {
    let roots = roots().await?;
    let text = |name| request.get(name).and_then(Value::as_str);
    let ticket = text("ticket").and_then(Token::parse).ok_or_else(expired)?;
    let bytes = ticket.as_bytes();
    let given = once::attempt::<()>(context, purpose, bytes, MAX_ATTEMPTS).await?;
    let (owner, ()) = given.ok_or_else(expired)?;
    if owner.as_deref() != account {
        return Err(expired());
    }
    let statement = statement(&address::origin(context).await?, &ticket.text());
    let now = context.now;
    let signer = match (text("cms"), text("jws")) {
        (Some(file), None) => match STANDARD.decode(file.trim()) {
            Ok(file) => verify_cms(&roots, &statement, &file, now),
            Err(_) => Err(Error::Unreadable),
        },
        (None, Some(token)) => verify_jws(&roots, &statement, token, now),
        _ => Err(Error::Unreadable),
    };
    let signer = signer.map_err(refused)?;
    let taken = once::take::<()>(context, purpose, bytes, &[]).await?;
    taken.ok_or_else(expired)?;
    Ok(signer)
}

/// The person of a certificate, for a link to the account that asked for the statement.
pub(crate) async fn owner(
    context: &Context,
    account: &str,
    request: &Value,
) -> Result<Login, Problem> {
    let signer = signer(context, LINK, Some(account), request).await?;
    Ok(login(&signer))
}

/// By what the person of a certificate is known here: it stays the same when they get their next one.
fn login(signer: &Signer) -> Login {
    Login::new(LoginKind::Certificate, &signer.subject())
}

fn record(signer: &Signer) -> ApplicantRecord {
    let text = |value: Option<&str>| value.map(str::to_owned);
    ApplicantRecord {
        last_name: text(signer.last_name.as_ref().map(|one| one.as_str())).unwrap_or_default(),
        first_name: text(signer.first_name.as_ref().map(|one| one.as_str())).unwrap_or_default(),
        middle_name: text(signer.middle_name.as_ref().map(|one| one.as_str())),
        inn: text(signer.inn.as_ref().map(|one| one.as_str())),
        snils: text(signer.snils.as_ref().map(|one| one.as_str())),
        ..ApplicantRecord::default()
    }
}

fn expired() -> Problem {
    problem(Text::fixed(
        "Строка для подписи уже использована или устарела. Получите новую.",
        "The text to sign was used or is too old. Get a new one.",
    ))
}

fn refused(error: Error) -> Problem {
    problem(match error {
        Error::Unreadable => Text::fixed(
            "Это не файл подписи. Нужна подпись CMS (PKCS #7): .sig, .p7s, .pem или base64.",
            "This is no signature. A CMS (PKCS #7) signature is needed: .sig, .p7s, .pem or base64.",
        ),
        Error::Signers => Text::fixed(
            "В файле должна быть ровно одна подпись.",
            "There must be exactly one signature in the file.",
        ),
        Error::Statement | Error::Signature => Text::fixed(
            "Подписано что-то другое. Подпишите сохранённый файл, не меняя его.",
            "Something else was signed. Sign the file that you saved, without changing it.",
        ),
        Error::NoCertificate => Text::fixed(
            "В файле нет вашего сертификата. Включите его в подпись: в программе это отдельная галочка.",
            "Your certificate is not in the file. Have it included: programs have a box for that.",
        ),
        Error::Algorithm => Text::fixed(
            "Такой алгоритм подписи не поддерживается. Подходят RSA от 2048 бит, ECDSA P-256 и P-384, Ed25519 с SHA-2; ГОСТ Р 34.10 пока нет.",
            "This algorithm is not supported. RSA from 2048 bits, ECDSA P-256 and P-384 and Ed25519 with SHA-2 are; GOST R 34.10 is not yet.",
        ),
        Error::Validity => Text::fixed(
            "Срок сертификата ещё не начался или уже истёк: вашего или удостоверяющего центра.",
            "The certificate is not valid yet, or no longer: yours, or the authority's.",
        ),
        Error::Revoked => Text::fixed(
            "Сертификат отозван: ваш или удостоверяющего центра. Получите новый в удостоверяющем центре.",
            "The certificate was revoked: yours, or the authority's. Get a new one from the authority.",
        ),
        Error::Revocation => Text::fixed(
            "Сейчас нельзя узнать, не отозван ли сертификат: у администратора нет свежего списка отзыва. Войдите другим способом или сообщите администратору.",
            "Whether the certificate was revoked cannot be told now: the administrator has no current list. Sign in another way, or tell the administrator.",
        ),
        Error::Usage => Text::fixed(
            "Этот сертификат не для подписи человека.",
            "This certificate is not for signing by a person.",
        ),
        Error::Untrusted | Error::Roots => Text::fixed(
            "Сертификат выдан удостоверяющим центром, которому здесь не верят, или в файле нет промежуточных сертификатов.",
            "The certificate is of an authority that is not trusted here, or the ones between are not in the file.",
        ),
        Error::Nobody => Text::fixed(
            "В сертификате нет СНИЛС или ИНН человека.",
            "The certificate has neither SNILS nor a person's INN.",
        ),
    })
}

fn problem(detail: Text) -> Problem {
    let title = Text::fixed("Подпись не подошла", "The signature did not work");
    Problem::new(StatusCode::UNAUTHORIZED, "signature_refused", title, detail)
}
