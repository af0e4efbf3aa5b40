//! Holds lessons against the rules of writing. Faults that make a lesson unusable and advice about its style come in
//! one list; [`Rule::is_advice`] tells them apart.

use super::answer::Answer;
use super::course::{Lesson, Screen};
use super::exercise::{Channel, ChoiceOption, Exercise, Expected, Hint, Item, Mistake, Pair, Part, Task};
use super::grade::grade;
use super::parse::{LessonFile, Lines};
use super::prose::{breaths, has_html, points_at_place, sentences, words};
use super::review::Card;
use super::rule::{Fault, Rule, is_id};
use crate::Language;
use std::collections::BTreeSet;

/// A screen of this many words still fits into one look on a phone.
const MOST_WORDS: [(Language, usize); 2] = [(Language::Uk, 110), (Language::En, 140)];
const MOST_WORDS_OF_SENTENCE: usize = 22;
/// A side of a card is taken in at one glance.
const MOST_WORDS_OF_CARD: usize = 30;
const MOST_SENTENCES_BEFORE_EXERCISE: usize = 3;
const LEAST_SCREENS: usize = 10;
const MOST_SCREENS: usize = 14;
const LEAST_EXERCISES: usize = 6;
const LEAST_OPTIONS: usize = 3;
const LEAST_STEPS: usize = 3;
const LEAST_SPOTS: usize = 2;
const MOST_TYPOS: u32 = 2;

/// Everything that is wrong with a lesson in one language. `outcomes` are the ids that its module lists.
#[must_use]
pub fn lint(lesson: &LessonFile, language: Language, outcomes: &[String]) -> Vec<Fault> {
    let mut linter = Linter {
        file: &lesson.file,
        code: &lesson.code,
        lines: &lesson.lines,
        faults: Vec::new(),
    };
    linter.whole(lesson, outcomes);
    for screen in &lesson.text.screens {
        linter.screen(screen, language, outcomes);
    }
    linter.faults
}

/// Everything that is wrong with an exercise, save its outcome. Its code begins with `code` and a hyphen.
#[must_use]
pub fn lint_exercise(file: &str, code: &str, lines: &Lines, slug: &str, exercise: &Exercise) -> Vec<Fault> {
    let mut linter = Linter {
        file,
        code,
        lines,
        faults: Vec::new(),
    };
    linter.exercise(slug, exercise);
    linter.faults
}

/// Joins the two files of a lesson. Without English, learners read Ukrainian.
///
/// # Errors
/// Where the languages differ in anything but their texts.
pub fn pair(uk: LessonFile, en: Option<LessonFile>) -> Result<Lesson, Vec<Fault>> {
    let faults = en.as_ref().map(|en| differences(&uk, en)).unwrap_or_default();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Lesson {
        code: uk.code,
        version: uk.version,
        minutes: uk.minutes,
        outcomes: uk.outcomes,
        uk: uk.text,
        en: en.map(|en| en.text),
    })
}

/// Everything that is wrong with the review cards of a module. `line_of` tells where an id is written.
#[must_use]
pub fn lint_cards(
    file: &str,
    cards: &[Card],
    lessons: &[String],
    outcomes: &[String],
    line_of: impl Fn(&str) -> usize,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known = BTreeSet::new();
    for card in cards {
        let mut fault = |rule| faults.push(Fault::new(file, line_of(&card.id), rule));
        if !is_id(&card.id) {
            fault(Rule::NotAnId(card.id.clone()));
        }
        if !known.insert(&card.id) {
            fault(Rule::RepeatedItem(card.id.clone()));
        }
        if !lessons.contains(&card.lesson) {
            fault(Rule::UnknownLesson(card.lesson.clone()));
        }
        if !outcomes.contains(&card.outcome) {
            fault(Rule::UnknownOutcome(card.outcome.clone()));
        }
        for side in [&card.front, &card.back] {
            for language in Language::ALL {
                let text = side.get(language);
                if text.trim().is_empty() {
                    fault(Rule::NoText(card.id.clone()));
                }
                let words = words(text);
                if words > MOST_WORDS_OF_CARD {
                    fault(Rule::LongScreen {
                        words,
                        most: MOST_WORDS_OF_CARD,
                    });
                }
            }
        }
    }
    faults
}

struct Linter<'a> {
    file: &'a str,
    /// What the ids of exercises begin with.
    code: &'a str,
    lines: &'a Lines,
    faults: Vec<Fault>,
}

impl Linter<'_> {
    fn fault(&mut self, line: usize, rule: Rule) {
        self.faults.push(Fault::new(self.file, line, rule));
    }

    fn whole(&mut self, lesson: &LessonFile, outcomes: &[String]) {
        if !is_id(&lesson.code) {
            self.fault(1, Rule::NotAnId(lesson.code.clone()));
        }
        if lesson.outcomes.is_empty() {
            self.fault(1, Rule::NoOutcomes);
        }
        for outcome in lesson
            .outcomes
            .iter()
            .filter(|outcome| !outcomes.contains(outcome))
        {
            self.fault(1, Rule::UnknownOutcome(outcome.clone()));
        }
        let screens = &lesson.text.screens;
        let is_plain = |screen: Option<&Screen>, slug: &str| {
            screen.is_some_and(|screen| screen.slug == slug && screen.exercise.is_none())
        };
        if screens.len() < 2 || !is_plain(screens.first(), "intro") || !is_plain(screens.last(), "done") {
            let line = screens
                .last()
                .map_or(1, |screen| lesson.lines.screen(&screen.slug));
            self.fault(line, Rule::FirstAndLast);
        }
        let mut slugs = BTreeSet::new();
        let mut codes = BTreeSet::new();
        for screen in screens {
            let line = lesson.lines.screen(&screen.slug);
            if !slugs.insert(&screen.slug) {
                self.fault(line, Rule::RepeatedScreen(screen.slug.clone()));
            }
            if let Some(exercise) = &screen.exercise
                && !codes.insert(&exercise.code)
            {
                self.fault(line, Rule::RepeatedExercise(exercise.code.clone()));
            }
        }
        if !(LEAST_SCREENS..=MOST_SCREENS).contains(&screens.len()) {
            self.fault(
                1,
                Rule::Screens {
                    least: LEAST_SCREENS,
                    most: MOST_SCREENS,
                    found: screens.len(),
                },
            );
        }
        if codes.len() < LEAST_EXERCISES {
            self.fault(
                1,
                Rule::FewExercises {
                    least: LEAST_EXERCISES,
                    found: codes.len(),
                },
            );
        }
    }

    fn screen(&mut self, screen: &Screen, language: Language, outcomes: &[String]) {
        let line = self.lines.screen(&screen.slug);
        if screen.text.is_empty() && screen.exercise.is_none() {
            self.fault(line, Rule::EmptyScreen);
        }
        if has_html(&screen.text) {
            self.fault(line, Rule::Html);
        }
        if screen.text.contains("![]") {
            self.fault(line, Rule::PictureWithoutText);
        }
        let words = words(&screen.text);
        let most = MOST_WORDS
            .iter()
            .find(|(of, _)| *of == language)
            .map_or(usize::MAX, |(_, most)| *most);
        if words > most {
            self.fault(line, Rule::LongScreen { words, most });
        }
        self.sentences(line, &screen.text);
        let Some(exercise) = &screen.exercise else { return };
        let sentences = sentences(&screen.text).len();
        if sentences > MOST_SENTENCES_BEFORE_EXERCISE {
            let most = MOST_SENTENCES_BEFORE_EXERCISE;
            self.fault(line, Rule::LongLead { sentences, most });
        }
        if !outcomes.contains(&exercise.outcome) {
            let line = self.lines.item(&screen.slug, &exercise.code);
            self.fault(line, Rule::UnknownOutcome(exercise.outcome.clone()));
        }
        self.exercise(&screen.slug, exercise);
    }

    fn sentences(&mut self, line: usize, text: &str) {
        for sentence in breaths(text) {
            let words = words(&sentence);
            if words > MOST_WORDS_OF_SENTENCE {
                let start = sentence.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
                self.fault(
                    line,
                    Rule::LongSentence {
                        words,
                        most: MOST_WORDS_OF_SENTENCE,
                        start,
                    },
                );
            }
        }
    }

    fn exercise(&mut self, slug: &str, exercise: &Exercise) {
        let line = self.lines.item(slug, &exercise.code);
        if !is_id(&exercise.code) {
            self.fault(line, Rule::NotAnId(exercise.code.clone()));
        }
        let is_own = exercise
            .code
            .strip_prefix(self.code)
            .is_some_and(|rest| rest.starts_with('-'));
        if !is_own {
            self.fault(line, Rule::ForeignExercise(self.code.to_owned()));
        }
        if exercise.prompt.trim().is_empty() {
            self.fault(line, Rule::NoText("prompt".to_owned()));
        }
        self.sentences(line, &exercise.prompt);
        match &exercise.task {
            Task::Choice { options } => {
                self.options(slug, line, options, LEAST_OPTIONS);
                let correct = options.iter().filter(|option| option.is_correct).count();
                if correct != 1 {
                    self.fault(line, Rule::OneCorrect(correct));
                }
            }
            Task::Many { options } => {
                self.options(slug, line, options, LEAST_OPTIONS);
                let correct = options.iter().filter(|option| option.is_correct).count();
                if correct < 2 {
                    self.fault(line, Rule::SeveralCorrect(correct));
                }
                if correct == options.len() {
                    self.fault(line, Rule::AllCorrect);
                }
            }
            Task::Order {
                steps,
                feedback_right,
                feedback_wrong,
                hints,
            } => {
                self.items(slug, line, steps, LEAST_STEPS);
                self.both_feedbacks(line, feedback_right, feedback_wrong);
                self.hints(slug, steps, hints);
            }
            Task::Typed {
                expected,
                feedback_right,
                feedback_wrong,
                mistakes,
            } => {
                self.both_feedbacks(line, feedback_right, feedback_wrong);
                self.expected(line, expected);
                self.mistakes(line, exercise, mistakes);
            }
            Task::Match {
                pairs,
                feedback_right,
            } => self.pairs(slug, line, pairs, feedback_right),
            Task::HotText { spots, .. } => {
                self.options(slug, line, spots, LEAST_SPOTS);
                if !spots.iter().any(|spot| spot.is_correct) {
                    self.fault(line, Rule::NothingToMark);
                }
                if spots.iter().all(|spot| spot.is_correct) {
                    self.fault(line, Rule::AllCorrect);
                }
            }
            Task::Message {
                message,
                is_fake,
                spots,
                feedback_right,
                feedback_wrong,
            } => {
                self.options(slug, line, spots, LEAST_SPOTS);
                self.both_feedbacks(line, feedback_right, feedback_wrong);
                let has_signs = spots.iter().any(|spot| spot.is_correct);
                if *is_fake && !has_signs {
                    self.fault(line, Rule::NothingToMark);
                }
                if !is_fake && has_signs {
                    self.fault(line, Rule::RealWithSigns);
                }
                if (message.channel == Channel::Mail) == message.subject.is_empty() {
                    self.fault(line, Rule::Subject);
                }
                for (name, parts) in [("from", &message.from), ("body", &message.body)] {
                    if parts.is_empty() {
                        self.fault(line, Rule::NoText(name.to_owned()));
                    }
                }
            }
            Task::Training { task, feedback_right } => {
                if !is_id(task) {
                    self.fault(line, Rule::NotAnId(task.clone()));
                }
                if feedback_right.trim().is_empty() {
                    self.fault(line, Rule::NoFeedback("feedback_right".to_owned()));
                }
                self.sentences(line, feedback_right);
            }
        }
    }

    fn both_feedbacks(&mut self, line: usize, right: &str, wrong: &str) {
        for (name, feedback) in [("feedback_right", right), ("feedback_wrong", wrong)] {
            if feedback.trim().is_empty() {
                self.fault(line, Rule::NoFeedback(name.to_owned()));
            }
            self.sentences(line, feedback);
        }
    }

    fn expected(&mut self, line: usize, expected: &Expected) {
        match expected {
            Expected::Words { accept, typos } => {
                if accept.is_empty() || accept.iter().any(|word| word.trim().is_empty()) {
                    self.fault(line, Rule::NothingAccepted);
                }
                if *typos > MOST_TYPOS {
                    self.fault(
                        line,
                        Rule::ManyTypos {
                            most: MOST_TYPOS,
                            found: *typos,
                        },
                    );
                }
            }
            Expected::Number { value, tolerance } => {
                if !value.is_finite() || !tolerance.is_finite() || *tolerance < 0.0 {
                    self.fault(line, Rule::Tolerance);
                }
            }
        }
    }

    fn mistakes(&mut self, line: usize, exercise: &Exercise, mistakes: &[Mistake]) {
        for mistake in mistakes {
            let typed = Answer::Typed {
                text: mistake.text.clone(),
            };
            if grade(exercise, &typed, 0).is_right {
                self.fault(line, Rule::AcceptedMistake(mistake.text.clone()));
            }
            if mistake.feedback.trim().is_empty() {
                self.fault(line, Rule::NoFeedback(mistake.text.clone()));
            }
            self.sentences(line, &mistake.feedback);
        }
    }

    fn pairs(&mut self, slug: &str, line: usize, pairs: &[Pair], feedback_right: &str) {
        let lefts: Vec<Item> = pairs
            .iter()
            .map(|pair| Item {
                id: pair.id.clone(),
                text: pair.left.clone(),
            })
            .collect();
        self.items(slug, line, &lefts, LEAST_STEPS);
        let mut rights = BTreeSet::new();
        for pair in pairs {
            let line = self.lines.item(slug, &pair.id);
            if !rights.insert(pair.right.trim()) {
                self.fault(line, Rule::RepeatedRight(pair.right.clone()));
            }
            if pair.right.trim().is_empty() {
                self.fault(line, Rule::NoText(pair.id.clone()));
            }
            if pair.feedback.trim().is_empty() {
                self.fault(line, Rule::NoFeedback(pair.id.clone()));
            }
            self.sentences(line, &pair.right);
            self.sentences(line, &pair.feedback);
        }
        if feedback_right.trim().is_empty() {
            self.fault(line, Rule::NoFeedback("feedback_right".to_owned()));
        }
        self.sentences(line, feedback_right);
    }

    fn options(&mut self, slug: &str, line: usize, options: &[ChoiceOption], least: usize) {
        let items: Vec<Item> = options.iter().map(ChoiceOption::item).collect();
        self.items(slug, line, &items, least);
        for option in options {
            let line = self.lines.item(slug, &option.id);
            if option.feedback.trim().is_empty() {
                self.fault(line, Rule::NoFeedback(option.id.clone()));
            }
            if let Some(words) = points_at_place(&option.feedback) {
                self.fault(line, Rule::PointsAtPlace(words.to_owned()));
            }
            self.sentences(line, &option.feedback);
        }
    }

    fn items(&mut self, slug: &str, line: usize, items: &[Item], least: usize) {
        if items.len() < least {
            let found = items.len();
            self.fault(line, Rule::TooFew { least, found });
        }
        let mut known = BTreeSet::new();
        for item in items {
            let line = self.lines.item(slug, &item.id);
            if !is_id(&item.id) {
                self.fault(line, Rule::NotAnId(item.id.clone()));
            }
            if !known.insert(&item.id) {
                self.fault(line, Rule::RepeatedItem(item.id.clone()));
            }
            if item.text.trim().is_empty() {
                self.fault(line, Rule::NoText(item.id.clone()));
            }
            self.sentences(line, &item.text);
        }
    }

    fn hints(&mut self, slug: &str, steps: &[Item], hints: &[Hint]) {
        for hint in hints {
            let line = self.lines.item(slug, &hint.first);
            if !steps.iter().any(|step| step.id == hint.first) {
                self.fault(line, Rule::HintForNothing(hint.first.clone()));
            } else if steps.first().is_some_and(|step| step.id == hint.first) {
                self.fault(line, Rule::HintForRight(hint.first.clone()));
            }
            if hint.text.trim().is_empty() {
                self.fault(line, Rule::NoText(hint.first.clone()));
            }
            self.sentences(line, &hint.text);
        }
    }
}

/// Where two languages of a lesson differ in anything but their texts. Lines are those of the English file.
fn differences(uk: &LessonFile, en: &LessonFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut same = |line: usize, what: &'static str, uk: String, en_has: String| {
        if uk != en_has {
            faults.push(Fault::new(&en.file, line, Rule::Differs { what, uk, en: en_has }));
        }
    };
    same(1, "id", uk.code.clone(), en.code.clone());
    same(1, "version", uk.version.to_string(), en.version.to_string());
    same(1, "minutes", uk.minutes.to_string(), en.minutes.to_string());
    same(1, "outcomes", uk.outcomes.join(", "), en.outcomes.join(", "));
    let slugs = |lesson: &LessonFile| -> Vec<String> {
        lesson
            .text
            .screens
            .iter()
            .map(|screen| screen.slug.clone())
            .collect()
    };
    let is_same_line = slugs(uk) == slugs(en);
    same(1, "screens", slugs(uk).join(", "), slugs(en).join(", "));
    if is_same_line {
        for (uk_screen, en_screen) in uk.text.screens.iter().zip(&en.text.screens) {
            let line = en.lines.screen(&en_screen.slug);
            let key = |screen: &Screen| screen.exercise.as_ref().map_or("nothing".to_owned(), key);
            same(line, "exercise", key(uk_screen), key(en_screen));
        }
    }
    faults
}

/// Everything of an exercise that does not depend on the language.
#[must_use]
pub fn key(exercise: &Exercise) -> String {
    let options = |options: &[ChoiceOption]| -> String {
        let marks = options
            .iter()
            .map(|option| format!("{}{}", option.id, if option.is_correct { "+" } else { "" }));
        marks.collect::<Vec<_>>().join(" ")
    };
    let task = match &exercise.task {
        Task::Choice { options: all } => format!("choice {}", options(all)),
        Task::Many { options: all } => format!("many {}", options(all)),
        Task::Order { steps, hints, .. } => {
            let steps: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
            let hints: Vec<&str> = hints.iter().map(|hint| hint.first.as_str()).collect();
            format!("order {} hints {}", steps.join(" "), hints.join(" "))
        }
        Task::Typed {
            expected, mistakes, ..
        } => {
            let mistakes: Vec<&str> = mistakes.iter().map(|mistake| mistake.text.as_str()).collect();
            let mistakes = mistakes.join(" / ");
            match expected {
                Expected::Words { accept, typos } => {
                    format!("typed {} ({typos} typos) mistakes {mistakes}", accept.join(" / "))
                }
                Expected::Number { value, tolerance } => {
                    format!("typed {value} ± {tolerance} mistakes {mistakes}")
                }
            }
        }
        Task::Match { pairs, .. } => {
            let pairs: Vec<&str> = pairs.iter().map(|pair| pair.id.as_str()).collect();
            format!("match {}", pairs.join(" "))
        }
        Task::HotText { text, spots } => format!("hot_text {} in {}", options(spots), marks(text.iter())),
        Task::Message {
            message,
            is_fake,
            spots,
            ..
        } => {
            let verdict = if *is_fake { "fake" } else { "real" };
            let marks = marks(message.parts());
            format!(
                "message {verdict} {:?} {} in {marks}",
                message.channel,
                options(spots)
            )
        }
        Task::Training { task, .. } => format!("training {task}"),
    };
    let Exercise {
        code,
        difficulty,
        outcome,
        ..
    } = exercise;
    format!("{code} ({difficulty}, {outcome}): {task}")
}

/// The ids of the places in a text, in their order.
fn marks<'a>(parts: impl Iterator<Item = &'a Part>) -> String {
    let ids: Vec<&str> = parts.filter_map(|part| part.id.as_deref()).collect();
    ids.join(" ")
}
