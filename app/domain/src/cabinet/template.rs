//! Templates of decisions: plain texts with fields that are filled in from the application, reviewed like code.
//!
//! A field stands in double braces: `{{number}}`, `{{answer.category}}`. What only the officer knows stands as a blank,
//! `⟦номер акта⟧`; a decision with a blank left in it is not made.

use super::card::ServiceCard;
use super::form::Kind;
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";
const BLANK_OPEN: char = '⟦';
const BLANK_CLOSE: char = '⟧';
const ANSWER: &str = "answer.";
/// A motivation of fewer characters explains nothing.
const LEAST_CHARACTERS: usize = 20;
const MOST_CHARACTERS: usize = 5_000;

/// A template of `content/templates`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionTemplate {
    pub code: String,
    pub name: Bilingual,
    pub outcome: TemplateOutcome,
    /// The ground of the closed list that the template is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// In Ukrainian: an act of a Ukrainian body is written in it, whatever its reader prefers.
    pub text: String,
}

/// For which decision a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateOutcome {
    Grant,
    Refuse,
}

/// What a template is filled in with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TemplateField {
    /// The number of the application.
    Number,
    /// The day on which it was submitted.
    Submitted,
    Today,
    /// Name of the applicant, in the nominative: texts put it after a colon, where it needs no declension.
    Applicant,
    Service,
    Unit,
    /// «5 робочих днів»
    Term,
    /// The day until which it is to be decided.
    Due,
    /// The ground of the refusal with where the law says so.
    Ground,
    /// How to appeal, as the card says it.
    Appeal,
    /// An answer, by the code of its field.
    Answer(String),
}

impl TemplateField {
    /// The field of this name, if there is one.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "number" => Self::Number,
            "submitted" => Self::Submitted,
            "today" => Self::Today,
            "applicant" => Self::Applicant,
            "service" => Self::Service,
            "unit" => Self::Unit,
            "term" => Self::Term,
            "due" => Self::Due,
            "ground" => Self::Ground,
            "appeal" => Self::Appeal,
            _ => Self::Answer(name.strip_prefix(ANSWER)?.to_owned()),
        })
    }
}

/// A piece of a line.
enum Piece<'a> {
    Text(&'a str),
    /// The name of a field, as it is written.
    Field(&'a str),
    /// Braces that nobody closes.
    Broken(&'a str),
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(OPEN) {
        pieces.push(Piece::Text(before));
        let Some((name, further)) = after.split_once(CLOSE) else {
            pieces.push(Piece::Broken(after));
            return pieces;
        };
        pieces.push(Piece::Field(name));
        rest = further;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

impl DecisionTemplate {
    /// Whether the text tells the ground, so that one must be chosen first.
    #[must_use]
    pub fn names_ground(&self) -> bool {
        let mut fields = self.text.lines().flat_map(pieces);
        fields.any(|piece| matches!(piece, Piece::Field("ground")))
    }

    /// The text with its fields filled in. A line that names something which the application does not have, such as an answer to
    /// a question that was not asked, is left out. What is filled in is never looked at for fields again.
    ///
    /// ```
    /// use domain::cabinet::template::{DecisionTemplate, TemplateField};
    /// let template: DecisionTemplate = serde_json::from_value(serde_json::json!({
    ///     "code": "given", "name": { "uk": "а", "en": "a" }, "outcome": "grant",
    ///     "text": "Заява {{number}}.\nТелефон: {{answer.phone}}.\nДякуємо.",
    /// })).unwrap();
    /// let text = template.fill(|field| (*field == TemplateField::Number).then(|| "S16-2026-000001".to_owned()));
    /// assert_eq!(text, "Заява S16-2026-000001.\nДякуємо.");
    /// ```
    #[must_use]
    pub fn fill(&self, value: impl Fn(&TemplateField) -> Option<String>) -> String {
        let line = |line: &str| -> Option<String> {
            let mut filled = String::new();
            for piece in pieces(line) {
                match piece {
                    Piece::Text(text) => filled.push_str(text),
                    Piece::Field(name) => filled.push_str(&value(&TemplateField::of_name(name)?)?),
                    Piece::Broken(_) => return None,
                }
            }
            Some(filled.trim_end().to_owned())
        };
        let mut lines: Vec<String> = Vec::new();
        for filled in self.text.lines().filter_map(line) {
            // No two empty lines in a row where one between them was left out.
            let is_repeated = filled.is_empty() && lines.last().is_none_or(String::is_empty);
            if !is_repeated {
                lines.push(filled);
            }
        }
        lines.join("\n").trim().to_owned()
    }
}

/// Whether a blank of a template is left in a text.
///
/// ```
/// use domain::cabinet::template::has_blank;
/// assert!(has_blank("Надсилаємо рішення ⟦номер⟧."));
/// assert!(!has_blank("Надсилаємо рішення № 15 [додаток 1]."));
/// ```
#[must_use]
pub fn has_blank(text: &str) -> bool {
    text.contains([BLANK_OPEN, BLANK_CLOSE])
}

/// A broken rule and the place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// Code of the template.
    pub template: String,
    /// What to look for below its code, to name the line.
    pub needle: String,
    pub rule: &'static str,
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.template, self.rule)
    }
}

/// Every broken rule of the templates of a service, or, without a card, of those for every service.
#[must_use]
pub fn check(templates: &[DecisionTemplate], card: Option<&ServiceCard>) -> Vec<TemplateFault> {
    let mut faults = Vec::new();
    let mut codes = BTreeSet::new();
    for template in templates {
        let mut require = |holds: bool, needle: &str, rule: &'static str| {
            if !holds {
                faults.push(TemplateFault {
                    template: template.code.clone(),
                    needle: needle.to_owned(),
                    rule,
                });
            }
        };
        let code = template.code.as_str();
        let is_code = code.starts_with(|c: char| c.is_ascii_lowercase())
            && code
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        require(
            is_code,
            code,
            "a template code has lower-case Latin letters, digits and underscores",
        );
        require(codes.insert(code), code, "the code is used twice");
        let is_named = !template.name.uk.trim().is_empty() && !template.name.en.trim().is_empty();
        require(is_named, "name", "the name is missing in one language");
        let length = template.text.trim().chars().count();
        require(
            (LEAST_CHARACTERS..=MOST_CHARACTERS).contains(&length),
            "text",
            "a text has 20 to 5000 characters",
        );
        let refuses = template.outcome == TemplateOutcome::Refuse;
        require(
            refuses || template.ground.is_none(),
            "ground",
            "only a refusal has a ground",
        );
        if let (Some(ground), Some(card)) = (&template.ground, card) {
            require(
                card.refusal_ground(ground).is_some(),
                ground,
                "the ground is not of the closed list of the card",
            );
        }
        for line in template.text.lines() {
            let opened = line.matches(BLANK_OPEN).count();
            require(
                opened == line.matches(BLANK_CLOSE).count(),
                line.trim(),
                "a blank is opened and closed on one line",
            );
            for piece in pieces(line) {
                match piece {
                    Piece::Text(_) => {}
                    Piece::Broken(rest) => require(false, rest, "the braces of a field are not closed"),
                    Piece::Field(name) => {
                        let fault = fault_of(name, refuses, card);
                        let needle = format!("{OPEN}{name}{CLOSE}");
                        require(fault.is_none(), &needle, fault.unwrap_or_default());
                    }
                }
            }
        }
    }
    faults
}

/// Why a field cannot stand in a template.
fn fault_of(name: &str, refuses: bool, card: Option<&ServiceCard>) -> Option<&'static str> {
    match TemplateField::of_name(name) {
        None => Some("the template names an unknown field"),
        Some(TemplateField::Ground) if !refuses => Some("only a refusal has a ground"),
        Some(TemplateField::Answer(code)) => {
            let Some(card) = card else {
                return Some("a template for every service names no answers");
            };
            match card.form.field(&code).map(|field| field.kind) {
                None => Some("the template names an answer that the form does not ask for"),
                Some(Kind::File | Kind::Group | Kind::Consent) => {
                    Some("files, groups and consents are no text")
                }
                Some(_) => None,
            }
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn template(outcome: &str, ground: Option<&str>, text: &str) -> DecisionTemplate {
        serde_json::from_value(serde_json::json!({
            "code": "given", "name": { "uk": "Надано", "en": "Given" }, "outcome": outcome, "ground": ground, "text": text,
        }))
        .unwrap()
    }

    fn card() -> ServiceCard {
        let text = serde_json::json!({ "uk": "а", "en": "a" });
        let field = |code: &str, kind: &str| serde_json::json!({ "code": code, "kind": kind, "label": text });
        serde_json::from_value(serde_json::json!({
            "code": "S99", "version": 1, "category": "city", "name": text, "summary": text, "unit": "unit",
            "identity": "email", "who": text, "documents": [], "fee": text, "result": text, "terms": [],
            "refusal_grounds": [{ "code": "not_held", "text": text, "citation": text }], "appeal": text, "law": [],
            "stages": [],
            "form": { "sections": [{ "code": "a", "title": text, "fields": [field("phone", "phone"), field("photo", "file")] }] },
        }))
        .unwrap()
    }

    #[test]
    fn each_broken_rule_of_a_template_is_found_where_it_is() {
        const FINE: &str = "Розглянули вашу заяву {{number}} і задовольнили її.";
        let table = [
            (template("grant", None, FINE), None),
            (
                template(
                    "refuse",
                    Some("not_held"),
                    "Підстава: {{ground}}. Телефон {{answer.phone}}.",
                ),
                None,
            ),
            (
                template("grant", None, "Заява {{nummer}} від такого-то дня."),
                Some(("{{nummer}}", "unknown field")),
            ),
            (
                template("grant", None, "Заява {{number від такого-то дня."),
                Some(("number від такого-то дня.", "not closed")),
            ),
            (
                template("grant", None, "Телефон: {{answer.fax}}, дзвоніть."),
                Some(("{{answer.fax}}", "does not ask")),
            ),
            (
                template("grant", None, "Фотографія: {{answer.photo}}, дивіться."),
                Some(("{{answer.photo}}", "no text")),
            ),
            (
                template("grant", None, "Підстава відмови: {{ground}}, так."),
                Some(("{{ground}}", "only a refusal")),
            ),
            (
                template("grant", Some("not_held"), FINE),
                Some(("ground", "only a refusal")),
            ),
            (
                template("refuse", Some("mood"), FINE),
                Some(("mood", "closed list")),
            ),
            (
                template("grant", None, "Рішення ⟦номер рішення, ось."),
                Some(("Рішення ⟦номер рішення, ось.", "blank")),
            ),
            (template("grant", None, "Так."), Some(("text", "20 to 5000"))),
        ];
        for (template, expected) in table {
            let found = check(std::slice::from_ref(&template), Some(&card()));
            match expected {
                None => assert_eq!(found, [], "{}", template.text),
                Some((needle, rule)) => {
                    assert_eq!(found.len(), 1, "{}: {found:?}", template.text);
                    assert!(
                        found[0].needle == needle && found[0].rule.contains(rule),
                        "{found:?}"
                    );
                }
            }
        }
        let twice = [template("grant", None, FINE), template("grant", None, FINE)];
        assert!(
            check(&twice, None)
                .iter()
                .any(|fault| fault.rule.contains("twice"))
        );
        let common = template("grant", None, "Телефон: {{answer.phone}}, дзвоніть.");
        assert!(check(&[common], None)[0].rule.contains("names no answers"));
    }

    #[test]
    fn what_is_filled_in_is_not_looked_at_again_and_a_line_without_its_answer_is_left_out() {
        let template = template(
            "grant",
            None,
            "Запит: {{answer.description}}\n\nАдреса: {{answer.address}}\n\nНомер: {{number}} ⟦дата⟧\n",
        );
        let text = template.fill(|field| match field {
            TemplateField::Answer(code) if code == "description" => {
                Some("{{number}} і {{answer.x}}".to_owned())
            }
            TemplateField::Number => Some("1".to_owned()),
            _ => None,
        });
        assert_eq!(text, "Запит: {{number}} і {{answer.x}}\n\nНомер: 1 ⟦дата⟧");
        assert!(has_blank(&text));
    }

    proptest! {
        /// Whatever people write into their answers, a template that keeps the rules is filled in without a field left.
        #[test]
        fn a_checked_template_is_filled_in_whole(answer in "[^{}⟦⟧]{0,40}", has_phone in any::<bool>()) {
            let template = template(
                "refuse",
                Some("not_held"),
                "Заява {{number}} від {{submitted}}.\nПідстава: {{ground}}.\nТелефон: {{answer.phone}}.\n{{appeal}}",
            );
            prop_assert_eq!(check(std::slice::from_ref(&template), Some(&card())), []);
            let text = template.fill(|field| match field {
                TemplateField::Answer(_) => has_phone.then(|| answer.clone()),
                _ => Some("слово".to_owned()),
            });
            prop_assert!(!text.contains(OPEN) && !text.contains(CLOSE));
            prop_assert_eq!(text.contains("Телефон:"), has_phone);
        }
    }
}
