//! `hromada verify`: a receipt or a certificate without a database, and the whole log of one, on both databases.

use crate::support::Place;
use domain::Actor;
use domain::actor::{IdentityLevel, SignedIn};
use domain::cabinet::form::Answers;
use domain::cabinet::view::SaveDraft;
use domain::id::ApplicationId;
use domain::learning::certificate::ClaimInput;
use server::Hromada;
use server::settings::Settings;
use std::path::Path;
use storage::IfMissing;
use storage::learning::learner::{self, LearnerRow};

/// The program in this process, on the place of a program.
async fn open(place: &Place, url: &str) -> Hromada {
    let mut settings = Settings::for_tests(&place.path(""));
    settings.database_url = url.to_owned().into();
    settings.data_dir = place.path("data");
    Hromada::open(settings, IfMissing::Refuse).await.unwrap()
}

/// A resident sends a request for information, and the log is signed.
async fn filled(hromada: &Hromada) -> (Actor, ApplicationId) {
    server::seed::seed_people(hromada).await.unwrap();
    let resident = Actor::Person(SignedIn {
        person: hromada.desk.id(),
        session: hromada.desk.id(),
        display_name: "Марія Бойко".to_owned(),
        identity: IdentityLevel::Email,
        roles: Vec::new(),
        second_factor: false,
    });
    let cabinet = &hromada.services.cabinet;
    let draft = cabinet.start_draft(&resident, "S16").await.unwrap();
    let sections: [(&str, &[(&str, &str)]); 3] = [
        (
            "requester",
            &[("requester_name", "Марія Бойко"), ("answer_channel", "cabinet")],
        ),
        (
            "request",
            &[
                ("description", "Рішення про ремонт вулиці Руської"),
                ("format", "electronic"),
                ("urgent", "no"),
            ],
        ),
        ("consent", &[("consent_personal_data", "true")]),
    ];
    for (section, typed) in sections {
        let mut answers = Answers::default();
        for (field, value) in typed {
            answers.set(field, vec![(*value).to_owned()]);
        }
        let save = SaveDraft {
            version: cabinet.draft(&resident, draft).await.unwrap().version,
            section: section.to_owned(),
            answers,
        };
        cabinet.save_draft(&resident, draft, &save).await.unwrap();
    }
    let id = cabinet.submit(&resident, draft).await.unwrap().application;
    cabinet.sign_log(&Actor::System).await.unwrap();
    (resident, id)
}

async fn keep(hromada: &Hromada, (resident, id): &(Actor, ApplicationId), file: &Path) -> String {
    let receipt = hromada.services.cabinet.receipt(resident, *id).await.unwrap();
    std::fs::write(file, serde_json::to_vec(&receipt).unwrap()).unwrap();
    receipt.key
}

/// One altered row: the receipt of before still proves what was, the one of after proves nothing, and the log is broken.
async fn goes_the_way(place: Place, url: String, alter: [&'static str; 2]) {
    place.done(&["migrate"]);
    let hromada = open(&place, &url).await;
    let application = filled(&hromada).await;
    let (before, after) = (place.path("before.json"), place.path("after.json"));
    let key = keep(&hromada, &application, &before).await;
    let told = place.done(&["verify", "before.json", "--key", &key]);
    assert!(told.contains("1 events lead to the signed root"), "{told}");
    let told = place.done(&["verify", "before.json"]);
    assert!(told.contains(&key) && told.contains("/cabinet/log"), "{told}");
    let told = place.done(&["verify"]);
    assert!(told.contains("the log is whole: 1 leaves"), "{told}");

    let mut tx = hromada.desk.database.begin().await.unwrap();
    for statement in alter {
        sqlx::query(statement)
            .execute(tx.connection().unwrap())
            .await
            .unwrap();
    }
    tx.commit_without_event("somebody with the password of the database")
        .await
        .unwrap();
    keep(&hromada, &application, &after).await;
    hromada.desk.database.close().await;

    place.done(&["verify", "before.json", "--key", &key]);
    let told = place.refused(&["verify", "after.json", "--key", &key]);
    assert!(told.contains("does not lead to the signed root"), "{told}");
    let told = place.refused(&["verify"]);
    assert!(told.contains("was changed after it came into the log"), "{told}");
    let told = place.refused(&["verify", "before.json", "--key", "another"]);
    assert!(told.contains("another key"), "{told}");
    std::fs::write(&after, "{}").unwrap();
    let told = place.refused(&["verify", "after.json"]);
    assert!(told.contains("no receipt"), "{told}");
    let told = place.refused(&["verify", "none.json"]);
    assert!(told.contains("none.json"), "{told}");
}

/// A certificate checks itself without a database, and an altered copy does not.
#[tokio::test]
async fn a_certificate_is_checked_by_itself() {
    let place = Place::new();
    let url = format!("sqlite:{}", place.database().display());
    place.done(&["migrate"]);
    let hromada = open(&place, &url).await;
    let learner = LearnerRow {
        id: hromada.desk.id(),
        person: Some(hromada.desk.id()),
        version: 0,
        created_at: hromada.desk.now(),
    };
    let mut tx = hromada.desk.database.begin().await.unwrap();
    assert!(learner::insert(tx.connection().unwrap(), &learner).await.unwrap());
    tx.commit_without_event("a learner of a test").await.unwrap();
    server::seed::finish_course(&hromada, learner.id, "paperless")
        .await
        .unwrap();
    let resident = Actor::Person(SignedIn {
        person: learner.person.unwrap(),
        session: hromada.desk.id(),
        display_name: "Марія Бойко".to_owned(),
        identity: IdentityLevel::Email,
        roles: Vec::new(),
        second_factor: false,
    });
    let input = ClaimInput {
        name_kind: "account".to_owned(),
        pseudonym: String::new(),
    };
    let learning = &hromada.services.learning;
    let code = learning
        .claim_certificate(&resident, None, "paperless", &input)
        .await
        .unwrap();
    let badge = learning
        .certificate_credential(&Actor::Anonymous, &code)
        .await
        .unwrap();
    let keys = learning.certificate_keys(&Actor::Anonymous).await.unwrap();
    hromada.desk.database.close().await;
    std::fs::write(place.path("badge.json"), &badge).unwrap();
    let told = place.done(&["verify", "badge.json"]);
    assert!(
        told.contains("the certificate of Марія Бойко is right") && told.contains(&keys.keys[0]),
        "{told}"
    );
    let told = place.done(&["verify", "badge.json", "--key", &keys.keys[0]]);
    assert!(told.contains("whether it was revoked says"), "{told}");
    let told = place.refused(&["verify", "badge.json", "--key", "z6Mk"]);
    assert!(told.contains("another key"), "{told}");
    std::fs::write(place.path("altered.json"), badge.replace("Марія", "Мар’яна")).unwrap();
    let told = place.refused(&["verify", "altered.json"]);
    assert!(told.contains("something else than what was signed"), "{told}");
    std::fs::write(place.path("other.json"), "{\"@context\": []}").unwrap();
    let told = place.refused(&["verify", "other.json"]);
    assert!(told.contains("no certificate"), "{told}");
}

const ALTER: &str = "UPDATE event SET reason = 'altered' WHERE kind = 'cabinet.application.submitted'";

#[tokio::test]
async fn one_altered_row_makes_the_check_fail_on_sqlite() {
    let place = Place::new();
    let url = format!("sqlite:{}", place.database().display());
    goes_the_way(place, url, ["DROP TRIGGER event_is_never_changed", ALTER]).await;
}

#[tokio::test]
async fn one_altered_row_makes_the_check_fail_on_postgresql() {
    let Some(url) = crate::support::postgres("verify").await else {
        return;
    };
    let place = Place::new().on(&url);
    goes_the_way(
        place,
        url,
        ["DROP TRIGGER event_is_never_changed ON event", ALTER],
    )
    .await;
}
