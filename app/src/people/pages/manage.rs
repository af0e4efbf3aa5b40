//! People and their roles, for the administrator.

use super::account::{role_in_unit, role_name};
use super::frame::{Question, done, question_page, summary};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm, Width};
use domain::actor::{Grant, Role};
use domain::id::PersonId;
use domain::people::account::{FoundPeople, PEOPLE_PER_PAGE, PersonSummary};
use domain::people::unit::Unit;
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::people as t;
use ui::{
    Breadcrumbs, Button, ButtonKind, Card, Choice, Column, Crumb, DescriptionList, Detail, EmptyState,
    ErrorSummary, PageHeader, Select, Table, TextField,
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
            let roles = if roles.is_empty() {
                t::roles_none(language).to_owned()
            } else {
                roles.join("; ")
            };
            (href, person.name, person.email, roles)
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

/// What a form of the page asks for. Each is asked once more, on a page of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Grant,
    Revoke,
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: PersonId = request.param("person")?;
    let people = &request.services.people;
    let step = match request.form.text("step") {
        "grant" => Step::Grant,
        "revoke" => Step::Revoke,
        _ => return Err(ServiceError::NotFound),
    };
    let grant = match grant_of(&request) {
        Ok(grant) => grant,
        Err(error) => return refused(&request, error).await,
    };
    if request.form.text("sure").is_empty() {
        return ask(&request, step, &grant).await;
    }
    let (changed, code) = match step {
        Step::Grant => (people.grant_role(&request.actor, id, &grant).await, "granted"),
        Step::Revoke => (people.revoke_role(&request.actor, id, &grant).await, "revoked"),
    };
    match changed {
        Ok(()) => Answer::done(request.href(&format!("/people/manage/{id}")), code),
        Err(error) => refused(&request, error).await,
    }
}

async fn refused(request: &PageRequest, error: ServiceError) -> Outcome {
    let field = match &error {
        ServiceError::Rule("role_is_community_wide") => "unit",
        _ => "role",
    };
    let refused = RefusedForm::of(request.language, field, error)?;
    refused.answer(page(request, &refused.errors).await?)
}

/// Says what the role lets its holder do, before it is given or taken.
async fn ask(request: &PageRequest, step: Step, grant: &Grant) -> Outcome {
    let language = request.language;
    let id: PersonId = request.param("person")?;
    let people = &request.services.people;
    let person = people.person(&request.actor, id).await?;
    let holds = person.roles.contains(grant);
    match step {
        Step::Grant if grant.unit.is_some() && grant.role.is_community_wide() => {
            return refused(request, ServiceError::Rule("role_is_community_wide")).await;
        }
        Step::Grant if holds => return refused(request, ServiceError::Rule("role_held_already")).await,
        Step::Revoke if !holds => return Err(ServiceError::NotFound),
        Step::Revoke if is_last(&person, grant) => {
            return refused(request, ServiceError::Rule("last_administrator")).await;
        }
        Step::Grant | Step::Revoke => {}
    }
    let units = people.units(&request.actor).await?;
    let (role, name) = (role_in_unit(language, grant, &units), person.name);
    let here = request.href(&format!("/people/manage/{id}"));
    let (code, title, yes) = match step {
        Step::Grant => (
            "grant",
            t::role_grant_ask(language, &name, &role),
            t::role_grant(language),
        ),
        Step::Revoke => (
            "revoke",
            t::role_revoke_ask(language, &name, &role),
            t::role_revoke_yes(language),
        ),
    };
    let mut notes = vec![role_rights(language, grant.role).to_owned()];
    match step {
        Step::Grant if grant.unit.is_none() && !grant.role.is_community_wide() => {
            notes.push(t::role_everywhere(language).to_owned())
        }
        Step::Grant => {}
        Step::Revoke => notes.push(t::role_revoke_text(language).to_owned()),
    }
    let question = Question {
        title,
        lead: person.email,
        notes,
        yes,
        is_danger: step == Step::Revoke,
        action: here.clone(),
        fields: vec![
            ("step", code.to_owned()),
            ("sure", "true".to_owned()),
            ("role", grant.role.code().to_owned()),
            ("unit", unit_code(grant)),
        ],
        back: here,
        door: Door::Work,
    };
    question_page(language, question).ok()
}

/// How the form says «the whole community»; the empty value says that nothing was chosen.
const EVERYWHERE: &str = "everywhere";

fn unit_code(grant: &Grant) -> String {
    grant
        .unit
        .map_or_else(|| EVERYWHERE.to_owned(), |unit| unit.to_string())
}

fn grant_of(request: &PageRequest) -> Result<Grant, ServiceError> {
    let mut errors = Vec::new();
    let role = match request.form.text("role") {
        "" => Err(Problem::Required),
        code => Role::of_code(code).ok_or(Problem::NotAChoice),
    };
    let unit = match request.form.text("unit") {
        "" => Err(Problem::Required),
        EVERYWHERE => Ok(None),
        id => id.parse().map(Some).map_err(|_| Problem::NotAChoice),
    };
    let role = role.map_err(|problem| errors.push(FieldError::new("role", problem)));
    let unit = unit.map_err(|problem| errors.push(FieldError::new("unit", problem)));
    match (role, unit) {
        (Ok(role), Ok(unit)) => Ok(Grant { role, unit }),
        _ => Err(ServiceError::Invalid(errors)),
    }
}

/// Whether taking the role away would leave nobody to administer the program.
fn is_last(person: &PersonSummary, grant: &Grant) -> bool {
    grant.role == Role::Administrator && grant.unit.is_none() && person.is_last_administrator
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
    let lines = summary(language, errors);
    let [role_error, unit_error] = ["role", "unit"].map(|field| errors.of(field));
    // What was chosen for a role that was refused; of one that was taken away nothing is chosen.
    let is_granting = request.form.text("step") == "grant";
    let [role, unit] = ["role", "unit"].map(|name| {
        let chosen = if is_granting { request.form.text(name) } else { "" };
        chosen.to_owned()
    });
    let done = done(
        request,
        &[("granted", t::role_is_granted), ("revoked", t::role_is_revoked)],
    );
    let page = Page::new(person.name.clone(), move || {
        let mut facts = vec![
            Detail::new(t::email(language), person.email.clone()),
            Detail::new(t::account_since(language), since),
        ];
        if let Some(number) = person.tax_number.clone() {
            facts.push(Detail::new(t::tax_number(language), number));
        }
        let held = held(language, &person, &units, &action);
        let roles = Role::ALL
            .map(|role| Choice::new(role.code(), role_name(language, role)))
            .to_vec();
        let everywhere = Choice::new(EVERYWHERE, t::whole_community(language));
        let of_units = units
            .iter()
            .map(|unit| Choice::new(unit.id.to_string(), unit.name(language)));
        let choices = of_units.chain([everywhere]).collect();
        let crumbs = vec![
            Crumb::link(t::manage_title(language), list),
            Crumb::here(person.name.clone()),
        ];
        view! {
            <Breadcrumbs label=t::breadcrumbs(language) items=crumbs />
            <PageHeader title=person.name.clone() />
            {done}
            <ErrorSummary title=t::errors_title(language) errors=lines />
            <Card><DescriptionList items=facts /></Card>
            <Card title=t::roles(language)>{held}</Card>
            <Card title=t::role_new(language)>
                <form class="form" method="post" action=action.clone() novalidate>
                    <Select name="role" label=t::role(language) options=roles value=role error=role_error
                        empty_label=t::choose(language) is_required=true />
                    <Select name="unit" label=t::unit(language) hint=t::unit_hint(language) options=choices value=unit
                        error=unit_error empty_label=t::choose(language) is_required=true />
                    <div class="form__actions"><Button name="step" value="grant">{t::role_grant(language)}</Button></div>
                </form>
            </Card>
        }
    });
    Ok(page.door(Door::Work).width(Width::Narrow).unlisted())
}

/// The roles that somebody holds, each with the way to take it away, or why there is none.
fn held(language: Language, person: &PersonSummary, units: &[Unit], action: &str) -> AnyView {
    if person.roles.is_empty() {
        return view! { <p class="text-muted">{t::roles_none(language)}</p> }.into_any();
    }
    let lines = person
        .roles
        .iter()
        .map(|grant| {
            let name = role_in_unit(language, grant, units);
            if is_last(person, grant) {
                let why = locales::rule_text(language, "last_administrator");
                return view! { <li>{name} <p class="text-muted">{why} "."</p></li> }.into_any();
            }
            view! {
                <li>
                    <form class="cluster cluster--between" method="post" action=action.to_owned()>
                        <span>{name.clone()}</span>
                        <input type="hidden" name="role" value=grant.role.code() />
                        <input type="hidden" name="unit" value=unit_code(grant) />
                        <Button kind=ButtonKind::Danger is_small=true name="step" value="revoke">
                            {t::role_revoke(language)} <span class="visually-hidden">": " {name}</span>
                        </Button>
                    </form>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! { <ul class="list-plain stack">{lines}</ul> }.into_any()
}

/// What a role lets its holder do.
fn role_rights(language: Language, role: Role) -> &'static str {
    match role {
        Role::CaseOfficer => t::rights_case_officer(language),
        Role::UnitHead => t::rights_unit_head(language),
        Role::CentreOfficer => t::rights_centre_officer(language),
        Role::Moderator => t::rights_moderator(language),
        Role::ProjectEditor => t::rights_project_editor(language),
        Role::Teacher => t::rights_teacher(language),
        Role::Administrator => t::rights_administrator(language),
    }
}
