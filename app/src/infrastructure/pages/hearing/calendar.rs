//! A hearing for the reader's own calendar (iCalendar).

use super::words::hearing_href;
use crate::shared::{Answer, Download, Outcome, PageRequest};
use domain::ical::Calendar;
use domain::id::PublicHearingId;
use locales::hearing as t;

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: PublicHearingId = request.param("id")?;
    let hearing = request
        .services
        .hearings
        .hearing(&request.actor, id)
        .await?
        .hearing;
    let origin = &request.community.origin;
    let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host);
    let page = format!("{origin}{}", hearing_href(language, id));
    let changed_at = hearing
        .cancellation
        .as_ref()
        .map_or(hearing.announced_at, |cancellation| cancellation.at);
    let place = if hearing.place.is_empty() {
        &hearing.video
    } else {
        &hearing.place
    };
    let mut calendar = Calendar::begun("hearings");
    calendar.text("X-WR-CALNAME", t::title(language));
    calendar.line("BEGIN:VEVENT");
    calendar.line(&format!("UID:hearing-{id}@{host}"));
    calendar.line(&format!("SEQUENCE:{}", i64::from(hearing.cancellation.is_some())));
    calendar.moment("DTSTAMP", changed_at);
    calendar.moment("DTSTART", hearing.starts_at);
    calendar.moment("DTEND", hearing.ends_at);
    calendar.line(if hearing.cancellation.is_some() {
        "STATUS:CANCELLED"
    } else {
        "STATUS:CONFIRMED"
    });
    calendar.text("SUMMARY", &hearing.title);
    calendar.text("LOCATION", place);
    let note = t::calendar_note(language, &page);
    calendar.text("DESCRIPTION", &format!("{}\n{note}", hearing.about));
    calendar.line(&format!("URL:{page}"));
    calendar.line("END:VEVENT");
    Ok(Answer::Download(Download {
        media_type: "text/calendar; charset=utf-8".to_owned(),
        file_name: Some("hearing.ics".to_owned()),
        content: calendar.ended().into_bytes(),
    }))
}
