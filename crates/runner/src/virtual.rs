//! The runner with a clock of its own: `RUNNER_CLOCK` names the file that holds the time. For tests only.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(file) = std::env::var_os("RUNNER_CLOCK") else {
        eprintln!(
            "error: RUNNER_CLOCK names no file; the runner for use is the one without a clock of its own"
        );
        return ExitCode::FAILURE;
    };
    match runner::virtual_clock::follow(file.into()) {
        Ok(()) => runner::command_line(),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
