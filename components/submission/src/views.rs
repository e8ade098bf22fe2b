//! The form's pages: filled from the catalogue, and shown again with what was wrong.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::appeal::{AnswerBy, RawAttachment};
use domain::category::{Catalogue, Category};
use domain::event::{AppealRegistered, Channel};
use domain::{Deadline, Lang, NewAppeal, Region, Text};
use pages::{
    Choice, Fault, FormCategory, FormField, FormView, Kind, Limits, PreviewView, Upload, Values,
};
use store::upload;
use web::capabilities::database;
use web::form::Form;
use web::reply::{page, shell_at};
use web::{
    Answer, Context, Problem, configuration, idempotency, present, repeat, suggestion, views,
};

use crate::advice;
use crate::appeal_create::SESSION_OVER;
use crate::incoming::Incoming;
use crate::topic::{self, Topic};

/// A refusal of a form is the form again, with its values and faults; any other goes on as it is.
pub(crate) async fn refused(context: &Context, incoming: Incoming, problem: Problem) -> Answer {
    let shown = !problem.errors.is_empty()
        || problem.ticket.is_some()
        || problem.appeal.is_some()
        || problem.code == SESSION_OVER
        || problem.code == "blocked";
    let Some(form) = incoming
        .form
        .as_ref()
        .filter(|_| shown && context.wants_page)
    else {
        return Err(problem);
    };
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let code = form.get("category").unwrap_or_default();
    let Some(category) = catalogue
        .category(code)
        .filter(|category| !category.is_group())
    else {
        // Without a category there is no form to show: its choice comes first.
        return no_topic(context, catalogue, code, form).await;
    };
    let mut view = with_faults(context, catalogue, category, &incoming, form, &problem).await?;
    if let Some(ticket) = &problem.ticket {
        // No field is wrong: what to do is said, and sending again sends the ticket.
        view.ticket = ticket.clone();
        view.faults
            .push(Fault::new("/appeal", problem.detail.get(context.lang)));
    } else {
        view.ticket = form.get("altcha").unwrap_or_default().to_owned();
    }
    view.idempotency_key = incoming.key.clone().unwrap_or_default();
    view.has_left = problem.code == SESSION_OVER;
    if problem.code == "blocked" {
        view.faults
            .push(Fault::new("/appeal", problem.detail.get(context.lang)));
    }
    if let Some(number) = problem.appeal {
        // It was changed after it was sent: it goes as another one, or not at all.
        view.sent = number;
        view.idempotency_key = idempotency::new_key();
    }
    Ok(page(problem.status, pages::form(&view)))
}

/// The choice of a topic, for a form that names none.
async fn no_topic(context: &Context, catalogue: &Catalogue, code: &str, form: &Form) -> Answer {
    let value = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let topic = Topic {
        code: code.to_owned(),
        repeat_of: value("repeat_of"),
        text: value("text"),
        ..Topic::default()
    };
    topic::page_of(context, catalogue, topic).await
}

/// The form with what came and what was wrong in it; [`None`] without a category to show the form of.
pub(crate) async fn refilled(
    context: &Context,
    incoming: &Incoming,
    problem: &Problem,
) -> Result<Option<FormView>, Problem> {
    let form = incoming.form.clone().unwrap_or_default();
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let category = catalogue.category(form.get("category").unwrap_or_default());
    let Some(category) = category.filter(|category| !category.is_group()) else {
        return Ok(None);
    };
    let mut view = with_faults(context, catalogue, category, incoming, &form, problem).await?;
    view.idempotency_key = incoming.key.clone().unwrap_or_else(idempotency::new_key);
    Ok(Some(view))
}

async fn with_faults(
    context: &Context,
    catalogue: &Catalogue,
    category: &Category,
    incoming: &Incoming,
    form: &Form,
    problem: &Problem,
) -> Result<FormView, Problem> {
    let mut view = form_view(context, catalogue, category, form.values());
    view.uploads = uploads(incoming).await?;
    let fault =
        |e: &domain::appeal::FieldError| Fault::new(&e.pointer, e.message.get(context.lang));
    view.faults = problem.errors.iter().map(fault).collect();
    Ok(view)
}

/// The form again as it came, after a look at the preview.
pub(crate) async fn show_again(context: &Context, incoming: Incoming) -> Answer {
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let form = incoming.form.clone().unwrap_or_default();
    // The preview offered another category, and its button brings the same values to that one's form.
    let code = form.get("use_category").or(form.get("category"));
    let code = code.unwrap_or_default();
    let Some(category) = catalogue
        .category(code)
        .filter(|category| !category.is_group())
    else {
        return no_topic(context, catalogue, code, &form).await;
    };
    let mut view = form_view(context, catalogue, category, form.values());
    view.uploads = uploads(&incoming).await?;
    view.faults = incoming
        .faults
        .iter()
        .map(|e| Fault::new(&e.pointer, e.message.get(context.lang)))
        .collect();
    view.idempotency_key = incoming.key.clone().unwrap_or_else(idempotency::new_key);
    Ok(page(StatusCode::OK, pages::form(&view)))
}

/// The preview page.
pub(crate) async fn preview(context: &Context, incoming: Incoming, appeal: &NewAppeal) -> Answer {
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let category = catalogue
        .category(&appeal.category)
        .ok_or_else(Problem::not_found)?;
    let values = incoming
        .form
        .as_ref()
        .map(|form| form.values())
        .unwrap_or_default();
    let mut form = form_view(context, catalogue, category, values);
    form.uploads = uploads(&incoming).await?;
    form.idempotency_key = incoming.key.clone().unwrap_or_default();
    let deadline = Deadline::compute(
        &configuration.rules,
        context.now,
        appeal.deadline_class,
        appeal.region,
    );
    let event = AppealRegistered::new(appeal.clone(), Channel::Web, deadline);
    let event = suggestion::routed(&configuration, event).await?;
    let (event, repeats) = repeat::explained(context, &configuration, event).await?;
    let offer = event
        .suggested
        .first()
        .filter(|one| one.code != appeal.category && one.confidence >= suggestion::WORTH_SAYING);
    let missing = views::documents(Some(category), &event.missing_documents, context.lang);
    let notices = missing.into_iter().map(|name| {
        let notice = Text::new(
            format!("Не приложен документ: {name}. Срок пойдёт, когда вы его пришлёте."),
            format!("A document is missing: {name}. The term begins when you send it."),
        );
        notice.get(context.lang).to_owned()
    });
    let notices = notices.chain(advice::lines(context, appeal, category).await?);
    let view = PreviewView {
        shell: form.shell.clone(),
        agency: present::agency(catalogue, &event.agency, context.lang).name,
        route: event.rule.as_ref().map_or(repeats, |_| {
            suggestion::route_of(&configuration, &event, context.lang)
        }),
        offer: offer.map(|one| {
            let name = present::category_name(catalogue, &one.code, context.lang);
            Choice::new(&one.code, name)
        }),
        deadline: views::deadline(&event.deadline, event.status, context.now, context.lang),
        notices: notices.collect(),
        form,
    };
    Ok(page(StatusCode::OK, pages::preview(&view)).into_response())
}

/// The form of a category.
pub(crate) fn form_view(
    context: &Context,
    catalogue: &Catalogue,
    category: &Category,
    values: Values,
) -> FormView {
    let lang = context.lang;
    FormView {
        shell: shell_at(context, &format!("/submit?category={}", category.code)),
        category: form_category(catalogue, category, lang),
        regions: regions(lang),
        answer_by: AnswerBy::ALL
            .iter()
            .map(|way| Choice::new(way.as_str(), way.label(lang)))
            .collect(),
        values,
        uploads: Vec::new(),
        faults: Vec::new(),
        ticket: String::new(),
        idempotency_key: String::new(),
        has_left: false,
        sent: String::new(),
        limits: Limits::default(),
        templates: category
            .templates
            .iter()
            .enumerate()
            .map(|(n, template)| Choice::new(n.to_string(), template.title.get(lang)))
            .collect(),
    }
}

fn regions(lang: Lang) -> Vec<Choice> {
    Region::all()
        .map(|region| Choice::new(region.code(), region.name(lang)))
        .collect()
}

fn form_category(catalogue: &Catalogue, category: &Category, lang: Lang) -> FormCategory {
    let group = category
        .parent
        .as_deref()
        .and_then(|code| catalogue.category(code));
    let agency = category
        .agency
        .as_deref()
        .and_then(|code| catalogue.agency(code));
    let fields = category.fields.iter().map(|field| FormField {
        code: field.code.clone(),
        label: field.label.get(lang).to_owned(),
        hint: field.hint.get(lang).to_owned(),
        kind: Kind::from_name(field.kind.as_str()),
        required: field.required,
        options: field
            .options
            .iter()
            .map(|o| Choice::new(&o.key, o.name.get(lang)))
            .collect(),
    });
    let documents = category.required_documents.iter();
    FormCategory {
        code: category.code.clone(),
        name: category.name.get(lang).to_owned(),
        group: group
            .map(|group| group.name.get(lang).to_owned())
            .unwrap_or_default(),
        agency: agency
            .map(|agency| agency.name.get(lang).to_owned())
            .unwrap_or_default(),
        term: category
            .deadline_class
            .map(|class| views::term(class).get(lang).to_owned())
            .unwrap_or_default(),
        types: category
            .types
            .iter()
            .map(|t| Choice::new(t.as_str(), t.label(lang)))
            .collect(),
        min_text_chars: category.min_text_chars,
        anonymous_allowed: category.anonymous_allowed,
        applicant_required: category.applicant_required.clone(),
        fields: fields.collect(),
        documents: documents
            .map(|d| Choice::new(&d.code, d.name.get(lang)))
            .collect(),
    }
}

/// The files that the form has: those it referred to and those that came with it, which are still there.
async fn uploads(incoming: &Incoming) -> Result<Vec<Upload>, Problem> {
    let ids: Vec<String> = incoming
        .raw
        .attachments
        .iter()
        .filter_map(|a| a.id.clone())
        .collect();
    let found = upload::by_ids(database().await?, &ids).await?;
    let view = |(upload, raw): &(store::Upload, RawAttachment)| Upload {
        id: upload.id.clone(),
        token: raw.upload_token.clone().unwrap_or_default(),
        document: raw.document.clone().unwrap_or_default(),
        name: upload.name.clone(),
        size_bytes: upload.size_bytes.unwrap_or_default().unsigned_abs(),
    };
    let free = |upload: &store::Upload| {
        found
            .iter()
            .any(|f| f.id == upload.id && f.appeal.is_none())
    };
    Ok(incoming
        .uploads
        .iter()
        .filter(|(upload, _)| free(upload))
        .map(view)
        .collect())
}

/// A file was taken by another appeal, or removed, while this one was being registered.
pub(crate) fn attachment_gone() -> Problem {
    Problem::invalid_field(domain::appeal::FieldError::with_text(
        "/attachments",
        "attachment_unavailable",
        Text::fixed(
            "Один из файлов уже приложен к другому обращению или удалён: загрузите его ещё раз",
            "One of the files belongs to another appeal or was removed: upload it again",
        ),
    ))
}
