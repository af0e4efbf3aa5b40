//! Mail of the demonstration, which goes to files: what people would have received.

use super::frame::{Current, head};
use crate::shared::{Door, Outcome, Page, PageRequest};
use leptos::prelude::*;
use locales::operations as t;
use ui::{
    Breadcrumbs, Card, Column, Crumb, DescriptionList, Detail, EmptyState, IconName, PageHeader, Table,
};

pub async fn list(request: PageRequest) -> Outcome {
    let language = request.language;
    let mails = request.services.operations.demo_mail(&request.actor).await?;
    let title = t::mails(language);
    Page::new(title, move || {
        let rows: Vec<Vec<AnyView>> = mails
            .into_iter()
            .map(|mail| {
                let href = request.href(&format!("/operations/mails/{}", mail.id));
                vec![
                    view! { <a href=href>{mail.subject}</a> }.into_any(),
                    mail.to.into_any(),
                    request.moment(mail.at).into_any(),
                ]
            })
            .collect();
        let content = if rows.is_empty() {
            view! { <EmptyState title=t::no_mails(language) text=t::no_mails_text(language) icon=IconName::Mail /> }
                .into_any()
        } else {
            let columns = vec![
                Column::text(t::mail_subject(language)),
                Column::text(t::mail_to(language)),
                Column::text(t::mail_at(language)),
            ];
            view! { <Table caption=title columns rows is_caption_hidden=true /> }.into_any()
        };
        view! {
            {head(&request, Current::Mails, title)}
            <PageHeader title=title lead=t::mails_lead(language) />
            {content}
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id = request.param("id")?;
    let letter = request
        .services
        .operations
        .demo_mail_text(&request.actor, id)
        .await?;
    let title = letter.mail.subject.clone();
    Page::new(title.clone(), move || {
        let crumbs = vec![
            Crumb::link(t::title(language), request.href("/operations")),
            Crumb::link(t::mails(language), request.href("/operations/mails")),
            Crumb::here(title.clone()),
        ];
        let facts = vec![
            Detail::new(t::mail_to(language), letter.mail.to.clone()),
            Detail::new(t::mail_at(language), request.moment(letter.mail.at)),
        ];
        let lines = letter
            .text
            .trim_end()
            .lines()
            .map(|text| line(&request.community.origin, text))
            .collect_view();
        view! {
            <Breadcrumbs label=t::breadcrumbs(language) items=crumbs />
            <PageHeader title />
            <DescriptionList items=facts />
            <Card><div class="measure" data-mail="">{lines}</div></Card>
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

/// A line of a mail; an address of ours that stands alone on it is a link, as in a mailbox.
fn line(origin: &str, text: &str) -> AnyView {
    let address = text.trim();
    match own_path(origin, address) {
        Some(path) => view! { <a href=path data-reload="">{address.to_owned()}</a> <br /> }.into_any(),
        None => view! { {text.to_owned()} <br /> }.into_any(),
    }
}

/// The path of an address of this application: the demonstration may be looked at through another name.
fn own_path(origin: &str, address: &str) -> Option<String> {
    let path = address.strip_prefix(origin)?;
    let is_path = path.starts_with('/') && !path.starts_with("//") && !path.contains(char::is_whitespace);
    is_path.then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_ours_are_links() {
        let origin = "https://cabinet.example";
        assert_eq!(
            own_path(origin, "https://cabinet.example/people/confirm?token=a"),
            Some("/people/confirm?token=a".to_owned())
        );
        for foreign in [
            "https://cabinet.example.evil/people",
            "https://cabinet.example//evil",
            "javascript:alert(1)",
            "https://cabinet.example/a b",
        ] {
            assert_eq!(own_path(origin, foreign), None, "{foreign}");
        }
    }
}
