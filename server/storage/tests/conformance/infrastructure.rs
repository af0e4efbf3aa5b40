//! Projects by filter, their documents, suppliers, comments.

use crate::on_both_engines;
use domain::Timestamp;
use domain::id::{CommentId, PersonId};
use domain::infrastructure::comment::{
    Comment, CommentState, HidingReason, Objection, OfficialAnswer, Verdict,
};
use domain::infrastructure::score::Item;
use domain::infrastructure::{Filter, ProjectId, Sort, document};
use serde_json::{Value, json};
use sqlx::AnyConnection;
use storage::infrastructure::comment;
use storage::infrastructure::project::{self, DocumentRow, ProjectRow};
use storage::infrastructure::search;
use storage::{Database, Tx};
use uuid::Uuid;

pub(crate) fn work(
    number: u32,
    title: &str,
    year: u32,
    sum: Option<f64>,
    place: Option<[f64; 2]>,
    more: Value,
) -> Value {
    let mut document = json!({
        "id": format!("oc4ids-abc123-{number}"), "title": title, "status": "completion", "type": "rehabilitation",
        "period": {"startDate": format!("{year}-01-01T00:00:00Z"), "endDate": format!("{year}-12-31T00:00:00Z")},
    });
    if let Some(sum) = sum {
        document["completion"] = json!({"finalValue": {"amount": sum, "currency": "UAH"}});
    }
    if let Some(place) = place {
        document["locations"] = json!([{"id": "1", "geometry": {"type": "Point", "coordinates": place}}]);
    }
    for (name, value) in more.as_object().unwrap() {
        document[name] = value.clone();
    }
    document
}

pub(crate) async fn save(connection: &mut AnyConnection, document: &Value, version: i64, at: i64) {
    let id: ProjectId = document["id"].as_str().unwrap().parse().unwrap();
    let facts = document::facts(id, document);
    let text = document.to_string();
    let row = ProjectRow {
        facts: &facts,
        document: &text,
        digest: &format!("digest {version}"),
        version,
        updated_at: Timestamp(at),
    };
    project::save(connection, &row, version == 1).await.unwrap();
}

pub(crate) async fn commit(tx: Tx) {
    tx.commit_without_event("rows of a test").await.unwrap();
}

/// Five works that differ in everything a filter asks for.
async fn works(database: &Database) {
    let supplier = |id: &str, name: &str| json!({"parties": [{"id": id, "name": name, "roles": ["supplier"]}], "sector": ["energy", "socialHousing"]});
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    let all = [
        work(
            1,
            "Їжакова, дах 100%",
            2015,
            Some(1_000.0),
            Some([25.60, 49.55]),
            supplier("s1", "ПП «Шлях»"),
        ),
        work(
            2,
            "Ірпінська, двір",
            2016,
            Some(2_000.5),
            Some([25.61, 49.56]),
            supplier("s2", "ТОВ \"О’Дім\""),
        ),
        work(
            3,
            "Яблунева, 100 квартир",
            2017,
            None,
            None,
            json!({"status": "implementation"}),
        ),
        work(
            4,
            "Єдності, дах",
            2017,
            Some(2_000.5),
            Some([25.70, 49.50]),
            supplier("s1", "ПП «Шлях»"),
        ),
        work(
            5,
            "Ґанок_школи",
            2018,
            Some(9e9),
            Some([25.60, 49.55]),
            json!({"sector": ["education"]}),
        ),
    ];
    for document in &all {
        save(connection, document, 1, 10).await;
    }
    commit(tx).await;
}

fn filter(query: &[(&str, &str)]) -> Filter {
    Filter::of_pairs(query.iter().copied()).unwrap()
}

fn numbers<'a>(ids: impl IntoIterator<Item = &'a ProjectId>) -> Vec<u32> {
    ids.into_iter()
        .map(|id| id.as_str().rsplit_once('-').unwrap().1.parse().unwrap())
        .collect()
}

/// A query and the numbers of the works that it finds, dearest first.
type Case = (&'static [(&'static str, &'static str)], &'static [u32]);

on_both_engines!(
    list_sums_points_and_export_find_the_same,
    async |database: Database| {
        works(&database).await;
        let mut connection = database.read().await.unwrap();
        let engine = database.engine();
        let cases: [Case; 14] = [
            (&[], &[5, 4, 2, 1, 3]),
            (&[("q", "дах")], &[4, 1]),
            (&[("q", "ДАХ їжакова")], &[1]),
            (&[("q", "100%")], &[1]),
            (&[("q", "ґанок_ш")], &[5]),
            (&[("q", "о'дім")], &[2]),
            (&[("status", "implementation")], &[3]),
            (&[("sector", "energy")], &[4, 2, 1]),
            (&[("supplier", "s1")], &[4, 1]),
            (&[("year_from", "2016"), ("year_to", "2017")], &[4, 2, 3]),
            (&[("value_min", "2000")], &[5, 4, 2]),
            (&[("value_max", "2000")], &[1]),
            (&[("bbox", "25.6,49.55,25.61,49.56")], &[5, 2, 1]),
            (&[("q", "немає такого")], &[]),
        ];
        for (query, expected) in cases {
            let filter = filter(query);
            let list = search::list(&mut connection, engine, &filter, Sort::Cost, (50, 0))
                .await
                .unwrap();
            assert_eq!(numbers(list.iter().map(|item| &item.id)), expected, "{query:?}");
            let summary = search::summary(&mut connection, engine, &filter).await.unwrap();
            let sum: i64 = list
                .iter()
                .filter_map(|item| item.cost.as_ref())
                .map(|cost| cost.minor)
                .sum();
            let on_map = list.iter().filter(|item| item.place.is_some()).count();
            assert_eq!(
                (summary.count, summary.on_map, summary.total_minor),
                (
                    i64::try_from(expected.len()).unwrap(),
                    i64::try_from(on_map).unwrap(),
                    sum
                ),
                "{query:?}"
            );
            let points = search::points(&mut connection, engine, &filter).await.unwrap();
            let mut placed: Vec<u32> = numbers(
                list.iter()
                    .filter(|item| item.place.is_some())
                    .map(|item| &item.id),
            );
            placed.sort_unstable();
            assert_eq!(numbers(points.iter().map(|point| &point.0)), placed, "{query:?}");
            let exported = search::export(&mut connection, engine, &filter, None, 50)
                .await
                .unwrap();
            let mut all = expected.to_vec();
            all.sort_unstable();
            assert_eq!(
                numbers(exported.iter().map(|project| &project.item.id)),
                all,
                "{query:?}"
            );
        }
    }
);

on_both_engines!(lists_are_sorted_and_paged_steadily, async |database: Database| {
    works(&database).await;
    let mut connection = database.read().await.unwrap();
    let engine = database.engine();
    let all = Filter::default();
    for (sort, expected) in [
        (Sort::Name, [5, 4, 2, 1, 3]),
        (Sort::Year, [5, 4, 3, 2, 1]),
        (Sort::Cost, [5, 4, 2, 1, 3]),
    ] {
        let mut found = Vec::new();
        for offset in [0, 2, 4] {
            let page = search::list(&mut connection, engine, &all, sort, (2, offset))
                .await
                .unwrap();
            found.extend(numbers(page.iter().map(|item| &item.id)));
        }
        assert_eq!(found, expected, "{sort:?}");
    }
    let first = search::export(&mut connection, engine, &all, None, 2)
        .await
        .unwrap();
    let last = &first.last().unwrap().item.id;
    let rest = search::export(&mut connection, engine, &all, Some(last), 50)
        .await
        .unwrap();
    assert_eq!(numbers(rest.iter().map(|project| &project.item.id)), [3, 4, 5]);
});

on_both_engines!(
    a_changed_project_leaves_its_old_suppliers_and_sectors,
    async |database: Database| {
        works(&database).await;
        let before = {
            let mut connection = database.read().await.unwrap();
            search::dataset(&mut connection, database.engine(), &Filter::default())
                .await
                .unwrap()
        };
        let mut tx = database.begin().await.unwrap();
        let changed = work(
            1,
            "Їжакова, фасад",
            2019,
            None,
            None,
            json!({"sector": ["health"]}),
        );
        save(tx.connection().unwrap(), &changed, 2, 20).await;
        commit(tx).await;
        let mut connection = database.read().await.unwrap();
        let engine = database.engine();
        for (query, expected) in [
            (("supplier", "s1"), vec![4]),
            (("sector", "energy"), vec![4, 2]),
            (("sector", "health"), vec![1]),
            (("q", "дах"), vec![4]),
        ] {
            let list = search::list(&mut connection, engine, &filter(&[query]), Sort::Cost, (50, 0))
                .await
                .unwrap();
            assert_eq!(numbers(list.iter().map(|item| &item.id)), expected, "{query:?}");
        }
        let id: ProjectId = "oc4ids-abc123-1".parse().unwrap();
        let stored = project::document(&mut connection, &id).await.unwrap().unwrap();
        assert_eq!(
            (stored.document, stored.version, stored.updated_at),
            (changed.to_string(), 2, Timestamp(20))
        );
        assert_eq!(
            project::digest(&mut connection, &id).await.unwrap(),
            Some(("digest 2".to_owned(), 2))
        );
        let item = project::item(&mut connection, &id).await.unwrap().unwrap();
        assert_eq!((item.cost, item.place, item.year_from), (None, None, Some(2019)));
        let after = search::dataset(&mut connection, engine, &Filter::default())
            .await
            .unwrap();
        assert_eq!((before.count, after.count), (5, 5));
        assert!(after.revision > before.revision && after.changed_at > before.changed_at);
        let none: ProjectId = "oc4ids-abc123-9".parse().unwrap();
        assert_eq!(project::item(&mut connection, &none).await.unwrap(), None);
        assert_eq!(project::document(&mut connection, &none).await.unwrap(), None);
        let supplier = project::supplier(&mut connection, &"s2".parse().unwrap())
            .await
            .unwrap();
        assert_eq!(supplier.unwrap().name, "ТОВ \"О’Дім\"");
    }
);

on_both_engines!(
    columns_of_an_older_program_are_found_and_written_again,
    async |database: Database| {
        works(&database).await;
        let mut tx = database.begin().await.unwrap();
        sqlx::query("UPDATE project SET disclosed = -1, score = 0 WHERE id = 'oc4ids-abc123-2'")
            .execute(tx.connection().unwrap())
            .await
            .unwrap();
        commit(tx).await;
        let stale = {
            let mut connection = database.read().await.unwrap();
            project::stale(&mut connection, 10).await.unwrap()
        };
        assert_eq!(numbers(stale.iter().map(|row| &row.0)), [2]);
        let (_, digest, stored) = &stale[0];
        assert_eq!((digest.as_str(), stored.version), ("digest 1", 1));
        let mut tx = database.begin().await.unwrap();
        let document: Value = serde_json::from_str(&stored.document).unwrap();
        save(tx.connection().unwrap(), &document, 2, 10).await;
        commit(tx).await;
        let mut connection = database.read().await.unwrap();
        assert_eq!(project::stale(&mut connection, 10).await.unwrap(), []);
    }
);

on_both_engines!(
    scores_are_counted_by_item_and_by_authority,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        let of = |id: &str| json!({"publicAuthority": {"id": id, "name": format!("Рада {id}")}, "description": "x"});
        for document in [
            work(1, "А", 2015, Some(10.0), None, of("a")),
            work(2, "Б", 2016, Some(5.0), None, of("a")),
            work(3, "В", 2017, None, None, of("b")),
            work(4, "Г", 2018, None, None, json!({})),
        ] {
            save(tx.connection().unwrap(), &document, 1, 10).await;
        }
        commit(tx).await;
        let mut connection = database.read().await.unwrap();
        let engine = database.engine();
        let all = search::disclosure(&mut connection, engine, &Filter::default())
            .await
            .unwrap();
        let count = |item: Item| all.items[item as usize];
        assert_eq!(
            (
                all.projects,
                count(Item::Name),
                count(Item::Owner),
                count(Item::CompletionCost)
            ),
            (4, 4, 3, 2)
        );
        let authorities = search::authorities(&mut connection).await.unwrap();
        let told: Vec<_> = authorities
            .iter()
            .map(|row| {
                (
                    row.authority.id.as_str(),
                    row.projects,
                    row.scores,
                    row.total_minor,
                )
            })
            .collect();
        // Title, status, owner, description; the first two also the final cost.
        assert_eq!(told, [("a", 2, 10, 1_500), ("b", 1, 4, 0)]);
        let a = project::authority(&mut connection, &"a".parse().unwrap())
            .await
            .unwrap();
        assert_eq!(a.unwrap().name, "Рада a");
        let found = search::summary(&mut connection, engine, &filter(&[("authority", "a")]))
            .await
            .unwrap();
        assert_eq!(found.count, 2);
    }
);

on_both_engines!(
    versions_are_kept_once_and_read_latest_first,
    async |database: Database| {
        works(&database).await;
        let id: ProjectId = "oc4ids-abc123-1".parse().unwrap();
        let mut tx = database.begin().await.unwrap();
        for (version, text) in [(1, "перша"), (2, "друга"), (1, "підробка")] {
            let revision = DocumentRow {
                document: text.to_owned(),
                version,
                updated_at: Timestamp(version),
            };
            project::keep_revision(tx.connection().unwrap(), &id, &revision)
                .await
                .unwrap();
        }
        commit(tx).await;
        let mut connection = database.read().await.unwrap();
        let kept = project::revisions(&mut connection, &id, 10).await.unwrap();
        let texts: Vec<&str> = kept.iter().map(|row| row.document.as_str()).collect();
        assert_eq!(texts, ["друга", "перша"]);
    }
);

const AUTHOR: PersonId = PersonId(Uuid::from_u128(77));
const READER: PersonId = PersonId(Uuid::from_u128(78));

fn written(number: u128, state: CommentState, at: i64) -> Comment {
    Comment {
        id: CommentId(Uuid::from_u128(number)),
        project: "oc4ids-abc123-1".parse().unwrap(),
        parent: None,
        author: AUTHOR,
        author_name: "О. К.".to_owned(),
        text: "Коли закінчать?\n<b>".to_owned(),
        state,
        reason: None,
        written_at: Timestamp(at),
        answer: None,
        waits_since: None,
        reopened: 0,
        version: 1,
    }
}

on_both_engines!(
    comments_are_judged_and_answered_only_by_who_saw_them_last,
    async |database: Database| {
        works(&database).await;
        let mut tx = database.begin().await.unwrap();
        let mut first = written(1, CommentState::Pending, 5);
        let second = written(2, CommentState::Pending, 4);
        for comment in [&first, &second] {
            comment::insert(tx.connection().unwrap(), comment).await.unwrap();
        }
        commit(tx).await;
        {
            let mut connection = database.read().await.unwrap();
            let queue = comment::queue(&mut connection, false, 10).await.unwrap();
            let waiting: Vec<_> = queue
                .iter()
                .map(|(comment, title)| (comment.id, title.as_str()))
                .collect();
            assert_eq!(
                waiting,
                [(second.id, "Їжакова, дах 100%"), (first.id, "Їжакова, дах 100%")],
                "oldest first"
            );
            let project = &first.project;
            let seen = comment::of_project(&mut connection, project, Some(READER))
                .await
                .unwrap();
            assert_eq!(seen, []);
            let own = comment::of_project(&mut connection, project, Some(AUTHOR))
                .await
                .unwrap();
            assert_eq!(own, [second.clone(), first.clone()]);
            assert_eq!(
                comment::written_since(&mut connection, AUTHOR, Timestamp(4))
                    .await
                    .unwrap(),
                (1, Timestamp(5)),
                "the edge of the window is outside"
            );
        }
        let mut tx = database.begin().await.unwrap();
        let mut late = first.clone();
        let waits = comment::unanswered(tx.connection().unwrap(), 10).await.unwrap();
        assert_eq!(waits, [], "nothing is published yet");
        first.judge(Verdict::Publish, 1, Timestamp(6)).unwrap();
        late.judge(Verdict::Hide(HidingReason::Spam), 1, Timestamp(7))
            .unwrap();
        let connection = tx.connection().unwrap();
        assert!(
            comment::save_verdict(connection, &first, Timestamp(6))
                .await
                .unwrap()
        );
        assert!(
            !comment::save_verdict(connection, &late, Timestamp(7))
                .await
                .unwrap()
        );
        let waits = comment::unanswered(connection, 10).await.unwrap();
        let waits: Vec<_> = waits
            .iter()
            .map(|(comment, title)| (comment.id, title.as_str()))
            .collect();
        assert_eq!(waits, [(first.id, "Їжакова, дах 100%")]);
        let waited_since = first
            .answer(OfficialAnswer {
                text: "У травні.".to_owned(),
                author: READER,
                author_name: "Управління".to_owned(),
                answered_at: Timestamp(8),
            })
            .unwrap();
        assert!(
            comment::save_answer(connection, &first, waited_since)
                .await
                .unwrap()
        );
        assert!(
            !comment::save_answer(connection, &first, waited_since)
                .await
                .unwrap(),
            "an answer is given once"
        );
        assert_eq!(comment::unanswered(connection, 10).await.unwrap(), []);
        commit(tx).await;
        let mut connection = database.read().await.unwrap();
        assert_eq!(
            comment::by_id(&mut connection, first.id).await.unwrap(),
            Some(first.clone())
        );
        assert_eq!(
            comment::of_project(&mut connection, &first.project, None)
                .await
                .unwrap(),
            [first.clone()]
        );
        let judged = comment::queue(&mut connection, true, 10).await.unwrap();
        assert_eq!(judged.len(), 1);
    }
);

on_both_engines!(
    answers_that_did_not_satisfy_stay_and_are_counted,
    async |database: Database| {
        works(&database).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let answer = |text: &str, at: i64| OfficialAnswer {
            text: text.to_owned(),
            author: READER,
            author_name: "Управління".to_owned(),
            answered_at: Timestamp(at),
        };
        let mut question = written(1, CommentState::Published, 5);
        question.start_clock(Timestamp(6));
        let mut waiting = written(2, CommentState::Published, 7);
        waiting.start_clock(Timestamp(7));
        let mut reply = written(3, CommentState::Published, 8);
        reply.parent = Some(question.id);
        for comment in [&question, &waiting, &reply, &written(4, CommentState::Pending, 9)] {
            comment::insert(connection, comment).await.unwrap();
        }
        let since = question.answer(answer("Перша", 10)).unwrap();
        assert!(comment::save_answer(connection, &question, since).await.unwrap());
        let mut late = question.clone();
        let past = question.reopen(Objection::Incomplete, Timestamp(12)).unwrap();
        assert!(
            comment::save_reopening(connection, &question, &past)
                .await
                .unwrap()
        );
        let too_late = late.reopen(Objection::Wrong, Timestamp(13)).unwrap();
        assert!(
            !comment::save_reopening(connection, &late, &too_late)
                .await
                .unwrap(),
            "an objection is made once"
        );
        assert_eq!(
            comment::by_id(connection, question.id).await.unwrap(),
            Some(question.clone())
        );
        let waits = comment::unanswered(connection, 10).await.unwrap();
        let waits: Vec<_> = waits.iter().map(|(comment, _)| comment.id).collect();
        assert_eq!(waits, [waiting.id, question.id], "who waits longest comes first");
        let since = question.answer(answer("Друга", 15)).unwrap();
        assert!(comment::save_answer(connection, &question, since).await.unwrap());
        let since = reply.answer(answer("На відповідь", 16)).unwrap();
        assert!(comment::save_answer(connection, &reply, since).await.unwrap());
        assert_eq!(
            comment::past_answers(connection, &question.project)
                .await
                .unwrap(),
            [past]
        );
        let mut asked = comment::asked(connection).await.unwrap();
        asked.sort_by_key(|(_, since, _)| *since);
        assert_eq!(asked, [(None, None, 1), (None, Some(Timestamp(7)), 0)]);
        let mut given = comment::given(connection).await.unwrap();
        given.sort_by_key(|(_, since, _)| *since);
        assert_eq!(
            given,
            [
                (None, Timestamp(6), Timestamp(10)),
                (None, Timestamp(12), Timestamp(15))
            ],
            "replies are no questions"
        );
        commit(tx).await;
    }
);
