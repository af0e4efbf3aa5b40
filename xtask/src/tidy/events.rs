//! No event without words: an administrator reads the log, not its codes.

use super::Fault;
use super::tree::Tree;

const WORDS: &str = "app/src/operations/pages/event_words.rs";
const SLICES: [&str; 5] = ["people", "cabinet", "infrastructure", "learning", "operations"];

/// Every code of an event that the server or the domain names (`people.role.granted`) has its line in the words of the log.
pub fn have_words(tree: &Tree) -> Vec<Fault> {
    let Some(words) = tree.text(WORDS) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    let declared = tree.sources("server/src/").chain(tree.sources("app/domain/src/"));
    for (path, source) in declared {
        for (line, text) in source.strings.iter().filter(|(_, text)| is_event(text)) {
            if !words.contains(&format!("\"{text}\" =>")) {
                faults.push(Fault::new(
                    path,
                    *line,
                    format!("the event {text} has no words in {WORDS}"),
                ));
            }
        }
    }
    faults
}

/// `slice.thing.happened`
fn is_event(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let is_word =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let begins_with_slice = parts.first().is_some_and(|slice| SLICES.contains(slice));
    parts.len() == 3 && begins_with_slice && parts.iter().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_that_nobody_has_named_is_found() {
        let tree = Tree::of(&[
            (WORDS, "match code { \"people.role.granted\" => t::x(language) }"),
            (
                "server/src/service/people/staff.rs",
                "let a = \"people.role.granted\";\nlet b = \"people.role.lent\";\nlet c = \"people.search\";\nlet d = \"a.b.c\";",
            ),
        ]);
        let faults = have_words(&tree);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(
            faults
                .iter()
                .all(|fault| fault.line == 2 && fault.rule.contains("people.role.lent"))
        );
    }
}
