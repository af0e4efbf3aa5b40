//! Codes, periods and sums in words.

use domain::Language;
use domain::infrastructure::comment::{CommentState, CommentView, HidingReason, Objection};
use domain::infrastructure::difference::Kind;
use domain::infrastructure::flag::{self, Flag};
use domain::infrastructure::import::FaultKind;
use domain::infrastructure::project::{CostKind, Period, PeriodKind, ProjectItem, SectorCode};
use domain::infrastructure::score::{Item, Part};
use domain::infrastructure::{ProjectStatus, ProjectType, Sector, Sort};
use domain::money::Money;
pub(super) use locales::project::{change, day, status};
use locales::{format, infrastructure as t};

/// The look of a status.
pub(super) const fn badge(status: ProjectStatus) -> ui::Status {
    match status {
        ProjectStatus::Identification | ProjectStatus::Preparation => ui::Status::Waiting,
        ProjectStatus::Implementation | ProjectStatus::Maintenance | ProjectStatus::Decommissioning => {
            ui::Status::InProgress
        }
        ProjectStatus::Completion | ProjectStatus::Decommissioned => ui::Status::Done,
        ProjectStatus::Cancelled => ui::Status::Closed,
    }
}

pub(super) fn project_type(language: Language, code: ProjectType) -> &'static str {
    match code {
        ProjectType::Construction => t::type_construction(language),
        ProjectType::Rehabilitation => t::type_rehabilitation(language),
        ProjectType::Replacement => t::type_replacement(language),
        ProjectType::Expansion => t::type_expansion(language),
        ProjectType::Decommissioning => t::type_decommissioning(language),
    }
}

pub(super) fn sector(language: Language, sector: Sector) -> &'static str {
    match sector {
        Sector::Education => t::sector_education(language),
        Sector::Health => t::sector_health(language),
        Sector::Energy => t::sector_energy(language),
        Sector::EnergySolar => t::sector_energy_solar(language),
        Sector::EnergyWind => t::sector_energy_wind(language),
        Sector::EnergyHydropower => t::sector_energy_hydropower(language),
        Sector::EnergyBiomass => t::sector_energy_biomass(language),
        Sector::EnergyGeothermal => t::sector_energy_geothermal(language),
        Sector::Communications => t::sector_communications(language),
        Sector::WaterAndWaste => t::sector_water_and_waste(language),
        Sector::Governance => t::sector_governance(language),
        Sector::Economy => t::sector_economy(language),
        Sector::CultureSportsAndRecreation => t::sector_culture_sports_and_recreation(language),
        Sector::Transport => t::sector_transport(language),
        Sector::TransportAir => t::sector_transport_air(language),
        Sector::TransportWater => t::sector_transport_water(language),
        Sector::TransportRail => t::sector_transport_rail(language),
        Sector::TransportRoad => t::sector_transport_road(language),
        Sector::TransportUrban => t::sector_transport_urban(language),
        Sector::TransportLowCarbon => t::sector_transport_low_carbon(language),
        Sector::SocialHousing => t::sector_social_housing(language),
        Sector::NaturalResources => t::sector_natural_resources(language),
        Sector::NaturalResourcesFloodProtection => t::sector_natural_resources_flood_protection(language),
    }
}

/// Sectors in one line; codes that the standard does not know stay as they are.
pub(super) fn sectors(language: Language, codes: &[SectorCode]) -> String {
    let titles = codes.iter().map(|code| match code {
        SectorCode::Known(known) => sector(language, *known).to_owned(),
        SectorCode::Other(code) => code.clone(),
    });
    titles.collect::<Vec<_>>().join("; ")
}

pub(super) fn sort(language: Language, sort: Sort) -> &'static str {
    match sort {
        Sort::Cost => t::sort_cost(language),
        Sort::Year => t::sort_year(language),
        Sort::Name => t::sort_name(language),
    }
}

pub(super) fn state(language: Language, state: CommentState) -> &'static str {
    match state {
        CommentState::Pending => t::state_pending(language),
        CommentState::Published => t::state_published(language),
        CommentState::Hidden => t::state_hidden(language),
    }
}

pub(super) fn reason(language: Language, reason: HidingReason) -> &'static str {
    match reason {
        HidingReason::Insult => t::reason_insult(language),
        HidingReason::PersonalData => t::reason_personal_data(language),
        HidingReason::Spam => t::reason_spam(language),
        HidingReason::OffTopic => t::reason_off_topic(language),
        HidingReason::Unlawful => t::reason_unlawful(language),
    }
}

pub(super) fn objection(language: Language, objection: Objection) -> &'static str {
    match objection {
        Objection::NotAnswered => t::objection_not_answered(language),
        Objection::Incomplete => t::objection_incomplete(language),
        Objection::NotDone => t::objection_not_done(language),
        Objection::Wrong => t::objection_wrong(language),
    }
}

/// Since when a question waits, until when the city has to answer, and by how much it is late; nothing where nothing is owed.
pub(super) fn waits(language: Language, view: &CommentView) -> Option<String> {
    let since = day(language, view.waits_on?);
    Some(match (view.due_on, view.days_late) {
        (Some(due), Some(late)) => t::waits_late(language, late, day(language, due), since),
        (Some(due), None) => t::waits_due(language, day(language, due), since),
        (None, _) => t::waits_unknown(language, since),
    })
}

pub(super) fn item(language: Language, item: Item) -> &'static str {
    match item {
        Item::Owner => t::item_owner(language),
        Item::Sector => t::item_sector(language),
        Item::Subsector => t::item_subsector(language),
        Item::Name => t::item_name(language),
        Item::Location => t::item_location(language),
        Item::Purpose => t::item_purpose(language),
        Item::Description => t::item_description(language),
        Item::Scope => t::item_scope(language),
        Item::EnvironmentalImpact => t::item_environmental_impact(language),
        Item::LandImpact => t::item_land_impact(language),
        Item::Contact => t::item_contact(language),
        Item::Funding => t::item_funding(language),
        Item::Budget => t::item_budget(language),
        Item::BudgetApproval => t::item_budget_approval(language),
        Item::Status => t::item_status(language),
        Item::CompletionCost => t::item_completion_cost(language),
        Item::CompletionDate => t::item_completion_date(language),
        Item::CompletionScope => t::item_completion_scope(language),
        Item::ReasonsForChanges => t::item_reasons_for_changes(language),
        Item::Audit => t::item_audit(language),
        Item::ProcuringEntity => t::item_procuring_entity(language),
        Item::ProcuringContact => t::item_procuring_contact(language),
        Item::AdministrativeEntity => t::item_administrative_entity(language),
        Item::ContractStatus => t::item_contract_status(language),
        Item::ProcurementProcess => t::item_procurement_process(language),
        Item::ContractType => t::item_contract_type(language),
        Item::Tenderers => t::item_tenderers(language),
        Item::CostEstimate => t::item_cost_estimate(language),
        Item::ContractTitle => t::item_contract_title(language),
        Item::Firms => t::item_firms(language),
        Item::ContractPrice => t::item_contract_price(language),
        Item::ContractScope => t::item_contract_scope(language),
        Item::ContractStart => t::item_contract_start(language),
        Item::ContractDuration => t::item_contract_duration(language),
        Item::PriceVariation => t::item_price_variation(language),
        Item::PriceEscalation => t::item_price_escalation(language),
        Item::DurationVariation => t::item_duration_variation(language),
        Item::ScopeVariation => t::item_scope_variation(language),
        Item::PriceReasons => t::item_price_reasons(language),
        Item::ScopeReasons => t::item_scope_reasons(language),
    }
}

pub(super) fn part(language: Language, part: Part) -> &'static str {
    match part {
        Part::Project => t::part_project(language),
        Part::Contract => t::part_contract(language),
    }
}

/// A score with its tenths: «13,3».
pub(super) fn tenths(language: Language, tenths: i64) -> String {
    let mark = language.pick(",", ".");
    format!("{}{mark}{}", tenths / 10, tenths % 10)
}

pub(super) fn fault(language: Language, kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Syntax => t::fault_syntax(language),
        FaultKind::Schema => t::fault_schema(language),
        FaultKind::Package => t::fault_package(language),
        FaultKind::TooLarge => t::fault_too_large(language),
        FaultKind::DuplicateId => t::fault_duplicate_id(language),
        FaultKind::UnusableId => t::fault_unusable_id(language),
        FaultKind::DanglingOrganisation => t::fault_dangling_organisation(language),
        FaultKind::CoordinatesSwapped => t::fault_coordinates_swapped(language),
        FaultKind::CoordinatesOutside => t::fault_coordinates_outside(language),
        FaultKind::DateOrder => t::fault_date_order(language),
        FaultKind::Sum => t::fault_sum(language),
        FaultKind::NegativeSum => t::fault_negative_sum(language),
    }
}

/// A flag: what was found, and the rule.
pub(super) fn flag(language: Language, flag: &Flag) -> (String, String) {
    let (rise, delay) = (flag::RISE_PERCENT, flag::DELAY_DAYS);
    match flag {
        Flag::PriceRise { percent } => (
            t::flag_price_rise(language, percent),
            t::flag_rule_percent(language, rise),
        ),
        Flag::FinalAboveContract { percent } => (
            t::flag_final_above(language, percent),
            t::flag_rule_percent(language, rise),
        ),
        Flag::ContractAboveBudget { percent } => (
            t::flag_above_budget(language, percent),
            t::flag_rule_any(language).to_owned(),
        ),
        Flag::PutOff { days } => (
            t::flag_put_off(language, *days),
            t::flag_rule_days(language, delay),
        ),
        Flag::Overdue { days } => (
            t::flag_overdue(language, *days),
            t::flag_rule_any(language).to_owned(),
        ),
        Flag::ChangeWithoutReason { changes } => (
            t::flag_no_reason(language, changes),
            t::flag_rule_any(language).to_owned(),
        ),
        Flag::SingleTenderer => (
            t::flag_single(language).to_owned(),
            t::flag_rule_any(language).to_owned(),
        ),
        Flag::NoOpenCompetition => (
            t::flag_no_competition(language).to_owned(),
            t::flag_rule_any(language).to_owned(),
        ),
    }
}

/// A kind of difference between releases.
pub(super) fn difference_kind(language: Language, kind: Kind) -> &'static str {
    match kind {
        Kind::Cost => t::difference_cost(language),
        Kind::End => t::difference_end(language),
        Kind::Status => t::difference_status(language),
        Kind::Title => t::difference_title(language),
        Kind::Suppliers => t::difference_suppliers(language),
        Kind::Added => t::difference_added(language),
        Kind::Removed => t::difference_removed(language),
        Kind::Other => t::difference_other(language),
    }
}

pub(super) fn period_kind(language: Language, kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Whole => t::period_whole(language),
        PeriodKind::Identification => t::period_identification(language),
        PeriodKind::Preparation => t::period_preparation(language),
        PeriodKind::Implementation => t::period_implementation(language),
        PeriodKind::Completion => t::period_completion(language),
        PeriodKind::Maintenance => t::period_maintenance(language),
        PeriodKind::Decommissioning => t::period_decommissioning(language),
    }
}

pub(super) fn cost_kind(language: Language, kind: CostKind) -> &'static str {
    match kind {
        CostKind::Budget => t::cost_budget(language),
        CostKind::Contract => t::cost_contract(language),
        CostKind::Paid => t::cost_paid(language),
        CostKind::Final => t::cost_final(language),
    }
}

/// A period as exactly as it is known: whole years as years, otherwise days.
pub(super) fn period(language: Language, period: &Period) -> String {
    if let Some((from, to)) = period.whole_years() {
        return years(language, Some(i64::from(from)), Some(i64::from(to)));
    }
    match (period.start, period.end) {
        (Some(start), Some(end)) => format!("{} – {}", day(language, start), day(language, end)),
        (Some(start), None) => t::period_from(language, day(language, start)),
        (None, Some(end)) => t::period_to(language, day(language, end)),
        (None, None) => t::unknown(language).to_owned(),
    }
}

pub(super) fn years(language: Language, from: Option<i64>, to: Option<i64>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from != to => t::years(language, from, to),
        (Some(year), _) | (None, Some(year)) => t::year(language, year),
        (None, None) => t::year_unknown(language).to_owned(),
    }
}

pub(super) fn cost(language: Language, item: &ProjectItem) -> String {
    match &item.cost {
        Some(sum) => format::money(language, sum),
        None => t::cost_unknown(language).to_owned(),
    }
}

/// A large sum without kopiykas.
pub(super) fn total(language: Language, kopiykas: i64) -> String {
    format::money(language, &Money::uah(kopiykas / 100 * 100))
}
