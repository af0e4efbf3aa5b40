//! Confirming an address by the link of a mail and the password of the sign-up.

use super::frame::{form_page, worn_out_page};
use crate::shared::{Answer, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::{Problem, ServiceError};
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, PasswordField};

pub async fn show(request: PageRequest) -> Outcome {
    let token = request.query.get("token").unwrap_or_default().to_owned();
    let people = &request.services.people;
    // Said before anybody types a password.
    match people.check_sign_up_link(&request.actor, &token).await {
        Ok(()) => page(&request, token, &Errors::default()).ok(),
        Err(ServiceError::Rule("link_worn_out")) => worn_out(&request).ok(),
        Err(error) => Err(error),
    }
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
            to: request.href("/people/account?done=confirmed"),
        }),
        Err(ServiceError::Rule("link_worn_out")) => worn_out(&request).ok(),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "password", error)?;
            refused.answer(page(&request, token, &refused.errors))
        }
    }
}

fn worn_out(request: &PageRequest) -> Page {
    let language = request.language;
    let ways = [
        ("/people/sign-in", t::sign_in(language)),
        ("/people/sign-up", t::sign_up_again(language)),
    ];
    worn_out_page(request, t::confirm_worn_out(language), ways)
}

fn page(request: &PageRequest, token: String, errors: &Errors) -> Page {
    let language = request.language;
    let [action, again] = ["/people/confirm", "/people/sign-up"].map(|path| request.href(path));
    let error = errors.of("password");
    let (title, lead) = (t::confirm_title(language), t::confirm_lead(language));
    form_page(request, title, lead, errors, move || {
        view! {
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="token" value=token />
                <PasswordField name="password" label=t::password(language) error=error is_required=true />
                <div class="form__actions"><Button>{t::confirm(language)}</Button></div>
            </form>
            <p>{t::forgot_password(language)} " " <a href=again>{t::sign_up_again(language)}</a></p>
        }
    })
}
