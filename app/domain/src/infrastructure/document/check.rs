//! Checks beyond the schema: references, coordinates, order of dates, sums.

use crate::infrastructure::filter::Area;
use crate::infrastructure::import::{FaultDetail, FaultKind};
use crate::infrastructure::project::PeriodKind;
use serde_json::Value;
use std::collections::HashSet;

/// Something wrong in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// JSON pointer from the project: `/locations/0/geometry/coordinates`.
    pub path: String,
    pub kind: FaultKind,
    pub detail: FaultDetail,
}

/// Sums that differ by less are equal: parts are rounded to kopiykas.
const ROUNDING: f64 = 0.011;

/// Finds what the schema cannot: organisations that `parties` does not list, coordinates that are swapped or outside
/// of `bounds`, periods that end before they begin, sums that their parts contradict.
#[must_use]
pub fn check(document: &Value, bounds: Area) -> Vec<Finding> {
    let mut findings = Vec::new();
    references(document, &mut findings);
    places(document, bounds, &mut findings);
    periods(document, "", &mut findings);
    sums(document, &mut findings);
    findings
}

fn find(findings: &mut Vec<Finding>, path: String, kind: FaultKind, detail: FaultDetail) {
    findings.push(Finding { path, kind, detail });
}

fn array<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn references(document: &Value, findings: &mut Vec<Finding>) {
    let parties: HashSet<&str> = array(document, "parties")
        .iter()
        .filter_map(|party| party.get("id")?.as_str())
        .collect();
    let mut refer = |path: String, organisation: Option<&Value>| {
        if let Some(id) = organisation.and_then(|organisation| organisation.get("id")?.as_str())
            && !parties.contains(id)
        {
            find(
                findings,
                format!("{path}/id"),
                FaultKind::DanglingOrganisation,
                FaultDetail::NotAParty { id: id.to_owned() },
            );
        }
    };
    refer("/publicAuthority".to_owned(), document.get("publicAuthority"));
    for (index, process) in array(document, "contractingProcesses").iter().enumerate() {
        let Some(summary) = process.get("summary") else {
            continue;
        };
        let path = format!("/contractingProcesses/{index}/summary");
        for role in ["suppliers", "tender"] {
            for (place, supplier) in array(summary, role).iter().enumerate() {
                refer(format!("{path}/{role}/{place}"), Some(supplier));
            }
        }
        if let Some(tender) = summary.get("tender") {
            for role in ["procuringEntity", "administrativeEntity"] {
                refer(format!("{path}/tender/{role}"), tender.get(role));
            }
            for (place, tenderer) in array(tender, "tenderers").iter().enumerate() {
                refer(format!("{path}/tender/tenderers/{place}"), Some(tenderer));
            }
        }
    }
    for (index, transaction) in array(document, "transactions").iter().enumerate() {
        for role in ["payer", "payee"] {
            refer(format!("/transactions/{index}/{role}"), transaction.get(role));
        }
    }
}

fn places(document: &Value, bounds: Area, findings: &mut Vec<Finding>) {
    for (index, location) in array(document, "locations").iter().enumerate() {
        if let Some(coordinates) = location
            .get("geometry")
            .and_then(|geometry| geometry.get("coordinates"))
        {
            positions(
                coordinates,
                &format!("/locations/{index}/geometry/coordinates"),
                bounds,
                findings,
            );
        }
    }
}

/// Walks down to the positions of a geometry of any kind.
fn positions(value: &Value, path: &str, bounds: Area, findings: &mut Vec<Finding>) {
    let Some(items) = value.as_array() else { return };
    if let [first, second, ..] = items.as_slice()
        && let (Some(longitude), Some(latitude)) = (first.as_f64(), second.as_f64())
    {
        if bounds.contains(longitude, latitude) {
            return;
        }
        let (kind, detail) = if bounds.contains(latitude, longitude) {
            (
                FaultKind::CoordinatesSwapped,
                FaultDetail::Swapped(longitude, latitude),
            )
        } else {
            (
                FaultKind::CoordinatesOutside,
                FaultDetail::Outside(longitude, latitude),
            )
        };
        return find(findings, path.to_owned(), kind, detail);
    }
    for (index, item) in items.iter().enumerate() {
        positions(item, &format!("{path}/{index}"), bounds, findings);
    }
}

fn periods(document: &Value, path: &str, findings: &mut Vec<Finding>) {
    for kind in PeriodKind::ALL {
        period(
            document.get(kind.field()),
            &format!("{path}/{}", kind.field()),
            findings,
        );
    }
    period(document.get("assetLifetime"), "/assetLifetime", findings);
    for (index, process) in array(document, "contractingProcesses").iter().enumerate() {
        let summary = process.get("summary");
        let path = format!("/contractingProcesses/{index}/summary/contractPeriod");
        period(
            summary.and_then(|summary| summary.get("contractPeriod")),
            &path,
            findings,
        );
    }
}

/// The moments of the standard are RFC 3339; only their order is judged here, the form by the schema.
fn period(period: Option<&Value>, path: &str, findings: &mut Vec<Finding>) {
    let moment = |name: &str| {
        let text = period?.get(name)?.as_str()?;
        Some((text.parse::<jiff::Timestamp>().ok()?, text.to_owned()))
    };
    if let (Some((start, start_text)), Some((end, end_text))) = (moment("startDate"), moment("endDate"))
        && end < start
    {
        find(
            findings,
            format!("{path}/endDate"),
            FaultKind::DateOrder,
            FaultDetail::EndBeforeStart {
                start: start_text,
                end: end_text,
            },
        );
    }
}

fn sums(document: &Value, findings: &mut Vec<Finding>) {
    let amount = |value: Option<&Value>| value?.get("amount")?.as_f64();
    let budget = document.get("budget");
    for (path, value) in [
        ("/budget/amount", budget.and_then(|budget| budget.get("amount"))),
        (
            "/completion/finalValue",
            document.get("completion").and_then(|end| end.get("finalValue")),
        ),
    ] {
        negative(amount(value), path.to_owned(), findings);
    }
    for (index, process) in array(document, "contractingProcesses").iter().enumerate() {
        let value = process
            .get("summary")
            .and_then(|summary| summary.get("contractValue"));
        let path = format!("/contractingProcesses/{index}/summary");
        negative(amount(value), format!("{path}/contractValue"), findings);
        let estimate = process
            .get("summary")
            .and_then(|summary| summary.get("tender")?.get("costEstimate"));
        negative(amount(estimate), format!("{path}/tender/costEstimate"), findings);
    }
    let Some(budget) = budget else { return };
    let total = amount(budget.get("amount"));
    let currency = budget.get("amount").and_then(|value| value.get("currency"));
    for (index, breakdown) in array(budget, "budgetBreakdowns").iter().enumerate() {
        let parts = array(breakdown, "budgetBreakdown");
        for (place, part) in parts.iter().enumerate() {
            let path = format!("/budget/budgetBreakdowns/{index}/budgetBreakdown/{place}/amount");
            negative(amount(part.get("amount")), path, findings);
        }
        let is_comparable = !parts.is_empty()
            && parts
                .iter()
                .all(|part| part.get("amount").and_then(|value| value.get("currency")) == currency);
        let sum: Option<f64> = parts.iter().map(|part| amount(part.get("amount"))).sum();
        if let (true, Some(total), Some(sum)) = (is_comparable, total, sum)
            && sum - total > ROUNDING
        {
            find(
                findings,
                format!("/budget/budgetBreakdowns/{index}"),
                FaultKind::Sum,
                FaultDetail::PartsAboveWhole {
                    parts: sum,
                    whole: total,
                },
            );
        }
    }
}

fn negative(amount: Option<f64>, path: String, findings: &mut Vec<Finding>) {
    if let Some(amount) = amount.filter(|amount| *amount < 0.0) {
        find(
            findings,
            format!("{path}/amount"),
            FaultKind::NegativeSum,
            FaultDetail::Negative { amount },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const BOUNDS: Area = Area {
        west: 25.30,
        south: 49.45,
        east: 25.75,
        north: 49.75,
    };

    fn found(document: &Value) -> Vec<(String, FaultKind)> {
        check(document, BOUNDS)
            .into_iter()
            .map(|finding| (finding.path, finding.kind))
            .collect()
    }

    #[test]
    fn swapped_coordinates_are_told_from_far_away_ones() {
        let at = |coordinates: Value| json!({"locations": [{"geometry": {"type": "Point", "coordinates": coordinates}}]});
        let path = "/locations/0/geometry/coordinates".to_owned();
        assert_eq!(found(&at(json!([25.6, 49.55]))), []);
        assert_eq!(
            found(&at(json!([49.55, 25.6]))),
            [(path.clone(), FaultKind::CoordinatesSwapped)]
        );
        assert_eq!(
            found(&at(json!([30.5, 50.4]))),
            [(path.clone(), FaultKind::CoordinatesOutside)]
        );
        let line = at(json!([[25.6, 49.55], [25.6, 94.55]]));
        assert_eq!(
            found(&line),
            [(format!("{path}/1"), FaultKind::CoordinatesOutside)]
        );
    }

    #[test]
    fn organisations_that_are_no_parties_are_found() {
        let document = json!({
            "publicAuthority": {"id": "council"},
            "parties": [{"id": "council"}],
            "contractingProcesses": [{"summary": {"suppliers": [{"id": "ghost"}]}}]
        });
        assert_eq!(
            found(&document),
            [(
                "/contractingProcesses/0/summary/suppliers/0/id".to_owned(),
                FaultKind::DanglingOrganisation
            )]
        );
    }

    #[test]
    fn a_period_cannot_end_before_it_begins() {
        let document =
            json!({"period": {"startDate": "2016-01-01T00:00:00Z", "endDate": "2015-12-31T00:00:00Z"}});
        assert_eq!(
            found(&document),
            [("/period/endDate".to_owned(), FaultKind::DateOrder)]
        );
    }

    #[test]
    fn parts_cannot_be_more_than_the_whole() {
        let budget = |part: f64| {
            json!({"budget": {
                "amount": {"amount": 100.0, "currency": "UAH"},
                "budgetBreakdowns": [{"budgetBreakdown": [{"amount": {"amount": part, "currency": "UAH"}}]}]
            }})
        };
        assert_eq!(found(&budget(100.005)), []);
        assert_eq!(
            found(&budget(101.0)),
            [("/budget/budgetBreakdowns/0".to_owned(), FaultKind::Sum)]
        );
        let negative = json!({"completion": {"finalValue": {"amount": -1}}});
        assert_eq!(
            found(&negative),
            [("/completion/finalValue/amount".to_owned(), FaultKind::NegativeSum)]
        );
    }
}
