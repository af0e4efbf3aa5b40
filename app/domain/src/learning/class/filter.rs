//! Which classes somebody looks for: read from a query and written back.

use super::HallKind;
use super::notice::day;
use crate::field::{FieldError, Problem};
use jiff::civil::Date;

/// Classes that a person asks for. Empty means all that are ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClassFilter {
    /// Not before this day.
    pub from: Option<Date>,
    /// Not after this day.
    pub until: Option<Date>,
    pub kind: Option<HallKind>,
    /// Only where a wheelchair gets in.
    pub ramp: bool,
    pub shelter: bool,
    /// Only where there are devices to learn on.
    pub devices: bool,
    /// Only where a seat is free.
    pub free: bool,
}

impl ClassFilter {
    /// Reads the pairs of a query. Names that are no filter are left to others; empty values are as good as none.
    ///
    /// # Errors
    /// Every parameter that cannot be read.
    ///
    /// ```
    /// use domain::learning::class::filter::ClassFilter;
    /// let filter = ClassFilter::of_pairs([("from", "23.11.2026"), ("place", "library"), ("ramp", "yes"), ("view", "month")]).unwrap();
    /// assert_eq!(domain::link::query(&filter.to_pairs()), "from=2026-11-23&place=library&ramp=yes");
    /// assert!(ClassFilter::of_pairs([("from", "завтра")]).is_err());
    /// assert!(ClassFilter::of_pairs([("from", "2026-11-23"), ("until", "2026-11-22")]).is_err());
    /// ```
    pub fn of_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<FieldError>> {
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
        if let (Some(from), Some(until)) = (filter.from, filter.until)
            && until < from
        {
            errors.push(FieldError::new(
                "until",
                Problem::DateOutside {
                    first: from.to_string(),
                    last: None,
                },
            ));
        }
        if errors.is_empty() {
            Ok(filter)
        } else {
            Err(errors)
        }
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        match name {
            "from" => self.from = Some(day(value)?),
            "until" => self.until = Some(day(value)?),
            "place" => self.kind = Some(value.parse().map_err(|_| Problem::NotAChoice)?),
            "ramp" => self.ramp = yes(value)?,
            "shelter" => self.shelter = yes(value)?,
            "devices" => self.devices = yes(value)?,
            "free" => self.free = yes(value)?,
            _ => {}
        }
        Ok(())
    }

    /// The filter as the pairs of a query.
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let yes = |is_wanted: bool| is_wanted.then(|| "yes".to_owned());
        [
            ("from", self.from.map(|day| day.to_string())),
            ("until", self.until.map(|day| day.to_string())),
            ("place", self.kind.map(|kind| kind.code().to_owned())),
            ("ramp", yes(self.ramp)),
            ("shelter", yes(self.shelter)),
            ("devices", yes(self.devices)),
            ("free", yes(self.free)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

fn yes(value: &str) -> Result<bool, Problem> {
    if value == "yes" {
        Ok(true)
    } else {
        Err(Problem::NotAChoice)
    }
}
