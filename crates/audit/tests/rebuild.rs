//! The command, on a database in which somebody has changed read models with a SQLite shell.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use domain::event::{AppealRegistered, Channel};
use domain::{Actor, AppealNumber, Deadline, DeadlineClass, Effects, Region, Rules, Status};
use store::journal::{self, Registration};
use store::{Connection, Native, migrations};
use tempfile::TempDir;
use vault::Secrets;

fn open(state: &Path) -> Native {
    let secrets = Secrets {
        secret: b"the-secret-key-of-the-tests-of-rebuild",
        data: None,
        data_previous: None,
        kept: None,
    };
    Native::open(&state.join("sqlite_db.db"), Arc::new(secrets.vault())).unwrap()
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(work)
}

/// Two appeals.
fn state() -> TempDir {
    let state = tempfile::tempdir().unwrap();
    run(async {
        let db = open(state.path());
        migrations::migrate(&db, store::pause).await.unwrap();
        for id in ["a", "b"] {
            register(&db, id).await;
        }
    });
    state
}

async fn register(db: &Native, id: &str) -> AppealNumber {
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    let region: Region = "62".parse().unwrap();
    let event = AppealRegistered {
        appeal_type: "complaint".parse().unwrap(),
        category: "roads.surface".to_owned(),
        region,
        agency: "road_agency".to_owned(),
        channel: Channel::Api,
        on_behalf_of: None,
        anonymous: true,
        status: Status::Created,
        missing_documents: Vec::new(),
        deadline: Deadline::compute(&Rules::default(), at, DeadlineClass::Standard, region),
        answer_by: Vec::new(),
        call_at: None,
        lang: domain::Lang::default(),
        attachments: Vec::new(),
        repeat_of: None,
        account: None,
        unit: None,
        assignee: None,
        rule: None,
        suggested: Vec::new(),
        urgency: None,
        private: None,
    };
    let registration = Registration {
        id,
        at: at.timestamp_millis(),
        year: 2026,
        actor: &Actor::Applicant,
        access_hash: [7; 32],
        idempotency: None,
        effects: &Effects::of_registration(&event, &Actor::Applicant, at, &Rules::default()),
    };
    journal::register(db, &event, &registration).await.unwrap()
}

fn rebuild(state: &Path, more: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rebuild"));
    let Output { status, stdout, .. } = command
        .arg("--state-dir")
        .arg(state)
        .args(more)
        .output()
        .unwrap();
    (status.success(), String::from_utf8(stdout).unwrap())
}

#[test]
fn what_the_journal_does_not_say_is_told_and_put_right() {
    let state = state();
    let all_well = (true, "2 appeals, all as the journal says\n".to_owned());
    assert_eq!(rebuild(state.path(), &[]), all_well);
    run(async {
        let db = open(state.path());
        for sql in [
            "UPDATE appeal SET status = 'closed' WHERE number = 20260000001",
            "DELETE FROM queue WHERE number = 20260000002",
            "UPDATE counter SET appeals = 7",
            "DELETE FROM appeal_search",
        ] {
            db.execute(sql, vec![]).await.unwrap();
        }
    });
    let (is_well, told) = rebuild(state.path(), &["--check"]);
    assert!(!is_well, "{told}");
    for line in [
        "2026-0000001-2 appeal: status was \"closed\", is \"created\"",
        "2 appeals, 4 differences, nothing changed",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    assert_eq!(rebuild(state.path(), &["--check"]), (false, told.clone()));
    let (is_well, put_right) = rebuild(state.path(), &[]);
    assert!(is_well, "{put_right}");
    assert_eq!(put_right, told.replace("nothing changed", "put right"));
    assert_eq!(rebuild(state.path(), &["--check"]), all_well);
}

#[test]
fn where_there_is_no_database_that_is_said() {
    let state = tempfile::tempdir().unwrap();
    assert_eq!(rebuild(state.path(), &[]), (false, String::new()));
}
