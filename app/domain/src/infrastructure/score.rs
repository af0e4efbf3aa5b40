//! How much of a project is disclosed: the 40 items of the CoST Infrastructure Data Standard, each with the field of
//! OC4IDS 0.9 that holds it (mapping `oc4ids/mapping` of the standard). An item counts when its field is there and
//! not empty; whether a linked document really tells it, no program can judge.

use super::code::ProjectStatus;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many items there are.
pub const ITEMS: u32 = 40;

macro_rules! items {
    ($($(#[$doc:meta])* $variant:ident => $code:literal, $part:ident, $stage:ident, $field:literal;)+) => {
        /// An item of the standard, in its order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Item {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)+
        }

        impl Item {
            pub const ALL: [Self; ITEMS as usize] = [$(Self::$variant,)+];

            /// A stable code, as the open data write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The part of the standard that it belongs to.
            #[must_use]
            pub const fn part(self) -> Part {
                match self { $(Self::$variant => Part::$part,)+ }
            }

            /// From which stage of the project on it can be told.
            #[must_use]
            pub const fn stage(self) -> Stage {
                match self { $(Self::$variant => Stage::$stage,)+ }
            }

            /// Where the document holds it.
            #[must_use]
            pub const fn field(self) -> &'static str {
                match self { $(Self::$variant => $field,)+ }
            }
        }
    };
}

items! {
    Owner => "owner", Project, Idea, "publicAuthority, parties[publicAuthority]";
    Sector => "sector", Project, Idea, "sector";
    Subsector => "subsector", Project, Idea, "additionalClassifications";
    Name => "name", Project, Idea, "title";
    Location => "location", Project, Idea, "locations";
    Purpose => "purpose", Project, Idea, "purpose";
    Description => "description", Project, Idea, "description";
    Scope => "scope", Project, Preparation, "documents[projectScope]";
    EnvironmentalImpact => "environmental_impact", Project, Preparation, "documents[environmentalImpact]";
    LandImpact => "land_impact", Project, Preparation, "documents[landAndSettlementImpact]";
    Contact => "contact", Project, Idea, "parties[publicAuthority].contactPoint, address";
    Funding => "funding", Project, Preparation, "parties[funder], budget.budgetBreakdowns";
    Budget => "budget", Project, Preparation, "budget.amount";
    BudgetApproval => "budget_approval", Project, Preparation, "budget.approvalDate";
    Status => "status", Project, Idea, "status";
    CompletionCost => "completion_cost", Project, Completion, "completion.finalValue";
    CompletionDate => "completion_date", Project, Completion, "completion.endDate";
    CompletionScope => "completion_scope", Project, Completion, "completion.finalScope";
    ReasonsForChanges => "reasons_for_changes", Project, Completion, "completion.endDateDetails, finalValueDetails, finalScopeDetails";
    Audit => "audit", Project, Completion, "documents[financialAuditReport, technicalAuditReport]";
    ProcuringEntity => "procuring_entity", Contract, Contracting, "contractingProcesses[].summary.tender.procuringEntity";
    ProcuringContact => "procuring_contact", Contract, Contracting, "parties[procuringEntity].contactPoint, address";
    AdministrativeEntity => "administrative_entity", Contract, Contracting, "contractingProcesses[].summary.tender.administrativeEntity";
    ContractStatus => "contract_status", Contract, Contracting, "contractingProcesses[].summary.status";
    ProcurementProcess => "procurement_process", Contract, Contracting, "contractingProcesses[].summary.tender.procurementMethod";
    ContractType => "contract_type", Contract, Contracting, "contractingProcesses[].summary.nature";
    Tenderers => "tenderers", Contract, Contracting, "contractingProcesses[].summary.tender.numberOfTenderers";
    CostEstimate => "cost_estimate", Contract, Contracting, "contractingProcesses[].summary.tender.costEstimate";
    ContractTitle => "contract_title", Contract, Contracting, "contractingProcesses[].summary.title";
    Firms => "firms", Contract, Contracting, "contractingProcesses[].summary.suppliers";
    ContractPrice => "contract_price", Contract, Contracting, "contractingProcesses[].summary.contractValue";
    ContractScope => "contract_scope", Contract, Contracting, "contractingProcesses[].summary.description";
    ContractStart => "contract_start", Contract, Contracting, "contractingProcesses[].summary.contractPeriod.startDate";
    ContractDuration => "contract_duration", Contract, Contracting, "contractingProcesses[].summary.contractPeriod.endDate, durationInDays";
    PriceVariation => "price_variation", Contract, Implementation, "contractingProcesses[].summary.modifications[value]";
    PriceEscalation => "price_escalation", Contract, Implementation, "contractingProcesses[].summary.modifications[value].newContractValue";
    DurationVariation => "duration_variation", Contract, Implementation, "contractingProcesses[].summary.modifications[duration]";
    ScopeVariation => "scope_variation", Contract, Implementation, "contractingProcesses[].summary.modifications[scope]";
    PriceReasons => "price_reasons", Contract, Implementation, "contractingProcesses[].summary.modifications[value].rationale";
    ScopeReasons => "scope_reasons", Contract, Implementation, "contractingProcesses[].summary.modifications[duration, scope].rationale";
}

/// The two halves of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Project,
    Contract,
}

/// From when on an item can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Idea,
    Preparation,
    Contracting,
    Implementation,
    Completion,
}

impl Stage {
    /// The stage that a project of this status has reached.
    #[must_use]
    pub const fn of_status(status: Option<ProjectStatus>) -> Self {
        match status {
            None | Some(ProjectStatus::Identification | ProjectStatus::Cancelled) => Self::Idea,
            Some(ProjectStatus::Preparation) => Self::Preparation,
            Some(ProjectStatus::Implementation) => Self::Implementation,
            Some(
                ProjectStatus::Completion
                | ProjectStatus::Maintenance
                | ProjectStatus::Decommissioning
                | ProjectStatus::Decommissioned,
            ) => Self::Completion,
        }
    }
}

/// The items that a document tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Disclosed(u64);

impl Disclosed {
    /// Reads a document.
    #[must_use]
    pub fn of(document: &Value) -> Self {
        let mut told = Self(0);
        for item in Item::ALL {
            if holds(document, item) {
                told.0 |= 1 << (item as u32);
            }
        }
        told
    }

    /// The items as bits, the first of the standard lowest.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    #[must_use]
    pub const fn of_bits(bits: u64) -> Self {
        Self(bits & ((1 << ITEMS) - 1))
    }

    /// How many items are told, of [`ITEMS`].
    #[must_use]
    pub const fn score(self) -> u32 {
        self.0.count_ones()
    }

    #[must_use]
    pub const fn has(self, item: Item) -> bool {
        self.0 >> (item as u32) & 1 == 1
    }

    /// What is missing and could be told already at this stage.
    #[must_use]
    pub fn owed(self, stage: Stage) -> Vec<Item> {
        Item::ALL
            .into_iter()
            .filter(|item| !self.has(*item) && item.stage() <= stage)
            .collect()
    }
}

fn array<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Whether a value says something: no `null`, no empty text, list or object.
fn is_told(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(is_told),
        Value::Object(fields) => fields.values().any(is_told),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Whether the value at a path of fields says something.
fn at(value: &Value, path: &[&str]) -> bool {
    path.iter()
        .try_fold(value, |value, name| value.get(name))
        .is_some_and(is_told)
}

fn has_document(document: &Value, types: &[&str]) -> bool {
    array(document, "documents").iter().any(|entry| {
        entry
            .get("documentType")
            .and_then(Value::as_str)
            .is_some_and(|kind| types.contains(&kind))
    })
}

fn parties<'a>(document: &'a Value, role: &'a str) -> impl Iterator<Item = &'a Value> {
    array(document, "parties").iter().filter(move |party| {
        array(party, "roles")
            .iter()
            .any(|known| known.as_str() == Some(role))
    })
}

fn can_be_reached(party: &Value) -> bool {
    at(party, &["contactPoint"]) || at(party, &["address"])
}

/// Whether there are contracts, and all of them tell it.
fn contracts(document: &Value, tells: impl Fn(&Value) -> bool) -> bool {
    let processes = array(document, "contractingProcesses");
    !processes.is_empty()
        && processes
            .iter()
            .all(|process| process.get("summary").is_some_and(&tells))
}

/// Whether a contract was changed in one of these ways, and the change tells it.
fn modified(document: &Value, kinds: &[&str], tells: impl Fn(&Value) -> bool) -> bool {
    let of_kind = |change: &&Value| {
        array(change, "type")
            .iter()
            .chain(change.get("type").filter(|kind| kind.is_string()))
            .filter_map(Value::as_str)
            .any(|kind| kinds.contains(&kind))
    };
    array(document, "contractingProcesses")
        .iter()
        .filter_map(|process| process.get("summary"))
        .flat_map(|summary| array(summary, "modifications"))
        .filter(of_kind)
        .any(tells)
}

fn holds(document: &Value, item: Item) -> bool {
    let told = |path: &[&str]| at(document, path);
    let in_contracts = |path: &'static [&'static str]| contracts(document, move |summary| at(summary, path));
    match item {
        Item::Owner => told(&["publicAuthority"]) || parties(document, "publicAuthority").next().is_some(),
        Item::Sector => told(&["sector"]),
        Item::Subsector => told(&["additionalClassifications"]),
        Item::Name => told(&["title"]),
        Item::Location => told(&["locations"]),
        Item::Purpose => told(&["purpose"]),
        Item::Description => told(&["description"]),
        Item::Scope => has_document(document, &["projectScope"]),
        Item::EnvironmentalImpact => has_document(document, &["environmentalImpact"]),
        Item::LandImpact => has_document(document, &["landAndSettlementImpact"]),
        Item::Contact => parties(document, "publicAuthority").any(can_be_reached),
        Item::Funding => {
            parties(document, "funder").next().is_some()
                || told(&["budget", "budgetBreakdowns"])
                || told(&["budget", "finance"])
        }
        Item::Budget => told(&["budget", "amount", "amount"]),
        Item::BudgetApproval => told(&["budget", "approvalDate"]),
        Item::Status => told(&["status"]),
        Item::CompletionCost => told(&["completion", "finalValue", "amount"]),
        Item::CompletionDate => told(&["completion", "endDate"]),
        Item::CompletionScope => told(&["completion", "finalScope"]),
        Item::ReasonsForChanges => ["endDateDetails", "finalValueDetails", "finalScopeDetails"]
            .iter()
            .any(|name| told(&["completion", name])),
        Item::Audit => has_document(document, &["financialAuditReport", "technicalAuditReport"]),
        Item::ProcuringEntity => in_contracts(&["tender", "procuringEntity"]),
        Item::ProcuringContact => parties(document, "procuringEntity").any(can_be_reached),
        Item::AdministrativeEntity => in_contracts(&["tender", "administrativeEntity"]),
        Item::ContractStatus => in_contracts(&["status"]),
        Item::ProcurementProcess => in_contracts(&["tender", "procurementMethod"]),
        Item::ContractType => in_contracts(&["nature"]),
        Item::Tenderers => in_contracts(&["tender", "numberOfTenderers"]),
        Item::CostEstimate => in_contracts(&["tender", "costEstimate", "amount"]),
        Item::ContractTitle => in_contracts(&["title"]),
        Item::Firms => in_contracts(&["suppliers"]),
        Item::ContractPrice => in_contracts(&["contractValue", "amount"]),
        Item::ContractScope => in_contracts(&["description"]),
        Item::ContractStart => in_contracts(&["contractPeriod", "startDate"]),
        Item::ContractDuration => contracts(document, |summary| {
            at(summary, &["contractPeriod", "endDate"]) || at(summary, &["contractPeriod", "durationInDays"])
        }),
        Item::PriceVariation => modified(document, &["value"], |change| {
            at(change, &["oldContractValue", "amount"]) || at(change, &["newContractValue", "amount"])
        }),
        Item::PriceEscalation => modified(document, &["value"], |change| {
            at(change, &["oldContractValue", "amount"]) && at(change, &["newContractValue", "amount"])
        }),
        Item::DurationVariation => modified(document, &["duration"], |change| {
            at(change, &["oldContractPeriod"]) || at(change, &["newContractPeriod"])
        }),
        Item::ScopeVariation => modified(document, &["scope"], |change| {
            at(change, &["description"]) || at(change, &["rationale"])
        }),
        Item::PriceReasons => modified(document, &["value"], |change| at(change, &["rationale"])),
        Item::ScopeReasons => modified(document, &["duration", "scope"], |change| {
            at(change, &["rationale"])
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(document: &Value) -> Vec<&'static str> {
        let disclosed = Disclosed::of(document);
        Item::ALL
            .into_iter()
            .filter(|item| disclosed.has(*item))
            .map(Item::code)
            .collect()
    }

    #[test]
    fn an_empty_document_tells_nothing_and_bits_survive() {
        assert_eq!(Disclosed::of(&json!({})).score(), 0);
        let empties = json!({
            "title": " ", "sector": [], "locations": [{}], "budget": {"amount": {}},
            "publicAuthority": {"id": null}, "contractingProcesses": [],
        });
        assert_eq!(told(&empties), [""; 0]);
        let some = Disclosed::of(&json!({"title": "Дах", "status": "completion"}));
        assert_eq!(Disclosed::of_bits(some.bits()), some);
        assert_eq!(Disclosed::of_bits(u64::MAX).score(), ITEMS);
    }

    #[test]
    fn items_follow_the_mapping_of_the_standard() {
        let document = json!({
            "publicAuthority": {"id": "c", "name": "Рада"},
            "parties": [{"id": "c", "roles": ["publicAuthority"], "contactPoint": {"telephone": "0352"}},
                        {"id": "f", "roles": ["funder"]}],
            "budget": {"amount": {"amount": 0, "currency": "UAH"}, "approvalDate": "2026-01-01T00:00:00Z"},
            "documents": [{"id": "1", "documentType": "technicalAuditReport"}],
            "completion": {"finalValueDetails": "Дорожчали матеріали"},
        });
        assert_eq!(
            told(&document),
            [
                "owner",
                "contact",
                "funding",
                "budget",
                "budget_approval",
                "reasons_for_changes",
                "audit"
            ]
        );
    }

    #[test]
    fn an_item_of_contracts_counts_only_when_every_contract_tells_it() {
        let contract = |summary: Value| json!({"id": "1", "summary": summary});
        let whole = contract(json!({"title": "Дах", "status": "active"}));
        let half = contract(json!({"title": "Дах"}));
        let of = |processes: Value| told(&json!({"contractingProcesses": processes}));
        assert_eq!(of(json!([whole])), ["contract_status", "contract_title"]);
        assert_eq!(of(json!([whole, half])), ["contract_title"]);
    }

    #[test]
    fn changes_of_a_contract_are_told_with_their_reasons() {
        let document = json!({"contractingProcesses": [{"id": "1", "summary": {"modifications": [
            {"id": "1", "type": "value", "oldContractValue": {"amount": 5}, "newContractValue": {"amount": 7}},
            {"id": "2", "type": "duration", "newContractPeriod": {"endDate": "2027-01-01T00:00:00Z"}, "rationale": "Мороз"},
        ]}}]});
        assert_eq!(
            told(&document),
            [
                "price_variation",
                "price_escalation",
                "duration_variation",
                "scope_reasons"
            ]
        );
    }

    #[test]
    fn nothing_is_owed_before_its_time() {
        let idea = Disclosed::of(&json!({"title": "Міст"}));
        let owed = idea.owed(Stage::of_status(Some(ProjectStatus::Identification)));
        assert!(owed.contains(&Item::Purpose) && !owed.contains(&Item::CompletionCost));
        assert!(!owed.contains(&Item::Name));
        assert_eq!(
            idea.owed(Stage::of_status(Some(ProjectStatus::Completion))).len(),
            39
        );
    }

    #[test]
    fn the_fixture_of_the_city_tells_what_its_source_told() {
        // The fields of every work of texty.org.ua.
        let document = json!({
            "id": "x", "publicAuthority": {"id": "c", "name": "Рада"}, "title": "Дах", "description": "Ремонт",
            "status": "completion", "sector": ["energy"],
            "additionalClassifications": [{"id": "Т", "scheme": "s", "description": "Т"}],
            "locations": [{"id": "1", "address": {"locality": "Тернопіль"}}],
            "parties": [{"id": "c", "name": "Рада", "roles": ["publicAuthority"]}],
            "contractingProcesses": [{"id": "1", "summary": {
                "title": "Дах", "nature": ["construction"], "status": "closed", "suppliers": [{"id": "s", "name": "ФОП"}]}}],
            "completion": {"finalValue": {"amount": 5.0, "currency": "UAH"}, "finalValueDetails": "не зазначено"},
        });
        assert_eq!(Disclosed::of(&document).score(), 13);
    }
}
