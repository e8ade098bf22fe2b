//! What a state directory holds, and the secrets of the instances that are measured here.

use std::sync::{Arc, LazyLock};

use store::Vault;
use vault::Masters;

/// The database, by Spin's name of it.
pub(crate) const DATABASE_FILE: &str = "sqlite_db.db";

/// The key-value store, by Spin's name of it.
pub(crate) const KEY_VALUE_FILE: &str = "sqlite_key_value.db";

/// The service token; the instances listen on the loopback only and hold nobody's data.
pub(crate) const STAFF_TOKEN: &str = "bench-staff-token-of-no-secrecy";

/// The tick's token.
pub(crate) const TICK_TOKEN: &str = "bench-tick-token-of-no-secrecy";

/// The key of keyed hashes.
pub(crate) const SECRET_KEY: &str = "bench-secret-key-of-no-secrecy-at-all";

/// The keys of personal data, as the components make them from the secret key.
pub(crate) fn vault() -> Arc<Vault> {
    static VAULT: LazyLock<Arc<Vault>> = LazyLock::new(|| {
        let secret = SECRET_KEY.as_bytes();
        Arc::new(Vault::new(&Masters {
            data: secret,
            previous: &[],
            secret,
        }))
    });
    Arc::clone(&VAULT)
}
