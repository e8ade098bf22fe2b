//! The algorithms that authorities sign certificates and lists with, as `rustls-webpki` asks for them: two
//! identifiers that have to be there byte for byte, and a check.

use rsa::RsaPublicKey;
use rsa::pkcs1::DecodeRsaPublicKey;
use rustls_pki_types::{
    AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm, alg_id,
};

use super::{Form, Hash, PublicKey, Scheme, Unsupported};

/// A kind of key with a scheme.
#[derive(Debug)]
struct Algorithm {
    key: AlgorithmIdentifier,
    read: fn(&[u8]) -> Result<PublicKey, Unsupported>,
    signature: AlgorithmIdentifier,
    scheme: Scheme,
}

/// All that are taken; what each is, `docs/sign-in.md` promises.
pub(crate) static ALGORITHMS: &[&dyn SignatureVerificationAlgorithm] = &[
    &rsa(alg_id::RSA_PKCS1_SHA256, Scheme::RsaPkcs1(Hash::Sha256)),
    &rsa(alg_id::RSA_PKCS1_SHA384, Scheme::RsaPkcs1(Hash::Sha384)),
    &rsa(alg_id::RSA_PKCS1_SHA512, Scheme::RsaPkcs1(Hash::Sha512)),
    // RFC 4055, 5: the parameters may be absent as well as NULL.
    &rsa(
        bare(b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B"),
        Scheme::RsaPkcs1(Hash::Sha256),
    ),
    &rsa(
        bare(b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0C"),
        Scheme::RsaPkcs1(Hash::Sha384),
    ),
    &rsa(
        bare(b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0D"),
        Scheme::RsaPkcs1(Hash::Sha512),
    ),
    &rsa(alg_id::RSA_PSS_SHA256, Scheme::RsaPss(Hash::Sha256)),
    &rsa(alg_id::RSA_PSS_SHA384, Scheme::RsaPss(Hash::Sha384)),
    &rsa(alg_id::RSA_PSS_SHA512, Scheme::RsaPss(Hash::Sha512)),
    &p256(alg_id::ECDSA_SHA256, Hash::Sha256),
    &p256(alg_id::ECDSA_SHA384, Hash::Sha384),
    &p256(alg_id::ECDSA_SHA512, Hash::Sha512),
    &p384(alg_id::ECDSA_SHA256, Hash::Sha256),
    &p384(alg_id::ECDSA_SHA384, Hash::Sha384),
    &p384(alg_id::ECDSA_SHA512, Hash::Sha512),
    &Algorithm {
        key: alg_id::ED25519,
        read: PublicKey::ed25519,
        signature: alg_id::ED25519,
        scheme: Scheme::Ed25519,
    },
];

const fn bare(identifier: &'static [u8]) -> AlgorithmIdentifier {
    AlgorithmIdentifier::from_slice(identifier)
}

const fn rsa(signature: AlgorithmIdentifier, scheme: Scheme) -> Algorithm {
    Algorithm {
        key: alg_id::RSA_ENCRYPTION,
        read: |bytes| {
            let key = RsaPublicKey::from_pkcs1_der(bytes);
            key.map_err(|_| Unsupported)?.try_into()
        },
        signature,
        scheme,
    }
}

const fn p256(signature: AlgorithmIdentifier, hash: Hash) -> Algorithm {
    Algorithm {
        key: alg_id::ECDSA_P256,
        read: PublicKey::p256,
        signature,
        scheme: Scheme::Ecdsa(hash, Form::Der),
    }
}

const fn p384(signature: AlgorithmIdentifier, hash: Hash) -> Algorithm {
    Algorithm {
        key: alg_id::ECDSA_P384,
        read: PublicKey::p384,
        signature,
        scheme: Scheme::Ecdsa(hash, Form::Der),
    }
}

impl SignatureVerificationAlgorithm for Algorithm {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        let key = (self.read)(public_key).map_err(|_| InvalidSignature)?;
        key.verify(self.scheme, message, signature)
            .map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.key
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.signature
    }
}

#[cfg(test)]
mod tests {
    use der::Decode;
    use x509_cert::spki::AlgorithmIdentifierOwned;

    use super::*;

    /// An identifier as it stands in a certificate: within its SEQUENCE.
    fn read(identifier: AlgorithmIdentifier) -> AlgorithmIdentifierOwned {
        let length = u8::try_from(identifier.len()).unwrap();
        let der = [&[0x30, length], identifier.as_ref()].concat();
        AlgorithmIdentifierOwned::from_der(&der).unwrap()
    }

    #[test]
    fn both_readers_of_identifiers_agree() {
        let all = [Hash::Sha256, Hash::Sha384, Hash::Sha512];
        for one in ALGORITHMS {
            let shown = format!("{one:?}");
            let mut schemes = all
                .map(|hash| Scheme::from_x509(&read(one.signature_alg_id()), hash))
                .into_iter()
                .flatten();
            let scheme = schemes.next().unwrap();
            assert!(shown.contains(&format!("scheme: {scheme:?}")), "{shown}");
            assert!(schemes.all(|other| other == scheme), "{shown}");
        }
    }

    #[test]
    fn no_pair_stands_twice() {
        let pairs = ALGORITHMS
            .iter()
            .map(|one| (one.public_key_alg_id(), one.signature_alg_id()));
        let pairs: Vec<_> = pairs
            .map(|(key, signature)| (key.to_vec(), signature.to_vec()))
            .collect();
        for (at, pair) in pairs.iter().enumerate() {
            assert!(!pairs[..at].contains(pair), "{pair:?}");
        }
    }
}
