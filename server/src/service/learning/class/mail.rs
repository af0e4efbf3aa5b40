//! Mail to those who come to a class: to a person, or to the helper who enrolled somebody. Visitors whom staff enrolled are rung.

use super::Classes;
use super::reading::place;
use domain::ServiceResult;
use domain::job::MailJob;
use domain::learning::class::enrolment::{Way, masked_name};
use locales::classes as t;
use storage::Tx;
use storage::learning::class::{ClassRow, Taken};
use storage::learning::enrolment::EnrolmentRow;
use storage::people::person;

/// What somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Enrolled,
    Waiting,
    /// A seat became free.
    Seated,
    Changed,
    Cancelled,
}

impl Told {
    const fn code(self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::Waiting => "waiting",
            Self::Seated => "seated",
            Self::Changed => "changed",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Classes {
    /// Queues the mail, once for each version of the class. Whom no mail reaches is left to the telephone.
    pub(super) async fn write_to(
        &self,
        tx: &mut Tx,
        row: &ClassRow,
        one: &EnrolmentRow,
        told: Told,
    ) -> ServiceResult<()> {
        let reader = match one.way {
            Way::Own => one.person,
            Way::Helper => one.enrolled_by,
            Way::Operator => None,
        };
        let Some(reader) = reader else { return Ok(()) };
        let Some(reader) = person::get(tx.connection()?, reader).await? else {
            return Ok(());
        };
        let language = reader.language;
        let line = self.line(row, Taken::default());
        let title = line.title(language);
        let subject = match told {
            Told::Enrolled => t::mail_enrolled(language, title),
            Told::Waiting => t::mail_waiting(language, title),
            Told::Seated => t::mail_seated(language, title),
            Told::Changed => t::mail_changed(language, title),
            Told::Cancelled => t::mail_cancelled(language, title),
        };
        let mut lines = vec![
            match told {
                Told::Enrolled => t::mail_enrolled_text(language),
                Told::Waiting => t::mail_waiting_text(language),
                Told::Seated => t::mail_seated_text(language),
                Told::Changed => t::mail_changed_text(language),
                Told::Cancelled => t::mail_cancelled_text(language),
            }
            .to_owned(),
        ];
        if let Some(visitor) = &one.visitor {
            lines.push(t::mail_for(language, masked_name(&visitor.name)));
        }
        lines.push(t::mail_what(language, title));
        lines.push(t::mail_when(language, self.hours(row, language)));
        lines.push(t::mail_where(language, place(row, language)));
        let is_told_why = matches!(told, Told::Changed | Told::Cancelled);
        if let Some(reason) = row.reason.as_ref().filter(|_| is_told_why) {
            lines.push(t::mail_reason(language, reason.clone()));
        }
        let origin = &self.desk.settings.origin;
        let page = format!("{origin}{}/learning/classes/{}", language.prefix(), row.id);
        let mail = MailJob {
            to: reader.email,
            subject,
            text: format!("{}\n\n{page}\n", lines.join("\n")),
        };
        let key = format!("mail:class:{}:{}:{}", told.code(), one.id, row.version);
        self.desk.enqueue(tx, &mail.queued(key, self.desk.now())).await
    }
}
