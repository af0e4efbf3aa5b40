//! The queue of the moderators.

use super::frame::{Current, project_href, tabs};
use super::words;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::infrastructure::comment::{CommentState, CommentView, HidingReason, Verdict};
use domain::{FieldError, Problem};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{
    Badge, Button, ButtonKind, Card, Choice, EmptyState, ErrorSummary, HeadingLevel, IconName, Notice,
    PageHeader, Select, Tab, Tabs, Tone,
};

const ADDRESS: &str = "/infrastructure/moderation";

pub async fn show(request: PageRequest) -> Outcome {
    page(request, Errors::default()).await?.ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    match judge(&request).await {
        Ok(()) => Answer::done(request.href("/infrastructure/moderation"), "1"),
        Err(ServiceError::Invalid(errors)) => {
            let errors = Errors::new(request.language, errors);
            page(request, errors).await?.status(422).ok()
        }
        Err(error) => Err(error),
    }
}

async fn judge(request: &PageRequest) -> Result<(), ServiceError> {
    let form = &request.form;
    let id = form.text("comment").parse().map_err(|_| ServiceError::NotFound)?;
    let seen = form.text("version").parse().map_err(|_| ServiceError::NotFound)?;
    let verdict = match form.text("verdict") {
        "publish" => Verdict::Publish,
        "hide" => match HidingReason::of_code(form.text("reason")) {
            Some(reason) => Verdict::Hide(reason),
            None => {
                let field = format!("reason-{}", form.text("comment"));
                return Err(ServiceError::Invalid(vec![FieldError::new(
                    field,
                    Problem::Required,
                )]));
            }
        },
        _ => return Err(ServiceError::field("verdict", Problem::NotAChoice)),
    };
    request
        .services
        .infrastructure
        .judge_comment(&request.actor, id, seen, verdict)
        .await
}

async fn page(request: PageRequest, errors: Errors) -> Result<Page, ServiceError> {
    let language = request.language;
    let judged = request.query.get("show") == Some("judged");
    let queue = request
        .services
        .infrastructure
        .moderation_queue(&request.actor, judged)
        .await?;
    let is_done = request.done().is_some();
    let page = Page::new(t::moderation_title(language), move || {
        let summary = errors.summary(|_| Some(t::moderation_reason(language).to_owned()));
        let is_empty = queue.is_empty();
        let cards = queue
            .into_iter()
            .map(|view| card(&request, view, &errors))
            .collect_view();
        let tab = |label: &str, path: &str, is_current| Tab {
            label: label.to_owned(),
            href: request.href(path),
            count: None,
            is_current,
        };
        let states = vec![
            tab(t::moderation_waiting(language), ADDRESS, !judged),
            tab(
                t::moderation_judged(language),
                "/infrastructure/moderation?show=judged",
                judged,
            ),
        ];
        view! {
            <PageHeader title=t::moderation_title(language) lead=t::moderation_lead(language) />
            {tabs(&request, Current::Moderation, "")}
            <ErrorSummary title=t::errors_title(language) errors=summary />
            {is_done.then(|| view! { <Notice tone=Tone::Success is_announced=true>{t::moderation_done(language)}</Notice> })}
            <Tabs label=t::field_status(language) items=states />
            {is_empty.then(|| view! {
                <EmptyState title=t::moderation_empty(language) text=t::moderation_empty_text(language) level=HeadingLevel::Two />
            })}
            <div class="stack">{cards}</div>
        }
    });
    Ok(page.door(Door::Work).unlisted())
}

fn card(request: &PageRequest, view: CommentView, errors: &Errors) -> impl IntoView + use<> {
    let language = request.language;
    let CommentView {
        comment,
        written_on,
        project_title,
        ..
    } = view;
    let id = comment.id.to_string();
    let reason_field = format!("reason-{id}");
    let error = errors.of(&reason_field);
    let reasons: Vec<Choice> = HidingReason::ALL
        .into_iter()
        .map(|reason| Choice::new(reason.code(), words::reason(language, reason)))
        .collect();
    let reason = comment
        .reason
        .map(|reason| format!(": {}", words::reason(language, reason)));
    let may_publish = comment.state != CommentState::Published;
    let may_hide = comment.state != CommentState::Hidden;
    let tone = match comment.state {
        CommentState::Pending => Tone::Warning,
        CommentState::Published => Tone::Success,
        CommentState::Hidden => Tone::Neutral,
    };
    let state = words::state(language, comment.state);
    let href = project_href(language, &comment.project);
    let action = request.href(ADDRESS);
    let version = comment.version.to_string();
    view! {
        <Card title=project_title level=HeadingLevel::Two>
            <p class="comment__head">
                <Badge tone>{state} {reason}</Badge> " "
                <strong>{comment.author_name}</strong> " · "
                <time datetime=written_on.to_string()>{words::day(language, written_on)}</time> " · "
                <a href=href>{t::map_open(language)}</a>
            </p>
            <p class="comment__text">{comment.text}</p>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="comment" value=id />
                <input type="hidden" name="version" value=version />
                {may_hide.then(|| view! {
                    <Select name="reason" id=reason_field label=t::moderation_reason(language) options=reasons
                        empty_label="–" error=error />
                })}
                <div class="form__actions">
                    {may_publish.then(|| view! {
                        <Button name="verdict" value="publish" icon=IconName::Check>{t::moderation_publish(language)}</Button>
                    })}
                    {may_hide.then(|| view! {
                        <Button name="verdict" value="hide" kind=ButtonKind::Danger>{t::moderation_hide(language)}</Button>
                    })}
                </div>
            </form>
        </Card>
    }
}
