//! The notice of a hearing as an editor types it, and what is wrong with it.

use super::Material;
use crate::civil::{day, time};
use crate::field::{FieldError, Problem};
use crate::infrastructure::ProjectId;
use crate::text::{clean_line, clean_text};
use jiff::civil::{Date, DateTime, Time};

pub const MOST_TITLE: u32 = 200;
pub const MOST_LINE: u32 = 300;
pub const MOST_TEXT: u32 = 4_000;
pub const MOST_MATERIALS: u32 = 20;
pub const MOST_PROJECTS: u32 = 20;
pub const MOST_POINTS: u32 = 50;
/// A hearing that is announced for later than this is a slip of the year.
const LONGEST_AHEAD_DAYS: i64 = 366;

/// The fields of the form, in its order.
pub const FIELDS: [&str; 16] = [
    "title",
    "about",
    "projects",
    "agenda",
    "place",
    "video",
    "date",
    "starts",
    "ends",
    "until_date",
    "until_time",
    "materials",
    "basis",
    "rules",
    "initiators",
    "quorum",
];

/// The form as it came: what was typed into each of [`FIELDS`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoticeInput(Vec<(&'static str, String)>);

/// A notice in which everything makes sense by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub title: String,
    pub about: String,
    pub agenda: Vec<String>,
    pub place: String,
    pub video: String,
    /// On the clock of the community.
    pub starts: DateTime,
    pub ends: DateTime,
    pub proposals_until: DateTime,
    pub basis: String,
    pub rules: String,
    pub initiators: String,
    pub quorum: String,
    pub materials: Vec<Material>,
    /// As typed: whether there are such projects, a service knows.
    pub projects: Vec<ProjectId>,
}

impl NoticeInput {
    /// Reads the fields of a form.
    #[must_use]
    pub fn of_fields(text: impl Fn(&str) -> String) -> Self {
        Self(FIELDS.into_iter().map(|field| (field, text(field))).collect())
    }

    /// What was typed into a field.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        let found = self.0.iter().find(|(name, _)| *name == field);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// The notice; `now` is what the clock of the community shows.
    ///
    /// # Errors
    /// Every field that cannot be accepted.
    pub fn checked(&self, now: DateTime) -> Result<Notice, Vec<FieldError>> {
        let mut errors = Vec::new();
        let title = self.read(&mut errors, "title", |text| needed(clean_line(text, MOST_TITLE)));
        let about = self.read(&mut errors, "about", |text| needed(clean_text(text, MOST_TEXT)));
        let projects = self.read(&mut errors, "projects", projects);
        let agenda = self.read(&mut errors, "agenda", points);
        let place = self.read(&mut errors, "place", |text| clean_line(text, MOST_LINE));
        let video = self.read(&mut errors, "video", optional_link);
        let times = self.times(&mut errors, now);
        let materials = self.read(&mut errors, "materials", materials);
        let [basis, rules, initiators, quorum] = ["basis", "rules", "initiators", "quorum"]
            .map(|field| self.read(&mut errors, field, |text| clean_text(text, MOST_TEXT)));
        if place.as_deref() == Some("") && video.as_deref() == Some("") {
            errors.push(FieldError::new("place", Problem::Required));
        }
        if !errors.is_empty() {
            errors.sort_by_key(|error| FIELDS.iter().position(|field| *field == error.field));
            return Err(errors);
        }
        let texts = (
            title.zip(about),
            agenda,
            place.zip(video),
            materials.zip(projects),
        );
        let (Some((title, about)), Some(agenda), Some((place, video)), Some((materials, projects))) = texts
        else {
            return Err(errors);
        };
        let (Some((starts, ends, proposals_until)), Some((basis, rules)), Some((initiators, quorum))) =
            (times, basis.zip(rules), initiators.zip(quorum))
        else {
            return Err(errors);
        };
        Ok(Notice {
            title,
            about,
            agenda,
            place,
            video,
            starts,
            ends,
            proposals_until,
            basis,
            rules,
            initiators,
            quorum,
            materials,
            projects,
        })
    }

    /// Start, end, and until when proposals are taken.
    fn times(&self, errors: &mut Vec<FieldError>, now: DateTime) -> Option<(DateTime, DateTime, DateTime)> {
        let date = self.read(errors, "date", |text| {
            day(text).and_then(|day| in_reach(day, now.date()))
        });
        let starts = self.read(errors, "starts", time);
        let ends = self.read(errors, "ends", time);
        let until = self.until(errors);
        let (date, starts, ends) = (date?, starts?, ends?);
        if date == now.date() && starts <= now.time() {
            errors.push(FieldError::new("starts", Problem::DateInPast));
        }
        if ends <= starts {
            errors.push(FieldError::new("ends", Problem::EndsTooEarly));
        }
        let (starts, ends) = (date.to_datetime(starts), date.to_datetime(ends));
        let until = until?.unwrap_or(ends);
        if until <= now {
            errors.push(FieldError::new("until_date", Problem::DateInPast));
        } else if until > ends {
            let problem = Problem::DateOutside {
                first: now.date().to_string(),
                last: Some(date.to_string()),
            };
            errors.push(FieldError::new("until_date", problem));
        }
        Some((starts, ends, until))
    }

    /// The outer `None` is a fault, the inner one «until the end».
    fn until(&self, errors: &mut Vec<FieldError>) -> Option<Option<DateTime>> {
        let is_empty = |field: &str| self.text(field).trim().is_empty();
        match (is_empty("until_date"), is_empty("until_time")) {
            (true, true) => Some(None),
            (true, false) => {
                errors.push(FieldError::new("until_date", Problem::Required));
                None
            }
            (false, no_time) => {
                let date = self.read(errors, "until_date", day);
                // A day by itself means the whole of it.
                let last = Time::new(23, 59, 0, 0).unwrap_or(Time::midnight());
                let at = if no_time {
                    Some(last)
                } else {
                    self.read(errors, "until_time", time)
                };
                Some(Some(date?.to_datetime(at?)))
            }
        }
    }

    fn read<T>(
        &self,
        errors: &mut Vec<FieldError>,
        field: &str,
        read: impl Fn(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        match read(self.text(field)) {
            Ok(value) => Some(value),
            Err(problem) => {
                errors.push(FieldError::new(field, problem));
                None
            }
        }
    }
}

fn in_reach(day: Date, today: Date) -> Result<Date, Problem> {
    let last = today.checked_add(jiff::Span::new().days(LONGEST_AHEAD_DAYS));
    match last {
        _ if day < today => Err(Problem::DateInPast),
        Ok(last) if day > last => Err(Problem::DateOutside {
            first: today.to_string(),
            last: Some(last.to_string()),
        }),
        _ => Ok(day),
    }
}

fn needed(text: Result<String, Problem>) -> Result<String, Problem> {
    match text?.as_str() {
        "" => Err(Problem::Required),
        text => Ok(text.to_owned()),
    }
}

/// The lines of a text without the empty ones.
fn lines(text: &str) -> Result<Vec<String>, Problem> {
    let text = clean_text(text, MOST_TEXT)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}

fn points(text: &str) -> Result<Vec<String>, Problem> {
    let points = lines(text)?;
    if points.len() > MOST_POINTS as usize {
        return Err(Problem::TooManyItems { max: MOST_POINTS });
    }
    Ok(points)
}

/// One document a line: its name, then its link.
fn materials(text: &str) -> Result<Vec<Material>, Problem> {
    let lines = lines(text)?;
    if lines.len() > MOST_MATERIALS as usize {
        return Err(Problem::TooManyItems { max: MOST_MATERIALS });
    }
    lines.iter().map(|line| material(line)).collect()
}

fn material(line: &str) -> Result<Material, Problem> {
    let (title, address) = line.rsplit_once(char::is_whitespace).unwrap_or(("", line));
    let link = link(address)?;
    // A colon or a dash between name and link is a habit, not a part of the name.
    let title = title.trim_end_matches([' ', ':', '-', '–', '—']).trim();
    let title = if title.is_empty() { link.as_str() } else { title };
    Ok(Material {
        title: title.to_owned(),
        link,
    })
}

fn optional_link(text: &str) -> Result<String, Problem> {
    match clean_line(text, MOST_LINE)?.as_str() {
        "" => Ok(String::new()),
        text => link(text),
    }
}

/// An address of the web. Others (`javascript:` above all) must not become links of ours.
fn link(text: &str) -> Result<String, Problem> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_sound = host.is_some_and(|host| host.contains('.') || host.starts_with("localhost"))
        && text.len() <= MOST_LINE as usize * 4
        && !text
            .chars()
            .any(|letter| letter.is_whitespace() || "\"<>\\".contains(letter));
    if is_sound {
        Ok(text.to_owned())
    } else {
        Err(Problem::NotALink)
    }
}

/// Ids of projects, or the addresses of their pages.
fn projects(text: &str) -> Result<Vec<ProjectId>, Problem> {
    let mut projects = Vec::new();
    for word in text
        .split([',', ';', ' ', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty())
    {
        let id = match word.split_once("/infrastructure/projects/") {
            Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or_default(),
            None => word,
        };
        let id: ProjectId = id.parse().map_err(|_| Problem::NoSuchProject)?;
        if !projects.contains(&id) {
            projects.push(id);
        }
    }
    if projects.len() > MOST_PROJECTS as usize {
        return Err(Problem::TooManyItems { max: MOST_PROJECTS });
    }
    Ok(projects)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime {
        Date::new(2026, 11, 23).unwrap().at(10, 0, 0, 0)
    }

    fn input(changes: &[(&str, &str)]) -> NoticeInput {
        let usual = [
            ("title", "Бульвар Петлюри"),
            ("about", "Що буде з деревами"),
            ("place", "Міська рада, зала засідань"),
            ("date", "2026-12-10"),
            ("starts", "17:00"),
            ("ends", "19:00"),
        ];
        NoticeInput::of_fields(|field| {
            let find = |pairs: &[(&str, &str)]| {
                let found = pairs.iter().find(|(name, _)| *name == field);
                found.map(|(_, text)| (*text).to_owned())
            };
            find(changes).or_else(|| find(&usual)).unwrap_or_default()
        })
    }

    fn faults(changes: &[(&str, &str)]) -> Vec<(String, Problem)> {
        let errors = input(changes).checked(now()).unwrap_err();
        errors
            .into_iter()
            .map(|error| (error.field, error.problem))
            .collect()
    }

    #[test]
    fn what_is_not_set_stays_unknown_and_proposals_are_taken_until_the_end() {
        let notice = input(&[]).checked(now()).unwrap();
        assert_eq!(notice.proposals_until, notice.ends);
        assert_eq!((notice.basis.as_str(), notice.quorum.as_str()), ("", ""));
        assert!(notice.projects.is_empty() && notice.materials.is_empty());
    }

    #[test]
    fn a_hearing_is_held_somewhere() {
        assert_eq!(
            faults(&[("place", " ")]),
            [("place".to_owned(), Problem::Required)]
        );
        let online = [("place", ""), ("video", "https://video.example/room")];
        assert_eq!(
            input(&online).checked(now()).unwrap().video,
            "https://video.example/room"
        );
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for wrong in [
            "javascript:alert(1)",
            "video.example",
            "https://",
            "https://a.example/\"x",
        ] {
            assert_eq!(
                faults(&[("video", wrong)]),
                [("video".to_owned(), Problem::NotALink)],
                "{wrong}"
            );
        }
        let notice = input(&[(
            "materials",
            "Пояснення – https://a.example/1.pdf\n\nhttps://a.example/2",
        )]);
        let materials = notice.checked(now()).unwrap().materials;
        assert_eq!(
            materials,
            [
                Material {
                    title: "Пояснення".to_owned(),
                    link: "https://a.example/1.pdf".to_owned()
                },
                Material {
                    title: "https://a.example/2".to_owned(),
                    link: "https://a.example/2".to_owned()
                },
            ]
        );
    }

    #[test]
    fn projects_are_named_by_id_or_by_the_address_of_their_page() {
        let typed =
            "oc4ids-a-1, https://city.example/en/infrastructure/projects/oc4ids-a-2?x=1#top oc4ids-a-1";
        let projects = input(&[("projects", typed)]).checked(now()).unwrap().projects;
        let ids: Vec<&str> = projects.iter().map(ProjectId::as_str).collect();
        assert_eq!(ids, ["oc4ids-a-1", "oc4ids-a-2"]);
    }

    #[test]
    fn times_that_cannot_be_are_told_at_their_fields() {
        assert_eq!(
            faults(&[("date", "22.11.2026")]),
            [("date".to_owned(), Problem::DateInPast)]
        );
        let today = [("date", "23.11.2026"), ("starts", "9:00")];
        assert_eq!(faults(&today), [("starts".to_owned(), Problem::DateInPast)]);
        assert_eq!(
            faults(&[("ends", "16:00")]),
            [("ends".to_owned(), Problem::EndsTooEarly)]
        );
        assert_eq!(
            faults(&[("until_time", "12:00")]),
            [("until_date".to_owned(), Problem::Required)]
        );
        let late = faults(&[("until_date", "2026-12-10"), ("until_time", "20:00")]);
        assert!(matches!(late.as_slice(), [(field, Problem::DateOutside { .. })] if field == "until_date"));
        let notice = input(&[("until_date", "2026-12-09")]).checked(now()).unwrap();
        assert_eq!(notice.proposals_until.to_string(), "2026-12-09T23:59:00");
    }

    #[test]
    fn every_fault_is_told_at_once_in_the_order_of_the_form() {
        let fields: Vec<String> = faults(&[("title", ""), ("about", ""), ("starts", "x"), ("place", "")])
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["title", "about", "place", "starts"]);
    }
}
