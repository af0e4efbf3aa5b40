//! The teacher's list: who came.

use super::words::{class_href, crumbs, when};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm, done_notice};
use domain::ServiceError;
use domain::id::{ClassId, EnrolmentId};
use domain::learning::class::attendance::AttendedWay;
use domain::learning::class::view::{AttendanceLine, AttendanceView};
use leptos::prelude::*;
use locales::{classes as t, layout};
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Checkbox, Choice, EmptyState, ErrorSummary, Fact, IconName,
    Notice, PageHeader, RadioGroup, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let view = open(&request).await?;
    page(&request, view, Errors::default()).ok()
}

pub async fn record(request: PageRequest) -> Outcome {
    let id: ClassId = request.param("class")?;
    let ids = |name: &str| -> Vec<EnrolmentId> {
        let values = request.form.fields.all(name);
        values.filter_map(|value| value.parse().ok()).collect()
    };
    let (came, shown) = (ids("came"), ids("was"));
    // Whoever typed the code after the page was drawn stays noted: only what was changed here is changed.
    let was_absent: Vec<EnrolmentId> = shown.into_iter().filter(|one| !came.contains(one)).collect();
    let way = match request.form.text("way").parse() {
        Ok(AttendedWay::Sheet) => AttendedWay::Sheet,
        Ok(AttendedWay::List | AttendedWay::Code) | Err(_) => AttendedWay::List,
    };
    let classes = &request.services.classes;
    match classes
        .record_attendance(&request.actor, id, &came, &was_absent, way)
        .await
    {
        Ok(()) => Answer::done(
            format!("{}/attendance", class_href(request.language, id)),
            "attendance",
        ),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "way", error)?;
            let page = page(&request, open(&request).await?, refused.errors.clone());
            refused.answer(page)
        }
    }
}

/// The sheet for signatures.
pub async fn sheet(request: PageRequest) -> Outcome {
    let id: ClassId = request.param("class")?;
    let classes = &request.services.classes;
    let content = classes
        .attendance_sheet(&request.actor, id, request.language)
        .await?;
    Ok(Answer::Download(crate::shared::Download {
        media_type: "application/pdf".to_owned(),
        file_name: None,
        content,
    }))
}

async fn open(request: &PageRequest) -> Result<AttendanceView, ServiceError> {
    let id: ClassId = request.param("class")?;
    request.services.classes.attendance(&request.actor, id).await
}

fn page(request: &PageRequest, view: AttendanceView, errors: Errors) -> Page {
    let language = request.language;
    let crumbs = crumbs(request, &view.line, t::attendance_title(language));
    let here = class_href(language, view.line.id);
    let request = request.clone();
    Page::new(t::attendance_title(language), move || {
        let done = (request.done() == Some("attendance")).then(|| {
            let count = view.people.iter().filter(|one| one.attended.is_some()).count();
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            done_notice(t::done_attendance(language), t::attended_number(language, count))
        });
        let summary = errors.summary(|_| None);
        let (when, about) = (when(&request, &view.line), view.line.title(language).to_owned());
        let (code, sheet) = (format!("{here}/code"), format!("{here}/sheet.pdf"));
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            {done}
            <ErrorSummary title=t::attendance_errors(language) errors=summary />
            <PageHeader title=t::attendance_title(language) lead=t::attendance_lead(language)>
                <Fact icon=IconName::BookOpen>{about}</Fact>
                <Fact icon=IconName::Calendar>{when}</Fact>
            </PageHeader>
            <div class="cluster no-print">
                <ButtonLink href=code kind=ButtonKind::Secondary icon=IconName::QrCode>{t::code_show(language)}</ButtonLink>
                <ButtonLink href=sheet kind=ButtonKind::Quiet icon=IconName::Printer>{t::sheet_open(language)}</ButtonLink>
            </div>
            {form(&request, view, format!("{here}/attendance"))}
        }
    })
    .door(Door::Learning)
    .unlisted()
}

fn form(request: &PageRequest, view: AttendanceView, action: String) -> AnyView {
    let language = request.language;
    if !view.is_open {
        let text = if request.now < view.opens_at {
            t::attendance_opens(language, request.moment(view.opens_at))
        } else {
            t::attendance_shut(language).to_owned()
        };
        let people: Vec<AnyView> = view
            .people
            .iter()
            .map(|one| {
                let (name, note) = (one.name.clone(), note(request, one));
                view! { <li class="cluster"><span class="text-strong">{name}</span> <span class="text-muted">{note}</span></li> }
                    .into_any()
            })
            .collect();
        return view! {
            <Notice tone=Tone::Info><p>{text}</p></Notice>
            <ul class="list-plain stack">{people}</ul>
        }
        .into_any();
    }
    if view.people.is_empty() {
        return view! { <EmptyState title=t::attendance_none(language) icon=IconName::Users /> }.into_any();
    }
    let ways = vec![
        Choice::new(AttendedWay::List.code(), t::attendance_by_list(language)),
        Choice::new(AttendedWay::Sheet.code(), t::attendance_by_sheet(language)),
    ];
    let people: Vec<AnyView> = view
        .people
        .into_iter()
        .map(|one| {
            let is_there = one.attended.is_some();
            let was = is_there.then(|| view! { <input type="hidden" name="was" value=one.id.to_string() /> });
            let hint = note(request, &one);
            let id = format!("came-{}", one.id);
            view! {
                <li>
                    {was}
                    <Checkbox name="came" id=id value=one.id.to_string() label=one.name hint=hint is_checked=is_there />
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <form class="form" method="post" action=action>
            <ul class="list-plain stack stack--tight">{people}</ul>
            <RadioGroup name="way" label=t::attendance_how(language) choices=ways value=AttendedWay::List.code() />
            <div class="form__actions"><Button icon=IconName::Save>{t::attendance_save(language)}</Button></div>
        </form>
    }
    .into_any()
}

/// How and when somebody was noted; empty where they were not.
fn note(request: &PageRequest, one: &AttendanceLine) -> String {
    let language = request.language;
    let Some((at, way)) = one.attended else {
        return String::new();
    };
    let at = request.moment(at);
    match way {
        AttendedWay::List => t::attended_list(language, at),
        AttendedWay::Code => t::attended_code(language, at),
        AttendedWay::Sheet => t::attended_sheet(language, at),
    }
}
