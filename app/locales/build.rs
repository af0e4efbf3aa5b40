//! Turns the catalogues `uk/<slice>.toml` and `en/<slice>.toml` into one typed Rust function per message.
//!
//! A message is a text with `{arguments}`, or a table of plural forms (`one`, `few`, `many` in Ukrainian; `one`,
//! `other` in English) chosen by the argument `{count}`. A key that one language lacks stops the build.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// Plural forms by name; a plain text is the single form `other`.
type Forms = BTreeMap<String, String>;
type Catalogue = BTreeMap<String, Forms>;

fn main() {
    if let Err(fault) = generate() {
        println!("cargo::error={fault}");
        process::exit(1);
    }
}

fn generate() -> Result<(), String> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?);
    println!("cargo::rerun-if-changed=uk");
    println!("cargo::rerun-if-changed=en");
    let mut code = String::new();
    for slice in slices(&root.join("uk"))? {
        let uk = read(&root.join("uk").join(format!("{slice}.toml")))?;
        let en = read(&root.join("en").join(format!("{slice}.toml")))?;
        same_keys(&slice, &uk, &en)?;
        let _ = writeln!(
            code,
            "/// Messages of `{slice}.toml`.\npub mod {slice} {{\n    use domain::Language;"
        );
        for (key, uk_forms) in &uk {
            let en_forms = en.get(key).ok_or_else(|| format!("{slice}.{key}: no English"))?;
            message(&mut code, &slice, key, uk_forms, en_forms)?;
        }
        code.push_str("}\n");
    }
    let target = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?).join("messages.rs");
    fs::write(target, code).map_err(|e| e.to_string())
}

fn slices(folder: &Path) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .to_str()?
                .strip_suffix(".toml")
                .map(str::to_owned)
        })
        .collect();
    names.sort();
    Ok(names)
}

fn read(file: &Path) -> Result<Catalogue, String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let table: toml::Table = text.parse().map_err(|e| format!("{}: {e}", file.display()))?;
    let mut catalogue = Catalogue::new();
    for (key, value) in table {
        let forms = match value {
            toml::Value::String(text) => Forms::from([("other".to_owned(), text)]),
            toml::Value::Table(forms) => forms
                .into_iter()
                .map(|(name, form)| match form {
                    toml::Value::String(text) => Ok((name, text)),
                    _ => Err(format!("{}: {key}.{name} is not a text", file.display())),
                })
                .collect::<Result<_, _>>()?,
            _ => {
                return Err(format!(
                    "{}: {key} is neither a text nor plural forms",
                    file.display()
                ));
            }
        };
        catalogue.insert(key, forms);
    }
    Ok(catalogue)
}

fn same_keys(slice: &str, uk: &Catalogue, en: &Catalogue) -> Result<(), String> {
    let missing = |from: &Catalogue, of: &Catalogue, language: &str| -> Result<(), String> {
        match of.keys().find(|key| !from.contains_key(*key)) {
            Some(key) => Err(format!("{slice}.{key}: no message in {language}")),
            None => Ok(()),
        }
    };
    missing(en, uk, "en")?;
    missing(uk, en, "uk")
}

fn message(code: &mut String, slice: &str, key: &str, uk: &Forms, en: &Forms) -> Result<(), String> {
    let arguments = arguments(uk);
    if arguments != self::arguments(en) {
        return Err(format!("{slice}.{key}: the languages use different arguments"));
    }
    let plural = uk.len() > 1 || en.len() > 1;
    if plural {
        complete(slice, key, uk, &["one", "few", "many"])?;
        complete(slice, key, en, &["one", "other"])?;
    }
    let first = uk
        .get("other")
        .or_else(|| uk.get("many"))
        .cloned()
        .unwrap_or_default();
    let _ = write!(
        code,
        "    /// {}\n    #[must_use]\n    pub fn {key}(language: Language",
        first.replace('\n', " ")
    );
    for argument in &arguments {
        let kind = if plural && argument == "count" {
            "i64"
        } else {
            "impl std::fmt::Display"
        };
        let _ = write!(code, ", {argument}: {kind}");
    }
    if arguments.is_empty() {
        let (uk, en) = (text(uk, "other"), text(en, "other"));
        let _ = writeln!(
            code,
            ") -> &'static str {{\n        match language {{ Language::Uk => {uk:?}, Language::En => {en:?} }}\n    }}"
        );
        return Ok(());
    }
    code.push_str(") -> String {\n        match language {\n");
    for (language, forms) in [("Uk", uk), ("En", en)] {
        if plural {
            let _ = writeln!(
                code,
                "            Language::{language} => match crate::plural::form(language, count) {{"
            );
            for (name, form) in forms {
                let pattern = match name.as_str() {
                    "one" => "One",
                    "few" => "Few",
                    _ => "_",
                };
                let pattern = if pattern == "_" {
                    "_".to_owned()
                } else {
                    format!("crate::plural::Form::{pattern}")
                };
                if pattern != "_" {
                    // A form that names its number in a word holds no argument.
                    let text = if form.contains('{') {
                        format!("format!({form:?})")
                    } else {
                        format!("{form:?}.to_owned()")
                    };
                    let _ = writeln!(code, "                {pattern} => {text},");
                }
            }
            let last = forms
                .get("many")
                .or_else(|| forms.get("other"))
                .cloned()
                .unwrap_or_default();
            let _ = writeln!(code, "                _ => format!({last:?}),\n            }},");
        } else {
            let _ = writeln!(
                code,
                "            Language::{language} => format!({:?}),",
                text(forms, "other")
            );
        }
    }
    code.push_str("        }\n    }\n");
    Ok(())
}

fn complete(slice: &str, key: &str, forms: &Forms, names: &[&str]) -> Result<(), String> {
    match names.iter().find(|name| !forms.contains_key(**name)) {
        Some(name) => Err(format!("{slice}.{key}: the plural form {name} is missing")),
        None if forms.len() != names.len() => Err(format!("{slice}.{key}: an unknown plural form")),
        None => Ok(()),
    }
}

fn text<'a>(forms: &'a Forms, name: &str) -> &'a str {
    forms.get(name).map_or("", String::as_str)
}

/// Names in braces, in alphabetical order, `count` first.
fn arguments(forms: &Forms) -> Vec<String> {
    let mut names: Vec<String> = forms
        .values()
        .flat_map(|text| text.split('{').skip(1).filter_map(|rest| rest.split_once('}')))
        .map(|(name, _)| name.to_owned())
        .collect();
    names.sort_by_key(|name| (name != "count", name.clone()));
    names.dedup();
    names
}
