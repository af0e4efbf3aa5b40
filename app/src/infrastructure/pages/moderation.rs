//! The queue of the moderators.

use super::frame::{Current, project_href, tabs};
use super::words;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, href};
use domain::ServiceError;
use domain::infrastructure::comment::{CommentState, CommentView, HidingReason, Verdict};
use domain::infrastructure::hearing::proposal::ProposalView;
use domain::infrastructure::project::Day;
use domain::{FieldError, Language, Problem};
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
    let seen = form.text("version").parse().map_err(|_| ServiceError::NotFound)?;
    let verdict = match form.text("verdict") {
        "publish" => Verdict::Publish,
        "hide" => match HidingReason::of_code(form.text("reason")) {
            Some(reason) => Verdict::Hide(reason),
            None => {
                let field = format!("reason-{}{}", form.text("comment"), form.text("proposal"));
                return Err(ServiceError::Invalid(vec![FieldError::new(
                    field,
                    Problem::Required,
                )]));
            }
        },
        _ => return Err(ServiceError::field("verdict", Problem::NotAChoice)),
    };
    let (services, actor) = (&request.services, &request.actor);
    if let Ok(proposal) = form.text("proposal").parse() {
        return services
            .hearings
            .judge_proposal(actor, proposal, seen, verdict)
            .await;
    }
    let id = form.text("comment").parse().map_err(|_| ServiceError::NotFound)?;
    services
        .infrastructure
        .judge_comment(actor, id, seen, verdict)
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
    let proposals = &request.services.hearings;
    let proposals = proposals.proposal_queue(&request.actor, judged).await?;
    let is_done = request.done().is_some();
    let page = Page::new(t::moderation_title(language), move || {
        let summary = errors.summary(|_| Some(t::moderation_reason(language).to_owned()));
        let is_empty = queue.is_empty() && proposals.is_empty();
        let comments = queue.into_iter().map(|view| Case::of_comment(language, view));
        let proposals = proposals
            .into_iter()
            .map(|view| Case::of_proposal(language, view));
        let cards = comments
            .chain(proposals)
            .map(|case| card(&request, case, &errors))
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

/// A text that a moderator judges.
struct Case {
    /// What it is, in the form.
    kind: &'static str,
    id: String,
    version: i64,
    /// What it is written about, and where that is.
    title: String,
    href: String,
    open: &'static str,
    author_name: String,
    written_on: Day,
    text: String,
    state: CommentState,
    reason: Option<HidingReason>,
}

impl Case {
    fn of_comment(language: Language, view: CommentView) -> Self {
        let comment = view.comment;
        Self {
            kind: "comment",
            id: comment.id.to_string(),
            version: comment.version,
            title: view.project_title,
            href: project_href(language, &comment.project),
            open: t::map_open(language),
            author_name: comment.author_name,
            written_on: view.written_on,
            text: comment.text,
            state: comment.state,
            reason: comment.reason,
        }
    }

    fn of_proposal(language: Language, view: ProposalView) -> Self {
        let proposal = view.proposal;
        let path = format!("/infrastructure/hearings/{}", proposal.hearing);
        Self {
            kind: "proposal",
            id: proposal.id.to_string(),
            version: proposal.version,
            title: view.hearing_title,
            href: href(language, &path),
            open: t::moderation_hearing(language),
            author_name: proposal.author_name,
            written_on: view.written_on,
            text: proposal.text,
            state: proposal.state,
            reason: proposal.reason,
        }
    }
}

fn card(request: &PageRequest, case: Case, errors: &Errors) -> impl IntoView + use<> {
    let language = request.language;
    let Case { id, written_on, .. } = case;
    let reason_field = format!("reason-{id}");
    let error = errors.of(&reason_field);
    let reasons: Vec<Choice> = HidingReason::ALL
        .into_iter()
        .map(|reason| Choice::new(reason.code(), words::reason(language, reason)))
        .collect();
    let reason = case
        .reason
        .map(|reason| format!(": {}", words::reason(language, reason)));
    let may_publish = case.state != CommentState::Published;
    let may_hide = case.state != CommentState::Hidden;
    let tone = match case.state {
        CommentState::Pending => Tone::Warning,
        CommentState::Published => Tone::Success,
        CommentState::Hidden => Tone::Neutral,
    };
    let state = words::state(language, case.state);
    let (kind, href, open) = (case.kind, case.href, case.open);
    let action = request.href(ADDRESS);
    let version = case.version.to_string();
    view! {
        <Card title=case.title level=HeadingLevel::Two>
            <p class="comment__head">
                <Badge tone>{state} {reason}</Badge> " "
                <strong>{case.author_name}</strong> " · "
                <time datetime=written_on.to_string()>{words::day(language, written_on)}</time> " · "
                <a href=href>{open}</a>
            </p>
            <p class="comment__text">{case.text}</p>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name=kind value=id />
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
