//! The term engine: from the rule of a card and the events of an application to the due date, step by step.
//!
//! Counting starts on the day after the event (explanation of Law 2073-IX by the Ministry of Justice). Days on which
//! the applicant was asked for a correction are not counted: the actual days come back. Days of `working_day` terms
//! skip Saturdays, Sundays and the days of the calendar file. Months end on the day of the same number. Hours run without a stop but for corrections.

use super::card::{TermRule, TermUnit};
use crate::time::{HOUR_MS, Timestamp};
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// A thing that happened to the clock, with the civil day on which it did in the community's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockEvent {
    pub kind: ClockChange,
    pub at: Timestamp,
    pub day: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockChange {
    /// The application was registered, or reopened after a complaint: earlier events count no more.
    Started,
    /// The clock stands from here.
    Paused(Cause),
    /// The clock runs again.
    Resumed,
    /// The term was replaced by a longer one that the card names.
    Extended,
}

/// Why the clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The applicant was asked for a correction.
    Correction,
    /// The application was suspended on a ground of the card.
    Suspension,
}

/// Days that are not working days besides Saturdays and Sundays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holidays(pub BTreeSet<Date>);

/// When the application is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// By the end of the day.
    Day(Date),
    /// At a moment: terms in hours.
    Moment(Timestamp),
}

/// Why the due date is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// `None` while the clock is stopped, or when nothing has started it.
    pub due: Option<Due>,
    /// In the order of time.
    pub steps: Vec<Step>,
}

/// One step of the derivation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Registered on this day.
    Started { day: Date },
    /// The first day that counts.
    CountedFrom { day: Date, number: u32, unit: TermUnit },
    /// Hours are counted from the moment of registration.
    CountedFromMoment { at: Timestamp, number: u32 },
    /// So many Saturdays and Sundays were passed over.
    WeekendsSkipped { days: u32 },
    /// So many holidays were passed over.
    HolidaysSkipped { days: u32 },
    /// The days of a pause did not count.
    PauseAdded {
        cause: Cause,
        from: Date,
        to: Date,
        days: u32,
    },
    /// The longer term was set on this day.
    Extended { day: Date },
    /// The clock stands since this day.
    Stopped { cause: Cause, since: Date },
}

/// A pause with both its ends; without the second it lasts still.
struct Pause {
    cause: Cause,
    from: ClockEvent,
    to: Option<ClockEvent>,
}

/// The due date of a term and how it came about.
///
/// The events must be in the order of time; a pause within a pause counts once.
#[must_use]
pub fn derive(rule: &TermRule, events: &[ClockEvent], holidays: &Holidays) -> Derivation {
    let last_start = events
        .iter()
        .rposition(|event| event.kind == ClockChange::Started);
    let events = last_start.and_then(|at| events.get(at..)).unwrap_or_default();
    let Some(start) = events.first() else {
        return Derivation {
            due: None,
            steps: Vec::new(),
        };
    };
    let pauses = pauses(events);
    let mut steps = vec![Step::Started { day: start.day }];
    let due = match rule.unit {
        TermUnit::Hour => {
            steps.push(Step::CountedFromMoment {
                at: start.at,
                number: rule.number,
            });
            add_pauses(&mut steps, &pauses);
            let stood: i64 = pauses
                .iter()
                .filter_map(|pause| Some(pause.to?.at.since_ms(pause.from.at)))
                .sum();
            Some(Due::Moment(
                start.at.plus_ms(i64::from(rule.number) * HOUR_MS).plus_ms(stood),
            ))
        }
        TermUnit::WorkingDay | TermUnit::CalendarDay => {
            count_days(rule, start.day, &pauses, holidays, &mut steps).map(Due::Day)
        }
        TermUnit::Month => count_months(rule, start.day, &pauses, &mut steps).map(Due::Day),
    };
    let extended = events.iter().find(|event| event.kind == ClockChange::Extended);
    steps.extend(extended.map(|event| Step::Extended { day: event.day }));
    if let Some(pause) = pauses.iter().find(|pause| pause.to.is_none()) {
        steps.push(Step::Stopped {
            cause: pause.cause,
            since: pause.from.day,
        });
        return Derivation { due: None, steps };
    }
    Derivation { due, steps }
}

fn count_days(
    rule: &TermRule,
    start: Date,
    pauses: &[Pause],
    holidays: &Holidays,
    steps: &mut Vec<Step>,
) -> Option<Date> {
    let counts_working = rule.unit == TermUnit::WorkingDay;
    let (mut counted, mut weekends, mut skipped_holidays) = (0, 0, 0);
    let mut first = None;
    let mut day = start;
    while counted < rule.number {
        day = day.tomorrow().ok()?;
        if is_paused(pauses, day) {
            continue;
        }
        if counts_working && matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            weekends += 1;
            continue;
        }
        if counts_working && holidays.0.contains(&day) {
            skipped_holidays += 1;
            continue;
        }
        first.get_or_insert(day);
        counted += 1;
    }
    steps.push(Step::CountedFrom {
        day: first?,
        number: rule.number,
        unit: rule.unit,
    });
    if weekends > 0 {
        steps.push(Step::WeekendsSkipped { days: weekends });
    }
    if skipped_holidays > 0 {
        steps.push(Step::HolidaysSkipped {
            days: skipped_holidays,
        });
    }
    add_pauses(steps, pauses);
    Some(day)
}

/// Months end on the day of the same number; each day of a pause that fell into the term comes back.
fn count_months(rule: &TermRule, start: Date, pauses: &[Pause], steps: &mut Vec<Step>) -> Option<Date> {
    let months = jiff::Span::new().try_months(rule.number).ok()?;
    let mut due = start.checked_add(months).ok()?;
    let mut day = start;
    while day < due {
        day = day.tomorrow().ok()?;
        if is_paused(pauses, day) {
            due = due.tomorrow().ok()?;
        }
    }
    steps.push(Step::CountedFrom {
        day: start.tomorrow().ok()?,
        number: rule.number,
        unit: rule.unit,
    });
    add_pauses(steps, pauses);
    Some(due)
}

fn add_pauses(steps: &mut Vec<Step>, pauses: &[Pause]) {
    for pause in pauses {
        if let Some(to) = pause.to {
            let days = pause.from.day.until(to.day).map_or(0, |span| span.get_days());
            steps.push(Step::PauseAdded {
                cause: pause.cause,
                from: pause.from.day,
                to: to.day,
                days: u32::try_from(days).unwrap_or(0),
            });
        }
    }
}

/// The day of the request still counts, the day of the correction no more: both belong to one side each.
fn is_paused(pauses: &[Pause], day: Date) -> bool {
    pauses
        .iter()
        .any(|pause| day > pause.from.day && pause.to.is_some_and(|to| day <= to.day))
}

fn pauses(events: &[ClockEvent]) -> Vec<Pause> {
    let mut pauses: Vec<Pause> = Vec::new();
    for event in events {
        let is_open = pauses.last().is_some_and(|pause| pause.to.is_none());
        match event.kind {
            ClockChange::Paused(cause) if !is_open => pauses.push(Pause {
                cause,
                from: *event,
                to: None,
            }),
            ClockChange::Resumed if is_open => {
                if let Some(pause) = pauses.last_mut() {
                    pause.to = Some(*event);
                }
            }
            ClockChange::Started | ClockChange::Paused(_) | ClockChange::Resumed | ClockChange::Extended => {}
        }
    }
    pauses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Bilingual;
    use crate::time::DAY_MS;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn rule(number: u32, unit: TermUnit) -> TermRule {
        TermRule {
            code: "general".to_owned(),
            name: Bilingual::default(),
            number,
            unit,
            confirmed: true,
            is_default: true,
            applies_if: None,
            by_extension: false,
        }
    }

    fn event(kind: ClockChange, day: Date) -> ClockEvent {
        let days = date(1970, 1, 1).until(day).unwrap().get_days();
        ClockEvent {
            kind,
            at: Timestamp(i64::from(days) * DAY_MS),
            day,
        }
    }

    fn due(number: u32, unit: TermUnit, events: &[ClockEvent]) -> Option<Due> {
        derive(&rule(number, unit), events, &Holidays::default()).due
    }

    const MONDAY: Date = date(2026, 11, 23);

    #[test]
    fn five_working_days_from_monday_end_on_the_next_monday() {
        let events = [event(ClockChange::Started, MONDAY)];
        assert_eq!(
            due(5, TermUnit::WorkingDay, &events),
            Some(Due::Day(date(2026, 11, 30)))
        );
    }

    #[test]
    fn calendar_days_start_on_the_next_day() {
        let events = [event(ClockChange::Started, MONDAY)];
        assert_eq!(
            due(25, TermUnit::CalendarDay, &events),
            Some(Due::Day(date(2026, 12, 18)))
        );
    }

    #[test]
    fn a_holiday_of_the_calendar_is_passed_over() {
        let holidays = Holidays([date(2026, 11, 25)].into());
        let events = [event(ClockChange::Started, MONDAY)];
        let derivation = derive(&rule(5, TermUnit::WorkingDay), &events, &holidays);
        assert_eq!(derivation.due, Some(Due::Day(date(2026, 12, 1))));
        assert!(derivation.steps.contains(&Step::HolidaysSkipped { days: 1 }));
    }

    #[test]
    fn days_of_a_correction_come_back() {
        let events = [
            event(ClockChange::Started, MONDAY),
            event(ClockChange::Paused(Cause::Correction), date(2026, 11, 25)),
            event(ClockChange::Resumed, date(2026, 12, 2)),
        ];
        // Two days were used by Wednesday; three more follow Wednesday a week later.
        assert_eq!(
            due(5, TermUnit::WorkingDay, &events),
            Some(Due::Day(date(2026, 12, 7)))
        );
        assert_eq!(
            due(25, TermUnit::CalendarDay, &events),
            Some(Due::Day(date(2026, 12, 25)))
        );
    }

    #[test]
    fn the_clock_stands_while_a_correction_is_awaited() {
        let events = [
            event(ClockChange::Started, MONDAY),
            event(ClockChange::Paused(Cause::Correction), date(2026, 11, 25)),
        ];
        let derivation = derive(&rule(5, TermUnit::WorkingDay), &events, &Holidays::default());
        assert_eq!(derivation.due, None);
        assert_eq!(
            derivation.steps.last(),
            Some(&Step::Stopped {
                cause: Cause::Correction,
                since: date(2026, 11, 25)
            })
        );
    }

    #[test]
    fn a_suspension_gives_back_the_actual_days_and_an_extension_is_told() {
        let events = [
            event(ClockChange::Started, MONDAY),
            event(ClockChange::Paused(Cause::Suspension), date(2026, 11, 25)),
            event(ClockChange::Resumed, date(2026, 12, 5)),
            event(ClockChange::Extended, date(2026, 12, 7)),
        ];
        let derivation = derive(&rule(25, TermUnit::CalendarDay), &events, &Holidays::default());
        assert_eq!(derivation.due, Some(Due::Day(date(2026, 12, 28))));
        let added = Step::PauseAdded {
            cause: Cause::Suspension,
            from: date(2026, 11, 25),
            to: date(2026, 12, 5),
            days: 10,
        };
        assert!(derivation.steps.contains(&added));
        assert!(derivation.steps.contains(&Step::Extended {
            day: date(2026, 12, 7)
        }));
    }

    #[test]
    fn a_reopened_application_gets_a_whole_new_term() {
        let events = [
            event(ClockChange::Started, MONDAY),
            event(ClockChange::Paused(Cause::Correction), date(2026, 11, 25)),
            event(ClockChange::Started, date(2027, 1, 11)),
        ];
        assert_eq!(
            due(5, TermUnit::WorkingDay, &events),
            Some(Due::Day(date(2027, 1, 18)))
        );
    }

    #[test]
    fn a_month_ends_on_the_same_day_or_on_the_last_one() {
        let of = |day| due(1, TermUnit::Month, &[event(ClockChange::Started, day)]);
        assert_eq!(of(MONDAY), Some(Due::Day(date(2026, 12, 23))));
        assert_eq!(of(date(2027, 1, 31)), Some(Due::Day(date(2027, 2, 28))));
        let paused = [
            event(ClockChange::Started, MONDAY),
            event(ClockChange::Paused(Cause::Correction), date(2026, 11, 25)),
            event(ClockChange::Resumed, date(2026, 12, 2)),
        ];
        assert_eq!(
            due(1, TermUnit::Month, &paused),
            Some(Due::Day(date(2026, 12, 30)))
        );
    }

    #[test]
    fn hours_run_from_the_moment_itself() {
        let start = event(ClockChange::Started, MONDAY);
        assert_eq!(
            due(48, TermUnit::Hour, &[start]),
            Some(Due::Moment(start.at.plus_ms(48 * HOUR_MS)))
        );
    }

    fn any_unit() -> impl Strategy<Value = TermUnit> {
        prop_oneof![
            Just(TermUnit::WorkingDay),
            Just(TermUnit::CalendarDay),
            Just(TermUnit::Month)
        ]
    }

    fn day_of(due: Option<Due>) -> Date {
        match due {
            Some(Due::Day(day)) => day,
            other => panic!("no day: {other:?}"),
        }
    }

    proptest! {
        #[test]
        fn working_terms_end_on_working_days_and_never_before_calendar_terms(offset in 0_i32..800, number in 1_u32..60) {
            let start = MONDAY.checked_add(jiff::Span::new().days(offset)).unwrap();
            let events = [event(ClockChange::Started, start)];
            let working = day_of(due(number, TermUnit::WorkingDay, &events));
            let calendar = day_of(due(number, TermUnit::CalendarDay, &events));
            prop_assert!(!matches!(working.weekday(), Weekday::Saturday | Weekday::Sunday));
            prop_assert!(working >= calendar && calendar > start);
        }

        #[test]
        fn a_pause_never_brings_the_due_date_nearer(unit in any_unit(), number in 1_u32..40, from in 0_i32..10, length in 0_i32..30) {
            let day = |days: i32| MONDAY.checked_add(jiff::Span::new().days(days)).unwrap();
            let started = event(ClockChange::Started, MONDAY);
            let plain = day_of(due(number, unit, &[started]));
            let pause = [started, event(ClockChange::Paused(Cause::Correction), day(from)), event(ClockChange::Resumed, day(from + length))];
            let paused = day_of(due(number, unit, &pause));
            prop_assert!(paused >= plain);
            if unit == TermUnit::CalendarDay && day(from) < plain {
                let added = plain.until(paused).unwrap().get_days();
                prop_assert_eq!(added, length);
            }
        }
    }
}
