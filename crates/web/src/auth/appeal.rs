//! One appeal, and the proof that the caller may see it.

use domain::access::{Operation, Place, Reach, Scope};
use domain::applicant::{ApplicantRecord, mask};
use domain::event::Audience;
use domain::{AccessCode, Actor, AppealNumber, Event};
use store::AppealRow;

use super::caller::{Caller, caller};
use super::permit::{check, refused, scope_missing};
use crate::capabilities::{database, keys};
use crate::keys::same;
use crate::limits::policy::LOOKUP;
use crate::limits::{self, Subject};
use crate::{Context, Problem, cookies};

/// Proof that the caller may do an operation with one appeal.
#[derive(Clone, Debug)]
pub struct Access {
    pub(super) caller: Caller,
    pub(super) is_own: bool,
    /// Whose names are hidden in what a reader of masked data is shown.
    applicant: Option<ApplicantRecord>,
}

impl Access {
    /// Who acts, for the journal.
    pub fn actor(&self) -> Actor {
        if self.is_own {
            Actor::Applicant
        } else {
            self.caller.actor()
        }
    }

    /// Who is calling.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Whether the appeal is the caller's own, by account or by access code.
    pub fn is_own(&self) -> bool {
        self.is_own
    }

    /// Whether the caller acts for an agency.
    pub fn is_staff(&self) -> bool {
        !self.is_own
    }

    /// Whether the applicant's data are shown as they are.
    pub fn sees_personal_data(&self) -> bool {
        self.is_own || self.caller.sees_personal_data()
    }

    /// Demands that they are: for what cannot be masked.
    pub fn demand_personal_data(&self) -> Result<(), Problem> {
        match &self.caller {
            _ if self.sees_personal_data() => Ok(()),
            Caller::Key(_) => Err(scope_missing(Scope::Personal)),
            _ => Err(Problem::forbidden()),
        }
    }

    /// Whether this reader may be shown an event. Notes and drafts are for those who act for an agency.
    pub fn sees(&self, event: &Event) -> bool {
        self.is_staff() || event.audience() == Audience::Everyone
    }

    /// What somebody wrote, as this reader may see it.
    pub fn text(&self, text: Option<String>) -> Option<String> {
        match &self.applicant {
            _ if self.sees_personal_data() => text,
            Some(applicant) => text.map(|text| applicant.mask_text(&text)),
            None => text.map(|text| mask::anonymous_text(&text)),
        }
    }

    /// Files, as this reader may see their names.
    pub fn files(&self, mut files: Vec<api::AttachmentItem>) -> Vec<api::AttachmentItem> {
        if !self.sees_personal_data() {
            let names = files.iter_mut().map(|file| &mut file.name);
            names.for_each(|name| *name = mask::file_name(name));
        }
        files
    }
}

/// Finds the appeal and lets the caller in: whoever acts for an agency, within their territory; the
/// applicant by their account, by `Otklik-Access-Code`, or by the code that this browser keeps. An unknown
/// number, another's appeal, one outside the territory and a wrong code give the same answer. The row comes as
/// the caller may see it: masked, where that is so.
pub async fn appeal(
    context: &Context,
    operation: Operation,
    number: &str,
) -> Result<(AppealRow, Access), Problem> {
    let caller = caller(context).await?;
    let reach = check(&caller, operation)?;
    let code = code(context, number)?;
    // Before anything is looked up: a role that may not do this learns nothing of numbers.
    if reach == Reach::No && caller.role().acts_for_agency() && code.is_none() {
        return Err(refused(context, &caller).await?);
    }
    let number = AppealNumber::parse(number).map_err(|_| Problem::not_found())?;
    let row = store::appeal(database().await?, number).await?;
    // The hash is made and compared whether or not there is such an appeal.
    let has_code = fits(context, row.as_ref(), code.as_ref()).await?;
    let mut row = row.ok_or_else(Problem::not_found)?;
    let is_own = has_code || is_account(&caller, &row);
    let is_reached = match reach {
        Reach::All => true,
        Reach::Territory => {
            let territory = caller.territory();
            let above = row.higher.iter().filter(|_| operation.is_open_above());
            let mut above = above.map(|agency| above_place(&row, agency));
            territory.covers(place(&row)) || above.any(|place| territory.covers(place))
        }
        Reach::Own | Reach::No => false,
    };
    if is_reached || is_own {
        // Staff act as staff where they may, even on an appeal of their own.
        let is_own = is_own && !is_reached;
        let private = row.registered.private.as_ref();
        let access = Access {
            caller,
            is_own,
            applicant: private.and_then(|private| private.applicant.clone()),
        };
        if !access.sees_personal_data() {
            mask_row(&mut row);
        }
        return Ok((row, access));
    }
    Err(Problem::not_found())
}

/// The appeal with this number, if the code is its own.
pub async fn by_code(
    context: &Context,
    number: AppealNumber,
    code: Option<&AccessCode>,
) -> Result<Option<AppealRow>, Problem> {
    let row = store::appeal(database().await?, number).await?;
    let fits = fits(context, row.as_ref(), code).await?;
    Ok(row.filter(|_| fits))
}

/// Whether the code is the appeal's own, in a time that tells no more than the answer. Whoever was wrong too
/// often is not listened to, right or wrong.
async fn fits(
    context: &Context,
    row: Option<&AppealRow>,
    code: Option<&AccessCode>,
) -> Result<bool, Problem> {
    let Some(code) = code else { return Ok(false) };
    limits::guard(context, &LOOKUP, Subject::Network).await?;
    let given = keys().await?.access_hash(code);
    let kept = row.and_then(|row| row.access_hash.clone());
    let is_there = kept.is_some();
    let fits = same(&given, &kept.unwrap_or_else(|| vec![0; 32])) && is_there;
    if !fits {
        limits::count(context, &LOOKUP, Subject::Network).await?;
    }
    Ok(fits)
}

/// The code of the header, or the one that this browser keeps.
fn code(context: &Context, number: &str) -> Result<Option<AccessCode>, Problem> {
    let given = context.header("otklik-access-code");
    if !given.is_empty() {
        return Ok(AccessCode::parse(given).ok());
    }
    let Ok(number) = AppealNumber::parse(number) else {
        return Ok(None);
    };
    let code = cookies::access_code(&context.headers, number);
    if code.is_some() {
        refuse_foreign_origin(context)?;
    }
    Ok(code)
}

/// Hides whose an appeal is.
pub(super) fn mask_row(row: &mut AppealRow) {
    if let Some(private) = &mut row.registered.private {
        **private = private.masked();
    }
}

fn is_account(caller: &Caller, row: &AppealRow) -> bool {
    let own = row.account.as_deref();
    own.is_some() && own == caller.account()
}

fn place(row: &AppealRow) -> Place<'_> {
    Place {
        agency: &row.agency,
        unit: row.unit.as_deref(),
        region: row.registered.region,
    }
}

/// Where an appeal is to an agency above its own, which has had an objection to the answer.
fn above_place<'a>(row: &AppealRow, agency: &'a str) -> Place<'a> {
    Place {
        agency,
        unit: None,
        region: row.registered.region,
    }
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
