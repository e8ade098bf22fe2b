//! A client that sends exactly the bytes it is told to.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::process::{PATIENCE, Runner};

/// A response, its body without framing.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// The header, a field a line, names in lower case.
    pub(crate) header: String,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The value of a header field.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.header
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Runner {
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes as they are and reads until the server closes.
    pub(crate) fn send(&self, bytes: &[u8]) -> Response {
        let mut stream = self.connect();
        // A server that has refused the beginning need not take the rest.
        _ = stream.write_all(bytes);
        read(&mut stream)
    }

    pub(crate) fn request(
        &self,
        method: &str,
        target: &str,
        fields: &str,
        body: &[u8],
    ) -> Response {
        let length = body.len();
        let mut bytes = format!(
            "{method} {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\
             Content-Length: {length}\r\n{fields}\r\n"
        )
        .into_bytes();
        bytes.extend_from_slice(body);
        self.send(&bytes)
    }

    pub(crate) fn get(&self, target: &str) -> Response {
        self.request("GET", target, "", b"")
    }

    pub(crate) fn post(&self, target: &str, body: impl AsRef<[u8]>) -> Response {
        self.request("POST", target, "", body.as_ref())
    }

    /// The body of a request that succeeds.
    #[track_caller]
    pub(crate) fn text(&self, target: &str) -> String {
        let response = self.get(target);
        assert_eq!(response.status, 200, "{target}: {}", response.text());
        response.text().to_owned()
    }

    /// What the guest says went wrong.
    #[track_caller]
    pub(crate) fn fault(&self, target: &str) -> String {
        let response = self.get(target);
        assert_eq!(response.status, 500, "{target}: {}", response.text());
        response.text().to_owned()
    }
}

/// Reads a response that ends with its connection.
pub(crate) fn read(stream: &mut TcpStream) -> Response {
    let mut bytes = Vec::new();
    // A reset after the response takes nothing from it.
    _ = stream.read_to_end(&mut bytes);
    let end = find(&bytes, b"\r\n\r\n").unwrap_or_else(|| panic!("no response in {bytes:?}"));
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let (line, fields) = head.split_once("\r\n").unwrap_or((&head, ""));
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    let header: String = fields
        .lines()
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            format!("{}: {}\n", name.to_ascii_lowercase(), value.trim())
        })
        .collect();
    let body = &bytes[end + 4..];
    let is_chunked = header.contains("transfer-encoding: chunked");
    let body = if is_chunked {
        dechunk(body)
    } else {
        body.to_vec()
    };
    Response {
        status,
        header,
        body,
    }
}

fn dechunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = find(bytes, b"\r\n") {
        let size = std::str::from_utf8(&bytes[..end]).unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        let part = &bytes[end + 2..];
        if size == 0 || part.len() < size {
            break;
        }
        body.extend_from_slice(&part[..size]);
        bytes = &part[size + 2..];
    }
    body
}

fn find(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    bytes
        .windows(pattern.len())
        .position(|window| window == pattern)
}
