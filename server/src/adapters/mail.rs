//! Mail: through a server, or into files of the demonstration.

use crate::settings::Settings;
use async_trait::async_trait;
use domain::Timestamp;
use domain::operations::mail::{MailText, SentMail};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// A mail to one mailbox, in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same for every attempt, so that a mail sent twice is seen once: the id of its job.
    pub id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The address that ends the subscription which this mail belongs to, when something is posted to it.
    pub unsubscribe: Option<String>,
    pub at: Timestamp,
}

/// What tells a mail program that leaving a list takes one press (RFC 8058).
const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    /// The server is away or asks to come back: another attempt may help.
    #[error("{0}")]
    Passing(String),
    /// The address or the mail is refused: no attempt will help.
    #[error("{0}")]
    Refused(String),
}

/// Sends mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    async fn send(&self, letter: &Letter) -> Result<(), MailFault>;
}

/// The mailer that the settings choose.
///
/// # Errors
/// A sentence without the address of the server, which may hold a password.
pub fn of_settings(settings: &Settings) -> Result<Arc<dyn Mailer>, String> {
    if settings.mail.sends_to_files() {
        return Ok(Arc::new(MailFolder::new(
            settings.mail_dir(),
            &settings.mail.from,
        )));
    }
    Ok(Arc::new(SmtpMailer::new(
        &settings.mail.smtp_url,
        &settings.mail.from,
    )?))
}

/// Says what is wrong with the address of a mail server.
///
/// # Errors
/// A sentence without the address, which may hold a password.
pub fn check_smtp_url(url: &SecretString) -> Result<(), String> {
    transport_builder(url).map(drop)
}

/// The transport is not built here: its pool needs a running tokio, and settings are checked before one runs.
fn transport_builder(url: &SecretString) -> Result<AsyncSmtpTransportBuilder, String> {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())
        .map(|builder| builder.timeout(Some(Duration::from_secs(30))))
        .map_err(|_| "it must be smtps://user:password@host or smtp://host:port".to_owned())
}

/// Mail through an SMTP server.
struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMailer {
    fn new(url: &SecretString, from: &str) -> Result<Self, String> {
        Ok(Self {
            transport: transport_builder(url)?.build(),
            from: from.parse().map_err(|_| "mail.from is no address".to_owned())?,
        })
    }

    fn message(&self, letter: &Letter) -> Result<Message, MailFault> {
        let refused = |what: &str| MailFault::Refused(what.to_owned());
        let to: Mailbox = letter.to.parse().map_err(|_| refused("the address is none"))?;
        let sent_at = u64::try_from(letter.at.0).unwrap_or_default();
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject.clone())
            .date(SystemTime::UNIX_EPOCH + Duration::from_millis(sent_at))
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .header(ContentType::TEXT_PLAIN);
        if let Some(address) = &letter.unsubscribe {
            let header = |name, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
            message = message
                .raw_header(header("List-Unsubscribe", format!("<{address}>")))
                .raw_header(header("List-Unsubscribe-Post", ONE_CLICK.to_owned()));
        }
        message
            .body(letter.text.clone())
            .map_err(|_| refused("the mail cannot be put together"))
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, letter: &Letter) -> Result<(), MailFault> {
        let message = self.message(letter)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(MailFault::Refused(error.to_string())),
            Err(error) => Err(MailFault::Passing(error.to_string())),
        }
    }
}

/// Mail as `.eml` files (RFC 5322 with UTF-8 headers, RFC 6532), written for the demonstration and read by its page.
pub struct MailFolder {
    folder: PathBuf,
    from: String,
}

impl MailFolder {
    #[must_use]
    pub fn new(folder: PathBuf, from: &str) -> Self {
        Self {
            folder,
            from: from.to_owned(),
        }
    }

    /// The newest mails, without their texts.
    ///
    /// # Errors
    /// When the folder cannot be read; a folder that is not there yet holds none.
    pub fn list(&self, most: usize) -> io::Result<Vec<SentMail>> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
            .collect();
        // Ids of jobs sort by time.
        names.sort();
        let newest = names.iter().rev().take(most);
        Ok(newest
            .filter_map(|path| read(path).ok())
            .map(|mail| mail.mail)
            .collect())
    }

    /// One mail; `None` when there is none with the id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get(&self, id: uuid::Uuid) -> io::Result<Option<MailText>> {
        match read(&self.path(&id.to_string())) {
            Ok(mail) => Ok(Some(mail)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.eml"))
    }

    fn write(&self, letter: &Letter) -> io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let moment = jiff::Timestamp::from_millisecond(letter.at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let date = jiff::fmt::rfc2822::to_string(&moment.to_zoned(jiff::tz::TimeZone::UTC))
            .map_err(io::Error::other)?;
        let (from, id) = (&self.from, &letter.id);
        let list = letter.unsubscribe.as_ref().map(|address| {
            format!("List-Unsubscribe: <{address}>\r\nList-Unsubscribe-Post: {ONE_CLICK}\r\n")
        });
        let list = list.unwrap_or_default();
        let head = format!(
            "From: {from}\r\nTo: {}\r\nSubject: {}\r\nDate: {date}\r\nMessage-ID: <{id}@demo.hromada>\r\n\
             X-Sent-At: {}\r\n{list}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: 8bit\r\n\r\n",
            letter.to, letter.subject, letter.at.0
        );
        let path = self.path(id);
        let part = path.with_extension("part");
        std::fs::write(&part, head + &letter.text.replace('\n', "\r\n"))?;
        std::fs::rename(part, path)
    }
}

#[async_trait]
impl Mailer for MailFolder {
    async fn send(&self, letter: &Letter) -> Result<(), MailFault> {
        // A line end in a header would let a text pose as further headers.
        let unsubscribe = letter.unsubscribe.as_ref();
        if [&letter.to, &letter.subject, &letter.id]
            .into_iter()
            .chain(unsubscribe)
            .any(|text| text.contains(['\r', '\n', '\0']))
        {
            return Err(MailFault::Refused(
                "a header of the mail has several lines".to_owned(),
            ));
        }
        self.write(letter)
            .map_err(|error| MailFault::Passing(error.to_string()))
    }
}

fn read(path: &Path) -> io::Result<MailText> {
    let content = std::fs::read_to_string(path)?;
    let (head, text) = content.split_once("\r\n\r\n").unwrap_or((&content, ""));
    let header = |name: &str| {
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .find_map(|(key, value)| (key == name).then(|| value.to_owned()))
            .unwrap_or_default()
    };
    Ok(MailText {
        mail: SentMail {
            id: path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default()
                .to_owned(),
            to: header("To"),
            subject: header("Subject"),
            at: Timestamp(header("X-Sent-At").parse().unwrap_or_default()),
        },
        text: text.replace("\r\n", "\n"),
    })
}

/// A mailer of tests: keeps what it is given, and refuses when told to.
#[derive(Default)]
pub struct FakeMailer {
    sent: Mutex<Vec<Letter>>,
    faults: Mutex<Vec<MailFault>>,
}

impl FakeMailer {
    /// Fails the next attempts with these faults, the last first.
    pub fn fail_with(&self, faults: Vec<MailFault>) {
        *self.faults.lock().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    #[must_use]
    pub fn sent(&self) -> Vec<Letter> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Mailer for FakeMailer {
    async fn send(&self, letter: &Letter) -> Result<(), MailFault> {
        let fault = self.faults.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match fault {
            Some(fault) => Err(fault),
            None => {
                self.sent
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(letter.clone());
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(id: u128) -> Letter {
        Letter {
            id: uuid::Uuid::from_u128(id).to_string(),
            to: "olena@demo.hromada".to_owned(),
            subject: "Заяву прийнято".to_owned(),
            text: "Вітаємо!\n\nhttp://localhost/cabinet".to_owned(),
            unsubscribe: None,
            at: Timestamp(1_795_420_800_000),
        }
    }

    #[tokio::test]
    async fn a_mail_in_a_file_is_read_back_as_it_was_sent() {
        let folder = tempfile::tempdir().unwrap();
        let mails = MailFolder::new(folder.path().join("mail"), "Місто <no-reply@localhost>");
        assert_eq!(mails.list(10).unwrap(), []);
        mails.send(&letter(1)).await.unwrap();
        mails.send(&letter(2)).await.unwrap();
        mails.send(&letter(2)).await.unwrap();
        let listed = mails.list(10).unwrap();
        assert_eq!(listed.len(), 2, "the second attempt replaces the first");
        assert_eq!(listed[0].id, letter(2).id, "newest first");
        let read = mails.get(uuid::Uuid::from_u128(1)).unwrap().unwrap();
        assert_eq!(
            (read.mail.subject, read.text),
            (letter(1).subject, letter(1).text)
        );
        assert_eq!(read.mail.at, letter(1).at);
    }

    #[tokio::test]
    async fn a_subject_cannot_add_headers() {
        let folder = tempfile::tempdir().unwrap();
        let mails = MailFolder::new(folder.path().to_owned(), "no-reply@localhost");
        let mut forged = letter(1);
        forged.subject = "Тема\r\nBcc: all@example.com".to_owned();
        assert!(matches!(mails.send(&forged).await, Err(MailFault::Refused(_))));
    }

    #[tokio::test]
    async fn a_mail_through_a_server_has_one_id_in_every_attempt() {
        let mailer = SmtpMailer::new(&"smtp://localhost".to_owned().into(), "no-reply@example.com").unwrap();
        let message = String::from_utf8(mailer.message(&letter(7)).unwrap().formatted()).unwrap();
        assert!(
            message.contains(&format!("Message-ID: <{}@example.com>", letter(7).id)),
            "{message}"
        );
    }

    #[tokio::test]
    async fn a_mail_of_a_list_says_how_to_leave_it() {
        let address = "https://kabinet.example/infrastructure/following/stop?key=abc";
        let mut of_list = letter(3);
        of_list.unsubscribe = Some(address.to_owned());
        let wanted =
            format!("List-Unsubscribe: <{address}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
        let mailer = SmtpMailer::new(&"smtp://localhost".to_owned().into(), "no-reply@example.com").unwrap();
        let message = String::from_utf8(mailer.message(&of_list).unwrap().formatted()).unwrap();
        assert!(message.contains(&wanted), "{message}");
        let folder = tempfile::tempdir().unwrap();
        let mails = MailFolder::new(folder.path().to_owned(), "no-reply@localhost");
        mails.send(&of_list).await.unwrap();
        let file = std::fs::read_to_string(mails.path(&of_list.id)).unwrap();
        assert!(file.contains(&wanted), "{file}");
        of_list.unsubscribe = Some("https://a.example\r\nBcc: all@example.com".to_owned());
        assert!(matches!(mails.send(&of_list).await, Err(MailFault::Refused(_))));
    }

    #[test]
    fn the_fault_of_an_address_does_not_repeat_its_password() {
        let fault = check_smtp_url(&"imap://u:wort@h".to_owned().into()).unwrap_err();
        assert!(!fault.contains("wort"));
    }
}
