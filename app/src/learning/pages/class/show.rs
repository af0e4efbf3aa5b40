//! The page of a class: what, when, where, and a seat in it.

use super::words::{calendar_file, class_href, facts, phase_badge, state_badge};
use crate::learning::pages::words::{course_href, is_for_everybody, module_href};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm, done_notice};
use domain::id::ClassId;
use domain::learning::class::Phase;
use domain::learning::class::enrolment::EnrolmentState;
use domain::learning::class::view::{ClassView, HelpedLine, OwnEnrolment};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{classes as t, layout, learning};
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Card, Checkbox, Crumb, DescriptionList, ErrorSummary,
    IconName, Notice, PageHeader, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let class = open(&request).await?;
    let is_public = is_for_everybody(&request);
    let page = page(&request, class, Errors::default());
    if is_public {
        page.cacheable().ok()
    } else {
        page.ok()
    }
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ClassId = request.param("class")?;
    let classes = &request.services.classes;
    let here = class_href(request.language, id);
    let outcome = match request.form.text("_action") {
        "enrol" => classes
            .enrol(&request.actor, id, request.form.is_ticked("shares_progress"))
            .await
            .map(|state| match state {
                EnrolmentState::Enrolled => "enrolled",
                EnrolmentState::Waiting | EnrolmentState::Left => "waiting",
            }),
        "leave" => match request.form.text("enrolment").parse() {
            Ok(enrolment) => classes
                .leave(&request.actor, id, enrolment)
                .await
                .map(|()| "left"),
            Err(_) => Err(ServiceError::NotFound),
        },
        action @ ("share" | "unshare") => classes
            .share_progress(&request.actor, id, action == "share")
            .await
            .map(|()| "sharing"),
        _ => Err(ServiceError::NotFound),
    };
    match outcome {
        Ok(what) => Answer::done(here, what),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "enrol", error)?;
            let class = open(&request).await?;
            let page = page(&request, class, refused.errors.clone());
            refused.answer(page)
        }
    }
}

/// The class as a file for a calendar.
pub async fn calendar(request: PageRequest) -> Outcome {
    let id: ClassId = request.param("class")?;
    let classes = &request.services.classes;
    let file = classes
        .class_calendar(&request.actor, id, request.language)
        .await?;
    Ok(Answer::Download(calendar_file("class.ics", file)))
}

async fn open(request: &PageRequest) -> Result<ClassView, ServiceError> {
    let id: ClassId = request.param("class")?;
    request.services.classes.class(&request.actor, id).await
}

fn page(request: &PageRequest, class: ClassView, errors: Errors) -> Page {
    let language = request.language;
    let title = class.line.title(language).to_owned();
    let crumbs = vec![
        Crumb::link(learning::title(language), request.href("/learning")),
        Crumb::link(t::title(language), request.href("/learning/classes")),
        Crumb::here(title.clone()),
    ];
    let description = super::words::when(request, &class.line);
    let is_past = class.line.phase == Phase::Over;
    let request = request.clone();
    let page = Page::new(title.clone(), move || {
        let summary = errors.summary(|_| None);
        let eyebrow = t::about_course(language, class.line.course.get(language));
        let (lead, badge) = (
            super::words::when(&request, &class.line),
            phase_badge(language, &class.line),
        );
        let ics = format!("/learning/classes/{}/class.ics", class.line.id);
        let subject = &class.line.subject;
        let lessons = match &subject.module {
            Some(module) => module_href(language, &subject.course, module),
            None => course_href(language, &subject.course),
        };
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            {done(&request, &class)}
            <ErrorSummary title=t::enrol_errors(language) errors=summary />
            <PageHeader title=title eyebrow=eyebrow lead=lead>{badge}</PageHeader>
            {change(language, &class)}
            {staff(&request, &class)}
            <section class="section" id="enrol">{seat(&request, &class)}</section>
            {helped(&request, &class)}
            <section class="section">
                <h2 class="section__title">{t::facts(language)}</h2>
                <DescriptionList items=facts(&request, &class) />
            </section>
            <p class="cluster no-print">
                <ButtonLink href=request.href(&ics) kind=ButtonKind::Secondary icon=IconName::Calendar>{t::add_to_calendar(language)}</ButtonLink>
                <ButtonLink href=lessons kind=ButtonKind::Quiet icon=IconName::BookOpen>{t::to_lessons(language)}</ButtonLink>
            </p>
        }
    })
    .description(description)
    .door(Door::Learning);
    if is_past { page.unlisted() } else { page }
}

/// What the form before this page has done, where the class bears it out.
fn done(request: &PageRequest, class: &ClassView) -> Option<AnyView> {
    let language = request.language;
    let own = class.own.map(|own| own.state);
    let is_cancelled = class.line.phase == Phase::Cancelled;
    let (what, next) = match request.done()? {
        "enrolled" if own == Some(EnrolmentState::Enrolled) => {
            (t::done_enrolled(language), t::done_enrolled_next(language))
        }
        "waiting" if own == Some(EnrolmentState::Waiting) => {
            (t::done_waiting(language), t::done_waiting_next(language))
        }
        "left" if request.actor.signed_in().is_some() => {
            (t::done_left(language), t::done_left_next(language))
        }
        "here" if class.own.is_some_and(|own| own.attended_at.is_some()) => {
            (t::here_done(language), t::here_done_next(language))
        }
        "sharing" if own.is_some() => (t::done_sharing(language), ""),
        "visitor" if !class.helped.is_empty() => (t::done_visitor(language), t::done_visitor_next(language)),
        "announced" if class.rights.change => (t::done_announced(language), t::done_announced_next(language)),
        "changed" if class.rights.change && class.notice > 1 => {
            (t::done_changed(language), t::done_changed_next(language))
        }
        "cancelled" if class.rights.change && is_cancelled => {
            (t::done_cancelled(language), t::done_cancelled_next(language))
        }
        _ => return None,
    };
    Some(done_notice(what, next))
}

/// Why the class was cancelled, or moved.
fn change(language: Language, class: &ClassView) -> Option<AnyView> {
    let reason = t::reason_is(language, class.reason.clone()?);
    let (tone, title) = match class.line.phase {
        Phase::Cancelled => (Tone::Danger, t::cancelled_title(language)),
        Phase::Ahead | Phase::Now => (Tone::Warning, t::moved_title(language)),
        Phase::Over => return None,
    };
    let view = view! { <Notice tone=tone title=title><p>{reason}</p></Notice> };
    Some(view.into_any())
}

/// What teacher and operators do from here.
fn staff(request: &PageRequest, class: &ClassView) -> Option<AnyView> {
    let language = request.language;
    let rights = class.rights;
    if !(rights.change || rights.enrol_visitor || rights.read_people) {
        return None;
    }
    let is_ahead = class.line.phase == Phase::Ahead;
    let here = class_href(language, class.line.id);
    let to = |is_shown: bool, part: &str| is_shown.then(|| format!("{here}/{part}"));
    let people = to(rights.read_people, "people");
    let [kit, attendance] = ["kit", "attendance"].map(|part| to(rights.note_attendance, part));
    let visitor = to(rights.enrol_visitor && is_ahead, "visitor");
    let change = to(rights.change && is_ahead, "change");
    let cancel = to(rights.change && is_ahead, "cancel");
    let view = view! {
        <div class="cluster no-print">
            {people.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::Users>{t::people(language)}</ButtonLink> })}
            {kit.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::BookOpen>{t::kit_title(language)}</ButtonLink> })}
            {attendance.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::CircleCheck>{t::attendance(language)}</ButtonLink> })}
            {visitor.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::Phone>{t::phone_enrol(language)}</ButtonLink> })}
            {change.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::Pencil>{t::change(language)}</ButtonLink> })}
            {cancel.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Danger icon=IconName::CircleX>{t::cancel(language)}</ButtonLink> })}
        </div>
    };
    Some(view.into_any())
}

/// One's own seat, or the way to one.
fn seat(request: &PageRequest, class: &ClassView) -> AnyView {
    let language = request.language;
    let action = class_href(language, class.line.id);
    let own = class.own.filter(|own| own.state != EnrolmentState::Left);
    match (own, class.line.phase) {
        (Some(own), Phase::Ahead) => own_seat(language, action, own, true),
        (Some(own), Phase::Now) => own_seat(language, action, own, false),
        (Some(own), Phase::Over) if own.attended_at.is_some() => other(request, t::own_attended(language)),
        (None, Phase::Ahead) => free_seat(request, class, action),
        (None, Phase::Now) => other(request, t::begun_text(language)),
        (_, Phase::Over) => other(request, t::over_text(language)),
        (_, Phase::Cancelled) => other(request, t::empty_text(language)),
    }
}

fn other(request: &PageRequest, text: &'static str) -> AnyView {
    let language = request.language;
    let all = request.href("/learning/classes");
    view! {
        <p class="measure">{text}</p>
        <p><ButtonLink href=all kind=ButtonKind::Secondary icon=IconName::Calendar>{t::open_list(language)}</ButtonLink></p>
    }
    .into_any()
}

fn own_seat(language: Language, action: String, own: OwnEnrolment, may_leave: bool) -> AnyView {
    let (title, text, leave) = match own.position {
        None => (
            t::own_enrolled(language).to_owned(),
            if may_leave {
                t::own_enrolled_text(language)
            } else {
                t::own_now_text(language)
            },
            t::leave(language),
        ),
        Some(0 | 1) => (
            t::own_first(language).to_owned(),
            t::own_waiting_text(language),
            t::leave_waiting(language),
        ),
        Some(position) => (
            t::own_waiting(language, i64::from(position - 1)),
            t::own_waiting_text(language),
            t::leave_waiting(language),
        ),
    };
    let (sharing, share, share_label) = if own.shares_progress {
        (t::sharing_on(language), "unshare", t::sharing_stop(language))
    } else {
        (t::sharing_off(language), "share", t::sharing_start(language))
    };
    let share_action = action.clone();
    // The way to type the code is there from the first minute: people come early.
    let here = (own.state == EnrolmentState::Enrolled && own.attended_at.is_none()).then(|| {
        let href = format!("{action}/here");
        view! { <p><ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::QrCode>{t::here_open(language)}</ButtonLink></p> }
    });
    let there = own
        .attended_at
        .map(|_| view! { <p class="text-strong">{t::here_again(language)}</p> });
    let leave = may_leave.then(|| {
        view! {
            <form method="post" action=action>
                <input type="hidden" name="enrolment" value=own.id.to_string() />
                <Button kind=ButtonKind::Secondary icon=IconName::Close name="_action" value="leave">{leave}</Button>
            </form>
        }
    });
    view! {
        <Card title=title icon=IconName::CircleCheck is_tinted=true>
            <p>{text}</p>
            {there}
            {here}
            {leave}
            <form class="stack stack--tight" method="post" action=share_action>
                <p class="text-muted">{sharing}</p>
                <div><Button kind=ButtonKind::Quiet icon=IconName::Eye name="_action" value=share>{share_label}</Button></div>
            </form>
        </Card>
    }
    .into_any()
}

fn free_seat(request: &PageRequest, class: &ClassView, action: String) -> AnyView {
    let language = request.language;
    let is_full = class.line.free() == 0;
    let (text, label) = if is_full {
        (t::enrol_waiting_text(language), t::enrol_waiting(language))
    } else {
        (t::enrol_text(language), t::enrol(language))
    };
    let by_phone = class
        .phone
        .as_ref()
        .map(|phone| t::enrol_by_phone(language, phone));
    let is_checked = request.form.is_ticked("shares_progress");
    view! {
        <Card title=t::enrol_title(language) icon=IconName::Users>
            <p>{text} " " {by_phone}</p>
            <form class="form" method="post" action=action>
                <Checkbox name="shares_progress" label=t::share(language) hint=t::share_hint(language) is_checked=is_checked />
                <div class="form__actions">
                    <Button icon=IconName::Check name="_action" value="enrol">{label}</Button>
                </div>
            </form>
        </Card>
    }
    .into_any()
}

/// Those whom the reader enrolled, and the way to enrol another.
fn helped(request: &PageRequest, class: &ClassView) -> Option<AnyView> {
    let language = request.language;
    let is_ahead = class.line.phase == Phase::Ahead;
    if !is_ahead && class.helped.is_empty() {
        return None;
    }
    let here = class_href(language, class.line.id);
    let lines: Vec<AnyView> = class
        .helped
        .iter()
        .map(|one| helped_line(language, here.clone(), one, is_ahead))
        .collect();
    let visitor = (is_ahead && !class.rights.enrol_visitor).then(|| format!("{here}/visitor"));
    let has_lines = !lines.is_empty();
    let view = view! {
        <section class="section">
            {has_lines.then(|| view! {
                <h2 class="section__title">{t::helped_title(language)}</h2>
                <ul class="list-plain stack">{lines}</ul>
            })}
            {visitor.map(|href| view! {
                <h2 class="section__title">{t::helper_title(language)}</h2>
                <p class="measure">{t::helper_text(language)}</p>
                <p><ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::Users>{t::helper_open(language)}</ButtonLink></p>
            })}
        </section>
    };
    Some(view.into_any())
}

fn helped_line(language: Language, action: String, one: &HelpedLine, may_leave: bool) -> AnyView {
    let (name, id, state) = (one.name.clone(), one.id.to_string(), one.state);
    let leave = may_leave.then(|| {
        let label = t::helped_leave(language, name.clone());
        view! {
            <form method="post" action=action>
                <input type="hidden" name="enrolment" value=id />
                <Button kind=ButtonKind::Quiet icon=IconName::Close name="_action" value="leave" is_small=true>{label}</Button>
            </form>
        }
    });
    view! {
        <li class="cluster">
            <span class="text-strong">{name}</span>
            {state_badge(language, state)}
            {leave}
        </li>
    }
    .into_any()
}
