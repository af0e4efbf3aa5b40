//! The codes of OC4IDS 0.9.5 that projects are filtered by. Titles are in `locales/*/infrastructure.toml`.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every code, in the order of the standard.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code, as documents and addresses write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// The meaning of a code; `None` when the standard does not have it.
            #[must_use]
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.code() == code)
            }
        }
    };
}

codes! {
    /// Where a project stands: the closed code list `projectStatus`.
    ProjectStatus {
        Identification => "identification",
        Preparation => "preparation",
        Implementation => "implementation",
        Completion => "completion",
        Maintenance => "maintenance",
        Decommissioning => "decommissioning",
        Decommissioned => "decommissioned",
        Cancelled => "cancelled",
    }
}

codes! {
    /// What is done: the closed code list `projectType`.
    ProjectType {
        Construction => "construction",
        Rehabilitation => "rehabilitation",
        Replacement => "replacement",
        Expansion => "expansion",
        Decommissioning => "decommissioning",
    }
}

codes! {
    /// What for: the open code list `projectSector`. Documents may hold further codes, which are kept.
    Sector {
        Education => "education",
        Health => "health",
        Energy => "energy",
        EnergySolar => "energy.solar",
        EnergyWind => "energy.wind",
        EnergyHydropower => "energy.hydropower",
        EnergyBiomass => "energy.biomass",
        EnergyGeothermal => "energy.geothermal",
        Communications => "communications",
        WaterAndWaste => "waterAndWaste",
        Governance => "governance",
        Economy => "economy",
        CultureSportsAndRecreation => "cultureSportsAndRecreation",
        Transport => "transport",
        TransportAir => "transport.air",
        TransportWater => "transport.water",
        TransportRail => "transport.rail",
        TransportRoad => "transport.road",
        TransportUrban => "transport.urban",
        TransportLowCarbon => "transport.lowCarbon",
        SocialHousing => "socialHousing",
        NaturalResources => "naturalResources",
        NaturalResourcesFloodProtection => "naturalResources.floodProtection",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_itself() {
        assert!(
            ProjectStatus::ALL
                .iter()
                .all(|code| ProjectStatus::of_code(code.code()) == Some(*code))
        );
        assert!(
            ProjectType::ALL
                .iter()
                .all(|code| ProjectType::of_code(code.code()) == Some(*code))
        );
        assert!(
            Sector::ALL
                .iter()
                .all(|code| Sector::of_code(code.code()) == Some(*code))
        );
        assert_eq!(
            ProjectStatus::of_code("completed"),
            None,
            "a code of 2019, closed since"
        );
    }
}
