//! How the units of a head are doing, as figures and as a table of lines.

use super::Cabinet;
use domain::access::{Action, Scope, permit};
use domain::actor::Role;
use domain::cabinet::application::State;
use domain::cabinet::figures::UsualTime;
use domain::cabinet::ledger::{Days, Stretch, days_between, stretches};
use domain::cabinet::overview::{
    Age, Load, Overview, OverviewFilter, Reason, ServiceLine, count, stage_times, weeks,
};
use domain::id::UnitId;
use domain::language::Bilingual;
use domain::people::unit::Unit;
use domain::{Actor, Language, ServiceError, ServiceResult};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use storage::AnyConnection;
use storage::cabinet::figures::{self, FigureQuery, LifeRow, OpenRow};
use storage::cabinet::service_card;

/// So many reasons are told, the most frequent first.
const MOST_REASONS: usize = 20;

impl Cabinet {
    pub(super) async fn overview_of(
        &self,
        actor: &Actor,
        filter: &OverviewFilter,
    ) -> ServiceResult<Overview> {
        let mut connection = self.desk.database.read().await?;
        let units = self.headed(actor, &mut connection).await?;
        let chosen: Vec<UnitId> = match filter.unit {
            None => units.iter().map(|unit| unit.id).collect(),
            Some(wanted) => {
                permit(actor, Action::ReadUnitFigures, Scope::in_unit(wanted))?;
                vec![wanted]
            }
        };
        let now = self.desk.now();
        let until = self.civil(now).date();
        let from = until
            .checked_sub(i64::from(filter.period.days() - 1).days())
            .map_err(|error| ServiceError::Internal(error.to_string()))?;
        let query = FigureQuery {
            units: Some(chosen),
            service: filter.service.clone(),
            from: self.beginning_of(from)?,
            until: now.plus_ms(1),
        };
        let open = figures::open(&mut connection, &query).await?;
        let lives = figures::lives(&mut connection, &query).await?;
        let received: Vec<Date> = figures::received(&mut connection, &query)
            .await?
            .into_iter()
            .map(|at| self.civil(at).date())
            .collect();
        let returns = self.reasons_for_returns(&mut connection, &query).await?;
        drop(connection);

        let decided_on: Vec<Date> = lives
            .iter()
            .map(|life| self.civil(life.decided_at).date())
            .collect();
        let ledgers: Vec<Vec<Stretch>> = lives
            .iter()
            .zip(&decided_on)
            .map(|(life, day)| {
                let mut ledger = stretches(&self.moves_of(life), *day);
                ledger.retain(|stretch| stretch.to <= *day);
                ledger
            })
            .collect();
        let durations: Vec<u32> = lives
            .iter()
            .map(|life| self.decided(life).duration_days)
            .collect();
        let is_overdue = |row: &OpenRow| row.state.has_term() && row.due_at.is_some_and(|due| due < now);
        Ok(Overview {
            services: self.services_of(&units),
            units,
            from,
            until,
            open: count(open.len()),
            overdue: count(open.iter().filter(|row| is_overdue(row)).count()),
            unassigned: count(open.iter().filter(|row| row.officer_name.is_none()).count()),
            by_state: State::ALL
                .into_iter()
                .map(|state| (state, count(open.iter().filter(|row| row.state == state).count())))
                .filter(|(_, number)| *number > 0)
                .collect(),
            by_age: self.ages(&open, until),
            by_officer: loads(&open, is_overdue),
            received: count(received.len()),
            decided: count(lives.len()),
            refused: count(lives.iter().filter(|life| life.refusal_ground.is_some()).count()),
            usual: UsualTime::of_any(durations),
            weeks: weeks(from, until, &received, &decided_on),
            stages: stage_times(&ledgers),
            days: Days::sum(ledgers.iter().flatten()),
            returns,
            refusals: self.reasons_for_refusals(&lives),
            by_service: self.service_lines(&open, &lives, is_overdue),
        })
    }

    /// The units that the actor heads; whoever heads none is refused.
    async fn headed(&self, actor: &Actor, connection: &mut AnyConnection) -> ServiceResult<Vec<Unit>> {
        let Some(person) = actor.signed_in() else {
            permit(actor, Action::ReadUnitFigures, Scope::COMMUNITY)?;
            return Ok(storage::people::unit::list(connection).await?);
        };
        let held: Vec<Option<UnitId>> = person
            .roles
            .iter()
            .filter(|grant| grant.role == Role::UnitHead)
            .map(|grant| grant.unit)
            .collect();
        let first = held.first().ok_or(ServiceError::Forbidden)?;
        permit(
            actor,
            Action::ReadUnitFigures,
            Scope {
                owner: None,
                unit: *first,
            },
        )?;
        let mut units = storage::people::unit::list(connection).await?;
        units.retain(|unit| held.contains(&None) || held.contains(&Some(unit.id)));
        Ok(units)
    }

    fn services_of(&self, units: &[Unit]) -> Vec<(String, Bilingual)> {
        self.catalogue
            .cards()
            .filter(|card| card.handoff.is_none() && units.iter().any(|unit| unit.code == card.unit))
            .map(|card| (card.code.clone(), card.name.clone()))
            .collect()
    }

    fn ages(&self, open: &[OpenRow], today: Date) -> Vec<(Age, u32)> {
        let ages: Vec<Age> = open
            .iter()
            .map(|row| Age::of(days_between(self.civil(row.submitted_at).date(), today)))
            .collect();
        Age::ALL
            .into_iter()
            .map(|age| (age, count(ages.iter().filter(|other| **other == age).count())))
            .collect()
    }

    /// Which fields were asked to be mended, by the labels of the cards that the applications keep.
    async fn reasons_for_returns(
        &self,
        connection: &mut AnyConnection,
        query: &FigureQuery,
    ) -> ServiceResult<Vec<Reason>> {
        let mut cards = BTreeMap::new();
        let mut counts: BTreeMap<(String, String), (Bilingual, u32)> = BTreeMap::new();
        for (service, version, remarks) in figures::returns(connection, query).await? {
            let card = match cards.entry((service.clone(), version)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(service_card::get(connection, &service, version).await?),
            }
            .as_ref();
            for remark in remarks {
                let label = |language| {
                    card.and_then(|card| card.form.label(&remark.field, language))
                        .unwrap_or_else(|| remark.field.clone())
                };
                let told = Bilingual {
                    uk: label(Language::Uk),
                    en: label(Language::En),
                };
                let entry = counts
                    .entry((service.clone(), remark.field.clone()))
                    .or_insert((told, 0));
                entry.1 += 1;
            }
        }
        let reasons = counts.into_iter().map(|((service, _), (what, count))| Reason {
            service: self.service_name(&service),
            what,
            count,
        });
        Ok(most_frequent(reasons.collect()))
    }

    fn reasons_for_refusals(&self, lives: &[LifeRow]) -> Vec<Reason> {
        let mut counts: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for life in lives {
            if let Some(ground) = &life.refusal_ground {
                *counts.entry((&life.service, ground)).or_default() += 1;
            }
        }
        let reasons = counts.into_iter().map(|((service, ground), count)| {
            let card = self.catalogue.card(service).ok();
            let what = card
                .and_then(|card| card.refusal_ground(ground).map(|ground| ground.text.clone()))
                .unwrap_or_else(|| Bilingual {
                    uk: ground.to_owned(),
                    en: ground.to_owned(),
                });
            Reason {
                service: self.service_name(service),
                what,
                count,
            }
        });
        most_frequent(reasons.collect())
    }

    fn service_lines(
        &self,
        open: &[OpenRow],
        lives: &[LifeRow],
        is_overdue: impl Fn(&OpenRow) -> bool,
    ) -> Vec<ServiceLine> {
        let codes: BTreeSet<&String> = open
            .iter()
            .map(|row| &row.service)
            .chain(lives.iter().map(|life| &life.service))
            .collect();
        codes
            .into_iter()
            .map(|code| {
                let here: Vec<&OpenRow> = open.iter().filter(|row| row.service == *code).collect();
                let decided: Vec<u32> = lives
                    .iter()
                    .filter(|life| life.service == *code)
                    .map(|life| self.decided(life).duration_days)
                    .collect();
                ServiceLine {
                    code: code.clone(),
                    name: self.service_name(code),
                    open: count(here.len()),
                    overdue: count(here.iter().filter(|row| is_overdue(row)).count()),
                    decided: count(decided.len()),
                    median_days: UsualTime::of_any(decided).map(|usual| usual.median_days),
                }
            })
            .collect()
    }
}

fn loads(open: &[OpenRow], is_overdue: impl Fn(&OpenRow) -> bool) -> Vec<Load> {
    let mut loads: BTreeMap<Option<&String>, (u32, u32)> = BTreeMap::new();
    for row in open {
        let load = loads.entry(row.officer_name.as_ref()).or_default();
        load.0 += 1;
        load.1 += u32::from(is_overdue(row));
    }
    loads
        .into_iter()
        .map(|(officer, (open, overdue))| Load {
            officer: officer.cloned(),
            open,
            overdue,
        })
        .collect()
}

fn most_frequent(mut reasons: Vec<Reason>) -> Vec<Reason> {
    reasons.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.what.uk.cmp(&b.what.uk)));
    reasons.truncate(MOST_REASONS);
    reasons
}
