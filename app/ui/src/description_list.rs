use leptos::prelude::*;

/// One fact: its name and its value.
pub struct Detail {
    /// The name.
    pub term: String,
    /// The value, text or markup.
    pub value: AnyView,
    /// A link at the end of the line: «Змінити».
    pub action: Option<AnyView>,
}

impl Detail {
    /// A fact without an action.
    pub fn new(term: impl Into<String>, value: impl IntoAny) -> Self {
        Self {
            term: term.into(),
            value: value.into_any(),
            action: None,
        }
    }

    /// Adds a link at the end of the line.
    pub fn action(mut self, action: impl IntoAny) -> Self {
        self.action = Some(action.into_any());
        self
    }
}

/// Facts about one thing, name and value side by side, or one under the other on phones.
#[component]
pub fn DescriptionList(
    /// In order.
    items: Vec<Detail>,
) -> impl IntoView {
    view! { <dl class="details">{items.into_iter().map(detail).collect_view()}</dl> }
}

fn detail(detail: Detail) -> impl IntoView {
    view! {
        <div class="details__row">
            <dt class="details__term">{detail.term}</dt>
            <dd class="details__value">{detail.value}</dd>
            {detail.action.map(|action| view! { <dd class="details__action">{action}</dd> })}
        </div>
    }
}
