//! Importing a package: all of it, or nothing and every fault with its place.

use super::{count, import, json, package};
use crate::support::TestApp;
use domain::ServiceError;
use domain::actor::Role;
use domain::infrastructure::import::FaultKind;
use domain::people::session::SecondFactor;

const GOOD: &str = "{\"id\": \"oc4ids-abc123-1\", \"title\": \"Дах\"}";

#[tokio::test]
async fn one_fault_at_the_end_keeps_everything_out() {
    let app = TestApp::new().await;
    let broken = [
        (
            format!("{GOOD},\n{{\"id\": \"b\", \"title\": }}"),
            FaultKind::Syntax,
            "/projects/1",
            4,
        ),
        (
            format!("{GOOD},\n{{\"id\": \"oc4ids-abc123-1\"}}"),
            FaultKind::DuplicateId,
            "/projects/1/id",
            4,
        ),
        (
            format!(
                "{GOOD},\n{{\"id\": \"b\", \"locations\": [{{\"id\": \"1\", \"geometry\": {{\"type\": \"Point\", \
                 \"coordinates\": [49.55, 25.6]}}}}]}}"
            ),
            FaultKind::CoordinatesSwapped,
            "/projects/1/locations/0/geometry/coordinates",
            4,
        ),
        (
            format!(
                "{GOOD},\n{{\"id\": \"b\", \"locations\": [{{\"id\": \"1\", \"geometry\": {{\"type\": \"Point\", \
                 \"coordinates\": [30.52, 50.45]}}}}]}}"
            ),
            FaultKind::CoordinatesOutside,
            "/projects/1/locations/0/geometry/coordinates",
            4,
        ),
        (
            format!("{GOOD},\n{{\"id\": \"b\", \"publicAuthority\": {{\"id\": \"ghost\"}}}}"),
            FaultKind::DanglingOrganisation,
            "/projects/1/publicAuthority/id",
            4,
        ),
        (
            format!(
                "{GOOD},\n{{\"id\": \"b\", \"period\": {{\"startDate\": \"2016-01-01T00:00:00Z\", \
                 \"endDate\": \"2015-01-01T00:00:00Z\"}}}}"
            ),
            FaultKind::DateOrder,
            "/projects/1/period/endDate",
            4,
        ),
    ];
    for (projects, kind, path, line) in broken {
        let report = import(&app, package(&projects)).await;
        let fault = report.faults.first().unwrap();
        assert_eq!((fault.kind, fault.path.as_str(), fault.line), (kind, path, line));
        assert_eq!(count(&app).await, 0, "{kind:?}: nothing is half-imported");
    }
}

#[tokio::test]
async fn the_same_package_changes_nothing_and_another_only_what_differs() {
    let app = TestApp::new().await;
    let two = format!("{GOOD}, {{\"id\": \"oc4ids-abc123-2\", \"title\": \"Двір\"}}");
    let first = import(&app, package(&two)).await;
    assert_eq!((first.created, first.changed, first.unchanged), (2, 0, 0));
    let again = import(&app, package(&two)).await;
    assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 2));
    let changed = import(&app, package(&two.replace("Двір", "Подвір’я"))).await;
    assert_eq!((changed.created, changed.changed, changed.unchanged), (0, 1, 1));
    let item = json(
        &app.anonymous()
            .get("/api/infrastructure/projects/oc4ids-abc123-2")
            .await,
    );
    assert_eq!(item["title"], "Подвір’я");
}

#[tokio::test]
async fn only_an_administrator_imports() {
    let app = TestApp::seeded().await;
    let service = &app.hromada.services.infrastructure;
    let package = || Box::new(std::io::Cursor::new(package(GOOD).into_bytes()));
    for email in ["olena@demo.hromada", "moderator@demo.hromada", "editor@demo.hromada"] {
        let actor = app.actor(email, SecondFactor::Confirmed).await;
        let refused = service.import_package(&actor, package()).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden)), "{email}");
    }
    let administrator = app.staff(Role::Administrator).await;
    drop(administrator);
    let actor = app.actor("admin@demo.hromada", SecondFactor::Confirmed).await;
    assert!(service.import_package(&actor, package()).await.unwrap().is_accepted());
    assert_eq!(count(&app).await, 707);
}
