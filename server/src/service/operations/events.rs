//! The event log, page by page.

use super::Operations;
use domain::access::{Action, Scope, permit};
use domain::operations::event::{EVENTS_PER_PAGE, EventFilter, EventPage, EventSummary};
use domain::{Actor, ServiceResult, Timestamp};
use jiff::ToSpan as _;
use jiff::civil::Date;
use storage::event::{self, EventQuery, EventRow};

impl Operations {
    pub(super) async fn event_page(&self, actor: &Actor, filter: &EventFilter) -> ServiceResult<EventPage> {
        permit(actor, Action::ReadEvents, Scope::COMMUNITY)?;
        let (from, until) = match filter.day {
            Some(day) => (self.begin_of(day), self.begin_of_next(day)),
            None => (Timestamp(i64::MIN), Timestamp(i64::MAX)),
        };
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let query = EventQuery {
            subject_kind: text(&filter.subject_kind),
            subject_id: text(&filter.subject),
            kind: text(&filter.kind),
            from,
            until,
            before: filter.before,
            // One more than is shown tells whether there is a next page.
            limit: EVENTS_PER_PAGE + 1,
        };
        let mut connection = self.desk.database.read().await?;
        let mut rows = event::list(&mut connection, &query).await?;
        let shown = usize::try_from(EVENTS_PER_PAGE).unwrap_or(usize::MAX);
        let is_more = rows.len() > shown;
        rows.truncate(shown);
        Ok(EventPage {
            next: rows.last().filter(|_| is_more).map(|row| row.id),
            events: rows.into_iter().map(summary).collect(),
            subject_kinds: event::subject_kinds(&mut connection).await?,
            kinds: event::kinds(&mut connection).await?,
        })
    }

    /// The first moment of a day in the community's zone.
    fn begin_of(&self, day: Date) -> Timestamp {
        let begin = day.to_zoned(self.desk.time_zone.clone());
        Timestamp(begin.map_or(i64::MAX, |begin| begin.timestamp().as_millisecond()))
    }

    fn begin_of_next(&self, day: Date) -> Timestamp {
        day.checked_add(1.day())
            .map_or(Timestamp(i64::MAX), |next| self.begin_of(next))
    }
}

fn summary(row: EventRow) -> EventSummary {
    EventSummary {
        id: row.id,
        at: row.at,
        author: row.author,
        on_behalf_of: row.on_behalf_of,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        subject_version: row.subject_version,
        kind: row.kind,
    }
}
