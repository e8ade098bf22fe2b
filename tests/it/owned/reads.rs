//! What a page and a command cost: an appeal's row and its journal are read once.

use otklik_tests::appeal::{self, Appeal};
use serde_json::json;

use super::objections::Stage;

/// How many statements read the appeal's row, its whole journal, and one event of it.
fn reads(statements: &[String]) -> [usize; 3] {
    let of = |part: &str| {
        let all = statements.iter();
        all.filter(|sql| sql.starts_with("SELECT") && sql.contains(part))
            .count()
    };
    [
        of("FROM appeal a WHERE a.number = ?1"),
        of("FROM event WHERE appeal = ?1 AND seq > ?2") + of("FROM event WHERE appeal = ?1 ORDER"),
        of("FROM event WHERE appeal = ?1 AND seq = ?2"),
    ]
}

#[test]
fn the_card_and_the_approval_read_the_appeal_and_its_journal_once() {
    let mut stage = Stage::set();
    let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(stage.target()));
    stage
        .operator
        .post(&appeal.path("/take"), &json!({}))
        .expect(200);
    let draft = json!({ "decision": "approved", "text": "Яму заделают до пятницы." });
    stage
        .operator
        .ask("PUT", &appeal.path("/answer"), &draft)
        .expect(200);
    stage
        .operator
        .post(&appeal.path("/answer/submit"), &json!({}))
        .expect(200);

    let page = format!("/desk/appeals/{}", appeal.number);
    let Stage { server, chief, .. } = &mut stage;
    let card = server.statements(|| {
        let call = chief.call("GET", &page).page();
        chief.send(call).expect(200);
    });
    assert_eq!(reads(&card), [1, 1, 0], "{card:#?}");

    // Once before, with the draft's own event, and once for the card that is the answer.
    let approval = server.statements(|| {
        chief
            .post(&appeal.path("/answer/approve"), &json!({}))
            .expect(200);
    });
    assert_eq!(reads(&approval), [2, 2, 1], "{approval:#?}");
}
