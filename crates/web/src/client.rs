//! Where a request comes from: the client's address, and the kind of browser.

use std::net::{IpAddr, SocketAddr};

use auth::agent::Agent;
use auth::network;
use axum::http::{HeaderMap, HeaderName};
use store::account::Seen;
use store::session::Client;

use crate::capabilities::{keys, variable};
use crate::kept::Kept;
use crate::keys::Purpose;
use crate::{Context, Problem};

/// What the host says: Spin and the runner put `address:port` there, behind whatever a client sent.
const HOST_HEADER: HeaderName = HeaderName::from_static("spin-client-addr");

/// What the host says of a request's own address.
const FULL_URL: HeaderName = HeaderName::from_static("spin-full-url");

/// The client's address. Behind a proxy it stands in the header that `client_address_header` names, which
/// the proxy sets itself; else, and for whoever comes past the proxy, it is the host's word.
pub async fn address(context: &Context) -> Result<Option<IpAddr>, Problem> {
    let by_proxy = match configured_header().await? {
        "" => None,
        name => {
            let name = name.parse().map_err(|_| {
                Problem::unavailable("the variable client_address_header is no header's name")
            })?;
            last(&context.headers, &name)
        }
    };
    Ok(by_proxy.or_else(|| last(&context.headers, &HOST_HEADER)))
}

/// The network that limits by address count against; [`None`] where they do not apply. That is so for
/// addresses of this machine and of private networks while no header is named: it is a developer, or a
/// proxy that nobody told us of, and then all citizens would share one allowance.
pub async fn limited_network(context: &Context) -> Result<Option<String>, Problem> {
    let is_told = !configured_header().await?.is_empty();
    let address = address(context).await?;
    Ok(address
        .filter(|address| is_told || !is_local(*address))
        .map(network::prefix))
}

/// The last address of the last header of this name: the nearest proxy appends, and what stands before may
/// be the client's own invention.
fn last(headers: &HeaderMap, name: &HeaderName) -> Option<IpAddr> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    parse(value.rsplit(',').next()?.trim())
}

/// Where a page is reached, as the host knows it: scheme, host and port, for examples that can be tried as they are.
/// Spin leaves what a client says in front of its own word.
pub fn own_address(headers: &HeaderMap) -> Option<String> {
    let full = headers.get_all(&FULL_URL).iter().next_back()?;
    let (scheme, rest) = full.to_str().ok()?.split_once("://")?;
    let host = rest.split('/').next()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    host.chars()
        .all(is_plain)
        .then(|| format!("{scheme}://{host}"))
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

/// An address with or without a port: `203.0.113.7:443`, `[2001:db8::1]:443`, `2001:db8::1`.
fn parse(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    let with_port = text.parse::<SocketAddr>().map(|address| address.ip());
    let address = bare.parse().or(with_port).ok()?;
    Some(IpAddr::to_canonical(&address))
}

/// Whether an address is one of this machine, of a private network or of a provider's (RFC 1918, 3927, 4193,
/// 4291, 6598).
pub fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || shared
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
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

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::{FULL_URL, is_local, last, own_address, parse};

    #[test]
    fn addresses_are_read_with_and_without_a_port() {
        for (text, expected) in [
            ("203.0.113.7", Some("203.0.113.7")),
            ("203.0.113.7:443", Some("203.0.113.7")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("[2001:db8::1]:443", Some("2001:db8::1")),
            ("::ffff:203.0.113.7", Some("203.0.113.7")),
            ("[::ffff:203.0.113.7]:443", Some("203.0.113.7")),
            ("", None),
            ("unknown", None),
            ("203.0.113.256", None),
            ("203.0.113.7:99999", None),
            ("for=203.0.113.7", None),
            ("[203.0.113.7", None),
        ] {
            assert_eq!(
                parse(text).map(|address| address.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn only_the_last_address_of_the_last_header_counts() {
        let name = HeaderName::from_static("x-client");
        let mut headers = HeaderMap::new();
        assert_eq!(last(&headers, &name), None);
        for value in ["198.51.100.1", "198.51.100.2, 203.0.113.7"] {
            headers.append(&name, HeaderValue::from_static(value));
        }
        assert_eq!(last(&headers, &name), parse("203.0.113.7"));
        headers.append(&name, HeaderValue::from_static("198.51.100.3, nonsense"));
        assert_eq!(
            last(&headers, &name),
            None,
            "what the proxy appended is no address"
        );
    }

    #[test]
    fn the_hosts_own_word_for_an_address_counts_and_not_the_clients() {
        let mut headers = HeaderMap::new();
        assert_eq!(own_address(&headers), None);
        for (value, expected) in [
            ("http://evil/developers", Some("http://evil")),
            (
                "https://otklik.example:8443/developers?x=1",
                Some("https://otklik.example:8443"),
            ),
            ("http://[::1]:3000/", Some("http://[::1]:3000")),
            ("http://a\"b/", None),
            ("nonsense", None),
        ] {
            headers.append(&FULL_URL, HeaderValue::from_static(value));
            assert_eq!(own_address(&headers).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn local_addresses_are_told_from_the_worlds() {
        for local in [
            "127.0.0.1",
            "127.8.0.1",
            "10.1.2.3",
            "172.20.0.1",
            "192.168.1.1",
            "169.254.1.1",
            "100.64.0.1",
            "::1",
            "fd00::1",
            "fe80::1",
        ] {
            assert!(is_local(parse(local).unwrap()), "{local}");
        }
        for global in [
            "203.0.113.7",
            "100.63.0.1",
            "100.128.0.1",
            "172.32.0.1",
            "2001:db8::1",
        ] {
            assert!(!is_local(parse(global).unwrap()), "{global}");
        }
    }
}
