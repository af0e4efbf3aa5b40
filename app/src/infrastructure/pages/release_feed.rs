//! The changes between releases as a feed (Atom, RFC 4287): one entry for each project that a release tells differently from the
//! release before it.

use super::atom::{Entry, Feed};
use super::frame::{project_href, with_query};
use super::release::page_address;
use super::release_changes::sentences;
use crate::shared::{Outcome, PageRequest};
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
    let asked = query(&filter.to_pairs());
    let feed = Feed {
        title: t::feed_title(request.language),
        own: with_query(request.href("/opendata/releases/changes.atom"), &asked),
        page: request.href("/opendata/releases"),
        updated: releases
            .first()
            .map(|latest| latest.published_at)
            .unwrap_or_default(),
    };
    feed.answer(&request, &entries)
}

fn entry(request: &PageRequest, after: &Release, difference: &Difference) -> String {
    let language = request.language;
    let id = &difference.item.id;
    let changes = request.href(&format!("{}/changes", page_address(&after.name)));
    // A project that is gone has no page any more.
    let link = match difference.what {
        What::Removed => changes.clone(),
        What::Added | What::Changed(_) => project_href(language, id),
    };
    let entry = Entry {
        title: &difference.item.title,
        id: format!("{changes}#{}", domain::link::encode(id.as_str())),
        updated: after.published_at,
        link,
        text: &sentences(language, difference).join(" "),
    };
    entry.text(request)
}
