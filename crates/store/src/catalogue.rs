//! The categories and agencies, which are data.

use domain::Text;
use domain::category::{Agency, Catalogue, Category, CategoryField, FieldOption, RequiredDocument};
use domain::hint::{Hint, Template};
use serde::Deserialize;

use crate::appeal::{json, stored};
use crate::database::{Database, Error, Row};

/// Reads all categories and agencies.
pub async fn catalogue(db: &impl Database) -> Result<Catalogue, Error> {
    let agencies = db
        .execute(
            "SELECT code, name_ru, name_en FROM agency ORDER BY code",
            vec![],
        )
        .await?;
    let categories = db
        .execute(
            "SELECT code, parent, name_ru, name_en, agency, deadline_class, anonymous_allowed,
               min_text_chars, types, required_documents, applicant_required, fields, help
             FROM category ORDER BY position, code",
            vec![],
        )
        .await?;
    Ok(Catalogue::new(
        agencies.iter().map(agency).collect::<Result<Vec<_>, _>>()?,
        categories
            .iter()
            .map(category)
            .collect::<Result<Vec<_>, _>>()?,
    ))
}

fn agency(row: &Row) -> Result<Agency, Error> {
    Ok(Agency {
        code: row.text(0)?.to_owned(),
        name: name(row, 1)?,
    })
}

fn category(row: &Row) -> Result<Category, Error> {
    let types: Vec<String> = json(row.text(8)?, "types")?;
    let documents: Vec<StoredDocument> = json(row.text(9)?, "required_documents")?;
    let fields: Vec<StoredField> = json(row.text(11)?, "fields")?;
    let help: StoredHelp = json(row.text(12)?, "help")?;
    let class = row.optional_text(5)?;
    Ok(Category {
        code: row.text(0)?.to_owned(),
        parent: row.optional_text(1)?.map(str::to_owned),
        name: name(row, 2)?,
        agency: row.optional_text(4)?.map(str::to_owned),
        deadline_class: class
            .map(|class| class.parse().map_err(|e| stored("deadline_class", e)))
            .transpose()?,
        anonymous_allowed: row.boolean(6)?,
        min_text_chars: u32::try_from(row.integer(7)?).map_err(|e| stored("min_text_chars", e))?,
        types: types
            .iter()
            .map(|code| code.parse().map_err(|error| stored("type", error)))
            .collect::<Result<_, _>>()?,
        required_documents: documents.into_iter().map(StoredDocument::read).collect(),
        applicant_required: json(row.text(10)?, "applicant_required")?,
        fields: fields
            .into_iter()
            .map(StoredField::read)
            .collect::<Result<_, _>>()?,
        hints: help.hints.into_iter().map(StoredHint::read).collect(),
        templates: help
            .templates
            .into_iter()
            .map(StoredTemplate::read)
            .collect(),
    })
}

fn name(row: &Row, column: usize) -> Result<Text, Error> {
    Ok(Text::new(
        row.text(column)?.to_owned(),
        row.text(column + 1)?.to_owned(),
    ))
}

#[derive(Deserialize)]
struct StoredDocument {
    code: String,
    name_ru: String,
    name_en: String,
}

impl StoredDocument {
    fn read(self) -> RequiredDocument {
        RequiredDocument {
            code: self.code,
            name: Text::new(self.name_ru, self.name_en),
        }
    }
}

#[derive(Deserialize)]
struct StoredHelp {
    #[serde(default)]
    hints: Vec<StoredHint>,
    #[serde(default)]
    templates: Vec<StoredTemplate>,
}

#[derive(Deserialize)]
struct StoredHint {
    words: Vec<String>,
    ru: String,
    en: String,
}

impl StoredHint {
    fn read(self) -> Hint {
        Hint {
            words: self.words,
            text: Text::new(self.ru, self.en),
        }
    }
}

#[derive(Deserialize)]
struct StoredTemplate {
    title_ru: String,
    title_en: String,
    text_ru: String,
    text_en: String,
}

impl StoredTemplate {
    fn read(self) -> Template {
        Template {
            title: Text::new(self.title_ru, self.title_en),
            text: Text::new(self.text_ru, self.text_en),
        }
    }
}

#[derive(Deserialize)]
struct StoredField {
    code: String,
    label_ru: String,
    label_en: String,
    #[serde(default)]
    hint_ru: String,
    #[serde(default)]
    hint_en: String,
    kind: String,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    options: Vec<StoredOption>,
    #[serde(default)]
    max_chars: Option<u32>,
}

#[derive(Deserialize)]
struct StoredOption {
    key: String,
    name_ru: String,
    name_en: String,
}

impl StoredField {
    fn read(self) -> Result<CategoryField, Error> {
        Ok(CategoryField {
            kind: self
                .kind
                .parse()
                .map_err(|error| stored("field kind", error))?,
            code: self.code,
            label: Text::new(self.label_ru, self.label_en),
            hint: Text::new(self.hint_ru, self.hint_en),
            required: self.required,
            options: self
                .options
                .into_iter()
                .map(|o| FieldOption {
                    key: o.key,
                    name: Text::new(o.name_ru, o.name_en),
                })
                .collect(),
            max_chars: self.max_chars,
        })
    }
}
