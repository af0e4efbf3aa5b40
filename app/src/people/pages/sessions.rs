//! The own sessions, and ending them.

use super::frame::{Question, account_page, done, question_page};
use crate::shared::{Answer, Door, Errors, Outcome, PageRequest};
use domain::ServiceError;
use domain::people::session::OwnSession;
use leptos::prelude::*;
use locales::people as t;
use ui::{Badge, Button, ButtonKind, Column, Table, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let sessions = request.services.people.sessions(&request.actor).await?;
    let action = request.href("/people/account/sessions");
    let sessions: Vec<(OwnSession, String, String)> = sessions
        .into_iter()
        .map(|session| {
            let (from, seen) = (
                request.moment(session.created_at),
                request.moment(session.last_seen_at),
            );
            (session, from, seen)
        })
        .collect();
    let done = done(
        &request,
        &[("ended", t::session_ended), ("password", t::password_changed)],
    );
    let (title, lead) = (t::sessions_title(language), t::sessions_lead(language));
    account_page(&request, title, lead, &Errors::default(), move || {
        let rows = sessions.into_iter().map(|line| row(language, &action, line)).collect();
        let columns = vec![
            Column::text(t::session_device(language)),
            Column::text(t::session_from(language)),
            Column::text(t::session_seen(language)),
            Column::actions(t::session_action(language)),
        ];
        view! {
            {done}
            <Table caption=title columns=columns rows=rows is_caption_hidden=true />
            <form method="post" action=action.clone()>
                <Button kind=ButtonKind::Danger name="all" value="true">{t::sign_out_everywhere(language)}</Button>
            </form>
        }
    })
    .ok()
}

fn row(
    language: domain::Language,
    action: &str,
    (session, from, seen): (OwnSession, String, String),
) -> Vec<AnyView> {
    let device = if session.device.is_empty() {
        t::session_unknown(language).to_owned()
    } else {
        session.device
    };
    let end = if session.is_this {
        view! { <Badge tone=Tone::Info>{t::session_this(language)}</Badge> }.into_any()
    } else {
        view! {
            <form method="post" action=action.to_owned()>
                <Button kind=ButtonKind::Secondary is_small=true name="session" value=session.id.to_string()>
                    {t::session_end(language)}
                </Button>
            </form>
        }
        .into_any()
    };
    vec![device.into_any(), from.into_any(), seen.into_any(), end]
}

pub async fn submit(request: PageRequest) -> Outcome {
    let people = &request.services.people;
    if request.form.is_ticked("all") && request.form.text("sure").is_empty() {
        let sessions = request.href("/people/account/sessions");
        let question = Question {
            title: t::sign_out_everywhere_ask(request.language).to_owned(),
            lead: t::sign_out_everywhere_text(request.language).to_owned(),
            notes: Vec::new(),
            yes: t::sign_out_everywhere(request.language),
            is_danger: true,
            action: sessions.clone(),
            fields: vec![("all", "true".to_owned()), ("sure", "true".to_owned())],
            back: sessions,
            door: Door::Account,
        };
        return question_page(request.language, question).ok();
    }
    if request.form.is_ticked("all") {
        people.sign_out_everywhere(&request.actor).await?;
        return Ok(Answer::SignedOut {
            to: request.href("/people/sign-in?done=everywhere"),
        });
    }
    let session = request.form.text("session").parse();
    people
        .end_session(&request.actor, session.map_err(|_| ServiceError::NotFound)?)
        .await?;
    Answer::done(request.href("/people/account/sessions"), "ended")
}
