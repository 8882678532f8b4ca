//! A letter as it goes over the wire: headers, plain text, and the same text as HTML.

use std::time::{Duration, UNIX_EPOCH};

use askama::Template;
use lettre::address::Envelope;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::{Address, error};

use crate::store::Queued;

/// What keeps a letter from being put together, in words for the desk.
#[derive(Debug, thiserror::Error)]
pub enum Malformed {
    /// No address.
    #[error("收件地址的格式不对：{0}")]
    Address(#[from] lettre::address::AddressError),
    /// Anything else the builder says.
    #[error("信件拼不起来：{0}")]
    Other(#[from] error::Error),
}

/// Programs that answer letters leave this one alone (RFC 3834, 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".into())
    }
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct AsHtml<'a> {
    subject: &'a str,
    lines: Vec<Line<'a>>,
}

/// A line of text, with the address of a page that it ends in.
struct Line<'a> {
    words: &'a str,
    link: &'a str,
}

fn line(line: &str) -> Line<'_> {
    let at = [line.find("https://"), line.find("http://")].into_iter().flatten().min();
    let at = at.filter(|at| !line[*at..].contains(char::is_whitespace)).unwrap_or(line.len());
    Line { words: &line[..at], link: &line[at..] }
}

/// The HTML beside the text: the same words, escaped, with links that can be clicked.
pub fn html(letter: &Queued) -> String {
    let letter = &letter.letter;
    let page = AsHtml { subject: &letter.subject, lines: letter.text.lines().map(line).collect() };
    page.render().unwrap_or_default()
}

/// The Message-ID: the same however often the letter is tried.
pub fn message_id(letter: &Queued, from: &Address) -> String {
    format!("<{}@{}>", letter.id, from.domain())
}

/// Who sends: the From header, and the address that failures are reported to.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The From header.
    pub from: Mailbox,
    /// The envelope's sender.
    pub bounce: Address,
}

/// The envelope and the message, ready to be handed over.
pub fn compose(letter: &Queued, sender: &Sender) -> Result<(Envelope, Vec<u8>), Malformed> {
    let to: Address = letter.letter.to_address.parse()?;
    let envelope = Envelope::new(Some(sender.bounce.clone()), vec![to.clone()])?;
    let name = Some(letter.letter.to_name.clone()).filter(|name| !name.is_empty());
    let written = UNIX_EPOCH + Duration::from_millis(u64::try_from(letter.created_at.0).unwrap_or_default());
    let message = Message::builder()
        .from(sender.from.clone())
        .to(Mailbox::new(name, to))
        .subject(letter.letter.subject.clone())
        .date(written)
        .message_id(Some(message_id(letter, &sender.from.email)))
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(letter.letter.text.clone(), html(letter)))?;
    Ok((envelope, message.formatted()))
}
