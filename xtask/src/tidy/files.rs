//! Rules about single files: their length, the one unsafe tag, and traces of somebody's machine.

use super::Fault;
use super::tree::Tree;

const TEXT_AREA_HOME: &str = "app/ui/src/field/text_area.rs";
const MOST_LINES: usize = 600;
const LONG_FILES: &str = "xtask/long_files.txt";

/// Only `TextArea` writes that tag: Leptos does not escape the tag's child on the server.
pub fn text_area(tree: &Tree) -> Vec<Fault> {
    const TAG: &str = "<textarea";
    let mut faults = Vec::new();
    for (path, source) in tree.sources("").filter(|(path, _)| {
        *path != TEXT_AREA_HOME && !path.starts_with("xtask/") && !path.contains("/tests/")
    }) {
        let in_code = source
            .lines()
            .filter(|(_, line)| line.contains(TAG))
            .map(|(line, _)| line);
        let in_strings = source
            .strings
            .iter()
            .filter(|(_, text)| text.contains(TAG))
            .map(|(line, _)| *line);
        faults.extend(
            in_code
                .chain(in_strings)
                .map(|line| Fault::new(path, line, format!("use ui's TextArea ({TEXT_AREA_HOME})"))),
        );
    }
    faults
}

/// No file of code above 600 lines, tests and comments not counted, unless `xtask/long_files.txt` says why.
pub fn length(tree: &Tree) -> Vec<Fault> {
    let excused = excuses(tree.text(LONG_FILES).unwrap_or_default());
    let mut faults = Vec::new();
    for (path, text) in tree.texts() {
        let Some(lines) = lines_of_code(tree, path, text) else {
            continue;
        };
        let excuse = excused.iter().find(|(_, file, _)| file == path);
        match excuse {
            None if lines > MOST_LINES => faults.push(Fault::new(
                path,
                MOST_LINES,
                format!("{lines} lines of code: split it, or give the reason in {LONG_FILES}"),
            )),
            Some((line, _, _)) if lines <= MOST_LINES => {
                faults.push(Fault::new(LONG_FILES, *line, format!("{path} is no longer long")))
            }
            Some((line, _, reason)) if reason.is_empty() => {
                faults.push(Fault::new(LONG_FILES, *line, format!("{path} has no reason")))
            }
            _ => {}
        }
    }
    faults.extend(
        excused
            .iter()
            .filter(|(_, file, _)| tree.text(file).is_none())
            .map(|(line, file, _)| Fault::new(LONG_FILES, *line, format!("{file} does not exist"))),
    );
    faults
}

fn lines_of_code(tree: &Tree, path: &str, text: &str) -> Option<usize> {
    if let Some((_, source)) = tree.sources(path).find(|(found, _)| *found == path) {
        return Some(source.lines().filter(|(_, line)| !line.trim().is_empty()).count());
    }
    let is_script = [".ts", ".mjs", ".js", ".css", ".py"]
        .iter()
        .any(|ending| path.ends_with(ending));
    let is_code = |line: &str| {
        !["", "//", "/*", "*", "#"].iter().any(|start| {
            if start.is_empty() {
                line.is_empty()
            } else {
                line.starts_with(start)
            }
        })
    };
    is_script.then(|| text.lines().filter(|line| is_code(line.trim())).count())
}

/// Lines `path: reason`.
fn excuses(text: &str) -> Vec<(usize, String, String)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(index, line)| {
            let (file, reason) = line.split_once(':').unwrap_or((line, ""));
            (index + 1, file.trim().to_owned(), reason.trim().to_owned())
        })
        .collect()
}

/// No path of one machine and no address of one registry: the checkout must build anywhere.
pub fn foreign_paths(tree: &Tree) -> Vec<Fault> {
    // Written in two parts, so that this file does not find itself.
    const FOREIGN: [(&str, &str); 10] = [
        (concat!("/wor", "k/main"), "a path of one machine"),
        (concat!("/wor", "k/wt-"), "a path of one machine"),
        (concat!("/wor", "k/shared"), "a path of one machine"),
        (concat!("/wor", "k/briefs"), "a path of one machine"),
        (concat!("/roo", "t/"), "a path of one machine"),
        (concat!("/hom", "e/runner"), "a path of one machine"),
        (concat!("registry.npm", "js.org"), "the address of a registry"),
        (concat!("pypi", ".org/simple"), "the address of a registry"),
        (concat!("static.crates", ".io"), "the address of a registry"),
        (
            concat!("\"resol", "ved\":"),
            "an address of a download: set omit-lockfile-registry-resolved",
        ),
    ];
    let mut faults = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| !path.starts_with("content/")) {
        for (index, line) in text.lines().enumerate() {
            let found = FOREIGN.iter().filter(|(pattern, _)| line.contains(pattern));
            faults.extend(
                found.map(|(pattern, what)| Fault::new(path, index + 1, format!("{pattern} is {what}"))),
            );
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_is_refused_outside_its_home() {
        let view = "fn f() { view! { <textarea name=\"a\">{text}</textarea> } }\n";
        let tree = Tree::of(&[
            ("app/src/cabinet/pages/form.rs", view),
            (TEXT_AREA_HOME, view),
            ("server/src/http/raw.rs", "const A: &str = \"<textarea>\";"),
        ]);
        let places: Vec<String> = text_area(&tree).into_iter().map(|fault| fault.file).collect();
        assert_eq!(
            places,
            ["app/src/cabinet/pages/form.rs", "server/src/http/raw.rs"]
        );
    }

    #[test]
    fn a_long_file_needs_a_reason() {
        let long = "let a = 1;\n".repeat(601);
        assert_eq!(length(&Tree::of(&[("app/src/a.rs", &long)])).len(), 1);
        assert_eq!(
            length(&Tree::of(&[
                ("app/src/a.rs", &long),
                (LONG_FILES, "app/src/a.rs: a table of data\n")
            ])),
            []
        );
        assert_eq!(
            length(&Tree::of(&[
                ("app/src/a.rs", &long),
                (LONG_FILES, "app/src/a.rs:\n")
            ]))
            .len(),
            1
        );
    }

    #[test]
    fn comments_and_tests_do_not_make_a_file_long() {
        let text = format!(
            "{}#[cfg(test)]\nmod tests {{\n{}}}\n",
            "// why\n".repeat(700),
            "let a = 1;\n".repeat(700)
        );
        assert_eq!(length(&Tree::of(&[("app/src/a.rs", &text)])), []);
    }

    #[test]
    fn an_excuse_for_a_short_or_missing_file_is_stale() {
        let tree = Tree::of(&[
            ("app/src/a.rs", "fn f() {}\n"),
            (LONG_FILES, "app/src/a.rs: once long\napp/src/b.rs: gone\n"),
        ]);
        assert_eq!(length(&tree).len(), 2);
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        let line = format!("x\nlet a = \"{}main/x\";\n", concat!("/wor", "k/"));
        let faults = foreign_paths(&Tree::of(&[("server/src/main.rs", &line)]));
        assert_eq!(faults.first().map(|fault| fault.line), Some(2));
    }

    #[test]
    fn a_lockfile_with_download_addresses_is_found() {
        let line = concat!("  \"resol", "ved\": \"https://example.org/a.tgz\",\n");
        assert_eq!(
            foreign_paths(&Tree::of(&[("end2end/package-lock.json", line)])).len(),
            1
        );
    }
}
