//! `cargo xtask sizes`: what components and assets weigh, and whether the budgets are kept.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use lexopt::Parser;
use serde_json::json;

use crate::assets::compress::brotli;
use crate::assets::files_below;
use crate::build;
use crate::manifest::{Manifest, wasm_path};
use crate::project::Project;

/// Product rule: a citizen's page costs at most this over the wire, in bytes.
const BUDGETS: [Budget; 2] = [
    Budget {
        name: "script",
        extensions: &["js", "mjs"],
        limit: 20_000,
    },
    Budget {
        name: "style",
        extensions: &["css"],
        limit: 15_000,
    },
];

struct Budget {
    name: &'static str,
    extensions: &'static [&'static str],
    limit: u64,
}

/// A file as the site component sends it to a browser that takes Brotli.
struct Asset {
    name: String,
    raw: u64,
    wire: u64,
}

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    if let Some(argument) = Parser::from_args(arguments).next()? {
        return Err(argument.unexpected().into());
    }
    let manifest = Manifest::read(project)?;
    build::components(project, &manifest)?;
    for component in &manifest.components {
        let path = project.path(wasm_path(component));
        let wasm = fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
        // Nobody downloads a component in a hurry: a middling quality tells enough.
        let packed = brotli(&wasm, 5)?.len();
        let line =
            json!({ "component": component, "raw_bytes": wasm.len(), "brotli_bytes": packed });
        println!("{line}");
    }
    let assets = assets(&project.site())?;
    for Asset { name, raw, wire } in &assets {
        println!(
            "{}",
            json!({ "asset": name, "raw_bytes": raw, "wire_bytes": wire })
        );
    }
    let mut exceeded = Vec::new();
    let pages = pages(&project.path(TEMPLATES))?;
    for budget in &BUDGETS {
        let weighed = pages
            .iter()
            .map(|(page, linked)| (budget.weigh(&assets, linked), page));
        let Some((wire, page)) = weighed.max() else {
            bail!("{TEMPLATES} has no templates");
        };
        let within = wire <= budget.limit;
        println!(
            "{}",
            json!({ "budget": budget.name, "heaviest_page": page, "wire_bytes": wire,
                    "limit_bytes": budget.limit, "within": within })
        );
        if !within {
            exceeded.push(format!(
                "{} of {page} weighs {wire} of {} bytes",
                budget.name, budget.limit
            ));
        }
    }
    if !exceeded.is_empty() {
        bail!(
            "a budget is exceeded: {}; make it lighter",
            exceeded.join(", ")
        );
    }
    Ok(())
}

impl Budget {
    fn weigh(&self, assets: &[Asset], linked: &[String]) -> u64 {
        assets
            .iter()
            .filter(|asset| {
                let name = Path::new(&asset.name).file_name();
                linked.iter().any(|one| name == Some(one.as_ref()))
            })
            .filter(|asset| {
                let extension = Path::new(&asset.name).extension();
                self.extensions
                    .iter()
                    .any(|counted| extension == Some(counted.as_ref()))
            })
            .map(|asset| asset.wire)
            .sum()
    }
}

/// Where the pages' templates are.
const TEMPLATES: &str = "crates/pages/templates";

/// The templates with the assets that each links, as far as a template tells: under a condition or not.
/// What every page links stands in the base.
fn pages(templates: &Path) -> Result<Vec<(String, Vec<String>)>> {
    let mut pages = Vec::new();
    let base = linked(&fs::read_to_string(templates.join("base.html"))?);
    for file in files_below(templates)? {
        let name = file.strip_prefix(templates)?.display().to_string();
        let mut assets = linked(&fs::read_to_string(&file)?);
        assets.extend(base.iter().cloned());
        pages.push((name, assets));
    }
    Ok(pages)
}

/// `crate::assets::DRAFT_JS` is `draft.js`, as crates/pages/build.rs names it.
fn linked(template: &str) -> Vec<String> {
    let names = template.split("crate::assets::").skip(1);
    let name = |rest: &str| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let name = rest.get(..end?)?.to_lowercase();
        let (stem, extension) = name.rsplit_once('_')?;
        Some(format!("{stem}.{extension}"))
    };
    names.filter_map(name).collect()
}

fn assets(site: &Path) -> Result<Vec<Asset>> {
    let mut assets = Vec::new();
    for file in files_below(site)? {
        let name = file.strip_prefix(site)?.display().to_string();
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let raw = fs::metadata(&file)?.len();
        let packed = fs::metadata(site.join(format!("{name}.br"))).ok();
        let wire = packed.map_or(raw, |packed| packed.len());
        assets.push(Asset { name, raw, wire });
    }
    Ok(assets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::scratch;

    #[test]
    fn an_asset_weighs_what_goes_over_the_wire() {
        let site = scratch("sizes");
        for (name, size) in [
            ("a.js", 900),
            ("a.js.br", 300),
            ("a.js.gz", 350),
            ("b.mjs", 50),
        ] {
            fs::write(site.join(name), vec![0; size]).unwrap();
        }
        fs::write(site.join("c.css"), [0; 7]).unwrap();
        let assets = assets(&site).unwrap();
        let linked = ["a.js", "b.mjs", "c.css"].map(str::to_owned);
        let weigh = |linked: &[String]| -> Vec<u64> {
            let budgets = BUDGETS.iter();
            budgets
                .map(|budget| budget.weigh(&assets, linked))
                .collect()
        };
        assert_eq!(weigh(&linked), [350, 7]);
        assert_eq!(weigh(&linked[..1]), [300, 0], "only what the page links");
    }
}
