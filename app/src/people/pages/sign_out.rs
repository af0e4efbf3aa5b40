//! Signing out.

use crate::shared::{Answer, Outcome, PageRequest};

pub async fn submit(request: PageRequest) -> Outcome {
    // Somebody whose session has ended meanwhile is signed out already.
    if request.actor.signed_in().is_some() {
        request.services.people.sign_out(&request.actor).await?;
    }
    Ok(Answer::SignedOut {
        to: request.href("/"),
    })
}
