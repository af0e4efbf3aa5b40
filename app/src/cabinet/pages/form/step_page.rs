//! How a step looks: the line of steps, the fields of the section, the ways on.

use super::field::{Controls, question};
use super::step::asks;
use crate::cabinet::islands::FormAssistant;
use crate::cabinet::pages::answers::answer;
use crate::cabinet::pages::words::{self, enter_goes_on};
use crate::shared::{Door, Errors, Page, PageRequest};
use domain::Language;
use domain::cabinet::form::{Answers, Day, Field, Form, Kind, validate_section};
use domain::cabinet::view::DraftView;
use domain::id::DraftId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{
    Button, ButtonKind, ErrorSummary, Fact, HeadingLevel, IconName, Notice, PageHeader, Step, StepState,
    Stepper, Tone,
};

/// What a step shows besides the draft.
pub struct Shown {
    /// Index of the section.
    pub step: usize,
    pub errors: Errors,
    pub has_more_questions: bool,
    /// Fields that another device saved otherwise; `Some` after a conflict.
    pub elsewhere: Option<Vec<Elsewhere>>,
}

/// A field and what another device saved in it.
pub struct Elsewhere {
    pub field: Field,
    /// What it is called, with the item that it belongs to.
    pub label: String,
    pub saved: Vec<String>,
}

/// Where a draft is, without language.
pub fn base(id: DraftId) -> String {
    format!("/cabinet/drafts/{id}")
}

/// The address of a step by the index of its section.
pub fn step_href(request: &PageRequest, id: DraftId, index: usize) -> String {
    request.href(&format!("{}/steps/{}", base(id), index + 1))
}

pub fn step_page(request: &PageRequest, draft: DraftView, shown: Shown) -> Page {
    let language = request.language;
    let Shown {
        step,
        errors,
        has_more_questions,
        elsewhere,
    } = shown;
    let form = draft.card.form.clone();
    let Some(section) = form.sections.get(step).cloned() else {
        return Page::new(t::title(language), || ());
    };
    let file_base = request.href(&format!("{}/files", base(draft.id)));
    let visible: Vec<String> = form
        .visible(&draft.answers)
        .iter()
        .map(|field| field.code.clone())
        .collect();
    let fields: Vec<Field> = section.fields.clone();
    // Views are made when the page is drawn, so what they need moves there.
    let (answers, files, today) = (draft.answers.clone(), draft.files.clone(), draft.today);
    let prefilled = draft.prefilled.clone();
    let (stepper_summary, steps) = steps(request, &draft, Some(step));
    let has_files = fields.iter().any(|field| field.kind == Kind::File);
    let action = step_href(request, draft.id, step);
    let save_url = format!("/api/cabinet/drafts/{}", draft.id);
    let (title, service) = (
        section.title.get(language).to_owned(),
        draft.card.name.get(language).to_owned(),
    );
    let hint = section.hint.as_ref().map(|hint| hint.get(language).to_owned());
    let version = draft.version;
    let again = request.query.get("again").map(|how| match how {
        "filled" => t::again_filled(language),
        _ => t::again_kept(language),
    });
    let expires = t::draft_expires(language, words::day(language, draft.expires_on));
    let page_title = format!("{title} · {service}");
    let code = section.code.clone();
    let year = today.to_string();
    let is_taught = request.services.training.place_for(&draft.card.code).is_some();
    Page::new(page_title, move || {
        let controls = Controls {
            language,
            answers: &answers,
            errors: &errors,
            files: &files,
            file_base: &file_base,
            today,
            has_file_buttons: true,
            prefilled: &prefilled,
            remark: None,
        };
        let fields: Vec<AnyView> = fields
            .iter()
            .map(|one| question(&controls, one, &visible))
            .collect();
        let error_summary = errors.summary(|error| form.label(&error.field, language));
        let conflict = elsewhere.map(|fields| conflict_notice(language, &fields));
        let enctype = if has_files { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
        view! {
            <Stepper summary=stepper_summary label=t::steps_label(language) steps=steps />
            <ErrorSummary title=t::errors_title(language) errors=error_summary />
            {conflict}
            {again.map(|text| view! { <Notice tone=Tone::Info is_announced=true>{text}</Notice> })}
            {has_more_questions.then(|| view! {
                <Notice tone=Tone::Info is_announced=true>{t::more_questions(language)}</Notice>
            })}
            <PageHeader title=title eyebrow=service lead=hint>
                <Fact icon=IconName::Save>{expires}</Fact>
            </PageHeader>
            <FormAssistant form=form answers=answers.clone() section=code version=version save_url=save_url today=year>
                <form class="form container--narrow" method="post" action=action enctype=enctype novalidate>
                    {enter_goes_on("next")}
                    <input type="hidden" name="_version" value=version.to_string() />
                    {fields}
                    <p class="text-muted" data-draft-status role="status"></p>
                    <div class="form__actions">
                        <Button name="_action" value="next" icon_after=IconName::ArrowRight>{t::next(language)}</Button>
                        <Button name="_action" value="back" kind=ButtonKind::Secondary>{t::back(language)}</Button>
                        <Button name="_action" value="leave" kind=ButtonKind::Quiet icon=IconName::Save>
                            {t::save_and_leave(language)}
                        </Button>
                        {is_taught.then(|| view! {
                            <Button name="_action" value="teach" kind=ButtonKind::Quiet icon=IconName::GraduationCap>
                                {t::teach_me(language)}
                            </Button>
                        })}
                    </div>
                </form>
            </FormAssistant>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}

fn conflict_notice(language: Language, fields: &[Elsewhere]) -> AnyView {
    let lines: Vec<AnyView> = fields
        .iter()
        .map(|one| {
            let saved = answer(language, &one.field, &one.saved).join(" ");
            let label = one.label.clone();
            view! { <li>{label} " " {t::conflict_saved_elsewhere(language)} ": " <strong>{saved}</strong></li> }.into_any()
        })
        .collect();
    view! {
        <Notice tone=Tone::Warning title=t::conflict_title(language) level=HeadingLevel::Two is_announced=true>
            <p>{t::conflict_text(language)}</p>
            <ul>{lines}</ul>
        </Notice>
    }
    .into_any()
}

/// The line of steps; `None` is the check of all answers.
pub fn steps(request: &PageRequest, draft: &DraftView, current: Option<usize>) -> (String, Vec<Step>) {
    let filled = Filled {
        form: &draft.card.form,
        answers: &draft.answers,
        today: draft.today,
    };
    line_of_steps(request.language, filled, current, |index| {
        step_href(request, draft.id, index)
    })
}

/// A form as far as it is filled in.
#[derive(Clone, Copy)]
pub struct Filled<'a> {
    pub form: &'a Form,
    pub answers: &'a Answers,
    pub today: Day,
}

/// The line of steps of any form, whose steps stand at these addresses.
pub fn line_of_steps(
    language: Language,
    filled: Filled<'_>,
    current: Option<usize>,
    step_href: impl Fn(usize) -> String,
) -> (String, Vec<Step>) {
    let Filled { form, answers, today } = filled;
    let asked: Vec<usize> = (0..form.sections.len())
        .filter(|index| asks(form, answers, *index))
        .collect();
    let total = asked.len() + 1;
    let number = current
        .and_then(|current| asked.iter().position(|index| *index == current))
        .map_or(total, |at| at + 1);
    let mut steps: Vec<Step> = asked
        .iter()
        .filter_map(|index| Some((*index, form.sections.get(*index)?)))
        .map(|(index, section)| {
            let is_filled = section
                .names(answers)
                .iter()
                .chain(section.fields.iter().map(|field| &field.code))
                .any(|code| !answers.of(code).is_empty())
                && validate_section(form, section, answers, today).is_empty();
            let state = if current == Some(index) {
                StepState::Current
            } else if is_filled {
                StepState::Done
            } else {
                StepState::Upcoming
            };
            let href = (state != StepState::Current).then(|| step_href(index));
            one(language, section.title.get(language).to_owned(), state, href)
        })
        .collect();
    let state = if current.is_none() {
        StepState::Current
    } else {
        StepState::Upcoming
    };
    steps.push(one(language, t::step_check(language).to_owned(), state, None));
    (t::step_of(language, number, total), steps)
}

fn one(language: Language, label: String, state: StepState, href: Option<String>) -> Step {
    let state_label = match state {
        StepState::Done => t::step_done(language),
        StepState::Current => t::step_current(language),
        StepState::Upcoming => t::step_upcoming(language),
    };
    Step {
        label,
        state,
        state_label: state_label.to_owned(),
        href,
    }
}
