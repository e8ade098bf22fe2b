//! What keeps the runner from starting, and what it says then.

use std::net::TcpListener;

use crate::process::{Dir, Runner, manifest, refused, refused_in};

#[track_caller]
fn check(manifest: &str, options: &[&str], expected: &[&str]) {
    let said = refused(manifest, options);
    for text in expected {
        assert!(said.contains(text), "{text:?} is not in:\n{said}");
    }
}

#[test]
fn an_unknown_key_is_told_with_its_place() {
    for (extra, line) in [
        ("key_value_store = [\"default\"]", "line 10"),
        (
            "[component.guest.build]\ncommand = \"a\"\ncomand = \"b\"",
            "line 12",
        ),
        ("[variables]\na = { requird = true }", "line 11"),
        ("[[trigger.htp]]\nroute = \"/\"", "line 10"),
        (
            "files = [{ source = \"a\", destinaton = \"/a\" }]",
            "line 10",
        ),
    ] {
        check(&manifest(extra), &[], &["unknown field", line]);
    }
}

#[test]
fn a_missing_required_variable_is_told_how_to_be_passed() {
    let manifest = manifest("[variables]\ntoken = { required = true, secret = true }");
    check(
        &manifest,
        &[],
        &["`token`", "--variable token=VALUE", "SPIN_VARIABLE_TOKEN"],
    );
    drop(Runner::start(&manifest, &["--variable", "token=x"]));
}

#[test]
fn a_missing_wasm_file_is_told_how_to_be_built() {
    let manifest = manifest("").replace("{guest}", "absent.wasm");
    check(
        &manifest,
        &[],
        &[
            "[component.guest]",
            "absent.wasm",
            "cargo xtask build",
            "spin build",
        ],
    );
}

#[test]
fn a_file_that_is_no_component_is_named() {
    let manifest = manifest("").replace("{guest}", "spin.toml");
    check(&manifest, &[], &["[component.guest]", "spin.toml"]);
}

#[test]
fn all_faults_are_told_at_once() {
    let manifest = manifest(
        r#"
key_value_stores = ["other"]
sqlite_databases = ["default", "another"]
allowed_outbound_hosts = ["nonsense"]
files = ["absent/*"]
variables = { a = "{{ unknown }}" }
[[trigger.http]]
route = "no-slash"
component = "guest"
[[trigger.http]]
route = "/..."
component = "guest"
[[trigger.http]]
route = "/absent"
component = "absent"
"#,
    );
    check(
        &manifest,
        &["--state-dir", "/dev/null"],
        &[
            "key_value_stores: there is no \"other\"",
            "sqlite_databases: there is no \"another\"",
            "no file matches \"absent/*\"",
            "\"no-slash\" does not start with a slash",
            "\"/...\" is given twice",
            "there is no [component.absent]",
            "--state-dir",
        ],
    );
}

#[test]
fn bad_templates_and_hosts_are_told() {
    check(
        &manifest("allowed_outbound_hosts = [\"nonsense\"]\nvariables = { a = \"{{ b }}\" }"),
        &[],
        &[
            "allowed_outbound_hosts \"nonsense\"",
            "variables.a: `{{ b }}`",
        ],
    );
}

#[test]
fn a_port_in_use_is_told_before_serving() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    check(
        &manifest(""),
        &["--listen", &address],
        &[&address, "--listen"],
    );
}

#[test]
fn a_state_directory_that_cannot_be_one_is_told() {
    let dir = Dir::new();
    let file = dir.0.join("file");
    std::fs::write(&file, "").unwrap();
    let said = refused_in(
        &dir,
        &manifest(""),
        &["--state-dir", file.to_str().unwrap()],
    );
    assert!(
        said.contains("--state-dir") && said.contains("file"),
        "{said}"
    );
}

#[test]
fn a_damaged_database_is_told() {
    let dir = Dir::new();
    let state = dir.0.join(".spin");
    std::fs::create_dir(&state).unwrap();
    std::fs::write(state.join("sqlite_db.db"), "this is not a database at all").unwrap();
    let said = refused_in(&dir, &manifest(""), &[]);
    assert!(said.contains("--state-dir"), "{said}");
}

#[test]
fn a_manifest_that_is_absent_is_told() {
    check(
        &manifest(""),
        &["--from", "/nowhere/spin.toml"],
        &["/nowhere/spin.toml", "--from"],
    );
}

#[test]
fn values_of_variables_are_never_shown() {
    let said = refused(&manifest(""), &["--variable", "token=hunter2"]);
    assert!(
        said.contains("token") && !said.contains("hunter2"),
        "{said}"
    );
}
