//! Migrations: from empty, from every earlier version, and by two at once.

use store::{NativeConnection, migrations};

use crate::support::*;

const SCHEMA: &str = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name";

#[tokio::test]
async fn every_earlier_version_becomes_what_an_empty_database_becomes() {
    let fresh = Fixture::new().await;
    let expected = rows(&fresh.db, SCHEMA).await;
    for version in std::iter::once(0).chain(migrations::versions()) {
        let folder = tempfile::tempdir().unwrap();
        let db = NativeConnection::open(&folder.path().join("old.db")).unwrap();
        migrations::migrate_to(&db, version).await.unwrap();
        assert_eq!(migrations::current(&db).await.unwrap(), version);
        migrations::migrate(&db).await.unwrap();
        assert_eq!(
            migrations::current(&db).await.unwrap(),
            migrations::newest()
        );
        assert_eq!(rows(&db, SCHEMA).await, expected, "from version {version}");
    }
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
                migrations::migrate(&db).await
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
