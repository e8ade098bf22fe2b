//! The command line of the runner.

use std::process::ExitCode;

fn main() -> ExitCode {
    runner::command_line()
}
