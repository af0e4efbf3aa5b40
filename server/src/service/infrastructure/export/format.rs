//! The forms of an export: head, projects, tail.

use domain::infrastructure::bulk::Format;
use domain::infrastructure::package;
use domain::infrastructure::profile::Profile;
use domain::infrastructure::project::{Dataset, ExportedProject};
use domain::link::encode;
use domain::{ServiceError, ServiceResult};
use serde_json::{Value, json};

const COLUMNS: [&str; 15] = [
    "id",
    "title",
    "status",
    "type",
    "sector",
    "year_from",
    "year_to",
    "amount",
    "currency",
    "supplier",
    "address",
    "longitude",
    "latitude",
    "disclosed",
    "url",
];

/// Writes an export of one revision.
pub struct Writer {
    format: Format,
    origin: String,
    /// What the package says of itself.
    package_head: String,
}

impl Writer {
    /// `address` is the path, with its query, under which the export is read.
    #[must_use]
    pub fn new(
        format: Format,
        (origin, profile): (&str, &Profile),
        address: &str,
        dataset: &Dataset,
    ) -> Self {
        Self {
            format,
            origin: origin.to_owned(),
            package_head: package::head(profile, origin, address, dataset.changed_at),
        }
    }

    /// What comes before the first project.
    #[must_use]
    pub fn head(&self) -> String {
        match self.format {
            Format::Package => self.package_head.clone(),
            Format::Csv => COLUMNS.join(",") + "\r\n",
            Format::GeoJson => "{\"type\":\"FeatureCollection\",\"features\":[".to_owned(),
        }
    }

    /// What comes after the last project.
    #[must_use]
    pub const fn tail(&self) -> &'static str {
        match self.format {
            Format::Package | Format::GeoJson => package::TAIL,
            Format::Csv => "",
        }
    }

    /// Some projects, with what parts them from those before.
    ///
    /// # Errors
    /// When a table cannot be written.
    pub fn projects(&self, projects: &[ExportedProject], is_first: bool) -> ServiceResult<String> {
        if self.format == Format::Csv {
            return self.rows(projects);
        }
        let mut text = String::new();
        for (index, project) in projects.iter().enumerate() {
            if !(is_first && index == 0) {
                text.push_str(package::SEPARATOR);
            }
            match self.format {
                Format::GeoJson => text.push_str(&self.feature(project).to_string()),
                Format::Package | Format::Csv => text.push_str(&project.document),
            }
        }
        Ok(text)
    }

    fn rows(&self, projects: &[ExportedProject]) -> ServiceResult<String> {
        let fault =
            |error: String| ServiceError::Internal(format!("the table could not be written: {error}"));
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::with_capacity(64 * 1024));
        for project in projects {
            let item = &project.item;
            let number = |value: Option<String>| value.unwrap_or_default();
            let cost = item.cost.as_ref();
            let row = [
                item.id.to_string(),
                item.title.clone(),
                item.status
                    .map_or_else(String::new, |code| code.code().to_owned()),
                item.project_type
                    .map_or_else(String::new, |code| code.code().to_owned()),
                project.sectors.join(" "),
                number(item.year_from.map(|year| year.to_string())),
                number(item.year_to.map(|year| year.to_string())),
                number(cost.map(|cost| amount(cost.minor))),
                number(cost.map(|cost| cost.currency.clone())),
                item.supplier.clone(),
                item.address.clone(),
                number(item.place.map(|place| place.longitude.to_string())),
                number(item.place.map(|place| place.latitude.to_string())),
                item.disclosed.to_string(),
                self.url(project),
            ];
            writer
                .write_record(&row)
                .map_err(|error| fault(error.to_string()))?;
        }
        let bytes = writer.into_inner().map_err(|error| fault(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| fault(error.to_string()))
    }

    fn feature(&self, project: &ExportedProject) -> Value {
        let item = &project.item;
        json!({
            "type": "Feature",
            "id": item.id,
            "geometry": item.place.map(|place| json!({
                "type": "Point", "coordinates": [place.longitude, place.latitude],
            })),
            "properties": {
                "id": item.id,
                "title": item.title,
                "status": item.status,
                "type": item.project_type,
                "sector": project.sectors.join(" "),
                "year_from": item.year_from,
                "year_to": item.year_to,
                "amount": item.cost.as_ref().and_then(|cost| amount(cost.minor).parse::<serde_json::Number>().ok()),
                "currency": item.cost.as_ref().map(|cost| cost.currency.clone()),
                "supplier": item.supplier,
                "address": item.address,
                "disclosed": item.disclosed,
                "url": self.url(project),
            },
        })
    }

    fn url(&self, project: &ExportedProject) -> String {
        format!(
            "{}/infrastructure/projects/{}",
            self.origin,
            encode(project.item.id.as_str())
        )
    }
}

/// Kopiykas as hryvnias with two digits: `583420.00`.
fn amount(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!(
        "{sign}{}.{:02}",
        minor.unsigned_abs() / 100,
        minor.unsigned_abs() % 100
    )
}
