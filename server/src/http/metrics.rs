//! Figures for Prometheus, on an address of their own that the public does not reach.

use crate::wiring::StartError;
use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const UPKEEP: Duration = Duration::from_secs(5);
/// Bounds of the time histograms in seconds: a cached page, a rendered one, a slow one, a lost one.
const SECONDS: [f64; 10] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];

/// Bounds of the number of attempts of a job.
const ATTEMPTS: [f64; 5] = [1.0, 2.0, 3.0, 5.0, 10.0];
/// Bounds of the number of changes that one flush of the database serves.
const CHANGES: [f64; 7] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// The collected figures.
pub struct Metrics {
    figures: PrometheusHandle,
}

/// Begins to collect.
///
/// # Errors
/// When this process collects already.
pub fn begin() -> Result<Metrics, StartError> {
    let named = |name: &str| Matcher::Full(name.to_owned());
    let figures = PrometheusBuilder::new()
        .set_buckets(&SECONDS)
        .and_then(|builder| builder.set_buckets_for_metric(named("hromada_job_attempts"), &ATTEMPTS))
        .and_then(|builder| builder.set_buckets_for_metric(named("hromada_commit_changes"), &CHANGES))
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|error| StartError::Content(format!("metrics: {error}")))?;
    Ok(Metrics { figures })
}

impl Metrics {
    /// Answers `GET /metrics` until told to stop.
    pub async fn serve(self, listener: TcpListener, stop: CancellationToken) {
        let upkeep = self.figures.clone();
        let router = router(self.figures);
        let serving = axum::serve(listener, router).with_graceful_shutdown(stop.clone().cancelled_owned());
        tokio::select! {
            ended = serving => {
                if let Err(error) = ended {
                    tracing::error!(%error, "metrics are not served any more");
                }
            }
            () = async {
                loop {
                    tokio::time::sleep(UPKEEP).await;
                    upkeep.run_upkeep();
                }
            } => {}
        }
    }
}

fn router(figures: PrometheusHandle) -> Router {
    Router::new().route(
        "/metrics",
        get(move || {
            let text = figures.render();
            async move {
                (
                    [("content-type", "text/plain; version=0.0.4; charset=utf-8")],
                    text,
                )
            }
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn figures_are_written_in_the_text_format() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let figures = recorder.handle();
        metrics::with_local_recorder(&recorder, || {
            metrics::counter!("hromada_requests_total", "route" => "/").increment(2);
        });
        let request = axum::http::Request::get("/metrics")
            .body(axum::body::Body::empty())
            .unwrap();
        let answer = router(figures).oneshot(request).await.unwrap();
        let text = answer.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8(text.to_vec()).unwrap();
        assert!(text.contains("hromada_requests_total{route=\"/\"} 2"), "{text}");
    }
}
