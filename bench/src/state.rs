//! What a state directory holds, and the secrets of the instances that are measured here.

/// The database, by Spin's name of it.
pub(crate) const DATABASE_FILE: &str = "sqlite_db.db";

/// The key-value store, by Spin's name of it.
pub(crate) const KEY_VALUE_FILE: &str = "sqlite_key_value.db";

/// The service token; the instances listen on the loopback only and hold nobody's data.
pub(crate) const STAFF_TOKEN: &str = "bench-staff-token-of-no-secrecy";

/// The key of keyed hashes.
pub(crate) const SECRET_KEY: &str = "bench-secret-key-of-no-secrecy-at-all";
