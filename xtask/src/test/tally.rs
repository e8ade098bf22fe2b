//! Counting tests by the closing lines of the runners.

use std::fmt;

/// What cargo's and node's test runners say they ran.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
    lines: u64,
}

impl Tally {
    /// Counts a line if it is one of those that close a run.
    pub(super) fn read(&mut self, line: &str) {
        if let Some(counts) = cargo(line) {
            self.add(&counts);
        } else if let Some((name, count)) = node(line) {
            match name {
                "pass" => self.passed += count,
                "fail" | "cancelled" => self.failed += count,
                "skipped" | "todo" => self.skipped += count,
                _ => return,
            }
            self.lines += 1;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.lines += other.lines;
    }

    /// Whether any closing line was read, so that there is something to tell.
    pub(super) fn seen(&self) -> bool {
        self.lines > 0
    }

    pub(super) fn ran(&self) -> u64 {
        self.passed + self.failed
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(formatter, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; …`
fn cargo(line: &str) -> Option<Tally> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let mut tally = Tally {
        lines: 1,
        ..Tally::default()
    };
    for part in counts.split("; ") {
        let Some((Ok(count), name)) = part
            .split_once(' ')
            .map(|(count, name)| (count.parse::<u64>(), name))
        else {
            continue;
        };
        match name {
            "passed" => tally.passed = count,
            "failed" => tally.failed = count,
            "ignored" => tally.skipped = count,
            _ => {}
        }
    }
    Some(tally)
}

/// `ℹ pass 3` of the spec reporter, `# pass 3` of the TAP reporter.
fn node(line: &str) -> Option<(&str, u64)> {
    let rest = line
        .strip_prefix("ℹ ")
        .or_else(|| line.strip_prefix("# "))?;
    let (name, count) = rest.split_once(' ')?;
    Some((name, count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &str, expected: &str) {
        let mut tally = Tally::default();
        lines.lines().for_each(|line| tally.read(line));
        assert_eq!(tally.to_string(), expected);
    }

    #[test]
    fn cargos_closing_lines_are_added_up() {
        check(
            "running 3 tests\n\
             test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.00s\n\
             test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.00s\n",
            "4 passed, 2 failed, 1 skipped",
        );
    }

    #[test]
    fn nodes_closing_lines_are_added_up() {
        check(
            "ℹ tests 6\nℹ suites 0\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 2\nℹ todo 0\nℹ duration_ms 5.1\n",
            "4 passed, 2 failed, 2 skipped",
        );
    }

    #[test]
    fn other_lines_count_for_nothing() {
        let mut tally = Tally::default();
        tally.read("# a comment 7");
        tally.read("test result of mine: 7 passed");
        tally.read("ℹ duration_ms 12");
        assert_eq!(tally, Tally::default());
    }
}
