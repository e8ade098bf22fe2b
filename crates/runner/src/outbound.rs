//! Where a component may connect to: `allowed_outbound_hosts`.
//!
//! An item is `scheme://host:port`. The scheme may be `*`; the host `*`, `*.domain`,
//! `self`, a network (`10.0.0.0/8`), an address or a name; the port `*`, a number, a
//! range `8000..9000` (its end excluded) or, for a scheme whose port is known, absent.

use std::net::{IpAddr, SocketAddr};

/// What one component may reach. The default is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedHosts(Vec<AllowedHost>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct AllowedHost {
    /// `None` stands for any.
    scheme: Option<String>,
    host: Host,
    port: Port,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    Any,
    /// Lower case, with the leading dot.
    Subdomain(String),
    /// The application itself.
    Itself,
    /// Lower case.
    Name(String),
    Network {
        address: IpAddr,
        prefix: u32,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Port {
    Any,
    Range(std::ops::Range<u32>),
}

impl AllowedHosts {
    /// Parses the items of one component, after templates have been expanded. An item that
    /// a variable left empty (also `http://`, `https://`) grants nothing, as in Spin.
    ///
    /// # Errors
    /// One message an item.
    pub fn parse<'a>(items: impl IntoIterator<Item = &'a str>) -> Result<Self, Vec<String>> {
        let mut hosts = Vec::new();
        let mut problems = Vec::new();
        for item in items {
            if matches!(item, "" | "http://" | "https://") {
                continue;
            }
            match AllowedHost::parse(item) {
                Ok(host) => hosts.push(host),
                Err(reason) => problems.push(format!("allowed_outbound_hosts {item:?}: {reason}")),
            }
        }
        if problems.is_empty() {
            Ok(Self(hosts))
        } else {
            Err(problems)
        }
    }

    /// Whether a URL of this scheme, host (an IPv6 one may have its brackets) and port is granted.
    pub fn allows(&self, scheme: &str, host: &str, port: Option<u16>) -> bool {
        let Some(port) = port.or_else(|| well_known_port(scheme)) else {
            return false;
        };
        let host = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_ascii_lowercase();
        self.0.iter().any(|allowed| {
            allowed.allows_scheme(scheme) && allowed.port.allows(port) && allowed.host.allows(&host)
        })
    }

    /// Whether a socket may connect to an address: `tcp://…` or `udp://…`.
    pub fn allows_socket(&self, scheme: &str, address: SocketAddr) -> bool {
        self.allows(scheme, &address.ip().to_string(), Some(address.port()))
    }

    /// Whether the component may call the application itself.
    pub fn allows_self(&self) -> bool {
        self.0.iter().any(|allowed| {
            matches!(allowed.host, Host::Any | Host::Itself)
                && (allowed.allows_scheme("http") || allowed.allows_scheme("https"))
        })
    }

    /// Whether nothing at all is granted, so that sockets and name look-ups can be off.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl AllowedHost {
    fn parse(item: &str) -> Result<Self, String> {
        let (scheme, rest) = item.trim().split_once("://").ok_or(
            "the form is scheme://host:port, for example \"https://api.example.org\"; `*` may \
             stand for each part",
        )?;
        if scheme != "*" && (scheme.is_empty() || !scheme.bytes().all(|b| b.is_ascii_alphabetic()))
        {
            return Err("a scheme consists of letters, or is `*`".to_owned());
        }
        let (host, port) = split_port(rest)?;
        Ok(Self {
            port: Port::parse(port, scheme)?,
            scheme: (scheme != "*").then(|| scheme.to_owned()),
            host: Host::parse(host)?,
        })
    }

    fn allows_scheme(&self, scheme: &str) -> bool {
        self.scheme
            .as_deref()
            .is_none_or(|allowed| allowed == scheme)
    }
}

/// Splits `host:port`. A network keeps its slash, anything else may end with one.
fn split_port(rest: &str) -> Result<(&str, &str), String> {
    let is_network = rest
        .split_once('/')
        .is_some_and(|(address, _)| is_address(address));
    let rest = if is_network {
        rest
    } else {
        rest.strip_suffix('/').unwrap_or(rest)
    };
    if rest.contains('/') && !is_network {
        return Err("a host has no path".to_owned());
    }
    if let Some(end) = rest.rfind(']') {
        let (host, port) = rest.split_at(end + 1);
        return Ok((host, port.strip_prefix(':').unwrap_or(port)));
    }
    // An unbracketed IPv6 address or network has colons of its own.
    if rest.matches(':').count() > 1 {
        return Ok((rest, ""));
    }
    Ok(rest.split_once(':').unwrap_or((rest, "")))
}

fn is_address(text: &str) -> bool {
    text.trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>()
        .is_ok()
}

impl Host {
    fn parse(host: &str) -> Result<Self, String> {
        match host {
            "*" => return Ok(Self::Any),
            "self" | "self.alt" => return Ok(Self::Itself),
            "" => return Err("the host is empty".to_owned()),
            _ => {}
        }
        if let Some((address, prefix)) = host.split_once('/') {
            let address: IpAddr = address.parse().map_err(|_| "not a network".to_owned())?;
            let longest = if address.is_ipv4() { 32 } else { 128 };
            let prefix = (prefix.parse().ok()).filter(|prefix| *prefix <= longest);
            let prefix = prefix.ok_or_else(|| format!("a prefix is 0 to {longest}"))?;
            return Ok(Self::Network { address, prefix });
        }
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            let prefix = if address.is_ipv4() { 32 } else { 128 };
            return Ok(Self::Network { address, prefix });
        }
        let (is_wildcard, name) = match host.strip_prefix("*.") {
            Some(domain) => (true, domain),
            None => (false, host),
        };
        let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
        if name.is_empty() || !name.bytes().all(is_name) {
            return Err(
                "a host is a name, an address or a network; `*` may only stand for all \
                        of it or for its subdomains (`*.example.org`)"
                    .to_owned(),
            );
        }
        let name = name.to_ascii_lowercase();
        Ok(if is_wildcard {
            Self::Subdomain(format!(".{name}"))
        } else {
            Self::Name(name)
        })
    }

    /// `host` is in lower case and without brackets.
    fn allows(&self, host: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Itself => false,
            Self::Name(name) => host == name,
            Self::Subdomain(suffix) => !is_address(host) && host.ends_with(suffix),
            Self::Network { address, prefix } => host
                .parse()
                .is_ok_and(|host: IpAddr| in_network(host, *address, *prefix)),
        }
    }
}

fn in_network(host: IpAddr, network: IpAddr, prefix: u32) -> bool {
    let (host, network, longest) = match (host.to_canonical(), network.to_canonical()) {
        (IpAddr::V4(host), IpAddr::V4(network)) => (
            u128::from(u32::from(host)),
            u128::from(u32::from(network)),
            32,
        ),
        (IpAddr::V6(host), IpAddr::V6(network)) => (u128::from(host), u128::from(network), 128),
        _ => return false,
    };
    let shift = longest - prefix.min(longest);
    host.checked_shr(shift).unwrap_or(0) == network.checked_shr(shift).unwrap_or(0)
}

impl Port {
    fn parse(port: &str, scheme: &str) -> Result<Self, String> {
        let number = |text: &str| {
            text.parse::<u16>()
                .map(u32::from)
                .map_err(|_| format!("{text:?} is not a port"))
        };
        match port {
            "*" => Ok(Self::Any),
            "" => {
                let port = well_known_port(scheme)
                    .ok_or_else(|| format!("the scheme {scheme:?} has no usual port: name one"))?;
                let port = u32::from(port);
                Ok(Self::Range(port..port + 1))
            }
            _ => match port.split_once("..") {
                Some((start, end)) => Ok(Self::Range(number(start)?..number(end)?)),
                None => number(port).map(|port| Self::Range(port..port + 1)),
            },
        }
    }

    fn allows(&self, port: u16) -> bool {
        match self {
            Self::Any => true,
            Self::Range(range) => range.contains(&u32::from(port)),
        }
    }
}

fn well_known_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" => Some(80),
        "https" => Some(443),
        "postgres" => Some(5432),
        "mysql" => Some(3306),
        "redis" => Some(6379),
        "mqtt" => Some(1883),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
