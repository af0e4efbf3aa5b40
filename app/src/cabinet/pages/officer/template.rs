//! Taking a template into the text of a decision: a button that sends nothing and keeps everything else that was typed.

use crate::cabinet::pages::answers::{answer, is_empty};
use crate::cabinet::pages::command_page::Shown;
use crate::cabinet::pages::words::{self, day, ground_cited};
use crate::shared::{Form, Pairs};
use domain::cabinet::template::{DecisionTemplate, TemplateField, TemplateOutcome};
use domain::cabinet::view::{ApplicationView, Date};
use domain::{FieldError, Language, Problem};
use leptos::prelude::*;
use locales::{cabinet as t, decision as d};
use ui::{Button, ButtonKind, Choice, IconName, Notice, Select, Tone};

/// An act of a Ukrainian body is written in Ukrainian, whatever the officer's page is in.
const LANGUAGE: Language = Language::Uk;
/// Says that the form was filled in a moment ago.
const TAKEN: &str = "_taken";

/// Where a template goes to.
pub struct Place {
    /// The field by which it is chosen.
    pub chosen_by: &'static str,
    /// The field of the text.
    pub text: &'static str,
    /// The field of the outcome, where the form has one.
    pub outcome: Option<&'static str>,
}

/// The list to choose from, and the button; nothing where the service has none.
pub fn chooser(
    shown: &Shown<'_>,
    place: &Place,
    action: &'static str,
    outcome: Option<TemplateOutcome>,
) -> Option<AnyView> {
    let (language, case) = (shown.language, shown.application);
    let fitting = case.templates.iter();
    let fitting = fitting.filter(|template| outcome.is_none_or(|outcome| template.outcome == outcome));
    let options: Vec<Choice> = fitting
        .map(|template| {
            let name = template.name.get(language);
            let label = if outcome.is_some() {
                name.to_owned()
            } else {
                format!("{name} ({})", outcome_in_words(language, template.outcome))
            };
            Choice::new(template.code.clone(), label)
        })
        .collect();
    if options.is_empty() {
        return None;
    }
    let name = place.chosen_by;
    let (value, error) = (shown.text(name), shown.errors.of(name));
    let view = view! {
        <Select name label=d::template(language) hint=d::template_hint(language) options value error
            empty_label=t::choose(language) is_optional=true />
        <div class="form__actions">
            <Button name="_action" value=action kind=ButtonKind::Secondary icon=IconName::FileText>
                {d::template_take(language)}
            </Button>
        </div>
    };
    Some(view.into_any())
}

/// What is said after a template was taken.
pub fn taken(shown: &Shown<'_>) -> Option<AnyView> {
    let language = shown.language;
    (!shown.text(TAKEN).is_empty()).then(|| {
        view! { <Notice tone=Tone::Success is_announced=true><p>{d::template_taken(language)}</p></Notice> }
            .into_any()
    })
}

/// Whether a template was just put into this field.
pub fn is_filled(shown: &Shown<'_>, field: &str) -> bool {
    shown.text(TAKEN) == field
}

/// The form with the text of the template that was chosen. What stands in the text already stays before it.
///
/// # Errors
/// When nothing was chosen, or the text tells a ground and none was chosen.
pub fn take(form: &Form, case: &ApplicationView, place: &Place) -> Result<Pairs, FieldError> {
    let chosen = form.text(place.chosen_by);
    let template = case.templates.iter().find(|template| template.code == chosen);
    let template = template.ok_or_else(|| {
        let problem = if chosen.is_empty() {
            Problem::Required
        } else {
            Problem::NotAChoice
        };
        FieldError::new(place.chosen_by, problem)
    })?;
    let mut fields = form.fields.clone();
    if template.outcome == TemplateOutcome::Refuse {
        if form.text("ground").is_empty()
            && let Some(ground) = &template.ground
        {
            set(&mut fields, "ground", ground);
        }
        if template.names_ground() && fields.get("ground").unwrap_or_default().is_empty() {
            return Err(FieldError::new("ground", Problem::Required));
        }
    }
    if let Some(outcome) = place.outcome {
        let value = match template.outcome {
            TemplateOutcome::Grant => "grant",
            TemplateOutcome::Refuse => "refuse",
        };
        set(&mut fields, outcome, value);
    }
    let ground = fields.get("ground").unwrap_or_default().to_owned();
    let text = filled(template, case, &ground);
    let before = form.text(place.text).trim();
    let whole = if before.is_empty() || before.contains(&text) {
        text
    } else {
        format!("{before}\n\n{text}")
    };
    set(&mut fields, place.text, &whole);
    set(&mut fields, TAKEN, place.text);
    Ok(fields)
}

fn set(fields: &mut Pairs, name: &str, value: &str) {
    fields.0.retain(|(key, _)| key != name);
    fields.0.push((name.to_owned(), value.to_owned()));
}

/// The text for an application.
fn filled(template: &DecisionTemplate, case: &ApplicationView, ground: &str) -> String {
    let civil = |date: Date| day(LANGUAGE, date);
    let visible = case.card.form.visible(&case.answers);
    template.fill(|field| {
        Some(match field {
            TemplateField::Number => case.number.clone(),
            TemplateField::Submitted => civil(case.submitted_at.date()),
            TemplateField::Today => civil(case.today.to_string().parse().ok()?),
            TemplateField::Applicant => case.applicant_name.clone(),
            TemplateField::Service => case.card.name.get(LANGUAGE).to_owned(),
            TemplateField::Unit => case.unit.as_ref()?.name(LANGUAGE).to_owned(),
            TemplateField::Term => words::term(LANGUAGE, case.term.as_ref()?),
            TemplateField::Due => civil(case.due?.date()),
            TemplateField::Ground => ground_cited(LANGUAGE, case.card.refusal_ground(ground)?),
            TemplateField::Appeal => words::statement(LANGUAGE, &case.card.appeal),
            TemplateField::Answer(code) => {
                let asked = visible.iter().find(|asked| asked.code == *code)?;
                let values = case.answers.of(code);
                if is_empty(values) {
                    return None;
                }
                answer(LANGUAGE, asked, values).join(" ")
            }
        })
    })
}

fn outcome_in_words(language: Language, outcome: TemplateOutcome) -> &'static str {
    match outcome {
        TemplateOutcome::Grant => d::draft_grants(language),
        TemplateOutcome::Refuse => d::draft_refuses(language),
    }
}
