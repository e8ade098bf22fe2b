//! The act: what an appeal was about, what happened to it, how it was answered and rated.

use documents::pdf::{Act, Fact, Section};
use documents::{Cell, Column};
use domain::applicant::ApplicantRecord;
use domain::{Lang, Region, Text};
use pages::CardView;
use store::AppealRow;
use web::auth::Access;
use web::card::card;
use web::names::Names;
use web::time::from_ms;
use web::{Context, Problem, configuration, present};

use crate::export_list::language;

/// The act of an appeal, with the texts of its card.
pub(crate) async fn act(
    context: &Context,
    row: &AppealRow,
    access: &Access,
) -> Result<Act, Problem> {
    let card = as_seen(card(context, row, access).await?, access);
    let lang = context.lang;
    let t = |ru: &'static str, en: &'static str| Text::fixed(ru, en).get(lang).to_owned();
    let mut sections = vec![Section::Text {
        heading: t("Суть обращения", "The appeal"),
        text: format!("{}\n{}", card.title, card.text),
    }];
    if !card.fields.is_empty() {
        let facts = card
            .fields
            .iter()
            .map(|row| Fact::new(&row.label, Cell::Text(row.value.clone())));
        sections.push(Section::Facts {
            heading: t("Подробности", "Details"),
            facts: facts.collect(),
        });
    }
    if let Some(given) = &card.answer {
        sections.push(Section::Text {
            heading: t("Ответ", "The answer"),
            text: given.text.clone(),
        });
    }
    sections.push(attachments(&card, lang));
    let reasons = card.deadline.explanation.join("\n");
    sections.push(Section::Text {
        heading: t("Как посчитан срок", "How the deadline is counted"),
        text: reasons,
    });
    sections.push(journal(&card, lang));
    sections.extend(rating(&card, lang));
    Ok(Act {
        title: t("Акт по обращению", "Act on an appeal"),
        number: format!("№ {}", card.number),
        facts: facts(context, row, access, &card).await?,
        sections,
        language: language(lang),
        created: Region::NONE.local(context.now),
    })
}

/// The row is masked where that is so; here is what people wrote afterwards.
fn as_seen(mut card: CardView, access: &Access) -> CardView {
    let text = |text: &mut String| {
        *text = access.text(Some(std::mem::take(text))).unwrap_or_default();
    };
    if let Some(given) = &mut card.answer {
        text(&mut given.text);
    }
    card.journal
        .iter_mut()
        .for_each(|entry| text(&mut entry.text));
    if let pages::Rating::Given(given, _) = &mut card.rating {
        text(&mut given.comment);
    }
    card
}

async fn facts(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    card: &CardView,
) -> Result<Vec<Fact>, Problem> {
    let (lang, registered) = (context.lang, &row.registered);
    let region = registered.region;
    let fact =
        |ru: &'static str, en: &'static str, value| Fact::new(Text::fixed(ru, en).get(lang), value);
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let mut facts = vec![
        fact(
            "Статус",
            "Status",
            Cell::Text(row.status.label(lang).to_owned()),
        ),
        fact(
            "Зарегистрировано",
            "Registered",
            Cell::DateTime(region.local(from_ms(row.created_at))),
        ),
        fact(
            "Срок ответа",
            "Due",
            Cell::DateTime(region.local(row.deadline.due_at)),
        ),
    ];
    if let Some(why) = row.deadline.provisional_text() {
        let why = Cell::Text(why.get(lang).to_owned());
        facts.push(fact("О сроке", "On the due date", why));
    }
    facts.extend([
        fact("Вид", "Type", Cell::Text(card.kind.clone())),
        fact("Категория", "Category", Cell::Text(card.category.clone())),
        fact(
            "Ведомство",
            "Agency",
            Cell::Text(present::agency(catalogue, &row.agency, lang).name),
        ),
        fact("Регион", "Region", Cell::Text(card.region.clone())),
    ]);
    let applicant = registered
        .private
        .as_ref()
        .and_then(|private| private.applicant.as_ref());
    let name = applicant.map(ApplicantRecord::full_name);
    let anonymous = Text::fixed("анонимно", "anonymous");
    let name = name.unwrap_or_else(|| anonymous.get(lang).to_owned());
    facts.push(fact("Заявитель", "Applicant", Cell::Text(name)));
    if let Some(id) = row.assignee.as_deref().filter(|_| access.is_staff()) {
        let names = Names::of(vec![id], lang).await?;
        let name = Cell::Text(names.called(id));
        facts.push(fact("Исполнитель", "Executor", name));
    }
    if let Some(number) = registered.repeat_of {
        facts.push(fact(
            "Повторное к",
            "Repeats",
            Cell::Text(number.to_string()),
        ));
    }
    Ok(facts)
}

fn attachments(card: &CardView, lang: Lang) -> Section {
    let t = |ru: &'static str, en: &'static str| Text::fixed(ru, en).get(lang).to_owned();
    let rows = card.attachments.iter().map(|file| {
        let size = pages::size(lang, file.size_bytes);
        vec![
            Cell::Text(file.name.clone()),
            Cell::Text(file.document.clone()),
            Cell::Text(size),
        ]
    });
    Section::Table {
        heading: t("Вложения", "Attachments"),
        columns: vec![
            Column::new(t("Имя", "Name"), 50),
            Column::new(t("Документ", "Document"), 30),
            Column::new(t("Размер", "Size"), 12),
        ],
        rows: rows.collect(),
        empty: t("Вложений нет.", "No attachments."),
    }
}

fn journal(card: &CardView, lang: Lang) -> Section {
    let t = |ru: &'static str, en: &'static str| Text::fixed(ru, en).get(lang).to_owned();
    let rows = card.journal.iter().map(|entry| {
        [&entry.at.text, &entry.what, &entry.actor, &entry.text]
            .map(|text| Cell::Text(text.clone()))
            .to_vec()
    });
    Section::Table {
        heading: t("Журнал", "Journal"),
        columns: vec![
            Column::new(t("Когда", "When"), 22),
            Column::new(t("Что", "What"), 26),
            Column::new(t("Кто", "Who"), 18),
            Column::new(t("Комментарий", "Comment"), 40),
        ],
        rows: rows.collect(),
        empty: String::new(),
    }
}

fn rating(card: &CardView, lang: Lang) -> Option<Section> {
    let pages::Rating::Given(given, _) = &card.rating else {
        return None;
    };
    let fact =
        |ru: &'static str, en: &'static str, value| Fact::new(Text::fixed(ru, en).get(lang), value);
    let mut facts = vec![fact("Оценка", "Score", Cell::Integer(given.score.into()))];
    if !given.category.is_empty() {
        facts.push(fact("О чём", "About", Cell::Text(given.category.clone())));
    }
    if !given.comment.is_empty() {
        facts.push(fact("Отзыв", "Comment", Cell::Text(given.comment.clone())));
    }
    let heading = Text::fixed("Оценка ответа", "Rating of the answer")
        .get(lang)
        .to_owned();
    Some(Section::Facts { heading, facts })
}
