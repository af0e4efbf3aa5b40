//! Both databases have the same history.

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

#[cfg(test)]
mod tests {
    use super::*;

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
