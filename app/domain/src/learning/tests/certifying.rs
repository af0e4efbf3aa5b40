//! Who has earned a certificate, what it states, and whether it holds.

use super::progress::course;
use crate::Timestamp;
use crate::actor::{IdentityLevel, SignedIn};
use crate::field::Problem;
use crate::language::Bilingual;
use crate::learning::certificate::credential::{Particulars, Words, credential, did_web, issuer_document};
use crate::learning::certificate::{
    ClaimInput, Holder, Revocation, RevocationInput, RevocationReason, Statement, Validity, Way,
};
use crate::learning::course::{Course, Outcome};
use crate::learning::progress::{LessonProgress, Progress};
use proptest::prelude::*;
use uuid::Uuid;

fn outcome(id: &str) -> Outcome {
    Outcome {
        id: id.to_owned(),
        text: Bilingual {
            uk: format!("Уміє {id}"),
            en: format!("Can {id}"),
        },
    }
}

fn finished(course: &Course, lessons: usize) -> Progress {
    let finished = course.lessons().take(lessons).map(|(path, lesson)| {
        let progress = LessonProgress {
            finished_at: Some(Timestamp(1)),
            ..LessonProgress::begun(lesson, Timestamp(0))
        };
        (path, progress)
    });
    finished.collect()
}

fn person(identity: IdentityLevel) -> SignedIn {
    SignedIn {
        person: Uuid::from_u128(1).into(),
        session: Uuid::from_u128(2).into(),
        display_name: "Олена Коваль".to_owned(),
        identity,
        roles: Vec::new(),
        second_factor: false,
    }
}

fn claim(name_kind: &str, pseudonym: &str) -> ClaimInput {
    ClaimInput {
        name_kind: name_kind.to_owned(),
        pseudonym: pseudonym.to_owned(),
    }
}

#[test]
fn every_lesson_must_be_finished() {
    let course = course();
    let way = |lessons| Way::of(&course, &finished(&course, lessons));
    assert!(!way(0).is_done() && !way(2).is_done());
    assert_eq!(
        way(2),
        Way {
            finished: 2,
            lessons: 3
        }
    );
    assert!(way(3).is_done());
    let empty = Course {
        modules: Vec::new(),
        ..course.clone()
    };
    assert!(
        !Way::of(&empty, &Progress::new()).is_done(),
        "nothing earns nothing"
    );
    // Progress in another course does not count.
    let other = Course {
        code: "other".to_owned(),
        ..course.clone()
    };
    assert_eq!(Way::of(&other, &finished(&course, 3)).finished, 0);
}

#[test]
fn an_outcome_is_stated_once() {
    let mut course = course();
    course.modules[0].outcomes = vec![outcome("LO1.1.05"), outcome("0.1"), outcome("LO1.1.05")];
    let statement = Statement::of(&course);
    let ids: Vec<&str> = statement.outcomes.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["LO1.1.05", "0.1"]);
    assert_eq!(statement.digcomp().count(), 1, "the other is the course's own");
    assert_eq!(statement.time(), (1, 0), "three lessons of 20 minutes");
}

#[test]
fn the_name_is_the_learner_s_choice() {
    let (known, checked) = (person(IdentityLevel::Email), person(IdentityLevel::Verified));
    let of_account = |person| Holder::chosen(&claim("account", "ignored"), Some(person)).unwrap();
    assert!(!of_account(&known).is_verified() && of_account(&checked).is_verified());
    let chosen = Holder::chosen(&claim("pseudonym", "  Пані   Надія "), Some(&checked)).unwrap();
    assert_eq!(chosen.name(), "Пані Надія");
    assert!(!chosen.is_verified(), "nobody has checked a pseudonym");
    let anonymous = Holder::chosen(&claim("", "Надія"), None).unwrap();
    assert_eq!(anonymous.name(), "Надія");
    for (input, person, field, problem) in [
        (claim("", "x"), Some(&known), "name_kind", Problem::Required),
        (claim("king", "x"), Some(&known), "name_kind", Problem::NotAChoice),
        (claim("account", "x"), None, "name_kind", Problem::NotAChoice),
        (claim("pseudonym", " "), None, "pseudonym", Problem::Required),
        (
            claim("", &"я".repeat(61)),
            None,
            "pseudonym",
            Problem::TooLong { max: 60 },
        ),
        (claim("", "a\u{7}"), None, "pseudonym", Problem::ControlCharacters),
    ] {
        let errors = Holder::chosen(&input, person).unwrap_err();
        assert_eq!(
            (errors[0].field.as_str(), &errors[0].problem),
            (field, &problem),
            "{input:?}"
        );
    }
}

#[test]
fn an_officer_gives_a_reason_and_words() {
    let input = |reason: &str, words: &str| RevocationInput {
        reason: reason.to_owned(),
        words: words.to_owned(),
    };
    let right = input("mistake", " Двічі видано. ").checked().unwrap();
    assert_eq!(right, (RevocationReason::Mistake, "Двічі видано.".to_owned()));
    assert_eq!(input("", "").checked().unwrap_err().len(), 2);
    let replaced = input("replaced", "x").checked().unwrap_err();
    assert_eq!(replaced[0].problem, Problem::NotAChoice);
}

proptest! {
    #[test]
    fn a_revocation_outlives_the_term(now in 0_i64..100, until in proptest::option::of(0_i64..100), at in 0_i64..100) {
        let revocation = Revocation { reason: RevocationReason::Mistake, at: Timestamp(at) };
        let until = until.map(Timestamp);
        prop_assert_eq!(Validity::at(Timestamp(now), until, Some(revocation)), Validity::Revoked(revocation));
        let without = Validity::at(Timestamp(now), until, None);
        prop_assert_eq!(without.is_valid(), until.is_none_or(|until| now < until.0));
    }
}

#[test]
fn a_credential_says_what_the_statement_says_and_nothing_of_the_account() {
    let mut course = course();
    course.modules[0].outcomes = vec![outcome("LO1.1.05"), outcome("0.1")];
    let holder = Holder::Pseudonym {
        name: "Надія".to_owned(),
    };
    let code = "ACDEFGHJKMNPQRTU".parse().unwrap();
    let particulars = Particulars {
        code: &code,
        holder: &holder,
        origin: "https://kabinet.example",
        did: "did:web:kabinet.example",
        community: "Громада",
        subject: Uuid::from_u128(7),
        valid_from: "2026-11-25T08:00:00Z".to_owned(),
        valid_until: None,
        status_list: 1,
        status_position: 42,
        words: Words::default(),
    };
    let made = credential(&Statement::of(&course), &particulars);
    assert_eq!(
        made.id,
        "https://kabinet.example/learning/certificates/ACDEFGHJKMNPQRTU"
    );
    assert_eq!(made.holder_name(), "Надія");
    assert_eq!(
        made.credential_subject.identifier[0].identity_type,
        "ext:pseudonym"
    );
    assert_eq!(made.credential_status.status_list_index, "42");
    let codes: Vec<&str> = made
        .credential_subject
        .achievement
        .alignment
        .iter()
        .map(|alignment| alignment.target_code.as_str())
        .collect();
    assert_eq!(codes, ["LO1.1.05"]);
    // What is read is what was written, and a stranger's member is no part of it.
    let mut json = serde_json::to_value(&made).unwrap();
    assert_eq!(
        serde_json::from_value::<crate::learning::certificate::credential::Credential>(json.clone()).unwrap(),
        made
    );
    json["note"] = serde_json::json!("x");
    assert!(serde_json::from_value::<crate::learning::certificate::credential::Credential>(json).is_err());
}

#[test]
fn every_key_of_the_issuer_may_assert() {
    let keys = ["z6MkNew".to_owned(), "z6MkOld".to_owned()];
    let document = issuer_document(&did_web("http://localhost:3000"), &keys);
    assert_eq!(document["id"], "did:web:localhost%3A3000");
    assert_eq!(document["assertionMethod"][1], "did:web:localhost%3A3000#z6MkOld");
    assert_eq!(document["verificationMethod"][0]["publicKeyMultibase"], "z6MkNew");
}
