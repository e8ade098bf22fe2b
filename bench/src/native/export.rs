//! As `components/export`'s CSV, with all columns.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use documents::{Cell, Column, Csv, Dialect};
use domain::category::Catalogue;
use domain::{Lang, Text};
use futures::{StreamExt, TryStreamExt, stream};
use store::{AppealRow, Cursor, Filter, Order};
use web::time::from_ms;
use web::{Answer, Context, Problem, filter, present};

use super::Shared;
use super::capabilities::{Capabilities, staff};

const PAGE: usize = 500;

const HEADINGS: [&str; 15] = [
    "Номер",
    "Зарегистрировано",
    "Вид",
    "Категория",
    "Регион",
    "Ведомство",
    "Тема",
    "Статус",
    "Статус с",
    "Срок",
    "Просрочено",
    "Исполнитель",
    "Канал",
    "Повторное к",
    "Оценка",
];

struct Reader {
    capabilities: Arc<Capabilities>,
    filter: Filter,
    order: Order,
    after: Option<Cursor>,
    is_done: bool,
}

impl Reader {
    async fn next(mut self) -> Result<Option<(Vec<AppealRow>, Self)>, Problem> {
        if self.is_done {
            return Ok(None);
        }
        let db = self.capabilities.reader().await?;
        let (rows, next) = store::list(&db, &self.filter, self.order, self.after, PAGE).await?;
        self.is_done = next.is_none();
        self.after = next;
        Ok(Some((rows, self)))
    }
}

pub(super) async fn csv(State(capabilities): Shared, context: Context) -> Answer {
    staff(&context)?;
    let (filter, order) = filter::filter(&context)?;
    let catalogue = capabilities.catalogue.clone();
    let csv = Csv::new(Dialect::Standard);
    let lang = context.lang;
    let columns = HEADINGS.map(|heading| Column::new(heading, 16));
    let header = csv.header(&columns, false);
    let reader = Reader {
        capabilities,
        filter,
        order,
        after: None,
        is_done: false,
    };
    let body = stream::try_unfold(reader, Reader::next)
        .map_ok(move |page| -> Vec<u8> {
            page.iter()
                .flat_map(|row| csv.row(&cells(row, &catalogue, lang)))
                .collect()
        })
        .map_err(|_| std::io::Error::other("the export broke off"));
    let first = stream::once(async { Ok::<_, std::io::Error>(header) });
    let content_type = "text/csv; charset=utf-8; header=present";
    let body = Body::from_stream(first.chain(body));
    Ok(([(header::CONTENT_TYPE, content_type)], body).into_response())
}

fn cells(row: &AppealRow, catalogue: &Catalogue, lang: Lang) -> [Cell; 15] {
    let registered = &row.registered;
    let region = registered.region;
    let time = |at| Cell::DateTime(region.local(at));
    let optional = |value: Option<String>| value.map_or(Cell::Empty, Cell::Text);
    let category = present::category_name(catalogue, &row.category, lang);
    let title = registered
        .private
        .as_ref()
        .map(|private| private.title.clone());
    let overdue = row
        .overdue
        .then(|| Text::fixed("да", "yes").get(lang).to_owned());
    [
        Cell::Text(row.number.to_string()),
        time(from_ms(row.created_at)),
        Cell::Text(registered.appeal_type.label(lang).to_owned()),
        Cell::Text(category.to_owned()),
        Cell::Text(region.name(lang).to_owned()),
        Cell::Text(present::agency(catalogue, &row.agency, lang).name),
        optional(title),
        Cell::Text(row.status.label(lang).to_owned()),
        time(from_ms(row.status_since)),
        time(row.deadline.due_at),
        optional(overdue),
        optional(row.assignee.clone()),
        Cell::Text(registered.channel.to_string()),
        optional(registered.repeat_of.map(|number| number.to_string())),
        row.score.map_or(Cell::Empty, Cell::Integer),
    ]
}
