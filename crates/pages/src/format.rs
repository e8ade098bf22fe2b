use domain::applicant::{PersonName, of_name_part, shown_email};
use domain::date;
use domain::lang::Lang;

use crate::shell::pick;

/// A format that the browser can check cheaply; the rules are in `static/check.js`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Name,
    Date,
    Number,
    Url,
    Inn,
    Snils,
    Email,
    Phone,
}

impl Format {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Date => "date",
            Self::Number => "number",
            Self::Url => "url",
            Self::Inn => "inn",
            Self::Snils => "snils",
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// A value as it is shown back, however it was typed or is kept: dates as they are written here, addresses in
    /// the letters of their domain.
    pub(crate) fn shown(self, text: &str) -> String {
        match self {
            Self::Date => date::shown(text),
            Self::Email => shown_email(text),
            _ => text.to_owned(),
        }
    }

    /// The words of `domain`'s own check of the same format; of a name with the part of it that the field is.
    pub(crate) fn message(self, lang: Lang, member: &str) -> String {
        let (ru, en) = match self {
            Self::Name => {
                let fault = PersonName::parse("?").err();
                let fault = fault.map(|fault| of_name_part(member, fault));
                return fault.map_or_else(String::new, |fault| fault.text.get(lang).to_owned());
            }
            Self::Date => (
                "Укажите существующую дату в виде ДД.ММ.ГГГГ",
                "Give a real date as YYYY-MM-DD",
            ),
            Self::Number => (
                "Введите число, например 12,5",
                "Enter a number, such as 12.5",
            ),
            Self::Url => (
                "Укажите адрес страницы целиком, например https://example.ru/page",
                "Give the whole address of the page, such as https://example.ru/page",
            ),
            Self::Inn => (
                "ИНН состоит из 10 или 12 цифр",
                "An INN has 10 or 12 digits",
            ),
            Self::Snils => ("СНИЛС состоит из 11 цифр", "A SNILS has 11 digits"),
            Self::Email => (
                "Укажите один адрес в виде имя@домен, например anna@example.ru",
                "Give one address as name@domain, such as anna@example.ru",
            ),
            Self::Phone => (
                "Укажите номер в виде +7 912 345-67-89: +7 и десять цифр",
                "Give the number as +7 912 345-67-89: +7 and ten digits",
            ),
        };
        pick(lang, ru, en).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use domain::applicant::{BirthDate, Email, Inn, Phone, Snils};

    use super::*;

    #[test]
    fn the_browser_uses_the_words_of_the_server() {
        let today = "2025-11-22".parse().unwrap();
        for (format, text) in [
            (Format::Name, PersonName::parse("?").unwrap_err().text),
            (Format::Date, BirthDate::parse("?", today).unwrap_err().text),
            (Format::Inn, Inn::parse("?").unwrap_err().text),
            (Format::Snils, Snils::parse("?").unwrap_err().text),
            (Format::Email, Email::parse("?").unwrap_err().text),
            (Format::Phone, Phone::parse("?").unwrap_err().text),
        ] {
            for lang in [Lang::Ru, Lang::En] {
                assert_eq!(format.message(lang, ""), text.get(lang));
            }
        }
    }
}
