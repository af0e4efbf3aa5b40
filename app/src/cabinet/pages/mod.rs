//! Pages of the cabinet slice.

mod answers;
mod applicant;
mod command_page;
mod decision_files;
mod done;
mod drafts;
mod file;
mod form;
mod meanwhile;
mod officer;
mod place;
mod public;
mod thread;
mod training;
mod why;
mod words;

pub use applicant::application::happened_title;
pub use words::{day, moment, state, statement};

use crate::shared::Route;
use applicant::appeal::Appeal;
use applicant::speak::Speak;
use applicant::withdraw::Withdraw;
use applicant::{application, applications, correction, receipt};
use form::{check, eligibility, step};
use officer::approval::SendDraft;
use officer::ask::Ask;
use officer::decide::Decide;
use officer::disclose::Disclose;
use officer::extend::Extend;
use officer::opinion::AskOpinion;
use officer::review_appeal::ReviewAppeal;
use officer::signature::Sign;
use officer::suspend::Suspend;
use officer::visa::Visa;
use officer::{case, opinion, overview, queue};
use public::{catalogue, check_receipt, document, log, service_card, status, times};

/// A body with files: four of the largest that a field takes, and the fields beside them.
const FILES_BODY: usize = 45_000_000;

/// A document that somebody holds against ours.
const DOCUMENT_BODY: usize = 10_000_000;
/// A receipt with the events of a long case.
const RECEIPT_BODY: usize = 2_000_000;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/cabinet", catalogue::show),
        Route::get("/cabinet/services/{code}", service_card::show),
        Route::post("/cabinet/services/{code}", service_card::start).signed_in(),
        Route::get("/cabinet/services/{code}/eligibility", eligibility::show),
        Route::post("/cabinet/services/{code}/eligibility", eligibility::submit),
        Route::get("/cabinet/drafts/{id}/steps/{step}", step::show).signed_in(),
        Route::post("/cabinet/drafts/{id}/steps/{step}", step::submit)
            .signed_in()
            .files(FILES_BODY),
        Route::get("/cabinet/drafts/{id}/check", check::show).signed_in(),
        Route::post("/cabinet/drafts/{id}/check", check::submit).signed_in(),
        Route::get("/cabinet/drafts/{id}/files/{file}", file::of_draft).signed_in(),
        Route::get(
            "/cabinet/drafts/{id}/files/{file}/preview",
            file::preview_of_draft,
        )
        .signed_in(),
        Route::get("/cabinet/applications", applications::show).signed_in(),
        Route::get("/cabinet/applications/{id}", application::show).signed_in(),
        Route::post("/cabinet/applications/{id}", application::submit).signed_in(),
        Route::get("/cabinet/applications/{id}/hearing", command_page::show::<Speak>).signed_in(),
        Route::post(
            "/cabinet/applications/{id}/hearing",
            command_page::submit::<Speak>,
        )
        .signed_in(),
        Route::get("/cabinet/applications/{id}/appeal", command_page::show::<Appeal>).signed_in(),
        Route::post(
            "/cabinet/applications/{id}/appeal",
            command_page::submit::<Appeal>,
        )
        .signed_in(),
        Route::get("/cabinet/applications/{id}/correction", correction::show).signed_in(),
        Route::post("/cabinet/applications/{id}/correction", correction::submit)
            .signed_in()
            .files(FILES_BODY),
        Route::get(
            "/cabinet/applications/{id}/withdrawal",
            command_page::show::<Withdraw>,
        )
        .signed_in(),
        Route::post(
            "/cabinet/applications/{id}/withdrawal",
            command_page::submit::<Withdraw>,
        )
        .signed_in(),
        Route::get("/cabinet/applications/{id}/files/{file}", file::of_application).signed_in(),
        Route::get(
            "/cabinet/applications/{id}/decision-files/{file}",
            file::of_decision,
        )
        .signed_in(),
        Route::get("/cabinet/applications/{id}/document", document::download).signed_in(),
        Route::get("/cabinet/documents", document::ask),
        Route::post("/cabinet/documents", document::find),
        Route::get("/cabinet/documents/{code}", document::show),
        Route::post("/cabinet/documents/{code}", document::compare).files(DOCUMENT_BODY),
        Route::get(
            "/cabinet/applications/{id}/files/{file}/preview",
            file::preview_of_application,
        )
        .signed_in(),
        Route::get("/cabinet/applications/{id}/receipt", receipt::show).signed_in(),
        Route::get("/cabinet/applications/{id}/receipt/code.svg", receipt::code).signed_in(),
        Route::get("/cabinet/applications/{id}/receipt/receipt.json", receipt::file).signed_in(),
        Route::get("/cabinet/applications/{id}/receipt/receipt.pdf", receipt::paper).signed_in(),
        Route::get("/cabinet/log", log::show),
        Route::get("/cabinet/receipts", check_receipt::show),
        Route::post("/cabinet/receipts", check_receipt::submit).files(RECEIPT_BODY),
        Route::get("/cabinet/status", status::show),
        Route::post("/cabinet/status", status::submit).sensitive(),
        Route::get("/cabinet/times", times::show),
        Route::get("/cabinet/overview", overview::show).staff(),
        Route::get("/cabinet/overview/figures.csv", overview::export).staff(),
        Route::get("/cabinet/queue", queue::show).staff(),
        Route::get("/cabinet/queue/{id}", case::show).staff(),
        Route::post("/cabinet/queue/{id}", case::submit).staff(),
        Route::get("/cabinet/queue/{id}/correction", command_page::show::<Ask>).staff(),
        Route::post("/cabinet/queue/{id}/correction", command_page::submit::<Ask>).staff(),
        Route::get("/cabinet/queue/{id}/decision", command_page::show::<Decide>).staff(),
        Route::post("/cabinet/queue/{id}/decision", command_page::submit::<Decide>)
            .staff()
            .files(FILES_BODY),
        Route::get("/cabinet/queue/{id}/approval", command_page::show::<SendDraft>).staff(),
        Route::post("/cabinet/queue/{id}/approval", command_page::submit::<SendDraft>)
            .staff()
            .files(FILES_BODY),
        Route::get("/cabinet/queue/{id}/visa", command_page::show::<Visa>).staff(),
        Route::post("/cabinet/queue/{id}/visa", command_page::submit::<Visa>).staff(),
        Route::get("/cabinet/queue/{id}/signature", command_page::show::<Sign>).staff(),
        Route::post("/cabinet/queue/{id}/signature", command_page::submit::<Sign>).staff(),
        Route::get("/cabinet/queue/{id}/opinion", command_page::show::<AskOpinion>).staff(),
        Route::post("/cabinet/queue/{id}/opinion", command_page::submit::<AskOpinion>).staff(),
        Route::get("/cabinet/opinions", opinion::list).staff(),
        Route::get("/cabinet/opinions/{id}", opinion::show).staff(),
        Route::post("/cabinet/opinions/{id}", opinion::submit).staff(),
        Route::get("/cabinet/queue/{id}/suspension", command_page::show::<Suspend>).staff(),
        Route::post("/cabinet/queue/{id}/suspension", command_page::submit::<Suspend>).staff(),
        Route::get("/cabinet/queue/{id}/extension", command_page::show::<Extend>).staff(),
        Route::post("/cabinet/queue/{id}/extension", command_page::submit::<Extend>).staff(),
        Route::get("/cabinet/queue/{id}/hearing", command_page::show::<Disclose>).staff(),
        Route::post("/cabinet/queue/{id}/hearing", command_page::submit::<Disclose>).staff(),
        Route::get("/cabinet/queue/{id}/appeal", command_page::show::<ReviewAppeal>).staff(),
        Route::post("/cabinet/queue/{id}/appeal", command_page::submit::<ReviewAppeal>).staff(),
    ];
    routes.extend(training::routes());
    routes
}
