//! The words in braces of what staff write, as they read for one appeal; and what must not be left of them when a
//! text goes to the applicant.

use domain::appeal::FieldError;
use domain::configuration::{Configuration, TemplateKind};
use domain::placeholder::{Placeholders, blanks};
use domain::{Actor, Lang, Text};
use pages::Moment;
use store::AppealRow;

use crate::auth::Access;
use crate::capabilities::database;
use crate::names::{self, Names};
use crate::time::from_ms;
use crate::{Context, Problem, configuration, present};

/// The values for an appeal, written by somebody of this name; the applicant's name where it may be shown.
pub fn of(
    context: &Context,
    row: &AppealRow,
    configuration: &Configuration,
    executor: Option<String>,
    applicant: Option<String>,
) -> Placeholders {
    let (lang, registered) = (context.lang, &row.registered);
    let day = |at| Moment::day(lang, registered.region.local(at)).text;
    let private = registered.private.as_ref();
    let catalogue = &configuration.catalogue;
    Placeholders::new([
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
        ("applicant", applicant.unwrap_or_default()),
        ("executor", executor.unwrap_or_default()),
        ("today", day(context.now)),
    ])
}

/// The name of whoever writes. The text goes to the applicant: a name is told them, an address of staff is not.
async fn executor(context: &Context, actor: &Actor) -> Result<Option<String>, Problem> {
    let Some(id) = names::member(actor) else {
        return Ok(None);
    };
    let names = Names::of(vec![id], context.lang).await?;
    Ok(names.given(id))
}

/// The applicant's full name; none where the appeal has none, or where its reader is shown no names.
fn name(row: &AppealRow, access: &Access) -> Option<String> {
    let private = row.registered.private.as_ref();
    let applicant = private.and_then(|private| private.applicant.as_ref());
    applicant
        .filter(|_| access.sees_personal_data())
        .map(|one| one.full_name())
}

/// What staff wrote, with the words in braces that a page left in it filled in.
pub async fn complete(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    text: Option<String>,
) -> Result<Option<String>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let actor = access.actor();
    if !matches!(actor, Actor::Staff { .. }) {
        return Ok(Some(text));
    }
    if !text.contains('{') {
        return Ok(Some(text));
    }
    let configuration = configuration::current(context.now).await?;
    let mut row = row.clone();
    // To a reader without names the title is masked, and a masked one is no value.
    if let Some(private) = row
        .registered
        .private
        .as_mut()
        .filter(|_| !access.sees_personal_data())
    {
        private.title.clear();
    }
    let executor = executor(context, &actor).await?;
    let values = of(context, &row, &configuration, executor, name(&row, access));
    Ok(Some(values.fill(&text)))
}

/// What is left to fill in of a text that is to reach the applicant.
#[derive(Debug, Default)]
pub struct Left {
    /// Words in braces and blanks of underscores.
    pub words: Vec<String>,
    /// Places of a template, with the words around.
    pub blanks: Vec<String>,
}

impl Left {
    /// What is said of it; empty where nothing is left.
    pub fn texts(&self) -> Vec<(&'static str, Text)> {
        let mut texts = Vec::new();
        if let Some(first) = self.words.first() {
            let all = self.words.join(", ");
            let doubled = format!("{{{first}}}");
            let (mut ru, mut en) = (
                format!("Есть незаполненные слова: {all}. Впишите их или удалите"),
                format!("There are words to fill in: {all}. Write them or take them out"),
            );
            if first.starts_with('{') {
                ru.push_str(&format!("; если скобки нужны, удвойте их: {doubled}"));
                en.push_str(&format!("; where braces are meant, double them: {doubled}"));
            }
            texts.push(("words_left", Text::new(ru, en)));
        }
        if !self.blanks.is_empty() {
            let all = self.blanks.join("», «");
            let text = Text::new(
                format!("Есть незаполненные места заготовки: «{all}»"),
                format!("There are blanks of a template to fill in: «{all}»"),
            );
            texts.push(("blanks_left", text));
        }
        texts
    }
}

/// What is left to fill in, and the text as it would go out.
pub async fn left(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    text: &str,
) -> Result<(Left, String), Problem> {
    let is_plain = !["{", "__", "…", "..."]
        .iter()
        .any(|sign| text.contains(sign));
    if is_plain {
        return Ok((Left::default(), text.to_owned()));
    }
    // What the applicant wrote is known by being what they wrote, whoever asks.
    let row = store::appeal(database().await?, row.number).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    let configuration = configuration::current(context.now).await?;
    let executor = executor(context, &access.actor()).await?;
    let values = of(context, &row, &configuration, executor, name(&row, access));
    let templates = configuration.templates.iter().filter(|one| {
        let is_ours = one
            .agency
            .as_deref()
            .is_none_or(|agency| agency == row.agency);
        one.active && is_ours && one.kind != TemplateKind::Note
    });
    let filled: Vec<String> = templates
        .flat_map(|one| [Lang::Ru, Lang::En].map(|lang| values.fill(one.text.get(lang))))
        .collect();
    let left = Left {
        words: values.left(text),
        blanks: blanks(text, filled.iter().map(String::as_str)),
    };
    Ok((left, values.published(text)))
}

/// A text as it goes to the applicant; refused while something is left to fill in.
pub async fn outgoing(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    text: &str,
    pointer: &str,
) -> Result<String, Problem> {
    let (left, text) = left(context, row, access, text).await?;
    let faults = left.texts().into_iter();
    let faults: Vec<FieldError> = faults
        .map(|(code, message)| FieldError::with_text(pointer, code, message))
        .collect();
    match faults.is_empty() {
        true => Ok(text),
        false => Err(Problem::invalid(faults)),
    }
}
