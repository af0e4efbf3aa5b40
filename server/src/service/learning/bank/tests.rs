//! The items of this checkout, and broken copies of them.

use super::*;
use std::path::PathBuf;

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

/// A copy of the items with one file written anew.
fn copy_with(file: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let items = folder.path().join("items");
    std::fs::create_dir(&items).unwrap();
    for entry in std::fs::read_dir(content().join("items")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), items.join(entry.file_name())).unwrap();
    }
    std::fs::write(items.join(file), text).unwrap();
    folder
}

fn original(file: &str) -> String {
    std::fs::read_to_string(content().join("items").join(file)).unwrap()
}

/// The line of the first text like this, counted from 1.
fn line_of(file: &str, wanted: &str) -> usize {
    let text = original(file);
    text.lines().position(|line| line.contains(wanted)).unwrap() + 1
}

fn refused(file: &str, text: &str) -> String {
    match Items::read(copy_with(file, text).path()) {
        Err(StartError::Content(text)) => text,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("a broken item was read"),
    }
}

/// What is said of a file in which one text is replaced once.
fn broken(file: &str, from: &str, to: &str) -> String {
    let text = original(file);
    assert!(text.contains(from), "{file} has no «{from}»");
    refused(file, &text.replacen(from, to, 1))
}

#[test]
fn every_item_of_the_content_keeps_the_rules() {
    let items = Items::read(&content()).unwrap();
    let bank = &items.bank;
    assert_eq!(bank.framework.competences().count(), 21);
    assert!(bank.items().len() >= 210, "{} items", bank.items().len());
    for (_, competence) in bank.framework.competences() {
        let own = bank
            .items()
            .iter()
            .filter(|item| item.competence == competence.code);
        assert_eq!(own.count(), 10, "{}", competence.code);
    }
    for item in bank.items() {
        let (least, most) = item.level.difficulties();
        assert!((least..=most).contains(&item.difficulty()), "{}", item.code());
        assert_eq!(
            item.exercise(Language::Uk).difficulty,
            item.exercise(Language::En).difficulty
        );
    }
}

#[test]
fn a_wrong_option_without_feedback_is_refused_with_its_line() {
    let text = original("1.1.uk.yaml");
    let (before, after) = text.split_once("    - id: mail\n").unwrap();
    let (feedback, rest) = after.split_once("      feedback: ").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let said = refused(
        "1.1.uk.yaml",
        &format!("{before}    - id: mail\n{feedback}{rest}"),
    );
    let line = line_of("1.1.uk.yaml", "- id: mail");
    assert!(
        said.contains(&format!("1.1.uk.yaml:{line}: mail has no feedback")),
        "{said}"
    );
}

#[test]
fn a_difficulty_that_is_not_the_sum_of_its_features_is_refused() {
    let said = broken(
        "1.1.en.yaml",
        "-1.5 # misconception",
        "-1.5 # misconception, steps",
    );
    let line = line_of("1.1.en.yaml", "-1.5 # misconception");
    assert!(
        said.contains(&format!(
            "1.1.en.yaml:{line}: the difficulty is -1.5, but its features give -1"
        )),
        "{said}"
    );
    let said = broken("1.1.uk.yaml", "-1.5 # misconception", "-1.5 # difficult");
    assert!(said.contains("«difficult» is no feature of difficulty"), "{said}");
    let said = broken("1.1.uk.yaml", "-1.5 # misconception", "-1.5");
    assert!(said.contains("the features follow as a comment"), "{said}");
}

#[test]
fn an_outcome_of_another_competence_or_level_is_refused() {
    let said = broken("1.1.uk.yaml", "LO1.1.05", "LO2.1.05");
    assert!(
        said.contains("the competence 1.1 of DigComp 3.0 has no outcome LO2.1.05"),
        "{said}"
    );
    let said = broken("1.1.uk.yaml", "LO1.1.05", "LO1.1.20");
    assert!(said.contains("is outside 1.5…2.5 of LO1.1.20"), "{said}");
}

#[test]
fn a_missing_item_and_a_second_of_one_name_are_refused() {
    let text = original("2.3.uk.yaml");
    let (_, rest) = text.split_once("\n- id: item-2-3-02").unwrap();
    let said = refused("2.3.uk.yaml", &format!("- id: item-2-3-02{rest}"));
    assert!(
        said.contains("2.3.uk.yaml:1: a competence has 10 items, here are 9"),
        "{said}"
    );
    assert!(
        said.contains("2.3.en.yaml:1: the languages differ in items: Ukrainian 9, English 10"),
        "{said}"
    );
    let said = broken("2.3.uk.yaml", "item-2-3-02", "item-2-3-01");
    let line = line_of("2.3.uk.yaml", "item-2-3-02");
    assert!(
        said.contains(&format!(
            "2.3.uk.yaml:{line}: the exercise item-2-3-01 is there twice"
        )),
        "{said}"
    );
}

#[test]
fn languages_with_other_keys_are_refused() {
    let said = broken("4.2.en.yaml", "      correct: true\n", "");
    assert!(said.contains("4.2.en.yaml:"), "{said}");
    assert!(
        said.contains("the languages differ in item: Ukrainian item-4-2-01"),
        "{said}"
    );
}

#[test]
fn a_slip_in_the_yaml_names_its_line() {
    let said = broken("3.1.uk.yaml", "  kind: choice", "  knd: choice");
    let line = line_of("3.1.uk.yaml", "  kind: choice");
    assert!(
        said.contains(&format!("3.1.uk.yaml:{line}: ")) && said.contains("knd"),
        "{said}"
    );
    let said = broken("3.1.uk.yaml", "- id: item-3-1-01", "id: item-3-1-01");
    assert!(said.contains("3.1.uk.yaml:1: an item begins with"), "{said}");
}

#[test]
fn cuts_that_do_not_rise_keep_the_program_from_starting() {
    let line = line_of("test.yaml", "cuts:");
    for cuts in [
        "[-0.5, 1.5, 0.5]",
        "[-0.5, -0.5, 1.5]",
        "[0.5]",
        "[-0.5, .nan, 1.5]",
    ] {
        let said = broken("test.yaml", "[-0.5, 0.5, 1.5]", cuts);
        assert!(
            said.contains(&format!("test.yaml:{line}: the cuts are three numbers")),
            "{said}"
        );
    }
    let said = broken("test.yaml", "most_questions: 30", "most_questions: 9");
    assert!(said.contains("most_questions cannot be so"), "{said}");
}

#[test]
fn a_file_of_no_competence_is_refused() {
    let said = refused("1.9.uk.yaml", "");
    assert!(
        said.contains("1.9.uk.yaml:1: DigComp 3.0 has no competence 1.9"),
        "{said}"
    );
}
