//! The words in braces of a template, as they read for one appeal.

use domain::Actor;
use domain::configuration::Configuration;
use pages::Moment;
use store::AppealRow;
use web::names::Names;
use web::time::from_ms;
use web::{Context, Problem, present};

/// The values of [`domain::configuration::VARIABLES`].
pub(crate) struct Variables {
    values: Vec<(&'static str, String)>,
    /// The applicant's name, where it may be shown.
    pub(crate) applicant: Option<String>,
}

impl Variables {
    /// The values for an appeal, written by somebody of this name.
    pub(crate) fn of(
        context: &Context,
        row: &AppealRow,
        configuration: &Configuration,
        executor: Option<String>,
    ) -> Variables {
        let (lang, registered) = (context.lang, &row.registered);
        let day = |at| Moment::day(lang, registered.region.local(at)).text;
        let private = registered.private.as_ref();
        let applicant = private.and_then(|private| private.applicant.as_ref());
        let catalogue = &configuration.catalogue;
        Variables {
            values: vec![
                ("number", row.number.to_string()),
                ("registered", day(from_ms(row.created_at))),
                (
                    "category",
                    present::category_name(catalogue, &row.category, lang).to_owned(),
                ),
                ("agency", present::agency(catalogue, &row.agency, lang).name),
                (
                    "title",
                    private.map(|one| one.title.clone()).unwrap_or_default(),
                ),
                ("due", day(row.deadline.due_at)),
                ("executor", executor.unwrap_or_default()),
                ("today", day(context.now)),
            ],
            applicant: applicant.map(|one| one.full_name()),
        }
    }

    /// A word's value.
    pub(crate) fn get(&self, word: &str) -> Option<String> {
        let value = match word {
            "applicant" => self.applicant.clone()?,
            word => self
                .values
                .iter()
                .find(|(name, _)| *name == word)
                .map(|(_, value)| value.clone())?,
        };
        Some(value).filter(|value| !value.is_empty())
    }
}

/// A text with the words in braces that are left in it filled in: what a page did not show is in the text
/// that is saved all the same.
pub(crate) async fn complete(
    context: &Context,
    row: &AppealRow,
    actor: &Actor,
    text: Option<String>,
) -> Result<Option<String>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let Actor::Staff { id, .. } = actor else {
        return Ok(Some(text));
    };
    if !text.contains('{') {
        return Ok(Some(text));
    }
    let configuration = web::configuration::current(context.now).await?;
    // The answer goes to the applicant: a name is told them, an address of staff is not.
    let names = Names::of(vec![id.as_str()], context.lang).await?;
    let variables = Variables::of(context, row, &configuration, names.given(id));
    let words = domain::configuration::VARIABLES.iter();
    Ok(Some(words.fold(
        text,
        |text, word| match variables.get(word) {
            Some(value) => text.replace(&format!("{{{word}}}"), &value),
            None => text,
        },
    )))
}
