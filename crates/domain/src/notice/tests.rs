use chrono::Duration;

use super::{GIVE_UP_AFTER, retry_after};

#[test]
fn each_pause_is_twice_the_one_before_up_to_two_hours() {
    let seconds: Vec<_> = (0..=11).map(|n| retry_after(n).num_seconds()).collect();
    let expected = [30, 30, 60, 120, 240, 480, 960, 1920, 3840, 7200, 7200, 7200];
    assert_eq!(seconds, expected);
    for attempts in [31, 32, 33, 63, 64, i64::MAX, i64::MIN] {
        let pause = retry_after(attempts);
        assert!(
            (Duration::seconds(30)..=Duration::hours(2)).contains(&pause),
            "{attempts}"
        );
    }
    assert!(retry_after(1) < GIVE_UP_AFTER);
}
