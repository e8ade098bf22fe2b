//! The standard security handler (ISO 32000-1, 7.6.3; ISO 32000-2, 7.6.4): whether the
//! empty password opens a file. Then nobody is asked for one: only an owner's password is
//! set, which forbids printing or copying, as banks and signing services do.

use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use aes::{Aes128, Aes256};
use cbc::cipher::block_padding::NoPadding;
use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::object::{Dictionary, Object};

/// What a password is filled up with (algorithm 2), and so the empty one.
const PADDING: [u8; 32] = *b"\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\
    \x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A";

/// Rounds of the hash of revision 6 after which it ends whatever comes: a byte decides, and
/// it is at most 255 (algorithm 2.B).
const MAX_ROUNDS: usize = 64 + 256 + 32;

/// How streams are deciphered once the empty password has opened the file.
pub(super) struct Cipher {
    key: Vec<u8>,
    method: Method,
}

/// How a stream is enciphered (7.6.5).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Identity,
    Rc4,
    Aes128,
    Aes256,
}

impl Cipher {
    /// Tries the empty user password. [`None`] when it does not open the file, or when that
    /// cannot be told: certificates, handlers and revisions that are not known.
    pub(super) fn open(dictionary: &Dictionary, id: &[u8]) -> Option<Self> {
        if dictionary.name(b"Filter") != Some(b"Standard") {
            return None;
        }
        let revision = dictionary.integer(b"R")?;
        let version = dictionary.integer(b"V").unwrap_or(0);
        let method = match version {
            1 | 2 => Method::Rc4,
            4 | 5 => stream_method(dictionary)?,
            _ => return None,
        };
        let key = match revision {
            2..=4 => key_of_md5(dictionary, id, version, revision),
            5 | 6 => key_of_sha2(dictionary, revision),
            _ => None,
        };
        match key {
            Some(mut key) => {
                // A shorter key of version 4 is filled up with zeros, as Acrobat does it.
                if version == 4 {
                    key.resize(16, 0);
                }
                Some(Self { key, method })
            }
            // The password is asked for when somebody opens a file that is attached.
            None if method == Method::Identity && is_for_attachments(dictionary) => Some(Self {
                key: Vec::new(),
                method,
            }),
            None => None,
        }
    }

    /// A stream's data in clear.
    pub(super) fn decrypt(&self, number: u32, generation: u16, data: &[u8]) -> Option<Vec<u8>> {
        match self.method {
            Method::Identity => Some(data.to_vec()),
            Method::Rc4 => rc4(&self.object_key(number, generation, b""), data),
            Method::Aes128 => {
                let key = self.object_key(number, generation, b"sAlT");
                aes_decrypted::<cbc::Decryptor<Aes128>>(&key, data)
            }
            Method::Aes256 => aes_decrypted::<cbc::Decryptor<Aes256>>(&self.key, data),
        }
    }

    /// Algorithm 1: a key for each object.
    fn object_key(&self, number: u32, generation: u16, salt: &[u8]) -> Vec<u8> {
        let mut hash = Md5::new();
        hash.update(&self.key);
        hash.update(number.to_le_bytes().get(..3).unwrap_or_default());
        hash.update(generation.to_le_bytes());
        hash.update(salt);
        let mut key = hash.finalize().to_vec();
        key.truncate(self.key.len() + 5);
        key
    }
}

/// The method of the filter that streams go through.
fn stream_method(dictionary: &Dictionary) -> Option<Method> {
    let filter = dictionary.name(b"StmF").unwrap_or(b"Identity");
    if filter == b"Identity" {
        return Some(Method::Identity);
    }
    let filter = dictionary.dictionary(b"CF")?.dictionary(filter)?;
    match filter.name(b"CFM").unwrap_or(b"None") {
        b"None" => Some(Method::Identity),
        b"V2" => Some(Method::Rc4),
        b"AESV2" => Some(Method::Aes128),
        b"AESV3" => Some(Method::Aes256),
        _ => None,
    }
}

/// Whether only attached files are enciphered, and nothing asks for the password before
/// (table 25, `AuthEvent`).
fn is_for_attachments(dictionary: &Dictionary) -> bool {
    let is_plain = |key| matches!(dictionary.name(key), None | Some(b"Identity"));
    let event = |filter: &Dictionary| filter.name(b"AuthEvent").map(<[u8]>::to_vec);
    let filters = dictionary.dictionary(b"CF").map(Dictionary::dictionaries);
    let mut filters = filters.into_iter().flatten();
    is_plain(b"StmF")
        && is_plain(b"StrF")
        && filters.all(|filter| event(filter).as_deref() == Some(b"EFOpen"))
}

/// Algorithms 2, 4 and 5: the key of the empty password, if it is the user's.
fn key_of_md5(dictionary: &Dictionary, id: &[u8], version: i64, revision: i64) -> Option<Vec<u8>> {
    // Version 4 tells its length, which is 128 bits, in two places or in none, and not all
    // writers keep to it; the filter's may be in bytes.
    let told = dictionary.integer(b"Length");
    let of_filter = || {
        let filter = dictionary.name(b"StmF")?;
        let length = dictionary
            .dictionary(b"CF")?
            .dictionary(filter)?
            .integer(b"Length")?;
        Some(if length < 40 {
            length.saturating_mul(8)
        } else {
            length
        })
    };
    let bits = match version {
        1 => vec![40],
        2 => vec![told.unwrap_or(40)],
        _ => vec![128, told.unwrap_or(128), of_filter().unwrap_or(128)],
    };
    bits.into_iter()
        .filter(|bits| (40..=128).contains(bits))
        .find_map(|bits| {
            let length = usize::try_from(bits / 8).ok()?;
            key_of_length(dictionary, id, revision, length)
        })
}

fn key_of_length(
    dictionary: &Dictionary,
    id: &[u8],
    revision: i64,
    length: usize,
) -> Option<Vec<u8>> {
    let owner = dictionary.string(b"O")?.get(..32)?;
    let user = dictionary.string(b"U")?;
    // Some write the 32 bits of the permissions without a sign.
    let rights = dictionary.integer(b"P")? & 0xFFFF_FFFF;
    let rights = u32::try_from(rights).ok()?.to_le_bytes();
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(owner);
    hash.update(rights);
    hash.update(id);
    if 4 <= revision && is_false(dictionary, b"EncryptMetadata") {
        hash.update([0xFF; 4]);
    }
    let mut key = hash.finalize().to_vec();
    key.truncate(length);
    if revision == 2 {
        let fits = rc4(&key, &PADDING)? == user.get(..32)?;
        return fits.then_some(key);
    }
    for _ in 0..50 {
        key = Md5::digest(&key).to_vec();
        key.truncate(length);
    }
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(id);
    let mut check = hash.finalize().to_vec();
    for round in 0..20_u8 {
        let turned: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
        check = rc4(&turned, &check)?;
    }
    (check == user.get(..16)?).then_some(key)
}

fn is_false(dictionary: &Dictionary, key: &[u8]) -> bool {
    matches!(dictionary.get(key), Some(Object::False))
}

/// Algorithms 2.A and 2.B: a hash with a salt, and the file's key under another.
fn key_of_sha2(dictionary: &Dictionary, revision: i64) -> Option<Vec<u8>> {
    let user = dictionary.string(b"U")?;
    let (hash, salts) = user.get(..48)?.split_at_checked(32)?;
    let (validation, key) = salts.split_at_checked(8)?;
    let hashed = |salt: &[u8]| {
        if revision == 5 {
            Some(Sha256::digest(salt).to_vec())
        } else {
            hash_of_revision_6(salt)
        }
    };
    if hashed(validation)? != hash {
        return None;
    }
    let mut enciphered = dictionary.string(b"UE")?.get(..32)?.to_vec();
    let cipher = cbc::Decryptor::<Aes256>::new_from_slices(&hashed(key)?, &[0; 16]).ok()?;
    let plain = cipher.decrypt_padded::<NoPadding>(&mut enciphered).ok()?;
    Some(plain.to_vec())
}

/// Algorithm 2.B for the empty user password.
fn hash_of_revision_6(salt: &[u8]) -> Option<Vec<u8>> {
    let mut key = Sha256::digest(salt).to_vec();
    for round in 1..=MAX_ROUNDS {
        let mut block = key.repeat(64);
        let (cipher_key, rest) = key.split_at_checked(16)?;
        let cipher = cbc::Encryptor::<Aes128>::new_from_slices(cipher_key, rest.get(..16)?).ok()?;
        let length = block.len();
        let block = cipher
            .encrypt_padded::<NoPadding>(&mut block, length)
            .ok()?;
        // The first sixteen bytes as a number, of which three is a divisor of 256 less one.
        let sum: u32 = block.get(..16)?.iter().map(|byte| u32::from(*byte)).sum();
        key = match sum % 3 {
            0 => Sha256::digest(block).to_vec(),
            1 => Sha384::digest(block).to_vec(),
            _ => Sha512::digest(block).to_vec(),
        };
        let last = usize::from(*block.last()?);
        if 64 <= round && last + 32 <= round {
            key.truncate(32);
            return Some(key);
        }
    }
    None
}

fn rc4(key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let mut data = data.to_vec();
    let mut cipher = Rc4::new_from_slice(key).ok()?;
    cipher.try_apply_keystream(&mut data).ok()?;
    Some(data)
}

/// AES in CBC mode: the first block is the initialisation vector, the last one is filled up;
/// how, does not matter to whoever unpacks.
fn aes_decrypted<C: KeyIvInit + BlockModeDecrypt>(key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let (vector, rest) = data.split_at_checked(16)?;
    let mut rest = rest.get(..rest.len() / 16 * 16)?.to_vec();
    let cipher = C::new_from_slices(key, vector).ok()?;
    Some(cipher.decrypt_padded::<NoPadding>(&mut rest).ok()?.to_vec())
}

#[cfg(test)]
pub(super) mod tests {
    use md5::Digest as _;

    use super::{Md5, PADDING, hash_of_revision_6, rc4};

    /// `/U` in hexadecimal for the empty password, `/O` of 0 to 31, `/P` -4 and the
    /// identifier 00112233, and what enciphers the object stream 4 of such a file.
    pub(in crate::pdf) fn locked_with_40_bits() -> (String, impl Fn(&[u8]) -> Vec<u8>) {
        let owner: Vec<u8> = (0..32).collect();
        let told = [
            &PADDING[..],
            &owner,
            &(-4_i32).to_le_bytes(),
            &[0, 0x11, 0x22, 0x33],
        ]
        .concat();
        let key = Md5::digest(told)[..5].to_vec();
        let user = rc4(&key, &PADDING).unwrap();
        let user = user.iter().map(|byte| format!("{byte:02x}")).collect();
        let object = [&key[..], &[4, 0, 0], &[0, 0]].concat();
        let object_key = Md5::digest(object)[..10].to_vec();
        (user, move |data| rc4(&object_key, data).unwrap())
    }

    #[test]
    fn the_hash_of_revision_6_ends_for_any_salt() {
        for salt in 0..=255_u8 {
            assert_eq!(hash_of_revision_6(&[salt; 8]).unwrap().len(), 32);
        }
    }
}
