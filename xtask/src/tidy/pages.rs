//! No page without a browser spec: every address that a page declares is visited by a spec.

use super::Fault;
use super::tree::Tree;

/// Every address in a page's `path: "/…"` or `Route::…("/…"` is named in `end2end/specs` or `end2end/pages`.
pub fn have_specs(tree: &Tree) -> Vec<Fault> {
    let visited: Vec<Vec<String>> = tree
        .below("end2end/specs/", ".ts")
        .chain(tree.below("end2end/pages/", ".ts"))
        .flat_map(|(_, text)| addresses(text))
        .collect();
    let mut faults = Vec::new();
    for (path, text) in tree
        .below("app/src/", ".rs")
        .filter(|(path, _)| path.contains("/pages/"))
    {
        for (line, route) in routes(text) {
            let wanted = segments(&route);
            if !visited.iter().any(|address| is_visit(address, &wanted)) {
                faults.push(Fault::new(
                    path,
                    line,
                    format!("no spec in end2end/specs visits {route}"),
                ));
            }
        }
    }
    faults
}

/// The addresses that a page file declares. The target of a form (`Route::post`) is no page.
fn routes(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("\"/") {
        let before = text.get(..at).unwrap_or_default();
        let Some((route, _)) = text.get(at + 1..).and_then(|rest| rest.split_once('"')) else {
            continue;
        };
        let is_field = before.trim_end().ends_with("path:");
        let is_route = before.trim_end().strip_suffix('(').is_some_and(|call| {
            let name_start = call.rfind(|character: char| {
                !(character.is_alphanumeric() || character == '_' || character == ':')
            });
            call.get(name_start.map_or(0, |start| start + 1)..)
                .is_some_and(|name| name.starts_with("Route::") && name != "Route::post")
        });
        if is_field || is_route {
            found.push((before.lines().count().max(1), route.to_owned()));
        }
    }
    found
}

/// Everything in a spec that looks like an address of ours, as segments; `${…}` is one segment's content.
fn addresses(text: &str) -> Vec<Vec<String>> {
    let plain = without_insertions(text);
    plain
        .split(|character: char| "\"'`".contains(character) || character.is_whitespace())
        .filter(|word| word.starts_with('/'))
        .map(|word| segments(word.split(['?', '#']).next().unwrap_or(word)))
        .collect()
}

fn without_insertions(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        plain.push_str(before);
        plain.push('*');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

/// `/en/a/b/` and `/a/b` are the same page in two languages.
fn segments(address: &str) -> Vec<String> {
    let mut parts: Vec<String> = address
        .split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    if parts.first().is_some_and(|first| first == "en" || first == "uk") {
        parts.remove(0);
    }
    parts
}

fn is_visit(address: &[String], route: &[String]) -> bool {
    address.len() == route.len()
        && address.iter().zip(route).all(|(visited, wanted)| {
            let is_parameter = wanted.starts_with('{') || wanted.starts_with(':') || wanted.starts_with('*');
            is_parameter || visited == wanted || visited == "*"
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: (&str, &str) = (
        "app/src/cabinet/pages/service.rs",
        "pub const ROUTE: Route = Route::get(\"/cabinet/services/{service}\", render);\nconst SAVE: Route = Route::post(\"/cabinet/save\", save);\nconst LINK: &str = \"/not/a/page\";\n",
    );

    #[test]
    fn an_unvisited_page_is_found() {
        let tree = Tree::of(&[
            PAGE,
            (
                "end2end/specs/cabinet.spec.ts",
                "await page.goto('/cabinet/services');\n",
            ),
        ]);
        let faults: Vec<String> = have_specs(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            [
                "app/src/cabinet/pages/service.rs:1: no spec in end2end/specs visits /cabinet/services/{service}"
            ]
        );
    }

    #[test]
    fn a_visit_may_fill_in_the_parameter() {
        for visit in [
            "'/cabinet/services/s16'",
            "`/en/cabinet/services/${service.id}?step=2`",
        ] {
            let tree = Tree::of(&[PAGE, ("end2end/specs/cabinet.spec.ts", visit)]);
            assert_eq!(have_specs(&tree), [], "{visit}");
        }
    }

    #[test]
    fn the_home_page_needs_a_visit_of_its_own() {
        let home = ("app/src/home/pages/home.rs", "Page { path: \"/\", render }");
        assert_eq!(
            have_specs(&Tree::of(&[
                home,
                ("end2end/specs/a.spec.ts", "goto('/cabinet')")
            ]))
            .len(),
            1
        );
        assert_eq!(
            have_specs(&Tree::of(&[home, ("end2end/specs/a.spec.ts", "goto('/')")])),
            []
        );
    }
}
