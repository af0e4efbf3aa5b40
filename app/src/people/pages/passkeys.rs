//! The own passkeys.

use super::frame::{Question, account_page, done, question_page};
use crate::shared::{Answer, Assets, Door, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::id::PasskeyId;
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
    let id: PasskeyId = request
        .form
        .text("passkey")
        .parse()
        .map_err(|_| ServiceError::NotFound)?;
    let (done, code) = match request.form.text("step") {
        "rename" => {
            let name = request.form.text("name");
            (people.rename_passkey(&request.actor, id, name).await, "renamed")
        }
        "remove" if request.form.text("sure").is_empty() => return ask(&request, id).await,
        "remove" => (people.remove_passkey(&request.actor, id).await, "removed"),
        _ => (Err(ServiceError::NotFound), ""),
    };
    match done {
        Ok(()) => Answer::done(request.href("/people/account/passkeys"), code),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "name", error)?;
            refused.answer(page(&request, &refused.errors).await?)
        }
    }
}

/// Asks once more: whoever removes the only key they sign in with cannot take it back.
async fn ask(request: &PageRequest, id: PasskeyId) -> Outcome {
    let language = request.language;
    let passkeys = request.services.people.passkeys(&request.actor).await?;
    let passkey = passkeys.into_iter().find(|passkey| passkey.id == id);
    let name = passkey.ok_or(ServiceError::NotFound)?.name;
    let passkeys = request.href("/people/account/passkeys");
    let question = Question {
        title: t::passkey_remove_ask(language, name),
        lead: t::passkey_remove_text(language).to_owned(),
        notes: Vec::new(),
        yes: t::passkey_remove(language),
        is_danger: true,
        action: passkeys.clone(),
        fields: vec![
            ("step", "remove".to_owned()),
            ("sure", "true".to_owned()),
            ("passkey", id.to_string()),
        ],
        back: passkeys,
        door: Door::Account,
    };
    question_page(language, question).ok()
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
    let done = done(
        request,
        &[
            ("added", t::passkey_is_added),
            ("renamed", t::passkey_is_renamed),
            ("removed", t::passkey_is_removed),
        ],
    );
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
        view! { {done} {list} {new} }
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
