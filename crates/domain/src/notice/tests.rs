use chrono::{DateTime, Duration, Utc};

use super::{GIVE_UP_AFTER, Group, Quiet, Topic, retry_after};
use crate::region::Region;

#[test]
fn each_pause_is_twice_the_one_before_up_to_two_hours() {
    let seconds: Vec<_> = (0..=11).map(|n| retry_after(n).num_seconds()).collect();
    let expected = [30, 30, 60, 120, 240, 480, 960, 1920, 3840, 7200, 7200, 7200];
    assert_eq!(seconds, expected);
    for attempts in [31, 32, 33, 63, 64, i64::MAX, i64::MIN] {
        let pause = retry_after(attempts);
        let limits = Duration::seconds(30)..=Duration::hours(2);
        assert!(limits.contains(&pause), "{attempts}");
    }
    assert!(retry_after(1) < GIVE_UP_AFTER);
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

#[test]
fn quiet_hours_end_by_the_person_s_own_clock() {
    // Ryazan lives by Moscow's time, Kamchatka nine hours ahead of it, Kaliningrad one behind.
    let cases = [
        (
            "22:00-08:00",
            "62",
            "2026-03-02T18:59:00Z",
            "2026-03-02T18:59:00Z",
        ),
        (
            "22:00-08:00",
            "62",
            "2026-03-02T19:00:00Z",
            "2026-03-03T05:00:00Z",
        ),
        (
            "22:00-08:00",
            "62",
            "2026-03-02T23:30:00Z",
            "2026-03-03T05:00:00Z",
        ),
        (
            "22:00-08:00",
            "62",
            "2026-03-03T04:59:59Z",
            "2026-03-03T05:00:00Z",
        ),
        (
            "22:00-08:00",
            "62",
            "2026-03-03T05:00:00Z",
            "2026-03-03T05:00:00Z",
        ),
        (
            "22:00-08:00",
            "41",
            "2026-03-02T12:00:00Z",
            "2026-03-02T20:00:00Z",
        ),
        (
            "22:00-08:00",
            "39",
            "2026-03-02T19:30:00Z",
            "2026-03-02T19:30:00Z",
        ),
        (
            "12:30-14:00",
            "62",
            "2026-03-02T09:29:00Z",
            "2026-03-02T09:29:00Z",
        ),
        (
            "12:30-14:00",
            "62",
            "2026-03-02T10:00:00Z",
            "2026-03-02T11:00:00Z",
        ),
        (
            "00:00-07:00",
            "62",
            "2026-03-02T21:00:00Z",
            "2026-03-03T04:00:00Z",
        ),
        (
            "22:00-00:00",
            "62",
            "2026-03-02T20:00:00Z",
            "2026-03-02T21:00:00Z",
        ),
        (
            "22:00-08:00",
            "62",
            "2026-12-31T20:00:00Z",
            "2027-01-01T05:00:00Z",
        ),
    ];
    for (hours, region, at, expected) in cases {
        let quiet: Quiet = hours.parse().expect("hours");
        let region: Region = region.parse().expect("a region");
        let end = quiet.end(moment(at), region);
        assert_eq!(end, moment(expected), "{hours} in {region} at {at}");
        assert_eq!(quiet.to_string(), hours);
    }
    for text in [
        "",
        "22:00",
        "22:00-22:00",
        "22-8",
        "25:00-08:00",
        "22:00-08:00-09:00",
        "22:00:30-08:00",
    ] {
        assert!(text.parse::<Quiet>().is_err(), "{text}");
    }
}

#[test]
fn every_topic_belongs_to_a_choice_of_whom_it_is_told() {
    for topic in Topic::ALL {
        assert!(Group::STAFF.contains(&topic.group(true)), "{topic}");
        assert!(Group::APPLICANT.contains(&topic.group(false)), "{topic}");
    }
    assert_eq!(Topic::Forwarded.group(true), Group::NewAppeal);
    assert_eq!(Topic::Forwarded.group(false), Group::Status);
}
