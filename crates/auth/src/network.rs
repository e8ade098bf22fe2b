//! The network that an address belongs to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Bits of an IPv4 network: the smallest that is announced on the internet. A telephone that is handed
/// from tower to tower usually keeps it.
const V4_BITS: u32 = 24;

/// Bits of an IPv6 network: what providers delegate to one customer (RIPE-690 recommends /56), so that one
/// person cannot appear as many by changing the lower bits.
const V6_BITS: u32 = 56;

/// The address without what differs inside one network, as text: `203.0.113.0/24`, `2001:db8:1:200::/56`.
pub fn prefix(address: IpAddr) -> String {
    // An IPv4 address that came over an IPv6 socket (RFC 4291 2.5.5.2) is the same address.
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let bits = u32::from(address) & (u32::MAX << (32 - V4_BITS));
            format!("{}/{V4_BITS}", Ipv4Addr::from(bits))
        }
        IpAddr::V6(address) => {
            let bits = u128::from(address) & (u128::MAX << (128 - V6_BITS));
            format!("{}/{V6_BITS}", Ipv6Addr::from(bits))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::prefix;

    #[test]
    fn addresses_of_one_network_have_one_prefix() {
        for (address, expected) in [
            ("203.0.113.7", "203.0.113.0/24"),
            ("203.0.113.255", "203.0.113.0/24"),
            ("203.0.114.7", "203.0.114.0/24"),
            ("::ffff:203.0.113.7", "203.0.113.0/24"),
            ("2001:db8:1:2ff:1:2:3:4", "2001:db8:1:200::/56"),
            ("2001:db8:1:2aa::1", "2001:db8:1:200::/56"),
            ("2001:db8:1:300::1", "2001:db8:1:300::/56"),
            ("127.0.0.1", "127.0.0.0/24"),
            ("::1", "::/56"),
        ] {
            assert_eq!(prefix(address.parse().unwrap()), expected, "{address}");
        }
    }
}
