//! `GET /api/v1/categories`: the tree.

use axum::http::StatusCode;
use domain::Lang;
use domain::access::Operation;
use domain::category::Category;
use web::reply::json;
use web::{Answer, Context, auth, configuration, present};

/// Lists the categories.
pub(crate) async fn category_list(context: Context) -> Answer {
    auth::permit(&context, Operation::CategoryList).await?;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let items = catalogue.open().map(|category| api::CategoryItem {
        agency: category
            .agency
            .as_deref()
            .map(|code| present::agency(catalogue, code, context.lang)),
        ..item(category, context.lang)
    });
    json(
        StatusCode::OK,
        &api::Page {
            items: items.collect(),
            next: None,
        },
    )
}

fn item(category: &Category, lang: Lang) -> api::CategoryItem {
    let documents = category.required_documents.iter();
    let fields = category.fields.iter().map(|field| api::CategoryField {
        code: field.code.clone(),
        label: field.label.get(lang).to_owned(),
        hint: field.hint.get(lang).to_owned(),
        kind: field.kind.to_string(),
        required: field.required,
        max_chars: field.max_chars.unwrap_or(field.kind.default_max_chars()),
        options: field
            .options
            .iter()
            .map(|o| api::CategoryOption {
                key: o.key.clone(),
                name: o.name.get(lang).to_owned(),
            })
            .collect(),
    });
    api::CategoryItem {
        code: category.code.clone(),
        name: category.name.get(lang).to_owned(),
        parent: category.parent.clone(),
        agency: None,
        deadline_class: category.deadline_class.map(|class| class.to_string()),
        anonymous_allowed: category.anonymous_allowed,
        required_documents: documents
            .map(|d| present::named(&d.code, &d.name, lang))
            .collect(),
        applicant_required: category.applicant_required.clone(),
        min_text_chars: category.min_text_chars,
        types: category.types.iter().map(ToString::to_string).collect(),
        fields: fields.collect(),
    }
}
