//! What a person asks of their own data: a copy, erasure. Each request is an appeal of its own kind, with a
//! number and a deadline (152-ФЗ, articles 14 and 20).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::{DataPart, Operation};
use domain::appeal::{FieldError, RawApplicant};
use domain::event::Channel;
use domain::{Actor, AppealNumber, RawAppeal, Region, Text};
use store::access_log::{Entry, Reason};
use store::account::Account;
use store::keeping;
use web::capabilities::database;
use web::registration::{self, Sent};
use web::reply::{json, page, see_other, with};
use web::session::{self, Session};
use web::time::in_moscow;
use web::{Answer, Context, Problem, auth, body, configuration, idempotency, multipart};

use crate::{archive, entry};

/// The problem of a session that is too old for what is asked of it, and where a page leads from it.
const SIGN_IN_AGAIN: &str = "sign_in_again";
const TO_SIGN_IN_AGAIN: &str = "/sign-in?again=1&return_to=%2Fcabinet%2Fprofile";

/// A request on one's data: the category and the words of its appeal.
struct Request {
    category: &'static str,
    title: Text,
    text: Text,
}

/// `POST /api/v1/account/data-copy`: asks for a copy. It can be downloaded at once.
pub(crate) async fn data_copy(context: Context) -> Answer {
    begin(&context, Operation::DataCopyCreate).await?;
    let request = Request {
        category: "personal.copy",
        title: Text::fixed(
            "Копия моих персональных данных",
            "A copy of my personal data",
        ),
        text: Text::fixed(
            "Прошу предоставить копию всех моих персональных данных, которые хранит сервис.",
            "Please give me a copy of all my personal data that the service keeps.",
        ),
    };
    answer(&context, request, "copy").await
}

/// `POST /api/v1/account/erasure`: asks for erasure.
pub(crate) async fn erasure(context: Context, body: Body) -> Answer {
    begin(&context, Operation::ErasureCreate).await?;
    let form = match body::kind(&context)? {
        body::Kind::Json => return erase(&context).await,
        kind => multipart::read_values(&context, kind, body).await?,
    };
    if form.get("confirm") != Some("true") {
        return Err(Problem::invalid_field(FieldError::new(
            "/confirm",
            "confirm_required",
            "Отметьте, что понимаете: вернуть данные будет нельзя",
            "Confirm that you understand: the data can't be brought back",
        )));
    }
    erase(&context).await
}

/// A request says nothing but what it is for.
async fn begin(context: &Context, operation: Operation) -> Result<(), Problem> {
    let permit = auth::permit(context, operation).await?;
    idempotency::begin_json(context, operation, &permit, &serde_json::Value::Null).await
}

async fn erase(context: &Context) -> Answer {
    let request = Request {
        category: "personal.erasure",
        title: Text::fixed(
            "Удаление моих персональных данных",
            "Erasure of my personal data",
        ),
        text: Text::fixed(
            "Прошу удалить мои персональные данные и закрыть кабинет, насколько это допускает закон.",
            "Please erase my personal data and close the account as far as the law allows.",
        ),
    };
    answer(context, request, "erasure").await
}

/// Registers the request and tells its number; a profile without a name is sent back to be filled in.
async fn answer(context: &Context, request: Request, done: &str) -> Answer {
    let (own, account) = match entry::account(context).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    match register(context, &own, &account, request).await {
        Ok(_) if context.wants_page => see_other(&format!("/cabinet?done={done}")),
        Ok(number) => {
            let body = serde_json::json!({ "number": number.to_string() });
            with(
                json(StatusCode::CREATED, &body)?,
                "location",
                &format!("/api/v1/appeals/{number}"),
            )
        }
        Err(problem) if context.wants_page && problem.code == SIGN_IN_AGAIN => {
            see_other(TO_SIGN_IN_AGAIN)
        }
        Err(problem) if context.wants_page && !problem.errors.is_empty() => {
            let mut view = web::cabinet::profile_view(context, &account);
            let fault = |error: &FieldError| {
                let place = error.pointer.replace("/applicant", "");
                pages::Fault::new(place, error.message.get(context.lang))
            };
            view.faults = problem.errors.iter().map(fault).collect();
            Ok(page(problem.status, pages::profile(&view)))
        }
        Err(problem) => Err(problem),
    }
}

async fn register(
    context: &Context,
    own: &Session,
    account: &Account,
    request: Request,
) -> Result<AppealNumber, Problem> {
    own.demand_recent(context)?;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let person = account.profile.person.clone();
    let region = account.profile.region.unwrap_or(Region::NONE);
    let raw = RawAppeal {
        appeal_type: Some("request".to_owned()),
        category: Some(request.category.to_owned()),
        region: account
            .profile
            .region
            .map(|region| region.code().to_owned()),
        title: Some(request.title.get(context.lang).to_owned()),
        text: Some(request.text.get(context.lang).to_owned()),
        applicant: RawApplicant {
            last_name: Some(person.last_name),
            first_name: Some(person.first_name),
            middle_name: person.middle_name,
            birth_date: person.birth_date,
            inn: person.inn,
            snils: person.snils,
            email: person.email,
            phone: person.phone,
        },
        ..RawAppeal::default()
    };
    let today = region.local_date(context.now);
    let appeal = domain::check(raw, catalogue, &[], today).map_err(Problem::invalid)?;
    let sent = Sent {
        channel: Channel::Web,
        by: &Actor::Applicant,
        account: Some(&account.id),
        key: None,
        // Its key is marked already.
        idempotency: None,
    };
    let registered = registration::register(context, appeal, &sent).await;
    Ok(registered.map_err(Problem::from)?.number)
}

/// `GET /api/v1/account/data-copy`: the copy as one archive, `data.json` and the files of the appeals.
pub(crate) async fn download(context: Context) -> Answer {
    auth::permit(&context, Operation::DataCopyView).await?;
    let own = session::required_full(&context).await?;
    match own.demand_recent(&context) {
        Err(problem) if context.wants_page && problem.code == SIGN_IN_AGAIN => {
            return see_other(TO_SIGN_IN_AGAIN);
        }
        demanded => demanded?,
    }
    let db = database().await?;
    let copy = keeping::copy_of(db, &own.account).await?;
    let copy = copy.ok_or_else(Problem::not_found)?;
    let entry = Entry {
        at: context.now.timestamp_millis(),
        actor: &own.account,
        role: own.role.as_str(),
        reason: Reason::Copy,
        fields: &[
            DataPart::Profile,
            DataPart::Applicant,
            DataPart::Title,
            DataPart::Text,
            DataPart::Comments,
            DataPart::Attachments,
        ],
        rows: 1,
        account: Some(&own.account),
        appeals: &[],
    };
    auth::note_reading(&entry).await?;
    let entries = archive::entries(copy.files);
    let files: Vec<_> = entries
        .iter()
        .map(|entry| {
            let file = &entry.file;
            serde_json::json!({
                "appeal": file.number.to_string(),
                "name": file.name,
                "path": entry.path,
                "url": format!("/api/v1/appeals/{}/attachments/{}", file.number, file.id),
            })
        })
        .collect();
    let data = serde_json::json!({ "data": copy.data, "files": files });
    let data = serde_json::to_vec_pretty(&data).map_err(Problem::internal)?;
    let at = in_moscow(context.now);
    let mut response = Body::from_stream(archive::stream(data, entries, at)).into_response();
    for (header, value) in [
        ("content-type", "application/zip"),
        (
            "content-disposition",
            "attachment; filename=\"otklik-my-data.zip\"",
        ),
        ("cache-control", "private, no-store"),
    ] {
        response.headers_mut().remove(header);
        response = with(response, header, value)?;
    }
    Ok(response)
}
