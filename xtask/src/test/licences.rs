//! Licences and origins of the dependencies, by the rules of deny.toml.
//!
//! cargo-deny does more (advisories above all) and is run where it is installed. Compiling it
//! takes minutes, so what needs no network is checked here, from what cargo already knows.

mod expression;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::stream;
use crate::cargo;
use crate::project::Project;

/// The part of deny.toml that is read here.
#[derive(Deserialize)]
struct Rules {
    licenses: LicenceRules,
}

#[derive(Deserialize)]
struct LicenceRules {
    allow: BTreeSet<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    package: String,
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

/// The part of package-lock.json that is read here.
#[derive(Deserialize)]
struct NpmLock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Deserialize)]
struct NpmPackage {
    resolved: Option<String>,
}

pub(super) fn check(project: &Project) -> Result<()> {
    let read = |path: &str| {
        std::fs::read_to_string(project.path(path)).with_context(|| format!("{path} can't be read"))
    };
    let rules: Rules = toml::from_str(&read("deny.toml")?).context("deny.toml")?;
    let metadata = metadata(project)?;
    let mut faults: Vec<String> = metadata
        .packages
        .iter()
        .flat_map(|package| faults(package, &rules.licenses))
        .collect();
    let lock = read("tests/package-lock.json")?;
    faults.extend(npm_faults(&lock).context("tests/package-lock.json")?);
    if !faults.is_empty() {
        bail!("{}", faults.join("\n       "));
    }
    println!(
        "{} packages have licences and sources that deny.toml allows.",
        metadata.packages.len()
    );
    cargo_deny(project)
}

fn metadata(project: &Project) -> Result<Metadata> {
    let output = cargo::command(project)
        .args(["metadata", "--format-version", "1", "--quiet"])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        bail!("cargo metadata failed, its reason stands above");
    }
    serde_json::from_slice(&output.stdout).context("cargo metadata printed something strange")
}

fn faults(package: &Package, rules: &LicenceRules) -> Vec<String> {
    let told = format!("{} {}", package.name, package.version);
    let mut faults = Vec::new();
    let allowed = |licence: &str| {
        rules.allow.contains(licence)
            || rules.exceptions.iter().any(|exception| {
                exception.package == package.name && exception.allow.contains(licence)
            })
    };
    match &package.license {
        None => faults.push(format!("{told} names no licence; look for another package")),
        Some(licence) => match expression::allows(licence, allowed) {
            Ok(true) => {}
            Ok(false) => faults.push(format!(
                "{told} is under {licence}, which deny.toml does not allow; \
                 look for another package, or allow it there if it goes with Apache-2.0"
            )),
            Err(error) => faults.push(format!("the licence of {told} can't be read: {error}")),
        },
    }
    // No source: a package of this workspace.
    if let Some(source) = &package.source
        && !source.starts_with("registry+")
    {
        faults.push(format!(
            "{told} does not come from a registry but from {source}"
        ));
    }
    faults
}

/// Hosts in the lock file would tie everybody to the registry of whoever wrote it.
fn npm_faults(lock: &str) -> Result<Vec<String>> {
    let lock: NpmLock = serde_json::from_str(lock)?;
    Ok(lock
        .packages
        .into_iter()
        .filter(|(_, package)| package.resolved.is_some())
        .map(|(name, _)| {
            format!(
                "tests/package-lock.json records the host of {name}; run \
                 `npm install --omit-lockfile-registry-resolved` in tests/"
            )
        })
        .collect())
}

fn cargo_deny(project: &Project) -> Result<()> {
    let mut version = cargo::command(project);
    version
        .args(["deny", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if !version.status()?.success() {
        println!(
            "Security advisories were not checked: cargo-deny is not installed \
             (`cargo install --locked cargo-deny`)."
        );
        return Ok(());
    }
    stream::check(
        cargo::command(project).args(["deny", "check"]),
        "cargo deny objects; its reasons stand above",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> LicenceRules {
        toml::from_str(
            "allow = [\"MIT\", \"ISC\"]\n\
             exceptions = [{ crate = \"roots\", allow = [\"CDLA-Permissive-2.0\"] }]",
        )
        .unwrap()
    }

    #[track_caller]
    fn check(name: &str, license: Option<&str>, source: Option<&str>, expected: &[&str]) {
        let package = Package {
            name: name.into(),
            version: "1.0.0".into(),
            license: license.map(Into::into),
            source: source.map(Into::into),
        };
        let faults = faults(&package, &rules());
        assert_eq!(faults.len(), expected.len(), "{faults:?}");
        for (fault, part) in faults.iter().zip(expected) {
            assert!(fault.contains(part), "{fault}");
        }
    }

    #[test]
    fn licences_and_sources_are_judged() {
        let registry = Some("registry+https://example.org/index");
        check("good", Some("MIT"), registry, &[]);
        check("ours", Some("MIT"), None, &[]);
        check("choice", Some("GPL-3.0-only OR ISC"), registry, &[]);
        check(
            "copyleft",
            Some("GPL-3.0-only"),
            registry,
            &["under GPL-3.0-only"],
        );
        check("silent", None, registry, &["names no licence"]);
        check("strange", Some("MIT OR"), registry, &["can't be read"]);
        check(
            "git",
            Some("MIT"),
            Some("git+https://example.org/x"),
            &["not come from a registry"],
        );
    }

    #[test]
    fn an_exception_is_for_its_package_alone() {
        check("roots", Some("CDLA-Permissive-2.0"), None, &[]);
        check(
            "other",
            Some("CDLA-Permissive-2.0"),
            None,
            &["does not allow"],
        );
    }

    #[test]
    fn hosts_in_the_npm_lock_are_found() {
        let lock = r#"{ "packages": { "": {}, "a": { "version": "1" },
            "b": { "resolved": "https://registry.example/b.tgz" } } }"#;
        let faults = npm_faults(lock).unwrap();
        assert_eq!(faults.len(), 1);
        assert!(faults[0].contains("host of b"), "{faults:?}");
    }
}
