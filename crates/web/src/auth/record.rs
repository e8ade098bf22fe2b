//! Every look at personal data goes on record before it is shown.

use chrono::Duration;
use domain::access::{DataPart, Reach, Role};
use domain::event::HiddenFrom;
use domain::participant::Right;
use store::AppealRow;
use store::access_log::{self, Entry, Reason};
use store::participant::ParticipantRow;

use super::appeal::{Access, FIRST, hide_text, is_hidden_from_staff, mask_row};
use super::caller::Caller;
use super::permit::Permit;
use crate::capabilities::database;
use crate::keys::random;
use crate::{Context, Problem};

/// Somebody who looks at their own appeal again within this time is not noted again: the page of an appeal
/// comes back to it whenever something happens. Looks of everybody else are noted one by one.
const OWN_LOOKS_ARE_ONE: Duration = Duration::minutes(15);

/// Tries to put a row into the log, several seconds of them when others are always first.
const ROUNDS: u32 = 256;

/// The doubling of the wait between tries ends here: at 64 ms.
const LONGEST_WAIT: u32 = 5;

/// As the log knows an applicant who has no account, or has not signed in.
const APPLICANT: &str = "applicant";

impl Access {
    /// Notes what of the appeal is shown.
    pub async fn record(
        &self,
        context: &Context,
        row: &AppealRow,
        fields: &[DataPart],
    ) -> Result<(), Problem> {
        let ids = [row.id.clone()];
        if self.is_own {
            let reader = self.caller.account().unwrap_or(APPLICANT);
            return own(context, reader, &ids, fields).await;
        }
        let reason = match &self.caller {
            Caller::Service | Caller::Key(_) => Reason::Service,
            _ if self.participant.is_some() => Reason::Participant,
            caller if row.assignee.is_some() && row.assignee.as_deref() == caller.id() => {
                Reason::Assigned
            }
            _ => Reason::Territory,
        };
        note(context, &self.caller, reason, &ids, fields).await
    }
}

impl Access {
    /// Notes that the applicant's data is shown for a reason that the reader stated.
    pub async fn record_stated(
        &self,
        context: &Context,
        row: &AppealRow,
        reason: Reason,
    ) -> Result<(), Problem> {
        let ids = [row.id.clone()];
        note(context, &self.caller, reason, &ids, &[DataPart::Applicant]).await
    }
}

impl Permit {
    /// Makes rows of a list ready to be shown to this reader: masks them where that is so, and notes what
    /// of them is shown. `fields` without a name is a list without personal data.
    pub async fn show(
        &self,
        context: &Context,
        rows: &mut [AppealRow],
        reason: Reason,
        fields: &[DataPart],
    ) -> Result<(), Problem> {
        if !self.sees_personal_data() {
            rows.iter_mut().for_each(mask_row);
        }
        let (role, is_own) = (self.caller().role(), self.reach() == Reach::Own);
        for row in rows.iter_mut() {
            if let Some(from) = row.hidden.get(&FIRST)
                && !is_own
                && is_hidden_from_staff(from, role)
            {
                hide_text(row, context.lang);
            }
        }
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        match self.caller().account() {
            _ if ids.is_empty() || fields.is_empty() => Ok(()),
            Some(account) if self.caller().role() == Role::Citizen => {
                own(context, account, &ids, fields).await
            }
            _ => note(context, self.caller(), reason, &ids, fields).await,
        }
    }
}

/// Makes the row of an appeal in which the caller takes part ready for a list of such, and notes that its title
/// is shown.
pub async fn show_to_participant(
    context: &Context,
    caller: &Caller,
    participant: &ParticipantRow,
    row: &mut AppealRow,
) -> Result<(), Problem> {
    if !participant.rights.contains(&Right::Personal) {
        mask_row(row);
    }
    let hidden = row.hidden.get(&FIRST);
    if hidden.is_some_and(|from| from.contains(&HiddenFrom::Participants)) {
        hide_text(row, context.lang);
    }
    let ids = [row.id.clone()];
    note(
        context,
        caller,
        Reason::Participant,
        &ids,
        &[DataPart::Title],
    )
    .await
}

async fn own(
    context: &Context,
    reader: &str,
    ids: &[String],
    fields: &[DataPart],
) -> Result<(), Problem> {
    let db = database().await?;
    let since = (context.now - OWN_LOOKS_ARE_ONE).timestamp_millis();
    if let Some(first) = ids.first()
        && access_log::is_recorded(db, first, reader, fields, since).await?
    {
        return Ok(());
    }
    let role = if reader == APPLICANT {
        Role::Applicant
    } else {
        Role::Citizen
    };
    let entry = Entry {
        at: context.now.timestamp_millis(),
        actor: reader,
        role: role.as_str(),
        reason: Reason::Own,
        fields,
        rows: i64::try_from(ids.len()).unwrap_or(i64::MAX),
        account: None,
        appeals: ids,
    };
    note_reading(&entry).await
}

async fn note(
    context: &Context,
    caller: &Caller,
    reason: Reason,
    ids: &[String],
    fields: &[DataPart],
) -> Result<(), Problem> {
    let entry = Entry {
        at: context.now.timestamp_millis(),
        actor: caller.id().unwrap_or_default(),
        role: caller.role().as_str(),
        reason,
        fields,
        rows: i64::try_from(ids.len()).unwrap_or(i64::MAX),
        account: None,
        appeals: ids,
    };
    note_reading(&entry).await
}

/// Puts a reading on record. Of readers that come together one is first each time; the others wait a moment,
/// each another one, and try again: without that sixteen readers who never rest shut some out.
pub async fn note_reading(entry: &Entry<'_>) -> Result<(), Problem> {
    let db = database().await?;
    for round in 0..ROUNDS {
        if access_log::try_record(db, entry).await? {
            return Ok(());
        }
        let [chance, ..] = random()?;
        let most = 2u64 << round.min(LONGEST_WAIT);
        spin_sdk::time::sleep(std::time::Duration::from_millis(u64::from(chance) % most)).await;
    }
    Err(Problem::unavailable("the access log is busy"))
}
