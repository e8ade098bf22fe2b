//! Figures of the service: what `cargo xtask bench` runs once everything is built.
//!
//! Every case puts the same load on the components in the project's runner and on a native twin,
//! in turns. Both are fresh processes with state directories of their own.

mod cases;
mod colleague;
mod connection;
mod load;
mod measure;
mod native;
mod options;
mod pdf;
mod report;
mod seed;
mod server;
mod stage;
mod state;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use options::Options;

fn main() -> ExitCode {
    match run(std::env::args_os().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<OsString>) -> Result<()> {
    // The twin is this program too, started by the bench itself.
    if let [command, state] = arguments.as_slice()
        && command == "serve-native"
    {
        return native::serve(Path::new(state));
    }
    match Options::parse(arguments)? {
        Some(options) => cases::run(options),
        None => {
            print!("{}", options::HELP);
            Ok(())
        }
    }
}
