//! Review cards: one side, a thought, the other side, and whether it was known.

use super::words::{device, screen_href};
use crate::shared::{Answer, Door, Outcome, Page, PageRequest};
use domain::learning::review::CardPath;
use domain::learning::view::CardView;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::learning as t;
use ui::{Button, ButtonKind, ButtonLink, EmptyState, Fact, IconName, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let learning = &request.services.learning;
    let view = learning.review(&request.actor, device(&request)).await?;
    let (action, home) = (request.href("/learning/review"), request.href("/learning"));
    Page::new(t::review_title(language), move || {
        let left = t::review_left(language, i64::from(view.left));
        let body = match (view.card, view.has_cards) {
            (Some(card), _) => front_and_back(language, card, action),
            (None, true) => nothing(
                language,
                t::review_done_title(language),
                t::review_done(language),
                home,
            ),
            (None, false) => nothing(
                language,
                t::review_none_title(language),
                t::review_none(language),
                home,
            ),
        };
        let facts = (view.left > 0).then(|| view! { <Fact icon=IconName::Layers>{left}</Fact> });
        view! {
            <div class="container--narrow lesson page">
                <PageHeader title=t::review_title(language) lead=t::review_lead(language)>{facts}</PageHeader>
                {body}
            </div>
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

/// Keeps the answer and shows the next card.
pub async fn answer(request: PageRequest) -> Outcome {
    let card: CardPath = request
        .form
        .text("card")
        .parse()
        .map_err(|_| ServiceError::NotFound)?;
    let knows = request.form.text("knows") == "yes";
    let learning = &request.services.learning;
    learning
        .review_card(&request.actor, device(&request), &card, knows)
        .await?;
    Answer::see(request.href("/learning/review"))
}

/// The back is folded away until the learner has thought.
fn front_and_back(language: Language, card: CardView, action: String) -> AnyView {
    let lesson = screen_href(language, &card.lesson_path, "intro");
    let name = t::review_lesson(language, card.lesson.get(language));
    let (front, back) = (
        card.front.get(language).to_owned(),
        card.back.get(language).to_owned(),
    );
    view! {
        <article class="card review-card">
            <h2 class="review-card__front">{front}</h2>
            <details class="review-card__fold">
                <summary class="button button--secondary">{t::review_turn(language)}</summary>
                <div class="stack">
                    <p class="review-card__back">{back}</p>
                    <p><a href=lesson>{name}</a></p>
                    <form class="form__actions" method="post" action=action>
                        <input type="hidden" name="card" value=card.path.to_string() />
                        <Button icon=IconName::Check name="knows" value="yes">{t::review_knows(language)}</Button>
                        <Button kind=ButtonKind::Secondary icon=IconName::Refresh name="knows" value="no">
                            {t::review_unsure(language)}
                        </Button>
                    </form>
                </div>
            </details>
        </article>
    }
    .into_any()
}

fn nothing(language: Language, title: &'static str, text: &'static str, home: String) -> AnyView {
    view! {
        <EmptyState title=title text=text icon=IconName::CircleCheck>
            <ButtonLink href=home>{t::courses(language)}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}
