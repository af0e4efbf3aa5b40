//! Made-up people of the demonstration who took the test a while ago: without them there would be no picture of skills.

use super::refused;
use crate::wiring::{Hromada, StartError};
use domain::ServiceResult;
use domain::learning::assessment::estimate::Estimate;
use domain::learning::assessment::rules::{Ending, Goal};
use domain::learning::assessment::sitting::Reflection;
use domain::time::DAY_MS;
use storage::learning::learner::{self, LearnerRow};
use storage::learning::picture;
use storage::learning::sitting::{self, AreaRow, ResultRow, SittingRow};

const PEOPLE: u32 = 64;
const DAYS_AGO: i64 = 40;
const ERROR: f64 = 0.4;

/// Adds finished tests, once.
pub(super) async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    if !hromada.desk.settings.demo {
        return Ok(());
    }
    take_tests(hromada)
        .await
        .map_err(|error| refused("tests of made-up people", &error))
}

async fn take_tests(hromada: &Hromada) -> ServiceResult<()> {
    let (desk, bank) = (&hromada.desk, &hromada.content.bank);
    let at = desk.now().plus_ms(-DAYS_AGO * DAY_MS);
    let mut tx = desk.database.begin().await?;
    if !picture::counts(tx.connection()?, at.plus_ms(DAY_MS))
        .await?
        .is_empty()
    {
        return Ok(());
    }
    for number in 0..PEOPLE {
        let learner = LearnerRow {
            id: desk.id(),
            person: None,
            version: 0,
            created_at: at,
        };
        learner::insert(tx.connection()?, &learner).await?;
        let test = SittingRow {
            id: desk.id(),
            learner: learner.id,
            goal: Goal::ByArea,
            reflection: Reflection::new(),
            lessons_finished: 0,
            started_at: at,
            result: None,
        };
        sitting::insert(tx.connection()?, &test).await?;
        // From −2 to 1.5 in even steps.
        let ability = f64::from(number).mul_add(3.5 / f64::from(PEOPLE), -2.0);
        let measured = |ability| {
            let estimate = Estimate {
                ability,
                error: ERROR,
            };
            (estimate, bank.rules.cuts.level(ability))
        };
        let mut offset = -0.5;
        let areas: Vec<AreaRow> = bank
            .framework
            .areas
            .iter()
            .map(|area| {
                offset += 0.2;
                AreaRow {
                    area: area.code.clone(),
                    answers: 4,
                    measured: Some(measured(ability + offset)),
                }
            })
            .collect();
        let (estimate, level) = measured(ability);
        let result = ResultRow {
            finished_at: at,
            ending: Ending::Precise,
            estimate,
            level,
        };
        sitting::finish(tx.connection()?, test.id, &result, &areas).await?;
    }
    Ok(tx
        .commit_without_event("made-up tests of the demonstration")
        .await?)
}
