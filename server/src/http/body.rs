//! Bodies of posted forms: fields and files, within their limits and in valid UTF-8.

use app::shared::{Body, Form, Pairs, Refusal, Upload};
use axum::body::Body as Content;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use axum::http::header;
use futures::{StreamExt as _, stream};
use http_body_util::BodyExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

const FIELDS_LIMIT: usize = super::SMALL_BODY;
const MOST_FIELDS: usize = 1_000;
/// A browser reads no answer before it has sent its whole body, so a body that is too large is read on and thrown away;
/// one larger than this is cut off.
const MOST_THROWN_AWAY: usize = 64 * 1024 * 1024;
/// The unit in which the memory of files is counted.
const MEMORY_UNIT: usize = 64 * 1024;

/// How a body is read.
pub(super) struct Reading {
    pub body: Body,
    /// Nobody will look at the files, because who sends them must sign in first: their names are enough.
    pub drops_files: bool,
    /// How long fields may take to come.
    pub fields_time: Duration,
    /// How long a form with files may take to come.
    pub files_time: Duration,
    /// The largest body of all routes.
    pub most_bytes: usize,
    /// The memory that files on their way may take together, in units.
    pub memory: Arc<Semaphore>,
}

/// Permits for the memory of a form's files; held as long as the form.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<OwnedSemaphorePermit>);

/// The units of a number of bytes.
pub(super) const fn memory_units(bytes: usize) -> usize {
    bytes.div_ceil(MEMORY_UNIT)
}

/// Reads the body that a route expects.
///
/// # Errors
/// Why it was not read.
pub(super) async fn read(request: Request, reading: Reading) -> Result<(Form, Memory), Refusal> {
    let media_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let read = async {
        match (media_type.as_str(), reading.body) {
            ("application/x-www-form-urlencoded", _) => {
                Ok((fields(request.into_body()).await?, Memory::default()))
            }
            ("multipart/form-data", Body::Files { max_bytes }) => {
                files(request, max_bytes.min(reading.most_bytes), &reading).await
            }
            _ => {
                throw_away(request.into_body().into_data_stream(), 0).await;
                Err(Refusal::WrongContentType)
            }
        }
    };
    let time = if media_type.starts_with("multipart/") {
        reading.files_time
    } else {
        reading.fields_time
    };
    tokio::time::timeout(time, read)
        .await
        .unwrap_or(Err(Refusal::TooSlow))
}

async fn fields(content: Content) -> Result<Form, Refusal> {
    let (content, is_too_large) = limited(content, FIELDS_LIMIT);
    let content = content.collect().await.map_err(|_| {
        if is_too_large.load(Ordering::Relaxed) {
            Refusal::BodyTooLarge {
                max_bytes: FIELDS_LIMIT,
            }
        } else {
            Refusal::Malformed
        }
    })?;
    let fields = pairs(&content.to_bytes())?;
    if fields.0.len() > MOST_FIELDS {
        return Err(Refusal::TooManyFields);
    }
    Ok(Form {
        fields,
        files: Vec::new(),
    })
}

/// Decodes URL-encoded pairs strictly: a wrong byte is refused, not replaced.
pub(super) fn pairs(content: &[u8]) -> Result<Pairs, Refusal> {
    let decode = |part: &[u8]| -> Result<String, Refusal> {
        let spaced: Vec<u8> = part
            .iter()
            .map(|byte| if *byte == b'+' { b' ' } else { *byte })
            .collect();
        let bytes: Vec<u8> = percent_encoding::percent_decode(&spaced).collect();
        String::from_utf8(bytes).map_err(|_| Refusal::NotUtf8)
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

async fn files(request: Request, max_bytes: usize, reading: &Reading) -> Result<(Form, Memory), Refusal> {
    let (parts, content) = request.into_parts();
    let (content, is_too_large) = limited(content, max_bytes);
    let refused = |_| {
        if is_too_large.load(Ordering::Relaxed) {
            Refusal::BodyTooLarge { max_bytes }
        } else {
            Refusal::Malformed
        }
    };
    let mut request = Request::from_parts(parts, content);
    // The route's own limit stands in place of the small one of all others.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|_| Refusal::Malformed)?;
    let (mut form, mut memory, mut of_fields) = (Form::default(), Memory::default(), 0);
    while let Some(mut field) = multipart.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            Some(file_name) => {
                let mut content = Vec::new();
                while let Some(chunk) = field.chunk().await.map_err(refused)? {
                    if !reading.drops_files {
                        memory.take(&reading.memory, content.len(), chunk.len())?;
                        content.extend_from_slice(&chunk);
                    }
                }
                // An empty file input sends an empty name and no content.
                if !(file_name.is_empty() && content.is_empty()) {
                    form.files.push(Upload {
                        field: name,
                        file_name,
                        content,
                    });
                }
            }
            None => {
                let value = text(&mut field, &mut of_fields, refused).await?;
                form.fields.0.push((name, value));
            }
        }
        if form.fields.0.len() + form.files.len() > MOST_FIELDS {
            return Err(Refusal::TooManyFields);
        }
    }
    Ok((form, memory))
}

/// The value of a field; fields have the same limit in either kind of form.
async fn text(
    field: &mut Field<'_>,
    of_fields: &mut usize,
    refused: impl Fn(axum::extract::multipart::MultipartError) -> Refusal,
) -> Result<String, Refusal> {
    let mut value = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(&refused)? {
        *of_fields += chunk.len();
        if *of_fields > FIELDS_LIMIT {
            return Err(Refusal::BodyTooLarge {
                max_bytes: FIELDS_LIMIT,
            });
        }
        value.extend_from_slice(&chunk);
    }
    String::from_utf8(value).map_err(|_| Refusal::NotUtf8)
}

impl Memory {
    /// Asks for the memory of a chunk that follows so many bytes of its file.
    fn take(&mut self, of_all: &Arc<Semaphore>, before: usize, chunk: usize) -> Result<(), Refusal> {
        let wanted = memory_units(before + chunk) - memory_units(before);
        if wanted > 0 {
            let wanted = u32::try_from(wanted).map_err(|_| Refusal::Overloaded)?;
            let permit = Arc::clone(of_all).try_acquire_many_owned(wanted);
            self.0.push(permit.map_err(|_| Refusal::Overloaded)?);
        }
        Ok(())
    }
}

/// The same body up to so many bytes, then an error and the mark that says why.
fn limited(content: Content, max_bytes: usize) -> (Content, Arc<AtomicBool>) {
    let is_too_large = Arc::new(AtomicBool::new(false));
    let mark = Arc::clone(&is_too_large);
    let chunks = stream::unfold(Some((content.into_data_stream(), 0)), move |state| {
        let mark = Arc::clone(&mark);
        async move {
            let (mut content, before) = state?;
            match content.next().await? {
                Err(error) => Some((Err(error), None)),
                Ok(chunk) if before + chunk.len() <= max_bytes => {
                    let so_far = before + chunk.len();
                    Some((Ok(chunk), Some((content, so_far))))
                }
                Ok(chunk) => {
                    mark.store(true, Ordering::Relaxed);
                    throw_away(content, chunk.len()).await;
                    Some((Err(axum::Error::new(TooLarge)), None))
                }
            }
        }
    });
    (Content::from_stream(chunks), is_too_large)
}

#[derive(Debug, thiserror::Error)]
#[error("the body is too large")]
struct TooLarge;

async fn throw_away(mut content: axum::body::BodyDataStream, mut thrown: usize) {
    while thrown <= MOST_THROWN_AWAY
        && let Some(Ok(chunk)) = content.next().await
    {
        thrown += chunk.len();
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
        assert_eq!(pairs(b"name=%FF%FE"), Err(Refusal::NotUtf8));
    }

    #[test]
    fn files_on_their_way_share_a_fixed_memory() {
        let all = Arc::new(Semaphore::new(memory_units(200_000)));
        let (mut one, mut other) = (Memory::default(), Memory::default());
        assert_eq!(one.take(&all, 0, 100_000), Ok(()));
        assert_eq!(one.take(&all, 100_000, 20_000), Ok(()));
        assert_eq!(other.take(&all, 0, 150_000), Err(Refusal::Overloaded));
        drop(one);
        assert_eq!(other.take(&all, 0, 150_000), Ok(()));
    }
}
