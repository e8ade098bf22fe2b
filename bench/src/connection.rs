//! A kept-alive HTTP/1.1 connection of the load: blocking, with as little work of its own as
//! possible, since it runs on the processors of the server that is measured.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// No answer takes longer, an export included.
const PATIENCE: Duration = Duration::from_secs(180);

/// A whole answer.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) bytes: u64,
    /// Line ends in the body: the rows of an export.
    pub(crate) lines: usize,
    /// The beginning of the body, up to [`KEPT`] bytes.
    pub(crate) body: Vec<u8>,
    /// `name=value` of the cookies that it sets.
    pub(crate) cookies: Vec<String>,
}

/// Bytes of an answer that are kept: all of a card or a list of fifty.
const KEPT: u64 = 256 * 1024;

pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    line: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| address.to_string())?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self {
            stream: BufReader::with_capacity(64 * 1024, stream),
            line: Vec::new(),
        })
    }

    /// Sends a request and reads its answer to the end.
    pub(crate) fn call(&mut self, head: &[u8], body: &[u8]) -> Result<Answer> {
        let stream = self.stream.get_mut();
        stream.write_all(head)?;
        stream.write_all(body)?;
        let mut answer = Answer::default();
        let status = self.line()?;
        answer.status = status
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .with_context(|| format!("no status line: {status:?}"))?;
        let (mut length, mut is_chunked) = (None, false);
        loop {
            let field = self.line()?;
            let Some((name, value)) = field.split_once(':') else {
                break;
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = Some(value.trim().parse::<u64>()?);
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                is_chunked = value.trim().eq_ignore_ascii_case("chunked");
            } else if name.eq_ignore_ascii_case("set-cookie") {
                let pair = value.split(';').next().unwrap_or_default();
                answer.cookies.push(pair.trim().to_owned());
            }
        }
        match length {
            _ if is_chunked => loop {
                let size = self.line()?;
                let size = u64::from_str_radix(size.split(';').next().unwrap_or_default(), 16)?;
                self.take(size, &mut answer)?;
                self.line()?;
                if size == 0 {
                    break;
                }
            },
            Some(length) => self.take(length, &mut answer)?,
            None if answer.status == 204 => {}
            None => bail!("an answer without a length"),
        }
        Ok(answer)
    }

    fn line(&mut self) -> Result<String> {
        self.line.clear();
        if self.stream.read_until(b'\n', &mut self.line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(String::from_utf8_lossy(self.line.trim_ascii_end()).into_owned())
    }

    fn take(&mut self, mut size: u64, answer: &mut Answer) -> Result<()> {
        while size > 0 {
            let bytes = self.stream.fill_buf()?;
            if bytes.is_empty() {
                bail!("the answer broke off");
            }
            let taken = bytes.len().min(usize::try_from(size).unwrap_or(usize::MAX));
            let bytes = &bytes[..taken];
            if answer.bytes < KEPT {
                answer.body.extend_from_slice(bytes);
            }
            answer.lines += bytes.iter().filter(|byte| **byte == b'\n').count();
            answer.bytes += taken as u64;
            size -= taken as u64;
            self.stream.consume(taken);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[track_caller]
    fn check(sent: &'static str, status: u16, body: &str) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4];
            std::io::Read::read_exact(&mut stream, &mut request).unwrap();
            stream.write_all(sent.as_bytes()).unwrap();
        });
        let answer = Connection::open(address)
            .unwrap()
            .call(b"GE", b"T!")
            .unwrap();
        server.join().unwrap();
        assert_eq!(answer.status, status);
        assert_eq!(String::from_utf8(answer.body).unwrap(), body);
        assert_eq!(answer.bytes, body.len() as u64);
        assert_eq!(answer.lines, body.matches('\n').count());
    }

    #[test]
    fn an_answer_is_read_to_its_end_by_length_and_by_chunks() {
        check(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na\nb\nc",
            200,
            "a\nb\nc",
        );
        check(
            "HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n3\r\na\nb\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
            404,
            "a\nb0123456789",
        );
        check("HTTP/1.1 204 No Content\r\nserver: x\r\n\r\n", 204, "");
    }
}
