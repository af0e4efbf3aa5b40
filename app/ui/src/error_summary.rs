use leptos::prelude::*;

use crate::{HeadingLevel, Icon, IconName, Text};

/// One thing to mend before the form can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the control, usually the field's name; the summary links there.
    pub field: String,
    /// The words at the field, after its name.
    pub message: String,
}

impl FieldError {
    /// An error at a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// A line of the summary that names its field: «fill in this field» three times would say nothing.
#[must_use]
pub fn summary_line(name: &str, problem: &str) -> String {
    format!("{name}{}{problem}", after_name(name))
}

/// What parts the name of a field from what is told of it. A question needs no colon.
#[must_use]
pub fn after_name(name: &str) -> &'static str {
    if name.ends_with('?') { " " } else { ": " }
}

/// Everything that is wrong with a form, above it, with a link to each field; draws nothing where nothing is wrong.
#[component]
pub fn ErrorSummary(
    /// «Виправте помилки, щоб продовжити».
    #[prop(into)]
    title: String,
    /// In the order of the fields.
    errors: Vec<FieldError>,
    /// A sentence before the list.
    #[prop(optional, into)]
    text: Text,
) -> impl IntoView {
    let is_present = !errors.is_empty();
    let lines = errors
        .into_iter()
        .map(|error| view! { <li><a class="error-summary__link" href=format!("#{}", error.field)>{error.message}</a></li> })
        .collect_view();
    is_present.then(|| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus=true>
                <Icon name=IconName::AlertCircle class="error-summary__icon" />
                <div class="error-summary__body">
                    {HeadingLevel::Two.text("error-summary__title", title.into())}
                    {text.get().map(|text| view! { <p>{text}</p> })}
                    <ul class="error-summary__list">{lines}</ul>
                </div>
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_links_to_each_field() {
        let html = crate::tests::render(
            || view! { <ErrorSummary title="Виправте" errors=vec![FieldError::new("phone", "Введіть номер")] /> },
        );
        assert!(html.contains("href=\"#phone\""), "{html}");
        assert!(html.contains("role=\"alert\""), "{html}");
    }

    #[test]
    fn form_without_errors_shows_no_summary() {
        let html = crate::tests::render(|| view! { <ErrorSummary title="Виправте" errors=Vec::new() /> });
        assert!(!html.contains("error-summary"), "{html}");
    }
}
