//! The examples of the standard (level 3, 16.1, "Test Vectors"), each a registration and an assertion: `w3c.tsv`,
//! taken from the editors' draft of July 2026. Attestation is not looked at here, so that its formats only show
//! that whatever comes with a key is read over.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use crate::webauthn::*;

#[test]
fn the_examples_of_the_standard_are_judged_as_they_should_be() {
    let lines = include_str!("w3c.tsv").lines().skip(1);
    let mut seen = 0;
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, expected, example @ ..] = cells.as_slice() else {
            panic!("{line}");
        };
        let example: Vec<Vec<u8>> = example.iter().map(|cell| bytes(cell)).collect();
        let answer = match judge(&example) {
            Ok(()) => "ok".to_owned(),
            Err(error) => format!("{error:?}"),
        };
        assert_eq!(answer, *expected, "{name}");
        seen += 1;
    }
    assert_eq!(seen, 15);
}

fn judge(example: &[Vec<u8>]) -> Result<(), Error> {
    let [
        challenge,
        id,
        client,
        object,
        challenge_2,
        data,
        client_2,
        signature,
    ] = example
    else {
        panic!("{} cells", example.len());
    };
    let there = RelyingParty {
        id: "example.org".to_owned(),
        origin: "https://example.org".to_owned(),
    };
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let created = json!({
        "id": text(id),
        "type": "public-key",
        "response": { "clientDataJSON": text(client), "attestationObject": text(object) },
    });
    let got = json!({
        "id": text(id),
        "type": "public-key",
        "response": {
            "clientDataJSON": text(client_2),
            "authenticatorData": text(data),
            "signature": text(signature),
        },
    });
    let created = serde_json::from_value(created).unwrap();
    let mut got: AssertionResponse = serde_json::from_value(got).unwrap();
    let verification = UserVerification::Preferred;
    let passkey = register(&there, challenge, verification, &created)?;
    let check = |challenge, got: &AssertionResponse| {
        assert(&there, challenge, verification, &passkey, b"anybody", got).map(|_| ())
    };
    check(challenge_2, &got)?;
    // The same with another challenge, and with a signature over other words.
    assert_eq!(check(challenge, &got), Err(Error::Challenge));
    let other = [
        &signature[..signature.len() - 1],
        &[signature[signature.len() - 1] ^ 1],
    ]
    .concat();
    got.response.signature = text(&other);
    assert_eq!(check(challenge_2, &got), Err(Error::Signature));
    Ok(())
}

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().as_chunks::<2>().0;
    let pairs = pairs.iter().map(|pair| std::str::from_utf8(pair).unwrap());
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).unwrap())
        .collect()
}
