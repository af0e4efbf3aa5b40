//! The signals that ask the program to stop.

use tokio_util::sync::CancellationToken;

/// A token that ends with SIGTERM (a service manager, a container) or SIGINT (Ctrl-C). A second signal ends the
/// process at once: somebody is in a hurry.
#[must_use]
pub(super) fn stop_on_signal() -> CancellationToken {
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        asked_to_stop().await;
        tracing::info!("asked to stop: running requests and jobs are finished first");
        told.cancel();
        asked_to_stop().await;
        std::process::exit(130);
    });
    stop
}

#[cfg(unix)]
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}
