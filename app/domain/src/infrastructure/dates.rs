//! The dates of a project for a calendar: planned start and end of its stages, and its milestones.

use super::project::{Day, Period, PeriodKind, ProjectId};
use crate::time::Timestamp;
use serde_json::Value;

/// A project with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectDates {
    pub project: ProjectId,
    pub title: String,
    pub updated: Timestamp,
    pub dates: Vec<ProjectDate>,
}

/// A day on which something of the project is planned, or has happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectDate {
    /// The same in every version of the project.
    pub key: String,
    pub day: Day,
    pub what: Dated,
}

/// What the day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dated {
    Start(PeriodKind),
    End(PeriodKind),
    Milestone { title: String, is_met: bool },
}

/// Reads the dates of a document, in their order. A period that is known by whole years only has none: its first and last day are
/// nobody's plan.
#[must_use]
pub fn dates(document: &Value) -> Vec<ProjectDate> {
    let mut dates = Vec::new();
    for kind in PeriodKind::ALL {
        let period = period(document.get(kind.field()));
        if period.whole_years().is_some() {
            continue;
        }
        let field = kind.field();
        dates.extend(period.start.map(|day| ProjectDate {
            key: format!("{field}-start"),
            day,
            what: Dated::Start(kind),
        }));
        dates.extend(period.end.map(|day| ProjectDate {
            key: format!("{field}-end"),
            day,
            what: Dated::End(kind),
        }));
    }
    dates.extend(items(document, "milestones").filter_map(|item| milestone(item, "")));
    for process in items(document, "contractingProcesses") {
        let of = text(process, "id").unwrap_or_default();
        let summary = process.get("summary").unwrap_or(&Value::Null);
        dates.extend(items(summary, "milestones").filter_map(|item| milestone(item, of)));
    }
    dates.sort_by(|a, b| (a.day, &a.key).cmp(&(b.day, &b.key)));
    dates.dedup_by(|a, b| a.key == b.key);
    dates
}

fn milestone(milestone: &Value, of: &str) -> Option<ProjectDate> {
    let id = text(milestone, "id")?;
    let day = |name: &str| Day::of_text(text(milestone, name)?);
    let met = day("dateMet");
    let title = text(milestone, "title").or_else(|| text(milestone, "description"));
    Some(ProjectDate {
        key: format!("milestone-{of}-{id}"),
        day: met.or_else(|| day("dueDate"))?,
        what: Dated::Milestone {
            title: title.unwrap_or(id).to_owned(),
            is_met: met.is_some() || text(milestone, "status") == Some("met"),
        },
    })
}

fn period(value: Option<&Value>) -> Period {
    let day = |name: &str| Day::of_text(text(value?, name)?);
    Period {
        start: day("startDate"),
        end: day("endDate"),
    }
}

fn items<'a>(value: &'a Value, name: &str) -> std::slice::Iter<'a, Value> {
    let list = value.get(name).and_then(Value::as_array);
    list.map_or(&[][..], Vec::as_slice).iter()
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str().filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn stages_and_milestones_are_told_in_the_order_of_days() {
        let document = json!({
            "period": {"startDate": "2026-03-02T00:00:00Z", "endDate": "2026-09-30T23:59:59Z"},
            "milestones": [
                {"id": "2", "title": "Відкриття", "dueDate": "2026-10-05T00:00:00Z", "status": "scheduled"},
                {"id": "1", "title": "Проєкт", "dueDate": "2026-01-10T00:00:00Z", "dateMet": "2026-02-01T00:00:00Z"},
                {"title": "Без ідентифікатора", "dueDate": "2026-02-01T00:00:00Z"},
                {"id": "3", "title": "Без дати"}
            ]
        });
        let dates = dates(&document);
        let told: Vec<(String, String)> = dates
            .iter()
            .map(|date| (date.day.to_string(), date.key.clone()))
            .collect();
        let expected = [
            ("2026-02-01", "milestone--1"),
            ("2026-03-02", "period-start"),
            ("2026-09-30", "period-end"),
            ("2026-10-05", "milestone--2"),
        ];
        assert_eq!(told, expected.map(|(day, key)| (day.to_owned(), key.to_owned())));
        assert_eq!(
            dates[0].what,
            Dated::Milestone {
                title: "Проєкт".to_owned(),
                is_met: true
            }
        );
    }

    #[test]
    fn milestones_of_two_contracts_with_one_id_stay_two() {
        let stone = json!([{"id": "1", "title": "Половина", "dueDate": "2026-05-01T00:00:00Z"}]);
        let process = |id: &str| json!({"id": id, "summary": {"milestones": stone}});
        let document = json!({"contractingProcesses": [process("a"), process("b")]});
        assert_eq!(dates(&document).len(), 2);
    }

    #[test]
    fn a_period_that_is_known_by_years_makes_no_dates() {
        let years =
            json!({"period": {"startDate": "2017-01-01T00:00:00Z", "endDate": "2017-12-31T23:59:59Z"}});
        assert_eq!(dates(&years), []);
    }

    #[test]
    fn hostile_documents_have_no_dates() {
        for document in [
            json!(null),
            json!([]),
            json!({"period": 5, "milestones": {"id": "1"}}),
        ] {
            assert_eq!(dates(&document), []);
        }
    }
}
