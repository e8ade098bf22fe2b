//! Where a request comes from: the client's address, and the kind of browser.

use std::net::{IpAddr, SocketAddr};

use auth::agent::Agent;
use auth::network;
use store::account::Seen;
use store::session::Client;

use crate::capabilities::{keys, variable};
use crate::kept::Kept;
use crate::keys::Purpose;
use crate::{Context, Problem};

/// The client's address. Behind a proxy it stands in the header that `client_address_header` names, which
/// the proxy sets itself; else it is the host's word, the last value of `spin-client-addr` (Spin appends its
/// own behind what a client may have sent).
pub async fn address(context: &Context) -> Result<Option<IpAddr>, Problem> {
    let header = configured_header().await?;
    let values = match header {
        "" => context.headers.get_all("spin-client-addr").iter(),
        name => context.headers.get_all(name).iter(),
    };
    // Of several values, and of a list in one, the last was written by the proxy nearest to us.
    let last = values.last().and_then(|value| value.to_str().ok());
    let last = last.and_then(|value| value.rsplit(',').next());
    Ok(last.and_then(|value| parse(value.trim())))
}

/// The header that the proxy sets, or empty.
pub async fn configured_header() -> Result<&'static str, Problem> {
    static HEADER: Kept<String> = Kept::new();
    let header = HEADER
        .get_or_make(|| async {
            Ok::<_, Problem>(variable("client_address_header").await?.to_lowercase())
        })
        .await?;
    Ok(header)
}

/// An address, with or without a port.
fn parse(text: &str) -> Option<IpAddr> {
    let plain = text.trim_start_matches('[').trim_end_matches(']');
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
    plain.parse().ok().or_else(|| with_port().ok())
}

/// What a session is begun with, in words for its owner.
pub async fn describe(context: &Context) -> Result<Client, Problem> {
    let agent = Agent::parse(context.header("user-agent"));
    Ok(Client {
        device: agent.describe().get(context.lang).to_owned(),
        network: network_of(context).await?,
    })
}

/// The same as keyed hashes, to know it again.
pub async fn seen(context: &Context) -> Result<Seen, Problem> {
    let keys = keys().await?;
    let agent = Agent::parse(context.header("user-agent")).family();
    let network = network_of(context).await?;
    Ok(Seen {
        agent: keys.hash(Purpose::Agent, &[agent.as_bytes()]),
        network: keys.hash(Purpose::Network, &[network.as_bytes()]),
    })
}

/// The network of the client's address, or empty.
pub async fn network_of(context: &Context) -> Result<String, Problem> {
    let address = address(context).await?;
    Ok(address.map(network::prefix).unwrap_or_default())
}
