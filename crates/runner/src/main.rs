//! The command line of the runner.

use std::process::ExitCode;

use runner::{Command, Settings};

fn main() -> ExitCode {
    let done =
        Settings::parse(std::env::args_os().skip(1)).and_then(
            |(command, settings)| match command {
                Command::Up => runner::up(settings),
                Command::Check => runner::check(&settings),
                Command::Help => {
                    print!("{}", runner::settings::HELP);
                    Ok(())
                }
            },
        );
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
