//! `mail.send`: hands one mail to the mail server.

use super::{Attempt, Job, JobFault};
use crate::adapters::clock::Clock;
use crate::adapters::mail::{Letter, MailFault, Mailer};
use async_trait::async_trait;
use domain::job::MailJob;
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
            at: self.clock.now(),
        };
        self.mailer.send(&letter).await.map_err(|fault| match fault {
            MailFault::Passing(reason) => JobFault::Passing(reason),
            MailFault::Refused(reason) => JobFault::Lasting(reason),
        })
    }
}
