//! Both databases have the same history.

use std::collections::BTreeMap;

use super::Fault;
use super::tree::Tree;

const SQLITE: &str = "migrations/sqlite/";
const POSTGRES: &str = "migrations/postgres/";

/// The same file names in `migrations/sqlite` and `migrations/postgres`.
pub fn same_names(tree: &Tree) -> Vec<Fault> {
    let missing = |from: &'static str, to: &'static str| {
        tree.below(from, ".sql").filter_map(move |(path, _)| {
            let other = path.replacen(from, to, 1);
            tree.text(&other)
                .is_none()
                .then(|| Fault::new(path, 1, format!("{other} is missing")))
        })
    };
    missing(SQLITE, POSTGRES)
        .chain(missing(POSTGRES, SQLITE))
        .collect()
}

/// No two migrations with one number: the database keeps the number as the key of what is applied.
pub fn own_numbers(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for folder in [SQLITE, POSTGRES] {
        let mut known: BTreeMap<&str, &str> = BTreeMap::new();
        for (path, _) in tree.below(folder, ".sql") {
            let name = path.strip_prefix(folder).unwrap_or(path);
            let number = name.split_once('_').map_or(name, |(number, _)| number);
            if let Some(other) = known.insert(number, path) {
                faults.push(Fault::new(path, 1, format!("it has the number of {other}")));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_migrations_with_one_number_are_found() {
        let tree = Tree::of(&[
            ("migrations/sqlite/0001_people.sql", ""),
            ("migrations/sqlite/0005_cases.sql", ""),
            ("migrations/sqlite/0005_jobs.sql", ""),
        ]);
        let faults: Vec<String> = own_numbers(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            ["migrations/sqlite/0005_jobs.sql:1: it has the number of migrations/sqlite/0005_cases.sql"]
        );
    }

    #[test]
    fn a_migration_of_one_database_only_is_found() {
        let tree = Tree::of(&[
            ("migrations/sqlite/0001_people.sql", ""),
            ("migrations/postgres/0001_people.sql", ""),
            ("migrations/postgres/0002_cases.sql", ""),
        ]);
        let faults: Vec<String> = same_names(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            ["migrations/postgres/0002_cases.sql:1: migrations/sqlite/0002_cases.sql is missing"]
        );
    }
}
