//! Things that work once: tickets with codes, challenges, invitations. Only keyed hashes of the secrets
//! are kept; what belongs to them is sealed.

use vault::place;

use crate::account::login::hex;
use crate::database::{Database, Error, Row};
use crate::outbox::NewMessage;

/// A ticket as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct OneTime {
    /// The keyed hash of its secret.
    pub hash: Vec<u8>,
    /// The account that it is for.
    pub account: Option<String>,
    /// What belongs to it.
    pub data: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it ends, in milliseconds.
    pub expires_at: i64,
    /// When it was used, in milliseconds.
    pub used_at: Option<i64>,
}

/// A new ticket, or another code for one that is there.
pub struct NewOneTime<'a> {
    /// The keyed hash of its secret.
    pub hash: [u8; 32],
    /// What it is for.
    pub purpose: &'a str,
    /// The account that it is for.
    pub account: Option<&'a str>,
    /// The keyed hash of the code that goes another way.
    pub code_hash: Option<[u8; 32]>,
    /// What belongs to it.
    pub data: &'a str,
    /// Now, in milliseconds.
    pub at: i64,
    /// When it ends, in milliseconds.
    pub expires_at: i64,
    /// Locks the account until then: too many codes were asked for, and the message says that instead.
    pub lock_until: Option<i64>,
}

/// How a code was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Redeemed {
    /// It is right, and the ticket is used.
    Right(OneTime),
    /// It is wrong; the ticket may be tried again while attempts are left.
    Wrong(OneTime),
    /// There is no such ticket, or it was used, has expired, or was tried too often.
    Gone,
}

const COLUMNS: &str = "hash, account, data, attempts, created_at, expires_at, used_at";

/// Keeps a ticket, and puts the message with its code into the outbox, in one statement. `false`: the
/// ticket is not there any more, or got its last code.
pub async fn send_code(
    db: &impl Database,
    new: &NewOneTime<'_>,
    most_sends: i64,
    message: Option<&NewMessage>,
) -> Result<bool, Error> {
    let mut parameters = vec![
        new.hash.into(),
        new.purpose.into(),
        new.account.into(),
        new.code_hash.into(),
        sealed(db, &new.hash, new.data)?.into(),
        most_sends.into(),
        new.at.into(),
        new.expires_at.into(),
        new.lock_until.into(),
    ];
    parameters.extend(NewMessage::values(db, message)?);
    let done = db
        .execute(
            "INSERT INTO new_code (hash, purpose, account, code_hash, data, most_sends, at, expires_at, lock_until,
               message_id, channel, kind, message)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            parameters,
        )
        .await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("code_refused") => Ok(false),
        Err(error) => Err(error),
    }
}

/// Keeps a ticket. `false`: there is one with this secret already (a proof that was used, for example).
pub async fn create(db: &impl Database, new: &NewOneTime<'_>) -> Result<bool, Error> {
    let sql =
        "INSERT INTO one_time (hash, purpose, account, code_hash, data, created_at, expires_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (hash) DO NOTHING RETURNING hash";
    let parameters = vec![
        new.hash.into(),
        new.purpose.into(),
        new.account.into(),
        new.code_hash.into(),
        sealed(db, &new.hash, new.data)?.into(),
        new.at.into(),
        new.expires_at.into(),
    ];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// Tries a code on a ticket: right, it is used up; wrong, an attempt is.
pub async fn redeem(
    db: &impl Database,
    purpose: &str,
    hash: [u8; 32],
    code_hash: [u8; 32],
    most_attempts: i64,
    at: i64,
) -> Result<Redeemed, Error> {
    let sql = format!(
        "UPDATE one_time SET attempts = attempts + 1, used_at = CASE WHEN code_hash = ?3 THEN ?4 END
         WHERE hash = ?1 AND purpose = ?2 AND used_at IS NULL AND expires_at > ?4 AND attempts < ?5
         RETURNING {COLUMNS}"
    );
    let parameters = vec![
        hash.into(),
        purpose.into(),
        code_hash.into(),
        at.into(),
        most_attempts.into(),
    ];
    let rows = db.execute(&sql, parameters).await?;
    Ok(match rows.first() {
        None => Redeemed::Gone,
        Some(row) => {
            let ticket = read(db, row)?;
            match ticket.used_at {
                Some(_) => Redeemed::Right(ticket),
                None => Redeemed::Wrong(ticket),
            }
        }
    })
}

/// Spends an attempt on a ticket whose answer is checked elsewhere (an app's code, a passkey), before it
/// is checked: so attempts cannot be had for nothing by making many at once.
pub async fn attempt(
    db: &impl Database,
    purpose: &str,
    hash: [u8; 32],
    most_attempts: i64,
    at: i64,
) -> Result<Option<OneTime>, Error> {
    let sql = format!(
        "UPDATE one_time SET attempts = attempts + 1
         WHERE hash = ?1 AND purpose = ?2 AND used_at IS NULL AND expires_at > ?3 AND attempts < ?4
         RETURNING {COLUMNS}"
    );
    let parameters = vec![hash.into(), purpose.into(), at.into(), most_attempts.into()];
    one(db, &sql, parameters).await
}

/// Uses a ticket up; [`None`] when somebody was faster, or it has expired or never was.
pub async fn take(
    db: &impl Database,
    purpose: &str,
    hash: [u8; 32],
    at: i64,
) -> Result<Option<OneTime>, Error> {
    let sql = format!(
        "UPDATE one_time SET used_at = ?3 WHERE hash = ?1 AND purpose = ?2 AND used_at IS NULL AND expires_at > ?3
         RETURNING {COLUMNS}"
    );
    one(db, &sql, vec![hash.into(), purpose.into(), at.into()]).await
}

/// A ticket that may still be used.
pub async fn look(
    db: &impl Database,
    purpose: &str,
    hash: [u8; 32],
    at: i64,
) -> Result<Option<OneTime>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM one_time WHERE hash = ?1 AND purpose = ?2 AND used_at IS NULL AND expires_at > ?3"
    );
    one(db, &sql, vec![hash.into(), purpose.into(), at.into()]).await
}

/// A ticket that may still be used, by the keyed hash of its code.
pub async fn look_by_code(
    db: &impl Database,
    purpose: &str,
    code_hash: [u8; 32],
    at: i64,
) -> Result<Option<OneTime>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM one_time WHERE purpose = ?1 AND code_hash = ?2 AND used_at IS NULL
         AND expires_at > ?3 ORDER BY created_at DESC LIMIT 1"
    );
    one(db, &sql, vec![purpose.into(), code_hash.into(), at.into()]).await
}

/// Gives a ticket that nobody took yet to an account, with what belongs to it from now on; its code is then spent.
pub async fn claim(
    db: &impl Database,
    purpose: &str,
    ticket: &OneTime,
    (account, data): (&str, &str),
    at: i64,
) -> Result<bool, Error> {
    let sql = "UPDATE one_time SET account = ?3, data = ?5, code_hash = NULL
               WHERE hash = ?1 AND purpose = ?2 AND used_at IS NULL AND expires_at > ?4 AND account IS NULL
               RETURNING hash";
    let parameters = vec![
        ticket.hash.clone().into(),
        purpose.into(),
        account.into(),
        at.into(),
        sealed(db, &ticket.hash, data)?.into(),
    ];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// Uses up a ticket that an account has claimed; [`None`] while nobody has.
pub async fn take_claimed(
    db: &impl Database,
    purpose: &str,
    hash: [u8; 32],
    at: i64,
) -> Result<Option<OneTime>, Error> {
    let sql = format!(
        "UPDATE one_time SET used_at = ?3 WHERE hash = ?1 AND purpose = ?2 AND used_at IS NULL
         AND expires_at > ?3 AND account IS NOT NULL RETURNING {COLUMNS}"
    );
    one(db, &sql, vec![hash.into(), purpose.into(), at.into()]).await
}

/// Uses up whatever an account has of a purpose.
pub async fn use_up(
    db: &impl Database,
    account: &str,
    purpose: &str,
    at: i64,
) -> Result<(), Error> {
    let sql =
        "UPDATE one_time SET used_at = ?3 WHERE account = ?1 AND purpose = ?2 AND used_at IS NULL";
    let parameters = vec![account.into(), purpose.into(), at.into()];
    db.execute(sql, parameters).await.map(drop)
}

/// Forgets what ended before a time; gives how many there were.
pub async fn forget(db: &impl Database, before: i64, limit: i64) -> Result<usize, Error> {
    let sql = "DELETE FROM one_time WHERE hash IN
               (SELECT hash FROM one_time WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2) RETURNING purpose";
    let rows = db.execute(sql, vec![before.into(), limit.into()]).await?;
    Ok(rows.len())
}

/// A ticket that nobody has used yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// What names it: its hash in hexadecimal digits, which opens nothing.
    pub id: String,
    /// What it holds.
    pub data: String,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it ends.
    pub expires_at: i64,
}

/// The tickets of a purpose that can still be used, the earliest first.
pub async fn pending(
    db: &impl Database,
    purpose: &str,
    now: i64,
    limit: usize,
) -> Result<Vec<Pending>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM one_time INDEXED BY one_time_by_end
         WHERE purpose = ?1 AND used_at IS NULL AND expires_at > ?2 ORDER BY expires_at LIMIT {limit}"
    );
    let rows = db.execute(&sql, vec![purpose.into(), now.into()]).await?;
    let found = rows.iter().map(|row| {
        let one = read(db, row)?;
        Ok(Pending {
            id: hex(row.blob(0)?),
            data: one.data,
            created_at: one.created_at,
            expires_at: one.expires_at,
        })
    });
    found.collect()
}

/// Uses a ticket up, that its holder may not. `false` where there is no such one.
pub async fn revoke(db: &impl Database, purpose: &str, id: &str, now: i64) -> Result<bool, Error> {
    let sql = "UPDATE one_time SET used_at = ?3
        WHERE hash = unhex(?1) AND purpose = ?2 AND used_at IS NULL AND expires_at > ?3 RETURNING purpose";
    let parameters = vec![id.into(), purpose.into(), now.into()];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

async fn one(
    db: &impl Database,
    sql: &str,
    parameters: Vec<crate::Value>,
) -> Result<Option<OneTime>, Error> {
    let rows = db.execute(sql, parameters).await?;
    rows.first().map(|row| read(db, row)).transpose()
}

fn read(db: &impl Database, row: &Row) -> Result<OneTime, Error> {
    let hash = row.blob(0)?;
    Ok(OneTime {
        hash: hash.to_vec(),
        account: row.optional_text(1)?.map(str::to_owned),
        data: db.vault().open_text(row.text(2)?, &data_place(hash))?,
        attempts: row.integer(3)?,
        created_at: row.integer(4)?,
        expires_at: row.integer(5)?,
        used_at: row.optional_integer(6)?,
    })
}

fn sealed(db: &impl Database, hash: &[u8], data: &str) -> Result<String, Error> {
    Ok(db.vault().seal_text(data, &data_place(hash))?)
}

/// Where a ticket's data is sealed for.
pub fn data_place(hash: &[u8]) -> String {
    place("one_time.data", &hex(hash))
}
