//! Ratings, as the read model keeps them.

use crate::database::{Database, Error};
use crate::private;

/// A rating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingRow {
    /// Stars, 1 to 5.
    pub score: i64,
    /// What the comment is about.
    pub category: Option<String>,
    /// The comment.
    pub comment: Option<String>,
    /// When it was first given, in milliseconds.
    pub given_at: i64,
    /// When it was last changed, in milliseconds.
    pub revised_at: Option<i64>,
}

/// The rating of an appeal.
pub async fn rating(db: &impl Database, appeal: &str) -> Result<Option<RatingRow>, Error> {
    let sql =
        "SELECT score, category, private, given_at, revised_at, seq FROM rating WHERE appeal = ?1";
    let rows = db.execute(sql, vec![appeal.into()]).await?;
    rows.first()
        .map(|row| {
            let seq = row.integer(5)?;
            let private: Option<serde_json::Value> = row
                .optional_blob(2)?
                .map(|sealed| private::open(db.vault(), appeal, seq, sealed))
                .transpose()?;
            let comment = private
                .as_ref()
                .and_then(|p| p.get("comment"))
                .and_then(|c| c.as_str());
            Ok(RatingRow {
                score: row.integer(0)?,
                category: row.optional_text(1)?.map(str::to_owned),
                comment: comment.map(str::to_owned),
                given_at: row.integer(3)?,
                revised_at: row.optional_integer(4)?,
            })
        })
        .transpose()
}
