//! One JSON line a case.

use std::fmt;

use serde_json::Value;

use crate::measure::Figures;

/// The members of an object, as JSON, in the order in which they are read.
#[derive(Default)]
pub(crate) struct Line(Vec<(&'static str, String)>);

impl Line {
    pub(crate) fn new(case: &str) -> Self {
        Self::default().with("case", case)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((name, value.into().to_string()));
        self
    }

    /// A member that is an object.
    pub(crate) fn with_line(mut self, name: &'static str, line: &Self) -> Self {
        self.0.push((name, line.to_string()));
        self
    }

    /// The figures of the side that the case is about, and of its native twin where there is one.
    pub(crate) fn sides(self, figures: &[Figures], rows: Option<usize>) -> Self {
        let [own, twins @ ..] = figures else {
            return self;
        };
        let line = self.figures(own, rows);
        let Some(native) = twins.first() else {
            return line;
        };
        let twin = Self::default().figures(native, rows);
        let line = line
            .with_line("native", &twin)
            .with("ratio", ratio(own, native));
        match own.cpu_each().zip(native.cpu_each()) {
            Some((own, native)) if own > 0.0 => line.with("cpu_ratio", round(native / own)),
            _ => line,
        }
    }

    fn figures(self, figures: &Figures, rows: Option<usize>) -> Self {
        let mut line = self
            .with("requests", figures.latencies.len())
            .with("req_s", round(figures.rate()))
            .with("p50_ms", round(figures.percentile(0.5)))
            .with("p99_ms", round(figures.percentile(0.99)));
        if let Some(rows) = rows {
            line = line.with("rows_s", round(figures.rate() * rows as f64));
        }
        if let Some(cpu) = figures.cpu_each() {
            line = line.with("cpu_us", round(cpu * 1e6));
        }
        if let Some(peak) = figures.peak {
            line = line.with("peak_mib", round(peak as f64 / 1_048_576.0));
        }
        line
    }

    /// What the figures should be, and whether they are.
    pub(crate) fn aim(self, aim: &str, is_met: bool) -> Self {
        self.with("aim", aim).with("met", is_met)
    }
}

/// How much of the native twin's speed there is.
pub(crate) fn ratio(own: &Figures, native: &Figures) -> f64 {
    round(own.rate() / native.rate())
}

/// Three significant digits: the rest is noise. Whole numbers stay whole.
pub(crate) fn round(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    let digits = (2 - value.abs().log10().floor() as i32).max(0);
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.0.iter().enumerate() {
            let before = if index == 0 { '{' } else { ',' };
            write!(f, "{before}\"{name}\":{value}")?;
        }
        f.write_str("}")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn figures(rate: f64, cpu: f64) -> Figures {
        Figures {
            rates: vec![rate],
            latencies: vec![Duration::from_micros(1234); 10],
            cpu: Some(cpu),
            peak: Some(3 << 20),
            lines: 0,
        }
    }

    #[test]
    fn a_line_is_an_object_that_begins_with_its_case() {
        let sides = [figures(600.0, 0.02), figures(1000.0, 0.01)];
        let line = Line::new("home")
            .sides(&sides, None)
            .aim("ratio >= 0.5", true)
            .to_string();
        assert!(
            line.starts_with(r#"{"case":"home","requests":10,"#),
            "{line}"
        );
        let value: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(value["ratio"], 0.6);
        assert_eq!(value["cpu_ratio"], 0.5);
        assert_eq!(value["p99_ms"], 1.23);
        assert_eq!(value["native"]["peak_mib"], 3.0);
        assert_eq!(value["met"], true);
    }

    #[test]
    fn figures_have_three_digits() {
        let rounded = [0.012_345, 9.876_5, 12.34, 1234.5, 0.0].map(round);
        assert_eq!(rounded, [0.0123, 9.88, 12.3, 1235.0, 0.0]);
    }
}
