//! The code of a printed resume card: nine characters that carry progress to another device without an account.

use crate::printed_code::PrintedCode;

/// 41 bits. Guessing is limited like the guessing of passwords.
pub type ResumeCode = PrintedCode<9>;
