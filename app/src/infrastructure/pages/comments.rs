//! Comments below a project: reading, writing, replying, the city's answer.

use super::frame::{holds, project_href};
use super::{project, words};
use crate::shared::{Answer, Errors, Outcome, PageRequest};
use domain::actor::Role;
use domain::id::CommentId;
use domain::infrastructure::ProjectId;
use domain::infrastructure::comment::{
    CommentInput, CommentState, CommentView, LONGEST_TEXT, Moderation, NameShown, Objection, PastAnswer,
};
use domain::link::query;
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{
    AsWritten, Badge, Button, ButtonKind, ButtonLink, Choice, Disclosure, ErrorSummary, IconName, Notice,
    RadioGroup, TextArea, Tone,
};

/// What was typed, and what is wrong with it.
#[derive(Default)]
pub(super) struct Draft {
    pub input: CommentInput,
    /// The comment that is answered for the city, and the answer.
    pub answer: Option<(CommentId, String)>,
    pub errors: Errors,
}

impl Draft {
    pub(super) fn is_empty(&self) -> bool {
        self.input == CommentInput::default() && self.answer.is_none() && self.errors.is_empty()
    }

    /// The text that was typed below a comment, and what is wrong with it; `field` is the id of its control.
    fn below(&self, field: &str, typed: Option<&str>) -> Typed {
        let is_here = typed.is_some() && self.errors.of(field).is_some();
        Typed {
            text: typed.filter(|_| is_here).unwrap_or_default().to_owned(),
            error: self.errors.of(field),
        }
    }
}

/// What one control shows.
struct Typed {
    text: String,
    error: Option<String>,
}

/// Writes a comment or a reply.
pub async fn submit(request: PageRequest) -> Outcome {
    let id: ProjectId = request.param("id")?;
    let input = CommentInput {
        text: request.form.text("text").to_owned(),
        name: request.form.text("name").to_owned(),
        parent: Some(request.form.text("parent").to_owned()).filter(|parent| !parent.is_empty()),
    };
    let written = request
        .services
        .infrastructure
        .write_comment(&request.actor, &id, &input)
        .await;
    let (errors, status) = match written {
        Ok((_, state)) => return Answer::see(project::comments_href(&request, &id, state.code())),
        Err(ServiceError::Invalid(errors)) => (errors, 422),
        Err(ServiceError::TooManyAttempts { retry_after_s }) => {
            let minutes = i64::try_from(retry_after_s.div_ceil(60)).unwrap_or(i64::MAX);
            (vec![FieldError::new("text", Problem::TooOften { minutes })], 429)
        }
        Err(error) => return Err(error),
    };
    // The field of a reply stands below its comment, so that a page can have several.
    let place = |error: FieldError| match (&input.parent, error.field.as_str()) {
        (Some(parent), "text") => FieldError::new(reply_field(parent), error.problem),
        _ => error,
    };
    let errors = Errors::new(request.language, errors.into_iter().map(place).collect());
    let draft = Draft {
        input,
        answer: None,
        errors,
    };
    project::page(&request, &id, draft).await?.status(status).ok()
}

/// Answers a comment for the city.
pub async fn answer(request: PageRequest) -> Outcome {
    let id: CommentId = request.param("id")?;
    let text = request.form.text("answer").to_owned();
    let answered = request
        .services
        .infrastructure
        .answer_comment(&request.actor, id, &text)
        .await;
    match answered {
        Ok(project) => Answer::see(project::comments_href(&request, &project, "answered")),
        Err(ServiceError::Invalid(errors)) => {
            let project: ProjectId = request
                .form
                .text("project")
                .parse()
                .map_err(|_| ServiceError::NotFound)?;
            let place = |error: FieldError| FieldError::new(answer_field(&id.to_string()), error.problem);
            let errors = Errors::new(request.language, errors.into_iter().map(place).collect());
            let draft = Draft {
                answer: Some((id, text)),
                errors,
                ..Draft::default()
            };
            project::page(&request, &project, draft).await?.status(422).ok()
        }
        Err(error) => Err(error),
    }
}

/// Says for the author of a question that its answer does not satisfy.
pub async fn reopen(request: PageRequest) -> Outcome {
    let id: CommentId = request.param("id")?;
    let service = &request.services.infrastructure;
    let Some(objection) = Objection::of_code(request.form.text("objection")) else {
        let project: ProjectId = request
            .form
            .text("project")
            .parse()
            .map_err(|_| ServiceError::NotFound)?;
        let error = FieldError::new(objection_field(&id.to_string()), Problem::NotAChoice);
        let draft = Draft {
            errors: Errors::new(request.language, vec![error]),
            ..Draft::default()
        };
        return project::page(&request, &project, draft).await?.status(422).ok();
    };
    let project = service.reopen_question(&request.actor, id, objection).await?;
    Answer::see(project::comments_href(&request, &project, "reopened"))
}

fn objection_field(comment: &str) -> String {
    format!("objection-{comment}")
}

fn reply_field(parent: &str) -> String {
    format!("reply-{parent}")
}

fn answer_field(comment: &str) -> String {
    format!("answer-{comment}")
}

/// Says what became of the text that was just sent.
pub(super) fn thanks(request: &PageRequest) -> Option<impl IntoView + use<>> {
    let text = match request.query.get("written")? {
        "pending" => t::comment_thanks_pending(request.language),
        "published" => t::comment_thanks_published(request.language),
        "answered" => t::answer_published(request.language),
        "reopened" => t::reopen_done(request.language),
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
        .map(|view| comment(request, id, view, draft))
        .collect_view();
    let errors = draft.errors.summary(|error| {
        let name = match error.field.as_str() {
            "text" => t::comment_text(language),
            "name" => t::comment_name(language),
            reply if reply.starts_with("reply-") => t::comment_reply_text(language),
            objection if objection.starts_with("objection-") => t::reopen_reason(language),
            _ => t::answer_text(language),
        };
        Some(name.to_owned())
    });
    view! {
        <section class="section" aria-labelledby="comments" data-comments="">
            <h2 id="comments" tabindex="-1" class="section__title">{t::comments(language)}</h2>
            <ErrorSummary title=t::errors_title(language) errors />
            {is_none.then(|| view! { <p>{t::comments_none(language)}</p> })}
            <ol class="list-plain stack">{items}</ol>
            <p class="text-small"><a href=request.href("/infrastructure/answer-debt")>{t::debt_link(language)}</a></p>
            {form(request, id, draft)}
        </section>
    }
}

fn comment(
    request: &PageRequest,
    project: &ProjectId,
    view: CommentView,
    draft: &Draft,
) -> impl IntoView + use<> {
    let language = request.language;
    let waits = waits(language, &view);
    let CommentView {
        comment,
        written_on,
        answered_on,
        past,
        ..
    } = view;
    let past = past
        .into_iter()
        .map(|(past, answered_on, objected_on)| {
            past_answer(
                language,
                past,
                words::day(language, answered_on),
                words::day(language, objected_on),
            )
        })
        .collect_view();
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
                <p class="comment__text"><AsWritten text=answer.text /></p>
            </div>
        }
    });
    let is_published = comment.state == CommentState::Published;
    let may_answer = is_published && comment.answer.is_none() && holds(request, Role::ProjectEditor);
    let may_reply = is_published && comment.parent.is_none() && request.actor.signed_in().is_some();
    let is_own = request.actor.person_id() == Some(comment.author);
    let may_reopen = is_published && comment.answer.is_some() && comment.parent.is_none() && is_own;
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
            <p class="comment__text"><AsWritten text=comment.text /></p>
            {past}
            {answer}
            {waits}
            {may_reopen.then(|| reopen_form(request, project, &id, draft))}
            {may_reply.then(|| reply_form(request, project, &id, draft))}
            {may_answer.then(|| answer_form(request, project, &id, draft))}
        </li>
    }
}

/// Since when a question waits and how late the answer is; nothing where nothing is owed.
pub(super) fn waits(language: Language, view: &CommentView) -> Option<impl IntoView + use<>> {
    let tone = if view.days_late.is_some() {
        Tone::Danger
    } else {
        Tone::Info
    };
    words::waits(language, view).map(|text| view! { <p><Badge tone icon=IconName::Clock>{text}</Badge></p> })
}

/// An answer that did not satisfy, and why.
fn past_answer(
    language: Language,
    past: PastAnswer,
    answered_on: String,
    objected_on: String,
) -> impl IntoView + use<> {
    let objection = words::objection(language, past.objection);
    let objected = t::reopen_told(language, objected_on, objection);
    view! {
        <div class="comment__answer">
            <p class="comment__head"><strong>{t::answer_official(language)}</strong> " · " {past.answer.author_name} " · " {answered_on}</p>
            <p class="comment__text"><AsWritten text=past.answer.text /></p>
        </div>
        <p class="text-small"><strong>{objected}</strong></p>
    }
}

fn reopen_form(
    request: &PageRequest,
    project: &ProjectId,
    comment: &str,
    draft: &Draft,
) -> impl IntoView + use<> {
    let language = request.language;
    let action = request.href(&format!("/infrastructure/comments/{comment}/reopen"));
    let id = objection_field(comment);
    let error = draft.errors.of(&id);
    let choices = Objection::ALL
        .map(|objection| Choice::new(objection.code(), words::objection(language, objection)))
        .to_vec();
    let project = project.to_string();
    view! {
        <Disclosure summary=t::reopen(language) is_open=error.is_some()>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="project" value=project />
                <RadioGroup name="objection" id=id label=t::reopen_reason(language) choices error=error />
                <p class="text-muted text-small">{t::reopen_note(language)}</p>
                <div class="form__actions"><Button kind=ButtonKind::Secondary>{t::reopen_send(language)}</Button></div>
            </form>
        </Disclosure>
    }
}

fn reply_form(
    request: &PageRequest,
    project: &ProjectId,
    parent: &str,
    draft: &Draft,
) -> impl IntoView + use<> {
    let language = request.language;
    let action = project_href(language, project);
    let (id, note) = (reply_field(parent), note(request));
    let is_mine = draft.input.parent.as_deref() == Some(parent);
    let typed = draft.below(&id, is_mine.then_some(draft.input.text.as_str()));
    let parent = parent.to_owned();
    view! {
        <Disclosure summary=t::comment_reply(language) is_open=typed.error.is_some()>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="parent" value=parent />
                <input type="hidden" name="name" value="full" />
                <TextArea name="text" id=id label=t::comment_reply_text(language) value=typed.text error=typed.error rows=3
                    max_length=LONGEST_TEXT />
                <p class="text-muted text-small">{note}</p>
                <div class="form__actions"><Button kind=ButtonKind::Secondary>{t::comment_send(language)}</Button></div>
            </form>
        </Disclosure>
    }
}

fn answer_form(
    request: &PageRequest,
    project: &ProjectId,
    comment: &str,
    draft: &Draft,
) -> impl IntoView + use<> {
    let language = request.language;
    let action = request.href(&format!("/infrastructure/comments/{comment}/answer"));
    let id = answer_field(comment);
    let mine = draft.answer.as_ref().filter(|(id, _)| id.to_string() == comment);
    let typed = draft.below(&id, mine.map(|(_, text)| text.as_str()));
    let project = project.to_string();
    view! {
        <Disclosure summary=t::answer_text(language) is_open=typed.error.is_some()>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="project" value=project />
                <TextArea name="answer" id=id label=t::answer_text(language) value=typed.text error=typed.error rows=4
                    max_length=LONGEST_TEXT />
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
        let back = query(&[("next", project_href(language, id))]);
        let sign_in = request.href(&format!("/people/sign-in?{back}"));
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
    let is_reply = draft.input.parent.is_some();
    let typed = if is_reply { "" } else { draft.input.text.as_str() };
    let chosen = if draft.input.name.is_empty() || is_reply {
        "full".to_owned()
    } else {
        draft.input.name.clone()
    };
    let action = project_href(language, id);
    view! {
        <form class="form" method="post" action=action novalidate>
            <TextArea name="text" label=t::comment_text(language) hint=t::comment_text_hint(language)
                value=typed.to_owned() error=draft.errors.of("text") rows=4 max_length=LONGEST_TEXT is_required=true />
            <RadioGroup name="name" label=t::comment_name(language) choices value=chosen error=draft.errors.of("name") />
            <p class="text-muted text-small">{note(request)}</p>
            <div class="form__actions"><Button icon=IconName::Send>{t::comment_send(language)}</Button></div>
        </form>
    }
    .into_any()
}
