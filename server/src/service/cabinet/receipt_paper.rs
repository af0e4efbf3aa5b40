//! The receipt on paper: the same events, places and code as on its page, set when it is asked for.

use super::Cabinet;
use app::cabinet::{day, happened_title, moment, state};
use domain::cabinet::receipt::Receipt;
use domain::cabinet::view::{ApplicationView, FileContent};
use domain::id::ApplicationId;
use domain::{Actor, Language, ServiceError, ServiceResult};
use locales::cabinet as t;
use serde_json::{Value, json};

const TEMPLATE: &str = "receipt";

impl Cabinet {
    /// The receipt of an own application as a PDF in the language of its reader.
    pub(super) async fn receipt_on_paper(
        &self,
        actor: &Actor,
        id: ApplicationId,
        language: Language,
    ) -> ServiceResult<FileContent> {
        let receipt = self.own_receipt(actor, id).await?;
        let code = self.code_of_receipt(actor, id).await?;
        let application = self.own_application(actor, id).await?;
        let mut data = self.words_of_receipt(language, &application, &receipt);
        if let Some(fields) = data.as_object_mut() {
            fields.insert("address".to_owned(), json!(code.address));
        }
        let set = self.documents.pdf_with_code(TEMPLATE, data, code.svg).await;
        let content = set.map_err(|fault| ServiceError::Internal(fault.to_string()))?;
        Ok(FileContent {
            name: t::receipt_file_name(language, &application.number),
            media_type: "application/pdf".to_owned(),
            content,
        })
    }

    /// Everything that the template says.
    fn words_of_receipt(
        &self,
        language: Language,
        application: &ApplicationView,
        receipt: &Receipt,
    ) -> Value {
        let community = &self.desk.settings.community;
        let made = self.civil(self.desk.now());
        let fact = |label: &str, text: String| json!({ "label": label, "text": text });
        let unit = application.unit.as_ref();
        let unit = unit.map_or(t::unconfirmed(language), |unit| unit.name(language));
        let root = receipt.root.as_ref();
        let summary = root.map_or_else(
            || t::receipt_no_root(language).to_owned(),
            |root| {
                let signed = root.day.parse();
                let signed = signed.map_or_else(|_| root.day.clone(), |signed| day(language, signed));
                t::receipt_root_of(language, signed, root.size.to_string())
            },
        );
        let events: Vec<Value> = receipt
            .of_history(&application.history)
            .into_iter()
            .map(|(happened, event)| {
                let place = event.proof.as_ref().map_or_else(
                    || t::receipt_waits(language).to_owned(),
                    |proof| t::receipt_leaf(language, (proof.position + 1).to_string()),
                );
                json!([
                    happened_title(language, happened.kind),
                    moment(language, happened.at),
                    place
                ])
            })
            .collect();
        json!({
            "language": language.code(),
            "community": language.pick(&community.name_uk, &community.name_en),
            "title": t::receipt_title(language),
            "number": application.number,
            "made": t::receipt_made(language, moment(language, made)),
            "day": [made.year(), made.month(), made.day()],
            "facts": [
                fact(t::queue_service(language), receipt.service.get(language).to_owned()),
                fact(t::case_applicant(language), application.applicant_name.clone()),
                fact(t::unit(language), unit.to_owned()),
                fact(t::queue_submitted(language), moment(language, application.submitted_at)),
                fact(t::queue_state(language), state(language, application.state).to_owned()),
                fact(t::receipt_root(language), summary),
            ],
            "events_title": t::history_title(language),
            "columns": [t::receipt_event(language), t::receipt_when(language), t::receipt_in_log(language)],
            "events": events,
            "code_alt": t::receipt_code(language),
            "check_title": t::receipt_check(language),
            "check_text": t::receipt_scan(language),
            "address_shown": format!("{}/cabinet/receipts", receipt.origin),
            "how": t::receipt_how_paper(language),
            "root_label": t::receipt_root(language),
            "root": root.map(|root| &root.root),
        })
    }
}
