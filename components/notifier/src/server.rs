//! The mail server, as the variables of the component say.

use std::net::IpAddr;

use axum::http::Uri;
use mail::{Mailbox, Security, Server, Trust};
use web::Problem;
use web::capabilities::variable;

/// Where to connect, how to speak, and as whom to write.
pub(crate) struct Relay {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) server: Server,
    pub(crate) from: Mailbox,
}

impl Relay {
    /// What makes a message's id ours: the sender's domain, which outlives a change of the server's address.
    pub(crate) fn domain(&self) -> &str {
        self.from.email.domain()
    }
}

/// Reads the variables; nothing where no server is named.
pub(crate) async fn relay() -> Result<Option<Relay>, Problem> {
    let server = variable("smtp_server").await?;
    if server.is_empty() {
        return Ok(None);
    }
    let (host, port) = split(&server).ok_or_else(|| wrong("smtp_server", "it is not host:port"))?;
    let security = match variable("smtp_security").await?.as_str() {
        "starttls" => Security::StartTls,
        "tls" => Security::Tls,
        "none" => Security::None,
        _ => return Err(wrong("smtp_security", "it is starttls, tls or none")),
    };
    let trust = match security {
        Security::None => None,
        Security::StartTls | Security::Tls => {
            let roots = variable("smtp_roots").await?;
            Some(Trust::new(&roots).map_err(|error| wrong("smtp_roots", error))?)
        }
    };
    let from: Mailbox = (variable("smtp_from").await?.parse())
        .map_err(|_| wrong("smtp_from", "it is no address"))?;
    let (name, user) = (variable("smtp_name").await?, variable("smtp_user").await?);
    let login = if user.is_empty() {
        None
    } else {
        Some((user, variable("smtp_password").await?))
    };
    let is_local = host == "localhost" || host.parse().is_ok_and(|host: IpAddr| host.is_loopback());
    let server = Server {
        name: if name.is_empty() { host.clone() } else { name },
        security,
        trust,
        login,
        is_local,
        hello: from.email.domain().to_owned(),
    };
    Ok(Some(Relay {
        host,
        port,
        server,
        from,
    }))
}

fn split(server: &str) -> Option<(String, u16)> {
    // The grammar of an authority is what is wanted: a name, an address, `[an IPv6 one]`, and a port.
    let authority: Uri = server.parse().ok()?;
    let host = authority.host()?.trim_matches(['[', ']']).to_owned();
    Some((host, authority.port_u16()?))
}

fn wrong(name: &str, cause: impl std::fmt::Display) -> Problem {
    Problem::unavailable(format!("the variable {name} can't be used: {cause}"))
}
