//! The loop that accepts connections: limits slow clients, and lets running requests end when told to stop.

use super::client::Peer;
use super::patience::Patience;
use crate::settings::LimitSettings;
use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::num::NonZeroU32;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

/// The longest head of a request that is read; what a browser sends is a tenth of it.
const HEAD_BYTES: usize = 32 * 1024;
const MOST_HEADERS: usize = 64;
/// After an error of `accept`, such as too many open files, somebody must end first.
const BREATH: Duration = Duration::from_millis(50);

/// Serves connections until told to stop, then waits for running requests, but not for ever.
pub async fn serve(listener: TcpListener, router: Router, limits: &LimitSettings, stop: CancellationToken) {
    let connections = TaskTracker::new();
    let patience = (seconds(limits.header_seconds), seconds(limits.stalled_seconds));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Without it small answers wait for the client's acknowledgement.
                let _ = stream.set_nodelay(true);
                let router = router.clone();
                connections.spawn(connection(stream, Peer(peer), router, patience, stop.clone()));
            }
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    connections.close();
    let open = connections.len();
    if tokio::time::timeout(seconds(limits.shutdown_seconds), connections.wait())
        .await
        .is_err()
    {
        tracing::warn!(open, "some requests did not end in time");
    }
}

/// One connection. HTTP/1 only: the reverse proxy that ends TLS speaks it, and its reader has a time limit from the
/// first byte on, which the reader that guesses the version has not.
async fn connection(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    (header_time, stalled_time): (Duration, Duration),
    stop: CancellationToken,
) {
    let service = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        request
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(header_time)
        .max_headers(MOST_HEADERS)
        .max_buf_size(HEAD_BYTES);
    let connection = builder.serve_connection(
        TokioIo::new(Patience::new(stream, stalled_time)),
        TowerToHyperService::new(service),
    );
    let mut connection = pin!(connection);
    tokio::select! {
        // How a client leaves is its own affair.
        _ = connection.as_mut() => return,
        () = stop.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

fn seconds(number: NonZeroU32) -> Duration {
    Duration::from_secs(u64::from(number.get()))
}
