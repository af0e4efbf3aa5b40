//! Changing the password.

use super::frame::account_page;
use crate::shared::{Answer, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::ServiceError;
use domain::people::account::ChangePasswordInput;
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, ButtonLink, Notice, PasswordField, PasswordPurpose, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, &Errors::default()).await?.ok()
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
        Ok(()) => Answer::done(request.href("/people/account/sessions"), "password"),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "old", error)?;
            refused.answer(page(&request, &refused.errors).await?)
        }
    }
}

async fn page(request: &PageRequest, errors: &Errors) -> Result<Page, ServiceError> {
    let language = request.language;
    let account = request.services.people.account(&request.actor).await?;
    let [action, reset] = ["/people/account/password", "/people/reset"].map(|path| request.href(path));
    let [old_error, new_error] = ["old", "new"].map(|field| errors.of(field));
    let (title, lead) = (
        t::change_password_title(language),
        t::change_password_lead(language),
    );
    Ok(account_page(request, title, lead, errors, move || {
        if !account.has_password {
            // Without an old password the form could only be refused.
            return view! {
                <Notice tone=Tone::Info>{t::no_password_yet(language)}</Notice>
                <p><ButtonLink href=reset>{t::set_password_by_mail(language)}</ButtonLink></p>
            }
            .into_any();
        }
        view! {
            <form class="form" method="post" action=action novalidate>
                <PasswordField name="old" label=t::old_password(language) error=old_error is_required=true />
                <PasswordField name="new" label=t::new_password(language) hint=t::password_hint(language)
                    error=new_error purpose=PasswordPurpose::New is_required=true />
                <div class="form__actions">
                    <Button>{t::save(language)}</Button>
                    <a href=reset>{t::forgot_password(language)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}
