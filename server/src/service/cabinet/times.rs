//! Time told in figures: the usual time of a service, the ledger's moves, the published months.

use super::Cabinet;
use domain::cabinet::application::State;
use domain::cabinet::figures::{Cell, Decided, Month, TimeFigure, TimeFigures, USUAL_DAYS, UsualTime};
use domain::cabinet::ledger::{Days, Move, Side, days_between, stretches};
use domain::cabinet::opinion::Awaited;
use domain::cabinet::view::HappenedKind;
use domain::event::NewEvent;
use domain::id::UnitId;
use domain::language::Bilingual;
use domain::time::DAY_MS;
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use jiff::civil::Date;
use std::collections::BTreeMap;
use storage::AnyConnection;
use storage::cabinet::figures::{self, FigureQuery, LifeRow, TimeFigureRow};
use storage::event::EventRow;

/// Of so many of the newest decisions the usual time is told.
const MOST_DURATIONS: i64 = 5_000;
/// So many months are published when none was before, and so many are shown.
const MONTHS: usize = 12;
/// Subject of the events that tell of published months.
const SUBJECT: &str = "cabinet.time_month";

/// The question that an event tells of.
fn awaited(data: &serde_json::Value) -> Option<Awaited> {
    Some(Awaited {
        opinion: data.get("opinion")?.as_str()?.parse().ok()?,
        is_outside: data.get("is_outside").and_then(serde_json::Value::as_bool) == Some(true),
    })
}

impl Cabinet {
    /// How long a service usually takes, by the decisions of the last 90 days.
    pub(super) async fn usual_time(
        &self,
        connection: &mut AnyConnection,
        service: &str,
    ) -> ServiceResult<Option<UsualTime>> {
        let since = self.desk.now().plus_ms(-USUAL_DAYS * DAY_MS);
        let times = figures::durations(connection, service, since, MOST_DURATIONS).await?;
        let days = times.into_iter().map(|(submitted, decided)| {
            days_between(self.civil(submitted).date(), self.civil(decided).date())
        });
        Ok(UsualTime::of(days.collect()))
    }

    /// The moves of an application, for its ledger.
    pub(super) fn moves(&self, events: &[EventRow]) -> Vec<Move> {
        events
            .iter()
            .filter_map(|event| self.a_move(&event.kind, event.at, Some(&event.data)))
            .collect()
    }

    fn a_move(&self, kind: &str, at: Timestamp, data: Option<&serde_json::Value>) -> Option<Move> {
        Some(Move {
            did: HappenedKind::of_event(kind)?,
            day: self.civil(at).date(),
            suspended_for: data
                .and_then(|data| data.get("whose_days"))
                .and_then(|side| side.as_str())
                .and_then(Side::of_code),
            asked: data.and_then(awaited),
        })
    }

    /// The moves of a decided application as it was read for figures.
    pub(super) fn moves_of(&self, life: &LifeRow) -> Vec<Move> {
        life.events
            .iter()
            .filter_map(|event| self.a_move(&event.kind, event.at, event.data.as_ref()))
            .collect()
    }

    /// What a decided application contributes: its days up to the decision, without those of a complaint.
    pub(super) fn decided(&self, life: &LifeRow) -> Decided {
        let (submitted, decided) = (
            self.civil(life.submitted_at).date(),
            self.civil(life.decided_at).date(),
        );
        let ledger = stretches(&self.moves_of(life), decided);
        Decided {
            days: Days::sum(
                ledger
                    .iter()
                    .filter(|stretch| stretch.state != State::Appealed && stretch.to <= decided),
            ),
            duration_days: days_between(submitted, decided),
        }
    }

    /// Publishes the figures of every month that has ended and is not out yet. Only the program itself does.
    pub(super) async fn publish_months(&self, actor: &Actor) -> ServiceResult<()> {
        if *actor != Actor::System {
            return Err(ServiceError::Forbidden);
        }
        let this = Month::of(self.civil(self.desk.now()).date());
        let known = {
            let mut connection = self.desk.database.read().await?;
            figures::months(&mut connection, i64::MAX).await?
        };
        let mut month = this;
        for _ in 0..MONTHS {
            month = month.before();
            if !known.contains(&month) {
                self.publish_month(month).await?;
            }
        }
        Ok(())
    }

    async fn publish_month(&self, month: Month) -> ServiceResult<()> {
        let outside = || ServiceError::Internal("the clock is outside the calendar".to_owned());
        let (from, until) = month
            .first_day()
            .zip(month.after().first_day())
            .ok_or_else(outside)?;
        let query = FigureQuery {
            units: None,
            service: None,
            from: self.beginning_of(from)?,
            until: self.beginning_of(until)?,
        };
        let mut tx = self.desk.database.begin().await?;
        let lives = figures::lives(tx.connection()?, &query).await?;
        let mut cells: BTreeMap<(UnitId, String), Vec<Decided>> = BTreeMap::new();
        for life in &lives {
            let cell = cells.entry((life.unit, life.service.clone())).or_default();
            cell.push(self.decided(life));
        }
        let rows: Vec<TimeFigureRow> = cells
            .into_iter()
            .map(|((unit, service), decided)| TimeFigureRow {
                month,
                unit,
                service,
                cell: Cell::of(&decided),
            })
            .collect();
        if rows.is_empty() {
            // Before the first decision, or a month without one: there is nothing to tell.
            return Ok(());
        }
        if !figures::publish(tx.connection()?, month, self.desk.now(), &rows).await? {
            // Another server was faster.
            return Ok(());
        }
        let event = NewEvent {
            author: Actor::System.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: month.to_string(),
            subject_version: 1,
            kind: "cabinet.time_month.published",
            reason: None,
            data: serde_json::json!({ "cells": rows.len() }),
        };
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    /// The published figures of the last twelve months.
    pub(super) async fn published_times(&self) -> ServiceResult<TimeFigures> {
        let mut connection = self.desk.database.read().await?;
        let most = i64::try_from(MONTHS).unwrap_or(i64::MAX);
        let months = figures::months(&mut connection, most).await?;
        let Some(oldest) = months.last().copied() else {
            return Ok(TimeFigures::default());
        };
        let units = storage::people::unit::list(&mut connection).await?;
        let rows = figures::published(&mut connection, oldest).await?;
        let figures = rows.into_iter().filter_map(|row| {
            Some(TimeFigure {
                month: row.month,
                unit: units.iter().find(|unit| unit.id == row.unit)?.clone(),
                service_name: self.service_name(&row.service),
                service: row.service,
                cell: row.cell,
            })
        });
        Ok(TimeFigures {
            months,
            figures: figures.collect(),
        })
    }

    /// The name of a service as its newest card has it.
    pub(super) fn service_name(&self, code: &str) -> Bilingual {
        self.catalogue.card(code).map_or_else(
            |_| Bilingual {
                uk: code.to_owned(),
                en: code.to_owned(),
            },
            |card| card.name.clone(),
        )
    }

    /// The first moment of a day in the community's zone.
    pub(super) fn beginning_of(&self, day: Date) -> ServiceResult<Timestamp> {
        let begin = day
            .to_zoned(self.desk.time_zone.clone())
            .map_err(|error| ServiceError::Internal(format!("the day {day}: {error}")))?;
        Ok(Timestamp(begin.timestamp().as_millisecond()))
    }
}
