//! What would help a text to be understood at once: advice before sending, never a refusal.

use crate::lang::Text;

/// Words that name no matter: a title of these alone says nothing to who reads a list of titles.
const VAGUE: [&str; 36] = [
    "жалоба",
    "обращение",
    "заявление",
    "вопрос",
    "проблема",
    "просьба",
    "помогите",
    "помощь",
    "прошу",
    "срочно",
    "важно",
    "пожалуйста",
    "здравствуйте",
    "добрый",
    "день",
    "предложение",
    "благодарность",
    "спасибо",
    "ситуация",
    "нарушение",
    "ужас",
    "разберитесь",
    "примите",
    "меры",
    "complaint",
    "appeal",
    "question",
    "problem",
    "request",
    "help",
    "please",
    "urgent",
    "hello",
    "thanks",
    "suggestion",
    "issue",
];

/// What a category needs to be said, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Beginnings of words, one of which shows that it is said; `#` stands for any digit.
    pub words: Vec<String>,
    /// What to add.
    pub text: Text,
}

/// An example of how people write about a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The title.
    pub title: Text,
    /// The text, with places to fill in.
    pub text: Text,
}

/// The advice for a title and a text of a category with these hints.
pub fn hints(title: &str, text: &str, of_category: &[Hint]) -> Vec<Text> {
    let mut advice = Vec::new();
    if is_vague(title) {
        advice.push(Text::fixed(
            "Из заголовка не видно, в чём дело. Назовите предмет и место: «Яма у дома 5 по улице Ленина».",
            "The title does not say what it is about. Name the thing and the place: “A pothole near 5 Lenin Street”.",
        ));
    }
    let said: Vec<String> = words(title).chain(words(text)).collect();
    let missing = of_category.iter().filter(|hint| {
        let is_said = |word: &String| {
            hint.words.iter().any(|start| match start.as_str() {
                "#" => word.contains(|c: char| c.is_ascii_digit()),
                start => word.starts_with(start),
            })
        };
        !said.iter().any(is_said)
    });
    advice.extend(missing.map(|hint| hint.text.clone()));
    advice
}

fn is_vague(title: &str) -> bool {
    let mut words = words(title)
        .filter(|word| word.chars().count() > 2)
        .peekable();
    words.peek().is_some() && words.all(|word| VAGUE.contains(&word.as_str()))
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace('ё', "е"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heating() -> Vec<Hint> {
        let hint = |words: &[&str], ru: &'static str| Hint {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            text: Text::fixed(ru, "x"),
        };
        vec![
            hint(&["градус", "температур", "degree"], "Сколько градусов?"),
            hint(&["#", "вчера", "недел"], "С какого дня?"),
        ]
    }

    #[test]
    fn a_title_that_names_nothing_is_pointed_out() {
        for (title, vague) in [
            ("Жалоба", true),
            ("ПОМОГИТЕ, СРОЧНО!!!", true),
            ("Добрый день, вопрос", true),
            ("Help please", true),
            ("Жалоба на отопление", false),
            ("Яма у дома 5", false),
            ("", false),
        ] {
            let advice = hints(title, "", &[]);
            assert_eq!(!advice.is_empty(), vague, "{title}");
        }
    }

    #[test]
    fn what_the_category_needs_is_asked_for_until_it_is_said() {
        for (text, expected) in [
            ("Холодно в квартире", 2),
            ("В комнате 14 градусов", 0),
            ("Температура низкая", 1),
            ("Холодно уже неделю", 1),
            ("Вчера стало Градусов мало", 0),
        ] {
            assert_eq!(
                hints("Холодная квартира", text, &heating()).len(),
                expected,
                "{text}"
            );
        }
    }
}
