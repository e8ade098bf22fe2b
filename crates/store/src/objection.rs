//! Objections and complaints that wait to be decided, by time left, and who can decide them.

use domain::access::Territory;
use domain::objection::{
    Bench, Instance, ObjectionGround, ObjectionNumber, ObjectionOutcome, Seat, Supervisor,
};
use domain::{AppealNumber, Region};

use crate::appeal::{number, stored};
use crate::database::{Database, Error, Row, Value};
use crate::list::Cursor;

/// Instances are three; an agency's way up that is longer is a mistake of the configuration, and one that
/// comes back to itself must end.
const MAX_STEPS: i64 = 8;

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectionRow {
    /// Its number.
    pub number: ObjectionNumber,
    /// The category of the appeal.
    pub category: String,
    /// The region of the appeal.
    pub region: Region,
    /// The agency that answered.
    pub origin: String,
    /// The agency that is to decide.
    pub agency: String,
    /// How high that one stands.
    pub instance: Instance,
    /// Who is to decide.
    pub reviewer: Option<String>,
    /// What is contested.
    pub ground: ObjectionGround,
    /// When it was filed, in milliseconds.
    pub filed_at: i64,
    /// By when it is decided, in milliseconds.
    pub decide_by: i64,
    /// What became of it, and when, in milliseconds.
    pub decided: Option<(ObjectionOutcome, i64)>,
}

/// A rating that complains and waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// The appeal.
    pub number: AppealNumber,
    /// Its category.
    pub category: String,
    /// Its region.
    pub region: Region,
    /// The agency that answered.
    pub agency: String,
    /// The stars.
    pub score: i64,
    /// What the comment is about.
    pub about: Option<String>,
    /// When it first complained, in milliseconds.
    pub given_at: i64,
    /// By when it is looked into, in milliseconds.
    pub review_by: i64,
    /// Whether that is provisional.
    pub is_provisional: bool,
}

/// Which objections a list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// What the reader may see.
    pub territory: Territory,
    /// Which of them.
    pub part: Part,
}

/// A part of all objections.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Part {
    /// Those that wait to be decided here.
    #[default]
    Here,
    /// Of these, those of one reviewer.
    Of(String),
    /// Of these, those that nobody has.
    Unassigned,
    /// Those that wait and went from here to a higher instance.
    WentUp,
    /// Those that were decided here, the latest first; with one outcome only, if it is named.
    Decided(Option<ObjectionOutcome>),
}

const OBJECTION: &str = "number, category, region, origin, agency, instance, reviewer, ground, filed_at, \
    decide_by, outcome, decided_at, appeal_number";

const REVIEW: &str =
    "appeal_number, category, region, agency, score, about, given_at, review_by, provisional";

/// A page of objections, the most urgent first, of decided ones the latest, and where the next page begins.
pub async fn list(
    db: &impl Database,
    wanted: &Wanted,
    after: Option<Cursor>,
    limit: usize,
) -> Result<(Vec<ObjectionRow>, Option<Cursor>), Error> {
    let Some((sql, parameters)) = statement(wanted, after, limit) else {
        return Ok((Vec::new(), None));
    };
    let rows = db.execute(&sql, parameters).await?;
    let term = if let Part::Decided(_) = wanted.part {
        11
    } else {
        9
    };
    let next = next(&rows, limit, term, 12)?;
    let rows = rows.iter().take(limit);
    let rows = rows.map(|row| {
        Ok(ObjectionRow {
            number: parse(row.text(0)?, "objection's number")?,
            category: row.text(1)?.to_owned(),
            region: region(row.text(2)?)?,
            origin: row.text(3)?.to_owned(),
            agency: row.text(4)?.to_owned(),
            instance: parse(row.text(5)?, "instance")?,
            reviewer: row.optional_text(6)?.map(str::to_owned),
            ground: parse(row.text(7)?, "ground")?,
            filed_at: row.integer(8)?,
            decide_by: row.integer(9)?,
            decided: match (row.optional_text(10)?, row.optional_integer(11)?) {
                (Some(outcome), Some(at)) => Some((parse(outcome, "outcome")?, at)),
                _ => None,
            },
        })
    });
    Ok((rows.collect::<Result<_, Error>>()?, next))
}

/// Complaints that wait, the most urgent first, and where the next page begins.
pub async fn reviews(
    db: &impl Database,
    territory: &Territory,
    after: Option<Cursor>,
    limit: usize,
) -> Result<(Vec<ReviewRow>, Option<Cursor>), Error> {
    let Some((sql, parameters)) = reviews_statement(territory, after, limit) else {
        return Ok((Vec::new(), None));
    };
    let rows = db.execute(&sql, parameters).await?;
    let next = next(&rows, limit, 7, 0)?;
    let rows = rows.iter().take(limit);
    let rows = rows.map(|row| {
        Ok(ReviewRow {
            number: number(row.integer(0)?)?,
            category: row.text(1)?.to_owned(),
            region: region(row.text(2)?)?,
            agency: row.text(3)?.to_owned(),
            score: row.integer(4)?,
            about: row.optional_text(5)?.map(str::to_owned),
            given_at: row.integer(6)?,
            review_by: row.integer(7)?,
            is_provisional: row.integer(8)? == 1,
        })
    });
    Ok((rows.collect::<Result<_, Error>>()?, next))
}

/// The statement of a page of objections; [`None`] when nothing can match.
pub fn statement(
    wanted: &Wanted,
    after: Option<Cursor>,
    limit: usize,
) -> Option<(String, Vec<Value>)> {
    let (mut agency, mut term, mut is_open) = ("agency", "decide_by", "outcome IS NULL");
    let mut conditions = Vec::new();
    let mut parameters = Vec::new();
    match &wanted.part {
        Part::Here => {}
        Part::Of(reviewer) => {
            conditions.push("reviewer = ?".to_owned());
            parameters.push(reviewer.as_str().into());
        }
        Part::Unassigned => conditions.push("reviewer IS NULL".to_owned()),
        Part::WentUp => {
            agency = "origin";
            conditions.push("origin <> agency".to_owned());
        }
        Part::Decided(outcome) => {
            (term, is_open) = ("decided_at", "outcome IS NOT NULL");
            if let Some(outcome) = outcome {
                conditions.push("outcome = ?".to_owned());
                parameters.push(outcome.as_str().into());
            }
        }
    }
    conditions.push(is_open.to_owned());
    page(
        ("objection", OBJECTION, term),
        agency,
        &wanted.territory,
        (conditions, parameters),
        after,
        limit,
    )
}

/// The statement of a page of complaints; [`None`] when nothing can match.
pub fn reviews_statement(
    territory: &Territory,
    after: Option<Cursor>,
    limit: usize,
) -> Option<(String, Vec<Value>)> {
    let table = ("review", REVIEW, "review_by");
    page(table, "agency", territory, Default::default(), after, limit)
}

/// A page along the index of a term, within a territory. One row more than asked for tells whether there is a
/// next page.
fn page(
    (table, columns, term): (&str, &str, &str),
    agency: &str,
    territory: &Territory,
    (mut conditions, mut parameters): (Vec<String>, Vec<Value>),
    after: Option<Cursor>,
    limit: usize,
) -> Option<(String, Vec<Value>)> {
    if let Some(own) = &territory.agency {
        conditions.push(format!("{agency} = ?"));
        parameters.push(own.as_str().into());
    }
    if let Some(region) = territory.region {
        conditions.push("region = ?".to_owned());
        parameters.push(region.code().into());
    }
    if let Some(unit) = &territory.unit {
        // A unit is a unit of an agency (`Territory::covers`); what no unit has is every unit's.
        territory.agency.as_ref()?;
        conditions.push("coalesce(unit, ?) = ?".to_owned());
        parameters.extend([unit.as_str().into(), unit.as_str().into()]);
    }
    // What waits is listed by what is most urgent, what is over by what was last.
    let (order, beyond, start) = match term {
        "decided_at" => ("DESC", "<", (i64::MAX, i64::MAX)),
        _ => ("ASC", ">", (i64::MIN, 0)),
    };
    let (from, number) = after.map_or(start, |after| (after.created_at, after.number));
    conditions.push(format!("({term}, appeal_number) {beyond} (?, ?)"));
    parameters.extend([from.into(), number.into()]);
    let conditions = conditions.join(" AND ");
    let rows = limit.saturating_add(1);
    let sql = format!(
        "SELECT {columns} FROM {table} WHERE {conditions} ORDER BY {term} {order}, appeal_number {order} LIMIT {rows}"
    );
    Some((sql, parameters))
}

/// An appeal with an objection for which somebody is to be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sought {
    /// Its number.
    pub number: AppealNumber,
    /// How often something has changed since nobody looked.
    pub changes: i64,
}

/// Appeals with an objection for which somebody is to be looked for.
pub async fn sought(db: &impl Database, limit: i64) -> Result<Vec<Sought>, Error> {
    let sql = "SELECT a.number, s.changes FROM reviewer_sought s JOIN appeal a ON a.id = s.appeal LIMIT ?1";
    let rows = db.execute(sql, vec![limit.into()]).await?;
    let sought = |row: &Row| {
        Ok(Sought {
            number: number(row.integer(0)?)?,
            changes: row.integer(1)?,
        })
    };
    rows.iter().map(sought).collect()
}

/// Somebody was looked for; what has changed meanwhile is looked at once more.
pub async fn looked_for(db: &impl Database, sought: Sought) -> Result<(), Error> {
    let sql = "DELETE FROM reviewer_sought
               WHERE appeal = (SELECT id FROM appeal WHERE number = ?1) AND changes = ?2";
    let parameters = vec![sought.number.key().into(), sought.changes.into()];
    db.execute(sql, parameters).await.map(drop)
}

/// The agencies that can decide about an appeal, from its own one up, each with its supervisors who may work
/// and whose territory has the appeal.
pub async fn bench(
    db: &impl Database,
    agency: &str,
    unit: Option<&str>,
    at: Region,
) -> Result<Bench, Error> {
    let sql = "WITH RECURSIVE way (code, instance, superior, step) AS (
          SELECT code, instance, superior, 0 FROM agency WHERE code = ?1
          UNION ALL
          SELECT a.code, a.instance, a.superior, way.step + 1 FROM way JOIN agency a ON a.code = way.superior
            WHERE a.active = 1 AND a.code <> ?1 AND way.step < ?4)
        SELECT way.code, way.instance, s.id,
            (SELECT count(*) FROM objection o WHERE o.reviewer = s.id AND o.outcome IS NULL)
          FROM way LEFT JOIN account s ON s.agency = way.code AND s.role = 'supervisor' AND s.state = 'active'
            AND coalesce(s.region, ?2) = ?2
            AND (way.step > 0 OR s.unit IS NULL OR coalesce(?3, s.unit) = s.unit)
          ORDER BY way.step, s.id";
    let parameters = vec![
        agency.into(),
        at.code().into(),
        unit.into(),
        MAX_STEPS.into(),
    ];
    let mut seats: Vec<Seat> = Vec::new();
    for row in db.execute(sql, parameters).await? {
        let code = row.text(0)?;
        if seats.last().is_none_or(|seat| seat.agency != code) {
            seats.push(Seat {
                agency: code.to_owned(),
                instance: parse(row.text(1)?, "instance")?,
                supervisors: Vec::new(),
            });
        }
        if let (Some(seat), Some(account)) = (seats.last_mut(), row.optional_text(2)?) {
            seat.supervisors.push(Supervisor {
                account: account.to_owned(),
                open: u32::try_from(row.integer(3)?).unwrap_or(u32::MAX),
            });
        }
    }
    Ok(Bench(seats))
}

fn next(rows: &[Row], limit: usize, term: usize, number: usize) -> Result<Option<Cursor>, Error> {
    let last = limit.checked_sub(1).and_then(|last| rows.get(last));
    match last.filter(|_| rows.len() > limit) {
        Some(row) => Ok(Some(Cursor {
            created_at: row.integer(term)?,
            number: row.integer(number)?,
        })),
        None => Ok(None),
    }
}

fn region(code: &str) -> Result<Region, Error> {
    Region::parse(code).map_err(|error| stored("region", error))
}

fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(
    text: &str,
    what: &'static str,
) -> Result<T, Error> {
    text.parse().map_err(|error| stored(what, error))
}
