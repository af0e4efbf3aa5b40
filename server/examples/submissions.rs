//! How many applications a second are registered for good, through the services and the database of the settings.
//!
//! `submissions NUMBER AT_ONCE`. It makes people and filled drafts first, then submits them: a part one after the other,
//! the rest `AT_ONCE` at a time. Prints one line of JSON.

use domain::actor::{IdentityLevel, SignedIn};
use domain::cabinet::form::Answers;
use domain::cabinet::view::SaveDraft;
use domain::id::DraftId;
use domain::people::account::AddPerson;
use domain::{Actor, Language};
use futures::StreamExt as _;
use server::Hromada;
use server::settings::Settings;
use std::error::Error;
use std::io::Write as _;
use std::time::{Duration, Instant};
use storage::IfMissing;

type Fault = Box<dyn Error + Send + Sync>;

const SERVICE: &str = "S16";

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let mut arguments = std::env::args().skip(1);
    let mut number = || -> Result<usize, Fault> {
        Ok(arguments
            .next()
            .ok_or("NUMBER and AT_ONCE are missing")?
            .parse()?)
    };
    let (count, at_once) = (number()?, number()?);
    let hromada = Hromada::open(Settings::load(None)?, IfMissing::Create).await?;
    hromada.desk.database.migrate().await?;
    server::seed::seed(&hromada).await?;
    let drafts: Vec<_> = futures::stream::iter(0..count)
        .map(|index| filled(&hromada, index))
        .buffer_unordered(at_once)
        .collect()
        .await;
    let drafts: Vec<(Actor, DraftId)> = drafts.into_iter().collect::<Result<_, Fault>>()?;

    let (alone, together) = drafts.split_at(count / 10);
    let begin = Instant::now();
    for draft in alone {
        submit(&hromada, draft).await?;
    }
    let one_by_one = alone.len() as f64 / begin.elapsed().as_secs_f64();

    let begin = Instant::now();
    let times: Vec<_> = futures::stream::iter(together)
        .map(|draft| submit(&hromada, draft))
        .buffer_unordered(at_once)
        .collect()
        .await;
    let per_second = together.len() as f64 / begin.elapsed().as_secs_f64();
    let mut times: Vec<Duration> = times.into_iter().collect::<Result<_, Fault>>()?;
    times.sort();
    let p99 = times.get(times.len() * 99 / 100).copied().unwrap_or_default();
    let flushes = flushes_per_second(&hromada.desk.settings.data_dir)?;
    println!(
        "{}",
        serde_json::json!({
            "one_by_one": one_by_one, "per_second": per_second, "p99_ms": p99.as_secs_f64() * 1_000.0,
            "flushes_per_second": flushes,
        })
    );
    hromada.desk.database.close().await;
    Ok(())
}

/// A person with a draft that can be submitted.
async fn filled(hromada: &Hromada, index: usize) -> Result<(Actor, DraftId), Fault> {
    let name = format!("Особа {index}");
    let new = AddPerson {
        email: format!("person-{index}@bench.hromada")
            .parse()
            .map_err(|_| "no e-mail address")?,
        name: name.clone(),
        language: Language::Uk,
        password: None,
        tax_number: None,
        roles: Vec::new(),
        is_demo: false,
    };
    let services = &hromada.services;
    let person = services.people.add_person(&Actor::System, &new).await?;
    let actor = Actor::Person(SignedIn {
        person,
        session: hromada.desk.id(),
        display_name: name,
        identity: IdentityLevel::Email,
        roles: Vec::new(),
        second_factor: false,
    });
    let draft = services.cabinet.start_draft(&actor, SERVICE).await?;
    let mut version = 1;
    for (section, fields) in [
        (
            "requester",
            &[("requester_name", "Олена Коваль"), ("answer_channel", "cabinet")] as &[(&str, &str)],
        ),
        (
            "request",
            &[
                (
                    "description",
                    "Копія рішення про ремонт вулиці Руської за 2018 рік",
                ),
                ("format", "electronic"),
                ("urgent", "no"),
            ],
        ),
        ("consent", &[("consent_personal_data", "true")]),
    ] {
        let mut answers = Answers::default();
        for (field, value) in fields {
            answers.set(field, vec![(*value).to_owned()]);
        }
        let save = SaveDraft {
            version,
            section: section.to_owned(),
            answers,
        };
        version = services.cabinet.save_draft(&actor, draft, &save).await?.version;
    }
    Ok((actor, draft))
}

async fn submit(hromada: &Hromada, (actor, draft): &(Actor, DraftId)) -> Result<Duration, Fault> {
    let begin = Instant::now();
    hromada.services.cabinet.submit(actor, *draft).await?;
    Ok(begin.elapsed())
}

/// How often a second the disk says that 4 KB are safe.
fn flushes_per_second(folder: &std::path::Path) -> Result<f64, Fault> {
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::tempfile_in(folder)?;
    let begin = Instant::now();
    let mut number = 0_u32;
    while begin.elapsed() < Duration::from_secs(2) {
        file.write_all(&[0x5a; 4096])?;
        file.sync_data()?;
        number += 1;
    }
    Ok(f64::from(number) / begin.elapsed().as_secs_f64())
}
