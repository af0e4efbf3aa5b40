//! `hromada user …`: the first administrator comes from here.

use crate::wiring::{Hromada, StartError};
use clap::{Args, Subcommand};
use domain::actor::{Grant, Role};
use domain::people::account::AddPerson;
use domain::people::unit::Unit;
use domain::{Actor, Language, ServiceError};
use std::io::BufRead as _;

#[derive(Subcommand)]
pub(super) enum UserCommand {
    /// Adds a person who needs no confirmation by mail.
    Add(AddArguments),
}

#[derive(Args)]
pub(super) struct AddArguments {
    #[arg(long)]
    email: String,
    /// First and last name.
    #[arg(long)]
    name: String,
    /// A role, with the code of its unit where it has one: `administrator`, `case_officer:citizens-appeals`.
    #[arg(long = "role")]
    roles: Vec<String>,
    /// The checked tax number (РНОКПП), which makes a verified resident.
    #[arg(long)]
    tax_number: Option<String>,
    /// The language of mails: uk or en.
    #[arg(long, default_value = "uk")]
    language: String,
    /// Reads a password from the first line of the standard input. Without it the person sets one by «forgotten
    /// password».
    #[arg(long)]
    password_stdin: bool,
}

pub(super) async fn run(hromada: &Hromada, command: UserCommand) -> Result<(), StartError> {
    let UserCommand::Add(arguments) = command;
    let units = hromada
        .services
        .people
        .units(&Actor::System)
        .await
        .map_err(|error| refused(&error))?;
    let password = if arguments.password_stdin {
        Some(read_password()?)
    } else {
        None
    };
    let email = arguments.email.clone();
    let new = person(arguments, password, &units)?;
    let id = hromada
        .services
        .people
        .add_person(&Actor::System, &new)
        .await
        .map_err(|error| refused(&error))?;
    println!("{email} is added: {id}");
    if new.password.is_none() {
        println!("a password is set with «forgotten password» on the sign-in page");
    }
    Ok(())
}

fn person(
    arguments: AddArguments,
    password: Option<String>,
    units: &[Unit],
) -> Result<AddPerson, StartError> {
    let wrong = |what: &str| StartError::Refused(what.to_owned());
    let roles = arguments
        .roles
        .iter()
        .map(|role| grant(role, units))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(AddPerson {
        email: arguments
            .email
            .parse()
            .map_err(|_| wrong("--email is no e-mail address"))?,
        name: arguments.name,
        language: Language::of_code(&arguments.language)
            .ok_or_else(|| wrong("--language must be uk or en"))?,
        password,
        tax_number: arguments
            .tax_number
            .map(|number| number.parse())
            .transpose()
            .map_err(|_| {
                wrong("--tax-number is no valid tax number: it has 10 digits, the last checks the others")
            })?,
        roles,
        is_demo: false,
    })
}

fn grant(text: &str, units: &[Unit]) -> Result<Grant, StartError> {
    let (role, unit) = match text.split_once(':') {
        Some((role, unit)) => (role, Some(unit)),
        None => (text, None),
    };
    let Some(role) = Role::of_code(role) else {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        return Err(StartError::Refused(format!(
            "there is no role {role}; there are {}",
            known.join(", ")
        )));
    };
    let unit = match unit {
        Some(code) => match units.iter().find(|unit| unit.code == code) {
            Some(unit) => Some(unit.id),
            None => {
                let known: Vec<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
                return Err(StartError::Refused(format!(
                    "there is no unit {code}; there are {}",
                    known.join(", ")
                )));
            }
        },
        None => None,
    };
    Ok(Grant { role, unit })
}

fn read_password() -> Result<String, StartError> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|source| StartError::File {
            what: "the password cannot be read from the standard input".to_owned(),
            source,
        })?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        return Err(StartError::Refused(
            "the standard input holds no password".to_owned(),
        ));
    }
    Ok(password)
}

/// A refusal in the operator's words; fields are told with their problems.
fn refused(error: &ServiceError) -> StartError {
    StartError::Refused(match error {
        ServiceError::Conflict => "the address or the tax number belongs to somebody already".to_owned(),
        ServiceError::Invalid(errors) => errors
            .iter()
            .map(|error| {
                let problem = locales::problem_text(Language::En, &error.problem);
                format!("{}: {problem}", error.field)
            })
            .collect::<Vec<_>>()
            .join("; "),
        other => other.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit() -> Unit {
        Unit {
            id: uuid::Uuid::from_u128(1).into(),
            code: "citizens-appeals".to_owned(),
            name_uk: String::new(),
            name_en: String::new(),
            phone: None,
        }
    }

    #[test]
    fn a_role_is_bound_to_the_unit_that_is_named() {
        let everywhere = grant("administrator", &[]).unwrap();
        assert_eq!((everywhere.role, everywhere.unit), (Role::Administrator, None));
        let bound = grant("case_officer:citizens-appeals", &[unit()]).unwrap();
        assert_eq!((bound.role, bound.unit), (Role::CaseOfficer, Some(unit().id)));
    }

    #[test]
    fn an_unknown_role_or_unit_is_told_with_those_that_are_known() {
        let role = grant("king", &[]).unwrap_err().to_string();
        assert!(role.contains("case_officer"), "{role}");
        let unit = grant("teacher:school", &[unit()]).unwrap_err().to_string();
        assert!(unit.contains("citizens-appeals"), "{unit}");
    }
}
