//! Documents are read back by another library.

use chrono::{DateTime, FixedOffset};
use lopdf::Document;
use proptest::prelude::*;

use super::{Act, Fact, MAX_PDF_ROWS, Section, Table, act, table};
use crate::{Cell, Column, DocumentError, Language};

fn created() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T14:05:00+03:00").unwrap()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("Номер", 14),
        Column::new("Тема", 40),
        Column::new("Создано", 16),
    ]
}

fn make(language: Language, rows: Vec<Vec<Cell>>) -> Result<Vec<u8>, DocumentError> {
    let head = Table {
        title: "Обращения граждан",
        subtitle: "Статус: в работе",
        columns: &columns(),
        language,
        created: created(),
    };
    table(&head, rows)
}

/// The text of each page, without blanks: readers disagree where they stand.
fn pages(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let read = |page| document.extract_text(&[page]).unwrap();
    let solid = |text: String| text.chars().filter(|c| !c.is_whitespace()).collect();
    document
        .get_pages()
        .into_keys()
        .map(|page| solid(read(page)))
        .collect()
}

fn sample_act() -> Act {
    Act {
        title: "Акт по обращению".to_owned(),
        number: "№ 2026-0000017-4".to_owned(),
        facts: vec![
            Fact::new("Статус", text("Закрыто")),
            Fact::new("Создано", Cell::DateTime(created())),
            Fact::new("Ведомство", Cell::Empty),
        ],
        sections: vec![
            Section::Text {
                heading: "Текст обращения".to_owned(),
                text: "Во дворе яма.\r\n\r\nПросим засыпать: ул. Ленина, 5 😀".to_owned(),
            },
            Section::Table {
                heading: "Журнал событий".to_owned(),
                columns: columns(),
                rows: vec![vec![text("1"), text("Создано"), Cell::DateTime(created())]],
                empty: String::new(),
            },
            Section::Table {
                heading: "Вложения".to_owned(),
                columns: columns(),
                rows: vec![],
                empty: "Вложений нет".to_owned(),
            },
            Section::Facts {
                heading: "Оценка".to_owned(),
                facts: vec![Fact::new("Оценка", Cell::Integer(5))],
            },
        ],
        language: Language::Ru,
        created: created(),
    }
}

#[test]
fn a_table_repeats_its_header_and_counts_its_pages() {
    let rows = (0..100).map(|n| {
        vec![
            Cell::Integer(n),
            text("Яма на дороге"),
            Cell::DateTime(created()),
        ]
    });
    let pages = pages(&make(Language::Ru, rows.collect()).unwrap());
    assert!(2 <= pages.len());
    for (number, page) in (1..).zip(&pages) {
        assert!(page.contains("НомерТемаСоздано"), "{page}");
        assert!(
            page.contains(&format!("стр.{number}из{}", pages.len())),
            "{page}"
        );
    }
    assert!(pages[0].contains("Обращенияграждан") && pages[0].contains("Статус:вработе"));
    assert!(pages[0].contains("22.11.202614:05"));
    assert!(pages.last().unwrap().contains("99Яманадороге"));
}

#[test]
fn english_documents_are_english() {
    let page = pages(&make(Language::En, vec![vec![Cell::DateTime(created())]]).unwrap());
    assert!(
        page[0].contains("page1of1") && page[0].contains("2026-11-2214:05"),
        "{page:?}"
    );
}

#[test]
fn an_empty_table_is_a_page_with_a_header() {
    let page = pages(&make(Language::Ru, vec![]).unwrap());
    assert!(page.len() == 1 && page[0].contains("Номер"));
}

#[test]
fn a_row_longer_than_a_page_goes_on_on_the_next() {
    let long = "слово ".repeat(6000);
    let pages = pages(
        &make(
            Language::Ru,
            vec![vec![text("1"), text(&long), Cell::Empty]],
        )
        .unwrap(),
    );
    assert!(2 <= pages.len());
    let words: usize = pages.iter().map(|page| page.matches("слово").count()).sum();
    assert_eq!(words, 6000);
}

#[test]
fn rows_with_more_or_fewer_cells_than_columns_are_no_fault() {
    let many = vec![text("a"); 9];
    assert!(make(Language::Ru, vec![vec![], many]).is_ok());
    let head = Table {
        title: "",
        subtitle: "",
        columns: &[],
        language: Language::Ru,
        created: created(),
    };
    assert!(table(&head, [vec![text("a")]]).is_ok());
}

#[test]
fn a_header_taller_than_a_page_leaves_room_for_rows() {
    let column = Column::new("заголовок ".repeat(900), 10);
    let head = Table {
        title: "t",
        subtitle: "",
        columns: &[column],
        language: Language::Ru,
        created: created(),
    };
    let pages = pages(&table(&head, vec![vec![text("значение")]; 80]).unwrap());
    assert!(pages.len() < 10);
}

#[test]
fn a_narrow_column_is_as_wide_as_the_words_of_its_header() {
    let columns = [
        Column::new("Ответственный исполнитель", 1),
        Column::new("Тема", 60),
    ];
    let head = Table {
        title: "t",
        subtitle: "",
        columns: &columns,
        language: Language::Ru,
        created: created(),
    };
    let bytes = table(&head, [vec![text("a"), text("b")]]).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    let lines = document.extract_text(&[1]).unwrap();
    assert!(
        lines.lines().any(|line| line.trim() == "Ответственный"),
        "{lines}"
    );
}

#[test]
fn one_row_too_many_is_refused() {
    let rows = (0..=MAX_PDF_ROWS).map(|_| vec![]);
    let error = make(Language::Ru, rows.collect()).unwrap_err();
    assert_eq!(error.code(), "too_many_rows");
}

#[test]
fn an_act_says_all_it_was_given() {
    let all = pages(&act(&sample_act()).unwrap()).concat();
    for expected in [
        "Актпообращению",
        "№2026-0000017-4",
        "СтатусЗакрыто",
        "22.11.202614:05",
        "Водвореяма.",
        "Просимзасыпать:ул.Ленина,5",
        "Журналсобытий",
        "Вложенийнет",
        "Оценка5",
        "стр.1из1",
    ] {
        assert!(all.contains(expected), "{expected} is not in {all}");
    }
}

#[test]
fn the_document_says_its_language_title_and_structure() {
    let document = Document::load_mem(&act(&sample_act()).unwrap()).unwrap();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"ru");
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines") && catalog.has(b"Metadata"));
    let marked = document.get_dictionary(
        catalog
            .get(b"MarkInfo")
            .unwrap()
            .as_reference()
            .unwrap_or_default(),
    );
    let inline = catalog.get(b"MarkInfo").unwrap().as_dict();
    let marked = inline.or(marked).unwrap().get(b"Marked").unwrap();
    assert!(marked.as_bool().unwrap());
}

#[test]
fn the_same_input_makes_the_same_bytes() {
    assert_eq!(act(&sample_act()).unwrap(), act(&sample_act()).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_document(value in "(\\PC|\\p{Cc}|\\p{Co}|\\p{Cf}|\u{FFFE}|\u{0301}){0,80}", title in "\\PC{0,30}") {
        let mut act_of_it = sample_act();
        act_of_it.title.clone_from(&title);
        act_of_it.facts = vec![Fact::new(value.clone(), text(&value))];
        act_of_it.sections = vec![Section::Text { heading: value.clone(), text: value.clone() }];
        prop_assert!(act(&act_of_it).is_ok(), "{:?}", act(&act_of_it));
        prop_assert!(make(Language::En, vec![vec![text(&value), text(&title)]]).is_ok());
    }
}
