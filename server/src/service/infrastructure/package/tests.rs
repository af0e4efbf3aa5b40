use super::*;
use domain::infrastructure::import::FaultDetail;
use domain::infrastructure::import::FaultKind::{
    self, CoordinatesOutside, CoordinatesSwapped, DuplicateId, Schema, Syntax, TooLarge, UnusableId,
};
use std::path::Path;

const BOUNDS: Area = Area {
    west: 25.30,
    south: 49.45,
    east: 25.75,
    north: 49.75,
};

fn judge(package: impl Into<Vec<u8>>) -> (ImportReport, Vec<SpooledProject>) {
    let schema = Schemas::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")).unwrap();
    let (report, mut spool) = check(Box::new(std::io::Cursor::new(package.into())), &schema, BOUNDS).unwrap();
    let mut lines = String::new();
    spool.read_to_string(&mut lines).unwrap();
    (
        report,
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// A package around projects, the first of which stands in line 3.
fn package(projects: &str) -> String {
    format!(
        "{{\"uri\": \"http://a.example/p.json\", \"publishedDate\": \"2026-01-01T00:00:00Z\", \"version\": \"0.9\",\n\
         \"publisher\": {{\"name\": \"x\"}}, \"projects\": [\n{projects}\n]}}"
    )
}

fn faults(package: impl Into<Vec<u8>>) -> Vec<(String, u64, FaultKind)> {
    judge(package)
        .0
        .faults
        .into_iter()
        .map(|fault| (fault.path, fault.line, fault.kind))
        .collect()
}

#[test]
fn the_real_works_pass_every_check() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/demo/ternopil-works-2013-2018.oc4ids.json");
    let (report, projects) = judge(std::fs::read(file).unwrap());
    assert_eq!(
        (report.faults, report.read, projects.len()),
        (Vec::new(), 706, 706)
    );
    assert_eq!(
        projects
            .iter()
            .filter_map(|project| project.facts.item.place)
            .count(),
        706
    );
}

#[test]
fn unknown_fields_and_digits_are_kept_as_they_came() {
    let (report, projects) = judge(package(
        "{\"id\": \"oc4ids-abc123-1\", \"власне\": {\"b\" : 1.50, \"a\": \"x  \\\" y\"}}",
    ));
    assert!(report.is_accepted(), "{report:?}");
    let kept = "{\"id\":\"oc4ids-abc123-1\",\"власне\":{\"b\":1.50,\"a\":\"x  \\\" y\"}}";
    assert_eq!(projects.first().unwrap().document, kept);
}

#[test]
fn broken_json_is_told_with_line_and_path() {
    let report = judge(package("{\"id\": \"a\"},\n{\"id\": \"b\",\n \"title\": }")).0;
    let fault = report.faults.first().unwrap();
    assert_eq!(
        (fault.path.as_str(), fault.line, fault.kind),
        ("/projects/1", 5, Syntax)
    );
    assert_eq!(faults("{\"projects\": [")[0].2, Syntax);
    assert_eq!(faults("")[0].2, Syntax);
    assert_eq!(faults("[]")[0].2, FaultKind::Package);
    assert_eq!(
        faults(package("") + "{}").last().unwrap().2,
        Syntax,
        "something after the package"
    );
}

#[test]
fn invalid_utf8_is_told_with_its_line() {
    let mut text = package("{\"id\": \"a\",\n \"title\": \"X\"}").into_bytes();
    let place = text.iter().rposition(|byte| *byte == b'X').unwrap();
    text[place] = 0xFF;
    let found = faults(text);
    assert_eq!(found, [("/projects/0".to_owned(), 4, Syntax)]);
}

#[test]
fn wrong_types_are_told_where_they_are() {
    let found = faults(package(
        "{\"id\": \"a\",\n \"period\": {\n  \"startDate\": 5},\n \"sector\": \"energy\"}",
    ));
    assert!(
        found.contains(&("/projects/0/period/startDate".to_owned(), 5, Schema)),
        "{found:?}"
    );
    assert!(
        found.contains(&("/projects/0/sector".to_owned(), 6, Schema)),
        "{found:?}"
    );
    for wrong in ["5", "\"x\"", "null", "[{}]", "true"] {
        assert!(
            faults(package(wrong)).iter().any(|fault| fault.2 == Schema),
            "{wrong}"
        );
    }
    assert!(
        faults(package("{\"title\": \"x\"}"))
            .iter()
            .any(|fault| fault.2 == Schema),
        "no id"
    );
    assert!(
        faults(package("{\"id\": \"a\", \"status\": \"completed\"}"))
            .iter()
            .any(|fault| fault.2 == Schema)
    );
}

#[test]
fn duplicate_ids_are_told_with_the_line_of_the_first() {
    let report = judge(package("{\"id\": \"a\"},\n{\"id\": \"b\"},\n{\"id\": \"a\"}")).0;
    let fault = report.faults.first().unwrap();
    assert_eq!(
        (report.fault_count, fault.path.as_str(), fault.line, fault.kind),
        (1, "/projects/2/id", 5, DuplicateId)
    );
    assert_eq!(
        fault.detail,
        FaultDetail::RepeatedId {
            id: "a".to_owned(),
            line: 3
        }
    );
}

#[test]
fn swapped_coordinates_are_told_as_such() {
    let at = |coordinates: &str| {
        package(&format!(
            "{{\"id\": \"a\", \"locations\": [{{\"id\": \"1\", \"geometry\": {{\"type\": \"Point\",\n\"coordinates\": {coordinates}}}}}]}}"
        ))
    };
    let path = "/projects/0/locations/0/geometry/coordinates".to_owned();
    assert_eq!(faults(at("[25.6, 49.55]")), []);
    assert_eq!(
        faults(at("[49.55, 25.6]")),
        [(path.clone(), 4, CoordinatesSwapped)]
    );
    assert_eq!(faults(at("[2.35, 48.85]")), [(path, 4, CoordinatesOutside)]);
}

#[test]
fn a_package_without_its_head_is_refused() {
    let found = faults("{\"projects\": []}");
    let paths: Vec<&str> = found.iter().map(|fault| fault.0.as_str()).collect();
    assert_eq!(paths, ["/uri", "/publisher", "/publishedDate", "/version"]);
    assert_eq!(faults(package("").replace("0.9", "1.1"))[0].0, "/version");
}

#[test]
fn a_package_whose_head_is_no_address_date_or_name_is_refused() {
    let spoilt = package("")
        .replace("http://a.example/p.json", "x")
        .replace("2026-01-01T00:00:00Z", "учора")
        .replace("{\"name\": \"x\"}", "{}");
    let report = judge(spoilt).0;
    let mut found: Vec<_> = report
        .faults
        .iter()
        .map(|fault| (fault.path.as_str(), fault.kind))
        .collect();
    found.sort_by_key(|fault| fault.0);
    found.dedup();
    assert_eq!(
        found,
        [
            ("/publishedDate", FaultKind::Package),
            ("/publisher", FaultKind::Package),
            ("/publisher/name", FaultKind::Package),
            ("/uri", FaultKind::Package)
        ]
    );
}

#[test]
fn ids_that_break_addresses_are_refused() {
    assert_eq!(
        faults(package("{\"id\": \"a b/c\"}")),
        [("/projects/0/id".to_owned(), 3, UnusableId)]
    );
}

#[test]
fn an_oversized_project_stops_the_reading() {
    let huge = format!(
        "{{\"id\": \"a\", \"title\": \"{}\"}}",
        "x".repeat(9 * 1024 * 1024)
    );
    let report = judge(package(&huge)).0;
    assert_eq!(report.faults.first().map(|fault| fault.kind), Some(TooLarge));
}

#[test]
fn a_deep_project_is_refused_not_a_crash() {
    let deep = format!(
        "{{\"id\": \"a\", \"x\": {}{}}}",
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    assert_eq!(
        judge(package(&deep)).0.faults.first().map(|fault| fault.kind),
        Some(Syntax)
    );
}

#[test]
fn nothing_is_spooled_after_the_first_fault() {
    let (report, projects) = judge(package("{\"id\": 5},\n{\"id\": \"b\"}"));
    assert_eq!((report.read, projects.len()), (2, 0));
}
