//! Puts the parts together: the only place that knows all of them.

use crate::adapters::clock::{Clock, SystemClock};
use crate::adapters::file_store::FileStore;
use crate::adapters::mail;
use crate::adapters::random::{Random, SystemRandom};
use crate::content::Content;
use crate::jobs::{
    ForgetVisitors, Jobs, MakeExports, MakeOwnData, MakeThumbnail, PublishTimes, RemoveOwnData, Runner,
    SendDigests, SendListMail, SendMail, SetCertificate, SetDecision, SignLog,
};
use crate::service::Desk;
use crate::service::cabinet::Cabinet;
use crate::service::infrastructure::Infrastructure;
use crate::service::infrastructure::hearing::Hearings;
use crate::service::learning::Learning;
use crate::service::learning::class::Classes;
use crate::service::learning::training::Training;
use crate::service::operations::Operations;
use crate::service::people::People;
use crate::settings::{Settings, SettingsError};
use app::shared::{Community, Services};
use domain::cabinet::service::CabinetService;
use domain::infrastructure::service::InfrastructureService;
use domain::learning::class::service::ClassService;
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use storage::{Database, IfMissing, StorageError};

/// Why the program cannot start, in words for the operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("{what}: {source}")]
    File { what: String, source: std::io::Error },
    #[error("{0}")]
    Content(String),
    /// The operator asked for something that cannot be.
    #[error("{0}")]
    Refused(String),
}

/// The whole program, ready to serve.
#[derive(Clone)]
pub struct Hromada {
    pub desk: Desk,
    pub services: Services,
    pub community: Arc<Community>,
    pub jobs: Jobs,
    pub content: Content,
}

impl Hromada {
    /// Opens the database and builds the services on the machine's clock and randomness.
    ///
    /// # Errors
    /// When the settings, the database or the content cannot be used.
    pub async fn open(settings: Settings, if_missing: IfMissing) -> Result<Self, StartError> {
        let content = Content::read(&settings.content_dir)?;
        Self::open_with(
            settings,
            content,
            if_missing,
            Arc::new(SystemClock),
            Arc::new(SystemRandom),
        )
        .await
    }

    /// The same with content, clock and randomness of the caller: for tests.
    ///
    /// # Errors
    /// As [`Hromada::open`].
    pub async fn open_with(
        settings: Settings,
        content: Content,
        if_missing: IfMissing,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, StartError> {
        let database = Database::open(settings.database_url.expose_secret(), if_missing).await?;
        let time_zone = jiff::tz::TimeZone::get(&settings.community.time_zone)
            .map_err(|e| StartError::Content(format!("time zone: {e}")))?;
        let community = Arc::new(Community {
            name_uk: settings.community.name_uk.clone(),
            name_en: settings.community.name_en.clone(),
            cabinet_uk: settings.community.cabinet_uk.clone(),
            cabinet_en: settings.community.cabinet_en.clone(),
            is_demo: settings.demo,
            origin: settings.origin.clone(),
        });
        let desk = Desk {
            database,
            clock,
            random,
            settings: Arc::new(settings),
            time_zone,
        };
        let cabinet = Arc::new(Cabinet::new(
            desk.clone(),
            Arc::clone(&content.catalogue),
            content.documents.clone(),
        ));
        let mailer = mail::of_settings(&desk.settings).map_err(StartError::Content)?;
        let jobs = Jobs::default()
            .with(SendMail {
                mailer: Arc::clone(&mailer),
                clock: Arc::clone(&desk.clock),
            })
            .with(SendListMail {
                mailer,
                clock: Arc::clone(&desk.clock),
            })
            .with(SetDecision {
                cabinet: Arc::clone(&cabinet),
            })
            .with(MakeThumbnail {
                desk: desk.clone(),
                files: FileStore::in_data_dir(&desk.settings.data_dir),
            });
        let jobs = jobs
            .with(PublishTimes {
                cabinet: Arc::clone(&cabinet) as Arc<dyn CabinetService>,
            })
            .with(SignLog {
                cabinet: Arc::clone(&cabinet) as Arc<dyn CabinetService>,
            });
        let learning = Arc::new(Learning::new(
            desk.clone(),
            Arc::clone(&content.library),
            Arc::clone(&content.bank),
            content.documents.clone(),
        ));
        let classes: Arc<dyn ClassService> = Arc::new(Classes::new(
            desk.clone(),
            Arc::clone(&content.library),
            content.documents.clone(),
        ));
        let infrastructure: Arc<dyn InfrastructureService> = Arc::new(Infrastructure::open(
            desk.clone(),
            Arc::clone(&content.profile),
            Arc::clone(&content.synonyms),
        )?);
        let hearings = Arc::new(Hearings::new(desk.clone(), Arc::clone(&content.profile)));
        let people = Arc::new(People::new(desk.clone()));
        let jobs = jobs
            .with(SetCertificate {
                learning: Arc::clone(&learning),
            })
            .with(ForgetVisitors {
                classes: Arc::clone(&classes),
            })
            .with(MakeExports {
                infrastructure: Arc::clone(&infrastructure),
            })
            .with(SendDigests {
                infrastructure: Arc::clone(&infrastructure),
            })
            .with(MakeOwnData {
                people: Arc::clone(&people),
            })
            .with(RemoveOwnData {
                people: Arc::clone(&people),
            });
        let training = Training::new(Arc::clone(&learning), Arc::clone(&content.training));
        let services = Services {
            people,
            cabinet,
            infrastructure,
            hearings,
            learning,
            classes,
            training: Arc::new(training),
            operations: Arc::new(Operations::new(desk.clone())),
        };
        Ok(Self {
            desk,
            services,
            community,
            jobs,
            content,
        })
    }

    /// What works on the queue of jobs.
    #[must_use]
    pub fn runner(&self) -> Runner {
        Runner::new(self.desk.clone(), self.jobs.clone())
    }
}
