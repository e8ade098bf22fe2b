//! Values of variables, and the templates that use them.
//!
//! A value comes from the command line, else from the environment variable
//! `SPIN_VARIABLE_<NAME>`, else from the manifest's default, as in Spin.

use std::collections::BTreeMap;

use crate::manifest::Variable;

/// The prefix of environment variables that hold values, as in Spin.
const ENVIRONMENT_PREFIX: &str = "SPIN_VARIABLE_";

/// Values of the application's variables by name. It has no `Debug`: values may be secret.
#[derive(Default)]
pub struct Variables {
    values: BTreeMap<String, String>,
}

impl Variables {
    /// Takes each variable's value from where it is given; `environment` reads the process's.
    ///
    /// # Errors
    /// One message for each required variable without a value, each value given for a
    /// variable that the manifest doesn't name, and each name that isn't allowed.
    pub fn resolve(
        declared: &BTreeMap<String, Variable>,
        given: &BTreeMap<String, String>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        let mut values = BTreeMap::new();
        for (name, variable) in declared {
            if let Err(reason) = check_name(name) {
                problems.push(format!("[variables] {name}: {reason}"));
                continue;
            }
            let environment_name = format!("{ENVIRONMENT_PREFIX}{}", name.to_ascii_uppercase());
            let value = (given.get(name).cloned())
                .or_else(|| environment(&environment_name))
                .or_else(|| variable.default.clone());
            match value {
                Some(value) => _ = values.insert(name.clone(), value),
                None if variable.required => problems.push(format!(
                    "the required variable `{name}` has no value: pass --variable {name}=VALUE \
                     or set {environment_name}"
                )),
                None => problems.push(format!(
                    "[variables] {name}: must have a `default` or be `required = true`"
                )),
            }
        }
        for name in given.keys().filter(|name| !declared.contains_key(*name)) {
            problems.push(format!(
                "--variable {name}=…: the manifest's [variables] has no `{name}`"
            ));
        }
        if problems.is_empty() {
            Ok(Self { values })
        } else {
            Err(problems)
        }
    }

    /// The value of an application variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Replaces each `{{ name }}` in `template` by the variable's value.
    ///
    /// # Errors
    /// Says which braces are unmatched or which variable is unknown.
    pub fn expand(&self, template: &str) -> Result<String, String> {
        let mut expanded = String::new();
        let mut rest = template;
        while let Some((literal, after)) = rest.split_once("{{") {
            expanded.push_str(literal);
            let (name, after) = after
                .split_once("}}")
                .ok_or_else(|| "`{{` has no `}}`".to_owned())?;
            let name = name.trim();
            let value = self.get(name).ok_or_else(|| {
                format!("`{{{{ {name} }}}}` names no variable of the manifest's [variables]")
            })?;
            expanded.push_str(value);
            rest = after;
        }
        expanded.push_str(rest);
        Ok(expanded)
    }
}

/// Spin's rule for names: lower-case letters, digits and single underscores, a letter first.
///
/// # Errors
/// Says what is wrong with the name.
pub fn check_name(name: &str) -> Result<(), &'static str> {
    if name.is_empty() {
        return Err("a name must not be empty");
    }
    if !name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    {
        return Err("a name consists of a-z, 0-9 and _");
    }
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err("a name starts with a letter");
    }
    if name.contains("__") || name.ends_with('_') {
        return Err("underscores of a name are single and inside it");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(name: &str, default: Option<&str>, required: bool) -> BTreeMap<String, Variable> {
        let variable = Variable {
            default: default.map(str::to_owned),
            required,
            ..Variable::default()
        };
        BTreeMap::from([(name.to_owned(), variable)])
    }

    fn given(name: &str, value: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn the_command_line_wins_over_the_environment_and_that_over_the_default() {
        let declared = declared("port", Some("1"), false);
        let environment = |name: &str| (name == "SPIN_VARIABLE_PORT").then(|| "2".to_owned());
        let resolve = |given: &BTreeMap<_, _>, env: &dyn Fn(&str) -> Option<String>| {
            let values = Variables::resolve(&declared, given, env).ok().unwrap();
            values.get("port").unwrap().to_owned()
        };
        assert_eq!(resolve(&given("port", "3"), &environment), "3");
        assert_eq!(resolve(&BTreeMap::new(), &environment), "2");
        assert_eq!(resolve(&BTreeMap::new(), &|_| None), "1");
    }

    #[test]
    fn a_missing_required_variable_is_told_how_to_be_passed() {
        let problems =
            Variables::resolve(&declared("token", None, true), &BTreeMap::new(), |_| None)
                .err()
                .unwrap();
        assert!(
            problems[0].contains("--variable token=VALUE"),
            "{problems:?}"
        );
        assert!(problems[0].contains("SPIN_VARIABLE_TOKEN"), "{problems:?}");
    }

    #[test]
    fn a_value_for_an_unknown_variable_is_refused_without_showing_it() {
        let problems = Variables::resolve(&BTreeMap::new(), &given("tokn", "hunter2"), |_| None)
            .err()
            .unwrap();
        assert!(
            problems[0].contains("tokn") && !problems[0].contains("hunter2"),
            "{problems:?}"
        );
    }

    #[test]
    fn templates_expand() {
        let values = Variables {
            values: given("host", "example.org"),
        };
        for (template, expected) in [
            ("", Ok("")),
            ("plain", Ok("plain")),
            (
                "https://{{ host }}:{{host}}/",
                Ok("https://example.org:example.org/"),
            ),
            ("{ host }", Ok("{ host }")),
            ("{{ host", Err("`{{` has no `}}`")),
            (
                "{{ other }}",
                Err("`{{ other }}` names no variable of the manifest's [variables]"),
            ),
        ] {
            assert_eq!(
                values.expand(template).as_deref().map_err(String::as_str),
                expected
            );
        }
    }

    #[test]
    fn names_follow_spins_rule() {
        for (name, good) in [
            ("a", true),
            ("tick_token", true),
            ("a1_2", true),
            ("", false),
            ("Token", false),
            ("1a", false),
            ("a__b", false),
            ("a_", false),
            ("a-b", false),
        ] {
            assert_eq!(check_name(name).is_ok(), good, "{name:?}");
        }
    }
}
