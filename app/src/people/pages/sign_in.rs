//! Signing in with e-mail and password.

use super::continuation::Continuation;
use super::frame::{done, form_page};
use super::second_factor;
use crate::shared::{Answer, Assets, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::Language;
use domain::people::account::SignInInput;
use leptos::prelude::*;
use locales::people as t;
use ui::{
    Button, ButtonKind, ButtonLink, ButtonType, IconName, InputType, Notice, PasswordField, TextField, Tone,
};

/// What was typed, shown again; the password never is.
#[derive(Default)]
pub struct Typed {
    pub email: String,
    pub errors: Errors,
    /// Too many passwords were tried: another way in is offered.
    pub is_stopped: bool,
}

pub async fn show(request: PageRequest) -> Outcome {
    if request.actor.signed_in().is_some() {
        return Answer::see(request.href("/people/account"));
    }
    page(&request, &Continuation::of_posted(&request), &Typed::default()).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let continuation = Continuation::of_posted(&request);
    let input = SignInInput {
        email: request.form.text("email").to_owned(),
        password: request.form.text("password").to_owned(),
    };
    let opened = request
        .services
        .people
        .sign_in(&request.actor, &input, &request.client())
        .await;
    match opened {
        Ok(opened) if opened.awaits_second_factor => {
            second_factor::after_password(&request, &continuation, opened.token).await
        }
        Ok(opened) => continuation.go_on(&request, opened.token),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "password", error)?;
            let typed = Typed {
                email: input.email,
                errors: refused.errors.clone(),
                is_stopped: refused.is_stopped(),
            };
            refused.answer(page(&request, &continuation, &typed))
        }
    }
}

/// Goes on after a sign-in with a passkey, which a script did.
pub async fn go_on(request: PageRequest) -> Outcome {
    Continuation::of_posted(&request).resume(&request)
}

/// The sign-in page, also where another page was asked for.
pub fn page(request: &PageRequest, continuation: &Continuation, typed: &Typed) -> Page {
    let language = request.language;
    let href = |path| request.href(path);
    let (action, sign_up, reset) = (
        href("/people/sign-in"),
        href("/people/sign-up"),
        href("/people/reset"),
    );
    let onward = href("/people/continue");
    let holds_form = continuation.holds_form();
    let done = done(
        request,
        &[
            ("password", t::new_password_saved),
            ("everywhere", t::signed_out_everywhere),
        ],
    );
    let stopped = typed
        .is_stopped
        .then(|| stopped(language, reset.clone(), holds_form));
    let notice = (continuation.is_present() && (holds_form || typed.errors.is_empty())).then(|| {
        if holds_form {
            t::sign_in_form_kept(language)
        } else {
            t::sign_in_needed(language)
        }
    });
    let hidden = continuation.fields();
    let (email, email_error) = (typed.email.clone(), typed.errors.of("email"));
    let password_error = typed.errors.of("password");
    let (title, lead) = (t::sign_in_title(language), t::sign_in_lead(language));
    form_page(request, title, lead, &typed.errors, move || {
        let forgot = t::forgot_password(language);
        let forgot = if holds_form {
            // The kept form is on this page alone.
            view! { <a href=reset target="_blank">{forgot}</a> }.into_any()
        } else {
            view! { <ButtonLink href=reset kind=ButtonKind::Quiet>{forgot}</ButtonLink> }.into_any()
        };
        view! {
            {done}
            {stopped}
            {notice.map(|text| view! { <Notice tone=Tone::Info>{text}</Notice> })}
            <form class="form" id="sign-in" method="post" action=action novalidate>
                {hidden}
                <TextField name="email" label=t::email(language) value=email error=email_error
                    input_type=InputType::Email autocomplete="username" is_required=true />
                <PasswordField name="password" label=t::password(language) error=password_error is_required=true />
                <div class="form__actions">
                    <Button>{t::sign_in(language)}</Button>
                    {forgot}
                </div>
            </form>
            {with_passkey(language, onward)}
            <p>{t::no_account_yet(language)} " " <a href=sign_up>{t::sign_up(language)}</a></p>
        }
    })
}

/// The way in for somebody who has tried too many passwords. A kept form stays on this page, so the reset opens beside it.
fn stopped(language: Language, reset: String, holds_form: bool) -> impl IntoView {
    let target = holds_form.then_some("_blank");
    let beside = holds_form.then(|| t::stopped_form_stays(language));
    view! {
        <Notice tone=Tone::Warning title=t::stopped_title(language)>
            <p>{t::stopped_text(language)}</p>
            <p>
                <a href=reset target=target>{t::stopped_reset(language)}</a>
                {beside.map(|text| view! { ". " {text} })}
            </p>
        </Notice>
    }
}

/// The other way in; a script shows it where the browser has passkeys.
fn with_passkey(language: Language, onward: String) -> impl IntoView {
    let script = use_context::<Assets>().unwrap_or_default().url("passkey.js");
    view! {
        <div class="stack" data-module=script data-ceremony="sign-in" data-form="#sign-in" data-continue=onward hidden>
            <div data-failure hidden>
                <Notice tone=Tone::Danger is_announced=true>{t::passkey_failed(language)}</Notice>
            </div>
            <p>
                <Button kind=ButtonKind::Secondary button_type=ButtonType::Button icon=IconName::Key>
                    {t::passkey_sign_in(language)}
                </Button>
            </p>
        </div>
    }
}
