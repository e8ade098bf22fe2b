//! Numbers are consecutive, whatever is refused in between.

use otklik_tests::appeal::{self, Appeal, ordinal};
use otklik_tests::attachment::Attachment;
use otklik_tests::image;
use otklik_tests::server::Server;
use serde_json::json;

use crate::at_once::at_once;

#[test]
fn numbers_are_consecutive_and_refused_input_leaves_no_gap() {
    let server = Server::start();
    let target = server.target();
    let good = |_: usize| Appeal::read(&appeal::creation(&appeal::sample()).send_to(target)).number;
    let mut numbers = at_once(64, good);

    let file = Attachment::create_at(target, "яма.jpg", &image::small_photo(1));
    let taken = appeal::with("/attachments", vec![file.reference()]);
    numbers.push(Appeal::read(&appeal::creation(&taken).send_to(target)).number);
    let refused = [
        json!({}),
        json!([]),
        appeal::with("/title", "!!!"),
        appeal::with("/title", "a\0b"),
        taken,
    ];
    let mixed = at_once(24, |index| {
        if index % 2 == 0 {
            return Some(good(index));
        }
        let answer = appeal::creation(&refused[index / 2 % refused.len()]).send_to(target);
        assert_eq!(answer.status, 422, "{answer}");
        None
    });
    numbers.extend(mixed.into_iter().flatten());
    numbers.push(good(0));

    let mut ordinals: Vec<u32> = numbers.iter().map(|number| ordinal(number)).collect();
    ordinals.sort_unstable();
    let expected: Vec<u32> = (1..=64 + 1 + 12 + 1).collect();
    assert_eq!(ordinals, expected);
}
