//! On the page of a hearing: registering, written proposals with what became of them, and the form of a new one.

use super::words::{hearing_href, state_badge, way};
use crate::infrastructure::pages::words::day;
use crate::shared::{Errors, PageRequest};
use domain::infrastructure::comment::{LONGEST_TEXT, Moderation, NameShown};
use domain::infrastructure::hearing::proposal::{Proposal, ProposalInput};
use domain::infrastructure::hearing::{HearingView, Phase, Way};
use domain::infrastructure::project::Day;
use domain::link::query;
use leptos::prelude::*;
use locales::{hearing as t, infrastructure as comments};
use ui::{AsWritten, Button, ButtonKind, ButtonLink, Card, Choice, IconName, RadioGroup, TextArea};

/// Registering for a hearing, and giving it up; nothing where it does not take place.
pub(super) fn part(request: &PageRequest, view: &HearingView, errors: &Errors) -> Option<AnyView> {
    let language = request.language;
    let content = match view.phase {
        Phase::Cancelled => return None,
        Phase::Over => view! { <p>{t::part_over(language)}</p> }.into_any(),
        Phase::Ahead | Phase::Now if request.actor.signed_in().is_none() => sign_in(request, view),
        Phase::Ahead | Phase::Now => register_form(request, view, errors),
    };
    let view = view! { <Card title=t::part(language) icon=IconName::Users is_tinted=true>{content}</Card> };
    Some(view.into_any())
}

fn sign_in(request: &PageRequest, view: &HearingView) -> AnyView {
    let language = request.language;
    let back = query(&[("next", hearing_href(language, view.hearing.id))]);
    let href = request.href(&format!("/people/sign-in?{back}"));
    view! {
        <p>{t::part_sign_in(language)}</p>
        <p><ButtonLink href kind=ButtonKind::Secondary icon=IconName::SignIn>{t::sign_in(language)}</ButtonLink></p>
    }
    .into_any()
}

fn register_form(request: &PageRequest, view: &HearingView, errors: &Errors) -> AnyView {
    let language = request.language;
    let action = hearing_href(language, view.hearing.id);
    let ways = view.hearing.ways();
    let own = view.own.map(|own| match own {
        Way::Room => t::part_own_room(language),
        Way::Video => t::part_own_video(language),
    });
    let own = own.map(|own| view! { <p class="text-strong">{own}</p> });
    let leave = view.own.map(|_| {
        view! {
            <form method="post" action=action.clone()>
                <Button kind=ButtonKind::Quiet icon=IconName::Close name="_action" value="leave">{t::part_leave(language)}</Button>
            </form>
        }
    });
    // Who comes in the only way that there is has nothing to change.
    let may_choose = view.own.is_none() || ways.len() > 1;
    let label = if view.own.is_some() {
        t::part_change(language)
    } else {
        t::part_send(language)
    };
    let chosen = view.own.or_else(|| ways.first().copied());
    let chosen = chosen.map(Way::code).unwrap_or_default();
    let choices = ways
        .into_iter()
        .map(|one| Choice::new(one.code(), way(language, one)))
        .collect::<Vec<_>>();
    let register = may_choose.then(|| {
        view! {
            <form class="form" method="post" action=action novalidate>
                <RadioGroup name="way" label=t::part_way(language) choices value=chosen error=errors.of("way") />
                <p class="text-muted text-small">{t::part_text(language)}</p>
                <div class="form__actions"><Button icon=IconName::Check name="_action" value="register">{label}</Button></div>
            </form>
        }
    });
    view! { {own} {register} {leave} }.into_any()
}

/// All proposals that the reader may see, and the form of a new one while they are taken.
pub(super) fn section(
    request: &PageRequest,
    view: &HearingView,
    input: &ProposalInput,
    errors: &Errors,
) -> impl IntoView + use<> {
    let language = request.language;
    let is_none = view.proposals.is_empty();
    let items = view
        .proposals
        .iter()
        .map(|(proposal, on)| item(request, proposal, *on))
        .collect_view();
    let form = if view.takes_proposals {
        form(request, view, input, errors)
    } else {
        view! { <p>{t::proposals_closed(language)}</p> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="proposals">
            <h2 id="proposals" class="section__title">{t::proposals(language)}</h2>
            {is_none.then(|| view! { <p>{t::proposals_none(language)}</p> })}
            <ol class="list-plain stack">{items}</ol>
            {form}
        </section>
    }
}

fn item(request: &PageRequest, proposal: &Proposal, on: Day) -> impl IntoView + use<> {
    let language = request.language;
    let decision = proposal.decision.as_ref().map(|decision| {
        let by = t::decided(language, request.date(decision.at), &decision.author_name);
        view! {
            <div class="comment__answer">
                <p class="comment__text"><AsWritten text=decision.reason.clone() /></p>
                <p class="text-muted text-small">{by}</p>
            </div>
        }
    });
    view! {
        <li class="comment" id=format!("proposal-{}", proposal.id)>
            <p class="comment__head">
                <strong>{proposal.author_name.clone()}</strong> " · "
                <time datetime=on.to_string()>{day(language, on)}</time>
            </p>
            <p class="comment__text"><AsWritten text=proposal.text.clone() /></p>
            <p>{state_badge(language, proposal)}</p>
            {decision}
        </li>
    }
}

fn form(request: &PageRequest, view: &HearingView, input: &ProposalInput, errors: &Errors) -> AnyView {
    let language = request.language;
    let Some(person) = request.actor.signed_in() else {
        return ().into_any();
    };
    let name = |shown: NameShown| shown.apply(&person.display_name);
    let choices = vec![
        Choice::new(
            "full",
            comments::comment_name_full(language, name(NameShown::Full)),
        ),
        Choice::new(
            "initials",
            comments::comment_name_initials(language, name(NameShown::Initials)),
        ),
    ];
    let chosen = if input.name.is_empty() {
        "full"
    } else {
        input.name.as_str()
    };
    let note = match request.services.infrastructure.profile().moderation {
        Moderation::BeforePublication => comments::comment_send_note_before(language),
        Moderation::AfterPublication => comments::comment_send_note_after(language),
    };
    let action = hearing_href(language, view.hearing.id);
    view! {
        <form class="form" method="post" action=action novalidate>
            <TextArea name="text" label=t::proposal_text(language) hint=t::proposal_hint(language) value=input.text.clone()
                error=errors.of("text") rows=4 max_length=LONGEST_TEXT is_required=true />
            <RadioGroup name="name" label=t::proposal_name(language) choices value=chosen.to_owned() error=errors.of("name") />
            <p class="text-muted text-small">{note}</p>
            <div class="form__actions">
                <Button icon=IconName::Send name="_action" value="propose">{t::proposal_send(language)}</Button>
            </div>
        </form>
    }
    .into_any()
}
