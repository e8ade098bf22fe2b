//! An appeal that whoever worked on it has just sent out of their sight: they go on in the queue, which says where it
//! went. The address names places alone; the words are made of what the configuration knows.

use domain::access::Operation;
use domain::configuration::Configuration;
use domain::{AppealNumber, Lang};
use store::AppealRow;
use url::form_urlencoded;
use web::{Context, Problem, auth, present, query};

use crate::pages::queue::unit_name;

/// Where the queue tells of it, if its sender sees it at the desk no more.
pub(crate) async fn address(
    context: &Context,
    now: &AppealRow,
    done: &str,
) -> Result<Option<String>, Problem> {
    let number = now.number.to_string();
    match auth::appeal(context, Operation::AppealView, &number).await {
        Ok((_, access)) if access.is_staff() => return Ok(None),
        Err(problem) if problem.status.is_server_error() => return Err(problem),
        _ => {}
    }
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs
        .append_pair("done", done)
        .append_pair("of", &number)
        .append_pair("to", &now.agency);
    if let Some(unit) = &now.unit {
        pairs.append_pair("to_unit", unit);
    }
    Ok(Some(format!("/desk?{}", pairs.finish())))
}

/// What the queue says to such an address; empty to every other, and to one that names what there is not.
pub(crate) fn notice(context: &Context, configuration: &Configuration) -> String {
    let get = |name: &str| query::first(&context.query, name);
    let (Some(_), Some(agency)) = (get("done"), get("to")) else {
        return String::new();
    };
    let unit = get("to_unit").filter(|unit| configuration.has_unit(&agency, unit));
    match configuration.catalogue.agency(&agency) {
        Some(_) => {
            let number = get("of").and_then(|text| AppealNumber::parse(&text).ok());
            told(
                configuration,
                &agency,
                unit.as_deref(),
                number,
                context.lang,
            )
        }
        None => String::new(),
    }
}

/// «Передано в …».
pub(crate) fn told(
    configuration: &Configuration,
    agency: &str,
    unit: Option<&str>,
    number: Option<AppealNumber>,
    lang: Lang,
) -> String {
    let mut place = present::agency(&configuration.catalogue, agency, lang).name;
    if let Some(unit) = unit {
        place = format!("{place}, {}", unit_name(configuration, agency, unit, lang));
    }
    match (number, lang) {
        (Some(number), Lang::Ru) => format!("Передано в «{place}»: обращение {number}."),
        (Some(number), Lang::En) => format!("Forwarded to “{place}”: appeal {number}."),
        (None, Lang::Ru) => format!("Передано в «{place}»."),
        (None, Lang::En) => format!("Forwarded to “{place}”."),
    }
}
