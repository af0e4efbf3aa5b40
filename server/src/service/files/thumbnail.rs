//! A small picture of a photo, for a page on a slow network. The original stays as it is.

use crate::adapters::file_store::FileStore;
use crate::service::Desk;
use domain::id::FileId;
use domain::{Problem, ServiceError, ServiceResult};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};
use std::io::Cursor;
use storage::file;

/// The longer side of a thumbnail in pixels: sharp at half of a phone's width.
const SIDE: u32 = 480;
const QUALITY: u8 = 75;
/// What a decoder may take for one pixel, with its own buffers.
const BYTES_A_PIXEL: u64 = 8;

/// Makes the thumbnail of a file and notes it; a second time it does nothing.
///
/// # Errors
/// [`ServiceError::NotFound`] when the file or its object is no more, [`ServiceError::Invalid`] when it is no picture that can be
/// made smaller; otherwise when database or disk refuse.
pub async fn make(desk: &Desk, files: &FileStore, id: FileId) -> ServiceResult<()> {
    let mut connection = desk.database.read().await?;
    let row = file::by_id(&mut connection, id)
        .await?
        .ok_or(ServiceError::NotFound)?;
    drop(connection);
    if row.thumbnail.is_some() {
        return Ok(());
    }
    let unavailable = |error: std::io::Error| ServiceError::Unavailable(format!("an object: {error}"));
    let content = files
        .get(&row.digest)
        .await
        .map_err(unavailable)?
        .ok_or(ServiceError::NotFound)?;
    let most_pixels = desk.settings.files.most_pixels;
    let small = tokio::task::spawn_blocking(move || thumbnail(&content, most_pixels))
        .await
        .map_err(|error| ServiceError::Internal(format!("a thumbnail: {error}")))?
        .map_err(|_| ServiceError::field("file", Problem::FileTypeNotAllowed))?;
    let digest = files.put(small).await.map_err(unavailable)?;
    let mut tx = desk.database.begin().await?;
    file::set_thumbnail(tx.connection()?, id, &digest).await?;
    tx.commit_without_event("a derivative of a file that stays as it is")
        .await?;
    Ok(())
}

/// A JPEG whose longer side is [`SIDE`] at most, the right way up. Nothing of the original but its picture goes into it: no
/// place, no camera, no date.
fn thumbnail(content: &[u8], most_pixels: u64) -> Result<Vec<u8>, String> {
    let reader = ImageReader::new(Cursor::new(content))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    let (width, height) = reader.into_dimensions().map_err(|error| error.to_string())?;
    if u64::from(width) * u64::from(height) > most_pixels {
        return Err(format!("{width} x {height} pixels are too many"));
    }
    let mut reader = ImageReader::new(Cursor::new(content))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(most_pixels.saturating_mul(BYTES_A_PIXEL));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let orientation = decoder.orientation().map_err(|error| error.to_string())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    picture.apply_orientation(orientation);
    if picture.width() > SIDE || picture.height() > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    let mut small = Vec::new();
    JpegEncoder::new_with_quality(&mut small, QUALITY)
        .encode_image(&on_white(&picture))
        .map_err(|error| error.to_string())?;
    Ok(small)
}

/// JPEG knows nothing transparent: what is, lies on white as on a page.
fn on_white(picture: &DynamicImage) -> DynamicImage {
    let mut paper = DynamicImage::new_rgba8(picture.width(), picture.height());
    if let Some(pixels) = paper.as_mut_rgba8() {
        pixels.fill(0xff);
    }
    image::imageops::overlay(&mut paper, picture, 0, 0);
    DynamicImage::ImageRgb8(paper.into_rgb8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = RgbaImage::from_fn(width, height, |x, _| {
            if x < width / 2 {
                Rgba([200, 0, 0, 255])
            } else {
                Rgba([0, 0, 0, 0])
            }
        });
        let mut content = Vec::new();
        picture
            .write_to(&mut Cursor::new(&mut content), ImageFormat::Png)
            .unwrap();
        content
    }

    #[test]
    fn a_photo_becomes_small_and_keeps_its_shape() {
        let small = thumbnail(&png(1_920, 1_080), 50_000_000).unwrap();
        let small = image::load_from_memory_with_format(&small, ImageFormat::Jpeg).unwrap();
        assert_eq!((small.width(), small.height()), (480, 270));
        let small = small.into_rgb8();
        assert!(small.get_pixel(10, 10).0[0] > 180 && small.get_pixel(10, 10).0[1] < 40);
        assert!(small.get_pixel(470, 10).0.iter().all(|part| *part > 240), "white");
    }

    #[test]
    fn a_small_picture_is_not_made_larger() {
        let small = thumbnail(&png(40, 20), 50_000_000).unwrap();
        let small = image::load_from_memory(&small).unwrap();
        assert_eq!((small.width(), small.height()), (40, 20));
    }

    #[test]
    fn too_many_pixels_and_no_picture_are_refused_before_they_cost_memory() {
        assert!(thumbnail(&png(100, 100), 9_999).unwrap_err().contains("too many"));
        assert!(thumbnail(b"\x89PNG\r\n\x1a\nnothing", 50_000_000).is_err());
        assert!(thumbnail(b"", 50_000_000).is_err());
    }
}
