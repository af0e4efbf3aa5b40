//! One question after the end: how was it?

use crate::shared::{Errors, PageRequest};
use domain::Language;
use domain::cabinet::application::State;
use domain::cabinet::view::{ApplicationView, Rating};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, Choice, RadioGroup, TextArea};

/// The rating that was given, or the form for one.
pub fn rating(
    language: Language,
    application: &ApplicationView,
    action: &str,
    request: &PageRequest,
    errors: &Errors,
) -> AnyView {
    let is_over = application.state.is_closed() && application.state != State::Withdrawn;
    if let Some(given) = &application.rating {
        return view! { <p class="text-muted">{t::rating_given(language, given.score)}</p> }.into_any();
    }
    if !is_over {
        return ().into_any();
    }
    let scores = [
        ("5", t::rating_5(language)),
        ("4", t::rating_4(language)),
        ("3", t::rating_3(language)),
        ("2", t::rating_2(language)),
        ("1", t::rating_1(language)),
    ];
    let choices: Vec<Choice> = scores
        .into_iter()
        .map(|(value, label)| Choice::new(value, label))
        .collect();
    let (score, comment) = (
        request.form.text("score").to_owned(),
        request.form.text("comment").to_owned(),
    );
    let action = action.to_owned();
    view! {
        <section class="section">
            <h2 class="section__title">{t::rating_title(language)}</h2>
            <form class="form container--narrow" method="post" action=action novalidate>
                <RadioGroup name="score" label=t::rating_question(language) choices value=score error=errors.of("score") />
                <TextArea name="comment" label=t::rating_comment(language) value=comment error=errors.of("comment")
                    max_length=1_000_u32 rows=2 is_optional=true />
                <div class="form__actions">
                    <Button name="_action" value="rate" kind=ButtonKind::Secondary>{t::rating_send(language)}</Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// The rating as it was posted; a score that is no number is none.
pub fn posted(request: &PageRequest) -> Rating {
    Rating {
        score: request.form.text("score").parse().unwrap_or(0),
        comment: request.form.text("comment").to_owned(),
    }
}
