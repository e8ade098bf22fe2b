//! `cargo xtask COMMAND`: everything that is done to this project beside plain cargo.

mod admin;
mod assets;
mod bench;
mod build;
mod cargo;
mod classify;
mod demo;
mod http;
mod manifest;
mod openapi;
mod private_file;
mod project;
mod sizes;
mod state_tool;
mod test;
mod up;
mod wasm_target;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
Usage: cargo xtask COMMAND [OPTIONS]

  up [--listen ADDR] [--state-dir DIR] [--variable K=V]... [--demo]
                      build everything and serve it (127.0.0.1:3000, state in .spin)
  admin [--state-dir DIR] [--address URL]
                      the link by which the first administrator is made; works once
  build [--no-runner] [--virtual-runner]
                      the assets, the components and the runner; the second for the tests
                      that move its clock
  assets              target/site from static/, with compressed siblings
  test [--only STAGE]... [--base-url URL] [FILTER]
                      all checks and tests: fmt, licences, clippy, build, unit, api, browser;
                      --base-url runs the black-box tests against a running instance
  classify [--train FILE] [--test FILE]
                      trains the classifier on CSV with the columns text, category and reports top-1, top-3
                      and calibration on another file; without files on the project's own texts
  openapi             static/openapi.json from the code
  schema              schema/current.sql from the files that make a database
  sizes               weights of components and assets as JSON lines, and their budgets
  audit-verify [--state-dir DIR] [--expect HEAD]
                      proves that the access log and the journal are whole
  rebuild [--state-dir DIR] [--check]
                      makes the read models again from the journal and tells what was wrong
  bench [--quick] [--case NAME]... [--rows N] [--base-url URL]
                      figures beside a native twin's as JSON lines; `bench --help` says more
";

fn main() -> ExitCode {
    match run(std::env::args_os().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Vec<OsString>) -> Result<()> {
    if arguments.is_empty() {
        bail!("no command was given.\n\n{USAGE}");
    }
    let command = arguments.remove(0);
    // `cargo xtask up -- --demo` and `cargo xtask up --demo` mean the same.
    if arguments.first().is_some_and(|first| first == "--") {
        arguments.remove(0);
    }
    let project = project::Project::find()?;
    match command.to_string_lossy().as_ref() {
        "admin" => admin::run(&project, arguments),
        "assets" => assets::run(&project, arguments),
        "audit-verify" => state_tool::run(&project, "audit", arguments),
        "schema" => {
            let file = project.root.join("schema/current.sql").into_os_string();
            state_tool::run(&project, "schema", vec![file])
        }
        "rebuild" => state_tool::run(&project, "rebuild", arguments),
        "bench" => bench::run(&project, arguments),
        "build" => build::run(&project, arguments),
        "classify" => classify::run(&project, arguments),
        "openapi" => openapi::run(&project, arguments),
        "sizes" => sizes::run(&project, arguments),
        "test" => test::run(&project, arguments),
        "up" => up::run(&project, arguments),
        up::ANNOUNCE => up::announce::run(arguments),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        unknown => bail!("there is no command \"{unknown}\".\n\n{USAGE}"),
    }
}
