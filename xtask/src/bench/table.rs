//! The one table that a measurement ends with.

/// A line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// The figure with its unit.
    pub figure: String,
    /// What it is compared with, and that figure.
    pub beside: String,
    /// Figure by comparison, when both are numbers.
    pub ratio: Option<f64>,
    /// The value that we want, as README states it.
    pub goal: String,
}

impl Row {
    /// A figure that stands alone beside its goal.
    pub fn plain(what: impl Into<String>, figure: impl Into<String>, goal: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            figure: figure.into(),
            beside: "–".to_owned(),
            ratio: None,
            goal: goal.into(),
        }
    }
}

/// The rows as a Markdown table with aligned columns, which reads well in a terminal too.
pub fn markdown(rows: &[Row]) -> String {
    let mut cells = vec![["measured", "figure", "beside", "ratio", "goal"].map(str::to_owned)];
    cells.extend(rows.iter().map(|row| {
        let ratio = row
            .ratio
            .map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
        [
            row.what.clone(),
            row.figure.clone(),
            row.beside.clone(),
            ratio,
            row.goal.clone(),
        ]
    }));
    let width = |column: usize| {
        cells
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..5).map(width).collect();
    let line = |row: &[String; 5]| {
        let padded: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        format!("| {} |", padded.join(" | "))
    };
    let mut lines: Vec<String> = cells.iter().map(line).collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    lines.insert(1, format!("| {} |", rule.join(" | ")));
    lines.join("\n")
}

/// The middle value; of an even number of values the upper middle one. Nothing for no values.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let rows = [
            Row::plain("холодний старт", "20 ms", "200 ms"),
            Row {
                what: "home".into(),
                figure: "900 req/s".into(),
                beside: "bare 1000 req/s".into(),
                ratio: Some(0.9),
                goal: "0.50".into(),
            },
        ];
        let table = markdown(&rows);
        let widths: Vec<usize> = table.lines().map(|line| line.chars().count()).collect();
        assert_eq!(widths.len(), 4);
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{table}");
        assert!(table.contains("| 0.90"));
    }

    #[test]
    fn the_median_is_a_measured_value() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(Vec::new()), None);
    }
}
