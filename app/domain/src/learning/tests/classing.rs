//! Notices of classes, seats, filters and calendars.

use crate::Timestamp;
use crate::field::Problem;
use crate::learning::class::calendar::{CalendarEntry, Month, ical};
use crate::learning::class::enrolment::{EnrolmentState, VisitorInput, place_for, seats_for_waiting};
use crate::learning::class::filter::ClassFilter;
use crate::learning::class::notice::{NoticeInput, reason};
use crate::learning::class::{HAS_BEGUN, IS_CANCELLED, Known, Phase, Subject};
use jiff::civil::{DateTime, date};
use proptest::prelude::*;

fn monday() -> DateTime {
    date(2026, 11, 23).at(10, 0, 0, 0)
}

fn input() -> NoticeInput {
    let text = |text: &str| text.to_owned();
    NoticeInput {
        subject: text("digital-abc/m5"),
        hall_kind: text("library"),
        hall: text("  Читальна   зала "),
        address: text(""),
        date: text("25.11.2026"),
        starts: text("10:30"),
        ends: text("12.00"),
        seats: text("12"),
        ramp: text("yes"),
        shelter: text("unknown"),
        devices: text(""),
        language: text("uk"),
        phone: text("067 123-45-67"),
        bring: text("Телефон\r\nОкуляри"),
    }
}

fn problems(input: &NoticeInput) -> Vec<(String, Problem)> {
    let errors = input.checked(monday()).unwrap_err();
    errors
        .into_iter()
        .map(|error| (error.field, error.problem))
        .collect()
}

#[test]
fn a_notice_is_read_and_what_is_not_known_stays_unknown() {
    let notice = input().checked(monday()).unwrap();
    assert_eq!(notice.subject.to_string(), "digital-abc/m5");
    assert_eq!(notice.hall.name, "Читальна зала");
    assert_eq!(notice.hall.address, None);
    assert_eq!(
        (notice.hall.ramp, notice.hall.shelter),
        (Known::Yes, Known::Unknown)
    );
    assert_eq!(notice.hall.devices, None);
    assert_eq!(notice.starts, date(2026, 11, 25).at(10, 30, 0, 0));
    assert_eq!(notice.ends, date(2026, 11, 25).at(12, 0, 0, 0));
    assert_eq!(notice.phone.as_deref(), Some("+380671234567"));
    assert_eq!(notice.bring, "Телефон\nОкуляри");
}

#[test]
fn every_empty_field_that_is_needed_is_told_at_once() {
    let found = problems(&NoticeInput::default());
    let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "subject",
            "hall_kind",
            "hall",
            "date",
            "starts",
            "ends",
            "seats",
            "ramp",
            "shelter",
            "language"
        ]
    );
    assert!(found.iter().all(|(_, problem)| *problem == Problem::Required));
}

#[test]
fn what_makes_no_sense_is_told_at_its_field() {
    let with = |change: fn(&mut NoticeInput)| {
        let mut changed = input();
        change(&mut changed);
        problems(&changed)
    };
    let one = |field: &str, problem: Problem| vec![(field.to_owned(), problem)];
    assert_eq!(
        with(|input| input.ends = "10:30".to_owned()),
        one("ends", Problem::EndsTooEarly)
    );
    assert_eq!(
        with(|input| input.starts = "25:00".to_owned()),
        one("starts", Problem::NotATime)
    );
    assert_eq!(
        with(|input| input.starts = "о десятій".to_owned()),
        one("starts", Problem::NotATime)
    );
    assert_eq!(
        with(|input| input.date = "30.02.2027".to_owned()),
        one("date", Problem::NotADate)
    );
    assert_eq!(
        with(|input| input.date = "2026-11-22".to_owned()),
        one("date", Problem::DateInPast)
    );
    assert!(matches!(
        with(|input| input.date = "2036-11-22".to_owned()).as_slice(),
        [(field, Problem::DateOutside { .. })] if field == "date"
    ));
    // Today, an hour ago.
    assert_eq!(
        with(|input| {
            input.date = "2026-11-23".to_owned();
            input.starts = "9:00".to_owned();
        }),
        one("starts", Problem::DateInPast)
    );
    assert_eq!(
        with(|input| input.seats = "0".to_owned()),
        one("seats", Problem::NumberTooSmall { min: 1 })
    );
    assert_eq!(
        with(|input| input.seats = "1000".to_owned()),
        one("seats", Problem::NumberTooLarge { max: 200 })
    );
    assert_eq!(
        with(|input| input.seats = "-3".to_owned()),
        one("seats", Problem::NotANumber)
    );
    assert_eq!(
        with(|input| input.phone = "15-80".to_owned()),
        one("phone", Problem::NotAPhone)
    );
    assert_eq!(
        with(|input| input.subject = "../../etc".to_owned()),
        one("subject", Problem::NotAChoice)
    );
    assert_eq!(
        with(|input| input.hall = "а".repeat(121)),
        one("hall", Problem::TooLong { max: 120 })
    );
}

#[test]
fn a_change_needs_its_reason() {
    assert_eq!(reason(" \n ").unwrap_err().problem, Problem::Required);
    assert_eq!(reason(" немає світла ").as_deref(), Ok("немає світла"));
}

#[test]
fn a_subject_is_a_course_or_a_module_of_it() {
    for text in ["digital-abc", "digital-abc/m10"] {
        assert_eq!(text.parse::<Subject>().unwrap().to_string(), text);
    }
    for text in ["", "/", "a/", "/b", "a/b/c", "a b", "курс"] {
        assert!(text.parse::<Subject>().is_err(), "{text}");
    }
}

#[test]
fn seats_are_taken_only_before_a_class_begins() {
    let (starts, ends) = (Timestamp(10), Timestamp(20));
    let open = |now, is_cancelled| Phase::at(Timestamp(now), starts, ends, is_cancelled).is_open();
    assert_eq!(open(9, false), Ok(()));
    assert_eq!(open(10, false), Err(HAS_BEGUN));
    assert_eq!(open(30, false), Err(HAS_BEGUN));
    assert_eq!(open(9, true), Err(IS_CANCELLED));
}

#[test]
fn a_visitor_has_a_name_a_telephone_and_has_agreed() {
    let errors = VisitorInput::default().checked().unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["name", "phone", "agrees"]);
    let visitor = VisitorInput {
        name: " Ганна  Приклад ".to_owned(),
        phone: "(067) 000 00 01".to_owned(),
        agrees: true,
    };
    let visitor = visitor.checked().unwrap();
    assert_eq!(
        (visitor.name.as_str(), visitor.phone.as_str()),
        ("Ганна Приклад", "+380670000001")
    );
}

#[test]
fn a_filter_that_makes_no_sense_is_told() {
    for (name, value) in [("place", "cinema"), ("ramp", "maybe"), ("until", "2026-13-01")] {
        let errors = ClassFilter::of_pairs([(name, value)]).unwrap_err();
        assert_eq!(errors.first().map(|error| error.field.as_str()), Some(name));
    }
    assert_eq!(
        ClassFilter::of_pairs([("from", " "), ("view", "x")]),
        Ok(ClassFilter::default())
    );
}

#[test]
fn a_month_knows_its_days() {
    for beyond in ["0000-01", "1999-12", "2101-01", "9999-12"] {
        assert_eq!(Month::read(beyond), None, "{beyond}");
    }
    assert_eq!(Month::read("2100-12").unwrap().moved(1), None);
    let month = Month::read("2028-02").unwrap();
    assert_eq!((month.length(), month.code().as_str()), (29, "2028-02"));
    assert_eq!(month.moved(-2).unwrap().code(), "2027-12");
    assert_eq!(Month::read("2028-13"), None);
}

fn entry() -> CalendarEntry {
    CalendarEntry {
        uid: "1@kabinet.example".to_owned(),
        sequence: 2,
        changed_at: Timestamp(1_795_420_800_000),
        starts_at: Timestamp(1_795_420_800_000),
        ends_at: Timestamp(1_795_426_200_000),
        is_cancelled: true,
        summary: "Не дай себе обдурити; частина 1, початок".to_owned(),
        place: "Бібліотека \\ зала".to_owned(),
        description: "Рядок\nінший\u{7} рядок".to_owned(),
        address: "https://kabinet.example/learning/classes/1".to_owned(),
    }
}

#[test]
fn a_class_is_written_as_calendars_read_it() {
    let file = ical("Заняття", &[entry()]);
    for line in [
        "DTSTART:20261123T080000Z",
        "DTEND:20261123T093000Z",
        "SEQUENCE:2",
        "STATUS:CANCELLED",
        "SUMMARY:Не дай себе обдурити\\; частина 1\\, поча",
        "LOCATION:Бібліотека \\\\ зала",
        "DESCRIPTION:Рядок\\nінший рядок",
    ] {
        assert!(file.contains(line), "{line} in {file}");
    }
    assert!(file.lines().all(|line| line.len() <= 75));
    assert!(!file.replace("\r\n", "").contains(['\n', '\r']));
}

proptest! {
    #[test]
    fn folded_lines_read_as_they_were_written(summary in "[а-яіїє ,;]{0,200}") {
        let file = ical("x", &[CalendarEntry { summary: summary.clone(), ..entry() }]);
        let unfolded = file.replace("\r\n ", "");
        let line = unfolded.lines().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
        prop_assert_eq!(line.replace("\\,", ",").replace("\\;", ";"), summary);
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75));
    }

    #[test]
    fn no_seat_is_given_away_twice_and_none_stays_empty(seats in 1_u32..20, steps in proptest::collection::vec(any::<bool>(), 0..100)) {
        let (mut taken, mut waiting) = (0_u32, 0_u32);
        for comes in steps {
            if comes {
                match place_for(seats, taken, waiting) {
                    EnrolmentState::Enrolled => taken += 1,
                    EnrolmentState::Waiting | EnrolmentState::Left => waiting += 1,
                }
            } else if taken > 0 {
                taken -= 1;
                let seated = seats_for_waiting(seats, taken, waiting);
                taken += seated;
                waiting -= seated;
            }
            prop_assert!(taken <= seats);
            prop_assert!(waiting == 0 || taken == seats);
        }
    }
}
