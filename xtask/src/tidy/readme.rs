//! README's map of rooms is true: it names what exists, and what it names exists.

use std::collections::BTreeSet;

use super::Fault;
use super::tree::Tree;

const README: &str = "README.md";

/// Every top-level folder and every crate has a row in the table of rooms.
pub fn names_rooms(tree: &Tree) -> Vec<Fault> {
    let Some(readme) = tree.text(README) else {
        return vec![Fault::new(README, 1, "there is no README with the map of rooms")];
    };
    let named: BTreeSet<String> = rows(readme).into_iter().map(|(_, room)| room).collect();
    let crates = tree
        .texts()
        .filter_map(|(path, _)| path.strip_suffix("/Cargo.toml"));
    let folders = tree
        .texts()
        .filter_map(|(path, _)| path.split_once('/').map(|(folder, _)| folder));
    let rooms: BTreeSet<&str> = crates
        .chain(folders)
        .filter(|room| !room.starts_with('.'))
        .collect();
    rooms
        .into_iter()
        .filter(|room| !named.contains(*room))
        .map(|room| Fault::new(README, 1, format!("the table of rooms does not name `{room}/`")))
        .collect()
}

/// Every row of the table names a folder that exists.
pub fn rooms_exist(tree: &Tree) -> Vec<Fault> {
    let Some(readme) = tree.text(README) else {
        return Vec::new();
    };
    rows(readme)
        .into_iter()
        .filter(|(_, room)| {
            !tree.texts().any(|(path, _)| {
                path.strip_prefix(room.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
            })
        })
        .map(|(line, room)| Fault::new(README, line, format!("there is no folder `{room}/`")))
        .collect()
}

/// The folders of table rows whose first cell is a folder in backticks: ``| `app/domain/` | … |``.
fn rows(readme: &str) -> Vec<(usize, String)> {
    readme
        .lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let cell = line.trim().strip_prefix('|')?.split('|').next()?.trim();
            let room = cell.strip_prefix('`')?.split_once('`')?.0.strip_suffix('/')?;
            Some((index + 1, room.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# hromada\n\n| room | holds |\n|---|---|\n| `app/` | pages |\n| `gone/` | nothing |\n| `cargo xtask run` | a command |\n";

    #[test]
    fn a_room_without_a_row_is_found() {
        let tree = Tree::of(&[
            (README, TABLE),
            ("app/Cargo.toml", ""),
            ("app/domain/Cargo.toml", ""),
            (".ci/run", ""),
        ]);
        let faults: Vec<String> = names_rooms(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            ["README.md:1: the table of rooms does not name `app/domain/`"]
        );
    }

    #[test]
    fn a_row_without_a_room_is_found() {
        let tree = Tree::of(&[(README, TABLE), ("app/Cargo.toml", "")]);
        let faults: Vec<String> = rooms_exist(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(faults, ["README.md:6: there is no folder `gone/`"]);
    }

    #[test]
    fn a_missing_readme_is_a_fault() {
        assert_eq!(names_rooms(&Tree::of(&[])).len(), 1);
    }
}
