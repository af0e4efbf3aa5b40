//! What a teacher takes to a class: plan, handouts, lessons for the wall; and who needs help.

use super::words::{class_href, crumbs, when};
use crate::shared::{Door, Outcome, Page, PageRequest, href};
use domain::Language;
use domain::id::ClassId;
use domain::learning::class::view::{KitLesson, KitModule, LearnerLine};
use leptos::prelude::*;
use locales::{classes as t, layout, learning};
use ui::{
    Badge, Breadcrumbs, ButtonKind, ButtonLink, Column, Disclosure, EmptyState, Fact, IconName, PageHeader,
    Table, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: ClassId = request.param("class")?;
    let kit = request.services.classes.kit(&request.actor, id).await?;
    let crumbs = crumbs(&request, &kit.line, t::kit_title(language));
    Page::new(t::kit_title(language), move || {
        let here = class_href(language, id);
        let (when, about) = (when(&request, &kit.line), kit.line.title(language).to_owned());
        let minutes: u32 = kit
            .modules
            .iter()
            .flat_map(|module| &module.lessons)
            .map(|lesson| lesson.minutes)
            .sum();
        let minutes = learning::minutes_about(language, learning::minutes_count(language, i64::from(minutes)));
        let sharing = t::kit_sharing(language, i64::from(kit.sharing));
        let modules: Vec<AnyView> = kit
            .modules
            .into_iter()
            .map(|module| plan(language, module))
            .collect();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::kit_title(language) lead=t::kit_lead(language)>
                <Fact icon=IconName::BookOpen>{about}</Fact>
                <Fact icon=IconName::Calendar>{when}</Fact>
                <Fact icon=IconName::Clock>{minutes}</Fact>
            </PageHeader>
            <div class="cluster no-print">
                <ButtonLink href=format!("{here}/code") kind=ButtonKind::Secondary icon=IconName::QrCode>{t::code_show(language)}</ButtonLink>
                <ButtonLink href=format!("{here}/attendance") kind=ButtonKind::Secondary icon=IconName::CircleCheck>{t::attendance(language)}</ButtonLink>
                <ButtonLink href=format!("{here}/stuck") kind=ButtonKind::Secondary icon=IconName::Help>{t::stuck_title(language)}</ButtonLink>
                <ButtonLink href=format!("{here}/sheet.pdf") kind=ButtonKind::Quiet icon=IconName::Printer>{t::sheet_open(language)}</ButtonLink>
            </div>
            <p class="text-muted">{sharing}</p>
            {modules}
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

fn plan(language: Language, module: KitModule) -> AnyView {
    let lessons: Vec<Vec<AnyView>> = module
        .lessons
        .into_iter()
        .map(|lesson| row(language, lesson))
        .collect();
    let outcomes: Vec<AnyView> = module
        .outcomes
        .into_iter()
        .map(|outcome| view! { <li>{outcome.get(language).to_owned()}</li> }.into_any())
        .collect();
    let columns = vec![
        Column::text(t::kit_lesson(language)),
        Column::text(t::kit_time(language)),
        Column::text(t::kit_wall(language)),
        Column::text(t::kit_handout(language)),
    ];
    let title = module.title.get(language).to_owned();
    let caption = title.clone();
    view! {
        <section class="section">
            <h2 class="section__title">{title}</h2>
            <Table caption=caption columns=columns rows=lessons is_caption_hidden=true />
            <Disclosure summary=learning::outcomes(language)><ul class="stack stack--tight">{outcomes}</ul></Disclosure>
        </section>
    }
    .into_any()
}

fn row(language: Language, lesson: KitLesson) -> Vec<AnyView> {
    let title = match (language, lesson.title_en) {
        (Language::En, Some(title)) => title,
        _ => lesson.title,
    };
    let minutes = learning::minutes_count(language, i64::from(lesson.minutes));
    let wall = href(language, &format!("/learning/projector/{}", lesson.path));
    let sheet = href(language, &format!("/learning/sheets/{}", lesson.path));
    let (wall_label, sheet_label) = (
        t::kit_open_wall(language, title.clone()),
        t::kit_open_sheet(language, title.clone()),
    );
    vec![
        title.into_any(),
        minutes.into_any(),
        view! { <a href=wall aria-label=wall_label>{t::kit_wall(language)}</a> }.into_any(),
        view! { <a href=sheet aria-label=sheet_label>{t::kit_handout(language)}</a> }.into_any(),
    ]
}

/// How those get on who agreed that the teacher may see it.
pub async fn stuck(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: ClassId = request.param("class")?;
    let view = request.services.classes.learners(&request.actor, id).await?;
    let crumbs = crumbs(&request, &view.line, t::stuck_title(language));
    Page::new(t::stuck_title(language), move || {
        let here = class_href(language, id);
        let silent = (view.silent > 0).then(|| t::stuck_silent(language, i64::from(view.silent)));
        let body = if view.learners.is_empty() {
            view! { <EmptyState title=t::stuck_none(language) text=t::stuck_none_text(language) icon=IconName::Users /> }
                .into_any()
        } else {
            let columns = vec![
                Column::text(t::people_name(language)),
                Column::text(t::stuck_state(language)),
                Column::text(t::stuck_place(language)),
                Column::text(t::stuck_lessons(language)),
                Column::text(t::stuck_last(language)),
            ];
            let rows = view
                .learners
                .into_iter()
                .map(|learner| learner_row(&request, learner))
                .collect();
            view! { <Table caption=t::stuck_title(language) columns=columns rows=rows is_caption_hidden=true /> }
                .into_any()
        };
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::stuck_title(language) lead=t::stuck_lead(language) />
            <div class="cluster no-print">
                <ButtonLink href=format!("{here}/stuck") kind=ButtonKind::Secondary icon=IconName::Refresh>{t::stuck_refresh(language)}</ButtonLink>
                <ButtonLink href=format!("{here}/kit") kind=ButtonKind::Quiet>{t::kit_title(language)}</ButtonLink>
            </div>
            {body}
            {silent.map(|silent| view! { <p class="text-muted">{silent}</p> })}
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

fn learner_row(request: &PageRequest, learner: LearnerLine) -> Vec<AnyView> {
    let language = request.language;
    let state = if learner.is_stuck {
        view! { <Badge tone=Tone::Warning icon=IconName::Help>{t::stuck_needs(language)}</Badge> }.into_any()
    } else {
        view! { <Badge tone=Tone::Success icon=IconName::CircleCheck>{t::stuck_fine(language)}</Badge> }
            .into_any()
    };
    let wrong = learner.wrong_in_a_row;
    let wrong = (wrong > 0).then(|| t::stuck_wrong(language, i64::from(wrong)));
    let (place, last) = match learner.place {
        None => (t::stuck_not_begun(language).to_owned(), "—".to_owned()),
        Some(place) => {
            let lesson = match (language, place.lesson_en) {
                (Language::En, Some(lesson)) => lesson,
                _ => place.lesson,
            };
            let screen = learning::screen_of(language, place.screen, place.screens);
            (format!("{lesson}, {screen}"), request.moment(place.touched_at))
        }
    };
    vec![
        learner.name.into_any(),
        view! { <span class="cluster">{state} {wrong}</span> }.into_any(),
        place.into_any(),
        learning::lessons_done(language, learner.finished, learner.lessons).into_any(),
        last.into_any(),
    ]
}
