//! Public hearings of the demonstration about its made-up works: one that comes, and one that is over with everything that follows.
//! No law and no rule of the city is named: nobody here knows which one would apply.

use super::{actor as person, refused};
use crate::service::infrastructure::hearing::Hearings;
use crate::wiring::{Hromada, StartError};
use domain::infrastructure::comment::Verdict;
use domain::infrastructure::hearing::MinutesInput;
use domain::infrastructure::hearing::notice::Notice;
use domain::infrastructure::hearing::proposal::{DecisionInput, ProposalInput};
use domain::time::DAY_MS;
use domain::{Actor, ServiceError, ServiceResult};
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use std::sync::Arc;

const COMING: &str = "oc4ids-tern00-demo-2";
const OVER: &str = "oc4ids-tern00-demo-1";

/// Announces both hearings, unless something is announced already.
pub(super) async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    if !hromada.desk.settings.demo {
        return Ok(());
    }
    hold(hromada)
        .await
        .map_err(|error| refused("demo hearings", &error))
}

async fn hold(hromada: &Hromada) -> ServiceResult<()> {
    let door = &hromada.services.hearings;
    if !door.hearings(&Actor::System).await?.is_empty() {
        return Ok(());
    }
    let editor = person(hromada, "editor@demo.hromada").await?;
    let olena = person(hromada, "olena@demo.hromada").await?;
    let hearings = Hearings::new(hromada.desk.clone(), Arc::clone(&hromada.content.profile));
    let days_ago = |days: i64| hromada.desk.now().plus_ms(-days * DAY_MS);
    let now = jiff::Timestamp::from_millisecond(hromada.desk.now().0).unwrap_or_default();
    let today = hromada.desk.time_zone.to_datetime(now).date();
    let coming = today.saturating_add(14.days()).at(17, 0, 0, 0);
    let coming = hearings.keep_notice(&editor, ahead(coming)?, days_ago(0)).await?;
    door.register(&olena, coming, "video").await?;
    let over = today.saturating_sub(20.days()).at(17, 0, 0, 0);
    let over = hearings.keep_notice(&editor, past(over)?, days_ago(40)).await?;
    let proposals = [
        (
            "olena@demo.hromada",
            "Поставте ліхтар біля зупинки: там темно й слизько.",
            "accepted",
            "Так і зробимо: ліхтар додали до кошторису.",
        ),
        (
            "andrii@demo.hromada",
            "Зробіть доріжку ширшою, щоб роз’їхалися два візочки.",
            "partly",
            "Розширимо біля школи. Біля дерев лишиться як є, щоб не рубати коріння.",
        ),
        (
            "olena@demo.hromada",
            "Замініть усі ліхтарі у дворах поруч.",
            "rejected",
            "Двори не входять до цього проєкту. Передали тим, хто за них відповідає.",
        ),
    ];
    for (index, (author, text, outcome, reason)) in (0..).zip(proposals) {
        let author = person(hromada, author).await?;
        let input = ProposalInput {
            text: text.to_owned(),
            name: "full".to_owned(),
        };
        let (proposal, _) = hearings
            .write_proposal(&author, over, &input, days_ago(25 - index))
            .await?;
        door.judge_proposal(&Actor::System, proposal, 1, Verdict::Publish)
            .await?;
        let input = DecisionInput {
            outcome: outcome.to_owned(),
            reason: reason.to_owned(),
        };
        door.decide_proposal(&editor, proposal, &input).await?;
    }
    let minutes = MinutesInput {
        text: "Приклад протоколу.\n\n1. Слухали: як зміниться майданчик і коли почнуть роботи.\n\
               2. Запитували: про освітлення, ширину доріжки й сусідні двори.\n\
               3. Вирішили: відповісти на кожну пропозицію письмово."
            .to_owned(),
        in_room: "23".to_owned(),
        by_video: "0".to_owned(),
    };
    door.publish_minutes(&editor, over, &minutes).await?;
    let changed = "До проєкту додали ліхтар біля зупинки й ширшу доріжку біля школи. Решту пояснили в таблиці пропозицій.";
    door.publish_report(&editor, over, changed).await
}

fn ahead(starts: DateTime) -> ServiceResult<Notice> {
    Ok(Notice {
        title: "Приклад: освітлення пішохідної доріжки".to_owned(),
        about: "Вигадані слухання для показу.\n\nМісто пропонує поставити ліхтарі вздовж доріжки. \
                Запитуємо мешканців, де темно, яке світло не заважатиме спати й у якому порядку робити."
            .to_owned(),
        agenda: [
            "Де й які ліхтарі пропонують поставити",
            "Запитання мешканців",
            "Пропозиції мешканців",
        ]
        .map(str::to_owned)
        .to_vec(),
        place: "Приклад: зала засідань, вигадана адреса".to_owned(),
        video: "https://video.example/dorizhka".to_owned(),
        ..usual(starts, COMING)?
    })
}

fn past(starts: DateTime) -> ServiceResult<Notice> {
    Ok(Notice {
        title: "Приклад: навчальний майданчик біля школи".to_owned(),
        about: "Вигадані слухання для показу.\n\nЯким має бути майданчик біля школи й дорога до нього."
            .to_owned(),
        agenda: ["Що заплановано", "Запитання й пропозиції"]
            .map(str::to_owned)
            .to_vec(),
        place: "Приклад: актова зала школи, вигадана адреса".to_owned(),
        ..usual(starts, OVER)?
    })
}

/// What both have in common: two hours, and nothing that nobody has set.
fn usual(starts: DateTime, project: &str) -> ServiceResult<Notice> {
    let ends = starts.saturating_add(2.hours());
    Ok(Notice {
        title: String::new(),
        about: String::new(),
        agenda: Vec::new(),
        place: String::new(),
        video: String::new(),
        starts,
        ends,
        proposals_until: ends,
        basis: String::new(),
        rules: String::new(),
        initiators: String::new(),
        quorum: String::new(),
        materials: Vec::new(),
        projects: vec![project.parse().map_err(|_| ServiceError::NotFound)?],
    })
}
