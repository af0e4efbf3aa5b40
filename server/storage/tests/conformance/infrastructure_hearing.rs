//! Public hearings: notices and what happens to them, who comes, written proposals, and what they are to news and open data.

use crate::infrastructure::{commit, save, work};
use crate::on_both_engines;
use domain::Timestamp;
use domain::id::{PersonId, PublicHearingId};
use domain::infrastructure::comment::{CommentState, HidingReason, Verdict};
use domain::infrastructure::follow::Target;
use domain::infrastructure::hearing::proposal::{DecisionInput, Outcome, Proposal, Tally};
use domain::infrastructure::hearing::{Hearing, Material, MinutesInput, Registered, Step, Way};
use domain::infrastructure::{Filter, ProjectId};
use serde_json::json;
use storage::Database;
use storage::infrastructure::news::{self, Span, Stored};
use storage::infrastructure::{hearing, hearing_proposal, search};
use uuid::Uuid;

const OLENA: PersonId = PersonId(Uuid::from_u128(1));
const ANDRII: PersonId = PersonId(Uuid::from_u128(2));
const EDITOR: PersonId = PersonId(Uuid::from_u128(3));

fn project(number: u128) -> ProjectId {
    format!("oc4ids-abc123-{number}").parse().unwrap()
}

fn notice(number: u128, starts_at: i64, projects: &[u128]) -> Hearing {
    Hearing {
        id: PublicHearingId(Uuid::from_u128(number)),
        title: format!("Слухання {number}"),
        about: "Про що".to_owned(),
        agenda: vec!["Перше".to_owned(), "Друге, з «лапками»".to_owned()],
        place: "Зала".to_owned(),
        video: String::new(),
        starts_at: Timestamp(starts_at),
        ends_at: Timestamp(starts_at + 10),
        proposals_until: Timestamp(starts_at + 5),
        basis: String::new(),
        rules: "Порядок".to_owned(),
        initiators: String::new(),
        quorum: String::new(),
        materials: vec![Material {
            title: "Схема".to_owned(),
            link: "https://a.example/1".to_owned(),
        }],
        projects: projects.iter().map(|number| project(*number)).collect(),
        announced_by: "Редактор".to_owned(),
        announced_at: Timestamp(7),
        cancellation: None,
        minutes: None,
        report: None,
        version: 1,
    }
}

fn minutes() -> MinutesInput {
    MinutesInput {
        text: "Слухали".to_owned(),
        in_room: "4".to_owned(),
        by_video: "0".to_owned(),
    }
}

on_both_engines!(
    a_hearing_is_read_as_it_was_written_and_changes_once,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let (mut first, second) = (notice(1, 100, &[1, 2]), notice(2, 300, &[]));
        for hearing in [&first, &second] {
            hearing::insert(connection, hearing, Some(EDITOR)).await.unwrap();
        }
        assert_eq!(
            hearing::get(connection, first.id).await.unwrap(),
            Some(first.clone())
        );
        let unknown = PublicHearingId(Uuid::from_u128(9));
        assert_eq!(hearing::get(connection, unknown).await.unwrap(), None);
        let listed = hearing::list(connection, 10).await.unwrap();
        assert_eq!(listed, [second.clone(), first.clone()], "the latest start first");
        assert_eq!(hearing::list(connection, 1).await.unwrap().len(), 1);
        assert_eq!(
            hearing::of_project(connection, &project(2), 10).await.unwrap(),
            [first.clone()]
        );
        assert_eq!(
            hearing::of_project(connection, &project(3), 10).await.unwrap(),
            []
        );
        let about = hearing::about_projects(connection).await.unwrap();
        let projects: Vec<&ProjectId> = about.keys().collect();
        assert_eq!(projects, [&project(1), &project(2)]);

        let mut late = first.clone();
        first.record(&minutes(), Timestamp(120)).unwrap();
        assert!(
            hearing::update(connection, &first, Step::Recorded, Timestamp(120))
                .await
                .unwrap()
        );
        late.record(&minutes(), Timestamp(121)).unwrap();
        assert!(
            !hearing::update(connection, &late, Step::Recorded, Timestamp(121))
                .await
                .unwrap(),
            "of two secretaries one was faster"
        );
        first
            .report("Зроблено", Tally::default(), Timestamp(130))
            .unwrap();
        assert!(
            hearing::update(connection, &first, Step::Reported, Timestamp(130))
                .await
                .unwrap()
        );
        assert_eq!(hearing::get(connection, first.id).await.unwrap(), Some(first));
        let mut gone = second;
        gone.cancel("Тривога", Timestamp(20)).unwrap();
        assert!(
            hearing::update(connection, &gone, Step::Cancelled, Timestamp(20))
                .await
                .unwrap()
        );
        assert_eq!(hearing::get(connection, gone.id).await.unwrap(), Some(gone));
        commit(tx).await;
    }
);

on_both_engines!(who_comes_is_counted_once, async |database: Database| {
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    let notice = notice(1, 100, &[]);
    let id = notice.id;
    hearing::insert(connection, &notice, None).await.unwrap();
    assert_eq!(
        hearing::registered(connection, id).await.unwrap(),
        Registered::default()
    );
    for (person, way) in [(OLENA, Way::Room), (ANDRII, Way::Room), (OLENA, Way::Video)] {
        hearing::register(connection, id, person, way, Timestamp(8))
            .await
            .unwrap();
    }
    let both = Registered { room: 1, video: 1 };
    assert_eq!(hearing::registered(connection, id).await.unwrap(), both);
    assert_eq!(
        hearing::own(connection, id, OLENA).await.unwrap(),
        Some(Way::Video)
    );
    assert!(hearing::unregister(connection, id, OLENA).await.unwrap());
    assert!(!hearing::unregister(connection, id, OLENA).await.unwrap());
    assert_eq!(hearing::own(connection, id, OLENA).await.unwrap(), None);
    commit(tx).await;
});

fn proposal(number: u128, at: i64) -> Proposal {
    Proposal {
        id: Uuid::from_u128(number).into(),
        hearing: PublicHearingId(Uuid::from_u128(1)),
        author: OLENA,
        author_name: "О. К.".to_owned(),
        text: format!("Пропозиція {number}"),
        state: CommentState::Pending,
        reason: None,
        written_at: Timestamp(at),
        decision: None,
        version: 1,
    }
}

on_both_engines!(
    a_proposal_is_judged_and_decided_once,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        hearing::insert(connection, &notice(1, 100, &[]), None)
            .await
            .unwrap();
        let (mut first, mut second) = (proposal(11, 20), proposal(12, 30));
        for proposal in [&second, &first] {
            hearing_proposal::insert(connection, proposal).await.unwrap();
        }
        assert_eq!(
            hearing_proposal::written_since(connection, OLENA, Timestamp(20))
                .await
                .unwrap(),
            (1, Timestamp(30))
        );
        let waiting = hearing_proposal::queue(connection, false, 10).await.unwrap();
        let title = "Слухання 1".to_owned();
        assert_eq!(waiting, [(first.clone(), title.clone()), (second.clone(), title)]);
        let mut late = first.clone();
        first.judge(Verdict::Publish, 1).unwrap();
        assert!(
            hearing_proposal::save_verdict(connection, &first, Timestamp(40))
                .await
                .unwrap()
        );
        late.judge(Verdict::Hide(HidingReason::Spam), 1).unwrap();
        assert!(
            !hearing_proposal::save_verdict(connection, &late, Timestamp(41))
                .await
                .unwrap()
        );
        second.judge(Verdict::Hide(HidingReason::OffTopic), 1).unwrap();
        assert!(
            hearing_proposal::save_verdict(connection, &second, Timestamp(42))
                .await
                .unwrap()
        );
        let judged = hearing_proposal::queue(connection, true, 10).await.unwrap();
        assert_eq!(judged[0].0, second, "the latest verdict first");
        assert_eq!(hearing_proposal::queue(connection, false, 10).await.unwrap(), []);

        let input = DecisionInput {
            outcome: Outcome::Partly.code().to_owned(),
            reason: "Частково".to_owned(),
        };
        let mut late = first.clone();
        for (proposal, is_first) in [(&mut first, true), (&mut late, false)] {
            proposal
                .decide(&input, (EDITOR, "Редактор".to_owned()), Timestamp(50))
                .unwrap();
            assert_eq!(
                hearing_proposal::save_decision(connection, proposal)
                    .await
                    .unwrap(),
                is_first
            );
        }
        assert_eq!(
            hearing_proposal::by_id(connection, first.id).await.unwrap(),
            Some(first.clone())
        );
        let all = hearing_proposal::of_hearing(connection, first.hearing)
            .await
            .unwrap();
        assert_eq!(all, [first, second]);
        commit(tx).await;
    }
);

on_both_engines!(
    what_happens_to_a_hearing_is_news_of_its_projects_and_a_revision_of_the_data,
    async |database: Database| {
        let engine = database.engine();
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        for number in [1, 2] {
            let document = work(number, "Дах", 2026, None, None, json!({}));
            save(connection, &document, 1, 1).await;
        }
        let all = Filter::default();
        let before = search::dataset(connection, engine, &all).await.unwrap();
        hearing::insert(connection, &notice(5, 100, &[]), None)
            .await
            .unwrap();
        let same = search::dataset(connection, engine, &all).await.unwrap();
        assert_eq!(same, before, "it is about no project");
        let mut about_first = notice(6, 200, &[1]);
        hearing::insert(connection, &about_first, None).await.unwrap();
        let announced = search::dataset(connection, engine, &all).await.unwrap();
        assert_eq!(
            (announced.revision, announced.changed_at),
            (before.revision + 1, Timestamp(7))
        );
        about_first.cancel("Тривога", Timestamp(9)).unwrap();
        hearing::update(connection, &about_first, Step::Cancelled, Timestamp(9))
            .await
            .unwrap();
        let cancelled = search::dataset(connection, engine, &all).await.unwrap();
        assert_eq!(
            (cancelled.revision, cancelled.changed_at),
            (before.revision + 2, Timestamp(9))
        );
        assert_eq!(news::latest(connection).await.unwrap(), Timestamp(9));

        let span = Span {
            after: Timestamp(1),
            until: Timestamp(9),
        };
        let told = async |connection: &mut storage::AnyConnection, number: u128| {
            let target = Target::Project(project(number));
            let rows = news::of_target(connection, engine, &target, span, 10)
                .await
                .unwrap();
            let steps = rows.into_iter().map(|row| match row.what {
                Stored::Hearing {
                    step,
                    title,
                    starts_at,
                    ..
                } => (row.at, step, title, starts_at),
                other => panic!("{other:?}"),
            });
            steps.collect::<Vec<_>>()
        };
        let step = |at: i64, step| (Timestamp(at), step, "Слухання 6".to_owned(), Timestamp(200));
        assert_eq!(
            told(connection, 1).await,
            [step(9, Step::Cancelled), step(7, Step::Announced)]
        );
        assert_eq!(told(connection, 2).await, []);
        commit(tx).await;
    }
);
