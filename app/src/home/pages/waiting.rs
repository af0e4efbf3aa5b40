//! What waits for the person who asks: applications to mend, drafts and the course left off; for staff, the work of their units.

use crate::shared::PageRequest;
use domain::ServiceResult;
use domain::actor::Role;
use domain::cabinet::application::State;
use domain::cabinet::view::{Date, DueFilter, QueueFilter};
use leptos::prelude::*;
use locales::{format, home as t};
use ui::{Fact, HeadingLevel, IconName, LinkCard, ResultItem, ResultList, Status, StatusBadge};

/// More drafts than these are found in the cabinet.
const MOST_LINES: usize = 4;

/// Everything that waits; empty for strangers.
#[derive(Default)]
pub(super) struct Waiting {
    lines: Vec<Line>,
    study: Option<Study>,
    work: Vec<Work>,
}

/// Something that the person left unfinished.
struct Line {
    href: String,
    title: String,
    eyebrow: String,
    status: (Status, &'static str),
    until: Option<String>,
}

/// The lesson that a learner left off.
struct Study {
    href: String,
    lesson: String,
    course: String,
    done: (u32, u32),
}

/// A task of staff with the number of things that wait.
struct Work {
    href: String,
    title: &'static str,
    icon: IconName,
    count: String,
    warning: Option<String>,
}

/// Asks the slices what waits.
pub(super) async fn of(request: &PageRequest) -> ServiceResult<Waiting> {
    let mut waiting = Waiting {
        study: study(request).await?,
        ..Waiting::default()
    };
    let Some(person) = request.actor.signed_in() else {
        return Ok(waiting);
    };
    waiting.lines = own(request).await?;
    if person.holds_anywhere(Role::CaseOfficer) || person.holds_anywhere(Role::UnitHead) {
        waiting.work.push(queue(request).await?);
    }
    if person.holds_anywhere(Role::Moderator) {
        waiting.work.push(moderation(request).await?);
    }
    Ok(waiting)
}

/// A learner is a person or a known device; of others nothing is asked.
async fn study(request: &PageRequest) -> ServiceResult<Option<Study>> {
    let device = request.device_token.as_deref();
    if request.actor.signed_in().is_none() && device.is_none() {
        return Ok(None);
    }
    let language = request.language;
    let learning = request.services.learning.home(&request.actor, device).await?;
    Ok(learning.go_on.map(|go_on| Study {
        href: request.href(&format!("/learning/courses/{}/{}", go_on.path, go_on.screen)),
        lesson: go_on.lesson.get(language).to_owned(),
        course: go_on.course.get(language).to_owned(),
        done: (go_on.earned, go_on.total),
    }))
}

async fn own(request: &PageRequest) -> ServiceResult<Vec<Line>> {
    let language = request.language;
    let cabinet = &request.services.cabinet;
    let returned = cabinet.applications(&request.actor).await?;
    let returned = returned.into_iter().filter(|one| one.state == State::Returned);
    let corrections = returned.map(|one| Line {
        href: request.href(&format!("/cabinet/applications/{}/correction", one.id)),
        title: one.service.get(language).to_owned(),
        eyebrow: t::waiting_application(language, one.number),
        status: (Status::NeedsAction, t::waiting_correction(language)),
        until: None,
    });
    let drafts = cabinet.drafts(&request.actor).await?;
    let drafts = drafts.into_iter().map(|draft| Line {
        href: request.href(&format!("/cabinet/drafts/{}/steps/1", draft.id)),
        title: draft.service.get(language).to_owned(),
        eyebrow: String::new(),
        status: (Status::Draft, t::waiting_draft(language)),
        until: Some(t::waiting_draft_until(language, day(request, draft.expires_on))),
    });
    Ok(corrections.chain(drafts).take(MOST_LINES).collect())
}

fn day(request: &PageRequest, day: Date) -> String {
    let part = |value: i8| u8::try_from(value).unwrap_or(0);
    format::date(request.language, day.year(), part(day.month()), part(day.day()))
}

async fn queue(request: &PageRequest) -> ServiceResult<Work> {
    let language = request.language;
    let count = async |due: Option<DueFilter>| {
        let filter = QueueFilter {
            due,
            page: 1,
            ..QueueFilter::default()
        };
        let page = request.services.cabinet.queue(&request.actor, filter).await?;
        ServiceResult::Ok(i64::try_from(page.total).unwrap_or(i64::MAX))
    };
    let overdue = count(Some(DueFilter::Overdue)).await?;
    Ok(Work {
        href: request.href("/cabinet/queue"),
        title: t::work_queue(language),
        icon: IconName::Inbox,
        count: t::work_queue_count(language, count(None).await?),
        warning: (overdue > 0).then(|| t::work_overdue(language, overdue)),
    })
}

async fn moderation(request: &PageRequest) -> ServiceResult<Work> {
    let language = request.language;
    let comments = request
        .services
        .infrastructure
        .moderation_queue(&request.actor, false)
        .await?;
    let hearings = &request.services.hearings;
    let proposals = hearings.proposal_queue(&request.actor, false).await?;
    let waiting = comments.len() + proposals.len();
    Ok(Work {
        href: request.href("/infrastructure/moderation"),
        title: t::work_moderation(language),
        icon: IconName::Message,
        count: t::work_moderation_count(language, i64::try_from(waiting).unwrap_or(i64::MAX)),
        warning: None,
    })
}

impl Waiting {
    /// The sections of the home page; nothing where nothing waits.
    pub(super) fn view(self, request: &PageRequest) -> impl IntoView + use<> {
        let language = request.language;
        let work = (!self.work.is_empty()).then(|| {
            view! {
                <section class="section" aria-labelledby="work">
                    <h2 class="section__title" id="work">{t::work(language)}</h2>
                    <div class="grid">{self.work.into_iter().map(Work::view).collect_view()}</div>
                </section>
            }
        });
        let lines = (!self.lines.is_empty()).then(|| {
            view! {
                <section class="section" aria-labelledby="waiting">
                    <h2 class="section__title" id="waiting">{t::waiting(language)}</h2>
                    <ResultList>{self.lines.into_iter().map(Line::view).collect_view()}</ResultList>
                </section>
            }
        });
        let study = self.study.map(|study| {
            let (earned, total) = study.done;
            view! {
                <section class="section" aria-labelledby="study">
                    <h2 class="section__title" id="study">{t::study(language)}</h2>
                    <LinkCard href=study.href title=study.lesson level=HeadingLevel::Three eyebrow=study.course
                        text=t::study_done(language, earned, total) icon=IconName::GraduationCap />
                </section>
            }
        });
        view! { {work} {lines} {study} }
    }
}

impl Work {
    fn view(self) -> impl IntoView {
        view! {
            <LinkCard href=self.href title=self.title level=HeadingLevel::Three text=self.count icon=self.icon>
                {self.warning.map(|text| view! { <Fact icon=IconName::AlertTriangle>{text}</Fact> })}
            </LinkCard>
        }
    }
}

impl Line {
    fn view(self) -> impl IntoView {
        let (status, label) = self.status;
        view! {
            <ResultItem href=self.href title=self.title eyebrow=self.eyebrow
                badge=move || view! { <StatusBadge status=status label=label /> }>
                {self.until.map(|until| view! { <Fact icon=IconName::Calendar>{until}</Fact> })}
            </ResultItem>
        }
    }
}
