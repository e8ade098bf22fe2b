//! What the classifier has learnt from confirmed categories: the tables that the journal's triggers keep
//! (`schema/learning.sql`).

use std::collections::HashMap;

use classifier::Learned;
use classifier::words::Features;

use crate::appeal::json;
use crate::database::{Database, Error};

/// Characters of a stem's keyed hash that name its bucket: twenty bits, as the trigger has it.
const BUCKET: usize = 5;

/// Stems of a text that are looked up. The texts of appeals seldom have more, and each one costs a keyed hash
/// and a look into the index.
const MOST_STEMS: usize = 256;

/// What was learnt of a text's stems, in one statement.
pub async fn learned(db: &impl Database, features: &Features) -> Result<Learned, Error> {
    let vault = db.vault();
    // A stem has a bucket under each key while the terms change over to a new one.
    let buckets = |stem: &String| -> Vec<String> {
        let terms = vault.terms(stem).into_iter();
        terms
            .map(|term| term.chars().take(BUCKET).collect())
            .collect()
    };
    let stems: Vec<Vec<String>> = features
        .stems
        .iter()
        .take(MOST_STEMS)
        .map(buckets)
        .collect();
    let wanted: Vec<&String> = stems.iter().flatten().collect();
    let wanted = serde_json::json!(wanted).to_string();
    let rows = db
        .execute(
            "SELECT '' AS bucket, json_group_object(category, terms) FROM learned_category
             UNION ALL
             SELECT bucket, json_group_object(category, appeals) FROM learned_term
               WHERE bucket IN (SELECT value FROM json_each(?1)) GROUP BY bucket",
            vec![wanted.into()],
        )
        .await?;
    let mut counts: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for row in &rows {
        counts.insert(row.text(0)?.to_owned(), json(row.text(1)?, "counts")?);
    }
    let totals = counts.remove("").unwrap_or_default();
    let of_stem = |buckets: &Vec<String>| {
        let known = buckets.iter().filter_map(|bucket| counts.get(bucket));
        known
            .flatten()
            .map(|(category, count)| (category.clone(), *count))
            .collect()
    };
    Ok(Learned {
        stems: stems.iter().map(of_stem).collect(),
        totals: totals.into_iter().collect(),
    })
}
