//! People and their roles, for the administrator.

use super::account::{role_in_unit, role_name};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, Width};
use domain::actor::{Grant, Role};
use domain::id::PersonId;
use domain::people::account::{FoundPeople, PEOPLE_PER_PAGE};
use domain::{Problem, ServiceError};
use leptos::prelude::*;
use locales::people as t;
use ui::{
    Breadcrumbs, Button, ButtonKind, Card, Choice, Column, Crumb, DescriptionList, Detail, EmptyState,
    PageHeader, Select, Table, TextField,
};

/// The words of a search are names and addresses: they are posted, never part of an address.
pub async fn search(request: PageRequest) -> Outcome {
    let language = request.language;
    let words = request.form.text("words").to_owned();
    let number: i64 = request.form.text("page").parse().unwrap_or(1).max(1);
    let people = &request.services.people;
    let units = people.units(&request.actor).await?;
    let FoundPeople { people, total } = people.find_people(&request.actor, &words, number).await?;
    let action = request.href("/people/manage");
    let lines: Vec<(String, String, String, String)> = people
        .into_iter()
        .map(|person| {
            let roles: Vec<String> = person
                .roles
                .iter()
                .map(|grant| role_in_unit(language, grant, &units))
                .collect();
            let href = request.href(&format!("/people/manage/{}", person.person));
            (href, person.name, person.email, roles.join("; "))
        })
        .collect();
    let pages = total
        .max(1)
        .unsigned_abs()
        .div_ceil(PEOPLE_PER_PAGE.unsigned_abs());
    Page::new(t::manage_title(language), move || {
        let rows = lines
            .into_iter()
            .map(|(href, name, email, roles)| {
                vec![
                    view! { <a href=href>{name}</a> }.into_any(),
                    email.into_any(),
                    roles.into_any(),
                ]
            })
            .collect::<Vec<_>>();
        let columns = vec![
            Column::text(t::name(language)),
            Column::text(t::email(language)),
            Column::text(t::roles(language)),
        ];
        let list = if rows.is_empty() {
            view! { <EmptyState title=t::manage_none(language) /> }.into_any()
        } else {
            view! { <Table caption=t::manage_found(language, total) columns=columns rows=rows /> }.into_any()
        };
        let turn = |to: i64, label: &'static str, is_there: bool| {
            is_there.then(|| {
                view! { <Button kind=ButtonKind::Secondary name="page" value=to.to_string()>{label}</Button> }
            })
        };
        let previous = turn(number - 1, t::previous(language), number > 1);
        let next = turn(number + 1, t::next(language), number.unsigned_abs() < pages);
        view! {
            <PageHeader title=t::manage_title(language) lead=t::manage_lead(language) />
            <form class="form" method="post" action=action.clone()>
                <TextField name="words" label=t::manage_words(language) value=words.clone() is_optional=true />
                <div class="form__actions"><Button>{t::search(language)}</Button></div>
            </form>
            {list}
            <form class="cluster" method="post" action=action>
                <input type="hidden" name="words" value=words />
                {previous}
                {next}
            </form>
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, &Errors::default()).await?.ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: PersonId = request.param("person")?;
    let people = &request.services.people;
    let changed = match grant_of(&request) {
        Ok(grant) if request.form.text("step") == "revoke" => {
            people.revoke_role(&request.actor, id, &grant).await
        }
        Ok(grant) => people.grant_role(&request.actor, id, &grant).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => Answer::see(request.href(&format!("/people/manage/{id}"))),
        Err(ServiceError::Invalid(errors)) => page(&request, &Errors::new(request.language, errors))
            .await?
            .status(422)
            .ok(),
        Err(error) => Err(error),
    }
}

fn grant_of(request: &PageRequest) -> Result<Grant, ServiceError> {
    let role = Role::of_code(request.form.text("role"))
        .ok_or_else(|| ServiceError::field("role", Problem::NotAChoice))?;
    let unit = match request.form.text("unit") {
        "" => None,
        id => Some(
            id.parse()
                .map_err(|_| ServiceError::field("unit", Problem::NotAChoice))?,
        ),
    };
    Ok(Grant { role, unit })
}

async fn page(request: &PageRequest, errors: &Errors) -> Result<Page, ServiceError> {
    let language = request.language;
    let id: PersonId = request.param("person")?;
    let people = &request.services.people;
    let person = people.person(&request.actor, id).await?;
    let units = people.units(&request.actor).await?;
    let (list, action) = (
        request.href("/people/manage"),
        request.href(&format!("/people/manage/{id}")),
    );
    let since = request.date(person.created_at);
    let [role_error, unit_error] = ["role", "unit"].map(|field| errors.of(field));
    let page = Page::new(person.name.clone(), move || {
        let mut facts = vec![
            Detail::new(t::email(language), person.email.clone()),
            Detail::new(t::account_since(language), since),
        ];
        if let Some(number) = person.tax_number.clone() {
            facts.push(Detail::new(t::tax_number(language), number));
        }
        let held = person
            .roles
            .iter()
            .map(|grant| {
                let unit = grant.unit.map(|unit| unit.to_string()).unwrap_or_default();
                view! {
                    <li>
                        <form class="cluster cluster--between" method="post" action=action.clone()>
                            <span>{role_in_unit(language, grant, &units)}</span>
                            <input type="hidden" name="role" value=grant.role.code() />
                            <input type="hidden" name="unit" value=unit />
                            <Button kind=ButtonKind::Danger is_small=true name="step" value="revoke">
                                {t::role_revoke(language)}
                            </Button>
                        </form>
                    </li>
                }
            })
            .collect_view();
        let roles = Role::ALL
            .map(|role| Choice::new(role.code(), role_name(language, role)))
            .to_vec();
        let choices = units
            .iter()
            .map(|unit| Choice::new(unit.id.to_string(), unit.name(language)))
            .collect();
        let crumbs = vec![
            Crumb::link(t::manage_title(language), list),
            Crumb::here(person.name.clone()),
        ];
        view! {
            <Breadcrumbs label=t::breadcrumbs(language) items=crumbs />
            <PageHeader title=person.name.clone() />
            <Card><DescriptionList items=facts /></Card>
            <Card title=t::roles(language)><ul class="list-plain stack">{held}</ul></Card>
            <Card title=t::role_grant(language)>
                <form class="form" method="post" action=action.clone() novalidate>
                    <Select name="role" label=t::role(language) options=roles error=role_error />
                    <Select name="unit" label=t::unit(language) options=choices error=unit_error
                        empty_label=t::whole_community(language) />
                    <div class="form__actions"><Button name="step" value="grant">{t::role_grant(language)}</Button></div>
                </form>
            </Card>
        }
    });
    Ok(page.door(Door::Work).width(Width::Narrow).unlisted())
}
