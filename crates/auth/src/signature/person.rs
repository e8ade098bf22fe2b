//! Who a certificate is about.

use der::Encode;
use der::asn1::ObjectIdentifier;
use domain::applicant::{Inn, PersonName, Snils};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;

use super::Error;
use super::text::text;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// СНИЛС of a person (приказ ФСБ № 795, 27.12.2011, требования к форме квалифицированного сертификата).
const SNILS: ObjectIdentifier = oid("1.2.643.100.3");
/// ИНН of a person.
const INN: ObjectIdentifier = oid("1.2.643.3.131.1.1");
/// ИНН of an organisation.
const ORGANISATION_INN: ObjectIdentifier = oid("1.2.643.100.4");
const SURNAME: ObjectIdentifier = oid("2.5.4.4");
/// Имя и отчество.
const GIVEN_NAME: ObjectIdentifier = oid("2.5.4.42");
const ORGANISATION: ObjectIdentifier = oid("2.5.4.10");

/// The person who signed, as the certificate's subject names them.
#[derive(Clone)]
pub struct Signer {
    /// СНИЛС, its check number found right.
    pub snils: Option<Snils>,
    /// The person's ИНН, its check digits found right.
    pub inn: Option<Inn>,
    /// Фамилия.
    pub last_name: Option<PersonName>,
    /// Имя.
    pub first_name: Option<PersonName>,
    /// Отчество.
    pub middle_name: Option<PersonName>,
    /// The organisation that the person signs for.
    pub organisation: Option<String>,
    /// ИНН of that organisation.
    pub organisation_inn: Option<Inn>,
    /// SHA-256 of the certificate.
    pub fingerprint: [u8; 32],
}

impl Signer {
    /// Reads the subject of a certificate that has been found good.
    pub(super) fn read(certificate: &Certificate) -> Result<Self, Error> {
        let only = |oid| {
            let subject = certificate.tbs_certificate().subject();
            let mut found = subject.iter().filter(|attribute| attribute.oid == oid);
            let first = found.next().and_then(|attribute| text(&attribute.value));
            // Two are as good as none: which one is meant, nobody knows.
            first.filter(|_| found.next().is_none())
        };
        let name = |text: &str| PersonName::parse(text).ok();
        let given = only(GIVEN_NAME).unwrap_or_default();
        let (first, middle) = given.split_once(' ').unwrap_or((&given, ""));
        let personal = |text: String| {
            Inn::parse(&text)
                .ok()
                .filter(|inn| inn.as_str().len() == 12)
        };
        let bytes = certificate.to_der().map_err(|_| Error::Unreadable)?;
        let signer = Signer {
            snils: only(SNILS).and_then(|text| Snils::parse(&text).ok()),
            inn: only(INN).and_then(personal),
            last_name: only(SURNAME).as_deref().and_then(name),
            first_name: name(first),
            middle_name: name(middle.trim()),
            organisation: only(ORGANISATION),
            organisation_inn: only(ORGANISATION_INN).and_then(|text| Inn::parse(&text).ok()),
            fingerprint: Sha256::digest(bytes).into(),
        };
        if signer.snils.is_none() && signer.inn.is_none() {
            return Err(Error::Nobody);
        }
        Ok(signer)
    }

    /// What stays the same when the person gets their next certificate.
    pub fn subject(&self) -> String {
        match (&self.snils, &self.inn) {
            (Some(snils), _) => format!("snils:{}", snils.as_str()),
            (None, Some(inn)) => format!("inn:{}", inn.as_str()),
            (None, None) => String::new(),
        }
    }
}
