//! A certificate authority, and people whom it knows.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cms::builder::{SignedDataBuilder, SignerInfoBuilder};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::ContentInfo;
use cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier};
use der::asn1::ObjectIdentifier;
use der::flagset::FlagSet;
use der::pem::LineEnding;
use der::{Any, Encode, EncodePem, Tag};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, Signature, SigningKey};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{
    AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef,
};
use x509_cert::time::{Time, Validity};

pub(super) const SNILS: &str = "11223344595";
pub(super) const INN: &str = "500100732259";

/// Somebody with a key and a certificate.
#[derive(Clone)]
pub(super) struct Party {
    pub(super) key: SigningKey,
    pub(super) certificate: Certificate,
}

/// A certificate to be made.
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) subject: Vec<(&'static str, Tag, Vec<u8>)>,
    pub(super) ca: Option<Option<u8>>,
    pub(super) usage: Option<FlagSet<KeyUsages>>,
    pub(super) purposes: Vec<&'static str>,
    pub(super) more: Vec<Extension>,
    /// Unix seconds.
    pub(super) from: u64,
    pub(super) until: u64,
}

/// 2020 and 2100: the tests of the whole service have no clock of their own.
const FROM: u64 = 1_577_836_800;
const UNTIL: u64 = 4_102_444_800;

fn utf8(oid: &'static str, text: &str) -> (&'static str, Tag, Vec<u8>) {
    (oid, Tag::Utf8String, text.as_bytes().to_vec())
}

impl Plan {
    /// A person with everything that a qualified certificate says.
    pub(super) fn person() -> Self {
        Plan {
            subject: vec![
                utf8("2.5.4.4", "Иванова"),
                utf8("2.5.4.42", "Анна Петровна"),
                ("1.2.643.100.3", Tag::NumericString, SNILS.into()),
                ("1.2.643.3.131.1.1", Tag::NumericString, INN.into()),
            ],
            ca: None,
            usage: Some(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation),
            purposes: vec!["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"],
            more: Vec::new(),
            from: FROM,
            until: UNTIL,
        }
    }

    /// An authority, with at most so many others below it.
    pub(super) fn authority(name: &str, below: Option<u8>) -> Self {
        Plan {
            subject: vec![utf8("2.5.4.3", name)],
            ca: Some(below),
            usage: Some(KeyUsages::KeyCertSign | KeyUsages::CRLSign),
            purposes: Vec::new(),
            more: Vec::new(),
            from: FROM,
            until: UNTIL,
        }
    }

    fn name(&self) -> Name {
        let sets = self.subject.iter().map(|(oid, tag, value)| {
            let mut set = RelativeDistinguishedName::default();
            let oid = ObjectIdentifier::new_unwrap(oid);
            let value = Any::new(*tag, value.clone()).unwrap();
            set.insert(AttributeTypeAndValue { oid, value }).unwrap();
            set
        });
        let mut names = RdnSequence::default();
        sets.for_each(|set| names.push(set));
        Name::hazmat_from_rdn_sequence(names)
    }

    /// The certificate, issued by somebody, or by itself.
    pub(super) fn issued_by(&self, issuer: Option<&Party>) -> Party {
        let key = SigningKey::from_slice(&random::<32>()).unwrap();
        let signer = issuer.map_or(&key, |issuer| &issuer.key);
        let time = |second| Time::try_from(std::time::UNIX_EPOCH + Duration::from_secs(second));
        let validity = Validity::new(time(self.from).unwrap(), time(self.until).unwrap());
        let mut serial = random::<8>();
        serial[0] &= 0x7F;
        serial[0] |= 1;
        let profile = Profile {
            plan: self.clone(),
            issuer: issuer.map(|issuer| issuer.certificate.tbs_certificate().subject().clone()),
        };
        let public = SubjectPublicKeyInfoOwned::from_key(key.verifying_key()).unwrap();
        let serial = SerialNumber::new(&serial).unwrap();
        let builder = CertificateBuilder::new(profile, serial, validity, public).unwrap();
        let certificate = builder.build::<_, DerSignature>(signer).unwrap();
        Party { key, certificate }
    }
}

struct Profile {
    plan: Plan,
    issuer: Option<Name>,
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, subject: &Name) -> Name {
        self.issuer.clone().unwrap_or_else(|| subject.clone())
    }

    fn get_subject(&self) -> Name {
        self.plan.name()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let plan = &self.plan;
        let mut made = plan.more.clone();
        let subject = tbs.subject();
        if let Some(path_len_constraint) = plan.ca {
            let constraints = BasicConstraints {
                ca: true,
                path_len_constraint,
            };
            made.push(constraints.to_extension(subject, &[])?);
        }
        if let Some(usage) = plan.usage {
            made.push(KeyUsage(usage).to_extension(subject, &[])?);
        }
        if !plan.purposes.is_empty() {
            let oids = plan
                .purposes
                .iter()
                .map(|oid| ObjectIdentifier::new_unwrap(oid));
            made.push(ExtendedKeyUsage(oids.collect()).to_extension(subject, &[])?);
        }
        Ok(made)
    }
}

impl Party {
    pub(super) fn pem(&self) -> String {
        self.certificate.to_pem(LineEnding::LF).unwrap()
    }

    /// A detached CMS signature, as a program for signatures writes it.
    pub(super) fn cms(&self, statement: &str, beside: &[&Party]) -> Vec<u8> {
        self.cms_as(statement, beside, false)
    }

    /// A CMS signature; `attached`: with what was signed in it.
    pub(super) fn cms_as(&self, statement: &str, beside: &[&Party], attached: bool) -> Vec<u8> {
        let inner = der::asn1::OctetString::new(statement.as_bytes()).unwrap();
        let content = EncapsulatedContentInfo {
            econtent_type: ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1"),
            econtent: attached.then(|| Any::encode_from(&inner).unwrap()),
        };
        let sha256 = AlgorithmIdentifierOwned {
            oid: ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1"),
            parameters: None,
        };
        let digest = Sha256::digest(statement);
        let tbs = self.certificate.tbs_certificate();
        let signer = SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer().clone(),
            serial_number: tbs.serial_number().clone(),
        });
        let outside = (!attached).then_some(digest.as_slice());
        let info = SignerInfoBuilder::new(signer, sha256.clone(), &content, outside).unwrap();
        let mut builder = SignedDataBuilder::new(&content);
        builder.add_digest_algorithm(sha256).unwrap();
        for party in [self].iter().chain(beside) {
            let certificate = CertificateChoices::Certificate(party.certificate.clone());
            builder.add_certificate(certificate).unwrap();
        }
        builder
            .add_signer_info::<_, DerSignature>(info, &self.key)
            .unwrap();
        let made: ContentInfo = builder.build().unwrap();
        made.to_der().unwrap()
    }

    /// A JWS with the certificates in its header.
    pub(super) fn jws(&self, statement: &str, beside: &[&Party]) -> String {
        let parties = [self].into_iter().chain(beside.iter().copied());
        let chain: Vec<String> = parties
            .map(|party| STANDARD.encode(party.certificate.to_der().unwrap()))
            .collect();
        let header = serde_json::json!({ "alg": "ES256", "x5c": chain }).to_string();
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let signed = format!(
            "{}.{}",
            encode(header.as_bytes()),
            encode(statement.as_bytes())
        );
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", encode(&signature.to_bytes()))
    }
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}
