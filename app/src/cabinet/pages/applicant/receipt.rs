//! The receipt of an application: one sheet to print, a file to keep, a code to check it with.

use super::application::happened_title;
use crate::cabinet::pages::words;
use crate::shared::{Answer, Door, Download, Outcome, Page, PageRequest, stylesheet};
use domain::cabinet::receipt::Receipt;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, layout};
use ui::{
    Breadcrumbs, ButtonKind, ButtonLink, Column, Crumb, DescriptionList, Detail, IconName, Notice,
    PageHeader, Table, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: ApplicationId = request.param("id")?;
    let cabinet = &request.services.cabinet;
    let application = cabinet.application(&request.actor, id).await?;
    let receipt = cabinet.receipt(&request.actor, id).await?;
    let proof = cabinet.receipt_code(&request.actor, id).await?.address;
    let here = format!("/cabinet/applications/{id}");
    let crumbs = vec![
        Crumb::link(
            t::applications_title(language),
            request.href("/cabinet/applications"),
        ),
        Crumb::link(application.number.clone(), request.href(&here)),
        Crumb::here(t::receipt_title(language)),
    ];
    let (code, file) = (
        format!("{here}/receipt/code.svg"),
        format!("{here}/receipt/receipt.json"),
    );
    let paper = request.href(&format!("{here}/receipt/receipt.pdf"));
    let check = request.href("/cabinet/receipts");
    let log = request.href("/cabinet/log");
    Page::new(t::receipt_title(language), move || {
        let rows = lines(language, &application, &receipt);
        let columns = vec![
            Column::text(t::receipt_event(language)),
            Column::text(t::receipt_when(language)),
            Column::text(t::receipt_in_log(language)),
        ];
        let facts = facts(language, &application, &receipt);
        let community = request.community_name().to_owned();
        view! {
            <div class="no-print stack">
                <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
                <Notice tone=Tone::Info>{t::receipt_lead(language)}</Notice>
                <div class="cluster">
                    <ButtonLink href=paper kind=ButtonKind::Primary icon=IconName::Download>{t::receipt_paper(language)}</ButtonLink>
                    <ButtonLink href=file kind=ButtonKind::Secondary icon=IconName::Download>{t::receipt_download(language)}</ButtonLink>
                    <ButtonLink href=check kind=ButtonKind::Secondary icon=IconName::Shield>{t::receipt_check(language)}</ButtonLink>
                </div>
            </div>
            <div class="passport">
                {stylesheet("passport.css")}
                <PageHeader title=t::receipt_of(language, &application.number) eyebrow=t::receipt_title(language) lead=community />
                <div class="passport__body">
                    <DescriptionList items=facts />
                    <figure class="passport__code">
                        <img src=code alt=t::receipt_code(language) width="280" height="280" />
                        <figcaption>{t::receipt_scan(language)} <br /> <a href=proof data-proof="">{format!("{}/cabinet/receipts", receipt.origin)}</a></figcaption>
                    </figure>
                </div>
                <Table caption=t::history_title(language) columns rows />
                <p class="text-small">{t::receipt_how(language)} " " <a href=log>{t::log_title(language)}</a></p>
            </div>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
    .ok()
}

fn facts(language: Language, application: &ApplicationView, receipt: &Receipt) -> Vec<Detail> {
    let text = |text: String| view! { <p>{text}</p> }.into_any();
    let unit = application
        .unit
        .as_ref()
        .map_or(t::unconfirmed(language), |unit| unit.name(language));
    let root = match &receipt.root {
        None => text(t::receipt_no_root(language).to_owned()),
        Some(root) => {
            let day = root
                .day
                .parse()
                .map_or_else(|_| root.day.clone(), |day| words::day(language, day));
            let told = t::receipt_root_of(language, day, root.size.to_string());
            let hash = root.root.clone();
            view! { <p>{told}</p> <p><code class="text-small">{hash}</code></p> }.into_any()
        }
    };
    vec![
        Detail::new(
            t::queue_service(language),
            text(receipt.service.get(language).to_owned()),
        ),
        Detail::new(
            t::case_applicant(language),
            text(application.applicant_name.clone()),
        ),
        Detail::new(t::unit(language), text(unit.to_owned())),
        Detail::new(
            t::queue_submitted(language),
            text(words::moment(language, application.submitted_at)),
        ),
        Detail::new(
            t::queue_state(language),
            text(words::state(language, application.state).to_owned()),
        ),
        Detail::new(t::receipt_root(language), root),
    ]
}

/// The events that people know, each with its place in the log.
fn lines(language: Language, application: &ApplicationView, receipt: &Receipt) -> Vec<Vec<AnyView>> {
    receipt
        .of_history(&application.history)
        .into_iter()
        .map(|(happened, event)| {
            let place = match &event.proof {
                Some(proof) => t::receipt_leaf(language, (proof.position + 1).to_string()),
                None => t::receipt_waits(language).to_owned(),
            };
            vec![
                happened_title(language, happened.kind).into_any(),
                words::moment(language, happened.at).into_any(),
                place.into_any(),
            ]
        })
        .collect()
}

/// The code as a picture.
pub async fn code(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let code = request.services.cabinet.receipt_code(&request.actor, id).await?;
    Ok(Answer::Download(Download {
        media_type: "image/svg+xml".to_owned(),
        file_name: None,
        content: code.svg.into_bytes(),
    }))
}

/// The receipt to print.
pub async fn paper(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let cabinet = &request.services.cabinet;
    let paper = cabinet
        .receipt_paper(&request.actor, id, request.language)
        .await?;
    Ok(Answer::Download(Download {
        media_type: paper.media_type,
        file_name: Some(paper.name),
        content: paper.content,
    }))
}

/// The receipt as a file.
pub async fn file(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let receipt = request.services.cabinet.receipt(&request.actor, id).await?;
    let content = serde_json::to_vec_pretty(&receipt)
        .map_err(|error| ServiceError::Internal(format!("a receipt: {error}")))?;
    Ok(Answer::Download(Download {
        media_type: "application/json".to_owned(),
        file_name: Some(format!("{}.json", receipt.number)),
        content,
    }))
}
