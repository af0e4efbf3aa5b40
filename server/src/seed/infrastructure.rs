//! 706 real works, a discussion about some of them, and two releases of the data. The comments are made up, and so are three
//! works that call themselves examples: they change between the releases, because of the real works only the end is known.

use super::{actor as person, refused};
use crate::wiring::{Hromada, StartError};
use domain::id::CommentId;
use domain::infrastructure::comment::{CommentInput, HidingReason, Objection, Verdict};
use domain::infrastructure::filter::{Filter, Sort};
use domain::infrastructure::follow::Target;
use domain::infrastructure::release::Publication;
use domain::infrastructure::{ProjectId, Sector};
use domain::{Actor, ServiceError};

const PACKAGE: &str = "demo/ternopil-works-2013-2018.oc4ids.json";
/// One of the made-up works.
const EXAMPLE: &str = "oc4ids-tern00-demo-2";
/// The made-up works as they were, and as they are.
const EXAMPLES: [&str; 2] = ["demo/examples-1.oc4ids.json", "demo/examples-2.oc4ids.json"];

/// Brings in projects and comments, once.
///
/// # Errors
/// When the package or the database cannot be used.
pub async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    if !hromada.desk.settings.demo {
        return Ok(());
    }
    let service = &hromada.services.infrastructure;
    let refused = |error: ServiceError| refused("demo projects", &error);
    let found = service
        .list(&Actor::System, &Filter::default(), Sort::Cost, 1)
        .await
        .map_err(refused)?;
    if found.summary.count > 0 {
        return Ok(());
    }
    import(hromada, PACKAGE).await?;
    let found = service
        .list(&Actor::System, &Filter::default(), Sort::Cost, 1)
        .await
        .map_err(refused)?;
    let ids: Vec<ProjectId> = found.projects.into_iter().map(|item| item.id).take(3).collect();
    let [first, second, third] = ids.as_slice() else {
        return Ok(());
    };
    discuss(hromada, [first, second, third]).await.map_err(refused)?;
    let [before, after] = EXAMPLES;
    import(hromada, before).await?;
    follow(hromada).await.map_err(refused)?;
    publish_release(
        hromada,
        "Перший випуск: усі роботи 2013–2018 років і три приклади.",
    )
    .await?;
    import(hromada, after).await?;
    publish_release(hromada, "Другий випуск: зміни в трьох прикладах.").await
}

async fn import(hromada: &Hromada, package: &str) -> Result<(), StartError> {
    let path = hromada.desk.settings.content_dir.join(package);
    let what = path.display().to_string();
    let file = std::fs::File::open(&path).map_err(|source| StartError::File {
        what: what.clone(),
        source,
    })?;
    let report = hromada
        .services
        .infrastructure
        .import_package(&Actor::System, Box::new(file))
        .await
        .map_err(|error| refused("demo projects", &error))?;
    if report.is_accepted() {
        return Ok(());
    }
    Err(StartError::Content(format!(
        "{what} has {} fault(s): `hromada import oc4ids` tells them",
        report.fault_count
    )))
}

async fn publish_release(hromada: &Hromada, note: &str) -> Result<(), StartError> {
    let refused = |error: ServiceError| refused("demo releases", &error);
    let editor = person(hromada, "editor@demo.hromada").await.map_err(refused)?;
    let service = &hromada.services.infrastructure;
    match service.publish_release(&editor, note).await.map_err(refused)? {
        Publication::Published(_) => Ok(()),
        other => Err(StartError::Content(format!("demo releases: {other:?}"))),
    }
}

async fn discuss(hromada: &Hromada, [first, second, third]: [&ProjectId; 3]) -> Result<(), ServiceError> {
    let service = &hromada.services.infrastructure;
    let olena = person(hromada, "olena@demo.hromada").await?;
    let andrii = person(hromada, "andrii@demo.hromada").await?;
    let editor = person(hromada, "editor@demo.hromada").await?;
    let question =
        "Скільки років гарантії на ці роботи і хто відповідає, якщо покриття потріскається раніше?";
    let asked = publish_comment(hromada, &olena, first, question, "full").await?;
    let answer = "Дякуємо за запитання. Строк гарантії та відповідального підтвердимо за договором і допишемо до картки проєкту.";
    service.answer_comment(&editor, asked, answer).await?;
    let remark = "Ходжу тут щодня з візочком: бордюри понизили не на всіх переходах.";
    publish_comment(hromada, &andrii, second, remark, "initials").await?;
    let question = "Чи поставлять лавки там, де були старі?";
    let asked = publish_comment(hromada, &olena, second, question, "initials").await?;
    let answer = "Дякуємо, передали ваше запитання виконавцеві робіт.";
    service.answer_comment(&editor, asked, answer).await?;
    // It says nothing of the benches, so the question is open again.
    service
        .reopen_question(&olena, asked, Objection::NotAnswered)
        .await?;
    let spam = "Купуйте вікна найдешевше в місті, пишіть у приватні!";
    let (hidden, _) = service
        .write_comment(&andrii, second, &input(spam, "full"))
        .await?;
    service
        .judge_comment(&Actor::System, hidden, 1, Verdict::Hide(HidingReason::Spam))
        .await?;
    let waiting = "Чи буде ремонт продовжено до сусіднього двору?";
    service
        .write_comment(&olena, third, &input(waiting, "initials"))
        .await?;
    Ok(())
}

/// Олена follows one of the examples and everything about education: what changes afterwards is news to her.
async fn follow(hromada: &Hromada) -> Result<(), ServiceError> {
    let service = &hromada.services.infrastructure;
    let olena = person(hromada, "olena@demo.hromada").await?;
    let example = EXAMPLE.parse().map_err(|_| ServiceError::NotFound)?;
    service.follow(&olena, &Target::Project(example)).await?;
    let education = Filter {
        sector: Some(Sector::Education),
        ..Filter::default()
    };
    service.follow(&olena, &Target::Filter(education)).await
}

fn input(text: &str, name: &str) -> CommentInput {
    CommentInput {
        text: text.to_owned(),
        name: name.to_owned(),
        parent: None,
    }
}

async fn publish_comment(
    hromada: &Hromada,
    author: &Actor,
    project: &ProjectId,
    text: &str,
    name: &str,
) -> Result<CommentId, ServiceError> {
    let service = &hromada.services.infrastructure;
    let (id, _) = service.write_comment(author, project, &input(text, name)).await?;
    service
        .judge_comment(&Actor::System, id, 1, Verdict::Publish)
        .await?;
    Ok(id)
}
