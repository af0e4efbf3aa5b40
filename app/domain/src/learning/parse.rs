//! Reading a lesson file: a header, then screens, then at most one exercise on each.
//!
//! Reading is pure. YAML comes in through [`ReadYaml`], so that this crate needs no parser of it.

use super::course::{LessonText, Screen};
use super::exercise::{
    Channel, ChoiceOption, Exercise, Expected, Hint, Item, Message, Mistake, Pair, Part, Task,
};
use super::rule::{Fault, Rule, is_id};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Reads YAML into a type.
pub trait ReadYaml {
    /// # Errors
    /// What is wrong, and where.
    fn read<T: DeserializeOwned>(&self, text: &str) -> Result<T, YamlFault>;
}

/// Why a text is not the YAML that was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlFault {
    /// Counted from 1 within the text.
    pub line: usize,
    pub message: String,
}

/// A lesson in one language, as its file has it.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonFile {
    pub file: String,
    pub code: String,
    pub version: u32,
    pub minutes: u32,
    pub outcomes: Vec<String>,
    pub text: LessonText,
    pub lines: Lines,
}

/// Where the parts of a file stand: `screen`, `screen/item`. Counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines(BTreeMap<String, usize>);

impl Lines {
    /// Notes where an exercise and everything with an id in it stand.
    pub(super) fn note(&mut self, slug: &str, line: usize, block: &[(usize, &str)]) {
        self.0.entry(slug.to_owned()).or_insert(line);
        for (number, id) in ids(block) {
            self.0.entry(format!("{slug}/{id}")).or_insert(number);
        }
    }

    /// The line of a screen, or 1.
    #[must_use]
    pub fn screen(&self, slug: &str) -> usize {
        self.0.get(slug).copied().unwrap_or(1)
    }

    /// The line of something with an id in the exercise of a screen, or that of the screen.
    #[must_use]
    pub fn item(&self, slug: &str, id: &str) -> usize {
        self.0
            .get(&format!("{slug}/{id}"))
            .copied()
            .unwrap_or_else(|| self.screen(slug))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    id: String,
    version: u32,
    title: String,
    minutes: u32,
    outcomes: Vec<String>,
    summary: String,
}

/// Every field that an exercise of some kind may have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExerciseEntry {
    id: String,
    kind: String,
    difficulty: f64,
    outcome: String,
    prompt: String,
    options: Option<Vec<OptionEntry>>,
    steps: Option<Vec<Item>>,
    feedback_right: Option<String>,
    feedback_wrong: Option<String>,
    hints: Option<Vec<Hint>>,
    accept: Option<Vec<String>>,
    typos: Option<u32>,
    number: Option<f64>,
    tolerance: Option<f64>,
    mistakes: Option<Vec<Mistake>>,
    pairs: Option<Vec<Pair>>,
    text: Option<String>,
    message: Option<MessageEntry>,
    spots: Option<Vec<SpotEntry>>,
    verdict: Option<Verdict>,
    training: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MessageEntry {
    channel: Channel,
    from: String,
    #[serde(default)]
    subject: String,
    body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpotEntry {
    id: String,
    #[serde(default)]
    correct: bool,
    #[serde(default)]
    feedback: String,
}

#[derive(Deserialize, PartialEq, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Fake,
    Real,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionEntry {
    id: String,
    text: String,
    #[serde(default)]
    correct: bool,
    #[serde(default)]
    feedback: String,
}

/// Reads a lesson file.
///
/// # Errors
/// Every fault of the writing, each with file and line; the rules about content are [`lint`](super::lint)'s.
pub fn parse(file: &str, text: &str, yaml: &impl ReadYaml) -> Result<LessonFile, Vec<Fault>> {
    let lines: Vec<&str> = text.lines().collect();
    let fault = |line, rule| vec![Fault::new(file, line, rule)];
    let is_rule = |line: &&str| line.trim_end() == "---";
    let end = lines.iter().skip(1).position(is_rule);
    let (Some(true), Some(end)) = (lines.first().map(is_rule), end.map(|at| at + 1)) else {
        return Err(fault(1, Rule::NoHeader));
    };
    let header = lines.get(1..end).unwrap_or_default().join("\n");
    let header: Header = yaml
        .read(&header)
        .map_err(|wrong| fault(wrong.line + 1, Rule::Syntax(wrong.message)))?;
    let mut faults = Vec::new();
    let mut places = Lines::default();
    let mut screens = Vec::new();
    for raw in split(file, &lines, end + 1, &mut faults) {
        places.note(&raw.slug, raw.line, &raw.exercise);
        let read = (!raw.exercise.is_empty()).then(|| exercise(file, &raw.exercise, yaml));
        let exercise = read.and_then(|read| read.map_err(|fault| faults.push(fault)).ok());
        screens.push(Screen {
            slug: raw.slug,
            heading: raw.heading,
            text: raw.text.join("\n").trim().to_owned(),
            exercise,
        });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(LessonFile {
        file: file.to_owned(),
        code: header.id,
        version: header.version,
        minutes: header.minutes,
        outcomes: header.outcomes,
        text: LessonText {
            title: header.title,
            summary: header.summary,
            screens,
        },
        lines: places,
    })
}

/// Reads the lines of an exercise, each with its number.
pub(super) fn exercise(file: &str, block: &[(usize, &str)], yaml: &impl ReadYaml) -> Result<Exercise, Fault> {
    let first = block.first().map_or(1, |(line, _)| *line);
    let text: Vec<&str> = block.iter().map(|(_, line)| *line).collect();
    let entry: ExerciseEntry = yaml.read(&text.join("\n")).map_err(|wrong| {
        let line = first + wrong.line.saturating_sub(1);
        Fault::new(file, line, Rule::Syntax(wrong.message))
    })?;
    entry.exercise().map_err(|rule| Fault::new(file, first, rule))
}

/// A screen as its lines; numbers count from 1.
struct RawScreen<'a> {
    line: usize,
    slug: String,
    heading: String,
    text: Vec<&'a str>,
    exercise: Vec<(usize, &'a str)>,
}

/// Where a line belongs.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Text,
    /// An exercise block, begun at a line.
    Exercise(usize),
    /// Any other block, begun at a line.
    Block(usize),
}

fn split<'a>(file: &str, lines: &[&'a str], from: usize, faults: &mut Vec<Fault>) -> Vec<RawScreen<'a>> {
    let mut screens: Vec<RawScreen<'a>> = Vec::new();
    let mut inside = Inside::Text;
    for (index, line) in lines.iter().enumerate().skip(from) {
        let number = index + 1;
        let fence = line.trim_end().strip_prefix("```");
        let mut broken = |rule| faults.push(Fault::new(file, number, rule));
        inside = match (inside, fence, screens.last_mut()) {
            (Inside::Text, None, _) if line.starts_with("# ") => {
                screens.push(heading(number, line).unwrap_or_else(|screen| {
                    broken(Rule::ScreenHeading);
                    screen
                }));
                Inside::Text
            }
            (_, _, None) => {
                if !line.trim().is_empty() {
                    broken(Rule::BeforeFirstScreen);
                }
                Inside::Text
            }
            (Inside::Text, Some("exercise"), Some(screen)) => {
                if !screen.exercise.is_empty() {
                    broken(Rule::AfterExercise);
                }
                Inside::Exercise(number)
            }
            (Inside::Text, fence, Some(screen)) => {
                if !screen.exercise.is_empty() && !line.trim().is_empty() {
                    broken(Rule::AfterExercise);
                }
                screen.text.push(line);
                if fence.is_some() {
                    Inside::Block(number)
                } else {
                    Inside::Text
                }
            }
            (Inside::Exercise(_), Some(""), Some(_)) => Inside::Text,
            (Inside::Exercise(begun), _, Some(screen)) => {
                screen.exercise.push((number, line));
                Inside::Exercise(begun)
            }
            (Inside::Block(begun), fence, Some(screen)) => {
                screen.text.push(line);
                if fence == Some("") {
                    Inside::Text
                } else {
                    Inside::Block(begun)
                }
            }
        };
    }
    if let Inside::Exercise(begun) | Inside::Block(begun) = inside {
        faults.push(Fault::new(file, begun, Rule::OpenBlock));
    }
    screens
}

/// `# slug | Heading`; the screen without them when the line is something else.
fn heading<'a>(line: usize, text: &str) -> Result<RawScreen<'a>, RawScreen<'a>> {
    let (slug, heading) = text.trim_start_matches("# ").split_once('|').unwrap_or_default();
    let (slug, heading) = (slug.trim().to_owned(), heading.trim().to_owned());
    let is_whole = is_id(&slug) && !heading.is_empty();
    let screen = RawScreen {
        line,
        slug,
        heading,
        text: Vec::new(),
        exercise: Vec::new(),
    };
    if is_whole { Ok(screen) } else { Err(screen) }
}

/// The lines that name an id.
fn ids<'a>(block: &'a [(usize, &'a str)]) -> impl Iterator<Item = (usize, &'a str)> {
    block.iter().filter_map(|(number, line)| {
        let entry = line.trim_start().trim_start_matches("- ");
        let id = entry
            .strip_prefix("id:")
            .or_else(|| entry.strip_prefix("first:"))?;
        Some((*number, id.trim().trim_matches(['"', '\''])))
    })
}

impl ExerciseEntry {
    fn exercise(self) -> Result<Exercise, Rule> {
        let kind = self.kind.clone();
        let (id, difficulty, outcome, prompt) = (
            self.id.clone(),
            self.difficulty,
            self.outcome.clone(),
            self.prompt.clone(),
        );
        let task = match kind.as_str() {
            "choice" => self.choice(),
            "many" => self.many(),
            "order" => self.order(),
            "typed" => self.typed(),
            "match" => self.matching(),
            "hot_text" => self.hot_text(),
            "message" => self.message(),
            "training" => self.training(),
            _ => return Err(Rule::UnknownKind(kind)),
        }?;
        Ok(Exercise {
            code: id,
            difficulty,
            outcome,
            prompt,
            task,
        })
    }

    /// Refuses fields that belong to other kinds.
    fn only(&self, kind: &'static str, allowed: &[&str]) -> Result<(), Rule> {
        let given = [
            ("options", self.options.is_some()),
            ("steps", self.steps.is_some()),
            ("feedback_right", self.feedback_right.is_some()),
            ("feedback_wrong", self.feedback_wrong.is_some()),
            ("hints", self.hints.is_some()),
            ("accept", self.accept.is_some()),
            ("typos", self.typos.is_some()),
            ("number", self.number.is_some()),
            ("tolerance", self.tolerance.is_some()),
            ("mistakes", self.mistakes.is_some()),
            ("pairs", self.pairs.is_some()),
            ("text", self.text.is_some()),
            ("message", self.message.is_some()),
            ("spots", self.spots.is_some()),
            ("verdict", self.verdict.is_some()),
            ("training", self.training.is_some()),
        ];
        let extra = given
            .iter()
            .find(|(field, is_given)| *is_given && !allowed.contains(field));
        extra.map_or(Ok(()), |(field, _)| Err(Rule::NotOfThisKind { kind, field }))
    }

    fn choice(self) -> Result<Task, Rule> {
        self.only("choice", &["options"])?;
        Ok(Task::Choice {
            options: choice_options(needed("choice", "options", self.options)?),
        })
    }

    fn many(self) -> Result<Task, Rule> {
        self.only("many", &["options"])?;
        Ok(Task::Many {
            options: choice_options(needed("many", "options", self.options)?),
        })
    }

    fn order(self) -> Result<Task, Rule> {
        const KIND: &str = "order";
        self.only(KIND, &["steps", "feedback_right", "feedback_wrong", "hints"])?;
        Ok(Task::Order {
            steps: needed(KIND, "steps", self.steps)?,
            feedback_right: needed(KIND, "feedback_right", self.feedback_right)?,
            feedback_wrong: needed(KIND, "feedback_wrong", self.feedback_wrong)?,
            hints: self.hints.unwrap_or_default(),
        })
    }

    fn typed(self) -> Result<Task, Rule> {
        const KIND: &str = "typed";
        let fields = if self.number.is_some() {
            [
                "number",
                "tolerance",
                "mistakes",
                "feedback_right",
                "feedback_wrong",
            ]
        } else {
            ["accept", "typos", "mistakes", "feedback_right", "feedback_wrong"]
        };
        self.only(KIND, &fields)?;
        let expected = match self.number {
            Some(value) => Expected::Number {
                value,
                tolerance: self.tolerance.unwrap_or(0.0),
            },
            None => Expected::Words {
                accept: needed(KIND, "accept", self.accept)?,
                typos: self.typos.unwrap_or(0),
            },
        };
        Ok(Task::Typed {
            expected,
            feedback_right: needed(KIND, "feedback_right", self.feedback_right)?,
            feedback_wrong: needed(KIND, "feedback_wrong", self.feedback_wrong)?,
            mistakes: self.mistakes.unwrap_or_default(),
        })
    }

    fn matching(self) -> Result<Task, Rule> {
        const KIND: &str = "match";
        self.only(KIND, &["pairs", "feedback_right"])?;
        Ok(Task::Match {
            pairs: needed(KIND, "pairs", self.pairs)?,
            feedback_right: needed(KIND, "feedback_right", self.feedback_right)?,
        })
    }

    fn hot_text(self) -> Result<Task, Rule> {
        const KIND: &str = "hot_text";
        self.only(KIND, &["text", "spots"])?;
        let text = parts(&needed(KIND, "text", self.text)?)?;
        let spots = spots(needed(KIND, "spots", self.spots)?, text.iter())?;
        Ok(Task::HotText { text, spots })
    }

    fn message(self) -> Result<Task, Rule> {
        const KIND: &str = "message";
        let fields = ["message", "spots", "verdict", "feedback_right", "feedback_wrong"];
        self.only(KIND, &fields)?;
        let entry = needed(KIND, "message", self.message)?;
        let message = Message {
            channel: entry.channel,
            from: parts(&entry.from)?,
            subject: parts(&entry.subject)?,
            body: parts(&entry.body)?,
        };
        let spots = spots(needed(KIND, "spots", self.spots)?, message.parts())?;
        Ok(Task::Message {
            message,
            is_fake: needed(KIND, "verdict", self.verdict)? == Verdict::Fake,
            spots,
            feedback_right: needed(KIND, "feedback_right", self.feedback_right)?,
            feedback_wrong: needed(KIND, "feedback_wrong", self.feedback_wrong)?,
        })
    }

    fn training(self) -> Result<Task, Rule> {
        const KIND: &str = "training";
        self.only(KIND, &["training", "feedback_right"])?;
        Ok(Task::Training {
            task: needed(KIND, "training", self.training)?,
            feedback_right: needed(KIND, "feedback_right", self.feedback_right)?,
        })
    }
}

/// Takes `[[id|words]]` out of a text.
fn parts(text: &str) -> Result<Vec<Part>, Rule> {
    let mut parts = Vec::new();
    let mut plain = |text: &str, id: Option<&str>| {
        if !text.is_empty() {
            parts.push(Part {
                id: id.map(str::to_owned),
                text: text.to_owned(),
            });
        }
    };
    let mut rest = text.trim();
    while let Some((before, after)) = rest.split_once("[[") {
        plain(before, None);
        let (spot, after) = after.split_once("]]").ok_or(Rule::OpenSpot)?;
        let (id, words) = spot.split_once('|').ok_or(Rule::OpenSpot)?;
        if words.trim().is_empty() {
            return Err(Rule::NoText(id.to_owned()));
        }
        plain(words, Some(id.trim()));
        rest = after;
    }
    plain(rest, None);
    Ok(parts)
}

/// Joins the marks of a text with their feedback; each of them has one.
fn spots<'a>(
    entries: Vec<SpotEntry>,
    parts: impl Iterator<Item = &'a Part>,
) -> Result<Vec<ChoiceOption>, Rule> {
    let marked: Vec<(&String, &String)> = parts
        .filter_map(|part| part.id.as_ref().map(|id| (id, &part.text)))
        .collect();
    if let Some((id, _)) = marked
        .iter()
        .find(|(id, _)| !entries.iter().any(|entry| entry.id == **id))
    {
        return Err(Rule::NoFeedback((*id).clone()));
    }
    entries
        .into_iter()
        .map(|entry| {
            let found = marked.iter().find(|(id, _)| **id == entry.id);
            let (_, text) = found.ok_or_else(|| Rule::SpotNowhere(entry.id.clone()))?;
            Ok(ChoiceOption {
                text: (*text).clone(),
                id: entry.id,
                is_correct: entry.correct,
                feedback: entry.feedback,
            })
        })
        .collect()
}

fn needed<T>(kind: &'static str, field: &'static str, value: Option<T>) -> Result<T, Rule> {
    value.ok_or(Rule::Lacking { kind, field })
}

fn choice_options(entries: Vec<OptionEntry>) -> Vec<ChoiceOption> {
    entries
        .into_iter()
        .map(|entry| ChoiceOption {
            id: entry.id,
            text: entry.text,
            is_correct: entry.correct,
            feedback: entry.feedback,
        })
        .collect()
}
