//! Changing the password.

use super::frame::account_page;
use crate::shared::{Answer, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::people::account::ChangePasswordInput;
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, PasswordField, PasswordPurpose};

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, &Errors::default()).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let input = ChangePasswordInput {
        old: request.form.text("old").to_owned(),
        new: request.form.text("new").to_owned(),
    };
    match request
        .services
        .people
        .change_password(&request.actor, &input)
        .await
    {
        Ok(()) => Answer::see(request.href("/people/account/sessions")),
        Err(ServiceError::Invalid(errors)) => page(&request, &Errors::new(request.language, errors))
            .status(422)
            .ok(),
        Err(error) => Err(error),
    }
}

fn page(request: &PageRequest, errors: &Errors) -> Page {
    let language = request.language;
    let action = request.href("/people/account/password");
    let [old_error, new_error] = ["old", "new"].map(|field| errors.of(field));
    let (title, lead) = (
        t::change_password_title(language),
        t::change_password_lead(language),
    );
    account_page(request, title, lead, errors, move || {
        view! {
            <form class="form" method="post" action=action novalidate>
                <PasswordField name="old" label=t::old_password(language) error=old_error is_required=true />
                <PasswordField name="new" label=t::new_password(language) hint=t::password_hint(language)
                    error=new_error purpose=PasswordPurpose::New is_required=true />
                <div class="form__actions"><Button>{t::save(language)}</Button></div>
            </form>
        }
    })
}
