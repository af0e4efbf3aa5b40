//! Jobs that the program does by itself: what waits, what failed, what is to be tried again.

use super::frame::{Current, head, query};
use crate::shared::{Answer, Door, Outcome, Page, PageRequest};
use domain::job::JobState;
use domain::operations::job::{JOBS_PER_PAGE, JobFilter, JobOverview, JobSummary};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::operations as t;
use ui::{
    Button, ButtonKind, Choice, Column, EmptyState, FilterBar, HeadingLevel, IconName, Notice, PageHeader,
    Pagination, Select, Status, StatusBadge, Tab, Table, Tabs, Tone, pages_around,
};

const ADDRESS: &str = "/operations/jobs";

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let filter = filter(&request);
    let overview = request.services.operations.jobs(&request.actor, &filter).await?;
    let is_done = request.done().is_some();
    let title = t::jobs_title(language);
    Page::new(title, move || {
        view! {
            {head(&request, Current::Jobs, title)}
            <PageHeader title=title lead=t::jobs_lead(language) />
            {is_done.then(|| view! { <Notice tone=Tone::Success is_announced=true>{t::job_begun_anew(language)}</Notice> })}
            {states(&request, &filter, &overview)}
            {kinds(&request, &filter, &overview)}
            {list(&request, &filter, &overview)}
            {pagination(&request, &filter, overview.total)}
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id = request
        .form
        .text("job")
        .parse()
        .map_err(|_| ServiceError::NotFound)?;
    request.services.operations.retry_job(&request.actor, id).await?;
    Answer::see(request.href("/operations/jobs?state=queued&done=1"))
}

/// What is asked for. Without a state: what was given up, because it waits for somebody.
fn filter(request: &PageRequest) -> JobFilter {
    let value = |name: &str| request.query.get(name).filter(|value| !value.is_empty());
    JobFilter {
        state: value("state")
            .and_then(JobState::of_code)
            .unwrap_or(JobState::Dead),
        kind: value("kind").map(str::to_owned),
        page: value("page")
            .and_then(|page| page.parse().ok())
            .unwrap_or(1)
            .max(1),
    }
}

fn address(request: &PageRequest, filter: &JobFilter) -> String {
    let page = if filter.page == 1 {
        String::new()
    } else {
        filter.page.to_string()
    };
    let kind = filter.kind.as_deref().unwrap_or_default();
    let pairs = [("state", filter.state.code()), ("kind", kind), ("page", &page)];
    query(request.href(ADDRESS), &pairs)
}

fn states(request: &PageRequest, filter: &JobFilter, overview: &JobOverview) -> impl IntoView + use<> {
    let language = request.language;
    let items = [
        JobState::Dead,
        JobState::Queued,
        JobState::Running,
        JobState::Done,
    ]
    .into_iter()
    .map(|state| Tab {
        label: state_name(language, state).to_owned(),
        href: address(
            request,
            &JobFilter {
                state,
                page: 1,
                ..filter.clone()
            },
        ),
        count: Some(locales::format::number(language, overview.count(state))),
        is_current: state == filter.state,
    })
    .collect::<Vec<_>>();
    view! { <Tabs label=t::job_state(language) items /> }
}

fn kinds(request: &PageRequest, filter: &JobFilter, overview: &JobOverview) -> impl IntoView + use<> {
    let language = request.language;
    let options: Vec<Choice> = overview
        .kinds
        .iter()
        .map(|kind| Choice::new(kind.clone(), kind_name(language, kind)))
        .collect();
    let reset = filter
        .kind
        .is_some()
        .then(|| address(request, &JobFilter::of_state(filter.state)));
    let reset_label = reset.as_ref().map(|_| t::reset(language).to_owned());
    let is_open = filter.kind.is_some();
    let kind = filter.kind.clone().unwrap_or_default();
    let state = filter.state.code();
    view! {
        <FilterBar action=request.href(ADDRESS) label=t::filters(language) submit_label=t::apply(language)
            reset_href=reset reset_label is_open>
            <input type="hidden" name="state" value=state />
            <Select name="kind" label=t::job_kind(language) options value=kind empty_label=t::any(language) />
        </FilterBar>
    }
}

fn list(request: &PageRequest, filter: &JobFilter, overview: &JobOverview) -> AnyView {
    let language = request.language;
    if overview.jobs.is_empty() {
        let title = match filter.state {
            JobState::Dead => t::no_dead_jobs(language),
            JobState::Queued | JobState::Running | JobState::Done => t::no_jobs(language),
        };
        return view! { <EmptyState title icon=IconName::CircleCheck level=HeadingLevel::Two /> }.into_any();
    }
    let is_dead = filter.state == JobState::Dead;
    let mut columns = vec![
        Column::text(t::job_kind(language)),
        Column::text(t::job_state(language)),
        Column::numeric(t::job_attempts(language)),
        Column::text(t::job_created(language)),
        Column::text(t::job_next(language)),
        Column::text(t::job_error(language)),
    ];
    if is_dead {
        columns.push(Column::actions(t::job_retry(language)));
    }
    let rows = overview
        .jobs
        .iter()
        .map(|job| {
            let mut cells = row(request, job);
            if is_dead {
                cells.push(retry(request, job));
            }
            cells
        })
        .collect();
    view! { <Table caption=t::jobs_title(language) columns rows is_caption_hidden=true /> }.into_any()
}

fn row(request: &PageRequest, job: &JobSummary) -> Vec<AnyView> {
    let language = request.language;
    let next = match job.state {
        JobState::Queued => request.moment(job.run_at),
        JobState::Running => t::job_now(language).to_owned(),
        JobState::Done | JobState::Dead => job
            .finished_at
            .map_or_else(String::new, |at| t::job_ended(language, request.moment(at))),
    };
    let (status, label) = (status(job.state), state_name(language, job.state));
    vec![
        view! { {kind_name(language, &job.kind)} " " <code class="text-small">{job.id.to_string()}</code> }
            .into_any(),
        view! { <StatusBadge status label /> }.into_any(),
        job.attempts.to_string().into_any(),
        request.moment(job.created_at).into_any(),
        next.into_any(),
        job.last_error.clone().unwrap_or_default().into_any(),
    ]
}

fn retry(request: &PageRequest, job: &JobSummary) -> AnyView {
    let action = request.href(ADDRESS);
    let id = job.id.to_string();
    let name = t::job_retry(request.language);
    view! {
        <form method="post" action=action>
            <input type="hidden" name="job" value=id />
            <Button kind=ButtonKind::Secondary is_small=true icon=IconName::Refresh>{name}</Button>
        </form>
    }
    .into_any()
}

fn pagination(request: &PageRequest, filter: &JobFilter, total: i64) -> Option<impl IntoView + use<>> {
    let language = request.language;
    let pages = total.max(1).unsigned_abs().div_ceil(JOBS_PER_PAGE.unsigned_abs());
    let here = filter.page.unsigned_abs();
    let to = |page: u64| {
        let page = i64::try_from(page).unwrap_or(1);
        address(
            request,
            &JobFilter {
                page,
                ..filter.clone()
            },
        )
    };
    let items = pages_around(
        usize::try_from(here).unwrap_or(1),
        usize::try_from(pages).unwrap_or(1),
        |number| to(number as u64),
    );
    let previous = (here > 1).then(|| to(here - 1));
    let next = (here < pages).then(|| to(here + 1));
    (pages > 1).then(|| {
        view! {
            <Pagination label=t::pages(language) pages=items previous next
                previous_label=t::previous(language) next_label=t::next(language) />
        }
    })
}

fn state_name(language: Language, state: JobState) -> &'static str {
    match state {
        JobState::Queued => t::state_queued(language),
        JobState::Running => t::state_running(language),
        JobState::Done => t::state_done(language),
        JobState::Dead => t::state_dead(language),
    }
}

const fn status(state: JobState) -> Status {
    match state {
        JobState::Queued => Status::Waiting,
        JobState::Running => Status::InProgress,
        JobState::Done => Status::Done,
        JobState::Dead => Status::Refused,
    }
}

/// A kind in words; a kind that has none yet by its code.
fn kind_name(language: Language, kind: &str) -> String {
    match kind {
        "mail.send" => t::kind_mail(language).to_owned(),
        "mail.list" => t::kind_list_mail(language).to_owned(),
        "cabinet.decision_document" => t::kind_decision(language).to_owned(),
        "cabinet.log" => t::kind_log(language).to_owned(),
        "cabinet.times" => t::kind_times(language).to_owned(),
        "learning.certificate" => t::kind_certificate(language).to_owned(),
        "learning.class_visitors" => t::kind_class_visitors(language).to_owned(),
        "file.thumbnail" => t::kind_thumbnail(language).to_owned(),
        "infrastructure.digest" => t::kind_digest(language).to_owned(),
        "infrastructure.export" => t::kind_export(language).to_owned(),
        other => other.to_owned(),
    }
}
