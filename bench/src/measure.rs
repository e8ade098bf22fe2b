//! Measuring servers against each other: in turns, in short rounds, because what else the machine does
//! changes from minute to minute and should fall on all of them alike.

use std::time::Duration;

use anyhow::Result;

use crate::load::{self, Load, Make};
use crate::server::Server;

/// How long is measured.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) rounds: usize,
    pub(crate) warm_up: f64,
}

/// One side of a comparison.
pub(crate) struct Side<'a> {
    pub(crate) server: &'a Server,
    pub(crate) make: Box<Make<'a>>,
}

/// What was measured of one side.
#[derive(Default)]
pub(crate) struct Figures {
    /// Requests a second, of each round.
    pub(crate) rates: Vec<f64>,
    /// Of all rounds, sorted.
    pub(crate) latencies: Vec<Duration>,
    /// Seconds of the server's processor time.
    pub(crate) cpu: Option<f64>,
    /// The server's peak memory in bytes.
    pub(crate) peak: Option<u64>,
    /// Line ends of all answers.
    pub(crate) lines: usize,
}

/// Measures all sides: A, B, A, B, …
pub(crate) fn measure(sides: &[Side<'_>], load: Load, plan: Plan) -> Result<Vec<Figures>> {
    for Side { server, make } in sides {
        if plan.warm_up > 0.0 {
            let seconds = plan.warm_up;
            load::run(server.address, Load { seconds, ..load }, &server.next, make)?;
        }
        server.forget_peak();
    }
    let mut all: Vec<Figures> = sides.iter().map(|_| Figures::default()).collect();
    for _ in 0..plan.rounds {
        for (Side { server, make }, figures) in sides.iter().zip(&mut all) {
            let before = server.cpu();
            let seen = load::run(server.address, load, &server.next, make)?;
            let cpu = server
                .cpu()
                .zip(before)
                .map(|(after, before)| after - before);
            figures.cpu = cpu.map(|cpu| cpu + figures.cpu.unwrap_or_default());
            figures
                .rates
                .push(seen.latencies.len() as f64 / seen.seconds);
            figures.latencies.extend(seen.latencies);
            figures.lines += seen.lines;
        }
    }
    for (Side { server, .. }, figures) in sides.iter().zip(&mut all) {
        figures.peak = server.peak();
        figures.latencies.sort_unstable();
        figures.rates.sort_by(f64::total_cmp);
    }
    Ok(all)
}

impl Figures {
    /// Requests a second: the median of the rounds.
    pub(crate) fn rate(&self) -> f64 {
        let middle = self.rates.len() / 2;
        match self.rates.len() {
            0 => 0.0,
            even if even % 2 == 0 => f64::midpoint(self.rates[middle - 1], self.rates[middle]),
            _ => self.rates[middle],
        }
    }

    /// The latency in milliseconds within which this share of the requests was answered.
    pub(crate) fn percentile(&self, share: f64) -> f64 {
        let rank = (self.latencies.len() as f64 * share).ceil() as usize;
        let at = rank.clamp(1, self.latencies.len().max(1)) - 1;
        self.latencies
            .get(at)
            .map_or(0.0, |latency| latency.as_secs_f64() * 1e3)
    }

    /// The server's processor time for one request, in seconds.
    pub(crate) fn cpu_each(&self) -> Option<f64> {
        Some(self.cpu? / self.latencies.len().max(1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_and_medians_are_of_what_was_seen() {
        let mut figures = Figures {
            rates: vec![1.0, 2.0, 9.0],
            latencies: (1..=200).map(Duration::from_millis).collect(),
            cpu: Some(1.0),
            ..Figures::default()
        };
        let shares = [0.0, 0.5, 0.99, 1.0].map(|share| figures.percentile(share).round());
        assert_eq!(shares, [1.0, 100.0, 198.0, 200.0]);
        assert_eq!(figures.rate(), 2.0);
        assert_eq!(figures.cpu_each(), Some(0.005));
        figures.rates.push(10.0);
        assert_eq!(figures.rate(), 5.5);
    }
}
