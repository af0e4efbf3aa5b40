//! The device of somebody who was not signed in, and what becomes of it.

use super::HttpState;
use super::session::{self, DEVICE};
use axum::http::{HeaderMap, header};
use axum::response::Response;

/// Joins what was learnt on a device to the account that has just been opened there, and takes the device's cookie:
/// who comes next to a shared computer begins anew. A sign-in never fails by this.
pub(super) async fn after_sign_in(
    state: &HttpState,
    headers: &HeaderMap,
    token: &str,
    response: &mut Response,
) {
    let Some(device) = session::cookie(headers, DEVICE) else {
        return;
    };
    let services = &state.hromada.services;
    let attached = match services.people.actor_of_session(token).await {
        // The second factor is still awaited; the device waits, too.
        Ok(actor) if actor.signed_in().is_none() => return,
        Ok(actor) => services.learning.attach_device(&actor, device).await,
        Err(error) => Err(error),
    };
    match attached {
        Ok(()) => {
            if let Some(cookie) = session::clear(DEVICE) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
        Err(error) => tracing::error!(%error, "the progress of a device could not be joined to its account"),
    }
}
