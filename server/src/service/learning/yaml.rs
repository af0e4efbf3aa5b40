//! YAML for the reader of lessons.

use domain::learning::parse::{ReadYaml, YamlFault};
use serde::de::DeserializeOwned;

/// The YAML reader of this program.
#[derive(Debug, Clone, Copy, Default)]
pub struct Yaml;

impl ReadYaml for Yaml {
    fn read<T: DeserializeOwned>(&self, text: &str) -> Result<T, YamlFault> {
        serde_saphyr::from_str(text).map_err(|error| {
            let line = error.location().map_or(1, |place| place.line());
            // The reader adds an excerpt; file and line are told anyway, so the first line says enough.
            let message = error.to_string();
            let message = message.lines().next().unwrap_or_default().to_owned();
            YamlFault {
                line: usize::try_from(line).unwrap_or(1).max(1),
                message,
            }
        })
    }
}
