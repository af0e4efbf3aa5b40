//! What deserves a closer look, each with its rule and its threshold. A flag is a question, not a verdict.

use super::code::ProjectStatus;
use super::project::Day;
use serde_json::Value;

/// From this rise of a price on, in percent.
pub const RISE_PERCENT: i64 = 10;
/// From this many days on that an end was put off.
pub const DELAY_DAYS: i64 = 30;

/// A rule that a project meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flag {
    /// The price of a contract rose by at least [`RISE_PERCENT`] after it was signed.
    PriceRise { percent: i64 },
    /// The final cost is above the contracts by at least [`RISE_PERCENT`].
    FinalAboveContract { percent: i64 },
    /// The contracts are above the budget.
    ContractAboveBudget { percent: i64 },
    /// The end of a contract was put off by at least [`DELAY_DAYS`].
    PutOff { days: i64 },
    /// The planned end has passed, and the works are still under way.
    Overdue { days: i64 },
    /// A contract was changed without a reason being told.
    ChangeWithoutReason { changes: usize },
    /// One firm took part in the tender.
    SingleTenderer,
    /// The contract was given without open competition.
    NoOpenCompetition,
}

/// Every flag of a document on a day.
#[must_use]
pub fn raise(document: &Value, today: Day) -> Vec<Flag> {
    let mut flags = Vec::new();
    let summaries: Vec<&Value> = array(document, "contractingProcesses")
        .iter()
        .filter_map(|process| process.get("summary"))
        .collect();
    let changes: Vec<&Value> = summaries
        .iter()
        .flat_map(|summary| array(summary, "modifications"))
        .collect();
    prices(document, &summaries, &changes, &mut flags);
    dates(document, &changes, today, &mut flags);
    let silent = changes
        .iter()
        .filter(|change| text(change, "rationale").is_none_or(|reason| reason.trim().is_empty()))
        .count();
    if silent > 0 {
        flags.push(Flag::ChangeWithoutReason { changes: silent });
    }
    let tenders = || summaries.iter().filter_map(|summary| summary.get("tender"));
    if tenders().any(|tender| tender.get("numberOfTenderers").and_then(Value::as_u64) == Some(1)) {
        flags.push(Flag::SingleTenderer);
    }
    if tenders().any(|tender| matches!(text(tender, "procurementMethod"), Some("limited" | "direct"))) {
        flags.push(Flag::NoOpenCompetition);
    }
    flags
}

fn prices(document: &Value, summaries: &[&Value], changes: &[&Value], flags: &mut Vec<Flag>) {
    let highest = changes
        .iter()
        .filter_map(|change| rise(change.get("oldContractValue"), change.get("newContractValue")))
        .max();
    if let Some(percent) = highest.filter(|percent| *percent >= RISE_PERCENT) {
        flags.push(Flag::PriceRise { percent });
    }
    let contracts = total(summaries.iter().map(|summary| summary.get("contractValue")));
    let budget = document.get("budget").and_then(|budget| budget.get("amount"));
    let cost = document
        .get("completion")
        .and_then(|completion| completion.get("finalValue"));
    if let Some(contracts) = contracts {
        let contracts = serde_json::json!({"amount": contracts.0, "currency": contracts.1});
        if let Some(percent) = rise(Some(&contracts), cost).filter(|percent| *percent >= RISE_PERCENT) {
            flags.push(Flag::FinalAboveContract { percent });
        }
        if let Some(percent) = rise(budget, Some(&contracts)).filter(|percent| *percent > 0) {
            flags.push(Flag::ContractAboveBudget { percent });
        }
    }
}

fn dates(document: &Value, changes: &[&Value], today: Day, flags: &mut Vec<Flag>) {
    let end = |period: Option<&Value>| Day::of_text(period?.get("endDate")?.as_str()?);
    let latest = changes
        .iter()
        .filter_map(|change| {
            Some(end(change.get("oldContractPeriod"))?.days_until(end(change.get("newContractPeriod"))?))
        })
        .max();
    if let Some(days) = latest.filter(|days| *days >= DELAY_DAYS) {
        flags.push(Flag::PutOff { days });
    }
    let status = text(document, "status").and_then(ProjectStatus::of_code);
    let planned = end(document.get("implementationPeriod")).or_else(|| end(document.get("period")));
    if let (Some(ProjectStatus::Implementation), Some(planned)) = (status, planned)
        && planned < today
    {
        flags.push(Flag::Overdue {
            days: planned.days_until(today),
        });
    }
}

fn array<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

fn money(value: Option<&Value>) -> Option<(f64, &str)> {
    let value = value?;
    Some((value.get("amount")?.as_f64()?, text(value, "currency")?))
}

/// The sum of several sums; `None` when one is unknown or in another currency.
fn total<'a>(values: impl Iterator<Item = Option<&'a Value>>) -> Option<(f64, &'a str)> {
    let all: Vec<(f64, &str)> = values.map(money).collect::<Option<_>>()?;
    let (_, currency) = *all.first()?;
    all.iter()
        .all(|(_, other)| *other == currency)
        .then(|| (all.iter().map(|(amount, _)| amount).sum(), currency))
}

/// By how many whole percent the second sum is above the first, rounded down.
fn rise(before: Option<&Value>, after: Option<&Value>) -> Option<i64> {
    let ((before, currency), (after, other)) = (money(before)?, money(after)?);
    if currency != other || before <= 0.0 {
        return None;
    }
    let percent = ((after - before) / before * 100.0 + 1e-9).floor();
    if percent.abs() >= 1e12 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the size was checked just now")]
    let whole = percent as i64;
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn today() -> Day {
        Day::of_text("2026-11-25").unwrap()
    }

    fn contract(summary: Value) -> Value {
        json!({"contractingProcesses": [{"id": "1", "summary": summary}]})
    }

    fn uah(amount: f64) -> Value {
        json!({"amount": amount, "currency": "UAH"})
    }

    #[test]
    fn a_rise_is_flagged_from_the_threshold_on() {
        let risen = |new: f64| {
            raise(
                &contract(
                    json!({"modifications": [{"id": "1", "type": "value", "rationale": "x",
                    "oldContractValue": uah(100.0), "newContractValue": uah(new)}]}),
                ),
                today(),
            )
        };
        assert_eq!(risen(109.99), []);
        assert_eq!(risen(110.0), [Flag::PriceRise { percent: 10 }]);
    }

    #[test]
    fn sums_of_other_currencies_are_not_compared() {
        let mut document = contract(json!({"contractValue": {"amount": 1.0, "currency": "EUR"}}));
        document["completion"] = json!({"finalValue": uah(900.0)});
        assert_eq!(raise(&document, today()), []);
        document["contractingProcesses"][0]["summary"]["contractValue"] = uah(500.0);
        document["budget"] = json!({"amount": uah(400.0)});
        assert_eq!(
            raise(&document, today()),
            [
                Flag::FinalAboveContract { percent: 80 },
                Flag::ContractAboveBudget { percent: 25 }
            ]
        );
    }

    #[test]
    fn late_works_are_flagged_while_they_go_on() {
        let mut document = json!({"status": "implementation", "period": {"endDate": "2026-11-15T00:00:00Z"}});
        assert_eq!(raise(&document, today()), [Flag::Overdue { days: 10 }]);
        document["status"] = json!("completion");
        assert_eq!(raise(&document, today()), []);
    }

    #[test]
    fn silent_changes_and_closed_tenders_are_flagged() {
        let document = contract(json!({
            "tender": {"numberOfTenderers": 1, "procurementMethod": "direct"},
            "modifications": [
                {"id": "1", "type": "duration", "oldContractPeriod": {"endDate": "2026-01-01T00:00:00Z"},
                 "newContractPeriod": {"endDate": "2026-01-31T00:00:00Z"}},
                {"id": "2", "type": "scope", "rationale": " "},
            ],
        }));
        assert_eq!(
            raise(&document, today()),
            [
                Flag::PutOff { days: 30 },
                Flag::ChangeWithoutReason { changes: 2 },
                Flag::SingleTenderer,
                Flag::NoOpenCompetition
            ]
        );
    }
}
