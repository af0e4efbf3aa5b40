//! Pages of the people slice.

mod access_log;
mod account;
mod confirm;
mod continuation;
mod frame;
mod identity;
mod language;
mod manage;
mod own_data;
mod passkeys;
mod password;
mod reset;
mod second_factor;
mod sessions;
mod set_up_second_factor;
mod sign_in;
mod sign_out;
mod sign_up;
mod verify;

use crate::shared::{Answer, PageRequest, Route};
use continuation::Continuation;
pub use continuation::is_own_path;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/people/sign-in", sign_in::show),
        Route::post("/people/sign-in", sign_in::submit).sensitive(),
        Route::post("/people/continue", sign_in::go_on).signed_in(),
        Route::get("/people/second-factor", second_factor::show),
        Route::post("/people/second-factor", second_factor::submit).sensitive(),
        Route::get("/people/sign-up", sign_up::show),
        Route::post("/people/sign-up", sign_up::submit).sensitive(),
        Route::get("/people/sign-up/sent", sign_up::sent),
        Route::get("/people/confirm", confirm::show),
        Route::post("/people/confirm", confirm::submit).sensitive(),
        Route::get("/people/reset", reset::show),
        Route::post("/people/reset", reset::submit).sensitive(),
        Route::get("/people/reset/sent", reset::sent),
        Route::get("/people/new-password", reset::show_new),
        Route::post("/people/new-password", reset::submit_new).sensitive(),
        Route::post("/people/sign-out", sign_out::submit),
        Route::post("/people/language", language::submit),
        Route::get("/people/account", account::show).signed_in(),
        Route::post("/people/account", account::submit).signed_in(),
        Route::get("/people/account/identity", identity::show).signed_in(),
        Route::post("/people/account/identity", identity::submit).signed_in(),
        Route::get("/people/identity/return", identity::returned).signed_in(),
        Route::post("/people/identity/return", identity::finish).signed_in(),
        Route::get("/people/account/passkeys", passkeys::show).signed_in(),
        Route::post("/people/account/passkeys", passkeys::submit).signed_in(),
        Route::get("/people/account/password", password::show).signed_in(),
        Route::post("/people/account/password", password::submit)
            .signed_in()
            .sensitive(),
        Route::get("/people/account/second-factor", set_up_second_factor::show).signed_in(),
        Route::post("/people/account/second-factor", set_up_second_factor::submit)
            .signed_in()
            .sensitive(),
        Route::get("/people/account/sessions", sessions::show).signed_in(),
        Route::post("/people/account/sessions", sessions::submit).signed_in(),
        Route::get("/people/account/access-log", access_log::show).signed_in(),
        Route::get("/people/account/data", own_data::show).signed_in(),
        Route::post("/people/account/data", own_data::submit).signed_in(),
        Route::get("/people/account/data/{id}", own_data::download).signed_in(),
        Route::get("/people/manage", manage::search).staff(),
        Route::post("/people/manage", manage::search).staff(),
        Route::get("/people/manage/{person}", manage::show).staff(),
        Route::post("/people/manage/{person}", manage::submit).staff(),
        Route::get("/people/verify", verify::show).staff(),
        Route::post("/people/verify", verify::submit).staff(),
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

/// Where staff go whose session lacks the second factor: they set it up, and a posted form is kept meanwhile.
///
/// Who has one already cannot come here: such a session opens nothing until the code was shown.
pub async fn second_factor_to_continue(request: &PageRequest) -> Answer {
    match set_up_second_factor::page_to_continue(request).await {
        Ok(page) => Answer::Page(page),
        Err(error) => Answer::Page(crate::shared::error_page(request, &error)),
    }
}
