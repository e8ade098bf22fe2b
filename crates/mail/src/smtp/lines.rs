//! Replies out of a stream of bytes, and messages into it.

use smtp_proto::response::parser::ResponseReceiver;
use smtp_proto::{EhloResponse, Error, Response};

use super::{Failure, Stage};
use crate::tls::Tls;
use crate::wire::{Wire, WireError};

/// The longest greeting of capabilities that is read: some servers offer thirty lines.
const MOST: usize = 64 * 1024;

/// A connection, before or inside TLS.
pub(crate) enum Channel<W> {
    Plain(W),
    Secure(Box<Tls<W>>),
}

/// A connection with what came and was not looked at yet.
pub(crate) struct Lines<W> {
    pub(crate) channel: Channel<W>,
    unread: Vec<u8>,
}

impl<W: Wire> Lines<W> {
    pub(crate) fn new(channel: Channel<W>) -> Self {
        let unread = Vec::new();
        Self { channel, unread }
    }

    pub(crate) fn is_secure(&self) -> bool {
        matches!(self.channel, Channel::Secure(_))
    }

    /// Whether something came that nobody has asked for. After STARTTLS that would be a stranger's words, put in
    /// front of the server's.
    pub(crate) fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    pub(crate) async fn send(&mut self, line: &str) -> Result<(), WireError> {
        self.write(format!("{line}\r\n").into_bytes()).await
    }

    pub(crate) async fn write(&mut self, bytes: Vec<u8>) -> Result<(), WireError> {
        match &mut self.channel {
            Channel::Plain(wire) => wire.write(bytes).await,
            Channel::Secure(tls) => tls.write(bytes).await,
        }
    }

    async fn read(&mut self) -> Result<Vec<u8>, WireError> {
        match &mut self.channel {
            Channel::Plain(wire) => wire.read().await,
            Channel::Secure(tls) => tls.read().await,
        }
    }

    /// The next reply.
    pub(crate) async fn reply(&mut self, stage: Stage) -> Result<Response<String>, Failure> {
        let mut receiver = ResponseReceiver::default();
        loop {
            let mut bytes = self.unread.iter();
            let parsed = receiver.parse(&mut bytes);
            let rest = bytes.as_slice().to_vec();
            self.unread = rest;
            match parsed {
                Ok(reply) => return Ok(reply),
                Err(Error::NeedsMoreData { .. }) => self.unread = self.read().await?,
                Err(_) => return Err(Failure::Nonsense(stage)),
            }
        }
    }

    /// The next reply, which must begin with this digit.
    pub(crate) async fn expect(
        &mut self,
        stage: Stage,
        digit: u16,
    ) -> Result<Response<String>, Failure> {
        let reply = self.reply(stage).await?;
        match reply.code / 100 {
            found if found == digit => Ok(reply),
            4 | 5 => Err(Failure::Refused {
                stage,
                code: reply.code,
                detail: reply.esc,
            }),
            _ => Err(Failure::Nonsense(stage)),
        }
    }

    /// What the server can do.
    pub(crate) async fn hello(&mut self, name: &str) -> Result<EhloResponse<String>, Failure> {
        self.send(&format!("EHLO {name}")).await?;
        loop {
            let mut bytes = self.unread.iter();
            match EhloResponse::parse(&mut bytes) {
                Ok(found) => {
                    self.unread = bytes.as_slice().to_vec();
                    return Ok(found);
                }
                Err(Error::NeedsMoreData { .. }) if self.unread.len() < MOST => {
                    let more = self.read().await?;
                    self.unread.extend(more);
                }
                Err(Error::InvalidResponse { code }) => {
                    return Err(Failure::Refused {
                        stage: Stage::Hello,
                        code,
                        detail: [0; 3],
                    });
                }
                Err(_) => return Err(Failure::Nonsense(Stage::Hello)),
            }
        }
    }
}

/// A message as DATA carries it: lines end with CRLF, a line that begins with a dot gets one more, and a dot
/// alone ends it (RFC 5321, section 4.5.2).
pub(crate) fn stuffed(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + 16);
    let message = message.strip_suffix(b"\r\n").unwrap_or(message);
    for line in message.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}
