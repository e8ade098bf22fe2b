//! Exports: the list as it is shown, in three formats, harmless in a spreadsheet.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use otklik_tests::unique;
use serde_json::json;

#[track_caller]
fn export(format: &str, query: &str) -> Answer {
    Call::get(format!("/api/v1/exports/appeals.{format}?{query}"))
        .staff()
        .send()
}

/// Rows of RFC 4180, without its line breaks within quotes: no sample here has one.
#[track_caller]
fn rows(answer: &Answer) -> Vec<Vec<String>> {
    let text = answer.text().trim_start_matches('\u{feff}');
    assert!(text.ends_with("\r\n"), "{answer}");
    text.trim_end()
        .split("\r\n")
        .map(|line| {
            let mut fields = vec![String::new()];
            let mut is_quoted = false;
            let mut chars = line.chars().peekable();
            while let Some(c) = chars.next() {
                match c {
                    '"' if is_quoted && chars.peek() == Some(&'"') => {
                        chars.next();
                        fields.last_mut().unwrap().push('"');
                    }
                    '"' => is_quoted = !is_quoted,
                    ',' if !is_quoted => fields.push(String::new()),
                    _ => fields.last_mut().unwrap().push(c),
                }
            }
            assert!(!is_quoted, "{line}");
            fields
        })
        .collect()
}

#[test]
fn a_csv_has_the_columns_and_rows_that_were_asked_for() {
    let word = unique::word();
    let title = format!("Яма, \"глубокая\" {word}; у дома");
    let first = Appeal::create_as(&appeal::with("/title", title.clone()));
    let second = Appeal::create_as(&appeal::with("/title", title.clone()));
    second.go_through(&["in_progress"]);
    let answer = export("csv", &format!("q={word}&columns=number,title,status")).expect(200);
    assert!(
        answer
            .header("content-type")
            .starts_with("text/csv; charset=utf-8"),
        "{answer}"
    );
    assert!(
        answer
            .header("content-disposition")
            .starts_with("attachment;"),
        "{answer}"
    );
    let cells = [
        ["Номер", "Тема", "Статус"],
        [&second.number, &title, "В работе"],
        [&first.number, &title, "Создан"],
    ];
    assert_eq!(rows(&answer), cells);
    let english = Call::get(format!(
        "/api/v1/exports/appeals.csv?q={word}&columns=status,number&sort=created_at"
    ));
    let english = rows(&english.staff().lang("en").send().expect(200));
    assert_eq!(english[0], ["Status", "Number"]);
    assert_eq!(english[1][1], first.number);
    let filtered = rows(
        &export(
            "csv",
            &format!("q={word}&status=in_progress&columns=number"),
        )
        .expect(200),
    );
    assert_eq!(filtered, [["Номер"], [&second.number]]);
    assert_eq!(
        rows(&export("csv", &format!("q={word}&status=closed")).expect(200)).len(),
        1
    );
    let everything = rows(&export("csv", &format!("q={word}")).expect(200));
    assert!(
        everything[0].len() >= 10
            && everything
                .iter()
                .all(|row| row.len() == everything[0].len())
    );
}

#[test]
fn a_csv_for_excel_says_its_encoding() {
    let word = unique::word();
    Appeal::create_as(&appeal::with("/title", format!("Яма {word} у дома")));
    let plain = export("csv", &format!("q={word}")).expect(200);
    assert!(!plain.text().starts_with('\u{feff}'));
    let marked = export("csv", &format!("q={word}&bom=true")).expect(200);
    assert_eq!(marked.text().strip_prefix('\u{feff}'), Some(plain.text()));
    let excel = export(
        "csv",
        &format!("q={word}&dialect=excel&columns=number,title"),
    )
    .expect(200);
    assert!(
        excel.text().starts_with("\u{feff}Номер;Тема\r\n"),
        "{excel}"
    );
}

#[test]
fn a_formula_in_a_title_is_text_in_a_spreadsheet() {
    let word = unique::word();
    let formulas = [
        "=HYPERLINK(\"http://x\")",
        "+7 912 345",
        "-2+3",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
    ];
    for formula in formulas {
        Appeal::create_as(&appeal::with("/title", format!("{formula} {word}")));
    }
    for format in ["q={}&columns=title", "q={}&columns=title&bom=true"] {
        let found = rows(&export("csv", &format.replace("{}", &word)).expect(200));
        assert_eq!(found.len(), formulas.len() + 1);
        for row in &found[1..] {
            assert!(row[0].starts_with('\''), "{row:?}");
        }
    }
    let excel = export("csv", &format!("q={word}&columns=title&dialect=excel")).expect(200);
    for line in excel.text().lines().skip(1) {
        assert!(line.trim_start_matches('"').starts_with('\''), "{line}");
    }
}

#[test]
fn a_workbook_and_a_pdf_are_whole() {
    let word = unique::word();
    Appeal::create_as(&appeal::with("/title", format!("Яма {word} у дома")));
    let xlsx = export("xlsx", &format!("q={word}&columns=number,title,created_at")).expect(200);
    assert_eq!(
        xlsx.header("content-type"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    );
    assert!(xlsx.header("content-disposition").contains(".xlsx"));
    assert!(xlsx.body.starts_with(b"PK\x03\x04"));
    let has = |name: &[u8]| xlsx.body.windows(name.len()).any(|part| part == name);
    assert!(
        has(b"xl/workbook.xml") && has(b"xl/worksheets/sheet1.xml") && has(b"[Content_Types].xml")
    );
    let pdf = export("pdf", &format!("q={word}&columns=number,title")).expect(200);
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF-1.") && pdf.body.trim_ascii_end().ends_with(b"%%EOF"));
    for format in ["xlsx", "pdf"] {
        export(format, &format!("q={word}&status=closed")).expect(200);
    }
}

#[test]
fn an_export_refuses_what_the_list_refuses() {
    for format in ["csv", "xlsx", "pdf"] {
        assert_eq!(
            export(format, "columns=number,secret").faults(),
            ["/columns column_unknown"],
            "{format}"
        );
        assert_eq!(
            export(format, "columns=,").faults(),
            ["/columns column_unknown"],
            "{format}"
        );
        let faults = export(format, "status=x&sort=y&created_from=z").faults();
        assert_eq!(faults.len(), 3, "{format}: {faults:?}");
        let many = ["number"; 40].join(",");
        export(format, &format!("columns={many}")).faults();
    }
    for path in [
        "appeals.doc",
        "appeals",
        "appeals/x.doc",
        "appeals/2026-0000001-2",
        "people.csv",
        "",
    ] {
        Call::get(format!("/api/v1/exports/{path}"))
            .staff()
            .send()
            .problem(404, "not_found");
    }
}

#[test]
fn an_act_is_made_of_the_wildest_texts() {
    let long = "Очень длинное слово: ".to_owned() + &"безпробела".repeat(300);
    let mut body = appeal::with(
        "/text",
        format!("{long}\n\n{}", "Строка. 漢字 עברית 🕳️ ﷽\n".repeat(100)),
    );
    appeal::set(
        &mut body,
        "/title",
        json!("Яма 🕳 <b>&amp; «кавычки» у дома"),
    );
    let appeal = Appeal::create_as(&body);
    let act =
        Call::get(format!("/api/v1/exports/appeals/{}.pdf", appeal.number)).code(&appeal.code);
    let act = act.send().expect(200);
    assert!(act.body.trim_ascii_end().ends_with(b"%%EOF"));
    assert!(
        act.header("content-disposition").contains(&appeal.number),
        "{act}"
    );
}

/// The texts of a workbook's cells and of the letters drawn on a page: enough to look for a word in.
#[track_caller]
fn check_words(answer: &Answer, has: &[&str], has_not: &[&str]) {
    let rows = rows(answer);
    let all: Vec<&str> = rows.iter().flatten().map(String::as_str).collect();
    for one in has {
        assert!(all.contains(one), "{one} in {rows:?}");
    }
    for one in has_not {
        assert!(
            !all.iter().any(|cell| cell.contains(one)),
            "{one} in {rows:?}"
        );
    }
}

#[test]
fn lists_say_who_and_by_what_way_in_words() {
    let word = unique::word();
    let title = format!("Яма {word} у дома");
    let mut anna = Person::registered();
    let mut body = appeal::with("/title", title.clone());
    let taken = Appeal::read(&anna.post(appeal::APPEALS, &body));
    appeal::set(&mut body, "/channel", json!("phone"));
    let by_phone = Call::post(appeal::APPEALS)
        .staff()
        .json(&body)
        .key(&unique::word());
    by_phone.send().expect(201);
    let family = format!("Белова-{}", unique::letters());
    let mut olga = Person::colleague("operator", [AGENCY, "", ""], &family);
    olga.post(&taken.path("/take"), &json!({})).expect(200);
    let account = olga.get("/api/v1/account").expect(200).json();
    let id = account["id"].as_str().unwrap();
    let name = format!("{family} Ольга");

    let query = format!("q={word}");
    let path = |format: &str| format!("/api/v1/exports/appeals.{format}?{query}");
    for mut staff in [olga.clone(), Person::staff("observer", [AGENCY, "", ""])] {
        let csv = staff.get(&path("csv")).expect(200);
        check_words(
            &csv,
            &[&name, "телефон", "программный интерфейс"],
            &[id, "phone", "api"],
        );
        // Whoever has nothing of it has an empty cell.
        let assigned = rows(&csv)
            .into_iter()
            .skip(1)
            .filter(|row| row[11].is_empty());
        assert_eq!(assigned.count(), 1, "{csv}");
    }
    let english = olga
        .send(olga.call("GET", &path("csv")).lang("en"))
        .expect(200);
    check_words(
        &english,
        &[&name, "telephone", "API", "In progress"],
        &[id, "api"],
    );
    for format in ["xlsx", "pdf"] {
        olga.get(&path(format)).expect(200);
    }
    // The applicant is told that somebody has it, and not who.
    let own = anna.get(&path("csv")).expect(200);
    check_words(&own, &["сотрудник ведомства"], &[id, &family]);
}
