//! What the lists of forms offer.

use domain::category::Catalogue;
use domain::{Lang, Region};
use pages::Choice;

/// Agencies that take appeals.
pub(crate) fn agencies(catalogue: &Catalogue, lang: Lang) -> Vec<Choice> {
    let mut found: Vec<Choice> = catalogue
        .agencies()
        .filter(|agency| agency.active)
        .map(|agency| Choice::new(&agency.code, agency.name.get(lang)))
        .collect();
    found.sort_by(|a, b| a.label.cmp(&b.label));
    found
}

/// Groups of categories.
pub(crate) fn groups(catalogue: &Catalogue, lang: Lang) -> Vec<Choice> {
    let groups = catalogue.categories().iter().filter(|c| c.is_group());
    groups
        .map(|group| Choice::new(&group.code, group.name.get(lang)))
        .collect()
}

/// Groups, each with its categories after it.
pub(crate) fn categories(catalogue: &Catalogue, lang: Lang) -> Vec<Choice> {
    let mut out = Vec::new();
    for group in catalogue.groups() {
        let name = group.name.get(lang);
        out.push(Choice::new(&group.code, name));
        for category in catalogue.children(&group.code) {
            let label = format!("{name} › {}", category.name.get(lang));
            out.push(Choice::new(&category.code, label));
        }
    }
    out
}

/// Regions.
pub(crate) fn regions(lang: Lang) -> Vec<Choice> {
    let region = |region: Region| {
        let label = format!("{} — {}", region.code(), region.name(lang));
        Choice::new(region.code(), label)
    };
    Region::all().map(region).collect()
}

/// Codes with names of an enumeration.
pub(crate) fn named<'a>(all: impl IntoIterator<Item = (&'a str, String)>) -> Vec<Choice> {
    let choice = |(code, label): (&str, String)| Choice::new(code, label);
    all.into_iter().map(choice).collect()
}
