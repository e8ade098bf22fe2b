use super::*;
use crate::lang::{Lang, Text};

fn rule(id: &str, conditions: (&str, &str, &str), agency: &str) -> Rule {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Rule {
        id: id.to_owned(),
        category: given(conditions.0),
        region: given(conditions.1).and_then(|code| Region::parse(&code).ok()),
        service_code: given(conditions.2),
        agency: agency.to_owned(),
        unit: None,
        assignee: None,
        strategy: Strategy::None,
    }
}

fn rules() -> Vec<Rule> {
    let mut rules = vec![
        rule("service", ("", "", "4-A/17"), "fund"),
        rule("place", ("roads.snow", "62", ""), "ryazan_roads"),
        rule("group", ("roads", "", ""), "roads"),
        rule("region", ("", "27", ""), "khabarovsk"),
    ];
    for rule in &mut rules {
        rule.unit = Some(format!("{}_unit", rule.id));
    }
    rules
}

fn matter<'a>(category: &'a str, region: &str, service_code: Option<&'a str>) -> Matter<'a> {
    Matter {
        category,
        group: category.split('.').next(),
        region: Region::parse(region).unwrap(),
        service_code,
    }
}

#[track_caller]
fn goes(category: &str, region: &str, service: Option<&str>, expected: &str) {
    let route = route(&rules(), &matter(category, region, service), "own");
    assert_eq!(route.rule.as_deref().unwrap_or("-"), expected);
}

#[test]
fn the_first_rule_that_fits_decides() {
    goes("roads.snow", "62", None, "place");
    goes("roads.snow", "77", None, "group");
    goes("roads.surface", "62", None, "group");
    goes("roads.surface", "27", None, "group");
    goes("health.quality", "27", None, "region");
    goes("roads.snow", "62", Some("4-a/17"), "service");
    goes("roads.snow", "62", Some("another"), "place");
    goes("health.quality", "77", None, "-");
    // A code that only begins like a group's is another category.
    goes("roadside.snow", "77", None, "-");
}

#[test]
fn where_no_rule_fits_the_categorys_own_agency_answers() {
    let route = route(&rules(), &matter("health.quality", "77", None), "own");
    assert_eq!(route.agency, "own");
    assert_eq!((route.unit, route.rule), (None, None));
}

#[test]
fn a_forwarded_appeal_finds_the_unit_of_the_agency_it_is_sent_to() {
    let matter = matter("roads.snow", "62", None);
    let there = within(&rules(), &matter, "roads");
    assert_eq!(there.unit.as_deref(), Some("group_unit"));
    let elsewhere = within(&rules(), &matter, "khabarovsk");
    assert_eq!((elsewhere.unit, elsewhere.rule), (None, None));
}

#[test]
fn a_named_executor_is_not_looked_for() {
    let mut rules = rules();
    let wanted = |rules: &[Rule]| {
        let route = route(rules, &matter("roads.snow", "62", None), "own");
        (route.assignee, route.least_loaded)
    };
    assert_eq!(wanted(&rules), (None, false));
    rules[1].strategy = Strategy::LeastLoaded;
    assert_eq!(wanted(&rules), (None, true));
    rules[1].assignee = Some("anna".to_owned());
    assert_eq!(wanted(&rules), (Some("anna".to_owned()), false));
}

#[test]
fn the_least_loaded_is_chosen_and_of_equals_always_the_same() {
    let people = |loads: &[(&str, u64)]| -> Vec<(String, u64)> {
        let pairs = loads.iter();
        pairs
            .map(|(who, open)| ((*who).to_owned(), *open))
            .collect()
    };
    assert_eq!(least_loaded(&people(&[])), None);
    assert_eq!(least_loaded(&people(&[("b", 3), ("a", 7)])), Some("b"));
    assert_eq!(least_loaded(&people(&[("b", 3), ("a", 3)])), Some("a"));
}

#[test]
fn an_explanation_names_the_rules_conditions_in_both_languages() {
    let rules = rules();
    let catalogue = Catalogue::default();
    let explain = |category, region| {
        let route = route(&rules, &matter(category, region, None), "own");
        route.explain(&rules, &catalogue)
    };
    let text: Text = explain("roads.snow", "62");
    assert_eq!(
        text.get(Lang::Ru),
        "По правилу маршрута: категория «roads.snow», регион Рязанская область"
    );
    assert!(
        text.get(Lang::En)
            .starts_with("By a routing rule: category “roads.snow”, region")
    );
    assert!(
        explain("health.quality", "77")
            .get(Lang::Ru)
            .contains("ведомство категории")
    );
}

#[test]
fn a_repeat_appeal_goes_to_whoever_knows_the_matter_or_to_their_substitute() {
    let all = [
        ("a".to_owned(), 3),
        ("b".to_owned(), 1),
        ("c".to_owned(), 2),
    ];
    for (executor, executors, assignee) in [
        (Some("a"), &all[..], Some("a")),
        // Who left or is blocked is not among them.
        (Some("gone"), &all[..], Some("b")),
        (Some("gone"), &[], None),
        (None, &all[..], None),
    ] {
        let route = repeat("roads", Some("north"), executor, executors);
        assert_eq!(route.assignee.as_deref(), assignee, "{executor:?}");
        assert_eq!(
            (route.agency.as_str(), route.unit.as_deref()),
            ("roads", Some("north"))
        );
    }
}
