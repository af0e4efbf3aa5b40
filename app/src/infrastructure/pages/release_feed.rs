//! The changes between releases as a feed (Atom, RFC 4287): one entry for each project that a release tells differently from the
//! release before it.

use super::frame::project_href;
use super::release::page_address;
use super::release_changes::sentences;
use crate::shared::{Answer, Download, Outcome, PageRequest};
use domain::ServiceError;
use domain::infrastructure::difference::{Difference, DifferenceFilter, What};
use domain::infrastructure::release::Release;
use domain::link::query;
use locales::infrastructure as t;

/// The most entries of the feed; readers ask often enough to miss none.
const MOST_ENTRIES: usize = 100;
/// The most releases that the feed looks back.
const MOST_RELEASES: usize = 10;

pub async fn show(request: PageRequest) -> Outcome {
    let pairs = request
        .query
        .0
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let filter = DifferenceFilter::of_pairs(pairs).map_err(ServiceError::Invalid)?;
    let service = &request.services.infrastructure;
    let releases = service.releases(&request.actor).await?;
    let mut entries = Vec::new();
    for pair in releases.windows(2).take(MOST_RELEASES) {
        let [after, before] = pair else { continue };
        let mut page = 1;
        loop {
            let found = service
                .compare_releases(&request.actor, before, after, filter, page)
                .await?;
            let space = MOST_ENTRIES.saturating_sub(entries.len());
            let told = found.differences.iter().take(space);
            entries.extend(told.map(|difference| entry(&request, after, difference)));
            if page >= found.pages || entries.len() >= MOST_ENTRIES {
                break;
            }
            page += 1;
        }
    }
    Ok(Answer::Download(Download {
        media_type: "application/atom+xml; charset=utf-8".to_owned(),
        file_name: None,
        content: feed(&request, filter, releases.first(), &entries.concat()).into_bytes(),
    }))
}

fn feed(request: &PageRequest, filter: DifferenceFilter, latest: Option<&Release>, entries: &str) -> String {
    let language = request.language;
    let origin = &request.community.origin;
    let asked = query(&filter.to_pairs());
    let path = request.href("/opendata/releases/changes.atom");
    let own = if asked.is_empty() {
        format!("{origin}{path}")
    } else {
        format!("{origin}{path}?{asked}")
    };
    let page = format!("{origin}{}", request.href("/opendata/releases"));
    let updated = latest.map(|latest| latest.published_at).unwrap_or_default();
    let publisher = &request.services.infrastructure.profile().publisher;
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n\
         <author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
         {entries}</feed>\n",
        language.code(),
        escape(t::feed_title(language)),
        escape(&own),
        updated.rfc3339(),
        escape(publisher),
        escape(&own),
        escape(&page),
    )
}

fn entry(request: &PageRequest, after: &Release, difference: &Difference) -> String {
    let language = request.language;
    let origin = &request.community.origin;
    let id = &difference.item.id;
    let changes = format!("{}/changes", page_address(&after.name));
    // A project that is gone has no page any more.
    let link = match difference.what {
        What::Removed => request.href(&changes),
        What::Added | What::Changed(_) => project_href(language, id),
    };
    format!(
        "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<content type=\"text\">{}</content>\n</entry>\n",
        escape(&difference.item.title),
        escape(&format!(
            "{origin}{}#{}",
            request.href(&changes),
            domain::link::encode(id.as_str())
        )),
        after.published_at.rfc3339(),
        escape(&format!("{origin}{link}")),
        escape(&sentences(language, difference).join(" ")),
    )
}

/// A text within XML 1.0: five characters are written by name, those that XML forbids are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' => escaped.push(letter),
            letter if letter < ' ' || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_its_element() {
        assert_eq!(
            escape("</title><b a=\"1\">\u{1}&'"),
            "&lt;/title&gt;&lt;b a=&quot;1&quot;&gt;&amp;&apos;"
        );
    }
}
