//! What differs between two releases: projects that came, went or changed, each in facts that a reader understands.

use super::change::{Change, Changes};
use super::document;
use super::project::{ProjectDetail, ProjectId, ProjectItem};
use crate::field::{FieldError, Problem};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// How many differences a page shows.
pub const DIFFERENCES_ON_PAGE: u32 = 50;

/// A project that is not the same in both releases.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// As the later release tells it; as the earlier one where it is gone.
    pub item: ProjectItem,
    pub what: What,
}

/// What became of a project.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Added,
    Removed,
    Changed(Changes),
}

/// Kinds of differences, to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Cost,
    End,
    Status,
    Title,
    Suppliers,
    Added,
    Removed,
    /// Other fields only.
    Other,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::Cost,
        Self::End,
        Self::Status,
        Self::Title,
        Self::Suppliers,
        Self::Added,
        Self::Removed,
        Self::Other,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::End => "end",
            Self::Status => "status",
            Self::Title => "title",
            Self::Suppliers => "suppliers",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Other => "other",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    const fn bit(self) -> u16 {
        1 << (self as u16)
    }
}

/// The kinds of one difference, and whether a change that needs a reason has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    kinds: u16,
    pub lacks_reason: bool,
}

impl Marks {
    #[must_use]
    pub const fn has(self, kind: Kind) -> bool {
        self.kinds & kind.bit() != 0
    }

    fn of_kinds(kinds: impl IntoIterator<Item = Kind>) -> Self {
        Self {
            kinds: kinds.into_iter().fold(0, |bits, kind| bits | kind.bit()),
            lacks_reason: false,
        }
    }
}

impl Difference {
    /// Compares a project of two releases; `None` when both tell the same, or neither has it.
    #[must_use]
    pub fn between(id: &ProjectId, before: Option<&Value>, after: Option<&Value>) -> Option<Self> {
        let detail = |value| -> ProjectDetail { document::detail(id.clone(), value, Timestamp(0), 1) };
        match (before, after) {
            (None, None) => None,
            (None, Some(after)) => Some(Self {
                item: detail(after).item,
                what: What::Added,
            }),
            (Some(before), None) => Some(Self {
                item: detail(before).item,
                what: What::Removed,
            }),
            (Some(before), Some(after)) => {
                let (old, new) = (detail(before), detail(after));
                let changes = Changes::between((before, &old), (after, &new));
                (!changes.is_empty()).then_some(Self {
                    item: new.item,
                    what: What::Changed(changes),
                })
            }
        }
    }

    /// What the difference can be found by.
    #[must_use]
    pub fn marks(&self) -> Marks {
        let changes = match &self.what {
            What::Added => return Marks::of_kinds([Kind::Added]),
            What::Removed => return Marks::of_kinds([Kind::Removed]),
            What::Changed(changes) => changes,
        };
        if changes.told.is_empty() {
            return Marks::of_kinds([Kind::Other]);
        }
        let kind = |change: &Change| match change {
            Change::Cost { .. } => Kind::Cost,
            Change::End { .. } => Kind::End,
            Change::Status { .. } => Kind::Status,
            Change::Title { .. } => Kind::Title,
            Change::Suppliers { .. } => Kind::Suppliers,
            Change::Documents { .. } => Kind::Other,
        };
        let lacks_reason = changes.told.iter().any(|change| match change {
            Change::Cost { reason, .. } | Change::End { reason, .. } => reason.is_none(),
            Change::Status { .. }
            | Change::Title { .. }
            | Change::Suppliers { .. }
            | Change::Documents { .. } => false,
        });
        Marks {
            lacks_reason,
            ..Marks::of_kinds(changes.told.iter().map(kind))
        }
    }
}

/// Compares two packages by the ids of their projects; the differences come in the order of ids.
#[must_use]
pub fn compare(before: &BTreeMap<ProjectId, Value>, after: &BTreeMap<ProjectId, Value>) -> Vec<Difference> {
    let gone = before.keys().filter(|id| !after.contains_key(*id));
    let mut ids: Vec<&ProjectId> = after.keys().chain(gone).collect();
    ids.sort();
    ids.into_iter()
        .filter_map(|id| Difference::between(id, before.get(id), after.get(id)))
        .collect()
}

/// Which differences are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DifferenceFilter {
    pub kind: Option<Kind>,
    /// Only changes of cost or end without a reason.
    pub without_reason: bool,
}

impl DifferenceFilter {
    /// Reads the filter from a query; other names belong to others.
    ///
    /// # Errors
    /// Each parameter that cannot be read.
    pub fn of_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut filter = Self::default();
        let mut errors = Vec::new();
        for (name, value) in pairs {
            match (name, value.trim()) {
                (_, "") => {}
                ("kind", code) => match Kind::of_code(code) {
                    Some(kind) => filter.kind = Some(kind),
                    None => errors.push(FieldError::new("kind", Problem::NotAChoice)),
                },
                ("without_reason", "1" | "on") => filter.without_reason = true,
                ("without_reason", _) => errors.push(FieldError::new("without_reason", Problem::NotAChoice)),
                _ => {}
            }
        }
        if errors.is_empty() {
            Ok(filter)
        } else {
            Err(errors)
        }
    }

    /// The filter as it stands in an address.
    #[must_use]
    pub fn to_pairs(self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if let Some(kind) = self.kind {
            pairs.push(("kind", kind.code().to_owned()));
        }
        if self.without_reason {
            pairs.push(("without_reason", "1".to_owned()));
        }
        pairs
    }

    #[must_use]
    pub fn takes(self, marks: Marks) -> bool {
        self.kind.is_none_or(|kind| marks.has(kind)) && (!self.without_reason || marks.lacks_reason)
    }
}

/// How many differences there are of each kind; a project that changed in two ways is counted under both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    pub all: i64,
    pub without_reason: i64,
    kinds: [i64; Kind::ALL.len()],
}

impl Tally {
    pub fn count(&mut self, marks: Marks) {
        self.all += 1;
        self.without_reason += i64::from(marks.lacks_reason);
        for (count, kind) in self.kinds.iter_mut().zip(Kind::ALL) {
            *count += i64::from(marks.has(kind));
        }
    }

    #[must_use]
    pub fn of(&self, kind: Kind) -> i64 {
        self.kinds.get(kind as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn work(id: &str, title: &str, sum: i64, end: &str, more: Value) -> (ProjectId, Value) {
        let document = json!({
            "id": id, "title": title, "status": "implementation",
            "period": {"startDate": "2026-01-01T00:00:00Z", "endDate": format!("{end}T00:00:00Z")},
            "contractingProcesses": [{"id": "1", "summary": {
                "contractValue": {"amount": sum, "currency": "UAH"}, "modifications": more}}],
        });
        (id.parse().unwrap(), document)
    }

    fn package(works: impl IntoIterator<Item = (ProjectId, Value)>) -> BTreeMap<ProjectId, Value> {
        works.into_iter().collect()
    }

    #[test]
    fn what_came_went_and_changed_is_told_once_in_the_order_of_ids() {
        let before = package([
            work("a", "Дах", 100, "2026-05-01", json!([])),
            work("b", "Двір", 100, "2026-05-01", json!([])),
            work("c", "Міст", 100, "2026-05-01", json!([])),
        ]);
        let reason = json!([{"id": "1", "type": "value", "rationale": "Бітум"}]);
        let after = package([
            work("b", "Двір", 112, "2026-07-30", reason),
            work("c", "Міст", 100, "2026-05-01", json!([])),
            work("d", "Школа", 100, "2026-05-01", json!([])),
        ]);
        let found = compare(&before, &after);
        let ids: Vec<&str> = found
            .iter()
            .map(|difference| difference.item.id.as_str())
            .collect();
        assert_eq!(ids, ["a", "b", "d"]);
        let marks: Vec<Marks> = found.iter().map(Difference::marks).collect();
        assert!(marks[0].has(Kind::Removed) && marks[2].has(Kind::Added));
        assert!(marks[1].has(Kind::Cost) && marks[1].has(Kind::End) && !marks[1].has(Kind::Other));
        assert!(marks[1].lacks_reason, "the price has a reason, the end has none");
        let mut tally = Tally::default();
        marks.iter().for_each(|marks| tally.count(*marks));
        assert_eq!((tally.all, tally.of(Kind::Cost), tally.without_reason), (3, 1, 1));
    }

    #[test]
    fn a_field_that_no_sentence_tells_is_another_change() {
        let before = package([work("a", "Дах", 100, "2026-05-01", json!([]))]);
        let mut after = before.clone();
        after
            .values_mut()
            .for_each(|document| document["purpose"] = json!("Тепло"));
        let found = compare(&before, &after);
        assert!(found[0].marks().has(Kind::Other) && !found[0].marks().lacks_reason);
    }

    #[test]
    fn a_filter_survives_its_address_and_refuses_what_it_does_not_know() {
        let filter = DifferenceFilter {
            kind: Some(Kind::End),
            without_reason: true,
        };
        let pairs = filter.to_pairs();
        let again = DifferenceFilter::of_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        assert_eq!(again, Ok(filter));
        let wrong =
            DifferenceFilter::of_pairs([("kind", "price"), ("without_reason", "maybe"), ("page", "2")]);
        assert_eq!(wrong.unwrap_err().len(), 2);
        assert!(DifferenceFilter::default().takes(Marks::of_kinds([Kind::Added])));
        assert!(!filter.takes(Marks::of_kinds([Kind::End])));
    }

    fn packages() -> impl Strategy<Value = BTreeMap<ProjectId, Value>> {
        let one = (0_u8..12, 0_u8..3, 1_i64..4, 1_u8..4).prop_map(|(id, title, sum, month)| {
            let title = format!("Дах {title}");
            work(
                &format!("p-{id}"),
                &title,
                sum * 100,
                &format!("2026-0{month}-01"),
                json!([]),
            )
        });
        proptest::collection::vec(one, 0..10).prop_map(package)
    }

    proptest! {
        #[test]
        fn equal_packages_differ_in_nothing(package in packages()) {
            prop_assert_eq!(compare(&package, &package), Vec::new());
        }

        #[test]
        fn every_difference_is_found_and_nothing_else(before in packages(), after in packages()) {
            let found = compare(&before, &after);
            let ids: Vec<&ProjectId> = found.iter().map(|difference| &difference.item.id).collect();
            let all = before.keys().chain(after.keys());
            for id in all {
                let differs = before.get(id) != after.get(id);
                prop_assert_eq!(ids.iter().filter(|known| **known == id).count(), usize::from(differs));
            }
        }

        #[test]
        fn the_way_back_is_the_mirror(before in packages(), after in packages()) {
            let mirrored = |kind| match kind {
                Kind::Added => Kind::Removed,
                Kind::Removed => Kind::Added,
                other => other,
            };
            let (there, back) = (compare(&before, &after), compare(&after, &before));
            prop_assert_eq!(there.len(), back.len());
            for (there, back) in there.iter().zip(&back) {
                prop_assert_eq!(&there.item.id, &back.item.id);
                for kind in Kind::ALL {
                    prop_assert_eq!(there.marks().has(kind), back.marks().has(mirrored(kind)));
                }
                if let (What::Changed(there), What::Changed(back)) = (&there.what, &back.what) {
                    for (there, back) in there.told.iter().zip(&back.told) {
                        if let (Change::End { days: later, .. }, Change::End { days: earlier, .. }) = (there, back) {
                            prop_assert_eq!(*later, -earlier);
                        }
                    }
                }
            }
        }

        #[test]
        fn every_difference_is_of_some_kind(before in packages(), after in packages()) {
            let mut tally = Tally::default();
            for difference in compare(&before, &after) {
                let marks = difference.marks();
                prop_assert!(Kind::ALL.iter().any(|kind| marks.has(*kind)));
                prop_assert!(DifferenceFilter::default().takes(marks));
                tally.count(marks);
            }
            prop_assert!(Kind::ALL.iter().all(|kind| tally.of(*kind) <= tally.all));
        }
    }
}
