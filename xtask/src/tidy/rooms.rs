//! Who may import whom: the table of the house, as data.

use super::Fault;
use super::source::{Source, is_word_character};
use super::tree::Tree;

/// A part of the house and what must not be named in it.
struct Room {
    folder: &'static str,
    /// Crates, by the name that Rust code uses.
    never: &'static [&'static str],
    /// Calls that reach for the clock or for chance.
    never_calls: &'static [&'static str],
}

const ROOMS: [Room; 8] = [
    Room {
        folder: "app/domain/src/",
        never: &[
            "leptos", "axum", "sqlx", "tokio", "web_sys", "js_sys", "rand", "reqwest", "storage", "app",
            "server", "ui",
        ],
        never_calls: &[
            "SystemTime::now",
            "Instant::now",
            "Timestamp::now",
            "Zoned::now",
            "Uuid::now_v7",
            "Uuid::new_v4",
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
        ],
    },
    Room {
        folder: "app/ui/src/",
        never: &[
            "domain", "locales", "app", "sqlx", "tokio", "axum", "storage", "server",
        ],
        never_calls: &[],
    },
    Room {
        folder: "app/locales/src/",
        never: &[
            "leptos", "axum", "sqlx", "tokio", "storage", "server", "app", "ui",
        ],
        never_calls: &[],
    },
    Room {
        folder: "app/src/",
        never: &["sqlx", "tokio", "storage", "server", "axum"],
        never_calls: &[],
    },
    Room {
        folder: "server/storage/",
        never: &["leptos", "axum", "app", "ui", "server", "locales"],
        never_calls: &[],
    },
    Room {
        folder: "server/src/service/",
        never: &["leptos", "axum", "sqlx"],
        never_calls: &[],
    },
    Room {
        folder: "server/src/http/",
        never: &["storage", "sqlx"],
        never_calls: &[],
    },
    Room {
        folder: "server/src/jobs/",
        never: &["storage", "sqlx"],
        never_calls: &[],
    },
];

/// Packages that a room's Cargo.toml must not depend on. `frontend` may have only what is named.
const DEPENDENCIES: [(&str, &[&str]); 5] = [
    (
        "app/domain/Cargo.toml",
        &[
            "leptos", "axum", "sqlx", "tokio", "web-sys", "js-sys", "rand", "reqwest", "storage", "app",
            "ui", "server",
        ],
    ),
    (
        "app/ui/Cargo.toml",
        &[
            "domain",
            "locales",
            "app",
            "sqlx",
            "tokio",
            "axum",
            "storage",
            "server",
            "leptos_router",
        ],
    ),
    (
        "app/locales/Cargo.toml",
        &[
            "leptos", "axum", "sqlx", "tokio", "storage", "app", "ui", "server",
        ],
    ),
    ("app/Cargo.toml", &["sqlx", "tokio", "storage", "server", "axum"]),
    (
        "server/storage/Cargo.toml",
        &["leptos", "axum", "app", "ui", "server", "locales"],
    ),
];
const FRONTEND_MAY: [&str; 4] = ["app", "leptos", "wasm-bindgen", "console_error_panic_hook"];

/// Folders of `app/src` that every slice may use.
const SHARED: [&str; 2] = ["shared", "client"];

/// No code names a crate that its room must not know, and no slice the inside of another.
pub fn imports(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for room in &ROOMS {
        for (path, source) in tree.sources(room.folder) {
            for name in room.never {
                let rule = format!(
                    "{} must not use {name}",
                    room.folder.trim_end_matches("src/").trim_end_matches('/')
                );
                faults.extend(
                    source
                        .lines_naming(name)
                        .map(|line| Fault::new(path, line, rule.clone())),
                );
            }
            for call in room.never_calls {
                let rule = format!(
                    "{} must not call {call}: time, chance and files come in as parameters",
                    room.folder
                );
                let is_named = |line: &str| {
                    line.match_indices(call)
                        .any(|(at, _)| !line.get(..at).unwrap_or_default().ends_with(is_word_character))
                };
                faults.extend(
                    source
                        .lines()
                        .filter(|(_, line)| is_named(line))
                        .map(|(line, _)| Fault::new(path, line, rule.clone())),
                );
            }
        }
    }
    faults.extend(slices(tree));
    faults
}

fn slices(tree: &Tree) -> Vec<Fault> {
    let slice_of = |path: &str| -> Option<String> {
        let (slice, _) = path.strip_prefix("app/src/")?.split_once('/')?;
        (!SHARED.contains(&slice)).then(|| slice.to_owned())
    };
    let mut all: Vec<String> = tree
        .sources("app/src/")
        .filter_map(|(path, _)| slice_of(path))
        .collect();
    all.dedup();
    let mut faults = Vec::new();
    for (path, source) in tree.sources("app/src/") {
        let Some(own) = slice_of(path) else { continue };
        for other in all.iter().filter(|other| **other != own) {
            let wanted = format!("crate::{other}");
            let places = lines_with_path(source, &wanted);
            faults.extend(
                places.map(|line| Fault::new(path, line, format!("slice {own} must not use slice {other}"))),
            );
        }
    }
    faults
}

fn lines_with_path<'a>(source: &'a Source, wanted: &'a str) -> impl Iterator<Item = usize> + 'a {
    source
        .lines()
        .filter(move |(_, line)| {
            line.match_indices(wanted).any(|(at, _)| {
                !line
                    .get(at + wanted.len()..)
                    .unwrap_or_default()
                    .starts_with(is_word_character)
            })
        })
        .map(|(line, _)| line)
}

/// No Cargo.toml depends on what its room must not know.
pub fn dependencies(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, never) in DEPENDENCIES {
        for (line, name) in tree.text(path).map(named_dependencies).unwrap_or_default() {
            if never.contains(&name.as_str()) {
                faults.push(Fault::new(
                    path,
                    line,
                    format!("this room must not depend on {name}"),
                ));
            }
        }
    }
    for (line, name) in tree
        .text("frontend/Cargo.toml")
        .map(named_dependencies)
        .unwrap_or_default()
    {
        if !FRONTEND_MAY.contains(&name.as_str()) {
            faults.push(Fault::new(
                "frontend/Cargo.toml",
                line,
                format!("frontend only starts the app; {name} belongs elsewhere"),
            ));
        }
    }
    faults
}

/// The names in `[dependencies]` and its variants for targets, without those of tests.
fn named_dependencies(manifest: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut is_inside = false;
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_end_matches(']');
            is_inside = table == "dependencies" || table.ends_with(".dependencies");
            if let Some((_, name)) = table
                .split_once("dependencies.")
                .filter(|(before, _)| !before.ends_with('-'))
            {
                names.push((index + 1, name.to_owned()));
            }
        } else if is_inside && !line.starts_with('#') {
            let name: String = line
                .chars()
                .take_while(|character| is_word_character(*character) || *character == '-')
                .collect();
            if !name.is_empty() {
                names.push((index + 1, name));
            }
        }
    }
    names
}

/// No SQL outside `storage`; this crate is exempt, because it only talks about SQL.
pub fn sql(tree: &Tree) -> Vec<Fault> {
    let is_elsewhere = |path: &str| {
        !path.starts_with("server/storage/") && !path.starts_with("xtask/") && !path.contains("/tests/")
    };
    tree.sources("")
        .filter(|(path, _)| is_elsewhere(path))
        .flat_map(|(path, source)| {
            source
                .strings
                .iter()
                .filter(|(_, text)| is_sql(text))
                .map(move |(line, _)| Fault::new(path, *line, "SQL belongs in server/storage"))
        })
        .collect()
}

fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    matches!(
        words.as_slice(),
        ["SELECT", _, ..]
            | ["INSERT", "INTO", ..]
            | ["DELETE", "FROM", ..]
            | ["PRAGMA", ..]
            | ["UPDATE", _, "SET", ..]
            | ["WITH", _, "AS", ..]
            | ["CREATE" | "ALTER" | "DROP", "TABLE" | "INDEX" | "UNIQUE", ..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(faults: &[Fault]) -> Vec<String> {
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn domain_must_not_know_the_database_or_the_clock() {
        let tree = Tree::of(&[(
            "app/domain/src/petition.rs",
            "use sqlx::Row;\nfn now() { let _ = SystemTime::now(); }\n",
        )]);
        let faults = rules(&imports(&tree));
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].starts_with("app/domain/src/petition.rs:1: app/domain must not use sqlx"));
    }

    #[test]
    fn a_slice_must_not_use_another() {
        let tree = Tree::of(&[
            (
                "app/src/cabinet/pages/form.rs",
                "use crate::learning::progress;\nuse crate::shared::layout;\nuse crate::cabinet::api;\n",
            ),
            ("app/src/learning/mod.rs", ""),
        ]);
        assert_eq!(
            rules(&imports(&tree)),
            ["app/src/cabinet/pages/form.rs:1: slice cabinet must not use slice learning"]
        );
    }

    #[test]
    fn http_must_not_reach_past_the_services() {
        let tree = Tree::of(&[("server/src/http/files.rs", "fn f(db: &storage::Database) {}\n")]);
        assert_eq!(imports(&tree).len(), 1);
    }

    #[test]
    fn tests_of_a_room_may_use_anything() {
        let tree = Tree::of(&[(
            "server/src/http/files.rs",
            "fn f() {}\n#[cfg(test)]\nmod tests {\n use storage::Database;\n}\n",
        )]);
        assert_eq!(imports(&tree), []);
    }

    #[test]
    fn a_room_must_not_depend_on_its_neighbour() {
        let tree = Tree::of(&[
            (
                "app/ui/Cargo.toml",
                "[dependencies]\nleptos.workspace = true\ndomain = { path = \"../domain\" }\n[dev-dependencies]\nlocales.workspace = true\n",
            ),
            (
                "frontend/Cargo.toml",
                "[dependencies]\napp.workspace = true\ndomain.workspace = true\n",
            ),
        ]);
        let places: Vec<(String, usize)> = dependencies(&tree)
            .into_iter()
            .map(|fault| (fault.file, fault.line))
            .collect();
        assert_eq!(
            places,
            [
                ("app/ui/Cargo.toml".to_owned(), 3),
                ("frontend/Cargo.toml".to_owned(), 3)
            ]
        );
    }

    #[test]
    fn sql_outside_storage_is_found_and_prose_is_not() {
        let tree = Tree::of(&[
            (
                "server/src/service/cases.rs",
                "const A: &str = \"SELECT id FROM cases\";\nconst B: &str = \"Select a unit\";\nconst C: &str = r#\"\n  UPDATE cases SET state = $1\"#;\n",
            ),
            (
                "server/storage/src/cases.rs",
                "const A: &str = \"SELECT id FROM cases\";\n",
            ),
        ]);
        let lines: Vec<usize> = sql(&tree).into_iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [1, 3]);
    }
}
