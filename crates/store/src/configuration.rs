//! The configuration: what is true now, how it is changed, and how it came about.

use domain::calendar::{CalendarDay, Calendars};
use domain::category::{Agency, Catalogue, Category};
use domain::configuration::{
    AgencyItem, AnswerTemplate, CalendarDayItem, CalendarYearItem, CategoryItem, Configuration,
    DeadlineClassItem, Item, Kind, RoutingRuleItem, SettingItem, TemplateItem, UnitItem,
};
use domain::rules::{Rules, Setting, Settings, Terms};
use domain::{Actor, UnknownCode};

use crate::appeal::{json, stored};
use crate::database::{Connection, Database, Error, Row, Value};

/// The number of the last change; it grows with every one.
pub async fn version(db: &impl Connection) -> Result<i64, Error> {
    let sql = "SELECT coalesce(max(id), 0) FROM configuration_change";
    let rows = db.execute(sql, vec![]).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

/// Reads all that is true now, in one statement, so that it is of one moment.
pub async fn read(db: &impl Connection) -> Result<Configuration, Error> {
    let sql = "SELECT kind, key, data, (SELECT max(id) FROM configuration_change)
        FROM configuration_item ORDER BY kind, key";
    let rows = db.execute(sql, vec![]).await?;
    let mut read = Read::default();
    for row in &rows {
        read.version = row.integer(3)?;
        // A kind that a newer version wrote is nothing that this one asks for.
        if let Ok(kind) = row.text(0)?.parse() {
            read.item(kind, row.text(1)?, row.text(2)?)?;
        }
    }
    read.whole().map_err(|error| stored("configuration", error))
}

/// What was read so far.
#[derive(Default)]
struct Read {
    version: i64,
    agencies: Vec<AgencyItem>,
    categories: Vec<CategoryItem>,
    units: Vec<UnitItem>,
    rules: Vec<(String, RoutingRuleItem)>,
    terms: Vec<DeadlineClassItem>,
    days: Vec<CalendarDayItem>,
    years: Vec<CalendarYearItem>,
    settings: Vec<SettingItem>,
    templates: Vec<(String, TemplateItem)>,
}

impl Read {
    fn item(&mut self, kind: Kind, key: &str, data: &str) -> Result<(), Error> {
        fn put<T: Item>(items: &mut Vec<T>, data: &str) -> Result<(), Error> {
            items.push(json(data, T::KIND.as_str())?);
            Ok(())
        }
        match kind {
            Kind::Agency => put(&mut self.agencies, data),
            Kind::Category => put(&mut self.categories, data),
            Kind::Unit => put(&mut self.units, data),
            Kind::DeadlineClass => put(&mut self.terms, data),
            Kind::CalendarDay => put(&mut self.days, data),
            Kind::CalendarYear => put(&mut self.years, data),
            Kind::Setting => put(&mut self.settings, data),
            Kind::RoutingRule => {
                let rule = json(data, kind.as_str())?;
                self.rules.push((key.to_owned(), rule));
                Ok(())
            }
            Kind::AnswerTemplate => {
                let template = json(data, kind.as_str())?;
                self.templates.push((key.to_owned(), template));
                Ok(())
            }
            Kind::Webhook | Kind::Block => Ok(()),
        }
    }

    fn whole(mut self) -> Result<Configuration, UnknownCode> {
        let by_position = |c: &CategoryItem| (c.position, c.code.clone());
        self.categories.sort_by_cached_key(by_position);
        let agencies = self.agencies.into_iter().map(Agency::try_from);
        let categories = self.categories.into_iter().map(Category::try_from);
        let agencies: Vec<Agency> = agencies.collect::<Result<_, _>>()?;
        let categories: Vec<Category> = categories.collect::<Result<_, _>>()?;
        let mut settings = Settings::default();
        for item in self.settings {
            // What this version does not know, or no longer takes, has its default.
            if let Ok(setting) = item.code.parse() {
                settings.set(setting, &item.value).unwrap_or_default();
            }
        }
        let mut terms = Terms::default();
        for item in self.terms {
            let (class, term) = item.term(settings.get(Setting::FirstResponseHours))?;
            terms.set(class, term);
        }
        let days = self.days.into_iter().map(CalendarDay::try_from);
        let days: Vec<CalendarDay> = days.collect::<Result<_, _>>()?;
        let years = self.years.iter().flat_map(|item| i32::try_from(item.year));
        self.rules
            .sort_by(|(a, one), (b, other)| (one.position, a).cmp(&(other.position, b)));
        let routing = self.rules.into_iter().filter(|(_, rule)| rule.active);
        let routing = routing.map(|(id, rule)| rule.named(id));
        let templates = self.templates.into_iter();
        let templates = templates.map(|(id, item)| AnswerTemplate::new(id, item));
        Ok(Configuration {
            version: self.version,
            catalogue: Catalogue::new(agencies, categories),
            units: self.units,
            routing: routing.collect::<Result<_, _>>()?,
            rules: Rules {
                calendars: Calendars::new(days, years),
                terms,
                settings,
            },
            templates: templates.collect::<Result<_, _>>()?,
        })
    }
}

/// An item as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// What it is found by.
    pub key: String,
    /// How many times it was changed.
    pub version: i64,
    /// The agency whose administrator may look after it; none where it concerns everybody.
    pub agency: Option<String>,
    /// The item, as JSON.
    pub data: String,
}

/// An item by its kind and key.
pub async fn item(db: &impl Connection, kind: Kind, key: &str) -> Result<Option<Stored>, Error> {
    let sql =
        "SELECT key, version, agency, data FROM configuration_item WHERE kind = ?1 AND key = ?2";
    let rows = db
        .execute(sql, vec![kind.as_str().into(), key.into()])
        .await?;
    rows.first().map(stored_item).transpose()
}

/// The items of a kind, in the order of their keys.
pub async fn items(db: &impl Connection, kind: Kind) -> Result<Vec<Stored>, Error> {
    let sql =
        "SELECT key, version, agency, data FROM configuration_item WHERE kind = ?1 ORDER BY key";
    let rows = db.execute(sql, vec![kind.as_str().into()]).await?;
    rows.iter().map(stored_item).collect()
}

fn stored_item(row: &Row) -> Result<Stored, Error> {
    Ok(Stored {
        key: row.text(0)?.to_owned(),
        version: row.integer(1)?,
        agency: row.optional_text(2)?.map(str::to_owned),
        data: row.text(3)?.to_owned(),
    })
}

/// A change of one item.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// When, in milliseconds.
    pub at: i64,
    /// Who.
    pub actor: &'a Actor,
    /// What kind of item.
    pub kind: Kind,
    /// Which one.
    pub key: &'a str,
    /// The version that the item is to have after it: one more than was seen.
    pub version: i64,
    /// The agency that the item belongs to.
    pub agency: Option<&'a str>,
    /// What it is now; none where it is removed.
    pub data: Option<String>,
    /// A webhook's new secret.
    pub secret: Option<&'a str>,
}

/// Changes an item. `false` when somebody else changed it after it was read.
pub async fn change(db: &impl Database, change: &Change<'_>) -> Result<bool, Error> {
    let place = vault::place("webhook_secret.secret", change.key);
    let secret = change
        .secret
        .map(|secret| db.vault().seal_text(secret, &place));
    let sql =
        "INSERT INTO configuration_entry (at, actor, kind, key, version, agency, data, secret)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let parameters: Vec<Value> = vec![
        change.at.into(),
        change.actor.to_string().into(),
        change.kind.as_str().into(),
        change.key.into(),
        change.version.into(),
        change.agency.into(),
        change.data.clone().into(),
        secret.transpose()?.into(),
    ];
    match db.execute(sql, parameters).await {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("configuration_change.version") => Ok(false),
        Err(error) => Err(error),
    }
}

/// How many changes an item has seen, removed ones included.
pub async fn last_version(db: &impl Connection, kind: Kind, key: &str) -> Result<i64, Error> {
    let sql =
        "SELECT coalesce(max(version), 0) FROM configuration_change WHERE kind = ?1 AND key = ?2";
    let rows = db
        .execute(sql, vec![kind.as_str().into(), key.into()])
        .await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The number, which grows.
    pub id: i64,
    /// When, in milliseconds.
    pub at: i64,
    /// Who, as [`Actor`] writes it.
    pub actor: String,
    /// What kind of item.
    pub kind: String,
    /// Which one.
    pub key: String,
    /// The version that it had after it.
    pub version: i64,
    /// What it was before; none where it was new.
    pub before: Option<String>,
    /// What it is since; none where it was removed.
    pub after: Option<String>,
}

/// What of the history is asked for.
#[derive(Debug, Clone, Default)]
pub struct HistoryFilter<'a> {
    /// Only what this agency's administrator may see: its own and what concerns everybody.
    pub agency: Option<&'a str>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only the item with this key.
    pub key: Option<&'a str>,
    /// Only what came before the change with this number.
    pub before: Option<i64>,
    /// Webhooks too, whose addresses may be secrets.
    pub with_webhooks: bool,
}

/// The history, the newest first.
pub async fn history(
    db: &impl Connection,
    filter: &HistoryFilter<'_>,
    limit: usize,
) -> Result<Vec<Changed>, Error> {
    let mut parameters: Vec<Value> = vec![filter.before.unwrap_or(i64::MAX).into()];
    let mut narrowed = "c.id < ?1".to_owned();
    let mut and = |words: &str, value: Value| {
        parameters.push(value);
        narrowed.push_str(&format!(" AND {words} ?{}", parameters.len()));
    };
    if let Some(kind) = filter.kind {
        and("c.kind =", kind.as_str().into());
    }
    if let Some(key) = filter.key {
        and("c.key =", key.into());
    }
    if !filter.with_webhooks {
        and("c.kind <>", Kind::Webhook.as_str().into());
    }
    if let Some(agency) = filter.agency {
        and("coalesce(c.agency, '') IN ('',", agency.into());
        narrowed.push(')');
    }
    // The log has as many rows as administrators have made changes: what is not indexed is walked.
    let sql = format!(
        "SELECT c.id, c.at, c.actor, c.kind, c.key, c.version, before.data, c.data
         FROM configuration_change c LEFT JOIN configuration_change before
           ON before.kind = c.kind AND before.key = c.key AND before.version = c.version - 1
         WHERE {narrowed} ORDER BY c.id DESC LIMIT {limit}"
    );
    let rows = db.execute(&sql, parameters).await?;
    rows.iter()
        .map(|row| {
            Ok(Changed {
                id: row.integer(0)?,
                at: row.integer(1)?,
                actor: row.text(2)?.to_owned(),
                kind: row.text(3)?.to_owned(),
                key: row.text(4)?.to_owned(),
                version: row.integer(5)?,
                before: row.optional_text(6)?.map(str::to_owned),
                after: row.optional_text(7)?.map(str::to_owned),
            })
        })
        .collect()
}
