//! From an operator's secrets to keys.

use crate::{Masters, Vault};

/// The secrets of an instance, as they are set.
#[derive(Clone, Copy)]
pub struct Secrets<'a> {
    /// The secret that stays for life.
    pub secret: &'a [u8],
    /// The data key; without one, it is made from the secret.
    pub data: Option<&'a [u8]>,
    /// The data key before it.
    pub data_previous: Option<&'a [u8]>,
    /// What served as the secret while none was set.
    pub kept: Option<&'a [u8]>,
}

impl Secrets<'_> {
    /// The keys. What was sealed without a data key stays open when one is set, and what was sealed
    /// without a secret when that is.
    pub fn vault(&self) -> Vault {
        let current = self.data.unwrap_or(self.secret);
        let mut previous: Vec<&[u8]> = Vec::new();
        let earlier = [self.data_previous, Some(self.secret), self.kept];
        for key in earlier.into_iter().flatten() {
            if key != current && !previous.contains(&key) {
                previous.push(key);
            }
        }
        Vault::new(&Masters {
            data: current,
            previous: &previous,
            secret: self.secret,
        })
    }
}
