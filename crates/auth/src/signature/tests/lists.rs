//! Lists of revoked certificates (RFC 5280, 5), and what else makes a chain none.

use std::time::Duration;

use der::EncodePem;
use der::asn1::Uint;
use der::pem::LineEnding;
use p256::ecdsa::DerSignature;
use x509_cert::builder::{Builder, CrlBuilder};
use x509_cert::crl::RevokedCert;
use x509_cert::ext::pkix::{CrlNumber, KeyUsages};
use x509_cert::time::Time;

use super::forged::critical;
use super::*;

/// Seconds between the times of a list and now.
const DAY: i64 = 86_400;

fn time(away: i64) -> Time {
    let second = u64::try_from(now().timestamp() + away).unwrap();
    Time::try_from(std::time::UNIX_EPOCH + Duration::from_secs(second)).unwrap()
}

/// What an authority says is revoked, until so many seconds from now.
fn list(authority: &Party, revoked: &[&Party], until: i64) -> String {
    let number = CrlNumber::from(Uint::new(&[1]).unwrap());
    let builder =
        CrlBuilder::new_with_this_update(&authority.certificate, number, time(-DAY)).unwrap();
    let revoked = revoked.iter().map(|party| RevokedCert {
        serial_number: party.certificate.tbs_certificate().serial_number().clone(),
        revocation_date: time(-DAY),
        crl_entry_extensions: None,
    });
    let mut builder = builder.with_next_update(Some(time(until)));
    if revoked.len() != 0 {
        builder = builder.with_certificates(revoked);
    }
    let list = builder.build::<_, DerSignature>(&authority.key).unwrap();
    list.to_pem(LineEnding::LF).unwrap()
}

struct Scene {
    root: Party,
    middle: Party,
    person: Party,
}

impl Scene {
    fn new() -> Self {
        let root = Plan::authority("Root", None).issued_by(None);
        let middle = Plan::authority("Middle", Some(0)).issued_by(Some(&root));
        let person = Plan::person().issued_by(Some(&middle));
        Scene {
            root,
            middle,
            person,
        }
    }

    #[track_caller]
    fn check(&self, lists: &[String], expected: Result<(), Error>) {
        let roots = Roots::parse(&[self.root.pem(), lists.concat()].concat()).unwrap();
        let file = self.person.cms(STATEMENT, &[&self.middle]);
        let answer = verify_cms(&roots, STATEMENT, &file, now());
        assert_eq!(answer.map(|_| ()), expected);
    }
}

#[test]
fn without_lists_nothing_is_asked_of_them() {
    Scene::new().check(&[], Ok(()));
}

#[test]
fn whoever_is_in_a_list_is_refused_and_so_is_whoever_is_below() {
    let scene = Scene::new();
    let (root, middle) = (&scene.root, &scene.middle);
    let stranger = Plan::person().issued_by(Some(middle));
    let good = [list(root, &[], DAY), list(middle, &[&stranger], DAY)];
    scene.check(&good, Ok(()));
    let own = [
        list(root, &[], DAY),
        list(middle, &[&stranger, &scene.person], DAY),
    ];
    scene.check(&own, Err(Error::Revoked));
    let above = [list(root, &[middle], DAY), list(middle, &[], DAY)];
    scene.check(&above, Err(Error::Revoked));
}

#[test]
fn where_there_are_lists_every_authority_needs_a_current_one_of_its_own() {
    let scene = Scene::new();
    let (root, middle) = (&scene.root, &scene.middle);
    let unknown = Err(Error::Revocation);
    scene.check(&[list(root, &[], DAY)], unknown);
    scene.check(&[list(middle, &[], DAY)], unknown);
    scene.check(&[list(root, &[], DAY), list(middle, &[], -1)], unknown);
    // Of the name alone.
    let forged = Party {
        key: Scene::new().middle.key,
        certificate: middle.certificate.clone(),
    };
    scene.check(&[list(root, &[], DAY), list(&forged, &[], DAY)], unknown);
}

#[test]
fn an_authority_that_may_not_sign_lists_is_not_believed() {
    let mut scene = Scene::new();
    let mut plan = Plan::authority("Middle", Some(0));
    plan.usage = Some(KeyUsages::KeyCertSign.into());
    scene.middle = plan.issued_by(Some(&scene.root));
    scene.person = Plan::person().issued_by(Some(&scene.middle));
    scene.check(&[], Ok(()));
    let lists = [
        list(&scene.root, &[], DAY),
        list(&scene.middle, &[&scene.person], DAY),
    ];
    scene.check(&lists, Err(Error::Revocation));
}

#[test]
fn an_authority_in_between_must_be_one_in_every_respect() {
    type Bend = fn(&mut Plan);
    let bends: &[(&str, Bend, Result<(), Error>)] = &[
        ("as it should be", |_| (), Ok(())),
        (
            "for mail, as the person is",
            |plan| plan.purposes = vec!["1.3.6.1.5.5.7.3.4"],
            Ok(()),
        ),
        (
            "for servers",
            |plan| plan.purposes = vec!["1.3.6.1.5.5.7.3.1"],
            Err(Error::Usage),
        ),
        ("no CA", |plan| plan.ca = None, Err(Error::Untrusted)),
        (
            "an unknown critical extension",
            |plan| plan.more = vec![critical("1.2.3.4")],
            Err(Error::Untrusted),
        ),
        (
            "unreadable name constraints",
            |plan| plan.more = vec![critical("2.5.29.30")],
            Err(Error::Untrusted),
        ),
    ];
    for (what, bend, expected) in bends {
        let root = Plan::authority("Root", None).issued_by(None);
        let mut plan = Plan::authority("Middle", Some(0));
        bend(&mut plan);
        let middle = plan.issued_by(Some(&root));
        let person = Plan::person().issued_by(Some(&middle));
        let roots = Roots::parse(&root.pem()).unwrap();
        let file = person.cms(STATEMENT, &[&middle]);
        let answer = verify_cms(&roots, STATEMENT, &file, now());
        assert_eq!(answer.map(|_| ()), *expected, "{what}");
    }
}
