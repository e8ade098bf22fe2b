//! Tests that start, kill and restart the server are built only where the suite owns it.

fn main() {
    println!("cargo::rerun-if-env-changed=OTKLIK_BASE_URL");
    println!("cargo::rustc-check-cfg=cfg(owns_server)");
    match std::env::var("OTKLIK_BASE_URL") {
        Ok(url) if !url.is_empty() => println!(
            "cargo::warning=OTKLIK_BASE_URL is {url}: the tests that start, stop and kill the server (module `owned`) are left out"
        ),
        _ => println!("cargo::rustc-cfg=owns_server"),
    }
}
