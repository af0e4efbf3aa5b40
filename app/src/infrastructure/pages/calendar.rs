//! The dates of a project, or of what a filter finds, for the reader's own calendar (iCalendar).

use super::frame::project_href;
use super::{news_feed, words};
use crate::shared::{Answer, Download, Outcome, PageRequest};
use domain::ical::Calendar;
use domain::infrastructure::ProjectId;
use domain::infrastructure::dates::{Dated, ProjectDate, ProjectDates};
use domain::infrastructure::follow::Target;
use domain::infrastructure::project::Day;
use domain::{Language, ServiceError};
use locales::infrastructure as t;

/// The dates of everything that the filter of the address finds.
pub async fn of_filter(request: PageRequest) -> Outcome {
    let filter = news_feed::filter(&request)?;
    let name = if filter.is_empty() {
        t::dates_title(request.language)
    } else {
        t::dates_filtered(request.language)
    };
    answer(&request, &Target::Filter(filter), name).await
}

/// The dates of one project.
pub async fn of_project(request: PageRequest) -> Outcome {
    let id: ProjectId = request.param("id")?;
    let service = &request.services.infrastructure;
    let item = service.item(&request.actor, &id).await?;
    let item = item.ok_or(ServiceError::NotFound)?;
    let name = t::dates_project(request.language, &item.title);
    answer(&request, &Target::Project(id), &name).await
}

async fn answer(request: &PageRequest, target: &Target, name: &str) -> Outcome {
    let service = &request.services.infrastructure;
    let found = service
        .dates(&request.actor, target)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let mut calendar = Calendar::begun("infrastructure");
    calendar.text("NAME", name);
    calendar.text("X-WR-CALNAME", name);
    calendar.line("REFRESH-INTERVAL;VALUE=DURATION:P1D");
    for project in &found {
        for date in &project.dates {
            event(&mut calendar, request, project, date);
        }
    }
    Ok(Answer::Download(Download {
        media_type: "text/calendar; charset=utf-8".to_owned(),
        file_name: Some("hromada.ics".to_owned()),
        content: calendar.ended().into_bytes(),
    }))
}

fn event(calendar: &mut Calendar, request: &PageRequest, project: &ProjectDates, date: &ProjectDate) {
    let language = request.language;
    let origin = &request.community.origin;
    let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host);
    let page = format!("{origin}{}", project_href(language, &project.project));
    calendar.line("BEGIN:VEVENT");
    calendar.text("UID", &format!("{}-{}@{host}", project.project, date.key));
    calendar.moment("DTSTAMP", project.updated);
    calendar.line(&format!("DTSTART;VALUE=DATE:{}", day(date.day)));
    calendar.text("SUMMARY", &summary(language, &project.title, &date.what));
    calendar.text("DESCRIPTION", &format!("{}\n{page}", t::dates_note(language)));
    calendar.line(&format!("URL:{page}"));
    // A date of the city's work keeps nobody busy.
    calendar.line("TRANSP:TRANSPARENT");
    calendar.line("END:VEVENT");
}

fn summary(language: Language, title: &str, what: &Dated) -> String {
    match what {
        Dated::Start(kind) => t::dates_start(language, words::period_kind(language, *kind), title),
        Dated::End(kind) => t::dates_end(language, words::period_kind(language, *kind), title),
        Dated::Milestone {
            title: milestone,
            is_met: true,
        } => t::dates_met(language, milestone, title),
        Dated::Milestone {
            title: milestone,
            is_met: false,
        } => t::dates_milestone(language, milestone, title),
    }
}

/// `20261123`
fn day(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year, day.month, day.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_calendars_read_them() {
        assert_eq!(day(Day::of_text("2026-03-02").unwrap()), "20260302");
    }
}
