//! One field of a card as a control of the page.

use crate::cabinet::pages::answers::file_link;
use crate::shared::Errors;
use domain::Language;
use domain::cabinet::form::{Answers, DateLimit, Day, Field, FileKind, Kind, Prefilled, Source};
use domain::cabinet::view::AttachedFile;
use leptos::prelude::*;
use locales::cabinet as t;
use locales::format;
use ui::{
    Button, ButtonKind, Checkbox, CheckboxGroup, Choice, DateField, FieldWidth, Fieldset, FileDrop, IconName,
    InputType, RadioGroup, Select, Text, TextArea, TextField,
};

/// The largest file that a person may send; the server refuses more.
pub const MOST_FILE_BYTES: u64 = 10_000_000;

/// What the controls of a page have in common.
pub struct Controls<'a> {
    pub language: Language,
    pub answers: &'a Answers,
    pub errors: &'a Errors,
    pub files: &'a [AttachedFile],
    /// Where the files of the draft or application are.
    pub file_base: &'a str,
    pub today: Day,
    /// Whether files can be added and removed one by one.
    pub has_file_buttons: bool,
    /// What the city knows for the fields.
    pub prefilled: &'a [Prefilled],
    /// A remark to show in the place of the hint of a field.
    pub remark: Option<&'a str>,
}

/// A field in its wrapper. A hidden one is in the page, so that the browser can show it as soon as it applies.
pub fn field(controls: &Controls<'_>, field: &Field, is_visible: bool) -> AnyView {
    let code = field.code.clone();
    let control = control(controls, field);
    view! { <div class="stack stack--tight" data-field=code hidden=!is_visible>{control}</div> }.into_any()
}

/// A field of the card; a group with its items, and the buttons to add and take out.
pub fn question(controls: &Controls<'_>, one: &Field, visible: &[String]) -> AnyView {
    if one.kind != Kind::Group {
        return field(controls, one, visible.contains(&one.code));
    }
    let language = controls.language;
    let code = one.code.clone();
    let is_visible = visible.contains(&code);
    let (count, most) = (one.items(controls.answers), one.most_items());
    let questions: Vec<_> = one.questions(controls.answers).collect();
    let items: Vec<AnyView> = (1..=count)
        .map(|item| {
            let prefix = format!("{code}.{item}.");
            let fields: Vec<AnyView> = questions
                .iter()
                .filter(|own| own.code.starts_with(&prefix))
                .map(|own| field(controls, own, visible.contains(&own.code)))
                .collect();
            let name = one.item_name(language, &item.to_string());
            // The only item of a question that must be answered stays.
            let drop = (count > usize::from(one.required)).then(|| {
                let label = t::drop_item(language, &name);
                let action = format!("drop:{code}:{item}");
                view! {
                    <div>
                        <Button kind=ButtonKind::Quiet is_small=true icon=IconName::Trash name="_action" value=action skips_validation=true>
                            {label}
                        </Button>
                    </div>
                }
            });
            view! { <Fieldset legend=name>{fields} {drop}</Fieldset> }.into_any()
        })
        .collect();
    let add = (count < most).then(|| {
        let label = one.item_label.as_ref().unwrap_or(&one.label).get(language).to_lowercase();
        let label = if count == 0 { t::add_item(language, label) } else { t::add_another_item(language, label) };
        view! {
            <div>
                <Button kind=ButtonKind::Secondary icon=IconName::Plus name="_action" value=format!("add:{code}") skips_validation=true>
                    {label}
                </Button>
            </div>
        }
    });
    let heading = (most > 1).then(|| {
        let hint = hint(controls, one);
        let label = one.label.get(language).to_owned();
        view! {
            <h2 class="section__title">{label}</h2>
            {hint.get().map(|hint| view! { <p class="text-muted">{hint}</p> })}
        }
    });
    let error = controls.errors.of(&code);
    let (id, name) = (code.clone(), code.clone());
    view! {
        <div id=id class="stack" data-field=code hidden=!is_visible tabindex="-1">
            {heading}
            {error.map(|error| view! { <p class="field__error">{error}</p> })}
            <input type="hidden" name=name value=count.to_string() />
            {items}
            {add}
        </div>
    }
    .into_any()
}

fn control(controls: &Controls<'_>, field: &Field) -> AnyView {
    let language = controls.language;
    let name = field.code.clone();
    let label = field.label.get(language).to_owned();
    let hint = hint(controls, field);
    let error = controls.errors.of(&field.code);
    let value = controls.answers.first(&field.code).unwrap_or_default().to_owned();
    let is_optional = !field.required;
    let autocomplete = field.autocomplete.clone();
    let max_length = field.max_length.unwrap_or(field.kind.usual_max_length());
    match field.kind {
        Kind::Text | Kind::Address => view! {
            <TextField name label hint error value autocomplete max_length is_optional />
        }
        .into_any(),
        Kind::LongText => view! { <TextArea name label hint error value max_length is_optional /> }.into_any(),
        Kind::Money => view! {
            <TextField name label hint error value is_optional input_type=InputType::Decimal width=FieldWidth::Short suffix=t::hryvnia(language) />
        }
        .into_any(),
        Kind::CompanyCode => view! {
            <TextField name label hint error value is_optional input_type=InputType::Digits width=FieldWidth::Medium />
        }
        .into_any(),
        Kind::Iban | Kind::CadastralNumber => view! { <TextField name label hint error value is_optional /> }.into_any(),
        // A group is drawn with its items, never by itself.
        Kind::Group => ().into_any(),
        Kind::Number => view! {
            <TextField name label hint error value is_optional input_type=InputType::Digits width=FieldWidth::Short />
        }
        .into_any(),
        Kind::TaxNumber => view! {
            <TextField name label hint error value is_optional input_type=InputType::Digits width=FieldWidth::Medium />
        }
        .into_any(),
        Kind::Phone => view! {
            <TextField name label hint error value autocomplete is_optional input_type=InputType::Phone width=FieldWidth::Medium />
        }
        .into_any(),
        Kind::Email => view! {
            <TextField name label hint error value autocomplete is_optional input_type=InputType::Email />
        }
        .into_any(),
        Kind::Date => {
            let today = controls.today.to_string();
            let min = (field.date_limit == Some(DateLimit::Future)).then(|| today.clone());
            let max = (field.date_limit == Some(DateLimit::Past)).then_some(today);
            // The browser's own field wants the one form; a draft may hold another that a person typed.
            let value = value.parse::<Day>().map_or(value, |day| day.to_string());
            view! { <DateField name label hint error value min max autocomplete is_optional /> }.into_any()
        }
        Kind::Choice if field.as_list => view! {
            <Select name label hint error value is_optional options=choices(language, field) empty_label=t::choose(language) />
        }
        .into_any(),
        Kind::Choice => {
            view! { <RadioGroup name label hint error value is_optional choices=choices(language, field) /> }.into_any()
        }
        Kind::YesNo => {
            let choices = vec![Choice::new("yes", t::yes(language)), Choice::new("no", t::no(language))];
            view! { <RadioGroup name label hint error value is_optional choices is_inline=true /> }.into_any()
        }
        Kind::Many => {
            let values = controls.answers.of(&field.code).to_vec();
            view! { <CheckboxGroup name label hint error values is_optional choices=choices(language, field) /> }
                .into_any()
        }
        Kind::Consent => {
            let is_checked = value == "true";
            view! { <Checkbox name label hint error is_checked /> }.into_any()
        }
        Kind::File => files(controls, field, label, hint, error),
    }
}

fn hint(controls: &Controls<'_>, field: &Field) -> Text {
    let own = field
        .hint
        .as_ref()
        .map(|hint| hint.get(controls.language).to_owned());
    // What the officer wrote says more than the usual hint.
    let said = controls.remark.map(str::to_owned).or(own);
    Text::joined(said.into(), known(controls, field).into())
}

/// From where a field was filled in, or what the verified data say instead.
fn known(controls: &Controls<'_>, field: &Field) -> Option<String> {
    let language = controls.language;
    let known = controls.prefilled.iter().find(|one| one.field == field.code)?;
    let answer = controls.answers.first(&field.code);
    let is_same = answer.is_some_and(|answer| known.is_said_by(answer));
    match (known.source, is_same) {
        (Source::Verified, true) => Some(t::prefilled_verified(language).to_owned()),
        (Source::Account, true) => Some(t::prefilled_account(language).to_owned()),
        (Source::Verified, false) => Some(t::prefilled_changed(language, &known.text)),
        (Source::Account, false) => None,
    }
}

fn choices(language: Language, field: &Field) -> Vec<Choice> {
    field
        .options
        .iter()
        .map(|option| {
            let choice = Choice::new(option.value.clone(), option.label.get(language));
            match &option.hint {
                Some(hint) => choice.hint(hint.get(language)),
                None => choice,
            }
        })
        .collect()
}

fn files(
    controls: &Controls<'_>,
    field: &Field,
    label: String,
    hint: Text,
    error: Option<String>,
) -> AnyView {
    let language = controls.language;
    let kinds: Vec<&str> = field
        .accept
        .iter()
        .map(|kind| match kind {
            FileKind::Pdf => t::file_kind_pdf(language),
            FileKind::Image => t::file_kind_image(language),
            FileKind::Office => t::file_kind_office(language),
        })
        .collect();
    let limits = t::file_hint(
        language,
        kinds.join(", "),
        format::bytes(language, MOST_FILE_BYTES),
    );
    let hint = Text::joined(hint, limits.into());
    let accept = field
        .accept
        .iter()
        .map(|kind| kind.extensions())
        .collect::<Vec<_>>()
        .join(",");
    let own: Vec<&AttachedFile> = controls
        .files
        .iter()
        .filter(|file| file.field == field.code)
        .collect();
    let is_full = own.len() >= field.max_files.unwrap_or(1) as usize && controls.has_file_buttons;
    let is_multiple = field.max_files.unwrap_or(1) > 1;
    let has_buttons = controls.has_file_buttons;
    let lines: Vec<AnyView> = own
        .iter()
        .map(|file| {
            let link = file_link(language, file, controls.file_base);
            let remove_label = t::remove_file(language, &file.name);
            let remove = has_buttons.then(|| {
                let action = format!("remove:{}:{}", file.field, file.id);
                view! {
                    <Button kind=ButtonKind::Quiet is_small=true icon=IconName::Trash name="_action" value=action skips_validation=true>
                        {remove_label}
                    </Button>
                }
            });
            view! { <li class="cluster">{link} {remove}</li> }.into_any()
        })
        .collect();
    let code = field.code.clone();
    let drop_id = if is_full {
        format!("{code}-more")
    } else {
        code.clone()
    };
    let list = (!lines.is_empty()).then(|| {
        view! { <ul class="list-plain" aria-label=t::files_attached(language)>{lines}</ul> }
    });
    let is_optional = !field.required;
    if is_full {
        // The error summary and the stepper lead to the field by its id also when nothing can be added.
        view! { <p id=code class="text-strong" tabindex="-1">{label}</p> {list} }.into_any()
    } else {
        let upload = has_buttons.then(|| {
            view! {
                <div>
                    <Button kind=ButtonKind::Secondary icon=IconName::Upload name="_action" value="upload" skips_validation=true>
                        {t::upload(language)}
                    </Button>
                </div>
            }
        });
        view! {
            <FileDrop name=code id=drop_id label hint error accept is_multiple is_optional />
            {upload}
            {list}
        }
        .into_any()
    }
}
