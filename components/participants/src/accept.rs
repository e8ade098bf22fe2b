//! Coming in by a link: `/participate`, and `POST /api/v1/participants/accept`.

use axum::body::Body;
use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use domain::decide::{Command, ParticipantCommand};
use domain::participant::ParticipantRole;
use pages::ParticipateView;
use serde::Deserialize;
use store::one_time;
use web::capabilities::{database, keys};
use web::reply::{json, page, see_other, shell_at};
use web::{Answer, Context, Problem, auth, session, state};

use crate::sent::{Sent, texts};

/// Under what invitations to take part are kept.
pub(crate) const PURPOSE: &str = "participation";

/// What an invitation holds.
#[derive(Deserialize)]
struct Invitation {
    appeal: String,
    participant: String,
    name: Option<String>,
}

/// The page to which links lead. The token is in the fragment, which comes to no server; the page's script puts
/// it into the form, and keeps it while somebody signs in.
pub(crate) async fn show(context: Context) -> Answer {
    let is_signed_in = session::current(&context)
        .await?
        .is_some_and(|session| session.is_full());
    let view = ParticipateView {
        shell: shell_at(&context, "/participate"),
        is_signed_in,
        error: String::new(),
    };
    Ok(page(StatusCode::OK, pages::participate(&view)))
}

/// Takes part from now on. Unknown, used, expired and withdrawn invitations are not told apart.
pub(crate) async fn participant_accept(context: Context, body: Body) -> Answer {
    let permit = auth::permit(&context, Operation::ParticipantAccept).await?;
    session::refuse_cross_site(&context).await?;
    let mut sent = Sent::read(&context, body, texts(&["token"])).await?;
    let token = sent.text("token").unwrap_or_default();
    if token.is_empty() {
        let text = Text::fixed(
            "Вставьте код из ссылки-приглашения",
            "Paste the code of the invitation's link",
        );
        sent.fault("token", "required", text);
    }
    let accepted = match sent.check() {
        Ok(()) => accept(&context, &permit, &token).await,
        Err(problem) => Err(problem),
    };
    match accepted {
        Ok(accepted) if sent.is_page => {
            see_other(&format!("/status/{}?done=joined", accepted.number))
        }
        Ok(accepted) => json(StatusCode::OK, &accepted),
        Err(problem) if sent.is_page && problem.status.is_client_error() => {
            let error = match problem.errors.first() {
                Some(error) => error.message.get(context.lang),
                None => problem.detail.get(context.lang),
            };
            let view = ParticipateView {
                shell: shell_at(&context, "/participate"),
                is_signed_in: true,
                error: error.to_owned(),
            };
            Ok(page(problem.status, pages::participate(&view)))
        }
        Err(problem) => Err(problem),
    }
}

async fn accept(
    context: &Context,
    permit: &auth::Permit,
    token: &str,
) -> Result<api::ParticipationAccepted, Problem> {
    let (db, at) = (database().await?, context.now.timestamp_millis());
    let hash = keys().await?.invitation_hash(token);
    let kept = one_time::look(db, PURPOSE, hash, at)
        .await?
        .ok_or_else(gone)?;
    let invitation: Invitation = serde_json::from_str(&kept.data).map_err(Problem::internal)?;
    let row = store::appeal_by_id(db, &invitation.appeal).await?;
    let row = row.ok_or_else(gone)?;
    let id = invitation.participant;
    let command = ParticipantCommand::Accept {
        participant: id.clone(),
        account: permit.account()?.to_owned(),
        role: permit.caller().role(),
        name: invitation.name,
    };
    let actor = match permit.caller().role().acts_for_agency() {
        true => permit.actor(),
        false => domain::Actor::participant(&id).map_err(Problem::internal)?,
    };
    let command = Command::Participant(command);
    match state::execute(context, &row, command, &actor).await {
        Err(problem) if problem.code == "invitation_gone" => return Err(gone()),
        done => done?,
    };
    // The journal has decided already; this is for the ticket to be gone at once.
    one_time::take(db, PURPOSE, hash, at).await?;
    let own = store::participant::of_appeal(db, &row.id).await?;
    let role: Option<ParticipantRole> = own.iter().find(|one| one.id == id).map(|one| one.role);
    Ok(api::ParticipationAccepted {
        id,
        number: row.number.to_string(),
        role: role.map(|role| role.to_string()).unwrap_or_default(),
    })
}

fn gone() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "invitation_gone",
        Text::fixed("Приглашение не действует", "The invitation does not work"),
        Text::fixed(
            "Ссылка уже использована, отозвана, устарела или неполна. Попросите пригласить вас ещё раз.",
            "The link was used, taken back, has expired, or is not whole. Ask to be invited again.",
        ),
    )
}
