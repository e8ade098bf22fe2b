//! From a checked manifest to an application that can serve.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, anyhow};
use wasmtime::Engine;
use wasmtime::component::{Component, InstancePre, Linker};
use wasmtime_wasi_http::handler::{ProxyHandler, ProxyPre};
use wasmtime_wasi_http::{p2, p3};

use crate::app::{App, Handler, Target};
use crate::check::{DEFAULT_LABEL, Plan, PlannedComponent, PlannedTarget};
use crate::cpu;
use crate::engine;
use crate::host::{self, Grants, State, hooks::Itself, key_value, sqlite};
use crate::outbound::AllowedHosts;
use crate::settings::Settings;
use crate::variables::Variables;
use crate::worker::{Limits, Workers};

/// Spin's names of the files.
const SQLITE_FILE: &str = "sqlite_db.db";
const KEY_VALUE_FILE: &str = "sqlite_key_value.db";

/// Copies of files for components, below the state directory.
const STAGE: &str = "mounts";

/// The databases of the state directory.
struct StateFiles {
    databases: Arc<sqlite::Database>,
    stores: Arc<key_value::Database>,
}

/// Checks the manifest and, if all is well, loads what it names.
///
/// # Errors
/// All faults of the manifest and its surroundings at once.
pub(crate) fn load(settings: &Settings) -> anyhow::Result<(Arc<App>, Variables)> {
    let (plan, state) = plan(settings)?;
    let engine = engine::engine(&settings.cache_dir)?;
    let mut linker = Linker::new(&engine);
    host::link(&mut linker)?;
    let pres = compile(&engine, &linker, &plan.components)?;
    let itself = Arc::new(Itself::default());
    let turns = cpu::turns();
    let mut components = HashMap::new();
    for (component, pre) in plan.components.into_iter().zip(pres) {
        let id = component.id.clone();
        let stage = settings.state_dir.join(STAGE).join(&id);
        let grants = grant(component, &state, &itself, settings.limits, &stage)
            .with_context(|| format!("[component.{id}] files"))?;
        let (grants, live) = (Arc::new(grants), Arc::default());
        let workers = Workers {
            grants,
            pre,
            limits: settings.limits,
            turns: turns.clone(),
            live,
        };
        components.insert(id, ProxyHandler::new(workers));
    }
    let targets = plan
        .targets
        .into_iter()
        .map(|target| to_target(target, &components));
    let app = Arc::new(App {
        router: plan.router,
        targets: targets.collect::<anyhow::Result<_>>()?,
        components,
    });
    // Set once: `itself` was made above.
    _ = itself.0.set(Arc::downgrade(&app));
    Ok((app, plan.variables))
}

/// Only checks.
///
/// # Errors
/// As [`load`], except for what only compiling shows.
pub(crate) fn check(settings: &Settings) -> anyhow::Result<()> {
    plan(settings).map(drop)
}

fn plan(settings: &Settings) -> anyhow::Result<(Plan, StateFiles)> {
    let manifest = crate::check::read(&settings.manifest)?;
    let mut problems = Vec::new();
    let state =
        open_state(&settings.state_dir).map_err(|error| problems.push(format!("{error:#}")));
    let plan = Plan::make(manifest, settings).map_err(|reasons| problems.extend(reasons));
    match (plan, state) {
        (Ok(plan), Ok(state)) => Ok((plan, state)),
        _ => Err(anyhow!(
            "{} cannot run:\n  - {}",
            settings.manifest.display(),
            problems.join("\n  - ")
        )),
    }
}

fn open_state(directory: &Path) -> anyhow::Result<StateFiles> {
    let advice = || {
        format!(
            "the state directory {} cannot be used: choose a writable directory with --state-dir",
            directory.display()
        )
    };
    std::fs::create_dir_all(directory).with_context(advice)?;
    let databases = sqlite::Database::create(directory.join(SQLITE_FILE)).with_context(advice)?;
    let stores =
        key_value::Database::create(directory.join(KEY_VALUE_FILE)).with_context(advice)?;
    Ok(StateFiles { databases, stores })
}

/// Compiles all components at once, or takes them from the cache.
fn compile(
    engine: &Engine,
    linker: &Linker<State>,
    components: &[PlannedComponent],
) -> anyhow::Result<Vec<ProxyPre<State>>> {
    thread::scope(|scope| {
        let threads: Vec<_> = components
            .iter()
            .map(|component| {
                scope.spawn(|| {
                    let wasm = Component::from_file(engine, &component.source)?;
                    proxy(linker.instantiate_pre(&wasm)?)
                })
            })
            .collect();
        let mut pres = Vec::new();
        let mut problems = Vec::new();
        for (thread, component) in threads.into_iter().zip(components) {
            let result = thread
                .join()
                .unwrap_or_else(|_| Err(anyhow!("the compiler failed")));
            match result {
                Ok(pre) => pres.push(pre),
                Err(error) => problems.push(format!(
                    "[component.{}] {}: {error:#}",
                    component.id,
                    component.source.display()
                )),
            }
        }
        if problems.is_empty() {
            Ok(pres)
        } else {
            Err(anyhow!(
                "components cannot be loaded:\n  - {}",
                problems.join("\n  - ")
            ))
        }
    })
}

fn proxy(pre: InstancePre<State>) -> anyhow::Result<ProxyPre<State>> {
    if let Ok(service) = p3::bindings::ServicePre::new(pre.clone()) {
        return Ok(ProxyPre::P3(service));
    }
    let proxy = p2::bindings::ProxyPre::new(pre).map_err(|_| {
        anyhow!("it exports neither wasi:http/handler@0.3 nor wasi:http/incoming-handler@0.2")
    })?;
    Ok(ProxyPre::P2(proxy))
}

fn grant(
    component: PlannedComponent,
    state: &StateFiles,
    itself: &Arc<Itself>,
    limits: Limits,
    stage: &Path,
) -> anyhow::Result<Grants> {
    let mounts: Vec<(PathBuf, String)> = component.mounts.stage(stage)?;
    let labelled = |labels: &[String]| labels.iter().any(|label| label == DEFAULT_LABEL);
    let has_database = labelled(&component.manifest.sqlite_databases);
    let has_store = labelled(&component.manifest.key_value_stores);
    let label = || DEFAULT_LABEL.to_owned();
    let outbound: AllowedHosts = component.outbound;
    Ok(Grants {
        id: component.id.into(),
        databases: has_database
            .then(|| (label(), state.databases.clone()))
            .into_iter()
            .collect(),
        stores: has_store
            .then(|| (label(), state.stores.clone()))
            .into_iter()
            .collect(),
        variables: component.variables,
        environment: component.manifest.environment,
        mounts,
        outbound: Arc::new(outbound),
        itself: itself.clone(),
        memory: limits.memory,
    })
}

fn to_target(
    target: PlannedTarget,
    components: &HashMap<String, Handler>,
) -> anyhow::Result<Target> {
    Ok(match target {
        PlannedTarget::Static(response) => Target::Static(response),
        PlannedTarget::Component(id) => Target::Component(
            components
                .get(&id)
                .context("a route without a component")?
                .clone(),
        ),
    })
}
