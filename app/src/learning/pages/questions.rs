//! Questions to teachers: answered in public, asked by whoever is signed in, and for teachers those that wait.

use super::words::is_for_everybody;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm, done_notice, href};
use domain::id::QuestionId;
use domain::learning::class::Subject;
use domain::learning::question::{MOST_ANSWER, MOST_QUESTION, QuestionState, QuestionView, QuestionsPage};
use domain::link::query;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{classes as t, layout, learning};
use ui::{
    AsWritten, Badge, Breadcrumbs, Button, ButtonKind, ButtonLink, Choice, Crumb, Disclosure, EmptyState,
    ErrorSummary, IconName, Notice, PageHeader, Select, TextArea, Tone,
};

const ADDRESS: &str = "/learning/questions";
/// The field of the address that names a course or module.
const ABOUT: &str = "about";

/// The form that was refused, where one was: its errors, and the question that was answered.
#[derive(Default)]
struct Refused {
    errors: Errors,
    question: Option<QuestionId>,
}

pub async fn show(request: PageRequest) -> Outcome {
    let is_public = is_for_everybody(&request);
    let questions = open(&request).await?;
    let page = page(&request, questions, Refused::default());
    if is_public {
        page.cacheable().ok()
    } else {
        page.ok()
    }
}

pub async fn submit(request: PageRequest) -> Outcome {
    let classes = &request.services.classes;
    let form = &request.form;
    let here = request.href(ADDRESS);
    let question = form.text("question").parse::<QuestionId>().ok();
    let (outcome, what) = match (form.text("_action"), question) {
        ("ask", _) => {
            let asked = classes.ask_teacher(&request.actor, form.text("subject"), form.text("content"));
            (asked.await, "asked")
        }
        (action @ ("answer" | "hide"), Some(id)) => {
            let is_published = action == "answer";
            let replied = classes.reply_to_question(&request.actor, id, form.text("reply"), is_published);
            (replied.await, "replied")
        }
        _ => return Err(ServiceError::NotFound),
    };
    match outcome {
        Ok(()) => Answer::done(here, what),
        Err(error) => {
            let field = if what == "asked" { "content" } else { "reply" };
            let refused = RefusedForm::of(request.language, field, error)?;
            let questions = open(&request).await?;
            let shown = Refused {
                errors: refused.errors.clone(),
                question: question.filter(|_| what == "replied"),
            };
            refused.answer(page(&request, questions, shown))
        }
    }
}

/// The page of questions; a link from a course or module names it.
async fn open(request: &PageRequest) -> Result<QuestionsPage, ServiceError> {
    let about = request
        .query
        .get(ABOUT)
        .and_then(|about| about.parse::<Subject>().ok());
    request
        .services
        .classes
        .questions(&request.actor, about.as_ref())
        .await
}

/// Where questions about a course or module are read and asked.
pub fn questions_href(language: Language, subject: &str) -> String {
    href(language, &format!("{ADDRESS}?{}", query(&[(ABOUT, subject)])))
}

/// The way to ask, from where something is learnt.
pub fn ask_link(language: Language, subject: &str) -> AnyView {
    let href = questions_href(language, subject);
    view! {
        <p class="no-print"><ButtonLink href=href kind=ButtonKind::Quiet icon=IconName::Message>{t::questions_open(language)}</ButtonLink></p>
    }
    .into_any()
}

fn page(request: &PageRequest, questions: QuestionsPage, refused: Refused) -> Page {
    let language = request.language;
    let crumbs = vec![
        Crumb::link(learning::title(language), request.href("/learning")),
        Crumb::here(t::questions_title(language)),
    ];
    let request = request.clone();
    Page::new(t::questions_title(language), move || {
        let summary = refused.errors.summary(|error| {
            let name = match error.field.as_str() {
                "subject" => t::question_subject(language),
                "content" => t::question_content(language),
                "reply" => t::question_reply(language),
                _ => return None,
            };
            Some(name.to_owned())
        });
        let done = done(&request, &questions);
        let unsent = unsent(&request, &questions, &refused);
        let ask = ask(&request, &questions, &refused);
        let about = questions.about.map(|(_, title)| title.get(language).to_owned());
        let answered_title = match &about {
            Some(title) => t::questions_about(language, title),
            None => t::questions_answered(language).to_owned(),
        };
        let all = about.map(|_| {
            let all = request.href(ADDRESS);
            view! { <p><ButtonLink href=all kind=ButtonKind::Quiet>{t::questions_all(language)}</ButtonLink></p> }
        });
        let is_none = questions.answered.is_empty();
        let may_answer = questions.may_answer;
        let answered: Vec<AnyView> = questions
            .answered
            .into_iter()
            .map(|one| {
                let withdraw = may_answer.then(|| withdraw(&request, &one, &refused));
                shown(&request, one, withdraw)
            })
            .collect();
        let own = questions.own.into_iter().map(|one| shown(&request, one, None));
        let own: Vec<AnyView> = own.collect();
        let waiting = questions.waiting.into_iter().map(|one| {
            let form = reply_form(&request, &one, &refused);
            shown(&request, one, Some(form))
        });
        let waiting: Vec<AnyView> = waiting.collect();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            {done}
            <ErrorSummary title=t::question_errors(language) errors=summary />
            {unsent}
            <PageHeader title=t::questions_title(language) lead=t::questions_lead(language) />
            {section(t::questions_waiting(language).to_owned(), waiting)}
            {section(t::questions_own(language).to_owned(), own)}
            {is_none.then(|| view! { <EmptyState title=t::questions_none(language) icon=IconName::Message /> })}
            {section(answered_title, answered)}
            {all}
            {ask}
        }
    })
    .description(t::questions_lead(language))
    .door(Door::Learning)
}

fn section(title: String, cards: Vec<AnyView>) -> Option<AnyView> {
    if cards.is_empty() {
        return None;
    }
    let view = view! {
        <section class="section">
            <h2 class="section__title">{title}</h2>
            <div class="stack">{cards}</div>
        </section>
    };
    Some(view.into_any())
}

/// What the form before this page has done, where the page bears it out.
fn done(request: &PageRequest, questions: &QuestionsPage) -> Option<AnyView> {
    let language = request.language;
    let waits = |one: &QuestionView| one.state == QuestionState::Waiting;
    match request.done()? {
        "asked" if questions.own.iter().any(waits) => {
            Some(done_notice(t::done_asked(language), t::done_asked_next(language)))
        }
        "replied" if questions.may_answer => Some(done_notice(t::done_replied(language), "")),
        _ => None,
    }
}

/// What was typed about a question that somebody else has dealt with meanwhile.
fn unsent(request: &PageRequest, questions: &QuestionsPage, refused: &Refused) -> Option<AnyView> {
    let id = refused.question?;
    let mut open = questions.waiting.iter().chain(&questions.answered);
    let is_withdrawal = request.form.text("_action") == "hide";
    if open.any(|one| one.id == id && (one.state == QuestionState::Waiting || is_withdrawal)) {
        return None;
    }
    let text = request.form.text("reply").to_owned();
    let view = view! {
        <div id="reply" tabindex="-1">
            <Notice tone=Tone::Warning title=t::question_unsent(request.language)><p class="comment__text">{text}</p></Notice>
        </div>
    };
    Some(view.into_any())
}

/// The form of a question, or the way to sign in to it.
fn ask(request: &PageRequest, questions: &QuestionsPage, refused: &Refused) -> AnyView {
    let language = request.language;
    let about = request.query.get(ABOUT).unwrap_or_default();
    let action = if about.is_empty() {
        request.href(ADDRESS)
    } else {
        questions_href(language, about)
    };
    let form = if request.actor.signed_in().is_some() {
        ask_form(request, questions, refused, action)
    } else {
        let sign_in = request.href(&format!("/people/sign-in?{}", query(&[("next", action)])));
        view! {
            <div class="cluster">
                <p>{t::questions_sign_in(language)}</p>
                <ButtonLink href=sign_in kind=ButtonKind::Secondary icon=IconName::SignIn>{layout::sign_in(language)}</ButtonLink>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="section" id="ask">
            <h2 class="section__title">{t::question_ask(language)}</h2>
            {form}
        </section>
    }
    .into_any()
}

fn ask_form(request: &PageRequest, questions: &QuestionsPage, refused: &Refused, action: String) -> AnyView {
    let language = request.language;
    let choices = questions
        .subjects
        .iter()
        .map(|(subject, title)| {
            let title = title.get(language);
            let label = match &subject.module {
                Some(_) => t::subject_module(language, title),
                None => t::subject_whole(language, title),
            };
            Choice::new(subject.to_string(), label)
        })
        .collect();
    let is_asking = refused.question.is_none() && !refused.errors.is_empty();
    let error = |field: &str| refused.errors.of(field).filter(|_| is_asking);
    let subject = if is_asking {
        request.form.text("subject").to_owned()
    } else {
        request.query.get(ABOUT).unwrap_or_default().to_owned()
    };
    let content = request.form.text("content").to_owned();
    view! {
        <form class="form" method="post" action=action novalidate>
            <Select name="subject" label=t::question_subject(language) options=choices value=subject
                empty_label=t::choose(language) error=error("subject") is_required=true />
            <TextArea name="content" label=t::question_content(language) hint=t::question_hint(language)
                value=content error=error("content") max_length=MOST_QUESTION rows=4 is_required=true />
            <div class="form__actions">
                <Button icon=IconName::Send name="_action" value="ask">{t::question_send(language)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// A question with what a teacher said, and what a teacher can do with it.
fn shown(request: &PageRequest, one: QuestionView, form: Option<AnyView>) -> AnyView {
    let language = request.language;
    let asked = t::question_asked_at(language, request.date(one.asked_at));
    let badge = state_badge(language, one.state).filter(|_| form.is_none());
    let label = if one.state == QuestionState::Hidden {
        t::question_why_hidden(language)
    } else {
        t::question_reply(language)
    };
    let reply = one.reply.map(|reply| {
        let by = t::question_replied(language, request.date(reply.at), reply.teacher);
        view! {
            <div class="comment__answer">
                <p class="comment__head"><strong>{label}</strong> " · " {by}</p>
                <p class="comment__text"><AsWritten text=reply.content /></p>
            </div>
        }
    });
    view! {
        <article class="card stack" id=format!("question-{}", one.id)>
            <p class="cluster"><span class="text-muted text-small">{one.title.get(language).to_owned()} " · " {asked}</span> {badge}</p>
            <p class="comment__text text-strong"><AsWritten text=one.content /></p>
            {reply}
            {form}
        </article>
    }
    .into_any()
}

fn state_badge(language: Language, state: QuestionState) -> Option<AnyView> {
    let view = match state {
        QuestionState::Answered => return None,
        QuestionState::Waiting => {
            view! { <Badge tone=Tone::Info icon=IconName::Clock>{t::question_waits(language)}</Badge> }
                .into_any()
        }
        QuestionState::Hidden => {
            view! { <Badge tone=Tone::Neutral icon=IconName::Lock>{t::question_hidden(language)}</Badge> }
                .into_any()
        }
    };
    Some(view)
}

/// The text area of a teacher's word: what was typed and what is wrong stand at the question that they are about.
fn reply_field(
    request: &PageRequest,
    one: &QuestionView,
    refused: &Refused,
    label: &'static str,
    hint: &'static str,
) -> AnyView {
    let is_refused = refused.question == Some(one.id);
    let id = if is_refused {
        "reply".to_owned()
    } else {
        format!("reply-{}", one.id)
    };
    let typed = is_refused.then(|| request.form.text("reply").to_owned());
    let error = refused.errors.of("reply").filter(|_| is_refused);
    view! {
        <input type="hidden" name="question" value=one.id.to_string() />
        <TextArea name="reply" id=id label=label hint=hint value=typed error=error max_length=MOST_ANSWER rows=4 is_required=true />
    }
    .into_any()
}

/// A question that waits is answered in public, or hidden with an explanation.
fn reply_form(request: &PageRequest, one: &QuestionView, refused: &Refused) -> AnyView {
    let language = request.language;
    let (label, hint) = (t::question_reply(language), t::question_reply_hint(language));
    let field = reply_field(request, one, refused, label, hint);
    view! {
        <form class="form" method="post" action=request.href(ADDRESS) novalidate>
            {field}
            <div class="form__actions">
                <Button icon=IconName::Check name="_action" value="answer">{t::question_publish(language)}</Button>
                <Button kind=ButtonKind::Danger icon=IconName::Lock name="_action" value="hide">{t::question_hide(language)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// The way to take an answered question off the site.
fn withdraw(request: &PageRequest, one: &QuestionView, refused: &Refused) -> AnyView {
    let language = request.language;
    let (label, hint) = (
        t::question_withdraw_why(language),
        t::question_withdraw_hint(language),
    );
    let is_open = refused.question == Some(one.id);
    let field = reply_field(request, one, refused, label, hint);
    let action = request.href(ADDRESS);
    view! {
        <Disclosure summary=t::question_withdraw(language) is_open=is_open>
            <form class="form" method="post" action=action novalidate>
                {field}
                <div class="form__actions">
                    <Button kind=ButtonKind::Danger icon=IconName::Lock name="_action" value="hide">{t::question_withdraw(language)}</Button>
                </div>
            </form>
        </Disclosure>
    }
    .into_any()
}
