//! What depends on the date, with a clock that the test sets.

use otklik_tests::appeal::{self, Appeal, ordinal};
use otklik_tests::server::Server;

/// 2026-12-31 20:59:59 UTC: the last second of the year in Moscow.
const LAST_SECOND: i64 = 1_798_750_799_000;

#[test]
fn the_first_number_of_a_year_is_given_when_it_begins_in_moscow() {
    let server = Server::start_at(LAST_SECOND);
    let register = || Appeal::read(&appeal::creation(&appeal::sample()).send_to(server.target()));
    let old = register();
    assert!(old.number.starts_with("2026-"), "{}", old.number);
    assert_eq!(ordinal(&old.number), 1);
    assert_eq!(
        old.card_at(server.target())["created_at"],
        "2026-12-31T20:59:59Z"
    );
    server.set_time(LAST_SECOND + 1_000);
    let new = register();
    assert!(new.number.starts_with("2027-"), "{}", new.number);
    assert_eq!(ordinal(&new.number), 1);
}
