//! Classes of the demonstration: example halls that say so, and schools of the state register. What is not known of a hall is
//! said to be so. And questions to their teacher.

use super::{actor, refused};
use crate::service::learning::class::Classes;
use crate::wiring::{Hromada, StartError};
use domain::learning::class::enrolment::VisitorInput;
use domain::learning::class::filter::ClassFilter;
use domain::learning::class::notice::Notice;
use domain::learning::class::view::ClassQuery;
use domain::learning::class::{Hall, HallKind, Known, Subject};
use domain::{Actor, Language, ServiceResult};
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use std::sync::Arc;

/// A class of the demonstration.
struct Example {
    course: &'static str,
    module: Option<&'static str>,
    kind: HallKind,
    hall: &'static str,
    address: Option<&'static str>,
    ramp: Known,
    shelter: Known,
    devices: Option<u32>,
    seats: u32,
    bring: &'static str,
    begins: Begins,
}

/// When a class begins, and how many minutes it lasts.
enum Begins {
    /// In a few minutes: its attendance can be tried.
    Soon,
    /// In so many days, at this time.
    Later { days: i64, hour: i8, minute: i8 },
}

const MINUTES: i64 = 90;
const BRING: &str = "Телефон, зарядний пристрій і окуляри, якщо ви їх носите.";

/// Schools and their addresses: register of educational institutions (ЄДЕБО), 2023. The classes themselves are made up.
const EXAMPLES: [Example; 5] = [
    Example {
        course: "digital-abc",
        module: Some("m5"),
        kind: HallKind::Library,
        hall: "Приклад: читальна зала бібліотеки",
        address: None,
        ramp: Known::Yes,
        shelter: Known::Yes,
        devices: Some(6),
        seats: 2,
        bring: "",
        begins: Begins::Later {
            days: 5,
            hour: 14,
            minute: 0,
        },
    },
    Example {
        course: "digital-abc",
        module: Some("m1"),
        kind: HallKind::Library,
        hall: "Приклад: комп’ютерна зала бібліотеки",
        address: None,
        ramp: Known::Yes,
        shelter: Known::Unknown,
        devices: Some(10),
        seats: 12,
        bring: BRING,
        begins: Begins::Soon,
    },
    Example {
        course: "digital-abc",
        module: Some("m2"),
        kind: HallKind::School,
        hall: "Приклад: ТЗОШ № 4",
        address: Some("вулиця Михайла Грушевського, 2"),
        ramp: Known::Unknown,
        shelter: Known::Unknown,
        devices: None,
        seats: 12,
        bring: BRING,
        begins: Begins::Later {
            days: 3,
            hour: 10,
            minute: 0,
        },
    },
    Example {
        course: "digital-abc",
        module: None,
        kind: HallKind::ServiceCentre,
        hall: "Приклад: зала центру послуг",
        address: None,
        ramp: Known::Yes,
        shelter: Known::No,
        devices: Some(0),
        seats: 20,
        bring: BRING,
        begins: Begins::Later {
            days: 10,
            hour: 17,
            minute: 30,
        },
    },
    Example {
        course: "paperless",
        module: Some("p2"),
        kind: HallKind::School,
        hall: "Приклад: ТСШ № 7",
        address: Some("вулиця Юності, 11"),
        ramp: Known::Unknown,
        shelter: Known::Unknown,
        devices: None,
        seats: 15,
        bring: "",
        begins: Begins::Later {
            days: 17,
            hour: 15,
            minute: 0,
        },
    },
];

/// Announces classes and fills the first, unless something is announced already.
pub(super) async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    if !hromada.desk.settings.demo {
        return Ok(());
    }
    announce(hromada)
        .await
        .map_err(|error| refused("demo classes", &error))?;
    ask(hromada)
        .await
        .map_err(|error| refused("demo questions to teachers", &error))?;
    // Their mails are news of yesterday.
    hromada.runner().run_due().await;
    Ok(())
}

async fn announce(hromada: &Hromada) -> ServiceResult<()> {
    let door = &hromada.services.classes;
    let ahead = ClassQuery {
        filter: ClassFilter::default(),
        month: None,
    };
    if !door.classes(&Actor::System, &ahead).await?.is_empty() {
        return Ok(());
    }
    let teacher = actor(hromada, "teacher@demo.hromada").await?;
    let classes = Classes::new(
        hromada.desk.clone(),
        Arc::clone(&hromada.content.library),
        hromada.content.documents.clone(),
    );
    let now = jiff::Timestamp::from_millisecond(hromada.desk.now().0).unwrap_or_default();
    let now = hromada.desk.time_zone.to_datetime(now);
    let mut ids = Vec::with_capacity(EXAMPLES.len());
    for example in &EXAMPLES {
        ids.push(classes.keep_notice(&teacher, notice(example, now)).await?);
    }
    if let Some(first) = ids.first() {
        let olena = actor(hromada, "olena@demo.hromada").await?;
        let andrii = actor(hromada, "andrii@demo.hromada").await?;
        let operator = actor(hromada, "centre@demo.hromada").await?;
        door.enrol(&olena, *first, true).await?;
        let visitor = VisitorInput {
            name: "Ганна Приклад".to_owned(),
            phone: "067 000 00 01".to_owned(),
            agrees: true,
        };
        door.enrol_visitor(&operator, *first, &visitor).await?;
        door.enrol(&andrii, *first, false).await?;
    }
    if let Some(soon) = ids.get(1) {
        let olena = actor(hromada, "olena@demo.hromada").await?;
        door.enrol(&olena, *soon, true).await?;
    }
    Ok(())
}

/// Questions to teachers, with the answers that they have; the last one waits.
const QUESTIONS: [(&str, &str, Option<&str>); 3] = [
    (
        "digital-abc/m1",
        "Як збільшити літери на телефоні?",
        Some(
            "Відкрийте «Налаштування», потім «Екран» і «Розмір шрифту». Пересуньте повзунок праворуч. На iPhone це «Параметри», \
             «Екран і яскравість», «Розмір тексту».",
        ),
    ),
    (
        "digital-abc/m5",
        "Мені подзвонили «з банку» і попросили код із повідомлення. Я не сказала. Що робити далі?",
        Some(
            "Ви зробили правильно. Самі зателефонуйте в банк за номером на звороті картки й розкажіть про дзвінок. Номер, із якого \
             дзвонили, заблокуйте.",
        ),
    ),
    (
        "digital-abc/m3",
        "Чим PDF кращий за звичайне фото документа?",
        None,
    ),
];

async fn ask(hromada: &Hromada) -> ServiceResult<()> {
    let door = &hromada.services.classes;
    let teacher = actor(hromada, "teacher@demo.hromada").await?;
    let known = door.questions(&teacher, None).await?;
    if !(known.answered.is_empty() && known.waiting.is_empty()) {
        return Ok(());
    }
    let olena = actor(hromada, "olena@demo.hromada").await?;
    for (subject, content, answer) in QUESTIONS {
        door.ask_teacher(&olena, subject, content).await?;
        let waiting = door.questions(&teacher, None).await?.waiting;
        if let (Some(answer), Some(one)) = (answer, waiting.first()) {
            door.reply_to_question(&teacher, one.id, answer, true).await?;
        }
    }
    Ok(())
}

fn notice(example: &Example, now: DateTime) -> Notice {
    let starts = match example.begins {
        Begins::Soon => now.saturating_add(10.minutes()),
        Begins::Later { days, hour, minute } => now.date().saturating_add(days.days()).at(hour, minute, 0, 0),
    };
    Notice {
        subject: Subject {
            course: example.course.to_owned(),
            module: example.module.map(str::to_owned),
        },
        hall: Hall {
            kind: example.kind,
            name: example.hall.to_owned(),
            address: example.address.map(str::to_owned),
            ramp: example.ramp,
            shelter: example.shelter,
            devices: example.devices,
        },
        starts,
        ends: starts.saturating_add(MINUTES.minutes()),
        seats: example.seats,
        language: Language::Uk,
        phone: None,
        bring: example.bring.to_owned(),
    }
}
