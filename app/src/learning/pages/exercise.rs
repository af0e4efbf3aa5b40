//! An exercise as a form that works without a script, wrapped by the island that makes it livelier.

use super::feedback::{feedback, onward};
use super::screen::back;
use super::words::screen_href;
use crate::learning::islands::ExerciseAssistant;
use crate::shared::{Errors, href};
use domain::Language;
use domain::learning::answer::{
    ANSWER, FAKE, MOST_TYPED_CHARACTERS, REAL, VERDICT, match_field, place_field,
};
use domain::learning::exercise::{Channel, ExerciseView, Item, Message, Part, TaskView};
use domain::learning::training::{BACK, RealStep};
use domain::learning::view::{Graded, ScreenView};
use domain::link::query;
use leptos::prelude::*;
use locales::learning as t;
use ui::{
    Button, ButtonKind, ButtonLink, Card, CheckboxGroup, Choice, FieldError, FieldWidth, Icon, IconName,
    InputType, RadioGroup, Select, TextField,
};

/// What an exercise shows besides its text.
pub struct Shown {
    /// The step of a real form that the reader has come from.
    pub back: Option<RealStep>,
    /// The fields as they were posted, when they could not be graded.
    pub typed: Option<Vec<(String, String)>>,
    pub errors: Errors,
    pub key: String,
}

pub fn view(language: Language, screen: ScreenView, shown: Shown) -> AnyView {
    let Some(exercise) = screen.exercise.clone() else {
        return ().into_any();
    };
    let given = screen.given.clone();
    let typed = shown
        .typed
        .or_else(|| given.as_ref().map(|given| given.answer.to_fields()))
        .unwrap_or_default();
    // What was said before is no word about what has just been refused.
    let graded = given.filter(|_| shown.errors.is_empty()).map(|given| Graded {
        grade: given.grade,
        attempt: screen.attempts,
        next: screen.next.clone().unwrap_or_default(),
        is_lesson_finished: false,
    });
    let action = screen_href(language, &screen.path, &screen.slug);
    let next = screen
        .next
        .as_ref()
        .map(|next| screen_href(language, &screen.path, next))
        .unwrap_or_default();
    if let TaskView::Training { task } = &exercise.task {
        let (task, prompt) = (task.clone(), exercise.prompt);
        return training(language, (task, prompt), screen, graded, shown.back);
    }
    let is_solved = graded.as_ref().is_some_and(|graded| graded.grade.is_right);
    let (kind, label) = match &graded {
        Some(_) if is_solved => (ButtonKind::Secondary, t::check_again(language)),
        Some(_) => (ButtonKind::Primary, t::check_again(language)),
        None => (ButtonKind::Primary, t::check(language)),
    };
    let spoken = screen.language;
    let controls = controls(language, exercise, &typed, &shown.errors);
    let back = back(language, &screen);
    view! {
        <ExerciseAssistant language=language>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="_key" value=shown.key />
                <div lang=spoken.code()>{controls}</div>
                <p data-exercise-status="" role="status"></p>
                <div class="form__actions">
                    <Button kind=kind>{label}</Button>
                    {back}
                </div>
            </form>
            <div class="exercise__feedback" id="feedback" tabindex="-1">
                {graded.as_ref().map(|graded| feedback(language, &graded.grade))}
            </div>
            <div class="form__actions" data-onward="">{onward(language, graded.as_ref(), &next)}</div>
        </ExerciseAssistant>
    }
    .into_any()
}

/// A task of the training copy: it is done there, and comes back here as solved.
fn training(
    language: Language,
    (task, prompt): (String, String),
    screen: ScreenView,
    graded: Option<Graded>,
    from: Option<RealStep>,
) -> AnyView {
    let is_solved = graded.is_some();
    let address = href(language, &format!("/cabinet/training/{task}"));
    let address = match from {
        Some(step) => format!("{address}?{}", query(&[(BACK, step.to_string())])),
        None => address,
    };
    let (kind, label) = if is_solved {
        (ButtonKind::Secondary, t::training_again(language))
    } else {
        (ButtonKind::Primary, t::training_open(language))
    };
    let next = screen
        .next
        .as_ref()
        .map(|next| screen_href(language, &screen.path, next))
        .unwrap_or_default();
    let (spoken, back) = (screen.language, back(language, &screen));
    view! {
        <Card title=t::training_title(language) icon=IconName::GraduationCap is_tinted=true>
            <p lang=spoken.code()>{prompt}</p>
            <p class="text-muted">{t::training_text(language)}</p>
            <div class="form__actions">
                <ButtonLink href=address kind=kind icon_after=IconName::ArrowRight>{label}</ButtonLink>
                {back}
            </div>
        </Card>
        <div class="exercise__feedback" id="feedback" tabindex="-1">
            {graded.as_ref().map(|graded| feedback(language, &graded.grade))}
        </div>
        <div class="form__actions">{onward(language, graded.as_ref(), &next)}</div>
    }
    .into_any()
}

/// The controls of an exercise with what was typed and what is wrong with it.
pub fn controls(
    language: Language,
    exercise: ExerciseView,
    typed: &[(String, String)],
    errors: &Errors,
) -> AnyView {
    let prompt = exercise.prompt;
    let values: Vec<String> = typed
        .iter()
        .filter(|(name, _)| name == ANSWER)
        .map(|(_, value)| value.clone())
        .collect();
    match exercise.task {
        TaskView::Choice { options } => view! {
            <RadioGroup name=ANSWER label=prompt hint=t::choose_one(language) choices=choices(options)
                value=values.first().cloned() error=errors.of(ANSWER) />
        }
        .into_any(),
        TaskView::Many { options } => view! {
            <CheckboxGroup name=ANSWER label=prompt hint=t::choose_many(language) choices=choices(options)
                values=values error=errors.of(ANSWER) />
        }
        .into_any(),
        TaskView::Order { steps } => order(language, prompt, steps, typed, errors),
        TaskView::Typed { is_number } => {
            let (hint, input_type) = if is_number {
                (t::number_hint(language), InputType::Decimal)
            } else {
                (t::typed_hint(language), InputType::Text)
            };
            view! {
                <TextField name=ANSWER label=prompt hint=hint value=values.first().cloned() error=errors.of(ANSWER)
                    input_type=input_type autocomplete="off" max_length=MOST_TYPED_CHARACTERS />
            }
            .into_any()
        }
        TaskView::Match { lefts, rights } => matching(language, prompt, lefts, &rights, typed, errors),
        TaskView::HotText { text } => marking(language, prompt, text, &values, errors),
        TaskView::Message { message } => suspicion(language, prompt, message, typed, &values, errors),
        TaskView::Training { .. } => ().into_any(),
    }
}

/// Every error with the step or line that it is about: «fill in this field» four times would say nothing.
pub fn error_lines(task: Option<&TaskView>, errors: &Errors) -> Vec<FieldError> {
    let name = |field: &str| -> Option<String> {
        let named = match task? {
            TaskView::Order { steps } => steps.iter().find(|step| place_field(&step.id) == field),
            TaskView::Match { lefts, .. } => lefts.iter().find(|left| match_field(&left.id) == field),
            TaskView::Choice { .. }
            | TaskView::Many { .. }
            | TaskView::Typed { .. }
            | TaskView::HotText { .. }
            | TaskView::Message { .. }
            | TaskView::Training { .. } => None,
        };
        Some(named?.text.clone())
    };
    errors.summary(|error| name(&error.field))
}

/// A list of things, each with a choice of what belongs to it.
fn matching(
    language: Language,
    prompt: String,
    lefts: Vec<Item>,
    rights: &[Item],
    typed: &[(String, String)],
    errors: &Errors,
) -> AnyView {
    let lines: Vec<AnyView> = lefts
        .into_iter()
        .map(|left| {
            let name = match_field(&left.id);
            let value = typed
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.clone());
            let options = choices(rights.to_vec());
            let error = errors.of(&name);
            view! {
                <Select name=name label=left.text options=options value=value error=error
                    empty_label=t::match_empty(language) />
            }
            .into_any()
        })
        .collect();
    group(
        prompt,
        t::match_hint(language),
        None,
        view! { <div class="stack">{lines}</div> },
    )
}

/// A text with places to mark.
fn marking(
    language: Language,
    prompt: String,
    text: Vec<Part>,
    marked: &[String],
    errors: &Errors,
) -> AnyView {
    let text = view! { <p class="hot-text">{spots(text, marked)}</p> };
    group(prompt, t::hot_hint(language), errors.of(ANSWER), text)
}

/// A message with places to mark, and the decision about it.
fn suspicion(
    language: Language,
    prompt: String,
    message: Message,
    typed: &[(String, String)],
    marked: &[String],
    errors: &Errors,
) -> AnyView {
    let channel = match message.channel {
        Channel::Sms => t::message_sms(language),
        Channel::Mail => t::message_mail(language),
        Channel::Messenger => t::message_messenger(language),
    };
    let verdict = typed
        .iter()
        .find(|(name, _)| name == VERDICT)
        .map(|(_, value)| value.clone());
    let subject = (!message.subject.is_empty()).then(|| {
        view! {
            <p class="message__line"><span class="text-muted">{t::message_subject(language)} ": "</span>
                {spots(message.subject, marked)}</p>
        }
    });
    let shown = view! {
        <div class="message">
            <p class="message__channel">{channel}</p>
            <p class="message__line"><span class="text-muted">{t::message_from(language)} ": "</span>
                {spots(message.from, marked)}</p>
            {subject}
            <p class="message__body hot-text">{spots(message.body, marked)}</p>
        </div>
    };
    let decisions = vec![
        Choice::new(FAKE, t::verdict_fake(language)),
        Choice::new(REAL, t::verdict_real(language)),
    ];
    view! {
        {group(prompt, t::message_hint(language), errors.of(ANSWER), shown)}
        <RadioGroup name=VERDICT label=t::verdict(language) choices=decisions value=verdict error=errors.of(VERDICT) />
    }
    .into_any()
}

fn spots(parts: Vec<Part>, marked: &[String]) -> Vec<AnyView> {
    parts
        .into_iter()
        .map(|part| match part.id {
            Some(id) => {
                let is_marked = marked.contains(&id);
                view! {
                    <label class="spot">
                        <input class="spot__input" type="checkbox" name=ANSWER value=id checked=is_marked />
                        <span class="spot__text">{part.text}</span>
                    </label>
                }
                .into_any()
            }
            None => view! { <span>{part.text}</span> }.into_any(),
        })
        .collect()
}

/// Controls with a common question, in the manner of the fields.
fn group(
    prompt: String,
    hint: &'static str,
    error: Option<String>,
    controls: impl IntoView + 'static,
) -> AnyView {
    let described_by = if error.is_some() {
        "answer-hint answer-error"
    } else {
        "answer-hint"
    };
    let error = error.map(|error| {
        view! { <p class="field__error" id="answer-error"><Icon name=IconName::AlertCircle /><span>{error}</span></p> }
    });
    view! {
        <fieldset class="field field--group" id=ANSWER tabindex="-1" aria-describedby=described_by>
            <legend class="field__label">{prompt}</legend>
            <p class="field__hint" id="answer-hint">{hint}</p>
            {error}
            {controls}
        </fieldset>
    }
    .into_any()
}

fn choices(items: Vec<Item>) -> Vec<Choice> {
    items
        .into_iter()
        .map(|item| Choice::new(item.id, item.text))
        .collect()
}

/// Steps with a number each; where the learner has numbered them before, in that order.
fn order(
    language: Language,
    prompt: String,
    mut steps: Vec<Item>,
    typed: &[(String, String)],
    errors: &Errors,
) -> AnyView {
    let value = |step: &Item| {
        let name = place_field(&step.id);
        typed
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.clone())
    };
    steps.sort_by_key(|step| {
        value(step)
            .and_then(|place| place.parse::<usize>().ok())
            .unwrap_or(usize::MAX)
    });
    let total = steps.len();
    let lines: Vec<AnyView> = steps
        .iter()
        .map(|item| {
            let name = place_field(&item.id);
            let places: Vec<Choice> = (1..=total)
                .map(|place| Choice::new(place.to_string(), place.to_string()))
                .collect();
            let label = t::place_label(language, &item.text);
            let error = errors.of(&name);
            step(
                language,
                item,
                view! {
                    <Select name=name label=label options=places value=value(item) error=error
                        empty_label=t::place_empty(language) width=FieldWidth::Short />
                },
            )
        })
        .collect();
    view! {
        <fieldset class="field field--group" id=ANSWER tabindex="-1">
            <legend class="field__label">{prompt}</legend>
            <p class="field__hint" data-by-number="">{t::place_hint(language)}</p>
            <p class="field__hint" data-by-moving="" hidden>{t::place_hint_moves(language)}</p>
            <ol class="steps" data-steps="">{lines}</ol>
            <p class="visually-hidden" role="status" data-steps-status=""></p>
        </fieldset>
    }
    .into_any()
}

fn step(language: Language, step: &Item, select: impl IntoView + 'static) -> AnyView {
    let button = |direction: &'static str, label: String, icon| {
        view! {
            <button class="steps__move" type="button" data-move=direction>
                <Icon name=icon label=label />
            </button>
        }
    };
    let up = button("up", t::move_up(language, &step.text), IconName::ChevronUp);
    let down = button("down", t::move_down(language, &step.text), IconName::ChevronDown);
    view! {
        <li class="steps__step" data-step="" data-step-text=step.text.clone()>
            <span class="steps__handle" data-by-moving="" data-handle="" hidden aria-hidden="true">
                <Icon name=IconName::Menu />
            </span>
            <span class="steps__text">{step.text.clone()}</span>
            <span class="steps__moves" data-by-moving="" hidden>{up}{down}</span>
            <div class="steps__number" data-by-number="">{select}</div>
        </li>
    }
    .into_any()
}
