use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use smtp_proto::{AUTH_LOGIN, AUTH_PLAIN, EXT_SIZE, EXT_SMTP_UTF8, EXT_START_TLS, EhloResponse};

use super::lines::{Channel, Lines, stuffed};
use super::{Failure, Security, Server, Stage};
use crate::letter::Message;
use crate::tls::Tls;
use crate::wire::{Wire, WireError};

/// A conversation with a server that takes messages.
pub struct Session<W> {
    lines: Lines<W>,
    server: EhloResponse<String>,
    /// Whether an earlier message broke off, so that the server must forget it first.
    is_stale: bool,
}

impl<W: Wire> Session<W> {
    /// Greets the server, makes the connection safe, and signs in, as far as [`Server`] wants.
    ///
    /// # Errors
    /// When one of these fails. The message that waits is not to blame.
    pub async fn open(wire: W, server: &Server) -> Result<Self, Failure> {
        let mut lines = Lines::new(match server.security {
            Security::Tls => secure(wire, server).await?,
            Security::StartTls | Security::None => Channel::Plain(wire),
        });
        lines.expect(Stage::Hello, 2).await?;
        let mut found = lines.hello(&server.hello).await?;
        if server.security == Security::StartTls {
            lines = start_tls(lines, &found, server).await?;
            // What was said before TLS is forgotten (RFC 3207, section 4.2).
            found = lines.hello(&server.hello).await?;
        }
        let mut session = Session {
            lines,
            server: found,
            is_stale: false,
        };
        if let Some((name, password)) = &server.login {
            session.sign_in(name, password, server.is_local).await?;
        }
        Ok(session)
    }

    async fn sign_in(&mut self, name: &str, password: &str, local: bool) -> Result<(), Failure> {
        let offers = |mechanism| self.server.auth_mechanisms & mechanism != 0;
        if !self.lines.is_secure() && !local {
            return Err(Failure::NoSignIn);
        }
        if offers(AUTH_PLAIN) {
            let both = STANDARD.encode(format!("\0{name}\0{password}"));
            self.lines.send(&format!("AUTH PLAIN {both}")).await?;
        } else if offers(AUTH_LOGIN) {
            self.lines.send("AUTH LOGIN").await?;
            for word in [name, password] {
                self.lines.expect(Stage::SignIn, 3).await?;
                self.lines.send(&STANDARD.encode(word)).await?;
            }
        } else {
            return Err(Failure::NoSignIn);
        }
        self.lines.expect(Stage::SignIn, 2).await.map(drop)
    }

    /// Hands a message over; the server has it when this returns well.
    ///
    /// # Errors
    /// See [`Failure::is_final`] and [`Failure::leaves_session`]. When the connection breaks behind the message,
    /// the server may have it all the same: whoever tries again must send the same Message-ID.
    pub async fn deliver(&mut self, message: &Message) -> Result<(), Failure> {
        if self.is_stale {
            self.lines.send("RSET").await?;
            self.lines.expect(Stage::Hello, 2).await?;
        }
        self.is_stale = true;
        let offers = |extension| self.server.capabilities & extension != 0;
        let mut sender = format!("MAIL FROM:<{}>", message.from);
        if offers(EXT_SIZE) {
            sender.push_str(&format!(" SIZE={}", message.bytes.len()));
        }
        if !message.to.is_ascii() {
            if !offers(EXT_SMTP_UTF8) {
                self.is_stale = false;
                return Err(Failure::NoUnicode);
            }
            sender.push_str(" SMTPUTF8");
        }
        self.command(Stage::Sender, &sender, 2).await?;
        let recipient = format!("RCPT TO:<{}>", message.to);
        self.command(Stage::Recipient, &recipient, 2).await?;
        self.command(Stage::Data, "DATA", 3).await?;
        self.lines.write(stuffed(&message.bytes)).await?;
        self.lines.expect(Stage::Data, 2).await?;
        self.is_stale = false;
        Ok(())
    }

    async fn command(&mut self, stage: Stage, line: &str, digit: u16) -> Result<(), Failure> {
        self.lines.send(line).await?;
        self.lines.expect(stage, digit).await.map(drop)
    }

    /// Says good-bye. Whether the server hears it changes nothing.
    pub async fn quit(mut self) {
        if self.lines.send("QUIT").await.is_ok() {
            let _ = self.lines.reply(Stage::Hello).await;
        }
    }
}

async fn start_tls<W: Wire>(
    mut lines: Lines<W>,
    found: &EhloResponse<String>,
    server: &Server,
) -> Result<Lines<W>, Failure> {
    if found.capabilities & EXT_START_TLS == 0 {
        return Err(Failure::NoStartTls);
    }
    lines.send("STARTTLS").await?;
    lines.expect(Stage::StartTls, 2).await?;
    if lines.has_unread() {
        return Err(Failure::Nonsense(Stage::StartTls));
    }
    match lines.channel {
        Channel::Plain(wire) => Ok(Lines::new(secure(wire, server).await?)),
        Channel::Secure(_) => Ok(lines),
    }
}

async fn secure<W: Wire>(wire: W, server: &Server) -> Result<Channel<W>, WireError> {
    let trust = (server.trust.as_ref()).ok_or_else(|| WireError::Tls("no trust".to_owned()))?;
    let tls = Tls::begin(wire, &server.name, trust).await?;
    Ok(Channel::Secure(Box::new(tls)))
}
