//! `GET /desk/admin/{section}`: the entries of a section.

use axum::extract::Path;
use axum::http::StatusCode;
use pages::{AdminListView, AdminRow, AdminTable};
use serde_json::Value;
use web::reply::page;
use web::{Answer, Context, configuration, query};

use super::{address, notice, reader, words};
use crate::collection::Collection;
use crate::configuration_list::items;
use crate::may;

/// Shows a section.
pub(crate) async fn list(context: Context, Path(section): Path<String>) -> Answer {
    let reader = match reader(&context).await? {
        Ok(reader) => reader,
        Err(response) => return Ok(response),
    };
    let collection = Collection::at(&section)?;
    let (kind, lang) = (collection.kind, context.lang);
    may::look(&reader.permit, kind)?;
    let now = configuration::current(context.now).await?;
    let rows = items(&context, &reader.permit, collection).await?;
    let rows = rows.iter().map(|stored| {
        let item: Value = serde_json::from_str(&stored.data).unwrap_or_default();
        AdminRow {
            href: address(collection.code, &stored.key),
            cells: words::cells(kind, &item, &now, lang),
            is_closed: item.get("active").and_then(Value::as_bool) == Some(false),
            action: None,
        }
    });
    let [name, about, add] = words::section(kind);
    let add = (!collection.is_fixed() && may::add(&reader.permit, kind)).then(|| {
        let href = format!("/desk/admin/{}/new", collection.code);
        (href, add.get(lang).to_owned())
    });
    let words = query::first(&context.query, "q").unwrap_or_default();
    let empty = match lang {
        domain::Lang::Ru => "Здесь пока ничего нет.",
        domain::Lang::En => "There is nothing here yet.",
    };
    let view = AdminListView {
        title: name.get(lang).to_owned(),
        intro: about.get(lang).to_owned(),
        notice: notice(&context),
        words: Some(words),
        add,
        tables: vec![AdminTable {
            columns: words::columns(kind, lang),
            rows: rows.collect(),
            empty: empty.to_owned(),
            ..AdminTable::default()
        }],
        desk: reader.desk,
        ..AdminListView::default()
    };
    Ok(page(StatusCode::OK, pages::admin_list(&view)))
}
