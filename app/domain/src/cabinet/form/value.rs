//! What each kind of field accepts, and the one form in which it is stored.

use super::number;
use super::{DateLimit, Day, Field, Kind};
use crate::field::Problem;
use crate::people::{EmailAddress, TaxNumber};
use crate::text::{clean_line, clean_text};

/// Nobody who can apply was born before this year.
const EARLIEST_YEAR: u16 = 1900;

/// The accepted values of a field, or why they cannot be accepted.
pub(super) fn accept(field: &Field, values: &[String], today: Day) -> Result<Vec<String>, Problem> {
    match field.kind {
        Kind::Many => many(field, values),
        Kind::File => files(field, values),
        Kind::Consent => consent(field, values),
        Kind::Group => group(field, values),
        Kind::Text
        | Kind::LongText
        | Kind::Number
        | Kind::Money
        | Kind::Date
        | Kind::Choice
        | Kind::YesNo
        | Kind::Phone
        | Kind::Email
        | Kind::TaxNumber
        | Kind::CompanyCode
        | Kind::Iban
        | Kind::CadastralNumber
        | Kind::Address => single(field, values, today),
    }
}

fn single(field: &Field, values: &[String], today: Day) -> Result<Vec<String>, Problem> {
    let text = values.first().map(String::as_str).unwrap_or_default();
    if text.trim().is_empty() {
        return if field.required {
            Err(match field.kind {
                Kind::Choice | Kind::YesNo => Problem::Unchosen,
                _ => Problem::Required,
            })
        } else {
            Ok(Vec::new())
        };
    }
    let accepted = match field.kind {
        Kind::Number => whole(field, text)?,
        Kind::Date => date(field, text, today)?,
        Kind::Choice => option(field, text)?,
        Kind::YesNo => match text {
            "yes" | "no" => text.to_owned(),
            _ => return Err(Problem::NotAChoice),
        },
        Kind::Phone => crate::phone::clean(text)?,
        Kind::Email => text.parse::<EmailAddress>()?.to_string(),
        Kind::TaxNumber => text.parse::<TaxNumber>()?.secret_digits().to_owned(),
        Kind::Money => number::money(text, field.min, field.max)?,
        Kind::CompanyCode => number::company_code(text)?,
        Kind::Iban => number::iban(text)?,
        Kind::CadastralNumber => number::cadastral(text)?,
        Kind::LongText => length(field, clean_text(text, max_length(field))?)?,
        Kind::Text | Kind::Address | Kind::Many | Kind::File | Kind::Consent | Kind::Group => {
            length(field, clean_line(text, max_length(field))?)?
        }
    };
    Ok(vec![accepted])
}

fn max_length(field: &Field) -> u32 {
    field.max_length.unwrap_or(field.kind.usual_max_length())
}

fn length(field: &Field, text: String) -> Result<String, Problem> {
    match field.min_length {
        Some(min) if text.chars().count() < min as usize => Err(Problem::TooShort { min }),
        _ => Ok(text),
    }
}

fn whole(field: &Field, text: &str) -> Result<String, Problem> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let value: i64 = digits.parse().map_err(|_| Problem::NotANumber)?;
    match (field.min, field.max) {
        (Some(min), _) if value < min => Err(Problem::NumberTooSmall { min }),
        (_, Some(max)) if value > max => Err(Problem::NumberTooLarge { max }),
        _ => Ok(value.to_string()),
    }
}

fn date(field: &Field, text: &str, today: Day) -> Result<String, Problem> {
    let day: Day = text.parse().map_err(|_| Problem::NotADate)?;
    if day.year() < EARLIEST_YEAR {
        return Err(Problem::DateTooEarly);
    }
    match field.date_limit {
        Some(DateLimit::Past) if day > today => Err(Problem::DateInFuture),
        Some(DateLimit::Future) if day < today => Err(Problem::DateInPast),
        _ => Ok(day.to_string()),
    }
}

fn option(field: &Field, text: &str) -> Result<String, Problem> {
    if field.options.iter().any(|option| option.value == text) {
        Ok(text.to_owned())
    } else {
        Err(Problem::NotAChoice)
    }
}

fn many(field: &Field, values: &[String]) -> Result<Vec<String>, Problem> {
    for value in values {
        option(field, value)?;
    }
    // In the order of the card, each once.
    let chosen: Vec<String> = field
        .options
        .iter()
        .filter(|option| values.contains(&option.value))
        .map(|option| option.value.clone())
        .collect();
    if chosen.is_empty() && field.required {
        return Err(Problem::Unchosen);
    }
    match field.max {
        Some(max) if chosen.len() as u64 > u64::try_from(max).unwrap_or(0) => Err(Problem::TooManyChoices {
            max: u32::try_from(max).unwrap_or(0),
        }),
        _ => Ok(chosen),
    }
}

/// The ids were given by the server when it accepted the files, so only their number is looked at.
fn files(field: &Field, values: &[String]) -> Result<Vec<String>, Problem> {
    let max = field.max_files.unwrap_or(1);
    match values.len() {
        0 if field.required => Err(Problem::FileMissing),
        number if number > max as usize => Err(Problem::TooManyFiles { max }),
        _ => Ok(values.to_vec()),
    }
}

/// The number of items; at least one where an answer is demanded, whether it was told or not.
fn group(field: &Field, values: &[String]) -> Result<Vec<String>, Problem> {
    let told = match values.first() {
        Some(text) => text.parse::<usize>().map_err(|_| Problem::NotANumber)?,
        None => 0,
    };
    let items = told.max(usize::from(field.required));
    if items > field.most_items() {
        let max = u32::try_from(field.most_items()).unwrap_or(u32::MAX);
        return Err(Problem::TooManyItems { max });
    }
    Ok(if items == 0 {
        Vec::new()
    } else {
        vec![items.to_string()]
    })
}

fn consent(field: &Field, values: &[String]) -> Result<Vec<String>, Problem> {
    match values.first().map(String::as_str) {
        Some("true") => Ok(vec!["true".to_owned()]),
        Some(_) => Err(Problem::NotAChoice),
        None if field.required => Err(Problem::MustAccept),
        None => Ok(Vec::new()),
    }
}
