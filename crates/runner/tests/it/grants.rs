//! What a component hasn't been granted is refused, and what it has been works.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::process::{Dir, Runner, manifest};

#[test]
fn nothing_is_granted_by_default() {
    let runner = Runner::start(&manifest(""), &[]);
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    for (target, expected) in [
        ("/sql/open?default", "AccessDenied"),
        ("/kv/open?default", "AccessDenied"),
        ("/variable?secret", "Undefined"),
        ("/environment?HOME", "NotPresent"),
        ("/file?/etc/hostname", "NotFound"),
        (&format!("/fetch?http://{address}/"), "HttpRequestDenied"),
        ("/fetch?http://self/hello", "HttpRequestDenied"),
        (
            "/fetch?http://guest.spin.internal/hello",
            "HttpRequestDenied",
        ),
        (&format!("/connect?{address}"), "PermissionDenied"),
    ] {
        let fault = runner.fault(target);
        assert!(fault.contains(expected), "{target}: {fault}");
    }
}

#[test]
fn labels_that_exist_elsewhere_are_refused_alike() {
    let runner = Runner::start(&manifest("key_value_stores = [\"default\"]"), &[]);
    assert!(runner.fault("/kv/open?other").contains("AccessDenied"));
    assert!(runner.fault("/sql/open?default").contains("AccessDenied"));
    assert_eq!(runner.get("/kv/open?default").status, 200);
}

#[test]
fn files_can_be_read_and_not_written() {
    let dir = Dir::new();
    std::fs::create_dir_all(dir.0.join("assets/sub")).unwrap();
    std::fs::write(dir.0.join("assets/sub/a.txt"), "content").unwrap();
    let direct = manifest("files = [{ source = \"assets\", destination = \"/www\" }]");
    let runner = Runner::start_in(&dir, &direct, &[]);
    assert_eq!(runner.text("/file?/www/sub/a.txt"), "content");
    assert_eq!(runner.get("/file?/www/../spin.toml").status, 500);
    assert_eq!(runner.get("/write-file?/www/b").status, 500);
    drop(runner);
    let copied = manifest("files = [\"assets/**/*.txt\"]\nexclude_files = [\"**/b.txt\"]");
    std::fs::write(dir.0.join("assets/b.txt"), "excluded").unwrap();
    let runner = Runner::start_in(&dir, &copied, &[]);
    assert_eq!(runner.text("/file?/assets/sub/a.txt"), "content");
    assert_eq!(runner.get("/file?/assets/b.txt").status, 500);
    assert_eq!(runner.get("/write-file?/assets/sub/a.txt").status, 500);
}

#[test]
fn variables_and_environment_reach_the_component() {
    let extra = r#"environment = { MODE = "test" }
variables = { url = "https://{{ host }}/", plain = "p" }
[variables]
host = { default = "example.org" }
"#;
    let runner = Runner::start(&manifest(extra), &["--variable", "host=example.com"]);
    assert_eq!(runner.text("/variable?url"), "https://example.com/");
    assert_eq!(runner.text("/variable?plain"), "p");
    assert!(runner.fault("/variable?host").contains("Undefined"));
    assert!(runner.fault("/variable?Bad-Name").contains("InvalidName"));
    assert_eq!(runner.text("/environment?MODE"), "test");
}

#[test]
fn a_granted_host_is_reached() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    let extra = format!("allowed_outbound_hosts = [\"http://{address}\", \"tcp://{address}\"]");
    let runner = Runner::start(&manifest(&extra), &[]);
    let serving = std::thread::spawn(move || {
        let (mut stream, _) = server.accept().unwrap();
        let mut request = [0; 1024];
        let length = stream.read(&mut request).unwrap();
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
            .unwrap();
        let _second = server.accept().unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    assert_eq!(runner.text(&format!("/fetch?http://{address}/a")), "200 hi");
    assert_eq!(runner.get(&format!("/connect?{address}")).status, 200);
    let request = serving.join().unwrap();
    assert!(request.starts_with("GET /a HTTP/1.1\r\n"), "{request}");
    assert!(
        runner
            .fault("/fetch?http://localhost:1/")
            .contains("HttpRequestDenied")
    );
    assert!(
        runner
            .fault("/connect?127.0.0.1:1")
            .contains("PermissionDenied")
    );
}

#[test]
fn components_reach_the_application_and_each_other_within_the_process() {
    let extra = r#"allowed_outbound_hosts = ["http://self", "http://inner.spin.internal"]
[[trigger.http]]
route = { private = true }
component = "inner"
[component.inner]
source = "{guest}"
"#;
    let runner = Runner::start(&manifest(extra), &[]);
    assert_eq!(runner.text("/fetch?http://self/hello"), "200 hello");
    let headers = runner.text("/fetch?http://inner.spin.internal/headers");
    assert!(headers.contains("spin-client-addr: 0.0.0.0:0"), "{headers}");
    assert!(headers.contains("spin-path-info: /headers"), "{headers}");
    assert!(
        runner
            .fault("/fetch?http://guest.spin.internal/")
            .contains("HttpRequestDenied")
    );
}

#[test]
fn what_a_guest_prints_carries_its_name() {
    let runner = Runner::start(&manifest(""), &[]);
    runner.text("/print?hello");
    runner.wait_for_line("[guest] out hello");
    runner.wait_for_line("[guest] err hello");
}
