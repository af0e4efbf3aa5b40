//! One question a page. It waits on every device; what is sent twice counts once.

use super::super::exercise::{controls, error_lines};
use super::super::words::device;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::learning::assessment::view::{Question, Reply, TestReply, TestStep};
use domain::learning::exercise::ExerciseView;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::learning as t;
use ui::{Button, ButtonKind, Disclosure, ErrorSummary, Icon, IconName, Notice, Progress, Tone};

/// The fields that say which question of which test is answered.
const TEST: &str = "_test";
const NUMBER: &str = "_number";

pub async fn show(request: PageRequest) -> Outcome {
    match open(&request).await? {
        Some(question) => page(&request, question, None).ok(),
        None => Answer::see(request.href("/learning/test")),
    }
}

pub async fn reply(request: PageRequest) -> Outcome {
    let form = &request.form;
    let reply = match form.text("_action") {
        "unknown" => Reply::Unknown,
        "replace" => Reply::Replace,
        "stop" => Reply::Stop,
        _ => Reply::Fields(&form.fields.0),
    };
    let given = TestReply {
        test: form.text(TEST).parse().map_err(|_| ServiceError::NotFound)?,
        number: form.text(NUMBER).parse().map_err(|_| ServiceError::NotFound)?,
        reply,
    };
    let learning = &request.services.learning;
    let step = learning
        .reply_to_question(&request.actor, device(&request), &given, request.language)
        .await;
    match step {
        Ok(TestStep::Question) => Answer::see(request.href("/learning/test/question")),
        Ok(TestStep::Finished(id)) => Answer::see(request.href(&format!("/learning/test/results/{id}"))),
        Ok(TestStep::Nothing) => Answer::see(request.href("/learning/test")),
        Err(ServiceError::Invalid(errors)) => match open(&request).await? {
            Some(question) => {
                let errors = Errors::new(request.language, errors);
                page(&request, question, Some(errors)).status(422).ok()
            }
            None => Answer::see(request.href("/learning/test")),
        },
        Err(error) => Err(error),
    }
}

async fn open(request: &PageRequest) -> Result<Option<Question>, ServiceError> {
    let learning = &request.services.learning;
    learning
        .test_question(&request.actor, device(request), request.language)
        .await
}

fn page(request: &PageRequest, question: Question, errors: Option<Errors>) -> Page {
    let language = request.language;
    let typed = errors
        .as_ref()
        .map(|_| request.form.fields.0.clone())
        .unwrap_or_default();
    let errors = errors.unwrap_or_default();
    let [action, about] = ["/learning/test/question", "/learning/test"].map(|path| request.href(path));
    let title = t::test_question(language, question.number);
    Page::new(title.clone(), move || {
        let text = t::test_question_of(language, question.most, question.number);
        let task = question.exercise.as_ref().map(|exercise| &exercise.task);
        let lines = error_lines(task, &errors);
        let which = Which {
            action,
            test: question.test.to_string(),
            number: question.number,
        };
        let done = question.number.saturating_sub(1);
        let stop = (done > 0).then(|| stop(language, &which));
        let body = match question.exercise {
            Some(exercise) => form(language, exercise, &which, &typed, &errors),
            None => withdrawn(language, &which),
        };
        view! {
            <div class="container--narrow lesson page">
                <div class="lesson__head">
                    <a class="lesson__back" href=about><Icon name=IconName::ChevronLeft /> {t::test_about(language)}</a>
                    <Progress id="test-progress" label=t::test_progress(language) value=done max=question.most text=text />
                </div>
                <ErrorSummary title=t::test_errors(language) errors=lines />
                <h1 class="lesson__heading">{title}</h1>
                {body}
                {stop}
            </div>
        }
    })
    .door(Door::Learning)
    .unlisted()
}

/// Where a reply goes, and to what.
struct Which {
    action: String,
    test: String,
    number: u32,
}

impl Which {
    fn fields(&self) -> AnyView {
        view! {
            <input type="hidden" name=TEST value=self.test.clone() />
            <input type="hidden" name=NUMBER value=self.number.to_string() />
        }
        .into_any()
    }
}

fn form(
    language: Language,
    exercise: ExerciseView,
    which: &Which,
    typed: &[(String, String)],
    errors: &Errors,
) -> AnyView {
    let controls = controls(language, exercise, typed, errors);
    view! {
        <form class="form" method="post" action=which.action.clone() novalidate>
            {which.fields()}
            {controls}
            <div class="form__actions">
                <Button icon_after=IconName::ArrowRight name="_action" value="answer">{t::test_answer(language)}</Button>
                <Button kind=ButtonKind::Secondary name="_action" value="unknown">{t::test_unknown(language)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// The question was taken out of the bank while somebody had it before them.
fn withdrawn(language: Language, which: &Which) -> AnyView {
    view! {
        <Notice tone=Tone::Info title=t::test_withdrawn_title(language)>{t::test_withdrawn(language)}</Notice>
        <form class="form__actions" method="post" action=which.action.clone()>
            {which.fields()}
            <Button icon_after=IconName::ArrowRight name="_action" value="replace">{t::next(language)}</Button>
        </form>
    }
    .into_any()
}

/// Away for now, or to the result at once.
fn stop(language: Language, which: &Which) -> AnyView {
    let (action, fields) = (which.action.clone(), which.fields());
    view! {
        <Disclosure summary=t::test_stop_title(language)>
            <div class="stack">
                <p>{t::test_stop_text(language)}</p>
                <form method="post" action=action>
                    {fields}
                    <Button kind=ButtonKind::Secondary name="_action" value="stop">{t::test_stop(language)}</Button>
                </form>
            </div>
        </Disclosure>
    }
    .into_any()
}
