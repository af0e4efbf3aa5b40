//! The catalogue of the open data in DCAT-AP 3, as JSON-LD: what portals harvest.

use crate::wiring::Hromada;
use domain::Language;
use domain::infrastructure::bulk::Format;
use domain::infrastructure::profile::Profile;
use domain::infrastructure::project::Dataset;
use domain::infrastructure::release::Release;
use locales::{cabinet as c, infrastructure as t, learning as l};
use serde_json::{Value, json};

/// The standard that the package follows.
const OC4IDS: &str = "https://standard.open-contracting.org/infrastructure/0.9/en/";
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

/// A dataset of another slice, in files that are written at once.
struct Other {
    name: &'static str,
    title: fn(Language) -> &'static str,
    about: fn(Language) -> &'static str,
    page: &'static str,
    files: &'static [(&'static str, &'static str)],
}

const JSON: &str = "application/json";
const CSV: &str = "text/csv";

const OTHERS: [Other; 4] = [
    Other {
        name: "services",
        title: c::title,
        about: t::data_services,
        page: "/cabinet",
        files: &[
            ("/opendata/cabinet/services.json", JSON),
            ("/opendata/cabinet/services.csv", CSV),
        ],
    },
    Other {
        name: "times",
        title: c::times_title,
        about: c::times_lead,
        page: "/cabinet/times",
        files: &[
            ("/opendata/cabinet/times.json", JSON),
            ("/opendata/cabinet/times.csv", CSV),
        ],
    },
    Other {
        name: "log",
        title: c::log_title,
        about: c::log_lead,
        page: "/cabinet/log",
        files: &[("/opendata/cabinet/log.json", JSON)],
    },
    Other {
        name: "skills",
        title: l::picture_title,
        about: t::data_skills,
        page: "/learning/picture",
        files: &[
            ("/opendata/learning/skills.json", JSON),
            ("/opendata/learning/skills.csv", CSV),
        ],
    },
];

impl Other {
    fn described(&self, origin: &str, publisher: &Value) -> Value {
        let id = format!("{origin}/opendata#{}", self.name);
        let both = |text: fn(Language) -> &'static str| {
            Language::ALL.map(|language| json!({"@language": language.code(), "@value": text(language)}))
        };
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|(path, media_type)| {
                json!({
                    "@id": format!("{origin}{path}#distribution"),
                    "@type": "dcat:Distribution",
                    "dcat:accessURL": {"@id": format!("{origin}{}", self.page)},
                    "dcat:downloadURL": {"@id": format!("{origin}{path}")},
                    "dcat:mediaType": {"@id": format!("{MEDIA_TYPES}{media_type}")},
                })
            })
            .collect();
        json!({
            "@id": id,
            "@type": "dcat:Dataset",
            "dct:title": both(self.title),
            "dct:description": both(self.about),
            "dct:identifier": id,
            "dct:publisher": publisher,
            "dcat:landingPage": {"@id": format!("{origin}{}", self.page)},
            "dcat:distribution": files,
        })
    }
}

/// Describes the dataset and each of its files.
pub(super) fn catalogue(hromada: &Hromada, dataset: &Dataset, releases: &[Release]) -> Value {
    let origin = &hromada.community.origin;
    let profile = hromada.services.infrastructure.profile();
    let at = |path: &str| json!({"@id": format!("{origin}{path}")});
    let both = |text: fn(Language) -> &'static str| {
        Language::ALL
            .map(|language| json!({"@language": language.code(), "@value": text(language)}))
            .to_vec()
    };
    let publisher = json!({
        "@type": "foaf:Agent",
        "foaf:name": profile.publisher,
        "foaf:homepage": at("/"),
    });
    let modified = jiff::Timestamp::from_millisecond(dataset.changed_at.0).unwrap_or_default();
    let distributions: Vec<Value> = Format::ALL
        .into_iter()
        .map(|format| {
            let path = format.address(profile);
            let standard = (format == Format::Package).then_some(OC4IDS);
            let media_type = format.media_type().split(';').next().unwrap_or_default();
            let file = json!({
                "@id": format!("{origin}{path}#distribution"),
                "@type": "dcat:Distribution",
                "dcat:accessURL": at("/opendata"),
                "dcat:downloadURL": at(&path),
                "dcat:mediaType": {"@id": format!("{MEDIA_TYPES}{media_type}")},
            });
            // Nothing is said of what nobody has stated.
            let stated = [
                ("dct:conformsTo", standard),
                (
                    "dct:license",
                    Some(profile.licence.as_str()).filter(|licence| !licence.is_empty()),
                ),
            ];
            with(file, &stated)
        })
        .collect();
    let bounds = profile.bounds;
    let (west, south, east, north) = (bounds.west, bounds.south, bounds.east, bounds.north);
    let outline =
        format!("POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))");
    let projects = json!({
        "@id": format!("{origin}/opendata#projects"),
        "@type": "dcat:Dataset",
        "dct:title": both(t::title),
        "dct:description": both(t::lead),
        "dct:identifier": format!("{origin}/opendata#projects"),
        "dct:publisher": publisher,
        "dct:modified": {"@type": "xsd:dateTime", "@value": modified.to_string()},
        "dct:source": {"@id": profile.source.url},
        "dct:spatial": {
            "@type": "dct:Location",
            "dcat:bbox": {"@type": "gsp:wktLiteral", "@value": outline},
        },
        "dcat:landingPage": at("/infrastructure"),
        "dcat:distribution": distributions,
    });
    let datasets: Vec<Value> = std::iter::once(projects)
        .chain(
            releases
                .iter()
                .map(|release| self::release(origin, profile, &publisher, release)),
        )
        .chain(OTHERS.iter().map(|other| other.described(origin, &publisher)))
        .collect();
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "gsp": "http://www.opengis.net/ont/geosparql#",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("{origin}/opendata/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": both(t::data_title),
        "dct:description": both(t::data_lead),
        "dct:publisher": publisher,
        "foaf:homepage": at("/opendata"),
        "dcat:dataset": datasets,
    })
}

/// A release is a dataset of its own, a version of the projects, that never changes.
fn release(origin: &str, profile: &Profile, publisher: &Value, release: &Release) -> Value {
    let page = format!("{origin}/opendata/releases/{}", release.name);
    let package = format!("{origin}{}", release.package_address());
    let titles = Language::ALL.map(
        |language| json!({"@language": language.code(), "@value": t::release_title(language, &release.name)}),
    );
    let published = release.published_at.rfc3339();
    let file = json!({
        "@id": format!("{package}#distribution"),
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": page},
        "dcat:downloadURL": {"@id": package},
        "dcat:mediaType": {"@id": format!("{MEDIA_TYPES}application/json")},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": release.size_bytes.to_string()},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": release.digest},
        },
    });
    let licence = Some(profile.licence.as_str()).filter(|licence| !licence.is_empty());
    let file = with(
        file,
        &[("dct:conformsTo", Some(OC4IDS)), ("dct:license", licence)],
    );
    json!({
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:title": titles,
        // The words of the publisher, in the language in which they were written.
        "dct:description": release.note,
        "dct:identifier": page,
        "dct:publisher": publisher,
        "dct:issued": {"@type": "xsd:dateTime", "@value": published},
        "dcat:version": release.name,
        "dcat:isVersionOf": {"@id": format!("{origin}/opendata#projects")},
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [file],
    })
}

/// Adds references to what is known.
fn with(mut value: Value, references: &[(&str, Option<&str>)]) -> Value {
    if let Some(fields) = value.as_object_mut() {
        for (name, address) in references {
            if let Some(address) = address {
                fields.insert((*name).to_owned(), json!({"@id": address}));
            }
        }
    }
    value
}
