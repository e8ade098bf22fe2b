//! The configuration: what is read, and what a change does.

use domain::access::Role;
use domain::category::Instance;
use domain::configuration::{Kind, UnitItem};
use domain::{Actor, Rules};
use store::account::{Login, LoginKind};
use store::block::{self, Blocked, NewBlock};
use store::configuration::{self, Change};

use crate::support::*;

fn change<'a>(actor: &'a Actor, kind: Kind, key: &'a str, version: i64, data: &str) -> Change<'a> {
    Change {
        at: 1,
        actor,
        kind,
        key,
        version,
        agency: None,
        data: (!data.is_empty()).then(|| data.to_owned()),
        secret: None,
    }
}

#[tokio::test]
async fn what_an_installation_begins_with_is_read_and_has_a_history() {
    let fixture = Fixture::new().await;
    let all = configuration::read(&fixture.db).await.unwrap();
    let roads = all.catalogue.agency("road_agency").unwrap();
    assert_eq!(roads.instance, Instance::Local);
    let regional = roads.superior.as_deref().unwrap();
    let regional = all.catalogue.agency(regional).unwrap();
    assert_eq!(regional.instance, Instance::Regional);
    let federal = regional.superior.as_deref().unwrap();
    assert_eq!(
        all.catalogue.agency(federal).unwrap().instance,
        Instance::Federal
    );
    for class in domain::DeadlineClass::ALL {
        assert_eq!(all.rules.term(*class), Rules::default().term(*class));
    }
    assert!(all.templates.len() >= 8);
    assert_eq!(
        all.version,
        configuration::version(&fixture.db).await.unwrap()
    );
    assert!(all.version > 100);
}

#[tokio::test]
async fn of_two_who_change_the_same_version_one_is_told() {
    let fixture = Fixture::new().await;
    let (db, actor) = (&fixture.db, staff());
    let before = configuration::version(db).await.unwrap();
    let data = r#"{"agency":"road_agency","code":"north","name_ru":"Север","name_en":"North","active":true}"#;
    let unit = change(&actor, Kind::Unit, "road_agency:north", 1, data);
    assert!(configuration::change(db, &unit).await.unwrap());
    assert!(!configuration::change(db, &unit).await.unwrap());
    let all = configuration::read(db).await.unwrap();
    assert_eq!(
        all.units,
        [UnitItem {
            agency: "road_agency".to_owned(),
            code: "north".to_owned(),
            name_ru: "Север".to_owned(),
            name_en: "North".to_owned(),
            active: true,
        }]
    );
    assert!(all.version > before);
    assert!(all.has_unit("road_agency", "north") && !all.has_unit("municipality", "north"));
    let gone = change(&actor, Kind::Unit, "road_agency:north", 2, "");
    assert!(configuration::change(db, &gone).await.unwrap());
    assert!(configuration::read(db).await.unwrap().units.is_empty());
    let last = configuration::last_version(db, Kind::Unit, "road_agency:north");
    assert_eq!(last.await.unwrap(), 2);
}

#[tokio::test]
async fn a_changed_category_and_agency_stand_in_their_tables_too() {
    let fixture = Fixture::new().await;
    let (db, actor) = (&fixture.db, staff());
    let key = "housing.heating";
    let kept = configuration::item(db, Kind::Category, key).await.unwrap();
    let kept = kept.unwrap();
    let data = kept
        .data
        .replace("\"active\":true", "\"active\":false")
        .replace("\"kept_months\":60", "\"kept_months\":12");
    let closed = change(&actor, Kind::Category, key, kept.version + 1, &data);
    assert!(configuration::change(db, &closed).await.unwrap());
    let sql =
        "SELECT kept_months, active, fields, types FROM category WHERE code = 'housing.heating'";
    let row = &rows(db, sql).await[0];
    assert_eq!(row[0], store::Value::Integer(12));
    assert_eq!(row[1], store::Value::Integer(0));
    assert!(
        matches!(&row[2], store::Value::Text(fields) if fields.starts_with("[{\"code\":\"address\""))
    );
    let all = configuration::read(db).await.unwrap();
    let category = all.catalogue.category(key).unwrap();
    assert!(!category.active && !all.catalogue.is_open(category));
    assert!(all.catalogue.children("housing").all(|c| c.code != key));
}

#[tokio::test]
async fn the_history_only_grows() {
    let fixture = Fixture::new().await;
    for sql in [
        "UPDATE configuration_change SET data = '{}' WHERE id = 1",
        "DELETE FROM configuration_change WHERE id = 1",
    ] {
        let refused = store::Connection::execute(&fixture.db, sql, vec![]).await;
        assert!(refused.unwrap_err().is_constraint("journal_append_only"));
    }
}

#[tokio::test]
async fn a_block_stops_whom_it_names_until_its_end_or_until_it_is_lifted() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let by = Actor::staff(Role::Supervisor, "boss").unwrap();
    let contact = |address: &str| Login::new(LoginKind::Email, address);
    let blocked = [
        ("b1", Blocked::Account("anna".to_owned()), None),
        (
            "b2",
            Blocked::Contact(contact("Rude@Example.ru")),
            Some(100),
        ),
    ];
    for (id, blocked, until) in &blocked {
        let new = NewBlock {
            id,
            blocked,
            agency: Some("road_agency"),
            appeal: None,
            reason: "Угрозы",
            by: &by,
            at: 1,
            until: *until,
        };
        block::set(db, &new).await.unwrap();
    }
    let rude = [contact("rude@example.ru")];
    let found = block::stopping(db, None, &rude, 50).await.unwrap().unwrap();
    assert_eq!((found.id.as_str(), found.reason.as_str()), ("b2", "Угрозы"));
    assert_eq!(block::stopping(db, None, &rude, 100).await.unwrap(), None);
    let other = [contact("anna@example.ru")];
    assert_eq!(block::stopping(db, None, &other, 50).await.unwrap(), None);
    assert!(
        block::stopping(db, Some("anna"), &[], 5)
            .await
            .unwrap()
            .is_some()
    );
    assert!(block::lift(db, "b1", &by, 6).await.unwrap());
    assert!(!block::lift(db, "b1", &by, 7).await.unwrap());
    assert_eq!(
        block::stopping(db, Some("anna"), &[], 8).await.unwrap(),
        None
    );
    assert_eq!(
        block::list(db, Some("road_agency"), None, 10)
            .await
            .unwrap()
            .len(),
        2
    );
    assert!(
        block::list(db, Some("municipality"), None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let stored = rows(
        db,
        "SELECT data FROM configuration_change WHERE kind = 'block'",
    )
    .await;
    assert_eq!(stored.len(), 3);
}
