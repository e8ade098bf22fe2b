//! Who can decide an objection: the agencies from the answering one up, with their supervisors.

use std::collections::BTreeSet;

use super::Instance;

/// The agencies that may decide, the answering one first, each followed by the one above it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bench(pub Vec<Seat>);

/// An agency of the bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The agency's code.
    pub agency: String,
    /// How high it stands.
    pub instance: Instance,
    /// Its supervisors who may work and whose territory covers the appeal.
    pub supervisors: Vec<Supervisor>,
}

/// Somebody who could be given an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supervisor {
    /// The account.
    pub account: String,
    /// The objections that they have and that are open.
    pub open: u32,
}

impl Seat {
    /// The least loaded of those who had no hand in the answer; of equals the first by account, so that the
    /// same state gives the same reviewer.
    pub fn reviewer(&self, excluded: &BTreeSet<String>) -> Option<&str> {
        let free = self.supervisors.iter();
        free.filter(|one| !excluded.contains(&one.account))
            .min_by(|a, b| (a.open, &a.account).cmp(&(b.open, &b.account)))
            .map(|one| one.account.as_str())
    }

    /// Whether somebody sits here.
    pub fn has(&self, account: &str) -> bool {
        self.supervisors.iter().any(|one| one.account == account)
    }
}

impl Bench {
    /// The seat of an agency.
    pub fn seat(&self, agency: &str) -> Option<&Seat> {
        self.0.iter().find(|seat| seat.agency == agency)
    }

    /// The seats above an agency, the nearest first.
    pub fn above(&self, agency: &str) -> &[Seat] {
        let at = self.0.iter().position(|seat| seat.agency == agency);
        at.and_then(|at| self.0.get(at + 1..)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(people: &[(&str, u32)]) -> Seat {
        let supervisor = |(account, open): &(&str, u32)| Supervisor {
            account: (*account).to_owned(),
            open: *open,
        };
        Seat {
            agency: "roads".to_owned(),
            instance: Instance::Local,
            supervisors: people.iter().map(supervisor).collect(),
        }
    }

    #[test]
    fn the_least_loaded_who_had_no_hand_in_the_answer_reviews() {
        #[track_caller]
        fn check(people: &[(&str, u32)], excluded: &[&str], reviewer: Option<&str>) {
            let excluded = excluded.iter().map(|one| (*one).to_owned()).collect();
            assert_eq!(seat(people).reviewer(&excluded), reviewer, "{people:?}");
        }
        check(&[], &[], None);
        check(&[("a", 3)], &[], Some("a"));
        check(&[("a", 3), ("b", 1)], &[], Some("b"));
        check(&[("b", 1), ("a", 1)], &[], Some("a"));
        check(&[("a", 3), ("b", 1)], &["b"], Some("a"));
        check(&[("a", 3), ("b", 1)], &["a", "b"], None);
    }

    #[test]
    fn only_what_stands_above_is_higher() {
        let bench = Bench(
            [("roads", Instance::Local), ("ministry", Instance::Federal)]
                .map(|(agency, instance)| Seat {
                    agency: agency.to_owned(),
                    instance,
                    supervisors: Vec::new(),
                })
                .to_vec(),
        );
        let above = |agency| -> Vec<&str> {
            let above = bench.above(agency).iter();
            above.map(|seat| seat.agency.as_str()).collect()
        };
        assert_eq!(above("roads"), ["ministry"]);
        assert!(above("ministry").is_empty());
        assert!(above("housing").is_empty());
    }
}
