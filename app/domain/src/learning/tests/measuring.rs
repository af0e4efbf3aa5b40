//! The adaptive test: against reference numbers, in a simulation, and its rules one by one.

use super::{Json, choice};
use crate::Language;
use crate::language::Bilingual;
use crate::learning::assessment::analysis::{Bin, Proposal, statistics};
use crate::learning::assessment::bank::{Bank, BankItem};
use crate::learning::assessment::estimate::{Estimate, Parameters, Posterior};
use crate::learning::assessment::framework::{Area, Competence, Framework, Level, competence_of};
use crate::learning::assessment::level::Cuts;
use crate::learning::assessment::read::{item_differences, lint_items, parse_items};
use crate::learning::assessment::rules::{Ending, Goal, RulesFile, TestRules};
use crate::learning::assessment::select::next;
use crate::learning::assessment::sitting::{
    Answered, Certainty, NewTest, by_area, estimate, gain, lessons_for, reflection_field,
};
use crate::learning::course::{Audience, Course, Module};
use crate::learning::exercise::split_mix;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Reference {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    a: Vec<f64>,
    b: Vec<f64>,
    u: Vec<u8>,
    eap: f64,
    se: Option<f64>,
}

/// The largest differences of ability and error from the numbers of another program.
fn distance(reference: &str) -> (f64, f64) {
    let reference: Reference = serde_json::from_str(reference).unwrap();
    assert!(reference.cases.len() >= 20);
    reference.cases.iter().fold((0.0, 0.0), |(ability, error), case| {
        let items = case.a.iter().zip(&case.b).zip(&case.u);
        let answers = items.map(|((discrimination, difficulty), right)| {
            let item = Parameters {
                discrimination: *discrimination,
                difficulty: *difficulty,
            };
            (item, *right == 1)
        });
        let ours = Posterior::after(answers).estimate();
        (
            f64::max(ability, (ours.ability - case.eap).abs()),
            case.se
                .map_or(error, |se| f64::max(error, (ours.error - se).abs())),
        )
    })
}

#[test]
fn estimates_agree_with_the_reference_numbers() {
    let (ability, error) = distance(include_str!("eap-2pl.json"));
    assert!(ability < 1e-8 && error < 1e-8, "{ability}, {error}");
}

#[test]
fn estimates_agree_with_adaptivetesting() {
    let (ability, _) = distance(include_str!("eap-adaptivetesting-1.1.4.json"));
    assert!(ability < 1e-6, "{ability}");
}

fn rules() -> TestRules {
    RulesFile {
        discrimination: 1.3,
        first_difficulty: -1.0,
        least_questions: 10,
        most_questions: 30,
        least_in_area: 4,
        wanted_error: 0.4,
        cuts: vec![-0.5, 0.5, 1.5],
    }
    .rules()
    .unwrap()
}

/// Three areas with two competences each.
fn framework() -> Framework {
    let both = |text: &str| Bilingual {
        uk: text.to_owned(),
        en: text.to_owned(),
    };
    let competence = |code: String| Competence {
        title: both(&code),
        basic: vec![format!("LO{code}.01")],
        intermediate: vec![format!("LO{code}.02")],
        advanced: vec![format!("LO{code}.03")],
        highly_advanced: vec![format!("LO{code}.04")],
        code,
    };
    let area = |code: &str| Area {
        code: code.to_owned(),
        title: both(code),
        about: both(code),
        competences: [1, 2]
            .map(|number| competence(format!("{code}.{number}")))
            .to_vec(),
    };
    Framework {
        areas: ["1", "2", "3"].map(area).to_vec(),
    }
}

/// Ten items from easy to hard, with the number of their outcome.
const WRITTEN: [(f64, &str); 10] = [
    (-2.0, "01"),
    (-1.5, "01"),
    (-1.0, "01"),
    (-0.5, "01"),
    (0.0, "02"),
    (0.25, "02"),
    (0.5, "02"),
    (0.75, "03"),
    (1.25, "03"),
    (1.75, "04"),
];

/// A file of items as an author writes it.
fn written(competence: &str) -> String {
    let mut text = String::new();
    for (index, (difficulty, outcome)) in WRITTEN.iter().enumerate() {
        let code = format!("item-{}-{:02}", competence.replace('.', "-"), index + 1);
        let exercise = choice(&code);
        let crate::learning::exercise::Task::Choice { options } = &exercise.task else {
            panic!("a choice")
        };
        let options: Vec<_> = options
            .iter()
            .map(|option| {
                json!({"id": option.id, "text": option.text, "correct": option.is_correct,
                    "feedback": option.feedback})
            })
            .collect();
        let entry = json!({"id": code, "kind": "choice", "difficulty": difficulty,
            "outcome": format!("LO{competence}.{outcome}"), "prompt": exercise.prompt, "options": options});
        text.push_str(&format!("- {entry}\n"));
    }
    text
}

fn bank() -> Bank {
    let framework = framework();
    let files = framework
        .competences()
        .map(|(_, competence)| {
            let file = parse_items("items", &competence.code, &written(&competence.code), &Json).unwrap();
            (file.clone(), file)
        })
        .collect();
    Bank::new(framework, rules(), files)
}

/// Somebody of this ability takes the test; `luck` decides about answers and questions.
fn take(bank: &Bank, ability: f64, goal: Goal, mut luck: u64) -> (Vec<Answered>, Option<Ending>) {
    let mut answers: Vec<Answered> = Vec::new();
    loop {
        let known = estimate(bank, &answers);
        let counts: Vec<u32> = by_area(bank, &answers).iter().map(|area| area.answers).collect();
        if let Some(ending) = bank.rules.ending(goal, &counts, known) {
            return (answers, Some(ending));
        }
        let asked: Vec<&str> = answers.iter().map(|answer| answer.item.as_str()).collect();
        let Some(item) = next(bank, &asked, &BTreeSet::new(), known, split_mix(&mut luck)) else {
            return (answers, None);
        };
        #[expect(clippy::cast_precision_loss, reason = "a chance needs no 64 bits")]
        let chance = (split_mix(&mut luck) >> 11) as f64 / (1_u64 << 53) as f64;
        answers.push(Answered {
            item: item.code().to_owned(),
            difficulty: item.difficulty(),
            is_right: chance < bank.parameters(item.difficulty()).probability(ability),
        });
    }
}

#[test]
fn some_fifteen_questions_find_people_as_the_simulation_of_the_note_does() {
    let bank = bank();
    let mut luck = 7;
    let people = 300;
    let (mut questions, mut squares, mut within_one) = (0, 0.0, 0);
    for person in 0..people {
        let ability = f64::from(person - people / 2) / f64::from(people) * 5.0;
        let (answers, ending) = take(&bank, ability, Goal::Overall, split_mix(&mut luck));
        assert!(ending.is_some());
        let found = estimate(&bank, &answers).ability;
        questions += answers.len();
        squares += (found - ability).powi(2);
        let [found, truth] = [found, ability].map(|ability| bank.rules.cuts.level(ability).number());
        within_one += i32::from(found.abs_diff(truth) <= 1);
    }
    let mean = questions / usize::try_from(people).unwrap();
    let error = (squares / f64::from(people)).sqrt();
    assert!((12..=20).contains(&mean), "{mean} questions");
    assert!(error < 0.55, "an error of {error}");
    assert!(
        within_one * 100 >= people * 98,
        "{within_one} of {people} within one level"
    );
}

#[test]
fn the_first_question_is_easy_and_not_the_same_for_everybody() {
    let bank = bank();
    let first: BTreeSet<&str> = (0..200)
        .filter_map(|luck| next(&bank, &[], &BTreeSet::new(), Posterior::prior().estimate(), luck))
        .map(|item| {
            assert!((item.difficulty() + 1.0).abs() <= 0.25, "{}", item.code());
            item.code()
        })
        .collect();
    assert!(first.len() >= 5, "{first:?}");
}

#[test]
fn no_item_is_asked_of_more_than_half_of_the_people() {
    let bank = bank();
    let mut luck = 11;
    let mut asked: BTreeMap<String, u32> = BTreeMap::new();
    let people = 300;
    for person in 0..people {
        let ability = f64::from(person % 5) - 2.0;
        let (answers, _) = take(&bank, ability, Goal::Overall, split_mix(&mut luck));
        for answer in answers {
            *asked.entry(answer.item).or_default() += 1;
        }
    }
    let most = asked.values().max().unwrap();
    // 60 items for some 15 questions: a quarter of people meet each on average.
    assert!(*most * 2 <= people as u32, "{most} of {people}");
    assert!(asked.len() >= 50, "only {} items are ever asked", asked.len());
}

#[test]
fn items_that_somebody_knows_come_last() {
    let bank = bank();
    let seen: BTreeSet<String> = bank
        .items()
        .iter()
        .filter(|item| item.competence == "1.1")
        .map(|item| item.code().to_owned())
        .collect();
    let mut asked: Vec<&str> = Vec::new();
    while let Some(item) = next(&bank, &asked, &seen, Posterior::prior().estimate(), 3) {
        asked.push(item.code());
    }
    assert_eq!(asked.len(), bank.items().len(), "every item is asked once");
    let known = asked.iter().position(|code| seen.contains(*code)).unwrap();
    assert_eq!(known, bank.items().len() - 10);
}

proptest! {
    /// At every moment the areas differ by one question at most.
    #[test]
    fn areas_are_asked_alike(ability in -3.0..3.0_f64, luck: u64) {
        let bank = bank();
        let (answers, _) = take(&bank, ability, Goal::ByArea, luck);
        for end in 1..=answers.len() {
            let counts: Vec<u32> = by_area(&bank, &answers[..end]).iter().map(|area| area.answers).collect();
            let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
            prop_assert!(most - least <= 1, "{counts:?}");
        }
        let items: BTreeSet<&str> = answers.iter().map(|answer| answer.item.as_str()).collect();
        prop_assert_eq!(items.len(), answers.len(), "an item came twice");
        prop_assert!(answers.len() <= 30 && answers.len() >= 10);
        prop_assert!(by_area(&bank, &answers).iter().all(|area| area.estimate.is_some()));
    }

    /// A right answer never lowers the estimate, a wrong one never raises it, and neither order nor luck matters.
    #[test]
    fn a_right_answer_raises_and_a_wrong_one_lowers(
        answers in prop::collection::vec((-2.5..2.5_f64, any::<bool>()), 0..30),
        difficulty in -2.5..2.5_f64,
    ) {
        let item = |difficulty| Parameters { discrimination: 1.3, difficulty };
        let known = Posterior::after(answers.iter().map(|(difficulty, right)| (item(*difficulty), *right)));
        let now = known.estimate();
        let right = known.clone().with(item(difficulty), true).estimate();
        let wrong = known.with(item(difficulty), false).estimate();
        prop_assert!(right.ability >= now.ability && wrong.ability <= now.ability);
        prop_assert!(now.error > 0.0 && now.error <= 1.0 + 1e-9);
        let back = Posterior::after(answers.iter().rev().map(|(difficulty, right)| (item(*difficulty), *right)));
        prop_assert!((back.estimate().ability - now.ability).abs() < 1e-9);
    }

    /// The scale rises with ability, and its middles are where the levels are.
    #[test]
    fn the_scale_and_the_levels_agree(one in -4.0..4.0_f64, other in -4.0..4.0_f64) {
        let cuts = rules().cuts;
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        prop_assert!(cuts.score(low) <= cuts.score(high));
        prop_assert!(cuts.level(low) <= cuts.level(high));
        let distance = (cuts.score(one) - f64::from(cuts.level(one).number())).abs();
        prop_assert!(distance <= 0.5 + 1e-9, "{} is {:?}", cuts.score(one), cuts.level(one));
    }
}

#[test]
fn a_test_ends_when_it_is_sure_or_long() {
    let rules = rules();
    let sure = Estimate {
        ability: 0.0,
        error: 0.4,
    };
    let unsure = Estimate {
        ability: 0.0,
        error: 0.41,
    };
    assert_eq!(rules.ending(Goal::Overall, &[2, 2, 2, 2, 1], sure), None);
    assert_eq!(
        rules.ending(Goal::Overall, &[2, 2, 2, 2, 2], sure),
        Some(Ending::Precise)
    );
    assert_eq!(rules.ending(Goal::Overall, &[2, 2, 2, 2, 2], unsure), None);
    assert_eq!(rules.ending(Goal::ByArea, &[4, 4, 4, 4, 3], sure), None);
    assert_eq!(
        rules.ending(Goal::ByArea, &[4, 4, 4, 4, 4], sure),
        Some(Ending::Precise)
    );
    assert_eq!(
        rules.ending(Goal::Overall, &[6, 6, 6, 6, 6], unsure),
        Some(Ending::Longest)
    );
}

#[test]
fn cuts_rise_strictly() {
    assert!(Cuts::new(&[-1.0, 0.0, 1.0]).is_ok());
    let bad: [&[f64]; 5] = [
        &[-1.0, 1.0, 0.0],
        &[0.0, 0.0, 1.0],
        &[0.0, 1.0],
        &[0.0, 1.0, 2.0, 3.0],
        &[f64::NAN, 0.0, 1.0],
    ];
    for cuts in bad {
        assert!(Cuts::new(cuts).is_err(), "{cuts:?}");
    }
    let cuts = Cuts::new(&[-0.5, 0.5, 1.5]).unwrap();
    let levels = [-0.51, -0.5, 0.5, 1.5].map(|ability| cuts.level(ability));
    assert_eq!(levels, Level::ALL);
    let measured = cuts.measured(Estimate {
        ability: 0.4,
        error: 0.4,
    });
    assert_eq!(
        (measured.from, measured.level, measured.to),
        (Level::Intermediate, Level::Intermediate, Level::Advanced)
    );
    assert!((measured.score - 2.4).abs() < 1e-9 && (measured.margin - 0.4).abs() < 1e-9);
}

#[test]
fn a_change_counts_when_it_is_larger_than_its_error() {
    let at = |ability| Estimate { ability, error: 0.4 };
    let certainty = |after| gain(&rules(), at(-0.5), at(after)).certainty;
    assert_eq!(certainty(0.0), Certainty::None);
    assert_eq!(certainty(0.2), Certainty::Likely);
    assert_eq!(certainty(1.0), Certainty::Sure);
    assert_eq!(certainty(-1.2), Certainty::Likely);
    let gain = gain(&rules(), at(-0.5), at(0.5));
    assert!((gain.difference - 1.0).abs() < 1e-9 && (gain.margin - 0.32_f64.sqrt()).abs() < 1e-9);
}

#[test]
fn a_test_begins_with_a_look_at_oneself() {
    let framework = framework();
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let errors = NewTest::of_fields(&framework, &[field("area.1", "great"), field("goal", "x")]).unwrap_err();
    let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(names, ["area.1", "area.2", "area.3", "goal"]);
    let fields = [
        field("area.1", "basic"),
        field("area.2", "unsure"),
        field("area.3", "highly_advanced"),
        field("goal", "by_area"),
    ];
    let test = NewTest::of_fields(&framework, &fields).unwrap();
    assert_eq!(test.goal, Goal::ByArea);
    assert_eq!(test.reflection.get("1"), Some(&Level::Basic));
    assert_eq!(test.reflection.get("2"), None);
    assert_eq!(reflection_field("3"), "area.3");
}

#[test]
fn lessons_follow_from_what_went_wrong() {
    let bank = bank();
    let lesson = |code: &str, outcomes: &[&str]| crate::learning::course::Lesson {
        code: code.to_owned(),
        outcomes: outcomes.iter().map(|outcome| (*outcome).to_owned()).collect(),
        ..super::lesson()
    };
    let course = Course {
        code: "abc".to_owned(),
        version: 1,
        audience: Audience::Residents,
        title: Bilingual::default(),
        summary: Bilingual::default(),
        level: String::new(),
        modules: vec![Module {
            code: "m1".to_owned(),
            title: Bilingual::default(),
            summary: Bilingual::default(),
            outcomes: Vec::new(),
            lessons: vec![
                lesson("power", &["0.1"]),
                lesson("search", &["LO1.1.01"]),
                lesson("both", &["LO1.1.02", "LO2.1.01"]),
                lesson("done", &["LO2.1.01"]),
                lesson("other", &["LO3.1.01"]),
            ],
            cards: Vec::new(),
        }],
        planned: Vec::new(),
        certificate: None,
    };
    let answer = |item: &str, is_right| Answered {
        item: item.to_owned(),
        difficulty: 0.0,
        is_right,
    };
    let answers = [
        answer("item-1-1-01", false),
        answer("item-2-1-01", false),
        answer("item-3-1-01", true),
    ];
    let courses = [course];
    let names = |most| -> Vec<String> {
        lessons_for(&bank, &courses, &answers, |path| path.lesson == "done", most)
            .into_iter()
            .map(|(path, _)| path.lesson)
            .collect()
    };
    assert_eq!(names(5), ["both", "search"]);
    assert_eq!(names(1), ["both"]);
    assert_eq!(competence_of("LO1.1.06"), Some("1.1"));
    assert_eq!(competence_of("0.1"), None);
}

#[test]
fn items_are_read_and_refused_by_line() {
    let framework = framework();
    let sound = parse_items("1.1.uk.yaml", "1.1", &written("1.1"), &Json).unwrap();
    let said: Vec<String> = lint_items(&sound, &framework)
        .iter()
        .map(ToString::to_string)
        .collect();
    // JSON on one line has no line of its own for the difficulty, so nothing stands behind it.
    assert_eq!(said.len(), 10);
    assert!(
        said[3].starts_with("1.1.uk.yaml:4: the features follow as a comment"),
        "{}",
        said[3]
    );
    let strange = parse_items("9.9.uk.yaml", "9.9", &written("9.9"), &Json).unwrap();
    assert_eq!(
        lint_items(&strange, &framework)[0].to_string(),
        "9.9.uk.yaml:1: DigComp 3.0 has no competence 9.9"
    );
    let mute = written("1.1").replacen("Feedback a", "", 1);
    let mute = parse_items("1.1.uk.yaml", "1.1", &mute, &Json).unwrap();
    assert!(
        lint_items(&mute, &framework)
            .iter()
            .any(|fault| fault.to_string() == "1.1.uk.yaml:1: a has no feedback")
    );
    let other = written("1.1").replacen("\"correct\":true", "\"correct\":false", 1);
    let other = parse_items("1.1.en.yaml", "1.1", &other, &Json).unwrap();
    assert_eq!(item_differences(&sound, &other).len(), 1);
    assert!(item_differences(&sound, &sound).is_empty());
    let torn = parse_items("x", "1.1", "id: a\n- {\n", &Json).unwrap_err();
    let torn: Vec<String> = torn.iter().map(ToString::to_string).collect();
    assert!(torn[0].starts_with("x:1: an item begins with"), "{torn:?}");
    assert!(torn[1].starts_with("x:2: "), "{torn:?}");
}

/// People of abilities from −2 to 2, of whom as many solve the item as the model says.
fn bins(item: Parameters, answers: u32) -> Vec<Bin> {
    (-20..=20)
        .map(|tenth| {
            let ability = f64::from(tenth) / 10.0;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a count of people"
            )]
            let right = (f64::from(answers) * item.probability(ability)).round() as u32;
            Bin {
                ability,
                answers,
                right,
            }
        })
        .collect()
}

#[test]
fn a_difficulty_is_proposed_once_answers_are_enough() {
    let rules = rules();
    let item = |difficulty| Parameters {
        discrimination: 1.3,
        difficulty,
    };
    let few = statistics(&bins(item(0.0), 4), rules.cuts, item(0.0));
    assert_eq!(few.answers, 164);
    assert_eq!(few.proposal, Proposal::Wait { missing: 36 });
    let sound = statistics(&bins(item(0.0), 100), rules.cuts, item(0.0));
    assert!(
        matches!(sound.proposal, Proposal::Keep { measured, .. } if measured.abs() < 0.02),
        "{sound:?}"
    );
    let harder = statistics(&bins(item(0.8), 100), rules.cuts, item(0.0));
    assert!(
        matches!(harder.proposal, Proposal::Change { measured, error } if (measured - 0.8).abs() < 0.02 && error < 0.1),
        "{harder:?}"
    );
    assert!(sound.point_biserial.unwrap() > 0.4, "{sound:?}");
    let (low, high) = (sound.by_level[0], sound.by_level[3]);
    assert!(low.0 > 0 && low.1 * high.0 < high.1 * low.0, "{sound:?}");
    let everybody = [Bin {
        ability: 0.0,
        answers: 300,
        right: 300,
    }];
    let easy = statistics(&everybody, rules.cuts, item(0.0));
    assert_eq!(
        (easy.point_biserial, easy.proposal),
        (None, Proposal::Unmeasurable)
    );
}

#[test]
fn a_point_biserial_is_the_correlation() {
    // Two of ability −1 and two of ability 1; one of the weak and both of the strong solve it: r = 1/√3.
    let bins = [
        Bin {
            ability: -1.0,
            answers: 2,
            right: 1,
        },
        Bin {
            ability: 1.0,
            answers: 2,
            right: 2,
        },
    ];
    let item = Parameters {
        discrimination: 1.3,
        difficulty: 0.0,
    };
    let found = statistics(&bins, rules().cuts, item).point_biserial.unwrap();
    assert!((found - 1.0 / 3.0_f64.sqrt()).abs() < 1e-9, "{found}");
}

#[test]
fn the_same_item_is_told_in_both_languages() {
    let bank = bank();
    let item: &BankItem = bank.item("item-2-1-03").unwrap();
    assert_eq!((item.area.as_str(), item.competence.as_str()), ("2", "2.1"));
    assert_eq!(item.exercise(Language::Uk).code, item.exercise(Language::En).code);
    assert!(bank.item("item-9").is_none() && bank.area("2").is_some());
}
