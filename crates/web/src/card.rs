//! The page of one appeal, filled from the read model and the journal.

use domain::calendar::show_date;
use domain::category::{Catalogue, CategoryField};
use domain::event::{Audience, Event, HiddenFrom, RatingCategory, Recorded};
use domain::objection::ReviewOutcome;
use domain::status::Clock;
use domain::{Actor, AppealState, Lang, Region, Rules, Status, Text};
use pages::{
    Attachment, CardView, CommentForm, Entry, Given, GivenView, Moment, ObjectionForm, Rating,
    RatingForm, Row, StatusView, Values,
};
use store::journal;
use store::{AppealRow, RatingRow};

use crate::auth::{Access, HIDDEN};
use crate::capabilities::database;
use crate::content::{self, Told};
use crate::names::{self, Names};
use crate::objection::{self, Contested, Reader};
use crate::versions::{self, Files};
use crate::{Context, Problem, answer, configuration, people, present, state, told, views};

/// What a form on the card was sent with and what was wrong with it.
#[derive(Default)]
pub struct Tried {
    /// The rating form.
    pub rating: Option<RatingForm>,
    /// The withdrawal form.
    pub withdraw: Option<CommentForm>,
    /// The reply form.
    pub reply: Option<CommentForm>,
    /// The form to object with, or to go higher.
    pub objection: Option<ObjectionForm>,
    /// What failed.
    pub error: String,
}

/// The page of an appeal for its applicant or for somebody who takes part in it, with what they may do.
pub async fn shown(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    tried: Tried,
) -> Result<String, Problem> {
    let events = journal::events(database().await?, &row.id, 0).await?;
    let state = state::replay(row, &events)?;
    let told = Told {
        context,
        row,
        access,
        state: &state,
        events: &events,
    };
    let mut view = of(&told, tried).await?;
    if access.participant().is_some() {
        people::narrow(&told, &mut view);
    }
    view.people = [
        people::part(&told).await?,
        content::revisions(&told).await?,
        content::conduct(&told).await?,
    ]
    .concat();
    Ok(pages::card(&view))
}

/// The card of an appeal as its applicant sees it, for a document.
pub async fn card(
    context: &Context,
    row: &AppealRow,
    access: &Access,
) -> Result<CardView, Problem> {
    let events = journal::events(database().await?, &row.id, 0).await?;
    let state = state::replay(row, &events)?;
    let told = Told {
        context,
        row,
        access,
        state: &state,
        events: &events,
    };
    of(&told, Tried::default()).await
}

async fn of(told: &Told<'_>, tried: Tried) -> Result<CardView, Problem> {
    let Told {
        context,
        row,
        access,
        state,
        events,
    } = *told;
    let db = database().await?;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let rating = match row.score {
        Some(_) => store::rating(db, &row.id).await?,
        None => None,
    };
    let (lang, registered) = (context.lang, &row.registered);
    let private = registered.private.clone().unwrap_or_default();
    let files = Files::new(context, row, access, state, events);
    let moves = state::allowed(row, &Actor::Applicant);
    // In a document that staff make, they are told of each other as at the desk.
    let colleagues = match access.is_staff() {
        true => {
            let authors = events.iter().filter_map(|one| names::member(&one.actor));
            Some(Names::of(authors.collect(), lang).await?)
        }
        false => None,
    };
    let who = |actor: &Actor| match &colleagues {
        Some(names) => names.actor(actor),
        None => self::actor(actor).get(lang).to_owned(),
    };
    Ok(CardView {
        shell: crate::reply::shell_at(context, &format!("/status/{}", row.number)),
        number: row.number.to_string(),
        last_seq: events.last().map_or(0, |event| event.seq.unsigned_abs()),
        notice: notice(context),
        error: tried.error,
        status: StatusView {
            code: row.status.to_string(),
            label: row.status.label(lang).to_owned(),
            since: views::moment(lang, registered.region, row.status_since),
            note: note(row.status).get(lang).to_owned(),
        },
        created: views::moment(lang, registered.region, row.created_at),
        kind: registered.appeal_type.label(lang).to_owned(),
        category_code: row.category.clone(),
        category: present::category_name(catalogue, &row.category, lang).to_owned(),
        agency: present::agency(catalogue, &row.agency, lang).name,
        region: registered.region.name(lang).to_owned(),
        title: private.title.clone(),
        text: private.text.clone(),
        fields: fields(row, catalogue, lang),
        attachments: attachments(row, &files, catalogue, lang),
        deadline: views::terms(state, &configuration.rules, context.now, lang),
        answer: answer::current(row, events)
            .await?
            .map(|given| answered(given, lang)),
        journal: events
            .iter()
            .filter(|row| row.event.audience() == Audience::Everyone)
            .map(|event| Entry {
                actor: who(&event.actor),
                ..entry(told, &files, event)
            })
            .collect(),
        rating: rating_view(row, state, rating, tried.rating, lang),
        withdraw: moves
            .contains(&Status::Cancelled)
            .then(|| tried.withdraw.unwrap_or_default()),
        reply: row
            .status
            .is_open()
            .then(|| tried.reply.unwrap_or_default()),
        is_asked: row.status.clock() == Clock::Paused,
        closes: closes(state, &moves, &configuration.rules, lang),
        objections: objection::view(
            &Contested {
                state,
                events,
                bench: &objection::bench(state).await?,
                rules: &configuration.rules,
                now: context.now,
            },
            Reader { catalogue, lang },
            tried.objection.or_else(|| wanted(context)),
        ),
        repeat_of: registered
            .repeat_of
            .map(|number| number.to_string())
            .unwrap_or_default(),
        can_repeat: !row.status.is_open(),
        can_edit: moves.contains(&Status::Cancelled),
        is_shared: access.participant().is_some(),
        people: String::new(),
        // What the applicant was told is the applicant's affair.
        told: match access.participant() {
            Some(_) => String::new(),
            None => told::part(context, row, Some(state.call)).await?,
        },
    })
}

/// When what was answered is closed by itself, where the applicant can confirm before that it was done.
fn closes(state: &AppealState, moves: &[Status], rules: &Rules, lang: Lang) -> Option<Moment> {
    let can_confirm = moves.contains(&Status::Closed) && state.contest.open().is_none();
    can_confirm.then(|| Moment::day(lang, state.region.local(state.closes_at(rules))))
}

/// The form to say that what was promised is not done, where the page's address asks for it.
fn wanted(context: &Context) -> Option<ObjectionForm> {
    let wanted = crate::query::first(&context.query, "objection");
    wanted
        .filter(|ground| ground == "execution")
        .map(|ground| ObjectionForm {
            ground,
            is_wanted: true,
            ..ObjectionForm::default()
        })
}

/// What has just been done, named by the page's address after a redirect.
fn notice(context: &Context) -> String {
    let text = match crate::query::first(&context.query, "done").as_deref() {
        Some("rated") => Text::fixed(
            "Спасибо, оценка принята",
            "Thank you, the rating is accepted",
        ),
        Some("in_progress" | "reply") => Text::fixed("Ответ отправлен", "The reply is sent"),
        Some("objected") => Text::fixed(
            "Обжалование зарегистрировано",
            "The objection is registered",
        ),
        Some("closed") => Text::fixed(
            "Спасибо, что подтвердили. Обращение закрыто",
            "Thank you for confirming. The appeal is closed",
        ),
        Some("cancelled") => Text::fixed("Обращение отозвано", "The appeal is withdrawn"),
        Some("joined") => Text::fixed(
            "Теперь вы участвуете в этом обращении",
            "You take part in this appeal now",
        ),
        Some("edited") => Text::fixed("Текст изменён", "The text is changed"),
        Some("versioned") => Text::fixed("Файл заменён", "The file is replaced"),
        Some("restored") => Text::fixed(
            "Прежняя версия файла возвращена",
            "The earlier version is restored",
        ),
        Some("contested") => Text::fixed(
            "Возражение отправлено: его рассмотрит руководитель",
            "What you wrote is sent: a supervisor will decide",
        ),
        Some("task_done") => Text::fixed("Отчёт отправлен", "The report is sent"),
        Some("participant_removed") => {
            Text::fixed("Участник исключён", "The participant is removed")
        }
        _ => Text::default(),
    };
    text.get(context.lang).to_owned()
}

fn note(status: Status) -> Text {
    match status {
        Status::Created => Text::fixed(
            "Обращение передано в ведомство и ждёт исполнителя.",
            "The appeal is with the agency and waits for an executor.",
        ),
        Status::InProgress => Text::fixed(
            "Исполнитель готовит ответ.",
            "An executor prepares the answer.",
        ),
        Status::AwaitingReply => Text::fixed(
            "Исполнитель задал вопрос и ждёт вашего ответа. Срок пока не идёт.",
            "The executor asked a question and waits for your reply. The clock stands.",
        ),
        Status::ClarificationRequired => Text::fixed(
            "Не хватает данных или документов. Срок пока не идёт.",
            "Data or documents are missing. The clock stands.",
        ),
        Status::Approved => Text::fixed(
            "Решение принято, идёт исполнение.",
            "Decided; being carried out.",
        ),
        Status::Rejected => Text::fixed(
            "Ведомство отказало, причина ниже.",
            "Refused; the reason is below.",
        ),
        Status::Closed => Text::fixed("Работа по обращению завершена.", "The work is done."),
        Status::Cancelled => Text::fixed("Обращение отозвано.", "The appeal was withdrawn."),
    }
}

/// The values of the category's own fields, ready to read.
pub fn fields(row: &AppealRow, catalogue: &Catalogue, lang: Lang) -> Vec<Row> {
    let Some(private) = &row.registered.private else {
        return Vec::new();
    };
    let category = catalogue.category(&row.category);
    let shown = |(code, value): (&String, &String)| {
        let field =
            category.and_then(|category| category.fields.iter().find(|field| field.code == *code));
        match field {
            Some(field) => Row::new(field.label.get(lang), option(field, value, lang)),
            None => Row::new(code, value),
        }
    };
    let represented = private.on_behalf_of.iter().map(|one| {
        let label = Text::fixed("От имени", "On behalf of");
        let inn = one.inn.iter().map(|inn| match lang {
            Lang::Ru => format!(", ИНН {inn}"),
            Lang::En => format!(", INN {inn}"),
        });
        Row::new(
            label.get(lang),
            format!("{}{}", one.name, inn.collect::<String>()),
        )
    });
    represented
        .chain(private.fields.iter().map(shown))
        .collect()
}

fn option<'a>(field: &'a CategoryField, value: &'a str, lang: Lang) -> &'a str {
    let option = field.options.iter().find(|option| option.key == value);
    option.map_or(value, |option| option.name.get(lang))
}

fn attachments(
    row: &AppealRow,
    files: &Files<'_>,
    catalogue: &Catalogue,
    lang: Lang,
) -> Vec<Attachment> {
    let category = catalogue.category(&row.category);
    let items = present::attachments(&row.registered).into_iter();
    items
        .map(|item| {
            let (file, _) = files.shown(item);
            let document = [file.document];
            let document = document.iter().filter(|code| !code.is_empty()).cloned();
            let document: Vec<String> = document.collect();
            Attachment {
                document: views::documents(category, &document, lang)
                    .pop()
                    .unwrap_or_default(),
                ..file
            }
        })
        .collect()
}

fn answered(given: api::GivenAnswer, lang: Lang) -> GivenView {
    GivenView {
        number: given.number,
        date: show_date(given.date, lang),
        signatory: given.signatory.unwrap_or_default(),
        text: given.text,
        files: given.attachments.into_iter().map(versions::file).collect(),
    }
}

fn entry(told: &Told<'_>, versions: &Files<'_>, event: &Recorded) -> Entry {
    let (row, lang) = (told.row, told.context.lang);
    let text = match &event.event {
        Event::StatusChanged(change) => change.comment.clone(),
        Event::RatingGiven(rating) | Event::RatingRevised(rating) => rating.comment.clone(),
        Event::Forwarded(forwarded) => forwarded.reason.clone(),
        Event::MessageWritten(message) => Some(message.text.clone()),
        Event::DeadlineExtended(extended) => Some(extended.reason.clone()),
        Event::ConductMarked(marked) => Some(marked.reason.clone()),
        Event::ConductLifted(lifted) => Some(lifted.explanation.clone()),
        _ => None,
    };
    let hidden = row.hidden.get(&event.seq);
    let is_hidden = hidden.is_some_and(|from| from.contains(&HiddenFrom::Applicant))
        && event.actor != Actor::Applicant;
    let text = match is_hidden {
        true => text.map(|_| HIDDEN.get(lang).to_owned()),
        false => text,
    };
    // Those of the registration stand in a place of their own.
    let files = match &event.event {
        Event::StatusChanged(change) => {
            present::files(event.event.attachments(), &change.file_names)
        }
        Event::MessageWritten(message) => present::files(&message.attachments, &message.file_names),
        _ => Vec::new(),
    };
    let files = if is_hidden { Vec::new() } else { files };
    Entry {
        at: views::moment(lang, row.registered.region, event.at.timestamp_millis()),
        what: present::label(&event.event).get(lang).to_owned(),
        actor: String::new(),
        text: text.unwrap_or_default(),
        files: files
            .into_iter()
            .map(|item| versions.shown(item).0)
            .collect(),
    }
}

/// Who did something, as the applicant and participants may know it.
pub fn actor(actor: &Actor) -> Text {
    match actor {
        Actor::Applicant => Text::fixed("заявитель", "applicant"),
        Actor::Participant { .. } => Text::fixed("участник", "a participant"),
        Actor::Staff { .. } => Text::fixed("сотрудник ведомства", "the agency's staff"),
        Actor::System => Text::fixed("система", "the system"),
    }
}

/// What a review found, or by when one is to be expected.
fn review_outcome(rating: &RatingRow, region: Region, lang: Lang) -> String {
    let outcome = rating.outcome.as_deref();
    let outcome = outcome.and_then(|code| code.parse::<ReviewOutcome>().ok());
    let explanation = rating.explanation.as_deref().unwrap_or_default();
    match (outcome, rating.review_by) {
        (Some(outcome), _) => {
            let found = outcome.text();
            let text = Text::new(
                format!("Рассмотрено: {}. {explanation}", found.ru),
                format!("Reviewed: {}. {explanation}", found.en),
            );
            text.get(lang).trim().to_owned()
        }
        (None, Some(by)) => {
            let by = Moment::day(lang, region.local(crate::time::from_ms(by))).text;
            let (ru, en) = match rating.review_provisional {
                true => (
                    " Срок предварительный: производственный календарь ещё не объявлен.",
                    " The term is provisional: the working calendar has not been declared yet.",
                ),
                false => ("", ""),
            };
            let text = Text::new(
                format!("Отзыв рассмотрят до {by}{ru} Итог появится здесь."),
                format!("The complaint will be looked into by {by}.{en} The outcome will be here."),
            );
            text.get(lang).to_owned()
        }
        (None, None) => String::new(),
    }
}

fn rating_view(
    row: &AppealRow,
    state: &AppealState,
    rating: Option<RatingRow>,
    tried: Option<RatingForm>,
    lang: Lang,
) -> Rating {
    let can_rate =
        row.status.is_answered() && state.rated.is_none_or(|rated| rated.reviewed.is_none());
    let Some(rating) = rating else {
        return if can_rate {
            Rating::Open(tried.unwrap_or_default())
        } else {
            Rating::None
        };
    };
    let mut values = Values::default();
    values.push("score", rating.score.to_string());
    values.push("comment", rating.comment.clone().unwrap_or_default());
    values.push("category", rating.category.clone().unwrap_or_default());
    let form = RatingForm {
        values,
        ..RatingForm::default()
    };
    let about = rating
        .category
        .as_deref()
        .and_then(|code| code.parse::<RatingCategory>().ok());
    let given = Given {
        score: u8::try_from(rating.score).unwrap_or_default(),
        category: about
            .map(|about| about.label(lang).to_owned())
            .unwrap_or_default(),
        at: views::moment(
            lang,
            row.registered.region,
            rating.revised_at.unwrap_or(rating.given_at),
        ),
        outcome: review_outcome(&rating, row.registered.region, lang),
        comment: rating.comment.unwrap_or_default(),
    };
    Rating::Given(given, can_rate.then(|| tried.unwrap_or(form)))
}
