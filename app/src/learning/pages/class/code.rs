//! The code of the minute on the teacher's screen.

use super::words::{class_href, crumbs};
use crate::shared::{Answer, Assets, Door, Download, Outcome, Page, PageRequest, stylesheet};
use domain::Language;
use domain::id::ClassId;
use domain::learning::class::attendance::shown_code;
use domain::learning::class::view::{ClassCode, CodeView};
use leptos::prelude::*;
use locales::{classes as t, layout};
use ui::{Breadcrumbs, ButtonKind, ButtonLink, IconName, Notice, PageHeader, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: ClassId = request.param("class")?;
    let view = request.services.classes.class_code(&request.actor, id).await?;
    let crumbs = crumbs(&request, &view.line, t::code_title(language));
    Page::new(t::code_title(language), move || {
        let origin = request.community.origin.as_str();
        let site = origin.split_once("://").map_or(origin, |(_, host)| host);
        let body = match &view.code {
            Some(code) => code_of_minute(language, site, &view, code),
            None => {
                let text = t::code_not_now(language, request.moment(view.opens_at));
                view! { <Notice tone=Tone::Info><p>{text}</p></Notice> }.into_any()
            }
        };
        view! {
            <div class="no-print"><Breadcrumbs label=layout::breadcrumbs(language) items=crumbs /></div>
            <PageHeader title=t::code_title(language) lead=t::code_lead(language) />
            {body}
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

/// The same for the camera of a telephone.
pub async fn picture(request: PageRequest) -> Outcome {
    let id: ClassId = request.param("class")?;
    let classes = &request.services.classes;
    let content = classes.class_code_picture(&request.actor, id).await?;
    Ok(Answer::Download(Download {
        media_type: "image/svg+xml".to_owned(),
        file_name: None,
        content: content.into_bytes(),
    }))
}

fn code_of_minute(language: Language, site: &str, view: &CodeView, code: &ClassCode) -> AnyView {
    let here = class_href(language, view.line.id);
    // Another address for another code: a browser that remembers pictures shows none that is over.
    let picture = format!("{here}/code.svg?of={}", code.code);
    let script = use_context::<Assets>().unwrap_or_default().url("fresh.js");
    let (shown, seconds) = (shown_code(&code.code), code.seconds_left);
    let type_at = t::code_type_at(language, site);
    let attended = t::attended_number(language, i64::from(view.attended));
    view! {
        {stylesheet("classes.css")}
        <div class="class-code" data-module=script data-seconds=seconds.to_string()>
            <div class="class-code__digits">
                <h2 class="section__title">{t::code_of_minute(language)}</h2>
                <p class="class-code__number">{shown}</p>
                <p>{type_at}</p>
                <p class="text-muted">{t::code_changes(language, seconds)}</p>
                <p class="text-strong">{attended}</p>
                <p><ButtonLink href=format!("{here}/code") kind=ButtonKind::Secondary icon=IconName::Refresh>{t::code_new(language)}</ButtonLink></p>
            </div>
            <img class="class-code__picture" src=picture alt=t::code_picture(language) width="320" height="320" />
        </div>
    }
    .into_any()
}
