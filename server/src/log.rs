//! The log: lines for people or JSON for collectors. It holds routes, numbers and codes, never what a person typed.

use crate::settings::LogFormat;
use std::io::IsTerminal as _;
use tracing::Dispatch;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Begins to write the log to the standard error stream. `RUST_LOG` chooses what is told.
pub fn begin(format: LogFormat, level: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    // A second log in one process changes nothing.
    let _ = tracing::dispatcher::set_global_default(lines(format, filter, std::io::stderr));
    // The usual hook would print the message, which may hold what a person typed.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a fault in the program");
    }));
}

/// A log into any writer.
pub fn lines<Writer>(format: LogFormat, filter: EnvFilter, writer: Writer) -> Dispatch
where
    Writer: for<'line> MakeWriter<'line> + Send + Sync + 'static,
{
    // A line that cannot be written, on a full disk, is let go: the usual complaint about it goes to the same stream,
    // panics there, and takes the request with it.
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        // Colours are for eyes: in a file they are noise.
        .with_ansi(std::io::stderr().is_terminal())
        .log_internal_errors(false);
    match format {
        LogFormat::Text => Dispatch::new(log.with_target(false).finish()),
        LogFormat::Json => Dispatch::new(
            log.json()
                .flatten_event(true)
                .with_current_span(true)
                .with_span_list(false)
                .finish(),
        ),
    }
}
