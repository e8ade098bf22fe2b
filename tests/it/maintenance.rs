//! Health, and the work that is due.

use otklik_tests::call::Call;
use otklik_tests::target::target;

#[test]
fn a_ready_instance_says_so() {
    let health = Call::get("/health").send().expect(200).json();
    assert_eq!(health["status"], "ready");
    assert_eq!(
        (&health["database"], &health["key_value"]),
        (&true.into(), &true.into())
    );
    assert_eq!(health["schema"], health["schema_expected"]);
    Call::new("HEAD", "/health").send().expect(200);
}

#[test]
fn a_tick_needs_its_own_token() {
    let tick = || Call::post("/internal/tick");
    tick().send().problem(401, "unauthenticated");
    tick().staff().send().problem(401, "unauthenticated");
    tick()
        .header("authorization", "Bearer wrong-token-of-a-good-length")
        .send()
        .problem(401, "unauthenticated");
    Call::get("/internal/tick")
        .send()
        .problem(405, "method_not_allowed");
}

#[test]
fn a_tick_may_come_twice() {
    let token = format!("Bearer {}", target().tick_token);
    for _ in 0..2 {
        let report = Call::post("/internal/tick")
            .header("authorization", &token)
            .send()
            .expect(200)
            .json();
        assert!(
            report["overdue_marked"].is_u64() && report["uploads_removed"].is_u64(),
            "{report}"
        );
        assert!(report["more"].is_boolean(), "{report}");
    }
}
