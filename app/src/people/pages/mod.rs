//! Pages of the people slice.

mod continuation;
mod language;
mod sign_in;
mod sign_out;

use crate::shared::{Answer, PageRequest, Route};
use continuation::Continuation;
pub use continuation::is_own_path;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/people/sign-in", sign_in::show),
        Route::post("/people/sign-in", sign_in::submit).sensitive(),
        Route::post("/people/sign-out", sign_out::submit),
        Route::post("/people/language", language::submit),
    ]
}

/// Where somebody goes who must sign in first; a posted form is kept and sent again afterwards.
///
/// The sign-in page takes the place of the page that was asked for, with status 401: nothing that was typed has to
/// travel in an address.
pub async fn sign_in_to_continue(request: &PageRequest) -> Answer {
    let page = sign_in::page(
        request,
        &Continuation::of_refused(request),
        &sign_in::Typed::default(),
    );
    Answer::Page(page.status(401))
}

/// Where staff go whose session lacks the second factor.
pub async fn second_factor_to_continue(request: &PageRequest) -> Answer {
    Answer::Redirect(request.href("/people/second-factor"))
}
