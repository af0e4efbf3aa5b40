use super::disclose::told;
use super::proposal::{Decision, DecisionInput, Outcome};
use super::*;
use crate::id::{PersonId, ProposalId};
use crate::infrastructure::comment::{CommentState, HidingReason, Verdict};
use serde_json::{Value, json};
use uuid::Uuid;

fn hearing() -> Hearing {
    Hearing {
        id: PublicHearingId(Uuid::from_u128(1)),
        title: "Освітлення доріжки".to_owned(),
        about: "Де стоятимуть ліхтарі".to_owned(),
        agenda: vec!["Доповідь".to_owned()],
        place: "Міська рада".to_owned(),
        video: String::new(),
        starts_at: Timestamp(100),
        ends_at: Timestamp(200),
        proposals_until: Timestamp(150),
        basis: String::new(),
        rules: String::new(),
        initiators: String::new(),
        quorum: String::new(),
        materials: Vec::new(),
        projects: vec!["oc4ids-abc123-1".parse().unwrap()],
        announced_by: "Редактор".to_owned(),
        announced_at: Timestamp(1),
        cancellation: None,
        minutes: None,
        report: None,
        version: 1,
    }
}

fn rule<T: std::fmt::Debug>(result: ServiceResult<T>) -> &'static str {
    match result {
        Err(ServiceError::Rule(code)) => code,
        other => panic!("no rule: {other:?}"),
    }
}

fn minutes() -> MinutesInput {
    MinutesInput {
        text: "Слухали й говорили.".to_owned(),
        in_room: "14".to_owned(),
        by_video: "3".to_owned(),
    }
}

#[test]
fn people_register_until_the_end_in_a_way_that_is_offered() {
    let hearing = hearing();
    assert_eq!(hearing.take_part("room", Timestamp(199)).unwrap(), Way::Room);
    assert!(matches!(
        hearing.take_part("video", Timestamp(5)),
        Err(ServiceError::Invalid(_))
    ));
    assert_eq!(rule(hearing.take_part("room", Timestamp(200))), "hearing_over");
}

#[test]
fn proposals_are_taken_until_their_own_end() {
    let hearing = hearing();
    assert!(
        hearing.take_proposal(Timestamp(149)).is_ok(),
        "before it and during it"
    );
    assert_eq!(rule(hearing.take_proposal(Timestamp(150))), "proposals_closed");
}

#[test]
fn a_hearing_is_cancelled_before_it_begins_with_a_reason() {
    let mut hearing = hearing();
    assert!(matches!(
        hearing.cancel(" ", Timestamp(5)),
        Err(ServiceError::Invalid(_))
    ));
    assert_eq!(
        rule(hearing.clone().cancel("Тривога", Timestamp(100))),
        "hearing_begun"
    );
    hearing.cancel("Тривога", Timestamp(5)).unwrap();
    assert_eq!(
        (hearing.phase(Timestamp(6)), hearing.version),
        (Phase::Cancelled, 2)
    );
    assert_eq!(rule(hearing.take_proposal(Timestamp(6))), "hearing_cancelled");
    assert_eq!(
        rule(hearing.record(&minutes(), Timestamp(300))),
        "hearing_cancelled"
    );
}

#[test]
fn minutes_come_after_the_end_and_the_report_after_all_decisions() {
    let mut hearing = hearing();
    assert_eq!(
        rule(hearing.record(&minutes(), Timestamp(199))),
        "hearing_not_over"
    );
    let none = Tally::default();
    assert_eq!(
        rule(hearing.report("Ліхтарі", none, Timestamp(300))),
        "hearing_not_recorded"
    );
    hearing.record(&minutes(), Timestamp(300)).unwrap();
    assert_eq!(hearing.minutes.as_ref().map(Minutes::people), Some(17));
    assert_eq!(
        rule(hearing.record(&minutes(), Timestamp(301))),
        "hearing_recorded"
    );
    for open in [Tally { waiting: 1, ..none }, Tally { undecided: 1, ..none }] {
        assert_eq!(
            rule(hearing.report("Ліхтарі", open, Timestamp(400))),
            "proposals_undecided"
        );
    }
    hearing
        .report("Ліхтарі пересунуто", none, Timestamp(400))
        .unwrap();
    assert_eq!(rule(hearing.take_decision(Timestamp(401))), "hearing_reported");
    assert_eq!(
        rule(hearing.report("Ще", none, Timestamp(401))),
        "hearing_reported"
    );
}

#[test]
fn numbers_of_people_that_cannot_be_are_told_at_their_fields() {
    let input = MinutesInput {
        text: String::new(),
        in_room: "багато".to_owned(),
        by_video: "100001".to_owned(),
    };
    let Err(ServiceError::Invalid(errors)) = hearing().record(&input, Timestamp(300)) else {
        panic!("it was accepted");
    };
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["in_room", "by_video", "minutes"]);
}

fn proposal() -> Proposal {
    Proposal {
        id: ProposalId(Uuid::from_u128(3)),
        hearing: PublicHearingId(Uuid::from_u128(1)),
        author: PersonId(Uuid::from_u128(2)),
        author_name: "О. К.".to_owned(),
        text: "Поставте ліхтар біля зупинки".to_owned(),
        state: CommentState::Pending,
        reason: None,
        written_at: Timestamp(5),
        decision: None,
        version: 1,
    }
}

#[test]
fn a_published_proposal_is_decided_once_with_a_reason() {
    let by = || (PersonId(Uuid::from_u128(9)), "Секретар".to_owned());
    let input = |outcome: &str, reason: &str| DecisionInput {
        outcome: outcome.to_owned(),
        reason: reason.to_owned(),
    };
    let mut proposal = proposal();
    let accepted = input("accepted", "Так і зробимо.");
    assert_eq!(
        rule(proposal.decide(&accepted, by(), Timestamp(9))),
        "proposal_not_published"
    );
    proposal.judge(Verdict::Publish, 1).unwrap();
    assert!(matches!(
        proposal.judge(Verdict::Publish, 1),
        Err(ServiceError::Conflict)
    ));
    assert!(matches!(
        proposal.decide(&input("maybe", ""), by(), Timestamp(9)),
        Err(ServiceError::Invalid(errors)) if errors.len() == 2
    ));
    proposal.decide(&accepted, by(), Timestamp(9)).unwrap();
    assert_eq!(
        proposal.decision.as_ref().map(|decision| decision.outcome),
        Some(Outcome::Accepted)
    );
    assert_eq!(
        rule(proposal.decide(&accepted, by(), Timestamp(10))),
        "proposal_decided"
    );
}

#[test]
fn hidden_proposals_count_nowhere() {
    let decision = Decision {
        outcome: Outcome::Partly,
        reason: "Частково".to_owned(),
        author: PersonId(Uuid::from_u128(9)),
        author_name: "Секретар".to_owned(),
        at: Timestamp(9),
    };
    let tally = Tally::of([
        (CommentState::Hidden, None),
        (CommentState::Hidden, Some(&decision)),
        (CommentState::Pending, None),
        (CommentState::Published, None),
        (CommentState::Published, Some(&decision)),
    ]);
    let expected = Tally {
        waiting: 1,
        undecided: 1,
        partly: 1,
        ..Tally::default()
    };
    assert_eq!((tally, tally.published()), (expected, 2));
    let mut hidden = proposal();
    hidden.judge(Verdict::Hide(HidingReason::Spam), 1).unwrap();
    assert_eq!(
        (hidden.state, hidden.reason),
        (CommentState::Hidden, Some(HidingReason::Spam))
    );
}

fn page(hearing: &Hearing) -> String {
    format!("https://city.example/infrastructure/hearings/{}", hearing.id)
}

fn held() -> Hearing {
    let mut hearing = hearing();
    hearing.record(&minutes(), Timestamp(300)).unwrap();
    hearing
}

#[test]
fn a_hearing_ahead_is_an_invitation_and_one_that_was_held_a_meeting() {
    let document = "{\"id\":\"oc4ids-abc123-1\",\"x\":1.50}";
    let ahead = told(document, &[hearing()], page).unwrap();
    assert!(
        ahead.starts_with("{\"id\":\"oc4ids-abc123-1\",\"x\":1.50,"),
        "as it came: {ahead}"
    );
    let ahead: Value = serde_json::from_str(&ahead).unwrap();
    assert_eq!(
        ahead["documents"][0]["documentType"],
        "consultationMeetingInvitation"
    );
    assert_eq!(ahead.get("social"), None, "nothing was held yet");
    let after: Value = serde_json::from_str(&told(document, &[held()], page).unwrap()).unwrap();
    assert_eq!(
        after["social"]["consultationMeetings"],
        json!([{
            "id": "hearing-00000000-0000-0000-0000-000000000001",
            "date": "1970-01-01T00:00:00.1Z",
            "numberOfParticipants": 17,
            "address": {"streetAddress": "Міська рада"},
        }])
    );
    assert_eq!(
        after["documents"][1]["documentType"],
        "minutes.consultationMeeting"
    );
}

#[test]
fn what_a_source_tells_of_its_own_stays_and_ours_stands_there_once() {
    let document = json!({
        "id": "oc4ids-abc123-1",
        "documents": [{"id": "1", "title": "Кошторис"}],
        "social": {"inIndigenousLand": false, "consultationMeetings": [{"id": "1"}]},
    })
    .to_string();
    let once = told(&document, &[held()], page).unwrap();
    let twice = told(&once, &[held()], page).unwrap();
    assert_eq!(once, twice, "a package that was exported may be imported again");
    let project: Value = serde_json::from_str(&once).unwrap();
    assert_eq!(project["documents"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        project["social"]["consultationMeetings"].as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(project["social"]["inIndigenousLand"], false);
}

#[test]
fn a_cancelled_hearing_is_told_nowhere() {
    let mut hearing = hearing();
    hearing.cancel("Тривога", Timestamp(5)).unwrap();
    assert_eq!(
        told("{\"id\":\"a\"}", &[hearing], page).unwrap(),
        "{\"id\":\"a\"}"
    );
    assert!(told("[]", &[self::hearing()], page).is_err());
}
