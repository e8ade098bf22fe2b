//! Doing things at the same time.

use std::sync::Barrier;

/// Runs `count` calls that begin together, and gives their results in order.
pub(crate) fn at_once<T: Send>(count: usize, call: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(count);
    std::thread::scope(|scope| {
        let (start, call) = (&start, &call);
        let threads: Vec<_> = (0..count)
            .map(|index| {
                scope.spawn(move || {
                    start.wait();
                    call(index)
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}
