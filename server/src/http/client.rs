//! Who sends a request, as far as the network tells.

use axum::http::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// The other end of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// The address of the client, after trusted proxies; empty when requests come from no network, as in tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClientAddress(pub String);

impl ClientAddress {
    /// Believes `X-Forwarded-For` only from proxies of ours, and of it only what they wrote: from the right, up to
    /// the first address that is none of them.
    pub(super) fn of(peer: Option<&Peer>, headers: &HeaderMap, trusted: &[IpAddr]) -> Self {
        let Some(Peer(peer)) = peer else {
            return Self(String::new());
        };
        let mut client = peer.ip().to_canonical();
        if trusted.contains(&client) {
            let forwarded: Vec<&str> = headers
                .get_all("x-forwarded-for")
                .iter()
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(','))
                .collect();
            for part in forwarded.into_iter().rev() {
                let Ok(address) = part.trim().parse::<IpAddr>() else {
                    break;
                };
                client = address.to_canonical();
                if !trusted.contains(&client) {
                    break;
                }
            }
        }
        Self(client.to_string())
    }

    /// The key of limits: one subscriber has a whole /64 of IPv6.
    pub(super) fn limit_key(&self) -> String {
        match self.0.parse() {
            Ok(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
            Ok(IpAddr::V4(_)) | Err(_) => self.0.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const PROXY: &str = "10.0.0.1";

    fn client(peer: &str, forwarded: &[&'static str]) -> ClientAddress {
        let peer = Peer(SocketAddr::new(peer.parse().unwrap(), 4_000));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        ClientAddress::of(Some(&peer), &headers, &[PROXY.parse().unwrap()])
    }

    #[test]
    fn a_stranger_cannot_choose_an_address() {
        assert_eq!(client("203.0.113.7", &["198.51.100.1"]).0, "203.0.113.7");
    }

    #[test]
    fn a_trusted_proxy_names_the_client_and_the_client_cannot_add_to_it() {
        assert_eq!(client(PROXY, &["198.51.100.1"]).0, "198.51.100.1");
        assert_eq!(client(PROXY, &["1.1.1.1, 198.51.100.1"]).0, "198.51.100.1");
        assert_eq!(
            client(PROXY, &["1.1.1.1", "198.51.100.1, 10.0.0.1"]).0,
            "198.51.100.1"
        );
        assert_eq!(client(PROXY, &["nonsense"]).0, PROXY);
        assert_eq!(client(PROXY, &[]).0, PROXY);
    }

    #[test]
    fn neighbours_of_one_ipv6_network_share_a_limit() {
        let one = client("2001:db8:1:2::5", &[]).limit_key();
        assert_eq!(one, client("2001:db8:1:2:ffff::9", &[]).limit_key());
        assert_ne!(one, client("2001:db8:1:3::5", &[]).limit_key());
        assert_eq!(client("::ffff:203.0.113.7", &[]).limit_key(), "203.0.113.7");
    }
}
