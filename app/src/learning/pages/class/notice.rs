//! The notice of a class: announced, and changed with a reason.

use super::words::{class_href, hall_kind};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::Language;
use domain::ServiceError;
use domain::id::ClassId;
use domain::language::Bilingual;
use domain::learning::class::notice::{MOST_LINE, MOST_TEXT, NoticeInput};
use domain::learning::class::{HallKind, Known, Subject};
use leptos::prelude::*;
use locales::{classes as t, layout};
use ui::{
    Breadcrumbs, Button, Choice, Crumb, DateField, ErrorSummary, FieldWidth, IconName, InputType, PageHeader,
    RadioGroup, Select, TextArea, TextField,
};

/// What the form is for.
struct Purpose {
    title: &'static str,
    lead: &'static str,
    submit: &'static str,
    action: String,
    /// The class, and the number of the notice that is changed.
    changes: Option<(ClassId, i64)>,
}

impl Purpose {
    fn new(request: &PageRequest) -> Self {
        let language = request.language;
        Self {
            title: t::announce(language),
            lead: t::announce_lead(language),
            submit: t::announce_submit(language),
            action: request.href("/learning/classes/new"),
            changes: None,
        }
    }

    fn change(language: Language, id: ClassId, notice: i64) -> Self {
        Self {
            title: t::change(language),
            lead: t::change_lead(language),
            submit: t::change_submit(language),
            action: format!("{}/change", class_href(language, id)),
            changes: Some((id, notice)),
        }
    }
}

pub async fn ask(request: PageRequest) -> Outcome {
    let input = NoticeInput {
        ramp: Known::Unknown.code().to_owned(),
        shelter: Known::Unknown.code().to_owned(),
        language: Language::Uk.code().to_owned(),
        ..NoticeInput::default()
    };
    page(&request, Purpose::new(&request), input, Errors::default())
        .await?
        .ok()
}

pub async fn announce(request: PageRequest) -> Outcome {
    let input = typed(&request);
    match request.services.classes.announce(&request.actor, &input).await {
        Ok(id) => Answer::done(class_href(request.language, id), "announced"),
        Err(error) => refused(&request, Purpose::new(&request), input, error).await,
    }
}

pub async fn ask_change(request: PageRequest) -> Outcome {
    let id: ClassId = request.param("class")?;
    let class = request.services.classes.class(&request.actor, id).await?;
    class.line.phase.is_open().map_err(ServiceError::Rule)?;
    let (notice, input) = request.services.classes.notice(&request.actor, id).await?;
    let purpose = Purpose::change(request.language, id, notice);
    page(&request, purpose, input, Errors::default()).await?.ok()
}

pub async fn change(request: PageRequest) -> Outcome {
    let id: ClassId = request.param("class")?;
    let (input, notice) = (typed(&request), request.form.version());
    let classes = &request.services.classes;
    let reason = request.form.text("reason");
    match classes
        .change_class(&request.actor, id, notice, &input, reason)
        .await
    {
        Ok(()) => Answer::done(class_href(request.language, id), "changed"),
        Err(error) => {
            let purpose = Purpose::change(request.language, id, notice);
            refused(&request, purpose, input, error).await
        }
    }
}

fn typed(request: &PageRequest) -> NoticeInput {
    NoticeInput::of_fields(|name| request.form.text(name).to_owned())
}

async fn refused(
    request: &PageRequest,
    purpose: Purpose,
    input: NoticeInput,
    error: ServiceError,
) -> Outcome {
    let refused = RefusedForm::of(request.language, "subject", error)?;
    let page = page(request, purpose, input, refused.errors.clone()).await?;
    refused.answer(page)
}

async fn page(
    request: &PageRequest,
    purpose: Purpose,
    input: NoticeInput,
    errors: Errors,
) -> Result<Page, ServiceError> {
    let language = request.language;
    let form = request.services.classes.notice_form(&request.actor).await?;
    let here = purpose.changes.map(|(id, _)| class_href(language, id));
    let mut crumbs = vec![Crumb::link(t::title(language), request.href("/learning/classes"))];
    crumbs.extend(here.map(|here| Crumb::link(t::facts(language), here)));
    crumbs.push(Crumb::here(purpose.title));
    let reason = request.form.text("reason").to_owned();
    let page = Page::new(purpose.title, move || {
        let summary = errors.summary(|error| label(language, &error.field).map(str::to_owned));
        let version = purpose.changes.map(|(_, notice)| {
            view! {
                <input type="hidden" name="_version" value=notice.to_string() />
                <TextArea name="reason" label=t::reason(language) hint=t::reason_hint(language) value=reason
                    error=errors.of("reason") max_length=MOST_TEXT rows=2 is_required=true />
            }
        });
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::notice_errors(language) errors=summary />
            <PageHeader title=purpose.title lead=purpose.lead />
            <form class="form" method="post" action=purpose.action novalidate>
                {version}
                {fields(language, form.subjects, &input, &errors)}
                <div class="form__actions"><Button icon=IconName::Check>{purpose.submit}</Button></div>
            </form>
        }
    });
    Ok(page.door(Door::Learning).unlisted())
}

fn fields(
    language: Language,
    subjects: Vec<(Subject, Bilingual)>,
    input: &NoticeInput,
    errors: &Errors,
) -> AnyView {
    let typed = |field: &str| input.text(field).to_owned();
    let subjects = subjects
        .into_iter()
        .map(|(subject, title)| {
            let title = title.get(language);
            let label = match &subject.module {
                Some(_) => t::subject_module(language, title),
                None => t::subject_whole(language, title),
            };
            Choice::new(subject.to_string(), label)
        })
        .collect();
    let kinds = HallKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.code(), hall_kind(language, kind)))
        .collect();
    let known = || {
        let choice = |known: Known, label: &str| Choice::new(known.code(), label);
        vec![
            choice(Known::Yes, t::yes(language)),
            choice(Known::No, t::no(language)),
            choice(Known::Unknown, t::not_known(language)),
        ]
    };
    let languages = vec![
        Choice::new(Language::Uk.code(), t::language_uk(language)),
        Choice::new(Language::En.code(), t::language_en(language)),
    ];
    view! {
        <Select name="subject" label=t::subject(language) options=subjects value=typed("subject")
            empty_label=t::choose(language) error=errors.of("subject") is_required=true />
        <RadioGroup name="hall_kind" label=t::hall_kind(language) choices=kinds value=typed("hall_kind")
            error=errors.of("hall_kind") is_required=true />
        <TextField name="hall" label=t::hall_name(language) hint=t::hall_name_hint(language) value=typed("hall")
            error=errors.of("hall") max_length=MOST_LINE is_required=true />
        <TextField name="address" label=t::address(language) hint=t::address_hint(language) value=typed("address")
            error=errors.of("address") max_length=MOST_LINE is_optional=true />
        <DateField name="date" label=t::date(language) value=typed("date") error=errors.of("date") is_required=true />
        <TextField name="starts" label=t::starts(language) hint=t::time_hint(language) value=typed("starts")
            error=errors.of("starts") width=FieldWidth::Short is_required=true />
        <TextField name="ends" label=t::ends(language) hint=t::time_hint(language) value=typed("ends")
            error=errors.of("ends") width=FieldWidth::Short is_required=true />
        <TextField name="seats" label=t::seats_number(language) value=typed("seats") error=errors.of("seats")
            input_type=InputType::Digits width=FieldWidth::Short is_required=true />
        <RadioGroup name="ramp" label=t::ramp_question(language) choices=known() value=typed("ramp")
            error=errors.of("ramp") is_inline=true />
        <RadioGroup name="shelter" label=t::shelter_question(language) choices=known() value=typed("shelter")
            error=errors.of("shelter") is_inline=true />
        <TextField name="devices" label=t::devices_number(language) hint=t::devices_hint(language)
            value=typed("devices") error=errors.of("devices") input_type=InputType::Digits width=FieldWidth::Short
            is_optional=true />
        <RadioGroup name="language" label=t::language(language) choices=languages value=typed("language")
            error=errors.of("language") is_inline=true />
        <TextField name="phone" label=t::phone(language) hint=t::phone_hint(language) value=typed("phone")
            error=errors.of("phone") input_type=InputType::Phone width=FieldWidth::Medium is_optional=true />
        <TextArea name="bring" label=t::bring(language) hint=t::bring_hint(language) value=typed("bring")
            error=errors.of("bring") max_length=MOST_TEXT rows=3 is_optional=true />
    }
    .into_any()
}

fn label(language: Language, field: &str) -> Option<&'static str> {
    Some(match field {
        "subject" => t::subject(language),
        "hall_kind" => t::hall_kind(language),
        "hall" => t::hall_name(language),
        "address" => t::address(language),
        "date" => t::date(language),
        "starts" => t::starts(language),
        "ends" => t::ends(language),
        "seats" => t::seats_number(language),
        "ramp" => t::ramp_question(language),
        "shelter" => t::shelter_question(language),
        "devices" => t::devices_number(language),
        "language" => t::language(language),
        "phone" => t::phone(language),
        "bring" => t::bring(language),
        "reason" => t::reason(language),
        _ => return None,
    })
}
