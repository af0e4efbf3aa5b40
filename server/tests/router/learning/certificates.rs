//! Certificates: earned, shown, checked, revoked.

use super::{LESSON, read};
use crate::cabinet::post_file;
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::id::LearnerId;
use serde_json::{Value, json};
use server::seed::{finish_course, seed_people};
use server::service::people::secret::digest;
use storage::learning::learner;

const CLAIM: &str = "/learning/certificates/claim/digital-abc";
const CHECK: &str = "/learning/certificates/check";
const ACCOUNT: [(&str, &str); 2] = [("_action", "claim"), ("name_kind", "account")];
const PSEUDONYM: [(&str, &str); 3] = [
    ("_action", "claim"),
    ("name_kind", "pseudonym"),
    ("pseudonym", "  Пані   Надія "),
];

async fn app() -> TestApp {
    let app = TestApp::new().await;
    seed_people(&app.hromada).await.unwrap();
    app
}

/// Learns something, so that there is a learner.
async fn begin(browser: &Browser<'_>) {
    let answer = read(browser, "intro").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(answer.location().starts_with(LESSON));
}

async fn learner_of(app: &TestApp, email: &str) -> LearnerId {
    let person = app.person(email).await;
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let known = learner::of_person(&mut connection, person.id).await.unwrap();
    known.unwrap().id
}

/// Олена with the whole course behind her.
async fn finished(app: &TestApp) -> Browser<'_> {
    let olena = app.citizen().await;
    begin(&olena).await;
    let learner = learner_of(app, "olena@demo.hromada").await;
    finish_course(&app.hromada, learner, "digital-abc").await.unwrap();
    olena
}

/// The path of the certificate that was claimed.
fn claimed(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location().strip_suffix("?new=1").unwrap().to_owned()
}

async fn credential(browser: &Browser<'_>, page: &str) -> Value {
    let file = browser.get(&format!("{page}/credential.json")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "application/vc");
    serde_json::from_slice(&file.body).unwrap()
}

async fn check(browser: &Browser<'_>, content: &[u8]) -> Answer {
    post_file(browser, CHECK, &[], ("file", "badge.json", content)).await
}

async fn check_value(browser: &Browser<'_>, content: &Value) -> String {
    check(browser, content.to_string().as_bytes()).await.text()
}

#[tokio::test]
async fn a_certificate_waits_until_every_lesson_is_finished() {
    let app = app().await;
    let olena = app.citizen().await;
    begin(&olena).await;
    let page = olena.get(CLAIM).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Спершу пройдіть усі уроки") && !page.text().contains("name_kind"));
    let early = olena.post(CLAIM, &ACCOUNT).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().contains("Спершу пройдіть усі уроки"));
    let stranger = app.anonymous().post(CLAIM, &PSEUDONYM).await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nowhere = olena.get("/learning/certificates/claim/nothing").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert!(
        !olena
            .get("/learning/certificates")
            .await
            .text()
            .contains("Ваші сертифікати")
    );
}

#[tokio::test]
async fn the_learner_chooses_the_name_and_sees_it_before() {
    let app = app().await;
    let olena = finished(&app).await;
    let form = olena.get(CLAIM).await.text();
    assert!(
        form.contains("Олена Коваль") && form.contains("Особу перевірено"),
        "{form}"
    );
    for (fields, field) in [
        (vec![("_action", "claim")], "name_kind"),
        (vec![("_action", "claim"), ("name_kind", "king")], "name_kind"),
        (
            vec![("_action", "preview"), ("name_kind", "pseudonym")],
            "pseudonym",
        ),
        (
            vec![
                ("_action", "claim"),
                ("name_kind", "pseudonym"),
                ("pseudonym", "a\u{0}b"),
            ],
            "pseudonym",
        ),
    ] {
        let answer = olena.post(CLAIM, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(
            answer.text().contains(&format!("id=\"{field}-error\"")),
            "{fields:?} {}",
            answer.text()
        );
    }
    let mut preview = PSEUDONYM;
    preview[0].1 = "preview";
    let seen = olena.post(CLAIM, &preview).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text().contains("Так виглядатиме") && seen.text().contains("Пані Надія"));
    assert!(
        !olena
            .get("/learning/certificates")
            .await
            .text()
            .contains("Ваші сертифікати"),
        "a look issues nothing"
    );

    let page = claimed(&olena.post(CLAIM, &PSEUDONYM).await);
    assert!(
        olena
            .get("/learning/certificates")
            .await
            .text()
            .contains("Ваші сертифікати")
    );
    let anybody = app.anonymous();
    let shown = anybody.get(&page).await.text();
    assert!(
        shown.contains("Пані Надія") && shown.contains("Особу не перевіряли"),
        "{shown}"
    );
    assert!(!shown.contains("Олена"), "nothing but what the learner chose");
    assert!(!credential(&anybody, &page).await.to_string().contains("Олена"));
    assert!(!shown.contains("Взяти з іншим ім’ям"));
    assert!(olena.get(&page).await.text().contains("Взяти з іншим ім’ям"));
}

#[tokio::test]
async fn a_certificate_says_what_the_course_was() {
    let app = app().await;
    let olena = finished(&app).await;
    let page = claimed(&olena.post(CLAIM, &ACCOUNT).await);
    let shown = app.anonymous().get(&page).await;
    // Days hold together by a space that does not break.
    let text = shown.text().replace('\u{a0}', " ");
    for part in [
        "Сертифікат чинний",
        "Олена Коваль",
        "Цифрова абетка, версія 1",
        "A1-A2",
        "50 уроків, 16 годин 40 хвилин",
        "23 листопада 2026",
        "23 листопада 2031",
        "LO1.1.05",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(shown.header("x-robots-tag").contains("noindex") || text.contains("noindex"));
    let english = app.anonymous().get(&format!("/en{page}")).await.text();
    assert!(english.contains("The certificate is valid") && english.contains("Digital ABC"));
    // The same claim again: the same certificate.
    assert_eq!(claimed(&olena.post(CLAIM, &ACCOUNT).await), page);
    let picture = app.anonymous().get(&format!("{page}/code.svg")).await;
    assert!(picture.text().starts_with("<svg"));
}

#[tokio::test]
async fn an_unknown_code_is_told_in_plain_words() {
    let app = app().await;
    for code in ["ACDEFGHJKMNPQRTU", "nonsense"] {
        let page = app
            .anonymous()
            .get(&format!("/learning/certificates/{code}"))
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.text().contains("Такого сертифіката немає"), "{code}");
        for file in ["credential.json", "certificate.pdf", "code.svg"] {
            let file = app
                .anonymous()
                .get(&format!("/learning/certificates/{code}/{file}"))
                .await;
            assert_eq!(file.status, StatusCode::NOT_FOUND);
        }
    }
    for code in ["", "АБВ", "ACDE FGHJ KMNP QRT0"] {
        let answer = app.anonymous().post_code(code).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert!(answer.text().contains("id=\"code-error\""), "{}", answer.text());
    }
    let typed = app.anonymous().post_code("acde fghj kmnp qrtu").await;
    assert_eq!(typed.location(), "/learning/certificates/ACDEFGHJKMNPQRTU");
}

#[tokio::test]
async fn a_certificate_becomes_a_pdf_once() {
    let app = app().await;
    let olena = finished(&app).await;
    let page = claimed(&olena.post(CLAIM, &ACCOUNT).await);
    let pdf = format!("{page}/certificate.pdf");
    assert!(olena.get(&page).await.text().contains("PDF готуємо"));
    assert_eq!(olena.get(&pdf).await.status, StatusCode::NOT_FOUND);
    app.run_jobs().await;
    assert!(olena.get(&page).await.text().contains("certificate.pdf"));
    let document = app.anonymous().get(&pdf).await;
    assert_eq!(document.header("content-type"), "application/pdf");
    assert!(document.body.starts_with(b"%PDF-1."));
    let text = String::from_utf8_lossy(&document.body);
    assert!(text.contains("/StructTreeRoot") && text.contains("pdfuaid:part"));
    app.run_jobs().await;
    assert_eq!(app.anonymous().get(&pdf).await.body, document.body);
}

#[tokio::test]
async fn the_file_is_an_open_badge_that_proves_itself() {
    let app = app().await;
    let olena = finished(&app).await;
    let page = claimed(&olena.post(CLAIM, &ACCOUNT).await);
    let badge = credential(&app.anonymous(), &page).await;

    let schema: Value =
        serde_json::from_str(include_str!("badges/achievement-credential-schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = schema
        .iter_errors(&badge)
        .map(|fault| fault.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(
        badge["credentialSubject"]["achievement"]["alignment"]
            .as_array()
            .unwrap()
            .len(),
        90
    );

    // The key that signed is published.
    let issuer = app.anonymous().get("/.well-known/did.json").await;
    assert_eq!(issuer.header("access-control-allow-origin"), "*");
    let issuer: Value = serde_json::from_slice(&issuer.body).unwrap();
    assert_eq!(issuer["id"], badge["issuer"]["id"]);
    assert_eq!(
        issuer["assertionMethod"][0],
        badge["proof"][0]["verificationMethod"]
    );

    let right = check(&app.anonymous(), badge.to_string().as_bytes()).await;
    assert!(
        right.text().contains("Файл справжній, сертифікат чинний"),
        "{}",
        right.text()
    );
    let file = app.anonymous().get(&format!("{page}/credential.json")).await.body;
    assert!(
        check(&app.anonymous(), &file)
            .await
            .text()
            .contains("Файл справжній, сертифікат чинний")
    );
}

#[tokio::test]
async fn an_altered_file_is_refused() {
    let app = app().await;
    let olena = finished(&app).await;
    let page = claimed(&olena.post(CLAIM, &ACCOUNT).await);
    let badge = credential(&olena, &page).await;
    let anybody = app.anonymous();

    for (pointer, value) in [
        (
            "/credentialSubject/identifier/0/identityHash",
            json!("Хтось Інший"),
        ),
        ("/credentialSubject/achievement/name", json!("Астрономія")),
        ("/validUntil", json!("2099-01-01T00:00:00Z")),
        ("/credentialStatus/statusListIndex", json!("1")),
        ("/proof/0/created", json!("2020-01-01T00:00:00Z")),
        ("/proof/0/proofValue", json!("z11111")),
    ] {
        let mut altered = badge.clone();
        *altered.pointer_mut(pointer).unwrap() = value;
        let answer = check_value(&anybody, &altered).await;
        assert!(answer.contains("data-fault=\"signature\""), "{pointer} {answer}");
    }
    // What is not signed must not be believed either.
    let mut more = badge.clone();
    more["credentialSubject"]["mark"] = json!("відмінно");
    assert!(
        check_value(&anybody, &more)
            .await
            .contains("data-fault=\"not_a_certificate\"")
    );
    let mut unsigned = badge.clone();
    unsigned["proof"] = json!([]);
    assert!(
        check_value(&anybody, &unsigned)
            .await
            .contains("data-fault=\"not_a_certificate\"")
    );
    for content in ["", "{}", "[]", "\u{1}", "{\"@context\": 7}"] {
        let answer = check(&anybody, content.as_bytes()).await.text();
        let is_empty = content.is_empty() && answer.contains("id=\"file-error\"");
        assert!(
            is_empty || answer.contains("data-fault=\"not_a_certificate\""),
            "{content}"
        );
    }
    let nothing = anybody.post(CHECK, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("id=\"file-error\""));
}

#[tokio::test]
async fn a_file_that_another_city_signed_is_not_ours() {
    let (app, other) = (app().await, app_of_another_city().await);
    let olena = finished(&other).await;
    let page = claimed(&olena.post(CLAIM, &ACCOUNT).await);
    let badge = credential(&olena, &page).await;
    assert!(
        check_value(&other.anonymous(), &badge)
            .await
            .contains("Файл справжній")
    );
    assert!(
        check_value(&app.anonymous(), &badge)
            .await
            .contains("data-fault=\"unknown_key\"")
    );
}

async fn app_of_another_city() -> TestApp {
    let app = TestApp::with(|settings| settings.origin = "https://other.example".to_owned()).await;
    seed_people(&app.hromada).await.unwrap();
    app
}

#[tokio::test]
async fn a_new_name_takes_the_place_of_the_old() {
    let app = app().await;
    let olena = finished(&app).await;
    let first = claimed(&olena.post(CLAIM, &ACCOUNT).await);
    let badge = credential(&olena, &first).await;
    let form = olena.get(CLAIM).await.text();
    assert!(form.contains("Зараз у вас є сертифікат на ім’я «Олена Коваль»"));
    let second = claimed(&olena.post(CLAIM, &PSEUDONYM).await);
    assert_ne!(first, second);
    let old = app.anonymous().get(&first).await.text();
    assert!(old.contains("Сертифікат скасовано: він не діє") && old.contains("з іншим ім’ям"));
    assert!(
        app.anonymous()
            .get(&second)
            .await
            .text()
            .contains("Сертифікат чинний")
    );
    assert!(
        check_value(&app.anonymous(), &badge)
            .await
            .contains("Файл справжній, але сертифікат скасовано")
    );
}

#[tokio::test]
async fn a_teacher_revokes_with_a_reason_and_others_may_not() {
    let app = app().await;
    let olena = finished(&app).await;
    let page = claimed(&olena.post(CLAIM, &ACCOUNT).await);
    let revoke = format!("{page}/revoke");
    let fields = [
        ("reason", "not_own_work"),
        ("words", "Урок за неї проходив онук."),
    ];
    assert_eq!(olena.get(&revoke).await.status, StatusCode::FORBIDDEN);
    assert_eq!(olena.post(&revoke, &fields).await.status, StatusCode::FORBIDDEN);
    let editor = app.staff(Role::ProjectEditor).await;
    assert_eq!(editor.post(&revoke, &fields).await.status, StatusCode::FORBIDDEN);
    assert!(!editor.get(&page).await.text().contains("Скасувати сертифікат"));

    let teacher = app.staff(Role::Teacher).await;
    assert!(teacher.get(&page).await.text().contains("Скасувати сертифікат"));
    assert_eq!(teacher.get(&revoke).await.status, StatusCode::OK);
    let empty = teacher.post(&revoke, &[("words", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("id=\"reason-error\"") && empty.text().contains("id=\"words-error\""));
    let replaced = teacher
        .post(&revoke, &[("reason", "replaced"), ("words", "x")])
        .await;
    assert!(
        replaced.text().contains("id=\"reason-error\""),
        "that reason is the holder's"
    );
    let list = revoked_places(&app).await;
    assert!(list.is_empty());

    app.clock.advance_ms(3_600_000);
    let done = teacher.post(&revoke, &fields).await;
    assert_eq!(done.location(), format!("{page}?done=1"), "{}", done.text());
    let shown = app.anonymous().get(&page).await.text();
    assert!(shown.contains("Сертифікат скасовано: він не діє") && shown.contains("Курс пройшла інша людина"));
    assert!(!shown.contains("онук"), "the words of the officer stay inside");
    let again = teacher.post(&revoke, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.text());

    // The signed list says the same.
    let place: u32 = credential(&olena, &page).await["credentialStatus"]["statusListIndex"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(revoked_places(&app).await, [place]);
    // Somebody whose certificate was revoked may take another one: the course is still finished.
    assert_ne!(claimed(&olena.post(CLAIM, &ACCOUNT).await), page);
}

/// The set bits of the first list of revocations.
async fn revoked_places(app: &TestApp) -> Vec<u32> {
    use base64::Engine as _;
    use std::io::Read as _;
    let answer = app
        .anonymous()
        .get("/opendata/learning/certificates/revoked/1.json")
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let list: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(list["proof"][0]["cryptosuite"], "eddsa-rdfc-2022");
    let encoded = list["credentialSubject"]["encodedList"].as_str().unwrap();
    let packed = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(encoded.strip_prefix('u').unwrap())
        .unwrap();
    let mut bits = Vec::new();
    flate2::read::GzDecoder::new(&packed[..])
        .read_to_end(&mut bits)
        .unwrap();
    let places = 0..u32::try_from(bits.len() * 8).unwrap();
    places
        .filter(|place| bits[*place as usize / 8] & (0x80 >> (place % 8)) != 0)
        .collect()
}

#[tokio::test]
async fn there_is_no_list_before_the_first_certificate() {
    let app = app().await;
    for file in ["1.json", "2.json", "x.json", "1"] {
        let answer = app
            .anonymous()
            .get(&format!("/opendata/learning/certificates/revoked/{file}"))
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{file}");
    }
}

#[tokio::test]
async fn a_certificate_runs_out_and_another_may_be_taken() {
    let app = app().await;
    let olena = finished(&app).await;
    let page = claimed(&olena.post(CLAIM, &ACCOUNT).await);
    let badge = credential(&olena, &page).await;
    app.clock.advance_ms(5 * 366 * 86_400_000);
    let anybody = app.anonymous();
    assert!(
        anybody
            .get(&page)
            .await
            .text()
            .contains("Строк дії сертифіката минув")
    );
    assert!(
        check_value(&anybody, &badge)
            .await
            .contains("Файл справжній, але строк дії минув")
    );
    let olena = app.citizen().await;
    assert_ne!(claimed(&olena.post(CLAIM, &ACCOUNT).await), page);
}

#[tokio::test]
async fn whoever_learns_without_an_account_takes_a_certificate_too() {
    let app = app().await;
    let browser = app.anonymous();
    begin(&browser).await;
    let token = browser.cookie("__Host-device").unwrap();
    let learner = {
        let mut connection = app.hromada.desk.database.read().await.unwrap();
        learner::of_device(&mut connection, &digest(&token))
            .await
            .unwrap()
            .unwrap()
            .id
    };
    finish_course(&app.hromada, learner, "digital-abc").await.unwrap();
    let form = browser.get(CLAIM).await.text();
    assert!(!form.contains("name_kind") && form.contains("увійдіть"), "{form}");
    let account = browser.post(CLAIM, &ACCOUNT).await;
    assert_eq!(account.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = claimed(
        &browser
            .post(CLAIM, &[("_action", "claim"), ("pseudonym", "Надія")])
            .await,
    );
    assert!(app.anonymous().get(&page).await.text().contains("Надія"));

    // It goes along when the progress is taken into an account.
    let olena = app.citizen().await;
    olena.plant("__Host-device", &token);
    let learning = &app.hromada.services.learning;
    let actor = app
        .actor(
            "olena@demo.hromada",
            domain::people::session::SecondFactor::NotAsked,
        )
        .await;
    learning.attach_device(&actor, &token).await.unwrap();
    assert!(olena.get("/learning/certificates").await.text().contains(&page));
}

#[tokio::test]
async fn old_certificates_hold_after_a_change_of_the_key() {
    let app = app().await;
    let olena = finished(&app).await;
    let page = claimed(&olena.post(CLAIM, &ACCOUNT).await);
    let badge = credential(&olena, &page).await;
    let key = app
        .hromada
        .desk
        .settings
        .data_dir
        .join("keys/certificates.ed25519");
    std::fs::remove_file(key).unwrap();
    let app = app.reopened(|_| {}).await;
    let olena = app.citizen().await;
    let second = claimed(&olena.post(CLAIM, &PSEUDONYM).await);
    let other = credential(&olena, &second).await;
    assert_ne!(
        badge["proof"][0]["verificationMethod"],
        other["proof"][0]["verificationMethod"]
    );
    let issuer: Value = serde_json::from_slice(&olena.get("/.well-known/did.json").await.body).unwrap();
    assert_eq!(issuer["assertionMethod"].as_array().unwrap().len(), 2);
    assert!(
        check_value(&olena, &badge)
            .await
            .contains("Файл справжній, але сертифікат скасовано")
    );
    assert!(
        check_value(&olena, &other)
            .await
            .contains("Файл справжній, сертифікат чинний")
    );
}

impl Browser<'_> {
    async fn post_code(&self, code: &str) -> Answer {
        post_file(self, CHECK, &[("code", code)], ("file", "", b"")).await
    }
}
