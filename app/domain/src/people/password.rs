//! What a new password must be; its strength is judged on the server.

use crate::field::{FieldError, Problem};

pub const FEWEST_CHARACTERS: u32 = 10;
/// Long enough for any phrase, short enough to hash without trouble.
pub const MOST_CHARACTERS: u32 = 256;

/// Checks the length of a new password. Spaces and any letters are welcome.
///
/// # Errors
/// The problem of the field.
pub fn check_length(field: &str, password: &str) -> Result<(), FieldError> {
    let length = password.chars().count();
    let problem = if length == 0 {
        Problem::Required
    } else if length < FEWEST_CHARACTERS as usize {
        Problem::TooShort {
            min: FEWEST_CHARACTERS,
        }
    } else if length > MOST_CHARACTERS as usize {
        Problem::TooLong { max: MOST_CHARACTERS }
    } else {
        return Ok(());
    };
    Err(FieldError::new(field, problem))
}
