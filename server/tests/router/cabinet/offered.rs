//! What the pages offer is what can be done, and what cannot is told with its reason.

use super::factory::{Case, GRANT};
use super::{act, app, mails_to, summary_line, words};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::cabinet::application::{Command, State};
use domain::time::DAY_MS;

const INTENTION: [(&str, &str); 3] = [
    ("ground", "category_not_listed"),
    ("motivation", "Посвідчення, яке ви додали, вже не чинне."),
    ("answer_until", "2026-11-27"),
];
const COMPLAINT: [(&str, &str); 1] = [("complaint", "Копія неповна, бракує другої сторінки.")];

/// A state, and what the applicant, the officer who has it, and the head of the unit can do.
type Row<'a> = (State, &'a [Command], &'a [Command], &'a [Command]);

/// The mark of a command on the page of an officer or an applicant: a button or a link.
fn mark(command: Command, page: &str) -> String {
    match command {
        Command::Take => "value=\"take\"".to_owned(),
        Command::Resume => "value=\"resume\"".to_owned(),
        Command::EndHearing if page.contains("/queue/") => "value=\"end_hearing\"".to_owned(),
        Command::EndHearing | Command::IntendRefusal => format!("href=\"{page}/hearing\""),
        Command::RequestCorrection | Command::Correct => format!("href=\"{page}/correction\""),
        Command::Suspend => format!("href=\"{page}/suspension\""),
        Command::Extend => format!("href=\"{page}/extension\""),
        Command::AskOpinion => format!("href=\"{page}/opinion\""),
        // It is answered on a page of its own.
        Command::GiveOpinion => "value=\"give_opinion\"".to_owned(),
        Command::SendForApproval => format!("href=\"{page}/approval\""),
        Command::GiveVisa | Command::ReturnDraft => format!("href=\"{page}/visa\""),
        Command::RecallDraft => "value=\"recall\"".to_owned(),
        Command::Grant | Command::Refuse | Command::Forward => format!("href=\"{page}/decision\""),
        Command::Withdraw => format!("href=\"{page}/withdrawal\""),
        Command::Appeal | Command::Uphold | Command::Annul => format!("href=\"{page}/appeal\""),
    }
}

/// Brings an application for the social card into a state.
async fn bring(app: &TestApp, state: State) -> Case<'_> {
    let case = match state {
        State::Registered => Case::registered_social_card(app).await,
        // Only a request for information can be forwarded.
        State::Forwarded => Case::taken(app).await,
        _ => Case::social_card(app).await,
    };
    let (citizen, officer) = (&case.citizen, &case.officer);
    let decide = || act(officer, &case.case, "/decision", &GRANT);
    match state {
        State::Registered | State::InReview => {}
        State::Returned => {
            act(
                officer,
                &case.case,
                "/correction",
                &[("remark_phone", "Номер не відповідає.")],
            )
            .await;
        }
        State::Suspended => {
            let ground = [("ground", "other_case"), ("reason", "Чекаємо на рішення суду.")];
            act(officer, &case.case, "/suspension", &ground).await;
        }
        State::Hearing => {
            act(officer, &case.case, "/hearing", &INTENTION).await;
        }
        State::Approval => {
            let head = app.person("head@demo.hromada").await.id.to_string();
            super::approval::send(officer, &case.case, "series", &[&head]).await;
        }
        State::Withdrawn => {
            act(citizen, &case.application, "/withdrawal", &[]).await;
        }
        State::Granted => {
            decide().await;
        }
        State::Refused => {
            let refusal = [
                ("_action", "refuse"),
                INTENTION[0],
                INTENTION[1],
                (
                    "hearing_exception",
                    "Заявниця сама просила вирішити без пояснень.",
                ),
            ];
            act(officer, &case.case, "/decision", &refusal).await;
        }
        State::Forwarded => {
            act(officer, &case.case, "/decision", &super::forwarding::FORWARD).await;
        }
        State::Appealed | State::Upheld => {
            decide().await;
            act(citizen, &case.application, "/appeal", &COMPLAINT).await;
            if state == State::Upheld {
                let head = app.staff(Role::UnitHead).await;
                let upheld = [
                    ("_action", "uphold"),
                    ("reason", "У рішенні справді одна сторінка."),
                ];
                act(&head, &case.case, "/appeal", &upheld).await;
            }
        }
    }
    case
}

/// Checks a page against what the rule lets its reader do.
async fn shows(reader: &Browser<'_>, page: &str, state: State, commands: &[Command]) {
    let text = reader.get(page).await.text();
    for command in Command::ALL {
        let same = commands
            .iter()
            .any(|permitted| mark(*permitted, page) == mark(command, page));
        assert_eq!(
            text.contains(&mark(command, page)),
            same,
            "{command:?} in {state:?} on {page}"
        );
    }
}

#[tokio::test]
async fn each_page_offers_what_its_reader_can_do_and_nothing_else() {
    use Command::{
        Annul, Appeal, AskOpinion, Correct, EndHearing, GiveVisa, Grant, IntendRefusal, RecallDraft, Refuse,
        RequestCorrection, Resume, ReturnDraft, SendForApproval, Suspend, Take, Uphold, Withdraw,
    };
    let working = [
        RequestCorrection,
        Suspend,
        IntendRefusal,
        SendForApproval,
        AskOpinion,
        Grant,
        Refuse,
    ];
    let table: [Row<'_>; 12] = [
        // state, the applicant, the officer who has it, the head of the unit
        (State::Registered, &[Withdraw], &[Take], &[Take]),
        (State::InReview, &[Withdraw], &working, &[]),
        (State::Returned, &[Correct, Withdraw], &[], &[]),
        (State::Suspended, &[Withdraw], &[Resume], &[]),
        (State::Hearing, &[EndHearing, Withdraw], &[], &[]),
        (
            State::Approval,
            &[Withdraw],
            &[SendForApproval, RecallDraft],
            &[GiveVisa, ReturnDraft],
        ),
        (State::Granted, &[Appeal], &[], &[]),
        (State::Refused, &[Appeal], &[], &[]),
        (State::Withdrawn, &[], &[], &[]),
        (State::Appealed, &[], &[], &[Uphold, Annul]),
        (State::Upheld, &[], &[], &[]),
        (State::Forwarded, &[Appeal], &[], &[]),
    ];
    for (state, applicant, officer, head) in table {
        let app = app().await;
        let case = bring(&app, state).await;
        shows(&case.citizen, &case.application, state, applicant).await;
        shows(&case.officer, &case.case, state, officer).await;
        shows(&app.staff(Role::UnitHead).await, &case.case, state, head).await;
    }
}

#[tokio::test]
async fn an_officer_is_told_from_when_a_hearing_can_be_ended() {
    let app = app().await;
    let case = bring(&app, State::Hearing).await;
    let page = words(&case.officer.get(&case.case).await);
    assert!(page.contains("Завершити можна з 28 листопада 2026 р."), "{page}");
    app.clock.advance_ms(5 * DAY_MS);
    let officer = app.staff(Role::CaseOfficer).await;
    shows(&officer, &case.case, State::Hearing, &[Command::EndHearing]).await;
    let ended = act(&officer, &case.case, "", &[("_action", "end_hearing")]).await;
    assert_eq!(ended.page(), case.case, "{}", ended.text());
}

#[tokio::test]
async fn whoever_made_an_annulled_decision_reads_why_they_cannot_take_it_again() {
    let app = app().await;
    let case = bring(&app, State::Appealed).await;
    let head = app.staff(Role::UnitHead).await;
    let annulled = [
        ("_action", "annul"),
        ("reason", "Другу сторінку справді забули додати."),
    ];
    act(&head, &case.case, "/appeal", &annulled).await;
    shows(&case.officer, &case.case, State::Registered, &[]).await;
    let page = case.officer.get(&case.case).await.text();
    assert!(
        page.contains("Скаргу й нову перевірку має провести хтось інший"),
        "{page}"
    );
    shows(&head, &case.case, State::Registered, &[Command::Take]).await;
}

#[tokio::test]
async fn a_hearing_lies_between_tomorrow_and_the_day_before_the_term_ends() {
    let app = app().await;
    let case = bring(&app, State::InReview).await;
    let form = case.officer.get(&format!("{}/hearing", case.case)).await;
    assert!(form.text().contains("min=\"2026-11-24\"") && form.text().contains("max=\"2026-12-17\""));
    for day in ["2026-11-22", "2026-11-23", "2026-12-18", "2027-01-01"] {
        let fields = [INTENTION[0], INTENTION[1], ("answer_until", day)];
        let refused = act(&case.officer, &case.case, "/hearing", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        let page = words(&refused);
        let problem = "Виберіть день від 24 листопада 2026 р. до 17 грудня 2026 р. включно";
        let line = format!("До якого дня заявник може відповісти: {problem}");
        assert!(
            page.contains(&summary_line("answer_until", &line)),
            "{day}: {page}"
        );
        assert!(page.contains("вже не чинне"), "nothing typed is lost");
    }
    let last = [INTENTION[0], INTENTION[1], ("answer_until", "2026-12-17")];
    let disclosed = act(&case.officer, &case.case, "/hearing", &last).await;
    assert_eq!(disclosed.page(), case.case, "{}", disclosed.text());
}

#[tokio::test]
async fn the_right_to_be_heard_is_waived_only_with_a_ticked_box() {
    let app = app().await;
    let case = bring(&app, State::Hearing).await;
    let slip = act(
        &case.citizen,
        &case.application,
        "/hearing",
        &[("_action", "waive")],
    )
    .await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(slip.text().contains("href=\"#waive\"") && slip.text().contains("Позначте, що ви впевнені"));
    let sure = [("_action", "waive"), ("waive", "true")];
    let waived = act(&case.citizen, &case.application, "/hearing", &sure).await;
    assert_eq!(waived.page(), case.application, "{}", waived.text());
    assert!(
        case.officer
            .get(&case.case)
            .await
            .text()
            .contains("Заявник не захотів нічого додати.")
    );
}

#[tokio::test]
async fn a_correction_that_changes_nothing_is_refused_at_its_field_unless_the_person_insists() {
    let app = app().await;
    let case = bring(&app, State::Returned).await;
    let same = [("phone", "067 123 45 67")];
    let refused = act(&case.citizen, &case.application, "/correction", &same).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(
        page.contains("href=\"#phone\"") && page.contains("Телефон: Тут нічого не змінено"),
        "{page}"
    );
    assert!(page.contains("name=\"_sure\""));
    let insisted = [same[0], ("_sure", "true")];
    let sent = act(&case.citizen, &case.application, "/correction", &insisted).await;
    assert_eq!(sent.page(), case.application, "{}", sent.text());
}

#[tokio::test]
async fn a_complaint_reaches_the_head_by_mail_and_in_the_queue_but_not_its_decider() {
    let app = app().await;
    let case = bring(&app, State::Appealed).await;
    let mails = mails_to(&app, "head@demo.hromada").await;
    let mail = mails
        .iter()
        .find(|mail| mail.subject.contains("Скарга за заявою"));
    let mail = mail.unwrap_or_else(|| panic!("{mails:?}"));
    assert!(mail.text.contains(&case.case) && mail.text.contains("S12-2026-000001"));
    assert!(!mail.text.contains("Копія неповна"), "a mail tells no content");
    let officers = mails_to(&app, "officer@demo.hromada").await;
    assert!(officers.iter().all(|mail| !mail.subject.contains("Скарга")));
    let head = app.staff(Role::UnitHead).await;
    let queue = head.get("/cabinet/queue").await.text();
    assert!(queue.contains("1 скарга чекає на ваше рішення") && queue.contains("state=appealed"));
    assert!(
        !case
            .officer
            .get("/cabinet/queue")
            .await
            .text()
            .contains("на ваше рішення")
    );
    let work = head.get("/operations").await.text();
    assert!(work.contains("Скарги на рішення") && work.contains("1 скарга"));
    let upheld = [
        ("_action", "uphold"),
        ("reason", "У рішенні справді одна сторінка."),
    ];
    act(&head, &case.case, "/appeal", &upheld).await;
    assert!(
        !head
            .get("/cabinet/queue")
            .await
            .text()
            .contains("на ваше рішення")
    );
}

#[tokio::test]
async fn the_ground_of_a_suspension_is_read_in_the_language_of_the_reader() {
    let app = app().await;
    let case = bring(&app, State::Suspended).await;
    let uk = case.citizen.get(&case.application).await.text();
    assert!(uk.contains("Рішення залежить від іншої справи") && uk.contains("Чекаємо на рішення суду."));
    let en = case.citizen.get(&format!("/en{}", case.application)).await.text();
    assert!(en.contains("The decision depends on another case") && en.contains("Чекаємо на рішення суду."));
    assert!(!en.contains("Рішення залежить від іншої справи"));
}

#[tokio::test]
async fn each_action_is_confirmed_on_the_next_page_and_a_made_up_one_is_not() {
    let app = app().await;
    let case = Case::registered_social_card(&app).await;
    let (citizen, officer) = (&case.citizen, &case.officer);
    let told = async |reader: &Browser<'_>, answer: crate::support::Answer, what: &str, next: &str| {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let page = reader.get(answer.location()).await.text();
        let notice = super::between(&page, "notice notice--success", "</div></div></div>");
        assert!(notice.contains(what) && notice.contains(next), "{what}: {notice}");
    };
    let taken = act(officer, &case.case, "", &[("_action", "take")]).await;
    told(officer, taken, "Заяву взято в роботу", "Перевірте відповіді").await;
    let message = [("_action", "message"), ("message", "Чи потрібна вам копія?")];
    told(
        citizen,
        citizen.post(&case.application, &message).await,
        "Повідомлення надіслано",
        "Відповідь",
    )
    .await;
    let asked = act(
        officer,
        &case.case,
        "/correction",
        &[("remark_phone", "Номер не відповідає.")],
    )
    .await;
    told(officer, asked, "Попросили виправити", "Відлік строку стоїть").await;
    let mended = act(
        citizen,
        &case.application,
        "/correction",
        &[("phone", "0501234567")],
    )
    .await;
    told(
        citizen,
        mended,
        "Виправлення надіслано",
        "Далі ви отримаєте рішення",
    )
    .await;
    let intended = act(officer, &case.case, "/hearing", &INTENTION).await;
    told(
        officer,
        intended,
        "Повідомили про намір відмовити",
        "мине день відповіді",
    )
    .await;
    let spoken = [("_action", "speak"), ("answer", "Ось нове посвідчення.")];
    let spoken = act(citizen, &case.application, "/hearing", &spoken).await;
    told(citizen, spoken, "Право висловитися використано", "Далі").await;
    let granted = act(officer, &case.case, "/decision", &GRANT).await;
    told(officer, granted, "Заяву задоволено", "Документ із рішенням").await;
    for claimed in ["refused", "taken", "message", "nonsense"] {
        let page = officer.get(&format!("{}?done={claimed}", case.case)).await.text();
        assert!(!page.contains("notice--success"), "{claimed}");
    }
}
