use leptos::prelude::*;

use crate::{Icon, IconName, Text};

/// One element of the row of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageItem {
    /// A page with its number and address.
    Page {
        /// Counted from one.
        number: usize,
        /// Its address.
        href: String,
        /// Shown now.
        is_current: bool,
    },
    /// Pages left out.
    Gap,
}

/// The row of pages around the current one: first, neighbours, last.
///
/// ```
/// let items = ui::pages_around(5, 9, |number| format!("?page={number}"));
/// assert_eq!(items.len(), 7); // 1 … 4 5 6 … 9
/// ```
pub fn pages_around(current: usize, total: usize, href: impl Fn(usize) -> String) -> Vec<PageItem> {
    let mut items = Vec::new();
    let mut last_shown = 0;
    for number in 1..=total {
        let is_shown = number == 1 || number == total || number.abs_diff(current) <= 1;
        if !is_shown {
            continue;
        }
        if number > last_shown + 2 {
            items.push(PageItem::Gap);
        } else if number == last_shown + 2 {
            // A gap of a single page would take the place of the page itself.
            items.push(PageItem::Page {
                number: number - 1,
                href: href(number - 1),
                is_current: false,
            });
        }
        items.push(PageItem::Page {
            number,
            href: href(number),
            is_current: number == current,
        });
        last_shown = number;
    }
    items
}

/// The way through a long list.
#[component]
pub fn Pagination(
    /// What the row is called for screen readers.
    #[prop(into)]
    label: String,
    /// From [`pages_around`]; empty where pages are not counted.
    #[prop(optional)]
    pages: Vec<PageItem>,
    /// The address of the page before, if any.
    #[prop(optional, into)]
    previous: Text,
    /// The address of the page after, if any.
    #[prop(optional, into)]
    next: Text,
    /// «Попередня».
    #[prop(into)]
    previous_label: String,
    /// «Наступна».
    #[prop(into)]
    next_label: String,
) -> impl IntoView {
    let previous = previous.get().map(|href| {
        view! {
            <a class="pagination__link pagination__link--step" href=href rel="prev">
                <Icon name=IconName::ArrowLeft />
                <span>{previous_label}</span>
            </a>
        }
    });
    let next = next.get().map(|href| {
        view! {
            <a class="pagination__link pagination__link--step pagination__link--next" href=href rel="next">
                <span>{next_label}</span>
                <Icon name=IconName::ArrowRight />
            </a>
        }
    });
    view! {
        <nav class="pagination" aria-label=label>
            {previous}
            <ol class="pagination__list">{pages.into_iter().map(item).collect_view()}</ol>
            {next}
        </nav>
    }
}

fn item(item: PageItem) -> AnyView {
    match item {
        PageItem::Page { number, href, is_current } => view! {
            <li>
                <a class="pagination__link" href=href aria-current=is_current.then_some("page")>{number.to_string()}</a>
            </li>
        }
        .into_any(),
        PageItem::Gap => view! { <li class="pagination__gap" aria-hidden="true">"…"</li> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(current: usize, total: usize) -> String {
        pages_around(current, total, |number| format!("?page={number}"))
            .into_iter()
            .map(|item| match item {
                PageItem::Page {
                    number,
                    is_current: true,
                    ..
                } => format!("[{number}]"),
                PageItem::Page { number, .. } => number.to_string(),
                PageItem::Gap => "…".to_owned(),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn short_lists_show_every_page() {
        assert_eq!(row(2, 3), "1 [2] 3");
        assert_eq!(row(1, 1), "[1]");
    }

    #[test]
    fn long_lists_leave_out_what_is_far() {
        assert_eq!(row(5, 9), "1 … 4 [5] 6 … 9");
        assert_eq!(row(1, 9), "[1] 2 … 9");
        assert_eq!(row(9, 9), "1 … 8 [9]");
    }

    #[test]
    fn a_gap_never_hides_a_single_page() {
        assert_eq!(row(4, 7), "1 2 3 [4] 5 6 7");
    }

    #[test]
    fn empty_list_has_no_pages() {
        assert_eq!(row(1, 0), "");
    }
}
