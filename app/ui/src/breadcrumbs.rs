use leptos::prelude::*;

use crate::AsWritten;

/// One step of the way to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// The name of the step.
    pub label: String,
    /// Its page; nothing for the page shown.
    pub href: Option<String>,
}

impl Crumb {
    /// A step that can be gone back to.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: Some(href.into()),
        }
    }

    /// The page shown, last in the row.
    pub fn here(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: None,
        }
    }
}

/// The way from the home page to the page shown.
#[component]
pub fn Breadcrumbs(
    /// What the row is called for screen readers.
    #[prop(into)]
    label: String,
    /// From the home page down.
    items: Vec<Crumb>,
) -> impl IntoView {
    let crumb = |crumb: Crumb| {
        match crumb.href {
        Some(href) => view! { <li class="breadcrumbs__item"><a class="breadcrumbs__link" href=href><AsWritten text=crumb.label /></a></li> }.into_any(),
        None => view! { <li class="breadcrumbs__item"><span aria-current="page"><AsWritten text=crumb.label /></span></li> }.into_any(),
    }
    };
    view! {
        <nav class="breadcrumbs" aria-label=label>
            <ol class="breadcrumbs__list">{items.into_iter().map(crumb).collect_view()}</ol>
        </nav>
    }
}
