//! Settings: from a TOML file, then from the environment (`HROMADA_…`), checked at start, secrets never printed.

use config::{Config, Environment, File};
use secrecy::SecretString;
use serde::Deserialize;
use std::net::SocketAddr;
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
    pub community: CommunitySettings,
    pub mail: MailSettings,
    pub identity: IdentitySettings,
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

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("the settings cannot be read: {0}")]
    Read(#[from] config::ConfigError),
    #[error("the setting {name} is wrong: {reason}")]
    Wrong { name: &'static str, reason: String },
}

const DEFAULTS: &str = r#"
database_url = "sqlite:data/hromada.sqlite"
listen = "127.0.0.1:8080"
origin = ""
data_dir = "data"
site_dir = "target/site"
content_dir = "content"
demo = false
trusted_proxies = []

[community]
name_uk = "Тернопільська громада"
name_en = "Ternopil Community"
cabinet_uk = "Кабінет тернополянина"
cabinet_en = "Ternopil Resident’s Cabinet"
time_zone = "Europe/Kyiv"

[mail]
from = "no-reply@localhost"
smtp_url = ""

[identity]
issuer = ""
client_id = ""
client_secret = ""
tax_number_claim = "drfocode"
provider_name = "id.gov.ua"
"#;

impl Settings {
    /// Reads the defaults, then `file` when given, then the environment: `HROMADA_LISTEN`,
    /// `HROMADA_MAIL__SMTP_URL` (two underscores go one level down).
    ///
    /// # Errors
    /// When a value is missing, unknown, of the wrong kind, or contradicts another.
    pub fn read(file: Option<&Path>) -> Result<Self, SettingsError> {
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
                .filter(|(name, _)| name != "HROMADA_CACHE")
                .collect(),
        ));
        let mut settings: Self = builder.add_source(environment).build()?.try_deserialize()?;
        if settings.origin.is_empty() {
            settings.origin = format!("http://{}", settings.listen);
        }
        settings.check()?;
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
        settings
    }

    fn check(&self) -> Result<(), SettingsError> {
        let wrong = |name, reason: &str| {
            Err(SettingsError::Wrong {
                name,
                reason: reason.to_owned(),
            })
        };
        if self.origin.ends_with('/')
            || !(self.origin.starts_with("http://") || self.origin.starts_with("https://"))
        {
            return wrong(
                "origin",
                "it must begin with http:// or https:// and must not end with a slash",
            );
        }
        if jiff::tz::TimeZone::get(&self.community.time_zone).is_err() {
            return wrong("community.time_zone", "there is no such time zone");
        }
        if !self.content_dir.is_dir() {
            return wrong(
                "content_dir",
                &format!("there is no folder {}", self.content_dir.display()),
            );
        }
        Ok(())
    }

    /// Whether people reach the server through TLS.
    #[must_use]
    pub fn is_behind_tls(&self) -> bool {
        self.origin.starts_with("https://")
    }
}
