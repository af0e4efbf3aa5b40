//! Hearings in the open data of their projects: `social.consultationMeetings` and the documents that belong to them.
//!
//! A hearing that is ahead is an invitation (a document); once its minutes are published it is a meeting that was held. Nothing of
//! this is kept in the document of the project: an import replaces that, and hearings stay.

use super::Hearing;
use serde_json::{Map, Value, json};

/// The document of a project with what its hearings add. `page` gives the address of a hearing's page. What stands in the document
/// stays, letter by letter where nothing has to be joined to it.
///
/// # Errors
/// When the document is no JSON object.
pub fn told(
    document: &str,
    hearings: &[Hearing],
    page: impl Fn(&Hearing) -> String,
) -> Result<String, String> {
    let (meetings, papers) = parts(hearings, page);
    if papers.is_empty() {
        return Ok(document.to_owned());
    }
    let mut project: Map<String, Value> =
        serde_json::from_str(document).map_err(|error| format!("the document of a project: {error}"))?;
    let is_plain =
        !project.contains_key("documents") && (meetings.is_empty() || !project.contains_key("social"));
    if is_plain && let Some(open) = document.trim_end().strip_suffix('}') {
        let comma = if project.is_empty() { "" } else { "," };
        let papers = Value::Array(papers);
        let social = if meetings.is_empty() {
            String::new()
        } else {
            format!(",\"social\":{}", json!({ "consultationMeetings": meetings }))
        };
        return Ok(format!("{open}{comma}\"documents\":{papers}{social}}}"));
    }
    join(&mut project, "documents", papers)?;
    if !meetings.is_empty() {
        let social = project.entry("social").or_insert_with(|| json!({}));
        let social = social.as_object_mut().ok_or("social: no object")?;
        join(social, "consultationMeetings", meetings)?;
    }
    Ok(Value::Object(project).to_string())
}

/// What hearings add: meetings, and documents.
fn parts(hearings: &[Hearing], page: impl Fn(&Hearing) -> String) -> (Vec<Value>, Vec<Value>) {
    let (mut meetings, mut papers) = (Vec::new(), Vec::new());
    for hearing in hearings {
        if hearing.cancellation.is_some() {
            continue;
        }
        let address = page(hearing);
        papers.push(json!({
            "id": format!("hearing-{}-invitation", hearing.id),
            "documentType": "consultationMeetingInvitation",
            "title": hearing.title,
            "url": address,
            "datePublished": hearing.announced_at.rfc3339(),
            "format": "text/html",
            "language": "uk",
        }));
        let Some(minutes) = &hearing.minutes else { continue };
        papers.push(json!({
            "id": format!("hearing-{}-minutes", hearing.id),
            "documentType": "minutes.consultationMeeting",
            "title": hearing.title,
            "url": format!("{address}#minutes"),
            "datePublished": minutes.at.rfc3339(),
            "format": "text/html",
            "language": "uk",
        }));
        let mut meeting = json!({
            "id": format!("hearing-{}", hearing.id),
            "date": hearing.starts_at.rfc3339(),
            "numberOfParticipants": minutes.people(),
        });
        if !hearing.place.is_empty()
            && let Some(meeting) = meeting.as_object_mut()
        {
            meeting.insert("address".to_owned(), json!({ "streetAddress": hearing.place }));
        }
        meetings.push(meeting);
    }
    (meetings, papers)
}

/// Adds items to a list; one that stands there with the same id came from here before, and is replaced.
fn join(parent: &mut Map<String, Value>, name: &str, items: Vec<Value>) -> Result<(), String> {
    let list = parent.entry(name).or_insert_with(|| json!([]));
    let list = list.as_array_mut().ok_or_else(|| format!("{name}: no list"))?;
    list.retain(|old| !items.iter().any(|new| new.get("id") == old.get("id")));
    list.extend(items);
    Ok(())
}
