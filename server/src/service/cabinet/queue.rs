//! The queue of the actor's units.

use super::Cabinet;
use domain::access::{Action, Scope, permit};
use domain::actor::Role;
use domain::cabinet::application::State;
use domain::cabinet::view::{DueFilter, QueueCounts, QueueFilter, QueueItem, QueuePage, Urgency, Whose};
use domain::id::UnitId;
use domain::time::DAY_MS;
use domain::{Actor, ServiceError, ServiceResult};
use storage::AnyConnection;
use storage::cabinet::application::{self, ApplicationRow, Approver, QueueRows};

const PAGE_SIZE: u32 = 20;
/// So many complaints are looked at to tell how many wait.
const MOST_COMPLAINTS: i64 = 500;
/// What is due within so many days is due soon.
const SOON_MS: i64 = 3 * DAY_MS;

impl Cabinet {
    pub(super) async fn queue_page(&self, actor: &Actor, filter: QueueFilter) -> ServiceResult<QueuePage> {
        let page = filter.page.max(1);
        let wanted = QueueRows {
            limit: i64::from(PAGE_SIZE),
            offset: i64::from(PAGE_SIZE) * i64::from(page - 1),
            ..self.rows_of(actor, &filter)?
        };
        let mut connection = self.desk.database.read().await?;
        let (rows, total) = application::queue(&mut connection, &wanted).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let card = self.card_of(&mut connection, &row).await?;
            items.push(QueueItem {
                id: row.id,
                number: row.number.clone(),
                service: card.name.clone(),
                state: row.state,
                officer_name: row.officer_name.clone(),
                submitted_at: self.civil(row.submitted_at),
                due: row.due_at.map(|at| self.civil(at)),
                urgency: self.urgency(&row),
            });
        }
        let complaints = self.complaints(actor, &mut connection).await?;
        let for_approval = self.for_approval(actor, &mut connection).await?;
        let opinions = self.count_opinions(actor, &mut connection).await?;
        let total = u64::try_from(total).unwrap_or(0);
        let pages = u32::try_from(total.div_ceil(u64::from(PAGE_SIZE))).unwrap_or(u32::MAX);
        Ok(QueuePage {
            items,
            total,
            page,
            pages,
            complaints,
            for_approval,
            opinions,
        })
    }

    /// How much waits for the actor, by what waits for it.
    pub(super) async fn count_queue(&self, actor: &Actor) -> ServiceResult<QueueCounts> {
        let filter = |whose, due| QueueFilter {
            whose,
            due,
            ..QueueFilter::default()
        };
        let mut connection = self.desk.database.read().await?;
        let mut counts = [0; 3];
        let filters = [
            filter(Whose::Unassigned, None),
            filter(Whose::Mine, None),
            filter(Whose::All, Some(DueFilter::Overdue)),
        ];
        for (count, filter) in counts.iter_mut().zip(filters) {
            let total = application::count_queue(&mut connection, &self.rows_of(actor, &filter)?).await?;
            *count = u64::try_from(total).unwrap_or(0);
        }
        let [unassigned, mine, overdue] = counts;
        Ok(QueueCounts {
            unassigned,
            mine,
            overdue,
            complaints: self.complaints(actor, &mut connection).await?,
            for_approval: self.for_approval(actor, &mut connection).await?,
        })
    }

    /// The rows that a filter means for the actor.
    fn rows_of(&self, actor: &Actor, filter: &QueueFilter) -> ServiceResult<QueueRows> {
        let now = self.desk.now();
        Ok(QueueRows {
            units: units_of(actor)?,
            states: match filter.state {
                Some(state) => vec![state],
                None => State::ALL
                    .into_iter()
                    .filter(|state| !state.is_closed())
                    .collect(),
            },
            officer: (filter.whose == Whose::Mine).then(|| actor.person_id()).flatten(),
            unassigned_only: filter.whose == Whose::Unassigned,
            for_approval_by: (filter.whose == Whose::ForApproval)
                .then(|| approver(actor))
                .flatten(),
            due_until: filter.due.map(|due| match due {
                DueFilter::Overdue => now,
                DueFilter::Soon => now.plus_ms(SOON_MS),
            }),
            limit: 0,
            offset: 0,
        })
    }

    /// How many complaints wait for the actor: of the units that they head, and about nothing that they decided.
    async fn complaints(&self, actor: &Actor, connection: &mut AnyConnection) -> ServiceResult<u64> {
        let Some(person) = actor.signed_in() else {
            return Ok(0);
        };
        let headed = person.roles.iter().filter(|grant| grant.role == Role::UnitHead);
        let units: Option<Vec<UnitId>> = headed.map(|grant| grant.unit).collect();
        let wanted = QueueRows {
            units,
            states: vec![State::Appealed],
            officer: None,
            unassigned_only: false,
            for_approval_by: None,
            due_until: None,
            limit: MOST_COMPLAINTS,
            offset: 0,
        };
        let (rows, _) = application::queue(connection, &wanted).await?;
        let own = |row: &ApplicationRow| {
            [row.officer, row.signer].contains(&Some(person.person))
                || row.person == person.person
                || permit(actor, Action::DecideAppeal, Scope::in_unit(row.unit)).is_err()
        };
        let waiting = rows.iter().filter(|row| !own(row)).count();
        Ok(u64::try_from(waiting).unwrap_or(u64::MAX))
    }

    /// How many drafts wait for the actor's visa or signature.
    async fn for_approval(&self, actor: &Actor, connection: &mut AnyConnection) -> ServiceResult<u64> {
        let filter = QueueFilter {
            whose: Whose::ForApproval,
            state: Some(State::Approval),
            ..QueueFilter::default()
        };
        let wanted = self.rows_of(actor, &filter)?;
        if wanted.for_approval_by.is_none() {
            return Ok(0);
        }
        let total = application::count_queue(connection, &wanted).await?;
        Ok(u64::try_from(total).unwrap_or(0))
    }

    fn urgency(&self, row: &ApplicationRow) -> Urgency {
        let now = self.desk.now();
        match row.due_at {
            None => Urgency::Stopped,
            Some(due) if due < now => Urgency::Overdue,
            Some(due) if due.since_ms(now) <= SOON_MS => Urgency::Soon,
            Some(_) => Urgency::InTime,
        }
    }
}

/// For whom drafts are looked for: the actor, and the units that they head.
fn approver(actor: &Actor) -> Option<Approver> {
    let person = actor.signed_in()?;
    let headed = person.roles.iter().filter(|grant| grant.role == Role::UnitHead);
    Some(Approver {
        person: person.person,
        heads: headed.map(|grant| grant.unit).collect(),
    })
}

/// The units in which the actor decides applications; `None` means every unit.
pub(super) fn units_of(actor: &Actor) -> ServiceResult<Option<Vec<UnitId>>> {
    let Some(person) = actor.signed_in() else {
        permit(actor, Action::ListQueue, Scope::COMMUNITY)?;
        return Ok(None);
    };
    let mut units = Vec::new();
    for grant in &person.roles {
        if !matches!(grant.role, Role::CaseOfficer | Role::UnitHead) {
            continue;
        }
        let scope = Scope {
            owner: None,
            unit: grant.unit,
        };
        permit(actor, Action::ListQueue, scope)?;
        match grant.unit {
            None => return Ok(None),
            Some(unit) => units.push(unit),
        }
    }
    if units.is_empty() {
        return Err(ServiceError::Forbidden);
    }
    Ok(Some(units))
}
