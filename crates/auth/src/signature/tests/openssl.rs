//! Files that OpenSSL made (`vectors/make.sh`).

use super::*;

fn check(file: &[u8], statement: &str) -> Result<Signer, Error> {
    let roots = Roots::parse(include_str!("vectors/root.pem")).unwrap();
    verify_cms(&roots, statement, file, now())
}

const P256: &[u8] = include_bytes!("vectors/p256.p7s");

#[test]
fn every_algorithm_and_form_that_is_promised_is_taken() {
    let files: &[(&str, &[u8])] = &[
        ("RSA with SHA-256", include_bytes!("vectors/rsa.p7s")),
        ("RSA with SHA-512", include_bytes!("vectors/rsa-sha512.p7s")),
        ("RSA-PSS", include_bytes!("vectors/pss.p7s")),
        ("P-256", P256),
        (
            "P-384, named by its key's id",
            include_bytes!("vectors/p384.p7s"),
        ),
        (
            "with what was signed in it",
            include_bytes!("vectors/attached.p7s"),
        ),
        ("BER, as a stream", include_bytes!("vectors/streamed.p7s")),
        ("without attributes", include_bytes!("vectors/plain.p7s")),
        ("PEM", include_bytes!("vectors/pem.p7s")),
    ];
    for (what, file) in files {
        let signer = check(file, STATEMENT).map_err(|error| format!("{what}: {error}"));
        let signer = signer.unwrap();
        assert_eq!(signer.snils.unwrap().as_str(), SNILS, "{what}");
        assert_eq!(signer.inn.unwrap().as_str(), INN, "{what}");
        assert_eq!(signer.last_name.unwrap().as_str(), "Иванова", "{what}");
        assert_eq!(signer.first_name.unwrap().as_str(), "Анна", "{what}");
        assert_eq!(signer.middle_name.unwrap().as_str(), "Петровна", "{what}");
        let other = check(
            file,
            "Otklik sign-in at https://evil.example, challenge AAAA",
        );
        let expected = if what.contains("without") {
            Error::Signature
        } else {
            Error::Statement
        };
        assert_eq!(other.map(|_| ()), Err(expected), "{what}");
    }
}

#[test]
fn base64_is_read_as_well() {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(P256);
    let folded: Vec<&str> = text
        .as_bytes()
        .chunks(76)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    assert!(check(text.as_bytes(), STATEMENT).is_ok());
    assert!(check(folded.join("\r\n").as_bytes(), STATEMENT).is_ok());
}

#[test]
fn old_hashes_and_short_keys_are_told_to_be_unsupported() {
    for file in [
        include_bytes!("vectors/sha1.p7s").as_slice(),
        include_bytes!("vectors/weak.p7s"),
    ] {
        assert_eq!(check(file, STATEMENT).map(|_| ()), Err(Error::Algorithm));
    }
}

#[test]
fn what_openssl_took_back_is_refused() {
    let roots = Roots::parse(include_str!("vectors/lists.pem")).unwrap();
    let check = |file: &[u8]| verify_cms(&roots, STATEMENT, file, now()).map(|_| ());
    let (listed, revoked) = (
        include_bytes!("vectors/listed.p7s"),
        include_bytes!("vectors/revoked.p7s"),
    );
    assert_eq!(check(listed), Ok(()));
    assert_eq!(check(revoked), Err(Error::Revoked));
}

#[test]
fn time_is_looked_at() {
    let roots = Roots::parse(include_str!("vectors/root.pem")).unwrap();
    for time in ["2026-01-01T00:00:00Z", "2127-01-01T00:00:00Z"] {
        let refused = verify_cms(&roots, STATEMENT, P256, time.parse().unwrap());
        assert_eq!(refused.map(|_| ()), Err(Error::Validity));
    }
}

#[test]
fn no_change_of_a_byte_is_overlooked_or_panics() {
    let whole = check(P256, STATEMENT).unwrap().fingerprint;
    for at in 0..P256.len() {
        let mut file = P256.to_vec();
        file[at] ^= 0x41;
        // Some bytes mean nothing: the order of sets, the unused list of hashes, the authority's own
        // certificate. Whoever is found must be the same.
        if let Ok(signer) = check(&file, STATEMENT) {
            assert_eq!(signer.fingerprint, whole, "byte {at}");
        }
        let _ = check(&P256[..at], STATEMENT);
    }
}
