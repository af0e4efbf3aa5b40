use leptos::prelude::*;

use crate::{Icon, IconName, class::with_modifiers};

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Filled in.
    Done,
    /// Shown now.
    Current,
    /// Still ahead.
    Upcoming,
}

/// One step of a long form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub label: String,
    /// Where it stands.
    pub state: StepState,
    /// The state in words for screen readers: «виконано».
    pub state_label: String,
    /// Its page, where it can be gone to.
    pub href: Option<String>,
}

/// The steps of a long form: one line of text that says all, and the list for those who want it.
#[component]
pub fn Stepper(
    /// «Крок 2 з 5».
    #[prop(into)]
    summary: String,
    /// What the list is called for screen readers.
    #[prop(into)]
    label: String,
    /// In order.
    steps: Vec<Step>,
) -> impl IntoView {
    let current = steps
        .iter()
        .find(|step| step.state == StepState::Current)
        .map(|step| step.label.clone());
    view! {
        <nav class="stepper" aria-label=label>
            <p class="stepper__summary">
                <span class="stepper__count">{summary}</span>
                {current.map(|current| view! { " " <span class="stepper__current">{current}</span> })}
            </p>
            <ol class="stepper__list">{steps.into_iter().map(step).collect_view()}</ol>
        </nav>
    }
}

fn step(step: Step) -> impl IntoView {
    let (modifier, icon) = match step.state {
        StepState::Done => ("done", Some(IconName::Check)),
        StepState::Current => ("current", None),
        StepState::Upcoming => ("upcoming", None),
    };
    let current = (step.state == StepState::Current).then_some("step");
    let label = match step.href {
        Some(href) => {
            view! { <a class="stepper__label" href=href aria-current=current>{step.label}</a> }.into_any()
        }
        None => view! { <span class="stepper__label" aria-current=current>{step.label}</span> }.into_any(),
    };
    view! {
        <li class=with_modifiers("stepper__step", &[Some(modifier)])>
            <span class="stepper__mark" aria-hidden="true">{icon.map(|name| view! { <Icon name /> })}</span>
            {label}
            <span class="visually-hidden">" (" {step.state_label} ")"</span>
        </li>
    }
}
