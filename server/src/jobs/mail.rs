//! `mail.send` and `mail.list`: hand one mail to the mail server; that of a list says how to leave the list.

use super::{Attempt, Job, JobFault};
use crate::adapters::clock::Clock;
use crate::adapters::mail::{Letter, MailFault, Mailer};
use async_trait::async_trait;
use domain::job::{ListMailJob, MailJob};
use std::sync::Arc;

/// Sends a mail. A second attempt after a crash sends the same `Message-ID`, by which mailboxes drop the double.
pub struct SendMail {
    pub mailer: Arc<dyn Mailer>,
    pub clock: Arc<dyn Clock>,
}

#[async_trait]
impl Job for SendMail {
    fn kind(&self) -> &'static str {
        MailJob::KIND
    }

    async fn run(&self, attempt: &Attempt) -> Result<(), JobFault> {
        let MailJob { to, subject, text } = attempt.payload()?;
        let letter = Letter {
            id: attempt.job.to_string(),
            to,
            subject,
            text,
            unsubscribe: None,
            at: self.clock.now(),
        };
        send(self.mailer.as_ref(), &letter).await
    }
}

/// Sends a mail of a subscription.
pub struct SendListMail {
    pub mailer: Arc<dyn Mailer>,
    pub clock: Arc<dyn Clock>,
}

#[async_trait]
impl Job for SendListMail {
    fn kind(&self) -> &'static str {
        ListMailJob::KIND
    }

    async fn run(&self, attempt: &Attempt) -> Result<(), JobFault> {
        let ListMailJob {
            to,
            subject,
            text,
            unsubscribe,
        } = attempt.payload()?;
        let letter = Letter {
            id: attempt.job.to_string(),
            to,
            subject,
            text,
            unsubscribe: Some(unsubscribe),
            at: self.clock.now(),
        };
        send(self.mailer.as_ref(), &letter).await
    }
}

async fn send(mailer: &dyn Mailer, letter: &Letter) -> Result<(), JobFault> {
    mailer.send(letter).await.map_err(|fault| match fault {
        MailFault::Passing(reason) => JobFault::Passing(reason),
        MailFault::Refused(reason) => JobFault::Lasting(reason),
    })
}
