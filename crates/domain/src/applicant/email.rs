//! E-mail addresses.

use email_address::{EmailAddress, Options};

use super::{ValueError, personal};

/// RFC 5321, 4.5.3.1.3: a path has at most 256 octets, two of which are its brackets.
const MAX_OCTETS: usize = 254;

/// One address by RFC 5321 with a domain of at least two labels.
///
/// The part before `@` is ASCII: RFC 5321 allows no more, few servers take RFC 6531's
/// wider set, and with a Russian keyboard a foreign letter there is a slip. A domain may
/// be international (`почта.рф`), each label in one alphabet, kept as typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

personal!(Email);

impl Email {
    /// Reads an address; the domain is put in lower case.
    pub fn parse(text: &str) -> Result<Email, ValueError> {
        let text = text.trim();
        if text.len() > MAX_OCTETS {
            return Err(ValueError::new(
                "email_length",
                "Адрес длиннее 254 символов",
                "The address is longer than 254 characters",
            ));
        }
        let options = Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        // Without a mailbox at the end the crate would see text to display.
        let (local, domain) = text.rsplit_once('@').ok_or_else(Self::format_error)?;
        if !local.is_ascii() {
            return Err(ValueError::new(
                "email_letters",
                "До знака @ — только латинские буквы, цифры и знаки: проверьте раскладку клавиатуры",
                "Only Latin letters, digits and signs before @: check the keyboard layout",
            ));
        }
        // RFC 5321, 4.1.2: even a quoted string holds only printable characters. A line end
        // here would be a header of the sender's choice in our mail.
        if local.contains(|c: char| c.is_ascii_control()) {
            return Err(Self::format_error());
        }
        let domain = domain.to_lowercase();
        let address = format!("{local}@{domain}");
        EmailAddress::parse_with_options(&address, options).map_err(|_| Self::format_error())?;
        if !domain.split('.').all(is_label) {
            return Err(Self::format_error());
        }
        Ok(Email(address))
    }

    const fn format_error() -> ValueError {
        ValueError::new(
            "email_format",
            "Укажите один адрес в виде имя@домен, например anna@example.ru",
            "Give one address as name@domain, such as anna@example.ru",
        )
    }
}

/// A label of a domain: letters, digits and inner hyphens (RFC 1123, 2.1), at most 63,
/// either all ASCII or without Latin letters, since a mixture is a slip or a forgery.
fn is_label(label: &str) -> bool {
    let usual = |c: char| {
        c == '-'
            || if c.is_ascii() {
                c.is_ascii_alphanumeric()
            } else {
                c.is_alphanumeric()
            }
    };
    let one_alphabet = label.is_ascii() || !label.contains(|c: char| c.is_ascii_alphabetic());
    let hyphens_inside = !label.starts_with('-') && !label.ends_with('-');
    (1..=63).contains(&label.len()) && label.chars().all(usual) && one_alphabet && hyphens_inside
}
