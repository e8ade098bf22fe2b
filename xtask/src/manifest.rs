//! What the commands need from spin.toml.

use std::path::Path;

use anyhow::{Context, Result, bail};
use toml::Table;

use crate::project::Project;

/// The components in the manifest's order, and the variables marked secret.
#[derive(Debug, PartialEq)]
pub(crate) struct Manifest {
    pub(crate) components: Vec<String>,
    pub(crate) secret_variables: Vec<String>,
}

impl Manifest {
    pub(crate) fn read(project: &Project) -> Result<Self> {
        let path = project.path("spin.toml");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} can't be read", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} is not as expected", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let table: Table = text.parse()?;
        let section = |name: &str| table.get(name).and_then(toml::Value::as_table);
        let mut components = Vec::new();
        for (id, component) in section("component").context("it has no components")? {
            let source = component.get("source").and_then(toml::Value::as_str);
            let expected = wasm_path(id);
            if source != Some(&expected) {
                bail!(
                    "the source of component \"{id}\" should be \"{expected}\", \
                     where a package of the same name is built"
                );
            }
            components.push(id.clone());
        }
        let secret_variables = section("variables")
            .into_iter()
            .flatten()
            .filter(|(_, variable)| {
                variable.get("secret").and_then(toml::Value::as_bool) == Some(true)
            })
            .map(|(name, _)| name.clone())
            .collect();
        Ok(Self {
            components,
            secret_variables,
        })
    }
}

/// Where cargo puts a component, from the root of the project.
pub(crate) fn wasm_path(component: &str) -> String {
    let file = component.replace('-', "_");
    Path::new("target/wasm32-wasip2/component")
        .join(file)
        .with_extension("wasm")
        .display()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_and_secrets_are_read() {
        let manifest = Manifest::parse(
            r#"
            [variables]
            token = { default = "", secret = true }
            plain = { default = "" }
            [component.open-desk]
            source = "target/wasm32-wasip2/component/open_desk.wasm"
            "#,
        )
        .unwrap();
        assert_eq!(manifest.components, ["open-desk"]);
        assert_eq!(manifest.secret_variables, ["token"]);
    }

    #[test]
    fn a_component_built_elsewhere_is_refused() {
        let error = Manifest::parse("[component.desk]\nsource = \"desk.wasm\"").unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("target/wasm32-wasip2/component/desk.wasm"),
            "{text}"
        );
    }

    #[test]
    fn the_projects_own_manifest_is_understood() {
        let manifest = Manifest::read(&Project::find().unwrap()).unwrap();
        assert!(manifest.components.contains(&"site".to_owned()));
        assert!(
            manifest
                .secret_variables
                .contains(&"staff_token".to_owned())
        );
    }
}
