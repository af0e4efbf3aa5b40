//! The own account: who one is here, and ways to change it.

use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::actor::{Grant, IdentityLevel, Role};
use domain::people::account::{Account, Profile};
use domain::people::unit::Unit;
use domain::{Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::people as t;
use ui::{
    Badge, Button, ButtonKind, ButtonLink, Card, Choice, DescriptionList, Detail, ErrorSummary, IconName,
    LinkCard, PageHeader, RadioGroup, TextField, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, None, &Errors::default()).await?.ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let Some(language) = Language::of_code(request.form.text("language")) else {
        return Err(ServiceError::field("language", Problem::NotAChoice));
    };
    let profile = Profile {
        name: request.form.text("name").to_owned(),
        language,
        street: request.form.text("street").to_owned(),
    };
    let people = &request.services.people;
    match people.change_profile(&request.actor, &profile).await {
        Ok(()) => Ok(Answer::LanguageChosen {
            language,
            to: crate::shared::href(language, "/people/account?done=saved"),
        }),
        Err(ServiceError::Invalid(errors)) => {
            page(&request, Some(profile), &Errors::new(request.language, errors))
                .await?
                .status(422)
                .ok()
        }
        Err(error) => Err(error),
    }
}

async fn page(request: &PageRequest, typed: Option<Profile>, errors: &Errors) -> Result<Page, ServiceError> {
    let language = request.language;
    let people = &request.services.people;
    let account = people.account(&request.actor).await?;
    let units = people.units(&request.actor).await?;
    let since = request.date(account.created_at);
    let (name_error, street_error) = (errors.of("name"), errors.of("street"));
    let errors = super::frame::summary(language, errors);
    let [action, sign_out, identity] =
        ["/people/account", "/people/sign-out", "/people/account/identity"].map(|path| request.href(path));
    let is_verified = account.identity == IdentityLevel::Verified;
    let Profile { name, street, .. } = typed.unwrap_or_else(|| Profile {
        name: account.name.clone(),
        language: account.language,
        street: account.street.clone(),
    });
    let done = super::frame::done(
        request,
        &[
            ("saved", t::profile_saved),
            ("confirmed", t::address_confirmed),
            ("verified", t::identity_is_verified),
        ],
    );
    let (request, of_account) = (request.clone(), account.clone());
    let page = Page::new(t::account_title(language), move || {
        let level = if is_verified {
            view! { <Badge tone=Tone::Success icon=IconName::CircleCheck>{t::identity_verified(language)}</Badge> }.into_any()
        } else {
            view! { <Badge tone=Tone::Warning icon=IconName::IdCard>{t::identity_email(language)}</Badge> }
                .into_any()
        };
        let raise = (!is_verified).then(|| {
            view! { <ButtonLink href=identity.clone() kind=ButtonKind::Secondary icon=IconName::IdCard>{t::identity_raise(language)}</ButtonLink> }
        });
        let name_view = if is_verified {
            view! {
                <input type="hidden" name="name" value=name />
                <p class="text-muted">{t::name_is_verified(language)}</p>
            }
            .into_any()
        } else {
            view! {
                <TextField name="name" label=t::name(language) value=name error=name_error autocomplete="name" is_required=true />
            }
            .into_any()
        };
        let items = facts(language, &account, &units, since);
        let (heading, chosen) = (account.name, account.language.code());
        let choices = Language::ALL
            .map(|choice| Choice::new(choice.code(), language_name_of(choice)(language)))
            .to_vec();
        view! {
            <PageHeader title=heading eyebrow=t::account_title(language)>{level}</PageHeader>
            {done}
            <ErrorSummary title=t::errors_title(language) errors=errors />
            <div class="sidebar">
                <div class="stack stack--loose">
                    <Card title=t::account_facts(language)>
                        <DescriptionList items=items />
                        {raise}
                    </Card>
                    <Card title=t::account_profile(language)>
                        <form class="form" method="post" action=action novalidate>
                            {name_view}
                            <TextField name="street" label=t::street(language) hint=t::street_hint(language) value=street
                                error=street_error autocomplete="address-line1" max_length=100_u32 />
                            <RadioGroup name="language" label=t::preferred_language(language) choices=choices
                                value=chosen is_inline=true />
                            <div class="form__actions"><Button>{t::save(language)}</Button></div>
                        </form>
                    </Card>
                </div>
                <div class="stack">
                    {links(&request, &of_account)}
                    <form method="post" action=sign_out>
                        <Button kind=ButtonKind::Secondary icon=IconName::SignOut is_wide=true>{t::sign_out(language)}</Button>
                    </form>
                </div>
            </div>
        }
    });
    Ok(page.door(Door::Account).unlisted())
}

fn facts(language: Language, account: &Account, units: &[Unit], since: String) -> Vec<Detail> {
    let mut facts = vec![
        Detail::new(t::email(language), account.email.clone()),
        Detail::new(t::account_since(language), since),
    ];
    if let Some(number) = &account.tax_number {
        facts.push(Detail::new(t::tax_number(language), number.clone()));
    }
    if !account.roles.is_empty() {
        let roles: Vec<String> = account
            .roles
            .iter()
            .map(|grant| role_in_unit(language, grant, units))
            .collect();
        facts.push(Detail::new(t::roles(language), roles.join("; ")));
    }
    facts
}

/// A role and where it is held: «Спеціаліст: Відділ звернень».
pub fn role_in_unit(language: Language, grant: &Grant, units: &[Unit]) -> String {
    let unit = grant.unit.and_then(|id| units.iter().find(|unit| unit.id == id));
    match unit {
        Some(unit) => format!("{}: {}", role_name(language, grant.role), unit.name(language)),
        None => role_name(language, grant.role).to_owned(),
    }
}

const fn language_name_of(choice: Language) -> fn(Language) -> &'static str {
    match choice {
        Language::Uk => t::language_name_uk,
        Language::En => t::language_name_en,
    }
}

/// A role in words.
pub fn role_name(language: Language, role: Role) -> &'static str {
    match role {
        Role::CaseOfficer => t::role_case_officer(language),
        Role::UnitHead => t::role_unit_head(language),
        Role::CentreOfficer => t::role_centre_officer(language),
        Role::Moderator => t::role_moderator(language),
        Role::ProjectEditor => t::role_project_editor(language),
        Role::Teacher => t::role_teacher(language),
        Role::Administrator => t::role_administrator(language),
    }
}

fn links(request: &PageRequest, account: &Account) -> impl IntoView + use<> {
    let language = request.language;
    let holds = |role| account.roles.iter().any(|grant| grant.role == role);
    let totp = if account.has_totp {
        t::second_factor_is_on(language)
    } else {
        t::second_factor_is_off(language)
    };
    let mut links = vec![
        (
            "/people/account/password",
            t::change_password_title(language),
            "",
            IconName::Lock,
        ),
        (
            "/people/account/second-factor",
            t::second_factor_title(language),
            totp,
            IconName::Shield,
        ),
        (
            "/people/account/passkeys",
            t::passkeys_title(language),
            "",
            IconName::Key,
        ),
        (
            "/people/account/sessions",
            t::sessions_title(language),
            "",
            IconName::List,
        ),
        (
            "/infrastructure/following",
            t::following(language),
            t::following_short(language),
            IconName::Bell,
        ),
        (
            "/people/account/data",
            t::own_data_title(language),
            "",
            IconName::Download,
        ),
        (
            "/people/account/access-log",
            t::access_log_title(language),
            t::access_log_short(language),
            IconName::Eye,
        ),
    ];
    if holds(Role::CentreOfficer) {
        links.push(("/people/verify", t::verify_title(language), "", IconName::IdCard));
    }
    if holds(Role::Administrator) {
        links.push(("/people/manage", t::manage_title(language), "", IconName::Users));
    }
    links
        .into_iter()
        .map(|(path, title, text, icon)| view! { <LinkCard href=request.href(path) title=title text=text icon=icon /> })
        .collect_view()
}
