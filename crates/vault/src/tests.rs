use super::*;

const PLACE: &str = "event.private\n0197a1\n1";

fn vault(data: &str, previous: &[&str]) -> Vault {
    let previous: Vec<&[u8]> = previous.iter().map(|key| key.as_bytes()).collect();
    Vault::new(&Masters {
        data: data.as_bytes(),
        previous: &previous,
        secret: b"the secret that stays",
    })
}

#[test]
fn what_is_sealed_opens_again_and_is_never_sealed_alike() {
    let vault = vault("one", &[]);
    for plain in ["", "я", "Иванова Анна", &"большой текст ".repeat(10_000)]
    {
        let sealed = vault.seal(plain.as_bytes(), PLACE).unwrap();
        assert_eq!(vault.open(&sealed, PLACE).as_deref(), Ok(plain.as_bytes()));
        assert_ne!(vault.seal(plain.as_bytes(), PLACE).unwrap(), sealed);
        assert_eq!(sealed.len(), plain.len() + 45, "head, nonce and tag");
        let text = vault.seal_text(plain, PLACE).unwrap();
        assert_eq!(vault.open_text(&text, PLACE).as_deref(), Ok(plain));
        assert!(
            text.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        );
    }
}

#[test]
fn a_value_opens_at_its_own_place_only() {
    let vault = vault("one", &[]);
    let sealed = vault.seal(b"secret", PLACE).unwrap();
    for place in ["", "event.private\n0197a1\n2", "rating.private\n0197a1\n1"] {
        assert_eq!(
            vault.open(&sealed, place),
            Err(VaultError::Broken),
            "{place:?}"
        );
    }
}

#[test]
fn every_changed_byte_and_every_lost_one_is_found() {
    let vault = vault("one", &[]);
    let sealed = vault.seal(b"secret", PLACE).unwrap();
    for at in 0..sealed.len() {
        for bit in [1, 128] {
            let mut changed = sealed.clone();
            changed[at] ^= bit;
            assert!(vault.open(&changed, PLACE).is_err(), "byte {at}");
        }
        assert!(vault.open(&sealed[..at], PLACE).is_err(), "cut at {at}");
    }
    assert_eq!(vault.open(b"", PLACE), Err(VaultError::Shape));
    assert_eq!(
        vault.open(b"{\"title\":\"x\"}", PLACE),
        Err(VaultError::Shape)
    );
    assert_eq!(vault.open_text("не base64", PLACE), Err(VaultError::Shape));
}

#[test]
fn another_key_opens_nothing_and_an_earlier_one_does() {
    let (old, new) = (vault("one", &[]), vault("two", &["zero", "one"]));
    let sealed = old.seal(b"secret", PLACE).unwrap();
    assert_eq!(
        vault("two", &[]).open(&sealed, PLACE),
        Err(VaultError::UnknownKey)
    );
    assert_eq!(new.open(&sealed, PLACE).as_deref(), Ok(&b"secret"[..]));
    assert!(old.is_current(&sealed) && !new.is_current(&sealed));
    let again = new.seal(b"secret", PLACE).unwrap();
    assert!(new.is_current(&again));
    assert_eq!(key_of(&again), Some(new.key_id()));
    assert_eq!(old.open(&again, PLACE), Err(VaultError::UnknownKey));
    let text = old.seal_text("secret", PLACE).unwrap();
    assert!(old.is_current_text(&text) && !new.is_current_text(&text));
    assert!(!new.is_current_text("{}"));
    assert!(text.starts_with(&old.text_prefix()) && !text.starts_with(&new.text_prefix()));
}

#[test]
fn a_value_is_found_by_its_hash_whatever_the_data_key_is() {
    let (old, new) = (vault("one", &[]), vault("two", &["one"]));
    let phone = old.index("phone", "+79990000001");
    assert_eq!(new.index("phone", "+79990000001"), phone);
    assert_eq!(new.indexes("phone", "+79990000001"), [phone]);
    for (purpose, value) in [
        ("phone", "+79990000002"),
        ("snils", "+79990000001"),
        ("phon", "e+79990000001"),
    ] {
        assert_ne!(old.index(purpose, value), phone);
    }
    assert_ne!(new.mac("phone", &[b"+79990000001"]), phone);
}

#[test]
fn a_term_is_found_under_the_current_key_and_under_earlier_ones() {
    let (old, new) = (vault("one", &[]), vault("two", &["one"]));
    assert_eq!(new.terms("дорог"), [new.term("дорог"), old.term("дорог")]);
    assert_ne!(new.term("дорог"), old.term("дорог"));
    assert_eq!(new.term("дорог").len(), TERM_DIGITS);
    assert_ne!(new.term("дорог"), new.term("дорого"));
}

#[test]
fn a_chain_s_hash_outlives_the_data_keys() {
    let (old, new) = (vault("one", &[]), vault("two", &["one"]));
    assert_eq!(
        old.mac("access", &[b"a", b"b"]),
        new.mac("access", &[b"a", b"b"])
    );
    assert_ne!(
        old.mac("access", &[b"ab"]),
        old.mac("access", &[b"a", b"b"])
    );
    assert_ne!(old.mac("access", &[b"a"]), old.mac("other", &[b"a"]));
}

#[test]
fn what_was_sealed_before_a_secret_was_set_opens_after() {
    let secrets = |secret, data, data_previous, kept| {
        let bytes = |text: Option<&'static str>| text.map(str::as_bytes);
        Secrets {
            secret: str::as_bytes(secret),
            data: bytes(data),
            data_previous: bytes(data_previous),
            kept: bytes(kept),
        }
        .vault()
    };
    let stages = [
        secrets("kept", None, None, Some("kept")),
        secrets("secret", None, None, Some("kept")),
        secrets("secret", Some("data"), None, Some("kept")),
        secrets("secret", Some("data 2"), Some("data"), Some("kept")),
    ];
    for (at, stage) in stages.iter().enumerate() {
        let sealed = stage.seal(b"x", PLACE).unwrap();
        for later in &stages[at..] {
            assert!(later.open(&sealed, PLACE).is_ok(), "{at}");
        }
        for earlier in &stages[..at] {
            assert!(earlier.open(&sealed, PLACE).is_err(), "{at}");
        }
    }
}

#[test]
fn keys_are_not_printed() {
    assert_eq!(format!("{:?}", vault("one", &[])), "Vault(…)");
}
