//! Bodies of posted forms: fields and files, within their limits and in valid UTF-8.

use app::shared::{Body, Form, Pairs, Upload};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use axum::http::{StatusCode, header};
use http_body_util::{BodyExt as _, Limited};

const FIELDS_LIMIT: usize = 256 * 1024;
const MOST_FIELDS: usize = 1_000;

/// Why a body was not read, as a status and a sentence for the log and for simple clients.
pub(super) type Refused = (StatusCode, &'static str);

const TOO_LARGE: Refused = (StatusCode::PAYLOAD_TOO_LARGE, "the body is too large");
const WRONG_TYPE: Refused = (
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    "the content type is not that of a form",
);
const NOT_UTF8: Refused = (StatusCode::BAD_REQUEST, "the form is not valid UTF-8");
const MALFORMED: Refused = (StatusCode::BAD_REQUEST, "the form is malformed");
const TOO_MANY: Refused = (StatusCode::BAD_REQUEST, "the form has too many fields");

/// Reads the body that a route expects.
pub(super) async fn read(request: Request, body: Body) -> Result<Form, Refused> {
    let media_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media_type = media_type
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_owned();
    match (media_type.as_str(), body) {
        ("application/x-www-form-urlencoded", _) => fields(request).await,
        ("multipart/form-data", Body::Files { max_bytes }) => files(request, max_bytes).await,
        _ => Err(WRONG_TYPE),
    }
}

async fn fields(request: Request) -> Result<Form, Refused> {
    let content = Limited::new(request.into_body(), FIELDS_LIMIT)
        .collect()
        .await
        .map_err(|_| TOO_LARGE)?
        .to_bytes();
    let fields = pairs(&content)?;
    if fields.0.len() > MOST_FIELDS {
        Err(TOO_MANY)
    } else {
        Ok(Form {
            fields,
            files: Vec::new(),
        })
    }
}

/// Decodes URL-encoded pairs strictly: a wrong byte is refused, not replaced.
pub(super) fn pairs(content: &[u8]) -> Result<Pairs, Refused> {
    let decode = |part: &[u8]| -> Result<String, Refused> {
        let spaced: Vec<u8> = part
            .iter()
            .map(|byte| if *byte == b'+' { b' ' } else { *byte })
            .collect();
        let bytes: Vec<u8> = percent_encoding::percent_decode(&spaced).collect();
        String::from_utf8(bytes).map_err(|_| NOT_UTF8)
    };
    let mut pairs = Vec::new();
    for pair in content
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
    {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let (name, value) = (
            halves.next().unwrap_or_default(),
            halves.next().unwrap_or_default(),
        );
        pairs.push((decode(name)?, decode(value)?));
    }
    Ok(Pairs(pairs))
}

async fn files(request: Request, max_bytes: usize) -> Result<Form, Refused> {
    let (parts, content) = request.into_parts();
    let limited = axum::body::Body::new(Limited::new(content, max_bytes));
    let mut request = Request::from_parts(parts, limited);
    // The route's own limit stands in place of the small one of all others.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|_| MALFORMED)?;
    let mut form = Form::default();
    loop {
        let field = match multipart.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(form),
            Err(error) => return Err(refused(&error)),
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let content = field.bytes().await.map_err(|error| refused(&error))?;
        match file_name {
            // An empty file input sends an empty name and no content.
            Some(file_name) if file_name.is_empty() && content.is_empty() => {}
            Some(file_name) => form.files.push(Upload {
                field: name,
                file_name,
                content: content.to_vec(),
            }),
            None => form
                .fields
                .0
                .push((name, String::from_utf8(content.to_vec()).map_err(|_| NOT_UTF8)?)),
        }
        if form.fields.0.len() + form.files.len() > MOST_FIELDS {
            return Err(TOO_MANY);
        }
    }
}

fn refused(error: &axum::extract::multipart::MultipartError) -> Refused {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE || error.body_text().contains("length limit") {
        TOO_LARGE
    } else {
        MALFORMED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_keep_their_order_and_repetitions() {
        let read = pairs("a=1&b=%D1%97+%26&a=2&c".as_bytes());
        let expected = [("a", "1"), ("b", "ї &"), ("a", "2"), ("c", "")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read, Ok(Pairs(expected.to_vec())));
    }

    #[test]
    fn invalid_utf8_is_refused_not_replaced() {
        assert_eq!(pairs(b"name=%FF%FE"), Err(NOT_UTF8));
    }
}
