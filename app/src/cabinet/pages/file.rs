//! Attached files, for those who may read them: always saved, never opened in the page's place.

use crate::shared::{Answer, Download, Outcome, PageRequest};
use domain::cabinet::view::FileContent;

pub async fn of_draft(request: PageRequest) -> Outcome {
    let (draft, file) = (request.param("id")?, request.param("file")?);
    download(
        request
            .services
            .cabinet
            .draft_file(&request.actor, draft, file)
            .await?,
    )
}

pub async fn of_application(request: PageRequest) -> Outcome {
    let (application, file) = (request.param("id")?, request.param("file")?);
    download(
        request
            .services
            .cabinet
            .application_file(&request.actor, application, file)
            .await?,
    )
}

pub async fn of_decision(request: PageRequest) -> Outcome {
    let (application, file) = (request.param("id")?, request.param("file")?);
    download(
        request
            .services
            .cabinet
            .decision_file(&request.actor, application, file)
            .await?,
    )
}

/// A thumbnail is shown in its place on the page.
pub async fn preview_of_draft(request: PageRequest) -> Outcome {
    let (draft, file) = (request.param("id")?, request.param("file")?);
    let cabinet = &request.services.cabinet;
    Ok(picture(cabinet.draft_preview(&request.actor, draft, file).await?))
}

pub async fn preview_of_application(request: PageRequest) -> Outcome {
    let (application, file) = (request.param("id")?, request.param("file")?);
    let cabinet = &request.services.cabinet;
    Ok(picture(
        cabinet
            .application_preview(&request.actor, application, file)
            .await?,
    ))
}

fn picture(file: FileContent) -> Answer {
    Answer::Download(Download {
        media_type: file.media_type,
        file_name: None,
        content: file.content,
    })
}

fn download(file: FileContent) -> Outcome {
    Ok(Answer::Download(Download {
        media_type: file.media_type,
        file_name: Some(file.name),
        content: file.content,
    }))
}
