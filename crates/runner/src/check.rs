//! Checks a manifest against its surroundings, and finds every fault at once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::app::StaticResponse;
use crate::manifest::{Component, ComponentRef, HttpTrigger, Manifest, Route};
use crate::mounts::Mounts;
use crate::outbound::AllowedHosts;
use crate::routes::Router;
use crate::settings::Settings;
use crate::variables::{Variables, check_name};

/// The only label of a store or a database that exists without a runtime configuration.
pub(crate) const DEFAULT_LABEL: &str = "default";

/// A manifest whose every grant can be met.
pub(crate) struct Plan {
    pub(crate) router: Router,
    pub(crate) targets: Vec<PlannedTarget>,
    pub(crate) components: Vec<PlannedComponent>,
    pub(crate) variables: Variables,
}

pub(crate) enum PlannedTarget {
    /// An id of [`Plan::components`].
    Component(String),
    Static(StaticResponse),
}

pub(crate) struct PlannedComponent {
    pub(crate) id: String,
    pub(crate) source: PathBuf,
    pub(crate) variables: HashMap<String, String>,
    pub(crate) outbound: AllowedHosts,
    pub(crate) mounts: Mounts,
    pub(crate) manifest: Component,
}

impl Plan {
    /// Checks everything that can be checked before the first component is compiled.
    ///
    /// # Errors
    /// One message a fault; each says what to do.
    pub(crate) fn make(manifest: Manifest, settings: &Settings) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        if manifest.spin_manifest_version != 2 {
            problems.push(format!(
                "spin_manifest_version = {}: only version 2 is supported",
                manifest.spin_manifest_version
            ));
        }
        let http = manifest.application.trigger.http.as_ref();
        if let Some(base) = http
            .and_then(|http| http.base.as_deref())
            .filter(|base| *base != "/")
        {
            problems.push(format!(
                "[application.trigger.http] base = {base:?}: put the prefix into each route instead"
            ));
        }
        if manifest.trigger.http.is_empty() {
            problems.push("there is no [[trigger.http]], so nothing would be served".to_owned());
        }
        let environment = |name: &str| std::env::var(name).ok();
        let variables = Variables::resolve(&manifest.variables, &settings.variables, environment);
        let variables = variables.unwrap_or_else(|reasons| {
            problems.extend(reasons);
            Variables::default()
        });
        // Templates of variables that failed would only repeat the fault.
        let known = problems.is_empty().then_some(&variables);
        let (router, targets) = routes(&manifest, &mut problems);
        let components = manifest
            .component
            .into_iter()
            .filter_map(|(id, component)| {
                let mut faults = Vec::new();
                let planned = plan_component(id.clone(), component, settings, known, &mut faults);
                problems.extend(
                    faults
                        .into_iter()
                        .map(|fault| format!("[component.{id}] {fault}")),
                );
                planned
            })
            .collect();
        if problems.is_empty() {
            Ok(Self {
                router,
                targets,
                components,
                variables,
            })
        } else {
            Err(problems)
        }
    }
}

fn routes(manifest: &Manifest, problems: &mut Vec<String>) -> (Router, Vec<PlannedTarget>) {
    let mut router = Router::default();
    let mut targets = Vec::new();
    for trigger in &manifest.trigger.http {
        let added = target(manifest, trigger).and_then(|target| {
            match &trigger.route {
                Route::Pattern(route) => router.add(route, targets.len())?,
                Route::Private(true) => {}
                Route::Private(false) => {
                    return Err("route = { private = false }: give a path instead".to_owned());
                }
            }
            targets.push(target);
            Ok(())
        });
        if let Err(fault) = added {
            problems.push(format!("[[trigger.http]] {fault}"));
        }
    }
    (router, targets)
}

fn target(manifest: &Manifest, trigger: &HttpTrigger) -> Result<PlannedTarget, String> {
    if let Some(executor) = &trigger.executor
        && !matches!(executor.r#type.as_str(), "http" | "spin")
    {
        return Err(format!(
            "executor {:?} is not supported, only \"http\" is",
            executor.r#type
        ));
    }
    match (&trigger.component, &trigger.static_response) {
        (Some(ComponentRef::Id(id)), None) if manifest.component.contains_key(id) => {
            Ok(PlannedTarget::Component(id.clone()))
        }
        (Some(ComponentRef::Id(id)), None) => {
            Err(format!("component = {id:?}: there is no [component.{id}]"))
        }
        (None, Some(response)) => {
            let status = response.status_code.unwrap_or(200);
            let status = StatusCode::from_u16(status)
                .map_err(|_| format!("static_response: {status} is not a status"))?;
            let mut headers = HeaderMap::new();
            for (name, value) in &response.headers {
                let fault = |_| format!("static_response: the header field {name:?} is malformed");
                let field = HeaderName::try_from(name).map_err(|_| fault(()))?;
                headers.insert(field, HeaderValue::try_from(value).map_err(|_| fault(()))?);
            }
            let body = response.body.clone().unwrap_or_default().into();
            Ok(PlannedTarget::Static(StaticResponse {
                status,
                headers,
                body,
            }))
        }
        _ => Err("has to name either a component or a static_response".to_owned()),
    }
}

fn plan_component(
    id: String,
    manifest: Component,
    settings: &Settings,
    variables: Option<&Variables>,
    faults: &mut Vec<String>,
) -> Option<PlannedComponent> {
    let base = settings.base();
    let source = base.join(&manifest.source);
    if !source.is_file() {
        faults.push(format!(
            "there is no {}: build it with `cargo xtask build` or `spin build`",
            source.display()
        ));
    }
    check_labels("key_value_stores", &manifest.key_value_stores, faults);
    check_labels("sqlite_databases", &manifest.sqlite_databases, faults);
    let mounts = Mounts::find(base, &manifest)
        .map_err(|reasons| faults.extend(reasons))
        .ok()?;
    let variables = variables?;
    let outbound = expand_hosts(&manifest.allowed_outbound_hosts, variables, faults);
    let variables = expand_variables(&manifest, variables, faults);
    faults.is_empty().then_some(PlannedComponent {
        id,
        source,
        variables,
        outbound,
        mounts,
        manifest,
    })
}

fn check_labels(key: &str, labels: &[String], faults: &mut Vec<String>) {
    for label in labels.iter().filter(|label| *label != DEFAULT_LABEL) {
        faults.push(format!(
            "{key}: there is no {label:?}; the runner has {DEFAULT_LABEL:?} alone, other labels \
             need Spin and a runtime configuration"
        ));
    }
}

fn expand_hosts(items: &[String], variables: &Variables, faults: &mut Vec<String>) -> AllowedHosts {
    let mut expanded = Vec::new();
    for item in items {
        match variables.expand(item) {
            Ok(item) => expanded.push(item),
            Err(reason) => faults.push(format!("allowed_outbound_hosts {item:?}: {reason}")),
        }
    }
    AllowedHosts::parse(expanded.iter().map(String::as_str)).unwrap_or_else(|reasons| {
        faults.extend(reasons);
        AllowedHosts::default()
    })
}

fn expand_variables(
    component: &Component,
    variables: &Variables,
    faults: &mut Vec<String>,
) -> HashMap<String, String> {
    let mut expanded = HashMap::new();
    for (name, template) in &component.variables {
        let value = check_name(name)
            .map_err(str::to_owned)
            .and_then(|()| variables.expand(template));
        match value {
            Ok(value) => _ = expanded.insert(name.clone(), value),
            Err(reason) => faults.push(format!("variables.{name}: {reason}")),
        }
    }
    expanded
}

/// Reads and parses a manifest.
///
/// # Errors
/// Says what is wrong with the file, and where in it.
pub(crate) fn read(path: &Path) -> anyhow::Result<Manifest> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        anyhow::anyhow!(
            "cannot read {}: {error}; name the manifest with --from",
            path.display()
        )
    })?;
    Manifest::parse(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}
