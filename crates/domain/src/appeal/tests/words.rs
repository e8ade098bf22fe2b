use super::*;

#[test]
fn a_title_has_words_within_its_limits() {
    #[track_caller]
    fn title(text: &str, expected: &[&str]) {
        refused(|raw| raw.title = some(text), expected);
    }
    title("Яма 5", &[]);
    title(&"Яма ".repeat(37), &["/title title_meaningless"]);
    title(&format!("О {}", "я".repeat(148)), &[]);
    title(&format!("О {}", "я".repeat(149)), &["/title title_length"]);
    title("  Яма  \n ", &["/title title_length"]);
    title("?!... —!", &["/title title_meaningless"]);
    title("Яма у дома\0", &["/title title_control"]);
    title("Яма\u{200b}\u{202e}\u{7}", &["/title title_length"]);
}

#[test]
fn a_text_is_as_long_as_its_category_wants() {
    #[track_caller]
    fn text(category: &str, text: String, expected: &[&str]) {
        refused(
            |raw| {
                raw.category = some(category);
                raw.text = Some(text);
                raw.fields.retain(|_, _| category == "roads.surface");
            },
            expected,
        );
    }
    text("roads.surface", "а".repeat(19), &["/text text_length"]);
    text("roads.surface", "а".repeat(20), &[]);
    text(
        "roads.surface",
        format!("{}\n\n   ", "а".repeat(19)),
        &["/text text_length"],
    );
    text("roads.surface", "а".repeat(10_000), &[]);
    text("roads.surface", "а".repeat(10_001), &["/text text_length"]);
    text("other.other", "а".repeat(99), &["/text text_length"]);
    text("other.other", "а".repeat(100), &[]);
    text(
        "roads.surface",
        format!("{}\0", "а".repeat(50)),
        &["/text text_control"],
    );
    // Limits are counted in what is left.
    let unseen = "\u{2066}\u{7}\u{200b}".repeat(5_000);
    text(
        "roads.surface",
        format!("{}{unseen}", "а".repeat(10_000)),
        &[],
    );
    text(
        "roads.surface",
        format!("{}{unseen}", "а".repeat(19)),
        &["/text text_length"],
    );
}
