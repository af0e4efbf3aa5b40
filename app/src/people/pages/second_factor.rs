//! The second step of signing in: a one-time code.

use super::continuation::Continuation;
use super::frame::form_page;
use crate::shared::{Answer, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::ServiceError;
use domain::people::second_factor::AwaitedSignIn;
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, FieldWidth, Notice, TextField, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let continuation = Continuation::of_posted(&request);
    match awaited(&request, request.session_token.as_deref()).await? {
        Some(awaited) => page(&request, &continuation, awaited, &Errors::default()).ok(),
        None if request.actor.signed_in().is_some() => Answer::see(request.href("/people/account")),
        None => Answer::see(request.href("/people/sign-in")),
    }
}

pub async fn submit(request: PageRequest) -> Outcome {
    let continuation = Continuation::of_posted(&request);
    let token = request.session_token.clone().unwrap_or_default();
    let people = &request.services.people;
    match people
        .confirm_second_factor(&token, request.form.text("code"))
        .await
    {
        Ok(opened) => continuation.go_on(&request, opened.token),
        // Ten minutes have passed since the password.
        Err(ServiceError::SignInNeeded) => {
            let page = super::sign_in::page(&request, &continuation, &super::sign_in::Typed::default());
            page.status(401).ok()
        }
        Err(error) => {
            let refused = RefusedForm::of(request.language, "code", error)?;
            match awaited(&request, Some(&token)).await? {
                Some(awaited) => refused.answer(page(&request, &continuation, awaited, &refused.errors)),
                None => Answer::see(request.href("/people/sign-in")),
            }
        }
    }
}

/// The page after the right password; a kept form goes with it.
pub async fn after_password(request: &PageRequest, continuation: &Continuation, token: String) -> Outcome {
    if !continuation.is_present() {
        return Ok(Answer::SignedIn {
            token,
            to: request.href("/people/second-factor"),
        });
    }
    let awaited = awaited(request, Some(&token))
        .await?
        .ok_or(ServiceError::SignInNeeded)?;
    let page = page(request, continuation, awaited, &Errors::default());
    Ok(Answer::SignedInPage {
        token,
        page: Box::new(page),
    })
}

async fn awaited(request: &PageRequest, token: Option<&str>) -> Result<Option<AwaitedSignIn>, ServiceError> {
    match token {
        Some(token) => request.services.people.awaited_sign_in(token).await,
        None => Ok(None),
    }
}

fn page(request: &PageRequest, continuation: &Continuation, awaited: AwaitedSignIn, errors: &Errors) -> Page {
    let language = request.language;
    let action = request.href("/people/second-factor");
    let hidden = continuation.fields();
    let error = errors.of("code");
    let (title, lead) = (t::second_factor_title(language), t::second_factor_lead(language));
    form_page(request, title, lead, errors, move || {
        let demo = awaited.demo_code.map(|code| {
            view! {
                <Notice tone=Tone::Warning title=t::demonstration(language)>
                    {t::demo_code(language)} " " <strong data-demo-code>{code}</strong>
                </Notice>
            }
        });
        view! {
            {demo}
            <form class="form" method="post" action=action novalidate>
                {hidden}
                <TextField name="code" label=t::code(language) hint=t::code_hint(language) error=error
                    width=FieldWidth::Medium autocomplete="one-time-code" is_required=true />
                <div class="form__actions"><Button>{t::confirm(language)}</Button></div>
            </form>
        }
    })
}
