//! Faults of an import in words.

use crate::infrastructure as t;
use domain::Language;
use domain::infrastructure::import::{FaultDetail, JsonType};

/// Says what was expected and what was found.
#[must_use]
pub fn fault_text(language: Language, detail: &FaultDetail) -> String {
    match detail {
        FaultDetail::NotJson => t::detail_not_json(language).to_owned(),
        FaultDetail::EndsEarly => t::detail_ends_early(language).to_owned(),
        FaultDetail::TooLarge => t::detail_too_large(language).to_owned(),
        FaultDetail::NotAPackage => t::detail_not_a_package(language).to_owned(),
        FaultDetail::ProjectsNotAList => t::detail_projects_not_a_list(language).to_owned(),
        FaultDetail::NoProjects => t::detail_no_projects(language).to_owned(),
        FaultDetail::ProjectsTwice => t::detail_projects_twice(language).to_owned(),
        FaultDetail::OtherVersion => t::detail_other_version(language).to_owned(),
        FaultDetail::Missing { field } => t::detail_missing(language, field),
        FaultDetail::WrongType { expected, found } => {
            let expected: Vec<&str> = expected.iter().map(|kind| type_text(language, *kind)).collect();
            let or = t::detail_or(language);
            t::detail_wrong_type(
                language,
                expected.join(&format!(" {or} ")),
                type_text(language, *found),
            )
        }
        FaultDetail::NotACode { value } => t::detail_not_a_code(language, value),
        FaultDetail::Malformed { value } => t::detail_malformed(language, value),
        FaultDetail::TooFewItems => t::detail_too_few(language).to_owned(),
        FaultDetail::RepeatedItems => t::detail_repeated_items(language).to_owned(),
        FaultDetail::Rule { keyword } => t::detail_rule(language, keyword),
        FaultDetail::RepeatedId { id, line } => t::detail_repeated_id(language, id, line),
        FaultDetail::UnusableId => t::detail_unusable_id(language).to_owned(),
        FaultDetail::NotAParty { id } => t::detail_not_a_party(language, id),
        FaultDetail::Swapped(longitude, latitude) => t::detail_swapped(language, latitude, longitude),
        FaultDetail::Outside(longitude, latitude) => t::detail_outside(language, latitude, longitude),
        FaultDetail::EndBeforeStart { start, end } => t::detail_end_before_start(language, end, start),
        FaultDetail::Negative { amount } => t::detail_negative(language, amount),
        FaultDetail::PartsAboveWhole { parts, whole } => t::detail_parts_above_whole(language, parts, whole),
    }
}

fn type_text(language: Language, kind: JsonType) -> &'static str {
    match kind {
        JsonType::Text => t::type_text(language),
        JsonType::Number => t::type_number(language),
        JsonType::Whole => t::type_whole(language),
        JsonType::Boolean => t::type_boolean(language),
        JsonType::List => t::type_list(language),
        JsonType::Object => t::type_object(language),
        JsonType::Null => t::type_null(language),
    }
}
