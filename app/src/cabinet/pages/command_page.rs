//! The frame of a page on which one thing is done with an application.
//!
//! It loads the application and asks whether this can be done; of a refused form it keeps what was typed and tells the errors at
//! their fields; when somebody was faster, it tells who and what. Each page says only what it has of its own.

use super::done::code;
use super::meanwhile::meanwhile;
use crate::shared::{Answer, Door, Errors, Form, Outcome, Page, PageRequest, Pairs};
use domain::cabinet::application::Command;
use domain::cabinet::view::{ApplicationView, HappenedKind};
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use std::future::Future;
use ui::{ButtonKind, ButtonLink, ErrorSummary, FieldError, PageHeader};

/// Whose page of the application it stands below.
#[derive(Clone, Copy)]
pub enum Side {
    Applicant,
    Officer,
}

impl Side {
    fn path(self, id: ApplicationId) -> String {
        match self {
            Self::Applicant => format!("/cabinet/applications/{id}"),
            Self::Officer => format!("/cabinet/queue/{id}"),
        }
    }

    /// Leads to the page of the application, which says what became of it: for a page on which nothing is left to do.
    pub fn see(self, request: &PageRequest, id: ApplicationId) -> Outcome {
        Answer::see(request.href(&self.path(id)))
    }

    const fn door(self) -> Door {
        match self {
            Self::Applicant => Door::Cabinet,
            Self::Officer => Door::Work,
        }
    }
}

/// What one page has of its own.
pub trait CommandPage: 'static {
    const SIDE: Side;
    /// The last part of its address, below the page of the application.
    const PART: &'static str;

    /// Whether the page is shown at all.
    ///
    /// # Errors
    /// Why it is not.
    fn permit(application: &ApplicationView) -> Result<(), ServiceError> {
        let _ = application;
        Ok(())
    }

    /// Whether it is over and done, so that an old link leads to the page that says what became of it.
    fn is_over(application: &ApplicationView) -> bool {
        let _ = application;
        false
    }

    /// Whether the form takes files.
    const HAS_FILES: bool = false;

    /// Takes in the files of the form, so that none is lost when it is refused.
    ///
    /// # Errors
    /// What is wrong with a file, at its field.
    fn receive(
        request: &mut PageRequest,
        id: ApplicationId,
    ) -> impl Future<Output = Result<(), ServiceError>> + Send {
        let _ = (request, id);
        std::future::ready(Ok(()))
    }

    /// What the form asks for; said on the next page.
    fn command(request: &PageRequest) -> Command;

    /// Has done what the form asks for.
    fn send(
        request: &PageRequest,
        id: ApplicationId,
    ) -> impl Future<Output = Result<(), ServiceError>> + Send;

    /// After a conflict: whether it is done all the same, as when a button was pressed twice.
    fn is_done(request: &PageRequest, application: &ApplicationView) -> bool {
        let _ = (request, application);
        false
    }

    /// Whether the pressed button only fills the form in.
    fn fills(form: &Form) -> bool {
        let _ = form;
        false
    }

    /// The form as such a button fills it in, with everything that was typed.
    ///
    /// # Errors
    /// What is missing for that, at its field.
    fn fill(form: &Form, application: &ApplicationView) -> Result<Pairs, domain::FieldError> {
        let _ = application;
        Ok(form.fields.clone())
    }

    /// The field at which a broken rule is told, for one that the form can show; any other has a page of its own.
    fn place_of_rule(code: &str) -> Option<&'static str> {
        let _ = code;
        None
    }

    fn head(language: Language, application: &ApplicationView) -> Head;

    /// What a field of the form is called.
    fn label(language: Language, field: &str) -> Option<&'static str> {
        let _ = (language, field);
        None
    }

    /// The errors of the form for its summary.
    fn summary(shown: &Shown<'_>) -> Vec<FieldError> {
        shown
            .errors
            .summary(|error| Self::label(shown.language, &error.field).map(str::to_owned))
    }

    /// Everything below the heading.
    fn content(shown: &Shown<'_>) -> AnyView;
}

/// The heading of a page.
#[derive(Default)]
pub struct Head {
    pub title: String,
    pub eyebrow: Option<String>,
    pub lead: Option<String>,
}

/// What the content is drawn from.
pub struct Shown<'a> {
    pub language: Language,
    pub application: &'a ApplicationView,
    pub errors: &'a Errors,
    /// What was typed into the form that was refused.
    pub typed: &'a Pairs,
    /// Where the form posts to.
    pub action: &'a str,
    /// The page of the application.
    pub back: &'a str,
    /// How the form is sent.
    pub enctype: &'static str,
}

impl Shown<'_> {
    /// What was typed into a field.
    pub fn text(&self, field: &str) -> String {
        self.typed.get(field).unwrap_or_default().to_owned()
    }

    /// Whether the form was posted, so that what was typed counts, empty or not.
    pub fn is_posted(&self) -> bool {
        self.typed.get("_version").is_some()
    }

    /// The way back, as the last of the buttons.
    pub fn back(&self, kind: ButtonKind, label: &'static str) -> AnyView {
        let back = self.back.to_owned();
        view! { <ButtonLink href=back kind=kind>{label}</ButtonLink> }.into_any()
    }

    /// The form with its fields, and the buttons below them.
    pub fn form(&self, fields: impl IntoView + 'static, buttons: impl IntoView + 'static) -> AnyView {
        let (action, version) = (self.action.to_owned(), self.application.version.to_string());
        let enctype = self.enctype;
        view! {
            <form class="form container--narrow" method="post" action=action enctype=enctype novalidate>
                <input type="hidden" name="_version" value=version />
                {fields}
                <div class="form__actions">{buttons}</div>
            </form>
        }
        .into_any()
    }
}

pub async fn show<Of: CommandPage>(request: PageRequest) -> Outcome {
    let application = open::<Of>(&request).await?;
    if Of::is_over(&application) {
        return Of::SIDE.see(&request, application.id);
    }
    Of::permit(&application)?;
    page::<Of>(&request, application, Errors::default(), None, false).ok()
}

pub async fn submit<Of: CommandPage>(mut request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    match Of::receive(&mut request, id).await {
        Ok(()) => {}
        Err(ServiceError::Invalid(errors)) => {
            let application = open::<Of>(&request).await?;
            Of::permit(&application)?;
            let errors = Errors::new(request.language, errors);
            return page::<Of>(&request, application, errors, None, false)
                .status(422)
                .ok();
        }
        Err(error) => return Err(error),
    }
    let done = || {
        let what = code(HappenedKind::Did(Of::command(&request)));
        Answer::done(request.href(&Of::SIDE.path(id)), what)
    };
    if Of::fills(&request.form) {
        let application = open::<Of>(&request).await?;
        Of::permit(&application)?;
        return match Of::fill(&request.form, &application) {
            Ok(filled) => page::<Of>(&request, application, Errors::default(), Some(filled), false).ok(),
            Err(error) => {
                let errors = Errors::new(request.language, vec![error]);
                page::<Of>(&request, application, errors, None, false)
                    .status(422)
                    .ok()
            }
        };
    }
    let sent = Of::send(&request, id).await;
    if let Err(ServiceError::Rule(code)) = sent
        && let Some(field) = Of::place_of_rule(code)
    {
        let application = open::<Of>(&request).await?;
        let errors = Errors::of_rule(request.language, field, code);
        return page::<Of>(&request, application, errors, None, false)
            .status(422)
            .ok();
    }
    match sent {
        Ok(()) => done(),
        Err(ServiceError::Invalid(errors)) => {
            let application = open::<Of>(&request).await?;
            Of::permit(&application)?;
            let errors = Errors::new(request.language, errors);
            page::<Of>(&request, application, errors, None, false)
                .status(422)
                .ok()
        }
        Err(ServiceError::Conflict) => {
            let application = open::<Of>(&request).await?;
            if Of::is_done(&request, &application) {
                return done();
            }
            page::<Of>(&request, application, Errors::default(), None, true)
                .status(409)
                .ok()
        }
        Err(error) => Err(error),
    }
}

async fn open<Of: CommandPage>(request: &PageRequest) -> Result<ApplicationView, ServiceError> {
    let id: ApplicationId = request.param("id")?;
    let cabinet = &request.services.cabinet;
    match Of::SIDE {
        Side::Applicant => cabinet.application(&request.actor, id).await,
        Side::Officer => cabinet.case(&request.actor, id).await,
    }
}

fn page<Of: CommandPage>(
    request: &PageRequest,
    application: ApplicationView,
    errors: Errors,
    filled: Option<Pairs>,
    is_changed: bool,
) -> Page {
    let language = request.language;
    let here = Of::SIDE.path(application.id);
    let (action, back) = (request.href(&format!("{here}/{}", Of::PART)), request.href(&here));
    let typed = filled.unwrap_or_else(|| request.form.fields.clone());
    let Head { title, eyebrow, lead } = Of::head(language, &application);
    Page::new(title.clone(), move || {
        let has_text = typed
            .0
            .iter()
            .any(|(name, text)| !name.starts_with('_') && !text.is_empty());
        let changed = is_changed.then(|| meanwhile(language, &application, has_text));
        let shown = Shown {
            language,
            application: &application,
            errors: &errors,
            typed: &typed,
            action: &action,
            back: &back,
            enctype: if Of::HAS_FILES {
                "multipart/form-data"
            } else {
                "application/x-www-form-urlencoded"
            },
        };
        let lines = Of::summary(&shown);
        let content = Of::content(&shown);
        view! {
            <ErrorSummary title=t::errors_title(language) errors=lines />
            {changed}
            <PageHeader title=title eyebrow=eyebrow lead=lead />
            {content}
        }
    })
    .door(Of::SIDE.door())
    .unlisted()
}
