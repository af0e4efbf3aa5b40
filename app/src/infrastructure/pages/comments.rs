//! Comments below a project: reading, writing, replying, the city's answer.

use super::frame::holds;
use super::{project, words};
use crate::shared::{Answer, Errors, Outcome, PageRequest};
use domain::ServiceError;
use domain::actor::Role;
use domain::id::CommentId;
use domain::infrastructure::ProjectId;
use domain::infrastructure::comment::{
    CommentInput, CommentState, CommentView, LONGEST_TEXT, Moderation, NameShown,
};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{
    Badge, Button, ButtonKind, ButtonLink, Choice, Disclosure, ErrorSummary, IconName, Notice, RadioGroup,
    TextArea, Tone,
};

/// What was typed, and what is wrong with it.
#[derive(Default)]
pub(super) struct Draft {
    pub input: CommentInput,
    pub errors: Errors,
}

impl Draft {
    pub(super) fn is_empty(&self) -> bool {
        self.input == CommentInput::default() && self.errors.is_empty()
    }
}

/// Writes a comment or a reply.
pub async fn submit(request: PageRequest) -> Outcome {
    let id: ProjectId = request.param("id")?;
    let input = CommentInput {
        text: request.form.text("text").to_owned(),
        name: request.form.text("name").to_owned(),
        parent: Some(request.form.text("parent").to_owned()).filter(|parent| !parent.is_empty()),
    };
    match request
        .services
        .infrastructure
        .write_comment(&request.actor, &id, &input)
        .await
    {
        Ok((_, state)) => Answer::see(project::comments_href(&request, &id, state.code())),
        Err(ServiceError::Invalid(errors)) => {
            let draft = Draft {
                input,
                errors: Errors::new(request.language, errors),
            };
            project::page(&request, draft).await?.status(422).ok()
        }
        Err(error) => Err(error),
    }
}

/// Answers a comment for the city.
pub async fn answer(request: PageRequest) -> Outcome {
    let id: CommentId = request.param("id")?;
    let text = request.form.text("answer");
    let project = request
        .services
        .infrastructure
        .answer_comment(&request.actor, id, text)
        .await?;
    Answer::see(project::comments_href(&request, &project, "answered"))
}

/// Says what became of the text that was just sent.
pub(super) fn thanks(request: &PageRequest) -> Option<impl IntoView + use<>> {
    let text = match request.query.get("written")? {
        "pending" => t::comment_thanks_pending(request.language),
        "published" => t::comment_thanks_published(request.language),
        "answered" => t::answer_published(request.language),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Success is_announced=true>{text}</Notice> })
}

/// The discussion of a project with its form.
pub(super) fn section(
    request: &PageRequest,
    id: &ProjectId,
    comments: Vec<CommentView>,
    draft: &Draft,
) -> impl IntoView + use<> {
    let language = request.language;
    let is_none = comments.is_empty();
    let items = comments
        .into_iter()
        .map(|view| comment(request, id, view))
        .collect_view();
    view! {
        <section class="section" aria-labelledby="comments" data-comments="">
            <h2 id="comments" tabindex="-1" class="section__title">{t::comments(language)}</h2>
            {is_none.then(|| view! { <p>{t::comments_none(language)}</p> })}
            <ol class="list-plain stack">{items}</ol>
            {form(request, id, draft)}
        </section>
    }
}

fn comment(request: &PageRequest, project: &ProjectId, view: CommentView) -> impl IntoView + use<> {
    let language = request.language;
    let CommentView {
        comment,
        written_on,
        answered_on,
        ..
    } = view;
    let note = match (comment.state, comment.reason) {
        (CommentState::Pending, _) => Some(t::comment_pending(language).to_owned()),
        (CommentState::Hidden, Some(reason)) => {
            Some(t::comment_hidden(language, words::reason(language, reason)))
        }
        (CommentState::Hidden, None) => Some(words::state(language, comment.state).to_owned()),
        (CommentState::Published, _) => None,
    };
    let note = note.map(|note| view! { <Badge tone=Tone::Warning>{note}</Badge> });
    let answer = comment.answer.clone().map(|answer| {
        let day = answered_on.map(|day| words::day(language, day)).unwrap_or_default();
        view! {
            <div class="comment__answer">
                <p class="comment__head"><strong>{t::answer_official(language)}</strong> " · " {answer.author_name} " · " {day}</p>
                <p class="comment__text">{answer.text}</p>
            </div>
        }
    });
    let is_published = comment.state == CommentState::Published;
    let may_answer = is_published && comment.answer.is_none() && holds(request, Role::ProjectEditor);
    let may_reply = is_published && comment.parent.is_none() && request.actor.signed_in().is_some();
    let id = comment.id.to_string();
    let class = if comment.parent.is_some() {
        "comment comment--reply"
    } else {
        "comment"
    };
    view! {
        <li class=class id=format!("comment-{id}")>
            <p class="comment__head">
                <strong>{comment.author_name}</strong> " · "
                <time datetime=written_on.to_string()>{words::day(language, written_on)}</time>
            </p>
            {note}
            <p class="comment__text">{comment.text}</p>
            {answer}
            {may_reply.then(|| reply_form(request, project, &id))}
            {may_answer.then(|| answer_form(request, &id))}
        </li>
    }
}

fn reply_form(request: &PageRequest, project: &ProjectId, parent: &str) -> impl IntoView + use<> {
    let language = request.language;
    let action = super::frame::project_href(language, project);
    let parent = parent.to_owned();
    let (id, note) = (format!("reply-{parent}"), note(request));
    view! {
        <Disclosure summary=t::comment_reply(language)>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="parent" value=parent.clone() />
                <input type="hidden" name="name" value="full" />
                <TextArea name="text" id=id label=t::comment_reply_text(language) rows=3 max_length=LONGEST_TEXT />
                <p class="text-muted text-small">{note}</p>
                <div class="form__actions"><Button kind=ButtonKind::Secondary>{t::comment_send(language)}</Button></div>
            </form>
        </Disclosure>
    }
}

fn answer_form(request: &PageRequest, comment: &str) -> impl IntoView + use<> {
    let language = request.language;
    let action = request.href(&format!("/infrastructure/comments/{comment}/answer"));
    let id = format!("answer-{comment}");
    view! {
        <Disclosure summary=t::answer_text(language)>
            <form class="form" method="post" action=action novalidate>
                <TextArea name="answer" id=id label=t::answer_text(language) rows=4 max_length=LONGEST_TEXT />
                <p class="text-muted text-small">{t::answer_note(language)}</p>
                <div class="form__actions"><Button kind=ButtonKind::Secondary>{t::answer_send(language)}</Button></div>
            </form>
        </Disclosure>
    }
}

/// Who will see what.
fn note(request: &PageRequest) -> &'static str {
    match request.services.infrastructure.profile().moderation {
        Moderation::BeforePublication => t::comment_send_note_before(request.language),
        Moderation::AfterPublication => t::comment_send_note_after(request.language),
    }
}

fn form(request: &PageRequest, id: &ProjectId, draft: &Draft) -> AnyView {
    let language = request.language;
    let Some(person) = request.actor.signed_in() else {
        let sign_in = request.href("/people/sign-in");
        return view! {
            <div class="cluster">
                <p>{t::comment_sign_in(language)}</p>
                <ButtonLink href=sign_in kind=ButtonKind::Secondary icon=IconName::SignIn>{t::sign_in(language)}</ButtonLink>
            </div>
        }
        .into_any();
    };
    let name = |shown: NameShown| shown.apply(&person.display_name);
    let choices = vec![
        Choice::new("full", t::comment_name_full(language, name(NameShown::Full))),
        Choice::new(
            "initials",
            t::comment_name_initials(language, name(NameShown::Initials)),
        ),
    ];
    let chosen = if draft.input.name.is_empty() {
        "full".to_owned()
    } else {
        draft.input.name.clone()
    };
    let action = super::frame::project_href(language, id);
    let errors = draft
        .errors
        .all()
        .into_iter()
        .map(|(field, text)| ui::FieldError::new(field, text))
        .collect::<Vec<_>>();
    let parent = draft
        .input
        .parent
        .clone()
        .map(|parent| view! { <input type="hidden" name="parent" value=parent /> });
    view! {
        <ErrorSummary title=t::errors_title(language) errors />
        <form class="form" method="post" action=action novalidate>
            {parent}
            <TextArea name="text" label=t::comment_text(language) hint=t::comment_text_hint(language)
                value=draft.input.text.clone() error=draft.errors.of("text") rows=4 max_length=LONGEST_TEXT is_required=true />
            <RadioGroup name="name" label=t::comment_name(language) choices value=chosen error=draft.errors.of("name") />
            <div class="form__actions"><Button icon=IconName::Send>{t::comment_send(language)}</Button></div>
            <p class="text-muted text-small">{note(request)}</p>
        </form>
    }
    .into_any()
}
