//! YAML for the reader of lessons.

use domain::learning::parse::{ReadYaml, YamlFault};
use serde::de::DeserializeOwned;

/// The YAML reader of this program.
#[derive(Debug, Clone, Copy, Default)]
pub struct Yaml;

impl ReadYaml for Yaml {
    fn read<T: DeserializeOwned>(&self, text: &str) -> Result<T, YamlFault> {
        serde_saphyr::from_str(text).map_err(|error| {
            // The reader adds an excerpt; file and line are told anyway, so the first line says enough.
            let message = error.to_string();
            let message = message.lines().next().unwrap_or_default().to_owned();
            let place = error
                .location()
                .and_then(|place| usize::try_from(place.line()).ok());
            // An unknown field is placed at the beginning of its mapping: its name tells more.
            let named = line_of_name(text, &message).or(place);
            YamlFault {
                line: named.unwrap_or(1).max(1),
                message,
            }
        })
    }
}

/// The line with the word that a message names first, in backticks.
fn line_of_name(text: &str, message: &str) -> Option<usize> {
    let name = message.split('`').nth(1)?;
    let is_here = |line: &str| {
        line.split(|c: char| !(c.is_alphanumeric() || "_-".contains(c)))
            .any(|word| word == name)
    };
    let unknown = message.starts_with("unknown");
    let line = text.lines().position(is_here).filter(|_| unknown)?;
    Some(line + 1)
}
