//! Setting the second factor up, and its recovery codes.

use super::continuation::Continuation;
use super::frame::{Question, account_page, done, question_page};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::ServiceError;
use domain::people::account::Account;
use domain::people::second_factor::TotpEnrolment;
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, ButtonKind, Card, FieldWidth, IconName, InputType, Notice, PasswordField, TextField, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let account = request.services.people.account(&request.actor).await?;
    overview(&request, &account, &Continuation::default(), &Errors::default()).ok()
}

/// The page for staff who were stopped on their way because they have no second factor yet.
pub async fn page_to_continue(request: &PageRequest) -> Result<Page, ServiceError> {
    let account = request.services.people.account(&request.actor).await?;
    let page = overview(
        request,
        &account,
        &Continuation::of_refused(request),
        &Errors::default(),
    );
    Ok(page.status(403))
}

pub async fn submit(request: PageRequest) -> Outcome {
    let people = &request.services.people;
    let continuation = Continuation::of_posted(&request);
    match request.form.text("step") {
        "begin" => {
            let enrolment = people.begin_totp(&request.actor).await?;
            enrolment_page(&request, &enrolment, &continuation, &Errors::default()).ok()
        }
        "confirm" => match people
            .confirm_totp(&request.actor, request.form.text("code"))
            .await
        {
            Ok(confirmed) => Ok(Answer::SignedInPage {
                page: Box::new(codes_page(&request, confirmed.recovery_codes, &continuation)),
                token: confirmed.session.token,
            }),
            Err(error) => {
                let refused = RefusedForm::of(request.language, "code", error)?;
                let enrolment = people.begun_totp(&request.actor).await?;
                let enrolment = enrolment.ok_or(ServiceError::Rule("second_factor_not_begun"))?;
                refused.answer(enrolment_page(
                    &request,
                    &enrolment,
                    &continuation,
                    &refused.errors,
                ))
            }
        },
        "codes" if request.form.text("sure").is_empty() => ask_for_new_codes(&request).ok(),
        "codes" => {
            let codes = people.renew_recovery_codes(&request.actor).await?;
            codes_page(&request, codes, &continuation).ok()
        }
        "remove" => match people
            .remove_totp(&request.actor, request.form.text("password"))
            .await
        {
            Ok(()) => Answer::done(request.href("/people/account/second-factor"), "removed"),
            Err(error) => {
                let refused = RefusedForm::of(request.language, "password", error)?;
                let account = people.account(&request.actor).await?;
                refused.answer(overview(&request, &account, &continuation, &refused.errors))
            }
        },
        _ => Err(ServiceError::NotFound),
    }
}

/// New codes make the printed ones worthless: that is said before.
fn ask_for_new_codes(request: &PageRequest) -> Page {
    let language = request.language;
    let here = request.href("/people/account/second-factor");
    let question = Question {
        title: t::recovery_renew_ask(language).to_owned(),
        lead: t::recovery_renew_text(language).to_owned(),
        notes: Vec::new(),
        yes: t::recovery_renew(language),
        is_danger: false,
        action: here.clone(),
        fields: vec![("step", "codes".to_owned()), ("sure", "true".to_owned())],
        back: here,
        door: Door::Account,
    };
    question_page(language, question)
}

fn overview(request: &PageRequest, account: &Account, continuation: &Continuation, errors: &Errors) -> Page {
    let language = request.language;
    let action = request.href("/people/account/second-factor");
    let hidden = continuation.fields();
    let (has_totp, codes_left) = (account.has_totp, account.recovery_codes_left);
    let has_password = account.has_password;
    let is_staff = !account.roles.is_empty();
    let password_error = errors.of("password");
    let done = done(request, &[("removed", t::second_factor_removed)]);
    let (title, lead) = (t::second_factor_title(language), t::set_up_lead(language));
    account_page(request, title, lead, errors, move || {
        if !has_totp {
            let staff =
                is_staff.then(|| view! { <Notice tone=Tone::Warning>{t::set_up_staff(language)}</Notice> });
            return view! {
                {done}
                {staff}
                <p class="measure">{t::set_up_app(language)}</p>
                <form class="form" method="post" action=action>
                    {hidden}
                    <div class="form__actions">
                        <Button name="step" value="begin" icon=IconName::Shield>{t::set_up_begin(language)}</Button>
                    </div>
                </form>
            }
            .into_any();
        }
        let (codes_action, remove_action) = (action.clone(), action);
        // Without a password nobody could prove that it is they who take it away.
        let remove = (!is_staff && has_password).then(|| {
            view! {
                <Card title=t::set_up_remove_title(language)>
                    <form class="form" method="post" action=remove_action novalidate>
                        <PasswordField name="password" label=t::password(language) error=password_error is_required=true />
                        <div class="form__actions">
                            <Button kind=ButtonKind::Danger name="step" value="remove">{t::set_up_remove(language)}</Button>
                        </div>
                    </form>
                </Card>
            }
        });
        view! {
            <Notice tone=Tone::Success>{t::second_factor_is_on(language)}</Notice>
            <Card title=t::recovery_title(language)>
                <p>{t::recovery_left(language, codes_left)}</p>
                <form method="post" action=codes_action>
                    <Button kind=ButtonKind::Secondary name="step" value="codes">{t::recovery_renew(language)}</Button>
                </form>
            </Card>
            {remove}
        }
        .into_any()
    })
}

fn enrolment_page(
    request: &PageRequest,
    enrolment: &TotpEnrolment,
    continuation: &Continuation,
    errors: &Errors,
) -> Page {
    let language = request.language;
    let action = request.href("/people/account/second-factor");
    let hidden = continuation.fields();
    let error = errors.of("code");
    let image = format!("data:image/png;base64,{}", enrolment.qr_png);
    let (secret, address) = (in_groups(&enrolment.secret), enrolment.address.clone());
    let (title, lead) = (t::enrol_title(language), t::enrol_lead(language));
    account_page(request, title, lead, errors, move || {
        view! {
            <p><img src=image alt=t::enrol_qr(language) width="240" height="240" /></p>
            <p><a href=address>{t::enrol_on_this_phone(language)}</a></p>
            <p>{t::enrol_secret(language)} " " <code data-totp-secret>{secret}</code></p>
            <form class="form" method="post" action=action novalidate>
                {hidden}
                <TextField name="code" label=t::code(language) error=error input_type=InputType::Digits
                    width=FieldWidth::Short autocomplete="one-time-code" is_required=true />
                <div class="form__actions">
                    <Button name="step" value="confirm">{t::confirm(language)}</Button>
                </div>
            </form>
        }
    })
}

fn codes_page(request: &PageRequest, codes: Vec<String>, continuation: &Continuation) -> Page {
    let language = request.language;
    let onward = continuation.onward(request);
    let (title, lead) = (t::recovery_title(language), t::recovery_lead(language));
    account_page(request, title, lead, &Errors::default(), move || {
        view! {
            <Notice tone=Tone::Warning>{t::recovery_once(language)}</Notice>
            <ul class="grid grid--narrow list-plain">
                {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
            </ul>
            {onward}
        }
    })
}

/// The secret in groups of four, for typing.
fn in_groups(secret: &str) -> String {
    let mut grouped = String::new();
    for (index, letter) in secret.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(letter);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_in_groups_of_four() {
        assert_eq!(in_groups("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
