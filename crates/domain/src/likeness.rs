//! How alike two appeals are, so that a person is told of one that they have sent already.

use std::collections::BTreeSet;

/// Letters of a piece: with three, Russian endings cost little and words still count.
const PIECE: usize = 3;

/// A text longer than this says the same in its beginning.
const MAX_CHARS: usize = 2_000;

/// What two texts of one matter share at least, in hundredths: found on pairs of the table below. Higher
/// values miss a matter told again in other words, lower ones find the same street in another matter.
pub const NEAR_DUPLICATE: u8 = 45;

/// What two texts share, in hundredths: the Sørensen–Dice coefficient of their pieces of three letters.
pub fn likeness(one: &str, other: &str) -> u8 {
    let (one, other) = (pieces(one), pieces(other));
    let all = one.len() + other.len();
    if all == 0 {
        return 0;
    }
    let shared = one.intersection(&other).count();
    u8::try_from(shared * 200 / all).unwrap_or(100)
}

/// Whether two appeals of one category tell of the same matter, each by its title and text. Titles are
/// short and say what it is; either alone is enough.
pub fn is_near_duplicate(one: (&str, &str), other: (&str, &str)) -> bool {
    let title = likeness(one.0, other.0);
    let text = likeness(one.1, other.1);
    let both = (u16::from(title) + u16::from(text)) / 2;
    both >= NEAR_DUPLICATE.into()
}

fn pieces(text: &str) -> BTreeSet<[char; PIECE]> {
    let mut found = BTreeSet::new();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut budget = MAX_CHARS;
    for word in words.filter(|word| !word.is_empty()) {
        let letters: Vec<char> = word
            .chars()
            .flat_map(char::to_lowercase)
            .map(|c| if c == 'ё' { 'е' } else { c })
            .take(budget)
            .collect();
        budget = budget.saturating_sub(letters.len());
        if letters.len() < PIECE {
            // House numbers and short words are whole pieces: «дом 5» is not «дом 7».
            let mut piece = [' '; PIECE];
            piece
                .iter_mut()
                .zip(&letters)
                .for_each(|(place, c)| *place = *c);
            found.insert(piece);
        }
        found.extend(
            letters
                .windows(PIECE)
                .filter_map(|piece| <[char; PIECE]>::try_from(piece).ok()),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_matter_is_found_in_other_words_and_another_is_not() {
        let pothole = (
            "Яма на дороге у дома 5 по улице Ленина",
            "Глубокая яма напротив дома 5, машины объезжают её по тротуару.",
        );
        for (other, expected) in [
            (pothole, true),
            (
                (
                    "Большая яма на улице Ленина, дом 5",
                    "Яма у дома 5 глубокая, машины едут по тротуару, объезжают.",
                ),
                true,
            ),
            (
                (
                    "ЯМА НА ДОРОГЕ У ДОМА 5, УЛ. ЛЕНИНА!!!",
                    "Повторно пишу: глубокая яма напротив дома 5. Машины объезжают ее по тротуару, ничего не сделано.",
                ),
                true,
            ),
            (
                (
                    "Не горит фонарь у дома 5 по улице Ленина",
                    "Вечером на остановке темно, фонарь не работает вторую неделю.",
                ),
                false,
            ),
            (
                (
                    "Снег не убран во дворе",
                    "Двор дома 12 по улице Мира не чистили с понедельника.",
                ),
                false,
            ),
            (("", ""), false),
        ] {
            assert_eq!(is_near_duplicate(pothole, other), expected, "{other:?}");
            assert_eq!(is_near_duplicate(other, pothole), expected, "{other:?}");
        }
    }

    #[test]
    fn likeness_goes_from_nothing_to_the_same() {
        assert_eq!(likeness("", ""), 0);
        assert_eq!(likeness("яма", ""), 0);
        assert_eq!(likeness("Ёлка у дома", "елка, у дома!"), 100);
        assert!(likeness("дом 5", "дом 7") < 100);
        let long = "я".repeat(1_000_000);
        assert_eq!(likeness(&long, &long), 100);
    }
}
