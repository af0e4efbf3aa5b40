//! Opening an account.

use super::frame::form_page;
use crate::shared::{Answer, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::people::account::SignUpInput;
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, InputType, Notice, PasswordField, PasswordPurpose, TextField, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    if request.actor.signed_in().is_some() {
        return Answer::see(request.href("/people/account"));
    }
    page(&request, &SignUpInput::default(), &Errors::default()).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let input = SignUpInput {
        name: request.form.text("name").to_owned(),
        email: request.form.text("email").to_owned(),
        password: request.form.text("password").to_owned(),
        language: request.language,
    };
    let people = &request.services.people;
    match people.sign_up(&request.actor, &input, &request.client()).await {
        Ok(()) => Answer::see(request.href("/people/sign-up/sent")),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "email", error)?;
            refused.answer(page(&request, &input, &refused.errors))
        }
    }
}

/// Says that a mail is on its way; the same for every address.
pub async fn sent(request: PageRequest) -> Outcome {
    let language = request.language;
    let (title, lead) = (t::mail_sent_title(language), t::sign_up_sent_lead(language));
    let demo_mail = request.community.is_demo.then(|| t::demo_mail(language));
    let again = request.href("/people/sign-up");
    form_page(&request, title, lead, &Errors::default(), move || {
        view! {
            {demo_mail
                .map(|text| view! { <Notice tone=Tone::Info title=t::demonstration(language)>{text}</Notice> })}
            <p class="measure">{t::mail_not_there(language)} " " <a href=again>{t::sign_up_again(language)}</a></p>
        }
    })
    .ok()
}

fn page(request: &PageRequest, input: &SignUpInput, errors: &Errors) -> Page {
    let language = request.language;
    let (action, sign_in) = (request.href("/people/sign-up"), request.href("/people/sign-in"));
    let (name, email) = (input.name.clone(), input.email.clone());
    let [name_error, email_error, password_error] =
        ["name", "email", "password"].map(|field| errors.of(field));
    let (title, lead) = (t::sign_up_title(language), t::sign_up_lead(language));
    form_page(request, title, lead, errors, move || {
        view! {
            <form class="form" method="post" action=action novalidate>
                <TextField name="name" label=t::name(language) value=name error=name_error
                    autocomplete="name" is_required=true />
                <TextField name="email" label=t::email(language) hint=t::email_hint(language) value=email
                    error=email_error input_type=InputType::Email autocomplete="username" is_required=true />
                <PasswordField name="password" label=t::password(language) hint=t::password_hint(language)
                    error=password_error purpose=PasswordPurpose::New is_required=true />
                <div class="form__actions"><Button>{t::sign_up(language)}</Button></div>
            </form>
            <p>{t::account_already(language)} " " <a href=sign_in>{t::sign_in(language)}</a></p>
        }
    })
}
