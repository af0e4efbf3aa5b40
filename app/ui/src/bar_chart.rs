use leptos::prelude::*;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// The quantity; below zero counts as zero.
    pub value: f64,
    /// The quantity in words, formatted for the language.
    pub text: String,
}

impl Bar {
    /// A bar with its quantity and the same in words.
    pub fn new(label: impl Into<String>, value: f64, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value,
            text: text.into(),
        }
    }
}

/// Quantities side by side: a table that also draws, so that it reads the same to everyone and prints.
///
/// The bars are SVG with their length as an attribute: a strict content policy lets no inline style through.
#[component]
pub fn BarChart(
    /// What the chart shows.
    #[prop(into)]
    caption: String,
    /// The headings of the two columns: what is counted, the quantity.
    headings: (String, String),
    /// In order.
    bars: Vec<Bar>,
) -> impl IntoView {
    let greatest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    view! {
        <table class="bar-chart">
            <caption class="bar-chart__caption">{caption}</caption>
            <thead class="visually-hidden">
                <tr>
                    <th scope="col">{headings.0}</th>
                    <th scope="col">{headings.1}</th>
                </tr>
            </thead>
            <tbody class="bar-chart__rows">{bars.into_iter().map(|bar| line(bar, greatest)).collect_view()}</tbody>
        </table>
    }
}

fn line(bar: Bar, greatest: f64) -> impl IntoView {
    let width = format!("{:.1}%", share(bar.value, greatest));
    view! {
        <tr class="bar-chart__row">
            <th class="bar-chart__label" scope="row">{bar.label}</th>
            <td class="bar-chart__value">
                <svg class="bar-chart__bar" aria-hidden="true" focusable="false">
                    <rect class="bar-chart__track" width="100%" height="100%" rx="4"></rect>
                    <rect class="bar-chart__fill" width=width height="100%" rx="4"></rect>
                </svg>
                <span class="bar-chart__text">{bar.text}</span>
            </td>
        </tr>
    }
}

/// The length of a bar in per cent of the longest.
fn share(value: f64, greatest: f64) -> f64 {
    if greatest > 0.0 {
        (value / greatest * 100.0).clamp(0.0, 100.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_bar_takes_the_whole_width() {
        assert_eq!(share(40.0, 40.0), 100.0);
        assert_eq!(share(10.0, 40.0), 25.0);
    }

    #[test]
    fn chart_of_nothing_draws_no_bars() {
        assert_eq!(share(0.0, 0.0), 0.0);
        assert_eq!(share(-5.0, 10.0), 0.0);
    }

    #[test]
    fn quantity_is_readable_without_the_drawing() {
        let html = crate::tests::render(|| {
            view! { <BarChart caption="Роботи" headings=("Рік".into(), "Кількість".into()) bars=vec![Bar::new("2017", 120.0, "120 робіт")] /> }
        });
        assert!(html.contains("120 робіт"), "{html}");
        assert!(!html.contains("style="), "{html}");
    }
}
