//! The command, on files that somebody has changed with a SQLite shell.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use domain::access::DataPart;
use store::access_log::{Entry, Reason, record};
use store::{Connection, Native, migrations};
use tempfile::TempDir;
use vault::Secrets;

const SECRET: &str = "the-secret-key-of-the-tests-of-the-audit";

/// Three readings, with the key in secrets.toml as `cargo xtask up` keeps it.
fn state() -> TempDir {
    let state = tempfile::tempdir().unwrap();
    let lines = format!("secret_key = \"{SECRET}\"\n");
    std::fs::write(state.path().join("secrets.toml"), lines).unwrap();
    run(async {
        let db = open(state.path());
        migrations::migrate(&db, store::pause).await.unwrap();
        for at in 1..=3 {
            read(&db, at).await;
        }
    });
    state
}

fn open(state: &Path) -> Native {
    let secrets = Secrets {
        secret: SECRET.as_bytes(),
        data: None,
        data_previous: None,
        kept: None,
    };
    Native::open(&state.join("sqlite_db.db"), Arc::new(secrets.vault())).unwrap()
}

async fn read(db: &Native, at: i64) {
    let entry = Entry {
        at,
        actor: "staff:a.petrova",
        role: "operator",
        reason: Reason::Territory,
        fields: &[DataPart::Applicant],
        rows: 1,
        account: None,
        appeals: &[],
    };
    record(db, &entry).await.unwrap();
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(work)
}

fn audit(state: &Path, more: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_audit"));
    for name in ["SECRET_KEY", "DATA_KEY", "DATA_KEY_PREVIOUS"] {
        command.env_remove(format!("SPIN_VARIABLE_{name}"));
    }
    command.arg("--state-dir").arg(state).args(more);
    command.envs(environment.iter().copied());
    command.output().unwrap()
}

#[track_caller]
fn whole(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let head = text.lines().find_map(|line| line.strip_prefix("head: "));
    head.unwrap_or_default().to_owned()
}

#[track_caller]
fn not_whole(output: &Output) {
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        !output.status.success() && text.contains("NOT WHOLE"),
        "{text}"
    );
}

#[test]
fn a_whole_log_has_a_head_to_keep_and_goes_on_from_it() {
    let state = state();
    let head = whole(&audit(state.path(), &[], &[]));
    assert!(head.starts_with("3-") && head.len() == 2 + 64, "{head}");
    run(async { read(&open(state.path()), 4).await });
    let later = whole(&audit(state.path(), &["--expect", &head], &[]));
    assert!(later.starts_with("4-"), "{later}");
    assert_eq!(
        whole(&audit(self::state().path(), &["--expect", &head], &[])),
        head,
        "the same rows"
    );
    not_whole(&audit(self::state().path(), &["--expect", &later], &[]));
}

#[test]
fn a_change_in_the_file_is_found() {
    for sql in [
        "UPDATE access_log SET actor = 'staff:b' WHERE seq = 2",
        "DELETE FROM access_log WHERE seq = 2",
        "DELETE FROM access_log WHERE seq = 3",
        "UPDATE access_log SET seq = CASE seq WHEN 2 THEN 30 ELSE seq END",
    ] {
        let state = state();
        run(async {
            let db = open(state.path());
            for sql in [
                "DROP TRIGGER access_log_is_never_changed",
                "DROP TRIGGER access_log_is_never_removed",
                sql,
            ] {
                db.execute(sql, vec![]).await.unwrap();
            }
        });
        not_whole(&audit(state.path(), &[], &[]));
    }
}

#[test]
fn the_key_comes_from_the_environment_before_the_file_and_nowhere_else() {
    let state = state();
    not_whole(&audit(
        state.path(),
        &[],
        &[(
            "SPIN_VARIABLE_SECRET_KEY",
            "another-key-of-more-than-32-characters",
        )],
    ));
    std::fs::remove_file(state.path().join("secrets.toml")).unwrap();
    let output = audit(state.path(), &[], &[]);
    assert!(!output.status.success() && output.stdout.is_empty());
    whole(&audit(
        state.path(),
        &[],
        &[("SPIN_VARIABLE_SECRET_KEY", SECRET)],
    ));
}

#[test]
fn where_there_is_no_database_none_is_made() {
    let empty = tempfile::tempdir().unwrap();
    assert!(!audit(empty.path(), &[], &[]).status.success());
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
}
