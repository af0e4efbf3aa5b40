//! Units from the content, and the made-up people of the demonstration.

use super::refused;
use crate::wiring::{Hromada, StartError};
use domain::actor::{Grant, Role};
use domain::event::{Author, NewEvent};
use domain::people::account::AddPerson;
use domain::people::unit::Unit;
use domain::{Actor, Language, ServiceError};
use serde::Deserialize;
use std::collections::BTreeMap;
use storage::people::unit;

/// The password of every made-up person.
pub const DEMO_PASSWORD: &str = "Тернопіль-над-ставом-2026";

/// A unit in `content/units.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    code: String,
    uk: String,
    en: String,
    phone: Option<String>,
}

struct DemoPerson {
    email: &'static str,
    name: &'static str,
    tax_number: Option<&'static str>,
    /// Roles and the codes of their units; no code: in the whole community.
    roles: &'static [(Role, Option<&'static str>)],
    /// A role held in each unit of the content: the demonstration shows every service up to its decision.
    in_each_unit: Option<Role>,
}

/// Names and numbers are invented; the numbers have a valid check digit and no owner is known.
const DEMO_PEOPLE: [DemoPerson; 11] = [
    DemoPerson {
        email: "olena@demo.hromada",
        name: "Олена Коваль",
        tax_number: Some("3184910682"),
        roles: &[],
        in_each_unit: None,
    },
    DemoPerson {
        email: "andrii@demo.hromada",
        name: "Андрій Мельник",
        tax_number: None,
        roles: &[],
        in_each_unit: None,
    },
    DemoPerson {
        email: "officer@demo.hromada",
        name: "Ірина Савчук",
        tax_number: None,
        roles: &[],
        in_each_unit: Some(Role::CaseOfficer),
    },
    DemoPerson {
        email: "head@demo.hromada",
        name: "Богдан Левицький",
        tax_number: None,
        roles: &[],
        in_each_unit: Some(Role::UnitHead),
    },
    // Above the heads of the units: decides complaints about what they signed themselves.
    DemoPerson {
        email: "deputy@demo.hromada",
        name: "Роман Гайда",
        tax_number: None,
        roles: &[(Role::UnitHead, None)],
        in_each_unit: None,
    },
    DemoPerson {
        email: "lawyer@demo.hromada",
        name: "Юлія Дорош",
        tax_number: None,
        roles: &[],
        in_each_unit: Some(Role::CaseOfficer),
    },
    DemoPerson {
        email: "centre@demo.hromada",
        name: "Наталія Гринчук",
        tax_number: None,
        roles: &[(Role::CentreOfficer, Some("administrative-services-centre"))],
        in_each_unit: None,
    },
    DemoPerson {
        email: "moderator@demo.hromada",
        name: "Марко Довгань",
        tax_number: None,
        roles: &[(Role::Moderator, None)],
        in_each_unit: None,
    },
    DemoPerson {
        email: "editor@demo.hromada",
        name: "Соломія Яремчук",
        tax_number: None,
        roles: &[(Role::ProjectEditor, None)],
        in_each_unit: None,
    },
    DemoPerson {
        email: "teacher@demo.hromada",
        name: "Тарас Вовк",
        tax_number: None,
        roles: &[(Role::Teacher, None)],
        in_each_unit: None,
    },
    DemoPerson {
        email: "admin@demo.hromada",
        name: "Оксана Пилипів",
        tax_number: None,
        roles: &[(Role::Administrator, None)],
        in_each_unit: None,
    },
];

/// The addresses of the made-up people and what they are, for the operator's terminal.
pub fn demo_sign_ins() -> impl Iterator<Item = (&'static str, String)> {
    DEMO_PEOPLE.into_iter().map(|person| {
        let held = person
            .roles
            .iter()
            .map(|(role, _)| *role)
            .chain(person.in_each_unit);
        let mut roles: Vec<&str> = held.map(Role::code).collect();
        roles.dedup();
        let what = match (roles.as_slice(), person.tax_number) {
            ([], Some(_)) => "verified resident".to_owned(),
            ([], None) => "resident".to_owned(),
            (roles, _) => roles.join(", ").replace('_', " "),
        };
        (person.email, format!("{} ({what})", person.name))
    })
}

/// Brings in the units, and in a demonstration the made-up people.
///
/// # Errors
/// When the content or the database cannot be used.
pub async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    units(hromada).await?;
    if hromada.desk.settings.demo {
        demo_people(hromada).await?;
    }
    Ok(())
}

async fn units(hromada: &Hromada) -> Result<(), StartError> {
    let desk = &hromada.desk;
    let path = desk.settings.content_dir.join("units.yaml");
    let text = std::fs::read_to_string(&path).map_err(|source| StartError::File {
        what: path.display().to_string(),
        source,
    })?;
    let entries: Vec<UnitEntry> = serde_saphyr::from_str(&text)
        .map_err(|error| StartError::Content(format!("{}: {error}", path.display())))?;
    let known: BTreeMap<String, Unit> = known_units(hromada).await?;
    for entry in entries {
        let id = known.get(&entry.code).map_or_else(|| desk.id(), |unit| unit.id);
        let new = Unit {
            id,
            code: entry.code,
            name_uk: entry.uk,
            name_en: entry.en,
            phone: entry.phone,
        };
        if known.get(&new.code) == Some(&new) {
            continue;
        }
        let mut tx = desk.database.begin().await?;
        unit::put(tx.connection()?, &new).await?;
        let event = NewEvent {
            author: Author::System,
            on_behalf_of: None,
            subject_kind: "people.unit",
            subject_id: id.to_string(),
            subject_version: 1,
            kind: "people.unit.described",
            reason: None,
            data: serde_json::json!({ "code": new.code, "name": new.name_uk }),
        };
        tx.record(desk.id(), desk.now(), &event).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn known_units(hromada: &Hromada) -> Result<BTreeMap<String, Unit>, StartError> {
    let mut connection = hromada.desk.database.read().await?;
    let units = unit::list(&mut connection).await?;
    Ok(units.into_iter().map(|unit| (unit.code.clone(), unit)).collect())
}

async fn demo_people(hromada: &Hromada) -> Result<(), StartError> {
    let units = known_units(hromada).await?;
    for person in DEMO_PEOPLE {
        let wrong = |what: String| StartError::Content(format!("demo person {}: {what}", person.email));
        let mut roles = Vec::new();
        for (role, code) in person.roles {
            let unit = match code {
                Some(code) => Some(
                    units
                        .get(*code)
                        .ok_or_else(|| wrong(format!("there is no unit {code}")))?
                        .id,
                ),
                None => None,
            };
            roles.push(Grant { role: *role, unit });
        }
        if let Some(role) = person.in_each_unit {
            let each = units.values().map(|unit| Grant {
                role,
                unit: Some(unit.id),
            });
            roles.extend(each);
        }
        let new = AddPerson {
            email: person.email.parse().map_err(|_| wrong("e-mail".to_owned()))?,
            name: person.name.to_owned(),
            language: Language::Uk,
            password: Some(DEMO_PASSWORD.to_owned()),
            tax_number: person
                .tax_number
                .map(str::parse)
                .transpose()
                .map_err(|_| wrong("tax number".to_owned()))?,
            roles,
            is_demo: true,
        };
        match hromada.services.people.add_person(&Actor::System, &new).await {
            // The person is there since an earlier start.
            Ok(_) | Err(ServiceError::Conflict) => {}
            Err(error) => return Err(refused(person.email, &error)),
        }
    }
    Ok(())
}
