//! Open data in and out: the works of the city, and a hundred times as many made from them.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::command::{Context, Failure, Outcome};
use crate::server::{self, Server, ServerPlan};

use super::Site;
use super::start::{megabytes, peak_bytes, resident_bytes};
use super::table::Row;

const WORKS: &str = "content/demo/ternopil-works-2013-2018.oc4ids.json";
const COPIES: usize = 100;

/// Imports and exports both packages.
pub fn measure(site: &Site<'_>) -> Outcome<Vec<Row>> {
    let works = site.project.path(WORKS);
    let many = site.file("works-many.json");
    let number = multiply(&works, &many, COPIES)?;
    let (once, mut rows) = there_and_back(site, "works", &works, number / COPIES, None)?;
    let (_, more) = there_and_back(site, "works-many", &many, number, Some(once))?;
    rows.extend(more);
    Ok(rows)
}

/// Writes a package with every project so many times, each with ids of its own; says how many projects it has.
fn multiply(source: &Path, target: &Path, copies: usize) -> Outcome<usize> {
    let text = fs::read_to_string(source).context(source.display())?;
    let mut package: Value = serde_json::from_str(&text).context(source.display())?;
    let projects = match package.get_mut("projects").map(Value::take) {
        Some(Value::Array(projects)) => projects,
        _ => return Err(Failure::new(format!("{} holds no projects", source.display()))),
    };
    let head = package.to_string();
    let (before, after) = head
        .split_once("\"projects\":null")
        .ok_or_else(|| Failure::new("the head of the package cannot be written"))?;
    let file = File::create(target).context(target.display())?;
    let mut file = BufWriter::new(file);
    let mut write = |text: &str| file.write_all(text.as_bytes()).context(target.display());
    write(before)?;
    write("\"projects\":[")?;
    for copy in 0..copies {
        for (index, project) in projects.iter().enumerate() {
            let id = project.get("id").and_then(Value::as_str).unwrap_or_default();
            if copy + index > 0 {
                write(",\n")?;
            }
            write(&project.to_string().replace(id, &format!("{id}-{copy}")))?;
        }
    }
    write("]")?;
    write(after)?;
    file.flush().context(target.display())?;
    Ok(projects.len() * copies)
}

/// Seconds of an import and of an export, for the ratio of the larger one.
#[derive(Clone, Copy)]
struct Times {
    import: f64,
    export: f64,
}

fn there_and_back(
    site: &Site<'_>,
    name: &str,
    package: &Path,
    projects: usize,
    once: Option<Times>,
) -> Outcome<(Times, Vec<Row>)> {
    let (data, log) = (site.file(name).join("data"), site.file(&format!("{name}.log")));
    fs::create_dir_all(&data).context(data.display())?;
    let binary = site.server_binary();
    let plan = ServerPlan {
        binary: &binary,
        data: &data,
        log: &log,
        database_url: None,
    };
    let migrated = plan
        .command(site.project, "127.0.0.1:0")
        .arg("migrate")
        .stdout(Stdio::null())
        .status()
        .context("hromada migrate")?;
    if !migrated.success() {
        return Err(Failure::new(format!("hromada migrate: {migrated}")));
    }
    let (import, peak) = import(site, &plan, package)?;
    let database = fs::metadata(data.join("hromada.sqlite"))
        .context("the database")?
        .len();

    let server = Server::start(site.project, &plan)?;
    let address = package_address(&server)?;
    let begin = Instant::now();
    let answer = server::get(server.address(), &address)?;
    let export = begin.elapsed().as_secs_f64();
    let found = answer.text().matches("\"publicAuthority\"").count();
    if answer.status != 200 || found < projects {
        return Err(Failure::new(format!(
            "the export holds {found} of {projects} projects (status {})",
            answer.status
        )));
    }
    let begin = Instant::now();
    let list = server::get_with(server.address(), "/infrastructure", "Accept-Encoding: br\r\n")?;
    let listed = begin.elapsed();
    if list.status != 200 {
        return Err(Failure::new(format!("the list answers {}", list.status)));
    }
    let memory = resident_bytes(&server)?;
    let times = Times { import, export };
    let bytes = answer.body.len() as u64;
    let row = |what: &str, seconds: f64, before: Option<f64>| Row {
        what: format!("{what} of {projects} projects"),
        figure: format!("{seconds:.2} s, {:.0} projects/s", projects as f64 / seconds),
        beside: before.map_or_else(
            || "–".to_owned(),
            |before| format!("a {COPIES}th of them {before:.2} s"),
        ),
        ratio: before.map(|before| seconds / before),
        goal: before.map_or_else(|| "–".to_owned(), |_| format!("{COPIES}")),
    };
    let rows = vec![
        row("import", import, once.map(|once| once.import)),
        row("export", export, once.map(|once| once.export)),
        Row::plain(
            format!("memory of the import of {projects} projects, at most"),
            megabytes(peak),
            "256 MB",
        ),
        Row::plain(
            format!("package / database of {projects} projects"),
            format!("{} / {}", megabytes(bytes), megabytes(database)),
            "–",
        ),
        Row::plain(
            format!("first list of {projects} projects, and memory then"),
            format!("{:.0} ms, {}", listed.as_secs_f64() * 1_000.0, megabytes(memory)),
            "–",
        ),
    ];
    Ok((times, rows))
}

/// Runs the import; seconds, and the most memory that it had.
fn import(site: &Site<'_>, plan: &ServerPlan<'_>, package: &Path) -> Outcome<(f64, u64)> {
    let begin = Instant::now();
    let mut child = plan
        .command(site.project, "127.0.0.1:0")
        .args(["import", "oc4ids"])
        .arg(package)
        .stdout(Stdio::null())
        .spawn()
        .context("hromada import")?;
    let mut peak = 0;
    loop {
        peak = peak.max(peak_bytes(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().context("hromada import")? {
            let seconds = begin.elapsed().as_secs_f64();
            return if status.success() {
                Ok((seconds, peak))
            } else {
                Err(Failure::new(format!("hromada import: {status}")))
            };
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The address of the whole package, as the page of open data tells it.
fn package_address(server: &Server) -> Outcome<String> {
    server::get(server.address(), "/opendata")?
        .links()
        .into_iter()
        .find(|link| link.starts_with("/opendata/oc4ids/") && link.ends_with(".json"))
        .ok_or_else(|| Failure::new("/opendata links to no package"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_ids_of_their_own() {
        let folder = std::env::temp_dir().join(format!("hromada-copies-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (one, many) = (folder.join("one.json"), folder.join("many.json"));
        fs::write(
            &one,
            r#"{"version":"0.9","projects":[{"id":"a-1","title":"A"},{"id":"b-1","parts":[{"id":"b-1-1"}]}],"uri":"x"}"#,
        )
        .unwrap();
        assert_eq!(multiply(&one, &many, 2).unwrap(), 4);
        let package: Value = serde_json::from_str(&fs::read_to_string(&many).unwrap()).unwrap();
        let ids: Vec<&str> = package["projects"]
            .as_array()
            .unwrap()
            .iter()
            .map(|project| project["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, ["a-1-0", "b-1-0", "a-1-1", "b-1-1"]);
        assert_eq!(package["projects"][3]["parts"][0]["id"], "b-1-1-1");
        assert_eq!(package["uri"], "x");
        fs::remove_dir_all(folder).unwrap();
    }
}
