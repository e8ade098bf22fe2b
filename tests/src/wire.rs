//! A connection written to byte by byte, for what no well-behaved client would send.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::call::Answer;
use crate::target::{Target, target};

/// See [`crate::call`]: only so that nothing hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection.
pub struct Wire {
    stream: TcpStream,
    path: String,
}

impl Wire {
    /// Connects to the shared instance.
    pub fn open() -> Self {
        Self::open_to(target())
    }

    /// Connects to an instance.
    pub fn open_to(target: &Target) -> Self {
        let stream = TcpStream::connect(target.authority()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Wire {
            stream,
            path: String::new(),
        }
    }

    /// Writes bytes.
    #[track_caller]
    pub fn write(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        self.stream.write_all(bytes.as_ref()).unwrap();
        self
    }

    /// Writes bytes; an error when the other side wants no more.
    pub fn try_write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// Writes a request's head. `Host` and `Connection: close` are added.
    pub fn head(&mut self, line: &str, headers: &[(&str, &str)]) -> &mut Self {
        self.path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut head = format!("{line} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        self.write(head + "\r\n")
    }

    /// Writes a chunk of a chunked body.
    pub fn try_chunk(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        let size = format!("{:x}\r\n", bytes.len());
        self.try_write(&[size.as_bytes(), bytes, b"\r\n"].concat())
    }

    /// Ends the connection at once, in the middle of whatever it was.
    pub fn cut(self) {
        // It may be closed by the other side already.
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    /// Waits until the answer begins.
    #[track_caller]
    pub fn begins(&mut self) -> &mut Self {
        self.stream.read_exact(&mut [0]).unwrap();
        self
    }

    /// Writes the head of a request after which the connection goes on. `Host` is added.
    pub fn head_of_many(&mut self, line: &str, headers: &[(&str, &str)]) -> &mut Self {
        self.path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut head = format!("{line} HTTP/1.1\r\nhost: test\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        self.write(head + "\r\n")
    }

    /// Reads one answer, as long as it says that it is; the connection goes on.
    #[track_caller]
    pub fn next_answer(&mut self) -> Answer {
        let mut bytes = Vec::new();
        let mut byte = [0];
        while !bytes.ends_with(b"\r\n\r\n") {
            let read = self.stream.read(&mut byte).unwrap_or_default();
            assert_eq!(read, 1, "no answer: {:?}", String::from_utf8_lossy(&bytes));
            bytes.push(byte[0]);
        }
        let head = parse(&bytes);
        let length = head.header("content-length").parse().ok();
        let length: usize = length.unwrap_or_else(|| panic!("no Content-Length: {head}"));
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        Answer {
            path: self.path.clone(),
            body,
            ..head
        }
    }

    /// Reads an answer to the end of the connection.
    #[track_caller]
    pub fn answer(mut self) -> Answer {
        let mut bytes = Vec::new();
        let mut piece = [0; 16 * 1024];
        loop {
            // A server that has said all and closes while we still write resets the connection.
            match self.stream.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(read) => bytes.extend_from_slice(&piece[..read]),
            }
        }
        Answer {
            path: self.path,
            ..parse(&bytes)
        }
    }
}

#[track_caller]
fn parse(bytes: &[u8]) -> Answer {
    let mut fields = [httparse::EMPTY_HEADER; 64];
    let mut head = httparse::Response::new(&mut fields);
    let parsed = head.parse(bytes);
    let Ok(httparse::Status::Complete(length)) = parsed else {
        panic!(
            "no answer: {parsed:?}, {:?}",
            String::from_utf8_lossy(bytes)
        );
    };
    let mut headers = HeaderMap::new();
    for field in head.headers.iter() {
        let name = HeaderName::from_bytes(field.name.as_bytes()).unwrap();
        headers.append(name, HeaderValue::from_bytes(field.value).unwrap());
    }
    let rest = &bytes[length..];
    let is_chunked = headers
        .get("transfer-encoding")
        .is_some_and(|value| value == "chunked");
    let body = if is_chunked {
        joined(rest)
    } else {
        rest.to_vec()
    };
    Answer {
        status: head.code.unwrap(),
        headers,
        body,
        path: String::new(),
    }
}

#[track_caller]
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(rest) else {
            panic!("the answer breaks off: {:?}", String::from_utf8_lossy(rest));
        };
        if size == 0 {
            return body;
        }
        let end = start + usize::try_from(size).unwrap();
        body.extend_from_slice(&rest[start..end]);
        rest = &rest[end + 2..];
    }
}
