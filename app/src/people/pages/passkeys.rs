//! The own passkeys.

use super::frame::account_page;
use crate::shared::{Answer, Assets, Errors, Outcome, Page, PageRequest};
use domain::people::passkey::{MOST_NAME_CHARACTERS, MOST_PASSKEYS};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, ButtonKind, ButtonType, Card, EmptyState, IconName, Notice, TextField, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, &Errors::default()).await?.ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let people = &request.services.people;
    let id = request
        .form
        .text("passkey")
        .parse()
        .map_err(|_| ServiceError::NotFound)?;
    let done = match request.form.text("step") {
        "rename" => {
            people
                .rename_passkey(&request.actor, id, request.form.text("name"))
                .await
        }
        "remove" => people.remove_passkey(&request.actor, id).await,
        _ => Err(ServiceError::NotFound),
    };
    match done {
        Ok(()) => Answer::see(request.href("/people/account/passkeys")),
        Err(ServiceError::Invalid(errors)) => page(&request, &Errors::new(request.language, errors))
            .await?
            .status(422)
            .ok(),
        Err(error) => Err(error),
    }
}

/// A passkey as its card shows it.
struct Line {
    id: String,
    name: String,
    facts: String,
}

async fn page(request: &PageRequest, errors: &Errors) -> Result<Page, ServiceError> {
    let language = request.language;
    let passkeys = request.services.people.passkeys(&request.actor).await?;
    let lines: Vec<Line> = passkeys
        .into_iter()
        .map(|passkey| {
            let added = t::passkey_added(language, request.date(passkey.created_at));
            let used = match passkey.last_used_at {
                Some(at) => t::passkey_used(language, request.moment(at)),
                None => t::passkey_unused(language).to_owned(),
            };
            Line {
                id: passkey.id.to_string(),
                name: passkey.name,
                facts: format!("{added} {used}"),
            }
        })
        .collect();
    let action = request.href("/people/account/passkeys");
    let (title, lead) = (t::passkeys_title(language), t::passkeys_lead(language));
    let is_full = lines.len() >= MOST_PASSKEYS;
    Ok(account_page(request, title, lead, errors, move || {
        let list = if lines.is_empty() {
            view! { <EmptyState title=t::passkeys_none(language) icon=IconName::Key /> }.into_any()
        } else {
            lines
                .into_iter()
                .map(|line| card(language, &action, line))
                .collect_view()
                .into_any()
        };
        let new = if is_full {
            let text = locales::rule_text(language, "too_many_passkeys");
            view! { <Notice tone=Tone::Warning>{text}</Notice> }.into_any()
        } else {
            new_passkey(language).into_any()
        };
        view! { {list} {new} }
    }))
}

fn card(language: Language, action: &str, line: Line) -> impl IntoView + use<> {
    let (field, action) = (format!("name-{}", line.id), action.to_owned());
    view! {
        <Card title=line.name.clone() icon=IconName::Key>
            <p class="text-muted">{line.facts}</p>
            <form class="form" method="post" action=action>
                <input type="hidden" name="passkey" value=line.id />
                <TextField name="name" id=field label=t::passkey_name(language) value=line.name
                    max_length=MOST_NAME_CHARACTERS is_required=true />
                <div class="form__actions">
                    <Button kind=ButtonKind::Secondary name="step" value="rename">{t::passkey_rename(language)}</Button>
                    <Button kind=ButtonKind::Danger name="step" value="remove" skips_validation=true>
                        {t::passkey_remove(language)}
                    </Button>
                </div>
            </form>
        </Card>
    }
}

fn new_passkey(language: Language) -> impl IntoView {
    let script = use_context::<Assets>().unwrap_or_default().url("passkey.js");
    view! {
        <noscript><Notice tone=Tone::Info>{t::passkeys_need_script(language)}</Notice></noscript>
        <div data-module=script data-ceremony="register" hidden>
            <div data-unavailable hidden>
                <Notice tone=Tone::Info>{t::passkeys_unavailable(language)}</Notice>
            </div>
            <div data-available>
                <Card title=t::passkey_new(language) icon=IconName::Plus>
                    <div data-failure hidden>
                        <Notice tone=Tone::Danger is_announced=true>{t::passkey_failed(language)}</Notice>
                    </div>
                    <TextField name="new-name" label=t::passkey_name(language) hint=t::passkey_name_hint(language)
                        value=t::passkey_default_name(language) max_length=MOST_NAME_CHARACTERS />
                    <div class="form__actions">
                        <Button button_type=ButtonType::Button icon=IconName::Key>{t::passkey_add(language)}</Button>
                    </div>
                </Card>
            </div>
        </div>
    }
}
