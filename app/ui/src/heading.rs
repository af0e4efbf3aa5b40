use std::borrow::Cow;

use leptos::prelude::*;

/// The rank of a heading in the outline of the page; its looks come from the component, not from the rank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadingLevel {
    /// `<h1>`, once a page.
    One,
    /// `<h2>`, the usual rank of a component on a page.
    #[default]
    Two,
    /// `<h3>`.
    Three,
    /// `<h4>`.
    Four,
}

impl HeadingLevel {
    /// The rank below, for what stands inside.
    pub fn next(self) -> Self {
        match self {
            Self::One => Self::Two,
            Self::Two => Self::Three,
            Self::Three | Self::Four => Self::Four,
        }
    }

    pub(crate) fn view(
        self,
        class: &'static str,
        id: Option<String>,
        content: impl IntoView + 'static,
    ) -> AnyView {
        match self {
            Self::One => view! { <h1 class=class id=id>{content}</h1> }.into_any(),
            Self::Two => view! { <h2 class=class id=id>{content}</h2> }.into_any(),
            Self::Three => view! { <h3 class=class id=id>{content}</h3> }.into_any(),
            Self::Four => view! { <h4 class=class id=id>{content}</h4> }.into_any(),
        }
    }

    pub(crate) fn text(self, class: &'static str, text: Cow<'static, str>) -> AnyView {
        self.view(class, None, text)
    }
}
