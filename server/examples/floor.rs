//! The floor of the load measurement: an axum handler that returns the bytes of a file from memory and does nothing else.
//!
//! `floor 127.0.0.1:9000 FILE [br]`. With `br` the bytes are sent as brotli, as the measured page sends them.

use axum::Router;
use axum::http::header;
use axum::routing::get;
use bytes::Bytes;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().ok_or("the address to listen on is missing")?;
    let file = arguments.next().ok_or("the file to serve is missing")?;
    let encoding = arguments.next().unwrap_or_else(|| "identity".to_owned());
    let body = Bytes::from(std::fs::read(file)?);
    let page = get(move || {
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
            (header::CONTENT_ENCODING, encoding.clone()),
        ];
        let body = body.clone();
        async move { (headers, body) }
    });
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, Router::new().route("/", page)).await?;
    Ok(())
}
