use leptos::prelude::*;

use crate::{Icon, IconName, Tone, class::with_modifiers};

/// A word that marks a thing: its kind, its number.
#[component]
pub fn Badge(
    /// What it wants to say.
    #[prop(optional)]
    tone: Tone,
    /// An icon before the word.
    #[prop(optional, into)]
    icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    view! {
        <span class=with_modifiers("badge", &[Some(tone.modifier())])>
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </span>
    }
}

/// Where a matter stands, for any slice: each state has its own shape besides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not sent, not begun.
    Draft,
    /// Received, waits for its turn.
    Waiting,
    /// Somebody works on it.
    InProgress,
    /// The person must do something.
    NeedsAction,
    /// Suspended.
    Paused,
    /// Finished well.
    Done,
    /// Refused, failed, overdue.
    Refused,
    /// Over, without a judgement.
    Closed,
}

impl Status {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Waiting,
        Self::InProgress,
        Self::NeedsAction,
        Self::Paused,
        Self::Done,
        Self::Refused,
        Self::Closed,
    ];

    const fn icon(self) -> IconName {
        match self {
            Self::Draft => IconName::CircleDashed,
            Self::Waiting => IconName::Clock,
            Self::InProgress => IconName::CircleDot,
            Self::NeedsAction => IconName::Returned,
            Self::Paused => IconName::CirclePause,
            Self::Done => IconName::CircleCheck,
            Self::Refused => IconName::CircleX,
            Self::Closed => IconName::Lock,
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Draft | Self::Paused | Self::Closed => Tone::Neutral,
            Self::Waiting | Self::InProgress => Tone::Info,
            Self::NeedsAction => Tone::Warning,
            Self::Done => Tone::Success,
            Self::Refused => Tone::Danger,
        }
    }
}

/// A badge that tells a state by shape, word and colour.
#[component]
pub fn StatusBadge(
    /// The state.
    status: Status,
    /// The state in the words of the slice: «На розгляді».
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <Badge tone=status.tone() icon=status.icon()>
            {label}
        </Badge>
    }
}
