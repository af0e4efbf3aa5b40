//! What differs between two versions of a project's document, in facts that a reader understands.

use super::project::{Day, ProjectDetail};
use crate::money::Money;
use serde_json::Value;
use std::collections::BTreeMap;

/// What has changed between two versions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The changes that a sentence can tell, in the order of importance.
    pub told: Vec<Change>,
    /// Every field that differs, in the order of its path.
    pub fields: Vec<FieldChange>,
}

/// A change that a sentence can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The most certain sum is another; `percent` is rounded, `None` when it was nothing before.
    Cost {
        before: Money,
        after: Money,
        percent: Option<i64>,
        reason: Option<String>,
    },
    /// The end moved by so many days, later when positive.
    End {
        before: Day,
        after: Day,
        days: i64,
        reason: Option<String>,
    },
    Status {
        before: Option<super::ProjectStatus>,
        after: Option<super::ProjectStatus>,
    },
    Title {
        before: String,
        after: String,
    },
    Suppliers {
        before: Vec<String>,
        after: Vec<String>,
    },
    /// Documents that were not there before, by their titles.
    Documents {
        titles: Vec<String>,
    },
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// JSON pointer; an item of an array is named by its id where it has one: `/parties/[council]/name`.
    pub path: String,
    /// As JSON writes it; `None` where there was nothing.
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Changes {
    /// Compares two documents with what their pages show.
    #[must_use]
    pub fn between(before: (&Value, &ProjectDetail), after: (&Value, &ProjectDetail)) -> Self {
        let fields = fields(before.0, after.0);
        let told = told(before.1, after.1, (before.0, after.0));
        Self { told, fields }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

fn told(before: &ProjectDetail, after: &ProjectDetail, documents: (&Value, &Value)) -> Vec<Change> {
    let mut told = Vec::new();
    if let (Some(old), Some(new)) = (&before.item.cost, &after.item.cost)
        && old != new
    {
        let percent = (old.currency == new.currency && old.minor > 0).then(|| percent(old.minor, new.minor));
        told.push(Change::Cost {
            before: old.clone(),
            after: new.clone(),
            percent,
            reason: reason(documents, "value", "finalValueDetails"),
        });
    }
    let end = |project: &ProjectDetail| project.periods.iter().filter_map(|(_, period)| period.end).max();
    if let (Some(old), Some(new)) = (end(before), end(after))
        && old != new
    {
        told.push(Change::End {
            before: old,
            after: new,
            days: old.days_until(new),
            reason: reason(documents, "duration", "endDateDetails"),
        });
    }
    if before.item.status != after.item.status {
        told.push(Change::Status {
            before: before.item.status,
            after: after.item.status,
        });
    }
    if before.item.title != after.item.title {
        told.push(Change::Title {
            before: before.item.title.clone(),
            after: after.item.title.clone(),
        });
    }
    let names = |project: &ProjectDetail| -> Vec<String> {
        project
            .suppliers
            .iter()
            .map(|supplier| supplier.name.clone())
            .collect()
    };
    if names(before) != names(after) {
        told.push(Change::Suppliers {
            before: names(before),
            after: names(after),
        });
    }
    let titles = new_documents(documents.0, documents.1);
    if !titles.is_empty() {
        told.push(Change::Documents { titles });
    }
    told
}

/// The titles of documents that only the later document has: of the project and of its contracts.
fn new_documents(before: &Value, after: &Value) -> Vec<String> {
    let known: Vec<(&str, &str)> = listed(before).map(|(key, _)| key).collect();
    listed(after)
        .filter(|(key, _)| !known.contains(key))
        .map(|(_, title)| title.to_owned())
        .collect()
}

/// Every document with an id: what it belongs to and its id, and its title, or what stands for one.
fn listed(document: &Value) -> impl Iterator<Item = ((&str, &str), &str)> {
    let own = items(document.get("documents")).map(|item| ("", item));
    let contracts = items(document.get("contractingProcesses")).flat_map(|process| {
        let of = process.get("id").and_then(Value::as_str).unwrap_or_default();
        let summary = process
            .get("summary")
            .and_then(|summary| summary.get("documents"));
        items(summary).map(move |item| (of, item))
    });
    own.chain(contracts).filter_map(|(of, item)| {
        let text = |name: &str| {
            let value = item.get(name).and_then(Value::as_str);
            value.filter(|text| !text.trim().is_empty())
        };
        let id = text("id")?;
        let title = text("title")
            .or_else(|| text("description"))
            .or_else(|| text("documentType"));
        Some(((of, id), title.unwrap_or(id)))
    })
}

/// The change in whole percent of the old sum, half away from zero.
fn percent(before: i64, after: i64) -> i64 {
    let difference = i128::from(after) - i128::from(before);
    let doubled = difference * 200 / i128::from(before).max(1);
    let rounded = (doubled + doubled.signum()) / 2;
    i64::try_from(rounded).unwrap_or(i64::MAX)
}

fn text(document: &Value, path: &[&str]) -> Option<String> {
    let value = path.iter().try_fold(document, |value, name| value.get(name))?;
    value
        .as_str()
        .filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// The reason that came with a change: of a modification of one kind, or a detail of the completion. What was said before is the
/// reason of an earlier change, not of this one.
fn reason((before, after): (&Value, &Value), kind: &str, detail: &str) -> Option<String> {
    let known: Vec<&Value> = modifications(before).collect();
    let rationale = modifications(after)
        .filter(|modification| is_of(modification, kind) && !known.contains(modification))
        .filter_map(|modification| text(modification, &["rationale"]))
        .next_back();
    rationale.or_else(|| {
        let path = ["completion", detail];
        text(after, &path).filter(|now| text(before, &path).as_ref() != Some(now))
    })
}

/// The changes of all contracts, in their order.
fn modifications(document: &Value) -> impl DoubleEndedIterator<Item = &Value> {
    items(document.get("contractingProcesses")).flat_map(|process| {
        items(
            process
                .get("summary")
                .and_then(|summary| summary.get("modifications")),
        )
    })
}

fn items(list: Option<&Value>) -> std::slice::Iter<'_, Value> {
    list.and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice)
        .iter()
}

/// Whether a modification is of a kind; the standard writes one kind, some write a list.
fn is_of(modification: &Value, kind: &str) -> bool {
    match modification.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|known| known.as_str() == Some(kind)),
        Some(known) => known.as_str() == Some(kind),
        None => false,
    }
}

fn fields(before: &Value, after: &Value) -> Vec<FieldChange> {
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    flatten(before, String::new(), &mut old);
    flatten(after, String::new(), &mut new);
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    paths
        .into_iter()
        .filter(|path| old.get(*path) != new.get(*path))
        .map(|path| FieldChange {
            path: path.clone(),
            before: old.get(path).cloned(),
            after: new.get(path).cloned(),
        })
        .collect()
}

/// Every leaf with its path. An empty list or object is a leaf, too: it says that there is nothing.
fn flatten(value: &Value, path: String, leaves: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, field) in fields {
                flatten(field, format!("{path}/{name}"), leaves);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                let key = item
                    .get("id")
                    .and_then(Value::as_str)
                    .map_or_else(|| index.to_string(), |id| format!("[{id}]"));
                flatten(item, format!("{path}/{key}"), leaves);
            }
        }
        Value::String(text) => drop(leaves.insert(path, text.clone())),
        other => drop(leaves.insert(path, other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::infrastructure::document;
    use crate::time::Timestamp;
    use serde_json::json;

    fn between(before: &Value, after: &Value) -> Changes {
        let detail =
            |value: &Value| document::detail("oc4ids-abc123-1".parse().unwrap(), value, Timestamp(0), 1);
        Changes::between((before, &detail(before)), (after, &detail(after)))
    }

    #[test]
    fn a_dearer_and_later_project_is_told_with_its_reasons() {
        let work = |sum: f64, end: &str, modifications: Value| {
            json!({
                "period": {"startDate": "2026-01-01T00:00:00Z", "endDate": end},
                "contractingProcesses": [{"id": "1", "summary": {
                    "contractValue": {"amount": sum, "currency": "UAH"}, "modifications": modifications}}],
            })
        };
        let before = work(100.0, "2026-05-01T00:00:00Z", json!([]));
        let change = json!([{"id": "1", "type": "value", "rationale": "Подорожчав бітум"}]);
        let changes = between(&before, &work(112.4, "2026-07-30T00:00:00Z", change));
        assert_eq!(
            changes.told,
            [
                Change::Cost {
                    before: Money::uah(10_000),
                    after: Money::uah(11_240),
                    percent: Some(12),
                    reason: Some("Подорожчав бітум".to_owned()),
                },
                Change::End {
                    before: Day::of_text("2026-05-01").unwrap(),
                    after: Day::of_text("2026-07-30").unwrap(),
                    days: 90,
                    reason: None,
                },
            ]
        );
    }

    #[test]
    fn the_reason_of_an_earlier_change_explains_no_later_one() {
        let work = |sum: f64, modifications: Value| {
            json!({
                "completion": {"finalValueDetails": "За актом"},
                "contractingProcesses": [{"id": "1", "summary": {
                    "contractValue": {"amount": sum, "currency": "UAH"}, "modifications": modifications}}],
            })
        };
        let old = json!({"id": "1", "type": "value", "rationale": "Подорожчав бітум"});
        let reason = |before: &Value, after: &Value| match &between(before, after).told[..] {
            [Change::Cost { reason, .. }] => reason.clone(),
            other => panic!("{other:?}"),
        };
        let before = work(112.0, json!([old]));
        assert_eq!(reason(&before, &work(130.0, json!([old]))), None);
        let new = json!({"id": "2", "type": ["value"], "rationale": "Додали тротуар"});
        assert_eq!(
            reason(&before, &work(130.0, json!([old, new]))).as_deref(),
            Some("Додали тротуар")
        );
    }

    #[test]
    fn new_documents_are_told_by_their_titles() {
        let act = json!({"id": "1", "title": "Акт приймання"});
        let plan = json!({"id": "1", "documentType": "projectPlan"});
        let before = json!({"documents": [act]});
        let after = json!({
            "documents": [act, {"id": "2", "title": "Кошторис"}],
            "contractingProcesses": [{"id": "c", "summary": {"documents": [plan]}}],
        });
        let expected = Change::Documents {
            titles: vec!["Кошторис".to_owned(), "projectPlan".to_owned()],
        };
        assert_eq!(between(&before, &after).told, [expected]);
        assert_eq!(
            between(&after, &before).told,
            [],
            "what is gone is no new document"
        );
    }

    #[test]
    fn items_are_compared_by_their_ids_not_by_their_places() {
        let before = json!({"parties": [{"id": "a", "name": "А"}, {"id": "b", "name": "Б"}]});
        let turned = json!({"parties": [{"id": "b", "name": "Б"}, {"id": "a", "name": "А"}]});
        assert!(between(&before, &turned).is_empty());
        let renamed = json!({"parties": [{"id": "b", "name": "В"}, {"id": "a", "name": "А"}]});
        assert_eq!(
            between(&before, &renamed).fields,
            [FieldChange {
                path: "/parties/[b]/name".to_owned(),
                before: Some("Б".to_owned()),
                after: Some("В".to_owned()),
            }]
        );
    }

    #[test]
    fn what_came_and_what_went_is_told() {
        let changes = between(&json!({"title": "Дах"}), &json!({"purpose": "Тепло"}));
        let paths: Vec<&str> = changes.fields.iter().map(|field| field.path.as_str()).collect();
        assert_eq!(paths, ["/purpose", "/title"]);
        assert_eq!(changes.fields[0].before, None);
        assert_eq!(changes.fields[1].after, None);
    }

    #[test]
    fn percents_are_rounded_half_away_from_zero() {
        assert_eq!(percent(200, 201), 1);
        assert_eq!(percent(200, 199), -1);
        assert_eq!(percent(1_000, 1_004), 0);
        assert_eq!(percent(1, i64::MAX), i64::MAX);
        assert_eq!(percent(100, 0), -100);
    }
}
