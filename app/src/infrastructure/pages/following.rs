//! Everything that somebody follows, what is new there, and how often letters come.

use super::filter_form::described;
use super::follow::{ADDRESS, ENDED, button, href, open_links};
use super::frame::{Current, project_href, tabs};
use crate::shared::{Door, Errors, Outcome, Page, PageRequest};
use domain::infrastructure::follow::{Followed, Following, NEWS_DAYS, Pace, Target};
use domain::infrastructure::news::News;
use domain::{FieldError, Language, ServiceResult, Timestamp};
use leptos::prelude::*;
use locales::{infrastructure as t, project as words};
use ui::{
    Badge, Button, ButtonKind, ButtonLink, Choice, EmptyState, ErrorSummary, HeadingLevel, IconName, Notice,
    PageHeader, RadioGroup, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, Vec::new()).await?.ok()
}

/// The page with the errors of its form.
///
/// # Errors
/// When nobody is signed in, or the database cannot be read.
pub(super) async fn page(request: &PageRequest, errors: Vec<FieldError>) -> ServiceResult<Page> {
    let language = request.language;
    let service = &request.services.infrastructure;
    let following = service.following(&request.actor).await?;
    let errors = Errors::new(language, errors);
    let request = request.clone();
    let page = Page::new(t::following_title(language), move || {
        let summary = errors.summary(|_| Some(t::letters_pace(language).to_owned()));
        let content = if following.things.is_empty() {
            none(&request).into_any()
        } else {
            content(&request, &following, &errors).into_any()
        };
        view! {
            <PageHeader title=t::following_title(language) lead=t::following_lead(language) />
            {tabs(&request, Current::Following, "")}
            <ErrorSummary title=t::errors_title(language) errors=summary />
            {thanks(&request, &following)}
            {content}
        }
    });
    Ok(page.door(Door::Infrastructure).unlisted())
}

/// What was done on the page before.
fn thanks(request: &PageRequest, following: &Following) -> Option<impl IntoView + use<>> {
    let language = request.language;
    let text = match request.done()? {
        ENDED => t::follow_ended(language),
        "pace" => t::letters_saved(language),
        "seen" if following.unseen() == 0 => t::following_seen_done(language),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Success is_announced=true>{text}</Notice> })
}

fn none(request: &PageRequest) -> impl IntoView + use<> {
    let language = request.language;
    let list = request.href("/infrastructure");
    view! {
        <EmptyState title=t::following_none(language) text=t::following_none_text(language) icon=IconName::Bell
            level=HeadingLevel::Two>
            <ButtonLink href=list>{t::following_to_list(language)}</ButtonLink>
        </EmptyState>
    }
}

fn content(request: &PageRequest, following: &Following, errors: &Errors) -> impl IntoView + use<> {
    let language = request.language;
    let things = following
        .things
        .iter()
        .map(|thing| thing_item(request, thing))
        .collect_view();
    view! {
        <div class="sidebar">
            {news_section(request, following)}
            <div class="stack stack--loose">
                <section class="section" aria-labelledby="things">
                    <h2 id="things" class="section__title">{t::following_things(language)}</h2>
                    <ul class="list-plain stack">{things}</ul>
                </section>
                {letters(request, following.pace, errors)}
            </div>
        </div>
    }
}

fn news_section(request: &PageRequest, following: &Following) -> impl IntoView + use<> {
    let language = request.language;
    let unseen = following.unseen();
    let items = following
        .news
        .iter()
        .map(|news| news_item(request, news, following.seen_at))
        .collect_view();
    let is_none = following.news.is_empty();
    let action = request.href(ADDRESS);
    let mark = (unseen > 0).then(|| {
        let count = i64::try_from(unseen).unwrap_or(i64::MAX);
        view! {
            <form method="post" action=action class="cluster">
                <Badge tone=Tone::Info>{t::following_unseen(language, count)}</Badge>
                <input type="hidden" name="do" value="seen" />
                <Button kind=ButtonKind::Quiet icon=IconName::Check>{t::following_seen(language)}</Button>
            </form>
        }
    });
    view! {
        <section class="section" aria-labelledby="news">
            <h2 id="news" class="section__title">{t::following_news(language, NEWS_DAYS)}</h2>
            {mark}
            {is_none.then(|| view! { <p>{t::following_no_news(language)}</p> })}
            <ol class="list-plain stack">{items}</ol>
        </section>
    }
}

fn news_item(request: &PageRequest, news: &News, seen_at: Timestamp) -> impl IntoView + use<> {
    let language = request.language;
    let href = format!("{}{}", project_href(language, &news.project), news.place());
    let is_new = news.at > seen_at;
    let is_new = is_new.then(|| view! { " " <Badge tone=Tone::Info>{t::following_new(language)}</Badge> });
    let (title, text) = (news.title.clone(), words::news_text(language, &news.what));
    let (kind, day) = (words::news_kind(language, &news.what), request.date(news.at));
    view! {
        <li class="stack stack--tight" data-news=news.anchor()>
            <h3 class="results__title"><a href=href>{title}</a></h3>
            <p class="comment__head"><strong>{kind}</strong> " · " {day} {is_new}</p>
            <p class="comment__text">{text}</p>
        </li>
    }
}

fn thing_item(request: &PageRequest, thing: &Followed) -> impl IntoView + use<> {
    let language = request.language;
    let label = match (&thing.target, &thing.title) {
        (Target::Project(_), Some(title)) => title.clone(),
        (Target::Project(id), None) => id.to_string(),
        (Target::Filter(filter), _) => {
            let (authority, supplier) = (thing.authority.as_deref(), thing.supplier.as_deref());
            described(request, filter, authority, supplier)
        }
    };
    let is_gone = matches!(thing.target, Target::Project(_)) && thing.title.is_none();
    let heading = if is_gone {
        view! { <strong>{label}</strong> }.into_any()
    } else {
        let href = href(language, &thing.target);
        view! { <a href=href>{label}</a> }.into_any()
    };
    let gone = is_gone.then(|| view! { <p>{t::following_gone(language)}</p> });
    let links = (!is_gone).then(|| open_links(language, &thing.target));
    let since = t::following_since(language, request.date(thing.since));
    view! {
        <li class="stack stack--tight" data-followed="">
            <p>{heading} " " <span class="text-muted text-small">{since}</span></p>
            {gone}
            {links}
            {button(request, &thing.target, true, true)}
        </li>
    }
}

fn letters(request: &PageRequest, pace: Pace, errors: &Errors) -> impl IntoView + use<> {
    let language = request.language;
    let action = request.href(ADDRESS);
    let choices = Pace::ALL
        .map(|pace| {
            let choice = Choice::new(pace.code(), pace_name(language, pace));
            match pace {
                Pace::Daily => choice.hint(t::letters_daily_hint(language)),
                Pace::Weekly | Pace::Never => choice,
            }
        })
        .to_vec();
    view! {
        <section class="section" aria-labelledby="letters">
            <h2 id="letters" class="section__title">{t::letters_title(language)}</h2>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="do" value="pace" />
                <RadioGroup name="pace" label=t::letters_pace(language) choices value=pace.code() error=errors.of("pace") />
                <div class="form__actions"><Button kind=ButtonKind::Secondary>{t::letters_save(language)}</Button></div>
            </form>
        </section>
    }
}

fn pace_name(language: Language, pace: Pace) -> &'static str {
    match pace {
        Pace::Daily => t::letters_daily(language),
        Pace::Weekly => t::letters_weekly(language),
        Pace::Never => t::letters_never(language),
    }
}
