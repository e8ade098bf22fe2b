//! E-mail addresses.

use email_address::{EmailAddress, Options};
use icu_properties::props::{EnumeratedProperty, Script};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use super::{ValueError, personal};
use crate::text;

/// RFC 5321, 4.5.3.1.3: a path has at most 256 octets, two of which are its brackets.
const MAX_OCTETS: usize = 254;

/// The scheme of a link to an address (RFC 6068).
const LINK: &str = "mailto:";

/// One address by RFC 5321 with a domain of at least two labels, in the one form that it is kept, looked up and
/// written to in: the part before `@` as it was typed, the domain in small letters and in ASCII (A-labels, RFC 5890),
/// however it was spelt.
///
/// The part before `@` is ASCII: RFC 5321 allows no more, few servers take RFC 6531's
/// wider set, and with a Russian keyboard a foreign letter there is a slip. A quoted one is legal, but nobody has it.
/// A domain may be international (`почта.рф`), each label in one script.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

personal!(Email);

impl Email {
    /// Reads an address, also as a link (`mailto:`), as a mail program shows it (`Anna <anna@example.ru>`), or from
    /// the end of a sentence.
    pub fn parse(text: &str) -> Result<Email, ValueError> {
        let text = bare(text);
        let options = Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        let (local, domain) = text.rsplit_once('@').ok_or_else(Self::format_error)?;
        if !local.is_ascii() {
            return Err(ValueError::new(
                "email_letters",
                "До знака @ — только латинские буквы, цифры и знаки: проверьте раскладку клавиатуры",
                "Only Latin letters, digits and signs before @: check the keyboard layout",
            ));
        }
        if text.len() > MAX_OCTETS {
            return Err(Self::length_error());
        }
        // RFC 5321, 4.1.2: even a quoted string holds only printable characters. A line end
        // here would be a header of the sender's choice in our mail.
        if local.contains(|c: char| c.is_ascii_control() || c == '"') {
            return Err(Self::format_error());
        }
        let domain = ascii_domain(domain).ok_or_else(Self::format_error)?;
        let address = format!("{local}@{domain}");
        if address.len() > MAX_OCTETS {
            return Err(Self::length_error());
        }
        EmailAddress::parse_with_options(&address, options).map_err(|_| Self::format_error())?;
        Ok(Email(address))
    }

    const fn length_error() -> ValueError {
        ValueError::new(
            "email_length",
            "Адрес длиннее 254 символов",
            "The address is longer than 254 characters",
        )
    }

    const fn format_error() -> ValueError {
        ValueError::new(
            "email_format",
            "Укажите один адрес в виде имя@домен, например anna@example.ru",
            "Give one address as name@domain, such as anna@example.ru",
        )
    }
}

/// An address as people read it: an international domain in its own letters. What is no address stays as it is.
pub fn shown_email(address: &str) -> String {
    let found = address.rsplit_once('@');
    let Some((local, domain)) = found.filter(|(_, domain)| domain.contains("xn--")) else {
        return address.to_owned();
    };
    let (shown, _) = Uts46::new().to_unicode(
        domain.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
    );
    format!("{local}@{shown}")
}

/// The address without what it was copied with.
fn bare(text: &str) -> String {
    let text = text::value(text, &[]);
    // What stands before the brackets is a name, unless it is another address.
    let inside = text
        .strip_suffix('>')
        .and_then(|text| text.split_once('<'))
        .filter(|(name, _)| !name.contains('@'))
        .map_or(text.as_str(), |(_, address)| address);
    let address = text::value(inside, &[LINK]);
    let is_link = inside
        .get(..LINK.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(LINK));
    match address.split_once('?') {
        // A link may bring the letter's subject along.
        Some((address, _)) if is_link => address.to_owned(),
        _ => address,
    }
}

/// The domain as names are looked up (UTS 46), each of whose labels is of one script.
fn ascii_domain(domain: &str) -> Option<String> {
    let uts46 = Uts46::new();
    let ascii = uts46
        .to_ascii(
            domain.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::Verify,
        )
        .ok()?;
    // A label that was typed in its ASCII form is looked at as it reads.
    let (shown, done) = uts46.to_unicode(
        ascii.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
    );
    done.ok()?;
    // RFC 3696, 2: a zone is not all of digits; an IP address is no domain.
    let (_, zone) = ascii.rsplit_once('.')?;
    let is_number = zone.bytes().all(|b| b.is_ascii_digit());
    (!is_number && shown.split('.').all(is_of_one_script)).then(|| ascii.into_owned())
}

/// Whether the letters of a label are of one script, Japanese and Korean ways of writing among them: a mixture is a
/// slip or a forgery (UTS 39, 5.1).
fn is_of_one_script(label: &str) -> bool {
    const TOGETHER: [&[Script]; 2] = [
        &[Script::Han, Script::Hiragana, Script::Katakana],
        &[Script::Han, Script::Hangul],
    ];
    let mut scripts: Vec<Script> = label.chars().map(Script::for_char).collect();
    scripts.retain(|script| !matches!(*script, Script::Common | Script::Inherited));
    scripts.sort_unstable();
    scripts.dedup();
    let is_one_way = |way: &[Script]| scripts.iter().all(|script| way.contains(script));
    scripts.len() <= 1 || TOGETHER.into_iter().any(is_one_way)
}
