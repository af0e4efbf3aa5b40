//! Imports that were done, and taking one back.

use super::frame::{crumbs, project_href};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::id::ImportId;
use domain::infrastructure::ProjectId;
use domain::infrastructure::undo::{LONGEST_REASON, Obstacle, PastImport, UndoPlan};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{format, infrastructure as t};
use ui::{
    Button, ButtonKind, ButtonLink, Column, EmptyState, ErrorSummary, HeadingLevel, Notice, PageHeader, Stat,
    Table, TextArea, Tone,
};

const ADDRESS: &str = "/infrastructure/imports";

pub async fn list(request: PageRequest) -> Outcome {
    let language = request.language;
    let imports = request.services.infrastructure.imports(&request.actor).await?;
    Page::new(t::imports_title(language), move || {
        let is_none = imports.is_empty();
        view! {
            {crumbs(&request, t::imports_title(language))}
            <PageHeader title=t::imports_title(language) lead=t::imports_lead(language) />
            {is_none.then(|| view! {
                <EmptyState title=t::imports_none(language) level=HeadingLevel::Two />
            })}
            {(!is_none).then(|| table(&request, &imports))}
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

fn table(request: &PageRequest, imports: &[PastImport]) -> impl IntoView + use<> {
    let language = request.language;
    let columns = vec![
        Column::text(t::imports_when(language)),
        Column::text(t::imports_who(language)),
        Column::numeric(t::import_new(language)),
        Column::numeric(t::import_changed(language)),
        Column::text(t::imports_state(language)),
    ];
    let rows = imports
        .iter()
        .map(|import| {
            let href = request.href(&format!("{ADDRESS}/{}", import.id));
            let state = match &import.undone {
                Some(undone) => t::imports_undone(language, request.date(undone.at)),
                None => t::imports_in_force(language).to_owned(),
            };
            vec![
                view! { <a href=href>{request.moment(import.at)}</a> }.into_any(),
                author(language, &import.author).into_any(),
                format::number(language, import.created).into_any(),
                format::number(language, import.changed).into_any(),
                state.into_any(),
            ]
        })
        .collect::<Vec<_>>();
    view! { <Table caption=t::imports_title(language) columns rows is_caption_hidden=true /> }
}

fn author(language: Language, name: &str) -> String {
    if name.is_empty() {
        t::release_by_program(language).to_owned()
    } else {
        name.to_owned()
    }
}

pub async fn show(request: PageRequest) -> Outcome {
    page(request, Draft::default()).await?.ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ImportId = request.param("id")?;
    let reason = request.form.text("reason").to_owned();
    let service = &request.services.infrastructure;
    let errors = match service.undo_import(&request.actor, id, &reason).await {
        Ok(plan) if plan.is_free() => {
            return Answer::see(request.href(&format!("{ADDRESS}/{id}?undone=1")));
        }
        // The page tells what stands in the way.
        Ok(_) => Errors::default(),
        Err(ServiceError::Invalid(errors)) => Errors::new(request.language, errors),
        Err(error) => return Err(error),
    };
    let draft = Draft { reason, errors };
    page(request, draft).await?.status(422).ok()
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Draft {
    reason: String,
    errors: Errors,
}

async fn page(request: PageRequest, draft: Draft) -> Result<Page, ServiceError> {
    let language = request.language;
    let id: ImportId = request.param("id")?;
    let service = &request.services.infrastructure;
    let plan = service
        .plan_undo(&request.actor, id)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let title = t::imports_one(language, request.moment(plan.import.at));
    let is_done = request.query.get("undone").is_some();
    let page = Page::new(title.clone(), move || {
        let content = match &plan.import.undone {
            Some(undone) => {
                let text = t::imports_undone_text(
                    language,
                    author(language, &undone.author),
                    request.moment(undone.at),
                    &undone.reason,
                );
                view! { <Notice tone=Tone::Success is_announced=is_done>{text}</Notice> }.into_any()
            }
            None if plan.is_free() => form(&request, &plan, &draft).into_any(),
            None => obstacles(&request, &plan).into_any(),
        };
        let counted = |count| format::number(language, count);
        let (new, changed) = (counted(plan.import.created), counted(plan.import.changed));
        view! {
            {crumbs(&request, &title)}
            <PageHeader title=title.clone() lead=t::imports_by(language, author(language, &plan.import.author)) />
            <div class="grid grid--narrow">
                <Stat value=new label=t::import_new(language) />
                <Stat value=changed label=t::import_changed(language) />
            </div>
            {content}
        }
    });
    Ok(page.door(Door::Work).unlisted())
}

fn form(request: &PageRequest, plan: &UndoPlan, draft: &Draft) -> impl IntoView + use<> {
    let language = request.language;
    let summary: Vec<ui::FieldError> = draft
        .errors
        .summary(|_| Some(t::imports_reason(language).to_owned()));
    let counted = |count: u64| format::number(language, i64::try_from(count).unwrap_or(i64::MAX));
    let effect = t::imports_effect(language, counted(plan.removed), counted(plan.restored));
    let action = request.href(&format!("{ADDRESS}/{}", plan.import.id));
    let back = request.href(ADDRESS);
    view! {
        <section class="section" aria-labelledby="undo">
            <h2 id="undo" class="section__title">{t::imports_undo(language)}</h2>
            <ErrorSummary title=t::errors_title(language) errors=summary />
            <p>{effect}</p>
            <form class="form" method="post" action=action novalidate>
                <TextArea name="reason" label=t::imports_reason(language) hint=t::imports_reason_hint(language)
                    value=draft.reason.clone() error=draft.errors.of("reason") rows=2 max_length=LONGEST_REASON is_required=true />
                <div class="form__actions">
                    <Button kind=ButtonKind::Danger>{t::imports_undo(language)}</Button>
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::imports_back(language)}</ButtonLink>
                </div>
                <p class="text-muted text-small">{t::imports_undo_note(language)}</p>
            </form>
        </section>
    }
}

fn obstacles(request: &PageRequest, plan: &UndoPlan) -> impl IntoView + use<> {
    let language = request.language;
    let columns = vec![
        Column::text(t::imports_project(language)),
        Column::text(t::imports_obstacle(language)),
    ];
    let rows = plan
        .obstacles
        .iter()
        .map(|(id, title, obstacle)| {
            vec![
                project(language, id, title, obstacle),
                words(request, obstacle).into_any(),
            ]
        })
        .collect::<Vec<_>>();
    let count = i64::try_from(plan.obstacle_count).unwrap_or(i64::MAX);
    view! {
        <section class="section" aria-labelledby="undo">
            <h2 id="undo" class="section__title">{t::imports_undo(language)}</h2>
            <Notice tone=Tone::Warning is_announced=true title=t::imports_impossible(language)>
                {t::imports_obstacles(language, count)}
            </Notice>
            <Table caption=t::imports_obstacle(language) columns rows is_caption_hidden=true />
        </section>
    }
}

fn project(language: Language, id: &ProjectId, title: &str, obstacle: &Obstacle) -> AnyView {
    let title = title.to_owned();
    match obstacle {
        Obstacle::Gone => title.into_any(),
        Obstacle::Changed { .. } | Obstacle::Commented { .. } => {
            let href = project_href(language, id);
            view! { <a href=href>{title}</a> }.into_any()
        }
    }
}

fn words(request: &PageRequest, obstacle: &Obstacle) -> String {
    let language = request.language;
    match obstacle {
        Obstacle::Changed { at } => t::obstacle_changed(language, request.moment(*at)),
        Obstacle::Commented { comments } => t::obstacle_commented(language, *comments),
        Obstacle::Gone => t::obstacle_gone(language).to_owned(),
    }
}
