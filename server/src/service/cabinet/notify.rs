//! Mail to the applicant about each step. It names the number, never the content of the application.

use super::Cabinet;
use super::application::Changing;
use domain::actor::Role;
use domain::cabinet::application::{Command, SUBMITTED};
use domain::cabinet::card::ServiceCard;
use domain::cabinet::status::StatusCode;
use domain::id::{MessageId, PersonId, UnitId};
use domain::job::MailJob;
use domain::{Language, ServiceResult};
use locales::{cabinet as t, decision as d, opinion as o, status as s};
use storage::Tx;
use storage::cabinet::application::ApplicationRow;
use storage::cabinet::decision_draft::DecisionDraftRow;
use storage::cabinet::opinion::OpinionRow;
use storage::people::person::PersonRow;

impl Cabinet {
    /// Queues the mail of an event, once for each version of the application.
    pub(super) async fn notify(
        &self,
        tx: &mut Tx,
        row: &ApplicationRow,
        card: &ServiceCard,
        event: &'static str,
    ) -> ServiceResult<()> {
        match storage::people::person::get(tx.connection()?, row.person).await? {
            Some(person) => self.notify_person(tx, &person, row, card, event).await,
            // The account was removed: the case goes on without mail.
            None => Ok(()),
        }
    }

    /// The same for somebody who was read before.
    pub(super) async fn notify_person(
        &self,
        tx: &mut Tx,
        person: &PersonRow,
        row: &ApplicationRow,
        card: &ServiceCard,
        event: &'static str,
    ) -> ServiceResult<()> {
        let language = person.language;
        let service = card.name.get(language);
        let Some((subject, text)) = words(language, event, &row.number, service) else {
            return Ok(());
        };
        let page = format!(
            "{}{}/cabinet/applications/{}",
            self.desk.settings.origin,
            language.prefix(),
            row.id
        );
        let mail = MailJob {
            to: person.email.clone(),
            subject,
            text: format!("{text}\n\n{page}\n"),
        };
        let key = format!("mail:{event}:{}:{}", row.id, row.version);
        self.desk.enqueue(tx, &mail.queued(key, self.desk.now())).await
    }
}

/// The first mail, with what tells where the application is without signing in.
impl Cabinet {
    pub(super) async fn notify_of_registration(
        &self,
        tx: &mut Tx,
        person: &PersonRow,
        row: &ApplicationRow,
        card: &ServiceCard,
        code: &StatusCode,
    ) -> ServiceResult<()> {
        let language = person.language;
        let site = format!("{}{}", self.desk.settings.origin, language.prefix());
        let text = t::mail_submitted(language, &row.number, card.name.get(language));
        let status = s::mail_code(language, format!("{site}/cabinet/status"), code.to_string());
        let mail = MailJob {
            to: person.email.clone(),
            subject: t::mail_submitted_subject(language, &row.number),
            text: format!("{text}\n\n{site}/cabinet/applications/{}\n\n{status}\n", row.id),
        };
        let key = format!("mail:{SUBMITTED}:{}:{}", row.id, row.version);
        self.desk.enqueue(tx, &mail.queued(key, self.desk.now())).await
    }
}

/// A new message for its reader: applicant or officer, each with the page that is theirs.
impl Cabinet {
    pub(super) async fn notify_of_message(
        &self,
        tx: &mut Tx,
        row: &ApplicationRow,
        card: &ServiceCard,
        reader: PersonId,
        message: MessageId,
    ) -> ServiceResult<()> {
        let Some(person) = storage::people::person::get(tx.connection()?, reader).await? else {
            return Ok(());
        };
        let (language, is_applicant) = (person.language, reader == row.person);
        let place = if is_applicant { "applications" } else { "queue" };
        let page = format!(
            "{}{}/cabinet/{place}/{}",
            self.desk.settings.origin,
            language.prefix(),
            row.id
        );
        let text = t::mail_message(language, &row.number, card.name.get(language));
        let mail = MailJob {
            to: person.email,
            subject: t::mail_news_subject(language, &row.number),
            text: format!("{text}\n\n{page}\n"),
        };
        let key = format!("mail:message:{message}:{reader}");
        self.desk.enqueue(tx, &mail.queued(key, self.desk.now())).await
    }
}

/// A complaint for everybody who can decide about it.
impl Cabinet {
    /// Who leads a unit: its own heads, or where it has none those of the whole community.
    pub(super) async fn heads_of(&self, tx: &mut Tx, unit: UnitId) -> ServiceResult<Vec<PersonId>> {
        let grants = storage::people::role_grant::all(tx.connection()?).await?;
        let leading = |of: Option<UnitId>| -> Vec<PersonId> {
            let grants = grants.iter();
            let held = grants.filter(|(_, grant)| grant.role == Role::UnitHead && grant.unit == of);
            held.map(|(person, _)| *person).collect()
        };
        let own = leading(Some(unit));
        Ok(if own.is_empty() { leading(None) } else { own })
    }

    pub(super) async fn notify_of_complaint(&self, changing: &mut Changing) -> ServiceResult<()> {
        let row = &changing.row;
        let (id, deciders, applicant, unit) = (row.id, [row.officer, row.signer], row.person, row.unit);
        let number = row.number.clone();
        let (mut heads, mut administrators) = (Vec::<PersonId>::new(), Vec::new());
        for (person, grant) in storage::people::role_grant::all(changing.tx.connection()?).await? {
            if grant.role == Role::Administrator && grant.unit.is_none() {
                administrators.push(person);
            }
            let leads = grant.role == Role::UnitHead && grant.unit.is_none_or(|led| led == unit);
            let may_decide = !deciders.contains(&Some(person)) && person != applicant;
            if leads && may_decide && !heads.contains(&person) {
                heads.push(person);
            }
        }
        // Where every head has decided it already, somebody must make another one.
        let is_stuck = heads.is_empty();
        for reader in if is_stuck { administrators } else { heads } {
            let Some(head) = storage::people::person::get(changing.tx.connection()?, reader).await? else {
                continue;
            };
            let language = head.language;
            let site = format!("{}{}", self.desk.settings.origin, language.prefix());
            let service = changing.card.name.get(language);
            let (text, page) = if is_stuck {
                let text = t::mail_complaint_stuck(language, &number, service);
                (text, format!("{site}/people/manage"))
            } else {
                let text = t::mail_complaint(language, &number, service);
                (text, format!("{site}/cabinet/queue/{id}"))
            };
            let mail = MailJob {
                to: head.email,
                subject: t::mail_complaint_subject(language, &number),
                text: format!("{text}\n\n{page}\n"),
            };
            let key = format!("mail:complaint:{id}:{}:{}", changing.row.version, head.id);
            let job = mail.queued(key, self.desk.now());
            self.desk.enqueue(&mut changing.tx, &job).await?;
        }
        Ok(())
    }
}

/// A letter about a draft of a decision.
#[derive(Clone, Copy)]
enum Letter {
    Visa,
    Signature,
    Returned,
}

/// Letters about drafts of decisions: to whom they are sent, and back to their author.
impl Cabinet {
    /// To colleagues whose visa is awaited from now on.
    pub(super) async fn ask_for_visas(
        &self,
        changing: &mut Changing,
        draft: &DecisionDraftRow,
        people: &[PersonId],
    ) -> ServiceResult<()> {
        for person in people {
            self.write_of_draft(changing, draft, *person, Letter::Visa)
                .await?;
        }
        Ok(())
    }

    /// To everybody who can sign it: of several, whoever is first.
    pub(super) async fn ask_for_signature(
        &self,
        changing: &mut Changing,
        draft: &DecisionDraftRow,
    ) -> ServiceResult<()> {
        let (connection, row) = (changing.tx.connection()?, &changing.row);
        let colleagues = self.colleagues(connection, row, draft.author).await?;
        for colleague in colleagues
            .iter()
            .filter(|colleague| draft.signer.is(colleague.role))
        {
            self.write_of_draft(changing, draft, colleague.person, Letter::Signature)
                .await?;
        }
        Ok(())
    }

    /// To the author of a draft that came back.
    pub(super) async fn notify_author(
        &self,
        changing: &mut Changing,
        draft: &DecisionDraftRow,
    ) -> ServiceResult<()> {
        self.write_of_draft(changing, draft, draft.author, Letter::Returned)
            .await
    }

    async fn write_of_draft(
        &self,
        changing: &mut Changing,
        draft: &DecisionDraftRow,
        person: PersonId,
        letter: Letter,
    ) -> ServiceResult<()> {
        let Some(reader) = storage::people::person::get(changing.tx.connection()?, person).await? else {
            return Ok(());
        };
        let (language, row) = (reader.language, &changing.row);
        let page = format!(
            "{}{}/cabinet/queue/{}",
            self.desk.settings.origin,
            language.prefix(),
            row.id
        );
        let service = changing.card.name.get(language);
        let (what, text) = match letter {
            Letter::Visa => ("visa", d::mail_visa(language, &row.number, service)),
            Letter::Signature => ("signature", d::mail_signature(language, &row.number, service)),
            Letter::Returned => ("returned", d::mail_returned(language, &row.number, service)),
        };
        let mail = MailJob {
            to: reader.email,
            subject: d::mail_subject(language, &row.number),
            text: format!("{text}\n\n{page}\n"),
        };
        let key = format!("mail:draft:{what}:{}:{person}", draft.id);
        let job = mail.queued(key, self.desk.now());
        self.desk.enqueue(&mut changing.tx, &job).await
    }
}

/// Letters about questions to other units.
impl Cabinet {
    pub(super) async fn write_of_opinion(
        &self,
        tx: &mut Tx,
        row: &ApplicationRow,
        asked: &OpinionRow,
        person: PersonId,
    ) -> ServiceResult<()> {
        let Some(reader) = storage::people::person::get(tx.connection()?, person).await? else {
            return Ok(());
        };
        let card = self.card_of(tx.connection()?, row).await?;
        let language = reader.language;
        let page = format!(
            "{}{}/cabinet/opinions/{}",
            self.desk.settings.origin,
            language.prefix(),
            asked.id
        );
        let text = o::mail_asked(language, &row.number, card.name.get(language));
        let mail = MailJob {
            to: reader.email,
            subject: o::mail_asked_subject(language, &row.number),
            text: format!("{text}\n\n{page}\n"),
        };
        let key = format!("mail:opinion:{}:{person}", asked.id);
        self.desk.enqueue(tx, &mail.queued(key, self.desk.now())).await
    }

    pub(super) async fn write_of_answer(
        &self,
        tx: &mut Tx,
        row: &ApplicationRow,
        asked: &OpinionRow,
        person: PersonId,
    ) -> ServiceResult<()> {
        let Some(reader) = storage::people::person::get(tx.connection()?, person).await? else {
            return Ok(());
        };
        let card = self.card_of(tx.connection()?, row).await?;
        let language = reader.language;
        let page = format!(
            "{}{}/cabinet/queue/{}",
            self.desk.settings.origin,
            language.prefix(),
            row.id
        );
        let text = o::mail_answered(language, &row.number, card.name.get(language));
        let mail = MailJob {
            to: reader.email,
            subject: t::mail_news_subject(language, &row.number),
            text: format!("{text}\n\n{page}\n"),
        };
        let key = format!("mail:answer:{}", asked.id);
        self.desk.enqueue(tx, &mail.queued(key, self.desk.now())).await
    }
}

fn words(language: Language, event: &str, number: &str, service: &str) -> Option<(String, String)> {
    let text = match Command::ALL
        .into_iter()
        .find(|command| command.event() == event)?
    {
        Command::Take => t::mail_taken(language, number, service),
        Command::RequestCorrection => t::mail_returned(language, number, service),
        Command::Correct => t::mail_corrected(language, number, service),
        Command::Suspend => t::mail_suspended(language, number, service),
        Command::Resume => t::mail_resumed(language, number, service),
        Command::Extend => t::mail_extended(language, number, service),
        Command::IntendRefusal => t::mail_refusal_intended(language, number, service),
        Command::EndHearing => t::mail_heard(language, number, service),
        // A matter among colleagues: the page of the application tells where it is.
        Command::SendForApproval
        | Command::GiveVisa
        | Command::ReturnDraft
        | Command::RecallDraft
        | Command::AskOpinion
        | Command::GiveOpinion => return None,
        Command::Appeal => t::mail_appealed(language, number, service),
        Command::Uphold => t::mail_upheld(language, number, service),
        Command::Annul => t::mail_annulled(language, number, service),
        Command::Grant => t::mail_granted(language, number, service),
        Command::Refuse => t::mail_refused(language, number, service),
        Command::Forward => d::mail_forwarded(language, number, service),
        Command::Withdraw => t::mail_withdrawn(language, number, service),
    };
    Some((t::mail_news_subject(language, number), text))
}
