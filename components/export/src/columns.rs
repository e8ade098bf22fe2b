//! The columns that a list can be exported with.

use documents::{Cell, Column};
use domain::access::{DataPart, Reach};
use domain::appeal::FieldError;
use domain::applicant::ApplicantRecord;
use domain::category::Catalogue;
use domain::{Lang, Text};
use store::AppealRow;
use web::auth::Permit;
use web::names::Names;
use web::time::from_ms;
use web::{Context, Problem, present, query};

/// A column: its code in `columns=`, its heading and its width in characters.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    code: &'static str,
    ru: &'static str,
    en: &'static str,
    width: u16,
    /// What of people it shows, as the log of accesses calls it.
    personal: Option<DataPart>,
    /// Whether it is there without being asked for.
    is_usual: bool,
}

const fn known(code: &'static str, ru: &'static str, en: &'static str, width: u16) -> Known {
    Known {
        code,
        ru,
        en,
        width,
        personal: None,
        is_usual: true,
    }
}

/// A column about the applicant: shown to whoever asks for it by name, masked to whoever may not know.
const fn personal(code: &'static str, ru: &'static str, en: &'static str, width: u16) -> Known {
    Known {
        personal: Some(DataPart::Applicant),
        is_usual: false,
        ..known(code, ru, en, width)
    }
}

/// All columns, in the order in which a list shows them.
const COLUMNS: &[Known] = &[
    known("number", "Номер", "Number", 16),
    known("created_at", "Зарегистрировано", "Registered", 17),
    known("type", "Вид", "Type", 12),
    known("category", "Категория", "Category", 28),
    known("region", "Регион", "Region", 20),
    known("agency", "Ведомство", "Agency", 28),
    Known {
        personal: Some(DataPart::Title),
        ..known("title", "Тема", "Title", 40)
    },
    known("status", "Статус", "Status", 16),
    known("status_since", "Статус с", "Status since", 17),
    known("due_at", "Срок", "Due", 17),
    known("overdue", "Просрочено", "Overdue", 11),
    known("assignee", "Исполнитель", "Assignee", 24),
    known("channel", "Канал", "Channel", 14),
    known("repeat_of", "Повторное к", "Repeats", 16),
    known("score", "Оценка", "Score", 8),
    Known {
        is_usual: false,
        ..known("call_at", "Когда позвонить", "To be called", 17)
    },
    personal("applicant", "Заявитель", "Applicant", 30),
    personal("phone", "Телефон", "Telephone", 14),
    personal("email", "Электронная почта", "E-mail", 24),
];

/// What of people the columns show.
pub(crate) fn personal_fields(columns: &[Known]) -> Vec<DataPart> {
    let mut fields: Vec<DataPart> = columns
        .iter()
        .filter_map(|column| column.personal)
        .collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// The columns of the request: `columns=number,title`, or all usual ones.
pub(crate) fn chosen(context: &Context) -> Result<Vec<Known>, Problem> {
    let Some(given) = query::first(&context.query, "columns") else {
        let usual = COLUMNS.iter().filter(|column| column.is_usual);
        return Ok(usual.copied().collect());
    };
    let mut columns = Vec::new();
    for code in given.split(',').map(str::trim) {
        match COLUMNS.iter().find(|column| column.code == code) {
            Some(column) if columns.len() < COLUMNS.len() => columns.push(*column),
            _ => return Err(Problem::invalid_field(unknown())),
        }
    }
    Ok(columns)
}

fn unknown() -> FieldError {
    let codes: Vec<&str> = COLUMNS.iter().map(|column| column.code).collect();
    let codes = codes.join(", ");
    let text = Text::new(format!("Столбцы: {codes}."), format!("Columns: {codes}."));
    FieldError::with_text("/columns", "column_unknown", text)
}

/// The headings.
pub(crate) fn headings(columns: &[Known], lang: Lang) -> Vec<Column> {
    let heading = |column: &Known| match lang {
        Lang::Ru => column.ru,
        Lang::En => column.en,
    };
    columns
        .iter()
        .map(|column| Column::new(heading(column), column.width))
        .collect()
}

/// Who has the appeals of a page, in words.
pub(crate) enum Executors {
    /// By name, as colleagues know each other.
    Named(Names),
    /// That somebody has it, which is all that applicants are told.
    Somebody,
}

impl Executors {
    /// Those of a page of rows, for whoever has the permit; in one statement, and in none where no column shows them.
    pub(crate) async fn of(
        columns: &[Known],
        rows: &[AppealRow],
        permit: &Permit,
        lang: Lang,
    ) -> Result<Executors, Problem> {
        if permit.reach() == Reach::Own || columns.iter().all(|one| one.code != "assignee") {
            return Ok(Executors::Somebody);
        }
        let ids = rows.iter().filter_map(|row| row.assignee.as_deref());
        Ok(Executors::Named(Names::of(ids.collect(), lang).await?))
    }

    fn called(&self, id: &str, lang: Lang) -> String {
        match self {
            Executors::Named(names) => names.called(id),
            Executors::Somebody => {
                let text = Text::fixed("сотрудник ведомства", "the agency's staff");
                text.get(lang).to_owned()
            }
        }
    }
}

/// A row. Times are the region's own, as the people there know them.
pub(crate) fn cells(
    columns: &[Known],
    row: &AppealRow,
    executors: &Executors,
    catalogue: &Catalogue,
    lang: Lang,
) -> Vec<Cell> {
    columns
        .iter()
        .map(|column| cell(column.code, row, executors, catalogue, lang))
        .collect()
}

fn cell(
    code: &str,
    row: &AppealRow,
    executors: &Executors,
    catalogue: &Catalogue,
    lang: Lang,
) -> Cell {
    let registered = &row.registered;
    let region = registered.region;
    let time = |at| Cell::DateTime(region.local(at));
    let text = |value: Option<String>| value.map_or(Cell::Empty, Cell::Text);
    let private = registered.private.as_ref();
    let applicant = private.and_then(|private| private.applicant.as_ref());
    match code {
        "applicant" => text(applicant.map(ApplicantRecord::full_name)),
        "phone" => text(applicant.and_then(|applicant| applicant.phone.clone())),
        "email" => text(applicant.and_then(|applicant| applicant.email.clone())),
        "number" => Cell::Text(row.number.to_string()),
        "created_at" => time(from_ms(row.created_at)),
        "type" => Cell::Text(registered.appeal_type.label(lang).to_owned()),
        "category" => Cell::Text(present::category_name(catalogue, &row.category, lang).to_owned()),
        "region" => Cell::Text(region.name(lang).to_owned()),
        "agency" => Cell::Text(present::agency(catalogue, &row.agency, lang).name),
        "title" => text(private.map(|private| private.title.clone())),
        "status" => Cell::Text(row.status.label(lang).to_owned()),
        "status_since" => time(from_ms(row.status_since)),
        "due_at" => time(row.deadline.due_at),
        "overdue" => text(
            row.overdue
                .then(|| Text::fixed("да", "yes").get(lang).to_owned()),
        ),
        "assignee" => text(row.assignee.as_deref().map(|id| executors.called(id, lang))),
        "channel" => Cell::Text(registered.channel.label(lang).to_owned()),
        "repeat_of" => text(registered.repeat_of.map(|number| number.to_string())),
        "call_at" => registered.call_at.map_or(Cell::Empty, time),
        "score" => row.score.map_or(Cell::Empty, Cell::Integer),
        _ => Cell::Empty,
    }
}
