//! `cargo xtask test`: all checks and all tests, with the set-up that they need.

mod api;
mod arguments;
mod browser;
mod licences;
mod lint;
mod npm;
mod stream;
mod tally;
mod unit;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::manifest::Manifest;
use crate::project::Project;
use crate::{build, wasm_target};
use arguments::{Stage, Test};
use tally::Tally;

/// What the stages share.
struct Run<'a> {
    project: &'a Project,
    manifest: Manifest,
    filter: Option<String>,
    base_url: Option<String>,
    /// Known once the build stage is over.
    runner: Option<PathBuf>,
    virtual_runner: Option<PathBuf>,
    tally: Tally,
}

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    let Test {
        stages,
        base_url,
        filter,
    } = Test::parse(arguments)?;
    let mut run = Run {
        project,
        manifest: Manifest::read(project)?,
        filter,
        base_url,
        runner: None,
        virtual_runner: None,
        tally: Tally::default(),
    };
    let started = Instant::now();
    for stage in stages {
        let heading = stage.heading();
        println!("\n=== {}: {heading}", stage.name());
        let stage_started = Instant::now();
        let outcome = run.stage(stage);
        let seconds = stage_started.elapsed().as_secs_f64();
        match outcome {
            Ok(()) => println!("=== {}: done in {seconds:.1} s", stage.name()),
            Err(error) => {
                println!("=== {}: failed after {seconds:.1} s", stage.name());
                if run.tally.seen() {
                    println!("{}", run.tally);
                }
                return Err(error);
            }
        }
    }
    println!(
        "\nEverything asked for is done, in {:.0} s.",
        started.elapsed().as_secs_f64()
    );
    if run.tally.seen() {
        println!("{}", run.tally);
    }
    if run.filter.is_some() && run.tally.ran() == 0 {
        bail!("no test has a name that matches the filter");
    }
    Ok(())
}

impl Run<'_> {
    fn stage(&mut self, stage: Stage) -> Result<()> {
        match stage {
            Stage::Fmt => lint::fmt(self.project),
            Stage::Licences => licences::check(self.project),
            Stage::Clippy => {
                wasm_target::ensure()?;
                lint::clippy(self.project, &self.manifest)
            }
            Stage::Build => {
                build::components(self.project, &self.manifest)?;
                self.runner = Some(build::runner(self.project)?);
                self.virtual_runner = Some(build::virtual_runner(self.project)?);
                Ok(())
            }
            Stage::Unit => unit::run(self),
            Stage::Api => api::run(self),
            Stage::Browser => browser::run(self),
        }
    }

    /// Adds what a stage has counted; without a filter, a stage without tests is a fault.
    fn count(&mut self, counted: Tally) -> Result<()> {
        let empty = counted.ran() == 0;
        self.tally.add(&counted);
        if empty && self.filter.is_none() {
            bail!("this stage ran no test at all");
        }
        Ok(())
    }
}
