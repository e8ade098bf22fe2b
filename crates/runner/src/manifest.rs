//! `spin.toml`, version 2 of the manifest, as far as HTTP applications need it.
//!
//! A key that is not known here is an error with its line and column, so that a
//! misspelt grant never passes for an absent one.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};

/// A parsed manifest. Nothing in it has been checked against the file system yet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always 2.
    pub spin_manifest_version: u32,
    /// Name and description of the application.
    pub application: Application,
    /// Application variables by name.
    #[serde(default)]
    pub variables: BTreeMap<String, Variable>,
    /// What starts components.
    #[serde(default)]
    pub trigger: Triggers,
    /// Components by id.
    #[serde(default)]
    pub component: BTreeMap<String, Component>,
}

impl Manifest {
    /// Parses the text of a manifest.
    ///
    /// # Errors
    /// Says where the text departs from the format: line, column and what was expected.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut manifest: Self = toml::from_str(text)?;
        manifest.name_inline_components();
        Ok(manifest)
    }

    /// A component written inside its trigger gets an id of its own, and from there on
    /// is like any other.
    fn name_inline_components(&mut self) {
        for (index, trigger) in self.trigger.http.iter_mut().enumerate() {
            if let Some(ComponentRef::Inline(component)) = &mut trigger.component {
                let id = format!("trigger-http-{index}");
                let component = std::mem::take(component.as_mut());
                self.component.insert(id.clone(), component);
                trigger.component = Some(ComponentRef::Id(id));
            }
        }
    }
}

/// `[application]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// The application's name, shown in logs.
    pub name: String,
    /// Free text.
    #[serde(default)]
    pub version: String,
    /// Free text.
    #[serde(default)]
    pub description: String,
    /// Free text.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Settings of whole trigger types. Only `http` with the default `base` is accepted.
    #[serde(default)]
    pub trigger: ApplicationTrigger,
    /// Settings of tools, which are theirs alone.
    #[serde(default)]
    pub tool: BTreeMap<String, toml::Table>,
}

/// `[application.trigger]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicationTrigger {
    /// `[application.trigger.http]`.
    pub http: Option<HttpBase>,
}

/// `[application.trigger.http]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpBase {
    /// Deprecated in Spin, where only "/" is accepted.
    pub base: Option<String>,
}

/// One entry of `[variables]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// The value when nobody gives one.
    pub default: Option<String>,
    /// Whether the application cannot start without a value.
    #[serde(default)]
    pub required: bool,
    /// Whether the value must never be shown.
    #[serde(default)]
    pub secret: bool,
    /// Free text.
    #[serde(default)]
    pub description: String,
}

/// `[[trigger.*]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Triggers {
    /// `[[trigger.http]]`.
    #[serde(default)]
    pub http: Vec<HttpTrigger>,
}

/// One `[[trigger.http]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpTrigger {
    /// A name of the trigger, which nothing refers to.
    #[serde(default)]
    pub id: String,
    /// Which paths it answers.
    pub route: Route,
    /// The component that answers.
    pub component: Option<ComponentRef>,
    /// Or the answer itself.
    pub static_response: Option<StaticResponse>,
    /// How the component is called; only `http` (or its alias `spin`).
    pub executor: Option<Executor>,
}

/// `route = "/path"` or `route = { private = true }`.
#[derive(Debug)]
pub enum Route {
    /// A pattern: `/exact`, `/with/:name`, `/prefix/...`.
    Pattern(String),
    /// Reachable from components only.
    Private(bool),
}

impl<'de> Deserialize<'de> for Route {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Private {
            private: bool,
        }
        struct RouteVisitor;
        impl<'de> Visitor<'de> for RouteVisitor {
            type Value = Route;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a route such as \"/files/...\" or { private = true }")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Route, E> {
                Ok(Route::Pattern(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Route, A::Error> {
                let table = Private::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Route::Private(table.private))
            }
        }
        deserializer.deserialize_any(RouteVisitor)
    }
}

/// `component = "id"` or a component written in place.
#[derive(Debug)]
pub enum ComponentRef {
    /// An id of `[component.ID]`.
    Id(String),
    /// The component itself.
    Inline(Box<Component>),
}

impl<'de> Deserialize<'de> for ComponentRef {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RefVisitor;
        impl<'de> Visitor<'de> for RefVisitor {
            type Value = ComponentRef;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of a component or a component")
            }
            fn visit_str<E: de::Error>(self, id: &str) -> Result<ComponentRef, E> {
                Ok(ComponentRef::Id(id.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ComponentRef, A::Error> {
                let component = Component::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ComponentRef::Inline(Box::new(component)))
            }
        }
        deserializer.deserialize_any(RefVisitor)
    }
}

/// `static_response = { … }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaticResponse {
    /// 200 when absent.
    pub status_code: Option<u16>,
    /// Header fields of the answer.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body; empty when absent.
    pub body: Option<String>,
}

/// `executor = { type = "http" }`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Executor {
    /// `http` or `spin`; `wagi` is not supported.
    pub r#type: String,
}

/// One `[component.ID]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// The wasm file, beside the manifest.
    pub source: PathBuf,
    /// Free text.
    #[serde(default)]
    pub description: String,
    /// The component's variables: values that may hold `{{ name }}` of an application variable.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    /// Environment variables of the guest.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// Files of the host that the guest may read.
    #[serde(default)]
    pub files: Vec<Files>,
    /// Patterns of files that `files` leaves out.
    #[serde(default)]
    pub exclude_files: Vec<String>,
    /// Where the guest may connect to.
    #[serde(default)]
    pub allowed_outbound_hosts: Vec<String>,
    /// Labels of key-value stores that the guest may open.
    #[serde(default)]
    pub key_value_stores: Vec<String>,
    /// Labels of databases that the guest may open.
    #[serde(default)]
    pub sqlite_databases: Vec<String>,
    /// How `spin build` builds it; the runner doesn't.
    pub build: Option<Build>,
    /// Meaningful only with `dependencies`, which the runner doesn't compose.
    pub dependencies_inherit_configuration: Option<bool>,
    /// Settings of tools, which are theirs alone.
    #[serde(default)]
    pub tool: BTreeMap<String, toml::Table>,
}

/// One item of `files`.
#[derive(Debug)]
pub enum Files {
    /// A pattern of files that appear at the same path in the guest.
    Pattern(String),
    /// A directory or a file at another path.
    Placement {
        /// A path on the host, beside the manifest.
        source: PathBuf,
        /// An absolute path in the guest.
        destination: String,
    },
}

impl<'de> Deserialize<'de> for Files {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Placement {
            source: PathBuf,
            destination: String,
        }
        struct FilesVisitor;
        impl<'de> Visitor<'de> for FilesVisitor {
            type Value = Files;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a pattern of files or { source = …, destination = … }")
            }
            fn visit_str<E: de::Error>(self, pattern: &str) -> Result<Files, E> {
                Ok(Files::Pattern(pattern.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Files, A::Error> {
                let Placement {
                    source,
                    destination,
                } = Placement::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Files::Placement {
                    source,
                    destination,
                })
            }
        }
        deserializer.deserialize_any(FilesVisitor)
    }
}

/// `[component.ID.build]`, which `spin build` reads.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// A command, or several.
    pub command: toml::Value,
    /// Where the command runs.
    pub workdir: Option<PathBuf>,
    /// Patterns of sources for `spin watch`.
    #[serde(default)]
    pub watch: Vec<String>,
}
