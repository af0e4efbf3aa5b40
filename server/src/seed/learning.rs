//! How far the made-up resident of the demonstration has come: half-way through the first module.

use super::refused;
use crate::wiring::{Hromada, StartError};
use domain::actor::{IdentityLevel, SignedIn};
use domain::learning::answer::Answer;
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::rules::Goal;
use domain::learning::assessment::sitting::{GOAL, reflection_field};
use domain::learning::assessment::view::{Reply, TestReply};
use domain::learning::course::{LessonPath, LessonText};
use domain::learning::exercise::{ChoiceOption, Exercise, Expected, Item, Task, right_items};
use domain::learning::view::AnswerInput;
use domain::{Actor, Language, ServiceError};
use storage::learning::learner;
use storage::people::person;

const LEARNER: &str = "olena@demo.hromada";
const COURSE: &str = "digital-abc";
const MODULE: &str = "m1";

/// Lets Олена learn, unless she has begun by herself.
///
/// # Errors
/// When the content or the database cannot be used.
pub async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    if !hromada.desk.settings.demo {
        return Ok(());
    }
    let Some(actor) = newcomer(hromada).await? else {
        return Ok(());
    };
    let library = &hromada.content.library;
    let Some(course) = library.courses.iter().find(|course| course.code == COURSE) else {
        return Ok(());
    };
    let lessons: Vec<_> = course
        .lessons()
        .filter(|(path, _)| path.module == MODULE)
        .collect();
    for (index, (path, lesson)) in lessons.iter().enumerate() {
        // Two lessons whole, the third to its middle, and one wrong answer on the way.
        let screens = match index {
            0 | 1 => lesson.uk.screens.len(),
            2 => lesson.uk.screens.len() / 2,
            _ => break,
        };
        learn(hromada, &actor, path, &lesson.uk, screens)
            .await
            .map_err(|error| refused(&path.to_string(), &error))?;
    }
    take_test(hromada, &actor)
        .await
        .map_err(|error| refused("the test", &error))
}

/// A finished test, and one that waits at its third question. What is easy is answered right.
async fn take_test(hromada: &Hromada, actor: &Actor) -> Result<(), ServiceError> {
    const EASY: f64 = 0.4;
    let (learning, bank) = (&hromada.services.learning, &hromada.content.bank);
    let mut fields: Vec<(String, String)> = bank
        .framework
        .areas
        .iter()
        .map(|area| {
            (
                reflection_field(&area.code),
                Level::Intermediate.code().to_owned(),
            )
        })
        .collect();
    fields.push((GOAL.to_owned(), Goal::Overall.code().to_owned()));
    for questions in [u32::MAX, 2] {
        learning.begin_test(actor, None, &fields).await?;
        for _ in 0..questions {
            let Some(question) = learning.test_question(actor, None, Language::Uk).await? else {
                break;
            };
            let item = question.exercise.and_then(|exercise| bank.item(&exercise.code));
            let right = item
                .filter(|item| item.difficulty() < EASY)
                .map(|item| right_answer(item.exercise(Language::Uk)).to_fields());
            let given = TestReply {
                test: question.test,
                number: question.number,
                reply: right.as_deref().map_or(Reply::Unknown, Reply::Fields),
            };
            learning
                .reply_to_question(actor, None, &given, Language::Uk)
                .await?;
        }
    }
    Ok(())
}

/// Олена, when she has learnt nothing yet.
async fn newcomer(hromada: &Hromada) -> Result<Option<Actor>, StartError> {
    let mut connection = hromada.desk.database.read().await?;
    let email = LEARNER
        .parse()
        .map_err(|_| StartError::Content(format!("{LEARNER} is no address")))?;
    let Some(person) = person::by_email(&mut connection, &email).await? else {
        return Ok(None);
    };
    if learner::of_person(&mut connection, person.id).await?.is_some() {
        return Ok(None);
    }
    Ok(Some(Actor::Person(SignedIn {
        person: person.id,
        session: hromada.desk.id(),
        display_name: person.name,
        identity: IdentityLevel::Verified,
        roles: Vec::new(),
        second_factor: false,
    })))
}

async fn learn(
    hromada: &Hromada,
    actor: &Actor,
    path: &LessonPath,
    text: &LessonText,
    screens: usize,
) -> Result<(), ServiceError> {
    let learning = &hromada.services.learning;
    for (index, screen) in text.screens.iter().take(screens).enumerate() {
        let Some(exercise) = &screen.exercise else {
            if index + 1 < text.screens.len() {
                learning.read_screen(actor, None, path, &screen.slug).await?;
            }
            continue;
        };
        let mistake = wrong_option(exercise).filter(|_| index == 2);
        for (number, answer) in mistake.into_iter().chain([right_answer(exercise)]).enumerate() {
            let input = AnswerInput {
                key: format!("seed-{number}"),
                answer,
            };
            learning
                .answer(actor, None, path, &screen.slug, &input, Language::Uk)
                .await?;
        }
    }
    Ok(())
}

fn right_answer(exercise: &Exercise) -> Answer {
    let right = |options: &[ChoiceOption]| -> Vec<String> {
        options
            .iter()
            .filter(|option| option.is_correct)
            .map(|option| option.id.clone())
            .collect()
    };
    match &exercise.task {
        Task::Choice { options } => Answer::Choice {
            option: right(options).into_iter().next().unwrap_or_default(),
        },
        Task::Many { options } => Answer::Many {
            options: right(options),
        },
        Task::Order { steps, .. } => Answer::Order {
            steps: steps.iter().map(|Item { id, .. }| id.clone()).collect(),
        },
        Task::Typed { expected, .. } => Answer::Typed {
            text: match expected {
                Expected::Words { accept, .. } => accept.first().cloned().unwrap_or_default(),
                Expected::Number { value, .. } => value.to_string(),
            },
        },
        Task::Match { pairs, .. } => Answer::Match {
            pairs: right_items(&exercise.code, pairs)
                .into_iter()
                .map(|(pair, right)| (pair, right.id))
                .collect(),
        },
        Task::HotText { spots, .. } => Answer::HotText {
            options: right(spots),
        },
        Task::Message { is_fake, spots, .. } => Answer::Message {
            is_fake: *is_fake,
            options: right(spots),
        },
        // Nobody but the training copy can give this answer; no lesson of the demonstration asks for it.
        Task::Training { .. } => Answer::Training {
            attempt: String::new(),
        },
    }
}

fn wrong_option(exercise: &Exercise) -> Option<Answer> {
    match &exercise.task {
        Task::Choice { options } => {
            let option = options.iter().find(|option| !option.is_correct)?.id.clone();
            Some(Answer::Choice { option })
        }
        Task::Many { .. }
        | Task::Order { .. }
        | Task::Typed { .. }
        | Task::Match { .. }
        | Task::HotText { .. }
        | Task::Message { .. }
        | Task::Training { .. } => None,
    }
}
