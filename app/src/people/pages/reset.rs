//! A new password for somebody who forgot the old one.

use super::frame::{form_page, worn_out_page};
use crate::shared::{Answer, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::ServiceError;
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, InputType, Notice, PasswordField, PasswordPurpose, TextField, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, String::new(), &Errors::default()).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let email = request.form.text("email").to_owned();
    let people = &request.services.people;
    match people
        .ask_password_reset(&request.actor, &email, &request.client())
        .await
    {
        Ok(()) => Answer::see(request.href("/people/reset/sent")),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "email", error)?;
            refused.answer(page(&request, email, &refused.errors))
        }
    }
}

/// Says that a mail is on its way if the address has an account; the same for every address.
pub async fn sent(request: PageRequest) -> Outcome {
    let language = request.language;
    let (title, lead) = (t::mail_sent_title(language), t::reset_sent_lead(language));
    let demo_mail = request.community.is_demo.then(|| t::demo_mail(language));
    let again = request.href("/people/reset");
    form_page(&request, title, lead, &Errors::default(), move || {
        view! {
            {demo_mail
                .map(|text| view! { <Notice tone=Tone::Info title=t::demonstration(language)>{text}</Notice> })}
            <p class="measure">{t::mail_not_there(language)} " " <a href=again>{t::send_new_link(language)}</a></p>
        }
    })
    .ok()
}

pub async fn show_new(request: PageRequest) -> Outcome {
    let token = request.query.get("token").unwrap_or_default().to_owned();
    let people = &request.services.people;
    // Said before anybody invents a password.
    match people.check_reset_link(&request.actor, &token).await {
        Ok(()) => new_page(&request, token, &Errors::default()).ok(),
        Err(ServiceError::Rule("link_worn_out")) => worn_out(&request).ok(),
        Err(error) => Err(error),
    }
}

pub async fn submit_new(request: PageRequest) -> Outcome {
    let token = request.form.text("token").to_owned();
    let password = request.form.text("password");
    let people = &request.services.people;
    match people
        .reset_password(&request.actor, &token, password, &request.client())
        .await
    {
        // Every session has ended, the one of this browser too.
        Ok(()) => Ok(Answer::SignedOut {
            to: request.href("/people/sign-in?done=password"),
        }),
        Err(ServiceError::Rule("link_worn_out")) => worn_out(&request).ok(),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "password", error)?;
            refused.answer(new_page(&request, token, &refused.errors))
        }
    }
}

fn worn_out(request: &PageRequest) -> Page {
    let language = request.language;
    let ways = [
        ("/people/reset", t::send_new_link(language)),
        ("/people/sign-in", t::sign_in(language)),
    ];
    worn_out_page(request, t::reset_worn_out(language), ways)
}

fn page(request: &PageRequest, email: String, errors: &Errors) -> Page {
    let language = request.language;
    let action = request.href("/people/reset");
    let error = errors.of("email");
    let (title, lead) = (t::reset_title(language), t::reset_lead(language));
    form_page(request, title, lead, errors, move || {
        view! {
            <form class="form" method="post" action=action novalidate>
                <TextField name="email" label=t::email(language) value=email error=error
                    input_type=InputType::Email autocomplete="username" is_required=true />
                <div class="form__actions"><Button>{t::send_link(language)}</Button></div>
            </form>
        }
    })
}

fn new_page(request: &PageRequest, token: String, errors: &Errors) -> Page {
    let language = request.language;
    let action = request.href("/people/new-password");
    let error = errors.of("password");
    let (title, lead) = (t::new_password_title(language), t::new_password_lead(language));
    form_page(request, title, lead, errors, move || {
        view! {
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="token" value=token />
                <PasswordField name="password" label=t::new_password(language) hint=t::password_hint(language)
                    error=error purpose=PasswordPurpose::New is_required=true />
                <div class="form__actions"><Button>{t::save(language)}</Button></div>
            </form>
        }
    })
}
