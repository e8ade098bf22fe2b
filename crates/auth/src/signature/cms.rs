//! A CMS signature (RFC 5652, 5.4 and 5.6).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetString, OctetStringRef};
use der::{Decode, Encode, EncodingRules, Reader, SliceReader, Tag, Tagged};
use subtle::ConstantTimeEq;
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use super::certificate::key;
use super::{Error, MAX_CERTIFICATES};
use crate::public_key::{Hash, Scheme};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");

/// The signer's certificate and those beside it, once the signature over the statement is found good. Whether
/// the certificate is to be trusted is another question.
pub(super) fn verify(
    statement: &[u8],
    file: &[u8],
) -> Result<(Certificate, Vec<Certificate>), Error> {
    let signed = read(&unwrap(file)?)?;
    let content = content(&signed, statement)?;
    let [signer] = signed.signer_infos.0.as_slice() else {
        return Err(Error::Signers);
    };
    let choices = signed.certificates.iter().flat_map(|set| set.0.iter());
    let certificates: Vec<Certificate> = choices
        .filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
            CertificateChoices::Other(_) => None,
        })
        .take(MAX_CERTIFICATES)
        .collect();
    let leaf = certificates.iter().find(|one| is_signers(one, &signer.sid));
    let leaf = leaf.ok_or(Error::NoCertificate)?.clone();
    check(signer, &leaf, &content)?;
    Ok((leaf, certificates))
}

/// The bytes of a file that may be PEM or base64.
fn unwrap(file: &[u8]) -> Result<Vec<u8>, Error> {
    // SEQUENCE: the bytes themselves.
    if file.first() == Some(&0x30) && !file.is_ascii() {
        return Ok(file.to_vec());
    }
    let text = std::str::from_utf8(file).map_err(|_| Error::Unreadable)?;
    let lines = text.lines().map(str::trim);
    let body: String = lines
        .filter(|line| !line.starts_with("-----"))
        .flat_map(str::split_whitespace)
        .collect();
    STANDARD.decode(body).map_err(|_| Error::Unreadable)
}

fn read(bytes: &[u8]) -> Result<SignedData, Error> {
    // Programs write BER: with lengths that are told at the end, and sets in no order.
    let mut reader = SliceReader::new_with_encoding_rules(bytes, EncodingRules::Ber)
        .map_err(|_| Error::Unreadable)?;
    let info = ContentInfo::decode(&mut reader).map_err(|_| Error::Unreadable)?;
    if !reader.is_finished() || info.content_type != SIGNED_DATA {
        return Err(Error::Unreadable);
    }
    info.content
        .decode_as_encoding(EncodingRules::Ber)
        .map_err(|_| Error::Unreadable)
}

/// What the signature is over: the statement, as it was given or with the end of line that an editor added.
fn content(signed: &SignedData, statement: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
    let info = &signed.encap_content_info;
    if info.econtent_type != DATA {
        return Err(Error::Statement);
    }
    let variants = ["", "\n", "\r\n"].map(|end| [statement, end.as_bytes()].concat());
    let Some(inner) = &info.econtent else {
        return Ok(variants.to_vec());
    };
    inner
        .tag()
        .assert_eq(Tag::OctetString)
        .map_err(|_| Error::Unreadable)?;
    let whole = pieces(inner.value());
    let mut variants = variants.into_iter();
    let found = variants.find(|one| one == inner.value() || Some(one) == whole.as_ref());
    Ok(vec![found.ok_or(Error::Statement)?])
}

/// The content that a program wrote in pieces, as it does for a stream (X.690, 8.7.3).
fn pieces(bytes: &[u8]) -> Option<Vec<u8>> {
    let bytes = bytes.strip_suffix(&[0, 0]).unwrap_or(bytes);
    let mut reader = SliceReader::new(bytes).ok()?;
    let mut whole = Vec::new();
    while !reader.is_finished() {
        whole.extend_from_slice(OctetString::decode(&mut reader).ok()?.as_bytes());
    }
    Some(whole)
}

fn is_signers(certificate: &Certificate, signer: &SignerIdentifier) -> bool {
    let tbs = certificate.tbs_certificate();
    match signer {
        SignerIdentifier::IssuerAndSerialNumber(name) => {
            name.issuer == *tbs.issuer() && name.serial_number == *tbs.serial_number()
        }
        SignerIdentifier::SubjectKeyIdentifier(id) => {
            matches!(tbs.get_extension::<SubjectKeyIdentifier>(), Ok(Some((_, own))) if own == *id)
        }
    }
}

fn check(signer: &SignerInfo, leaf: &Certificate, contents: &[Vec<u8>]) -> Result<(), Error> {
    let hash = Hash::from_x509(&signer.digest_alg).map_err(|_| Error::Algorithm)?;
    let scheme = Scheme::from_x509(&signer.signature_algorithm, hash);
    let scheme = scheme.map_err(|_| Error::Algorithm)?;
    let (key, signature) = (key(leaf)?, signer.signature.as_bytes());
    let Some(attributes) = &signer.signed_attrs else {
        let mut contents = contents.iter();
        let fits = contents.any(|content| key.verify(scheme, content, signature).is_ok());
        return fits.then_some(()).ok_or(Error::Signature);
    };
    let only = |oid| {
        let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
        let first = found.next().filter(|_| found.next().is_none());
        match first?.values.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    };
    let kind = only(CONTENT_TYPE).and_then(|kind| kind.decode_as::<ObjectIdentifier>().ok());
    let digest = only(MESSAGE_DIGEST).ok_or(Error::Unreadable)?;
    let digest: &OctetStringRef = digest.decode_as().map_err(|_| Error::Unreadable)?;
    let mut contents = contents.iter();
    let is_ours = contents.any(|content| hash.of(content).ct_eq(digest.as_bytes()).into());
    if kind != Some(DATA) || !is_ours {
        return Err(Error::Statement);
    }
    // 5.4: what is signed is the SET OF in DER, whatever way it was written.
    let signed = attributes.to_der().map_err(|_| Error::Unreadable)?;
    key.verify(scheme, &signed, signature)
        .map_err(|_| Error::Signature)
}
