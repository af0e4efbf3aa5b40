use leptos::prelude::*;

use crate::class::with_modifiers;

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading; on a phone it stands before each value.
    pub label: String,
    /// Figures: set to the end of the cell, in digits of one width.
    pub is_numeric: bool,
    /// Its heading is only for screen readers: a column of actions.
    pub is_label_hidden: bool,
}

impl Column {
    /// A column of text.
    pub fn text(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            is_numeric: false,
            is_label_hidden: false,
        }
    }

    /// A column of figures.
    pub fn numeric(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            is_numeric: true,
            is_label_hidden: false,
        }
    }

    /// A column of actions, whose heading is not shown.
    pub fn actions(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            is_numeric: false,
            is_label_hidden: true,
        }
    }
}

/// A table on wide screens, a list of cards on phones; the first cell of a row names it.
///
/// Roles are written out, because a browser drops a table's meaning with its display.
#[component]
pub fn Table(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: Vec<Column>,
    /// The rows, each with one cell per column.
    rows: Vec<Vec<AnyView>>,
    /// The caption is only for screen readers, because a heading says the same.
    #[prop(optional)]
    is_caption_hidden: bool,
) -> impl IntoView {
    let heads = columns.iter().map(head).collect_view();
    let body = rows.into_iter().map(|cells| row(&columns, cells)).collect_view();
    let caption_class = if is_caption_hidden {
        "visually-hidden"
    } else {
        "table__caption"
    };
    view! {
        <div class="table">
        <table class="table__grid" role="table">
            <caption class=caption_class>{caption}</caption>
            <thead class="table__head" role="rowgroup">
                <tr role="row">{heads}</tr>
            </thead>
            <tbody class="table__body" role="rowgroup">{body}</tbody>
        </table>
        </div>
    }
}

fn head(column: &Column) -> impl IntoView + use<> {
    let label = column.label.clone();
    let label = if column.is_label_hidden {
        view! { <span class="visually-hidden">{label}</span> }.into_any()
    } else {
        label.into_any()
    };
    view! { <th class=cell_class(column) role="columnheader" scope="col">{label}</th> }
}

fn row(columns: &[Column], cells: Vec<AnyView>) -> impl IntoView + use<> {
    let cells = columns
        .iter()
        .zip(cells)
        .enumerate()
        .map(|(index, (column, cell))| {
            let label = (!column.is_label_hidden).then(|| column.label.clone());
            if index == 0 {
                view! { <th class="table__cell table__cell--name" role="rowheader" scope="row">{cell}</th> }
                    .into_any()
            } else {
                view! { <td class=cell_class(column) role="cell" data-label=label>{cell}</td> }.into_any()
            }
        })
        .collect_view();
    view! { <tr class="table__row" role="row">{cells}</tr> }
}

fn cell_class(column: &Column) -> String {
    with_modifiers(
        "table__cell",
        &[
            column.is_numeric.then_some("numeric"),
            column.is_label_hidden.then_some("actions"),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_carries_the_name_of_its_column_for_phones() {
        let html = crate::tests::render(|| {
            let rows = vec![vec!["Заява".into_any(), "3".into_any()]];
            view! { <Table caption="Черга" columns=vec![Column::text("Справа"), Column::numeric("Днів")] rows /> }
        });
        assert!(html.contains("data-label=\"Днів\""), "{html}");
        assert!(html.contains("scope=\"row\""), "{html}");
    }
}
