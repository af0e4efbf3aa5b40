//! Questions to other units and to bodies outside the city: the page that asks, the list of a unit, and the page that answers.

use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::cabinet::pages::done::code;
use crate::cabinet::pages::words::{self, day, moment, paragraphs};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, done_notice};
use domain::cabinet::application::Command;
use domain::cabinet::opinion::{Asked, MOST_BODY, OUTSIDE, OpinionCase, OpinionInput, OpinionView};
use domain::cabinet::view::{ApplicationView, HappenedKind};
use domain::id::{ApplicationId, OpinionId};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, layout, opinion as o};
use ui::{
    Badge, Breadcrumbs, Button, ButtonKind, Choice, Column, Crumb, DateField, DescriptionList, Detail,
    EmptyState, ErrorSummary, IconName, Notice, PageHeader, Select, Table, TextArea, TextField, Tone,
};

pub struct AskOpinion;

impl CommandPage for AskOpinion {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "opinion";

    fn permit(case: &ApplicationView) -> Result<(), ServiceError> {
        if case.offers(Command::AskOpinion) {
            Ok(())
        } else {
            Err(ServiceError::Forbidden)
        }
    }

    fn command(_: &PageRequest) -> Command {
        Command::AskOpinion
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let input = OpinionInput {
            unit: form.text("unit").to_owned(),
            body: form.text("body").to_owned(),
            question: form.text("question").to_owned(),
            answer_until: form.text("answer_until").to_owned(),
        };
        let cabinet = &request.services.cabinet;
        cabinet
            .ask_opinion(&request.actor, id, form.version(), &input)
            .await
    }

    /// Pressed twice: the same question is awaited already.
    fn is_done(request: &PageRequest, case: &ApplicationView) -> bool {
        let text = |field: &str| request.form.text(field).trim().replace("\r\n", "\n");
        case.is_taken_by_reader
            && case.awaited_opinions().any(|opinion| {
                let is_asked = match &opinion.asked {
                    Asked::Unit(unit) => unit.code == text("unit"),
                    Asked::Body(name) => *name == text("body"),
                };
                is_asked && opinion.question == text("question")
            })
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        Head {
            title: o::ask_title(language, &case.number),
            lead: Some(o::ask_lead(language).to_owned()),
            ..Head::default()
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        match field {
            "unit" => Some(o::ask_unit(language)),
            "body" => Some(o::ask_body(language)),
            "question" => Some(o::question(language)),
            "answer_until" => Some(o::ask_until(language)),
            _ => None,
        }
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let (language, case, errors) = (shown.language, shown.application, shown.errors);
        let units = case.other_units.iter();
        let units = units.map(|unit| Choice::new(unit.code.clone(), unit.name(language)));
        let outside = Choice::new(OUTSIDE, o::ask_outside(language));
        let options: Vec<Choice> = units.chain([outside]).collect();
        let (first, last) = case.days_to_answer();
        let hint = words::days_between(language, first, last);
        let (first, last) = (
            first.to_string(),
            last.map(|day| day.to_string()).unwrap_or_default(),
        );
        let fields = view! {
            <Select name="unit" label=o::ask_unit(language) options value=shown.text("unit") error=errors.of("unit")
                empty_label=t::choose(language) />
            <TextField name="body" label=o::ask_body(language) hint=o::ask_body_hint(language) value=shown.text("body")
                error=errors.of("body") max_length=MOST_BODY is_optional=true />
            <TextArea name="question" label=o::question(language) hint=o::question_hint(language)
                value=shown.text("question") error=errors.of("question") max_length=4_000_u32 rows=6 />
            <DateField name="answer_until" label=o::ask_until(language) value=shown.text("answer_until") hint=hint
                min=first max=last error=errors.of("answer_until") />
        };
        let buttons = view! {
            {case.offers(Command::AskOpinion).then(|| view! {
                <Button icon=IconName::Send>{o::ask_send(language)}</Button>
            })}
            {shown.back(ButtonKind::Secondary, t::back(language))}
        };
        shown.form(fields, buttons)
    }
}

/// What the units of the reader are asked, the most urgent first.
pub async fn list(request: PageRequest) -> Outcome {
    let language = request.language;
    let asked = request.services.cabinet.opinions(&request.actor).await?;
    let lines: Vec<(String, OpinionCase)> = asked
        .into_iter()
        .map(|one| {
            (
                request.href(&format!("/cabinet/opinions/{}", one.opinion.id)),
                one,
            )
        })
        .collect();
    let answered = (request.done() == Some(ANSWERED))
        .then(|| done_notice(o::answered(language), o::answered_next(language)));
    Page::new(o::list_title(language), move || {
        let is_empty = lines.is_empty();
        let rows: Vec<Vec<AnyView>> = lines
            .into_iter()
            .map(|(href, one)| line(language, href, &one))
            .collect();
        let columns = vec![
            Column::text(t::queue_number(language)),
            Column::text(t::queue_service(language)),
            Column::text(o::asked_of(language)),
            Column::text(o::asked_from(language)),
            Column::text(t::queue_due(language)),
        ];
        view! {
            {answered}
            <PageHeader title=o::list_title(language) lead=o::list_lead(language) />
            {if is_empty {
                view! { <EmptyState title=o::list_empty(language) text=o::list_empty_text(language) /> }.into_any()
            } else {
                view! { <Table caption=o::list_title(language) columns rows is_caption_hidden=true /> }.into_any()
            }}
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

const ANSWERED: &str = "answered";

fn line(language: Language, href: String, one: &OpinionCase) -> Vec<AnyView> {
    let asked = one.opinion.asked.name(language).to_owned();
    vec![
        view! { <a class="text-nowrap" href=href>{one.number.clone()}</a> }.into_any(),
        view! { <span>{one.service.get(language).to_owned()}</span> }.into_any(),
        view! { <span>{asked}</span> }.into_any(),
        view! { <span>{asking_unit(language, one)}</span> }.into_any(),
        until(language, &one.opinion),
    ]
}

fn asking_unit(language: Language, case: &OpinionCase) -> String {
    let unit = case.asked_by_unit.as_ref();
    unit.map_or(t::unconfirmed(language), |unit| unit.name(language))
        .to_owned()
}

/// Until when it is in time: in words and with a mark, not by colour alone.
fn until(language: Language, opinion: &OpinionView) -> AnyView {
    let date = day(language, opinion.answer_until);
    let (tone, icon, text) = if opinion.is_late {
        (
            Tone::Danger,
            IconName::AlertTriangle,
            t::urgency_overdue(language, date),
        )
    } else {
        (
            Tone::Neutral,
            IconName::Calendar,
            t::urgency_in_time(language, date),
        )
    };
    view! { <Badge tone=tone icon=icon>{text}</Badge> }.into_any()
}

pub async fn show(request: PageRequest) -> Outcome {
    let id: OpinionId = request.param("id")?;
    let asked = request.services.cabinet.opinion(&request.actor, id).await?;
    page(&request, asked, Errors::default(), false).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: OpinionId = request.param("id")?;
    let cabinet = &request.services.cabinet;
    let answer = request.form.text("answer");
    let sent = cabinet.give_opinion(&request.actor, id, answer).await;
    let (is_sent, is_late) = (sent.is_ok(), matches!(sent, Err(ServiceError::Conflict)));
    let errors = match sent {
        Ok(()) | Err(ServiceError::Conflict) => Vec::new(),
        Err(ServiceError::Invalid(errors)) => errors,
        Err(error) => return Err(error),
    };
    let asked = cabinet.opinion(&request.actor, id).await?;
    let is_said = asked.opinion.answer.as_deref() == Some(answer.trim().replace("\r\n", "\n").as_str());
    // The button was pressed twice: it is done.
    if is_sent || (is_late && is_said) {
        let (back, what) = asked.case.map_or_else(
            || ("/cabinet/opinions".to_owned(), ANSWERED),
            |case| {
                let given = HappenedKind::Did(Command::GiveOpinion);
                (format!("/cabinet/queue/{case}"), code(given))
            },
        );
        return Answer::done(request.href(&back), what);
    }
    let status = if is_late { 409 } else { 422 };
    let errors = Errors::new(request.language, errors);
    page(&request, asked, errors, is_late).status(status).ok()
}

fn page(request: &PageRequest, asked: OpinionCase, errors: Errors, is_changed: bool) -> Page {
    let language = request.language;
    let above = match asked.case {
        Some(case) => Crumb::link(
            asked.number.clone(),
            request.href(&format!("/cabinet/queue/{case}")),
        ),
        None => Crumb::link(o::list_title(language), request.href("/cabinet/opinions")),
    };
    let crumbs = vec![above, Crumb::here(o::answer_title(language, &asked.number))];
    let action = request.href(&format!("/cabinet/opinions/{}", asked.opinion.id));
    let typed = request.form.text("answer").to_owned();
    Page::new(o::answer_title(language, &asked.number), move || {
        let from = asking_unit(language, &asked);
        let OpinionCase {
            opinion,
            number,
            service,
            ..
        } = asked;
        let (lead, label, hint) = if opinion.asked.is_outside() {
            (o::note_lead(language), o::note_answer(language), o::note_hint(language))
        } else {
            (o::answer_lead(language), o::answer(language), o::answer_hint(language))
        };
        let lines = errors.summary(|_| Some(label.to_owned()));
        let from = format!("{from}, {}, {}", opinion.asked_by_name, moment(language, opinion.asked_at));
        let of = opinion.asked.name(language).to_owned();
        let items = vec![
            Detail::new(o::asked_of(language), view! { <p>{of}</p> }),
            Detail::new(o::asked_from(language), view! { <p>{from}</p> }),
            Detail::new(t::queue_due(language), until(language, &opinion)),
            Detail::new(o::question(language), paragraphs(&opinion.question)),
        ];
        let is_open = opinion.ended_at.is_none();
        let said = (!is_open).then(|| fate(language, &opinion));
        let form = (is_open || !typed.is_empty()).then(|| view! {
            <form class="form container--narrow" method="post" action=action novalidate>
                <TextArea name="answer" label=label hint=hint value=typed
                    error=errors.of("answer") max_length=10_000_u32 rows=8 />
                {is_open.then(|| view! {
                    <div class="form__actions"><Button icon=IconName::Send>{o::answer_send(language)}</Button></div>
                })}
            </form>
        });
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::errors_title(language) errors=lines />
            {is_changed.then(|| view! {
                <Notice tone=Tone::Warning is_announced=true><p>{o::answered_meanwhile(language)}</p></Notice>
            })}
            <PageHeader title=service.get(language).to_owned() eyebrow=number lead=lead />
            <DescriptionList items />
            {said}
            {form}
        }
    })
    .door(Door::Work)
    .unlisted()
}

/// What came of a question that waits no more.
fn fate(language: Language, opinion: &OpinionView) -> AnyView {
    let at = opinion
        .ended_at
        .map(|at| moment(language, at))
        .unwrap_or_default();
    match &opinion.answer {
        Some(answer) => {
            let by = opinion.answered_by_name.clone().unwrap_or_default();
            let who = if opinion.asked.is_outside() {
                o::noted_by(language, at, by)
            } else {
                o::answered_by(language, at, by)
            };
            view! { <div><p><strong>{who}</strong></p>{paragraphs(answer)}</div> }.into_any()
        }
        None => view! { <p>{o::not_needed(language, at)}</p> }.into_any(),
    }
}

/// What others were asked, on the page of the case.
pub fn opinions(language: Language, case: &ApplicationView) -> AnyView {
    if case.opinions.is_empty() {
        return ().into_any();
    }
    let items: Vec<Detail> = case
        .opinions
        .iter()
        .map(|opinion| {
            let asked = format!(
                "{}, {}",
                opinion.asked_by_name,
                moment(language, opinion.asked_at)
            );
            let came = if opinion.ended_at.is_some() {
                fate(language, opinion)
            } else {
                view! { <p>{until(language, opinion)}</p> }.into_any()
            };
            let label = if opinion.asked.is_outside() {
                o::note_open(language)
            } else {
                o::answer_open(language)
            };
            let href = format!("{}/cabinet/opinions/{}", language.prefix(), opinion.id);
            let answer = opinion
                .is_readers
                .then(|| view! { <p><a href=href>{label}</a></p> });
            Detail::new(
                opinion.asked.name(language).to_owned(),
                view! {
                    <p class="text-muted text-small">{asked}</p>
                    {paragraphs(&opinion.question)}
                    {came}
                    {answer}
                },
            )
        })
        .collect();
    view! {
        <section class="section" data-opinions="">
            <h2 class="section__title">{o::case_title(language)}</h2>
            <DescriptionList items />
        </section>
    }
    .into_any()
}
