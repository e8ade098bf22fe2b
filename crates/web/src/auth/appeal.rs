//! One appeal, and the proof that the caller may see it.

use std::collections::BTreeSet;

use domain::access::{self, Operation, Participation, Place, Reach, Role, Scope, Territory};
use domain::applicant::{ApplicantRecord, mask};
use domain::event::{Audience, HiddenFrom, Recorded};
use domain::participant::{ParticipantRole, Right};
use domain::{AccessCode, Actor, AppealNumber, Event, Lang, Text};
use store::participant::ParticipantRow;
use store::{AppealRow, Hidden};

use super::caller::{Caller, caller};
use super::permit::{check, refused, scope_missing};
use crate::capabilities::{database, keys};
use crate::keys::same;
use crate::limits::policy::LOOKUP;
use crate::limits::{self, Subject};
use crate::{Context, Problem, cookies, parameters, session};

/// Proof that the caller may do an operation with one appeal.
#[derive(Clone, Debug)]
pub struct Access {
    pub(super) caller: Caller,
    pub(super) is_own: bool,
    /// As what the caller takes part, where that is what lets them in.
    pub(super) participant: Option<ParticipantRow>,
    /// Texts that are hidden from some.
    hidden: Hidden,
    lang: Lang,
    /// Whose names are hidden in what a reader of masked data is shown.
    applicant: Option<ApplicantRecord>,
}

impl Access {
    /// Who acts, for the journal.
    pub fn actor(&self) -> Actor {
        if self.is_own {
            return Actor::Applicant;
        }
        match &self.participant {
            Some(one) if !self.caller.role().acts_for_agency() => {
                Actor::participant(&one.id).unwrap_or(Actor::System)
            }
            _ => self.caller.actor(),
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

    /// Whether the caller works on the appeal for the agency that has it.
    pub fn is_staff(&self) -> bool {
        !self.is_own && self.participant.is_none()
    }

    /// As what the caller takes part, where that is what lets them in.
    pub fn participant(&self) -> Option<&ParticipantRow> {
        self.participant.as_ref()
    }

    /// Whether the applicant's data are shown as they are.
    pub fn sees_personal_data(&self) -> bool {
        match &self.participant {
            Some(one) => one.rights.contains(&Right::Personal),
            None => self.is_own || self.caller.sees_personal_data(),
        }
    }

    /// Demands that they are: for what cannot be masked.
    pub fn demand_personal_data(&self) -> Result<(), Problem> {
        match &self.caller {
            _ if self.sees_personal_data() => Ok(()),
            Caller::Key(_) => Err(scope_missing(Scope::Personal)),
            _ => Err(Problem::forbidden()),
        }
    }

    /// Whether this reader may be shown an event. Notes and drafts are for those who act for an agency, and of
    /// participants for those who were given them; what was said of somebody's conduct goes with what they wrote.
    pub fn sees(&self, event: &Event) -> bool {
        let needed = match (event, event.audience()) {
            (_, Audience::Staff) => Right::Notes,
            (
                Event::MessageWritten(_)
                | Event::ConductMarked(_)
                | Event::ConductAppealed(_)
                | Event::ConductLifted(_),
                Audience::Everyone,
            ) => Right::Dialogue,
            (_, Audience::Everyone) => return true,
        };
        match &self.participant {
            Some(one) => one.rights.contains(&needed),
            None => self.is_staff() || event.audience() == Audience::Everyone,
        }
    }

    /// Whether the text of an event is kept from this reader although they see the event: it was hidden, it is a
    /// question or a reply and they are not given the correspondence, or a name and they are given no data. Whoever
    /// wrote it always reads it.
    pub fn hides(&self, row: &Recorded) -> bool {
        if row.actor == self.actor() {
            return false;
        }
        let is_dialogue = match &row.event {
            Event::StatusChanged(change) => !change.to.is_answered(),
            _ => false,
        };
        let is_name = matches!(
            row.event,
            Event::ParticipantInvited(_) | Event::ParticipantAdded(_)
        );
        let lacks = |one: &ParticipantRow| {
            (is_dialogue && !one.rights.contains(&Right::Dialogue))
                || (is_name && !one.rights.contains(&Right::Personal))
        };
        self.participant.as_ref().is_some_and(lacks) || self.is_hidden(row.seq)
    }

    /// What somebody wrote with an event, as this reader may see it.
    pub fn said(&self, row: &Recorded, text: Option<String>) -> Option<String> {
        match self.hides(row) {
            true => text.map(|_| HIDDEN.get(self.lang).to_owned()),
            false => self.text(text),
        }
    }

    /// Whether the text at a place of the journal was hidden from readers like this one.
    pub fn is_hidden(&self, seq: i64) -> bool {
        let Some(from) = self.hidden.get(&seq) else {
            return false;
        };
        match &self.participant {
            Some(_) => from.contains(&HiddenFrom::Participants),
            // Nobody's own appeal is hidden from them: they are to know what they contest.
            None if self.is_own => seq != FIRST && from.contains(&HiddenFrom::Applicant),
            None => is_hidden_from_staff(from, self.caller.role()),
        }
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
    let unknown = unknown(context, &caller, code.is_some()).await?;
    let Ok(number) = AppealNumber::parse(number) else {
        return Err(unknown);
    };
    let row = store::appeal(database().await?, number).await?;
    // The hash is made and compared whether or not there is such an appeal.
    let has_code = fits(context, row.as_ref(), code.as_ref()).await?;
    let Some(mut row) = row else {
        return Err(unknown);
    };
    let is_owner = has_code || is_account(&caller, &row);
    let is_own = is_owner && is_for_applicants(operation);
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
    let participant = match is_reached || is_owner {
        true => None,
        false => participation(&caller, &row).await?,
    };
    if let Some(one) = &participant {
        may_take_part(operation, one)?;
    }
    if is_reached || is_own || participant.is_some() {
        parameters::check(context)?;
        // Staff act as staff where they may, even on an appeal of their own.
        let is_own = is_own && !is_reached;
        let private = row.registered.private.as_ref();
        let access = Access {
            caller,
            is_own,
            participant,
            hidden: row.hidden.clone(),
            lang: context.lang,
            applicant: private.and_then(|private| private.applicant.clone()),
        };
        if !access.sees_personal_data() {
            mask_row(&mut row);
        }
        if access.is_hidden(FIRST) {
            hide_text(&mut row, context.lang);
        }
        return Ok((row, access));
    }
    // Whose appeal it is knows of it: they are told that this is not theirs to do.
    Err(match is_owner {
        true => Problem::forbidden(),
        false => unknown,
    })
}

/// How an unknown number and another's appeal are refused. Whoever sends a form of ours, or shows a session that is
/// over, is no stranger: they are led to the code or to signing in, whether or not there is such an appeal.
async fn unknown(context: &Context, caller: &Caller, has_code: bool) -> Result<Problem, Problem> {
    let is_led = match caller {
        Caller::Nobody if context.is_form() => true,
        Caller::Nobody => {
            !has_code
                && (context.path.starts_with("/desk/") || cookies::has_session(&context.headers))
        }
        Caller::Person(person) => !person.role.acts_for_agency() && context.is_form(),
        Caller::Service | Caller::Key(_) => false,
    };
    Ok(match (is_led, caller) {
        (true, Caller::Nobody) => refused(context, caller).await?,
        (true, _) => session::sign_in_needed(),
        (false, _) => Problem::not_found(),
    })
}

/// Whether applicants do this with their appeals, with or without an account.
fn is_for_applicants(operation: Operation) -> bool {
    let reaches = |role| access::reach(operation, role) == Reach::Own;
    reaches(Role::Applicant) || reaches(Role::Citizen)
}

/// As what somebody who has signed in takes part in an appeal.
async fn participation(
    caller: &Caller,
    row: &AppealRow,
) -> Result<Option<ParticipantRow>, Problem> {
    let Some(account) = caller.account() else {
        return Ok(None);
    };
    let db = database().await?;
    Ok(store::participant::who(db, &row.id, account, &agency_of(caller)).await?)
}

/// Where somebody works, for what their agency takes part in. Whoever only looks on takes part in nothing.
pub fn agency_of(caller: &Caller) -> Territory {
    match ParticipantRole::Agency.fits(caller.role()) {
        true => caller.territory(),
        false => Territory::EVERYWHERE,
    }
}

/// A participant knows of the appeal, so they are told what they lack.
fn may_take_part(operation: Operation, one: &ParticipantRow) -> Result<(), Problem> {
    match access::participation(operation) {
        Participation::No => Err(Problem::forbidden()),
        Participation::Yes => Ok(()),
        Participation::With(right) if one.rights.contains(&right) => Ok(()),
        Participation::With(right) => Err(Problem {
            code: "right_missing",
            detail: Text::new(
                format!("Участнику нужно право «{}».", right.label(Lang::Ru)),
                format!(
                    "The participant needs the right “{}”.",
                    right.label(Lang::En)
                ),
            ),
            ..Problem::forbidden()
        }),
    }
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
    let given = context.typed_header("otklik-access-code");
    if !given.is_empty() {
        return Ok(AccessCode::parse(&given).ok());
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

/// The place of the registration in the journal.
pub(super) const FIRST: i64 = 1;

/// What stands where a text was hidden.
pub const HIDDEN: Text = Text::fixed(
    "Скрыто модератором. Причина — в журнале обращения.",
    "Hidden by a moderator. The reason stands in the journal.",
);

/// Whether a text is hidden from staff of this role. Supervisors decide on it, so they see it.
pub(super) fn is_hidden_from_staff(from: &BTreeSet<HiddenFrom>, role: Role) -> bool {
    from.contains(&HiddenFrom::Staff) && !matches!(role, Role::Supervisor | Role::Service)
}

/// Puts what stands for a hidden text in the place of the appeal's own.
pub(super) fn hide_text(row: &mut AppealRow, lang: Lang) {
    if let Some(private) = &mut row.registered.private {
        let stands = HIDDEN.get(lang).to_owned();
        private.title.clone_from(&stands);
        private.text = stands;
        private.fields.clear();
    }
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
