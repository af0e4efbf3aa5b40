//! Accounts.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::actor::IdentityLevel;
use domain::id::PersonId;
use domain::people::{EmailAddress, TaxNumber};
use domain::text::fold;
use domain::{Language, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// An account as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub id: PersonId,
    pub email: String,
    pub name: String,
    pub language: Language,
    /// `Some` for verified residents, and only for them.
    pub tax_number: Option<TaxNumber>,
    pub password_hash: Option<String>,
    pub is_demo: bool,
    /// The street whose projects come first; empty unless the person named one.
    pub street: String,
    /// Counts changes, from 1.
    pub version: i64,
    pub created_at: Timestamp,
}

impl PersonRow {
    #[must_use]
    pub const fn identity(&self) -> IdentityLevel {
        if self.tax_number.is_some() {
            IdentityLevel::Verified
        } else {
            IdentityLevel::Email
        }
    }
}

const INSERT: &str = "INSERT INTO person (id, email, email_key, name, name_fold, language, identity, tax_number, \
     password_hash, is_demo, street, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const UPDATE: &str = "UPDATE person SET name = $3, name_fold = $4, language = $5, identity = $6, tax_number = $7, \
     password_hash = $8, street = $9, version = version + 1 WHERE id = $1 AND version = $2";
const GET: &str = "SELECT id, email, name, language, tax_number, password_hash, is_demo, street, version, created_at \
     FROM person WHERE id = $1";
const BY_EMAIL: &str = "SELECT id, email, name, language, tax_number, password_hash, is_demo, street, version, created_at \
     FROM person WHERE email_key = $1";
const BY_TAX_NUMBER: &str = "SELECT id, email, name, language, tax_number, password_hash, is_demo, street, version, \
     created_at FROM person WHERE tax_number = $1";
const SEARCH: &str = "SELECT id, email, name, language, tax_number, password_hash, is_demo, street, version, created_at \
     FROM person WHERE name_fold LIKE $1 ESCAPE '!' OR email_key LIKE $1 ESCAPE '!' \
     ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3";
const COUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS number FROM person \
     WHERE name_fold LIKE $1 ESCAPE '!' OR email_key LIKE $1 ESCAPE '!'";

/// Adds an account.
///
/// # Errors
/// [`StorageError::Conflict`] when the address or the tax number is taken.
pub async fn insert(connection: &mut AnyConnection, person: &PersonRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(person.id.to_string())
        .bind(person.email.clone())
        .bind(person.email.to_lowercase())
        .bind(person.name.clone())
        .bind(fold(&person.name))
        .bind(person.language.code())
        .bind(person.identity().code())
        .bind(tax_number(person))
        .bind(person.password_hash.clone())
        .bind(i64::from(person.is_demo))
        .bind(person.street.clone())
        .bind(person.version)
        .bind(person.created_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Changes an account that still has the version that was read. Says whether it had.
///
/// # Errors
/// [`StorageError::Conflict`] when the tax number is taken.
pub async fn update(connection: &mut AnyConnection, person: &PersonRow) -> StorageResult<bool> {
    let done = sqlx::query(UPDATE)
        .bind(person.id.to_string())
        .bind(person.version)
        .bind(person.name.clone())
        .bind(fold(&person.name))
        .bind(person.language.code())
        .bind(person.identity().code())
        .bind(tax_number(person))
        .bind(person.password_hash.clone())
        .bind(person.street.clone())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

fn tax_number(person: &PersonRow) -> Option<String> {
    person
        .tax_number
        .as_ref()
        .map(|number| number.secret_digits().to_owned())
}

/// An account by its id.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(connection: &mut AnyConnection, id: PersonId) -> StorageResult<Option<PersonRow>> {
    one(connection, GET, id.to_string()).await
}

/// The account of a mailbox.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_email(
    connection: &mut AnyConnection,
    email: &EmailAddress,
) -> StorageResult<Option<PersonRow>> {
    one(connection, BY_EMAIL, email.key()).await
}

/// The account of a tax number.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_tax_number(
    connection: &mut AnyConnection,
    number: &TaxNumber,
) -> StorageResult<Option<PersonRow>> {
    one(connection, BY_TAX_NUMBER, number.secret_digits().to_owned()).await
}

async fn one(
    connection: &mut AnyConnection,
    sql: &'static str,
    key: String,
) -> StorageResult<Option<PersonRow>> {
    let row = sqlx::query(sql).bind(key).fetch_optional(connection).await?;
    row.as_ref().map(person).transpose()
}

/// Accounts whose name or address holds the words, newest first, and how many there are in all.
///
/// # Errors
/// When the rows cannot be read.
pub async fn search(
    connection: &mut AnyConnection,
    words: &str,
    limit: i64,
    offset: i64,
) -> StorageResult<(Vec<PersonRow>, i64)> {
    let pattern = containing(words);
    let rows = sqlx::query(SEARCH)
        .bind(pattern.clone())
        .bind(limit)
        .bind(offset)
        .fetch_all(&mut *connection)
        .await?;
    let people = rows.iter().map(person).collect::<StorageResult<Vec<_>>>()?;
    let number = sqlx::query(COUNT)
        .bind(pattern)
        .fetch_one(connection)
        .await?
        .integer("number")?;
    Ok((people, number))
}

/// A pattern in which the person's own wildcards mean themselves.
fn containing(words: &str) -> String {
    let escaped: String = fold(words)
        .chars()
        .flat_map(|c| matches!(c, '%' | '_' | '!').then_some('!').into_iter().chain([c]))
        .collect();
    format!("%{escaped}%")
}

fn person(row: &AnyRow) -> StorageResult<PersonRow> {
    let language = row.text("language")?;
    // The number is secret: a corrupt one is reported without its digits.
    let tax_number = row
        .optional_text("tax_number")?
        .map(|digits| digits.parse::<TaxNumber>())
        .transpose()
        .map_err(|_| StorageError::corrupt("tax_number", "not a tax number"))?;
    Ok(PersonRow {
        id: row.parsed("id")?,
        email: row.text("email")?,
        name: row.text("name")?,
        language: Language::of_code(&language).ok_or_else(|| StorageError::corrupt("language", language))?,
        tax_number,
        password_hash: row.optional_text("password_hash")?,
        is_demo: row.flag("is_demo")?,
        street: row.text("street")?,
        version: row.integer("version")?,
        created_at: row.timestamp("created_at")?,
    })
}
