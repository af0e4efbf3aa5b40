//! What several pages say of a certificate.

use crate::learning::pages::words::duration;
use crate::shared::{PageRequest, href};
use domain::Language;
use domain::learning::certificate::{
    CertificateCode, Holder, RevocationReason, Statement, Validity, is_of_digcomp,
};
use leptos::prelude::*;
use locales::learning as t;
use ui::{Badge, DescriptionList, Detail, Disclosure, IconName, Tone};

pub fn certificate_href(language: Language, code: &CertificateCode) -> String {
    href(language, &format!("/learning/certificates/{}", code.as_str()))
}

/// How long a course takes: «16 годин 40 хвилин».
#[must_use]
pub fn course_time(language: Language, statement: &Statement) -> String {
    let (hours, minutes) = statement.time();
    duration(language, hours, minutes)
}

/// Why a certificate was revoked, in words for everybody.
pub fn reason(language: Language, reason: RevocationReason) -> &'static str {
    match reason {
        RevocationReason::Mistake => t::revoked_mistake(language),
        RevocationReason::NotOwnWork => t::revoked_not_own_work(language),
        RevocationReason::HolderAsked => t::revoked_holder_asked(language),
        RevocationReason::Replaced => t::revoked_replaced(language),
    }
}

pub fn validity_badge(language: Language, validity: Validity) -> AnyView {
    match validity {
        Validity::Valid => view! {
            <Badge tone=Tone::Success icon=IconName::CircleCheck>{t::certificate_valid(language)}</Badge>
        }
        .into_any(),
        Validity::Expired => view! {
            <Badge tone=Tone::Warning icon=IconName::Clock>{t::certificate_expired(language)}</Badge>
        }
        .into_any(),
        Validity::Revoked(_) => view! {
            <Badge tone=Tone::Danger icon=IconName::CircleX>{t::certificate_revoked(language)}</Badge>
        }
        .into_any(),
    }
}

/// What a name on a certificate is worth.
pub fn name_note(language: Language, holder: &Holder) -> &'static str {
    match holder {
        Holder::Account {
            is_verified: true, ..
        } => t::name_verified(language),
        Holder::Account {
            is_verified: false, ..
        } => t::name_of_account(language),
        Holder::Pseudonym { .. } => t::name_pseudonym(language),
    }
}

/// The lines that tell of the course.
pub fn course_facts(language: Language, statement: &Statement) -> Vec<Detail> {
    let line = |term: &'static str, value: String| Detail::new(term, view! { <p>{value}</p> });
    let lessons = t::lessons_count(language, i64::from(statement.lessons));
    vec![
        line(
            t::certificate_course(language),
            t::certificate_course_version(
                language,
                statement.title.get(language),
                statement.version.to_string(),
            ),
        ),
        line(t::certificate_level(language), statement.level.clone()),
        line(
            t::certificate_time(language),
            t::certificate_extent(language, lessons, course_time(language, statement)),
        ),
    ]
}

/// Who is named, and what the name is worth.
pub fn holder_fact(language: Language, holder: &Holder) -> Detail {
    let (name, note) = (holder.name().to_owned(), name_note(language, holder));
    Detail::new(
        t::certificate_name(language),
        view! { <p><strong>{name}</strong></p> <p class="text-muted text-small">{note}</p> },
    )
}

/// Modules and outcomes, folded up.
pub fn contents(language: Language, statement: &Statement) -> AnyView {
    let modules: Vec<AnyView> = statement
        .modules
        .iter()
        .map(|module| view! { <li>{module.get(language).to_owned()}</li> }.into_any())
        .collect();
    let outcomes: Vec<AnyView> = statement
        .outcomes
        .iter()
        .map(|outcome| {
            let code = is_of_digcomp(&outcome.id).then(|| {
                let code = outcome.id.clone();
                view! { " " <span class="text-muted text-small">"(" {code} ")"</span> }
            });
            view! { <li>{outcome.text.get(language).to_owned()} {code}</li> }.into_any()
        })
        .collect();
    view! {
        <div class="stack">
            <Disclosure summary=t::certificate_modules(language)><ol>{modules}</ol></Disclosure>
            <Disclosure summary=t::certificate_outcomes(language)>
                <p class="text-muted text-small">{t::certificate_digcomp(language)}</p>
                <ul>{outcomes}</ul>
            </Disclosure>
        </div>
    }
    .into_any()
}

/// A certificate as it will look, or looks.
pub fn facts_list(items: Vec<Detail>) -> AnyView {
    view! { <DescriptionList items /> }.into_any()
}

/// Until when, in words.
pub fn term_fact(request: &PageRequest, until: Option<domain::Timestamp>) -> Detail {
    let language = request.language;
    let words = until.map_or_else(
        || t::certificate_without_term(language).to_owned(),
        |until| request.date(until),
    );
    Detail::new(t::certificate_until(language), view! { <p>{words}</p> })
}
