//! The courses of this checkout, and broken copies of them.

use super::*;

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

/// A copy of the courses in which one file has been changed.
fn broken(file: &str, change: impl Fn(String) -> String) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(&content().join("courses"), &folder.path().join("courses"));
    let path = folder.path().join("courses").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed, "the change is none");
    std::fs::write(&path, changed).unwrap();
    match Library::read(folder.path()) {
        Err(StartError::Content(text)) => text,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("a broken lesson was read"),
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn every_course_of_the_content_keeps_the_rules_and_the_style() {
    let library = Library::read(&content()).unwrap();
    let advice: Vec<String> = library.advice.iter().map(ToString::to_string).collect();
    assert!(advice.is_empty(), "{}", advice.join("\n"));
    let course = library.course("digital-abc").unwrap();
    assert_eq!(course.modules[0].lessons.len(), 5);
    assert!(course.lessons().all(|(_, lesson)| lesson.en.is_some()));
}

#[test]
fn a_lesson_travels_through_json_unchanged() {
    let library = Library::read(&content()).unwrap();
    for (_, lesson) in library.courses[0].lessons() {
        let json = serde_json::to_string(lesson).unwrap();
        assert_eq!(serde_json::from_str::<Lesson>(&json).unwrap(), *lesson);
    }
}

#[test]
fn a_broken_lesson_names_file_line_and_rule() {
    let file = "digital-abc/m1/power.uk.md";
    let text = std::fs::read_to_string(content().join("courses").join(file)).unwrap();
    let line = text.lines().position(|line| line.contains("id: charge")).unwrap() + 1;
    let error = broken(file, |text| {
        let (before, after) = text.split_once("- id: charge").unwrap();
        let after = after.replacen("    feedback:", "    # feedback:", 1);
        format!("{before}- id: charge{after}")
    });
    assert!(
        error.contains(&format!("power.uk.md:{line}: charge has no feedback")),
        "{error}"
    );
}

#[test]
fn a_slip_in_the_yaml_names_its_line() {
    let file = "digital-abc/m1/power.en.md";
    let error = broken(file, |text| text.replacen("kind: choice", "knd: choice", 1));
    let text = std::fs::read_to_string(content().join("courses").join(file)).unwrap();
    let line = text.lines().position(|line| line == "kind: choice").unwrap() + 1;
    assert!(
        error.contains(&format!("power.en.md:{line}: ")) && error.contains("knd"),
        "{error}"
    );
}

#[test]
fn a_slip_in_a_course_or_module_names_its_file() {
    let error = broken("digital-abc/course.yaml", |text| {
        text.replacen("audience: residents", "audience: cats", 1)
    });
    assert!(error.contains("course.yaml:3: "), "{error}");
    let error = broken("digital-abc/m1/module.yaml", |text| {
        text.replacen("id: m1", "id: m2", 1)
    });
    assert!(
        error.contains("module.yaml:1: the id is m2, but the file is named m1"),
        "{error}"
    );
}

#[test]
fn every_lesson_has_review_cards_and_a_slip_in_one_names_its_line() {
    let library = Library::read(&content()).unwrap();
    for module in &library.courses[0].modules {
        for lesson in module.lessons.iter().filter(|_| !module.cards.is_empty()) {
            assert!(
                module.cards.iter().any(|card| card.lesson == lesson.code),
                "{}",
                lesson.code
            );
        }
    }
    let file = "digital-abc/m1/cards.yaml";
    let error = broken(file, |text| text.replacen("lesson: touch", "lesson: tuch", 1));
    let text = std::fs::read_to_string(content().join("courses").join(file)).unwrap();
    let line = text.lines().position(|line| line == "- id: two-fingers").unwrap() + 1;
    assert!(
        error.contains(&format!("cards.yaml:{line}: the module has no lesson tuch")),
        "{error}"
    );
}

#[test]
fn a_lesson_without_english_is_served_in_ukrainian() {
    let folder = tempfile::tempdir().unwrap();
    copy(&content().join("courses"), &folder.path().join("courses"));
    std::fs::remove_file(folder.path().join("courses/digital-abc/m1/power.en.md")).unwrap();
    let library = Library::read(folder.path()).unwrap();
    let lesson = library
        .lesson(&LessonPath::new("digital-abc", "m1", "power"))
        .unwrap();
    let (text, spoken) = lesson.lesson.text(Language::En);
    assert_eq!(
        (spoken, text.title.as_str()),
        (Language::Uk, "Вмикаємо, заряджаємо, налаштовуємо")
    );
    assert!(lesson.html(Language::En, 0).contains("<p>Телефон"));
}
