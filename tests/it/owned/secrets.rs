//! An instance for which nobody has set a secret: safe, and of use to citizens.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::server::Server;

#[test]
fn without_secrets_nobody_is_staff_and_codes_outlive_a_restart() {
    let server = Server::start_without_secrets();
    let target = server.target();
    for token in [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer staff-token-of-the-black-box-tests",
    ] {
        let call = |call: Call| call.header("authorization", token).send_to(target);
        call(Call::get("/api/v1/appeals")).problem(401, "unauthenticated");
        call(Call::post("/internal/tick")).problem(401, "unauthenticated");
    }
    let request = appeal::creation(&appeal::sample()).key(&otklik_tests::unique::word());
    let appeal = Appeal::read(&request.clone().send_to(target));
    let server = server.kill_and_start_again();
    assert_eq!(appeal.card_at(server.target())["status"], "created");
    assert_eq!(Appeal::read(&request.send_to(server.target())), appeal);
}
