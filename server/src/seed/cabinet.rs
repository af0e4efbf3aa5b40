//! Applications of the demonstration in every state that a visitor should see, made as people make them.

use super::{actor, refused};
use crate::wiring::{Hromada, StartError};
use domain::cabinet::approval::Order;
use domain::cabinet::form::Answers;
use domain::cabinet::opinion::{OUTSIDE, OpinionInput};
use domain::cabinet::service::CabinetService;
use domain::cabinet::view::{ApprovalInput, DecideInput, FieldRemark, NewFile, SaveDraft};
use domain::id::{ApplicationId, DraftId};
use domain::time::DAY_MS;
use domain::{Actor, ServiceError};
use std::path::Path;
use std::sync::Arc;

/// Answers of a section: its code, then field and value.
pub(super) type Section = (&'static str, &'static [(&'static str, &'static str)]);

pub(super) const CONSENT: Section = ("consent", &[("consent_personal_data", "true")]);

/// Brings in a draft and applications, once.
///
/// # Errors
/// When a file of the content or the database cannot be used.
pub async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    if !hromada.desk.settings.demo {
        return Ok(());
    }
    let fault = |error: ServiceError| refused("demo applications", &error);
    let people = People {
        cabinet: Arc::clone(&hromada.services.cabinet),
        olena: actor(hromada, "olena@demo.hromada").await.map_err(fault)?,
        andrii: actor(hromada, "andrii@demo.hromada").await.map_err(fault)?,
        officer: actor(hromada, "officer@demo.hromada").await.map_err(fault)?,
        lawyer: actor(hromada, "lawyer@demo.hromada").await.map_err(fault)?,
        head: actor(hromada, "head@demo.hromada").await.map_err(fault)?,
        tomorrow: tomorrow(hromada),
    };
    let applications = people.cabinet.applications(&people.olena).await.map_err(fault)?;
    if !applications.is_empty() {
        return Ok(());
    }
    let files = hromada.desk.settings.content_dir.join("demo/files");
    let (photo, document) = (
        read(&files.join("photo.png"))?,
        read(&files.join("document.pdf"))?,
    );
    people.social_card(photo, document.clone()).await.map_err(fault)?;
    people.requests(document).await.map_err(fault)?;
    people.draft_decisions().await.map_err(fault)?;
    // Their mails are news of yesterday: whoever opens the demonstration finds them sent.
    hromada.runner().run_due().await;
    Ok(())
}

fn tomorrow(hromada: &Hromada) -> String {
    let tomorrow = hromada.desk.now().plus_ms(DAY_MS);
    let at = (hromada.desk.civil())(tomorrow);
    format!("{:04}-{:02}-{:02}", at.year, at.month, at.day)
}

fn read(path: &Path) -> Result<Vec<u8>, StartError> {
    std::fs::read(path).map_err(|source| StartError::File {
        what: path.display().to_string(),
        source,
    })
}

/// Those who take part.
struct People {
    cabinet: Arc<dyn CabinetService>,
    olena: Actor,
    andrii: Actor,
    officer: Actor,
    lawyer: Actor,
    head: Actor,
    /// The day after today, as it is typed.
    tomorrow: String,
}

impl People {
    /// Waits to be taken, with files.
    async fn social_card(&self, photo: Vec<u8>, document: Vec<u8>) -> Result<(), ServiceError> {
        let person: Section = (
            "person",
            &[
                ("surname", "Коваль"),
                ("given_name", "Олена"),
                ("birth_date", "1987-03-14"),
                ("tax_number", "3184910682"),
                ("phone", "+380671234567"),
            ],
        );
        let ground: Section = (
            "ground",
            &[
                ("category", "Учасниця бойових дій"),
                ("tie_to_city", "residence"),
                ("address_registered", "Тернопіль, вул. Руська, буд. 1, кв. 2"),
            ],
        );
        let id = self.draft(&self.olena, "S12", &[person, ground, CONSENT]).await?;
        for (field, name, content) in [
            ("photo", "фото.png", photo),
            ("identity_document", "документ.pdf", document.clone()),
            ("tie_document", "довідка.pdf", document),
        ] {
            let file = NewFile {
                field: field.to_owned(),
                name: name.to_owned(),
                content,
            };
            self.cabinet.attach(&self.olena, id, file).await?;
        }
        self.cabinet.submit(&self.olena, id).await?;
        Ok(())
    }

    /// Requests for information: granted, refused, returned, in review, registered, and one that is being written.
    async fn requests(&self, document: Vec<u8>) -> Result<(), ServiceError> {
        let granted = self
            .request(&self.olena, "Рішення про ремонт вулиці Руської за минулий рік")
            .await?;
        self.take(granted).await?;
        let text = "Надсилаємо копію рішення з переліком робіт. Якщо потрібні кошториси, напишіть нам у новому запиті.";
        let decision = DecideInput::Grant {
            text: text.to_owned(),
        };
        let copy = NewFile {
            field: String::new(),
            name: "рішення про ремонт.pdf".to_owned(),
            content: document,
        };
        let copy = self
            .cabinet
            .attach_to_decision(&self.officer, granted, copy)
            .await?;
        self.cabinet
            .decide(&self.officer, granted, 2, &decision, &[copy])
            .await?;

        let not_held = self
            .request(&self.andrii, "Перелік земельних ділянок сусідньої громади")
            .await?;
        self.take(not_held).await?;
        let decision = DecideInput::Refuse {
            ground: "not_held".to_owned(),
            motivation: "Ці ділянки лежать в іншій громаді, і міська рада таких відомостей не збирає."
                .to_owned(),
            hearing_exception: String::new(),
        };
        self.cabinet
            .decide(&self.officer, not_held, 2, &decision, &[])
            .await?;

        let returned = self
            .request(&self.olena, "Документи про дитячий майданчик")
            .await?;
        self.take(returned).await?;
        let remark = FieldRemark {
            field: "description".to_owned(),
            reason: "Напишіть, будь ласка, адресу майданчика: у місті їх багато.".to_owned(),
        };
        self.cabinet
            .request_correction(&self.officer, returned, 2, &[remark])
            .await?;

        let in_review = self
            .request(&self.andrii, "Скільки дерев висадили в парку Шевченка торік")
            .await?;
        self.take(in_review).await?;
        // A unit of the city has not answered yet; a body outside it has.
        let of_unit = OpinionInput {
            unit: "utilities-and-ecology".to_owned(),
            body: String::new(),
            question: "Скільки дерев висадили в парку Шевченка торік і за яким договором?".to_owned(),
            answer_until: self.tomorrow.clone(),
        };
        let of_body = OpinionInput {
            unit: OUTSIDE.to_owned(),
            body: "Тернопільська обласна військова адміністрація".to_owned(),
            question: "Чи висаджували дерева в парку Шевченка торік коштом області?".to_owned(),
            answer_until: self.tomorrow.clone(),
        };
        for (version, question) in [(2, &of_unit), (3, &of_body)] {
            self.cabinet
                .ask_opinion(&self.officer, in_review, version, question)
                .await?;
        }
        let case = self.cabinet.case(&self.officer, in_review).await?;
        let of_body = case.opinions.iter().find(|opinion| opinion.asked.is_outside());
        if let Some(opinion) = of_body {
            let answer = "Ні, торік коштом області дерев у парку не висаджували.";
            self.cabinet
                .give_opinion(&self.officer, opinion.id, answer)
                .await?;
        }

        self.request(&self.andrii, "Розклад прибирання снігу на вулиці Живова")
            .await?;
        let begun: Section = ("requester", &[("requester_name", "Олена Коваль")]);
        self.draft(&self.olena, "S16", &[begun]).await?;
        Ok(())
    }

    /// Two drafts of decisions: one waits for a second visa, the other was returned with a remark and sent anew.
    async fn draft_decisions(&self) -> Result<(), ServiceError> {
        let in_series = self
            .request(&self.andrii, "Договір на обслуговування фонтана біля театру")
            .await?;
        self.take(in_series).await?;
        let text = "Надсилаємо копію договору. Відомості про рахунки в ній закрито.";
        let both = [&self.lawyer, &self.head];
        let sent = draft_decision(text, Order::Series, both);
        self.cabinet
            .send_for_approval(&self.officer, in_series, 2, &sent)
            .await?;
        self.cabinet.give_visa(&self.lawyer, in_series, 1, "").await?;

        let anew = self
            .request(&self.andrii, "Перелік приміщень міста, які здають в оренду")
            .await?;
        self.take(anew).await?;
        let first = draft_decision("Надсилаємо перелік приміщень.", Order::Parallel, both);
        self.cabinet
            .send_for_approval(&self.officer, anew, 2, &first)
            .await?;
        let remark = "Додайте, на який день складено перелік: за тиждень він міг змінитися.";
        self.cabinet.return_draft(&self.lawyer, anew, 1, remark).await?;
        let second = "Надсилаємо перелік приміщень, складений у день відповіді.";
        let second = draft_decision(second, Order::Parallel, both);
        self.cabinet
            .send_for_approval(&self.officer, anew, 4, &second)
            .await
    }

    async fn request(&self, person: &Actor, description: &str) -> Result<ApplicationId, ServiceError> {
        let name = person
            .signed_in()
            .map(|person| person.display_name.clone())
            .unwrap_or_default();
        let id = self.draft(person, "S16", &[]).await?;
        let requester = [("requester_name", name.as_str()), ("answer_channel", "cabinet")];
        let request = [
            ("description", description),
            ("format", "electronic"),
            ("urgent", "no"),
        ];
        self.save(person, id, "requester", &requester).await?;
        self.save(person, id, "request", &request).await?;
        self.save(person, id, CONSENT.0, CONSENT.1).await?;
        Ok(self.cabinet.submit(person, id).await?.application)
    }

    async fn draft(
        &self,
        person: &Actor,
        service: &str,
        sections: &[Section],
    ) -> Result<DraftId, ServiceError> {
        let id = self.cabinet.start_draft(person, service).await?;
        for (section, answers) in sections {
            self.save(person, id, section, answers).await?;
        }
        Ok(id)
    }

    async fn save(
        &self,
        person: &Actor,
        id: DraftId,
        section: &str,
        typed: &[(&str, &str)],
    ) -> Result<(), ServiceError> {
        let mut answers = Answers::default();
        for (field, value) in typed {
            answers.set(field, vec![(*value).to_owned()]);
        }
        let save = SaveDraft {
            version: self.cabinet.draft(person, id).await?.version,
            section: section.to_owned(),
            answers,
        };
        self.cabinet.save_draft(person, id, &save).await?;
        Ok(())
    }

    async fn take(&self, id: ApplicationId) -> Result<(), ServiceError> {
        self.cabinet.take(&self.officer, id, 1).await
    }
}

/// A draft that grants, for two colleagues.
fn draft_decision(text: &str, order: Order, colleagues: [&Actor; 2]) -> ApprovalInput {
    let ids = colleagues.into_iter().filter_map(Actor::person_id);
    ApprovalInput {
        decision: DecideInput::Grant {
            text: text.to_owned(),
        },
        order: order.code().to_owned(),
        visas: ids.map(|id| id.to_string()).collect(),
        files: Vec::new(),
    }
}
