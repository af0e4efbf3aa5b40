//! Codes, periods and sums in words.

use domain::Language;
use domain::infrastructure::comment::{CommentState, HidingReason};
use domain::infrastructure::project::{CostKind, Day, Period, PeriodKind, ProjectItem, SectorCode};
use domain::infrastructure::{ProjectStatus, ProjectType, Sector, Sort};
use domain::money::Money;
use locales::{format, infrastructure as t};

pub(super) fn status(language: Language, status: ProjectStatus) -> &'static str {
    match status {
        ProjectStatus::Identification => t::status_identification(language),
        ProjectStatus::Preparation => t::status_preparation(language),
        ProjectStatus::Implementation => t::status_implementation(language),
        ProjectStatus::Completion => t::status_completion(language),
        ProjectStatus::Maintenance => t::status_maintenance(language),
        ProjectStatus::Decommissioning => t::status_decommissioning(language),
        ProjectStatus::Decommissioned => t::status_decommissioned(language),
        ProjectStatus::Cancelled => t::status_cancelled(language),
    }
}

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
        CostKind::Final => t::cost_final(language),
    }
}

pub(super) fn day(language: Language, day: Day) -> String {
    format::date(language, day.year, day.month, day.day)
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
