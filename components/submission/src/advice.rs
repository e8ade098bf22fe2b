//! What is worth knowing before sending: advice on the text, and one's own appeals of the same matter.

use domain::category::Category;
use domain::{Lang, NewAppeal, Text, hint, likeness};
use store::{AppealRow, Filter, Order};
use web::capabilities::database;
use web::{Context, Problem, auth};

/// Own appeals that are looked through, the latest of the category: whoever has sent more in one category
/// knows what they do, and the look stays one short page of an index.
const LOOKED_THROUGH: usize = 20;

/// Advice on the title and the text.
pub(crate) fn hints(appeal: &NewAppeal, category: Option<&Category>, lang: Lang) -> Vec<String> {
    let of_category = category.map_or(&[][..], |category| &category.hints);
    let advice = hint::hints(&appeal.title, &appeal.text, of_category);
    advice
        .iter()
        .map(|text| text.get(lang).to_owned())
        .collect()
}

/// Appeals of the caller's own that seem to tell of the same; nothing for somebody unknown.
pub(crate) async fn similar(
    context: &Context,
    appeal: &NewAppeal,
) -> Result<Vec<api::SimilarAppeal>, Problem> {
    let found = similar_rows(context, appeal).await?;
    let item = |row: AppealRow| api::SimilarAppeal {
        number: row.number.to_string(),
        title: row
            .registered
            .private
            .map(|private| private.title)
            .unwrap_or_default(),
        status_label: row.status.label(context.lang).to_owned(),
    };
    Ok(found.into_iter().map(item).collect())
}

async fn similar_rows(context: &Context, appeal: &NewAppeal) -> Result<Vec<AppealRow>, Problem> {
    let caller = auth::caller(context).await?;
    let Some(account) = caller.account() else {
        return Ok(Vec::new());
    };
    let filter = Filter {
        account: Some(account.to_owned()),
        category: Some(appeal.category.clone()),
        ..Filter::default()
    };
    let db = database().await?;
    let (rows, _) = store::list(db, &filter, Order::NewestFirst, None, LOOKED_THROUGH).await?;
    let is_alike = |row: &AppealRow| {
        let private = row.registered.private.as_deref();
        private.is_some_and(|private| {
            likeness::is_near_duplicate(
                (&appeal.title, &appeal.text),
                (&private.title, &private.text),
            )
        })
    };
    // What a repeat appeal repeats is alike by its nature.
    Ok(rows
        .into_iter()
        .filter(|row| Some(row.number) != appeal.repeat_of && is_alike(row))
        .collect())
}

/// All of it as lines for the preview's page.
pub(crate) async fn lines(
    context: &Context,
    appeal: &NewAppeal,
    category: &Category,
) -> Result<Vec<String>, Problem> {
    let similar = similar(context, appeal).await?.into_iter().map(|one| {
        let text = Text::new(
            format!(
                "Похоже, об этом вы уже писали: {}, «{}» ({}). Если это то же самое, откройте его: повтор не ускорит ответ.",
                one.number, one.title, one.status_label
            ),
            format!(
                "You seem to have written of this already: {}, “{}” ({}). If it is the same, open that one: a repeat is not answered sooner.",
                one.number, one.title, one.status_label
            ),
        );
        text.get(context.lang).to_owned()
    });
    let mut lines: Vec<String> = similar.collect();
    lines.extend(hints(appeal, Some(category), context.lang));
    Ok(lines)
}
