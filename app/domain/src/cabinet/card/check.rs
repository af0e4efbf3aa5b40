//! The rules that every card keeps: a card that breaks one never reaches a resident.

use super::{RefusalGround, ServiceCard, StageAction};
use crate::cabinet::approval::MOST_VISAS;
use crate::cabinet::form::{Field, Kind};
use crate::language::Bilingual;
use crate::text::{clean_line, fold};
use std::collections::BTreeSet;
use std::fmt;

/// A keyword longer than this is a sentence.
const MOST_KEYWORD_CHARACTERS: u32 = 40;

/// A broken rule and the place in the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFault {
    /// `form.sections.request.fields.urgent`
    pub place: String,
    /// The word to look for in the file, to name the line.
    pub key: String,
    pub rule: &'static str,
}

impl fmt::Display for CardFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.rule)
    }
}

/// Every broken rule of a card, in order.
#[must_use]
pub fn check(card: &ServiceCard) -> Vec<CardFault> {
    let mut checker = Checker { faults: Vec::new() };
    checker.card(card);
    checker.before_the_form(card);
    checker.form(card);
    checker.faults
}

struct Checker {
    faults: Vec<CardFault>,
}

impl Checker {
    fn require(&mut self, holds: bool, place: impl Into<String>, key: &str, rule: &'static str) {
        if !holds {
            self.faults.push(CardFault {
                place: place.into(),
                key: key.to_owned(),
                rule,
            });
        }
    }

    fn written(&mut self, text: &Bilingual, place: &str, key: &str) {
        let is_written = !text.uk.trim().is_empty() && !text.en.trim().is_empty();
        self.require(is_written, place, key, "the text is missing in one language");
    }

    fn card(&mut self, card: &ServiceCard) {
        let is_code = !card.code.is_empty()
            && card.code.len() <= 16
            && card
                .code
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        self.require(
            is_code,
            "code",
            "code",
            "a service code has capital Latin letters and digits",
        );
        self.require(
            card.version > 0,
            "version",
            "version",
            "versions are counted from 1",
        );
        self.written(&card.name, "name", "name");
        self.written(&card.summary, "summary", "summary");
        self.keywords(card);
        self.require(!card.unit.is_empty(), "unit", "unit", "a unit must decide");
        let defaults = card.terms.iter().filter(|term| term.is_default).count();
        self.require(defaults == 1, "terms", "terms", "exactly one term is the default");
        let extensions = card.terms.iter().filter(|term| term.by_extension).count();
        self.require(extensions <= 1, "terms", "terms", "a term is extended in one way");
        for term in &card.terms {
            let is_one_thing = !term.by_extension || (!term.is_default && term.applies_if.is_none());
            self.require(
                is_one_thing,
                format!("terms.{}", term.code),
                &term.code,
                "a term by extension applies by nothing else",
            );
            let place = format!("terms.{}", term.code);
            self.require(
                (1..=400).contains(&term.number),
                place.as_str(),
                &term.code,
                "a term has 1 to 400 units",
            );
            self.written(&term.name, &place, &term.code);
            for (field, value) in term.applies_if.iter().flat_map(|condition| condition.looks_at()) {
                let known = card.form.field(field);
                let known = known.as_deref();
                self.require(
                    known.is_some(),
                    place.as_str(),
                    field,
                    "the condition names an unknown field",
                );
                self.compared(known, value, &place, &term.code);
            }
        }
        self.require(
            !card.refusal_grounds.is_empty(),
            "refusal_grounds",
            "refusal_grounds",
            "the closed list of refusal grounds is empty",
        );
        self.grounds(&card.refusal_grounds, "refusal_grounds");
        self.grounds(&card.suspension_grounds, "suspension_grounds");
        self.approval(card);
    }

    /// What is demanded of a decision is told to whoever reads how applications are processed.
    fn approval(&mut self, card: &ServiceCard) {
        let Some(rule) = card.approval else { return };
        let is_possible = (1..=MOST_VISAS).contains(&usize::try_from(rule.visas).unwrap_or(usize::MAX));
        self.require(
            is_possible,
            "approval.visas",
            "approval",
            "a decision has 1 to 5 visas",
        );
        let is_told = card
            .stages
            .iter()
            .any(|stage| matches!(stage.action, StageAction::Agrees | StageAction::Approves));
        self.require(
            is_told,
            "approval",
            "approval",
            "a card that demands approval names a stage that agrees or approves",
        );
        self.require(
            card.handoff.is_none(),
            "approval",
            "approval",
            "a service that is ordered elsewhere is decided elsewhere",
        );
    }

    /// Everyday words of both languages: who does not know the official name finds the service by them.
    fn keywords(&mut self, card: &ServiceCard) {
        let is_latin = |word: &String| word.chars().any(|c| c.is_ascii_alphabetic());
        let is_cyrillic = |word: &String| word.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        self.require(
            card.keywords.iter().any(is_latin) && card.keywords.iter().any(is_cyrillic),
            "keywords",
            "keywords",
            "there are keywords of both languages",
        );
        let mut known = BTreeSet::new();
        for word in &card.keywords {
            let place = format!("keywords.{word}");
            let is_word = clean_line(word, MOST_KEYWORD_CHARACTERS).as_ref() == Ok(word)
                && word.chars().any(char::is_alphanumeric);
            self.require(
                is_word,
                place.as_str(),
                "keywords",
                "a keyword is a word or two, not a text",
            );
            self.require(
                known.insert(fold(word)),
                place,
                "keywords",
                "the keyword stands there twice",
            );
        }
    }

    fn grounds(&mut self, grounds: &[RefusalGround], list: &str) {
        let mut codes = BTreeSet::new();
        for ground in grounds {
            let place = format!("{list}.{}", ground.code);
            self.require(
                codes.insert(&ground.code),
                place.as_str(),
                &ground.code,
                "the code is used twice",
            );
            self.written(&ground.text, &place, &ground.code);
            let is_cited = !ground.citation.uk.trim().is_empty() && !ground.citation.en.trim().is_empty();
            self.require(
                is_cited,
                place.as_str(),
                &ground.code,
                "a ground needs its citation",
            );
        }
    }

    fn before_the_form(&mut self, card: &ServiceCard) {
        let mut codes = BTreeSet::new();
        for question in &card.eligibility {
            let (place, key) = (format!("eligibility.{}", question.code), question.code.as_str());
            self.require(codes.insert(key), place.as_str(), key, "the code is used twice");
            self.written(&question.question, &place, key);
            self.written(&question.advice, &place, key);
            self.require(
                card.refusal_ground(&question.ground).is_some(),
                place.as_str(),
                key,
                "a question must lead to a ground of the closed list",
            );
        }
        if let Some(handoff) = &card.handoff {
            self.written(&handoff.name, "handoff", "handoff");
            let is_address =
                handoff.url.starts_with("https://") && !handoff.url.contains(char::is_whitespace);
            self.require(
                is_address,
                "handoff.url",
                "url",
                "an address begins with https://",
            );
            self.require(
                !handoff.steps.is_empty(),
                "handoff.steps",
                "steps",
                "a hand-off tells what to do, step by step",
            );
            for step in &handoff.steps {
                self.written(step, "handoff.steps", "steps");
            }
        }
    }

    fn form(&mut self, card: &ServiceCard) {
        let has_form = !card.form.sections.is_empty();
        self.require(
            has_form || card.handoff.is_some(),
            "form",
            "form",
            "a form has at least one section",
        );
        self.require(
            !has_form || card.handoff.is_none(),
            "handoff",
            "handoff",
            "a service that is ordered elsewhere has no form here",
        );
        let mut sections = BTreeSet::new();
        let mut earlier: Vec<&Field> = Vec::new();
        for section in &card.form.sections {
            let place = format!("form.sections.{}", section.code);
            let is_new = sections.insert(&section.code);
            self.require(is_new, place.as_str(), &section.code, "the code is used twice");
            self.require(
                !section.fields.is_empty(),
                place.as_str(),
                &section.code,
                "a section has no fields",
            );
            self.written(&section.title, &place, &section.code);
            for field in &section.fields {
                let place = format!("{place}.fields.{}", field.code);
                self.field(field, &place, &earlier);
                earlier.push(field);
            }
        }
    }

    fn field(&mut self, field: &Field, place: &str, earlier: &[&Field]) {
        let code = field.code.as_str();
        let is_code = code.starts_with(|c: char| c.is_ascii_lowercase())
            && code
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        self.require(
            is_code,
            place,
            code,
            "a field code has lower-case Latin letters, digits and underscores",
        );
        let is_new = earlier.iter().all(|other| other.code != field.code);
        self.require(is_new, place, code, "the code is used twice");
        self.written(&field.label, place, code);
        for (name, value) in field.shown_if.iter().flat_map(|condition| condition.looks_at()) {
            let known = earlier.iter().copied().find(|other| other.code == name);
            self.require(
                known.is_some(),
                place,
                code,
                "the condition must name an earlier field",
            );
            self.compared(known, value, place, code);
        }
        self.require(
            field.prefill.is_none_or(|what| what.kind() == field.kind),
            place,
            code,
            "the field is of another kind than what it is filled in with",
        );
        self.limits(field, place);
        self.group(field, place, earlier);
    }

    /// The fields of a group look at each other and at fields before the group; groups do not nest.
    fn group(&mut self, field: &Field, place: &str, earlier: &[&Field]) {
        let code = field.code.as_str();
        let is_group = field.kind == Kind::Group;
        let is_plain = field.fields.is_empty() && field.item_label.is_none() && field.max_items.is_none();
        self.require(
            is_group || is_plain,
            place,
            code,
            "only groups have fields and items",
        );
        self.require(
            !is_group || !field.fields.is_empty(),
            place,
            code,
            "a group asks at least one question",
        );
        self.require(field.max_items != Some(0), place, code, "no item could be added");
        if let Some(label) = &field.item_label {
            self.written(label, place, code);
        }
        let mut known: Vec<&Field> = earlier.to_vec();
        for own in &field.fields {
            let place = format!("{place}.{}", own.code);
            let may_repeat = !matches!(own.kind, Kind::Group | Kind::File);
            self.require(
                may_repeat,
                place.as_str(),
                &own.code,
                "a group holds neither files nor groups",
            );
            self.field(own, &place, &known);
            known.push(own);
        }
    }

    /// A comparison with a value that the field can never have would hide something for ever.
    fn compared(&mut self, field: Option<&Field>, value: Option<&str>, place: &str, key: &str) {
        let (Some(field), Some(value)) = (field, value) else {
            return;
        };
        let is_possible = match field.kind {
            Kind::Choice | Kind::Many => field.options.iter().any(|option| option.value == value),
            Kind::YesNo => matches!(value, "yes" | "no"),
            Kind::Consent => value == "true",
            Kind::Text
            | Kind::LongText
            | Kind::Number
            | Kind::Money
            | Kind::Date
            | Kind::File
            | Kind::Phone
            | Kind::Email
            | Kind::TaxNumber
            | Kind::CompanyCode
            | Kind::Iban
            | Kind::CadastralNumber
            | Kind::Address
            | Kind::Group => true,
        };
        self.require(
            is_possible,
            place,
            key,
            "the condition compares with a value that cannot be chosen",
        );
    }

    fn limits(&mut self, field: &Field, place: &str) {
        let code = field.code.as_str();
        let kind = field.kind;
        let mut values = BTreeSet::new();
        let has_distinct = field.options.iter().all(|option| values.insert(&option.value));
        self.require(has_distinct, place, code, "an option is offered twice");
        self.require(
            !kind.has_options() || field.options.len() >= 2,
            place,
            code,
            "a choice needs two options or more",
        );
        let is_plain = kind.has_options() || (field.options.is_empty() && !field.as_list);
        self.require(is_plain, place, code, "only choices have options");
        let has_length = field.min_length.is_some() || field.max_length.is_some();
        self.require(
            !has_length || kind.has_length(),
            place,
            code,
            "only texts have a length",
        );
        let is_ordered = field.min_length.unwrap_or(0) <= field.max_length.unwrap_or(u32::MAX)
            && field.min.unwrap_or(i64::MIN) <= field.max.unwrap_or(i64::MAX);
        self.require(is_ordered, place, code, "the least is greater than the most");
        let has_range = field.min.is_some() || field.max.is_some();
        self.require(
            !has_range || matches!(kind, Kind::Number | Kind::Money | Kind::Many),
            place,
            code,
            "only numbers, sums and choices of many have a range",
        );
        self.require(
            field.date_limit.is_none() || kind == Kind::Date,
            place,
            code,
            "only dates have a date limit",
        );
        let is_file = kind == Kind::File;
        self.require(
            is_file || (field.accept.is_empty() && field.max_files.is_none()),
            place,
            code,
            "only files have kinds and numbers of files",
        );
        self.require(
            !is_file || !field.accept.is_empty(),
            place,
            code,
            "a file field names the kinds it accepts",
        );
        self.require(
            field.max_files != Some(0),
            place,
            code,
            "no file could be attached",
        );
    }
}
