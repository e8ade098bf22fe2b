//! The answer as a document: who answers whom and on what, under which number, signed by whom.

use documents::pdf::{Act, Fact, Section};
use documents::{Cell, Column};
use domain::applicant::ApplicantRecord;
use domain::calendar::show_date;
use domain::{Region, Status, Text};
use store::AppealRow;
use web::time::from_ms;
use web::{Context, Problem, configuration, present};

use crate::export_list::language;

/// The document of an answer that was given.
pub(crate) async fn document(
    context: &Context,
    row: &AppealRow,
    given: &api::GivenAnswer,
) -> Result<Act, Problem> {
    let lang = context.lang;
    let t = |ru: &'static str, en: &'static str| Text::fixed(ru, en).get(lang).to_owned();
    let configuration = configuration::current(context.now).await?;
    let (registered, date) = (&row.registered, show_date(given.date, lang));
    let private = registered.private.as_deref();
    let applicant = private.and_then(|private| private.applicant.as_ref());
    let applicant =
        applicant.map_or_else(|| t("анонимно", "anonymous"), ApplicantRecord::full_name);
    let decision = match given.decision.parse::<Status>() {
        Ok(Status::Rejected) => t("Отказано", "Refused"),
        _ => t("Удовлетворено", "Granted"),
    };
    let region = registered.region;
    let received = show_date(region.local_date(from_ms(row.created_at)), lang);
    let text = |text: String| Cell::Text(text);
    let facts = vec![
        Fact::new(
            t("Ведомство", "Agency"),
            text(present::agency(&configuration.catalogue, &row.agency, lang).name),
        ),
        Fact::new(t("Кому", "To"), text(applicant)),
        Fact::new(
            t("На обращение", "On the appeal"),
            text(format!("№ {} {} {received}", row.number, t("от", "of"))),
        ),
        Fact::new(
            t("Суть", "About"),
            text(
                private
                    .map(|private| private.title.clone())
                    .unwrap_or_default(),
            ),
        ),
        Fact::new(t("Решение", "Decision"), text(decision)),
    ];
    let mut sections = vec![Section::Text {
        heading: t("Ответ", "The answer"),
        text: given.text.clone(),
    }];
    if !given.attachments.is_empty() {
        let rows = given.attachments.iter().map(|file| {
            let size = pages::size(lang, file.size_bytes);
            vec![Cell::Text(file.name.clone()), Cell::Text(size)]
        });
        sections.push(Section::Table {
            heading: t("Приложения", "Enclosures"),
            columns: vec![
                Column::new(t("Имя", "Name"), 50),
                Column::new(t("Размер", "Size"), 12),
            ],
            rows: rows.collect(),
            empty: String::new(),
        });
    }
    let signatory = given.signatory.clone();
    let signatory = signatory.unwrap_or_else(|| t("уполномоченное лицо", "an authorised person"));
    sections.push(Section::Facts {
        heading: t("Подпись", "Signature"),
        facts: vec![
            Fact::new(t("Ответ утвердил", "Approved by"), text(signatory)),
            Fact::new(t("Дата", "Date"), text(date.clone())),
        ],
    });
    let until = configuration.rules.objection_until(given.at, region);
    let until = show_date(region.local_date(until), lang);
    sections.push(Section::Text {
        heading: t("Если вы не согласны", "If you do not agree"),
        text: Text::new(
            format!("Ответ можно обжаловать до {until} включительно на странице обращения."),
            format!("You can object until {until} inclusive on the page of the appeal."),
        )
        .get(lang)
        .to_owned(),
    });
    Ok(Act {
        title: t("Ответ на обращение", "Answer to an appeal"),
        number: match given.number.is_empty() {
            true => date,
            false => format!("№ {} {} {date}", given.number, t("от", "of")),
        },
        facts,
        sections,
        language: language(lang),
        created: Region::NONE.local(context.now),
    })
}
