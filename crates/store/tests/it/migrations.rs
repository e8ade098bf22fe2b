//! Migrations: from empty, from every earlier version, and by two at once.

use store::{Connection, NativeConnection, migrations};

use crate::support::*;

const SCHEMA: &str = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name";

#[tokio::test]
async fn every_earlier_version_becomes_what_an_empty_database_becomes() {
    let fresh = Fixture::new().await;
    let expected = rows(&fresh.db, SCHEMA).await;
    for version in std::iter::once(0).chain(migrations::versions()) {
        let folder = tempfile::tempdir().unwrap();
        let db = NativeConnection::open(&folder.path().join("old.db")).unwrap();
        migrations::migrate_to(&db, version, store::pause)
            .await
            .unwrap();
        assert_eq!(migrations::current(&db).await.unwrap(), version);
        migrations::migrate(&db, store::pause).await.unwrap();
        assert_eq!(
            migrations::current(&db).await.unwrap(),
            migrations::newest()
        );
        assert_eq!(rows(&db, SCHEMA).await, expected, "from version {version}");
    }
}

#[tokio::test]
async fn a_database_from_before_the_baseline_is_told_apart_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let db = NativeConnection::open(&folder.path().join("old.db")).unwrap();
    for sql in [
        "CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)",
        "INSERT INTO schema_migrations (version, applied_at) VALUES (24, 1)",
    ] {
        db.execute(sql, vec![]).await.unwrap();
    }
    let before = rows(&db, SCHEMA).await;
    let refused = migrations::migrate(&db, store::pause).await.unwrap_err();
    assert!(
        refused.to_string().contains("older than 0.2.0"),
        "{refused}"
    );
    assert_eq!(rows(&db, SCHEMA).await, before);
}

#[tokio::test]
async fn the_schema_can_be_read_as_it_is_today() {
    let written = include_str!("../../../../schema/current.sql");
    let found = migrations::schema(&Fixture::new().await.db).await.unwrap();
    assert!(
        found == written,
        "schema/current.sql is another: `cargo xtask schema` writes it anew"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn instances_that_start_together_do_not_disturb_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("together.db");
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let path = path.clone();
            tokio::spawn(async move {
                let db = NativeConnection::open(&path)?;
                migrations::prepare_connection(&db).await?;
                migrations::migrate(&db, store::pause).await
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let db = NativeConnection::open(&path).unwrap();
    assert_eq!(
        migrations::current(&db).await.unwrap(),
        migrations::newest()
    );
    assert_eq!(
        rows(&db, "SELECT 1 FROM category WHERE code = 'roads.surface'")
            .await
            .len(),
        1
    );
}

#[tokio::test]
async fn the_catalogue_can_be_read_and_its_categories_name_known_agencies() {
    let fixture = Fixture::new().await;
    let catalogue = store::configuration::read(&fixture.db)
        .await
        .unwrap()
        .catalogue;
    assert_eq!(catalogue.groups().count(), 11);
    let mut leaves = 0;
    for category in catalogue
        .categories()
        .iter()
        .filter(|category| !category.is_group())
    {
        leaves += 1;
        let agency = category.agency.as_deref().unwrap();
        assert!(
            catalogue.agency(agency).is_some(),
            "{}: {agency}",
            category.code
        );
        assert!(category.deadline_class.is_some(), "{}", category.code);
        assert!(!category.types.is_empty(), "{}", category.code);
    }
    assert!(leaves >= 40, "{leaves}");
    let heating = catalogue.category("housing.heating").unwrap();
    assert_eq!((heating.hints.len(), heating.templates.len()), (3, 2));
    for category in catalogue.categories() {
        for template in &category.templates {
            let chars = template.text.ru.chars().count();
            assert!(template.title.ru.chars().count() >= 5, "{}", category.code);
            assert!(
                chars >= category.min_text_chars as usize,
                "{}",
                category.code
            );
        }
    }
}

/// A database whose host lets nobody set a PRAGMA, as libSQL's servers do: SQLite itself refuses it.
struct Hosted(std::sync::Mutex<rusqlite::Connection>);

impl Hosted {
    fn open(path: &std::path::Path) -> Self {
        use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
        let mut connection = rusqlite::Connection::open(path).unwrap();
        let refuse = |context: AuthContext<'_>| match context.action {
            // Tables of full text set some of their own inside.
            AuthAction::Pragma {
                pragma_name: "synchronous" | "busy_timeout" | "journal_mode",
                pragma_value: Some(_),
            } => Authorization::Deny,
            _ => Authorization::Allow,
        };
        connection.authorizer(Some(refuse)).unwrap();
        Hosted(std::sync::Mutex::new(connection))
    }
}

impl store::Connection for Hosted {
    async fn execute(
        &self,
        sql: &str,
        parameters: Vec<store::Value>,
    ) -> Result<Vec<store::Row>, store::Error> {
        assert!(parameters.is_empty() || sql.contains("schema_"));
        let connection = self.0.lock().unwrap();
        let run = || {
            let mut statement = connection.prepare(sql)?;
            let parameters = parameters.iter().map(|value| match value {
                store::Value::Integer(number) => rusqlite::types::Value::from(*number),
                store::Value::Text(text) => text.clone().into(),
                other => panic!("{other:?}"),
            });
            let columns = statement.column_count();
            let mut rows = statement.query(rusqlite::params_from_iter(parameters))?;
            let mut out = Vec::new();
            while let Some(row) = rows.next()? {
                let values = (0..columns).map(|index| {
                    row.get::<_, Option<i64>>(index)
                        .map_or(store::Value::Null, Into::into)
                });
                out.push(store::Row(values.collect()));
            }
            Ok(out)
        };
        run().map_err(|error: rusqlite::Error| store::Error::from_message(error.to_string()))
    }
}

#[tokio::test]
async fn a_host_that_lets_nobody_set_a_pragma_is_a_host_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hosted.db");
    let db = Hosted::open(&path);
    let refused = migrations::prepare_connection(&db).await.unwrap();
    assert_eq!(
        refused,
        ["PRAGMA synchronous = FULL", "PRAGMA busy_timeout = 10000"]
    );
    migrations::migrate(&db, store::pause).await.unwrap();
    assert_eq!(
        migrations::current(&db).await.unwrap(),
        migrations::newest()
    );
    let local = NativeConnection::open(&path).unwrap();
    let refused = migrations::prepare_connection(&local).await.unwrap();
    assert!(refused.is_empty(), "{refused:?}");
}

#[tokio::test]
async fn what_else_is_wrong_with_a_database_is_not_taken_for_a_refused_pragma() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.db");
    std::fs::write(&path, "not a database, whatever its name is. ".repeat(200)).unwrap();
    let error = migrations::prepare_connection(&Hosted::open(&path))
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("not a database"),
        "the cause is told: {error}"
    );
}
