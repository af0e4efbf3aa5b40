//! `hromada serve`.

use super::{demo, refuse_waiting_migrations, signals};
use crate::http::assets::SiteAssets;
use crate::http::{self, server};
use crate::settings::Settings;
use crate::wiring::{Hromada, StartError};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use storage::IfMissing;
use tokio::net::TcpListener;

/// Serves until a signal, then finishes what runs.
pub(super) async fn run(settings: Settings) -> Result<(), StartError> {
    // Before anything else is touched: a second server on the same port must not migrate or seed.
    let listener = listen(settings.listen).await?;
    let metrics_listener = match settings.metrics_address() {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    let stop = signals::stop_on_signal();
    let if_missing = if settings.demo {
        IfMissing::Create
    } else {
        IfMissing::Refuse
    };
    let hromada = Hromada::open(settings, if_missing).await?;
    let settings = Arc::clone(&hromada.desk.settings);
    let database = hromada.desk.database.clone();
    if settings.demo {
        demo::prepare(&hromada).await?;
    } else {
        refuse_waiting_migrations(&hromada).await?;
    }
    let site = SiteAssets::load(&settings.site_dir).map_err(|source| StartError::File {
        what: settings.site_dir.display().to_string(),
        source,
    })?;
    let metrics = match metrics_listener {
        Some(listener) => {
            let metrics = http::metrics::begin()?;
            Some(tokio::spawn(metrics.serve(listener, stop.clone())))
        }
        None => None,
    };
    println!("hromada serves {}", settings.origin);
    if settings.demo {
        demo::print_sign_ins();
    }
    let runner = tokio::spawn(hromada.runner().run(stop.clone()));
    let router = http::router(hromada, Arc::new(site));
    let drain = Duration::from_secs(u64::from(settings.limits.shutdown_seconds.get()));
    server::serve(listener, router, &settings.limits, stop.clone()).await;
    // Serving ends when a signal came, and the jobs were told at the same time.
    stop.cancel();
    if tokio::time::timeout(drain, runner).await.is_err() {
        tracing::warn!("some jobs did not end in time; they run again after the next start");
    }
    if let Some(metrics) = metrics {
        metrics.abort();
    }
    database.close().await;
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| StartError::File {
            what: format!("cannot listen on {address}"),
            source,
        })
}
