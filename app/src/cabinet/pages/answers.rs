//! Answers as people read them.

use domain::Language;
use domain::cabinet::form::{Answers, Day, Field, Form, Kind, Section, kopiykas};
use domain::cabinet::view::AttachedFile;
use domain::money::Money;
use leptos::prelude::*;
use locales::cabinet as t;
use locales::format;
use ui::{DescriptionList, Detail, Icon, IconName};

/// What becomes of a field that was not filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// It says so: whoever filled in the form may want to.
    Told,
    /// It is not there: whoever decides reads what was said.
    LeftOut,
}

impl Empty {
    pub fn shows(self, values: &[String]) -> bool {
        self == Self::Told || !is_empty(values)
    }
}

/// The visible fields of a section with their answers.
pub fn section_answers(
    language: Language,
    form: &Form,
    section: &Section,
    answers: &Answers,
    files: &[AttachedFile],
    (file_base, empty): (&str, Empty),
) -> AnyView {
    let mut visible = form.visible(answers);
    visible.retain(|field| field.kind == Kind::Group || empty.shows(answers.of(&field.code)));
    let one = |field: &Field| {
        let label = field.label.get(language).to_owned();
        if field.kind == Kind::File {
            Detail::new(label, attached(language, field, files, file_base))
        } else {
            let text = answer(language, field, answers.of(&field.code));
            Detail::new(
                label,
                text.into_iter()
                    .map(|line| view! { <p>{line}</p> })
                    .collect_view(),
            )
        }
    };
    let mut items: Vec<Detail> = Vec::new();
    for field in visible
        .iter()
        .filter(|field| section.fields.iter().any(|own| own.code == field.code))
    {
        if field.kind != Kind::Group {
            items.push(one(field));
            continue;
        }
        for item in 1..=field.items(answers) {
            let prefix = format!("{}.{item}.", field.code);
            let own = visible.iter().filter(|shown| shown.code.starts_with(&prefix));
            let own: Vec<Detail> = own.map(|field| one(field)).collect();
            let name = field.item_name(language, &item.to_string());
            items.push(Detail::new(name, view! { <DescriptionList items=own /> }));
        }
    }
    view! { <DescriptionList items /> }.into_any()
}

/// Whether nothing was answered.
pub fn is_empty(values: &[String]) -> bool {
    values.iter().all(|value| value.trim().is_empty())
}

/// The lines of an answer in words.
pub fn answer(language: Language, field: &Field, values: &[String]) -> Vec<String> {
    if values.is_empty() {
        return vec![t::not_answered(language).to_owned()];
    }
    let in_words = |value: &String| match field.kind {
        Kind::Choice | Kind::Many => field
            .options
            .iter()
            .find(|option| option.value == *value)
            .map_or_else(|| value.clone(), |option| option.label.get(language).to_owned()),
        Kind::YesNo if value == "yes" => t::yes(language).to_owned(),
        Kind::YesNo if value == "no" => t::no(language).to_owned(),
        Kind::Consent => t::yes(language).to_owned(),
        Kind::Money => kopiykas(value).map_or_else(
            || value.clone(),
            |minor| format::money(language, &Money::uah(minor)),
        ),
        Kind::Date => value.parse::<Day>().map_or_else(
            |_| value.clone(),
            |day| {
                format::date(
                    language,
                    i16::try_from(day.year()).unwrap_or(0),
                    day.month(),
                    day.day(),
                )
            },
        ),
        Kind::Text
        | Kind::LongText
        | Kind::Number
        | Kind::YesNo
        | Kind::File
        | Kind::Phone
        | Kind::Email
        | Kind::TaxNumber
        | Kind::CompanyCode
        | Kind::Iban
        | Kind::CadastralNumber
        | Kind::Address
        | Kind::Group => value.clone(),
    };
    values
        .iter()
        .map(in_words)
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn attached(language: Language, field: &Field, files: &[AttachedFile], file_base: &str) -> AnyView {
    let own: Vec<AnyView> = files
        .iter()
        .filter(|file| file.field == field.code)
        .map(|file| view! { <li>{file_link(language, file, file_base)}</li> }.into_any())
        .collect();
    if own.is_empty() {
        view! { <p>{t::not_answered(language)}</p> }.into_any()
    } else {
        view! { <ul class="list-plain">{own}</ul> }.into_any()
    }
}

/// A link that saves the file under its name.
pub fn file_link(language: Language, file: &AttachedFile, file_base: &str) -> AnyView {
    let href = format!("{file_base}/{}", file.id);
    let size = format::bytes(language, file.size_bytes);
    let preview = file.has_preview.then(|| {
        let source = format!("{href}/preview");
        view! { <img class="file-preview" src=source alt="" loading="lazy" /> }
    });
    view! {
        {preview}
        <a class="file-link" href=href download=file.name.clone()><Icon name=IconName::Paperclip /> " " {file.name.clone()}</a>
        " " <span class="text-muted">{size}</span>
    }
    .into_any()
}
