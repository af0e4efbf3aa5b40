//! The queue of an officer: the most urgent first.

use crate::cabinet::pages::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::cabinet::application::State;
use domain::cabinet::view::{DueFilter, QueueFilter, QueueItem, QueuePage, Urgency, Whose};
use leptos::prelude::*;
use locales::{cabinet as t, decision as d, opinion as o};
use ui::{
    Badge, Choice, Column, EmptyState, FilterBar, IconName, Notice, PageHeader, Pagination, Select,
    StatusBadge, Tab, Table, Tabs, Tone, pages_around,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let filter = filter(&request);
    let queue = request.services.cabinet.queue(&request.actor, filter).await?;
    let here = request.href("/cabinet/queue");
    let tabs = tabs(&request, &filter, &here, queue.for_approval);
    let rows: Vec<(String, QueueItem)> = queue
        .items
        .iter()
        .map(|item| (request.href(&format!("/cabinet/queue/{}", item.id)), item.clone()))
        .collect();
    let count = t::queue_count(language, i64::try_from(queue.total).unwrap_or(0));
    let pagination = (queue.pages > 1).then(|| pagination(language, &here, &filter, &queue));
    let complaints = (queue.complaints > 0).then(|| {
        let count = i64::try_from(queue.complaints).unwrap_or(i64::MAX);
        let appealed = QueueFilter {
            state: Some(State::Appealed),
            page: 1,
            ..QueueFilter::default()
        };
        (t::queue_complaints(language, count), address(&here, &appealed))
    });
    let opinions = (queue.opinions > 0).then(|| {
        let count = i64::try_from(queue.opinions).unwrap_or(i64::MAX);
        (
            o::queue_opinions(language, count),
            request.href("/cabinet/opinions"),
        )
    });
    let filters = filters(language, &here, &filter);
    Page::new(t::queue_title(language), move || {
        let is_empty = rows.is_empty();
        let rows: Vec<Vec<AnyView>> = rows.into_iter().map(|(href, item)| row(language, href, item)).collect();
        let columns = vec![
            Column::text(t::queue_number(language)),
            Column::text(t::queue_service(language)),
            Column::text(t::queue_state(language)),
            Column::text(t::queue_due(language)),
            Column::text(t::queue_officer(language)),
            Column::text(t::queue_submitted(language)),
        ];
        view! {
            <PageHeader title=t::queue_title(language) lead=t::queue_lead(language) />
            {complaints.map(|(text, href)| view! {
                <Notice tone=Tone::Warning><p><a href=href>{text}</a></p></Notice>
            })}
            {opinions.map(|(text, href)| view! {
                <Notice tone=Tone::Info><p><a href=href>{text}</a></p></Notice>
            })}
            <Tabs label=t::queue_whose(language) items=tabs />
            {filters}
            <p role="status">{count}</p>
            {if is_empty {
                view! { <EmptyState title=t::queue_empty(language) text=t::queue_empty_text(language) /> }.into_any()
            } else {
                // No prefetch: opening an application is a look that its applicant sees.
                view! {
                    <div data-reload="">
                        <Table caption=t::queue_title(language) columns=columns rows=rows is_caption_hidden=true />
                    </div>
                }.into_any()
            }}
            {pagination}
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

fn filter(request: &PageRequest) -> QueueFilter {
    let query = |name: &str| request.query.get(name).unwrap_or_default();
    QueueFilter {
        whose: match query("whose") {
            "mine" => Whose::Mine,
            "unassigned" => Whose::Unassigned,
            "approval" => Whose::ForApproval,
            _ => Whose::All,
        },
        state: State::of_code(query("state")),
        due: match query("due") {
            "overdue" => Some(DueFilter::Overdue),
            "soon" => Some(DueFilter::Soon),
            _ => None,
        },
        page: query("page").parse().unwrap_or(1).clamp(1, 100_000),
    }
}

const fn whose_code(whose: Whose) -> &'static str {
    match whose {
        Whose::All => "all",
        Whose::Mine => "mine",
        Whose::Unassigned => "unassigned",
        Whose::ForApproval => "approval",
    }
}

const fn due_code(due: Option<DueFilter>) -> &'static str {
    match due {
        None => "",
        Some(DueFilter::Overdue) => "overdue",
        Some(DueFilter::Soon) => "soon",
    }
}

/// The address of the queue with a filter.
fn address(here: &str, filter: &QueueFilter) -> String {
    let state = filter.state.map_or("", State::code);
    format!(
        "{here}?whose={}&state={state}&due={}&page={}",
        whose_code(filter.whose),
        due_code(filter.due),
        filter.page
    )
}

fn tabs(request: &PageRequest, filter: &QueueFilter, here: &str, for_approval: u64) -> Vec<Tab> {
    let language = request.language;
    [
        (Whose::All, t::queue_all(language)),
        (Whose::Mine, t::queue_mine(language)),
        (Whose::Unassigned, t::queue_unassigned(language)),
        (Whose::ForApproval, d::queue_waiting(language)),
    ]
    .into_iter()
    .map(|(whose, label)| Tab {
        label: label.to_owned(),
        href: address(
            here,
            &QueueFilter {
                whose,
                page: 1,
                ..*filter
            },
        ),
        count: (whose == Whose::ForApproval && for_approval > 0).then(|| for_approval.to_string()),
        is_current: filter.whose == whose,
    })
    .collect()
}

fn filters(language: Language, here: &str, filter: &QueueFilter) -> AnyView {
    let states: Vec<Choice> = State::ALL
        .into_iter()
        .map(|state| Choice::new(state.code(), words::state_for_staff(language, state)))
        .collect();
    let dues = vec![
        Choice::new("overdue", t::queue_overdue(language)),
        Choice::new("soon", t::queue_soon(language)),
    ];
    let (state, due) = (filter.state.map_or("", State::code), due_code(filter.due));
    let whose = whose_code(filter.whose);
    let is_open = filter.state.is_some() || filter.due.is_some();
    view! {
        <FilterBar action=here.to_owned() label=t::queue_filters(language) submit_label=t::queue_apply(language)
            reset_href=here.to_owned() reset_label=t::queue_reset(language) is_open=is_open>
            <input type="hidden" name="whose" value=whose />
            <Select name="state" label=t::queue_state(language) options=states value=state
                empty_label=t::queue_state_open(language) />
            <Select name="due" label=t::queue_due(language) options=dues value=due
                empty_label=t::queue_due_any(language) />
        </FilterBar>
    }
    .into_any()
}

fn row(language: Language, href: String, item: QueueItem) -> Vec<AnyView> {
    let label = words::state_for_staff(language, item.state);
    let status = words::status(item.state);
    let officer = item
        .officer_name
        .unwrap_or_else(|| t::queue_nobody(language).to_owned());
    let submitted = words::day(language, item.submitted_at.date());
    let due = urgency(
        language,
        item.urgency,
        item.due.map(|due| words::day(language, due.date())),
    );
    vec![
        view! { <a class="text-nowrap" href=href>{item.number}</a> }.into_any(),
        view! { <span>{item.service.get(language).to_owned()}</span> }.into_any(),
        view! { <StatusBadge status=status label=label /> }.into_any(),
        due,
        view! { <span>{officer}</span> }.into_any(),
        view! { <span class="text-nowrap">{submitted}</span> }.into_any(),
    ]
}

/// How near the due date is: in words and with a mark, not by colour alone.
pub fn urgency(language: Language, urgency: Urgency, date: Option<String>) -> AnyView {
    let date = date.unwrap_or_default();
    let (tone, icon, text) = match urgency {
        Urgency::Overdue => (
            Tone::Danger,
            IconName::AlertTriangle,
            t::urgency_overdue(language, date),
        ),
        Urgency::Soon => (Tone::Warning, IconName::Clock, t::urgency_soon(language, date)),
        Urgency::InTime => (
            Tone::Neutral,
            IconName::Calendar,
            t::urgency_in_time(language, date),
        ),
        Urgency::Stopped => (
            Tone::Neutral,
            IconName::CirclePause,
            t::urgency_stopped(language).to_owned(),
        ),
    };
    view! { <Badge tone=tone icon=icon>{text}</Badge> }.into_any()
}

fn pagination(language: Language, here: &str, filter: &QueueFilter, queue: &QueuePage) -> AnyView {
    let to = |page: u32| address(here, &QueueFilter { page, ..*filter });
    let pages = pages_around(queue.page as usize, queue.pages as usize, |page| {
        to(u32::try_from(page).unwrap_or(1))
    });
    let previous = (queue.page > 1).then(|| to(queue.page - 1));
    let next = (queue.page < queue.pages).then(|| to(queue.page + 1));
    view! {
        <Pagination label=t::queue_pages(language) pages=pages previous=previous next=next
            previous_label=t::queue_previous(language) next_label=t::queue_next(language) />
    }
    .into_any()
}
