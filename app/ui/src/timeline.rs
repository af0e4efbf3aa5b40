use leptos::prelude::*;

use crate::{Icon, IconName, Tone, class::with_modifiers};

/// One event of a case or a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEvent {
    /// What happened.
    pub title: String,
    /// When, for machines: `2026-11-23T10:15:00Z` or a date.
    pub time: String,
    /// When, for people.
    pub time_label: String,
    /// Who did it.
    pub actor: Option<String>,
    /// Why, or what was said.
    pub text: Option<String>,
    /// The mark on the line.
    pub icon: IconName,
    /// The tone of the mark.
    pub tone: Tone,
    /// Still ahead: a deadline, a planned step.
    pub is_upcoming: bool,
}

impl TimelineEvent {
    /// An event with its time for machines and for people.
    pub fn new(title: impl Into<String>, time: impl Into<String>, time_label: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            time: time.into(),
            time_label: time_label.into(),
            actor: None,
            text: None,
            icon: IconName::Check,
            tone: Tone::Neutral,
            is_upcoming: false,
        }
    }

    /// Says who did it.
    pub fn actor(mut self, actor: impl Into<String>) -> Self {
        self.actor = Some(actor.into());
        self
    }

    /// Says why, or what was said.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Gives the event its own mark.
    pub fn mark(mut self, icon: IconName, tone: Tone) -> Self {
        self.icon = icon;
        self.tone = tone;
        self
    }

    /// Marks the event as still ahead.
    pub fn upcoming(mut self) -> Self {
        self.is_upcoming = true;
        self
    }
}

/// What happened, in order, with who and why.
#[component]
pub fn Timeline(
    /// In the order in which they are to be read.
    events: Vec<TimelineEvent>,
) -> impl IntoView {
    view! { <ol class="timeline">{events.into_iter().map(event).collect_view()}</ol> }
}

fn event(event: TimelineEvent) -> impl IntoView {
    let class = with_modifiers(
        "timeline__event",
        &[
            Some(event.tone.modifier()),
            event.is_upcoming.then_some("upcoming"),
        ],
    );
    view! {
        <li class=class>
            <span class="timeline__mark"><Icon name=event.icon /></span>
            <div class="timeline__body">
                <p class="timeline__title">{event.title}</p>
                <p class="timeline__meta">
                    <time datetime=event.time>{event.time_label}</time>
                    {event.actor.map(|actor| view! { <span class="timeline__actor">{actor}</span> })}
                </p>
                {event.text.map(|text| view! { <p class="timeline__text">{text}</p> })}
            </div>
        </li>
    }
}
