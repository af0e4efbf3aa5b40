//! Pages of the people slice.

use crate::shared::{Answer, PageRequest, Route};

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}

/// Where somebody goes who must sign in first; a posted form is kept and sent again afterwards.
pub async fn sign_in_to_continue(request: &PageRequest) -> Answer {
    Answer::Redirect(request.href("/people/sign-in"))
}

/// Where staff go whose session lacks the second factor.
pub async fn second_factor_to_continue(request: &PageRequest) -> Answer {
    Answer::Redirect(request.href("/people/second-factor"))
}
