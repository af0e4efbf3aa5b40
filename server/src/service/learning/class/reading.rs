//! Lists of classes, the page of one, and files for calendars.

use super::{Classes, desk_of};
use domain::access::{Action, Scope, permit};
use domain::id::ClassId;
use domain::language::Bilingual;
use domain::learning::class::calendar::{CalendarEntry, ical};
use domain::learning::class::enrolment::{EnrolmentState, Way, masked_name};
use domain::learning::class::filter::ClassFilter;
use domain::learning::class::view::{
    ClassLine, ClassQuery, ClassRights, ClassView, HelpedLine, OwnClass, OwnEnrolment,
};
use domain::{Actor, Language, ServiceError, ServiceResult, Timestamp};
use jiff::civil::{Date, Time};
use locales::{classes as t, format};
use storage::learning::class::{self, ClassRow, ClassSpan, Taken};
use storage::learning::enrolment::{self, EnrolmentRow};

/// So many classes a list holds.
const MOST_LISTED: i64 = 300;
const MOST_OWN: i64 = 50;
const EVER: (Timestamp, Timestamp) = (Timestamp(i64::MIN), Timestamp(i64::MAX));

impl Classes {
    pub(super) async fn list(&self, query: &ClassQuery) -> ServiceResult<Vec<ClassLine>> {
        let filter = &query.filter;
        let span = self.span(query)?;
        let mut connection = self.desk.database.read().await?;
        let rows = class::list(&mut connection, &span, MOST_LISTED).await?;
        let taken = class::taken_of_span(&mut connection, &span).await?;
        let lines = rows
            .iter()
            .map(|row| self.line(row, taken.get(&row.id).copied().unwrap_or_default()));
        Ok(lines.filter(|line| !filter.free || line.free() > 0).collect())
    }

    fn span(&self, query: &ClassQuery) -> ServiceResult<ClassSpan> {
        let ClassFilter { from, until, .. } = query.filter;
        let (ends_after, from, until) = match query.month {
            Some(month) => (EVER.0, Some(month.first()), Some(month.last())),
            None => (self.desk.now(), from, until),
        };
        let from = from.map_or(Ok(EVER.0), |day| self.midnight(day))?;
        let until = match until.and_then(|day| day.tomorrow().ok()) {
            Some(day) => self.midnight(day)?,
            None => EVER.1,
        };
        Ok(ClassSpan {
            ends_after,
            from,
            until,
            kind: query.filter.kind,
            ramp: query.filter.ramp,
            shelter: query.filter.shelter,
            devices: query.filter.devices,
        })
    }

    fn midnight(&self, day: Date) -> ServiceResult<Timestamp> {
        self.moment(day.to_datetime(Time::midnight()))
    }

    pub(super) fn line(&self, row: &ClassRow, taken: Taken) -> ClassLine {
        let course = self.library.course(&row.subject.course).ok();
        let plain = |code: &str| Bilingual {
            uk: code.to_owned(),
            en: code.to_owned(),
        };
        let module = row.subject.module.as_ref().map(|code| {
            let modules = course.iter().flat_map(|course| &course.modules);
            let module = modules.into_iter().find(|module| module.code == *code);
            module.map_or_else(|| plain(code), |module| module.title.clone())
        });
        ClassLine {
            id: row.id,
            subject: row.subject.clone(),
            // A course that was taken out of the content since is named by its code.
            course: course.map_or_else(|| plain(&row.subject.course), |course| course.title.clone()),
            module,
            hall: row.hall.clone(),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            seats: row.seats,
            taken: taken.enrolled,
            waiting: taken.waiting,
            language: row.language,
            phase: self.phase(row),
        }
    }

    pub(super) async fn view(&self, actor: &Actor, id: ClassId) -> ServiceResult<ClassView> {
        let mut connection = self.desk.database.read().await?;
        let row = class::get(&mut connection, id).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let taken = class::taken(&mut connection, id).await?;
        let all = match actor.person_id() {
            Some(_) => enrolment::of_class(&mut connection, id).await?,
            None => Vec::new(),
        };
        let helped = all
            .iter()
            .filter(|one| is_helped_by(one, actor) && one.state != EnrolmentState::Left)
            .map(|one| HelpedLine {
                id: one.id,
                name: masked_name(one.visitor.as_ref().map_or("", |visitor| &visitor.name)),
                state: one.state,
                position: position(&all, one),
            })
            .collect();
        Ok(ClassView {
            line: self.line(&row, taken),
            teacher: row.teacher_name,
            phone: row.phone,
            bring: row.bring,
            reason: row.reason,
            notice: row.notice,
            own: own_of(&all, actor),
            helped,
            rights: rights(actor),
        })
    }

    pub(super) async fn own(&self, actor: &Actor) -> ServiceResult<Vec<OwnClass>> {
        permit(actor, Action::EnrolInClass, Scope::COMMUNITY)?;
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let mut connection = self.desk.database.read().await?;
        let mut own = Vec::new();
        for row in class::of_person(&mut connection, person, MOST_OWN).await? {
            let all = enrolment::of_class(&mut connection, row.id).await?;
            let taken = class::taken(&mut connection, row.id).await?;
            let helped = all
                .iter()
                .filter(|one| is_helped_by(one, actor) && one.state != EnrolmentState::Left)
                .count();
            let mine = own_of(&all, actor).filter(|own| own.state != EnrolmentState::Left);
            if mine.is_some() || helped > 0 {
                own.push(OwnClass {
                    line: self.line(&row, taken),
                    own: mine,
                    helped: u32::try_from(helped).unwrap_or(u32::MAX),
                });
            }
        }
        Ok(own)
    }

    pub(super) async fn ical_of(&self, id: ClassId, language: Language) -> ServiceResult<String> {
        let mut connection = self.desk.database.read().await?;
        let row = class::get(&mut connection, id).await?;
        let entry = self.entry(&row.ok_or(ServiceError::NotFound)?, language);
        Ok(ical(t::title(language), &[entry]))
    }

    pub(super) async fn ical_of_all(&self, language: Language) -> ServiceResult<String> {
        let span = self.span(&ClassQuery {
            filter: ClassFilter::default(),
            month: None,
        })?;
        let mut connection = self.desk.database.read().await?;
        let rows = class::list(&mut connection, &span, MOST_LISTED).await?;
        let entries: Vec<CalendarEntry> = rows.iter().map(|row| self.entry(row, language)).collect();
        Ok(ical(t::title(language), &entries))
    }

    fn entry(&self, row: &ClassRow, language: Language) -> CalendarEntry {
        let line = self.line(row, Taken::default());
        let origin = &self.desk.settings.origin;
        let host = origin.split("://").last().unwrap_or_default();
        let address = format!("{origin}{}/learning/classes/{}", language.prefix(), row.id);
        let mut description = vec![line.course.get(language).to_owned()];
        description.extend(
            row.phone
                .as_ref()
                .map(|phone| t::ical_phone(language, phone.clone())),
        );
        if !row.bring.is_empty() {
            description.push(t::ical_bring(language, row.bring.clone()));
        }
        if let Some(reason) = &row.reason {
            description.push(t::ical_reason(language, reason.clone()));
        }
        CalendarEntry {
            uid: format!("{}@{host}", row.id),
            sequence: row.notice - 1,
            changed_at: row.changed_at,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            is_cancelled: row.is_cancelled,
            summary: line.title(language).to_owned(),
            place: place(row, language),
            description: description.join("\n"),
            address,
        }
    }

    /// The day and hours of a class in words.
    pub(super) fn hours(&self, row: &ClassRow, language: Language) -> String {
        let civil = self.desk.civil();
        let ends = civil(row.ends_at);
        let until = format!("{}:{:02}", ends.hour, ends.minute);
        format!("{}–{until}", format::moment(language, civil(row.starts_at)))
    }
}

/// Hall and address in one line.
pub(super) fn place(row: &ClassRow, language: Language) -> String {
    let address = row.hall.address.as_deref();
    format!(
        "{}, {}",
        row.hall.name,
        address.unwrap_or_else(|| t::address_unknown(language))
    )
}

/// The place of one who waits, counted from 1.
pub(super) fn position(all: &[EnrolmentRow], one: &EnrolmentRow) -> Option<u32> {
    let before = all
        .iter()
        .filter(|other| other.state == EnrolmentState::Waiting && other.place < one.place)
        .count();
    (one.state == EnrolmentState::Waiting).then(|| u32::try_from(before + 1).unwrap_or(u32::MAX))
}

fn own_of(all: &[EnrolmentRow], actor: &Actor) -> Option<OwnEnrolment> {
    let person = actor.person_id()?;
    let own = all.iter().find(|one| one.person == Some(person))?;
    Some(OwnEnrolment {
        id: own.id,
        state: own.state,
        position: position(all, own),
        shares_progress: own.shares_progress,
        attended_at: own.attended.map(|(at, _)| at),
    })
}

fn is_helped_by(one: &EnrolmentRow, actor: &Actor) -> bool {
    one.way == Way::Helper && one.enrolled_by.is_some() && one.enrolled_by == actor.person_id()
}

pub(super) fn rights(actor: &Actor) -> ClassRights {
    let may = |action| permit(actor, action, desk_of(actor)).is_ok();
    ClassRights {
        change: may(Action::AnnounceClass),
        enrol_visitor: may(Action::EnrolVisitor),
        read_people: may(Action::ReadEnrolments),
        note_attendance: may(Action::RecordAttendance),
    }
}
