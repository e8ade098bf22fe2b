//! Bytes to the other side and back, and why they stopped.

/// A connection. Each call is bounded in time by who implements it.
pub trait Wire {
    /// What came, at least a byte of it; an error when nothing more comes.
    fn read(&mut self) -> impl Future<Output = Result<Vec<u8>, WireError>>;

    /// Sends all of it.
    fn write(&mut self, bytes: Vec<u8>) -> impl Future<Output = Result<(), WireError>>;
}

/// Why a connection is of no more use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// This component may not connect there: see `allowed_outbound_hosts` in spin.toml.
    #[error("this component may not connect there")]
    Denied,
    /// Letters would cross the internet for everybody to read.
    #[error(
        "smtp_security = \"none\" is for a mail server on this machine or in a private network"
    )]
    Exposed,
    /// The name has no address that can be found.
    #[error("the server's name has no address")]
    Unknown,
    /// Nobody listens there, or the way is broken.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// It took too long.
    #[error("the server did not answer in time")]
    Slow,
    /// The other side closed it.
    #[error("the server closed the connection")]
    Closed,
    /// There is no safe connection.
    #[error("no TLS: {0}")]
    Tls(String),
}
