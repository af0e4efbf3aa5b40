//! Confirming an address by the link of a mail and the password of the sign-up.

use super::frame::form_page;
use crate::shared::{Answer, Errors, Outcome, Page, PageRequest};
use domain::{Problem, ServiceError};
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, PasswordField};

pub async fn show(request: PageRequest) -> Outcome {
    let token = request
        .query
        .get("token")
        .ok_or(ServiceError::NotFound)?
        .to_owned();
    page(&request, token, &Errors::default()).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let token = request.form.text("token").to_owned();
    let password = request.form.text("password");
    if password.is_empty() {
        let missing = domain::FieldError::new("password", Problem::Required);
        return page(&request, token, &Errors::new(request.language, vec![missing]))
            .status(422)
            .ok();
    }
    let people = &request.services.people;
    match people
        .confirm_sign_up(&request.actor, &token, password, &request.client())
        .await
    {
        Ok(opened) => Ok(Answer::SignedIn {
            token: opened.token,
            to: request.href("/people/account"),
        }),
        Err(ServiceError::Invalid(errors)) => page(&request, token, &Errors::new(request.language, errors))
            .status(422)
            .ok(),
        Err(error) => Err(error),
    }
}

fn page(request: &PageRequest, token: String, errors: &Errors) -> Page {
    let language = request.language;
    let action = request.href("/people/confirm");
    let error = errors.of("password");
    let (title, lead) = (t::confirm_title(language), t::confirm_lead(language));
    form_page(request, title, lead, errors, move || {
        view! {
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="token" value=token />
                <PasswordField name="password" label=t::password(language) error=error is_required=true />
                <div class="form__actions"><Button>{t::confirm(language)}</Button></div>
            </form>
        }
    })
}
