//! What lists, search and pages need from a document.

use crate::infrastructure::code::{ProjectStatus, ProjectType, Sector};
use crate::infrastructure::project::{
    Contract, Cost, CostKind, Day, Organisation, Period, PeriodKind, Place, ProjectDetail, ProjectFacts,
    ProjectId, ProjectItem, SectorCode,
};
use crate::infrastructure::score::Disclosed;
use crate::money::Money;
use crate::text::{fold, sort_key};
use crate::time::Timestamp;
use serde_json::Value;

/// Sums beyond this are no money of a city; they would not fit into kopiykas.
const LARGEST_AMOUNT: f64 = 9e15;

fn array<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text(value: &Value, name: &str) -> Option<String> {
    value
        .get(name)?
        .as_str()
        .filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// What the indexed columns hold. Total: whatever the document lacks is left empty.
#[must_use]
pub fn facts(id: ProjectId, document: &Value) -> ProjectFacts {
    let suppliers = suppliers(document);
    let (place, address) = location(document);
    let whole = period(document.get(PeriodKind::Whole.field()));
    let stages = || {
        PeriodKind::ALL
            .iter()
            .map(|kind| period(document.get(kind.field())))
    };
    let year_from = whole
        .start
        .or_else(|| stages().filter_map(|stage| stage.start).min());
    let year_to = whole.end.or_else(|| stages().filter_map(|stage| stage.end).max());
    let title = text(document, "title").unwrap_or_else(|| id.to_string());
    let names: Vec<&str> = suppliers.iter().map(|supplier| supplier.name.as_str()).collect();
    let description = text(document, "description").unwrap_or_default();
    let search_text = fold(&format!(
        "{title} {description} {address} {} {id}",
        names.join(" ")
    ));
    let disclosed = Disclosed::of(document);
    let item = ProjectItem {
        disclosed: i64::from(disclosed.score()),
        status: text(document, "status").and_then(|code| ProjectStatus::of_code(&code)),
        project_type: text(document, "type").and_then(|code| ProjectType::of_code(&code)),
        year_from: year_from.map(|day| i64::from(day.year)),
        year_to: year_to.map(|day| i64::from(day.year)),
        cost: costs(document)
            .into_iter()
            .rfind(|cost| cost.kind != CostKind::Paid)
            .map(|cost| cost.value),
        supplier: suppliers
            .first()
            .map(|first| first.name.clone())
            .unwrap_or_default(),
        id,
        title,
        address,
        place,
    };
    ProjectFacts {
        title_key: sort_key(&item.title),
        item,
        search_text,
        sectors: sectors(document),
        suppliers,
        authority: document.get("publicAuthority").and_then(organisation),
        disclosed,
    }
}

/// What the page of a project shows.
#[must_use]
pub fn detail(id: ProjectId, document: &Value, updated: Timestamp, version: i64) -> ProjectDetail {
    let ProjectFacts {
        item,
        sectors,
        suppliers,
        authority,
        disclosed,
        ..
    } = facts(id, document);
    let known = |code: String| Sector::of_code(&code).map_or(SectorCode::Other(code), SectorCode::Known);
    ProjectDetail {
        item,
        description: text(document, "description"),
        sectors: sectors.into_iter().map(known).collect(),
        authority,
        suppliers,
        disclosed,
        flags: Vec::new(),
        periods: PeriodKind::ALL
            .into_iter()
            .map(|kind| (kind, period(document.get(kind.field()))))
            .filter(|(_, period)| *period != Period::default())
            .collect(),
        costs: costs(document),
        contracts: array(document, "contractingProcesses")
            .iter()
            .filter_map(contract)
            .collect(),
        source_updated: text(document, "updated").and_then(|text| text.get(..10).map(str::to_owned)),
        updated,
        version,
    }
}

fn contract(process: &Value) -> Option<Contract> {
    let summary = process.get("summary")?;
    Some(Contract {
        id: text(process, "id")?,
        title: text(summary, "title"),
        suppliers: array(summary, "suppliers")
            .iter()
            .filter_map(organisation)
            .collect(),
        value: summary.get("contractValue").and_then(money),
        period: period(summary.get("contractPeriod")),
        tenderers: summary
            .get("tender")
            .and_then(|tender| tender.get("numberOfTenderers")?.as_u64()),
    })
}

fn organisation(value: &Value) -> Option<Organisation> {
    let id = text(value, "id")?;
    let name = text(value, "name").unwrap_or_else(|| id.clone());
    Some(Organisation { id, name })
}

/// Suppliers of the contracts, then parties in that role, each once.
fn suppliers(document: &Value) -> Vec<Organisation> {
    let of_contracts = array(document, "contractingProcesses")
        .iter()
        .filter_map(|process| process.get("summary"))
        .flat_map(|summary| array(summary, "suppliers"));
    let of_parties = array(document, "parties").iter().filter(|party| {
        array(party, "roles")
            .iter()
            .any(|role| role.as_str() == Some("supplier"))
    });
    let mut suppliers: Vec<Organisation> = Vec::new();
    for supplier in of_contracts.chain(of_parties).filter_map(organisation) {
        if !suppliers.iter().any(|known| known.id == supplier.id) {
            suppliers.push(supplier);
        }
    }
    suppliers
}

fn sectors(document: &Value) -> Vec<String> {
    let mut sectors: Vec<String> = Vec::new();
    for code in array(document, "sector").iter().filter_map(Value::as_str) {
        if !sectors.iter().any(|known| known == code) {
            sectors.push(code.to_owned());
        }
    }
    sectors
}

/// The sums of the document, the most certain last: budget, contract, what is paid, final.
fn costs(document: &Value) -> Vec<Cost> {
    let cost = |kind, value: Option<&Value>, note| {
        Some(Cost {
            kind,
            value: money(value?)?,
            note,
        })
    };
    let budget = document.get("budget");
    let completion = document.get("completion");
    let add = |sum: Money, next: Money| {
        if sum.currency == next.currency {
            Money {
                minor: sum.minor.saturating_add(next.minor),
                ..sum
            }
        } else {
            sum
        }
    };
    let contract = array(document, "contractingProcesses")
        .iter()
        .filter_map(|process| money(process.get("summary")?.get("contractValue")?))
        .reduce(add);
    let payments = |value: &Value| -> Vec<Money> {
        array(value, "transactions")
            .iter()
            .filter_map(|payment| money(payment.get("value")?))
            .collect()
    };
    let paid = payments(document)
        .into_iter()
        .chain(
            array(document, "contractingProcesses")
                .iter()
                .filter_map(|process| process.get("summary"))
                .flat_map(payments),
        )
        .reduce(add);
    [
        cost(
            CostKind::Budget,
            budget.and_then(|budget| budget.get("amount")),
            budget.and_then(|budget| text(budget, "description")),
        ),
        contract.map(|value| Cost {
            kind: CostKind::Contract,
            value,
            note: None,
        }),
        paid.map(|value| Cost {
            kind: CostKind::Paid,
            value,
            note: None,
        }),
        cost(
            CostKind::Final,
            completion.and_then(|end| end.get("finalValue")),
            completion.and_then(|end| text(end, "finalValueDetails")),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn money(value: &Value) -> Option<Money> {
    let amount = value
        .get("amount")?
        .as_f64()
        .filter(|amount| amount.abs() < LARGEST_AMOUNT)?;
    let currency = text(value, "currency")?;
    #[expect(clippy::cast_possible_truncation, reason = "the size was checked just now")]
    let minor = (amount * 100.0).round() as i64;
    Some(Money { minor, currency })
}

fn period(value: Option<&Value>) -> Period {
    let day = |name: &str| Day::of_text(value?.get(name)?.as_str()?);
    Period {
        start: day("startDate"),
        end: day("endDate"),
    }
}

/// The first location that has a place, and the first that has an address.
fn location(document: &Value) -> (Option<Place>, String) {
    let locations = array(document, "locations");
    let place = locations
        .iter()
        .find_map(|location| middle(location.get("geometry")?.get("coordinates")?));
    let address = locations.iter().find_map(|location| {
        let address = location.get("address")?;
        let parts: Vec<String> = ["streetAddress", "locality"]
            .iter()
            .filter_map(|name| text(address, name))
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    });
    (
        place,
        address
            .or_else(|| locations.iter().find_map(|l| text(l, "description")))
            .unwrap_or_default(),
    )
}

/// A point of a geometry: itself, or the middle position of a line or an outline.
fn middle(coordinates: &Value) -> Option<Place> {
    let items = coordinates.as_array()?;
    if let [longitude, latitude, ..] = items.as_slice()
        && let (Some(longitude), Some(latitude)) = (longitude.as_f64(), latitude.as_f64())
    {
        return Some(Place { longitude, latitude });
    }
    middle(items.get(items.len() / 2)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn id() -> ProjectId {
        "oc4ids-abc123-1".parse().unwrap()
    }

    #[test]
    fn the_most_certain_sum_is_the_cost() {
        let document = json!({
            "budget": {"amount": {"amount": 100, "currency": "UAH"}},
            "contractingProcesses": [
                {"id": "1", "summary": {"contractValue": {"amount": 40.5, "currency": "UAH"}}},
                {"id": "2", "summary": {"contractValue": {"amount": 50, "currency": "UAH"}}}
            ]
        });
        assert_eq!(facts(id(), &document).item.cost, Some(Money::uah(9_050)));
    }

    #[test]
    fn what_is_paid_so_far_is_no_cost_of_the_whole() {
        let document = json!({
            "transactions": [{"id": "1", "value": {"amount": 10, "currency": "UAH"}}],
            "contractingProcesses": [{"id": "1", "summary": {
                "contractValue": {"amount": 40, "currency": "UAH"},
                "transactions": [{"id": "2", "value": {"amount": 5, "currency": "UAH"}}]}}]
        });
        assert_eq!(facts(id(), &document).item.cost, Some(Money::uah(4_000)));
        let detail = detail(id(), &document, Timestamp(0), 1);
        assert_eq!(
            detail.costs.last().map(|cost| (cost.kind, cost.value.minor)),
            Some((CostKind::Paid, 1_500))
        );
    }

    #[test]
    fn a_document_of_an_id_alone_still_has_a_title() {
        let facts = facts(id(), &json!({"id": "oc4ids-abc123-1"}));
        assert_eq!(facts.item.title, "oc4ids-abc123-1");
        assert_eq!(
            (facts.item.cost, facts.item.place, facts.suppliers.len()),
            (None, None, 0)
        );
    }

    #[test]
    fn a_supplier_of_two_contracts_is_counted_once() {
        let document = json!({
            "parties": [{"id": "s", "name": "ПП «Шлях»", "roles": ["supplier"]}],
            "contractingProcesses": [{"id": "1", "summary": {"suppliers": [{"id": "s", "name": "ПП «Шлях»"}]}}]
        });
        let facts = facts(id(), &document);
        assert_eq!(facts.suppliers.len(), 1);
        assert!(facts.search_text.contains("пп «шлях»"));
    }

    #[test]
    fn titles_sort_in_the_order_of_the_alphabet() {
        let mut titles = [
            "Яблуня",
            "Їжак",
            "Ґанок",
            "Єдність",
            "Грім",
            "Дім",
            "Ірис",
            "Йод",
            "Жук",
        ];
        titles.sort_by_key(|title| sort_key(title));
        assert_eq!(
            titles,
            [
                "Грім",
                "Ґанок",
                "Дім",
                "Єдність",
                "Жук",
                "Ірис",
                "Їжак",
                "Йод",
                "Яблуня"
            ]
        );
    }

    #[test]
    fn a_road_is_shown_at_its_middle() {
        let document =
            json!({"locations": [{"geometry": {"coordinates": [[25.5, 49.5], [25.6, 49.6], [25.7, 49.7]]}}]});
        let place = facts(id(), &document).item.place.unwrap();
        assert_eq!((place.longitude, place.latitude), (25.6, 49.6));
    }

    #[test]
    fn wrong_types_leave_facts_empty() {
        let document =
            json!({"title": 5, "sector": "energy", "locations": {}, "period": [], "completion": 1});
        let facts = facts(id(), &document);
        assert_eq!((facts.item.year_from, facts.sectors.len()), (None, 0));
    }
}
