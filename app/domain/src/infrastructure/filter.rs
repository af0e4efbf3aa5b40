//! The one filter of list, map, API and export: read from a query and written back, so that all of them agree.

use super::code::{ProjectStatus, ProjectType, Sector};
use super::project::{AuthorityId, SupplierId};
use crate::field::{FieldError, Problem};
use crate::synonyms::Synonyms;
use crate::text::clean_line;

/// Projects that a person asks for. Empty means all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// Words that must all occur in title, description, address, supplier or id.
    pub text: String,
    pub status: Option<ProjectStatus>,
    pub project_type: Option<ProjectType>,
    pub sector: Option<Sector>,
    /// First and last year in which work went on.
    pub year_from: Option<i64>,
    pub year_to: Option<i64>,
    /// Cost in whole hryvnias.
    pub value_min: Option<i64>,
    pub value_max: Option<i64>,
    pub supplier: Option<SupplierId>,
    pub authority: Option<AuthorityId>,
    pub area: Option<Area>,
    /// The words of the text with what they mean, once somebody who knows the synonyms has looked; no part of the query.
    pub understood: Option<Vec<Vec<String>>>,
}

/// A rectangle on the map, in degrees; never across the 180th meridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The dearest first.
    #[default]
    Cost,
    /// The latest first.
    Year,
    /// By title.
    Name,
}

/// Parameters of a query that are no filter: each with the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} parameter(s) of the filter cannot be read", .0.len())]
pub struct FilterError(pub Vec<FieldError>);

const LONGEST_TEXT: u32 = 200;
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;
/// A trillion hryvnias: more than the country spends on works.
const LARGEST_VALUE: i64 = 1_000_000_000_000;

impl Sort {
    pub const ALL: [Self; 3] = [Self::Cost, Self::Year, Self::Name];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Year => "year",
            Self::Name => "name",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }
}

impl Filter {
    /// Reads a filter from the pairs of a query. Names that are no filter (`page`, `sort`) are left to others;
    /// empty values are as good as none, because forms send them.
    ///
    /// # Errors
    /// [`FilterError`] with every parameter that cannot be read.
    ///
    /// ```
    /// use domain::infrastructure::Filter;
    /// let filter = Filter::of_pairs([("q", "вул. Лисенка"), ("year_from", "2015"), ("page", "2")]).unwrap();
    /// assert_eq!(filter.to_query(), "q=%D0%B2%D1%83%D0%BB.%20%D0%9B%D0%B8%D1%81%D0%B5%D0%BD%D0%BA%D0%B0&year_from=2015");
    /// assert!(Filter::of_pairs([("year_from", "торік")]).is_err());
    /// ```
    pub fn of_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, FilterError> {
        let mut filter = Self::default();
        let mut errors = Vec::new();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            if let Err(problem) = filter.set(name, value) {
                errors.push(FieldError::new(name, problem));
            }
        }
        if let (Some(from), Some(to)) = (filter.year_from, filter.year_to)
            && from > to
        {
            errors.push(FieldError::new("year_to", Problem::NumberTooSmall { min: from }));
        }
        if let (Some(min), Some(max)) = (filter.value_min, filter.value_max)
            && min > max
        {
            errors.push(FieldError::new("value_max", Problem::NumberTooSmall { min }));
        }
        if errors.is_empty() {
            Ok(filter)
        } else {
            Err(FilterError(errors))
        }
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        let choice = Problem::NotAChoice;
        match name {
            "q" => self.text = clean_line(value, LONGEST_TEXT)?,
            "status" => self.status = Some(ProjectStatus::of_code(value).ok_or(choice)?),
            "type" => self.project_type = Some(ProjectType::of_code(value).ok_or(choice)?),
            "sector" => self.sector = Some(Sector::of_code(value).ok_or(choice)?),
            "year_from" => self.year_from = Some(whole(value, *YEARS.start(), *YEARS.end())?),
            "year_to" => self.year_to = Some(whole(value, *YEARS.start(), *YEARS.end())?),
            "value_min" => self.value_min = Some(whole(value, 0, LARGEST_VALUE)?),
            "value_max" => self.value_max = Some(whole(value, 0, LARGEST_VALUE)?),
            "authority" => self.authority = Some(value.parse().map_err(|_| choice)?),
            "supplier" => self.supplier = Some(value.parse().map_err(|_| choice)?),
            "bbox" => self.area = Some(Area::of_text(value)?),
            _ => {}
        }
        Ok(())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The filter as names and values, in one order for equal filters.
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let number = |value: Option<i64>| value.map(|value| value.to_string());
        [
            ("q", (!self.text.is_empty()).then(|| self.text.clone())),
            ("status", self.status.map(|code| code.code().to_owned())),
            ("type", self.project_type.map(|code| code.code().to_owned())),
            ("sector", self.sector.map(|code| code.code().to_owned())),
            ("year_from", number(self.year_from)),
            ("year_to", number(self.year_to)),
            ("value_min", number(self.value_min)),
            ("value_max", number(self.value_max)),
            ("supplier", self.supplier.as_ref().map(ToString::to_string)),
            ("authority", self.authority.as_ref().map(ToString::to_string)),
            ("bbox", self.area.map(|area| area.to_text())),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect()
    }

    /// The filter as a query without a question mark; empty when nothing is filtered.
    #[must_use]
    pub fn to_query(&self) -> String {
        crate::link::query(&self.to_pairs())
    }

    /// The same filter without one parameter.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let pairs = self.to_pairs();
        let kept = pairs
            .iter()
            .filter(|(key, _)| *key != name)
            .map(|(key, value)| (*key, value.as_str()));
        Self::of_pairs(kept).unwrap_or_default()
    }

    /// The same filter, its text understood by the synonyms of a community.
    #[must_use]
    pub fn understood_by(&self, synonyms: &Synonyms) -> Self {
        Self {
            understood: (!self.text.is_empty()).then(|| synonyms.understand(&self.text)),
            ..self.clone()
        }
    }

    /// The words of the text, each with the stems of which any may occur.
    #[must_use]
    pub fn words(&self) -> Vec<Vec<String>> {
        self.understood
            .clone()
            .unwrap_or_else(|| crate::search::stems(&self.text))
    }
}

/// A whole number in digits; spaces between groups are allowed, because people copy them.
fn whole(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number: i64 = digits.parse().map_err(|_| Problem::NotANumber)?;
    if number < min {
        Err(Problem::NumberTooSmall { min })
    } else if number > max {
        Err(Problem::NumberTooLarge { max })
    } else {
        Ok(number)
    }
}

impl Area {
    /// Reads `west,south,east,north`.
    ///
    /// # Errors
    /// [`Problem::NotANumber`], or [`Problem::CoordinatesOutside`] for what is no rectangle on the earth.
    pub fn of_text(text: &str) -> Result<Self, Problem> {
        let numbers: Vec<f64> = text
            .split(',')
            .map(|part| part.trim().parse().map_err(|_| Problem::NotANumber))
            .collect::<Result<_, _>>()?;
        let [west, south, east, north] = *numbers.as_slice() else {
            return Err(Problem::NotANumber);
        };
        let is_on_earth = (-180.0..=180.0).contains(&west)
            && (-180.0..=180.0).contains(&east)
            && (-90.0..=90.0).contains(&south)
            && (-90.0..=90.0).contains(&north);
        if is_on_earth && west <= east && south <= north {
            Ok(Self {
                west,
                south,
                east,
                north,
            })
        } else {
            Err(Problem::CoordinatesOutside)
        }
    }

    #[must_use]
    pub fn to_text(self) -> String {
        format!("{},{},{},{}", self.west, self.south, self.east, self.north)
    }

    /// Whether a place lies in the rectangle, its edges included.
    #[must_use]
    pub fn contains(self, longitude: f64, latitude: f64) -> bool {
        (self.west..=self.east).contains(&longitude) && (self.south..=self.north).contains(&latitude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn errors(pairs: &[(&str, &str)]) -> Vec<(String, Problem)> {
        Filter::of_pairs(pairs.iter().copied())
            .unwrap_err()
            .0
            .into_iter()
            .map(|error| (error.field, error.problem))
            .collect()
    }

    #[test]
    fn garbage_is_told_parameter_by_parameter() {
        let found = errors(&[
            ("status", "готово"),
            ("year_from", "2O15"),
            ("bbox", "1,2,3"),
            ("q", "a\0b"),
        ]);
        assert_eq!(
            found,
            [
                ("status".to_owned(), Problem::NotAChoice),
                ("year_from".to_owned(), Problem::NotANumber),
                ("bbox".to_owned(), Problem::NotANumber),
                ("q".to_owned(), Problem::ControlCharacters),
            ]
        );
    }

    #[test]
    fn ranges_that_end_before_they_begin_are_refused() {
        assert_eq!(
            errors(&[("year_from", "2016"), ("year_to", "2015")]),
            [("year_to".to_owned(), Problem::NumberTooSmall { min: 2016 })]
        );
        assert_eq!(
            errors(&[("bbox", "25.7,49.4,25.3,49.7")]),
            [("bbox".to_owned(), Problem::CoordinatesOutside)]
        );
        assert_eq!(
            errors(&[("bbox", "NaN,1,2,3")]),
            [("bbox".to_owned(), Problem::CoordinatesOutside)]
        );
    }

    #[test]
    fn empty_fields_of_a_form_filter_nothing() {
        assert!(
            Filter::of_pairs([("q", " "), ("status", ""), ("page", "3")])
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn a_parameter_can_be_taken_away() {
        let filter = Filter::of_pairs([("status", "completion"), ("sector", "energy")]).unwrap();
        assert_eq!(filter.without("status").to_query(), "sector=energy");
    }

    proptest! {
        #[test]
        fn a_filter_survives_its_query(
            text in "[а-яіїєґ' &=+%#?]{0,20}", year in 1900_i64..2100, value in 0_i64..1_000_000_000,
            west in -180.0_f64..180.0, south in -90.0_f64..90.0,
        ) {
            let (year, value, area) = (year.to_string(), value.to_string(), format!("{west},{south},{west},{south}"));
            let filter = Filter::of_pairs([
                ("q", text.as_str()), ("year_from", &year), ("value_max", &value), ("bbox", &area), ("type", "expansion"),
            ]).unwrap();
            let pairs = filter.to_pairs();
            let again = Filter::of_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str()))).unwrap();
            prop_assert_eq!(filter, again);
        }

        #[test]
        fn no_query_makes_the_filter_panic(name in "q|status|year_to|value_min|bbox|supplier", value in ".*") {
            let _ = Filter::of_pairs([(name.as_str(), value.as_str())]);
        }
    }
}
