//! The log of readings: nothing of it can be changed, put in or taken away without being found.

use domain::access::DataPart;
use store::access_log::{self, Entry, Fault, Head, Reason, head, record, verify};
use store::{Connection, Native};

use crate::support::*;

async fn read(db: &Native, at: i64, appeals: &[String], account: Option<&str>) {
    let entry = Entry {
        at,
        actor: "staff:a.petrova",
        role: "operator",
        reason: Reason::Assigned,
        fields: &[DataPart::Applicant, DataPart::Text],
        rows: 1,
        account,
        appeals,
    };
    record(db, &entry).await.unwrap();
}

async fn fixture(rows: i64) -> Fixture {
    let fixture = Fixture::new().await;
    for at in 1..=rows {
        read(&fixture.db, at, &["appeal".to_owned()], None).await;
    }
    fixture
}

/// Somebody with the file and a SQLite shell.
async fn tamper(db: &Native, statements: &[&str]) {
    for sql in [
        "DROP TRIGGER access_log_is_never_changed",
        "DROP TRIGGER access_log_is_never_removed",
    ]
    .iter()
    .chain(statements)
    {
        db.execute(sql, vec![]).await.unwrap();
    }
}

#[tokio::test]
async fn a_whole_log_is_found_whole_and_an_empty_one_too() {
    let fixture = fixture(0).await;
    let empty = verify(&fixture.db, None).await.unwrap();
    assert_eq!((empty.rows, empty.head, empty.fault), (0, None, None));
    for at in 1..=5 {
        read(&fixture.db, at, &[], Some("account")).await;
    }
    let whole = verify(&fixture.db, None).await.unwrap();
    assert_eq!((whole.rows, whole.fault), (5, None));
    assert_eq!(whole.head.unwrap().seq, 5);
}

#[tokio::test]
async fn what_was_done_to_the_log_is_found() {
    let cases: &[(&str, &[&str], Fault)] = &[
        ("a changed actor", &["UPDATE access_log SET actor = 'staff:b' WHERE seq = 3"], Fault::Changed(3)),
        ("a changed time", &["UPDATE access_log SET at = 0 WHERE seq = 6"], Fault::Changed(6)),
        ("changed fields", &["UPDATE access_log SET fields = '[]' WHERE seq = 1"], Fault::Changed(1)),
        ("changed appeals", &["UPDATE access_log SET appeals = '[]' WHERE seq = 2"], Fault::Changed(2)),
        ("an account that was put in", &["UPDATE access_log SET account = '' WHERE seq = 2"], Fault::Changed(2)),
        ("a row taken out of the middle", &["DELETE FROM access_log WHERE seq = 3"], Fault::Missing(3)),
        (
            "a row taken out, and the others moved up",
            &["DELETE FROM access_log WHERE seq = 3", "UPDATE access_log SET seq = seq - 1 WHERE seq > 3",
              "UPDATE access_log_head SET seq = 5"],
            Fault::Changed(3),
        ),
        (
            "two rows exchanged",
            &["UPDATE access_log SET seq = 100 WHERE seq = 2", "UPDATE access_log SET seq = 2 WHERE seq = 3",
              "UPDATE access_log SET seq = 3 WHERE seq = 100"],
            Fault::Changed(2),
        ),
        ("the first row taken away", &["DELETE FROM access_log WHERE seq = 1"], Fault::Missing(1)),
        ("the last rows taken away", &["DELETE FROM access_log WHERE seq > 4"], Fault::Cut(6)),
        (
            "the last rows taken away, and the head set to what is left",
            &["DELETE FROM access_log WHERE seq > 4",
              "UPDATE access_log_head SET seq = 4, hash = (SELECT hash FROM access_log WHERE seq = 4)"],
            Fault::Head,
        ),
        ("all rows and the head taken away but one", &["DELETE FROM access_log_head"], Fault::Head),
        (
            "a row put in behind the head, which is set to it",
            &["INSERT INTO access_log SELECT 7, at, actor, role, reason, fields, rows, account, appeals, hash
               FROM access_log WHERE seq = 6", "UPDATE access_log_head SET seq = 7"],
            Fault::Changed(7),
        ),
    ];
    for (what, statements, fault) in cases {
        let fixture = fixture(6).await;
        tamper(&fixture.db, statements).await;
        let verdict = verify(&fixture.db, None).await.unwrap();
        assert_eq!(verdict.fault, Some(*fault), "{what}");
    }
}

#[tokio::test]
async fn a_head_that_was_written_down_finds_a_log_that_was_put_back_or_written_anew() {
    let fixture = fixture(3).await;
    let kept = head(&fixture.db).await.unwrap().unwrap();
    for at in 4..=6 {
        read(&fixture.db, at, &[], None).await;
    }
    let verdict = verify(&fixture.db, Some(&kept)).await.unwrap();
    assert_eq!(verdict.fault, None, "the log has grown since");
    let newest = verdict.head.unwrap();
    // An older file of the database knows nothing of the newer rows.
    let old = self::fixture(3).await;
    let verdict = verify(&old.db, Some(&newest)).await.unwrap();
    assert_eq!(verdict.fault, Some(Fault::Expected(6)));
    let other = Head {
        seq: 2,
        hash: vec![0; 32],
    };
    let verdict = verify(&fixture.db, Some(&other)).await.unwrap();
    assert_eq!(verdict.fault, Some(Fault::Expected(2)));
    let emptied = self::fixture(0).await;
    let verdict = verify(&emptied.db, Some(&kept)).await.unwrap();
    assert_eq!(verdict.fault, Some(Fault::Expected(3)));
}

#[tokio::test]
async fn another_key_cannot_continue_the_log() {
    let fixture = fixture(2).await;
    let masters = vault::Masters {
        data: b"one",
        previous: &[],
        secret: b"a guess",
    };
    let path = fixture.folder.path().join("otklik.db");
    let forger = Native::open(&path, store::Vault::new(&masters).into()).unwrap();
    read(&forger, 3, &[], None).await;
    let verdict = verify(&fixture.db, None).await.unwrap();
    assert_eq!(verdict.fault, Some(Fault::Changed(3)));
}

#[tokio::test]
async fn the_log_refuses_changes_and_removals() {
    let fixture = fixture(1).await;
    for sql in [
        "UPDATE access_log SET actor = 'me'",
        "DELETE FROM access_log",
    ] {
        let refused = fixture.db.execute(sql, vec![]).await;
        assert!(
            refused.is_err_and(|error| error.is_constraint("journal_append_only")),
            "{sql}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_that_come_together_all_get_into_the_log() {
    let fixture = Fixture::new().await;
    let mut tasks = Vec::new();
    for n in 0..48 {
        let db = fixture.connection().await;
        tasks.push(tokio::spawn(async move {
            read(&db, n, &[n.to_string()], None).await
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let verdict = verify(&fixture.db, None).await.unwrap();
    assert_eq!((verdict.rows, verdict.fault), (48, None));
}

#[tokio::test]
async fn people_see_who_read_their_data_newest_first_and_nobody_else_s() {
    let fixture = Fixture::new().await;
    let mut ids = Vec::new();
    for (n, account) in ["anna", "anna", "boris"].into_iter().enumerate() {
        let mut event = event(n, now());
        event.account = Some(account.to_owned());
        let number = try_register(&fixture.db, &event, now(), None)
            .await
            .unwrap();
        ids.push(
            store::appeal(&fixture.db, number)
                .await
                .unwrap()
                .unwrap()
                .id,
        );
    }
    read(&fixture.db, 10, &ids[..1], None).await;
    read(&fixture.db, 20, &ids, None).await;
    read(&fixture.db, 30, &[], Some("anna")).await;
    read(&fixture.db, 40, &ids[2..], Some("boris")).await;
    let seen = async |account: &str, before, limit| {
        let found = access_log::list_for_account(&fixture.db, account, before, limit)
            .await
            .unwrap();
        let found = found
            .into_iter()
            .map(|r| (r.seq, r.at, r.number.map(|n| n % 10)));
        found.collect::<Vec<_>>()
    };
    let annas = [
        (3, 30, None),
        (2, 20, Some(2)),
        (2, 20, Some(1)),
        (1, 10, Some(1)),
    ];
    assert_eq!(seen("anna", None, 50).await, annas);
    assert_eq!(seen("anna", Some(3), 1).await, annas[1..2]);
    assert_eq!(
        seen("boris", None, 50).await,
        [(4, 40, Some(3)), (4, 40, None), (2, 20, Some(3))]
    );
    assert_eq!(seen("vera", None, 50).await, []);
    let appeal = access_log::list_for_appeal(&fixture.db, &ids[0], None, 50)
        .await
        .unwrap();
    assert_eq!(appeal.iter().map(|r| r.seq).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(appeal[0].fields, [DataPart::Applicant, DataPart::Text]);
}
