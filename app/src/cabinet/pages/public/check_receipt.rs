//! The check of a receipt, for anybody who holds one: no sign-in, nothing is kept.

use crate::shared::{Assets, Door, Errors, Outcome, Page, PageRequest};
use domain::cabinet::receipt::{ReceiptCheck, ReceiptFault};
use domain::{FieldError, Language, Problem};
use leptos::prelude::*;
use locales::{cabinet as t, layout};
use ui::{Breadcrumbs, Button, Crumb, ErrorSummary, FileDrop, IconName, Notice, PageHeader, TextArea, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, None, Errors::default()).await
}

/// Checks a file, or what was pasted.
pub async fn submit(request: PageRequest) -> Outcome {
    let file = request
        .form
        .files
        .iter()
        .find(|file| file.field == "receipt" && !file.content.is_empty());
    let pasted = request.form.text("text").trim();
    let content = match file {
        Some(file) => file.content.as_slice(),
        None if pasted.is_empty() => {
            let errors = vec![FieldError::new("receipt", Problem::Required)];
            return page(&request, None, Errors::new(request.language, errors)).await;
        }
        None => pasted.as_bytes(),
    };
    let check = request
        .services
        .cabinet
        .check_receipt(&request.actor, content)
        .await?;
    page(&request, Some(check), Errors::default()).await
}

async fn page(request: &PageRequest, check: Option<ReceiptCheck>, errors: Errors) -> Outcome {
    let language = request.language;
    let keys = request.services.cabinet.log_keys(&request.actor).await?;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/cabinet")),
        Crumb::link(t::log_title(language), request.href("/cabinet/log")),
        Crumb::here(t::check_receipt_title(language)),
    ];
    let action = request.href("/cabinet/receipts");
    let typed = request.form.text("text").to_owned();
    let status = if errors.is_empty() { 200 } else { 422 };
    let keys: Vec<String> = keys.into_iter().map(|key| key.key).collect();
    let origin = request.community.origin.clone();
    Page::new(t::check_receipt_title(language), move || {
        let module = use_context::<Assets>().unwrap_or_default().url("receipt.js");
        let result = check.map(|check| result(language, &check));
        let summary = errors.summary(|_| Some(t::check_receipt_file(language).to_owned()));
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::check_receipt_title(language) lead=t::check_receipt_lead(language) />
            <ErrorSummary title=t::errors_title(language) errors=summary />
            {result}
            <div data-module=module data-keys=keys.join(" ") data-origin=origin
                data-right=t::scan_right(language, "{number}") data-wrong=t::scan_wrong(language, "{number}")
                data-unknown=t::scan_unknown(language) role="status"></div>
            <form class="form" method="post" action=action enctype="multipart/form-data" novalidate>
                <FileDrop name="receipt" label=t::check_receipt_file(language) hint=t::check_receipt_hint(language)
                    accept=".json,application/json" error=errors.of("receipt") />
                <TextArea name="text" label=t::check_receipt_text(language) value=typed rows=4 is_optional=true />
                <div class="form__actions">
                    <Button icon=IconName::Shield>{t::check_receipt_send(language)}</Button>
                </div>
            </form>
            <p class="text-muted text-small">{t::check_receipt_command(language)} " " <code>"hromada verify FILE"</code></p>
        }
    })
    .description(t::check_receipt_lead(language))
    .door(Door::Cabinet)
    .status(status)
    .ok()
}

fn result(language: Language, check: &ReceiptCheck) -> AnyView {
    if check.is_right() {
        let title = t::check_receipt_right(language, &check.number);
        let proven = t::check_receipt_proven(language, i64::try_from(check.proven).unwrap_or(i64::MAX));
        let waiting = (check.waiting > 0)
            .then(|| t::check_receipt_waiting(language, i64::try_from(check.waiting).unwrap_or(i64::MAX)));
        let service = check
            .service
            .as_ref()
            .map(|service| service.get(language).to_owned());
        return view! {
            <Notice tone=Tone::Success title=title is_announced=true>
                {service.map(|service| view! { <p>{service}</p> })}
                <p>{proven}</p>
                {waiting.map(|waiting| view! { <p>{waiting}</p> })}
            </Notice>
        }
        .into_any();
    }
    let faults: Vec<AnyView> = check
        .faults
        .iter()
        .map(|problem| view! { <li data-fault=problem.code()>{fault(language, *problem)}</li> }.into_any())
        .collect();
    view! {
        <Notice tone=Tone::Danger title=t::check_receipt_wrong(language) is_announced=true>
            <ul>{faults}</ul>
            <p>{t::check_receipt_what_now(language)}</p>
        </Notice>
    }
    .into_any()
}

fn fault(language: Language, fault: ReceiptFault) -> &'static str {
    match fault {
        ReceiptFault::NotAReceipt => t::fault_not_a_receipt(language),
        ReceiptFault::ReceiptSignature => t::fault_receipt_signature(language),
        ReceiptFault::RootSignature => t::fault_root_signature(language),
        ReceiptFault::Proof => t::fault_proof(language),
        ReceiptFault::UnknownKey => t::fault_unknown_key(language),
        ReceiptFault::UnknownRoot => t::fault_unknown_root(language),
        ReceiptFault::RecordDiffers => t::fault_record_differs(language),
    }
}
