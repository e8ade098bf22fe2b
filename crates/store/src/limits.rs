//! Rate limits by the generic cell rate algorithm: one number a key, one statement a request.
//!
//! The number is the time up to which the key's requests are paid for. A request pays for a share of the
//! window; a key may be ahead of now by one window at most, so it has its whole quota at once or evenly
//! spread, and nothing has to be reset.

use crate::database::{Connection, Error, Value};

/// How much is allowed in which time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its name in the `RateLimit` headers.
    pub name: &'static str,
    /// Units in a window: requests, or bytes.
    pub quota: u64,
    /// The window in seconds.
    pub window_seconds: u32,
}

impl Policy {
    fn window_ms(&self) -> i64 {
        i64::from(self.window_seconds) * 1000
    }

    /// What so many units cost, in milliseconds; more than the quota costs more than the window.
    fn price_ms(&self, units: u64) -> i64 {
        let price = u128::from(units) * u128::from(self.window_ms().unsigned_abs());
        // Rounded up, so that many small requests are not free.
        i64::try_from(price.div_ceil(u128::from(self.quota.max(1)))).unwrap_or(i64::MAX / 4)
    }

    /// How a key stands whose requests are paid for up to a time.
    fn standing(&self, spent_until: i64, now: i64) -> Standing {
        let ahead = (spent_until - now).clamp(0, i64::MAX / 4);
        let left = (self.window_ms() - ahead).max(0).unsigned_abs();
        let remaining = u128::from(left) * u128::from(self.quota)
            / u128::from(self.window_ms().unsigned_abs().max(1));
        Standing {
            remaining: u64::try_from(remaining).unwrap_or(u64::MAX),
            reset_seconds: ahead.unsigned_abs().div_ceil(1000),
            ahead_ms: ahead,
        }
    }
}

/// How a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Units that are left now.
    pub remaining: u64,
    /// Seconds until all of the quota is there again.
    pub reset_seconds: u64,
    ahead_ms: i64,
}

impl Standing {
    /// Seconds until there is a unit again.
    pub fn seconds_to_one(&self, policy: &Policy) -> u64 {
        let too_far = self.ahead_ms + policy.price_ms(1) - policy.window_ms();
        too_far.max(0).unsigned_abs().div_ceil(1000)
    }
}

/// There is not enough left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// How the key stands.
    pub standing: Standing,
    /// Seconds after which the same request would be let through.
    pub retry_after: u64,
}

/// Takes so many units from a key, or none when fewer are left.
pub async fn take(
    db: &impl Connection,
    key: &[u8],
    policy: &Policy,
    units: u64,
    now: i64,
) -> Result<Result<Standing, Refused>, Error> {
    let price = policy.price_ms(units);
    let sql = "INSERT INTO rate_limit (key, spent_until) SELECT ?1, ?2 + ?3 WHERE ?3 <= ?4
               ON CONFLICT (key) DO UPDATE SET spent_until = max(spent_until, ?2) + ?3
               WHERE max(spent_until, ?2) + ?3 <= ?2 + ?4
               RETURNING spent_until";
    let parameters = vec![
        key.into(),
        now.into(),
        price.into(),
        policy.window_ms().into(),
    ];
    let rows = db.execute(sql, parameters).await?;
    if let Some(row) = rows.first() {
        return Ok(Ok(policy.standing(row.integer(0)?, now)));
    }
    let standing = look(db, key, policy, now).await?;
    let too_far = standing.ahead_ms + price - policy.window_ms();
    Ok(Err(Refused {
        standing,
        retry_after: too_far.max(1).unsigned_abs().div_ceil(1000),
    }))
}

/// How a key stands, without taking anything.
pub async fn look(
    db: &impl Connection,
    key: &[u8],
    policy: &Policy,
    now: i64,
) -> Result<Standing, Error> {
    let sql = "SELECT spent_until FROM rate_limit WHERE key = ?1";
    let rows = db.execute(sql, vec![key.into()]).await?;
    let spent_until = rows.first().map_or(Ok(now), |row| row.integer(0))?;
    Ok(policy.standing(spent_until, now))
}

/// How two keys stand, with one statement.
pub async fn look_at_two(
    db: &impl Connection,
    keys: [(&[u8], &Policy); 2],
    now: i64,
) -> Result<[Standing; 2], Error> {
    let sql = "SELECT (SELECT spent_until FROM rate_limit WHERE key = ?1),
                      (SELECT spent_until FROM rate_limit WHERE key = ?2)";
    let [(one, first), (other, second)] = keys;
    let rows = db.execute(sql, vec![one.into(), other.into()]).await?;
    let spent = |column| {
        rows.first()
            .map_or(Ok(None), |row| row.optional_integer(column))
    };
    Ok([
        first.standing(spent(0)?.unwrap_or(now), now),
        second.standing(spent(1)?.unwrap_or(now), now),
    ])
}

/// Takes a unit from each of two keys, whether or not it is there, with one statement.
pub async fn spend_two(
    db: &impl Connection,
    keys: [(&[u8], &Policy); 2],
    now: i64,
) -> Result<[Standing; 2], Error> {
    let sql = "INSERT INTO rate_limit (key, spent_until) VALUES (?1, ?3 + ?4), (?2, ?3 + ?5)
               ON CONFLICT (key) DO UPDATE SET
                   spent_until = max(spent_until, ?3) + excluded.spent_until - ?3
               RETURNING key, spent_until";
    let [(one, first), (other, second)] = keys;
    let parameters: Vec<Value> = vec![
        one.into(),
        other.into(),
        now.into(),
        first.price_ms(1).into(),
        second.price_ms(1).into(),
    ];
    let rows = db.execute(sql, parameters).await?;
    let spent = |key: &[u8]| {
        let row = rows
            .iter()
            .find(|row| row.blob(0).is_ok_and(|found| found == key));
        row.map_or(Ok(now), |row| row.integer(1))
    };
    Ok([
        first.standing(spent(one)?, now),
        second.standing(spent(other)?, now),
    ])
}

/// Gives a unit back that was taken before its use was known.
pub async fn give_back(db: &impl Connection, key: &[u8], policy: &Policy) -> Result<(), Error> {
    let sql = "UPDATE rate_limit SET spent_until = spent_until - ?2 WHERE key = ?1";
    let parameters = vec![key.into(), policy.price_ms(1).into()];
    db.execute(sql, parameters).await.map(drop)
}

/// Gives a key its whole quota again: after a success, for what counts failures.
pub async fn restore(db: &impl Connection, key: &[u8]) -> Result<(), Error> {
    let sql = "DELETE FROM rate_limit WHERE key = ?1";
    db.execute(sql, vec![key.into()]).await.map(drop)
}

/// Marks a proof as used, until it would be refused anyway. Whether it was the first time.
pub async fn use_proof(
    db: &impl Connection,
    id: &[u8; 32],
    expires_at: i64,
) -> Result<bool, Error> {
    let sql = "INSERT INTO used_proof (id, expires_at) VALUES (?1, ?2)
               ON CONFLICT (id) DO NOTHING RETURNING 1";
    let rows = db
        .execute(sql, vec![(*id).into(), expires_at.into()])
        .await?;
    Ok(!rows.is_empty())
}

/// Removes what says nothing any more, at most so many rows of each kind. How many it removed.
pub async fn forget(db: &impl Connection, now: i64, at_most: i64) -> Result<usize, Error> {
    let limits = "DELETE FROM rate_limit WHERE key IN (
                      SELECT key FROM rate_limit WHERE spent_until < ?1 ORDER BY spent_until LIMIT ?2)
                  RETURNING 1";
    let proofs = "DELETE FROM used_proof WHERE id IN (
                      SELECT id FROM used_proof WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)
                  RETURNING 1";
    let mut removed = 0;
    for sql in [limits, proofs] {
        removed += db
            .execute(sql, vec![now.into(), at_most.into()])
            .await?
            .len();
    }
    Ok(removed)
}
