//! The address of a lesson leads to the screen where the learner left off.

use super::words::{device, screen_href};
use crate::shared::{Answer, Outcome, PageRequest};
use domain::ServiceError;
use domain::learning::course::LessonPath;

pub async fn go_on(request: PageRequest) -> Outcome {
    let path = path(&request)?;
    let learning = &request.services.learning;
    let lesson = learning
        .lesson(&request.actor, device(&request), &path, request.language)
        .await?;
    Answer::see(screen_href(request.language, &path, &lesson.place))
}

/// The lesson that an address names.
pub fn path(request: &PageRequest) -> Result<LessonPath, ServiceError> {
    let part = |name| request.param::<String>(name);
    Ok(LessonPath::new(
        &part("course")?,
        &part("module")?,
        &part("lesson")?,
    ))
}
