//! Compiles the crate again when a migration comes, goes or changes: the macro that embeds them sees only those there were.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations/sqlite");
    println!("cargo::rerun-if-changed=../../migrations/postgres");
}
