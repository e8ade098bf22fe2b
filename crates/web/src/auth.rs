//! Who is calling. A call that needs somebody takes the proof as an argument, and only this module
//! makes proofs.

use domain::{AccessCode, Actor, AppealNumber, Text};
use store::AppealRow;

use crate::capabilities::{database, keys, variable};
use crate::kept::Kept;
use crate::keys::same;
use crate::{Context, Problem, cookies};

/// A shorter service token could be guessed (the issue of tokens is ops' own); it counts as not set.
pub const MIN_STAFF_TOKEN_CHARS: usize = 24;

/// The caller is staff.
#[derive(Clone, Debug)]
pub struct Staff(());

/// The caller may see this appeal, as its applicant or as staff.
#[derive(Clone, Debug)]
pub enum Access {
    /// By its access code.
    Applicant,
    /// By the service token.
    Staff(Staff),
}

impl Access {
    /// Who acts, for the journal.
    pub fn actor(&self) -> Actor {
        match self {
            Access::Applicant => Actor::Applicant,
            Access::Staff(staff) => staff.actor(),
        }
    }

    /// Whether the caller is staff.
    pub fn is_staff(&self) -> bool {
        matches!(self, Access::Staff(_))
    }
}

impl Staff {
    /// Who acts, for the journal. Until there are accounts, everybody who has the token is one.
    pub fn actor(&self) -> Actor {
        Actor::Staff {
            id: "service".to_owned(),
        }
    }
}

/// Demands the service token: 401 without or with a wrong one.
pub async fn staff(context: &Context) -> Result<Staff, Problem> {
    optional_staff(context)
        .await?
        .ok_or_else(Problem::unauthenticated)
}

/// Staff when there is a bearer token, which must then be the right one.
pub async fn optional_staff(context: &Context) -> Result<Option<Staff>, Problem> {
    static TOKEN: Kept<String> = Kept::new();
    let Some(given) = bearer(context) else {
        return Ok(None);
    };
    let token = TOKEN.get_or_make(|| variable("staff_token")).await?;
    if token.chars().count() < MIN_STAFF_TOKEN_CHARS {
        return Err(Problem {
            detail: Text::fixed(
                "Служебные вызовы выключены: переменная staff_token не задана или короче 24 знаков.",
                "Staff calls are off: the variable staff_token is not set or is shorter than 24 characters.",
            ),
            ..Problem::unauthenticated()
        });
    }
    if same(given.as_bytes(), token.as_bytes()) {
        Ok(Some(Staff(())))
    } else {
        Err(Problem::unauthenticated())
    }
}

/// The bearer token of the request, `Authorization: Bearer …` (RFC 6750 2.1).
pub fn bearer(context: &Context) -> Option<&str> {
    let (scheme, token) = context.header("authorization").split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Finds the appeal and lets the caller in: staff by token, the applicant by `Otklik-Access-Code` or by
/// the code that this browser keeps. An unknown number, a wrong code and no code at all give the same
/// answer.
pub async fn appeal(context: &Context, number: &str) -> Result<(AppealRow, Access), Problem> {
    let staff = optional_staff(context).await?;
    let number = AppealNumber::parse(number).map_err(|_| Problem::not_found())?;
    if let Some(staff) = staff {
        let row = store::appeal(database().await?, number)
            .await?
            .ok_or_else(Problem::not_found)?;
        return Ok((row, Access::Staff(staff)));
    }
    let given = context.header("otklik-access-code");
    let code = if given.is_empty() {
        refuse_foreign_origin(context)?;
        cookies::access_code(&context.headers, number)
    } else {
        AccessCode::parse(given).ok()
    };
    let row = by_code(number, code.as_ref())
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok((row, Access::Applicant))
}

/// The appeal with this number, if the code is its own. The hash is made and compared whether or not
/// there is such an appeal, so that the time tells no more than the answer.
pub async fn by_code(
    number: AppealNumber,
    code: Option<&AccessCode>,
) -> Result<Option<AppealRow>, Problem> {
    let row = store::appeal(database().await?, number).await?;
    let Some(code) = code else { return Ok(None) };
    let given = keys().await?.access_hash(code);
    let kept = row
        .as_ref()
        .and_then(|row| row.access_hash.clone())
        .unwrap_or_else(|| vec![0; 32]);
    let fits = same(&given, &kept);
    Ok(row.filter(|row| fits && row.access_hash.is_some()))
}

/// A change asked for with a cookie must come from a page of ours: browsers say where a request comes
/// from (Fetch Metadata), and the cookies are SameSite besides.
fn refuse_foreign_origin(context: &Context) -> Result<(), Problem> {
    let changes = !matches!(context.method.as_str(), "GET" | "HEAD" | "OPTIONS");
    let from = context.header("sec-fetch-site");
    if changes && !matches!(from, "" | "same-origin" | "none") {
        return Err(Problem::forbidden());
    }
    Ok(())
}
