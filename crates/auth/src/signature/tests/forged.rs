//! An authority of our own, and what must not be taken from it or from others.

use std::sync::LazyLock;

use der::Tag;
use der::asn1::{ObjectIdentifier, OctetString};
use proptest::prelude::*;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::KeyUsages;

use super::*;

static ROOT: LazyLock<Party> = LazyLock::new(|| Plan::authority("Root", None).issued_by(None));
static MIDDLE: LazyLock<Party> =
    LazyLock::new(|| Plan::authority("Middle", Some(0)).issued_by(Some(&ROOT)));

fn roots() -> Roots {
    Roots::parse(&ROOT.pem()).unwrap()
}

/// Both ways to sign give the same answer, which is returned.
fn check(party: &Party, beside: &[&Party]) -> Result<Signer, Error> {
    let by_cms = verify_cms(&roots(), STATEMENT, &party.cms(STATEMENT, beside), now());
    let by_jws = verify_jws(&roots(), STATEMENT, &party.jws(STATEMENT, beside), now());
    let same = (by_cms.as_ref().err(), by_jws.as_ref().err());
    assert_eq!(same.0, same.1);
    by_cms
}

fn refuse(party: &Party, beside: &[&Party]) -> Error {
    check(party, beside).map(|_| ()).unwrap_err()
}

#[test]
fn a_person_of_a_known_authority_is_known() {
    let direct = Plan::person().issued_by(Some(&ROOT));
    let signer = check(&direct, &[]).unwrap();
    assert_eq!(signer.subject(), format!("snils:{SNILS}"));
    let below = Plan::person().issued_by(Some(&MIDDLE));
    assert!(check(&below, &[&MIDDLE]).is_ok());
    // The root may come along; it proves nothing.
    assert!(check(&below, &[&ROOT, &MIDDLE]).is_ok());
    let attached = below.cms_as(STATEMENT, &[&MIDDLE], true);
    assert!(verify_cms(&roots(), STATEMENT, &attached, now()).is_ok());
    let with_line_end = below.cms(&format!("{STATEMENT}\r\n"), &[&MIDDLE]);
    assert!(verify_cms(&roots(), STATEMENT, &with_line_end, now()).is_ok());
}

#[test]
fn what_was_signed_elsewhere_is_of_no_use_here() {
    let person = Plan::person().issued_by(Some(&ROOT));
    for other in [
        "",
        "Otklik sign-in at https://otklik.example, challenge AAAB",
        "Otklik sign-in at https://otklik.example, challenge AAAA ",
        "Otklik sign-in at https://otklik.example, challenge AAAA\n\n",
    ] {
        let statement = Err(Error::Statement);
        for attached in [false, true] {
            let file = person.cms_as(other, &[], attached);
            let answer = verify_cms(&roots(), STATEMENT, &file, now());
            assert_eq!(answer.map(|_| ()), statement, "{other:?}");
        }
        let answer = verify_jws(&roots(), STATEMENT, &person.jws(other, &[]), now());
        assert_eq!(answer.map(|_| ()), statement, "{other:?}");
    }
}

#[test]
fn without_a_chain_to_a_configured_root_nobody_is_known() {
    let stranger = Plan::authority("Root", None).issued_by(None);
    let by_stranger = Plan::person().issued_by(Some(&stranger));
    assert_eq!(refuse(&by_stranger, &[]), Error::Untrusted);
    assert_eq!(refuse(&by_stranger, &[&stranger]), Error::Untrusted);
    let by_itself = Plan::person().issued_by(None);
    assert_eq!(refuse(&by_itself, &[]), Error::Untrusted);
    let below = Plan::person().issued_by(Some(&MIDDLE));
    assert_eq!(refuse(&below, &[]), Error::Untrusted);
    let file = below.cms(STATEMENT, &[&MIDDLE]);
    let nobody = verify_cms(&Roots::default(), STATEMENT, &file, now());
    assert_eq!(nobody.map(|_| ()), Err(Error::Untrusted));
}

#[test]
fn somebody_who_is_no_authority_cannot_make_others() {
    let person = Plan::person().issued_by(Some(&ROOT));
    let made = Plan::person().issued_by(Some(&person));
    assert_eq!(refuse(&made, &[&person]), Error::Untrusted);
    let mut plan = Plan::authority("No signing of certificates", None);
    plan.usage = Some(KeyUsages::DigitalSignature.into());
    let wrong = plan.issued_by(Some(&ROOT));
    let made = Plan::person().issued_by(Some(&wrong));
    assert_eq!(refuse(&made, &[&wrong]), Error::Untrusted);
}

#[test]
fn a_chain_is_no_longer_than_its_authorities_allow() {
    // Middle may have no authority below it.
    let lower = Plan::authority("Lower", None).issued_by(Some(&MIDDLE));
    let person = Plan::person().issued_by(Some(&lower));
    assert_eq!(refuse(&person, &[&lower, &MIDDLE]), Error::Untrusted);
    // Nor may a root have more than it says of itself.
    let root = Plan::authority("Root", Some(0)).issued_by(None);
    let middle = Plan::authority("Middle", None).issued_by(Some(&root));
    let roots = Roots::parse(&root.pem()).unwrap();
    let verdict = |person: &Party| {
        let file = person.cms(STATEMENT, &[&middle]);
        verify_cms(&roots, STATEMENT, &file, now()).map(|_| ())
    };
    assert_eq!(verdict(&Plan::person().issued_by(Some(&root))), Ok(()));
    let below = Plan::person().issued_by(Some(&middle));
    assert_eq!(verdict(&below), Err(Error::Untrusted));
    let mut chain = vec![Plan::authority("0", None).issued_by(Some(&ROOT))];
    for name in ["1", "2", "3", "4", "5", "6", "7"] {
        let above = chain.last().cloned().unwrap();
        let person = Plan::person().issued_by(Some(&above));
        let beside: Vec<&Party> = chain.iter().collect();
        assert_eq!(check(&person, &beside).is_ok(), chain.len() <= 6, "{name}");
        chain.push(Plan::authority(name, None).issued_by(Some(&above)));
    }
}

#[test]
fn authorities_that_name_each_other_end_in_time() {
    let mut tangle: Vec<Party> = Vec::new();
    for name in ["A"; MAX_CERTIFICATES - 1] {
        let above = tangle.last().cloned();
        tangle.push(Plan::authority(name, None).issued_by(above.as_ref()));
    }
    let person = Plan::person().issued_by(tangle.last());
    let beside: Vec<&Party> = tangle.iter().collect();
    assert_eq!(refuse(&person, &beside), Error::Untrusted);
}

#[test]
fn certificates_out_of_time_are_not_valid() {
    let second = u64::try_from(now().timestamp()).unwrap();
    type Bend = fn(&mut Plan, u64);
    let bends: [Bend; 2] = [
        |plan, now| plan.until = now - 1,
        |plan, now| plan.from = now + 1,
    ];
    for bend in bends {
        let mut plan = Plan::person();
        bend(&mut plan, second);
        let person = plan.issued_by(Some(&ROOT));
        assert_eq!(refuse(&person, &[]), Error::Validity);
        let mut plan = Plan::authority("Old or new", None);
        bend(&mut plan, second);
        let authority = plan.issued_by(Some(&ROOT));
        let person = Plan::person().issued_by(Some(&authority));
        assert_eq!(refuse(&person, &[&authority]), Error::Validity);
        // A root out of time is no root.
        let mut plan = Plan::authority("Root", None);
        bend(&mut plan, second);
        let root = plan.issued_by(None);
        let person = Plan::person().issued_by(Some(&root));
        let roots = Roots::parse(&root.pem()).unwrap();
        let answer = verify_cms(&roots, STATEMENT, &person.cms(STATEMENT, &[]), now());
        assert_eq!(answer.map(|_| ()), Err(Error::Untrusted));
    }
}

#[test]
fn a_certificate_must_be_for_signing_by_a_person() {
    type Bend = fn(&mut Plan);
    let bends: &[(&str, Bend)] = &[
        ("an authority", |plan| plan.ca = Some(None)),
        ("for encryption", |plan| {
            plan.usage = Some(KeyUsages::KeyEncipherment.into())
        }),
        ("a server", |plan| plan.purposes = vec!["1.3.6.1.5.5.7.3.1"]),
        ("an unknown critical extension", |plan| {
            plan.more = vec![critical("1.2.3.4")]
        }),
        ("critical name constraints", |plan| {
            plan.more = vec![critical("2.5.29.30")]
        }),
        ("an extension twice", |plan| {
            plan.more = vec![critical("2.5.29.15")]
        }),
    ];
    for (what, bend) in bends {
        let mut plan = Plan::person();
        bend(&mut plan);
        let person = plan.issued_by(Some(&ROOT));
        assert_eq!(refuse(&person, &[]), Error::Usage, "{what}");
    }
    let mut plan = Plan::person();
    plan.usage = None;
    plan.purposes = Vec::new();
    // A certificate without extensions is of version 1, which is for roots at most.
    let old = plan.issued_by(Some(&ROOT));
    assert_eq!(refuse(&old, &[]), Error::Usage);
    plan.more = vec![Extension {
        critical: false,
        ..critical("1.2.3.4")
    }];
    let plain = plan.issued_by(Some(&ROOT));
    assert!(check(&plain, &[]).is_ok());
}

pub(super) fn critical(oid: &str) -> Extension {
    Extension {
        extn_id: ObjectIdentifier::new_unwrap(oid),
        critical: true,
        extn_value: OctetString::new([5, 0]).unwrap(),
    }
}

#[test]
fn a_certificate_must_name_one_person() {
    let with = |subject: &[(&'static str, &str)]| {
        let mut plan = Plan::person();
        let numbers = subject.iter();
        plan.subject = numbers
            .map(|(oid, text)| (*oid, Tag::NumericString, text.as_bytes().to_vec()))
            .collect();
        check(&plan.issued_by(Some(&ROOT)), &[])
    };
    let snils = "1.2.643.100.3";
    let inn = "1.2.643.3.131.1.1";
    fn is_nobody(answer: Result<Signer, Error>) {
        assert_eq!(answer.map(|_| ()), Err(Error::Nobody));
    }
    is_nobody(with(&[]));
    is_nobody(with(&[(snils, "11223344596")]));
    is_nobody(with(&[(snils, "1122334459")]));
    is_nobody(with(&[(snils, SNILS), (snils, "08765430300")]));
    is_nobody(with(&[(inn, "500100732250")]));
    // An organisation's number, where a person's should be.
    is_nobody(with(&[(inn, "7707083893")]));
    is_nobody(with(&[("1.2.643.100.4", "7707083893")]));
    let by_inn = with(&[(inn, INN)]).unwrap();
    assert_eq!(by_inn.subject(), format!("inn:{INN}"));
    let representative = with(&[(snils, SNILS), ("1.2.643.100.4", "7707083893")]).unwrap();
    let organisation = representative.organisation_inn.unwrap();
    assert_eq!(organisation.as_str(), "7707083893");
}

#[test]
fn somebody_elses_certificate_does_not_help() {
    let person = Plan::person().issued_by(Some(&ROOT));
    let thief = Party {
        key: Plan::person().issued_by(None).key,
        certificate: person.certificate.clone(),
    };
    assert_eq!(refuse(&thief, &[]), Error::Signature);
}

#[test]
fn what_is_no_signature_is_unreadable() {
    let unreadable = Err(Error::Unreadable);
    let nested = [0x24, 0x80].repeat(30_000);
    let nested_sets = [0x30, 0x80].repeat(30_000);
    for file in [
        &b""[..],
        b"0",
        b"hello",
        b"-----BEGIN CMS-----",
        &[0x30; 100],
        &nested,
        &nested_sets,
        &[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
    ] {
        let answer = verify_cms(&roots(), STATEMENT, file, now());
        assert_eq!(answer.map(|_| ()), unreadable);
    }
    let person = Plan::person().issued_by(Some(&ROOT));
    let behind = [person.cms(STATEMENT, &[]), vec![0]].concat();
    let answer = verify_cms(&roots(), STATEMENT, &behind, now());
    assert_eq!(answer.map(|_| ()), unreadable);
    let huge = vec![0x30; MAX_BYTES + 1];
    let answer = verify_cms(&roots(), STATEMENT, &huge, now());
    assert_eq!(answer.map(|_| ()), unreadable);
    let bare = "eyJhbGciOiJFUzI1NiJ9.AAAA.AAAA";
    let answer = verify_jws(&roots(), STATEMENT, bare, now());
    assert_eq!(answer.map(|_| ()), Err(Error::NoCertificate));
}

#[test]
fn roots_are_a_list_of_certificates() {
    assert!(Roots::parse("").unwrap().is_empty());
    let two = format!("{}{}", ROOT.pem(), MIDDLE.pem());
    assert!(!Roots::parse(&two).unwrap().is_empty());
    // As one line, which is how some ways of setting a variable want it.
    assert!(Roots::parse(&two.replace('\n', "\\n")).is_ok());
    let other = |name| ROOT.pem().replace("CERTIFICATE", name);
    for broken in [
        "hello",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        &ROOT.pem().replace("-----END", "-----"),
        &other("X509 CRL"),
        &format!("{}{}", ROOT.pem(), other("X509 CRL")),
        // Whoever misspells a list must not go without it.
        &format!("{}{}", ROOT.pem(), other("X509 CRLS")),
        &format!("{}{}", ROOT.pem(), other("PUBLIC KEY")),
    ] {
        let refused = Roots::parse(broken).map(|_| ());
        assert_eq!(refused, Err(Error::Roots), "{broken}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = verify_cms(&Roots::default(), STATEMENT, &bytes, now());
    }
}
