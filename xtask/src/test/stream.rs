//! Running a tool: with its output passed on, and read while it passes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::tally::Tally;

/// Runs a tool that counts nothing; `advice` says what to do when it fails.
pub(super) fn check(command: &mut Command, advice: &str) -> Result<()> {
    let status = command.status().with_context(|| unstartable(command))?;
    if !status.success() {
        bail!("{advice}");
    }
    Ok(())
}

/// Runs tests, and adds what their closing lines say to the tally, also when they fail.
pub(super) fn tests(command: &mut Command, tally: &mut Tally) -> Result<()> {
    pass_on(command, tally, &mut std::io::stdout())
}

fn pass_on(command: &mut Command, tally: &mut Tally, out: &mut impl Write) -> Result<()> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| unstartable(command))?;
    let stdout = child
        .stdout
        .take()
        .context("the tests' stdout is not piped")?;
    let mut lines = BufReader::new(stdout);
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        out.write_all(&line)?;
        tally.read(String::from_utf8_lossy(&line).trim_end());
    }
    if !child.wait()?.success() {
        bail!("tests failed, see above");
    }
    Ok(())
}

fn unstartable(command: &Command) -> String {
    format!(
        "{} can't be started; is it installed?",
        command.get_program().display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn failing_tests_are_counted_and_told() {
        let mut tally = Tally::default();
        let script = "echo 'test result: FAILED. 1 passed; 1 failed; 0 ignored'; exit 101";
        // Not to stdout: whoever counts these tests would count that line too.
        let mut out = Vec::new();
        assert!(pass_on(&mut shell(script), &mut tally, &mut out).is_err());
        assert!(out.starts_with(b"test result"));
        assert_eq!(tally.to_string(), "1 passed, 1 failed");
    }

    #[test]
    fn a_failing_check_gives_its_advice() {
        let error = check(&mut shell("exit 1"), "run cargo fmt").unwrap_err();
        assert_eq!(error.to_string(), "run cargo fmt");
    }
}
