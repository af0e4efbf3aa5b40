//! A task of the training copy: its story, what is to be typed, and the way in.

use super::{address, again, data, device, go, open, page, see_standing, step_address};
use crate::shared::{Answer, Outcome, PageRequest};
use domain::learning::training::TrainingState;
use leptos::prelude::*;
use locales::training as t;
use ui::{Button, DescriptionList, Fact, IconName, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let view = open(&request).await?;
    let title = view.task.title.get(language).to_owned();
    let (task, service) = (view.task.clone(), view.card.name.get(language).to_owned());
    let state = view.attempt.as_ref().map(|attempt| attempt.state);
    let story: Vec<String> = task
        .story
        .iter()
        .map(|text| text.get(language).to_owned())
        .collect();
    let card = view.card.clone();
    let heading = title.clone();
    let asked = request.clone();
    page(&request, &view, &title, move || {
        let story = story
            .into_iter()
            .map(|text| view! { <p>{text}</p> })
            .collect_view();
        let items = data(language, &card.form, &task.data);
        let id = task.id.as_str();
        let way = match state {
            None => {
                let action = address(&asked, id, "");
                view! {
                    <form method="post" action=action>
                        <Button icon_after=IconName::ArrowRight>{t::begin(language)}</Button>
                    </form>
                }
                .into_any()
            }
            Some(TrainingState::Filling) => go(step_address(&asked, id, 0), t::go_on(language)),
            Some(_) => go(address(&asked, id, "/application"), t::to_application(language)),
        };
        let again = state.map(|_| again(&asked, id));
        view! {
            <PageHeader title=heading eyebrow=service>
                <Fact icon=IconName::Lock>{t::nothing_sent(language)}</Fact>
            </PageHeader>
            <div class="stack measure lead">{story}</div>
            <section class="section">
                <h2 class="section__title">{t::data(language)}</h2>
                <p class="measure">{t::data_text(language)}</p>
                <DescriptionList items />
            </section>
            <div class="form__actions">{way} {again}</div>
        }
    })
    .ok()
}

/// Begins an attempt; a device that became known by it gets its cookie.
pub async fn begin(request: PageRequest) -> Outcome {
    let task: String = request.param("task")?;
    let training = &request.services.training;
    let kept = training
        .begin(&request.actor, device(&request), &task, request.language)
        .await?;
    match kept.new_device {
        Some(token) => Ok(Answer::DeviceKnown {
            token,
            to: step_address(&request, &task, 0),
        }),
        None => see_standing(&request, &open(&request).await?),
    }
}
