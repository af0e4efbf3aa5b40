//! What a page is asked with.

use super::form::Form;
use domain::cabinet::service::CabinetService;
use domain::infrastructure::hearing::service::HearingService;
use domain::infrastructure::service::InfrastructureService;
use domain::learning::class::service::ClassService;
use domain::learning::service::LearningService;
use domain::learning::training::service::TrainingService;
use domain::operations::service::OperationsService;
use domain::people::service::PeopleService;
use domain::people::session::Client;
use domain::{Actor, Language, ServiceError, Timestamp};
use locales::format::{self, CivilMoment};
use std::str::FromStr;
use std::sync::Arc;

/// The doors of all slices.
#[derive(Clone)]
pub struct Services {
    pub people: Arc<dyn PeopleService>,
    pub cabinet: Arc<dyn CabinetService>,
    pub infrastructure: Arc<dyn InfrastructureService>,
    pub hearings: Arc<dyn HearingService>,
    pub learning: Arc<dyn LearningService>,
    pub classes: Arc<dyn ClassService>,
    pub training: Arc<dyn TrainingService>,
    pub operations: Arc<dyn OperationsService>,
}

/// What a community calls itself; settings, not code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Community {
    /// «Тернопільська міська територіальна громада»
    pub name_uk: String,
    pub name_en: String,
    /// The name of the cabinet: «Кабінет тернополянина».
    pub cabinet_uk: String,
    pub cabinet_en: String,
    /// Whether this is a demonstration with made-up people.
    pub is_demo: bool,
    /// The address that people see, without a slash at the end: `https://kabinet.example`.
    pub origin: String,
}

/// From a moment to a date and time in the community's zone.
pub type Civil = Arc<dyn Fn(Timestamp) -> CivilMoment + Send + Sync>;

/// A request for a page, already authenticated and limited.
#[derive(Clone)]
pub struct PageRequest {
    pub actor: Actor,
    pub language: Language,
    /// The path without the language prefix, as the browser sent it.
    pub path: String,
    /// Values of `{name}` parts of the path.
    pub params: Pairs,
    pub query: Pairs,
    /// The fields of a posted form; empty for GET.
    pub form: Form,
    /// Whether a form was posted.
    pub is_form: bool,
    /// The page of ours that the reader came from, with its language and query.
    pub came_from: Option<String>,
    pub services: Services,
    pub community: Arc<Community>,
    pub now: Timestamp,
    /// Tells the date and time of a moment in the community's zone.
    pub civil: Civil,
    /// Shown on error pages and found in the logs.
    pub request_id: String,
    /// Address of the client, after trusted proxies; for limits only.
    pub client: String,
    /// What the browser calls itself; for the list of sessions only.
    pub user_agent: String,
    /// The session token of the cookie, for signing out; never shown.
    pub session_token: Option<String>,
    /// Anonymous learner's or visitor's device token, from its cookie.
    pub device_token: Option<String>,
}

impl PageRequest {
    /// The address of another page in the language of this one.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        super::link::href(self.language, path)
    }

    /// A part of the path as a typed value.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not one: such a page cannot exist.
    pub fn param<T: FromStr>(&self, name: &str) -> Result<T, ServiceError> {
        self.params
            .get(name)
            .and_then(|text| text.parse().ok())
            .ok_or(ServiceError::NotFound)
    }

    /// A moment in words: «23 листопада 2026 р., 14:05».
    #[must_use]
    pub fn moment(&self, at: Timestamp) -> String {
        format::moment(self.language, (self.civil)(at))
    }

    /// The day of a moment in words: «23 листопада 2026 р.».
    #[must_use]
    pub fn date(&self, at: Timestamp) -> String {
        let at = (self.civil)(at);
        format::date(self.language, at.year, at.month, at.day)
    }

    /// Who knocks, for limits and the list of sessions.
    #[must_use]
    pub fn client(&self) -> Client {
        Client {
            address: self.client.clone(),
            user_agent: self.user_agent.clone(),
        }
    }

    /// The name of the community in the language of the request.
    #[must_use]
    pub fn community_name(&self) -> &str {
        self.language
            .pick(&self.community.name_uk, &self.community.name_en)
    }
}

/// Names and values in order, with repetitions, as queries and forms have them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairs(pub Vec<(String, String)>);

impl Pairs {
    /// The first value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value of a name, in order.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The pairs as a query, percent-encoded.
    #[must_use]
    pub fn encoded(&self) -> String {
        domain::link::query(&self.0)
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
