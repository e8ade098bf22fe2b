//! Ratings, as the read model keeps them.

use crate::database::{Database, Error, Row};
use crate::private;

use serde_json::Value as Json;

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
    /// By when it is looked into, in milliseconds, of one that complains and waits.
    pub review_by: Option<i64>,
    /// Whether that is provisional.
    pub review_provisional: bool,
    /// What a review found.
    pub outcome: Option<String>,
    /// Why.
    pub explanation: Option<String>,
    /// When, in milliseconds.
    pub reviewed_at: Option<i64>,
}

/// The rating of an appeal.
pub async fn rating(db: &impl Database, appeal: &str) -> Result<Option<RatingRow>, Error> {
    let sql = "SELECT r.score, r.category, c.private, r.given_at, r.revised_at, r.seq, w.review_by, r.outcome,
        r.reviewed_at, r.review_seq, e.private, w.provisional
      FROM rating r LEFT JOIN review w ON w.appeal = r.appeal
        LEFT JOIN event c ON c.appeal = r.appeal AND c.seq = r.seq
        LEFT JOIN event e ON e.appeal = r.appeal AND e.seq = r.review_seq
      WHERE r.appeal = ?1";
    let rows = db.execute(sql, vec![appeal.into()]).await?;
    let words = |sealed: Option<&[u8]>, seq: Option<i64>, member: &str| {
        let private = sealed.zip(seq);
        let private: Option<Json> = private
            .map(|(sealed, seq)| private::open(db.vault(), appeal, seq, sealed))
            .transpose()?;
        let text = private.as_ref().and_then(|private| private.get(member));
        Ok::<_, Error>(text.and_then(Json::as_str).map(str::to_owned))
    };
    let read = |row: &Row| {
        Ok(RatingRow {
            score: row.integer(0)?,
            category: row.optional_text(1)?.map(str::to_owned),
            comment: words(row.optional_blob(2)?, Some(row.integer(5)?), "comment")?,
            given_at: row.integer(3)?,
            revised_at: row.optional_integer(4)?,
            review_by: row.optional_integer(6)?,
            review_provisional: row.optional_integer(11)? == Some(1),
            outcome: row.optional_text(7)?.map(str::to_owned),
            explanation: words(
                row.optional_blob(10)?,
                row.optional_integer(9)?,
                "explanation",
            )?,
            reviewed_at: row.optional_integer(8)?,
        })
    };
    rows.first().map(read).transpose()
}
