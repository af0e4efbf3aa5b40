//! The floors of the load measurement: what a page could cost at least.
//!
//! `floor 127.0.0.1:9000 FILE [br]` returns the bytes of a file from memory and does nothing else; with `br` it says that they are brotli.
//! `floor 127.0.0.1:9000 FILE list DATABASE_URL` asks the database for the first page of projects, as the list does, and compresses the
//! bytes of the file anew for each answer: a page written by hand, without a view.

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use domain::infrastructure::filter::{Filter, Sort};
use domain::infrastructure::service::PAGE_SIZE;
use std::error::Error;
use std::io::Write as _;
use storage::infrastructure::search;
use storage::{Database, IfMissing};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().ok_or("the address to listen on is missing")?;
    let file = arguments.next().ok_or("the file to serve is missing")?;
    let body = Bytes::from(std::fs::read(file)?);
    let page = match arguments.next().as_deref() {
        Some("list") => {
            let url = arguments.next().ok_or("the address of the database is missing")?;
            let database = Database::open(&url, IfMissing::Refuse).await?;
            get(move || {
                let (database, body) = (database.clone(), body.clone());
                async move { list(&database, &body).await }
            })
        }
        encoding => {
            let encoding = encoding.unwrap_or("identity").to_owned();
            get(move || {
                let answer = html(&encoding, body.clone());
                async move { answer }
            })
        }
    };
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, Router::new().route("/", page)).await?;
    Ok(())
}

fn html(encoding: &str, body: Bytes) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_ENCODING, encoding),
    ];
    (headers, body).into_response()
}

async fn list(database: &Database, body: &[u8]) -> Response {
    let read = async {
        let mut connection = database.read().await?;
        let range = (i64::from(PAGE_SIZE), 0);
        search::list(
            &mut connection,
            database.engine(),
            &Filter::default(),
            Sort::default(),
            range,
        )
        .await
    };
    match read.await {
        Ok(projects) if !projects.is_empty() => html("br", compressed(body).into()),
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// As the server compresses a page of one reader.
fn compressed(body: &[u8]) -> Vec<u8> {
    let mut writer = brotli::CompressorWriter::new(Vec::with_capacity(body.len() / 4), 4_096, 3, 16);
    let _ = writer.write_all(body);
    writer.into_inner()
}
