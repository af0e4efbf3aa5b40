//! Settings: from a TOML file, then from the environment (`HROMADA_…`), checked at start, secrets never printed.

use config::{Config, Environment, File};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

/// Everything that an operator can set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`. The address of a server may hold a password, so it is never printed.
    pub database_url: SecretString,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address that people see, without a slash at the end.
    pub origin: String,
    /// Folder for uploaded files, demo mail and exports.
    pub data_dir: PathBuf,
    /// Folder of built assets, with `manifest.json`.
    pub site_dir: PathBuf,
    /// Folder of service cards, courses and demo data.
    pub content_dir: PathBuf,
    /// Whether the server runs with made-up people and mail that goes to files.
    pub demo: bool,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    pub log_format: LogFormat,
    /// Where Prometheus reads metrics; empty means nowhere.
    pub metrics_listen: String,
    pub community: CommunitySettings,
    pub mail: MailSettings,
    pub identity: IdentitySettings,
    pub limits: LimitSettings,
    pub files: FileSettings,
    pub map: MapSettings,
}

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// What the community calls itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommunitySettings {
    pub name_uk: String,
    pub name_en: String,
    pub cabinet_uk: String,
    pub cabinet_en: String,
    /// The zone in which days begin and end.
    pub time_zone: String,
}

/// How mail leaves. Without a server it goes to files, which only the demonstration may do.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    pub from: String,
    /// `smtps://user:password@host` or `smtp://host`; empty means files.
    pub smtp_url: SecretString,
}

/// The OpenID Connect provider that verifies residents; empty `issuer` means none is configured.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentitySettings {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: SecretString,
    /// Claim that holds the tax number (РНОКПП).
    pub tax_number_claim: String,
    /// Name shown on the sign-in button.
    pub provider_name: String,
}

/// What one client may ask for, and how long it may take.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Pages that must be rendered, by person or by network address.
    pub pages_per_minute: NonZeroU32,
    /// Posted forms of a person.
    pub forms_per_minute: NonZeroU32,
    /// Posted forms of people who are not signed in, by network address.
    pub anonymous_forms_per_minute: NonZeroU32,
    /// Posted passwords, codes and the like, by network address.
    pub sensitive_forms_per_minute: NonZeroU32,
    /// Files of open data, by network address.
    pub exports_per_minute: NonZeroU32,
    pub requests_at_once: NonZeroU32,
    pub request_seconds: NonZeroU32,
    /// How long a form with files may take to come.
    pub upload_seconds: NonZeroU32,
    pub header_seconds: NonZeroU32,
    /// How long a client may take nothing of an answer that waits for it.
    pub stalled_seconds: NonZeroU32,
    pub shutdown_seconds: NonZeroU32,
}

/// How large files may be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSettings {
    /// The largest form with files.
    pub most_bytes: usize,
    /// The memory that the files of all requests may take together while they come.
    pub memory_bytes: usize,
    /// The most pixels of an image that a thumbnail is made of.
    pub most_pixels: u64,
}

/// What the operator adds to the map.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapSettings {
    /// A PMTiles file with the ground of the map; empty means a plain ground.
    pub basemap: PathBuf,
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("the settings cannot be read: {0}")]
    Read(#[from] config::ConfigError),
    #[error("the setting {name} is wrong: {reason}")]
    Wrong { name: &'static str, reason: String },
    /// Told at once, so that nobody mends them one start after the other.
    #[error("{}", in_sentences(.0))]
    Several(Vec<SettingsError>),
}

fn in_sentences(faults: &[SettingsError]) -> String {
    let sentences: Vec<String> = faults.iter().map(ToString::to_string).collect();
    sentences.join("; ")
}

/// The documented sample is what the program begins with, so that the two cannot differ.
const DEFAULTS: &str = include_str!("../settings.example.toml");

impl Settings {
    /// Reads the defaults, then `file` when given, then the environment: `HROMADA_LISTEN`,
    /// `HROMADA_MAIL__SMTP_URL` (two underscores go one level down).
    ///
    /// # Errors
    /// When a value is missing, unknown, of the wrong kind, or contradicts another.
    pub fn read(file: Option<&Path>) -> Result<Self, SettingsError> {
        let settings = Self::load(file)?;
        refuse(settings.faults())?;
        Ok(settings)
    }

    /// The same for a program that is to serve people, perhaps in a demonstration.
    ///
    /// # Errors
    /// As [`Settings::read`].
    pub fn read_for_serving(file: Option<&Path>, demo: bool) -> Result<Self, SettingsError> {
        let mut settings = Self::load(file)?;
        settings.demo |= demo;
        let mut faults = settings.faults();
        faults.extend(settings.faults_of_serving());
        refuse(faults)?;
        Ok(settings)
    }

    /// The same without a look at how the values fit together.
    ///
    /// # Errors
    /// When a value is missing, unknown or of the wrong kind.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, config::FileFormat::Toml));
        if let Some(path) = file {
            builder = builder.add_source(File::from(path).required(true));
        }
        let environment = Environment::with_prefix("HROMADA")
            .prefix_separator("_")
            .separator("__")
            .list_separator(",")
            .with_list_parse_key("trusted_proxies")
            .try_parsing(true)
            .ignore_empty(true);
        // Test tools use the same prefix for variables that are not settings.
        let environment = environment.source(Some(
            std::env::vars()
                .filter(|(name, _)| name.starts_with("HROMADA_") && !name.starts_with("HROMADA_TEST_"))
                .filter(|(name, _)| name != "HROMADA_CACHE" && name != "HROMADA_SETTINGS")
                .collect(),
        ));
        let mut settings: Self = builder.add_source(environment).build()?.try_deserialize()?;
        if settings.origin.is_empty() {
            settings.origin = format!("http://{}", settings.listen);
        }
        Ok(settings)
    }

    /// Settings of a test: everything in one folder, the content of this checkout.
    ///
    /// # Panics
    /// When the defaults cannot be read, which the tests of this module refuse.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "only tests call it, and the defaults are part of the program"
    )]
    pub fn for_tests(folder: &Path) -> Self {
        let defaults = Config::builder()
            .add_source(File::from_str(DEFAULTS, config::FileFormat::Toml))
            .build();
        let mut settings: Self = defaults
            .and_then(Config::try_deserialize)
            .expect("the defaults are valid");
        settings.database_url = format!("sqlite:{}", folder.join("test.sqlite").display()).into();
        settings.origin = "http://localhost".to_owned();
        settings.data_dir = folder.join("data");
        settings.content_dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
        // One client sends what a city sends; tests of the limits set their own.
        let generous = NonZeroU32::MAX;
        settings.limits.pages_per_minute = generous;
        settings.limits.forms_per_minute = generous;
        settings.limits.anonymous_forms_per_minute = generous;
        settings.limits.sensitive_forms_per_minute = generous;
        settings.limits.exports_per_minute = generous;
        settings
    }

    /// Everything that is wrong with the values, whatever the program is asked to do.
    #[must_use]
    pub fn faults(&self) -> Vec<SettingsError> {
        let mut faults = Vec::new();
        let mut wrong = |name, reason: String| faults.push(SettingsError::Wrong { name, reason });
        if self.origin.ends_with('/')
            || !(self.origin.starts_with("http://") || self.origin.starts_with("https://"))
        {
            let reason = "it must begin with http:// or https:// and must not end with a slash";
            wrong("origin", reason.to_owned());
        }
        if jiff::tz::TimeZone::get(&self.community.time_zone).is_err() {
            wrong("community.time_zone", "there is no such time zone".to_owned());
        }
        if !self.content_dir.is_dir() {
            wrong(
                "content_dir",
                format!("there is no folder {}", self.content_dir.display()),
            );
        }
        if !self.metrics_listen.is_empty() && self.metrics_address().is_none() {
            wrong("metrics_listen", "it must be an address with a port".to_owned());
        }
        if self.mail.from.parse::<lettre::message::Mailbox>().is_err() {
            wrong("mail.from", "it must be an e-mail address".to_owned());
        }
        if !self.mail.sends_to_files()
            && let Err(reason) = crate::adapters::mail::check_smtp_url(&self.mail.smtp_url)
        {
            wrong("mail.smtp_url", reason);
        }
        let basemap = &self.map.basemap;
        if !basemap.as_os_str().is_empty() && !basemap.is_file() {
            wrong("map.basemap", format!("there is no file {}", basemap.display()));
        }
        if !self.identity.issuer.is_empty() && self.identity.client_id.is_empty() {
            wrong("identity.client_id", "an issuer needs it".to_owned());
        }
        faults
    }

    /// What more is wrong when the program is to serve people.
    #[must_use]
    pub fn faults_of_serving(&self) -> Vec<SettingsError> {
        let mut faults = Vec::new();
        if !self.demo && self.mail.sends_to_files() {
            faults.push(SettingsError::Wrong {
                name: "mail.smtp_url",
                reason: "without a mail server nobody can sign up; only a demo may write mail to files"
                    .to_owned(),
            });
        }
        faults
    }

    /// Where Prometheus reads metrics, if anywhere.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_listen.parse().ok()
    }

    /// Folder of stored objects.
    #[must_use]
    pub fn objects_dir(&self) -> PathBuf {
        self.data_dir.join("objects")
    }

    /// Folder of demo mail.
    #[must_use]
    pub fn mail_dir(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    /// Whether people reach the server through TLS.
    #[must_use]
    pub fn is_behind_tls(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

fn refuse(mut faults: Vec<SettingsError>) -> Result<(), SettingsError> {
    match (faults.len(), faults.pop()) {
        (1, Some(fault)) => Err(fault),
        (_, Some(fault)) => {
            faults.push(fault);
            Err(SettingsError::Several(faults))
        }
        (_, None) => Ok(()),
    }
}

impl MailSettings {
    /// Whether mail goes to files for want of a server.
    #[must_use]
    pub fn sends_to_files(&self) -> bool {
        self.smtp_url.expose_secret().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Settings, SettingsError> {
        let folder = tempfile::tempdir().unwrap();
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
        let file = folder.path().join("settings.toml");
        let text = format!("content_dir = {:?}\n{text}", content.display().to_string());
        std::fs::write(&file, text).unwrap();
        Settings::read(Some(&file))
    }

    #[test]
    fn the_documented_sample_is_valid_and_names_every_setting() {
        let settings = read_text("").unwrap();
        assert_eq!(settings.faults().len(), 0);
        assert_eq!(settings.origin, "http://127.0.0.1:8080");
        assert_eq!(settings.log_format, LogFormat::Text);
        assert!(settings.metrics_address().is_none());
        assert!(!settings.demo, "a demo is somebody's choice");
    }

    #[test]
    fn secrets_are_never_printed() {
        let text = "database_url = \"postgres://u:wort1@h/d\"\n[mail]\nsmtp_url = \"smtps://u:wort2@h\"\n\
                    [identity]\nclient_secret = \"wort3\"";
        let settings = read_text(text).unwrap();
        let printed = format!("{settings:?} {settings:#?}");
        assert!(!printed.contains("wort"), "{printed}");
    }

    #[test]
    fn a_mistyped_setting_is_named() {
        let error = read_text("lisen = \"127.0.0.1:1\"").unwrap_err().to_string();
        assert!(error.contains("lisen"), "{error}");
        let error = read_text("[limits]\nforms_per_minute = 0")
            .unwrap_err()
            .to_string();
        assert!(error.contains("forms_per_minute"), "{error}");
    }

    #[test]
    fn every_wrong_value_is_told_at_once() {
        let mut settings = read_text("").unwrap();
        settings.origin = "cabinet.example".to_owned();
        settings.community.time_zone = "Europe/Nowhere".to_owned();
        settings.mail.from = "nobody".to_owned();
        settings.map.basemap = "nowhere.pmtiles".into();
        let names: Vec<String> = settings.faults().iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), 4, "{names:?}");
        assert!(names.iter().all(|text| text.starts_with("the setting ")));
    }

    #[test]
    fn mail_goes_to_files_only_in_a_demo() {
        let mut settings = read_text("").unwrap();
        assert_eq!(settings.faults_of_serving().len(), 1);
        settings.demo = true;
        assert_eq!(settings.faults_of_serving().len(), 0);
    }
}
