//! The button that follows a project or a list, and where it leads. Works the same without a script; who is not signed in does
//! that on the way.

use super::following;
use super::frame::{project_href, with_query};
use crate::shared::{Answer, Outcome, PageRequest};
use domain::infrastructure::follow::{Pace, Target};
use domain::infrastructure::{Filter, ProjectId};
use domain::{FieldError, Language, Problem, ServiceError, ServiceResult};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{Button, ButtonKind, IconName, Notice, Tone};

/// Where everything is sent that has to do with following.
pub(super) const ADDRESS: &str = "/infrastructure/following";
/// What was done, in the address of the page after it.
const FOLLOWED: &str = "followed";
pub(super) const BEGUN: &str = "begun";
pub(super) const ENDED: &str = "ended";

/// Follows, stops following, chooses the pace of letters, or marks the news as read.
pub async fn submit(request: PageRequest) -> Outcome {
    let service = &request.services.infrastructure;
    let back = request.href(ADDRESS);
    match request.form.text("do") {
        "follow" => {
            let target = target(&request)?;
            service.follow(&request.actor, &target).await?;
            Answer::see(place(request.language, &target, BEGUN))
        }
        "unfollow" => {
            let target = target(&request)?;
            service.unfollow(&request.actor, &target).await?;
            if request.form.text("back").is_empty() {
                Answer::see(place(request.language, &target, ENDED))
            } else {
                Answer::done(back, ENDED)
            }
        }
        "pace" => match Pace::of_code(request.form.text("pace")) {
            Some(pace) => {
                service.set_pace(&request.actor, pace).await?;
                Answer::done(back, "pace")
            }
            None => {
                let errors = vec![FieldError::new("pace", Problem::NotAChoice)];
                following::page(&request, errors).await?.status(422).ok()
            }
        },
        "seen" => {
            service.mark_news_seen(&request.actor).await?;
            Answer::done(back, "seen")
        }
        _ => Err(ServiceError::field("do", Problem::NotAChoice)),
    }
}

/// What a form names: a project, or else the fields of a filter.
fn target(request: &PageRequest) -> ServiceResult<Target> {
    let project = request.form.text("project");
    if !project.is_empty() {
        let id: ProjectId = project.parse().map_err(|_| ServiceError::NotFound)?;
        return Ok(Target::Project(id));
    }
    let fields = &request.form.fields.0;
    let pairs = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let filter = Filter::of_pairs(pairs).map_err(|error| ServiceError::Invalid(error.0))?;
    Ok(Target::Filter(filter))
}

/// The page of a target, with what was done there.
fn place(language: Language, target: &Target, done: &str) -> String {
    match target {
        Target::Project(_) => format!("{}?{FOLLOWED}={done}#follow", href(language, target)),
        Target::Filter(filter) => {
            let mut pairs = filter.to_pairs();
            pairs.push((FOLLOWED, done.to_owned()));
            let list = crate::shared::href(language, "/infrastructure");
            with_query(list, &domain::link::query(&pairs))
        }
    }
}

/// The page of a target.
pub(super) fn href(language: Language, target: &Target) -> String {
    match target {
        Target::Project(id) => project_href(language, id),
        Target::Filter(filter) => with_query(
            crate::shared::href(language, "/infrastructure"),
            &filter.to_query(),
        ),
    }
}

/// The addresses of the feed and of the calendar of a target.
fn open_ways(language: Language, target: &Target) -> [String; 2] {
    ["news.atom", "dates.ics"].map(|file| match target {
        Target::Project(id) => format!("{}/{file}", project_href(language, id)),
        Target::Filter(filter) => with_query(
            crate::shared::href(language, &format!("/infrastructure/{file}")),
            &filter.to_query(),
        ),
    })
}

/// The feed and the calendar of a target, for everybody.
pub(super) fn open_links(language: Language, target: &Target) -> impl IntoView + use<> {
    let [feed, calendar] = open_ways(language, target);
    view! {
        <ul class="cluster list-plain text-small" data-reload="">
            <li><a href=feed>{t::follow_feed(language)}</a></li>
            <li><a href=calendar>{t::follow_calendar(language)}</a></li>
        </ul>
    }
}

/// The button with the fields that name the target.
pub(super) fn button(
    request: &PageRequest,
    target: &Target,
    is_followed: bool,
    goes_back: bool,
) -> impl IntoView + use<> {
    let language = request.language;
    let action = request.href(ADDRESS);
    let pairs = match target {
        Target::Project(id) => vec![("project", id.to_string())],
        Target::Filter(filter) => filter.to_pairs(),
    };
    let fields = pairs
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let back = goes_back.then(|| view! { <input type="hidden" name="back" value="following" /> });
    let (what, label) = if is_followed {
        ("unfollow", t::follow_stop(language))
    } else {
        let label = match target {
            Target::Project(_) => t::follow_project(language),
            Target::Filter(filter) if filter.is_empty() => t::follow_all(language),
            Target::Filter(_) => t::follow_list(language),
        };
        ("follow", label)
    };
    let icon = if is_followed {
        IconName::Close
    } else {
        IconName::Bell
    };
    view! {
        <form method="post" action=action>
            {fields} {back}
            <input type="hidden" name="do" value=what />
            <Button kind=ButtonKind::Secondary icon=icon>{label}</Button>
        </form>
    }
}

/// Everything about following one thing: button, who will know, and the ways without an account.
pub(super) fn choice(request: &PageRequest, target: &Target, is_followed: bool) -> impl IntoView + use<> {
    let language = request.language;
    let is_signed_in = request.actor.signed_in().is_some();
    let all = is_signed_in.then(|| {
        let href = request.href(ADDRESS);
        view! { <p class="text-small"><a href=href>{t::follow_page(language)}</a></p> }
    });
    view! {
        <div class="stack stack--tight">
            {is_followed.then(|| view! { <p>{t::follow_is(language)}</p> })}
            {button(request, target, is_followed, false)}
            <p class="text-muted text-small">{t::follow_note(language)}</p>
            {all}
            <p class="text-small">{t::follow_open(language)}</p>
            {open_links(language, target)}
        </div>
    }
}

/// Says what was done, where the data bear it out.
pub(super) fn thanks(request: &PageRequest, is_followed: bool) -> Option<impl IntoView + use<>> {
    let text = match (request.query.get(FOLLOWED)?, is_followed) {
        (BEGUN, true) => t::follow_begun(request.language),
        (ENDED, false) => t::follow_ended(request.language),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Success is_announced=true>{text}</Notice> })
}
