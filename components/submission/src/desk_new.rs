//! `/desk/new`: an operator enters what somebody brings by telephone or in person, and gives them number and code
//! on paper.

use axum::body::Body;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::category::Catalogue;
use pages::{CategoryChoice, CategoryGroup, Choice, DeskShell, EnteredView, NewAppealView, Values};
use web::reply::{page, with};
use web::{
    Answer, Context, Problem, address, auth, configuration, desk, idempotency, present, query,
    session, views as shown,
};

use crate::appeal_create::{self, Created};
use crate::entered::CHANNELS;
use crate::incoming::Incoming;
use crate::views;

/// The choice of a category, or the form of the one that was chosen.
pub(crate) async fn show(context: Context) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let desk = desk::shell(&context, &session).await?;
    if !desk.can_work {
        return Err(Problem::forbidden());
    }
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let code = query::first(&context.query, "category").unwrap_or_default();
    let category = catalogue.category(&code);
    let Some(category) = category.filter(|category| !category.is_group()) else {
        return Ok(page(StatusCode::OK, choice(&context, desk, catalogue)));
    };
    let mut form = views::form_view(&context, catalogue, category, defaults());
    form.idempotency_key = idempotency::new_key();
    Ok(page(StatusCode::OK, filled(&context, desk, form)))
}

/// Registers it; the answer is the page to print. The same form sent again gives the same page.
pub(crate) async fn register(context: Context, body: Body) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let desk = desk::shell(&context, &session).await?;
    let permit = auth::permit(&context, Operation::AppealCreate).await?;
    let mut incoming = Incoming::read(&context, body).await?;
    session::demand_opener(&context, &incoming.opener).await?;
    // A choice that was not made is a fault, not an appeal of the operator's own.
    incoming.channel.get_or_insert_default();
    match appeal_create::create(&context, &incoming, &permit).await {
        Ok(created) => {
            let html = pages::entered(&receipt(&context, desk, &created).await?);
            // The code is on it: no cache keeps it, not even the browser's.
            with(page(StatusCode::CREATED, html), "cache-control", "no-store")
        }
        Err(problem) if problem.errors.is_empty() => Err(problem),
        Err(problem) => {
            let form = views::refilled(&context, &incoming, &problem).await?;
            let Some(form) = form else {
                let configuration = configuration::current(context.now).await?;
                let catalogue = &configuration.catalogue;
                return Ok(page(problem.status, choice(&context, desk, catalogue)));
            };
            Ok(page(problem.status, filled(&context, desk, form)))
        }
    }
}

fn defaults() -> Values {
    let mut values = Values::default();
    values.push("answer_by", "cabinet");
    values
}

fn choice(context: &Context, desk: DeskShell, catalogue: &Catalogue) -> String {
    let lang = context.lang;
    let groups = catalogue.groups().map(|group| CategoryGroup {
        name: group.name.get(lang).to_owned(),
        categories: catalogue
            .children(&group.code)
            .map(|category| CategoryChoice {
                code: category.code.clone(),
                name: category.name.get(lang).to_owned(),
                words: group.name.get(lang).to_owned(),
            })
            .collect(),
    });
    pages::new_appeal(&NewAppealView::Choose {
        desk,
        groups: groups.collect(),
    })
}

fn filled(context: &Context, desk: DeskShell, form: pages::FormView) -> String {
    let channels = CHANNELS.iter();
    let channels =
        channels.map(|channel| Choice::new(channel.as_str(), channel.label(context.lang)));
    pages::new_appeal(&NewAppealView::Fill {
        desk,
        form: Box::new(form),
        channels: channels.collect(),
    })
}

async fn receipt(
    context: &Context,
    desk: DeskShell,
    created: &Created,
) -> Result<EnteredView, Problem> {
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let (lang, registered) = (context.lang, &created.registered);
    let private = registered.private.clone().unwrap_or_default();
    let category = catalogue.category(&registered.category);
    let applicant = private.applicant.map(|applicant| applicant.full_name());
    Ok(EnteredView {
        desk,
        number: created.number.to_string(),
        access_code: created.code.grouped(),
        address: format!("{}/status", address::origin(context).await?),
        created: shown::moment(lang, registered.region, created.at),
        applicant: applicant.unwrap_or_default(),
        channel: registered.channel.label(lang).to_owned(),
        title: private.title,
        category: present::category_name(catalogue, &registered.category, lang).to_owned(),
        agency: present::agency(catalogue, &registered.agency, lang).name,
        deadline: Some(shown::deadline(
            &registered.deadline,
            registered.status,
            context.now,
            lang,
        )),
        missing: shown::documents(category, &registered.missing_documents, lang),
    })
}
