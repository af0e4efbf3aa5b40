//! Following a project, or everything that a filter of the list finds.

use super::filter::Filter;
use super::news::News;
use super::project::{Day, ProjectId};
use crate::time::Timestamp;

/// How many things one person may follow: each costs a look at the news of its own.
pub const MOST_FOLLOWED: usize = 50;
/// The rule that refuses one more.
pub const TOO_MANY: &str = "too_many_followed";
/// How long news stay on the page of what somebody follows, in days.
pub const NEWS_DAYS: i64 = 90;
/// How many news that page and a feed show.
pub const MOST_NEWS: u32 = 100;

/// What can be followed.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    Project(ProjectId),
    /// Everything that a filter finds: an area, a sector, a customer, a search, or all projects.
    Filter(Filter),
}

const PROJECT: &str = "project:";
const FILTER: &str = "filter:";

impl Target {
    /// One text for equal targets: as it is stored.
    ///
    /// ```
    /// use domain::infrastructure::Filter;
    /// use domain::infrastructure::follow::Target;
    /// let roads = Target::Filter(Filter::of_pairs([("q", "вул. Руська")]).unwrap());
    /// assert_eq!(roads.key(), r#"filter:[["q","вул. Руська"]]"#);
    /// assert_eq!(Target::of_key(&roads.key()), Some(roads));
    /// ```
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Project(id) => format!("{PROJECT}{id}"),
            Self::Filter(filter) => format!("{FILTER}{}", serde_json::json!(filter.to_pairs())),
        }
    }

    /// Reads what [`Target::key`] has written.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        if let Some(id) = key.strip_prefix(PROJECT) {
            return id.parse().ok().map(Self::Project);
        }
        let pairs: Vec<(String, String)> = serde_json::from_str(key.strip_prefix(FILTER)?).ok()?;
        let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        Filter::of_pairs(pairs).ok().map(Self::Filter)
    }
}

/// How often letters with news come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pace {
    #[default]
    Daily,
    Weekly,
    /// The news wait on the page.
    Never,
}

impl Pace {
    pub const ALL: [Self; 3] = [Self::Daily, Self::Weekly, Self::Never];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pace| pace.code() == code)
    }

    /// Whether a letter may go today, when the last one went on `last`.
    #[must_use]
    pub fn is_due(self, last: Day, today: Day) -> bool {
        let days = last.days_until(today);
        match self {
            Self::Daily => days >= 1,
            Self::Weekly => days >= 7,
            Self::Never => false,
        }
    }
}

/// A thing that somebody follows, with the names that its page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    pub target: Target,
    pub since: Timestamp,
    /// The title of the project; `None` when it is gone.
    pub title: Option<String>,
    /// Who orders the works that the filter asks for.
    pub authority: Option<String>,
    /// Who does them.
    pub supplier: Option<String>,
}

/// Everything that somebody follows, and what is new.
#[derive(Debug, Clone, PartialEq)]
pub struct Following {
    /// In the order in which they were added.
    pub things: Vec<Followed>,
    pub pace: Pace,
    /// News after this moment have not been seen.
    pub seen_at: Timestamp,
    /// Latest first, each once, however many followed things it belongs to.
    pub news: Vec<News>,
}

impl Following {
    /// How many news have not been seen.
    #[must_use]
    pub fn unseen(&self) -> usize {
        self.news.iter().filter(|news| news.at > self.seen_at).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::of_text(text).unwrap()
    }

    #[test]
    fn equal_filters_are_one_target_in_whatever_order_they_were_asked() {
        let target = |pairs: [(&str, &str); 2]| Target::Filter(Filter::of_pairs(pairs).unwrap());
        let first = target([("sector", "education"), ("status", "implementation")]);
        let second = target([("status", "implementation"), ("sector", "education")]);
        assert_eq!(first.key(), second.key());
        assert_eq!(Target::of_key(&first.key()), Some(second));
    }

    #[test]
    fn all_projects_can_be_followed() {
        let all = Target::Filter(Filter::default());
        assert_eq!(Target::of_key(&all.key()), Some(all));
    }

    #[test]
    fn a_key_that_nobody_wrote_is_no_target() {
        for wrong in [
            "",
            "project:",
            "project:a b",
            "filter:",
            "filter:[[\"status\",\"x\"]]",
            "unit:1",
        ] {
            assert_eq!(Target::of_key(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn letters_keep_their_pace() {
        let (monday, tuesday, sunday, next) = (
            day("2026-11-23"),
            day("2026-11-24"),
            day("2026-11-29"),
            day("2026-11-30"),
        );
        assert!(!Pace::Daily.is_due(monday, monday), "one letter a day");
        assert!(Pace::Daily.is_due(monday, tuesday));
        assert!(!Pace::Weekly.is_due(monday, sunday));
        assert!(Pace::Weekly.is_due(monday, next));
        assert!(!Pace::Never.is_due(monday, next));
    }

    #[test]
    fn a_pace_survives_its_code() {
        for pace in Pace::ALL {
            assert_eq!(Pace::of_code(pace.code()), Some(pace));
        }
        assert_eq!(Pace::of_code("hourly"), None);
    }
}
