//! TLS over a wire. The cryptography is Rust alone, since nothing that is compiled from C runs in our components.

use std::io::{self, Read, Write};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore};

use crate::wire::{Wire, WireError};

/// As much as one record of TLS holds (RFC 8446, section 5.1).
const RECORD: usize = 16 * 1024;

/// Whose certificates are believed.
#[derive(Clone)]
pub struct Trust(Arc<ClientConfig>);

/// Certificates that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("the certificates of the mail server's authorities: {0}")]
pub struct TrustError(String);

impl Trust {
    /// The authorities of `pem`, where some are given, else Mozilla's list.
    ///
    /// # Errors
    /// When the text holds no certificate, or a broken one.
    pub fn new(pem: &str) -> Result<Self, TrustError> {
        let mut roots = RootCertStore::empty();
        if pem.trim().is_empty() {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            let certificate = certificate.map_err(|error| TrustError(error.to_string()))?;
            (roots.add(certificate)).map_err(|error| TrustError(error.to_string()))?;
        }
        if roots.is_empty() {
            return Err(TrustError("there is none in the text".to_owned()));
        }
        let provider = Arc::new(rustls_rustcrypto::provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| TrustError(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(Arc::new(config)))
    }
}

/// A wire inside of which nobody reads.
pub(crate) struct Tls<W> {
    wire: W,
    connection: ClientConnection,
}

impl<W: Wire> Tls<W> {
    /// Agrees with the server, whose certificate must be for `name`.
    pub(crate) async fn begin(mut wire: W, name: &str, trust: &Trust) -> Result<Self, WireError> {
        let name = ServerName::try_from(name.to_owned());
        let name = name.map_err(|error| WireError::Tls(error.to_string()))?;
        let mut connection = ClientConnection::new(trust.0.clone(), name).map_err(tls)?;
        flush(&mut connection, &mut wire).await?;
        while connection.is_handshaking() {
            feed(&mut connection, &mut wire).await?;
            flush(&mut connection, &mut wire).await?;
        }
        Ok(Self { wire, connection })
    }
}

impl<W: Wire> Wire for Tls<W> {
    async fn read(&mut self) -> Result<Vec<u8>, WireError> {
        let mut buffer = vec![0; RECORD];
        loop {
            match self.connection.reader().read(&mut buffer) {
                Ok(0) => return Err(WireError::Closed),
                Ok(length) => {
                    buffer.truncate(length);
                    return Ok(buffer);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return Err(WireError::Closed),
            }
            feed(&mut self.connection, &mut self.wire).await?;
            flush(&mut self.connection, &mut self.wire).await?;
        }
    }

    async fn write(&mut self, bytes: Vec<u8>) -> Result<(), WireError> {
        // In pieces that the connection takes whole: it would keep what is above its limit waiting.
        for piece in bytes.chunks(RECORD) {
            let written = self.connection.writer().write_all(piece);
            written.map_err(|error| WireError::Tls(error.to_string()))?;
            flush(&mut self.connection, &mut self.wire).await?;
        }
        Ok(())
    }
}

/// Takes what came.
async fn feed<W: Wire>(connection: &mut ClientConnection, wire: &mut W) -> Result<(), WireError> {
    let came = wire.read().await?;
    let mut rest = came.as_slice();
    while !rest.is_empty() {
        let taken = connection.read_tls(&mut rest);
        if taken.map_err(|error| WireError::Tls(error.to_string()))? == 0 {
            return Err(WireError::Closed);
        }
        connection.process_new_packets().map_err(tls)?;
    }
    Ok(())
}

/// Sends what waits.
async fn flush<W: Wire>(connection: &mut ClientConnection, wire: &mut W) -> Result<(), WireError> {
    let mut waiting = Vec::new();
    while connection.wants_write() {
        let written = connection.write_tls(&mut waiting);
        written.map_err(|error| WireError::Tls(error.to_string()))?;
    }
    if waiting.is_empty() {
        return Ok(());
    }
    wire.write(waiting).await
}

fn tls(error: rustls::Error) -> WireError {
    WireError::Tls(error.to_string())
}
