//! The talk with the mail server, in two halves: all that can fail harmlessly, then the message itself.

use std::time::Duration;

use lettre::address::Envelope;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters, TlsVersion};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, transport::smtp::Error};

use crate::message::Sender;

/// How the line to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a mail server on the same machine.
    None,
    /// Begins in the clear and must become TLS before anything is said (STARTTLS).
    StartTls,
    /// TLS from the first byte.
    Tls,
}

/// A mail server, and how to use it.
#[derive(Clone)]
pub struct Server {
    host: String,
    port: u16,
    security: Security,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    pub(crate) sender: Sender,
    pub(crate) timeout: Duration,
}

/// What is wrong with the settings of a mail server.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(String);

/// The settings of a mail server as an operator writes them.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    /// Name or address.
    pub host: &'a str,
    /// Port.
    pub port: u16,
    /// How the line is protected.
    pub security: Security,
    /// Who signs in; empty: nobody.
    pub user: &'a str,
    /// Their password.
    pub password: &'a str,
    /// The From header: an address, or `Name <address>`.
    pub from: &'a str,
    /// The envelope's sender; empty: the address of `from`.
    pub bounce: &'a str,
    /// How long one step may take.
    pub timeout: Duration,
    /// PEM of root certificates to trust beside the usual ones.
    pub roots: Option<&'a [u8]>,
}

impl Server {
    /// From what is written; says what is wrong with it.
    pub fn new(written: &Written<'_>) -> Result<Self, Unusable> {
        let unusable = |what: &str, error: &dyn std::fmt::Display| Unusable(format!("mail.{what}: {error}"));
        let from: Mailbox = written.from.parse().map_err(|e| unusable("from", &e))?;
        let bounce: Address = match written.bounce {
            "" => from.email.clone(),
            bounce => bounce.parse().map_err(|e| unusable("bounce", &e))?,
        };
        let tls = match written.security {
            Security::None if !written.user.is_empty() => {
                return Err(Unusable("mail.user: a password is not sent over an unprotected line".into()));
            }
            Security::None => None,
            Security::StartTls | Security::Tls => Some(tls(written.host, written.roots)?),
        };
        let credentials =
            (!written.user.is_empty()).then(|| Credentials::new(written.user.to_owned(), written.password.to_owned()));
        let (host, port, security, timeout) =
            (written.host.to_owned(), written.port, written.security, written.timeout);
        Ok(Self { host, port, security, tls, credentials, sender: Sender { from, bounce }, timeout })
    }
}

fn tls(host: &str, roots: Option<&[u8]>) -> Result<TlsParameters, Unusable> {
    let unusable = |e: Error| Unusable(format!("mail.ca: {e}"));
    let mut builder = TlsParameters::builder(host.to_owned())
        .certificate_store(CertificateStore::WebpkiRoots)
        .set_min_tls_version(TlsVersion::Tlsv12);
    if let Some(pem) = roots {
        builder = builder.add_root_certificate(Certificate::from_pem(pem).map_err(unusable)?);
    }
    builder.build_rustls().map_err(unusable)
}

/// How a step failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The server refuses the letter for good.
    ForGood(String),
    /// It may go better later.
    ForNow(String),
    /// Nobody knows whether the server took the message.
    Silence(String),
}

/// An open line on which the letter's sender and recipient were accepted and the server waits for the message.
pub(crate) struct Line {
    connection: AsyncSmtpConnection,
    timeout: Duration,
}

/// Connects, protects the line, signs in and offers the letter. Whatever fails here, the server has no letter.
pub(crate) async fn offer(server: &Server, envelope: &Envelope) -> Result<Line, Failure> {
    let steps = tokio::time::timeout(server.timeout, offer_steps(server, envelope)).await;
    let connection = match steps {
        Err(_) => return Err(Failure::ForNow(format!("邮件服务器 {} 秒内没有答复", server.timeout.as_secs()))),
        Ok(Err(failure)) => return Err(failure),
        Ok(Ok(connection)) => connection,
    };
    Ok(Line { connection, timeout: server.timeout })
}

/// Only a refusal of the recipient is about the letter; before it, a server's no is about its own state or our settings,
/// which somebody mends.
async fn offer_steps(server: &Server, envelope: &Envelope) -> Result<AsyncSmtpConnection, Failure> {
    let mut connection = signed_in(server, envelope).await.map_err(|error| Failure::ForNow(error.to_string()))?;
    for to in envelope.to() {
        let answer = connection.command(Rcpt::new(to.clone(), Vec::new())).await;
        answer.map_err(|error| match error.is_permanent() {
            true => Failure::ForGood(error.to_string()),
            false => Failure::ForNow(error.to_string()),
        })?;
    }
    connection.command(Data).await.map_err(|error| Failure::ForNow(error.to_string()))?;
    Ok(connection)
}

async fn signed_in(server: &Server, envelope: &Envelope) -> Result<AsyncSmtpConnection, Error> {
    let hello = ClientId::Domain(server.sender.bounce.domain().to_owned());
    let at_once = server.tls.clone().filter(|_| server.security == Security::Tls);
    let address = (server.host.as_str(), server.port);
    let mut connection =
        AsyncSmtpConnection::connect_tokio1(address, Some(server.timeout), &hello, at_once, None).await?;
    if let Some(tls) = server.tls.clone().filter(|_| server.security == Security::StartTls) {
        // Fails on a server that does not offer it: nothing is ever sent in the clear instead.
        connection.starttls(tls, &hello).await?;
    }
    if let Some(credentials) = &server.credentials {
        connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
    }
    connection.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
    Ok(connection)
}

impl Line {
    /// Hands the message over; answers the server's words. What is not a plain answer leaves it unsure.
    pub(crate) async fn hand_over(mut self, message: &[u8]) -> Result<String, Failure> {
        match tokio::time::timeout(self.timeout, self.connection.message(message)).await {
            Err(_) => Err(Failure::Silence(format!("{} 秒内没有答复", self.timeout.as_secs()))),
            Ok(Err(error)) if error.is_permanent() => Err(Failure::ForGood(error.to_string())),
            Ok(Err(error)) if error.is_transient() => Err(Failure::ForNow(error.to_string())),
            Ok(Err(error)) => Err(Failure::Silence(error.to_string())),
            Ok(Ok(response)) => {
                let words = response.message().collect::<Vec<_>>().join(" ");
                // Politeness: the letter is theirs already.
                let _ = tokio::time::timeout(Duration::from_secs(2), self.connection.quit()).await;
                Ok(words)
            }
        }
    }

    /// Goes away without handing anything over: the connection is closed before the message's end.
    pub(crate) fn hang_up(self) {
        drop(self);
    }
}
