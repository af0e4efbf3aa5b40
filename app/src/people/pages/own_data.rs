//! «Мої дані»: everything that the city holds of a person, in one archive.

use super::frame::account_page;
use crate::shared::{Answer, Download, Errors, Outcome, PageRequest, done_notice};
use domain::ServiceError;
use domain::id::OwnDataId;
use domain::people::own_data::{AWAITED, OwnDataExport, OwnDataStage};
use leptos::prelude::*;
use locales::{format, people as t};
use ui::{Button, Column, IconName, Table};

const ADDRESS: &str = "/people/account/data";
const ASKED: &str = "asked";

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let exports = request.services.people.own_data_exports(&request.actor).await?;
    let is_awaited = exports.iter().any(|export| export.stage == OwnDataStage::Awaited);
    let was_asked = request.done() == Some(ASKED) && is_awaited;
    let (title, lead) = (t::own_data_title(language), t::own_data_lead(language));
    let here = request.href(ADDRESS);
    let of_page = request.clone();
    account_page(&request, title, lead, &Errors::default(), move || {
        let rows: Vec<Vec<AnyView>> = exports.iter().map(|export| line(&of_page, export)).collect();
        let columns = vec![
            Column::text(t::own_data_asked_at(language)),
            Column::text(t::own_data_archive(language)),
        ];
        let done =
            was_asked.then(|| done_notice(t::own_data_asked(language), t::own_data_asked_next(language)));
        let ask = (!is_awaited).then(|| {
            view! {
                <form method="post" action=here>
                    <Button icon=IconName::Download>{t::own_data_ask(language)}</Button>
                </form>
            }
        });
        let table =
            (!rows.is_empty()).then(|| view! { <Table caption=t::own_data_list(language) columns rows /> });
        view! { {done} <p>{t::own_data_holds(language)}</p> {ask} {table} }.into_any()
    })
    .ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let people = &request.services.people;
    match people.ask_own_data(&request.actor, request.language).await {
        // Of two presses the second finds what the first has asked for.
        Ok(()) | Err(ServiceError::Rule(AWAITED)) => Answer::done(request.href(ADDRESS), ASKED),
        Err(error) => Err(error),
    }
}

pub async fn download(request: PageRequest) -> Outcome {
    let id: OwnDataId = request.param("id")?;
    let file = request.services.people.own_data(&request.actor, id).await?;
    Ok(Answer::Download(Download {
        media_type: "application/zip".to_owned(),
        file_name: Some(file.name),
        content: file.content,
    }))
}

fn line(request: &PageRequest, export: &OwnDataExport) -> Vec<AnyView> {
    let language = request.language;
    let archive = match export.stage {
        OwnDataStage::Awaited => t::own_data_awaited(language).into_any(),
        OwnDataStage::Late => t::own_data_late(language).into_any(),
        OwnDataStage::Expired => t::own_data_expired(language).into_any(),
        OwnDataStage::Ready { size_bytes, until } => {
            let href = request.href(&format!("{ADDRESS}/{}", export.id));
            let label = t::own_data_download(language, format::bytes(language, size_bytes));
            let until = t::own_data_until(language, request.moment(until));
            view! { <p><a href=href download>{label}</a></p> <p class="text-muted text-small">{until}</p> }
                .into_any()
        }
    };
    vec![
        request.moment(export.asked_at).into_any(),
        view! { <div>{archive}</div> }.into_any(),
    ]
}
