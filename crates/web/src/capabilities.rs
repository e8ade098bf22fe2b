//! What an instance opens once and keeps: its database, its key-value store, its variables.
//!
//! Nothing of a request may be kept here: an instance serves many requests, sixteen at a time.

use auth::password::Hasher;
use spin_sdk::variables;
use store::{Sealed, Spin, SpinBlobs, SpinConnection};

use crate::kept::Kept;
use crate::keys::{Keys, Purpose};
use crate::{Context, Problem, secrets};

/// The label of the database and of the key-value store, as spin.toml grants it.
const LABEL: &str = "default";

/// The instance's database, at the newest schema, with the keys to what is sealed in it.
pub async fn database() -> Result<&'static Spin, Problem> {
    static DATABASE: Kept<Spin> = Kept::new();
    DATABASE
        .get_or_make(|| async {
            let connection = SpinConnection::open(LABEL).await?;
            for pragma in store::migrations::prepare_connection(&connection).await? {
                eprintln!("WARN code=pragma_refused pragma={pragma:?} hint=\"the database's host decides on it\"");
            }
            store::migrations::migrate(&connection, spin_sdk::time::sleep).await?;
            let vault = secrets::vault(&connection).await?;
            Ok(connection.with(vault))
        })
        .await
        .map_err(|problem: Problem| Problem::unavailable(problem.cause.unwrap_or_default()))
}

/// A second connection to the database, for what may be lost: rate limits and used proofs. In WAL mode
/// `synchronous = NORMAL` never damages the file, and a commit does not wait for the disk.
pub async fn scratch() -> Result<&'static SpinConnection, Problem> {
    static SCRATCH: Kept<SpinConnection> = Kept::new();
    SCRATCH
        .get_or_make(|| async {
            database().await?;
            let connection = SpinConnection::open(LABEL).await?;
            store::migrations::prepare_connection(&connection).await?;
            store::migrations::set_pragma(&connection, "PRAGMA synchronous = NORMAL").await?;
            Ok(connection)
        })
        .await
}

/// The instance's key-value store, which holds the attachments' bytes, sealed.
pub async fn blobs() -> Result<&'static Sealed<SpinBlobs>, Problem> {
    static BLOBS: Kept<Sealed<SpinBlobs>> = Kept::new();
    let vault = database().await?.keys();
    BLOBS
        .get_or_make(|| async { Ok(Sealed::new(SpinBlobs::open(LABEL).await?, vault)) })
        .await
        .map_err(|error: store::Error| Problem::unavailable(error))
}

/// The key of keyed hashes: the variable `secret_key`, or else one made at the first start and kept in
/// the database.
pub async fn keys() -> Result<&'static Keys, Problem> {
    static KEYS: Kept<Keys> = Kept::new();
    KEYS.get_or_make(|| async { Ok(Keys::new(&secrets::secret(database().await?).await?)) })
        .await
}

/// What hashes and compares passwords, with a pepper from the secret key: the hashes alone are of no use.
pub async fn hasher() -> Result<&'static Hasher, Problem> {
    static HASHER: Kept<Hasher> = Kept::new();
    HASHER
        .get_or_make(|| async {
            let pepper = keys().await?.hash(Purpose::Pepper, &[]);
            Hasher::new(&pepper).map_err(Problem::internal)
        })
        .await
}

/// A variable of the component; empty while it is not set. Outside of a component, in the bench's twin, none is.
pub async fn variable(name: &str) -> Result<String, Problem> {
    if cfg!(not(target_arch = "wasm32")) {
        return Ok(String::new());
    }
    variables::get(name)
        .await
        .map_err(|error| Problem::internal(format!("variable {name}: {error}")))
}

/// Whether this installation is a demonstration (the variable `demo`): its data is made up, messages with their codes
/// are written to the log, and `/demo` lets anybody in. Every page says so.
pub async fn is_demonstration() -> Result<bool, Problem> {
    static DEMONSTRATION: Kept<String> = Kept::new();
    Ok(DEMONSTRATION.get_or_make(|| variable("demo")).await? == "true")
}

/// Whether this answer's cookies are to be marked Secure: the variable `secure_cookies` says it, or by
/// `auto` the host that the caller wrote does, as browsers keep no Secure cookie of `http://localhost`. A
/// forged host only hurts whoever forged it.
pub async fn secure_cookies(context: &Context) -> Result<bool, Problem> {
    static SECURE: Kept<String> = Kept::new();
    let chosen = SECURE.get_or_make(|| variable("secure_cookies")).await?;
    Ok(match chosen.as_str() {
        "true" => true,
        "false" => false,
        _ => !is_loopback(&context.host),
    })
}

/// Whether a host with or without a port names the machine itself.
pub fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let is_address = name
        .parse::<std::net::IpAddr>()
        .is_ok_and(|address| address.is_loopback());
    is_address || name == "localhost" || name.ends_with(".localhost")
}
