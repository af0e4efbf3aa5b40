//! The questions that wait for the city's answer.

use super::comments::waits;
use super::frame::{crumbs, project_href};
use super::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::infrastructure::comment::CommentView;
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{ButtonKind, ButtonLink, Card, EmptyState, HeadingLevel, IconName, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let service = &request.services.infrastructure;
    let waiting = service.unanswered(&request.actor).await?;
    Page::new(t::answers_title(language), move || {
        let is_none = waiting.is_empty();
        let cards = waiting
            .into_iter()
            .map(|view| card(&request, view))
            .collect_view();
        view! {
            {crumbs(&request, t::answers_title(language))}
            <PageHeader title=t::answers_title(language) lead=t::answers_lead(language) />
            {is_none.then(|| view! {
                <EmptyState title=t::answers_none(language) text=t::answers_none_text(language) level=HeadingLevel::Two />
            })}
            <div class="stack">{cards}</div>
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

fn card(request: &PageRequest, view: CommentView) -> impl IntoView + use<> {
    let language = request.language;
    let waits = waits(language, &view);
    let CommentView {
        comment,
        written_on,
        project_title,
        ..
    } = view;
    let href = format!(
        "{}#comment-{}",
        project_href(language, &comment.project),
        comment.id
    );
    view! {
        <Card title=project_title level=HeadingLevel::Two>
            <p class="comment__head">
                <strong>{comment.author_name}</strong> " · "
                <time datetime=written_on.to_string()>{words::day(language, written_on)}</time>
            </p>
            <p class="comment__text">{comment.text}</p>
            {waits}
            <p><ButtonLink href kind=ButtonKind::Secondary icon=IconName::Message>{t::answers_open(language)}</ButtonLink></p>
        </Card>
    }
}
