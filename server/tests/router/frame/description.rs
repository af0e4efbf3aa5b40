//! `/api/openapi.json` says what the server does, no more and no less.

use crate::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

async fn document(app: &TestApp) -> Value {
    let answer = app.anonymous().get("/api/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    serde_json::from_str(&answer.text()).unwrap()
}

/// Methods and paths as they stand in a text: `.route("/api/x", get(show))`.
fn routes_in(source: &str) -> BTreeSet<String> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    code.split(".route(")
        .skip(1)
        .filter_map(|call| {
            let path = call.split('"').nth(1)?;
            let method = call.split(',').nth(1)?.trim().split('(').next()?;
            path.starts_with('/').then(|| format!("{method} {path}"))
        })
        .collect()
}

#[tokio::test]
async fn every_route_of_the_api_and_of_the_open_data_is_described() {
    let http = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    let mut sources = vec![http.join("open_data.rs")];
    for folder in ["api", "open_data"] {
        for entry in std::fs::read_dir(http.join(folder)).unwrap() {
            sources.push(entry.unwrap().path());
        }
    }
    let mut served = BTreeSet::new();
    for source in sources
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
    {
        served.extend(routes_in(&std::fs::read_to_string(source).unwrap()));
    }
    let document = document(&TestApp::new().await).await;
    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.insert(format!("{method} {path}"));
        }
    }
    assert_eq!(described, served);
}

#[tokio::test]
async fn every_described_address_is_there() {
    let app = TestApp::seeded().await;
    let document = document(&app).await;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let address = path
            .split('/')
            .map(|part| {
                if part.starts_with('{') {
                    "unknown.json"
                } else {
                    part
                }
            })
            .collect::<Vec<_>>()
            .join("/");
        for method in methods.as_object().unwrap().keys() {
            let request = Request::builder()
                .method(method.to_uppercase().as_str())
                .uri(&address)
                .header("sec-fetch-site", "same-origin")
                .body(Body::empty())
                .unwrap();
            let answer = app.anonymous().send(request).await;
            assert_ne!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            let described = methods[method]["responses"].as_object().unwrap();
            assert!(
                described.contains_key(answer.status.as_str()),
                "{method} {path} answers {}: {}",
                answer.status,
                answer.text()
            );
        }
    }
}

/// Fails where an answer is not as the document says.
fn hold_to(document: &Value, path: &str, answer: &Answer) {
    let response = &document["paths"][path]["get"]["responses"][answer.status.as_str()];
    let response = match response["$ref"].as_str() {
        Some(place) => document.pointer(place.trim_start_matches('#')).unwrap(),
        None => response,
    };
    let media = answer.header("content-type").split(';').next().unwrap();
    let schema = &response["content"][media]["schema"];
    assert!(
        schema.is_object(),
        "{path} does not describe {media} for {}",
        answer.status
    );
    let mut schema = schema.clone();
    schema["components"] = document["components"].clone();
    let checked = jsonschema::validator_for(&schema).unwrap();
    // Whatever is no JSON is described as a text.
    let body: Value = if media == "application/json" || media == "application/geo+json" {
        serde_json::from_str(&answer.text()).unwrap()
    } else {
        Value::String(answer.text())
    };
    let faults: Vec<String> = checked
        .iter_errors(&body)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert_eq!(faults, Vec::<String>::new(), "{path}");
}

#[tokio::test]
async fn answers_are_as_they_are_described() {
    let app = TestApp::seeded().await;
    let document = document(&app).await;
    let projects = "/api/infrastructure/projects";
    let page = app.anonymous().get(&format!("{projects}?sort=year")).await;
    hold_to(&document, projects, &page);
    let page: Value = serde_json::from_str(&page.text()).unwrap();
    let id = page["projects"][0]["id"].as_str().unwrap().to_owned();
    for (path, address) in [
        (projects, format!("{projects}?year_from=never&page=x")),
        ("/api/infrastructure/projects/{id}", format!("{projects}/{id}")),
        ("/api/infrastructure/projects/{id}", format!("{projects}/unknown")),
        (
            "/api/infrastructure/points",
            "/api/infrastructure/points".to_owned(),
        ),
        (
            "/opendata/projects.geojson",
            "/opendata/projects.geojson?year_from=2017".to_owned(),
        ),
        (
            "/opendata/infrastructure/answers.json",
            "/opendata/infrastructure/answers.json".to_owned(),
        ),
        (
            "/opendata/infrastructure/answers.csv",
            "/opendata/infrastructure/answers.csv".to_owned(),
        ),
        (
            "/opendata/oc4ids/projects/{file}",
            format!("/opendata/oc4ids/projects/{id}.json"),
        ),
        ("/api/learning/courses", "/api/learning/courses".to_owned()),
        (
            "/api/learning/courses/{course}",
            "/api/learning/courses/digital-abc".to_owned(),
        ),
        (
            "/api/learning/courses/{course}/{module}",
            "/api/learning/courses/digital-abc/m1".to_owned(),
        ),
        (
            "/api/learning/courses/{course}/{module}/{lesson}",
            "/api/learning/courses/digital-abc/m1/power?language=en".to_owned(),
        ),
        (
            "/api/learning/courses/{course}/{module}/{lesson}",
            "/api/learning/courses/digital-abc/m1/power?language=fr".to_owned(),
        ),
    ] {
        hold_to(&document, path, &app.anonymous().get(&address).await);
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere_and_names_are_unique() {
    let document = document(&TestApp::new().await).await;
    let mut references = Vec::new();
    let mut names = Vec::new();
    let mut waiting = vec![&document];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match (name.as_str(), member.as_str()) {
                        ("$ref", Some(place)) => references.push(place),
                        ("operationId", Some(name)) => names.push(name),
                        _ => waiting.push(member),
                    }
                }
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    assert!(references.len() > 50);
    for place in references {
        assert!(
            document.pointer(place.trim_start_matches('#')).is_some(),
            "{place}"
        );
    }
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert_eq!(document["servers"][0]["url"], json!("http://localhost"));
}
