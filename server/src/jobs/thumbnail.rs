//! `file.thumbnail`: makes the thumbnail of a photo that somebody attached.

use super::{Attempt, Job, JobFault};
use crate::adapters::file_store::FileStore;
use crate::service::Desk;
use crate::service::files::thumbnail;
use async_trait::async_trait;
use domain::ServiceError;
use domain::job::ThumbnailJob;

/// Makes the thumbnail of a file, once.
pub struct MakeThumbnail {
    pub desk: Desk,
    pub files: FileStore,
}

#[async_trait]
impl Job for MakeThumbnail {
    fn kind(&self) -> &'static str {
        ThumbnailJob::KIND
    }

    async fn run(&self, attempt: &Attempt) -> Result<(), JobFault> {
        let ThumbnailJob { file } = attempt.payload()?;
        match thumbnail::make(&self.desk, &self.files, file).await {
            Ok(()) => Ok(()),
            Err(ServiceError::NotFound) => Err(JobFault::Lasting("the file is no more".to_owned())),
            Err(ServiceError::Invalid(_)) => Err(JobFault::Lasting(
                "the file is no picture that can be made smaller".to_owned(),
            )),
            Err(error) => Err(JobFault::Passing(error.to_string())),
        }
    }
}
