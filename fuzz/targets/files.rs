//! Any bytes under any of the names that files come with: no panic, and what is accepted, cut to the length that
//! the check gave, is accepted again, whole.

#![no_main]

use files::{FileName, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let name = FileName::clean("a").expect("a name");
    if let Ok(checked) = check(bytes, &name) {
        assert!(checked.length <= bytes.len());
        assert_eq!(check(&bytes[..checked.length], &name), Ok(checked));
    }
});
