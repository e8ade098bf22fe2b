//! A connection over the sockets of WASI 0.3. Waiting here is the host's: other requests of the instance go on.

use std::net::IpAddr;
use std::time::Duration;

use futures::future::{Either, select};
use mail::{Wire, WireError};
use spin_sdk::wasip3::sockets::ip_name_lookup::{ErrorCode as NameError, resolve_addresses};
use spin_sdk::wasip3::sockets::types::{
    ErrorCode, IpAddress, IpAddressFamily, IpSocketAddress, Ipv4SocketAddress, Ipv6SocketAddress,
    TcpSocket,
};
use spin_sdk::wasip3::wit_bindgen::{StreamReader, StreamResult, StreamWriter};
use spin_sdk::wasip3::wit_stream;
use web::client::is_local;

/// How long a connection may take to begin.
const CONNECT: Duration = Duration::from_secs(5);

/// How long the server may keep us waiting. RFC 5321, section 4.5.3.2, would have clients wait for minutes; here
/// a call has a minute in all, and what took too long is tried again.
const SILENCE: Duration = Duration::from_secs(10);

/// As much as is read at once.
const PIECE: usize = 16 * 1024;

/// A connection.
pub(crate) struct Socket {
    sender: StreamWriter<u8>,
    receiver: StreamReader<u8>,
    // Last: both streams end before the socket that they belong to.
    _socket: TcpSocket,
}

impl Socket {
    /// Connects to the first of the server's addresses that answers. `host` is an address, or a name where the
    /// host looks names up: Spin does not for sockets. Where nothing keeps letters from being read on the way
    /// (`is_plain`), the way must be within this machine or a private network.
    pub(crate) async fn connect(host: &str, port: u16, is_plain: bool) -> Result<Self, WireError> {
        let mut failure = WireError::Unknown;
        for address in addresses(host).await? {
            if is_plain && !is_local(address.to_canonical()) {
                failure = WireError::Exposed;
                continue;
            }
            match in_time(CONNECT, connect(address, port)).await {
                Ok(socket) => return Ok(Self::over(socket)),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    fn over(socket: TcpSocket) -> Self {
        let (sender, outgoing) = wit_stream::new();
        // What they say of errors at the end, the streams' ends say as well.
        drop(socket.send(outgoing));
        let (receiver, end) = socket.receive();
        drop(end);
        Self {
            sender,
            receiver,
            _socket: socket,
        }
    }
}

impl Wire for Socket {
    async fn read(&mut self) -> Result<Vec<u8>, WireError> {
        let receiver = &mut self.receiver;
        in_time(SILENCE, async {
            match receiver.read(Vec::with_capacity(PIECE)).await {
                (StreamResult::Complete(_), bytes) if !bytes.is_empty() => Ok(bytes),
                _ => Err(WireError::Closed),
            }
        })
        .await
    }

    async fn write(&mut self, bytes: Vec<u8>) -> Result<(), WireError> {
        let sender = &mut self.sender;
        in_time(SILENCE, async {
            if sender.write_all(bytes).await.is_empty() {
                Ok(())
            } else {
                Err(WireError::Closed)
            }
        })
        .await
    }
}

/// Does work that may take so long, and no longer.
pub(crate) async fn in_time<T, E: From<WireError>>(
    limit: Duration,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let work = std::pin::pin!(work);
    let end = std::pin::pin!(spin_sdk::time::sleep(limit));
    match select(work, end).await {
        Either::Left((result, _)) => result,
        Either::Right(_) => Err(WireError::Slow.into()),
    }
}

async fn addresses(host: &str) -> Result<Vec<IpAddr>, WireError> {
    if let Ok(address) = host.trim_matches(['[', ']']).parse() {
        return Ok(vec![address]);
    }
    let found = in_time(CONNECT, async {
        let found = resolve_addresses(host.to_owned()).await;
        found.map_err(|error| match error {
            NameError::AccessDenied => WireError::Denied,
            NameError::NameUnresolvable | NameError::PermanentResolverFailure => WireError::Unknown,
            other => WireError::Unreachable(other.to_string()),
        })
    });
    let found = found.await?.into_iter();
    Ok(found
        .map(|address| match address {
            IpAddress::Ipv4((a, b, c, d)) => IpAddr::from([a, b, c, d]),
            IpAddress::Ipv6((a, b, c, d, e, f, g, h)) => IpAddr::from([a, b, c, d, e, f, g, h]),
        })
        .collect())
}

async fn connect(address: IpAddr, port: u16) -> Result<TcpSocket, WireError> {
    let (family, remote) = match address {
        IpAddr::V4(address) => {
            let [a, b, c, d] = address.octets();
            let address = (a, b, c, d);
            let remote = IpSocketAddress::Ipv4(Ipv4SocketAddress { port, address });
            (IpAddressFamily::Ipv4, remote)
        }
        IpAddr::V6(address) => {
            let [a, b, c, d, e, f, g, h] = address.segments();
            let remote = IpSocketAddress::Ipv6(Ipv6SocketAddress {
                port,
                flow_info: 0,
                address: (a, b, c, d, e, f, g, h),
                scope_id: 0,
            });
            (IpAddressFamily::Ipv6, remote)
        }
    };
    let socket = TcpSocket::create(family).map_err(failure)?;
    socket.connect(remote).await.map_err(failure)?;
    Ok(socket)
}

fn failure(error: ErrorCode) -> WireError {
    match error {
        ErrorCode::AccessDenied => WireError::Denied,
        ErrorCode::Timeout => WireError::Slow,
        other => WireError::Unreachable(other.to_string()),
    }
}
