//! Service cards and the calendar, read from the content at start.

use crate::wiring::StartError;
use domain::ServiceError;
use domain::cabinet::card::{ServiceCard, check};
use domain::cabinet::template::{self, DecisionTemplate};
use domain::cabinet::term::Holidays;
use domain::cabinet::view::ServiceSummary;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The file of the templates for every service.
const COMMON: &str = "common";

/// Every card by its code, and the days that are not working days.
#[derive(Debug)]
pub struct Catalogue {
    cards: BTreeMap<String, Arc<ServiceCard>>,
    /// By the name of their file: the code of a service, or [`COMMON`].
    templates: BTreeMap<String, Vec<Arc<DecisionTemplate>>>,
    pub holidays: Holidays,
}

/// A day of `content/calendar/holidays.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayEntry {
    day: String,
    #[expect(dead_code, reason = "for the reader of the file")]
    name: String,
    #[expect(dead_code, reason = "for the reader of the file")]
    act: String,
    confirmed: bool,
}

impl Catalogue {
    /// Reads and checks every card of a content folder.
    ///
    /// # Errors
    /// When a file cannot be read or breaks a rule; the text names file, line and rule.
    pub fn read(content_dir: &Path) -> Result<Self, StartError> {
        let folder = content_dir.join("services");
        let mut files: Vec<_> = std::fs::read_dir(&folder)
            .map_err(|source| file_error(&folder, source))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
            .collect();
        files.sort();
        let mut cards = BTreeMap::new();
        for path in files {
            let text = std::fs::read_to_string(&path).map_err(|source| file_error(&path, source))?;
            let card = parse(&path.display().to_string(), &text).map_err(StartError::Content)?;
            let is_named_after = path.file_stem().is_some_and(|stem| stem == card.code.as_str());
            if !is_named_after {
                let shown = path.display();
                return Err(StartError::Content(format!(
                    "{shown}: the file is named after the code {}",
                    card.code
                )));
            }
            cards.insert(card.code.clone(), Arc::new(card));
        }
        Ok(Self {
            templates: read_templates(&content_dir.join("templates"), &cards)?,
            cards,
            holidays: holidays(&content_dir.join("calendar/holidays.yaml"))?,
        })
    }

    /// The card that is in force.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none of this code.
    pub fn card(&self, code: &str) -> Result<Arc<ServiceCard>, ServiceError> {
        self.cards.get(code).cloned().ok_or(ServiceError::NotFound)
    }

    /// Every card that is in force, by code.
    pub fn cards(&self) -> impl Iterator<Item = &Arc<ServiceCard>> {
        self.cards.values()
    }

    /// The templates for decisions under a card, its own first. One about a ground that the card does not have is none of them.
    #[must_use]
    pub fn templates(&self, card: &ServiceCard) -> Vec<Arc<DecisionTemplate>> {
        let files = [card.code.as_str(), COMMON].into_iter();
        let templates = files.filter_map(|file| self.templates.get(file)).flatten();
        let fits = |template: &&Arc<DecisionTemplate>| {
            let ground = template.ground.as_ref();
            ground.is_none_or(|ground| card.refusal_ground(ground).is_some())
        };
        templates.filter(fits).cloned().collect()
    }

    /// The lines of the catalogue, by code.
    pub fn summaries(&self, is_wanted: impl Fn(&ServiceCard) -> bool) -> Vec<ServiceSummary> {
        self.cards
            .values()
            .filter(|card| is_wanted(card))
            .map(|card| ServiceSummary {
                code: card.code.clone(),
                name: card.name.clone(),
                summary: card.summary.clone(),
                category: card.category,
                identity: card.identity,
            })
            .collect()
    }
}

/// Reads one card and holds it against the rules. The error names file, line and rule.
///
/// # Errors
/// The first fault of the syntax, or every broken rule, a line each.
pub fn parse(file: &str, text: &str) -> Result<ServiceCard, String> {
    let card: ServiceCard = serde_saphyr::from_str(text).map_err(|error| format!("{file}: {error}"))?;
    let faults = check(&card);
    if faults.is_empty() {
        return Ok(card);
    }
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| format!("{file}:{}: {fault}", line_of(text, &fault.key)))
        .collect();
    Err(lines.join("\n"))
}

fn read_templates(
    folder: &Path,
    cards: &BTreeMap<String, Arc<ServiceCard>>,
) -> Result<BTreeMap<String, Vec<Arc<DecisionTemplate>>>, StartError> {
    let mut templates = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(templates);
    }
    let entries = std::fs::read_dir(folder).map_err(|source| file_error(folder, source))?;
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        let card = cards.get(&name);
        if card.is_none() && name != COMMON {
            let shown = path.display();
            return Err(StartError::Content(format!(
                "{shown}: there is no service {name}; templates for every service are in {COMMON}.yaml"
            )));
        }
        let text = std::fs::read_to_string(&path).map_err(|source| file_error(&path, source))?;
        let shown = path.display().to_string();
        let read = parse_templates(&shown, &text, card.map(AsRef::as_ref)).map_err(StartError::Content)?;
        templates.insert(name, read.into_iter().map(Arc::new).collect());
    }
    Ok(templates)
}

/// Reads the templates of a service, or of all services, and holds them against the rules. The error names file, line and rule.
///
/// # Errors
/// The first fault of the syntax, or every broken rule, a line each.
pub fn parse_templates(
    file: &str,
    text: &str,
    card: Option<&ServiceCard>,
) -> Result<Vec<DecisionTemplate>, String> {
    let templates: Vec<DecisionTemplate> =
        serde_saphyr::from_str(text).map_err(|error| format!("{file}: {error}"))?;
    let faults = template::check(&templates, card);
    if faults.is_empty() {
        return Ok(templates);
    }
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| {
            let begin = line_of(text, &fault.template);
            let below = text.lines().skip(begin - 1);
            let offset = below.take_while(|line| !line.contains(&fault.needle)).count();
            let line = begin + offset;
            let line = if line > text.lines().count() { begin } else { line };
            format!("{file}:{line}: {fault}")
        })
        .collect();
    Err(lines.join("\n"))
}

/// The line where a key or a code is written; the first where it cannot be found.
fn line_of(text: &str, key: &str) -> usize {
    let is_here = |line: &str| {
        let is_key = line
            .trim_start()
            .trim_start_matches("- ")
            .starts_with(&format!("{key}:"));
        let is_code = line
            .split_once("code: ")
            .is_some_and(|(_, rest)| rest.split([',', ' ', '}', '#']).next() == Some(key));
        is_key || is_code
    };
    text.lines().position(is_here).map_or(1, |index| index + 1)
}

fn holidays(path: &Path) -> Result<Holidays, StartError> {
    let text = std::fs::read_to_string(path).map_err(|source| file_error(path, source))?;
    let wrong = |reason: String| StartError::Content(format!("{}: {reason}", path.display()));
    let entries: Vec<HolidayEntry> =
        serde_saphyr::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let mut days = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.confirmed) {
        let day: Date = entry
            .day
            .parse()
            .map_err(|_| wrong(format!("{} is not a date", entry.day)))?;
        days.insert(day);
    }
    Ok(Holidays(days))
}

fn file_error(path: &Path, source: std::io::Error) -> StartError {
    StartError::File {
        what: path.display().to_string(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
    }

    fn card_text() -> String {
        std::fs::read_to_string(content().join("services/S16.yaml")).unwrap()
    }

    #[test]
    fn every_card_of_the_content_keeps_the_rules() {
        let catalogue = Catalogue::read(&content()).unwrap();
        for number in 1..=16 {
            assert!(catalogue.card(&format!("S{number:02}")).is_ok(), "{number}");
        }
    }

    #[test]
    fn every_card_names_a_unit_of_the_content() {
        let units = std::fs::read_to_string(content().join("units.yaml")).unwrap();
        for card in Catalogue::read(&content()).unwrap().cards.values() {
            assert!(
                units.contains(&format!("code: {},", card.unit)),
                "{}: {}",
                card.code,
                card.unit
            );
        }
    }

    #[test]
    fn a_card_travels_through_json_unchanged() {
        let card = parse("S16.yaml", &card_text()).unwrap();
        let again: ServiceCard = serde_json::from_str(&serde_json::to_string(&card).unwrap()).unwrap();
        assert_eq!(again, card);
    }

    #[test]
    fn an_unknown_property_is_refused_with_its_line() {
        let broken = card_text().replace("\ncategory:", "\ncolour: red\ncategory:");
        let error = parse("S16.yaml", &broken).unwrap_err();
        assert!(error.contains("S16.yaml") && error.contains("colour"), "{error}");
    }

    #[test]
    fn a_broken_rule_names_file_line_and_rule() {
        let broken = card_text().replace(
            "is: { field: answer_channel, value: post }",
            "is: { field: answer_channel, value: pigeon }",
        );
        let line = broken
            .lines()
            .position(|line| line.contains("code: answer_address"))
            .unwrap()
            + 1;
        let error = parse("S16.yaml", &broken).unwrap_err();
        assert!(error.starts_with(&format!("S16.yaml:{line}: ")), "{error}");
        assert!(error.contains("cannot be chosen"), "{error}");
    }

    #[test]
    fn a_question_before_the_form_leads_to_a_ground_of_the_closed_list() {
        let text = std::fs::read_to_string(content().join("services/S12.yaml")).unwrap();
        let broken = text.replace("ground: no_tie_to_city", "ground: bad_mood");
        let line = broken
            .lines()
            .position(|line| line.contains("code: tie"))
            .unwrap()
            + 1;
        let error = parse("S12.yaml", &broken).unwrap_err();
        assert!(
            error.starts_with(&format!("S12.yaml:{line}: eligibility.tie: ")),
            "{error}"
        );
    }

    #[test]
    fn a_broken_keyword_names_file_line_and_rule() {
        let text = card_text();
        let begin = text.find("keywords:").unwrap();
        let line = text[..begin].lines().count() + 1;
        let end = begin + text[begin..].find(']').unwrap() + 1;
        let with = |keywords: &str| format!("{}keywords: {keywords}{}", &text[..begin], &text[end..]);
        for (keywords, rule) in [
            ("[інформація]", "there are keywords of both languages"),
            ("[information]", "there are keywords of both languages"),
            ("[дані, data, Дані]", "the keyword stands there twice"),
            ("[дані, data, \"—\"]", "not a text"),
            ("[дані, data, \" рішення\"]", "not a text"),
        ] {
            let error = parse("S16.yaml", &with(keywords)).unwrap_err();
            assert!(
                error.starts_with(&format!("S16.yaml:{line}: keywords")),
                "{error}"
            );
            assert!(error.contains(rule), "{error}");
        }
    }

    #[test]
    fn a_card_that_demands_approval_tells_it_and_demands_what_can_be() {
        let text = std::fs::read_to_string(content().join("services/S10.yaml")).unwrap();
        let line = text
            .lines()
            .position(|line| line.starts_with("approval:"))
            .unwrap()
            + 1;
        let untold = text.replace("action: approves", "action: performs");
        let error = parse("S10.yaml", &untold).unwrap_err();
        assert!(
            error.starts_with(&format!("S10.yaml:{line}: approval: ")),
            "{error}"
        );
        assert!(error.contains("names a stage"), "{error}");
        for visas in ["0", "6"] {
            let broken = text.replace("visas: 1", &format!("visas: {visas}"));
            let error = parse("S10.yaml", &broken).unwrap_err();
            assert!(
                error.contains("approval.visas: a decision has 1 to 5 visas"),
                "{error}"
            );
        }
        let nobody = text.replace("signer: unit_head", "signer: teacher");
        assert!(parse("S10.yaml", &nobody).unwrap_err().contains("teacher"));
    }

    #[test]
    fn a_broken_template_names_file_line_and_rule() {
        let file = content().join("templates/S12.yaml");
        let text = std::fs::read_to_string(file).unwrap();
        let catalogue = Catalogue::read(&content()).unwrap();
        let card = catalogue.card("S12").unwrap();
        assert!(parse_templates("S12.yaml", &text, Some(&card)).is_ok());
        for (from, to, rule) in [
            ("{{answer.employer}}", "{{answer.boss}}", "does not ask for"),
            ("{{answer.employer}}", "{{employer}}", "unknown field"),
            ("{{answer.employer}}", "{{answer.photo}}", "no text"),
            ("ground: no_tie_to_city", "ground: bad_mood", "closed list"),
        ] {
            let broken = text.replacen(from, to, 1);
            let line = broken.lines().position(|line| line.contains(to)).unwrap() + 1;
            let error = parse_templates("S12.yaml", &broken, Some(&card)).unwrap_err();
            assert!(
                error.starts_with(&format!("S12.yaml:{line}: no_tie_to_city: ")),
                "{to}: {error}"
            );
            assert!(error.contains(rule), "{error}");
        }
        let unknown = text.replacen("outcome: grant", "outcome: maybe", 1);
        assert!(
            parse_templates("S12.yaml", &unknown, Some(&card))
                .unwrap_err()
                .contains("maybe")
        );
    }

    #[test]
    fn a_common_template_is_offered_where_the_card_has_its_ground() {
        let catalogue = Catalogue::read(&content()).unwrap();
        let codes = |service: &str| -> Vec<String> {
            let card = catalogue.card(service).unwrap();
            let templates = catalogue.templates(&card);
            templates.iter().map(|template| template.code.clone()).collect()
        };
        let own = codes("S12");
        assert_eq!(own.first().map(String::as_str), Some("card_granted"));
        assert!(own.contains(&"documents_missing".to_owned()));
        let of_request = codes("S16");
        assert!(of_request.contains(&"refused".to_owned()));
        assert!(!of_request.contains(&"documents_missing".to_owned()));
    }

    #[test]
    fn a_service_that_is_ordered_elsewhere_has_no_form_here() {
        let text = std::fs::read_to_string(content().join("services/S07.yaml")).unwrap();
        let form = card_text().split_once("\nform:").unwrap().1.to_owned();
        let error = parse("S07.yaml", &format!("{text}form:{form}")).unwrap_err();
        assert!(error.contains("has no form here"), "{error}");
        let unsafe_way = text.replace("https://", "http://");
        assert!(
            parse("S07.yaml", &unsafe_way)
                .unwrap_err()
                .contains("begins with https://")
        );
    }

    #[test]
    fn services_are_found_by_a_word_in_any_case_of_either_language() {
        let catalogue = Catalogue::read(&content()).unwrap();
        let found = |query: &str| -> Vec<String> {
            catalogue
                .summaries(|card| card.matches(query))
                .into_iter()
                .map(|card| card.code)
                .collect()
        };
        assert_eq!(found("соціальну карту"), ["S12"]);
        assert_eq!(found("ПУБЛІЧНА інформація"), ["S16"]);
        assert_eq!(found("social"), ["S12"]);
        // The words that people have for it.
        for (words, service) in [
            ("соцкарта", "S12"),
            ("соцкартку", "S12"),
            ("льготний проїзд", "S12"),
            ("садочок", "S13"),
            ("садік", "S13"),
            ("черга в садок", "S13"),
            ("як записати дитину в садок", "S13"),
            ("прописка", "S01"),
            ("прописати дитину", "S02"),
            ("квартирна черга", "S03"),
            ("троє дітей", "S04"),
            ("переселенці", "S05"),
            ("сміття", "S15"),
            ("вивіз сміття", "S15"),
            ("субсидія", "S15"),
            ("ями на дорозі", "S15"),
            ("зрубати дерево", "S10"),
            ("бігборд", "S08"),
            ("IDP certificate", "S05"),
            ("nursery", "S13"),
        ] {
            let found = found(words);
            assert!(found.contains(&service.to_owned()), "{words}: {found:?}");
        }
        assert_eq!(found("басейн"), Vec::<String>::new());
        assert_eq!(found("").len(), 16);
    }
}
