//! The administrator brings in a package: first what it would change, then the change itself.

use super::frame::{crumbs, project_href, results};
use super::words;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::infrastructure::ProjectId;
use domain::infrastructure::import::{ImportFault, ImportPreview, ImportReport};
use domain::infrastructure::project::ProjectItem;
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::{format, infrastructure as t};
use ui::{
    Button, ButtonKind, ButtonLink, Column, Disclosure, ErrorSummary, FileDrop, HeadingLevel, IconName,
    Notice, PageHeader, Stat, Table, Tone,
};

const ADDRESS: &str = "/infrastructure/import";

pub async fn show(request: PageRequest) -> Outcome {
    // Asked for without a package: only to refuse those who may not import before they choose a file.
    request.services.infrastructure.may_import(&request.actor)?;
    let done = request.done().map(str::to_owned);
    page(
        request,
        State::Asked {
            errors: Errors::default(),
            done,
        },
    )
    .ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let service = &request.services.infrastructure;
    if !request.form.text("key").is_empty() {
        let key = request
            .form
            .text("key")
            .parse()
            .map_err(|_| ServiceError::NotFound)?;
        let report = service.confirm_import(&request.actor, key).await?;
        if report.is_accepted() {
            let done = format!("{}-{}-{}", report.created, report.changed, report.unchanged);
            return Answer::done(request.href(ADDRESS), &done);
        }
        return page(request, State::Refused(report)).status(422).ok();
    }
    let file = request.form.files.iter().find(|file| file.field == "package");
    let problem = match file {
        None => Some(Problem::Required),
        Some(file) if file.content.is_empty() => Some(Problem::FileEmpty),
        Some(_) => None,
    };
    if let Some(problem) = problem {
        service.may_import(&request.actor)?;
        let errors = Errors::new(request.language, vec![FieldError::new("package", problem)]);
        return page(request, State::Asked { errors, done: None })
            .status(422)
            .ok();
    }
    let content = file.map(|file| file.content.clone()).unwrap_or_default();
    let preview = service.preview_import(&request.actor, content).await?;
    if preview.report.is_accepted() {
        page(request, State::Previewed(preview)).ok()
    } else {
        page(request, State::Refused(preview.report)).status(422).ok()
    }
}

/// What the page shows.
enum State {
    Asked { errors: Errors, done: Option<String> },
    Refused(ImportReport),
    Previewed(ImportPreview),
}

fn page(request: PageRequest, state: State) -> Page {
    let language = request.language;
    Page::new(t::import_title(language), move || {
        let content = match state {
            State::Asked { errors, done } => asked(&request, &errors, done.as_deref()).into_any(),
            State::Refused(report) => {
                view! { {faults(language, &report, &[], t::import_nothing(language))} {form(&request, &Errors::default())} }.into_any()
            }
            State::Previewed(preview) => previewed(&request, preview).into_any(),
        };
        view! {
            {crumbs(&request, t::import_title(language))}
            <PageHeader title=t::import_title(language) lead=t::import_lead(language) />
            {content}
        }
    })
    .door(Door::Work)
    .unlisted()
}

fn asked(request: &PageRequest, errors: &Errors, done: Option<&str>) -> impl IntoView + use<> {
    let language = request.language;
    let mut counts = done
        .into_iter()
        .flat_map(|done| done.split('-'))
        .filter_map(|count| count.parse::<i64>().ok());
    let done = match (counts.next(), counts.next(), counts.next()) {
        (Some(new), Some(changed), Some(same)) => Some(t::import_done(
            language,
            format::number(language, changed),
            format::number(language, new),
            format::number(language, same),
        )),
        _ => None,
    };
    let summary = errors.summary(|_| Some(t::import_file(language).to_owned()));
    view! {
        {done.map(|text| view! { <Notice tone=Tone::Success is_announced=true>{text}</Notice> })}
        <ErrorSummary title=t::errors_title(language) errors=summary />
        {form(request, errors)}
    }
}

fn form(request: &PageRequest, errors: &Errors) -> impl IntoView + use<> {
    let language = request.language;
    let action = request.href(ADDRESS);
    let past = request.href("/infrastructure/imports");
    let error = errors.of("package");
    view! {
        <form class="form" method="post" action=action enctype="multipart/form-data" novalidate>
            <FileDrop name="package" label=t::import_file(language) hint=t::import_hint(language) accept=".json,application/json"
                error=error is_required=true />
            <div class="form__actions"><Button icon=IconName::Upload>{t::import_check(language)}</Button></div>
            <p class="text-muted text-small">{t::import_note(language)}</p>
            <p><a href=past>{t::imports_title(language)}</a></p>
        </form>
    }
}

/// Every fault of a package with its place, and with its project where that is stored already; `outcome` says what was not
/// done.
pub(super) fn faults(
    language: Language,
    report: &ImportReport,
    projects: &[Option<ProjectId>],
    outcome: &'static str,
) -> impl IntoView + use<> {
    let columns = vec![
        Column::text(t::import_place(language)),
        Column::text(t::import_fault(language)),
        Column::text(t::import_detail(language)),
    ];
    let rows = report
        .faults
        .iter()
        .enumerate()
        .map(|(index, fault)| row(language, fault, projects.get(index).and_then(Option::as_ref)))
        .collect::<Vec<_>>();
    let count = i64::try_from(report.fault_count).unwrap_or(i64::MAX);
    view! {
        <Notice tone=Tone::Danger is_announced=true title=t::import_refused(language, count)>{outcome}</Notice>
        <Table caption=t::import_faults(language) columns rows />
    }
}

fn row(language: Language, fault: &ImportFault, project: Option<&ProjectId>) -> Vec<AnyView> {
    let line = t::import_line(language, fault.column, fault.line);
    let path = fault.path.clone();
    let project = project.map(|id| {
        let href = project_href(language, id);
        view! { <a href=href>{id.to_string()}</a> <br /> }
    });
    vec![
        view! { {project} {line} <br /> <code class="text-small">{path}</code> }.into_any(),
        words::fault(language, fault.kind).into_any(),
        locales::fault_text(language, &fault.detail).into_any(),
    ]
}

fn previewed(request: &PageRequest, preview: ImportPreview) -> impl IntoView + use<> {
    let language = request.language;
    let count = |value: u64| format::number(language, i64::try_from(value).unwrap_or(i64::MAX));
    let report = &preview.report;
    let (new, changed, same) = (
        count(report.created),
        count(report.changed),
        count(report.unchanged),
    );
    let is_nothing = report.created == 0 && report.changed == 0;
    let action = request.href(ADDRESS);
    let back = action.clone();
    let key = preview.key.map(|key| key.to_string());
    let changes = preview
        .changed
        .iter()
        .map(|(item, changes)| {
            let told: Vec<String> = changes.told.iter().map(|change| words::change(language, change)).collect();
            let fields = changes
                .fields
                .iter()
                .map(|field| {
                    let was = field.before.clone().unwrap_or_else(|| t::history_nothing(language).to_owned());
                    let now = field.after.clone().unwrap_or_else(|| t::history_nothing(language).to_owned());
                    view! { <li><code>{field.path.clone()}</code> ": " <del>{was}</del> " → " <ins>{now}</ins></li> }
                })
                .collect_view();
            view! {
                <Disclosure summary=item.title.clone()>
                    <p>{told.join(" ")}</p>
                    <ul>{fields}</ul>
                </Disclosure>
            }
        })
        .collect_view();
    let listed: Vec<ProjectItem> = preview.new.clone();
    let has_new = !listed.is_empty();
    view! {
        <section class="section" aria-labelledby="preview">
            <h2 id="preview" class="section__title">{t::import_preview(language)}</h2>
            <div class="grid grid--narrow">
                <Stat value=new label=t::import_new(language) />
                <Stat value=changed label=t::import_changed(language) />
                <Stat value=same label=t::import_same(language) />
            </div>
            {is_nothing.then(|| view! { <Notice tone=Tone::Info>{t::import_no_change(language)}</Notice> })}
            <form class="form" method="post" action=action>
                {key.map(|key| view! { <input type="hidden" name="key" value=key /> })}
                <div class="form__actions">
                    {(!is_nothing).then(|| view! { <Button icon=IconName::Check>{t::import_confirm(language)}</Button> })}
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::import_cancel(language)}</ButtonLink>
                </div>
            </form>
        </section>
        <section class="section stack stack--tight" aria-label=t::import_changed(language)>{changes}</section>
        {has_new.then(|| view! {
            <section class="section" aria-labelledby="new">
                <h2 id="new" class="section__title">{t::import_new(language)}</h2>
                {results(language, listed, HeadingLevel::Three)}
            </section>
        })}
    }
}
