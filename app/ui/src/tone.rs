use crate::IconName;

/// What a message or a mark wants to say; always shown by shape and text as well as by colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to judge.
    #[default]
    Neutral,
    /// Good to know.
    Info,
    /// It worked.
    Success,
    /// Needs attention before it is too late.
    Warning,
    /// It failed or destroys something.
    Danger,
}

impl Tone {
    /// The class suffix of the tone.
    pub const fn modifier(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }

    /// The icon that tells the tone without colour.
    pub const fn icon(self) -> IconName {
        match self {
            Self::Neutral | Self::Info => IconName::Info,
            Self::Success => IconName::CircleCheck,
            Self::Warning => IconName::AlertTriangle,
            Self::Danger => IconName::AlertCircle,
        }
    }
}
